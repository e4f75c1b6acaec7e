//! One style sheet out of `style/`: tokens, base, then the rest by name. A new
//! file in the folder is part of the app without being listed anywhere.

use crate::failure::Outcome;
use crate::workspace;
use std::path::Path;

/// Sheets that others build on, in this order.
const FIRST: [&str; 2] = ["tokens.css", "base.css"];

/// Writes `target/style/wingbook.css`, which `index.html` links.
pub fn join() -> Outcome {
    let root = workspace::root();
    let folder = root.join("style");
    let mut sheets = workspace::files(&folder)?;
    sheets.retain(|path| path.extension().is_some_and(|ending| ending == "css"));
    sheets.sort_by_key(|path| (rank(&folder, path), path.clone()));
    let mut joined = String::new();
    for sheet in sheets {
        joined.push_str(&without_comments(&workspace::read(&sheet)?));
    }
    workspace::write(&root.join("target/style/wingbook.css"), joined)
}

fn rank(folder: &Path, path: &Path) -> usize {
    let name = workspace::inside(folder, path);
    FIRST
        .iter()
        .position(|first| *first == name)
        .unwrap_or(FIRST.len())
}

/// Drops comments and indentation: they explain to us, not to a browser.
fn without_comments(sheet: &str) -> String {
    let mut kept = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    let mut lines = String::with_capacity(kept.len());
    for line in kept.lines().map(str::trim).filter(|line| !line.is_empty()) {
        lines.push_str(line);
        lines.push('\n');
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::without_comments;

    #[test]
    fn comments_and_indentation_go() {
        let sheet = "/* why */\na {\n  color: red; /* loud */\n}\n/* open";
        assert_eq!(without_comments(sheet), "a {\ncolor: red;\n}\n");
    }
}
