//! Whether the browser promised not to clear this tablet's store when room gets short. It is asked once somebody has
//! signed in, and a refusal is shown: an unsent record that the browser throws away is lost.

use super::preferences::{keep, kept};
use crate::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

thread_local! {
    // Outside the reactive owners: the answer outlives the page that asked.
    static KEPT: ArcRwSignal<Option<bool>> = ArcRwSignal::new(None);
}

/// What the browser promised; nothing while it hasn't answered (reactive).
pub fn is_kept() -> Option<bool> {
    KEPT.with(Clone::clone).get()
}

/// Asks the browser to keep the store.
pub fn ask_to_keep() {
    let kept = KEPT.with(Clone::clone);
    spawn_local(async move {
        // A browser without the question can't promise anything.
        let answer = match window().navigator().storage().persist() {
            Ok(asked) => JsFuture::from(asked).await.ok(),
            Err(_) => None,
        };
        kept.set(Some(answer.is_some_and(|answer| answer.is_truthy())));
    });
}

/// Where it is noted, outside the store, that there is one.
const STORED: &str = "wingbook.stored";

/// Notes that records are stored here, and how many of them no server has proved to hold; nothing without a server. A
/// browser that clears the store leaves this note, and an empty store is then not taken for a new tablet. It names nobody.
pub fn note(unsent: Option<usize>) {
    let words = unsent.map_or_else(String::new, |unsent| unsent.to_string());
    if kept(STORED).as_ref() != Some(&words) {
        keep(STORED, &words);
    }
}

/// What was noted last, if anything ever was.
pub fn noted() -> Option<Option<u32>> {
    Some(kept(STORED)?.parse().ok())
}

/// Bytes used and bytes there are, where the browser tells.
pub async fn room() -> Option<(f64, f64)> {
    let estimate = JsFuture::from(window().navigator().storage().estimate().ok()?)
        .await
        .ok()?;
    let figure = |name: &str| js_sys::Reflect::get(&estimate, &name.into()).ok()?.as_f64();
    Some((figure("usage")?, figure("quota")?))
}
