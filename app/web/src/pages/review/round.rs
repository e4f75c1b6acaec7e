//! A round as a whole, to read: n of N, what was not checked, the exceptions, then every stop.

use crate::prelude::*;
use wingbook_record::{entry::Origin, id::EntryId};
use wingbook_worker::message::{RoundView, StopView};

use super::{decide_panel, queue::round_times};
use crate::{
    components::{
        Badge, ErrorPanel, Icon, Kind, LinkButton, Loading, Tone, person_line::out_reason,
    },
    pages::{
        Page,
        records::beside::{self, Chosen},
        round::load_round,
    },
    say,
    state::{clock, loaded::Loaded},
    t, text,
    text::times,
};

/// The round beside its list.
pub fn beside(id: EntryId, close: String, after: Option<Callback<Chosen>>) -> AnyView {
    let loaded = load_round(id);
    let record = beside::load_record(id);
    view! {
        <div class="wb-page">
            {shown(loaded, move |round| whole(round, close.clone()))}
            {decide_panel(Chosen::Round(id), record, after)}
        </div>
    }
    .into_any()
}

/// What a round was, on the page of its record: whoever walked it can answer a question about it.
pub fn in_record(id: EntryId) -> AnyView {
    shown(load_round(id), |round| {
        let name = round.line.name.clone();
        view! { <h2><bdi>{name}</bdi></h2> {what_was_done(round)} }.into_any()
    })
}

/// A round once it is here.
fn shown(loaded: Loaded<RoundView>, show: impl Fn(RoundView) -> AnyView + 'static) -> AnyView {
    (move || match (loaded.get(), loaded.failure()) {
        (Some(round), _) => show(round),
        (None, Some(failure)) => {
            view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
        }
        (None, None) => view! { <Loading /> }.into_any(),
    })
    .into_any()
}

fn whole(round: RoundView, close: String) -> AnyView {
    let detail = when_and_by(&round);
    let title = Signal::stored(round.line.name.clone());
    view! { {beside::heading(title, detail, close)} {what_was_done(round)} }.into_any()
}

