//! Whether a form is open: while one is, a newer build of the app does not take over.

use leptos::prelude::{document, on_cleanup};

/// Marks the page as busy for as long as the calling component lives. `boot.js` reads the mark.
pub fn keep_busy_while_open() {
    mark(true);
    on_cleanup(|| mark(false));
}

/// Whether a form is open.
pub fn is_busy() -> bool {
    document()
        .document_element()
        .is_some_and(|root| root.has_attribute("data-busy"))
}

fn mark(busy: bool) {
    if let Some(root) = document().document_element() {
        // An attribute of the document element can always be set or removed.
        let _ = if busy {
            root.set_attribute("data-busy", "")
        } else {
            root.remove_attribute("data-busy")
        };
    }
}
