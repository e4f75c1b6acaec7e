//! Before anybody is signed in: set-up and sign-in share their frame, the language and the colours.

pub mod set_up;
pub mod sign_in;

use crate::prelude::*;
use leptos::task::spawn_local;

use crate::{
    state::preferences::{self, Theme, use_preferences},
    t,
    text::{self, Language},
};

/// The frame of the pages before sign-in.
fn frame(body: AnyView) -> AnyView {
    view! {
        <main class="wb-entrance" id="main">
            {body}
            <section class="wb-stack wb-entrance__look" aria-label=t!("look-label")>
                {language_chips()}
                {theme_chips()}
            </section>
        </main>
    }
    .into_any()
}

/// The languages, each named in itself. A tap changes every word at once.
pub fn language_chips() -> AnyView {
    let chips = Language::OFFERED
        .into_iter()
        .map(|language| {
            view! {
                <button
                    type="button"
                    class="wb-chip"
                    lang=language.code()
                    aria-pressed=move || (text::language() == language).to_string()
                    on:click=move |_| choose_language(language)
                >
                    {language.own_name()}
                </button>
            }
        })
        .collect_view();
    view! { <div class="wb-chips" role="group" aria-label=t!("settings-language")>{chips}</div> }
        .into_any()
}

fn choose_language(language: Language) {
    spawn_local(async move {
        // Without its catalogue the language on screen stays, and nothing is kept.
        if text::load_language(language).await.is_ok() {
            preferences::keep_language(language);
        }
    });
}

/// The colours.
pub fn theme_chips() -> AnyView {
    let preferences = use_preferences();
    let chips = Theme::ALL
        .into_iter()
        .map(|theme| {
            view! {
                <button
                    type="button"
                    class="wb-chip"
                    aria-pressed=move || (preferences.theme() == theme).to_string()
                    on:click=move |_| preferences.choose_theme(theme)
                >
                    {Signal::derive(move || theme_words(theme))}
                </button>
            }
        })
        .collect_view();
    view! { <div class="wb-chips" role="group" aria-label=t!("settings-theme")>{chips}</div> }
        .into_any()
}

fn theme_words(theme: Theme) -> String {
    match theme {
        Theme::Dark => text::say("theme-dark", &[]),
        Theme::Light => text::say("theme-light", &[]),
        Theme::Sun => text::say("theme-sun", &[]),
    }
}
