//! Rules about source files: each says what it is for, none is endless, none is
//! unfinished.

use crate::failure::Outcome;
use crate::workspace;

/// No file may be longer; most should be less than half of it.
const LINES_MAX: usize = 700;

/// A file that people write.
pub struct Source {
    /// Its path inside the repository.
    path: String,
    /// What stands in it.
    text: String,
}

/// Everything that people write in code or style.
pub fn read() -> Outcome<Vec<Source>> {
    let root = workspace::root();
    let mut sources = Vec::new();
    for folder in ["app", "public", "style", "tests"] {
        for file in workspace::files(&root.join(folder))? {
            let ending = file.extension().unwrap_or_default().to_string_lossy();
            let written = ["rs", "ts", "js", "css", "py", "html"].contains(&ending.as_ref());
            let path = workspace::inside(&root, &file);
            if written && !path.starts_with("tests/results/") {
                sources.push(Source {
                    text: workspace::read(&file)?,
                    path,
                });
            }
        }
    }
    Ok(sources)
}

/// Rust files that don't open with `//!`.
pub fn without_docs(sources: &[Source]) -> Vec<String> {
    sources
        .iter()
        .filter(|source| source.path.ends_with(".rs") && !source.text.starts_with("//!"))
        .map(|source| format!("{} does not open with `//!`", source.path))
        .collect()
}

/// Files above the hard limit.
pub fn too_long(sources: &[Source]) -> Vec<String> {
    sources
        .iter()
        .map(|source| (&source.path, source.text.lines().count()))
        .filter(|(_, lines)| *lines > LINES_MAX)
        .map(|(path, lines)| format!("{path} has {lines} lines; {LINES_MAX} is the limit"))
        .collect()
}

/// Marks of unfinished work.
pub fn unfinished(sources: &[Source]) -> Vec<String> {
    // Put together here, so that this file does not find itself.
    let marks = [
        ["TO", "DO"],
        ["FIX", "ME"],
        ["unimple", "mented!("],
        ["to", "do!("],
    ]
    .map(|halves| halves.concat());
    let mut problems = Vec::new();
    for source in sources {
        for (number, line) in source.text.lines().enumerate() {
            if let Some(mark) = marks.iter().find(|mark| line.contains(mark.as_str())) {
                problems.push(format!("{}:{} says {mark}", source.path, number + 1));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(path: &str, text: &str) -> Vec<Source> {
        vec![Source {
            path: path.into(),
            text: text.into(),
        }]
    }

    #[test]
    fn rust_files_open_with_their_purpose() {
        assert_eq!(without_docs(&source("a.rs", "//! x\n")).len(), 0);
        assert_eq!(without_docs(&source("a.rs", "use x;\n//! x")).len(), 1);
        assert_eq!(without_docs(&source("a.js", "let x;")).len(), 0);
    }

    #[test]
    fn the_limit_itself_is_allowed() {
        let lines = |count| source("a.rs", &"x\n".repeat(count));
        assert_eq!(too_long(&lines(LINES_MAX)).len(), 0);
        assert_eq!(too_long(&lines(LINES_MAX + 1)).len(), 1);
    }

    #[test]
    fn unfinished_work_is_found_with_its_line() {
        let text = format!("a\n// {}: later", ["TO", "DO"].concat());
        let problems = unfinished(&source("a.rs", &text));
        assert!(problems[0].starts_with("a.rs:2 "), "{problems:?}");
    }
}
