//! Answers as text: what each kind of question takes, and the way to
//! canonical JSON and back.
//!
//! Inside a session every answer is text, as in an XForms instance, so what
//! somebody typed survives even while it is wrong. On the way out whole
//! numbers become integers and several choices a list; decimals stay text.

use serde_json::Value;

use super::problem::ProblemKind;
use crate::civil;
use crate::form::{Choices, Form, Kind};
use crate::xpath::read_plain_number;

/// Integers beyond this are not exact in every reader of JSON.
const INTEGER_MAX: i64 = (1 << 53) - 1;

/// Whether text is an answer to a question of this kind. Choices are checked
/// by [`unknown_choice`].
pub(crate) fn check(kind: &Kind, text: &str) -> Result<(), ProblemKind> {
    let valid = match kind {
        Kind::Integer => return check_integer(text),
        Kind::Decimal => is_decimal(text),
        Kind::Range(bounds) => {
            let value = read_plain_number(text).filter(|_| is_decimal(text));
            let Some(value) = value else {
                return Err(ProblemKind::WrongType);
            };
            let bound = |text: &str| read_plain_number(text).unwrap_or(f64::NAN);
            let (start, end) = (bound(&bounds.start), bound(&bounds.end));
            let steps = (value - start) / bound(&bounds.step);
            let on_step = (steps - (steps + 0.5).floor()).abs() < 1e-6;
            return if value >= start && value <= end && on_step {
                Ok(())
            } else {
                Err(ProblemKind::OutOfRange(bounds.clone()))
            };
        }
        Kind::Date | Kind::Today => civil::read_date(text).is_some(),
        Kind::Time => civil::read_time(text).is_some(),
        Kind::DateTime | Kind::Start | Kind::End => {
            text.contains('T') && civil::read_moment(text, 0).is_some()
        }
        Kind::Acknowledge => text == ACKNOWLEDGED,
        _ => true,
    };
    if valid {
        Ok(())
    } else {
        Err(ProblemKind::WrongType)
    }
}

/// The one answer to an acknowledge question, as ODK has it.
pub(crate) const ACKNOWLEDGED: &str = "OK";

fn check_integer(text: &str) -> Result<(), ProblemKind> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(ProblemKind::WrongType);
    }
    match text.parse::<i64>() {
        Ok(number) if number.abs() <= INTEGER_MAX => Ok(()),
        _ => Err(ProblemKind::TooLarge),
    }
}

fn is_decimal(text: &str) -> bool {
    read_plain_number(text).is_some()
}

/// The first chosen name that is not among the choices; the host vouches for
/// its own choice sources.
pub(crate) fn unknown_choice(
    form: &Form,
    kind: &Kind,
    text: &str,
    visible: Option<&[u32]>,
) -> Option<String> {
    let Some(Choices::List(list)) = kind.choices() else {
        return None;
    };
    let choices = &form.lists[list as usize].choices;
    let known = |name: &str| match visible {
        None => choices.iter().any(|choice| choice.name == name),
        Some(visible) => visible
            .iter()
            .any(|index| choices[*index as usize].name == name),
    };
    chosen(kind, text)
        .find(|name| !known(name))
        .map(str::to_owned)
}

/// The chosen names of an answer.
pub(crate) fn chosen<'a>(kind: &Kind, text: &'a str) -> impl Iterator<Item = &'a str> {
    let several = matches!(kind, Kind::SelectMultiple(_));
    let whole = (!several && !text.is_empty()).then_some(text);
    let parts = if several { text } else { "" };
    whole.into_iter().chain(parts.split_whitespace())
}

/// What somebody typed as it is kept: numbers in ASCII digits with a point,
/// whatever keyboard they came from; other text as it is.
pub(crate) fn normalise(kind: &Kind, text: &str) -> String {
    match kind {
        Kind::Integer | Kind::Decimal | Kind::Range(_) => {
            text.trim().chars().map(ascii_digit).collect()
        }
        Kind::Text | Kind::Hidden | Kind::Calculate => text.to_owned(),
        Kind::SelectMultiple(_) => {
            let mut names: Vec<&str> = Vec::new();
            for name in text.split_whitespace() {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            names.join(" ")
        }
        _ => text.trim().to_owned(),
    }
}

fn ascii_digit(letter: char) -> char {
    let zero = match letter {
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6f0}'..='\u{6f9}' => 0x6f0,
        ',' | '\u{66b}' => return '.',
        '\u{2212}' => return '-',
        _ => return letter,
    };
    char::from_digit(u32::from(letter) - zero, 10).unwrap_or(letter)
}

/// An answer in the canonical domain. What is not of its kind stays text.
pub(crate) fn to_json(kind: &Kind, text: &str) -> Value {
    let whole = match kind {
        Kind::Integer => true,
        Kind::Range(bounds) => bounds.is_whole(),
        Kind::SelectMultiple(_) => {
            return chosen(kind, text)
                .map(|name| Value::String(name.to_owned()))
                .collect();
        }
        _ => false,
    };
    if whole
        && check_integer(text).is_ok()
        && let Ok(number) = text.parse::<i64>()
    {
        return Value::from(number);
    }
    Value::String(text.to_owned())
}

/// The text of an answer from JSON; `None` for what no answer can be.
pub(crate) fn from_json(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Array(parts) => {
            let names: Option<Vec<&str>> = parts.iter().map(Value::as_str).collect();
            Some(names?.join(" "))
        }
        Value::Null => Some(String::new()),
        Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Bounds;

    #[test]
    fn each_kind_takes_its_own_spelling() {
        let range = Kind::Range(Bounds {
            start: "0".into(),
            end: "2".into(),
            step: "0.5".into(),
        });
        for (kind, text, good) in [
            (Kind::Integer, "-12", true),
            (Kind::Integer, "1.0", false),
            (Kind::Integer, "9007199254740991", true),
            (Kind::Integer, "9007199254740992", false),
            (Kind::Integer, "99999999999999999999", false),
            (Kind::Decimal, "36.60", true),
            (Kind::Decimal, "1e3", false),
            (Kind::Decimal, "-", false),
            (range.clone(), "1.5", true),
            (range.clone(), "1.6", false),
            (range, "2.5", false),
            (Kind::Date, "2026-02-29", false),
            (Kind::Time, "06:00", true),
            (Kind::DateTime, "2026-02-28", false),
            (Kind::DateTime, "2026-02-28T06:00:00.000+03:00", true),
            (Kind::Acknowledge, "yes", false),
        ] {
            assert_eq!(check(&kind, text).is_ok(), good, "{kind:?} {text}");
        }
    }

    #[test]
    fn numbers_from_other_keyboards_are_kept_in_ascii() {
        assert_eq!(normalise(&Kind::Integer, " ٤٢ "), "42");
        assert_eq!(normalise(&Kind::Decimal, "36,6"), "36.6");
        assert_eq!(normalise(&Kind::Decimal, "−۱٫۵"), "-1.5");
        assert_eq!(normalise(&Kind::Text, " ٤٢ "), " ٤٢ ");
    }

    #[test]
    fn decimals_keep_their_spelling_in_json() {
        assert_eq!(to_json(&Kind::Decimal, "36.60"), Value::from("36.60"));
        assert_eq!(to_json(&Kind::Integer, "42"), Value::from(42));
        assert_eq!(to_json(&Kind::Integer, "4x"), Value::from("4x"));
    }
}
