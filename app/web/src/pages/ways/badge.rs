//! A badge is made, printed, tested, replaced and taken back.

use crate::prelude::*;
use leptos::{ev, task::spawn_local};
use wingbook_codes::Drawing;
use wingbook_worker::message::{Failure, Request, Response, WayStep, WaysView};

use super::{
    PIN_DIGITS,
    choosing::{Choosing, Pin},
    state, tablet_name, take_back, typed_code,
};
use crate::{
    client,
    components::{Banner, Button, ErrorPanel, Icon, Kind, Progress, ReadCode, Tone, field},
    pages::print::print_page,
    state::clock,
    t,
    text::{self, times},
};

const CODE_ID: &str = "badge-code";

/// The PIN of a badge.
const PIN: Pin = Pin {
    id: "badge-pin",
    passphrase_id: "badge-passphrase",
    shape: "badge-pin-shape",
    digits_max: PIN_DIGITS as usize,
};

fn make(choosing: Choosing, ways: RwSignal<Option<WaysView>>, paper: RwSignal<Option<String>>) {
    let Some(passphrase) = choosing.begin() else {
        return;
    };
    let pin = choosing.pin.get_untracked().trim().to_owned();
    let step = WayStep::MakeBadge { passphrase, pin };
    spawn_local(async move {
        let answer = choosing.end(client::ask(Request::Ways(step)).await);
        if let Some(Response::Badge(text)) = answer {
            ways.update(|ways| {
                if let Some(ways) = ways {
                    ways.badge = true;
                }
            });
            paper.set(Some(text));
        }
    });
}

/// Whether there is a badge, and how to come by one.
pub fn section(ways: RwSignal<Option<WaysView>>, paper: RwSignal<Option<String>>) -> AnyView {
    let making = Choosing::new(PIN);
    let has = Signal::derive(move || ways.get().map(|ways| ways.badge));
    let has_one = move || has.get() == Some(true);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        make(making, ways, paper);
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
                {making.fields(t!("way-passphrase-hint"), t!("badge-pin-new"), t!("badge-pin-hint"))}
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
