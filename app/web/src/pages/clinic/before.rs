//! Somebody before a dose, in three taps: the right person · agreed, refused or not today · given. Nothing is ticked
//! before it is tapped, and what stands against the dose is above the tap that gives it.

use std::time::Duration;

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_record::{
    id::PersonId,
    partial_date::PartialDate,
    vaccination::{
        course::Warning,
        dose::{Dose, DoseSource, Outcome, WhyNot},
    },
};
use wingbook_worker::message::{BeforeDose, LotView, PersonLine as Line, Request, Response};

use super::{room::Room, vial};
use crate::{
    client,
    components::{
        Banner, Button, ErrorPanel, Icon, Kind, Loading, NoticeLine, PersonLine, TextArea, Tone,
        field,
    },
    pages::{people::vaccination, records::words},
    say,
    state::{loaded::load, sync},
    t,
    text::times,
};

/// Nobody is confirmed within this time of coming up: the tap that gave the dose before may fall twice.
const LOOK: Duration = Duration::from_millis(800);

/// What the second tap brings up rests for this time.
const REST: Duration = Duration::from_millis(400);

const HEADING_ID: &str = "clinic-person";
const WHY_ID: &str = "clinic-why";

/// What the person said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Agreed,
    Refused,
    NotToday,
}

/// The taps so far.
#[derive(Clone, Copy)]
struct Taps {
    /// The name was read out: once, not each time that something arrives.
    is_named: StoredValue<bool>,
    is_fresh: RwSignal<bool>,
    is_right: RwSignal<bool>,
    /// The answer was tapped just now: what it brought up can't be tapped yet.
    is_resting: RwSignal<bool>,
    answer: RwSignal<Option<Answer>>,
    why: RwSignal<String>,
    tried: RwSignal<bool>,
}

impl Taps {
    /// A tap that falls twice gives no dose and gives no reason.
    fn rest(self) {
        self.is_resting.set(true);
        set_timeout(
            move || {
                // The card may be gone by now.
                let _ = self.is_resting.try_set(false);
            },
            REST,
        );
    }
}

/// The card of a person.
pub fn view(room: Room, person: PersonId, walk: Signal<Vec<Line>>) -> AnyView {
    let clinic = room.id;
    let loaded = load(
        move || Request::BeforeDose { clinic, person },
        |response| match response {
            Response::BeforeDose(view) => Some(&**view),
            _ => None,
        },
    );
    let taps = Taps {
        is_named: StoredValue::new(false),
        is_fresh: RwSignal::new(true),
        is_right: RwSignal::new(false),
        is_resting: RwSignal::new(false),
        answer: RwSignal::new(None),
        why: RwSignal::new(String::new()),
        tried: RwSignal::new(false),
    };
    set_timeout(
        move || {
            // The card may be gone by now.
            let _ = taps.is_fresh.try_set(false);
        },
        LOOK,
    );
    // Another vial than the one that was in view when the person agreed: asked again.
    let vial = Memo::new(move |_| {
        let lot = room.in_use();
        lot.map(|lot| [lot.product, lot.lot, Some(lot.expiry)])
    });
    let first = vial.get_untracked();
    Effect::new(move |_| {
        if vial.get() != first {
            taps.answer.set(None);
        }
    });
    let next = Callback::new(move |()| {
        let coming = untrack(|| {
            let all = walk.get();
            let at = all.iter().position(|one| one.id == person);
            let (before, after) = all.split_at(at.map_or(0, |at| at + 1));
            let mut order = after.iter().chain(before);
            let next = order.find(|one| one.id != person && !room.is_seen(one.id));
            next.filter(|_| at.is_some()).map(|one| one.id)
        });
        room.chosen.set(coming);
    });
    let back = move |()| room.chosen.set(None);
    view! {
        <section class="wb-clinic-card">
            {move || match (loaded.get(), loaded.failure()) {
                (Some(before), _) => card(room, taps, before, next),
                (None, Some(failure)) => {
                    view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
                }
                (None, None) => view! { <Loading /> }.into_any(),
            }}
            <Button label=t!("clinic-back") icon="list" kind=Kind::Quiet wide=true on_press=back />
        </section>
    }
    .into_any()
}

