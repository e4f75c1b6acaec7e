//! The repository's own rules: what a compiler can't see and a reviewer forgets.

mod catalogues;
mod licences;
mod pages;
mod sources;

use crate::failure::Outcome;

/// The problems that one rule found, each a sentence with its place.
type Problems = Vec<String>;

/// Every rule with the problems that it found.
pub fn check() -> Outcome<Vec<(&'static str, Problems)>> {
    let sources = sources::read()?;
    Ok(vec![
        ("module docs", sources::without_docs(&sources)),
        ("length", sources::too_long(&sources)),
        ("unfinished", sources::unfinished(&sources)),
        ("catalogues", catalogues::check()?),
        ("named paths", pages::named_paths()?),
        ("manifest", pages::manifest_files()?),
        ("licences", licences::refused()?),
        ("duplicates", licences::duplicates()?),
        ("notices", licences::notices_differ()?),
    ])
}
