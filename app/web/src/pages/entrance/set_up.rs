//! Set-up, once for each tablet: which server (or none), what the tablet is called, and without a server the facility
//! and its first user. The server that delivered the app is asked first, so that most tablets need one tap.

use crate::prelude::*;
use leptos::{ev, task::spawn_local};
use wingbook_worker::message::{Failure, NewFacility, Request, Response, ServerView, SetUp};

use super::frame;
use crate::{
    client,
    components::{
        Banner, Button, Choice, Choices, ErrorPanel, ErrorSummary, Icon, PassphraseInput, Progress,
        TextInput, Tone, button::Kind, select,
    },
    state::{
        session::{Session, use_session},
        storage,
    },
    t,
    text::{self, regions},
};

/// A clock further off than this is worth a word.
const CLOCK_OFFSET_MS_MAX: i64 = 120_000;

/// What was entered so far.
#[derive(Clone, Copy)]
struct Entered {
    with_server: RwSignal<bool>,
    address: RwSignal<String>,
    server: RwSignal<Option<ServerView>>,
    tablet: RwSignal<String>,
    facility: RwSignal<String>,
    country: RwSignal<String>,
    zone: RwSignal<String>,
    user_name: RwSignal<String>,
    staff_number: RwSignal<String>,
    passphrase: RwSignal<String>,
    /// The passphrase was refused as too easy to guess.
    is_weak: RwSignal<bool>,
    checked: RwSignal<bool>,
    running: RwSignal<Option<&'static str>>,
    failure: RwSignal<Option<Failure>>,
}

impl Entered {
    fn new() -> Self {
        let origin = window().location().origin().unwrap_or_default();
        Entered {
            with_server: RwSignal::new(true),
            address: RwSignal::new(origin),
            server: RwSignal::new(None),
            tablet: RwSignal::new(text::say("set-up-tablet-example", &[])),
            facility: RwSignal::default(),
            country: RwSignal::new(regions::own_country()),
            zone: RwSignal::new(regions::own_zone()),
            user_name: RwSignal::default(),
            staff_number: RwSignal::default(),
            passphrase: RwSignal::default(),
            is_weak: RwSignal::new(false),
            checked: RwSignal::new(false),
            running: RwSignal::new(None),
            failure: RwSignal::new(None),
        }
    }

    /// Asks who answers at the address. `quietly`: nobody asked for it, so a failure isn't worth a word.
    fn probe(self, quietly: bool) {
        let server = self.address.get_untracked().trim().to_owned();
        self.failure.set(None);
        self.server.set(None);
        self.running.set(Some("set-up-probing"));
        spawn_local(async move {
            let outcome = client::ask(Request::Probe { server }).await;
            self.running.set(None);
            match outcome {
                Ok(Response::Server(view)) => self.server.set(Some(view)),
                Ok(_) => {}
                Err(_) if quietly => {}
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }

    /// What is still missing: the input's id and the sentence. Reactive.
    fn errors(self) -> Vec<(String, String)> {
        let empty = |value: RwSignal<String>| value.with(|value| value.trim().is_empty());
        let alone = !self.with_server.get();
        [
            (empty(self.tablet), "set-up-tablet", "set-up-tablet-missing"),
            (
                !alone && self.server.with(Option::is_none),
                "set-up-address",
                "set-up-server-unchecked",
            ),
            (
                alone && empty(self.facility),
                "set-up-facility",
                "set-up-facility-missing",
            ),
            (
                alone && empty(self.user_name),
                "set-up-user",
                "set-up-user-missing",
            ),
            (
                alone && empty(self.staff_number),
                "set-up-staff-number",
                "staff-number-missing",
            ),
            (
                alone && empty(self.passphrase),
                "set-up-passphrase",
                "passphrase-missing",
            ),
            (
                alone && self.is_weak.get(),
                "set-up-passphrase",
                "failure-weak-passphrase",
            ),
        ]
        .into_iter()
        .filter(|(wrong, _, _)| *wrong)
        .map(|(_, id, key)| (id.to_owned(), text::say(key, &[])))
        .collect()
    }

    /// What to say under one input, after the first try.
    fn error_of(self, id: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            let found = || self.errors().into_iter().find(|(wrong, _)| wrong == id);
            self.checked
                .get()
                .then(found)
                .flatten()
                .map(|(_, sentence)| sentence)
        })
    }

    fn submit(self, session: Session) {
        if self.running.get_untracked().is_some() {
            return;
        }
        self.checked.set(true);
        self.is_weak.set(false);
        if !untrack(|| self.errors()).is_empty() {
            return;
        }
        let text_of = |value: RwSignal<String>| value.get_untracked().trim().to_owned();
        let alone = !self.with_server.get_untracked();
        let set_up = SetUp {
            server: if alone {
                None
            } else {
                self.server.get_untracked().map(|server| server.address)
            },
            tablet: text_of(self.tablet),
            vanished: storage::noted().flatten(),
            facility: alone.then(|| NewFacility {
                name: text_of(self.facility),
                country: text_of(self.country),
                zone: text_of(self.zone),
                user_name: text_of(self.user_name),
                staff_number: text_of(self.staff_number),
                passphrase: self.passphrase.get_untracked(),
            }),
        };
        self.failure.set(None);
        self.running.set(Some("set-up-running"));
        spawn_local(async move {
            let outcome = client::ask(Request::SetUp(set_up)).await;
            match outcome {
                Ok(Response::Status(status)) => session.know_status(status),
                Ok(Response::Session(view)) => {
                    if let Ok(Response::Status(status)) = client::ask(Request::Status).await {
                        session.know_status(status);
                    }
                    session.sign_in(view);
                }
                Ok(_) => {}
                Err(Failure::WeakPassphrase) => {
                    self.running.set(None);
                    self.is_weak.set(true);
                }
                Err(failure) => {
                    self.running.set(None);
                    self.failure.set(Some(failure));
                }
            }
        });
    }
}

/// The page.
pub fn view() -> AnyView {
    let session = use_session();
    let entered = Entered::new();
    entered.probe(true);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        entered.submit(session);
    };
    let ways = Signal::derive(|| {
        let way = |value: &str, label: &str, hint: &str| Choice {
            hint: Some(text::say(hint, &[])),
            ..Choice::new(value, text::say(label, &[]))
        };
        vec![
            way("server", "set-up-with-server", "set-up-with-server-hint"),
            way("alone", "set-up-alone", "set-up-alone-hint"),
        ]
    });
    let way = Signal::derive(move || {
        if entered.with_server.get() {
            "server"
        } else {
            "alone"
        }
        .to_owned()
    });
    let errors = Signal::derive(move || {
        if entered.checked.get() {
            entered.errors()
        } else {
            Vec::new()
        }
    });
    frame(
        view! {
            <header class="wb-entrance__top">
                <p class="wb-entrance__brand"><Icon name="book" /><span>"Wingbook"</span></p>
            </header>
            <h1 tabindex="-1">{t!("set-up-title")}</h1>
            <p class="wb-quiet">{t!("set-up-intro")}</p>
            <ErrorSummary errors />
            {move || entered.failure.get().map(failed)}
            <form class="wb-entrance__form" novalidate=true on:submit=submit>
                <Choices
                    label=t!("set-up-how")
                    options=ways
                    value=way
                    on_choose=move |chosen: String| entered.with_server.set(chosen == "server")
                />
                {move || if entered.with_server.get() { server_part(entered) } else { alone_part(entered) }}
                <TextInput
                    id="set-up-tablet"
                    label=t!("set-up-tablet")
                    hint=t!("set-up-tablet-hint")
                    value=entered.tablet
                    error=entered.error_of("set-up-tablet")
                    length_max=40
                />
                {move || match entered.running.get() {
                    Some(key) => view! { <Progress label=Signal::derive(move || text::say(key, &[])) /> }.into_any(),
                    None => view! {
                        <Button
                            label=t!("set-up-do")
                            kind=Kind::Primary
                            icon="check"
                            wide=true
                            submit=true
                            on_press=|()| {}
                        />
                    }
                    .into_any(),
                }}
            </form>
        }
        .into_any(),
    )
}

