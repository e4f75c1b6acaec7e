//! `public/notices.txt`: everything from others in the app and the hub, with the
//! licence texts that ask to be passed on. *Help* shows it.

use crate::failure::{AtPath, Outcome};
use crate::metadata::{self, Foreign};
use crate::workspace;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const HEAD: &str = "Wingbook is made with the work of others. Thank you.\n\n";

/// What comes from others and is no crate: its licence in `app/xtask/licences`, and what it is.
const DATA: [(&str, &str); 2] = [
    ("lucide-static.txt", "Lucide (the icons)"),
    ("words.txt", "Word lists (passphrases)"),
];

/// Where the notices stand.
pub fn file() -> PathBuf {
    workspace::root().join("public/notices.txt")
}

/// Writes the notices anew.
pub fn write() -> Outcome {
    let parts = metadata::shipped()?;
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for part in &parts {
        for text in licence_texts(part)? {
            let name = format!("{} {}", part.name, part.version);
            texts.entry(text).or_default().push(name);
        }
    }
    for (file, name) in DATA {
        let text = workspace::read(&workspace::root().join("app/xtask/licences").join(file))?;
        texts.insert(text, vec![name.to_owned()]);
    }
    let mut page = HEAD.to_owned() + &contents(&parts);
    for (text, names) in texts {
        page.push_str(&format!(
            "\n{}\n{}\n\n{}\n",
            "-".repeat(72),
            names.join(", "),
            text.trim_end()
        ));
    }
    workspace::write(&file(), page)?;
    println!("{} parts in public/notices.txt", parts.len());
    Ok(())
}

/// The list of parts that opens the notices; by it, tidy sees whether they are
/// current.
pub fn contents(parts: &[Foreign]) -> String {
    let lines: Vec<String> = parts
        .iter()
        .map(|part| format!("{} {} ({})", part.name, part.version, part.licence))
        .collect();
    format!("{} parts:\n{}\n", parts.len(), lines.join("\n"))
}

/// The texts in a crate's folder. Where it offers a choice we take MIT, which is
/// the shortest to pass on.
fn licence_texts(part: &Foreign) -> Outcome<Vec<String>> {
    let mut files = Vec::new();
    for item in std::fs::read_dir(&part.folder).at(&part.folder)? {
        let path = item.at(&part.folder)?.path();
        if path.is_file() && is_licence(&path) {
            files.push(path);
        }
    }
    files.sort();
    let offers = part.licence.contains(" OR ") || part.licence.contains('/');
    let mit: Vec<PathBuf> = files
        .iter()
        .filter(|path| name(path).contains("MIT"))
        .cloned()
        .collect();
    if offers && !mit.is_empty() && !part.licence.contains(" AND ") {
        files = mit;
    }
    files.iter().map(|path| plain(path)).collect()
}

fn is_licence(path: &Path) -> bool {
    let name = name(path);
    ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE"]
        .iter()
        .any(|start| name.starts_with(start))
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().to_uppercase()
}

/// One text with one kind of line end, so that equal texts are equal.
fn plain(path: &Path) -> Outcome<String> {
    let bytes = std::fs::read(path).at(path)?;
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    Ok(lines.join("\n").trim().to_owned())
}
