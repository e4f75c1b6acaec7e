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
                query.set(text.clone());
                scanned(text);
            } />
        </div>
    }
    .into_any()
}

/// Whose number it is. Only the number itself counts: a name that one person has today another one may have tomorrow.
async fn whose(asked: fn(String) -> Request, number: String) -> Option<PersonId> {
    let wanted = number.trim().to_lowercase();
    let Ok(Response::People(page)) = client::ask(asked(number)).await else {
        return None;
    };
    let is_it = |one: &&PersonLine| {
        let number = one.number.as_deref().unwrap_or_default();
        !wanted.is_empty() && number.to_lowercase() == wanted
    };
    page.people.iter().find(is_it).map(|found| found.id)
}
