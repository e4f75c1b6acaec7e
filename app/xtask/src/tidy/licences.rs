//! What others wrote: under licences that fit ours, once each, and named in the
//! notices that people can read.

use crate::failure::Outcome;
use crate::{metadata, notices, workspace};
use std::collections::BTreeMap;

/// Licences under which a part may be in the app or the hub.
const ALLOWED: [&str; 14] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Crates whose licence isn't among the allowed ones.
pub fn refused() -> Outcome<Vec<String>> {
    Ok(metadata::shipped()?
        .into_iter()
        .filter(|part| !allows(&part.licence))
        .map(|part| format!("{} {} is under `{}`", part.name, part.version, part.licence))
        .collect())
}

/// Crates that are there in two versions. Each known one stands in
/// `duplicates.txt` with its reason; the list must not outlive them.
pub fn duplicates() -> Outcome<Vec<String>> {
    let text = workspace::read(&workspace::root().join("app/xtask/duplicates.txt"))?;
    let known: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    let mut versions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for part in metadata::shipped()? {
        versions.entry(part.name).or_default().push(part.version);
    }
    versions.retain(|_, all| all.len() > 1);
    let unknown = versions
        .iter()
        .filter(|(name, _)| !known.contains(&name.as_str()))
        .map(|(name, all)| format!("{name} is there in the versions {}", all.join(" and ")));
    let gone = known
        .iter()
        .filter(|name| !versions.contains_key(**name))
        .map(|name| format!("duplicates.txt still names {name}"));
    Ok(unknown.chain(gone).collect())
}

/// Whether the notices name exactly what is shipped.
pub fn notices_differ() -> Outcome<Vec<String>> {
    let written = std::fs::read_to_string(notices::file()).unwrap_or_default();
    let stand = notices::contents(&metadata::shipped()?);
    Ok(if written.contains(&stand) {
        Vec::new()
    } else {
        vec!["public/notices.txt is not current: run `cargo xtask notices`".into()]
    })
}

/// Evaluates an SPDX expression: `OR` offers, `AND` demands. Old crates write
/// `/` for `OR`.
fn allows(expression: &str) -> bool {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    !words.is_empty() && any(&words, &mut at) && at == words.len()
}

fn any(words: &[&str], at: &mut usize) -> bool {
    let mut allowed = all(words, at);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        allowed |= all(words, at);
    }
    allowed
}

fn all(words: &[&str], at: &mut usize) -> bool {
    let mut allowed = one(words, at);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        allowed &= one(words, at);
    }
    allowed
}

fn one(words: &[&str], at: &mut usize) -> bool {
    let Some(word) = words.get(*at) else {
        return false;
    };
    *at += 1;
    if *word == "(" {
        let allowed = any(words, at);
        *at += 1;
        return allowed;
    }
    if words.get(*at) == Some(&"WITH") {
        let exception = words.get(*at + 1).copied().unwrap_or_default();
        *at += 2;
        return ALLOWED.contains(&format!("{word} WITH {exception}").as_str());
    }
    ALLOWED.contains(word)
}

#[cfg(test)]
mod tests {
    use super::allows;

    #[test]
    fn expressions_are_evaluated() {
        for fine in [
            "MIT",
            "MIT OR GPL-3.0",
            "MIT/Apache-2.0",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR GPL-2.0",
        ] {
            assert!(allows(fine), "{fine}");
        }
        for refused in [
            "",
            "GPL-3.0",
            "MIT AND GPL-3.0",
            "(MIT OR ISC) AND AGPL-3.0",
        ] {
            assert!(!allows(refused), "{refused}");
        }
    }
}
