//! Choices of the form's own lists as large cards: one of several, several of several, "I have read this".

use crate::prelude::*;
use wingbook_forms::NodeId;

use super::{
    filling::{Filling, id},
    keys,
};
use crate::{
    components::{Button, Choice, Kind, field},
    say, t,
};

/// So many short choices stand beside each other.
const ROW_CHOICES_MAX: usize = 4;
/// A choice is short up to so many letters.
const SHORT_MAX: usize = 14;
/// From so many choices on a form may ask for a filter.
const FILTER_MIN: usize = 8;

/// The choices that stand, with their words (reactive; equal lists change nothing on screen).
fn choices(filling: Filling, node: NodeId) -> Memo<Vec<Choice>> {
    Memo::new(move |_| {
        filling.with(node, |session| {
            let choices = session.choices(node).into_iter();
            choices
                .map(|choice| Choice::new(choice.name(), session.choice_label(choice)))
                .collect()
        })
    })
}

fn chosen(filling: Filling, node: NodeId) -> Memo<Vec<String>> {
    Memo::new(move |_| {
        filling.with(node, |session| {
            session.chosen(node).map(str::to_owned).collect()
        })
    })
}

/// One of several. A choice that may stay empty can be taken back.
pub fn one(filling: Filling, node: NodeId) -> AnyView {
    let all = choices(filling, node);
    let chosen = chosen(filling, node);
    let filter = RwSignal::new(String::new());
    let filtered = filling.item(node, |item| item.has_appearance("autocomplete"))
        && all.with_untracked(Vec::len) > FILTER_MIN;
    let shown = Memo::new(move |_| {
        let wanted = filter.get().trim().to_lowercase();
        all.with(|all| {
            let fits = all.iter().filter(|choice| {
                wanted.is_empty()
                    || choice.label.to_lowercase().contains(&wanted)
                    || chosen.with(|chosen| chosen.contains(&choice.value))
            });
            fits.cloned().collect::<Vec<_>>()
        })
    });
    let name = format!("{}-name", id(node));
    let cards = move || {
        let name = name.clone();
        shown
            .get()
            .into_iter()
            .map(|choice| one_card(filling, node, choice, chosen, name.clone()))
            .collect_view()
    };
    let may_clear = move || {
        !chosen.with(Vec::is_empty) && !filling.with(node, |session| session.state(node).required)
    };
    view! {
        {filtered.then(|| filter_box(filter))}
        <div class=class(filling, node, all)>{cards}</div>
        {move || may_clear().then(|| view! {
            <Button
                label=t!("form-clear")
                kind=Kind::Quiet
                icon="close"
                on_press=move |()| {
                    filling.set(node, "");
                    // The button goes with the answer; the choices stay.
                    set_timeout(move || field::focus(&id(node)), std::time::Duration::ZERO);
                }
            />
        })}
    }
    .into_any()
}

/// Short choices, or those of a form that says so, stand beside each other.
fn class(
    filling: Filling,
    node: NodeId,
    all: Memo<Vec<Choice>>,
) -> impl Fn() -> &'static str + Send + 'static {
    let wanted = filling.item(node, |item| item.has_appearance("horizontal"));
    move || {
        let short = all.with(|all| {
            let is_short = |choice: &Choice| choice.label.chars().count() <= SHORT_MAX;
            all.len() <= ROW_CHOICES_MAX && all.iter().all(is_short)
        });
        if wanted || short {
            "wb-choices wb-choices--row"
        } else {
            "wb-choices"
        }
    }
}

fn filter_box(filter: RwSignal<String>) -> AnyView {
    view! {
        <input
            class="wb-input"
            type="text"
            data-search=""
            dir="auto"
            autocomplete="off"
            aria-label=t!("form-filter")
            placeholder=t!("form-filter")
            prop:value=filter
            on:input=move |event| filter.set(event_target_value(&event))
        />
    }
    .into_any()
}

fn one_card(
    filling: Filling,
    node: NodeId,
    choice: Choice,
    chosen: Memo<Vec<String>>,
    name: String,
) -> AnyView {
    let Choice { value, label, .. } = choice;
    let own = value.clone();
    let picked = value.clone();
    view! {
        <label
            class="wb-choice"
            on:click=move |event| {
                // A tap or click, not a key: then the browser counts it.
                if event.detail() > 0 {
                    set_timeout(move || keys::on_to_text(filling, node), std::time::Duration::ZERO);
                }
            }
        >
            <input
                class="wb-choice__input"
                type="radio"
                name=name
                value=value
                prop:checked=move || chosen.with(|chosen| chosen.contains(&own))
                on:change=move |_| filling.set(node, &picked)
            />
            <span class="wb-choice__label" dir="auto">{label}</span>
        </label>
    }
    .into_any()
}

/// Several of several.
pub fn several(filling: Filling, node: NodeId) -> AnyView {
    let all = choices(filling, node);
    let chosen = chosen(filling, node);
    let cards = move || {
        all.get()
            .into_iter()
            .map(|choice| {
                let picked = choice.value.clone();
                let own = choice.value.clone();
                let is_chosen = Signal::derive(move || chosen.with(|chosen| chosen.contains(&own)));
                check_card(choice.label, is_chosen, move || {
                    filling.toggle(node, &picked)
                })
            })
            .collect_view()
    };
    view! { <div class="wb-choices wb-choices--row">{cards}</div> }.into_any()
}

fn check_card(
    label: String,
    is_chosen: Signal<bool>,
    on_toggle: impl Fn() + Send + 'static,
) -> AnyView {
    view! {
        <label class="wb-choice">
            <input
                class="wb-choice__input"
                type="checkbox"
                prop:checked=is_chosen
                on:change=move |_| on_toggle()
            />
            <span class="wb-choice__label" dir="auto">{label}</span>
        </label>
    }
    .into_any()
}

/// "I have read this".
pub fn acknowledge(filling: Filling, node: NodeId) -> AnyView {
    let read = Memo::new(move |_| filling.value(node) == "OK");
    let toggle = move || filling.set(node, if read.get_untracked() { "" } else { "OK" });
    view! { {move || check_card(say!("form-acknowledge"), read.into(), toggle)} }.into_any()
}
