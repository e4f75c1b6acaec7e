//! Keeps the draft at every change. The first change goes to the worker at once; what comes while that is being
//! stored goes right after it, newest state only. Nothing here belongs to a component: leaving the page loses nothing.

use std::sync::{Arc, Mutex};

use futures::channel::oneshot;
use leptos::task::spawn_local;
use wingbook_worker::message::{DraftView, Failure, Request};

use crate::client;

/// What waits to be kept.
#[derive(Default)]
struct State {
    latest: Option<Box<DraftView>>,
    is_running: bool,
    is_closed: bool,
    /// Nothing of this page's draft is stored by now.
    is_empty: bool,
    waits: Vec<oneshot::Sender<()>>,
    failure: Option<Failure>,
}

/// Keeps one draft.
#[derive(Clone)]
pub struct Keeper {
    state: Arc<Mutex<State>>,
}

impl Keeper {
    /// A keeper for a draft that is stored already, or not yet.
    pub fn new(is_stored: bool) -> Self {
        let state = State {
            is_empty: !is_stored,
            ..State::default()
        };
        Self {
            state: Arc::new(Mutex::new(state)),
        }
    }

    fn with<Out>(&self, change: impl FnOnce(&mut State) -> Out) -> Out {
        // One thread: the lock is never held by another, and never while something is awaited.
        let mut state = match self.state.lock() {
            Ok(state) => state,
            Err(poisoned) => poisoned.into_inner(),
        };
        change(&mut state)
    }

    /// Keeps the draft as it is now.
    pub fn keep(&self, draft: DraftView) {
        let starts = self.with(|state| {
            if state.is_closed {
                return false;
            }
            state.latest = Some(Box::new(draft));
            state.is_empty = false;
            !std::mem::replace(&mut state.is_running, true)
        });
        if starts {
            let keeper = self.clone();
            spawn_local(async move { keeper.run().await });
        }
    }

    async fn run(&self) {
        while let Some(draft) = self.with(|state| state.latest.take().filter(|_| !state.is_closed))
        {
            let failure = client::ask(Request::DraftPut(*draft)).await.err();
            self.with(|state| state.failure = failure);
        }
        let waits = self.with(|state| {
            state.is_running = false;
            std::mem::take(&mut state.waits)
        });
        for wait in waits {
            // Whoever waited may be gone.
            let _ = wait.send(());
        }
    }

    /// Keeps nothing more, and waits for what is on its way: afterwards the draft may be replaced by its record.
    pub async fn close(&self) {
        let wait = self.with(|state| {
            state.is_closed = true;
            state.is_running.then(|| {
                let (done, wait) = oneshot::channel();
                state.waits.push(done);
                wait
            })
        });
        if let Some(wait) = wait {
            // Nothing is sent only where the whole page ends.
            let _ = wait.await;
        }
    }

    /// Keeps again: the record could not be saved.
    pub fn open(&self) {
        self.with(|state| state.is_closed = false);
    }
}

/// A fresh draft's id; means nothing to anybody.
pub fn fresh_id() -> String {
    let part = || (js_sys::Math::random() * f64::from(u32::MAX)) as u32;
    format!("{:08x}{:08x}{:08x}", part(), part(), part())
}
