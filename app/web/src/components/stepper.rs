//! A whole number by two large buttons; typing it stays possible.

use crate::prelude::*;

use wingbook_record::people::fold::latin_digits;

use super::{button::IconButton, field::Field, fresh_id};
use crate::t;

/// A number question.
#[component]
pub fn Stepper(
    /// The question.
    #[prop(into)]
    label: Signal<String>,
    /// The answer.
    value: RwSignal<Option<i64>>,
    /// Smallest answer.
    #[prop(default = 0)]
    min: i64,
    /// Largest answer.
    #[prop(default = 9999)]
    max: i64,
    /// Where the buttons start while there is no answer.
    #[prop(optional)]
    start: Option<i64>,
    /// What is wrong with the answer.
    #[prop(optional, into)]
    error: Option<Signal<Option<String>>>,
    /// The input's id; made up if not given.
    #[prop(optional, into)]
    id: Option<String>,
) -> AnyView {
    let id = id.unwrap_or_else(|| fresh_id("number"));
    let error = error.unwrap_or_else(|| Signal::stored(None));
    let step = move |by: i64| {
        value.update(|value| {
            let new = match *value {
                Some(now) => now.saturating_add(by),
                None => start.unwrap_or(min),
            };
            *value = Some(new.clamp(min, max));
        });
    };
    let shown = move || {
        value
            .get()
            .map(|number| number.to_string())
            .unwrap_or_default()
    };
    let typed = move |event: leptos::ev::Event| {
        let text = event_target_value(&event);
        value.set(
            western(&text)
                .parse::<i64>()
                .ok()
                .map(|number| number.clamp(min, max)),
        );
    };
    view! {
        <Field input_id=id.clone() label error>
            <div class="wb-stepper">
                <IconButton
                    label=t!("stepper-less")
                    icon="minus"
                    on_press=move |()| step(-1)
                    disabled=Signal::derive(move || value.get().is_some_and(|now| now <= min))
                />
                <input
                    id=id
                    class="wb-input wb-stepper__value wb-stepper__value--figure"
                    type="text"
                    inputmode="numeric"
                    autocomplete="off"
                    dir="ltr"
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    prop:value=shown
                    on:change=typed
                />
                <IconButton
                    label=t!("stepper-more")
                    icon="plus"
                    on_press=move |()| step(1)
                    disabled=Signal::derive(move || value.get().is_some_and(|now| now >= max))
                />
            </div>
        </Field>
    }
    .into_any()
}

/// Digits of an Arabic or Persian keyboard as Latin ones, without the spaces around them.
pub fn western(text: &str) -> String {
    latin_digits(text.trim())
}

#[cfg(test)]
mod tests {
    #[test]
    fn digits_of_other_keyboards() {
        let check = |typed: &str, expected: &str| assert_eq!(super::western(typed), expected);
        check("42", "42");
        check(" ٤٢ ", "42");
        check("۱۲", "12");
        check("x1", "x1");
    }
}
