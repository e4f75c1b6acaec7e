//! The web build: tools, Trunk, and a stamp by which the next start knows
//! whether anything has changed since.

pub mod finish;
mod precache;
mod sizes;
pub mod split;
pub mod styles;

use crate::failure::{AtPath, Failure, Outcome};
use crate::{process, tools, workspace};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a build is made for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// For people: small, checked against the budget.
    Release,
    /// For the next minute: fast to build, large.
    Development,
    /// For tests that kill it: fast to run, with a cheap key derivation that no release build contains.
    Proof,
}

impl Mode {
    fn name(self) -> &'static str {
        match self {
            Mode::Release => "release",
            Mode::Development => "development",
            Mode::Proof => "proof",
        }
    }
}

/// A standard library made for size, in which a panic is a trap and carries no text, and no `{:?}` that nobody reads:
/// 5 % of the program and more. Stable Rust can do it and hides it behind the first of these; the pages' recovery
/// listens for the trap (`public/boot.js`). What the app shows or compares must therefore never be written with `{:?}`.
const SMALL_LIBRARY: [(&str, &str); 4] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
    (
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        "-Zunstable-options -Cpanic=immediate-abort -Zfmt-debug=none -Zlocation-detail=none -Clink-arg=--emit-relocs --cfg=sha2_backend_soft=\"compact\"",
    ),
];

/// Builds the PWA into `target/dist`, whatever stands there. A release build above
/// the budget is an error, but stands: what else is wrong can still be seen.
pub fn build(mode: Mode) -> Outcome {
    let lock = workspace::root().join("target/dist.lock");
    workspace::write(&lock, "")?;
    let lock_file = std::fs::File::open(&lock).at(&lock)?;
    // Two builds into one folder would mix their files.
    lock_file.lock().at(&lock)?;

    let stamp = stamp(mode)?;
    let _ = std::fs::remove_file(stamp_file());
    trunk("Trunk.toml", mode, mode == Mode::Release)?;
    workspace::write(&stamp_file(), stamp)?;
    match mode {
        Mode::Release => check_weight(),
        Mode::Development | Mode::Proof => Ok(()),
    }
}

fn check_weight() -> Outcome {
    let note = workspace::read(&finish::weight_file())?;
    let weight = note
        .trim()
        .parse()
        .map_err(|error| Failure::Content(format!("first-visit-bytes: {error}")))?;
    sizes::check(weight)
}

/// Builds the empty app that the benches compare with, into `target/dist-empty`.
pub fn build_empty() -> Outcome {
    trunk("tests/bench/empty/Trunk.toml", Mode::Release, false)
}

/// Builds the page that holds the vault alone: as the app is built into `target/dist-vault`, for benches; as a proof into
/// `target/dist-vault-proof`, for faults.
pub fn build_vault_page(mode: Mode) -> Outcome {
    trunk("tests/vault_page/Trunk.toml", mode, false)
}

/// Where this program lies: Trunk's hooks call it.
fn own_folder() -> Outcome<PathBuf> {
    let own = std::env::current_exe().at(Path::new("xtask"))?;
    Ok(own.parent().map(Path::to_path_buf).unwrap_or_default())
}

/// Runs Trunk with its tools in the path. A program that is `cut` has modules that are loaded on first use.
fn trunk(configuration: &str, mode: Mode, cut: bool) -> Outcome {
    tools::wasm_target()?;
    let trunk = tools::trunk()?;
    split::begin();
    // Installed before Trunk asks it for its version: what an installation prints is no answer to that.
    let bindgen = tools::wasm_bindgen()?;
    let bindgen = if cut {
        split::in_place_of_bindgen()?
    } else {
        bindgen
    };
    let path = tools::path_with(&[own_folder()?, bindgen, tools::wasm_opt()?])?;
    let library: &[(&str, &str)] = match mode {
        Mode::Development | Mode::Proof => &[],
        Mode::Release => {
            tools::rust_source()?;
            &SMALL_LIBRARY
        }
    };
    // Trunk builds without the network: what the app needs, and what the library that is built with it needs, is
    // fetched before.
    process::run(
        Command::new("cargo")
            .args(["fetch", "--quiet", "--target", "wasm32-unknown-unknown"])
            .envs(library.iter().copied())
            .current_dir(workspace::root()),
    )?;
    let mut command = Command::new(trunk);
    command
        .current_dir(workspace::root())
        .env("PATH", path)
        // Trunk takes the variable's value for its own, and `1` is none to it.
        .env_remove("NO_COLOR")
        // Its backtraces say nothing about the app and hide the error above.
        .env("RUST_BACKTRACE", "0")
        .args(["build", "--skip-version-check", "--config", configuration])
        .envs(library.iter().copied());
    if cut {
        command.args(["--features", "split"]);
    }
    match mode {
        Mode::Release => {}
        Mode::Development => {
            command.args(["--release=false", "--cargo-profile=dev"]);
        }
        Mode::Proof => {
            command.args(["--release=false", "--cargo-profile=vault-proof"]);
            command.args(["--features", "cheap-kdf"]);
            command
                .arg("--dist")
                .arg(workspace::root().join("target/dist-vault-proof"));
        }
    }
    process::run(&mut command)
}

/// Builds the PWA only if a source has changed since the last build. Its weight is
/// told, not held against it: the tests do that.
pub fn build_if_changed() -> Outcome {
    let stands = std::fs::read_to_string(stamp_file()).unwrap_or_default();
    if stands == stamp(Mode::Release)? && workspace::dist().join("index.html").exists() {
        return Ok(());
    }
    match build(Mode::Release) {
        Err(failure @ Failure::TooLarge { .. }) => {
            println!("{failure}");
            Ok(())
        }
        other => other,
    }
}

fn stamp_file() -> PathBuf {
    workspace::root().join("target/dist.stamp")
}

/// A digest over names, sizes and times of everything that goes into the build.
fn stamp(mode: Mode) -> Outcome<String> {
    let root = workspace::root();
    let mut sources = Vec::new();
    for folder in ["app", "public", "style"] {
        sources.extend(workspace::files(&root.join(folder))?);
    }
    for file in ["Cargo.toml", "Cargo.lock", "Trunk.toml"] {
        sources.push(root.join(file));
    }
    let mut digest = Sha256::new();
    digest.update(mode.name());
    for source in sources {
        let facts = std::fs::metadata(&source).at(&source)?;
        let changed = facts.modified().at(&source)?;
        let changed = changed
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap_or_default();
        digest.update(workspace::inside(&root, &source));
        digest.update(format!(" {} {}\n", facts.len(), changed.as_nanos()));
    }
    Ok(finish::hex(&digest.finalize()))
}
