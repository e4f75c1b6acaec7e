//! What a page shows, asked from the worker, asked again when records change. While a new answer is on its way the
//! old one stands, and an answer equal to the old one changes nothing on screen: rows keep their place.

use crate::prelude::*;
use wingbook_worker::message::{Failure, Request, Response};

use crate::{client, state::sync};

/// A view of the worker's, kept up to date for as long as its page lives.
pub struct Loaded<T: Send + Sync + 'static> {
    value: Memo<Option<T>>,
    failure: Memo<Option<Failure>>,
    again: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Loaded<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Loaded<T> {}

/// Asks for a view. `request` is reactive: when what it reads changes, the worker is asked again. `pick` takes the
/// view out of the response.
pub fn load<T>(
    request: impl Fn() -> Request + 'static,
    pick: fn(&Response) -> Option<&T>,
) -> Loaded<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let again = RwSignal::new(0);
    let answer = answers(Box::new(request), again);
    let value = Memo::new(move |before: Option<&Option<T>>| {
        let new = answer.with(|answer| {
            answer
                .as_ref()
                .and_then(|answer| answer.as_ref().ok())
                .and_then(pick)
                .cloned()
        });
        new.or_else(|| before.cloned().flatten())
    });
    let failure = Memo::new(move |_| {
        answer.with(|answer| answer.as_ref().and_then(|answer| answer.clone().err()))
    });
    Loaded {
        value,
        failure,
        again,
    }
}

/// One resource type for all pages: each further one would cost its own copy of the machinery.
fn answers(
    request: Box<dyn Fn() -> Request>,
    again: RwSignal<u32>,
) -> LocalResource<Result<Response, Failure>> {
    LocalResource::new(move || {
        sync::follow_changes();
        again.track();
        client::ask(request())
    })
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Loaded<T> {
    /// The newest view; nothing before the first one came (reactive).
    pub fn get(self) -> Option<T> {
        self.value.get()
    }

    /// Reads the newest view without copying it (reactive).
    pub fn with<Out>(self, read: impl FnOnce(Option<&T>) -> Out) -> Out {
        self.value.with(|value| read(value.as_ref()))
    }

    /// Whether a view is there (reactive).
    pub fn is_here(self) -> bool {
        self.value.with(Option::is_some)
    }

    /// Why the last question failed (reactive).
    pub fn failure(self) -> Option<Failure> {
        self.failure.get()
    }

    /// Asks again.
    pub fn reload(self) {
        self.again.update(|count| *count += 1);
    }
}
