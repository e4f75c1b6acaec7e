//! Finding a person by the beginnings of their names in any order, by number, by cell, across scripts and
//! with one slip of the finger: within a keystroke among ten thousand.

use std::{
    collections::{BTreeMap, HashMap},
    ops::Bound,
};

use serde::{Deserialize, Serialize};

use crate::{
    id::PersonId,
    person::{Category, Person},
};

use super::{
    collate::{SortKey, sort_key},
    fold::{compact, fold, one_slip, sound, words},
    likeness::{is_slip, whole_sounds},
};

/// Shorter words are matched as they are: a slip in four letters is another name.
pub(super) const SLIP_LETTERS_MIN: usize = 5;

/// Slips are forgiven when a word as typed finds fewer people than this.
const SLIP_WHEN_FEWER_THAN: usize = 8;

/// How a person was found; the lower, the surer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Match {
    /// By the whole number.
    Number,
    /// By a whole name.
    Name,
    /// By the beginning of a number.
    NumberBegins,
    /// By the beginning of a name.
    NameBegins,
    /// By the place where they are.
    Place,
    /// By a name that sounds alike, perhaps in another script.
    Sounds,
    /// By a name with one letter different.
    Slip,
}

const NOT_FOUND: u8 = u8::MAX;

/// Who is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleQuery {
    /// What was typed; empty finds everybody.
    pub text: String,
    /// Only these categories; empty for all.
    pub categories: Vec<Category>,
    /// Only these people, if given: those of a wing, say.
    pub among: Option<Vec<PersonId>>,
    /// Also those who have left.
    pub with_left: bool,
    /// Skip so many.
    pub offset: usize,
    /// Show so many.
    pub limit: usize,
}

/// Who was found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// This page, the surest first, then by name.
    pub people: Vec<(PersonId, Match)>,
    /// All that fit.
    pub total: usize,
}

#[derive(Debug, Clone)]
struct Listed {
    id: PersonId,
    category: Category,
    left: bool,
    sort: SortKey,
    names: Vec<Box<str>>,
    sounds: Vec<Box<str>>,
    wholes: Vec<Box<str>>,
    numbers: Vec<Box<str>>,
}

type Words = BTreeMap<Box<str>, Vec<u32>>;

/// The index over everybody's names and numbers.
#[derive(Debug, Clone, Default)]
pub struct SearchIndex {
    people: Vec<Option<Listed>>,
    free: Vec<u32>,
    slots: HashMap<PersonId, u32>,
    names: Words,
    sounds: Words,
    /// Whole names by their sound, for those written in one word here and in two there.
    wholes: Words,
    numbers: Words,
}

impl SearchIndex {
    /// Puts a person in, or anew.
    pub fn insert(&mut self, id: PersonId, person: &Person) {
        self.remove(id);
        let listed = Listed::of(id, person);
        let slot = self.free.pop().unwrap_or_else(|| {
            self.people.push(None);
            (self.people.len() - 1) as u32
        });
        for (index, own) in [
            (&mut self.names, &listed.names),
            (&mut self.sounds, &listed.sounds),
            (&mut self.wholes, &listed.wholes),
            (&mut self.numbers, &listed.numbers),
        ] {
            for word in own {
                index.entry(word.clone()).or_default().push(slot);
            }
        }
        self.slots.insert(id, slot);
        self.people[slot as usize] = Some(listed);
    }

    /// Takes a person out.
    pub fn remove(&mut self, id: PersonId) {
        let Some(slot) = self.slots.remove(&id) else {
            return;
        };
        let Some(listed) = self.people[slot as usize].take() else {
            return;
        };
        for (index, own) in [
            (&mut self.names, &listed.names),
            (&mut self.sounds, &listed.sounds),
            (&mut self.wholes, &listed.wholes),
            (&mut self.numbers, &listed.numbers),
        ] {
            for word in own {
                if let Some(list) = index.get_mut(word) {
                    list.retain(|one| *one != slot);
                    if list.is_empty() {
                        index.remove(word);
                    }
                }
            }
        }
        self.free.push(slot);
    }

