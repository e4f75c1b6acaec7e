//! Back to where one was: a tablet that was locked, or whose battery died, in the middle of a form or a round opens
//! there again. Which page that was lies sealed with the person's own drafts, and only ids stand in it.

use crate::prelude::*;
use leptos::task::spawn_local;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use wingbook_worker::message::{Request, Response};

use crate::{client, pages::Page, state::session::use_session};

/// Remembers the page on screen while it is one to come back to; and goes to the one remembered, where the app was
/// opened without an address.
pub fn follow(page: Memo<Page>) {
    let session = use_session();
    let location = use_location();
    let opened_plain = location.pathname.with_untracked(|path| path == "/");
    let navigate = use_navigate();
    let search = location.search;
    let pathname = location.pathname;
    let here = move || {
        let search = search.get_untracked();
        let path = pathname.get_untracked();
        if search.is_empty() {
            path
        } else {
            format!("{path}?{search}")
        }
    };
    // Nothing is remembered anew before what was remembered is known.
    let returns_to = session.take_return();
    let is_known = RwSignal::new(!opened_plain || returns_to.is_some());
    if let Some(address) = returns_to {
        navigate(&address, NavigateOptions::default());
    } else if opened_plain {
        spawn_local(async move {
            if let Ok(Response::At(Some(address))) = client::ask(Request::WasAt).await
                && address.starts_with('/')
            {
                navigate(&address, NavigateOptions::default());
            }
            // Locked again meanwhile, perhaps.
            is_known.try_set(true);
        });
    }
    Effect::new(move |before: Option<bool>| {
        if !is_known.get() {
            return false;
        }
        let is_task = page.with(Page::is_task);
        if is_task || before == Some(true) {
            let address = is_task.then(here);
            spawn_local(async move {
                // Not remembered: then one more tap leads back.
                let _ = client::ask(Request::At { address }).await;
            });
        }
        is_task
    });
}
