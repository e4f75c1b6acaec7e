//! The tests that name a row of the fault matrix: in Playwright at the start of the title, in Rust in the line above the
//! test, `/// R5 the connection is closed …`.

use crate::failure::Outcome;
use crate::workspace;

/// A test that injects a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// The rows that it is of: `R5`.
    pub rows: Vec<String>,
    /// What is done, in words.
    pub what: String,
    /// The file, inside the repository.
    pub path: String,
    /// What its runner calls it: a title, in which `${…}` stands for anything, or a function.
    pub name: String,
}

impl Test {
    /// Whether it is of this row.
    pub fn is_of(&self, row: &str) -> bool {
        self.rows.iter().any(|one| one == row)
    }

    /// Whether it is run by Playwright.
    pub fn is_journey(&self) -> bool {
        self.path.ends_with(".ts")
    }

    /// The crate that it is in, if it is one of Rust's.
    pub fn package(&self) -> Option<String> {
        let (folder, _) = self.path.strip_prefix("app/")?.split_once('/')?;
        Some(format!("wingbook-{folder}"))
    }
}

/// Every such test, by file.
pub fn read() -> Outcome<Vec<Test>> {
    let root = workspace::root();
    let mut tests = Vec::new();
    for folder in ["tests/faults", "tests/journeys", "app"] {
        for file in workspace::files(&root.join(folder))? {
            let path = workspace::inside(&root, &file);
            // Its own tests quote such lines.
            if path.starts_with("app/xtask/") {
                continue;
            }
            match file.extension().and_then(|ending| ending.to_str()) {
                Some("ts") => tests.extend(of_playwright(&path, &workspace::read(&file)?)),
                Some("rs") => tests.extend(of_rust(&path, &workspace::read(&file)?)),
                _ => {}
            }
        }
    }
    Ok(tests)
}

/// `test("R5 R8 the connection … @once", …`
fn of_playwright(path: &str, source: &str) -> Vec<Test> {
    let titles = source.split("test(").skip(1).filter_map(|rest| {
        let quote = rest.trim_start().chars().next()?;
        let title = rest.trim_start().strip_prefix(['"', '`'])?;
        title.split(quote).next()
    });
    titles
        .filter_map(|title| {
            let (rows, what) = named(title)?;
            Some(Test {
                rows,
                what,
                path: path.to_owned(),
                name: title.to_owned(),
            })
        })
        .collect()
}

/// `/// R5 the connection …`, more such lines, attributes, `fn name(`.
fn of_rust(path: &str, source: &str) -> Vec<Test> {
    let mut tests = Vec::new();
    let mut said = String::new();
    for line in source.lines().map(str::trim_start) {
        if let Some(words) = line.strip_prefix("///") {
            said.push_str(words);
        } else if let Some(rest) = line.split("fn ").nth(1)
            && let Some((rows, what)) = named(said.trim())
        {
            let name = rest.split(['(', '<']).next().unwrap_or_default();
            tests.push(Test {
                rows,
                what,
                path: path.to_owned(),
                name: name.to_owned(),
            });
            said.clear();
        } else if !line.starts_with("#[") {
            said.clear();
        }
    }
    tests
}

/// The rows at the start of a text, and its other words, tags of runs left out; nothing where it names no row.
fn named(text: &str) -> Option<(Vec<String>, String)> {
    let is_row = |word: &&str| {
        let digits = word.strip_prefix('R').unwrap_or_default();
        !digits.is_empty() && digits.bytes().all(|letter| letter.is_ascii_digit())
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let rows: Vec<String> = words
        .iter()
        .copied()
        .take_while(is_row)
        .map(str::to_owned)
        .collect();
    let rest = words
        .iter()
        .skip(rows.len())
        .filter(|word| !word.starts_with('@'));
    // A title that is put together reads well without the marks.
    let what = rest
        .copied()
        .collect::<Vec<_>>()
        .join(" ")
        .replace("${", "⟨")
        .replace('}', "⟩");
    (!rows.is_empty()).then_some((rows, what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_that_begin_with_rows_are_found() {
        let source = "test(\"R5 R12 it breaks @once\", async () => {});\ntest(\"another\", f);\n  test(`R2 ${n} bytes`, f);";
        let found = of_playwright("tests/faults/a.spec.ts", source);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].rows, ["R5", "R12"]);
        assert_eq!(found[0].what, "it breaks");
        assert_eq!(found[0].name, "R5 R12 it breaks @once");
        assert_eq!(found[1].what, "⟨n⟩ bytes");
    }

    #[test]
    fn lines_above_a_test_are_found() {
        let source = "/// R7 it is\n/// newer\n#[test]\nasync fn newer() {}\n/// Not R7\nfn other() {}\n/// R1 x\nstruct A;\nfn b() {}";
        let found = of_rust("app/vault/src/a.rs", source);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].name.as_str(), found[0].what.as_str()),
            ("newer", "it is newer")
        );
        assert_eq!(found[0].package().as_deref(), Some("wingbook-vault"));
    }
}
