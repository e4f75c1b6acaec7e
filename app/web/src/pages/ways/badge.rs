//! A badge is made, printed, tested, replaced and taken back.

use crate::prelude::*;
use leptos::{ev, task::spawn_local};
use wingbook_codes::Drawing;
use wingbook_worker::message::{Failure, Request, Response, WayStep, WaysView};

use super::{PIN_DIGITS, passphrase, state, tablet_name, take_back, typed_code};
use crate::{
    client,
    components::{
        Banner, Button, ErrorPanel, Icon, Kind, Progress, ReadCode, TextInput, Tone, field,
    },
    pages::print::print_page,
    state::clock,
    t,
    text::{self, times},
};

const PIN_ID: &str = "badge-pin";
const PASSPHRASE_ID: &str = "badge-passphrase";
const CODE_ID: &str = "badge-code";

/// What was typed for a badge, and how far it got.
#[derive(Clone, Copy)]
struct Making {
    pin: RwSignal<String>,
    passphrase: RwSignal<String>,
    wrong: RwSignal<Option<&'static str>>,
    running: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
}

impl Making {
    fn submit(self, ways: RwSignal<Option<WaysView>>, paper: RwSignal<Option<String>>) {
        if self.running.get_untracked() {
            return;
        }
        if self.passphrase.with_untracked(String::is_empty) {
            self.wrong.set(Some("passphrase-missing"));
            return field::focus(PASSPHRASE_ID);
        }
        let step = WayStep::MakeBadge {
            passphrase: self.passphrase.get_untracked(),
            pin: self.pin.get_untracked().trim().to_owned(),
        };
        self.wrong.set(None);
        self.failure.set(None);
        self.running.set(true);
        spawn_local(async move {
            let outcome = client::ask(Request::Ways(step)).await;
            self.running.set(false);
            self.passphrase.set(String::new());
            match outcome {
                Ok(Response::Badge(text)) => {
                    self.pin.set(String::new());
                    ways.update(|ways| {
                        if let Some(ways) = ways {
                            ways.badge = true;
                        }
                    });
                    paper.set(Some(text));
                }
                Ok(_) => {}
                Err(Failure::Invalid { questions }) => {
                    let is_obvious = questions.iter().any(|question| question == "pin-obvious");
                    self.wrong.set(Some(if is_obvious {
                        "pin-obvious"
                    } else {
                        "badge-pin-shape"
                    }));
                    field::focus(PIN_ID);
                }
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }
}

/// Whether there is a badge, and how to come by one.
pub fn section(ways: RwSignal<Option<WaysView>>, paper: RwSignal<Option<String>>) -> AnyView {
    let making = Making {
        pin: RwSignal::default(),
        passphrase: RwSignal::default(),
        wrong: RwSignal::new(None),
        running: RwSignal::new(false),
        failure: RwSignal::new(None),
    };
    let has = Signal::derive(move || ways.get().map(|ways| ways.badge));
    let has_one = move || has.get() == Some(true);
    let error_of = move |keys: &'static [&'static str]| {
        Signal::derive(move || {
            let key = making.wrong.get().filter(|key| keys.contains(key));
            key.map(|key| text::say(key, &[]))
        })
    };
    let is_missing = Signal::derive(move || making.wrong.get() == Some("passphrase-missing"));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        making.submit(ways, paper);
    };
    let label = Signal::derive(move || {
        let key = if has_one() {
            "badge-make-another"
        } else {
            "badge-make"
        };
        text::say(key, &[])
    });
    let revoke = move |()| {
        take_back(
            WayStep::RevokeBadge,
            "badge-is-revoked",
            ways,
            making.failure,
        )
    };
    view! {
        <section class="wb-section">
            <h2>{t!("badge-title")}</h2>
            <p>{t!("badge-what")}</p>
            <p>{Signal::derive(move || text::say("badge-where", &[("tablet", tablet_name().into())]))}</p>
            {state(has, "badge-is-there", "badge-is-missing")}
            {move || making.failure.get().map(|failure| view! { <ErrorPanel failure /> })}
            {move || has_one().then(|| view! {
                <div class="wb-actions">
                    <Button label=t!("badge-revoke") icon="close" on_press=revoke />
                </div>
            })}
            <form class="wb-entrance__form wb-pin-form" novalidate=true on:submit=submit>
                <TextInput
                    id=PIN_ID
                    label=t!("badge-pin-new")
                    hint=t!("badge-pin-hint")
                    value=making.pin
                    error=error_of(&["badge-pin-shape", "pin-obvious"])
                    keyboard="numeric"
                    verbatim=true
                    length_max=usize::from(PIN_DIGITS)
                />
                {passphrase(PASSPHRASE_ID, making.passphrase, is_missing)}
                {move || if making.running.get() {
                    view! { <Progress label=t!("badge-making") /> }.into_any()
                } else {
                    view! {
                        <div class="wb-actions">
                            <Button label kind=Kind::Primary icon="qr-code" submit=true on_press=|()| {} />
                        </div>
                    }
                    .into_any()
                }}
            </form>
        </section>
    }
    .into_any()
}

/// The badge as it is printed, once, and its test. With the page it is gone from the tablet.
pub fn paper(paper: RwSignal<Option<String>>, text: String) -> AnyView {
    let groups = text
        .split(' ')
        .map(|group| view! { <li><code>{group.to_owned()}</code></li> }.into_any())
        .collect_view();
    let today = times::date(untrack(clock::now_ms));
    request_animation_frame(|| field::focus("badge-paper"));
    view! {
        <article class="wb-sheet wb-badge-paper" id="badge-paper" tabindex="-1" aria-labelledby="badge-paper-title">
            <div class="wb-badge-paper__words">
                <h2 id="badge-paper-title">{t!("badge-paper-title")}</h2>
                <p><bdi>{untrack(tablet_name)}</bdi> " · " {today}</p>
                <p>{t!("badge-paper-care")}</p>
            </div>
            {code(&text)}
            <ul class="wb-part__groups wb-badge-paper__groups" dir="ltr">{groups}</ul>
        </article>
        <p class="wb-error__line wb-no-print"><Icon name="info" /><span>{t!("badge-paper-once")}</span></p>
        <div class="wb-actions wb-no-print">
            <Button label=t!("badge-print") kind=Kind::Primary icon="print" on_press=|()| print_page() />
        </div>
        {test()}
        <div class="wb-page__foot wb-no-print">
            <Button label=t!("badge-done") icon="check" wide=true on_press=move |()| paper.set(None) />
        </div>
    }
    .into_any()
}

/// The square code. Black on white in every colour of the page: cameras look for that.
fn code(text: &str) -> AnyView {
    let Some(drawing) = Drawing::of(text) else {
        return ().into_any();
    };
    let side = drawing.side();
    view! {
        <svg
            class="wb-badge-paper__code"
            viewBox=format!("0 0 {side} {side}")
            role="img"
            aria-label=t!("badge-code-picture")
        >
            <path d=drawing.path()></path>
        </svg>
    }
    .into_any()
}

/// The camera, or whoever types, tells whether the paper is good.
fn test() -> AnyView {
    let typed = RwSignal::new(String::new());
    let is_good = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let show = move |shown: String| {
        is_good.set(false);
        failure.set(None);
        spawn_local(async move {
            match client::ask(Request::Ways(WayStep::TestBadge { shown })).await {
                Ok(_) => {
                    typed.set(String::new());
                    is_good.set(true);
                }
                Err(refused) => failure.set(Some(refused)),
            }
        });
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        show(typed.get_untracked());
    };
    view! {
        <section class="wb-section wb-no-print">
            <h2>{t!("badge-test")}</h2>
            <p>{t!("badge-test-what")}</p>
            <div role="status">
                {move || is_good.get().then(|| view! { <Banner tone=Tone::Ok title=t!("badge-is-good") /> })}
            </div>
            {move || failure.get().map(|failure| view! { <ErrorPanel failure /> })}
            <div class="wb-actions"><ReadCode on_text=show /></div>
            <form class="wb-entrance__form" novalidate=true on:submit=submit>
                {typed_code(CODE_ID, typed)}
                <div class="wb-actions">
                    <Button label=t!("badge-test-typed") icon="check" submit=true on_press=|()| {} />
                </div>
            </form>
        </section>
    }
    .into_any()
}
