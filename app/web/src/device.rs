//! What browsers have in part only: asked for by name, used where it is there, left out where not.

use js_sys::{Function, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A property of an object, if it has a value.
pub fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    let found = Reflect::get(object, &JsValue::from_str(name)).ok()?;
    (!found.is_undefined() && !found.is_null()).then_some(found)
}

/// What a method of an object answers, if it has the method and that doesn't fail.
pub fn call(object: &JsValue, method: &str, argument: Option<&JsValue>) -> Option<JsValue> {
    let method: Function = get(object, method)?.dyn_into().ok()?;
    match argument {
        Some(argument) => method.call1(object, argument),
        None => method.call0(object),
    }
    .ok()
}

/// The browser.
pub fn navigator() -> JsValue {
    window().navigator().into()
}

/// Lets the hand feel something. A tablet without a motor does nothing.
pub fn vibrate(milliseconds: f64) {
    let _ = call(
        &navigator(),
        "vibrate",
        Some(&JsValue::from_f64(milliseconds)),
    );
}

/// A file of the app, from the cache when offline.
pub async fn fetch_text(address: &str) -> Option<String> {
    let answer = JsFuture::from(window().fetch_with_str(address))
        .await
        .ok()?;
    let answer: web_sys::Response = answer.dyn_into().ok()?;
    if !answer.ok() {
        return None;
    }
    JsFuture::from(answer.text().ok()?).await.ok()?.as_string()
}
