//! Practice mode: everything works, nothing counts. Its records never leave the tablet.

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_worker::message::{Request, Response};

use super::lead;
use crate::{
    client,
    components::{Banner, Button, LinkButton, Tone, button::Kind},
    pages::Page,
    state::{session::use_session, snackbars::use_snackbars, sync},
    t,
};

/// The page's body.
pub fn view() -> AnyView {
    let session = use_session();
    let snackbars = use_snackbars();
    let switch = move |on: bool| {
        spawn_local(async move {
            match client::ask(Request::Practice { on }).await {
                Ok(Response::Session(view)) => {
                    session.sign_in(view);
                    sync::note_change();
                }
                Ok(_) => {}
                Err(failure) => snackbars.fail(&failure),
            }
        });
    };
    view! {
        <div class="wb-prose">
            {lead("practice", t!("practice-what"))}
            {lead("phone", t!("practice-stays"))}
            {lead("info", t!("practice-shown"))}
        </div>
        {move || if session.is_practice() {
            view! {
                <Banner tone=Tone::Warn title=t!("practice-is-on")>
                    <p role="status">{t!("practice-has-begun")}</p>
                </Banner>
                <div class="wb-actions">
                    <LinkButton label=t!("practice-to-today") href=Page::Today.path() kind=Kind::Primary icon="today" />
                    <Button label=t!("practice-stop") on_press=move |()| switch(false) />
                </div>
            }
            .into_any()
        } else {
            view! {
                <div class="wb-actions">
                    <Button label=t!("practice-start") icon="practice" on_press=move |()| switch(true) />
                </div>
            }
            .into_any()
        }}
    }
    .into_any()
}
