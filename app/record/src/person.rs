//! People: prisoners, staff, family members, visitors, children living with a parent. And how a birth date is read
//! of which perhaps only the year is known.

use serde::{Deserialize, Serialize};

use crate::{
    access::Role,
    id::PlaceId,
    partial_date::PartialDate,
    time::{days_from_civil, parse_date},
};

/// Nobody alive was born before.
const BORN_YEAR_MIN: i64 = 1900;

/// What brings a person into the facility's roster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Held here.
    Prisoner,
    /// Works here.
    Staff,
    /// Family of a member of staff.
    Family,
    /// Comes to see a prisoner.
    Visitor,
    /// Lives with a parent who is held here.
    Child,
}

impl Category {
    /// The word in documents.
    pub fn word(self) -> &'static str {
        match self {
            Self::Prisoner => "prisoner",
            Self::Staff => "staff",
            Self::Family => "family",
            Self::Visitor => "visitor",
            Self::Child => "child",
        }
    }
}

/// As it stands in documents and papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
}

/// A person's identity: the value of a `person` document. Where they are now follows from moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// What brings them here.
    pub category: Category,
    /// Full name, in the script in which it was given.
    pub name: String,
    /// Other spellings, other scripts, earlier names.
    #[serde(default)]
    pub other_names: Vec<String>,
    /// Prisoner number; unique in a facility, if there is one.
    #[serde(default)]
    pub number: Option<String>,
    /// Staff number, for staff: what they sign in with.
    #[serde(default)]
    pub staff_number: Option<String>,
    /// Sex, if known.
    #[serde(default)]
    pub sex: Option<Sex>,
    /// Birth date as far as it is known: `1988`, `1988-05` or `1988-05-02`.
    #[serde(default)]
    pub born: Option<String>,
    /// Where they were put first; later moves are records.
    #[serde(default)]
    pub place: Option<PlaceId>,
    /// Roles, for staff.
    #[serde(default)]
    pub roles: Vec<Role>,
    /// Languages spoken, as BCP 47 tags.
    #[serde(default)]
    pub languages: Vec<String>,
    /// Released, dismissed or dead: kept for the records that name them, left out of lists.
    #[serde(default)]
    pub left: bool,
}

impl Person {
    /// The birth date as far as it is known; one that is no date is not known.
    pub fn birth_date(&self) -> PartialDate {
        let born = self.born.as_deref().unwrap_or_default();
        born.parse().unwrap_or(PartialDate::UNKNOWN)
    }
}

/// A birth date as far as it is known, as documents keep it: `1988`, `1988-05` or `1988-05-02`; the year comes first
/// (`1988/5/2` will do). `None` for what is no such date, or lies after `today` (`YYYY-MM-DD`).
///
/// ```
/// use wingbook_record::person::parse_born;
/// assert_eq!(parse_born("1988.5", "2026-11-25"), Some("1988-05".into()));
/// ```
pub fn parse_born(text: &str, today: &str) -> Option<String> {
    let born: PartialDate = text.parse().ok()?;
    let year_min = days_from_civil(BORN_YEAR_MIN, 1, 1);
    let born_first = born.range()?.first;
    (born_first >= year_min && born_first <= parse_date(today)?).then(|| born.to_string())
}

/// A staff number as it is looked up, on a server and on a tablet alike: nobody should fail to sign in, or stand there as
/// somebody else, over a capital or a space.
///
/// ```
/// assert_eq!(wingbook_record::person::lookup_number(" s 1001"), "S1001");
/// ```
pub fn lookup_number(staff_number: &str) -> String {
    staff_number
        .split_whitespace()
        .collect::<String>()
        .to_uppercase()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::time::civil_from_days;

    const TODAY: &str = "2026-11-25";

    #[test]
    fn as_much_of_a_birth_date_as_is_known() {
        for (typed, kept) in [
            ("1988", "1988"),
            (" 1988-05 ", "1988-05"),
            ("1988-05-02", "1988-05-02"),
            ("1988/5/2", "1988-05-02"),
            ("2000.2.29", "2000-02-29"),
            ("١٩٨٨", "1988"),
            ("2026", "2026"),
            ("2026-11-25", "2026-11-25"),
        ] {
            assert_eq!(parse_born(typed, TODAY).as_deref(), Some(kept), "{typed}");
        }
    }

    #[test]
    fn what_is_no_birth_date() {
        for typed in [
            "",
            "88",
            "1899",
            "2027",
            "2026-12",
            "2026-11-26",
            "1988-13",
            "1988-02-30",
            "1988-00",
            "1988-5-2-1",
            "1988-",
            "02-05-1988",
            "+198",
            "1988-+5",
        ] {
            assert_eq!(parse_born(typed, TODAY), None, "{typed}");
        }
    }

    #[test]
    fn the_word_of_a_category_is_the_one_in_documents() {
        for category in [
            Category::Prisoner,
            Category::Staff,
            Category::Family,
            Category::Visitor,
            Category::Child,
        ] {
            let written = serde_json::to_value(category).expect("a word");
            assert_eq!(written, category.word());
        }
    }

    proptest! {
        #[test]
        fn every_day_until_today_is_one_and_stays_as_it_is(days in -25_567_i64..20_782) {
            let (year, month, day) = civil_from_days(days);
            let kept = format!("{year:04}-{month:02}-{day:02}");
            prop_assert_eq!(parse_born(&format!("{year}/{month}/{day}"), TODAY), Some(kept.clone()));
            prop_assert_eq!(parse_born(&kept, TODAY), Some(kept.clone()));
            prop_assert_eq!(parse_born(&kept[..7], TODAY), Some(kept[..7].to_owned()));
        }

        #[test]
        fn nothing_that_is_typed_breaks_it(text in r"\PC{0,20}") {
            if let Some(born) = parse_born(&text, TODAY) {
                prop_assert_eq!(parse_born(&born, TODAY), Some(born));
            }
        }
    }
}
