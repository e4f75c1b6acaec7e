//! Large choices in place of drop-downs: one of several as cards, several of several as cards.

use crate::prelude::*;

use super::{fresh_id, icon::Icon};

/// An option of a choice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is stored.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// Quiet words below.
    pub hint: Option<String>,
}

impl Choice {
    /// An option without a hint.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Choice {
            value: value.into(),
            label: label.into(),
            hint: None,
        }
    }
}

fn card(choice: Choice, input: AnyView) -> AnyView {
    view! {
        <label class="wb-choice">
            {input}
            <span>
                <span class="wb-choice__label"><bdi>{choice.label}</bdi></span>
                {choice.hint.map(|hint| view! { <span class="wb-choice__hint"><bdi>{hint}</bdi></span> })}
            </span>
        </label>
    }
    .into_any()
}

fn frame(
    id: String,
    label: Signal<String>,
    error: Option<Signal<Option<String>>>,
    row: bool,
    cards: impl Fn() -> Vec<AnyView> + Send + 'static,
) -> AnyView {
    let error = error.unwrap_or_else(|| Signal::stored(None));
    let error_id = format!("{id}-error");
    let described = error_id.clone();
    view! {
        <fieldset
            id=id
            class=move || if error.with(Option::is_some) { "wb-field wb-field--error" } else { "wb-field" }
            aria-describedby=move || error.with(Option::is_some).then(|| described.clone())
        >
            <legend class="wb-field__label">{label}</legend>
            <p class="wb-field__error" id=error_id hidden=move || error.with(Option::is_none)>
                <Icon name="warning" />
                <span>{move || error.get().unwrap_or_default()}</span>
            </p>
            <div class=if row { "wb-choices wb-choices--row" } else { "wb-choices" }>{cards}</div>
        </fieldset>
    }
    .into_any()
}

/// One of several.
#[component]
pub fn Choices(
    /// The question.
    #[prop(into)]
    label: Signal<String>,
    /// What there is to choose from.
    #[prop(into)]
    options: Signal<Vec<Choice>>,
    /// The chosen value; empty: nothing yet.
    #[prop(into)]
    value: Signal<String>,
    /// Takes the chosen value.
    #[prop(into)]
    on_choose: Callback<String>,
    /// What is wrong with the answer.
    #[prop(optional, into)]
    error: Option<Signal<Option<String>>>,
    /// The group's id; made up if not given.
    #[prop(optional, into)]
    id: Option<String>,
    /// Short options stand beside each other where there is room.
    #[prop(optional)]
    row: bool,
) -> AnyView {
    let id = id.unwrap_or_else(|| fresh_id("choices"));
    let name = format!("{id}-name");
    let cards = move || {
        options
            .get()
            .into_iter()
            .map(|choice| {
                let own = choice.value.clone();
                let chosen = choice.value.clone();
                let input = view! {
                    <input
                        class="wb-choice__input"
                        type="radio"
                        name=name.clone()
                        value=choice.value.clone()
                        prop:checked=move || value.with(|value| *value == own)
                        on:change=move |_| on_choose.run(chosen.clone())
                    />
                };
                card(choice, input.into_any())
            })
            .collect()
    };
    frame(id, label, error, row, cards)
}

/// Several of several.
#[component]
pub fn MultiChoices(
    /// The question.
    #[prop(into)]
    label: Signal<String>,
    /// What there is to choose from.
    #[prop(into)]
    options: Signal<Vec<Choice>>,
    /// The chosen values.
    #[prop(into)]
    values: Signal<Vec<String>>,
    /// Takes a value and whether it is chosen now.
    #[prop(into)]
    on_toggle: Callback<(String, bool)>,
    /// What is wrong with the answer.
    #[prop(optional, into)]
    error: Option<Signal<Option<String>>>,
    /// The group's id; made up if not given.
    #[prop(optional, into)]
    id: Option<String>,
    /// Short options stand beside each other where there is room.
    #[prop(optional)]
    row: bool,
) -> AnyView {
    let id = id.unwrap_or_else(|| fresh_id("choices"));
    let cards = move || {
        options
            .get()
            .into_iter()
            .map(|choice| {
                let own = choice.value.clone();
                let toggled = choice.value.clone();
                let input = view! {
                    <input
                        class="wb-choice__input"
                        type="checkbox"
                        value=choice.value.clone()
                        prop:checked=move || values.with(|values| values.contains(&own))
                        on:change=move |event| on_toggle.run((toggled.clone(), event_target_checked(&event)))
                    />
                };
                card(choice, input.into_any())
            })
            .collect()
    };
    frame(id, label, error, row, cards)
}
