//! The page's clock: a signal that moves every fifteen seconds, for "12 min ago" and "due in 4 min".
//! What is recorded is stamped by the worker, never from here.

use std::time::Duration;

use crate::prelude::*;

const TICK: Duration = Duration::from_secs(15);

thread_local! {
    // Outside the reactive owners: it outlives every page.
    static NOW_MS: ArcRwSignal<i64> = ArcRwSignal::new(read());
}

fn read() -> i64 {
    js_sys::Date::now() as i64
}

/// Milliseconds since 1970 (reactive, moves every fifteen seconds).
pub fn now_ms() -> i64 {
    NOW_MS.with(Clone::clone).get()
}

/// Starts the clock; once, with the app.
pub fn start() {
    let now = NOW_MS.with(Clone::clone);
    // Without a timer the times on screen stand still until the next page: nothing is lost by that.
    let _ = set_interval_with_handle(move || now.set(read()), TICK);
}
