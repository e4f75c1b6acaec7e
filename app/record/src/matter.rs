//! What a record says, read by its form: the forms that the rules of the book rest on, typed. Answers of any
//! other form, or of a form that another version writes differently, are [`Matter::Other`]: kept, shown,
//! never an error.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    contact::{Contact, FollowUpDone},
    count::Count,
    health_check::decided::Decided,
    id::{EntryId, PersonId, PlaceId},
    isolation::{ApartVisit, KeepApart, KeepApartEnd},
    notice::{Notice, NoticeEnd},
    people::identity::{NotSamePerson, SamePerson},
    review::{Reply, Review},
    round::{Check, Round, RoundEvent},
    vaccination::{
        dose::Dose,
        session::{Session, SessionStep},
    },
    whereabouts::Move,
};

/// Answers by question name.
pub type Answers = Map<String, Value>;

/// The version of every system form that this crate writes.
pub const FORM_VERSION: &str = "1";

/// A form whose answers this crate reads and writes itself.
pub trait SystemForm: Sized {
    /// The form's id.
    const FORM: &'static str;

    /// Reads answers; `None` if what makes the record what it is is missing.
    fn read(answers: &Answers) -> Option<Self>;

    /// The answers that say this.
    fn answers(&self) -> Answers;
}

/// Takes a record back; which one stands in the body's link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal;

impl SystemForm for Withdrawal {
    const FORM: &'static str = "withdrawal";

    fn read(_: &Answers) -> Option<Self> {
        Some(Self)
    }

    fn answers(&self) -> Answers {
        Answers::new()
    }
}

/// What a record says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "form", content = "says")]
pub enum Matter {
    /// A round was started.
    Round(Round),
    /// A stop was checked.
    Check(Check),
    /// A round was paused, resumed, handed over, taken over or ended.
    RoundEvent(RoundEvent),
    /// A roll count.
    Count(Count),
    /// A fact for everybody.
    Notice(Notice),
    /// Somebody went somewhere.
    Move(Move),
    /// A supervisor's decision.
    Review(Review),
    /// An author's answer to it.
    Reply(Reply),
    /// A contact with a person.
    Contact(Contact),
    /// What a contact asked for was done.
    FollowUpDone(FollowUpDone),
    /// A dose given, refused or put off. In a box, for it is larger than all the others.
    Dose(Box<Dose>),
    /// A vaccination session was started.
    Session(Session),
    /// A vial was opened, doses were wasted or counted, the session was handed over or ended.
    SessionStep(Box<SessionStep>),
    /// What was measured and asked of somebody, and what was decided.
    HealthCheck(Box<Decided>),
    /// Somebody is kept apart.
    KeepApart(KeepApart),
    /// And no longer.
    KeepApartEnd(KeepApartEnd),
    /// Health staff visited somebody who is kept apart.
    ApartVisit(ApartVisit),
    /// A notice of health no longer stands.
    NoticeEnd(NoticeEnd),
    /// Two people are one.
    SamePerson(SamePerson),
    /// And are not, after all.
    NotSamePerson(NotSamePerson),
    /// A record was taken back.
    Withdrawal,
    /// Anything else.
    Other,
}

impl Matter {
    /// Reads the answers of a form.
    pub fn read(form: &str, answers: &Answers) -> Self {
        fn as_form<F: SystemForm>(answers: &Answers, into: fn(F) -> Matter) -> Matter {
            F::read(answers).map_or(Matter::Other, into)
        }
        match form {
            Round::FORM => as_form(answers, Self::Round),
            Check::FORM => as_form(answers, Self::Check),
            RoundEvent::FORM => as_form(answers, Self::RoundEvent),
            Count::FORM => as_form(answers, Self::Count),
            Notice::FORM => as_form(answers, Self::Notice),
            Move::FORM => as_form(answers, Self::Move),
            Review::FORM => as_form(answers, Self::Review),
            Reply::FORM => as_form(answers, Self::Reply),
            Contact::FORM => as_form(answers, Self::Contact),
            FollowUpDone::FORM => as_form(answers, Self::FollowUpDone),
            Dose::FORM => as_form(answers, |dose| Self::Dose(Box::new(dose))),
            Session::FORM => as_form(answers, Self::Session),
            SessionStep::FORM => as_form(answers, |step| Self::SessionStep(Box::new(step))),
            Decided::FORM => as_form(answers, |check| Self::HealthCheck(Box::new(check))),
            KeepApart::FORM => as_form(answers, Self::KeepApart),
            KeepApartEnd::FORM => as_form(answers, Self::KeepApartEnd),
            ApartVisit::FORM => as_form(answers, Self::ApartVisit),
            NoticeEnd::FORM => as_form(answers, Self::NoticeEnd),
            SamePerson::FORM => as_form(answers, Self::SamePerson),
            NotSamePerson::FORM => as_form(answers, Self::NotSamePerson),
            Withdrawal::FORM => Self::Withdrawal,
            _ => Self::Other,
        }
    }

