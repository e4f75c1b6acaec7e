//! Text, in a line or in sentences; and answers that are worked out, shown as they are.

use crate::prelude::*;
use wingbook_forms::NodeId;
use wingbook_record::partial_date::PartialDate;

use super::{
    filling::Filling,
    question::{described_by, input_id, is_wrong, label},
};
use crate::t;

/// Longest answer in sentences: what running systems allow for a case note.
const SENTENCES_MAX: usize = 4000;
/// The appearance of a question for a date of which perhaps only a part is known.
const PARTIAL_DATE: &str = "wb-partial-date";
/// Longest answer in one line.
const LINE_MAX: usize = 500;

/// Free text.
pub fn text(filling: Filling, node: NodeId) -> AnyView {
    let value = move || filling.value(node);
    let is_partial_date = filling.item(node, |item| item.has_appearance(PARTIAL_DATE));
    // Whoever has Arabic digits on their keyboard, or writes slashes, wrote the same date.
    let put_straight = move |event: leptos::ev::Event| {
        if let Ok(date) = event_target_value(&event).parse::<PartialDate>()
            && is_partial_date
        {
            filling.set(node, &date.to_string());
        }
    };
    let typed = move |event: leptos::ev::Event| {
        filling.set(node, &event_target_value(&event));
        super::keys::note_focus(filling, &event);
    };
    if !filling.item(node, |item| item.has_appearance("multiline")) {
        return view! {
            <input
                id=input_id(node)
                class="wb-input"
                type="text"
                dir="auto"
                autocomplete="off"
                enterkeyhint="next"
                maxlength=LINE_MAX.to_string()
                aria-invalid=is_wrong(filling, node)
                aria-describedby=described_by(filling, node)
                prop:value=value
                on:input=typed
                on:change=put_straight
            />
        }
        .into_any();
    }
    let left = Memo::new(move |_| {
        SENTENCES_MAX.saturating_sub(filling.value(node).encode_utf16().count())
    });
    view! {
        <textarea
            id=input_id(node)
            class="wb-input wb-input--area wb-input--grows"
            dir="auto"
            autocomplete="off"
            maxlength=SENTENCES_MAX.to_string()
            aria-invalid=is_wrong(filling, node)
            aria-describedby=described_by(filling, node)
            prop:value=value
            on:input=typed
        ></textarea>
        <p class="wb-field__count" aria-live="polite" hidden=move || { left.get() * 4 > SENTENCES_MAX }>
            {t!("characters-left", n = left.get())}
        </p>
    }
    .into_any()
}

/// A calculated or read-only answer; nothing while it has no value.
pub fn output(filling: Filling, node: NodeId) -> AnyView {
    let value = Memo::new(move |_| filling.value(node));
    let label = label(filling, node);
    view! {
        <div class="wb-output" hidden=move || value.with(String::is_empty)>
            <span class="wb-facts__term" dir="auto">{label}</span>
            <output class="wb-output__value" dir="auto" aria-live="polite">{value}</output>
        </div>
    }
    .into_any()
}
