//! What each stage of `cargo xtask test` runs.

use super::counts::{self, Counts};
use crate::failure::{AtPath, Failure, Outcome};
use crate::{browser, debian, metadata, process, pwa, tidy, tools, workspace};
use std::path::Path;
use std::process::Command;

const WASM: &str = "wasm32-unknown-unknown";

/// Chromium's options where it has no screen, no user and perhaps root's rights.
const CHROMIUM_OPTIONS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(arguments).current_dir(workspace::root());
    command
}

/// Whether a command succeeds, as one test.
fn succeeds(command: &mut Command) -> Counts {
    let result = process::run(command);
    if let Err(failure) = &result {
        println!("{failure}");
    }
    Counts::one(result.is_ok())
}

/// Formatting.
pub fn format() -> Outcome<Counts> {
    Ok(succeeds(&mut cargo(&["fmt", "--all", "--check"])))
}

/// The rules of the repository.
pub fn tidy() -> Outcome<Counts> {
    let mut counts = Counts::default();
    for (name, problems) in tidy::check()? {
        for problem in &problems {
            println!("{name}: {problem}");
        }
        counts += Counts::one(problems.is_empty());
    }
    Ok(counts)
}

/// Lints of everything that compiles natively.
pub fn lint() -> Outcome<Counts> {
    Ok(succeeds(&mut cargo(&[
        "clippy",
        "--workspace",
        "--all-targets",
        "--locked",
        "--",
        "-D",
        "warnings",
    ])))
}

/// Lints of what runs in the browser, with its tests where it has any.
pub fn lint_wasm() -> Outcome<Counts> {
    tools::wasm_target()?;
    let mut counts = Counts::default();
    for package in metadata::workspace_packages()? {
        if !package.runs_in_browser {
            continue;
        }
        let mut command = cargo(&["clippy", "--locked", "--target", WASM, "-p", &package.name]);
        if package.has_browser_tests() {
            command.args(["--lib", "--tests"]);
        }
        // What only release builds have (`split`) must hold too.
        command.arg("--all-features");
        counts += succeeds(command.args(["--", "-D", "warnings"]));
    }
    Ok(counts)
}

/// Unit, integration and documentation tests of everything native.
pub fn native() -> Outcome<Counts> {
    let mut tests = if process::exists("cargo-nextest") {
        cargo(&[
            "nextest",
            "run",
            "--workspace",
            "--locked",
            "--no-fail-fast",
            "--no-tests=pass",
            "--color=never",
            "--status-level=fail",
        ])
    } else {
        cargo(&[
            "test",
            "--workspace",
            "--locked",
            "--no-fail-fast",
            "--all-targets",
        ])
    };
    let mut counts = run_and_count(&mut tests)?;
    counts += run_and_count(&mut cargo(&[
        "test",
        "--workspace",
        "--locked",
        "--no-fail-fast",
        "--doc",
    ]))?;
    Ok(counts)
}

fn run_and_count(command: &mut Command) -> Outcome<Counts> {
    let printed = process::show_and_keep(command)?;
    Ok(counts::of_rust(&printed.text).or_failed(printed.success))
}

/// The published vectors, checked by another language.
pub fn vectors() -> Outcome<Counts> {
    let script = workspace::root().join("tests/vectors/check.py");
    if !script.exists() {
        println!("no vectors");
        return Ok(Counts::default());
    }
    let venv = workspace::root().join("target/venv");
    let python = venv.join("bin/python");
    if !python.exists() {
        process::run(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
    }
    let requirements = workspace::root().join("tests/vectors/requirements.txt");
    let mut install = Command::new(&python);
    install.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]);
    if requirements.exists() {
        install.arg("-r").arg(&requirements);
    } else {
        install.arg("cryptography");
    }
    process::run(&mut install)?;
    Ok(succeeds(Command::new(&python).arg(&script)))
}

/// Tests in a headless browser, of each crate that has a `webdriver.json`.
pub fn browser() -> Outcome<Counts> {
    let mut counts = Counts::default();
    for package in metadata::workspace_packages()? {
        if !package.has_browser_tests() {
            continue;
        }
        println!("{}", package.name);
        let mut command = in_browser(&["-p", &package.name, "--lib", "--tests"])?;
        counts += run_and_count(&mut command)?;
    }
    Ok(counts)
}

