//! Text. Positions count characters, not UTF-16 units.

use super::super::pattern::Pattern;
use super::super::value::Value;
use super::{Call, Function};

pub(super) fn apply(call: &Call<'_>, function: Function) -> Option<Value> {
    let text = match function {
        Function::String => call.text(0),
        Function::Concat => call.texts(0).concat(),
        Function::Join => call.texts(1).join(&call.text(0)),
        Function::NormalizeSpace => {
            let text = call.text(0);
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        }
        Function::SubstringBefore => {
            let text = call.text(0);
            text.split_once(&call.text(1))
                .map_or_else(String::new, |(before, _)| before.to_owned())
        }
        Function::SubstringAfter => {
            let text = call.text(0);
            text.split_once(&call.text(1))
                .map_or_else(String::new, |(_, after)| after.to_owned())
        }
        Function::Substring => substring(call),
        Function::Substr => substr(call),
        Function::Translate => translate(&call.text(0), &call.text(1), &call.text(2)),
        Function::Coalesce => {
            let mut texts = (0..call.arguments.len()).map(|index| call.text(index));
            texts.find(|text| !text.is_empty()).unwrap_or_default()
        }
        Function::StringLength => {
            return Some(Value::Number(call.text(0).chars().count() as f64));
        }
        Function::StartsWith => {
            return Some(Value::Boolean(call.text(0).starts_with(&call.text(1))));
        }
        Function::EndsWith => {
            return Some(Value::Boolean(call.text(0).ends_with(&call.text(1))));
        }
        Function::Contains => return Some(Value::Boolean(call.text(0).contains(&call.text(1)))),
        Function::Regex => {
            let pattern = Pattern::read(&call.text(1));
            let fits = pattern.is_ok_and(|pattern| pattern.fits(&call.text(0)));
            return Some(Value::Boolean(fits));
        }
        _ => return None,
    };
    Some(Value::Text(text))
}

/// XPath's substring: from 1, with rounding and with NaN meaning nothing.
fn substring(call: &Call<'_>) -> String {
    let start = (call.number(1) + 0.5).floor();
    let end = if call.arguments.len() > 2 {
        start + (call.number(2) + 0.5).floor()
    } else {
        f64::INFINITY
    };
    let text = call.text(0);
    let numbered = text.chars().zip(1u32..);
    numbered
        .filter(|(_, position)| {
            let position = f64::from(*position);
            position >= start && position < end
        })
        .map(|(letter, _)| letter)
        .collect()
}

/// ODK's substr: from 0, end excluded, negative from the end.
fn substr(call: &Call<'_>) -> String {
    let text = call.text(0);
    let length = text.chars().count();
    let clamp = |number: f64| -> usize {
        let from_end = if number < 0.0 { length as f64 } else { 0.0 };
        // A cast from float saturates; NaN becomes 0.
        ((number + from_end).max(0.0) as usize).min(length)
    };
    let start = clamp(call.number(1));
    let end = if call.arguments.len() > 2 {
        clamp(call.number(2))
    } else {
        length
    };
    text.chars().take(end).skip(start).collect()
}

fn translate(text: &str, from: &str, to: &str) -> String {
    let swap = |letter: char| match from.chars().position(|known| known == letter) {
        None => Some(letter),
        Some(at) => to.chars().nth(at),
    };
    text.chars().filter_map(swap).collect()
}
