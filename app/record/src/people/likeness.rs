//! Who is perhaps the same person: shown before somebody is added, so that nobody stands in the roster twice.
//!
//! People come back under another number, and their names change spelling at each admission (health.md, section 7). What
//! speaks for and against is a list of reasons, each with its points; a person decides, never the sum. Nothing here
//! compares everybody with everybody: [`SearchIndex::sharing`] gives the few among whom to look.
//!
//! The rule that such systems were found to need, *names two slips apart, the same sex, birth years two apart*
//! (health.md, section 7, duplicates), just reaches [`POINTS_MIN`], under another prisoner number too.

use serde::{Deserialize, Serialize};

use super::{
    fold::{compact, fold, one_slip, sound},
    search::{SLIP_LETTERS_MIN, SearchIndex},
};
use crate::{id::PersonId, partial_date::PartialDate, person::Person, time::civil_from_days};

/// From so many points on, somebody is shown as perhaps the same.
pub const POINTS_MIN: i32 = 35;

/// Birth years further apart are of two people.
const BIRTH_YEARS_APART_MAX: i64 = 2;

/// In shorter words two slips make another name.
const TWO_SLIPS_LETTERS_MIN: usize = 7;

/// What speaks for two records being of one person, or against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The same prisoner or staff number.
    SameNumber,
    /// The same name, its words in any order.
    SameName,
    /// A name that sounds the same, perhaps in another script.
    SameSound,
    /// A name with a slip, or with fewer words, all of which are there.
    SimilarName,
    /// A part of the name.
    PartOfName,
    /// The same birth date.
    SameBirthDate,
    /// Birth dates that may be the same, known to the month.
    SameBirthMonth,
    /// Birth dates that may be the same, one known to the year only.
    SameBirthYear,
    /// Birth years no more than two apart.
    NearBirthYear,
    /// Put in the same place at first.
    SamePlace,
    /// Both have a prisoner number, and they differ: people come back under another.
    OtherNumber,
    /// Both have a staff number, and they differ.
    OtherStaffNumber,
    /// Birth years more than two apart.
    OtherBirthYear,
    /// One is a man, one a woman.
    OtherSex,
}

impl Reason {
    /// How much it weighs; below zero it speaks against, and at zero it only tells.
    pub fn points(self) -> i32 {
        match self {
            Self::SameNumber => 60,
            Self::SameName => 40,
            Self::SameSound => 35,
            Self::SimilarName => 30,
            Self::PartOfName => 15,
            Self::SameBirthDate => 25,
            Self::SameBirthMonth => 20,
            Self::SameBirthYear => 15,
            Self::NearBirthYear | Self::SamePlace => 5,
            Self::OtherNumber => 0,
            Self::OtherStaffNumber => -5,
            Self::OtherBirthYear | Self::OtherSex => -30,
        }
    }
}

/// How alike two people are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Likeness {
    /// The sum of the reasons' points.
    pub points: i32,
    /// Why.
    pub reasons: Vec<Reason>,
}

impl Likeness {
    /// Whether they are perhaps the same.
    pub fn is_likely(&self) -> bool {
        self.points >= POINTS_MIN
    }
}

/// How alike two people are. The same answer whichever comes first.
pub fn likeness(one: &Person, other: &Person) -> Likeness {
    let reasons: Vec<Reason> = numbers(one, other)
        .into_iter()
        .chain(names(one, other))
        .chain(births(one, other))
        .chain((one.place.is_some() && one.place == other.place).then_some(Reason::SamePlace))
        .chain(match (one.sex, other.sex) {
            (Some(one), Some(other)) if one != other => Some(Reason::OtherSex),
            _ => None,
        })
        .collect();
    Likeness {
        points: reasons.iter().map(|reason| reason.points()).sum(),
        reasons,
    }
}

/// Those who are perhaps the same as somebody, the likeliest first. `known` gives a person of the index.
pub fn likely<'p>(
    index: &SearchIndex,
    person: &Person,
    known: impl Fn(PersonId) -> Option<&'p Person>,
) -> Vec<(PersonId, Likeness)> {
    let mut found: Vec<(PersonId, Likeness)> = index
        .sharing(person)
        .into_iter()
        .filter_map(|id| Some((id, likeness(person, known(id)?))))
        .filter(|(_, likeness)| likeness.is_likely())
        .collect();
    found.sort_by_key(|(id, likeness)| (-likeness.points, *id));
    found
}

fn numbers(one: &Person, other: &Person) -> Option<Reason> {
    let same = |one: &Option<String>, other: &Option<String>| {
        let (one, other) = (compact(one.as_deref()?), compact(other.as_deref()?));
        (!one.is_empty() && !other.is_empty()).then_some(one == other)
    };
    let number = same(&one.number, &other.number);
    let staff_number = same(&one.staff_number, &other.staff_number);
    match (number, staff_number) {
        (Some(true), _) | (_, Some(true)) => Some(Reason::SameNumber),
        (_, Some(false)) => Some(Reason::OtherStaffNumber),
        (Some(false), None) => Some(Reason::OtherNumber),
        (None, None) => None,
    }
}

