//! A failure on screen: what happened, what was kept, what to do. The sentences stand in the catalogues under
//! `failure-<code>`, with the attributes `.kept` and `.todo`; `failure-other` speaks for codes without their own.

use crate::prelude::*;
use wingbook_worker::message::{BadgeFault, Failure, PartsFault};

use super::icon::Icon;
use crate::{
    components::{Button, Kind},
    t, text,
    text::Value,
};

/// The key of a failure's sentences, what they may name, and detail for whoever mends it.
fn parts(failure: &Failure) -> (&'static str, Vec<(&'static str, Value)>, Option<String>) {
    match failure {
        Failure::NotSetUp => ("failure-not-set-up", vec![], None),
        Failure::Locked => ("failure-locked", vec![], None),
        Failure::WrongPassphrase => ("failure-wrong-passphrase", vec![], None),
        Failure::WrongPin { left } => ("failure-wrong-pin", vec![("n", Value::from(*left))], None),
        Failure::PassphraseChanged => ("failure-passphrase-changed", vec![], None),
        Failure::WeakPassphrase => ("failure-weak-passphrase", vec![], None),
        Failure::PinGone => ("failure-pin-gone", vec![], None),
        Failure::Parts(fault) => parts_of_key(fault),
        Failure::Badge(BadgeFault::Group { group }) => (
            "failure-badge-group",
            vec![("group", Value::from(*group))],
            None,
        ),
        Failure::Badge(BadgeFault::NotABadge) => ("failure-badge-none", vec![], None),
        Failure::Badge(BadgeFault::NotHere) => ("failure-badge-not-here", vec![], None),
        Failure::Badge(BadgeFault::WrongPin) => ("failure-badge-pin", vec![], None),
        Failure::PasskeyNotHere => ("failure-passkey-not-here", vec![], None),
        Failure::AccountClosed => ("failure-account-closed", vec![], None),
        Failure::TabletSignedOut => ("failure-tablet-signed-out", vec![], None),
        Failure::Connected => ("failure-connected", vec![], None),
        Failure::AccountInUse => ("failure-account-in-use", vec![], None),
        Failure::RolesChanged => ("failure-roles-changed", vec![], None),
        Failure::Throttled { seconds } => (
            "failure-throttled",
            vec![("seconds", Value::from(*seconds))],
            None,
        ),
        Failure::FirstSignInNeedsServer => ("failure-first-sign-in-needs-server", vec![], None),
        Failure::ServerUnreachable { detail } => {
            ("failure-server-unreachable", vec![], Some(detail.clone()))
        }
        Failure::NotAServer { detail } => ("failure-not-a-server", vec![], Some(detail.clone())),
        Failure::ServerRefused { detail } => {
            ("failure-server-refused", vec![], Some(detail.clone()))
        }
        Failure::AlreadySaved => ("failure-already-saved", vec![], None),
        Failure::StorageFull => ("failure-storage-full", vec![], None),
        Failure::Storage { detail } => ("failure-storage", vec![], Some(detail.clone())),
        Failure::Vanished { unsent: Some(n) } => (
            "failure-vanished-unsent",
            vec![("n", Value::from(*n))],
            None,
        ),
        Failure::Vanished { unsent: None } => ("failure-vanished", vec![], None),
        Failure::VanishedInPart => ("failure-vanished-in-part", vec![], None),
        Failure::Damaged { rows } => ("failure-damaged", vec![("rows", Value::from(*rows))], None),
        Failure::NeedsNewerApp => ("failure-needs-newer-app", vec![], None),
        Failure::NobodyReads => ("failure-nobody-reads", vec![], None),
        Failure::NotInPractice => ("failure-not-in-practice", vec![], None),
        Failure::PartNotArrived => ("failure-part-not-arrived", vec![], None),
        Failure::NotHere { what } => ("failure-not-here", vec![], Some(what.clone())),
        Failure::NotAllowed { what } => ("failure-not-allowed", vec![], Some(what.clone())),
        Failure::OwnRecord => ("failure-own-record", vec![], None),
        Failure::Invalid { questions } => (
            "failure-invalid",
            vec![("n", Value::from(questions.len()))],
            Some(questions.join(" · ")),
        ),
        Failure::Form { detail } => ("failure-form", vec![], Some(detail.clone())),
        Failure::Internal { detail } => ("failure-internal", vec![], Some(detail.clone())),
    }
}

