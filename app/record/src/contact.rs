//! Contacts: what was spoken, what was promised by when, and who has not been spoken to.
//!
//! Figures say what was not done. They rank nobody, and groups under ten are not shown.

mod figures;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    id::{EntryId, PersonId, PlaceId},
    journal::{Record, View},
    matter::{self, Answers, Matter, SystemForm},
    person::Category,
    time::{DAY, Millis},
    words::open_words,
};

pub use figures::{
    DayRounds, Figure, GROUP_MIN, Suppressed, kinds_by_wing, rounds_by_day, since_contact, suppress,
};

open_words!(
    /// What sort of contact.
    ContactKind {
        /// A conversation.
        Conversation = "conversation",
        /// A request.
        Request = "request",
        /// A complaint was told.
        ComplaintTold = "complaint_told",
        /// Family.
        Family = "family",
        /// Welfare.
        Welfare = "welfare",
    }
);

open_words!(
    /// How it went.
    ContactQuality {
        /// Open.
        Open = "open",
        /// Brief.
        Brief = "brief",
        /// Withdrawn.
        Withdrawn = "withdrawn",
        /// Hostile.
        Hostile = "hostile",
        /// Refused: nobody was spoken to.
        Refused = "refused",
    }
);

/// A contact: the answers of the form `contact`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// What sort.
    pub kind: ContactKind,
    /// How it went.
    pub quality: Option<ContactQuality>,
    /// What was said.
    pub text: String,
    /// What is to be followed up.
    pub follow_up: Option<Promise>,
}

/// A follow-up promised, in a contact or in any other form that asks for it with the same questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// Whose it is; `None` is the author's.
    pub owner: Option<PersonId>,
    /// By which day, `YYYY-MM-DD`.
    pub date: Option<String>,
}

impl Promise {
    /// Reads `followup`, `followup_owner` and `followup_date` of any form.
    pub fn read(answers: &Answers) -> Option<Self> {
        matter::yes(answers, "followup").then(|| Self {
            owner: matter::id(answers, "followup_owner"),
            date: matter::text(answers, "followup_date"),
        })
    }
}

impl Contact {
    /// Whether somebody was spoken to.
    pub fn was_spoken(&self) -> bool {
        self.quality != Some(ContactQuality::Refused)
    }
}

impl SystemForm for Contact {
    const FORM: &'static str = "contact";

    fn read(answers: &Answers) -> Option<Self> {
        Some(Self {
            kind: matter::word(answers, "kind")?,
            quality: matter::word(answers, "quality"),
            text: matter::text(answers, "text").unwrap_or_default(),
            follow_up: Promise::read(answers),
        })
    }

    fn answers(&self) -> Answers {
        let mut answers = matter::answers([
            ("kind", json!(self.kind)),
            ("text", json!(self.text)),
            (
                "followup",
                json!(if self.follow_up.is_some() {
                    "yes"
                } else {
                    "no"
                }),
            ),
        ]);
        if let Some(quality) = &self.quality {
            answers.insert("quality".into(), json!(quality));
        }
        if let Some(promise) = &self.follow_up {
            if let Some(owner) = promise.owner {
                answers.insert("followup_owner".into(), json!(owner));
            }
            if let Some(date) = &promise.date {
                answers.insert("followup_date".into(), json!(date));
            }
        }
        answers
    }
}

/// A follow-up was done: the answers of the form `follow_up_done`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpDone {
    /// The contact.
    pub entry: EntryId,
    /// What was done.
    pub text: Option<String>,
}

impl SystemForm for FollowUpDone {
    const FORM: &'static str = "follow_up_done";

    fn read(answers: &Answers) -> Option<Self> {
        Some(Self {
            entry: matter::id(answers, "entry")?,
            text: matter::text(answers, "text"),
        })
    }

    fn answers(&self) -> Answers {
        matter::answers([("entry", json!(self.entry)), ("text", json!(self.text))])
    }
}

/// How a follow-up stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum FollowUpState {
    /// Its day has not come.
    Open,
    /// Its day is today.
    Due,
    /// Its day has passed.
    Overdue,
    /// Done.
    Done {
        /// By whom.
        by: PersonId,
        /// When.
        at_ms: Millis,
        /// What was done.
        text: Option<String>,
    },
}

/// A follow-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// The contact or other record, as first written.
    pub entry: EntryId,
    /// With whom.
    pub people: Vec<PersonId>,
    /// Whose it is.
    pub owner: PersonId,
    /// By which day, `YYYY-MM-DD`; empty if none was given.
    pub date: String,
    /// The beginning of its text.
    pub text: String,
    /// How it stands.
    pub state: FollowUpState,
}

impl FollowUp {
    /// Whether it is still to be done.
    pub fn is_open(&self) -> bool {
        !matches!(self.state, FollowUpState::Done { .. })
    }
}