fn card(room: Room, taps: Taps, before: BeforeDose, next: Callback<()>) -> AnyView {
    if !taps.is_named.get_value() {
        taps.is_named.set_value(true);
        request_animation_frame(|| field::focus(HEADING_ID));
    }
    let against = against(&before);
    let name = before.line.name.clone();
    let here = before.here.clone();
    let notices = before.line.notices.clone();
    let in_use = Memo::new(move |_| room.in_use());
    let had_here = here.into_iter().map(|one| {
        let words = Signal::derive(move || {
            let what = match one.outcome.as_str() {
                "given" => say!("clinic-had-dose"),
                outcome => words::not_given(outcome, one.why_not.as_deref()),
            };
            say!(
                "clinic-seen-here",
                what = what,
                time = times::time_of_day(one.at_ms)
            )
        });
        view! { <Banner title=words tone=Tone::Warn /> }
    });
    let check = before.check.clone().map(|check| {
        let is_clear = check.decision.as_deref() == Some("clear");
        let words = Signal::derive(move || {
            let decision = check.decision.as_deref().map(words::decision_words);
            let temperature = check.temperature.as_deref().map(words::celsius);
            let parts = decision.into_iter().chain(temperature);
            let said = parts.collect::<Vec<_>>().join(" · ");
            say!(
                "clinic-check-today",
                said = said,
                time = times::time_of_day(check.at_ms)
            )
        });
        view! { <Banner title=words tone=if is_clear { Tone::Info } else { Tone::Warn } /> }
    });
    let line = before.line.clone();
    let doses = vaccination::brief(&before.vaccination);
    let steps = StoredValue::new(before);
    view! {
        <h2 id=HEADING_ID class="wb-clinic-card__name" tabindex="-1"><bdi>{name}</bdi></h2>
        <PersonLine person=line nameless=true />
        {notices.into_iter().map(|notice| view! { <NoticeLine notice /> }).collect_view()}
        {had_here.collect_view()}
        {check}
        {doses}
        {against}
        {right(taps)}
        {move || taps.is_right.get().then(|| asked(room, taps, steps, next))}
        {move || (taps.is_right.get() && taps.answer.get() == Some(Answer::Agreed)).then(|| {
            let before = steps.get_value();
            match in_use.get() {
                Some(lot) => give(room, taps, before, lot, next),
                None => view! { <Banner title=t!("clinic-no-vial") tone=Tone::Warn /> }.into_any(),
            }
        })}
    }
    .into_any()
}

/// What the last tap brought up lies where the next tap falls. The focus stays: a key that is held down must not give a
/// dose.
fn bring_into_view(selector: &'static str) {
    request_animation_frame(move || {
        let found = document().query_selector(selector).ok().flatten();
        if let Some(element) = found {
            let nearest = web_sys::ScrollIntoViewOptions::new();
            nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    });
}

fn step_class(is_done: bool) -> &'static str {
    match is_done {
        true => "wb-clinic-step wb-clinic-step--done",
        false => "wb-clinic-step",
    }
}

/// The first tap.
fn right(taps: Taps) -> AnyView {
    let press = move |_| {
        if !taps.is_fresh.get_untracked() {
            taps.is_right.update(|is_right| *is_right = !*is_right);
            taps.answer.set(None);
            bring_into_view(".wb-clinic-answers");
        }
    };
    view! {
        <button
            type="button"
            class=move || step_class(taps.is_right.get())
            aria-pressed=move || taps.is_right.get().to_string()
            on:click=press
        >
            <Icon name="person" />
            <span>{t!("clinic-right-person")}</span>
        </button>
    }
    .into_any()
}

