//! Numbers: typed, or by two large buttons. What was typed stays as it is, also when it is no number.

use crate::prelude::*;
use wingbook_forms::{Bounds, NodeId, read_plain_number};

use super::{
    filling::Filling,
    question::{described_by, input_id, is_wrong},
};
use crate::{
    components::{IconButton, stepper::western},
    t,
};

/// What the buttons do, in hundredths of a thousandth, so that steps such as 0.1 stay exact.
#[derive(Clone, Copy)]
struct Steps {
    least: i64,
    most: i64,
    step: i64,
    start: i64,
}

const SCALE: i64 = 100_000;

/// A whole number.
pub fn whole(filling: Filling, node: NodeId) -> AnyView {
    let steps = Steps {
        least: i64::MIN,
        most: i64::MAX,
        step: SCALE,
        start: 0,
    };
    input(filling, node, "numeric", steps)
}

/// A number with decimals.
pub fn decimal(filling: Filling, node: NodeId) -> AnyView {
    let steps = Steps {
        least: i64::MIN,
        most: i64::MAX,
        step: SCALE,
        start: 0,
    };
    input(filling, node, "decimal", steps)
}

/// A number between two bounds.
pub fn range(filling: Filling, node: NodeId, bounds: &Bounds) -> AnyView {
    let least = scaled(&bounds.start).unwrap_or(0);
    let steps = Steps {
        least,
        most: scaled(&bounds.end).unwrap_or(i64::MAX),
        step: scaled(&bounds.step).unwrap_or(SCALE),
        start: least,
    };
    let keyboard = if bounds.is_whole() {
        "numeric"
    } else {
        "decimal"
    };
    input(filling, node, keyboard, steps)
}

fn input(filling: Filling, node: NodeId, keyboard: &'static str, steps: Steps) -> AnyView {
    let value = move || filling.value(node);
    let now = move || scaled(&filling.value(node));
    let go = move |by: i64| {
        let next = match scaled(&filling.peek(|session| session.state(node).value.to_owned())) {
            Some(now) => now.saturating_add(by),
            None => steps.start,
        };
        filling.set(node, &written(next.clamp(steps.least, steps.most)));
    };
    view! {
        <div class="wb-stepper">
            <IconButton
                label=t!("stepper-less")
                icon="minus"
                on_press=move |()| go(-steps.step)
                disabled=Signal::derive(move || now().is_some_and(|now| now <= steps.least))
            />
            <input
                id=input_id(node)
                class="wb-input wb-stepper__value wb-stepper__value--figure"
                type="text"
                inputmode=keyboard
                autocomplete="off"
                enterkeyhint="next"
                dir="ltr"
                maxlength="20"
                aria-invalid=is_wrong(filling, node)
                aria-describedby=described_by(filling, node)
                prop:value=value
                on:input=move |event| filling.set(node, &event_target_value(&event))
            />
            <IconButton
                label=t!("stepper-more")
                icon="plus"
                on_press=move |()| go(steps.step)
                disabled=Signal::derive(move || now().is_some_and(|now| now >= steps.most))
            />
        </div>
    }
    .into_any()
}

/// A written number, scaled; nothing where it is none.
fn scaled(text: &str) -> Option<i64> {
    let number = read_plain_number(&western(text).replace(',', "."))?;
    let scaled = (number * SCALE as f64).round();
    (scaled.abs() < 9e15).then_some(scaled as i64)
}

/// A scaled number, written without needless zeros.
fn written(scaled: i64) -> String {
    let (whole, part) = (scaled.abs() / SCALE, scaled.abs() % SCALE);
    let sign = if scaled < 0 { "-" } else { "" };
    let number = format!("{sign}{whole}.{part:05}");
    number
        .trim_end_matches('0')
        .trim_end_matches('.')
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::{scaled, written};

    #[test]
    fn steps_stay_exact() {
        let check = |typed: &str, by: i64, expected: &str| {
            assert_eq!(
                scaled(typed).map(|now| written(now + by)).as_deref(),
                Some(expected)
            );
        };
        check("1", 100_000, "2");
        check("0,2", 10_000, "0.3");
        check("٤", -500_000, "-1");
        check("2.50", 0, "2.5");
        assert_eq!(scaled("two"), None);
    }
}
