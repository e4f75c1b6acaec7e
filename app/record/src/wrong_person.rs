//! *Wrong person*: what a record says once the one who was meant stands where somebody else stood by mistake.
//!
//! The two change places. Where only the wrong one is named, the right one takes that place; where both are (a cell
//! in which the neighbour was marked as absent), each gets what was said of the other, and nobody is named twice.

use serde_json::Value;

use crate::{
    id::{PersonId, Uuid},
    matter::Answers,
};

/// Two people who were taken for each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mistaken {
    /// Who stands there by mistake.
    pub wrong: PersonId,
    /// Who was meant.
    pub right: PersonId,
}

impl Mistaken {
    /// Who stands there after the exchange.
    pub fn person(self, person: PersonId) -> PersonId {
        if person == self.wrong {
            self.right
        } else if person == self.right {
            self.wrong
        } else {
            person
        }
    }

    /// Whom the record is about after the exchange, in the same order.
    pub fn people(self, people: &[PersonId]) -> Vec<PersonId> {
        people.iter().map(|person| self.person(*person)).collect()
    }

    /// The answers after the exchange: wherever they name one of the two they name the other. Texts stay as they
    /// were written.
    pub fn answers(self, answers: &Answers) -> Answers {
        answers
            .iter()
            .map(|(question, answer)| (question.clone(), self.value(answer)))
            .collect()
    }

    fn value(self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(text)),
            Value::Array(items) => items.iter().map(|item| self.value(item)).collect(),
            Value::Object(members) => Value::Object(self.answers(members)),
            other => other.clone(),
        }
    }

    /// An answer that is an identifier, or several of them with spaces between, as question forms hold a choice.
    fn text(self, text: &str) -> String {
        let ids: Option<Vec<PersonId>> = text
            .split(' ')
            .map(|part| Uuid::parse_str(part).ok().map(PersonId))
            .collect();
        match ids {
            Some(ids) => {
                let exchanged = ids.iter().map(|id| self.person(*id).to_string());
                exchanged.collect::<Vec<_>>().join(" ")
            }
            None => text.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{
        fixtures::{person, place},
        matter::SystemForm,
        round::{AbsenceReason, Check, PersonCheck},
        whereabouts::{Move, MoveReason},
    };

    fn mistaken() -> Mistaken {
        Mistaken {
            wrong: person(1),
            right: person(2),
        }
    }

    #[test]
    fn who_was_meant_takes_the_place() {
        assert_eq!(
            mistaken().people(&[person(3), person(1)]),
            [person(3), person(2)]
        );
        let went = Move {
            person: person(1),
            from: None,
            to: None,
            reason: MoveReason::Court,
        };
        let meant = Move::read(&mistaken().answers(&went.answers()));
        assert_eq!(meant.map(|meant| meant.person), Some(person(2)));
    }

    #[test]
    fn neighbours_in_a_cell_change_places() {
        let said = |people: Vec<PersonCheck>| {
            let check = Check {
                round: None,
                place: place(1),
                people,
                counted: None,
                could_not: None,
                note: None,
            };
            check.answers()
        };
        let tapped = said(vec![
            PersonCheck::absent(person(1), AbsenceReason::Court),
            PersonCheck::seen(person(2)),
        ]);
        let meant = said(vec![
            PersonCheck::absent(person(2), AbsenceReason::Court),
            PersonCheck::seen(person(1)),
        ]);
        assert_eq!(mistaken().answers(&tapped), meant);
        assert_eq!(
            mistaken().people(&[person(1), person(2)]),
            [person(2), person(1)]
        );
    }

    #[test]
    fn choices_change_and_texts_stay() {
        let (one, two, three) = (person(1), person(2), person(3));
        let answers = json!({
            "people": format!("{one} {three}"),
            "list": [one, { "owner": one }],
            "text": format!("Cell {one}, he said"),
            "n": 7,
        });
        let after = json!({
            "people": format!("{two} {three}"),
            "list": [two, { "owner": two }],
            "text": format!("Cell {one}, he said"),
            "n": 7,
        });
        let answers = answers.as_object().cloned().unwrap_or_default();
        assert_eq!(Value::Object(mistaken().answers(&answers)), after);
    }

    #[test]
    fn twice_is_as_before() {
        let answers = json!({ "a": person(1), "b": [person(2), person(4)] });
        let answers = answers.as_object().cloned().unwrap_or_default();
        let once = mistaken().answers(&answers);
        assert_ne!(once, answers);
        assert_eq!(mistaken().answers(&once), answers);
    }
}
