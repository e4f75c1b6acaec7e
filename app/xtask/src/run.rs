//! `cargo xtask run`: from nothing to a running prison server.

#[cfg(unix)]
use crate::failure::Failure;
use crate::failure::Outcome;
use crate::{process, pwa, workspace};
use std::ffi::OsString;
use std::process::Command;

/// Builds what has changed and starts the hub with the rest of the command line.
pub fn run(mut arguments: lexopt::Parser) -> Outcome {
    let flags: Vec<OsString> = arguments.raw_args()?.collect();
    pwa::build_if_changed()?;
    let root = workspace::root();
    process::run(
        Command::new("cargo")
            .args(["build", "--release", "-p", "wingbook-hub"])
            .current_dir(&root),
    )?;
    let mut hub = Command::new(workspace::target().join("release/wingbook-hub"));
    hub.arg("serve").current_dir(&root);
    for (flag, value) in defaults(&flags) {
        hub.arg(flag).arg(value);
    }
    hub.args(&flags);
    become_hub(&mut hub)
}

/// This program turns into the hub, so that Ctrl-C and a supervisor's signals
/// reach the hub itself and its exit code is the command's.
#[cfg(unix)]
fn become_hub(hub: &mut Command) -> Outcome {
    use std::os::unix::process::CommandExt;
    let source = hub.exec();
    Err(Failure::Start {
        program: "wingbook-hub".into(),
        source,
        remedy: "Run `cargo xtask run` again.",
    })
}

#[cfg(not(unix))]
fn become_hub(hub: &mut Command) -> Outcome {
    process::run(hub)
}

/// What the hub is told where the command line says nothing: a data file of its
/// own, outside what git sees, and a prison to look at.
fn defaults(flags: &[OsString]) -> Vec<(&'static str, String)> {
    let given = |name: &str| {
        flags.iter().any(|flag| {
            let flag = flag.to_string_lossy();
            flag == name || flag.starts_with(&format!("{name}="))
        })
    };
    let value = |name: &str| {
        let mut flags = flags.iter().map(|flag| flag.to_string_lossy());
        flags.find_map(|flag| flag.strip_prefix(&format!("{name}=")).map(str::to_owned))
    };
    let after = |name: &str| {
        let at = flags.iter().position(|flag| flag == name)?;
        Some(flags.get(at + 1)?.to_string_lossy().into_owned())
    };
    // One file for each prison: a data file holds the one that it was founded with.
    let data = match value("--demo").or_else(|| after("--demo")).as_deref() {
        Some("none") => "wingbook-data/hub.sqlite".to_owned(),
        Some(country) => format!("wingbook-data/{country}.sqlite"),
        None => "wingbook-data/uganda.sqlite".to_owned(),
    };
    [("--data", data), ("--demo", "uganda".to_owned())]
        .into_iter()
        .filter(|(name, _)| !given(name))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_not_said_is_filled_in() {
        let names = |flags: &[&str]| {
            let flags: Vec<OsString> = flags.iter().map(OsString::from).collect();
            defaults(&flags)
                .iter()
                .map(|(name, _)| *name)
                .collect::<Vec<_>>()
        };
        assert_eq!(names(&[]), ["--data", "--demo"]);
        assert_eq!(names(&["--demo", "none"]), ["--data"]);
        assert_eq!(names(&["--demo=none", "--data=x"]), [""; 0]);
        let data = |flags: &[&str]| {
            let flags: Vec<OsString> = flags.iter().map(OsString::from).collect();
            defaults(&flags)
                .into_iter()
                .find_map(|(name, value)| (name == "--data").then_some(value))
        };
        for flags in [&["--demo", "tunisia"][..], &["--demo=tunisia"]] {
            assert_eq!(data(flags).as_deref(), Some("wingbook-data/tunisia.sqlite"));
        }
        assert_eq!(data(&[]).as_deref(), Some("wingbook-data/uganda.sqlite"));
    }
}
