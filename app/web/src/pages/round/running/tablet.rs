//! What the tablet itself does in a round: a short vibration at each check, a screen that stays on, a battery that is
//! watched. Each is used where the browser has it and left out where not.

use crate::prelude::*;
use js_sys::Promise;
use leptos::{ev, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::{
    device::{self, call, get, navigator},
    state::clock,
};

/// How long a check is felt.
const CHECK_MS: f64 = 30.0;

/// Below this the battery may not last for the round.
const BATTERY_LOW: f64 = 0.15;

/// Lets the hand feel that a check was taken.
pub fn vibrate() {
    device::vibrate(CHECK_MS);
}

/// Keeps the screen on while `wanted` holds and the page is in front.
pub fn keep_awake(wanted: Memo<bool>) {
    let lock = StoredValue::new_local(None::<JsValue>);
    let release = move || {
        let held = lock.try_update_value(Option::take).flatten();
        if let Some(held) = held {
            // Releasing one that the browser released already does nothing.
            let _ = call(&held, "release", None);
        }
    };
    let request = move || {
        spawn_local(async move {
            let asked = get(&navigator(), "wakeLock")
                .and_then(|locks| call(&locks, "request", Some(&JsValue::from_str("screen"))))
                .and_then(|promise| promise.dyn_into::<Promise>().ok());
            let Some(asked) = asked else { return };
            // Refused with a low battery, or while another page is in front: then the screen goes dark as always.
            if let Ok(held) = JsFuture::from(asked).await {
                let late =
                    lock.try_get_value().is_none() || !wanted.try_get_untracked().unwrap_or(false);
                if late {
                    let _ = call(&held, "release", None);
                } else {
                    release();
                    lock.set_value(Some(held));
                }
            }
        });
    };
    Effect::new(move |_| if wanted.get() { request() } else { release() });
    // The browser takes the lock away while another page is in front.
    let back = window_event_listener(ev::visibilitychange, move |_| {
        if !document().hidden() && wanted.get_untracked() {
            request();
        }
    });
    on_cleanup(move || {
        back.remove();
        release();
    });
}

/// Percent left where that is little and nothing charges (reactive); nothing otherwise.
pub fn low_battery() -> Memo<Option<u32>> {
    let battery = StoredValue::new_local(None::<JsValue>);
    let is_known = RwSignal::new(false);
    spawn_local(async move {
        let asked = call(&navigator(), "getBattery", None)
            .and_then(|promise| promise.dyn_into::<Promise>().ok());
        if let Some(asked) = asked
            && let Ok(manager) = JsFuture::from(asked).await
        {
            // The page may be gone by now.
            let _ = battery.try_set_value(Some(manager));
            let _ = is_known.try_set(true);
        }
    });
    Memo::new(move |_| {
        let _ = (clock::now_ms(), is_known.get());
        battery.with_value(|battery| {
            let battery = battery.as_ref()?;
            let charging = get(battery, "charging")?.as_bool()?;
            let level = get(battery, "level")?.as_f64()?;
            (!charging && level < BATTERY_LOW).then_some((level * 100.0).round() as u32)
        })
    })
}
