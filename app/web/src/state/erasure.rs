//! What the start script does for the program beside the worker: a rescue file, and letting everything go that lies outside
//! the store.

use wasm_bindgen_futures::spawn_local;
use wingbook_worker::message::{Request, TabletStep};

use super::session::Session;
use crate::{client, prelude::*};

/// Goes on erasing what was begun, or ordered at once.
pub fn finish(session: Session) {
    spawn_local(async move {
        match client::ask(Request::Tablets(TabletStep::Erase)).await {
            Ok(_) => gone(),
            Err(failure) => session.fail(failure),
        }
    });
}

/// The store is erased: the rest goes, and the page begins anew.
pub fn gone() {
    say("wingbook:erased");
}

/// Asks for a rescue file; `wingbook:rescued` says when it is there.
pub fn rescue() {
    say("wingbook:rescue");
}

/// Its name; empty where it could not be saved.
pub fn rescued() -> String {
    document()
        .document_element()
        .and_then(|root| root.get_attribute("data-rescued"))
        .unwrap_or_default()
}

fn say(name: &str) {
    if let Ok(event) = web_sys::Event::new(name) {
        // The events can't be cancelled, so what comes back says nothing.
        let _ = window().dispatch_event(&event);
    }
}