/// `cargo test` with these arguments, in a headless browser.
pub fn in_browser(arguments: &[&str]) -> Outcome<Command> {
    tools::wasm_target()?;
    let runner = tools::wasm_bindgen()?.join("wasm-bindgen-test-runner");
    let options = workspace::root().join("target/webdriver.json");
    let capabilities = serde_json::json!({
        "goog:chromeOptions": { "binary": browser::chromium()?, "args": CHROMIUM_OPTIONS }
    });
    workspace::write(&options, capabilities.to_string())?;
    let mut command = cargo(&["test", "--locked", "--no-fail-fast", "--target", WASM]);
    command
        .args(arguments)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
        .env("CHROMEDRIVER", browser::driver()?)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &options)
        .env("WASM_BINDGEN_TEST_TIMEOUT", "600");
    Ok(command)
}

/// The app as people get it: it builds, and it is within its budget.
pub fn app() -> Outcome<Counts> {
    let result = pwa::build(pwa::Mode::Release);
    if let Err(failure) = &result {
        println!("{failure}");
    }
    let too_large = matches!(result, Err(Failure::TooLarge { .. }));
    let mut counts = Counts::one(result.is_ok() || too_large);
    counts += Counts::one(result.is_ok());
    Ok(counts)
}

/// The hub as people get it.
pub fn hub() -> Outcome<Counts> {
    Ok(succeeds(&mut cargo(&[
        "build",
        "--release",
        "--locked",
        "-p",
        "wingbook-hub",
    ])))
}

/// The browser journeys, and the faults.
pub fn journeys() -> Outcome<Counts> {
    let (report, success) = run_journeys(&[])?;
    Ok(counts::of_journeys(&report).or_failed(success))
}

/// The report of the journeys and faults that these arguments choose.
pub fn journeys_report(chosen: &[&str]) -> Outcome<serde_json::Value> {
    run_journeys(chosen).map(|(report, _)| report)
}

fn run_journeys(chosen: &[&str]) -> Outcome<(serde_json::Value, bool)> {
    pwa::build_vault_page(pwa::Mode::Proof)?;
    debian::strace();
    let report = workspace::root().join("tests/results/report.json");
    let _ = std::fs::remove_file(&report);
    let arguments = [&["--config=playwright.config.ts"], chosen].concat();
    let success = match process::run(&mut playwright(&arguments)?) {
        Ok(()) => true,
        Err(Failure::Program(_)) => false,
        Err(other) => return Err(other),
    };
    let text = std::fs::read_to_string(&report).at(&report)?;
    let report = serde_json::from_str(&text)
        .map_err(|error| Failure::Content(format!("the journeys' report: {error}")))?;
    Ok((report, success))
}

/// The types of what drives the browser: Playwright itself ignores them.
pub fn types() -> Outcome<Counts> {
    let tests = workspace::root().join("tests");
    install_packages(&tests)?;
    Ok(succeeds(
        Command::new("npx")
            .args(["--no-install", "tsc"])
            .current_dir(&tests),
    ))
}

/// Playwright in `tests/`, its packages installed.
pub fn playwright(arguments: &[&str]) -> Outcome<Command> {
    let tests = workspace::root().join("tests");
    install_packages(&tests)?;
    let mut command = Command::new("npx");
    command
        .args(["--no-install", "playwright", "test"])
        .args(arguments)
        .current_dir(&tests)
        .env("CHROME", browser::chromium()?)
        .env(
            "WINGBOOK_HUB",
            workspace::target().join("release/wingbook-hub"),
        );
    Ok(command)
}

/// `npm ci`, unless what is installed is already what the lock file says.
fn install_packages(tests: &Path) -> Outcome {
    let lock = workspace::read(&tests.join("package-lock.json"))?;
    let mark = tests.join("node_modules/.wingbook-lock");
    if std::fs::read_to_string(&mark).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    process::run(
        Command::new("npm")
            .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
            .current_dir(tests)
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
    )?;
    workspace::write(&mark, lock)
}
