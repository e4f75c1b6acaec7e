//! Notices: operational facts for everybody, with an end or a review date. Never a diagnosis.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    access::Book,
    count::CountStep,
    entry::Origin,
    id::{DeviceId, EntryId, PersonId, PlaceId},
    isolation::Wording,
    journal::{Record, View},
    matter::{self, Answers, Matter, SystemForm},
    round::CheckState,
    time::{DAY, Millis},
};

/// A notice without an end or a review date (which no page of Wingbook writes) is to be reviewed after this.
pub const REVIEW_AFTER_MS: Millis = 7 * DAY;

/// A notice: the answers of the form `notice`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// The fact.
    pub text: String,
    /// Urgent.
    pub urgent: bool,
    /// About whom.
    pub person: Option<PersonId>,
    /// About where.
    pub place: Option<PlaceId>,
    /// Until when it stands.
    pub until_ms: Option<Millis>,
    /// When somebody must look at it again.
    pub review_ms: Option<Millis>,
    /// The record behind it, in a book that the reader may not read.
    pub source: Option<EntryId>,
    /// The key of a fixed sentence, where it has one: health's notices say no more than that.
    #[serde(default)]
    pub wording: Option<Wording>,
}

impl SystemForm for Notice {
    const FORM: &'static str = "notice";

    fn read(answers: &Answers) -> Option<Self> {
        Some(Self {
            text: matter::text(answers, "text")?,
            urgent: matter::yes(answers, "urgent"),
            person: matter::id(answers, "person"),
            place: matter::id(answers, "place"),
            until_ms: matter::whole(answers, "until_ms"),
            review_ms: matter::whole(answers, "review_ms"),
            source: matter::id(answers, "source"),
            wording: matter::word(answers, "wording"),
        })
    }

    fn answers(&self) -> Answers {
        let mut answers = matter::answers([
            ("text", json!(self.text)),
            ("urgent", json!(self.urgent)),
            ("person", json!(self.person)),
            ("place", json!(self.place)),
            ("until_ms", json!(self.until_ms)),
            ("review_ms", json!(self.review_ms)),
            ("source", json!(self.source)),
        ]);
        // Other notices stay the bytes that they were.
        if let Some(wording) = &self.wording {
            answers.insert("wording".to_owned(), json!(wording));
        }
        answers
    }
}

/// A notice of health no longer stands: the answers of the form `notice_end`, in the roster. Whoever of health staff is
/// there ends what a colleague sent out; a withdrawal is for its author alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeEnd {
    /// The notice, as first written.
    pub notice: EntryId,
    /// The record behind it, in the `health` book.
    pub source: Option<EntryId>,
}

impl SystemForm for NoticeEnd {
    const FORM: &'static str = "notice_end";

    fn read(answers: &Answers) -> Option<Self> {
        Some(Self {
            notice: matter::id(answers, "notice")?,
            source: matter::id(answers, "source"),
        })
    }

    fn answers(&self) -> Answers {
        matter::answers([
            ("notice", json!(self.notice)),
            ("source", json!(self.source)),
        ])
    }
}

/// The ends of notices that stand: the notice, with the record that ends it.
fn ends(view: View<'_>) -> HashMap<EntryId, &Record> {
    let all = view.standing_of_form(NoticeEnd::FORM).into_iter();
    all.filter(|(root, _)| root.book == Book::Roster)
        .filter_map(|(root, stands)| match &stands.matter {
            Matter::NoticeEnd(end) => Some((view.root(end.notice), root)),
            _ => None,
        })
        .collect()
}

/// The ends of notices that were written along with a record and stand.
pub fn ends_of(view: View<'_>, source: EntryId) -> Vec<EntryId> {
    let all = view.standing_of_form(NoticeEnd::FORM).into_iter();
    all.filter(|(root, stands)| {
        root.book == Book::Roster
            && matches!(&stands.matter, Matter::NoticeEnd(end) if end.source == Some(source))
    })
    .map(|(root, _)| root.id())
    .collect()
}

/// A notice that stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActiveNotice {
    /// Its record, as first written.
    pub entry: EntryId,
    /// Who wrote it.
    pub author: PersonId,
    /// When.
    pub at_ms: Millis,
    /// What it says.
    pub notice: Notice,
    /// Its review date has passed.
    pub review_overdue: bool,
}

