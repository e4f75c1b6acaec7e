//! Help: a short text for each page, without a network, in the user's language. `?about=` opens the one asked for.

use crate::prelude::*;
use leptos::task::spawn_local;

use crate::{
    components::{Button, field},
    device::fetch_text,
    say,
    state::address,
    t, text,
};

/// Each text's word; its title is `help-<word>`, its paragraphs `.one` to `.four`.
const TEXTS: [&str; 16] = [
    "today", "round", "count", "people", "write", "correct", "review", "wings", "records",
    "charts", "prison", "sync", "sign-in", "lock", "radio", "trust",
];
/// The heading takes the focus with the next frame; only then may the text take it.
const AFTER_THE_HEADING: std::time::Duration = std::time::Duration::from_millis(80);
const PARAGRAPHS: [&str; 4] = ["one", "two", "three", "four"];

/// The page's body.
pub fn view() -> AnyView {
    let query = address::query();
    let about = move || query.with(|query| query.get("about")).unwrap_or_default();
    let texts = TEXTS
        .into_iter()
        .map(|word| {
            let paragraphs = PARAGRAPHS
                .into_iter()
                .map(|part| {
                    let sentence = Signal::derive(move || text::try_say(&format!("help-{word}.{part}"), &[]));
                    view! { {move || sentence.get().map(|sentence| view! { <p>{sentence}</p> })} }.into_any()
                })
                .collect_view();
            view! {
                <details class="wb-help" id=format!("help-{word}") open=move || about() == word>
                    <summary class="wb-help__title">{Signal::derive(move || say!(&format!("help-{word}")))}</summary>
                    <div class="wb-prose wb-help__text">{paragraphs}</div>
                </details>
            }
            .into_any()
        })
        .collect_view();
    Effect::new(move |_| {
        let about = about();
        if !about.is_empty() {
            set_timeout(move || show(&about), AFTER_THE_HEADING);
        }
    });
    view! {
        <div>{texts}</div>
        {notices()}
    }
    .into_any()
}

fn show(about: &str) {
    if let Some(text) = document().get_element_by_id(&format!("help-{about}")) {
        text.scroll_into_view();
    }
    field::focus(&format!("help-{about}"));
}

/// Licences of what Wingbook is made of: a file that the build generates.
fn notices() -> AnyView {
    let notices = RwSignal::new(None::<Result<String, ()>>);
    let open = move |()| {
        spawn_local(async move {
            notices.set(Some(fetch_text("/notices.txt").await.ok_or(())));
        });
    };
    view! {
        <section class="wb-section">
            <h2>{t!("notices-title")}</h2>
            <p>{t!("notices-what")}</p>
            {move || match notices.get() {
                None => view! {
                    <div class="wb-actions"><Button label=t!("notices-read") on_press=open /></div>
                }
                .into_any(),
                Some(Ok(text)) => view! { <pre class="wb-help__notices" lang="en" dir="ltr" tabindex="0">{text}</pre> }.into_any(),
                Some(Err(())) => view! { <p>{t!("notices-missing")}</p> }.into_any(),
            }}
        </section>
    }
    .into_any()
}
