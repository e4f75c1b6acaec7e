//! Where things are: the root of the repository, the target folder, the source files.

use crate::failure::{AtPath, Outcome};
use std::path::{Path, PathBuf};

/// The root of the repository.
pub fn root() -> PathBuf {
    // The manifest's folder is known when this program is compiled, and the
    // program is always compiled in the repository that it serves.
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest
        .ancestors()
        .nth(2)
        .unwrap_or(manifest)
        .to_path_buf()
}

/// Cargo's target folder.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// The built PWA. It stands at one place whatever the target folder is,
/// because the hub embeds it from there.
pub fn dist() -> PathBuf {
    root().join("target/dist")
}

/// All files below `folder`, sorted, hidden ones and dependencies left out.
/// A folder that does not exist has none.
pub fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        if !folder.is_dir() {
            continue;
        }
        for item in std::fs::read_dir(&folder).at(&folder)? {
            let path = item.at(&folder)?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.starts_with('.') || name == "node_modules" || name == "target" {
                continue;
            }
            if path.is_dir() {
                open.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// A file's text.
pub fn read(path: &Path) -> Outcome<String> {
    std::fs::read_to_string(path).at(path)
}

/// Writes a file and the folders above it.
pub fn write(path: &Path, content: impl AsRef<[u8]>) -> Outcome {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).at(folder)?;
    }
    std::fs::write(path, content).at(path)
}

/// A path as it is called inside the repository, with `/` everywhere.
pub fn inside(folder: &Path, path: &Path) -> String {
    let inner = path.strip_prefix(folder).unwrap_or(path);
    inner
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}
