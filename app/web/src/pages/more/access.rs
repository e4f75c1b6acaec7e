//! *Sign-in*: the PIN with which one comes back during a shift, other ways in, and after how long the tablet locks by itself.

use crate::prelude::*;
use leptos::{ev, task::spawn_local};
use wingbook_worker::message::{Request, Response};

use crate::{
    client,
    components::{Badge, Button, Choice, Choices, ErrorPanel, Progress, Tone, button::Kind},
    pages::ways::{
        self,
        choosing::{Choosing, Pin},
    },
    state::{
        preferences::{IDLE_MINUTES, use_preferences},
        session::{Session, use_session},
        snackbars::{Snackbars, use_snackbars},
    },
    t, text,
};

/// The PIN with which one comes back.
const PIN: Pin = Pin {
    id: "pin-new",
    passphrase_id: "pin-passphrase",
    shape: "pin-shape",
    digits_max: 8,
};

/// Chooses this PIN, or gives it up.
fn put(choosing: Choosing, pin: Option<String>, session: Session, snackbars: Snackbars) {
    let Some(passphrase) = choosing.begin() else {
        return;
    };
    let said = if pin.is_some() {
        "pin-is-chosen"
    } else {
        "pin-is-given-up"
    };
    spawn_local(async move {
        let answer = choosing.end(client::ask(Request::PutPin { passphrase, pin }).await);
        if let Some(Response::Session(view)) = answer {
            session.sign_in(view);
            snackbars.say(text::say(said, &[]));
        }
    });
}

/// The page's body.
pub fn view() -> AnyView {
    let preferences = use_preferences();
    let minutes = Signal::derive(|| {
        let choice = |minutes: u32| {
            let words = text::say("idle-minutes", &[("n", minutes.into())]);
            Choice::new(minutes.to_string(), words)
        };
        IDLE_MINUTES.into_iter().map(choice).collect()
    });
    let choose = move |chosen: String| {
        if let Ok(minutes) = chosen.parse() {
            preferences.choose_idle_minutes(minutes);
        }
    };
    view! {
        <div class="wb-stack wb-no-print">{pin()}</div>
        {ways::view()}
        <div class="wb-no-print">
        <Choices
            label=t!("idle-title")
            options=minutes
            value=Signal::derive(move || preferences.idle_minutes().to_string())
            on_choose=choose
            row=true
        />
        </div>
    }
    .into_any()
}

fn pin() -> AnyView {
    let session = use_session();
    let snackbars = use_snackbars();
    let change = Choosing::new(PIN);
    let has_pin = Memo::new(move |_| session.view().is_some_and(|view| view.pin));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let pin = change.pin.get_untracked().trim().to_owned();
        put(change, Some(pin), session, snackbars);
    };
    let label = Signal::derive(move || {
        let key = if has_pin.get() {
            "pin-change"
        } else {
            "pin-choose"
        };
        text::say(key, &[])
    });
    view! {
        <section class="wb-section">
            <h2>{t!("pin-title")}</h2>
            <p>{t!("pin-what")}</p>
            {move || if has_pin.get() {
                view! { <Badge icon="check" words=t!("pin-is-set") tone=Tone::Ok /> }
            } else {
                view! { <Badge icon="circle" words=t!("pin-not-set") tone=Tone::Info /> }
            }}
            {move || change.failure.get().map(|failure| view! { <ErrorPanel failure /> })}
            <form class="wb-entrance__form wb-pin-form" novalidate=true on:submit=submit>
                {change.fields(t!("pin-passphrase-hint"), t!("pin-new"), t!("pin-new-hint"))}
                {move || if change.running.get() {
                    view! { <Progress label=t!("sign-in-deriving") /> }.into_any()
                } else {
                    view! {
                        <div class="wb-actions">
                            <Button label kind=Kind::Primary icon="lock" submit=true on_press=|()| {} />
                            {has_pin.get().then(|| view! {
                                <Button
                                    label=t!("pin-give-up")
                                    on_press=move |()| put(change, None, session, snackbars)
                                />
                            })}
                        </div>
                    }
                    .into_any()
                }}
            </form>
        </section>
    }
    .into_any()
}