fn births(one: &Person, other: &Person) -> Option<Reason> {
    let date = |person: &Person| person.born.as_deref()?.parse::<PartialDate>().ok();
    let (one, other) = (date(one)?.range()?, date(other)?.range()?);
    if one.both(other).is_some() {
        return Some(match one.days().max(other.days()) {
            1 => Reason::SameBirthDate,
            2..=31 => Reason::SameBirthMonth,
            _ => Reason::SameBirthYear,
        });
    }
    let year = |day| civil_from_days(day).0;
    let apart = (year(one.first) - year(other.last)).max(year(other.first) - year(one.last));
    Some(match apart {
        ..=BIRTH_YEARS_APART_MAX => Reason::NearBirthYear,
        _ => Reason::OtherBirthYear,
    })
}

/// The strongest reason that any two names of the two give.
fn names(one: &Person, other: &Person) -> Option<Reason> {
    let pairs =
        all_names(one).flat_map(|name| all_names(other).map(move |another| (name, another)));
    pairs
        .filter_map(|(name, another)| name_reason(name, another))
        .max_by_key(|reason| reason.points())
}

fn all_names(person: &Person) -> impl Iterator<Item = &str> + Clone {
    let others = person.other_names.iter().map(String::as_str);
    std::iter::once(person.name.as_str()).chain(others)
}

/// How two words are alike; the greater, the more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Alike {
    Slip,
    Sound,
    Letters,
}

fn name_reason(one: &str, other: &str) -> Option<Reason> {
    let (one_words, other_words) = (name_words(one), name_words(other));
    let shorter = one_words.len().min(other_words.len());
    if shorter == 0 {
        return None;
    }
    let paired = pair(&one_words, &other_words);
    let is_whole = one_words.len() == other_words.len() && paired.len() == shorter;
    let weakest = paired.iter().min().copied();
    if is_whole && weakest == Some(Alike::Letters) {
        return Some(Reason::SameName);
    }
    if (is_whole && weakest == Some(Alike::Sound)) || is_whole_sound(one, other) {
        return Some(Reason::SameSound);
    }
    if is_whole || (shorter > 1 && paired.len() == shorter) {
        return Some(Reason::SimilarName);
    }
    (paired.iter().max() >= Some(&Alike::Sound)).then_some(Reason::PartOfName)
}

/// The words of a name, folded, each once; the Arabic article, which is written on to a name or not, is left out.
fn name_words(name: &str) -> Vec<String> {
    let folded = fold(name);
    let mut words: Vec<String> = folded
        .split(' ')
        .map(|word| match word.strip_prefix("ال") {
            Some(rest) if rest.chars().count() >= 3 => rest.to_owned(),
            _ => word.to_owned(),
        })
        .filter(|word| !word.is_empty())
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Pairs the words of two names, the most alike first. Which pair goes first among equals depends on the two words and
/// not on whose they are, so that the answer is the same from both sides.
fn pair(one: &[String], other: &[String]) -> Vec<Alike> {
    let mut pairs: Vec<(Alike, &String, &String, usize, usize)> = Vec::new();
    for (at, word) in one.iter().enumerate() {
        for (other_at, another) in other.iter().enumerate() {
            if let Some(alike) = words_alike(word, another) {
                pairs.push((alike, word.min(another), word.max(another), at, other_at));
            }
        }
    }
    pairs.sort_unstable_by(|a, b| b.cmp(a));
    let (mut used, mut other_used) = (vec![false; one.len()], vec![false; other.len()]);
    let mut paired = Vec::new();
    for (alike, _, _, at, other_at) in pairs {
        if !used[at] && !other_used[other_at] {
            (used[at], other_used[other_at]) = (true, true);
            paired.push(alike);
        }
    }
    paired
}

fn words_alike(one: &str, other: &str) -> Option<Alike> {
    if one == other {
        return Some(Alike::Letters);
    }
    let heard = sound(one);
    if heard.len() > 1 && heard == sound(other) {
        return Some(Alike::Sound);
    }
    is_slip(one, other).then_some(Alike::Slip)
}

/// Whether one slip lies between two words of a name, or two between longer ones.
pub(super) fn is_slip(one: &str, other: &str) -> bool {
    let letters = one.chars().count().min(other.chars().count());
    (letters >= SLIP_LETTERS_MIN && one_slip(one, other, false))
        || (letters >= TWO_SLIPS_LETTERS_MIN && is_within_two(one, other))
}

/// Whether at most two letters must be put in, left out or changed between two words.
fn is_within_two(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > 2 {
        return false;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (other_at, another) in other.iter().enumerate() {
            let changed = diagonal + usize::from(letter != another);
            diagonal = row[other_at + 1];
            row[other_at + 1] = changed.min(diagonal + 1).min(row[other_at] + 1);
        }
        if row.iter().all(|slips| *slips > 2) {
            return false;
        }
    }
    row[other.len()] <= 2
}

/// Whole names that sound the same, though one is written in more words: *Abd el-Rahman*, *Abdelrahman*, *عبد الرحمن*.
fn is_whole_sound(one: &str, other: &str) -> bool {
    whole_sound(one).is_some_and(|heard| whole_sound(other) == Some(heard))
}

/// How a name sounds when it is said in one; `None` if that is too short to tell anything.
fn whole_sound(name: &str) -> Option<String> {
    Some(sound(&compact(name))).filter(|sound| sound.len() > 2)
}

/// The sounds of a person's whole names, as [`SearchIndex`] keeps them.
pub(super) fn whole_sounds(person: &Person) -> Vec<String> {
    all_names(person).filter_map(whole_sound).collect()
}

#[cfg(test)]
mod tests;
