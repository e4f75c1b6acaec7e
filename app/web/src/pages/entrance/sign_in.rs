//! Sign-in. Whoever has signed in since the app was started comes back with a tap on their name and a PIN; everybody
//! else with staff number and passphrase. Whoever signed in once on this tablet needs no network.

use crate::prelude::*;
use leptos::{ev, task::spawn_local};
use wingbook_record::order::Standing;
use wingbook_worker::message::{Before, Failure, KeptView, OrderedView, Request, Response};

use super::frame;
use crate::{
    client,
    components::{
        Button, ErrorPanel, Icon, PassphraseInput, Progress, TextInput, button::Kind, field,
        pin_pad::PinPad,
    },
    pages::{self, Page},
    state::{
        session::{self, Session, use_session},
        sync,
    },
    t, text,
    text::times,
};

const STAFF_NUMBER_ID: &str = "staff-number";
const PASSPHRASE_ID: &str = "passphrase";
const BEFORE_ID: &str = "passphrase-before";
const HEADING_ID: &str = "sign-in-heading";

/// What the page asks for.
#[derive(Clone, Debug, PartialEq)]
enum Face {
    /// Who it is, of those who come back with a PIN.
    Who,
    /// The PIN of one of them.
    Pin(KeptView),
    /// Staff number and passphrase.
    Passphrase,
    /// Another way in, on a page of its own: a badge, a passkey, or the recovery key where nobody left can open what lies
    /// here.
    Other(Page),
    /// An administrator ordered the tablet to be erased.
    Erase,
}

/// What was typed, and how far it got.
#[derive(Clone, Copy)]
struct Attempt {
    face: RwSignal<Face>,
    staff_number: RwSignal<String>,
    passphrase: RwSignal<String>,
    pin: RwSignal<String>,
    /// The server knows another passphrase than the tablet: the one before is asked for too.
    is_changed: RwSignal<bool>,
    before: RwSignal<String>,
    missing: RwSignal<bool>,
    running: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
}

impl Attempt {
    fn new(kept: &[KeptView]) -> Self {
        let face = if kept.is_empty() {
            Face::Passphrase
        } else {
            Face::Who
        };
        Attempt {
            face: RwSignal::new(face),
            staff_number: RwSignal::default(),
            passphrase: RwSignal::default(),
            pin: RwSignal::default(),
            is_changed: RwSignal::new(false),
            before: RwSignal::default(),
            missing: RwSignal::new(false),
            running: RwSignal::new(false),
            failure: RwSignal::new(None),
        }
    }

    /// Turns to another face; nothing of the one before stays.
    fn turn_to(self, face: Face) {
        self.pin.set(String::new());
        self.passphrase.set(String::new());
        self.before.set(String::new());
        self.is_changed.set(false);
        self.missing.set(false);
        self.failure.set(None);
        let id = match &face {
            Face::Passphrase => STAFF_NUMBER_ID,
            Face::Who | Face::Pin(_) | Face::Other(_) | Face::Erase => HEADING_ID,
        };
        self.face.set(face);
        request_animation_frame(move || field::focus(id));
    }

    fn submit(self, session: Session) {
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
        let before = self.before.get_untracked();
        let before = match self.is_changed.get_untracked() {
            true if !before.is_empty() => Before::Known(before),
            _ => Before::Unsaid,
        };
        let request = Request::SignIn {
            staff_number,
            passphrase,
            before,
        };
        self.ask(session, request);
    }

    /// Goes on without the passphrase before.
    fn go_on_without(self, session: Session) {
        let request = Request::SignIn {
            staff_number: self.staff_number.get_untracked().trim().to_owned(),
            passphrase: self.passphrase.get_untracked(),
            before: Before::Forgotten,
        };
        self.ask(session, request);
    }

    fn submit_pin(self, session: Session, tag: String) {
        let pin = self.pin.get_untracked();
        self.ask(session, Request::SignInWithPin { tag, pin });
    }

