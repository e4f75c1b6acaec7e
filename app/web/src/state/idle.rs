//! A tablet that nobody touches locks by itself: one that lies on a table, one in a pocket, one whose browser is out of
//! sight. What was saved is saved, and what was typed is kept as a draft.

use std::time::Duration;

use crate::prelude::*;
use leptos::ev;
use web_sys::VisibilityState;

use super::preferences::use_preferences;

/// How often it is looked.
const LOOK: Duration = Duration::from_secs(5);
/// The last seconds are said: whoever reads a page comes back with a touch.
const WARN_MS: f64 = 30_000.0;

/// When somebody last touched the tablet, on two clocks: one that goes on while it sleeps, and one that nobody sets back.
#[derive(Clone, Copy)]
struct Touched {
    wall_ms: f64,
    since_start_ms: f64,
}

impl Touched {
    fn now() -> Self {
        let performance = window().performance();
        Self {
            wall_ms: js_sys::Date::now(),
            since_start_ms: performance.map_or(0.0, |clock| clock.now()),
        }
    }

    fn ago_ms(self) -> f64 {
        let now = Self::now();
        (now.wall_ms - self.wall_ms).max(now.since_start_ms - self.since_start_ms)
    }
}

/// Watches for as long as the calling component lives. Gives the seconds that are left, once few are.
pub fn watch(lock: Callback<()>) -> Signal<Option<u32>> {
    let preferences = use_preferences();
    let touched = StoredValue::new(Touched::now());
    let left = RwSignal::new(None::<u32>);
    let look = move || {
        // Timers that were late come all at once, also after the one that locked.
        let Some((touched, said)) = touched.try_get_value().zip(left.try_get_untracked()) else {
            return;
        };
        let limit_ms = f64::from(preferences.idle_minutes_untracked()) * 60_000.0;
        let left_ms = limit_ms - touched.ago_ms();
        let seconds = (left_ms <= WARN_MS).then_some(left_ms.max(0.0).div_euclid(1_000.0) as u32);
        if said != seconds {
            left.set(seconds);
        }
        if left_ms <= 0.0 {
            lock.run(());
        }
    };
    let touch = move || {
        touched.set_value(Touched::now());
        if left.get_untracked().is_some() {
            left.set(None);
        }
    };
    let pointer = window_event_listener(ev::pointerdown, move |_| touch());
    let wheel = window_event_listener(ev::wheel, move |_| touch());
    let key = window_event_listener(ev::keydown, move |_| touch());
    // Timers sleep while the page is out of sight: the first thing that it does in sight again is to look.
    let shown = window_event_listener_untyped("visibilitychange", move |_| {
        if document().visibility_state() == VisibilityState::Visible {
            look();
        }
    });
    let timer = set_interval_with_handle(look, LOOK);
    on_cleanup(move || {
        for listener in [pointer, wheel, key, shown] {
            listener.remove();
        }
        // Without a timer there is nothing to clear, and nothing locks by itself but on coming into sight.
        if let Ok(timer) = timer {
            timer.clear();
        }
    });
    left.into()
}
