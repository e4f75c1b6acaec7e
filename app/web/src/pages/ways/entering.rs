//! Before sign-in: a badge is shown and its PIN typed; or the platform is asked for a passkey.

use crate::prelude::*;
use leptos::{ev, task::spawn_local};
use wingbook_worker::message::{BadgeFault, Failure, Request, Response};

use super::{PIN_DIGITS, passkey::Refusal, platform, typed_code};
use crate::{
    client,
    components::{Button, ErrorPanel, Kind, ReadCode, field, pin_pad::PinPad},
    pages::entrance::sign_in::progress,
    state::{
        idle,
        session::{Session, use_session},
    },
    t,
};

const HEADING_ID: &str = "way-heading";
const CODE_ID: &str = "shown-code";

/// What was shown and typed, and how far it got.
#[derive(Clone, Copy)]
struct Entering {
    session: Session,
    /// The text of a badge that is somebody's here.
    badge: RwSignal<Option<String>>,
    typed: RwSignal<String>,
    pin: RwSignal<String>,
    running: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
}

impl Entering {
    fn new() -> Self {
        // What was shown must not stand there for whoever comes by.
        idle::watch(Callback::new(|()| {
            // Where the browser refuses to reload, the page stays until it is left.
            let _ = window().location().reload();
        }));
        Self {
            session: use_session(),
            badge: RwSignal::new(None),
            typed: RwSignal::default(),
            pin: RwSignal::default(),
            running: RwSignal::new(false),
            failure: RwSignal::new(None),
        }
    }

    /// Whether what was shown is a badge of this tablet: asked before the PIN is.
    fn show(self, shown: String) {
        self.failure.set(None);
        spawn_local(async move {
            let asked = Request::KnowBadge {
                shown: shown.clone(),
            };
            match client::ask(asked).await {
                Ok(_) => {
                    self.typed.set(String::new());
                    self.badge.set(Some(shown));
                    request_animation_frame(|| field::focus(HEADING_ID));
                }
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }

    fn submit(self, shown: String) {
        let pin = self.pin.get_untracked();
        self.ask(Request::SignInWithBadge { shown, pin });
    }

    fn ask(self, request: Request) {
        if self.running.get_untracked() {
            return;
        }
        self.failure.set(None);
        self.running.set(true);
        spawn_local(async move {
            let failure = match client::ask(request).await {
                Ok(Response::Session(view)) => return self.session.sign_in(view),
                Ok(_) => return,
                Err(failure) => failure,
            };
            self.running.set(false);
            self.pin.set(String::new());
            if let Failure::Badge(fault) = &failure
                && *fault != BadgeFault::WrongPin
            {
                self.badge.set(None);
            }
            self.failure.set(Some(failure));
        });
    }
}

fn failure(entering: Entering) -> AnyView {
    view! { {move || entering.failure.get().map(|failure| view! { <ErrorPanel failure /> })} }
        .into_any()
}

/// *Show badge*.
pub fn badge() -> AnyView {
    let entering = Entering::new();
    view! {
        {move || match entering.badge.get() {
            None => showing(entering),
            Some(shown) => pin(entering, shown),
        }}
    }
    .into_any()
}

fn showing(entering: Entering) -> AnyView {
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let typed = entering.typed.get_untracked();
        if typed.trim().is_empty() {
            return field::focus(CODE_ID);
        }
        entering.show(typed);
    };
    view! {
        <h1 id=HEADING_ID tabindex="-1">{t!("badge-show")}</h1>
        {failure(entering)}
        <ReadCode on_text=move |shown| entering.show(shown) at_once=true />
        <form class="wb-entrance__form" novalidate=true on:submit=submit>
            {typed_code(CODE_ID, entering.typed)}
            <Button label=t!("badge-go-on") icon="next" wide=true submit=true on_press=|()| {} />
        </form>
    }
    .into_any()
}

fn pin(entering: Entering, shown: String) -> AnyView {
    view! {
        <h1 id=HEADING_ID tabindex="-1">{t!("badge-pin")}</h1>
        {failure(entering)}
        <PinPad
            value=entering.pin
            digits=PIN_DIGITS
            on_full=Callback::new(move |()| entering.submit(shown.clone()))
            busy=entering.running
        />
        {move || entering.running.get().then(|| progress("badge-checking"))}
        <Button
            label=t!("badge-show-other")
            kind=Kind::Quiet
            icon="qr-code"
            on_press=move |()| {
                entering.pin.set(String::new());
                entering.failure.set(None);
                entering.badge.set(None);
            }
        />
    }
    .into_any()
}

/// *Use passkey*: the platform is asked at once.
pub fn passkey() -> AnyView {
    let entering = Entering::new();
    let refusal = RwSignal::new(None::<Refusal>);
    let ask = move || {
        refusal.set(None);
        entering.failure.set(None);
        spawn_local(async move {
            let passkeys = match client::ask(Request::Passkeys).await {
                Ok(Response::Passkeys(passkeys)) => passkeys,
                Ok(_) => return,
                Err(failure) => return entering.failure.set(Some(failure)),
            };
            match platform::ask(&passkeys).await {
                Ok(answer) => entering.ask(Request::SignInWithPasskey(answer)),
                Err(refused) => refusal.set(Some(refused)),
            }
        });
    };
    ask();
    view! {
        <h1 id=HEADING_ID tabindex="-1">{t!("passkey-use")}</h1>
        <p>{t!("passkey-asked")}</p>
        {failure(entering)}
        {move || refusal.get().map(Refusal::view)}
        {move || if entering.running.get() {
            progress("passkey-checking")
        } else {
            view! { <Button label=t!("try-again") icon="refresh" wide=true on_press=move |()| ask() /> }
        }}
    }
    .into_any()
}
