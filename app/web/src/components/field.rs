//! One question of a form and its text inputs.

use crate::prelude::*;
use leptos::html;
use wasm_bindgen::JsCast;

use super::{
    Button, fresh_id,
    icon::Icon,
    words::{Typed, Words},
};
use crate::{pages::lazy, t};

/// Puts the focus into the element with this id, or the first input within it, and brings it into view.
pub fn focus(id: &str) {
    let found = document().get_element_by_id(id).and_then(|element| {
        let inner = element
            .query_selector("input, textarea, button")
            .ok()
            .flatten();
        if element.has_attribute("tabindex")
            || element.matches("input, textarea, button").unwrap_or(false)
        {
            Some(element)
        } else {
            inner
        }
    });
    if let Some(element) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
    {
        // Focusing an element that is on the page can't fail.
        let _ = element.focus();
        element.scroll_into_view_with_bool(false);
    }
}

/// The frame of a question: label, hint, error, and the input given as children.
#[component]
pub fn Field(
    /// The id of the input that the label belongs to.
    #[prop(into)]
    input_id: String,
    /// The question.
    #[prop(into)]
    label: Signal<String>,
    /// Help below the question.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// What is wrong with the answer; empty or nothing: all is well.
    #[prop(optional, into)]
    error: Option<Signal<Option<String>>>,
    /// Say that it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// The input.
    children: Children,
) -> AnyView {
    let error = error.unwrap_or_else(|| Signal::stored(None));
    let error_id = format!("{input_id}-error");
    view! {
        <div class=move || if error.with(Option::is_some) { "wb-field wb-field--error" } else { "wb-field" }>
            <label class="wb-field__label" for=input_id.clone()>
                {label}
                {optional.then(|| view! { <span class="wb-field__optional">" " {t!("optional")}</span> })}
            </label>
            {hint.map(|hint| view! {
                <p class="wb-field__hint" id=format!("{input_id}-hint") hidden=move || hint.with(String::is_empty)>{hint}</p>
            })}
            <p class="wb-field__error" id=error_id hidden=move || error.with(Option::is_none)>
                <Icon name="warning" />
                <span>{move || error.get().unwrap_or_default()}</span>
            </p>
            {children()}
        </div>
    }
    .into_any()
}

fn described_by(id: &str, hint: bool, error: Signal<Option<String>>) -> Signal<Option<String>> {
    let id = id.to_owned();
    Signal::derive(move || {
        let hint = hint.then(|| format!("{id}-hint"));
        let error = error.with(Option::is_some).then(|| format!("{id}-error"));
        let ids: Vec<String> = hint.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    })
}

/// A one-line text question.
#[component]
pub fn TextInput(
    /// The question.
    #[prop(into)]
    label: Signal<String>,
    /// The answer.
    value: RwSignal<String>,
    /// Help below the question.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// What is wrong with the answer.
    #[prop(optional, into)]
    error: Option<Signal<Option<String>>>,
    /// The input's id; made up if not given.
    #[prop(optional, into)]
    id: Option<String>,
    /// `text`, `url`, `search`, `password`.
    #[prop(default = "text")]
    kind: &'static str,
    /// `numeric`, `url`, …: which keyboard the tablet shows.
    #[prop(optional)]
    keyboard: Option<&'static str>,
    /// Say that it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// Names, numbers and addresses keep their own direction and are not corrected by the keyboard.
    #[prop(optional)]
    verbatim: bool,
    /// At most so many characters.
    #[prop(default = 200)]
    length_max: usize,
) -> AnyView {
    let id = id.unwrap_or_else(|| fresh_id("input"));
    let error = error.unwrap_or_else(|| Signal::stored(None));
    let described = described_by(&id, hint.is_some(), error);
    let input = view! {
        <input
            id=id.clone()
            class="wb-input"
            type=kind
            inputmode=keyboard
            dir="auto"
            autocomplete="off"
            autocapitalize=verbatim.then_some("none")
            spellcheck=if verbatim { "false" } else { "true" }
            maxlength=length_max.to_string()
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            aria-describedby=described
            prop:value=value
            on:input=move |event| value.set(event_target_value(&event))
        />
        {room_left(value, length_max)}
    }
    .into_any();
    view! { <Field input_id=id label hint=maybe(hint) error optional>{input}</Field> }.into_any()
}

/// A hint that may be empty, as an optional property wants it.
fn maybe(hint: Option<Signal<String>>) -> Signal<String> {
    hint.unwrap_or_else(|| Signal::stored(String::new()))
}

