//! Finds Chromium and its driver; on Debian, installs them.

use crate::failure::{Failure, Outcome};
use crate::{debian, process};
use std::path::Path;

const NAMES: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const DRIVERS: [&str; 3] = [
    "chromedriver",
    "/usr/lib/chromium/chromedriver",
    "/usr/lib/chromium-browser/chromedriver",
];

/// Chromium's program, as `CHROME` names it or under one of its usual names.
pub fn chromium() -> Outcome<String> {
    find("CHROME", &NAMES)
}

/// The WebDriver of Chromium, as `CHROMEDRIVER` names it or where it usually is.
pub fn driver() -> Outcome<String> {
    find("CHROMEDRIVER", &DRIVERS)
}

fn find(variable: &str, names: &[&str]) -> Outcome<String> {
    if let Some(program) = std::env::var(variable)
        .ok()
        .filter(|program| !program.is_empty())
    {
        return Ok(program);
    }
    if let Some(program) = first_of(names) {
        return Ok(program);
    }
    debian::install("Chromium and its driver", &["chromium", "chromium-driver"])?;
    first_of(names).ok_or_else(|| {
        Failure::Content(format!(
            "no {} found: install Chromium with its driver, or set {variable}",
            names[0]
        ))
    })
}

fn first_of(names: &[&str]) -> Option<String> {
    names
        .iter()
        .find(|name| process::exists(name))
        .and_then(|name| absolute(name))
}

/// Other programs are started from other folders: give them the whole path.
fn absolute(name: &str) -> Option<String> {
    if Path::new(name).is_absolute() {
        return Some(name.to_owned());
    }
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|program| program.is_file())
        .map(|program| program.to_string_lossy().into_owned())
}
