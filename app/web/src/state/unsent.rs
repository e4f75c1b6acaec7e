//! Words that were typed and not sent: a reason, an answer, a name. They stand there again when Back was pressed too early or
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

/// Keeps what is typed over a value that stands already, and brings back what was typed over it before.
pub fn keep(purpose: String, value: RwSignal<String>) {
    let stood = value.get_untracked();
    if let Some(typed) = UNSENT.with_borrow(|unsent| unsent.get(&purpose).cloned()) {
        value.set(typed.get_untracked());
    }
    Effect::new(move |_| {
        let now = value.get();
        UNSENT.with_borrow_mut(|unsent| {
            if now == stood {
                unsent.remove(&purpose);
            } else {
                unsent.insert(purpose.clone(), ArcRwSignal::new(now));
            }
        });
    });
}

/// Forgets the words of every purpose that begins so: they were sent.
pub fn sent(beginning: &str) {
    UNSENT.with_borrow_mut(|unsent| unsent.retain(|purpose, _| !purpose.starts_with(beginning)));
}

/// Forgets all of them at lock.
pub fn forget() {
    UNSENT.with_borrow_mut(HashMap::clear);
}
