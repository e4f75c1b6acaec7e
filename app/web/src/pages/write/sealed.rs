//! Who can open a report once it is sealed, said before it is written.

use crate::prelude::*;
use wingbook_worker::message::{ReadersView, Request, Response};

use crate::{
    components::{Banner, ErrorPanel, Tone},
    state::loaded::load,
    t, text,
};

/// The banner above a form whose answers are sealed.
pub fn readers(form: String) -> AnyView {
    let loaded = load(
        move || Request::Readers { form: form.clone() },
        |response| match response {
            Response::Readers(readers) => Some(readers),
            _ => None,
        },
    );
    let who = move || match loaded.get() {
        Some(ReadersView { names, recovery }) if names.is_empty() => match recovery {
            true => text::say("submission-recovery-only", &[]),
            false => text::say("submission-nobody", &[]),
        },
        Some(ReadersView { names, .. }) => {
            text::say("submission-readers", &[("names", names.join(", ").into())])
        }
        None => String::new(),
    };
    view! {
        <Banner tone=Tone::Info title=t!("submission-title")>
            {move || loaded.failure().map(|failure| view! { <ErrorPanel failure /> })}
            <p>{who}</p>
            <p>{t!("submission-how")}</p>
        </Banner>
    }
    .into_any()
}
