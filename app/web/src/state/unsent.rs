//! Words that were typed and not sent: a reason, an answer, a name. They stand there again when Back was pressed too early or
//! the dialog was closed by mistake. Only in memory, and gone at lock: forms keep sealed drafts, these are one line.

use std::collections::HashMap;

use crate::prelude::*;

/// What was typed for a purpose.
#[derive(Clone, Default)]
struct Unsent {
    words: ArcRwSignal<String>,
    /// It was sent once without what it needs: the page goes on saying so, however often it is drawn.
    is_tried: ArcRwSignal<bool>,
}

thread_local! {
    // Outside the reactive owners: the words outlive the page on which they were typed.
    static UNSENT: std::cell::RefCell<HashMap<String, Unsent>> = std::cell::RefCell::default();
}

/// The words typed for a purpose (`withdraw:<id>`), shared by whoever asks for the same one.
pub fn words(purpose: &str) -> RwSignal<String> {
    RwSignal::from(kept(purpose).words)
}

/// Whether the words of a purpose were sent once while something was missing.
pub fn is_tried(purpose: &str) -> RwSignal<bool> {
    RwSignal::from(kept(purpose).is_tried)
}

fn kept(purpose: &str) -> Unsent {
    UNSENT.with_borrow_mut(|unsent| unsent.entry(purpose.to_owned()).or_default().clone())
}

/// Keeps what is typed over a value that stands already, and brings back what was typed over it before.
pub fn keep(purpose: String, value: RwSignal<String>) {
    let stood = value.get_untracked();
    if let Some(typed) = UNSENT.with_borrow(|unsent| unsent.get(&purpose).cloned()) {
        value.set(typed.words.get_untracked());
    }
    Effect::new(move |_| {
        let now = value.get();
        UNSENT.with_borrow_mut(|unsent| {
            if now == stood {
                unsent.remove(&purpose);
            } else {
                let words = ArcRwSignal::new(now);
                let is_tried = ArcRwSignal::default();
                unsent.insert(purpose.clone(), Unsent { words, is_tried });
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
