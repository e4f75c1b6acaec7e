//! The interface's words. Every sentence on screen comes from a Fluent catalogue under `public/locales`, is made in
//! the user's language at the moment it is shown, and changes at once when the language does.
//!
//! [`t!`](crate::t) gives a reactive sentence for views and properties; [`say!`](crate::say) gives the sentence now,
//! for event handlers. Names, form labels and what people wrote never pass through here: they are shown as they are.

mod catalogue;
mod intl;
pub mod language;
mod load;
mod pseudo;
pub mod regions;
mod sentence;
pub mod times;
mod value;

use std::sync::Arc;

use crate::prelude::*;

pub use self::{catalogue::Catalogue, language::Language, load::load_language, value::Value};
use self::{intl::IntlRules, sentence::Speaker};

/// The catalogues in use. Cloning it copies two pointers.
#[derive(Clone)]
struct Spoken {
    language: Language,
    chosen: Arc<Catalogue>,
    english: Arc<Catalogue>,
}

thread_local! {
    // Kept outside the reactive owners: sentences are also made in event handlers and after a page has gone.
    static SPOKEN: ArcRwSignal<Spoken> = ArcRwSignal::new(Spoken {
        language: Language::English,
        chosen: Arc::default(),
        english: Arc::default(),
    });
    static ZONE: ArcRwSignal<Option<String>> = ArcRwSignal::new(None);
}

fn spoken() -> ArcRwSignal<Spoken> {
    SPOKEN.with(Clone::clone)
}

/// The language on screen (reactive).
pub fn language() -> Language {
    spoken().with(|spoken| spoken.language)
}

/// Sets the zone in which times show: the facility's. Nothing means the tablet's own.
pub fn set_zone(zone: Option<String>) {
    ZONE.with(Clone::clone).set(zone);
}

/// The zone in which times show (reactive).
pub fn zone() -> Option<String> {
    ZONE.with(Clone::clone).get()
}

/// The sentence of `key` now; reactive where called in a reactive closure. A missing key shows itself.
pub fn say(key: &str, arguments: &[(&str, Value)]) -> String {
    spoken().with(|spoken| speak(spoken, |speaker| speaker.say(key, arguments)))
}

/// The sentence of `key`, or nothing where no catalogue holds it.
pub fn try_say(key: &str, arguments: &[(&str, Value)]) -> Option<String> {
    spoken().with(|spoken| speak(spoken, |speaker| speaker.try_say(key, arguments)))
}

/// A reactive sentence without arguments.
pub fn sentence(key: &'static str) -> Signal<String> {
    Signal::derive(move || say(key, &[]))
}

/// A number in the digits and separators of the language (reactive).
pub fn number(value: impl Into<f64>) -> String {
    let value = value.into();
    spoken().with(|spoken| sentence::Rules::number(&IntlRules(spoken.language), value))
}

fn speak<Out>(spoken: &Spoken, use_speaker: impl FnOnce(&Speaker<'_>) -> Out) -> Out {
    use_speaker(&Speaker {
        catalogues: &[&spoken.chosen, &spoken.english],
        rules: &IntlRules(spoken.language),
        rtl: spoken.language.is_rtl(),
        pseudo: spoken.language == Language::Pseudo,
    })
}

/// A reactive sentence: `t!("today-title")`, `t!("sync-waiting", n = waiting.get())`. It is a `Signal<String>`, so it
/// goes anywhere in a view, an attribute or a component's property. Arguments are evaluated again when they change.
#[macro_export]
macro_rules! t {
    ($key:literal) => {
        $crate::text::sentence($key)
    };
    ($key:literal, $($name:ident = $value:expr),+ $(,)?) => {
        ::wingbook_view::Signal::derive(move || {
            $crate::text::say($key, &[$((stringify!($name), $crate::text::Value::from($value))),+])
        })
    };
}

/// The sentence at this moment, as a `String`: for event handlers, labels made inside closures, printing.
#[macro_export]
macro_rules! say {
    ($key:expr) => {
        $crate::text::say($key, &[])
    };
    ($key:expr, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::text::say($key, &[$((stringify!($name), $crate::text::Value::from($value))),+])
    };
}

/// The words in the language on screen from a form's own table of labels; English, or any, where that is missing.
pub fn labelled(labels: &std::collections::BTreeMap<String, String>, otherwise: &str) -> String {
    let code = language().code();
    labels
        .get(code)
        .or_else(|| labels.get("en"))
        .or_else(|| labels.values().next())
        .cloned()
        .unwrap_or_else(|| otherwise.to_owned())
}