/// A passphrase with a button that shows it. While it is shown its words complete.
#[component]
pub fn PassphraseInput(
    /// The question.
    #[prop(into)]
    label: Signal<String>,
    /// The answer.
    value: RwSignal<String>,
    /// Help below the question.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// What is wrong with the answer.
    #[prop(optional, into)]
    error: Option<Signal<Option<String>>>,
    /// The input's id; made up if not given.
    #[prop(optional, into)]
    id: Option<String>,
    /// It is chosen here: words can be drawn for whoever has none.
    #[prop(optional)]
    is_new: bool,
) -> AnyView {
    let id = id.unwrap_or_else(|| fresh_id("passphrase"));
    let error = error.unwrap_or_else(|| Signal::stored(None));
    let described = described_by(&id, hint.is_some(), error);
    let typed = Typed {
        id: StoredValue::new(id.clone()),
        value,
        is_open: RwSignal::new(false),
        shown: RwSignal::new(false),
    };
    let (shown, is_open) = (typed.shown, typed.is_open);
    let is_drawing = RwSignal::new(false);
    let toggle_label = Signal::derive(move || {
        if shown.get() {
            crate::say!("passphrase-hide")
        } else {
            crate::say!("passphrase-show")
        }
    });
    // The space after a word that was completed is no part of the passphrase until another word follows.
    let on_screen = Signal::derive(move || {
        let is_open = is_open.get();
        value.with(|value| match is_open && !value.is_empty() {
            true => format!("{value} "),
            false => value.clone(),
        })
    });
    let take = move |text: String| {
        let is_untouched = is_open.get_untracked()
            && text.trim_end() == value.with_untracked(|value| value.trim_end().to_owned());
        is_open.set(is_untouched && text.ends_with(' '));
        value.set(if is_untouched {
            text.trim_end().to_owned()
        } else {
            text
        });
    };
    let input = view! {
        <div class="wb-field__row">
            <input
                id=id.clone()
                class="wb-input"
                type=move || if shown.get() { "text" } else { "password" }
                dir="auto"
                // Chromium saves a password, and keeps what was typed above it in clear, whatever "off" says; a code of
                // one use it lets be. A text that isn't "off" it would put into its session.
                autocomplete=move || if shown.get() { "off" } else { "one-time-code" }
                autocapitalize="none"
                spellcheck="false"
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described
                prop:value=on_screen
                on:input=move |event| take(event_target_value(&event))
            />
            <button
                type="button"
                class="wb-button wb-button--secondary"
                aria-pressed=move || shown.get().to_string()
                on:click=move |_| shown.update(|shown| *shown = !*shown)
            >
                {toggle_label}
            </button>
        </div>
        {move || shown.get().then(|| lazy::words(Words::Completing, typed))}
        {is_new.then(|| view! {
            {move || if is_drawing.get() {
                lazy::words(Words::Drawing, typed)
            } else {
                view! {
                    <div class="wb-actions">
                        <Button label=t!("words-draw") icon="refresh" on_press=move |()| is_drawing.set(true) />
                    </div>
                }
                .into_any()
            }}
        })}
    }
    .into_any();
    view! { <Field input_id=id label hint=maybe(hint) error>{input}</Field> }.into_any()
}

/// Dates and codes are never longer than their input: nothing need be said of its length.
const LENGTH_UNSAID: usize = 20;

/// How many characters still fit, once few do: nothing that was typed is cut without a word.
fn room_left(value: RwSignal<String>, length_max: usize) -> AnyView {
    if length_max <= LENGTH_UNSAID {
        return ().into_any();
    }
    let left = Memo::new(move |_| {
        length_max.saturating_sub(value.with(|text| text.encode_utf16().count()))
    });
    view! {
        <p class="wb-field__count" aria-live="polite" hidden=move || { left.get() * 10 > length_max }>
            {t!("characters-left", n = left.get())}
        </p>
    }
    .into_any()
}

/// A question answered in sentences.
#[component]
pub fn TextArea(
    /// The question.
    #[prop(into)]
    label: Signal<String>,
    /// The answer.
    value: RwSignal<String>,
    /// Help below the question.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// What is wrong with the answer.
    #[prop(optional, into)]
    error: Option<Signal<Option<String>>>,
    /// The input's id; made up if not given.
    #[prop(optional, into)]
    id: Option<String>,
    /// Say that it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// At most so many characters; the count shows when little is left.
    #[prop(default = 4000)]
    length_max: usize,
    /// The element, for whoever restores a cursor.
    #[prop(optional)]
    node_ref: NodeRef<html::Textarea>,
) -> AnyView {
    let id = id.unwrap_or_else(|| fresh_id("text"));
    let error = error.unwrap_or_else(|| Signal::stored(None));
    let described = described_by(&id, hint.is_some(), error);
    let input = view! {
        <textarea
            id=id.clone()
            class="wb-input wb-input--area"
            dir="auto"
            autocomplete="off"
            maxlength=length_max.to_string()
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            aria-describedby=described
            prop:value=value
            on:input=move |event| value.set(event_target_value(&event))
            node_ref=node_ref
        ></textarea>
        {room_left(value, length_max)}
    }
    .into_any();
    view! { <Field input_id=id label hint=maybe(hint) error optional>{input}</Field> }.into_any()
}
