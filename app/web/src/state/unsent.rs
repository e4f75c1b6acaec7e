//! Words that were typed and not sent: a reason, an answer. They stand there again when Back was pressed too early or
//! the dialog was closed by mistake. Only in memory, and gone at lock: forms keep sealed drafts, these are one line.

use std::collections::HashMap;

use crate::prelude::*;

thread_local! {
    // Outside the reactive owners: the words outlive the page on which they were typed.
    static UNSENT: std::cell::RefCell<HashMap<String, ArcRwSignal<String>>> = std::cell::RefCell::default();
}

/// The words typed for a purpose (`withdraw:<id>`), shared by whoever asks for the same one.
pub fn words(purpose: &str) -> RwSignal<String> {
    let kept =
        UNSENT.with_borrow_mut(|unsent| unsent.entry(purpose.to_owned()).or_default().clone());
    RwSignal::from(kept)
}

/// Forgets all of them at lock.
pub fn forget() {
    UNSENT.with_borrow_mut(HashMap::clear);
}
