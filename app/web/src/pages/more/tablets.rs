//! *Tablets*, for administrators: who is enrolled where, when each was last in contact, and what becomes of one that is
//! lost.

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_record::{
    id::DeviceId,
    order::{Standing, TabletStands},
};
use wingbook_worker::message::{Failure, Request, Response, TabletOrder, TabletStep};

use super::fact;
use crate::{
    client,
    components::{
        Badge, Button, Choice, Choices, Dialog, ErrorPanel, Icon, Kind, Loading, Progress,
        TextInput, Tone, field,
    },
    say,
    state::{
        clock,
        loaded::load,
        session::use_session,
        snackbars::{Snackbars, use_snackbars},
        sync,
    },
    t, text,
    text::times,
};

const REASON_ID: &str = "tablet-reason";

/// What is about to be ordered.
#[derive(Clone, Copy)]
struct Ordering {
    tablet: RwSignal<Option<(DeviceId, Standing)>>,
    /// What it is called.
    name: RwSignal<String>,
    reason: RwSignal<String>,
    at_once: RwSignal<bool>,
    is_missing: RwSignal<bool>,
    running: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
}

impl Ordering {
    fn ask(self, device: DeviceId, name: String, standing: Standing) {
        self.name.set(name);
        self.reason.set(String::new());
        self.at_once.set(false);
        self.is_missing.set(false);
        self.failure.set(None);
        self.tablet.set(Some((device, standing)));
    }

    fn give(self, snackbars: Snackbars) {
        let Some((device, standing)) = self.tablet.get_untracked() else {
            return;
        };
        let reason = self.reason.get_untracked().trim().to_owned();
        self.is_missing.set(reason.is_empty());
        if reason.is_empty() {
            return field::focus(REASON_ID);
        }
        if self.running.get_untracked() {
            return;
        }
        self.running.set(true);
        self.failure.set(None);
        let order = TabletOrder {
            device,
            standing,
            at_once: self.at_once.get_untracked(),
            reason,
        };
        spawn_local(async move {
            let outcome = client::ask(Request::Tablets(TabletStep::Order(order))).await;
            self.running.try_set(false);
            match outcome {
                Ok(_) => {
                    self.tablet.try_set(None);
                    let said = match standing {
                        Standing::Allowed => "tablets-is-allowed",
                        Standing::SignedOut | Standing::Erased => "tablets-ordered",
                    };
                    snackbars.say(text::say(said, &[]));
                    sync::note_change();
                }
                Err(failure) => drop(self.failure.try_set(Some(failure))),
            }
        });
    }
}

/// The page's body.
pub fn view() -> AnyView {
    let loaded = load(
        || Request::Tablets(TabletStep::List),
        |response| match response {
            Response::Tablets(tablets) => Some(tablets),
            _ => None,
        },
    );
    let ordering = Ordering {
        tablet: RwSignal::new(None),
        name: RwSignal::default(),
        reason: RwSignal::default(),
        at_once: RwSignal::new(false),
        is_missing: RwSignal::new(false),
        running: RwSignal::new(false),
        failure: RwSignal::new(None),
    };
    view! {
        <p>{t!("tablets-what")}</p>
        {move || match (loaded.get(), loaded.failure()) {
            (Some(tablets), _) => {
                let rows = tablets.into_iter().map(|one| view! { <li>{tablet(ordering, one)}</li> }.into_any());
                view! { <ul class="wb-stack">{rows.collect_view()}</ul> }.into_any()
            }
            (None, Some(failure)) => view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any(),
            (None, None) => view! { <Loading /> }.into_any(),
        }}
        {dialog(ordering)}
    }
    .into_any()
}

fn stands(one: &TabletStands) -> (&'static str, &'static str, Tone) {
    let is_done = one.obeyed_ms.is_some();
    match (one.standing, is_done) {
        (Standing::Allowed, _) => ("check", "tablets-allowed", Tone::Ok),
        (Standing::SignedOut, false) => ("waiting", "tablets-out-next", Tone::Warn),
        (Standing::SignedOut, true) => ("lock", "tablets-out", Tone::Info),
        (Standing::Erased, false) => ("waiting", "tablets-erased-next", Tone::Warn),
        (Standing::Erased, true) if one.left > 0 && !one.at_once => {
            ("waiting", "tablets-erased-waits", Tone::Warn)
        }
        (Standing::Erased, true) => ("lock", "tablets-erased", Tone::Info),
    }
}