/// The second tap, and the reasons of whoever gets none.
fn asked(room: Room, taps: Taps, before: StoredValue<BeforeDose>, next: Callback<()>) -> AnyView {
    let choice = move |answer: Answer, icon: &'static str, words: Signal<String>| {
        let is_it = move || taps.answer.get() == Some(answer);
        view! {
            <button
                type="button"
                class=move || step_class(is_it())
                aria-pressed=move || is_it().to_string()
                on:click=move |_| {
                    taps.answer.set(Some(answer));
                    taps.rest();
                    bring_into_view(".wb-clinic-step--give, .wb-clinic-reasons");
                }
            >
                <Icon name=icon />
                <span>{words}</span>
            </button>
        }
    };
    let reasons = move || {
        let (outcome, reasons): (Outcome, &[WhyNot]) = match taps.answer.get()? {
            Answer::Agreed => return None,
            Answer::Refused => (
                Outcome::Refused,
                &[
                    WhyNot::Objection,
                    WhyNot::CaregiverRefusal,
                    WhyNot::Immunity,
                    WhyNot::HadDisease,
                    WhyNot::Unnamed,
                ],
            ),
            Answer::NotToday => (
                Outcome::NotToday,
                &[
                    WhyNot::AcuteIllness,
                    WhyNot::ChronicIllness,
                    WhyNot::Allergy,
                    WhyNot::Immunocompromised,
                    WhyNot::MedicalPrecaution,
                    WhyNot::HadDisease,
                    WhyNot::TooEarly,
                    WhyNot::Absent,
                    WhyNot::OutOfStock,
                    WhyNot::Unnamed,
                ],
            ),
        };
        let buttons = reasons.iter().map(|why| {
            let (outcome, why) = (outcome.clone(), why.clone());
            let word = why.to_string();
            let label = Signal::derive(move || words::why_words(&word));
            let press = move |()| {
                let dose = dose_of(room, outcome.clone(), Some(why.clone()), None, None);
                save(room, before, dose, next);
            };
            let disabled = Signal::derive(move || room.saving.get() || taps.is_resting.get());
            view! { <Button label wide=true disabled on_press=press /> }
        });
        Some(view! {
            <p class="wb-field__label">{t!("clinic-why-not")}</p>
            <div class="wb-clinic-reasons">{buttons.collect_view()}</div>
        })
    };
    view! {
        <div class="wb-clinic-answers">
            {choice(Answer::Agreed, "check", t!("clinic-agreed"))}
            {choice(Answer::Refused, "close", t!("dose-refused"))}
            {choice(Answer::NotToday, "calendar", t!("clinic-not-today"))}
        </div>
        {reasons}
    }
    .into_any()
}

/// What stands against a dose of the vial in use, before anybody is asked whether they agree.
fn against(before: &BeforeDose) -> AnyView {
    let too_old = before
        .vial_too_old
        .then(|| view! { <Banner title=t!("clinic-vial-old") tone=Tone::Danger /> });
    let warnings = before.warnings.iter().cloned().map(|warning| {
        let tone = match warning {
            Warning::SecondToday { .. }
            | Warning::TooEarly { .. }
            | Warning::LotExpired { .. }
            | Warning::DatedAhead => Tone::Danger,
            _ => Tone::Warn,
        };
        let words = Signal::derive(move || vaccination::warning_words(&warning));
        view! { <Banner title=words tone /> }
    });
    let warnings = warnings.collect_view();
    view! {
        {too_old}
        {warnings}
    }
    .into_any()
}

