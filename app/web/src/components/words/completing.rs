//! The words that go on from what was typed, as large buttons below the field. Arrow down leads to them from the field, arrows
//! lead on, Enter takes one, Escape leads back.

use crate::prelude::*;
use leptos::{ev, task::spawn_local};
use wasm_bindgen::JsCast;

use super::{
    Typed,
    list::{Alphabet, List, begun, offered},
    lists,
};
use crate::{components::field, t, text};

/// The lists that are here, and of which alphabet.
type Here = StoredValue<Option<(Alphabet, Vec<List>)>>;

/// What stands below the field while it shows what is typed.
pub fn view(typed: Typed) -> AnyView {
    let here: Here = StoredValue::new(None);
    let words = RwSignal::new(Vec::<String>::new());
    Effect::new(move |_| {
        let value = typed.value.get();
        let at_end = !typed.is_open.get();
        match begun(&value).filter(|_| at_end) {
            Some((start, alphabet)) => {
                look(here, words, typed, value[start..].to_owned(), alphabet)
            }
            None => words.set(Vec::new()),
        }
    });
    let listener = window_event_listener(ev::keydown, move |event| walk(typed, &event));
    on_cleanup(move || listener.remove());
    let buttons = move || {
        let buttons = words.get().into_iter().map(|word| {
            let label = word.clone();
            view! {
                <button type="button" class="wb-button wb-button--secondary" on:click=move |_| take(typed, &word)>
                    <bdi>{label}</bdi>
                </button>
            }
            .into_any()
        });
        buttons.collect_view()
    };
    view! {
        <div
            class="wb-words"
            role="group"
            aria-label=t!("words-offered")
            id=group_id(typed)
            hidden=move || words.with(Vec::is_empty)
        >
            {buttons}
        </div>
        <p class="wb-visually-hidden" role="status">
            {move || {
                let words = words.get();
                (!words.is_empty()).then(|| {
                    text::say("words-said", &[("n", words.len().into()), ("words", words.join(", ").into())])
                })
            }}
        </p>
    }
    .into_any()
}

fn group_id(typed: Typed) -> String {
    typed.id.with_value(|id| format!("{id}-words"))
}

/// Offers what goes on from a word; fetches its lists the first time.
fn look(here: Here, words: RwSignal<Vec<String>>, typed: Typed, word: String, alphabet: Alphabet) {
    let is_here = here.with_value(|here| here.as_ref().is_some_and(|(of, _)| *of == alphabet));
    if is_here {
        let found = here.with_value(|here| {
            here.as_ref()
                .map(|(_, lists)| offered(lists, &word))
                .unwrap_or_default()
        });
        return words.set(found);
    }
    words.set(Vec::new());
    spawn_local(async move {
        let fetched = lists(alphabet).await;
        // Typed on, hidden again or gone meanwhile: then the next letter asks.
        let is_still = !words.is_disposed()
            && !typed.value.is_disposed()
            && typed.value.with_untracked(|value| value.ends_with(&word));
        if is_still {
            words.set(offered(&fetched, &word));
            here.set_value(Some((alphabet, fetched)));
        }
    });
}

/// Takes a word for the one that was begun; the next one follows after a space.
fn take(typed: Typed, word: &str) {
    typed.value.update(|value| {
        if let Some((start, _)) = begun(value) {
            value.truncate(start);
            value.push_str(word);
        }
    });
    typed.is_open.set(true);
    typed.id.with_value(|id| {
        let id = id.clone();
        request_animation_frame(move || field::focus(&id));
    });
}

/// Keys between the field and the words.
fn walk(typed: Typed, event: &web_sys::KeyboardEvent) {
    let document = document();
    let Some(active) = document.active_element() else {
        return;
    };
    let Some(group) = document.get_element_by_id(&group_id(typed)) else {
        return;
    };
    let is_field = typed.id.with_value(|id| active.id() == *id);
    if !is_field && !group.contains(Some(&active)) {
        return;
    }
    let is_right_to_left = document
        .document_element()
        .is_some_and(|root| root.get_attribute("dir").as_deref() == Some("rtl"));
    let on = match (event.key().as_str(), is_field) {
        ("ArrowDown", true) => group.first_element_child(),
        ("Escape", false) => {
            typed.id.with_value(|id| field::focus(id));
            event.prevent_default();
            return;
        }
        ("ArrowDown", false) => active.next_element_sibling(),
        ("ArrowUp", false) => active.previous_element_sibling(),
        ("ArrowRight", false) if is_right_to_left => active.previous_element_sibling(),
        ("ArrowRight", false) => active.next_element_sibling(),
        ("ArrowLeft", false) if is_right_to_left => active.next_element_sibling(),
        ("ArrowLeft", false) => active.previous_element_sibling(),
        _ => return,
    };
    event.prevent_default();
    if let Some(on) = on.and_then(|on| on.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Focusing an element that is on the page can't fail.
        let _ = on.focus();
    }
}
