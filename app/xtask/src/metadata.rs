//! What cargo knows about the packages: ours and those of others.

use crate::failure::{Failure, Outcome};
use crate::{process, workspace};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::Command;

/// Crates of ours that never run in a browser.
const NATIVE_ONLY: [&str; 3] = ["wingbook-fuzz", "wingbook-hub", "xtask"];

/// One of our crates.
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// Whether it is part of the app.
    pub runs_in_browser: bool,
}

impl Package {
    /// Whether it has tests for a real browser.
    pub fn has_browser_tests(&self) -> bool {
        self.runs_in_browser && self.folder.join("webdriver.json").exists()
    }
}

/// A crate that others wrote and we ship or build with.
pub struct Foreign {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence, as an SPDX expression; empty if it names none.
    pub licence: String,
    /// Its folder.
    pub folder: PathBuf,
}

/// Our crates.
pub fn workspace_packages() -> Outcome<Vec<Package>> {
    let metadata = read(&["--no-deps"])?;
    let packages = list(&metadata["packages"]);
    Ok(packages
        .map(|package| {
            let name = text(&package["name"]);
            Package {
                folder: folder(package),
                runs_in_browser: !NATIVE_ONLY.contains(&name.as_str()),
                name,
            }
        })
        .collect())
}

/// Everything from others that the app and the hub contain, on the platforms on
/// which they run. What only builds or tests them is not shipped.
pub fn shipped() -> Outcome<Vec<Foreign>> {
    let mut found = BTreeMap::new();
    for (platform, package) in [
        ("wasm32-unknown-unknown", "wingbook-web"),
        ("x86_64-unknown-linux-gnu", "wingbook-hub"),
    ] {
        let metadata = read(&["--filter-platform", platform])?;
        let reached = reached(&metadata, package);
        for package in list(&metadata["packages"]) {
            if !reached.contains(&text(&package["id"])) || package["source"].is_null() {
                continue;
            }
            let foreign = Foreign {
                name: text(&package["name"]),
                version: text(&package["version"]),
                licence: text(&package["license"]),
                folder: folder(package),
            };
            found.insert((foreign.name.clone(), foreign.version.clone()), foreign);
        }
    }
    Ok(found.into_values().collect())
}

/// The packages that `package` needs when it runs: normal dependencies, their
/// own, and so on. Macros have done their work by then, and so have the crates
/// that they are made of.
fn reached(metadata: &Value, package: &str) -> BTreeSet<String> {
    let macros: BTreeSet<String> = list(&metadata["packages"])
        .filter(|package| list(&package["targets"]).any(|target| target["kind"][0] == "proc-macro"))
        .map(|package| text(&package["id"]))
        .collect();
    let nodes: BTreeMap<String, &Value> = list(&metadata["resolve"]["nodes"])
        .map(|node| (text(&node["id"]), node))
        .collect();
    let mut open: Vec<String> = list(&metadata["packages"])
        .filter(|candidate| candidate["name"] == package)
        .map(|candidate| text(&candidate["id"]))
        .collect();
    let mut reached = BTreeSet::new();
    while let Some(id) = open.pop() {
        let Some(node) = nodes.get(&id) else { continue };
        if macros.contains(&id) || !reached.insert(id) {
            continue;
        }
        for dependency in list(&node["deps"]) {
            let at_run_time = list(&dependency["dep_kinds"]).any(|kind| kind["kind"].is_null());
            if at_run_time {
                open.push(text(&dependency["pkg"]));
            }
        }
    }
    reached
}

fn read(arguments: &[&str]) -> Outcome<Value> {
    let printed = process::output(
        Command::new("cargo")
            .args(["metadata", "--format-version=1", "--locked"])
            .args(arguments)
            .current_dir(workspace::root()),
    )?;
    serde_json::from_str(&printed)
        .map_err(|error| Failure::Content(format!("cargo metadata: {error}")))
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn folder(package: &Value) -> PathBuf {
    let manifest = PathBuf::from(text(&package["manifest_path"]));
    manifest.parent().map(PathBuf::from).unwrap_or(manifest)
}