/// Why it failed. Before set-up nothing was saved: that no server answers says what to check, and whom to ask.
fn failed(failure: Failure) -> AnyView {
    match failure {
        Failure::ServerUnreachable { detail } | Failure::NotAServer { detail } => view! {
            <div class="wb-error wb-error--calm" role="alert">
                <h2 class="wb-error__title"><Icon name="info" /><span>{t!("set-up-no-answer")}</span></h2>
                <p class="wb-error__line"><Icon name="next" directional=true /><span>{t!("set-up-no-answer-check")}</span></p>
                <p class="wb-error__line"><Icon name="next" directional=true /><span>{t!("set-up-no-answer-ask")}</span></p>
                <details class="wb-details">
                    <summary>{t!("set-up-no-answer-detail")}</summary>
                    <p class="wb-error__detail"><bdi>{detail}</bdi></p>
                </details>
            </div>
        }
        .into_any(),
        failure => view! { <ErrorPanel failure /> }.into_any(),
    }
}

fn server_part(entered: Entered) -> AnyView {
    let found = move || {
        entered.server.get().map(|server| {
            let offset_minutes = server.clock_offset_ms.abs() / 60_000;
            let clock_off = server.clock_offset_ms.abs() > CLOCK_OFFSET_MS_MAX;
            let (facility, version) = (server.facility, server.version);
            view! {
                <Banner tone=Tone::Ok title=t!("set-up-server-found", facility = facility.clone())>
                    <p>{t!("set-up-server-version", version = version.clone())}</p>
                    {clock_off.then(|| view! { <p>{t!("set-up-clock-off", n = offset_minutes)}</p> })}
                </Banner>
            }
        })
    };
    view! {
        <div class="wb-stack">
            <TextInput
                id="set-up-address"
                label=t!("set-up-address")
                hint=t!("set-up-address-hint")
                value=entered.address
                error=entered.error_of("set-up-address")
                kind="url"
                keyboard="url"
                verbatim=true
            />
            {found}
            <Button
                label=t!("set-up-check")
                icon="search"
                disabled=Signal::derive(move || entered.running.get().is_some())
                on_press=move |()| entered.probe(false)
            />
        </div>
    }
    .into_any()
}

fn alone_part(entered: Entered) -> AnyView {
    view! {
        <div class="wb-stack">
            <TextInput
                id="set-up-facility"
                label=t!("set-up-facility")
                value=entered.facility
                error=entered.error_of("set-up-facility")
            />
            {select("set-up-country", t!("set-up-country"), entered.country, regions::countries())}
            {select("set-up-zone", t!("set-up-zone"), entered.zone, regions::zones())}
            <TextInput
                id="set-up-user"
                label=t!("set-up-user")
                hint=t!("set-up-user-hint")
                value=entered.user_name
                error=entered.error_of("set-up-user")
            />
            <TextInput
                id="set-up-staff-number"
                label=t!("staff-number")
                hint=t!("set-up-staff-number-hint")
                value=entered.staff_number
                error=entered.error_of("set-up-staff-number")
                verbatim=true
                length_max=40
            />
            <PassphraseInput
                id="set-up-passphrase"
                label=t!("passphrase")
                hint=t!("set-up-passphrase-hint")
                value=entered.passphrase
                error=entered.error_of("set-up-passphrase")
                is_new=true
            />
        </div>
    }
    .into_any()
}