fn tablet(ordering: Ordering, one: TabletStands) -> AnyView {
    let session = use_session();
    let (device, standing, left) = (one.device, one.standing, one.left);
    let is_this = Memo::new(move |_| session.view().is_some_and(|view| view.device == device));
    let (icon, key, tone) = stands(&one);
    let words = Signal::derive(move || text::say(key, &[]));
    let contact_ms = one.contact_ms;
    let contact = Signal::derive(move || match contact_ms {
        Some(at_ms) => times::short(at_ms, clock::now_ms()),
        None => say!("tablets-contact-unknown"),
    });
    let name = one.name.clone();
    let called = StoredValue::new(name.clone());
    let is_unnamed = name.is_empty();
    let people = one.people.join(", ");
    let is_empty = people.is_empty();
    let is_left = one.obeyed_ms.is_some() && left > 0;
    let button = move |key: &'static str, icon: &'static str, kind: Kind, order: Standing| {
        view! {
            <Button
                label=Signal::derive(move || text::say(key, &[]))
                icon=icon
                kind=kind
                on_press=move |()| ordering.ask(device, called.get_value(), order)
            />
        }
        .into_any()
    };
    let actions = match standing {
        Standing::Allowed => view! {
            {button("tablets-sign-out", "lock", Kind::Secondary, Standing::SignedOut)}
            {button("tablets-erase", "danger", Kind::Danger, Standing::Erased)}
        }
        .into_any(),
        Standing::SignedOut => view! {
            {button("tablets-allow", "unlock", Kind::Secondary, Standing::Allowed)}
            {button("tablets-erase", "danger", Kind::Danger, Standing::Erased)}
        }
        .into_any(),
        Standing::Erased => button(
            "tablets-allow",
            "unlock",
            Kind::Secondary,
            Standing::Allowed,
        ),
    };
    view! {
        <details class="wb-details">
            <summary>
                <Icon name="phone" />
                <span class="wb-row__body">
                    <span class="wb-row__title">
                        <bdi>{name}</bdi>
                        {is_unnamed.then(|| t!("tablets-unnamed"))}
                    </span>
                    <span class="wb-row__detail">{t!("tablets-contact")}": "{contact}</span>
                    <Badge icon words tone />
                    " "
                    {move || is_this.get().then(|| view! { <Badge icon="info" words=t!("tablets-this") /> })}
                </span>
            </summary>
            <dl class="wb-facts">
                {fact(
                    t!("tablets-enrolled"),
                    view! { <bdi>{people}</bdi>{is_empty.then(|| t!("tablets-nobody"))} }.into_any(),
                )}
            </dl>
            {is_left.then(|| view! { <p>{t!("tablets-left", n = left)}</p> })}
            <div class="wb-actions">{actions}</div>
        </details>
    }
    .into_any()
}

fn dialog(ordering: Ordering) -> AnyView {
    let snackbars = use_snackbars();
    let open = Signal::derive(move || ordering.tablet.with(Option::is_some));
    let standing = Memo::new(move |_| ordering.tablet.get().map(|(_, standing)| standing));
    let key = move |suffix: &'static str| {
        Signal::derive(move || {
            let word = match standing.get() {
                Some(Standing::SignedOut) => "tablets-sign-out",
                Some(Standing::Erased) => "tablets-erase",
                Some(Standing::Allowed) | None => "tablets-allow",
            };
            text::say(&format!("{word}{suffix}"), &[])
        })
    };
    let waits = Signal::derive(|| {
        vec![
            Choice::new("wait", say!("tablets-erase-wait")),
            Choice::new("at-once", say!("tablets-erase-at-once")),
        ]
    });
    let error = Signal::derive(move || {
        ordering
            .is_missing
            .get()
            .then(|| say!("tablets-reason-missing"))
    });
    view! {
        <Dialog open on_close=move |()| ordering.tablet.set(None) title=key("")>
            <p><bdi>{move || ordering.name.get()}</bdi></p>
            <p>{key("-what")}</p>
            {move || ordering.failure.get().map(|failure| view! { <ErrorPanel failure /> })}
            {move || (standing.get() == Some(Standing::Erased)).then(|| view! {
                <Choices
                    label=t!("tablets-erase-left")
                    options=waits
                    value=Signal::derive(move || if ordering.at_once.get() { "at-once" } else { "wait" }.to_owned())
                    on_choose=move |chosen: String| ordering.at_once.set(chosen == "at-once")
                />
            })}
            <TextInput
                id=REASON_ID
                label=t!("tablets-reason")
                hint=t!("tablets-reason-hint")
                value=ordering.reason
                error
                length_max=400
            />
            {move || if ordering.running.get() {
                view! { <Progress label=key("") /> }.into_any()
            } else {
                let kind = match standing.get() {
                    Some(Standing::Erased) => Kind::Danger,
                    _ => Kind::Primary,
                };
                view! {
                    <div class="wb-actions">
                        <Button label=t!("tablets-back") on_press=move |()| ordering.tablet.set(None) />
                        <Button label=key("") kind=kind on_press=move |()| ordering.give(snackbars) />
                    </div>
                }
                .into_any()
            }}
        </Dialog>
    }
    .into_any()
}
