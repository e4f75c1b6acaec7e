//! Sign-in: staff number and passphrase. Whoever signed in once on this tablet needs no network.

use crate::prelude::*;
use leptos::{ev, task::spawn_local};
use wingbook_worker::message::{Failure, Request, Response};

use super::frame;
use crate::{
    client,
    components::{
        Button, ErrorPanel, Icon, PassphraseInput, Progress, TextInput, button::Kind, field,
    },
    state::{
        session::{Session, use_session},
        sync,
    },
    t, text,
};

const STAFF_NUMBER_ID: &str = "staff-number";
const PASSPHRASE_ID: &str = "passphrase";

/// What was typed, and how far it got.
#[derive(Clone, Copy)]
struct Attempt {
    staff_number: RwSignal<String>,
    passphrase: RwSignal<String>,
    missing: RwSignal<bool>,
    running: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
}

impl Attempt {
    fn new() -> Self {
        Attempt {
            staff_number: RwSignal::default(),
            passphrase: RwSignal::default(),
            missing: RwSignal::new(false),
            running: RwSignal::new(false),
            failure: RwSignal::new(None),
        }
    }

    fn submit(self, session: Session) {
        if self.running.get_untracked() {
            return;
        }
        let staff_number = self.staff_number.get_untracked().trim().to_owned();
        let passphrase = self.passphrase.get_untracked();
        if staff_number.is_empty() || passphrase.is_empty() {
            self.missing.set(true);
            field::focus(if staff_number.is_empty() {
                STAFF_NUMBER_ID
            } else {
                PASSPHRASE_ID
            });
            return;
        }
        self.missing.set(false);
        self.failure.set(None);
        self.running.set(true);
        spawn_local(async move {
            let outcome = client::ask(Request::SignIn {
                staff_number,
                passphrase,
            })
            .await;
            match outcome {
                // The page is gone in a moment, and what was typed with it.
                Ok(Response::Session(view)) => session.sign_in(view),
                Ok(_) => self.failed(Failure::Internal {
                    detail: "sign-in: another answer".to_owned(),
                }),
                Err(failure) => self.failed(failure),
            }
        });
    }

    fn failed(self, failure: Failure) {
        self.running.set(false);
        if failure == Failure::WrongPassphrase {
            self.passphrase.set(String::new());
            field::focus(PASSPHRASE_ID);
        }
        self.failure.set(Some(failure));
    }
}

/// The page.
pub fn view() -> AnyView {
    let session = use_session();
    let attempt = Attempt::new();
    let status = session.status();
    let place = [status.facility, status.tablet]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ");
    let needs_network = status.people == 0 && status.server.is_some();
    let required = move |value: RwSignal<String>, key: &'static str| {
        Signal::derive(move || {
            (attempt.missing.get() && value.with(|value| value.trim().is_empty()))
                .then(|| text::say(key, &[]))
        })
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        attempt.submit(session);
    };
    request_animation_frame(|| field::focus(STAFF_NUMBER_ID));
    frame(
        view! {
            <header class="wb-entrance__top">
                <p class="wb-entrance__brand"><Icon name="book" /><span>"Wingbook"</span></p>
                <p class="wb-quiet" dir="auto">{place}</p>
            </header>
            <h1 tabindex="-1">{t!("sign-in-title")}</h1>
            {needs_network.then(|| view! { <p class="wb-quiet">{t!("sign-in-first-needs-network")}</p> })}
            {move || attempt.failure.get().map(|failure| view! { <ErrorPanel failure /> })}
            <form class="wb-entrance__form" novalidate=true on:submit=submit>
                <TextInput
                    id=STAFF_NUMBER_ID
                    label=t!("staff-number")
                    value=attempt.staff_number
                    error=required(attempt.staff_number, "staff-number-missing")
                    verbatim=true
                    length_max=40
                />
                <PassphraseInput
                    id=PASSPHRASE_ID
                    label=t!("passphrase")
                    value=attempt.passphrase
                    error=required(attempt.passphrase, "passphrase-missing")
                />
                {move || if attempt.running.get() {
                    progress()
                } else {
                    view! {
                        <Button
                            label=t!("sign-in")
                            kind=Kind::Primary
                            icon="unlock"
                            wide=true
                            submit=true
                            on_press=|()| {}
                        />
                    }
                }}
            </form>
            <p><a href="/more/evidence">{t!("evidence-title")}</a></p>
        }
        .into_any(),
    )
}

/// First the passphrase is worked on (that is what makes guessing slow), then the registers are opened.
fn progress() -> AnyView {
    let figures = Signal::derive(sync::opening);
    let label = Signal::derive(move || match figures.get() {
        None => text::say("sign-in-deriving", &[]),
        Some((done, total)) => text::say(
            "sign-in-opening",
            &[("done", done.into()), ("total", total.into())],
        ),
    });
    view! { <Progress label figures /> }.into_any()
}