    /// Those who share with a person a number, or a name by its letters, its sound or but for a slip: among whom the
    /// same person is looked for (see [`super::likeness`]). A few of the thousands, in no order.
    pub fn sharing(&self, person: &Person) -> Vec<PersonId> {
        let listed = Listed::of(PersonId(uuid::Uuid::nil()), person);
        let mut found = vec![false; self.people.len()];
        let mut add = |slots: &[u32]| slots.iter().for_each(|slot| found[*slot as usize] = true);
        for (index, own) in [
            (&self.names, &listed.names),
            (&self.sounds, &listed.sounds),
            (&self.wholes, &listed.wholes),
            (&self.numbers, &listed.numbers),
        ] {
            for slots in own.iter().filter_map(|word| index.get(word)) {
                add(slots);
            }
        }
        for (name, slots) in &self.names {
            if listed.names.iter().any(|own| is_slip(own, name)) {
                add(slots);
            }
        }
        let listed = self.people.iter().zip(&found).filter(|(_, found)| **found);
        listed
            .filter_map(|(one, _)| Some(one.as_ref()?.id))
            .collect()
    }

    /// Finds people. `in_places` names those who are in places whose name begins with the folded word given
    /// to it.
    pub fn find(&self, query: &PeopleQuery, in_places: impl Fn(&str) -> Vec<PersonId>) -> Found {
        let mut total_of = self.admitted(query);
        let mut best_of = vec![Match::Slip as u8; self.people.len()];
        let whole = compact(&query.text);
        if !whole.is_empty() {
            best_of.fill(NOT_FOUND);
            // "A-12" and "Ben-Ali" are one word each, written together in the index.
            for word in query.text.split_whitespace().map(compact) {
                if word.is_empty() {
                    continue;
                }
                let found = self.find_word(&word, &in_places);
                combine(&mut total_of, &mut best_of, &found);
            }
            // A number or a cell typed with spaces in it: "UG 2024 17", "A 12".
            if query
                .text
                .trim()
                .contains(|one: char| !one.is_alphanumeric())
            {
                let mut found = vec![NOT_FOUND; self.people.len()];
                self.mark_numbers(&whole, &mut found);
                self.mark_places(&whole, &in_places, &mut found);
                let admitted = self.admitted(query);
                for slot in 0..found.len() {
                    if found[slot] != NOT_FOUND && admitted[slot].is_some() {
                        let sum = u32::from(found[slot]);
                        total_of[slot] = Some(total_of[slot].map_or(sum, |old| old.min(sum)));
                        best_of[slot] = best_of[slot].min(found[slot]);
                    }
                }
            }
        }
        self.page(query, &total_of, &best_of)
    }

    fn admitted(&self, query: &PeopleQuery) -> Vec<Option<u32>> {
        let mut admitted: Vec<Option<u32>> = self
            .people
            .iter()
            .map(|listed| {
                let listed = listed.as_ref()?;
                let wanted =
                    query.categories.is_empty() || query.categories.contains(&listed.category);
                (wanted && (query.with_left || !listed.left)).then_some(0)
            })
            .collect();
        if let Some(among) = &query.among {
            let mut only = vec![None; admitted.len()];
            for slot in among.iter().filter_map(|id| self.slots.get(id)) {
                only[*slot as usize] = admitted[*slot as usize];
            }
            admitted = only;
        }
        admitted
    }

    /// How surely each person is found by one folded word.
    fn find_word(&self, word: &str, in_places: &impl Fn(&str) -> Vec<PersonId>) -> Vec<u8> {
        let mut found = vec![NOT_FOUND; self.people.len()];
        self.mark_numbers(word, &mut found);
        for (name, list) in beginning_with(&self.names, word) {
            let how = if name.len() == word.len() {
                Match::Name
            } else {
                Match::NameBegins
            };
            mark(&mut found, list, how);
        }
        self.mark_places(word, in_places, &mut found);
        if word.starts_with(|one: char| one.is_ascii_digit()) {
            return found;
        }
        let heard = sound(word);
        match heard.len() {
            0 | 1 => {}
            2 => {
                if let Some(list) = self.sounds.get(heard.as_str()) {
                    mark(&mut found, list, Match::Sounds);
                }
            }
            _ => {
                for (_, list) in beginning_with(&self.sounds, &heard) {
                    mark(&mut found, list, Match::Sounds);
                }
            }
        }
        let surely = found.iter().filter(|how| **how < Match::Sounds as u8);
        if word.chars().count() >= SLIP_LETTERS_MIN && surely.count() < SLIP_WHEN_FEWER_THAN {
            for (name, list) in &self.names {
                if one_slip(word, name, true) {
                    mark(&mut found, list, Match::Slip);
                }
            }
        }
        found
    }

