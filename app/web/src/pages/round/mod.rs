//! Rounds: those of the shift, one under way, and the roll count that closes it.

pub mod count;
pub mod paper;
pub mod running;
mod sheet_time;
pub mod starting;

use crate::prelude::*;
use wingbook_record::id::{EntryId, PlanId};
use wingbook_worker::message::{PersonLine, Request, Response, RoundLine, RoundView, RoundsView};

use crate::{
    components::{ErrorPanel, Kind, LinkButton, Loading, PageHeader},
    pages::{
        Page, prison, today,
        wings::words::{round_badge, round_line},
    },
    state::loaded::{Loaded, load},
    t,
};

/// A round, kept up to date.
pub fn load_round(id: EntryId) -> Loaded<RoundView> {
    load(
        move || Request::Round { id },
        |response| match response {
            Response::Round(view) => Some(view),
            _ => None,
        },
    )
}

/// Name and number: how a line of a round or count calls somebody.
fn named(person: &PersonLine) -> String {
    match &person.number {
        Some(number) => format!("{} · {number}", person.name),
        None => person.name.clone(),
    }
}

/// The rounds of the shift.
pub fn view() -> AnyView {
    let loaded: Loaded<RoundsView> = load(
        || Request::Rounds,
        |response| match response {
            Response::Rounds(view) => Some(view),
            _ => None,
        },
    );
    view! {
        <div class="wb-page">
            <PageHeader title=t!("nav-round") detail=t!("round-shift") />
            {today::still_receiving()}
            {move || match (loaded.get(), loaded.failure()) {
                (Some(rounds), _) => list(rounds),
                (None, Some(failure)) => {
                    view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
                }
                (None, None) => view! { <Loading /> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

fn list(rounds: RoundsView) -> AnyView {
    let wing_of = |plan: PlanId| rounds.wing_of(plan).map(|(_, name)| name.to_owned());
    let plans: Vec<_> = rounds
        .plans
        .iter()
        .map(|(plan, name)| (*plan, name.clone(), wing_of(*plan)))
        .collect();
    let rounds = rounds.rounds;
    let is_empty = rounds.is_empty();
    let (open, over): (Vec<RoundLine>, Vec<RoundLine>) = rounds.into_iter().partition(is_open);
    let has_over = !over.is_empty();
    let has_plans = !plans.is_empty();
    let plans = plans
        .into_iter()
        .map(|(plan, name, wing)| {
            view! {
                <li class="wb-row">
                    <span class="wb-row__body">
                        <bdi class="wb-row__title">{name}</bdi>
                        <bdi class="wb-row__detail">{wing}</bdi>
                    </span>
                    {starting::button(plan, None, Kind::Secondary)}
                </li>
            }
        })
        .collect_view();
    view! {
        {is_empty.then(prison::no_round)}
        {rows(open)}
        {has_over.then(|| view! {
            <section class="wb-section">
                <h2>{t!("round-over")}</h2>
                {rows(over)}
            </section>
        })}
        <section class="wb-section" hidden=!has_plans>
            <h2>{t!("round-unplanned")}</h2>
            <ul class="wb-rows">{plans}</ul>
        </section>
        <section class="wb-section">
            <h2>{t!("records-paper")}</h2>
            <p class="wb-quiet">{t!("paper-what")}</p>
            <div class="wb-actions">
                <LinkButton label=t!("paper-enter") href=paper::path(None, None, None) icon="from-paper" />
            </div>
        </section>
    }
    .into_any()
}

/// Whether there is still something to do about it.
pub fn is_open(line: &RoundLine) -> bool {
    !matches!(
        line.state.as_str(),
        "done" | "done_late" | "done_open" | "missed"
    )
}

/// Rounds below each other.
pub fn rows(lines: Vec<RoundLine>) -> AnyView {
    if lines.is_empty() {
        return ().into_any();
    }
    let rows = lines
        .into_iter()
        .map(|line| view! { <li>{row(line)}</li> })
        .collect_view();
    view! { <ul class="wb-rows">{rows}</ul> }.into_any()
}

/// A round with its state and the one thing to do with it.
pub fn row(line: RoundLine) -> AnyView {
    let badge = round_badge(&line);
    let title = {
        let line = line.clone();
        move || round_line(&line)
    };
    let (wing, holder) = (line.wing.clone(), line.holder.clone());
    let (checked, stops) = (line.checked, line.stops);
    let started = line.round.is_some();
    view! {
        <div class="wb-row">
            <span class="wb-row__body">
                <bdi class="wb-row__title">{title}</bdi>
                <span class="wb-row__detail">
                    <bdi>{wing}</bdi>
                    {holder.map(|name| view! { " · "<bdi>{name}</bdi> })}
                    {started.then(|| view! { " · "{t!("round-progress", done = checked, all = stops)} })}
                </span>
                {badge}
            </span>
            {next_step(&line, Kind::Secondary)}
        </div>
    }
    .into_any()
}

/// The button that goes on with a round, or starts it.
pub fn next_step(line: &RoundLine, kind: Kind) -> AnyView {
    match (line.round, line.plan) {
        (Some(id), _) => {
            let label = if is_under_way(line) {
                t!("round-go-on")
            } else {
                t!("round-look")
            };
            view! { <LinkButton label href=Page::Round(id).path() kind icon="round" /> }.into_any()
        }
        (None, Some(plan)) if line.state != "missed" => starting::button(plan, line.due_ms, kind),
        // What was missed stays missed: a round begun now is another one. It may have been walked with a sheet.
        (None, Some(plan)) => {
            let href = paper::path(Some(plan), line.due_ms, None);
            view! { <LinkButton label=t!("paper-enter") href kind=Kind::Quiet icon="from-paper" /> }
                .into_any()
        }
        (None, None) => ().into_any(),
    }
}

fn is_under_way(line: &RoundLine) -> bool {
    matches!(line.state.as_str(), "running" | "paused")
}
