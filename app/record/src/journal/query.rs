//! Lists of records: filtered, in the order on screen, a page at a time.

use serde::{Deserialize, Serialize};

use crate::{
    access::Book,
    entry::Amends,
    id::{EntryId, PersonId, PlaceId},
    people::fold,
    review::{self, ReviewWord},
    time::Millis,
};

use super::{
    View,
    record::{Position, Record},
};

/// Which records a list shows. What is left empty is not filtered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// Recorded at or after.
    pub from_ms: Option<Millis>,
    /// Recorded before.
    pub to_ms: Option<Millis>,
    /// In one of these books.
    pub books: Option<Vec<Book>>,
    /// In this wing.
    pub wing: Option<PlaceId>,
    /// At this place or in it.
    pub place: Option<PlaceId>,
    /// Made with one of these forms. Left empty, parts of other records (checks, reviews, replies) are left
    /// out; named here, they are listed.
    pub forms: Vec<String>,
    /// Written by.
    pub author: Option<PersonId>,
    /// About.
    pub person: Option<PersonId>,
    /// In this state of review.
    pub review: Option<ReviewWord>,
    /// Words, or beginnings of words, in the text or the names.
    pub words: String,
}

/// Which part of a list is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Only rows after this one, in the direction of the list; `None` for all. With it, rows that arrive
    /// while somebody scrolls shift nothing.
    pub after: Option<Position>,
    /// Skip so many.
    pub offset: usize,
    /// Show so many.
    pub limit: usize,
    /// Newest first.
    pub newest_first: bool,
}

impl Default for Page {
    fn default() -> Self {
        Self {
            after: None,
            offset: 0,
            limit: 50,
            newest_first: true,
        }
    }
}

/// A row: which record, and where it stands for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The record as first written.
    pub id: EntryId,
    /// Its place in the order.
    pub position: Position,
}

/// A page of rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rows {
    /// This page.
    pub rows: Vec<Row>,
    /// All that fit the filter.
    pub total: usize,
}

/// A row of a person's timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineRow {
    /// The record.
    pub row: Row,
    /// It was about this person by mistake: folded away, unfolded by whoever wants to see it.
    pub folded: bool,
}

/// A filter made ready: words folded.
struct Ready<'f> {
    filter: &'f Filter,
    words: Vec<String>,
}

impl<'a> View<'a> {
    /// A page of the records that fit a filter, each once, where it was first written.
    pub fn query(&self, filter: &Filter, page: Page) -> Rows {
        let ready = Ready {
            filter,
            words: fold::fold(&filter.words)
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
        };
        let mut rows = Rows::default();
        let mut skip = page.offset;
        let mut take = |record: &Record| {
            if self.fits(record, &ready) {
                let is_after = page.after.is_none_or(|after| {
                    if page.newest_first {
                        record.position < after
                    } else {
                        record.position > after
                    }
                });
                rows.total += 1;
                if is_after && skip > 0 {
                    skip -= 1;
                } else if is_after && rows.rows.len() < page.limit {
                    rows.rows.push(Row {
                        id: record.id(),
                        position: record.position,
                    });
                }
            }
        };
        match self.narrowest(filter) {
            Some(mut records) => {
                if page.newest_first {
                    records.reverse();
                }
                records.into_iter().for_each(&mut take);
            }
            None => {
                let from = filter.from_ms.unwrap_or(Millis::MIN);
                let all = self
                    .ledger
                    .between(from, filter.to_ms.unwrap_or(Millis::MAX));
                if page.newest_first {
                    all.rev().for_each(&mut take);
                } else {
                    all.for_each(&mut take);
                }
            }
        }
        rows
    }

    /// A person's timeline, newest first, with what was about them by mistake, folded.
    pub fn timeline(&self, person: PersonId, filter: &Filter) -> Vec<TimelineRow> {
        let filter = Filter {
            person: Some(person),
            ..filter.clone()
        };
        let page = Page {
            limit: usize::MAX,
            ..Page::default()
        };
        let rows = self.query(&filter, page).rows.into_iter();
        rows.map(|row| TimelineRow {
            row,
            folded: self.is_folded(row.id, person),
        })
        .collect()
    }

    fn is_folded(&self, id: EntryId, person: PersonId) -> bool {
        self.ledger.is_amended(id)
            && self
                .ledger
                .amended(id)
                .is_some_and(|state| state.withdrawn || state.former_people.contains(&person))
    }

