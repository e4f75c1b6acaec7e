//! Places: a tree of facility, wings, landings, cells and wards, and other areas. And how the names of a wing's
//! rooms are read from what somebody types once instead of two hundred times: `1-20`, `A1–A12, B1`.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{
    id::PlaceId,
    people::fold::{compact, latin_digits},
};

/// So many rooms are added at a time; a longer list is a slip of the hand.
pub const ROOMS_MAX: usize = 200;

/// A longer name is no name on a door.
pub const NAME_LENGTH_MAX: usize = 60;

/// What sort of place it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// The whole prison.
    Facility,
    /// A wing, block or отряд.
    Wing,
    /// A landing or corridor of a wing.
    Landing,
    /// A cell for a few.
    Cell,
    /// A room for many, counted rather than called by name.
    Ward,
    /// Yard, workshop, kitchen, health centre, visits, gate.
    Area,
}

impl PlaceKind {
    /// A cell or a ward: what people live in and rounds stop at.
    pub fn is_room(self) -> bool {
        matches!(self, Self::Cell | Self::Ward)
    }
}

/// The value of a `place` document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Its own name, without its parents'.
    pub name: String,
    /// What sort.
    pub kind: PlaceKind,
    /// What it is part of.
    #[serde(default)]
    pub parent: Option<PlaceId>,
    /// For how many it is certified.
    #[serde(default)]
    pub capacity: Option<u32>,
    /// Closed for repair, sealed.
    #[serde(default)]
    pub out_of_use: bool,
    /// Its place in the order of walking among its siblings.
    #[serde(default)]
    pub order: i64,
    /// A punishment cell: no place to keep anybody apart for their health. Left out where it is none, so that documents
    /// of before stay what they are.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub punishment: bool,
}

/// Why a list of rooms can't be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum RoomsError {
    /// Nothing is named.
    #[error("no room is named")]
    Empty,
    /// More than [`ROOMS_MAX`].
    #[error("more than {ROOMS_MAX} rooms")]
    TooMany,
    /// A name is longer than [`NAME_LENGTH_MAX`].
    #[error("a name is longer than {NAME_LENGTH_MAX} characters")]
    TooLong,
    /// Two names are the same, or differ only in case, accents or hyphens.
    #[error("two rooms have the same name")]
    Twice,
}

/// The names of rooms: separated by commas, semicolons or lines; `1-20`, `A1–A12` and `01-20` stand for every one
/// between. What is no rising range of numbers is a name as it stands (`A-12`).
///
/// ```
/// use wingbook_record::place::room_names;
/// assert_eq!(room_names("A1–A3, B1"), Ok(vec!["A1".into(), "A2".into(), "A3".into(), "B1".into()]));
/// ```
///
/// # Errors
/// What is wrong with the list.
pub fn room_names(text: &str) -> Result<Vec<String>, RoomsError> {
    let mut names = Vec::new();
    let parts = text.split([',', ';', '\n', '،', '؛']);
    for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
        match range(part) {
            Some((stem, first, last, width)) => {
                let room = u64::try_from(ROOMS_MAX.saturating_sub(names.len())).unwrap_or(0);
                if last - first >= room {
                    return Err(RoomsError::TooMany);
                }
                names.extend((first..=last).map(|n| format!("{stem}{n:0width$}")));
            }
            None => names.push(part.to_owned()),
        }
    }
    check_room_names(&names)?;
    Ok(names)
}

/// Whether these can be the names of new rooms.
///
/// # Errors
/// What is wrong with them.
pub fn check_room_names(names: &[String]) -> Result<(), RoomsError> {
    if names.is_empty() || names.iter().any(|name| name.trim().is_empty()) {
        return Err(RoomsError::Empty);
    }
    if names.len() > ROOMS_MAX {
        return Err(RoomsError::TooMany);
    }
    let too_long = |name: &String| name.chars().count() > NAME_LENGTH_MAX;
    if names.iter().any(too_long) {
        return Err(RoomsError::TooLong);
    }
    let mut seen = BTreeSet::new();
    if names.iter().all(|name| seen.insert(name_key(name))) {
        Ok(())
    } else {
        Err(RoomsError::Twice)
    }
}

