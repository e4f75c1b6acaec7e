//! One of very many, where the browser's own list serves better than cards: countries, zones, cells.

use crate::prelude::*;

/// A drop-down: its id, the question, the chosen value, and value and words of each option.
pub fn select(
    id: &'static str,
    label: Signal<String>,
    value: RwSignal<String>,
    options: Vec<(String, String)>,
) -> AnyView {
    let chosen = value.get_untracked();
    let options = options
        .into_iter()
        .map(|(code, name)| {
            let selected = code == chosen;
            view! { <option value=code selected=selected>{name}</option> }
        })
        .collect_view();
    view! {
        <div class="wb-field">
            <label class="wb-field__label" for=id>{label}</label>
            <select id=id class="wb-input" on:change=move |event| value.set(event_target_value(&event))>{options}</select>
        </div>
    }
    .into_any()
}
