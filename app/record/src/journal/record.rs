//! A record as the index keeps it: what lists, filters and rules need, without the document. 50,000 of them
//! stay small; the document itself lies in the vault.

use serde::{Deserialize, Serialize};

use crate::{
    access::Book,
    contact::Promise,
    digest::Digest,
    entry::{Body, Correction, Entry, Header, Kept, Origin, PersonThen},
    id::{ChainId, DeviceId, EntryId, PersonId, PlaceId},
    matter::{Answers, Matter},
    people::fold,
    time::{Millis, Occurred, Recorded},
};

/// How many characters of a record's text a list shows.
pub const SUMMARY_CHARACTERS: usize = 160;

/// A row's place in the order on screen; it never changes, so a row never jumps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Position {
    /// Offset-corrected time.
    pub at_ms: Millis,
    /// Then the chain.
    pub chain: ChainId,
    /// Then the number in it.
    pub seq: u64,
    /// Then the id, which decides only between rivals of a forked chain.
    pub id: EntryId,
}

/// What the index keeps of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Where it stands in the order.
    pub position: Position,
    /// Its book.
    pub book: Book,
    /// The hash of its header.
    pub digest: Digest,
    /// The form's id.
    pub form: Box<str>,
    /// The form's version.
    pub form_version: Box<str>,
    /// Who wrote it.
    pub author: PersonId,
    /// On which tablet.
    pub device: DeviceId,
    /// What the clocks said.
    pub recorded: Recorded,
    /// Practice.
    pub practice: bool,
    /// When it happened, as its writer knows it; `None` once the body is removed.
    pub occurred: Option<Occurred>,
    /// When it happened, or was recorded if that is all that is known.
    pub occurred_ms: Millis,
    /// How it came about; `None` once the body is removed.
    pub origin: Option<Origin>,
    /// Whom it names.
    pub people: Box<[PersonId]>,
    /// Whom its body names, as they were; left out of parts (checks), which no list shows.
    pub people_then: Box<[PersonThen]>,
    /// Where.
    pub places: Box<[PlaceId]>,
    /// The first place's name, as it was called.
    pub place_then: Option<Box<str>>,
    /// What it corrects.
    pub corrects: Option<Correction>,
    /// What it says.
    pub matter: Matter,
    /// What its writer promised to follow up.
    pub promise: Option<Box<Promise>>,
    /// The beginning of its text.
    pub summary: Box<str>,
    /// Its text and the names in it, folded for searching.
    pub(super) words: Box<str>,
}

impl Record {
    /// What the index keeps of an entry.
    pub fn of(entry: &Entry) -> Self {
        Self::made_of(entry.header(), entry.header_digest(), entry.body())
    }

    /// The same, read back from where the tablet keeps it.
    pub fn of_kept(kept: &Kept) -> Self {
        Self::made_of(&kept.header, kept.header_digest, kept.body.as_ref())
    }

    fn made_of(header: &Header, digest: Digest, body: Option<&Body>) -> Self {
        let (at_ms, chain, seq) = header.order();
        let matter = body.map_or(Matter::Other, |body| {
            Matter::read(&header.form, &body.answers)
        });
        let mut people: Vec<PersonId> = body
            .map(|body| body.people.iter().map(|one| one.id).collect())
            .unwrap_or_default();
        merge(&mut people, matter.people());
        let mut places: Vec<PlaceId> = body
            .map(|body| body.places.iter().map(|one| one.id).collect())
            .unwrap_or_default();
        merge(&mut places, matter.places());
        let is_part = matter.is_part();
        let people_then: Box<[PersonThen]> = match body {
            Some(body) if !is_part => body.people.clone().into(),
            _ => Box::default(),
        };
        let promise = body.and_then(|body| Promise::read(&body.answers));
        let text = body.map(|body| texts(&body.answers)).unwrap_or_default();
        let mut words = fold::fold(&text);
        for person in &people_then {
            words.push(' ');
            words.push_str(&fold::fold(&person.name));
        }
        let place_then = body
            .filter(|_| !is_part)
            .and_then(|body| body.places.first())
            .map(|place| place.name.as_str().into());
        Self {
            position: Position {
                at_ms,
                chain,
                seq,
                id: header.id,
            },
            book: header.book,
            digest,
            form: header.form.as_str().into(),
            form_version: header.form_version.as_str().into(),
            author: header.author,
            device: header.device,
            recorded: header.recorded.clone(),
            practice: header.practice,
            occurred: body.map(|body| body.occurred.clone()),
            occurred_ms: body
                .and_then(|body| body.occurred.at_ms)
                .unwrap_or_else(|| header.recorded.corrected_ms()),
            origin: body.map(|body| body.origin),
            people: people.into(),
            people_then,
            places: places.into(),
            place_then,
            corrects: body.and_then(|body| body.corrects.clone()),
            matter,
            promise: promise.map(Box::new),
            summary: text
                .chars()
                .take(SUMMARY_CHARACTERS)
                .collect::<String>()
                .into(),
            words: words.into(),
        }
    }

    /// Its id.
    pub fn id(&self) -> EntryId {
        self.position.id
    }

    /// Whether its body was lawfully removed.
    pub fn is_removed(&self) -> bool {
        self.occurred.is_none()
    }
}

fn merge<T: PartialEq>(into: &mut Vec<T>, more: Vec<T>) {
    for one in more {
        if !into.contains(&one) {
            into.push(one);
        }
    }
}

/// What people wrote in their own words: the usual questions for it first, then every other answer that is a
/// sentence, not a word, a number, an identifier or a list of chosen words.
fn texts(answers: &Answers) -> String {
    const USUAL: [&str; 5] = ["text", "what_happened", "title", "note", "reason"];
    let is_words = |text: &str| {
        let plain =
            |one: char| one.is_ascii_lowercase() || one.is_ascii_digit() || "_- ".contains(one);
        text.chars().all(plain)
    };
    let mut out = String::new();
    let mut add = |text: &str| {
        if !out.is_empty() {
            out.push_str(" · ");
        }
        out.push_str(text.trim());
    };
    for question in USUAL {
        if let Some(text) = answers.get(question).and_then(|value| value.as_str())
            && !text.trim().is_empty()
        {
            add(text);
        }
    }
    for (question, value) in answers {
        if let Some(text) = value.as_str()
            && !USUAL.contains(&question.as_str())
            && text.trim().contains(char::is_whitespace)
            && !is_words(text)
        {
            add(text);
        }
    }
    out
}
