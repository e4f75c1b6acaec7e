//! From an empty page to the app: what to do on a panic, the words, then the view.

use leptos::{mount::mount_to_body, prelude::*};
use wasm_bindgen_futures::spawn_local;

use crate::{app::App, state, text};

/// The one sentence that can't come from a catalogue: that no catalogue came.
const NO_WORDS: &str = "Wingbook could not be loaded. Nothing is lost. Connect to the server once and reload. · \
    Impossible de charger Wingbook. Rien n’est perdu. Connectez-vous une fois au serveur et rechargez. · \
    تعذّر تحميل Wingbook. لم يضِع شيء. اتصل بالخادم مرة واحدة ثم أعد التحميل. · \
    Не удалось загрузить Wingbook. Ничего не потеряно. Подключитесь к серверу и обновите страницу.";

/// Shows the app. Called once, by the window.
pub fn mount() {
    tell_of_panics();
    spawn_local(async {
        let language = state::preferences::language();
        let mut loaded = text::load_language(language).await;
        if loaded.is_err() && language != text::Language::English {
            loaded = text::load_language(text::Language::English).await;
        }
        match loaded {
            Ok(()) => {
                state::clock::start();
                state::update::start();
                mount_to_body(App);
            }
            Err(error) => {
                leptos::logging::error!("{error}");
                if let Some(body) = document().body() {
                    body.set_text_content(Some(NO_WORDS));
                }
            }
        }
    });
}

/// After a panic nothing of the page can be trusted: `boot.js` turns to the recovery page.
/// The console gets the place in the code only, for a message could quote a record.
fn tell_of_panics() {
    std::panic::set_hook(Box::new(|panic| {
        if cfg!(debug_assertions) {
            leptos::logging::error!("{panic}");
        } else if let Some(place) = panic.location() {
            leptos::logging::error!("the page stopped at {}:{}", place.file(), place.line());
        }
        if let Ok(event) = web_sys::Event::new("wingbook:stopped") {
            // The event can't be cancelled, so what comes back says nothing.
            let _ = window().dispatch_event(&event);
        }
    }));
}
