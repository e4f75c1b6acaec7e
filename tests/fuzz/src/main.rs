//! One program for the fuzz targets of all crates.
//!
//! The targets themselves stand beside the crates that they attack (`app/*/fuzz`), where `cargo test` puts every file of
//! their corpora through them. This only hands libFuzzer the one that `WINGBOOK_FUZZ_TARGET` names, or lists them.
#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
mod driver {
    use std::sync::OnceLock;

    static TARGET: OnceLock<fn(&[u8])> = OnceLock::new();

    fn choose() {
        let all = [
            wingbook_codes::fuzz::TARGETS,
            wingbook_forms::fuzz::TARGETS,
            wingbook_hub::fuzz::TARGETS,
            wingbook_record::fuzz::TARGETS,
            wingbook_sync::fuzz::TARGETS,
            wingbook_vault::fuzz::TARGETS,
            wingbook_worker::fuzz::TARGETS,
        ]
        .concat();
        let wanted = std::env::var("WINGBOOK_FUZZ_TARGET").unwrap_or_default();
        match all.iter().find(|(name, _)| *name == wanted) {
            Some((_, target)) => {
                let _ = TARGET.set(*target);
            }
            None => {
                for (name, _) in all {
                    println!("{name}");
                }
                std::process::exit(0);
            }
        }
    }

    libfuzzer_sys::fuzz_target!(init: choose(), |bytes: &[u8]| {
        if let Some(target) = TARGET.get() {
            target(bytes);
        }
    });
}

#[cfg(not(fuzzing))]
fn main() {
    eprintln!("This is built by `cargo xtask fuzz`.");
}