    /// The records of the narrowest index that the filter allows, oldest first.
    fn narrowest(&self, filter: &Filter) -> Option<Vec<&'a Record>> {
        let ledger = self.ledger;
        let of_forms = || {
            filter
                .forms
                .iter()
                .map(|form| ledger.form_count(form))
                .sum()
        };
        let of_person = filter.person.map(|person| ledger.person_count(person));
        let of_author = filter.author.map(|author| ledger.author_count(author));
        let of_forms: Option<usize> = (!filter.forms.is_empty()).then(of_forms);
        let places = filter
            .place
            .map(|place| self.directory().tree().subtree(place));
        let of_places: Option<usize> =
            places.map(|places| places.iter().map(|place| ledger.place_count(*place)).sum());
        let least = [of_person, of_author, of_forms, of_places]
            .into_iter()
            .flatten()
            .min()?;
        // A quarter of all records: the ordered walk is as fast and need not be sorted. It can't find who was
        // named only by a correction, though.
        if filter.person.is_none() && least * 4 > ledger.len() {
            return None;
        }
        let mut records = if let Some(person) = filter.person {
            ledger.of_person(person)
        } else if let Some(author) = filter.author.filter(|_| of_author == Some(least)) {
            ledger.of_author(author)
        } else {
            let mut all: Vec<&Record> = Vec::with_capacity(least);
            if of_places == Some(least) {
                let places = places.into_iter().flatten();
                all.extend(places.flat_map(|place| ledger.of_place(*place)));
            } else {
                all.extend(filter.forms.iter().flat_map(|form| ledger.of_form(form)));
            }
            all.sort_unstable_by_key(|record| record.position);
            all.dedup_by_key(|record| record.position);
            all
        };
        if filter.person.is_some() {
            records = self.roots_of(records);
        }
        Some(records)
    }

    /// The records as first written, of versions: who was named only by a correction finds it there.
    fn roots_of(&self, records: Vec<&'a Record>) -> Vec<&'a Record> {
        let mut roots: Vec<&Record> = records
            .into_iter()
            .filter_map(|record| match record.corrects {
                None => Some(record),
                Some(_) => self.ledger.get(self.ledger.root(record.id())),
            })
            .collect();
        roots.sort_unstable_by_key(|record| record.position);
        roots.dedup_by_key(|record| record.position);
        roots
    }

    fn fits(&self, record: &Record, ready: &Ready<'_>) -> bool {
        let filter = ready.filter;
        let at_ms = record.position.at_ms;
        if filter.from_ms.is_some_and(|from| at_ms < from)
            || filter.to_ms.is_some_and(|to| at_ms >= to)
            || filter
                .books
                .as_ref()
                .is_some_and(|books| !books.contains(&record.book))
            || filter.author.is_some_and(|author| author != record.author)
        {
            return false;
        }
        let of_form = if filter.forms.is_empty() {
            !record.matter.is_part()
        } else {
            filter.forms.iter().any(|form| **form == *record.form)
        };
        if !of_form || !self.ledger.is_root(record) {
            return false;
        }
        let amended = self.ledger.is_amended(record.id());
        if let Some(person) = filter.person
            && !record.people.contains(&person)
            && !(amended && self.names_now(record, person))
        {
            return false;
        }
        if let Some(wing) = filter.wing
            && self.wing_of(record) != Some(wing)
        {
            return false;
        }
        if let Some(place) = filter.place {
            let tree = self.directory().tree();
            if !record.places.iter().any(|at| tree.contains(place, *at)) {
                return false;
            }
        }
        let has_words = |record: &Record| {
            ready
                .words
                .iter()
                .all(|word| record.words.contains(word.as_str()))
        };
        // Most records are what stands, and most don't have the words: those are gone through once.
        let stands_with_words = || self.ledger.standing(record).is_some_and(has_words);
        let is_found = has_words(record) || (amended && stands_with_words());
        if !is_found {
            return false;
        }
        filter
            .review
            .is_none_or(|wanted| review::state(*self, record.id()).word() == wanted)
    }

    fn names_now(&self, record: &Record, person: PersonId) -> bool {
        self.ledger.amended(record.id()).is_some_and(|state| {
            state.people.contains(&person) || state.former_people.contains(&person)
        })
    }

    /// What amended a record, oldest first: the version, how, and why.
    pub fn history(&self, id: EntryId) -> Vec<(&'a Record, Amends, &'a str)> {
        let versions = self.ledger.amended(id).map(|state| state.amendments);
        let records = versions.into_iter().flatten();
        records
            .filter_map(|version| {
                let record = self.ledger.get(version)?;
                let correction = record.corrects.as_ref()?;
                Some((record, correction.how, correction.reason.as_str()))
            })
            .collect()
    }
}
