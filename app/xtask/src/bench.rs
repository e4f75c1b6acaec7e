//! Benches and screenshots: Playwright projects of their own, run on request.

use crate::failure::Outcome;
use crate::test::{in_browser, playwright};
use crate::{process, pwa, workspace};
use std::process::Command;

/// `cargo xtask bench`: the store against raw IndexedDB, then everything in `tests/bench`, one after the other.
pub fn bench() -> Outcome {
    store_measures()?;
    pwa::build_empty()?;
    pwa::build_vault_page(pwa::Mode::Release)?;
    with_release(&["--config=bench.config.ts"])
}

/// What the sealed store costs beside raw IndexedDB, printed by tests that are run for their figures alone.
fn store_measures() -> Outcome {
    let mut measures = in_browser(&["--release", "-p", "wingbook-vault", "--lib", "measures"])?;
    process::run(measures.args(["--", "--include-ignored", "--nocapture"]))
}

/// How often `cargo xtask kills` kills the browser, and with which seed, unless it is told otherwise.
pub const KILLS: u32 = 320;
/// Any number does.
pub const SEED: u32 = 20_261_124;

/// `cargo xtask kills`: kills the browser while the vault works, as often as no ordinary run of the tests has time for.
pub fn kills(kills: u32, seed: u32) -> Outcome {
    pwa::build_vault_page(pwa::Mode::Proof)?;
    let report = workspace::root().join("tests/faults/atomicity.txt");
    let mut test = playwright(&["--project=desktop", "faults/atomicity.spec.ts"])?;
    test.env("WINGBOOK_KILLS", kills.to_string())
        .env("WINGBOOK_SEED", seed.to_string())
        .env("WINGBOOK_KILLS_REPORT", report);
    process::run(&mut test)
}

/// `cargo xtask campaign`: a campaign of the size of Uganda's in 2022 on tablets without a browser, through the hub; prints
/// people, doses, time and bytes, and fails unless all of it adds up.
pub fn campaign() -> Outcome {
    let cargo = |arguments: &[&str]| {
        let mut command = Command::new("cargo");
        command.args(arguments).current_dir(workspace::root());
        process::run(&mut command)
    };
    cargo(&["build", "--release", "-p", "wingbook-hub"])?;
    let test = [
        "test",
        "--release",
        "-p",
        "wingbook-worker",
        "--test",
        "tablet",
    ];
    let which = ["--", "--ignored", "--nocapture", "the_campaign_of_uganda"];
    cargo(&[&test[..], &which[..]].concat())
}

/// `cargo xtask faults`: the tests of the fault matrix, on the app and the hub as people get them.
pub fn faults() -> Outcome {
    build_release()?;
    crate::faults::run()
}

/// `cargo xtask screenshots`: the pictures in the README and the manifest.
pub fn screenshots() -> Outcome {
    with_release(&["--config=screenshots.config.ts"])
}

fn build_release() -> Outcome {
    pwa::build_if_changed()?;
    process::run(
        Command::new("cargo")
            .args(["build", "--release", "-p", "wingbook-hub"])
            .current_dir(workspace::root()),
    )
}

fn with_release(arguments: &[&str]) -> Outcome {
    build_release()?;
    process::run(&mut playwright(arguments)?)
}