/// What two names of places have in common that nobody could tell apart on a door: `A-12` and `a 12`.
pub fn name_key(name: &str) -> String {
    let key = compact(name);
    // A name of signs alone folds to nothing.
    if key.is_empty() {
        name.trim().to_owned()
    } else {
        key
    }
}

/// What stands before the number, the first and the last number, and their width where zeros fill it up.
fn range(part: &str) -> Option<(String, u64, u64, usize)> {
    let part = latin_digits(part);
    let dashes = part.match_indices(['-', '–', '—', '…']);
    dashes.into_iter().find_map(|(at, dash)| {
        let (from, to) = (&part[..at], &part[at + dash.len()..]);
        let (stem, first) = stem_and_number(from.trim());
        let (other_stem, last) = stem_and_number(to.trim());
        if !other_stem.is_empty() && other_stem != stem {
            return None;
        }
        let width = if first.starts_with('0') {
            first.len()
        } else {
            0
        };
        let (first, last) = (first.parse().ok()?, last.parse().ok()?);
        (first < last).then(|| (stem.to_owned(), first, last, width))
    })
}

/// A name and the digits at its end.
fn stem_and_number(name: &str) -> (&str, &str) {
    let stem = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
    name.split_at(stem.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn names(text: &str) -> Vec<String> {
        room_names(text).expect("a list of rooms")
    }

    #[test]
    fn ranges_and_names_side_by_side() {
        assert_eq!(names("1-3"), ["1", "2", "3"]);
        assert_eq!(
            names(" A1 – A3 ,B1;\nSick bay"),
            ["A1", "A2", "A3", "B1", "Sick bay"]
        );
        assert_eq!(names("A1-3"), ["A1", "A2", "A3"]);
        assert_eq!(names("08-11"), ["08", "09", "10", "11"]);
        assert_eq!(names("A-01–A-03"), ["A-01", "A-02", "A-03"]);
        assert_eq!(names("20-1"), ["20-1"]);
        assert_eq!(names("A-12, A-13"), ["A-12", "A-13"]);
        assert_eq!(names("٨-١٠، عنبر"), ["8", "9", "10", "عنبر"]);
    }

    #[test]
    fn what_is_no_list_of_rooms() {
        for (text, error) in [
            ("", RoomsError::Empty),
            (" , ;", RoomsError::Empty),
            ("1-201", RoomsError::TooMany),
            ("0-18446744073709551615", RoomsError::TooMany),
            ("1-150, 151-300", RoomsError::TooMany),
            ("1-3, 2", RoomsError::Twice),
            ("A-1, a1", RoomsError::Twice),
        ] {
            assert_eq!(room_names(text), Err(error), "{text}");
        }
        assert_eq!(room_names(&"x".repeat(61)), Err(RoomsError::TooLong));
        assert_eq!(names("1-200").len(), ROOMS_MAX);
    }

    proptest! {
        #[test]
        fn whatever_is_typed_gives_few_different_names_or_an_error(text in r"[\PC\n]{0,40}|([A-C]?[0-9]{1,3}[-–,; ]{1,2}){0,6}") {
            if let Ok(names) = room_names(&text) {
                prop_assert!(!names.is_empty() && names.len() <= ROOMS_MAX);
                let keys: BTreeSet<String> = names.iter().map(|name| name_key(name)).collect();
                prop_assert_eq!(keys.len(), names.len());
                // Read again, the names are themselves, unless one looks like a range.
                if !names.iter().any(|name| name.contains(['-', '–', '—', '…'])) {
                    prop_assert_eq!(room_names(&names.join(",")), Ok(names));
                }
            }
        }

        #[test]
        fn a_range_holds_every_number_between(first in 0_u64..5_000, more in 1_u64..199) {
            let last = first + more;
            let found = names(&format!("C{first}-C{last}"));
            let expected: Vec<String> = (first..=last).map(|n| format!("C{n}")).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