    fn mark_numbers(&self, word: &str, found: &mut [u8]) {
        for (number, list) in beginning_with(&self.numbers, word) {
            let how = if number.len() == word.len() {
                Match::Number
            } else {
                Match::NumberBegins
            };
            mark(found, list, how);
        }
    }

    fn mark_places(
        &self,
        word: &str,
        in_places: &impl Fn(&str) -> Vec<PersonId>,
        found: &mut [u8],
    ) {
        for person in in_places(word) {
            if let Some(slot) = self.slots.get(&person) {
                mark(found, &[*slot], Match::Place);
            }
        }
    }

    fn page(&self, query: &PeopleQuery, total_of: &[Option<u32>], best_of: &[u8]) -> Found {
        let mut hits: Vec<(u32, &Listed, u8)> = total_of
            .iter()
            .zip(&self.people)
            .zip(best_of)
            .filter_map(|((sum, listed), best)| Some(((*sum)?, listed.as_ref()?, *best)))
            .collect();
        let total = hits.len();
        let order = |a: &(u32, &Listed, u8), b: &(u32, &Listed, u8)| {
            (a.0, a.1.left, &a.1.sort, a.1.id).cmp(&(b.0, b.1.left, &b.1.sort, b.1.id))
        };
        let end = query.offset.saturating_add(query.limit).min(total);
        if end < total && end > 0 {
            hits.select_nth_unstable_by(end - 1, order);
        }
        hits.truncate(end);
        hits.sort_unstable_by(order);
        let people = hits
            .into_iter()
            .skip(query.offset)
            .map(|(_, listed, best)| (listed.id, how(best)))
            .collect();
        Found { people, total }
    }
}

fn how(code: u8) -> Match {
    const ALL: [Match; 7] = [
        Match::Number,
        Match::Name,
        Match::NumberBegins,
        Match::NameBegins,
        Match::Place,
        Match::Sounds,
        Match::Slip,
    ];
    ALL.get(usize::from(code)).copied().unwrap_or(Match::Slip)
}

/// Everybody must be found by every word; the sums of how surely decide the order.
fn combine(total_of: &mut [Option<u32>], best_of: &mut [u8], found: &[u8]) {
    for ((total, best), how) in total_of.iter_mut().zip(best_of).zip(found) {
        *total = match *how {
            NOT_FOUND => None,
            how => total.map(|sum| sum + u32::from(how)),
        };
        *best = (*best).min(*how);
    }
}

fn mark(found: &mut [u8], list: &[u32], how: Match) {
    for slot in list {
        let known = &mut found[*slot as usize];
        *known = (*known).min(how as u8);
    }
}

fn beginning_with<'a>(
    words: &'a Words,
    prefix: &'a str,
) -> impl Iterator<Item = (&'a str, &'a Vec<u32>)> {
    let range = (Bound::Included(prefix), Bound::Unbounded);
    words
        .range::<str, _>(range)
        .take_while(move |(word, _)| word.starts_with(prefix))
        .map(|(word, list)| (&**word, list))
}

impl Listed {
    fn of(id: PersonId, person: &Person) -> Self {
        let mut names: Vec<String> = words(&person.name);
        for other in &person.other_names {
            names.extend(words(other));
        }
        let mut sounds: Vec<String> = names.iter().map(|name| sound(name)).collect();
        sounds.retain(|sound| sound.len() > 1);
        let wholes = whole_sounds(person);
        let mut numbers = Vec::new();
        for number in person.number.iter().chain(&person.staff_number) {
            numbers.push(compact(number));
            // "UG-2024-0153": people say the last group, with or without its zeros.
            if let Some(last) = fold(number).split(' ').next_back() {
                numbers.push(last.to_owned());
                numbers.push(last.trim_start_matches('0').to_owned());
            }
        }
        numbers.retain(|number| !number.is_empty());
        let boxed = |mut list: Vec<String>| -> Vec<Box<str>> {
            list.sort_unstable();
            list.dedup();
            list.into_iter().map(String::into_boxed_str).collect()
        };
        Self {
            id,
            category: person.category,
            left: person.left,
            sort: sort_key(&person.name),
            names: boxed(names),
            sounds: boxed(sounds),
            wholes: boxed(wholes),
            numbers: boxed(numbers),
        }
    }
}
