//! Finding a person as a scanner does: the number of a card is typed, or read by the camera, and the one whose number it
//! is comes up.

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_record::id::PersonId;
use wingbook_worker::message::{PersonLine, Request, Response};

use crate::{
    client,
    components::{ReadCode, SearchBox},
};

/// Longest text of a code that is searched for, in characters.
const LENGTH_MAX: usize = 100;

/// A search box with the camera beside it. `asked` makes the question of what is searched for; `open` gets the person
/// whose number was scanned. Whatever else a code says stands in the box and finds whom it finds.
pub fn search(
    label: Signal<String>,
    query: RwSignal<String>,
    asked: fn(String) -> Request,
    open: Callback<PersonId>,
) -> AnyView {
    let scanned = move |number: String| {
        // Asked anew: what stands on the page may still be the answer to what was typed before.
        spawn_local(async move {
            if let Some(id) = whose(asked, number).await {
                // The page may be gone by now.
                let _ = open.try_run(id);
            }
        });
    };
    // A scanner types the number of a card and presses Enter.
    let enter = move |event: leptos::ev::KeyboardEvent| {
        if event.key() != "Enter" || event.is_composing() {
            return;
        }
        event.prevent_default();
        scanned(query.get_untracked());
    };
    view! {
        <div class="wb-search-row">
            <div class="wb-search-row__box" on:keydown=enter><SearchBox label query /></div>
            <ReadCode on_text=move |text: String| {
                let text = first_words(&text);
                query.set(text.clone());
                scanned(text);
            } />
        </div>
    }
    .into_any()
}

/// What of a code may be a name or a number: a code holds some thousands of letters of anybody's.
fn first_words(text: &str) -> String {
    let line = text.lines().find(|line| !line.trim().is_empty());
    line.unwrap_or_default().chars().take(LENGTH_MAX).collect()
}

/// Whose number it is. Only the number itself counts: a name that one person has today another one may have tomorrow.
async fn whose(asked: fn(String) -> Request, number: String) -> Option<PersonId> {
    let wanted = number.trim().to_lowercase();
    if wanted.is_empty() {
        return None;
    }
    let Ok(Response::People(page)) = client::ask(asked(number)).await else {
        return None;
    };
    let is_it = |one: &&PersonLine| {
        let number = one.number.as_deref().unwrap_or_default();
        number.to_lowercase() == wanted
    };
    let mut found = page.people.iter().filter(is_it);
    // Two who have one number are told apart by a person, not by whoever stands first.
    match (found.next(), found.next()) {
        (Some(one), None) => Some(one.id),
        _ => None,
    }
}