    /// The people whom it names, beside those of the body.
    pub fn people(&self) -> Vec<PersonId> {
        match self {
            Self::Check(check) => check.people.iter().map(|one| one.person).collect(),
            Self::Count(count) => {
                let absent = count.absent.iter().map(|one| one.person);
                absent.chain(count.named_missing.iter().copied()).collect()
            }
            Self::Notice(notice) => notice.person.into_iter().collect(),
            Self::Move(moved) => vec![moved.person],
            Self::SamePerson(same) => vec![same.one, same.other],
            _ => Vec::new(),
        }
    }

    /// The places that it names, beside those of the body.
    pub fn places(&self) -> Vec<PlaceId> {
        match self {
            Self::Round(round) => vec![round.wing],
            Self::Check(check) => vec![check.place],
            Self::Count(count) => count.wing.into_iter().collect(),
            Self::Notice(notice) => notice.place.into_iter().collect(),
            Self::Move(moved) => moved.from.into_iter().chain(moved.to).collect(),
            Self::KeepApart(decided) => vec![decided.place],
            _ => Vec::new(),
        }
    }

    /// The round or the vaccination session that it is part of.
    pub fn whole(&self) -> Option<EntryId> {
        match self {
            Self::Check(check) => check.round,
            Self::RoundEvent(event) => Some(event.round),
            Self::Count(count) => count.round,
            Self::SessionStep(step) => Some(step.session),
            Self::Dose(dose) => dose.session,
            _ => None,
        }
    }

    /// The record that it answers: a review, a reply, a follow-up done.
    pub fn about(&self) -> Option<EntryId> {
        match self {
            Self::Review(review) => Some(review.entry),
            Self::Reply(reply) => Some(reply.entry),
            Self::FollowUpDone(done) => Some(done.entry),
            _ => None,
        }
    }

    /// Whether it is only a part of another record and no row of its own in a list.
    pub fn is_part(&self) -> bool {
        matches!(
            self,
            Self::Check(_)
                | Self::RoundEvent(_)
                | Self::Review(_)
                | Self::Reply(_)
                | Self::FollowUpDone(_)
                | Self::SessionStep(_)
                | Self::Withdrawal
        )
    }
}

/// Whether records made with this form are about exactly one person: what is clinical is never of two.
pub fn is_about_one_person(form: &str) -> bool {
    matches!(form, Dose::FORM | Decided::FORM)
}

/// An answer that is an identifier.
pub(crate) fn id<T: FromStr>(answers: &Answers, question: &str) -> Option<T> {
    answers.get(question)?.as_str()?.parse().ok()
}

/// An answer that is a text; an empty one is none.
pub(crate) fn text(answers: &Answers, question: &str) -> Option<String> {
    let text = answers.get(question)?.as_str()?;
    (!text.is_empty()).then(|| text.to_owned())
}

/// An answer that is a word of an open vocabulary.
pub(crate) fn word<T: for<'a> From<&'a str>>(answers: &Answers, question: &str) -> Option<T> {
    let word = answers.get(question)?.as_str()?;
    (!word.is_empty()).then(|| T::from(word))
}

/// An answer that is a whole number, written as one or, by another form engine, as its digits.
pub(crate) fn whole(answers: &Answers, question: &str) -> Option<i64> {
    match answers.get(question)? {
        Value::Number(number) => number.as_i64(),
        Value::String(digits) => digits.trim().parse().ok(),
        _ => None,
    }
}

/// An answer that is yes or no.
pub(crate) fn yes(answers: &Answers, question: &str) -> bool {
    match answers.get(question) {
        Some(Value::Bool(yes)) => *yes,
        Some(Value::String(word)) => matches!(word.as_str(), "yes" | "true" | "1"),
        _ => false,
    }
}

/// An answer that is yes or no; `None` if it is missing or says anything else.
pub(crate) fn yes_or_no(answers: &Answers, question: &str) -> Option<bool> {
    match answers.get(question)? {
        Value::Bool(yes) => Some(*yes),
        Value::Number(number) => match number.as_i64()? {
            1 => Some(true),
            0 => Some(false),
            _ => None,
        },
        Value::String(word) => match word.trim() {
            "yes" | "true" | "1" => Some(true),
            "no" | "false" | "0" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// The members of an answer that is a list, each read; what can't be read is left out.
pub(crate) fn list<T>(
    answers: &Answers,
    question: &str,
    read: impl Fn(&Value) -> Option<T>,
) -> Vec<T> {
    answers
        .get(question)
        .and_then(Value::as_array)
        .map(|items| items.iter().filter_map(read).collect())
        .unwrap_or_default()
}

/// A list of identifiers.
pub(crate) fn ids<T: FromStr>(answers: &Answers, question: &str) -> Vec<T> {
    list(answers, question, |value| value.as_str()?.parse().ok())
}

/// Answers from pairs.
pub(crate) fn answers<const N: usize>(pairs: [(&str, Value); N]) -> Answers {
    pairs
        .into_iter()
        .map(|(question, value)| (question.to_owned(), value))
        .collect()
}
