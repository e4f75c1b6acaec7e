//! The browser's own `Intl` for plural forms, numbers, dates and times. Nothing of the kind is shipped in the app.

use std::{cell::RefCell, collections::HashMap};

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wingbook_forms::write_number;

use super::{language::Language, sentence::Rules};

thread_local! {
    /// Formatters by what they were asked for: making one takes a hundred times as long as using it.
    static FORMATTERS: RefCell<HashMap<String, Formatter>> = RefCell::new(HashMap::new());
}

/// A made `Intl` object with its bound function.
#[derive(Clone)]
struct Formatter {
    /// Nothing where this browser lacks the function: the caller then shows the plain value.
    format: Option<Function>,
    this: JsValue,
}

impl Formatter {
    fn call(&self, argument: &JsValue) -> Option<String> {
        self.format
            .as_ref()?
            .call1(&self.this, argument)
            .ok()?
            .as_string()
    }
}

fn formatter(key: String, make: impl FnOnce() -> Formatter) -> Formatter {
    FORMATTERS.with_borrow_mut(|known| known.entry(key).or_insert_with(make).clone())
}

fn method(object: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(object, &JsValue::from_str(name))
        .ok()?
        .dyn_into()
        .ok()
}

fn locales(language: Language) -> Array {
    Array::of1(&JsValue::from_str(language.locale()))
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in pairs {
        // Setting a property of a fresh plain object can't fail.
        let _ = Reflect::set(
            &options,
            &JsValue::from_str(name),
            &JsValue::from_str(value),
        );
    }
    options
}

/// Numbers and plural forms of one language.
pub struct IntlRules(pub Language);

impl Rules for IntlRules {
    fn plural(&self, number: f64) -> String {
        let language = self.0;
        formatter(format!("plural {}", language.code()), || {
            let rules = Intl::PluralRules::new(&locales(language), &Object::new());
            Formatter {
                format: method(&rules, "select"),
                this: rules.into(),
            }
        })
        .call(&JsValue::from_f64(number))
        .unwrap_or_else(|| "other".to_owned())
    }

    fn number(&self, number: f64) -> String {
        let language = self.0;
        formatter(format!("number {}", language.code()), || {
            let format = Intl::NumberFormat::new(&locales(language), &Object::new());
            Formatter {
                format: Some(format.format()),
                this: format.into(),
            }
        })
        .call(&JsValue::from_f64(number))
        .unwrap_or_else(|| write_number(number))
    }
}

/// A moment written with the given `Intl.DateTimeFormat` options, in a zone (or the tablet's own where it is unknown).
pub fn moment(
    language: Language,
    zone: Option<&str>,
    at_ms: f64,
    pairs: &[(&str, &str)],
) -> String {
    let mut key = format!("moment {} {}", language.code(), zone.unwrap_or("-"));
    for (name, value) in pairs {
        key.extend([" ", name, "=", value]);
    }
    formatter(key, || {
        let known_zone = zone.filter(|zone| is_zone(zone));
        let with_zone: Vec<(&str, &str)> = pairs
            .iter()
            .copied()
            .chain(known_zone.map(|zone| ("timeZone", zone)))
            .collect();
        let format = Intl::DateTimeFormat::new(&locales(language), &options(&with_zone));
        Formatter {
            format: Some(format.format()),
            this: format.into(),
        }
    })
    .call(&Date::new(&JsValue::from_f64(at_ms)))
    .unwrap_or_default()
}

/// "12 minutes ago", "in 2 hours": `count` is negative for the past; `unit` is one of `Intl.RelativeTimeFormat`'s.
pub fn relative(language: Language, count: f64, unit: &'static str) -> String {
    let known = formatter(format!("relative {}", language.code()), || {
        let pairs = [("numeric", "auto"), ("style", "short")];
        let format = Intl::RelativeTimeFormat::new(&locales(language), &options(&pairs));
        Formatter {
            format: method(&format, "format"),
            this: format.into(),
        }
    });
    known
        .format
        .and_then(|format| {
            format
                .call2(
                    &known.this,
                    &JsValue::from_f64(count),
                    &JsValue::from_str(unit),
                )
                .ok()
        })
        .and_then(|written| written.as_string())
        .unwrap_or_default()
}

/// Whether the browser knows a zone by this name; asking it for an unknown one would throw.
fn is_zone(zone: &str) -> bool {
    !zone.is_empty() && {
        let check = Reflect::get(&js_sys::global(), &JsValue::from_str("Intl"))
            .and_then(|intl| Reflect::get(&intl, &JsValue::from_str("DateTimeFormat")))
            .ok()
            .and_then(|constructor| constructor.dyn_into::<Function>().ok());
        check.is_some_and(|constructor| {
            constructor
                .call2(
                    &JsValue::UNDEFINED,
                    &Array::new(),
                    &options(&[("timeZone", zone)]),
                )
                .is_ok()
        })
    }
}

/// `2026-11-24` in a zone. Swedish writes dates this way, with Latin digits.
pub fn iso_date(zone: Option<&str>, at_ms: f64) -> String {
    formatter(format!("date {}", zone.unwrap_or("-")), || {
        let known_zone = zone
            .filter(|zone| is_zone(zone))
            .map(|zone| ("timeZone", zone));
        let pairs: Vec<(&str, &str)> = known_zone.into_iter().collect();
        let format =
            Intl::DateTimeFormat::new(&Array::of1(&JsValue::from_str("sv-SE")), &options(&pairs));
        Formatter {
            format: Some(format.format()),
            this: format.into(),
        }
    })
    .call(&Date::new(&JsValue::from_f64(at_ms)))
    .unwrap_or_default()
}
