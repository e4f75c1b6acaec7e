//! *Connect to a prison server*: a tablet that began without one. What would be sent and what stands in the way is shown
//! before anything is.

use crate::prelude::*;
use leptos::{ev, task::spawn_local};
use wingbook_worker::message::{Connect, ConnectView, Failure, Request, Response};

use super::{lead, sync::book_words};
use crate::{
    client,
    components::{
        Banner, Button, ErrorPanel, ErrorSummary, PassphraseInput, Progress, TextInput, Tone,
        button::Kind,
    },
    say,
    state::session::use_session,
    t, text,
};

#[derive(Clone, Copy)]
struct Entered {
    address: RwSignal<String>,
    passphrase: RwSignal<String>,
    /// What the server said. It counts for what was entered then.
    found: RwSignal<Option<ConnectView>>,
    checked: RwSignal<bool>,
    running: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
}

impl Entered {
    fn errors(self) -> Vec<(String, String)> {
        let empty = |value: RwSignal<String>| value.with(|value| value.trim().is_empty());
        let faults = [
            (empty(self.address), "connect-address", "set-up-address"),
            (
                empty(self.passphrase),
                "connect-passphrase",
                "passphrase-missing",
            ),
        ];
        faults
            .into_iter()
            .filter(|(wrong, ..)| *wrong && self.checked.get())
            .map(|(_, id, key)| (id.to_owned(), text::say(key, &[])))
            .collect()
    }

    fn error_of(self, id: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            let found = self.errors().into_iter().find(|(wrong, _)| wrong == id);
            found.map(|(_, sentence)| sentence)
        })
    }

    /// Asks the server; with what was shown of it, connects.
    fn ask(self, agreed: Option<String>) {
        self.checked.set(true);
        if self.running.get_untracked() || !untrack(|| self.errors()).is_empty() {
            return;
        }
        let connect = Connect {
            server: self.address.get_untracked().trim().to_owned(),
            passphrase: self.passphrase.get_untracked(),
            agreed,
        };
        let entered = (connect.server.clone(), connect.passphrase.clone());
        self.failure.set(None);
        self.running.set(true);
        spawn_local(async move {
            let outcome = client::ask(Request::Connect(connect)).await;
            // Once it is connected the session is over, and this page with it.
            if self.running.try_set(false).is_some() {
                return;
            }
            // Something else was entered meanwhile: the answer says nothing of that.
            let is_the_same = self.address.get_untracked().trim() == entered.0
                && self.passphrase.get_untracked() == entered.1;
            match outcome {
                Ok(Response::Connect(view)) if is_the_same => self.found.set(Some(view)),
                Err(failure) if is_the_same => self.failure.set(Some(failure)),
                _ => {}
            }
        });
    }

    /// What was shown of the server, if nothing stands in the way.
    fn ready(self) -> Option<String> {
        self.found.with(|found| {
            let possible = found.as_ref().filter(|found| found.is_possible());
            possible.map(|found| found.facility_key.clone())
        })
    }
}

/// The page's body.
pub fn view() -> AnyView {
    let session = use_session();
    let entered = Entered {
        address: RwSignal::new(window().location().origin().unwrap_or_default()),
        passphrase: RwSignal::default(),
        found: RwSignal::new(None),
        checked: RwSignal::new(false),
        running: RwSignal::new(false),
        failure: RwSignal::new(None),
    };
    Effect::new(move |_| {
        entered.address.track();
        entered.passphrase.track();
        entered.found.set(None);
    });
    let number = Memo::new(move |_| {
        let view = session.view();
        view.map(|view| view.staff_number.clone())
            .unwrap_or_default()
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        entered.ask(untrack(|| entered.ready()));
    };
    let is_ready = Memo::new(move |_| entered.ready().is_some());
    let button = move || {
        if entered.running.get() {
            return view! { <Progress label=t!("set-up-probing") /> }.into_any();
        }
        if is_ready.get() {
            return view! {
                <Button label=t!("connect-do") kind=Kind::Primary icon="check" wide=true submit=true on_press=|()| {} />
            }
            .into_any();
        }
        view! {
            <Button label=t!("connect-ask") kind=Kind::Primary icon="search" wide=true submit=true on_press=|()| {} />
        }
        .into_any()
    };
    view! {
        <p>{t!("connect-intro")}</p>
        <p>{t!("connect-account", number = number.get())}</p>
        <ErrorSummary errors=Signal::derive(move || entered.errors()) />
        {move || entered.failure.get().map(|failure| view! { <ErrorPanel failure /> })}
        <form class="wb-stack" novalidate=true on:submit=submit>
            <TextInput
                id="connect-address"
                label=t!("set-up-address")
                hint=t!("set-up-address-hint")
                value=entered.address
                error=entered.error_of("connect-address")
                kind="url"
                keyboard="url"
                verbatim=true
            />
            <PassphraseInput
                id="connect-passphrase"
                label=t!("connect-passphrase")
                value=entered.passphrase
                error=entered.error_of("connect-passphrase")
            />
            {move || entered.found.get().map(found)}
            {button}
        </form>
    }
    .into_any()
}

/// What the server said: who is there, what would be sent, what would change, what is missing.
fn found(view: ConnectView) -> AnyView {
    let ConnectView {
        facility,
        facility_key: _,
        other_zone,
        name,
        missing_roles,
        to_send,
        had_recovery,
    } = view;
    if !missing_roles.is_empty() {
        let roles = Signal::derive(move || {
            let words = missing_roles
                .iter()
                .map(|role| text::say(&format!("role-{}", role.word()), &[]));
            words.collect::<Vec<_>>().join(" · ")
        });
        return view! {
            <Banner tone=Tone::Warn title=t!("set-up-server-found", facility = facility.clone())>
                <p>{move || say!("connect-missing", roles = roles.get())}</p>
            </Banner>
        }
        .into_any();
    }
    let rows = to_send
        .into_iter()
        .map(|(book, n)| {
            view! {
                <li class="wb-row">
                    <span class="wb-row__body">
                        <span class="wb-row__title">{Signal::derive(move || book_words(book))}</span>
                        <span class="wb-row__detail">{t!("connect-documents", n = n)}</span>
                    </span>
                </li>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    view! {
        <div class="wb-stack" role="status">
            <Banner tone=Tone::Ok title=t!("set-up-server-found", facility = facility.clone())>
                <p>{t!("connect-as", name = name.clone())}</p>
            </Banner>
            <h2>{t!("connect-sent")}</h2>
            <ul class="wb-rows">{rows}</ul>
            {other_zone.map(|zone| lead("info", t!("connect-zone", zone = zone.clone())))}
            {had_recovery.then(|| lead("key", t!("connect-recovery")))}
            {lead("lock", t!("connect-after"))}
            {lead("warning", t!("connect-for-good"))}
        </div>
    }
    .into_any()
}
