//! Keys for whoever sits at a desk: `?` shows them, `/` searches, `g` and a letter goes to a page, `u` undoes.
//! They can be switched off in the settings, and are silent while somebody types.

use crate::prelude::*;
use leptos::ev;
use wasm_bindgen::JsCast;

use super::navigation::{section_words, sections};
use crate::{
    components::{Button, Dialog, field, search::SEARCH_ID},
    pages::Section,
    state::{
        address, busy, preferences::use_preferences, session::use_session, snackbars::use_snackbars,
    },
    t,
};

/// `g` waits so long for its letter.
const SECOND_KEY_MS: f64 = 2_000.0;

/// The letter that follows `g`.
fn letter(section: Section) -> &'static str {
    match section {
        Section::Today => "t",
        Section::Round => "r",
        Section::Session => "s",
        Section::Coverage => "o",
        Section::Moves => "x",
        Section::People => "p",
        Section::Write => "w",
        Section::Review => "v",
        Section::Wings => "i",
        Section::Records => "e",
        Section::Charts => "c",
        Section::CheckIn => "k",
        Section::Due => "d",
        Section::More => "m",
    }
}

/// Listens for the keys and shows the list of them.
#[component]
pub fn Shortcuts(
    /// Ends the session.
    lock: Callback<()>,
) -> AnyView {
    let session = use_session();
    let snackbars = use_snackbars();
    let preferences = use_preferences();
    let open = RwSignal::new(false);
    let pending_since = StoredValue::new(f64::NEG_INFINITY);

    let listener = window_event_listener(ev::keydown, move |event| {
        if !preferences.keys_untracked()
            || event.ctrl_key()
            || event.meta_key()
            || event.alt_key()
            || is_typing(&event)
        {
            return;
        }
        let pressed = pressed(&event);
        let now = js_sys::Date::now();
        let follows = now - pending_since.get_value() < SECOND_KEY_MS;
        pending_since.set_value(f64::NEG_INFINITY);
        match pressed.as_str() {
            "l" if follows => lock.run(()),
            key if follows => {
                let found = sections(session)
                    .into_iter()
                    .find(|section| letter(*section) == key);
                if let Some(section) = found {
                    event.prevent_default();
                    address::go(section.path());
                }
            }
            "g" => pending_since.set_value(now),
            "u" => snackbars.undo_current(),
            "?" => open.set(true),
            // From a form it would lead away.
            "/" if busy::is_busy() => {}
            "/" => {
                event.prevent_default();
                if document().get_element_by_id(SEARCH_ID).is_some() {
                    field::focus(SEARCH_ID);
                } else {
                    address::go(Section::People.path());
                    set_timeout(
                        || field::focus(SEARCH_ID),
                        std::time::Duration::from_millis(100),
                    );
                }
            }
            _ => {}
        }
    });
    on_cleanup(move || listener.remove());

    let close = Callback::new(move |()| open.set(false));
    view! {
        <Dialog open on_close=close title=t!("keys-title")>
            <dl class="wb-facts wb-facts--pairs">
                {key_line("?", t!("keys-show"))}
                {key_line("/", t!("keys-search"))}
                {key_line("u", t!("keys-undo"))}
                {key_line("g l", t!("lock-now"))}
                {sections(session)
                    .into_iter()
                    .map(|section| {
                        key_line(&format!("g {}", letter(section)), Signal::derive(move || section_words(section)))
                    })
                    .collect_view()}
            </dl>
            <Button label=t!("close") on_press=close />
        </Dialog>
    }
    .into_any()
}

fn key_line(keys: &str, words: Signal<String>) -> AnyView {
    let keys = keys
        .split(' ')
        .map(|key| view! { <kbd class="wb-key">{key.to_owned()}</kbd> " " })
        .collect_view();
    view! { <div><dt>{keys}</dt><dd class="wb-facts__value">{words}</dd></div> }.into_any()
}

/// The key as a Latin letter, on keyboards of other scripts by its place.
fn pressed(event: &ev::KeyboardEvent) -> String {
    let key = event.key();
    if key.is_ascii() {
        return key.to_lowercase();
    }
    event
        .code()
        .strip_prefix("Key")
        .map(str::to_lowercase)
        .unwrap_or(key)
}

/// Whether the key goes into an input, or a dialog stands open.
fn is_typing(event: &ev::KeyboardEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|target| {
        target
            .closest("input, textarea, select, dialog, [contenteditable]")
            .ok()
            .flatten()
            .is_some()
    })
}
