//! Other ways in than the passphrase, both where they are made (*More → Sign-in and lock*) and where they are used (before
//! sign-in): a badge that is shown, a passkey that the platform keeps. All of it lies in the module of what few use.

pub mod badge;
pub mod choosing;
pub mod entering;
pub mod passkey;
mod platform;

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_worker::message::{Failure, Request, Response, WayStep, WaysView};

use crate::{
    client,
    components::{Badge, PassphraseInput, TextInput, Tone},
    state::{session::use_session, snackbars::use_snackbars},
    t, text,
};

/// How many digits the PIN of a badge has (`wingbook_vault::badge::PIN_DIGITS`).
const PIN_DIGITS: u8 = 6;

/// What stands on the page of sign-in below the PIN: which ways there are, and what becomes of them.
pub fn view() -> AnyView {
    let ways = RwSignal::new(None::<WaysView>);
    let paper = RwSignal::new(None::<String>);
    spawn_local(async move {
        if let Ok(Response::Ways(view)) = client::ask(Request::Ways(WayStep::Look)).await {
            ways.set(Some(view));
        }
    });
    view! {
        {move || match paper.get() {
            Some(text) => badge::paper(paper, text),
            None => view! {
                {badge::section(ways, paper)}
                {passkey::section(ways)}
            }
            .into_any(),
        }}
    }
    .into_any()
}

/// Whether there is one.
fn state(has: Signal<Option<bool>>, is_there: &'static str, is_missing: &'static str) -> AnyView {
    view! {
        {move || has.get().map(|has| if has {
            view! { <Badge icon="check" words=Signal::derive(move || text::say(is_there, &[])) tone=Tone::Ok /> }
        } else {
            view! { <Badge icon="circle" words=Signal::derive(move || text::say(is_missing, &[])) tone=Tone::Info /> }
        })}
    }
    .into_any()
}

/// The passphrase, asked for again.
fn passphrase(id: &'static str, value: RwSignal<String>, is_missing: Signal<bool>) -> AnyView {
    let error = Signal::derive(move || {
        is_missing
            .get()
            .then(|| text::say("passphrase-missing", &[]))
    });
    view! {
        <PassphraseInput
            id
            label=t!("passphrase")
            hint=t!("way-passphrase-hint")
            value
            error
        />
    }
    .into_any()
}

/// Takes a way back, and says so.
fn take_back(
    step: WayStep,
    said: &'static str,
    ways: RwSignal<Option<WaysView>>,
    failure: RwSignal<Option<Failure>>,
) {
    let snackbars = use_snackbars();
    spawn_local(async move {
        match client::ask(Request::Ways(step)).await {
            Ok(Response::Ways(view)) => {
                ways.set(Some(view));
                failure.set(None);
                snackbars.say(text::say(said, &[]));
            }
            Ok(_) => {}
            Err(refused) => failure.set(Some(refused)),
        }
    });
}

/// The tablet on which a way works.
fn tablet_name() -> String {
    let view = use_session().view();
    view.map(|view| view.tablet.clone()).unwrap_or_default()
}

/// The code of a badge, to be typed where no camera reads it.
fn typed_code(id: &'static str, value: RwSignal<String>) -> AnyView {
    view! {
        <div class="wb-parts">
            <TextInput
                id
                label=t!("badge-typed")
                hint=t!("badge-typed-hint")
                value
                verbatim=true
                length_max=80
            />
        </div>
    }
    .into_any()
}
