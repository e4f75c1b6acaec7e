//! Countries and time zones by the browser's own lists and names.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::{language, say};

/// ISO 3166-1 alpha-2 codes.
const CODES: &str = "AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI \
    CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HN HR \
    HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG \
    MH MK ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PS PT PW PY QA RO RS RU RW SA \
    SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TZ UA UG US UY UZ VA VC VE VN VU \
    WS XK YE ZA ZM ZW";

/// Every country's code and its name in the language on screen, in the order of the names.
pub fn countries() -> Vec<(String, String)> {
    let names = DisplayNames::of_regions();
    let mut countries: Vec<(String, String)> = CODES
        .split_whitespace()
        .map(|code| (code.to_owned(), names.name(code)))
        .collect();
    countries.sort_by(|one, other| {
        js_sys::JsString::from(one.1.as_str())
            .locale_compare(
                &other.1,
                &Array::of1(&JsValue::from_str(language().locale())),
                &Object::new(),
            )
            .cmp(&0)
    });
    countries
}

/// Every time zone that the browser knows; its code is its name.
pub fn zones() -> Vec<(String, String)> {
    let intl = intl();
    let zones = function(&intl, "supportedValuesOf")
        .and_then(|list| list.call1(&intl, &JsValue::from_str("timeZone")).ok())
        .and_then(|zones| zones.dyn_into::<Array>().ok())
        .unwrap_or_default();
    let mut names: Vec<String> = zones.iter().filter_map(|zone| zone.as_string()).collect();
    let own = own_zone();
    if !names.contains(&own) {
        names.insert(0, own);
    }
    names
        .into_iter()
        .map(|name| (name.clone(), name.replace('_', " ")))
        .collect()
}

/// The zone that the tablet is set to.
pub fn own_zone() -> String {
    resolved("DateTimeFormat", "timeZone").unwrap_or_else(|| "UTC".to_owned())
}

/// The country of the browser's language, if it names one; else the first that this was made for.
pub fn own_country() -> String {
    let tag = resolved("DateTimeFormat", "locale").unwrap_or_default();
    tag.split('-')
        .skip(1)
        .find(|part| part.len() == 2 && CODES.contains(*part))
        .unwrap_or("UG")
        .to_owned()
}

fn intl() -> JsValue {
    Reflect::get(&js_sys::global(), &JsValue::from_str("Intl")).unwrap_or_default()
}

fn function(object: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(object, &JsValue::from_str(name))
        .ok()?
        .dyn_into()
        .ok()
}

fn resolved(format: &str, property: &str) -> Option<String> {
    let intl = intl();
    let made = function(&intl, format)?.call0(&intl).ok()?;
    let options = function(&made, "resolvedOptions")?.call0(&made).ok()?;
    Reflect::get(&options, &JsValue::from_str(property))
        .ok()?
        .as_string()
}

/// `Intl.DisplayNames`, which `js_sys` doesn't know.
struct DisplayNames {
    names: Option<JsValue>,
}

impl DisplayNames {
    fn of_regions() -> Self {
        let options = Object::new();
        // Setting a property of a fresh plain object can't fail.
        let _ = Reflect::set(
            &options,
            &JsValue::from_str("type"),
            &JsValue::from_str("region"),
        );
        let names = function(&intl(), "DisplayNames").and_then(|constructor| {
            Reflect::construct(
                &constructor,
                &Array::of2(&JsValue::from_str(language().locale()), &options),
            )
            .ok()
        });
        DisplayNames { names }
    }

    fn name(&self, code: &str) -> String {
        let name = self.names.as_ref().and_then(|names| {
            function(names, "of")?
                .call1(names, &JsValue::from_str(code))
                .ok()?
                .as_string()
        });
        name.unwrap_or_else(|| code.to_owned())
    }
}

/// A facility's zone and country for reading.
pub fn country_name(code: &str) -> String {
    if code.is_empty() {
        say("unknown", &[])
    } else {
        DisplayNames::of_regions().name(code)
    }
}
