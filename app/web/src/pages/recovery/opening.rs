//! Before sign-in, with the parts of the recovery key: registers go to whoever is entitled on this tablet, and somebody
//! who has forgotten their passphrase gets another one.

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_worker::message::{Failure, RecoverablePerson, RecoveredView, Request, Response};

use super::Typed;
use crate::{
    client,
    components::{
        Badge, Banner, Button, ErrorPanel, Icon, Kind, PassphraseInput, Progress, Tone, field,
    },
    state::{busy, idle},
    t, text,
};

const PASSPHRASE_ID: &str = "recovery-passphrase";

#[derive(Clone, Copy)]
struct Opening {
    typed: Typed,
    recovered: RwSignal<Option<RecoveredView>>,
    /// Who gets another passphrase.
    chosen: RwSignal<Option<RecoverablePerson>>,
    passphrase: RwSignal<String>,
    /// Who got one.
    given: RwSignal<Option<String>>,
    is_weak: RwSignal<bool>,
    running: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
}

impl Opening {
    fn open(self) {
        let parts = self.typed.parts();
        self.ask(Request::Recover { parts }, move |response| {
            if let Response::Recovered(view) = response {
                self.recovered.set(Some(view));
            }
        });
    }

    fn give(self, person: RecoverablePerson) {
        let request = Request::GivePassphrase {
            parts: self.typed.parts(),
            staff_number: person.staff_number,
            passphrase: self.passphrase.get_untracked(),
        };
        self.is_weak.set(false);
        self.ask(request, move |_| {
            self.passphrase.set(String::new());
            self.chosen.set(None);
            self.given.set(Some(person.name));
        });
    }

    fn ask(self, request: Request, then: impl FnOnce(Response) + 'static) {
        if self.running.get_untracked() {
            return;
        }
        self.running.set(true);
        self.failure.set(None);
        spawn_local(async move {
            let outcome = client::ask(request).await;
            self.running.set(false);
            match outcome {
                Ok(response) => then(response),
                Err(Failure::WeakPassphrase) => {
                    self.is_weak.set(true);
                    field::focus(PASSPHRASE_ID);
                }
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }
}

/// What stands in the frame of the entrance.
pub fn view() -> AnyView {
    busy::keep_busy_while_open();
    // Parts that were typed in must not stand there for whoever comes by.
    idle::watch(Callback::new(|()| {
        // Where the browser refuses to reload, the holders close the page.
        let _ = window().location().reload();
    }));
    let opening = Opening {
        typed: Typed::new(2),
        recovered: RwSignal::new(None),
        chosen: RwSignal::new(None),
        passphrase: RwSignal::default(),
        given: RwSignal::new(None),
        is_weak: RwSignal::new(false),
        running: RwSignal::new(false),
        failure: RwSignal::new(None),
    };
    view! {
        <h1 tabindex="-1">{t!("recover-title")}</h1>
        {move || opening.failure.get().map(|failure| view! { <ErrorPanel failure /> })}
        {move || match opening.recovered.get() {
            None => parts(opening),
            Some(view) => opened(opening, view),
        }}
    }
    .into_any()
}

fn parts(opening: Opening) -> AnyView {
    view! {
        <p>{t!("recover-what")}</p>
        {opening.typed.view()}
        <Button label=t!("recover-more") kind=Kind::Quiet icon="plus" on_press=move |()| opening.typed.add() />
        {move || if opening.running.get() {
            view! { <Progress label=t!("recovery-testing") /> }.into_any()
        } else {
            view! {
                <Button
                    label=t!("recover-open")
                    kind=Kind::Primary
                    icon="key"
                    wide=true
                    on_press=move |()| opening.open()
                />
            }
            .into_any()
        }}
    }
    .into_any()
}

fn opened(opening: Opening, view: RecoveredView) -> AnyView {
    let RecoveredView {
        people,
        books,
        passed_on,
    } = view;
    let rows = people
        .into_iter()
        .map(|one| person(opening, one))
        .collect_view();
    view! {
        <Banner tone=Tone::Ok title=t!("recover-opened", n = books)>
            <p role="status">{t!("recover-passed-on", n = passed_on)}</p>
        </Banner>
        {move || opening.given.get().map(|name| {
            let name = StoredValue::new(name);
            view! { <Banner tone=Tone::Ok title=Signal::derive(move || text::say("recover-given", &[("name", name.get_value().into())])) /> }
        })}
        <h2>{t!("recover-people")}</h2>
        <ul class="wb-stack wb-entrance__people">{rows}</ul>
        {move || opening.chosen.get().map(|one| give(opening, one))}
    }
    .into_any()
}

/// Somebody whose keys the recovery key opens. Whoever is enrolled no more gets no passphrase: their records are open to
/// who holds the registers, their drafts to `wingbook-hub rescue`.
fn person(opening: Opening, one: RecoverablePerson) -> AnyView {
    let name = one.name.clone();
    if one.former {
        return view! {
            <li class="wb-row">
                <span class="wb-row__body"><bdi>{name}</bdi></span>
                <Badge icon="away" words=t!("recover-former") tone=Tone::Info />
            </li>
        }
        .into_any();
    }
    view! {
        <li>
            <button
                type="button"
                class="wb-button wb-button--secondary wb-button--wide wb-button--start"
                on:click=move |_| {
                    opening.given.set(None);
                    opening.chosen.set(Some(one.clone()));
                    request_animation_frame(|| field::focus(PASSPHRASE_ID));
                }
            >
                <Icon name="person" />
                <bdi>{name}</bdi>
            </button>
        </li>
    }
    .into_any()
}

fn give(opening: Opening, one: RecoverablePerson) -> AnyView {
    let heading = one.name.clone();
    let error = Signal::derive(move || {
        let is_weak = opening.is_weak.get();
        is_weak.then(|| text::say("failure-weak-passphrase", &[]))
    });
    view! {
        <section class="wb-section">
            <h2>{t!("recover-give")} " · " <bdi>{heading}</bdi></h2>
            <PassphraseInput
                id=PASSPHRASE_ID
                label=t!("recover-new-passphrase")
                hint=t!("recover-new-passphrase-hint")
                value=opening.passphrase
                error
                is_new=true
            />
            {move || {
                let one = one.clone();
                if opening.running.get() {
                    view! { <Progress label=t!("sign-in-deriving") /> }.into_any()
                } else {
                    view! {
                        <Button
                            label=t!("recover-give-do")
                            kind=Kind::Primary
                            icon="check"
                            wide=true
                            on_press=move |()| opening.give(one.clone())
                        />
                    }
                    .into_any()
                }
            }}
        </section>
    }
    .into_any()
}
