//! A passkey is made and removed, where the platform has one that can keep a secret.

use crate::prelude::*;
use leptos::{ev, task::spawn_local};
use wingbook_worker::message::{Failure, Request, Response, WayStep, WaysView};

use super::{passphrase, platform, state, tablet_name, take_back};
use crate::{
    client,
    components::{Button, ErrorPanel, Icon, Kind, Progress, field},
    state::session::use_session,
    t, text,
};

const PASSPHRASE_ID: &str = "passkey-passphrase";

/// Why the platform gave nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Whoever was asked said no, or nothing.
    Cancelled,
    /// It keeps passkeys, but none that gives a secret.
    NoSecret,
    /// Anything else, in the browser's words.
    Failed(String),
}

impl Refusal {
    /// What happened, and what to do.
    pub fn view(self) -> AnyView {
        let (key, detail) = match self {
            Refusal::Cancelled => ("passkey-cancelled", None),
            Refusal::NoSecret => ("passkey-no-secret", None),
            Refusal::Failed(detail) => ("passkey-failed", Some(detail)),
        };
        let todo = format!("{key}.todo");
        view! {
            <div class="wb-error wb-error--calm" role="alert">
                <h2 class="wb-error__title"><Icon name="info" /><span>{Signal::derive(move || text::say(key, &[]))}</span></h2>
                <p class="wb-error__line"><Icon name="next" directional=true /><span>{Signal::derive(move || text::say(&todo, &[]))}</span></p>
                {detail.map(|detail| view! { <p class="wb-error__detail"><bdi>{detail}</bdi></p> })}
            </div>
        }
        .into_any()
    }
}

#[derive(Clone, Copy)]
struct Making {
    passphrase: RwSignal<String>,
    is_missing: RwSignal<bool>,
    running: RwSignal<bool>,
    refusal: RwSignal<Option<Refusal>>,
    failure: RwSignal<Option<Failure>>,
}

impl Making {
    fn submit(self, ways: RwSignal<Option<WaysView>>, label: String) {
        if self.running.get_untracked() {
            return;
        }
        let passphrase = self.passphrase.get_untracked();
        self.is_missing.set(passphrase.is_empty());
        if passphrase.is_empty() {
            return field::focus(PASSPHRASE_ID);
        }
        self.refusal.set(None);
        self.failure.set(None);
        self.running.set(true);
        spawn_local(async move {
            match self.make(passphrase, &label).await {
                Ok(Some(view)) => ways.set(Some(view)),
                Ok(None) => {}
                Err(failure) => self.failure.set(Some(failure)),
            }
            self.passphrase.set(String::new());
            self.running.set(false);
        });
    }

    /// First the passphrase, then the platform: nobody is asked for a finger for nothing.
    async fn make(self, passphrase: String, label: &str) -> Result<Option<WaysView>, Failure> {
        let check = WayStep::Check {
            passphrase: passphrase.clone(),
        };
        let Response::Passkeys(known) = client::ask(Request::Ways(check)).await? else {
            return Ok(None);
        };
        let answer = match platform::make(&known, label).await {
            Ok(answer) => answer,
            Err(refused) => {
                self.refusal.set(Some(refused));
                return Ok(None);
            }
        };
        let handle = answer.handle.clone();
        let step = WayStep::MakePasskey { passphrase, answer };
        match client::ask(Request::Ways(step)).await {
            Ok(Response::Ways(view)) => {
                known.handles.iter().for_each(|old| platform::forget(old));
                Ok(Some(view))
            }
            Ok(_) => Ok(None),
            Err(failure) => {
                platform::forget(&handle);
                Err(failure)
            }
        }
    }
}

/// Whether there is a passkey, and how to come by one; nothing where the platform has none.
pub fn section(ways: RwSignal<Option<WaysView>>) -> AnyView {
    let making = Making {
        passphrase: RwSignal::default(),
        is_missing: RwSignal::new(false),
        running: RwSignal::new(false),
        refusal: RwSignal::new(None),
        failure: RwSignal::new(None),
    };
    let is_offered = RwSignal::new(false);
    spawn_local(async move {
        // Whoever asked may have left the page.
        let _ = is_offered.try_set(platform::is_offered().await);
    });
    let has = Signal::derive(move || ways.get().map(|ways| ways.passkey));
    let has_one = move || has.get() == Some(true);
    view! {
        {move || (is_offered.get() || has_one()).then(|| view! {
            <section class="wb-section">
                <h2>{t!("passkey-title")}</h2>
                <p>{t!("passkey-what")}</p>
                <p>{Signal::derive(move || text::say("passkey-where", &[("tablet", tablet_name().into())]))}</p>
                {state(has, "passkey-is-there", "passkey-is-missing")}
                {move || making.failure.get().map(|failure| view! { <ErrorPanel failure /> })}
                {move || making.refusal.get().map(Refusal::view)}
                {move || if has_one() { removal(making, ways) } else { form(making, ways) }}
            </section>
        })}
    }
    .into_any()
}

fn removal(making: Making, ways: RwSignal<Option<WaysView>>) -> AnyView {
    let remove = move |()| {
        take_back(
            WayStep::RemovePasskey,
            "passkey-is-removed",
            ways,
            making.failure,
        )
    };
    view! {
        <div class="wb-actions">
            <Button label=t!("passkey-remove") icon="close" on_press=remove />
        </div>
    }
    .into_any()
}

fn form(making: Making, ways: RwSignal<Option<WaysView>>) -> AnyView {
    let session = use_session();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let name = untrack(|| session.view()).map(|view| view.name.clone());
        making.submit(ways, initials(&name.unwrap_or_default()));
    };
    view! {
        <form class="wb-entrance__form" novalidate=true on:submit=submit>
            {passphrase(PASSPHRASE_ID, making.passphrase, making.is_missing.into())}
            {move || if making.running.get() {
                view! { <Progress label=t!("passkey-making") /> }.into_any()
            } else {
                view! {
                    <div class="wb-actions">
                        <Button label=t!("passkey-make") kind=Kind::Primary icon="key" submit=true on_press=|()| {} />
                    </div>
                }
                .into_any()
            }}
        </form>
    }
    .into_any()
}

/// What the platform shows of a passkey. It keeps that outside of anything that Wingbook seals, so no name stands there: the
/// first letters tell the passkeys of a shared tablet apart.
fn initials(name: &str) -> String {
    let letters = name
        .split_whitespace()
        .filter_map(|word| word.chars().next());
    letters.flat_map(|letter| [letter, '.']).collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn a_passkey_is_labelled_without_a_name() {
        assert_eq!(initials("Ruth Nabirye"), "R.N.");
        assert_eq!(initials("سلمى بن عمر"), "س.ب.ع.");
        assert_eq!(initials(""), "");
    }
}
