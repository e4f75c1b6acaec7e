//! The repository's own rules: what a compiler can't see and a reviewer forgets.

mod catalogues;
mod licences;
mod pages;
mod sources;

use crate::failure::Outcome;
use crate::faults;

/// The problems that one rule found, each a sentence with its place.
type Problems = Vec<String>;

/// Every rule with the problems that it found. A rule that can't be checked (a
/// file is missing, say) has that as its problem.
pub fn check() -> Outcome<Vec<(&'static str, Problems)>> {
    let sources = sources::read()?;
    let or_problem =
        |result: Outcome<Problems>| result.unwrap_or_else(|failure| vec![failure.to_string()]);
    Ok(vec![
        ("module docs", sources::without_docs(&sources)),
        ("length", sources::too_long(&sources)),
        ("unfinished", sources::unfinished(&sources)),
        ("catalogues", or_problem(catalogues::check())),
        ("named paths", or_problem(pages::named_paths())),
        ("manifest", or_problem(pages::manifest_files())),
        ("icons", or_problem(pages::icons())),
        ("licences", or_problem(licences::refused())),
        ("duplicates", or_problem(licences::duplicates())),
        ("faults", or_problem(faults::check())),
        ("notices", or_problem(licences::notices_differ())),
    ])
}
