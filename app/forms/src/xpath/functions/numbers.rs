//! Numbers and conditions.

use super::super::value::{Value, read_number};
use super::{Call, Function};

pub(super) fn apply(call: &Call<'_>, function: Function) -> Option<Value> {
    let number = match function {
        Function::Number => call.number(0),
        Function::Abs => call.number(0).abs(),
        Function::Ceiling => call.number(0).ceil(),
        Function::Floor => call.number(0).floor(),
        Function::Int => call.number(0).trunc(),
        Function::Sqrt => call.number(0).sqrt(),
        Function::Pow => call.number(0).powf(call.number(1)),
        Function::Pi => std::f64::consts::PI,
        Function::Round => round(call),
        Function::Random => random(call),
        Function::Sum => fold(call, 0.0, |sum, next| sum + next),
        Function::Min => fold(call, f64::NAN, f64::min),
        Function::Max => fold(call, f64::NAN, f64::max),
        Function::True => return Some(Value::Boolean(true)),
        Function::False => return Some(Value::Boolean(false)),
        Function::Not => return Some(Value::Boolean(!call.value(0).to_boolean())),
        Function::Boolean => return Some(Value::Boolean(call.value(0).to_boolean())),
        Function::BooleanFromString => {
            let text = call.text(0);
            return Some(Value::Boolean(text == "1" || text == "true"));
        }
        Function::If => {
            let branch = if call.value(0).to_boolean() { 1 } else { 2 };
            return Some(call.value(branch));
        }
        _ => return None,
    };
    Some(Value::Number(number))
}

/// Folds every value as a number; one that is none makes the result none.
fn fold(call: &Call<'_>, of_nothing: f64, combine: fn(f64, f64) -> f64) -> f64 {
    let offset = call.scope.tree.utc_offset_minutes();
    let texts = call.texts(0);
    let numbers = texts.iter().map(|text| read_number(text, offset));
    let result = numbers.reduce(|one, other| {
        if one.is_nan() || other.is_nan() {
            f64::NAN
        } else {
            combine(one, other)
        }
    });
    result.unwrap_or(of_nothing)
}

/// Half goes up, as XPath has it; a second argument counts decimal places.
fn round(call: &Call<'_>) -> f64 {
    let number = call.number(0);
    if call.arguments.len() < 2 {
        return (number + 0.5).floor();
    }
    let places = call.number(1);
    if !(-15.0..=15.0).contains(&places) {
        return number;
    }
    let scale = 10f64.powi(places.trunc() as i32);
    let scaled = (number * scale + 0.5).floor();
    if scaled.is_finite() {
        scaled / scale
    } else {
        number
    }
}

/// The next of a sequence that depends only on the seed (SplitMix64).
fn random(call: &Call<'_>) -> f64 {
    let state = call.scope.random.get().wrapping_add(0x9E37_79B9_7F4A_7C15);
    call.scope.random.set(state);
    let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1u64 << 53) as f64
}