    fn ask(self, session: Session, request: Request) {
        if self.running.get_untracked() {
            return;
        }
        self.failure.set(None);
        self.running.set(true);
        spawn_local(async move {
            match client::ask(request).await {
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
        self.pin.set(String::new());
        match &failure {
            Failure::PassphraseChanged => {
                self.is_changed.set(true);
                request_animation_frame(|| field::focus(BEFORE_ID));
            }
            Failure::WrongPassphrase if self.is_changed.get_untracked() => {
                self.before.set(String::new());
                field::focus(BEFORE_ID);
            }
            Failure::WrongPassphrase => {
                self.passphrase.set(String::new());
                field::focus(PASSPHRASE_ID);
            }
            Failure::PinGone => {
                if let Face::Pin(who) = self.face.get_untracked() {
                    self.staff_number.set(who.staff_number);
                }
                self.face.set(Face::Passphrase);
                request_animation_frame(|| field::focus(PASSPHRASE_ID));
            }
            _ => {}
        }
        self.failure.set(Some(failure));
    }
}

/// The page.
pub fn view() -> AnyView {
    let session = use_session();
    let status = session.status();
    let kept = status.kept.clone();
    let attempt = Attempt::new(&kept);
    let place = [status.facility, status.tablet]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ");
    let has_people = status.people > 0;
    let (has_badges, has_passkeys) = (status.has_badges, status.has_passkeys);
    let needs_network = status.people == 0 && status.server.is_some() && status.ordered.is_none();
    let ended = session::take_end();
    attempt.failure.set(match &status.ordered {
        Some(_) => Some(Failure::TabletSignedOut),
        None => ended,
    });
    let to_erase = status
        .ordered
        .filter(|ordered| ordered.standing == Standing::Erased);
    if to_erase.is_some() {
        attempt.face.set(Face::Erase);
    } else if kept.is_empty() {
        request_animation_frame(|| field::focus(STAFF_NUMBER_ID));
    }
    let kept = StoredValue::new(kept);
    frame(
        view! {
            <header class="wb-entrance__top">
                <p class="wb-entrance__brand"><Icon name="book" /><span>"Wingbook"</span></p>
                <p class="wb-quiet" dir="auto">{place}</p>
            </header>
            {move || match attempt.face.get() {
                Face::Who => view! {
                    {who(attempt, &kept.get_value())}
                    {others(attempt, has_badges, has_passkeys)}
                }
                .into_any(),
                Face::Pin(one) => pin(attempt, session, one),
                Face::Erase => erase(attempt, to_erase.as_ref()),
                Face::Other(page) => view! {
                    {pages::view(&page)}
                    <Button
                        label=t!("sign-in-back")
                        kind=Kind::Quiet
                        icon="back"
                        on_press=move |()| attempt.turn_to(Face::Passphrase)
                    />
                }
                .into_any(),
                Face::Passphrase => {
                    let heading = t!("sign-in-title");
                    view! {
                        <h1 id=HEADING_ID tabindex="-1">{heading}</h1>
                        {needs_network.then(|| view! { <p class="wb-quiet">{t!("sign-in-first-needs-network")}</p> })}
                        {failure(attempt)}
                        {passphrase(attempt, session)}
                        {others(attempt, has_badges, has_passkeys)}
                        {has_people.then(|| view! {
                            <Button
                                label=t!("sign-in-forgotten")
                                kind=Kind::Quiet
                                icon="life-buoy"
                                on_press=move |()| attempt.turn_to(Face::Other(Page::Recover))
                            />
                        })}
                        {(!kept.with_value(Vec::is_empty)).then(|| view! {
                            <Button
                                label=t!("sign-in-who-back")
                                kind=Kind::Quiet
                                icon="people"
                                on_press=move |()| attempt.turn_to(Face::Who)
                            />
                        })}
                    }
                    .into_any()
                }
            }}
        }
        .into_any(),
    )
}

/// What an administrator ordered, and what would be lost by it.
fn erase(attempt: Attempt, ordered: Option<&OrderedView>) -> AnyView {
    let at_ms = ordered.map_or(0, |ordered| ordered.at_ms);
    view! {
        <h1 id=HEADING_ID tabindex="-1">{t!("ordered-erase-title")}</h1>
        <p>{t!("ordered-erase-what", time = times::day_and_time(at_ms))}</p>
        {pages::view(&Page::Erase)}
        <p class="wb-quiet">{t!("ordered-erase-mistake")}</p>
        <Button
            label=t!("sign-in")
            kind=Kind::Quiet
            icon="unlock"
            on_press=move |()| attempt.turn_to(Face::Passphrase)
        />
    }
    .into_any()
}

fn failure(attempt: Attempt) -> AnyView {
    view! { {move || attempt.failure.get().map(|failure| view! { <ErrorPanel failure /> })} }
        .into_any()
}

/// Ways in without a passphrase, where somebody of this tablet has one.
fn others(attempt: Attempt, has_badges: bool, has_passkeys: bool) -> AnyView {
    let button = |label: Signal<String>, icon: &'static str, page: Page| {
        let on_press = move |()| attempt.turn_to(Face::Other(page.clone()));
        view! { <Button label icon wide=true on_press /> }
    };
    view! {
        {has_badges.then(|| button(t!("badge-show"), "qr-code", Page::ShowBadge))}
        {has_passkeys.then(|| button(t!("passkey-use"), "key", Page::UsePasskey))}
    }
    .into_any()
}

/// Who it is: a name for each of those who come back with a PIN.
fn who(attempt: Attempt, kept: &[KeptView]) -> AnyView {
    let rows = kept
        .iter()
        .map(|one| {
            let (name, one) = (one.name.clone(), one.clone());
            view! {
                <li>
                    <button
                        type="button"
                        class="wb-button wb-button--secondary wb-button--wide wb-button--start"
                        on:click=move |_| attempt.turn_to(Face::Pin(one.clone()))
                    >
                        <Icon name="person" />
                        <bdi>{name}</bdi>
                    </button>
                </li>
            }
            .into_any()
        })
        .collect_view();
    view! {
        <h1 id=HEADING_ID tabindex="-1">{t!("sign-in-who")}</h1>
        <ul class="wb-stack wb-entrance__people">{rows}</ul>
        <Button
            label=t!("sign-in-other")
            kind=Kind::Quiet
            icon="key"
            on_press=move |()| attempt.turn_to(Face::Passphrase)
        />
    }
    .into_any()
}

/// The PIN of somebody.
fn pin(attempt: Attempt, session: Session, one: KeptView) -> AnyView {
    let KeptView {
        tag,
        name,
        staff_number,
        digits,
    } = one;
    let by_passphrase = move |()| {
        attempt.staff_number.set(staff_number.clone());
        attempt.turn_to(Face::Passphrase);
    };
    view! {
        <h1 id=HEADING_ID tabindex="-1"><bdi>{name}</bdi></h1>
        <p class="wb-quiet">{t!("sign-in-pin")}</p>
        {failure(attempt)}
        <PinPad
            value=attempt.pin
            digits
            on_full=Callback::new(move |()| attempt.submit_pin(session, tag.clone()))
            busy=attempt.running
        />
        {move || attempt.running.get().then(|| progress("sign-in-deriving"))}
        <div class="wb-actions">
            <Button
                label=t!("sign-in-who-back")
                kind=Kind::Quiet
                icon="people"
                on_press=move |()| attempt.turn_to(Face::Who)
            />
            <Button label=t!("sign-in-by-passphrase") kind=Kind::Quiet icon="key" on_press=by_passphrase />
        </div>
    }
    .into_any()
}

/// Staff number and passphrase.
fn passphrase(attempt: Attempt, session: Session) -> AnyView {
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
    view! {
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
                hint=t!("words-hint")
                value=attempt.passphrase
                error=required(attempt.passphrase, "passphrase-missing")
            />
            {move || attempt.is_changed.get().then(|| view! {
                <PassphraseInput
                    id=BEFORE_ID
                    label=t!("passphrase-before")
                    hint=t!("passphrase-before-hint")
                    value=attempt.before
                />
                <Button
                    label=t!("passphrase-before-forgotten")
                    kind=Kind::Quiet
                    icon="next"
                    on_press=move |()| attempt.go_on_without(session)
                />
            })}
            {move || if attempt.running.get() {
                progress("sign-in-deriving")
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
    .into_any()
}

/// First what was typed is worked on (that is what makes guessing slow) and `deriving` said, then the registers are opened.
pub fn progress(deriving: &'static str) -> AnyView {
    let figures = Signal::derive(sync::opening);
    let label = Signal::derive(move || match figures.get() {
        None => text::say(deriving, &[]),
        Some((done, total)) => text::say(
            "sign-in-opening",
            &[("done", done.into()), ("total", total.into())],
        ),
    });
    view! { <Progress label figures /> }.into_any()
}
