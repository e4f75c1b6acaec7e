//! What pages and the manifest name must exist.

use crate::failure::{Failure, Outcome};
use crate::workspace;

const PAGES: [&str; 3] = ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"];
const FOLDERS: [&str; 5] = ["app/", "public/", "style/", "tests/", ".ci/"];

/// Paths in backticks, in the pages that explain the repository, that lead
/// nowhere.
pub fn named_paths() -> Outcome<Vec<String>> {
    let root = workspace::root();
    let mut problems = Vec::new();
    for page in PAGES {
        let file = root.join(page);
        if !file.exists() {
            problems.push(format!("{page} is missing"));
            continue;
        }
        for path in paths(&workspace::read(&file)?) {
            if !root.join(&path).exists() {
                problems.push(format!("{page} names {path}, which does not exist"));
            }
        }
    }
    Ok(problems)
}

fn paths(page: &str) -> Vec<String> {
    page.split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| FOLDERS.iter().any(|folder| word.starts_with(folder)))
        // A pattern or an example stands for many paths or none.
        .filter(|word| !word.contains([' ', '*', '<', '{', '…', '\n']))
        .map(str::to_owned)
        .collect()
}

/// Files that the manifest names and `public/` does not hold.
pub fn manifest_files() -> Outcome<Vec<String>> {
    let public = workspace::root().join("public");
    let text = workspace::read(&public.join("manifest.webmanifest"))?;
    let manifest: serde_json::Value = serde_json::from_str(&text)
        .map_err(|error| Failure::Content(format!("manifest.webmanifest: {error}")))?;
    let mut problems = Vec::new();
    for list in ["icons", "screenshots"] {
        for image in manifest[list].as_array().into_iter().flatten() {
            let source = image["src"].as_str().unwrap_or_default();
            if !public.join(source.trim_start_matches('/')).is_file() {
                problems.push(format!("the manifest names {source}, which does not exist"));
            }
        }
    }
    Ok(problems)
}

/// Icons that the app shows and the sprite does not hold: nothing would be seen.
pub fn icons() -> Outcome<Vec<String>> {
    let root = workspace::root();
    let sprite = workspace::read(&root.join("public/icons.svg"))?;
    let mut problems = Vec::new();
    for file in workspace::files(&root.join("app/web/src"))? {
        if file.extension().is_some_and(|ending| ending == "rs") {
            for name in icon_names(&workspace::read(&file)?) {
                if !sprite.contains(&format!("<symbol id=\"{name}\"")) {
                    let path = workspace::inside(&root, &file);
                    problems.push(format!("{path} shows {name}, which icons.svg lacks"));
                }
            }
        }
    }
    Ok(problems)
}

/// Names in `icon="…"`, in `<Icon name="…"`, and those that a function `icon`
/// returns.
fn icon_names(source: &str) -> Vec<String> {
    let mut names = Vec::new();
    for start in ["icon=\"", "icon: \"", "<Icon name=\""] {
        for piece in source.split(start).skip(1) {
            names.extend(piece.split_once('"').map(|(name, _)| name.to_owned()));
        }
    }
    for body in source.split("fn icon(").skip(1) {
        let body = body.split("fn ").next().unwrap_or(body);
        for piece in body.split("=> \"").skip(1) {
            names.extend(piece.split_once('"').map(|(name, _)| name.to_owned()));
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::{icon_names, paths};

    #[test]
    fn icons_are_found_where_they_are_named() {
        let source = r#"<Icon name="lock"/> <Row icon="bed"/> fn icon(self) { A => "eye", } fn b() { A => "no" }"#;
        assert_eq!(icon_names(source), ["bed", "lock", "eye"]);
    }

    #[test]
    fn only_paths_in_backticks_are_taken() {
        let page = "See `app/web/` and app/none, `cargo xtask run`, `public/*.svg`, `tests/a.ts`.";
        assert_eq!(paths(page), ["app/web/", "tests/a.ts"]);
    }
}
