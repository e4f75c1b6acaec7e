//! A day without typing: quick choices and two buttons that go a day back and on.

use crate::prelude::*;

use super::{button::IconButton, fresh_id, icon::Icon};
use crate::{
    state::clock,
    t,
    text::{self, times},
};

/// A day question. The answer is `YYYY-MM-DD`, or empty.
#[component]
pub fn DateField(
    /// The question.
    #[prop(into)]
    label: Signal<String>,
    /// The answer.
    value: RwSignal<String>,
    /// Quick choices, as days from today.
    #[prop(default = &[0, 1, 7])]
    quick: &'static [i32],
    /// What is wrong with the answer.
    #[prop(optional, into)]
    error: Option<Signal<Option<String>>>,
    /// The group's id; made up if not given.
    #[prop(optional, into)]
    id: Option<String>,
) -> AnyView {
    let id = id.unwrap_or_else(|| fresh_id("date"));
    let error = error.unwrap_or_else(|| Signal::stored(None));
    let today = Memo::new(move |_| times::date(clock::now_ms()));
    let shift = move |days: i32| {
        value.update(|value| {
            let from = if value.is_empty() {
                today.get_untracked()
            } else {
                value.clone()
            };
            *value = times::date_plus_days(&from, days);
        });
    };
    let chips = quick
        .iter()
        .map(|&days| {
            let day = Memo::new(move |_| times::date_plus_days(&today.get(), days));
            let words = move || match days {
                -1 => text::say("date-yesterday", &[]),
                0 => text::say("date-today", &[]),
                1 => text::say("date-tomorrow", &[]),
                days => text::say("date-in-days", &[("n", days.into())]),
            };
            view! {
                <button
                    type="button"
                    class="wb-chip"
                    aria-pressed=move || (value.get() == day.get()).to_string()
                    on:click=move |_| value.set(day.get_untracked())
                >
                    {words}
                </button>
            }
        })
        .collect_view();
    let shown = move || match value.get() {
        none if none.is_empty() => text::say("date-none", &[]),
        date => times::date_in_words(&date),
    };
    let error_id = format!("{id}-error");
    view! {
        <fieldset
            id=id
            class=move || if error.with(Option::is_some) { "wb-field wb-field--error" } else { "wb-field" }
        >
            <legend class="wb-field__label">{label}</legend>
            <p class="wb-field__error" id=error_id hidden=move || error.with(Option::is_none)>
                <Icon name="warning" />
                <span>{move || error.get().unwrap_or_default()}</span>
            </p>
            <div class="wb-chips">{chips}</div>
            <div class="wb-stepper">
                <IconButton label=t!("date-day-back") icon="back" directional=true on_press=move |()| shift(-1) />
                <output class="wb-stepper__day" aria-live="polite">{shown}</output>
                <IconButton label=t!("date-day-on") icon="next" directional=true on_press=move |()| shift(1) />
            </div>
        </fieldset>
    }
    .into_any()
}
