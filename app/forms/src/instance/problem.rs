//! What is wrong with an answer.

use super::store::NodeId;
use crate::form::Bounds;

/// Something to mend before the form is complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The question.
    pub node: NodeId,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// What is wrong. The form's own message, where it has one, comes from
/// [`Session::message`](crate::Session::message); for the others the host has
/// a sentence in each language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// It must be answered.
    Required,
    /// The form's own condition does not hold.
    Constraint,
    /// Not a number, date or time as the question asks.
    WrongType,
    /// A number beyond what is exact everywhere (±(2^53−1)).
    TooLarge,
    /// Outside the bounds, or between two steps.
    OutOfRange(Bounds),
    /// Not one of the choices, or not with these other answers.
    UnknownChoice(String),
}

impl ProblemKind {
    /// A word for files and command lines.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            ProblemKind::Required => "required",
            ProblemKind::Constraint => "constraint",
            ProblemKind::WrongType => "wrong_type",
            ProblemKind::TooLarge => "too_large",
            ProblemKind::OutOfRange(_) => "out_of_range",
            ProblemKind::UnknownChoice(_) => "unknown_choice",
        }
    }
}
