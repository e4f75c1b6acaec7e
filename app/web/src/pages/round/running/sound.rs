//! A short click when a check was taken, for hands that feel no vibration. It comes after the vibration, never at
//! night unless somebody asked for that, and is left out where the browser has no sound.

use js_sys::{Array, Function, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};

use crate::{
    state::{clock, preferences::Sound},
    text::times,
};

/// The hours in which people sleep: from this one on …
const NIGHT_FROM: u32 = 22;
/// … until this one.
const NIGHT_TO: u32 = 6;

/// The click: its pitch, how long it lasts, how loud it is.
const PITCH_HZ: f64 = 880.0;
const SECONDS: f64 = 0.05;
const VOLUME: f64 = 0.1;

thread_local! {
    /// One for the life of the app: browsers allow few.
    static CONTEXT: std::cell::OnceCell<Option<JsValue>> = const { std::cell::OnceCell::new() };
}

/// Whether a sound is wanted at this hour of the facility's day.
fn is_wanted(sound: Sound, hour: u32) -> bool {
    match sound {
        Sound::Never => false,
        Sound::Day => (NIGHT_TO..NIGHT_FROM).contains(&hour),
        Sound::Always => true,
    }
}

/// Clicks, if that is wanted now.
pub fn click(sound: Sound) {
    let time = times::clock_time(clock::now_ms());
    let hour = time.get(..2).and_then(|hour| hour.parse().ok());
    if hour.is_some_and(|hour| is_wanted(sound, hour)) {
        // A browser that refuses stays silent: the check was felt and seen.
        let _ = play();
    }
}

fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &JsValue::from_str(name)).ok()
}

fn call(object: &JsValue, method: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let method: Function = get(object, method)?.dyn_into().ok()?;
    method
        .apply(object, &arguments.iter().collect::<Array>())
        .ok()
}

fn set(object: &JsValue, parameter: &str, value: f64) -> Option<()> {
    let parameter = get(object, parameter)?;
    Reflect::set(&parameter, &JsValue::from_str("value"), &value.into()).ok()?;
    Some(())
}

fn context() -> Option<JsValue> {
    CONTEXT.with(|kept| {
        kept.get_or_init(|| {
            let class: Function = get(&window(), "AudioContext")?.dyn_into().ok()?;
            Reflect::construct(&class, &Array::new()).ok()
        })
        .clone()
    })
}

fn play() -> Option<()> {
    let context = context()?;
    let (tone, volume) = (
        call(&context, "createOscillator", &[])?,
        call(&context, "createGain", &[])?,
    );
    set(&tone, "frequency", PITCH_HZ)?;
    set(&volume, "gain", VOLUME)?;
    call(&tone, "connect", std::slice::from_ref(&volume))?;
    call(&volume, "connect", &[get(&context, "destination")?])?;
    let now = get(&context, "currentTime")?.as_f64()?;
    call(&tone, "start", &[])?;
    call(&tone, "stop", &[(now + SECONDS).into()])?;
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_night_it_is_silent_unless_somebody_asked() {
        let table = [
            (0, false),
            (5, false),
            (6, true),
            (21, true),
            (22, false),
            (23, false),
        ];
        for (hour, by_day) in table {
            assert_eq!(is_wanted(Sound::Day, hour), by_day, "{hour}");
            assert!(is_wanted(Sound::Always, hour));
            assert!(!is_wanted(Sound::Never, hour));
        }
    }
}
