//! Whether a newer build of the app lies complete on the tablet. It takes over at lock, never in the middle of work.

use crate::prelude::*;

thread_local! {
    // Outside the reactive owners: `boot.js` may tell of it at any moment.
    static READY: ArcRwSignal<bool> = ArcRwSignal::new(false);
}

/// Whether a newer build is ready (reactive).
pub fn is_ready() -> bool {
    READY.with(Clone::clone).get()
}

/// Listens to `boot.js`; once, with the app.
pub fn start() {
    let ready = READY.with(Clone::clone);
    let marked = || {
        let root = document().document_element();
        root.is_some_and(|root| root.get_attribute("data-update").as_deref() == Some("ready"))
    };
    ready.set(marked());
    // The listener lives as long as the app.
    let _ = window_event_listener_untyped("wingbook:update", move |_| ready.set(marked()));
}