/// The third tap, with the vial in view.
fn give(room: Room, taps: Taps, before: BeforeDose, lot: LotView, next: Callback<()>) -> AnyView {
    let asks_why = before.asks_why;
    let shown = lot.clone();
    let vial = Signal::derive(move || {
        vial::lot_words(shown.name.as_deref(), shown.lot.as_deref(), &shown.expiry)
    });
    let number = before.dose;
    let which = Signal::derive(move || match number {
        Some((number, stage)) => vaccination::which(number, stage),
        None => say!("vaccination-unassigned"),
    });
    let error = Signal::derive(move || {
        let is_missing = taps.tried.get() && taps.why.with(|why| why.trim().is_empty());
        is_missing.then(|| say!("clinic-why-missing"))
    });
    let why = asks_why.then(|| {
        view! {
            <TextArea id=WHY_ID label=t!("clinic-why") value=taps.why error length_max=500 />
        }
    });
    let before = StoredValue::new(before);
    let press = move |_| {
        let why = taps.why.with_untracked(|why| why.trim().to_owned());
        if asks_why && why.is_empty() {
            taps.tried.set(true);
            field::focus(WHY_ID);
            return;
        }
        let why = (!why.is_empty()).then_some(why);
        let dose = dose_of(room, Outcome::Given, None, Some(&lot), why);
        save(room, before, dose, next);
    };
    view! {
        {why}
        <button type="button" class="wb-clinic-step wb-clinic-step--give" disabled=move || room.saving.get() || taps.is_resting.get() on:click=press>
            <Icon name="syringe" />
            <span>
                <span class="wb-clinic-step__verb">{t!("clinic-give")}" · "{which}</span>
                <span class="wb-clinic-step__vial">{vial}</span>
            </span>
        </button>
    }
    .into_any()
}

fn dose_of(
    room: Room,
    outcome: Outcome,
    why_not: Option<WhyNot>,
    lot: Option<&LotView>,
    override_reason: Option<String>,
) -> Dose {
    let session = untrack(|| {
        room.loaded
            .with(|view| view.map(|view| view.session.clone()))
    });
    let is_given = outcome == Outcome::Given;
    // Whoever refuses refuses the vaccine that is offered; it says against what.
    let offered = untrack(|| room.in_use());
    let product = lot.or(offered.as_ref()).and_then(|lot| lot.product.clone());
    let expiry = lot.and_then(|lot| lot.expiry.parse().ok());
    Dose {
        outcome,
        source: DoseSource::Here,
        on: PartialDate::UNKNOWN,
        disease: None,
        product,
        lot: lot.and_then(|lot| lot.lot.clone()),
        lot_expiry: expiry.unwrap_or(PartialDate::UNKNOWN),
        session: Some(room.id),
        site: session
            .as_ref()
            .and_then(|one| one.site.clone())
            .filter(|_| is_given),
        vaccinator: session.and_then(|one| one.vaccinator).filter(|_| is_given),
        why_not,
        override_reason,
    }
}

fn save(room: Room, before: StoredValue<BeforeDose>, dose: Dose, next: Callback<()>) {
    if room.saving.get_untracked() {
        return;
    }
    room.saving.set(true);
    let before = before.get_value();
    let (person, name) = (before.line.id, before.line.name);
    let words = match &dose.outcome {
        Outcome::Given => match before.then {
            Some(then) => {
                let then = vaccination::next_words(then).0;
                say!("clinic-gave-then", name = name, next = then)
            }
            None => say!("clinic-gave", name = name),
        },
        _ => say!("clinic-noted", name = name),
    };
    spawn_local(async move {
        let dose = Box::new(dose);
        match client::ask(Request::Dose { person, dose }).await {
            Ok(Response::Saved(saved)) => {
                room.snackbars.saved_as(words, &saved, None);
                sync::note_change();
                // The page may be gone by now.
                if room.saving.try_set(false).is_none() {
                    next.run(());
                }
            }
            Ok(_) => {
                let _ = room.saving.try_set(false);
            }
            Err(failure) => {
                room.snackbars.fail(&failure);
                // A vial may have grown too old while the card stood there: what asks for a reason is shown.
                sync::note_change();
                let _ = room.saving.try_set(false);
            }
        }
    });
}