/// The notices that stand now: urgent ones first, then the newest. Only the roster's: in another book the form
/// means nothing.
pub fn active(view: View<'_>, now_ms: Millis) -> Vec<ActiveNotice> {
    let ended = ends(view);
    // Another role's notice is not health's to end: only one with a fixed wording is health's own.
    let is_over =
        |root: &Record, notice: &Notice| notice.wording.is_some() && ended.contains_key(&root.id());
    let mut all: Vec<ActiveNotice> = view
        .standing_of_form(Notice::FORM)
        .into_iter()
        .filter(|(root, _)| root.book == Book::Roster)
        .filter_map(|(root, stands)| {
            let Matter::Notice(notice) = &stands.matter else {
                return None;
            };
            if notice.until_ms.is_some_and(|until| until <= now_ms) || is_over(root, notice) {
                return None;
            }
            let review_ms = match (notice.review_ms, notice.until_ms) {
                (None, None) => Some(stands.occurred_ms.saturating_add(REVIEW_AFTER_MS)),
                (review_ms, _) => review_ms,
            };
            Some(ActiveNotice {
                entry: root.id(),
                author: root.author,
                at_ms: root.occurred_ms,
                notice: notice.clone(),
                review_overdue: review_ms.is_some_and(|review_ms| review_ms <= now_ms),
            })
        })
        .collect();
    all.sort_by_key(|one| (!one.notice.urgent, std::cmp::Reverse(one.at_ms), one.entry));
    all
}

/// The notices that went out with a record, withdrawn ones too, each as first written.
pub fn sent_with<'v>(view: View<'v>, source: EntryId) -> Vec<&'v Record> {
    let all = view.ledger.of_form(Notice::FORM).into_iter();
    all.filter(|one| one.book == Book::Roster && view.ledger.is_root(one))
        .filter(|one| matches!(&one.matter, Matter::Notice(says) if says.source == Some(source)))
        .collect()
}

/// An urgent notice that somebody's record calls for and that was never sent out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owed {
    /// Who is not there.
    pub person: PersonId,
    /// Where they should be.
    pub place: Option<PlaceId>,
    /// The check or count, as first written.
    pub source: EntryId,
}

/// The notices that an author owes everybody: those for whom their checks and named counts since `from_ms` on this tablet
/// found missing, as far as none went out, not even one that was taken back since, and nobody has said more of them. What
/// was written on another tablet is that one's to send: its notice may not have come yet.
pub fn owed(view: View<'_>, author: PersonId, device: DeviceId, from_ms: Millis) -> Vec<Owed> {
    let recent = view.ledger.between(from_ms, Millis::MAX);
    let own = recent
        .filter(|one| one.author == author && one.device == device && view.ledger.is_root(one));
    let mut owed = Vec::new();
    for root in own {
        let missing = match view.standing(root.id()).map(|stands| &stands.matter) {
            Some(Matter::Check(check)) if root.origin == Some(Origin::Live) => check.missing(),
            Some(Matter::Count(count)) if count.step == CountStep::Named => {
                count.named_missing.clone()
            }
            _ => continue,
        };
        // As first written, and as it was moved to whoever was meant.
        let sent = sent_with(view, root.id());
        let sent = sent
            .iter()
            .flat_map(|one| [Some(*one), view.last_words(one.id())]);
        let told: Vec<PersonId> = sent.flatten().filter_map(told_of).collect();
        owed.extend(
            missing
                .into_iter()
                .filter(|person| !told.contains(person) && !is_told_of(view, root, *person))
                .map(|person| {
                    let place = match &root.matter {
                        Matter::Check(check) => Some(check.place),
                        _ => view.whereabouts().home(person),
                    };
                    Owed {
                        person,
                        place,
                        source: root.id(),
                    }
                }),
        );
    }
    owed
}

/// Whether a later check said of somebody where they are, or that they were seen.
fn is_told_of(view: View<'_>, root: &Record, person: PersonId) -> bool {
    let later = view.ledger.of_person(person).into_iter();
    let mut later = later.filter(|one| one.occurred_ms > root.occurred_ms);
    later.any(|one| match &one.matter {
        Matter::Check(check) => check.people.iter().any(|said| {
            said.person == person && said.state != CheckState::NotChecked && !said.is_missing()
        }),
        _ => false,
    })
}

fn told_of(notice: &Record) -> Option<PersonId> {
    match &notice.matter {
        Matter::Notice(says) => says.person,
        _ => None,
    }
}

/// Those about a person.
pub fn about_person(all: &[ActiveNotice], person: PersonId) -> Vec<&ActiveNotice> {
    all.iter()
        .filter(|one| one.notice.person == Some(person))
        .collect()
}

/// Those that whoever stands at a place must know: about the place, what it is in or what is in it, and about
/// the people on its roll.
pub fn at_place<'n>(
    view: View<'_>,
    all: &'n [ActiveNotice],
    place: PlaceId,
) -> Vec<&'n ActiveNotice> {
    let tree = view.directory().tree();
    all.iter()
        .filter(|one| {
            let here = one
                .notice
                .place
                .is_some_and(|at| tree.contains(at, place) || tree.contains(place, at));
            let whose = one
                .notice
                .person
                .and_then(|person| view.whereabouts().home(person));
            here || whose.is_some_and(|home| tree.contains(place, home))
        })
        .collect()
}

#[cfg(test)]
mod tests;