/// Every follow-up, by day. `today` is the facility's local day `YYYY-MM-DD`.
pub fn follow_ups(view: View<'_>, today: &str) -> Vec<FollowUp> {
    let everything = view.ledger.between(Millis::MIN, Millis::MAX);
    let roots: BTreeSet<EntryId> = everything
        .filter(|record| record.promise.is_some())
        .map(|record| view.root(record.id()))
        .collect();
    let mut all: Vec<FollowUp> = roots
        .into_iter()
        .filter_map(|root| follow_up(view, view.record(root)?, view.standing(root)?, today))
        .collect();
    all.sort_by(|a, b| (&a.date, a.entry).cmp(&(&b.date, b.entry)));
    all
}

/// Open follow-ups of one member of staff, by day.
pub fn follow_ups_of(view: View<'_>, owner: PersonId, today: &str) -> Vec<FollowUp> {
    let mut all = follow_ups(view, today);
    all.retain(|one| one.owner == owner && one.is_open());
    all
}

/// Open follow-ups about one person, by day.
pub fn follow_ups_about(view: View<'_>, person: PersonId, today: &str) -> Vec<FollowUp> {
    let mut all = follow_ups(view, today);
    all.retain(|one| one.people.contains(&person) && one.is_open());
    all
}

fn follow_up(view: View<'_>, root: &Record, stands: &Record, today: &str) -> Option<FollowUp> {
    let promise = stands.promise.as_ref()?;
    let done = view
        .stand(view.answers_to(root.id()))
        .into_iter()
        .find_map(|(first, stands)| match &stands.matter {
            Matter::FollowUpDone(done) => Some(FollowUpState::Done {
                by: first.author,
                at_ms: first.occurred_ms,
                text: done.text.clone(),
            }),
            _ => None,
        });
    let date = promise.date.clone().unwrap_or_default();
    let state = done.unwrap_or_else(|| match date.as_str() {
        "" => FollowUpState::Open,
        day if day < today => FollowUpState::Overdue,
        day if day == today => FollowUpState::Due,
        _ => FollowUpState::Open,
    });
    Some(FollowUp {
        entry: root.id(),
        people: view.people_of(root),
        owner: promise.owner.unwrap_or(root.author),
        date,
        text: stands.summary.to_string(),
        state,
    })
}

/// When somebody was last spoken to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastSpoken {
    /// Who.
    pub person: PersonId,
    /// The contact; `None` if there was none since they came.
    pub entry: Option<EntryId>,
    /// When; without a contact, since when they are here.
    pub at_ms: Option<Millis>,
    /// Whole days since then.
    pub days: i64,
}

/// When each prisoner of a wing was last spoken to, the longest ago first. A contact that was refused is none;
/// who was never spoken to counts from admission (as far back as their first document is held). Records older
/// than what this tablet holds can't count.
pub fn last_spoken(view: View<'_>, wing: PlaceId, now_ms: Millis) -> Vec<LastSpoken> {
    let residents = view.residents(wing).into_iter();
    let prisoners = residents.filter(|person| {
        let person = view.directory().person(*person);
        person.is_some_and(|person| person.category == Category::Prisoner)
    });
    let mut all: Vec<LastSpoken> = prisoners
        .map(|person| last_spoken_to(view, person, now_ms))
        .collect();
    all.sort_by_key(|one| (one.at_ms, one.person));
    all
}

/// When a person was last spoken to.
pub fn last_spoken_to(view: View<'_>, person: PersonId, now_ms: Millis) -> LastSpoken {
    let mut last: Option<(Millis, EntryId)> = None;
    for record in view.ledger.of_person(person) {
        let Some(root) = view.record(view.root(record.id())) else {
            continue;
        };
        let Some(Matter::Contact(contact)) = view.standing(root.id()).map(|one| &one.matter) else {
            continue;
        };
        if contact.was_spoken() && view.people_of(root).contains(&person) {
            last = last.max(Some((root.occurred_ms, root.id())));
        }
    }
    let here_since = || {
        let admitted = view.whereabouts().now(person).admitted_ms;
        admitted.or_else(|| view.directory().first_ms(&person.document()))
    };
    let at_ms = last.map(|(at_ms, _)| at_ms).or_else(here_since);
    LastSpoken {
        person,
        entry: last.map(|(_, entry)| entry),
        at_ms,
        days: at_ms.map_or(0, |at_ms| (now_ms.saturating_sub(at_ms) / DAY).max(0)),
    }
}

/// Those of a wing who have not been spoken to for at least so many days, the longest first.
pub fn not_spoken(view: View<'_>, wing: PlaceId, now_ms: Millis, days: i64) -> Vec<LastSpoken> {
    let mut all = last_spoken(view, wing, now_ms);
    all.retain(|one| one.days >= days);
    all
}

#[cfg(test)]
mod tests;
