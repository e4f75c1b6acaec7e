//! The tools of the web build, installed once into a cache folder of Wingbook's
//! own, one folder for each version, so that nothing of the user's is changed
//! and two checkouts may need different versions.

use crate::failure::{AtPath, Failure, Outcome};
use crate::{process, workspace};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

const TRUNK: &str = "0.21.14";
const BINARYEN: &str = "132.0.0";
const WASM: &str = "wasm32-unknown-unknown";

/// Where tools are kept: `WINGBOOK_TOOLS`, else below the user's cache folder.
pub fn folder() -> PathBuf {
    let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    if let Some(folder) = variable("WINGBOOK_TOOLS") {
        return folder.into();
    }
    let cache = match (variable("XDG_CACHE_HOME"), variable("HOME")) {
        (Some(cache), _) => cache.into(),
        (None, Some(home)) => Path::new(&home).join(".cache"),
        (None, None) => workspace::target(),
    };
    cache.join("wingbook/tools")
}

/// The version of a package in `Cargo.lock`. The `wasm-bindgen` tool must be of
/// exactly the version of the library, or it refuses the program.
fn locked(package: &str) -> Outcome<String> {
    let lock = workspace::read(&workspace::root().join("Cargo.lock"))?;
    let name = format!("name = \"{package}\"");
    lock.lines()
        .skip_while(|line| *line != name)
        .nth(1)
        .and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'))
        .map(str::to_owned)
        .ok_or_else(|| Failure::Content(format!("Cargo.lock names no {package}")))
}

/// Adds the WASM target to the active toolchain if it lacks it.
pub fn wasm_target() -> Outcome {
    let installed = process::output(Command::new("rustup").args(["target", "list", "--installed"]));
    match installed {
        Ok(list) if list.lines().any(|line| line == WASM) => Ok(()),
        _ => {
            println!("Installing the Rust target {WASM}");
            process::run(Command::new("rustup").args(["target", "add", WASM]))
        }
    }
}

/// Adds the standard library's source to the active toolchain if it lacks it: the app is built with a library
/// made small, see `pwa`.
pub fn rust_source() -> Outcome {
    let sysroot = process::output(Command::new("rustc").args(["--print", "sysroot"]))?;
    let library = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/Cargo.lock");
    if library.exists() {
        return Ok(());
    }
    println!("Installing the source of Rust's standard library");
    process::run(Command::new("rustup").args(["component", "add", "rust-src"]))
}

/// The `trunk` program, installed if missing.
pub fn trunk() -> Outcome<PathBuf> {
    let folder = folder().join(format!("trunk-{TRUNK}"));
    let program = folder.join("bin/trunk");
    if !program.exists() {
        println!("Installing Trunk {TRUNK} (once; a few minutes)");
        // Trunk only orchestrates: a debug build serves as well and compiles
        // in a quarter of the time.
        cargo_install(
            &folder,
            &["--locked", "--debug", "--no-default-features"],
            &format!("trunk@{TRUNK}"),
        )?;
    }
    Ok(program)
}

/// The folder of `wasm-bindgen` and its test runner, installed if missing.
pub fn wasm_bindgen() -> Outcome<PathBuf> {
    let version = locked("wasm-bindgen")?;
    let folder = folder().join(format!("wasm-bindgen-cli-{version}"));
    let programs = folder.join("bin");
    if !programs.join("wasm-bindgen").exists() {
        println!("Installing wasm-bindgen {version} (once; about a minute)");
        cargo_install(
            &folder,
            &["--debug", "--no-default-features"],
            &format!("wasm-bindgen-cli@{version}"),
        )?;
    }
    Ok(programs)
}

/// The folder of `wasm-opt`, installed if missing.
pub fn wasm_opt() -> Outcome<PathBuf> {
    let folder = folder().join(format!("binaryen-{BINARYEN}"));
    let programs = folder.join("node_modules/.bin");
    if !programs.join("wasm-opt").exists() {
        println!("Installing wasm-opt {BINARYEN}");
        std::fs::create_dir_all(&folder).at(&folder)?;
        process::run(
            Command::new("npm")
                .args(["install", "--no-audit", "--no-fund", "--loglevel=error"])
                .arg("--prefix")
                .arg(&folder)
                .arg(format!("binaryen@{BINARYEN}")),
        )?;
    }
    Ok(programs)
}

/// `PATH` with these folders in front.
pub fn path_with(folders: &[PathBuf]) -> Outcome<OsString> {
    let present = std::env::var_os("PATH").unwrap_or_default();
    let all = folders
        .iter()
        .cloned()
        .chain(std::env::split_paths(&present));
    std::env::join_paths(all).map_err(|error| Failure::Content(error.to_string()))
}

fn cargo_install(folder: &Path, options: &[&str], package: &str) -> Outcome {
    process::run(
        Command::new("cargo")
            .arg("install")
            .args(options)
            .arg("--root")
            .arg(folder)
            .arg(package)
            .env_remove("CARGO_TARGET_DIR"),
    )
}
