//! The exact list of a build's files, written into its service worker, and the
//! build's name, which follows from them: equal files, equal name.

use super::finish::hex;
use crate::failure::{AtPath, Failure, Outcome};
use crate::workspace;
use base64::Engine;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

/// Files that are served but not needed offline: the service worker itself may
/// never be cached, and screenshots are shown only before installing.
fn is_left_out(name: &str) -> bool {
    name == "sw.js" || name.ends_with(".br") || name.starts_with("screenshots/")
}

/// Names the build in `index.html` and writes its list into `sw.js`.
pub fn write(dist: &Path) -> Outcome<String> {
    let build = name(&digests(dist)?);
    mark_page(dist, &build)?;
    // The page has just changed, so its digest has too.
    let list: BTreeMap<String, String> = digests(dist)?
        .into_iter()
        .map(|(file, digest)| {
            let digest = base64::engine::general_purpose::STANDARD.encode(digest);
            (format!("/{file}"), format!("sha256-{digest}"))
        })
        .collect();
    let line = format!(
        "const BUILD = {};",
        serde_json::json!({ "id": build, "files": list })
    );
    replace_line(&dist.join("sw.js"), "const BUILD = ", &line)?;
    Ok(build)
}

fn digests(dist: &Path) -> Outcome<BTreeMap<String, Vec<u8>>> {
    let mut found = BTreeMap::new();
    for path in workspace::files(dist)? {
        let file = workspace::inside(dist, &path);
        if !is_left_out(&file) {
            let bytes = std::fs::read(&path).at(&path)?;
            found.insert(file, Sha256::digest(bytes).to_vec());
        }
    }
    Ok(found)
}

fn name(digests: &BTreeMap<String, Vec<u8>>) -> String {
    let mut all = Sha256::new();
    for (file, digest) in digests {
        all.update(file);
        all.update([0]);
        all.update(digest);
    }
    hex(&all.finalize()).chars().take(12).collect()
}

fn mark_page(dist: &Path, build: &str) -> Outcome {
    let path = dist.join("index.html");
    let page = workspace::read(&path)?;
    let marked = page.replacen(
        "data-build=\"development\"",
        &format!("data-build=\"{build}\""),
        1,
    );
    if marked == page {
        return Err(Failure::Content(
            "index.html carries no data-build=\"development\"".into(),
        ));
    }
    workspace::write(&path, marked)
}

fn replace_line(path: &Path, start: &str, with: &str) -> Outcome {
    let text = workspace::read(path)?;
    if !text.lines().any(|line| line.starts_with(start)) {
        return Err(Failure::Content(format!(
            "{} has no line that starts with `{start}`",
            path.display()
        )));
    }
    let lines: Vec<&str> = text
        .lines()
        .map(|line| if line.starts_with(start) { with } else { line })
        .collect();
    workspace::write(path, lines.join("\n") + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build_of(files: &[(&str, &str)]) -> String {
        let digests = files
            .iter()
            .map(|(file, text)| ((*file).to_owned(), Sha256::digest(text).to_vec()))
            .collect();
        name(&digests)
    }

    #[test]
    fn a_build_is_named_by_its_files_alone() {
        let one = build_of(&[("a.js", "x"), ("b.css", "y")]);
        assert_eq!(one, build_of(&[("b.css", "y"), ("a.js", "x")]));
        assert_ne!(one, build_of(&[("a.js", "x"), ("b.css", "z")]));
        assert_ne!(one, build_of(&[("a.js", "x"), ("c.css", "y")]));
        assert_eq!(one.len(), 12);
    }

    #[test]
    fn the_worker_and_screenshots_stay_out_of_the_list() {
        assert!(is_left_out("sw.js"));
        assert!(is_left_out("app.wasm.br"));
        assert!(is_left_out("screenshots/today.png"));
        assert!(!is_left_out("icons.svg"));
    }
}
