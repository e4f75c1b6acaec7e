//! Settings of this tablet: language, colours, size of letters, keys, and whether the browser keeps the records.

use crate::prelude::*;
use leptos::task::spawn_local;

use super::fact;
use crate::{
    components::{Badge, Banner, Button, Choice, Choices, Tone},
    pages::entrance::{language_chips, theme_chips},
    state::{
        self,
        preferences::{Preferences, Sound, TextSize, use_preferences},
    },
    t, text,
};

/// The page's body.
pub fn view() -> AnyView {
    let preferences = use_preferences();
    let sizes = Signal::derive(|| {
        TextSize::ALL
            .into_iter()
            .map(|size| {
                Choice::new(
                    size.code(),
                    text::say(&format!("text-size-{}", size.code()), &[]),
                )
            })
            .collect()
    });
    let choose_size = move |code: String| {
        if let Some(size) = TextSize::ALL.into_iter().find(|size| size.code() == code) {
            preferences.choose_text_size(size);
        }
    };
    let on_off = Signal::derive(|| {
        vec![
            Choice::new("on", text::say("on", &[])),
            Choice::new("off", text::say("off", &[])),
        ]
    });
    view! {
        <section class="wb-section">
            <h2>{t!("settings-language")}</h2>
            {language_chips()}
        </section>
        <section class="wb-section">
            <h2>{t!("settings-theme")}</h2>
            {theme_chips()}
        </section>
        <Choices
            label=t!("settings-text-size")
            options=sizes
            value=Signal::derive(move || preferences.text_size().code().to_owned())
            on_choose=choose_size
            row=true
        />
        <Choices
            label=t!("settings-keys")
            options=on_off
            value=Signal::derive(move || if preferences.keys() { "on" } else { "off" }.to_owned())
            on_choose=move |chosen: String| preferences.choose_keys(chosen == "on")
            row=true
        />
        {sound(preferences)}
        {storage()}
        {about()}
    }
    .into_any()
}

/// When a check may be heard: by day, never, always.
fn sound(preferences: Preferences) -> AnyView {
    let options = Signal::derive(|| {
        Sound::ALL
            .into_iter()
            .map(|sound| {
                Choice::new(
                    sound.code(),
                    text::say(&format!("sound-{}", sound.code()), &[]),
                )
            })
            .collect()
    });
    let choose = move |code: String| {
        if let Some(sound) = Sound::ALL.into_iter().find(|sound| sound.code() == code) {
            preferences.choose_sound(sound);
        }
    };
    view! {
        <Choices
            label=t!("settings-sound")
            options
            value=Signal::derive(move || preferences.sound().code().to_owned())
            on_choose=choose
            row=true
        />
    }
    .into_any()
}

/// Whether the browser promised not to clear this tablet's store when room gets short.
fn storage() -> AnyView {
    let room = RwSignal::new(None::<(f64, f64)>);
    spawn_local(async move {
        room.set(state::storage::room().await);
    });
    let megabytes = |bytes: f64| (bytes / 1_048_576.0).round();
    view! {
        <section class="wb-section">
            <h2>{t!("storage-title")}</h2>
            {move || match state::storage::is_kept() {
                Some(true) => view! { <Badge icon="check" words=t!("storage-kept") tone=Tone::Ok /> }.into_any(),
                Some(false) => view! {
                    <Banner tone=Tone::Warn title=t!("storage-not-kept")>
                        <p>{t!("storage-not-kept-todo")}</p>
                        <div class="wb-actions"><Button label=t!("storage-ask") on_press=|()| state::storage::ask_to_keep() /></div>
                    </Banner>
                }
                .into_any(),
                None => view! { <p class="wb-quiet">{t!("loading")}</p> }.into_any(),
            }}
            {move || room.get().map(|(used, all)| view! {
                <p class="wb-quiet">{t!("storage-room", used = megabytes(used), all = megabytes(all))}</p>
            })}
        </section>
    }
    .into_any()
}

fn about() -> AnyView {
    let build = document()
        .document_element()
        .and_then(|root| root.get_attribute("data-build"))
        .unwrap_or_default();
    view! {
        <section class="wb-section">
            <h2>{t!("about-title")}</h2>
            <dl class="wb-facts">
                {fact(t!("about-version"), env!("CARGO_PKG_VERSION").into_any())}
                {fact(t!("about-build"), view! { <bdi>{build}</bdi> }.into_any())}
            </dl>
        </section>
    }
    .into_any()
}
