//! Embeds the built app: one table of its files, made from `target/dist` (or the folder named by
//! `WINGBOOK_DIST`). A folder that isn't there makes an empty table, and the hub says so on a page.

use std::{
    env, fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-env-changed=WINGBOOK_DIST");
    let manifest = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let dist = match env::var_os("WINGBOOK_DIST") {
        Some(dist) => PathBuf::from(dist),
        None => manifest.join("../../target/dist"),
    };
    // Cargo looks again when a folder that was missing appears, or any file in it changes.
    println!("cargo::rerun-if-changed={}", dist.display());
    let mut files = Vec::new();
    if dist.join("index.html").is_file() {
        collect(&dist, &dist, &mut files)?;
    }
    files.sort();
    let table = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("app_files.rs");
    let mut out = fs::File::create(table)?;
    writeln!(out, "&[")?;
    for (address, path) in files {
        writeln!(
            out,
            "    ({address:?}, include_bytes!({:?})),",
            path.display().to_string()
        )?;
    }
    writeln!(out, "]")
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let hidden = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if let (Ok(relative), Ok(path)) = (path.strip_prefix(root), path.canonicalize()) {
            let parts: Vec<String> = relative
                .components()
                .map(|part| part.as_os_str().to_string_lossy().into_owned())
                .collect();
            files.push((format!("/{}", parts.join("/")), path));
        }
    }
    Ok(())
}
