//! *Sign-in*: the PIN with which one comes back during a shift, other ways in, and after how long the tablet locks by itself.

use crate::prelude::*;
use leptos::{ev, task::spawn_local};
use wingbook_worker::message::{Failure, Request, Response};

use crate::{
    client,
    components::{
        Badge, Button, Choice, Choices, ErrorPanel, PassphraseInput, Progress, TextInput, Tone,
        button::Kind, field,
    },
    pages::ways,
    state::{
        preferences::{IDLE_MINUTES, use_preferences},
        session::{Session, use_session},
        snackbars::{Snackbars, use_snackbars},
    },
    t, text,
};

const PIN_ID: &str = "pin-new";
const PASSPHRASE_ID: &str = "pin-passphrase";

/// What was typed, and how far it got.
#[derive(Clone, Copy)]
struct Change {
    pin: RwSignal<String>,
    passphrase: RwSignal<String>,
    wrong: RwSignal<Option<&'static str>>,
    running: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
}

impl Change {
    fn new() -> Self {
        Self {
            pin: RwSignal::default(),
            passphrase: RwSignal::default(),
            wrong: RwSignal::new(None),
            running: RwSignal::new(false),
            failure: RwSignal::new(None),
        }
    }

    fn submit(self, pin: Option<String>, session: Session, snackbars: Snackbars) {
        if self.running.get_untracked() {
            return;
        }
        if self.passphrase.with_untracked(String::is_empty) {
            self.wrong.set(Some("passphrase-missing"));
            return field::focus(PASSPHRASE_ID);
        }
        let said = if pin.is_some() {
            "pin-is-chosen"
        } else {
            "pin-is-given-up"
        };
        let passphrase = self.passphrase.get_untracked();
        self.wrong.set(None);
        self.failure.set(None);
        self.running.set(true);
        spawn_local(async move {
            let outcome = client::ask(Request::PutPin { passphrase, pin }).await;
            self.running.set(false);
            self.passphrase.set(String::new());
            match outcome {
                Ok(Response::Session(view)) => {
                    self.pin.set(String::new());
                    session.sign_in(view);
                    snackbars.say(text::say(said, &[]));
                }
                Ok(_) => {}
                Err(Failure::Invalid { questions }) => {
                    let is_obvious = questions.iter().any(|question| question == "pin-obvious");
                    self.wrong.set(Some(if is_obvious {
                        "pin-obvious"
                    } else {
                        "pin-shape"
                    }));
                    field::focus(PIN_ID);
                }
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }
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
    let change = Change::new();
    let has_pin = Memo::new(move |_| session.view().is_some_and(|view| view.pin));
    let error_of = move |keys: &'static [&'static str]| {
        Signal::derive(move || {
            let key = change.wrong.get().filter(|key| keys.contains(key));
            key.map(|key| text::say(key, &[]))
        })
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let pin = change.pin.get_untracked().trim().to_owned();
        change.submit(Some(pin), session, snackbars);
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
                // First: what stands above a passphrase a browser takes for the name of an account, and keeps.
                <PassphraseInput
                    id=PASSPHRASE_ID
                    label=t!("passphrase")
                    hint=t!("pin-passphrase-hint")
                    value=change.passphrase
                    error=error_of(&["passphrase-missing"])
                />
                <TextInput
                    id=PIN_ID
                    label=t!("pin-new")
                    hint=t!("pin-new-hint")
                    value=change.pin
                    error=error_of(&["pin-shape", "pin-obvious"])
                    keyboard="numeric"
                    verbatim=true
                    length_max=8
                />
                {move || if change.running.get() {
                    view! { <Progress label=t!("sign-in-deriving") /> }.into_any()
                } else {
                    view! {
                        <div class="wb-actions">
                            <Button label kind=Kind::Primary icon="lock" submit=true on_press=|()| {} />
                            {has_pin.get().then(|| view! {
                                <Button
                                    label=t!("pin-give-up")
                                    on_press=move |()| change.submit(None, session, snackbars)
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
