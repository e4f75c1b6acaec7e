//! Records: the filtered list, and one record with its history and proof.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use wingbook_record::{
    access::{Book, Role},
    entry::{Amends, Entry},
    id::{EntryId, PersonId, PlaceId, Uuid},
    journal::{Filter, Page, Record},
    matter::{Matter, SystemForm},
    review::{self, ReviewWord},
    vaccination::clinic::clinic,
    whereabouts::Move,
};

use super::Reading;
use crate::{
    failure,
    message::{Failure, HistoryView, ProofView, RecordFilter, RecordView, RecordsPage},
    platform::Platform,
    session::{Session, book_name},
    writing::is_own_form,
};

pub(super) fn records<P: Platform>(
    desk: &Reading<'_, P>,
    filter: &RecordFilter,
    offset: usize,
    limit: usize,
) -> RecordsPage {
    let review = filter.review.as_deref().and_then(|word| match word {
        "none" => Some(ReviewWord::None),
        "accepted" => Some(ReviewWord::Accepted),
        "sent_back" => Some(ReviewWord::SentBack),
        "escalated" => Some(ReviewWord::Escalated),
        "answered" => Some(ReviewWord::Returned),
        _ => None,
    });
    let wanted = Filter {
        from_ms: filter.from_ms,
        to_ms: filter.to_ms,
        books: Some(match filter.form.as_deref() {
            // Asked for by name, on the page of moves.
            Some(Move::FORM) => vec![Book::Roster],
            _ => listed(&desk.session.roles.borrow()),
        }),
        wing: filter.wing,
        place: None,
        forms: filter.form.iter().cloned().collect(),
        author: filter.author,
        person: filter.person,
        review,
        words: filter.words.clone(),
    };
    let found = desk.view.query(
        &wanted,
        Page {
            offset,
            limit,
            ..Page::default()
        },
    );
    let shelf = desk.session.forms.borrow();
    let mut authors: Vec<_> = desk
        .view
        .authors()
        .into_iter()
        .map(|id| (id, desk.name(id)))
        .collect();
    authors.sort_by(|a, b| a.1.cmp(&b.1));
    RecordsPage {
        records: found
            .rows
            .iter()
            .filter_map(|row| desk.view.record(row.id))
            .map(|record| desk.record(record))
            .collect(),
        offset,
        total: found.total,
        held_since_ms: desk.session.held_since_ms(None),
        forms: desk
            .view
            .forms()
            .keys()
            .map(|id| ((*id).to_owned(), shelf.title(id)))
            .collect(),
        authors,
        wings: desk
            .view
            .directory()
            .tree()
            .wings()
            .into_iter()
            .map(|id| (id, desk.path(id)))
            .collect(),
    }
}

/// The books whose records are listed: moves and notices stand with people and places, the audit register is its own.
fn listed(roles: &[Role]) -> Vec<Book> {
    let mut books = Book::readable(roles);
    books.retain(|book| !matches!(book, Book::Roster | Book::Audit));
    books
}

impl<P: Platform> Session<P> {
    /// A record's whole document, from the vault.
    pub async fn entry_document(&self, id: EntryId, book: Book) -> Result<Entry, Failure> {
        let missing = || Failure::NotHere {
            what: id.to_string(),
        };
        let practice = self
            .journal
            .borrow()
            .record(id)
            .is_some_and(|record| record.practice);
        let shelf = if practice {
            self.practice_book()?
        } else {
            book_name(book)?
        };
        let document = self
            .vault
            .document(&shelf, &id.document())
            .await
            .map_err(|error| failure::of_vault(&error))?;
        let value = match document {
            Some(document) => serde_json::from_slice(&document.body).ok(),
            None => Some(self.fetched.borrow().document(id).ok_or_else(missing)?),
        };
        value
            .and_then(|value| Entry::read(value).ok())
            .ok_or(Failure::Damaged { rows: 1 })
    }
}

/// One record.
pub(super) async fn record<P: Platform>(
    session: &Session<P>,
    id: EntryId,
) -> Result<RecordView, Failure> {
    let missing = || Failure::NotHere {
        what: id.to_string(),
    };
    let (root, shown, book, versions) = session.with_view(|desk| {
        let root = desk.view.root(id);
        let record = desk.view.record(root).ok_or_else(missing)?;
        let shown = desk.view.last_words(root).map_or(root, Record::id);
        let versions: Vec<EntryId> = desk
            .view
            .history(root)
            .iter()
            .map(|(record, _, _)| record.id())
            .collect();
        Ok((root, shown, record.book, versions))
    })?;
    let original = session.entry_document(root, book).await?;
    let standing = if shown == root {
        original.clone()
    } else {
        session.entry_document(shown, book).await?
    };
    let mut answers_of: BTreeMap<EntryId, serde_json::Map<String, Value>> = BTreeMap::new();
    for version in versions {
        if let Ok(entry) = session.entry_document(version, book).await
            && let Some(answers) = entry.answers()
        {
            answers_of.insert(version, answers.clone());
        }
    }
    Ok(session.with_view(|desk| view_of(&desk, &original, &standing, &answers_of)))
}

