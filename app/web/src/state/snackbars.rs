//! Short messages at the foot: "saved … Undo". One at a time: the newest is the one that can still be undone by a tap;
//! older records are corrected from their own page.

use std::{sync::Arc, time::Duration};

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_worker::message::{Request, Response, Saved};

use crate::{client, state::sync, text};

/// How long a message without an action stays.
const PLAIN_MS: i64 = 6_000;
/// How long *Undo* is offered, unless the worker says otherwise.
const UNDO_MS_MAX: i64 = 10_000;

/// What *Undo* does.
pub type Undo = Arc<dyn Fn() + Send + Sync>;

/// A message at the foot.
#[derive(Clone)]
pub struct Snackbar {
    /// Grows with each message.
    pub number: u64,
    /// What happened.
    pub text: String,
    /// Something failed.
    pub failed: bool,
    /// Offered while the message stands.
    pub undo: Option<Undo>,
}

/// The store of messages.
#[derive(Clone, Copy, Default)]
pub struct Snackbars {
    current: RwSignal<Option<Snackbar>>,
    /// How many there were: the timer of one that has gone takes no later one away.
    shown: RwSignal<u64>,
    /// How many pages' feet offer a place now: at most one, two for the moment of a change.
    slots: RwSignal<u32>,
}

impl Snackbars {
    /// The message that stands now (reactive).
    pub fn current(self) -> Option<Snackbar> {
        self.current.get()
    }

    /// A page's foot offers a place.
    pub fn open_slot(self) {
        self.slots.update(|slots| *slots += 1);
    }

    /// That foot has gone.
    pub fn close_slot(self) {
        self.slots.update(|slots| *slots = slots.saturating_sub(1));
    }

    /// Whether a page's foot shows the messages (reactive).
    pub fn has_slot(self) -> bool {
        self.slots.get() > 0
    }

    /// Says something for a few seconds.
    pub fn say(self, text: impl Into<String>) {
        self.show(text.into(), false, None, PLAIN_MS);
    }

    /// Says that something failed. What was kept belongs into the sentence.
    pub fn fail(self, failure: &wingbook_worker::message::Failure) {
        self.show(
            crate::components::error::failure_sentence(failure),
            true,
            None,
            UNDO_MS_MAX,
        );
    }

    /// Says that a record is saved on this tablet and offers *Undo* for ten seconds. `after` runs when it was undone.
    pub fn saved(self, saved: &Saved, after: Option<Undo>) {
        self.saved_as(text::say("saved-on-tablet", &[]), saved, after);
    }

    /// The same in words that say what was saved.
    pub fn saved_as(self, words: String, saved: &Saved, after: Option<Undo>) {
        self.saved_until_undone(words, saved, "undo-done", after);
    }

    /// A sealed report: taken back it is a draft again, and no register ever held it.
    pub fn sealed(self, saved: &Saved) {
        let words = text::say("submission-sealing", &[]);
        self.saved_until_undone(words, saved, "write-undone", None);
    }

    fn saved_until_undone(
        self,
        words: String,
        saved: &Saved,
        undone: &'static str,
        after: Option<Undo>,
    ) {
        let entry = saved.entry;
        let undo: Undo = Arc::new(move || {
            self.hide();
            let after = after.clone();
            spawn_local(async move {
                match client::ask(Request::Undo { entry }).await {
                    Ok(Response::Saved(_)) => {
                        self.say(text::say(undone, &[]));
                        sync::note_change();
                        if let Some(after) = after {
                            after();
                        }
                    }
                    Ok(_) => {}
                    Err(failure) => self.fail(&failure),
                }
            });
        });
        let left_ms = (saved.undo_until_ms - js_sys::Date::now() as i64).clamp(0, UNDO_MS_MAX);
        self.show(words, false, Some(undo), left_ms);
    }

    /// Takes the message away.
    pub fn hide(self) {
        self.current.set(None);
    }

    /// Does what *Undo* of the standing message does, if it has one.
    pub fn undo_current(self) {
        if let Some(Snackbar {
            undo: Some(undo), ..
        }) = self.current.get_untracked()
        {
            undo();
        }
    }

    fn show(self, text: String, failed: bool, undo: Option<Undo>, stays_ms: i64) {
        let number = self.shown.get_untracked() + 1;
        self.shown.set(number);
        self.current.set(Some(Snackbar {
            number,
            text,
            failed,
            undo,
        }));
        let stays = Duration::from_millis(u64::try_from(stays_ms).unwrap_or_default());
        set_timeout(
            move || {
                let still = self
                    .current
                    .with_untracked(|current| current.as_ref().map(|current| current.number));
                if still == Some(number) {
                    self.hide();
                }
            },
            stays,
        );
    }
}

/// The messages, in any component.
pub fn use_snackbars() -> Snackbars {
    use_context().unwrap_or_default()
}
