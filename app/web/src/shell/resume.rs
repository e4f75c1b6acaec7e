//! Back to where one was: a tablet that was locked, or whose battery died, in the middle of a form or a round opens
//! there again, and Back leads where it led before. Which pages those were lies sealed with the person's own drafts, and
//! only ids stand in it.

use std::time::Duration;

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_worker::message::{Request, Response};

use crate::{
    client,
    pages::Page,
    state::{address, session::use_session, trail},
};

/// Whoever passes a page stays there for less: a way is kept once they rest.
const REST: Duration = Duration::from_millis(500);

/// Goes back to where this person was, where the app was opened without an address; then remembers the page on screen
/// while it is one to come back to, and the way that led there.
pub fn follow(page: Memo<Page>) {
    let session = use_session();
    let opened_plain = address::here() == "/";
    let returns_to = session.take_return();
    // Nothing is remembered anew before what was remembered is known.
    let is_known = RwSignal::new(false);
    let is_led = returns_to.is_some() || !opened_plain;
    if let Some(address) = returns_to {
        address::go(&address);
    }
    spawn_local(async move {
        let is_open = move || is_known.try_get_untracked().is_some();
        let way = client::ask(Request::WasOn).await;
        let was_at = client::ask(Request::WasAt).await;
        // Locked again meanwhile: then they lead nobody.
        if !is_open() {
            return;
        }
        let entry = match way {
            Ok(Response::Way(way)) => address::recall(way),
            _ => None,
        };
        match (entry, was_at) {
            // Whoever was quicker is where they went.
            _ if is_led || address::here() != "/" => {}
            (Some(address), _) => {
                // The page takes the place of the one that stood there until now.
                trail::forget();
                address::replace(&address);
            }
            (None, Ok(Response::At(Some(address)))) if address.starts_with('/') => {
                address::go(&address);
            }
            _ => {}
        }
        is_known.try_set(true);
    });
    Effect::new(move |before: Option<bool>| {
        if !is_known.get() {
            return false;
        }
        let is_task = page.with(Page::is_task);
        if is_task || before == Some(true) {
            let address = is_task.then(address::here);
            spawn_local(async move {
                // Not remembered: then one more tap leads back.
                let _ = client::ask(Request::At { address }).await;
            });
        }
        is_task
    });
    let address = address::address();
    Effect::new(move |_| {
        if !is_known.get() {
            return;
        }
        let resting = address.get();
        let keep = move || {
            // Gone at lock, like the way itself.
            if is_known.try_get_untracked().is_some() && address::here() == resting {
                keep_way();
            }
        };
        set_timeout(keep, REST);
    });
}

fn keep_way() {
    let way = address::way();
    spawn_local(async move {
        // Not kept: then Back leads to the first page after a reload.
        let _ = client::ask(Request::Way { way }).await;
    });
}