fn view_of<P: Platform>(
    desk: &Reading<'_, P>,
    original: &Entry,
    standing: &Entry,
    answers_of: &BTreeMap<EntryId, serde_json::Map<String, Value>>,
) -> RecordView {
    let header = original.header();
    let session = desk.session;
    let root = desk.view.record(header.id);
    let answers = standing.answers().cloned().unwrap_or_default();
    let active = desk.active_notices();
    let (people, places) = match standing.body() {
        Some(body) => (
            body.people
                .iter()
                .map(|one| desk.person(one.id, &active))
                .collect(),
            body.places
                .iter()
                .map(|one| (one.id, one.name.clone()))
                .collect(),
        ),
        None => (Vec::new(), Vec::new()),
    };
    let definition = (!is_own_form(&header.form))
        .then(|| {
            session
                .forms
                .borrow()
                .form(&header.form, Some(&header.form_version))
        })
        .flatten()
        .map(|form| form.definition);
    let me = session.me();
    let withdrawn = desk
        .view
        .amended(header.id)
        .is_some_and(|state| state.withdrawn);
    let roles = session.roles.borrow();
    RecordView {
        line: root.map_or_else(
            || desk.record(&Record::of(original)),
            |root| desk.record(root),
        ),
        book: header.book,
        form_version: header.form_version.clone(),
        version: desk.view.latest(header.id),
        definition,
        names: names(desk, &answers),
        answers,
        people,
        places,
        history: history(desk, original, answers_of),
        may_correct: header.author == me
            && !withdrawn
            && !clinic(desk.view, header.id).is_some_and(|clinic| clinic.has_begun()),
        may_review: review::may_review(header.book, header.author, me, &roles)
            && !review::is_own(desk.view, header.id, me)
            && !withdrawn,
        clinic: root.and_then(|root| match &root.matter {
            Matter::Session(_) => Some(root.id()),
            Matter::Dose(_) | Matter::SessionStep(_) => root.matter.whole(),
            _ => None,
        }),
        proof: proof(desk, original),
    }
}

/// Names of the people and places that answers refer to.
fn names<P: Platform>(
    desk: &Reading<'_, P>,
    answers: &serde_json::Map<String, Value>,
) -> BTreeMap<String, String> {
    let mut ids = BTreeSet::new();
    collect_ids(&Value::Object(answers.clone()), &mut ids);
    let vaccine = answers.get("product").and_then(Value::as_str);
    let vaccine = vaccine.map(|id| (id.to_owned(), desk.vaccine(id)));
    let named = ids.into_iter().filter_map(|id| {
        let name = if desk.view.directory().person(PersonId(id)).is_some() {
            desk.name(PersonId(id))
        } else {
            desk.path(PlaceId(id))
        };
        (!name.is_empty()).then(|| (id.to_string(), name))
    });
    named.chain(vaccine).collect()
}

fn collect_ids(value: &Value, ids: &mut BTreeSet<Uuid>) {
    match value {
        Value::String(text) => ids.extend(Uuid::parse_str(text).ok()),
        Value::Array(items) => items.iter().for_each(|item| collect_ids(item, ids)),
        Value::Object(members) => members.values().for_each(|item| collect_ids(item, ids)),
        _ => {}
    }
}

fn history<P: Platform>(
    desk: &Reading<'_, P>,
    original: &Entry,
    answers_of: &BTreeMap<EntryId, serde_json::Map<String, Value>>,
) -> Vec<HistoryView> {
    let header = original.header();
    let mut lines = vec![HistoryView {
        entry: header.id,
        what: "original".to_owned(),
        how: None,
        by: desk.name(header.author),
        at_ms: header.recorded.corrected_ms(),
        text: None,
        moved: None,
        answers: original.answers().cloned(),
    }];
    for (record, how, reason) in desk.view.history(header.id) {
        let what = match how {
            Amends::Correct => "correct",
            Amends::WrongPerson => "wrong_person",
            Amends::Withdraw => "withdraw",
        };
        lines.push(HistoryView {
            entry: record.id(),
            what: what.to_owned(),
            how: Some(how),
            by: desk.name(record.author),
            at_ms: record.recorded.corrected_ms(),
            text: Some(reason.to_owned()),
            moved: (how == Amends::WrongPerson)
                .then(|| moved(desk, record))
                .flatten(),
            answers: answers_of.get(&record.id()).cloned(),
        });
    }
    for record in desk.view.answers_to(header.id) {
        let (what, text) = match &record.matter {
            Matter::Review(review) => (review.decision.to_string(), review.reason.clone()),
            Matter::Reply(reply) => ("reply".to_owned(), Some(reply.text.clone())),
            Matter::FollowUpDone(done) => ("follow_up_done".to_owned(), done.text.clone()),
            _ => continue,
        };
        lines.push(HistoryView {
            entry: record.id(),
            what,
            how: None,
            by: desk.name(record.author),
            at_ms: record.recorded.corrected_ms(),
            text,
            moved: None,
            answers: None,
        });
    }
    lines.sort_by_key(|line| (line.at_ms, line.entry));
    lines
}

/// Whom the version before was about and this one is not, and the other way round.
fn moved<P: Platform>(desk: &Reading<'_, P>, version: &Record) -> Option<(String, String)> {
    let before = desk.view.record(version.corrects.as_ref()?.entry)?;
    let only = |one: &Record, other: &Record| {
        let gone = one.people.iter().find(|id| !other.people.contains(id));
        gone.map(|id| desk.name_and_number(*id))
    };
    Some((only(before, version)?, only(version, before)?))
}

fn proof<P: Platform>(desk: &Reading<'_, P>, entry: &Entry) -> ProofView {
    let header = entry.header();
    let certificates = desk.session.certificates.borrow();
    let problem = match certificates.get(&header.key) {
        None => Some("not_certified".to_owned()),
        Some(one) if one.person != header.author => Some("another_person".to_owned()),
        Some(one) => entry
            .verify(&one.sign_public)
            .err()
            .map(|error| error.to_string()),
    };
    ProofView {
        device: header.device,
        chain: header.chain.to_string(),
        seq: header.seq,
        hash: entry.header_digest().to_string(),
        verified: problem.is_none(),
        problem,
    }
}