/// What is wrong with the parts of a recovery key.
fn parts_of_key(fault: &PartsFault) -> (&'static str, Vec<(&'static str, Value)>, Option<String>) {
    let (key, arguments) = match fault {
        PartsFault::Group { part, group } => (
            "failure-part-group",
            vec![("part", Value::from(*part)), ("group", Value::from(*group))],
        ),
        PartsFault::Unreadable { part } => (
            "failure-part-unreadable",
            vec![("part", Value::from(*part))],
        ),
        PartsFault::Mixed => ("failure-parts-mixed", vec![]),
        PartsFault::Missing { n } => ("failure-parts-missing", vec![("n", Value::from(*n))]),
        PartsFault::OtherKey => ("failure-parts-other-key", vec![]),
    };
    (key, arguments, None)
}

/// Whether a failure is an ordinary part of work (no connection, wrong passphrase), shown without red.
fn is_calm(failure: &Failure) -> bool {
    !matches!(
        failure,
        Failure::StorageFull
            | Failure::Storage { .. }
            | Failure::Vanished { .. }
            | Failure::VanishedInPart
            | Failure::Damaged { .. }
            | Failure::Internal { .. }
    )
}

/// What happened, in one sentence.
pub fn failure_sentence(failure: &Failure) -> String {
    let (key, arguments, _) = parts(failure);
    text::say(key, &arguments)
}

/// A failure with everything that there is to say about it.
#[component]
pub fn ErrorPanel(
    /// The failure.
    failure: Failure,
    /// Offered where trying again can help.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
) -> AnyView {
    let (key, arguments, detail) = parts(&failure);
    let arguments = StoredValue::new(arguments);
    let part = move |attribute: &'static str| {
        let key = format!("{key}{attribute}");
        move || {
            arguments
                .with_value(|arguments| text::try_say(&key, arguments))
                .unwrap_or_default()
        }
    };
    let line = move |icon: &'static str, attribute: &'static str| {
        let sentence = Signal::derive(part(attribute));
        view! {
            <p class="wb-error__line" hidden=move || sentence.with(String::is_empty)>
                <Icon name=icon directional=icon == "next" />
                <span>{sentence}</span>
            </p>
        }
        .into_any()
    };
    let class = if is_calm(&failure) {
        "wb-error wb-error--calm"
    } else {
        "wb-error"
    };
    view! {
        <div class=class role="alert">
            <h2 class="wb-error__title">
                <Icon name=if is_calm(&failure) { "info" } else { "danger" } />
                <span>{Signal::derive(part(""))}</span>
            </h2>
            {line("check", ".kept")}
            {line("next", ".todo")}
            {detail.filter(|detail| !detail.is_empty()).map(|detail| view! {
                <p class="wb-error__detail"><bdi>{detail}</bdi></p>
            })}
            {on_retry.map(|on_press| view! {
                <div class="wb-actions">
                    <Button label=t!("try-again") icon="refresh" kind=Kind::Secondary on_press />
                </div>
            })}
        </div>
    }
    .into_any()
}

/// What a form still needs: one line for each faulty question, leading to it. It takes the focus when it appears.
#[component]
pub fn ErrorSummary(
    /// Id of the question's input, and what is wrong with it. Empty: nothing shows.
    #[prop(into)]
    errors: Signal<Vec<(String, String)>>,
) -> AnyView {
    let title = NodeRef::<leptos::html::H2>::new();
    Effect::new(move |_| {
        if !errors.with(Vec::is_empty)
            && let Some(title) = title.get()
        {
            // Focusing an element that is on the page can't fail.
            let _ = title.focus();
        }
    });
    let lines = move || {
        errors
            .get()
            .into_iter()
            .map(|(id, sentence)| {
                let go = move |event: leptos::ev::MouseEvent| {
                    event.prevent_default();
                    crate::components::field::focus(&id);
                };
                view! { <li><a class="wb-error__link" href="#" on:click=go>{sentence}</a></li> }
                    .into_any()
            })
            .collect_view()
    };
    view! {
        <div class="wb-error wb-error--answers" role="alert" hidden=move || errors.with(Vec::is_empty)>
            <h2 class="wb-error__title" tabindex="-1" node_ref=title>
                <Icon name="warning" />
                <span>{t!("form-has-errors", n = errors.with(Vec::len))}</span>
            </h2>
            <ul class="wb-error__list">{lines}</ul>
        </div>
    }
    .into_any()
}