/// Wing, who walked it, and when.
fn when_and_by(round: &RoundView) -> Signal<String> {
    let (wing, holder) = (round.line.wing.clone(), round.line.holder.clone());
    let (due_ms, started_ms, ended_ms) = (round.line.due_ms, round.started_ms, round.ended_ms);
    Signal::derive(move || {
        let times = round_times(due_ms, started_ms, ended_ms);
        let parts = [Some(wing.clone()), holder.clone(), Some(times)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    })
}

/// n of N, the exceptions, every other stop.
fn what_was_done(round: RoundView) -> AnyView {
    let RoundView {
        id,
        line,
        origin,
        stops,
        ended_ms,
        ended_reason,
        count,
        count_differs,
        ..
    } = round;
    let (exceptions, others): (Vec<StopView>, Vec<StopView>) =
        stops.into_iter().partition(|stop| stop.exception);
    let (checked, all) = (line.checked, line.stops);
    let is_without = exceptions.is_empty() && count_differs.is_none();
    let differing = count.zip(count_differs).map(differing_count);
    let exceptions = exceptions.into_iter().map(stop_row).collect_view();
    let others = others.into_iter().map(stop_row).collect_view();
    let count_address = count.map(|count| Page::Record(count).path());
    view! {
        <p class="wb-record__states">
            <Badge
                icon=if checked == all { "check" } else { "warning" }
                words=t!("review-stops", done = checked, all = all)
                tone=if checked == all { Tone::Ok } else { Tone::Warn }
            />
            {(line.state == "done_late").then(|| super::decide::why_badge("overdue"))}
            {ended_ms.is_none().then(|| view! { <Badge icon="play" words=t!("review-running") /> })}
            {(origin == Origin::Paper).then(|| view! { <Badge icon="from-paper" words=t!("records-paper") /> })}
        </p>
        {ended_reason.map(|reason| view! {
            <div>
                <p class="wb-quiet">{t!("round-ended-why")}</p>
                <p dir="auto">{reason}</p>
            </div>
        })}
        <section class="wb-section">
            <h2>{t!("review-exceptions-title")}</h2>
            {if is_without {
                view! { <p class="wb-quiet">{t!("review-no-exceptions")}</p> }.into_any()
            } else {
                view! { <ul class="wb-rows">{differing}{exceptions}</ul> }.into_any()
            }}
        </section>
        <section class="wb-section">
            <h2>{t!("review-other-stops")}</h2>
            <ul class="wb-rows">{others}</ul>
        </section>
        <div class="wb-actions">
            {count_address.map(|href| view! {
                <LinkButton label=t!("review-open-count") href kind=Kind::Secondary icon="count" />
            })}
            <LinkButton
                label=t!("print-round")
                href=Page::Print(crate::pages::print::Sheet::Round(id)).path()
                kind=Kind::Quiet
                icon="print"
            />
        </div>
    }
    .into_any()
}

/// The roll count of a round, where it differs.
fn differing_count((count, (counted, expected)): (EntryId, (i64, i64))) -> AnyView {
    view! {
        <li>
            <a class="wb-row" href=Page::Record(count).path()>
                <span class="wb-row__body">
                    <span class="wb-row__title">{t!("count-title")}</span>
                    <span class="wb-row__detail">
                        {super::decide::why_badge("count_differs")}" "
                        <span>{t!("count-figures", counted = counted, expected = expected)}</span>
                    </span>
                </span>
                <Icon name="next" directional=true />
            </a>
        </li>
    }
    .into_any()
}

fn stop_row(stop: StopView) -> AnyView {
    let StopView {
        name,
        checked,
        check,
        at_ms,
        by,
        counted,
        expected,
        could_not,
        note,
        people,
        ..
    } = stop;
    let absent: Vec<(String, String)> = people
        .iter()
        .filter(|one| one.state.as_deref() == Some("absent"))
        .map(|one| {
            (
                one.person.name.clone(),
                one.reason.clone().unwrap_or_default(),
            )
        })
        .collect();
    let is_missing = absent.iter().any(|(_, reason)| reason == "unknown");
    let seen = people
        .iter()
        .filter(|one| one.state.as_deref() == Some("seen"))
        .count();
    let statement = Signal::derive(move || match (&could_not, counted) {
        _ if !checked => say!("review-not-checked"),
        (Some(why), _) => could_not_words(why),
        (None, Some(counted)) if expected.is_some_and(|expected| expected != counted) => say!(
            "review-counted-of",
            n = counted,
            expected = expected.unwrap_or_default()
        ),
        (None, Some(counted)) => say!("review-counted", n = counted),
        (None, None) => say!("review-seen", n = seen),
    });
    let away = move || {
        let people = absent
            .iter()
            .map(|(name, reason)| format!("{name}: {}", out_reason(reason)));
        people.collect::<Vec<_>>().join(" · ")
    };
    let body = view! {
        <span class="wb-row__body">
            <span class="wb-row__title"><bdi>{name}</bdi></span>
            <span class="wb-row__detail">
                {is_missing.then(|| super::decide::why_badge("missing"))}" "
                <span>{statement}</span>
            </span>
            <span class="wb-row__detail" dir="auto">{away}</span>
            {note.map(|note| view! { <span class="wb-row__detail" dir="auto">{note}</span> })}
        </span>
        <span class="wb-row__end wb-stop__end">
            <span>{move || at_ms.map(|at| times::short(at, clock::now_ms()))}</span>
            {by.map(|by| view! { <bdi>{by}</bdi> })}
        </span>
    }
    .into_any();
    match check {
        Some(check) => view! {
            <li>
                <a class="wb-row" href=Page::Record(check).path()>
                    {body}
                    <Icon name="next" directional=true />
                </a>
            </li>
        }
        .into_any(),
        None => view! { <li class="wb-row">{body}</li> }.into_any(),
    }
}

/// Why a place could not be checked.
pub fn could_not_words(why: &str) -> String {
    match why {
        "asleep_covered" => say!("review-could-not-covered"),
        "door_blocked" => say!("review-could-not-door"),
        "incident" => say!("review-could-not-incident"),
        "no_key" => say!("review-could-not-key"),
        _ => text::say("review-why-could-not", &[]),
    }
}
