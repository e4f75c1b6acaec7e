//! The officer's shift: the round to run, what came back, what was promised, what waits to be sent.

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_record::id::EntryId;
use wingbook_worker::message::{FollowUpView, Request, Response, TodayView};

use crate::{
    client,
    components::{Button, EmptyState, ErrorPanel, Kind, LinkRow, Loading, NoticeLine, PageHeader},
    pages::{
        Page,
        records::row::record_row,
        round,
        wings::words::{round_badge, round_line},
    },
    state::{
        clock,
        loaded::{Loaded, load},
        snackbars::{Snackbars, use_snackbars},
    },
    t,
    text::times,
};

/// The page.
pub fn view() -> AnyView {
    let loaded: Loaded<TodayView> = load(
        || Request::Today,
        |response| match response {
            Response::Today(view) => Some(view),
            _ => None,
        },
    );
    view! {
        <div class="wb-page">
            <PageHeader title=t!("nav-today") />
            {move || match (loaded.get(), loaded.failure()) {
                (Some(today), _) => shift(today),
                (None, Some(failure)) => {
                    view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
                }
                (None, None) => view! { <Loading /> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

fn shift(today: TodayView) -> AnyView {
    let snackbars = use_snackbars();
    let next = match today.next {
        Some(line) => {
            let badge = round_badge(&line);
            let (wing, step) = (line.wing.clone(), round::next_step(&line, Kind::Primary));
            view! {
                <section class="wb-section">
                    <h2 class="wb-row__title"><bdi>{move || round_line(&line)}</bdi></h2>
                    <p><bdi>{wing}</bdi>" "{badge}</p>
                    <div class="wb-actions">{step}</div>
                </section>
            }
            .into_any()
        }
        None => {
            view! { <EmptyState icon="round" title=t!("round-none") text=t!("round-none-why") /> }
                .into_any()
        }
    };
    let sent_back = today.sent_back.into_iter().map(|line| {
        let href = Page::Record(line.id).path();
        view! { <li>{record_row(line, None, Signal::stored(href), Signal::stored(false))}</li> }
            .into_any()
    });
    let follow_ups = today
        .follow_ups
        .into_iter()
        .map(move |one| follow_up(one, snackbars));
    let drafts = today.drafts.into_iter().map(|draft| {
        let title = if draft.about.is_empty() {
            draft.form.clone()
        } else {
            draft.about.clone()
        };
        let detail = Signal::derive(move || times::short(draft.changed_ms, clock::now_ms()));
        let href = Page::Draft(draft.id.clone()).path();
        view! { <li><LinkRow href title=Signal::stored(title) detail icon="write" /></li> }
            .into_any()
    });
    let notices = today
        .notices
        .into_iter()
        .map(|notice| view! { <li><NoticeLine notice /></li> }.into_any());
    let rounds = today
        .rounds
        .into_iter()
        .map(|line| view! { <li>{round::row(line)}</li> }.into_any());
    let waiting = today.waiting;
    let oldest = today.oldest_waiting_ms;
    view! {
        {next}
        {section(t!("today-sent-back"), sent_back.collect())}
        {section(t!("today-follow-ups"), follow_ups.collect())}
        {section(t!("today-drafts"), drafts.collect())}
        {section(t!("today-notices"), notices.collect())}
        {section(t!("today-rounds"), rounds.collect())}
        {(waiting > 0).then(|| view! {
            <p class="wb-quiet">
                {t!("today-waiting", n = waiting)}" "
                {oldest.map(|at_ms| view! { <span>{Signal::derive(move || times::relative(at_ms, clock::now_ms()))}</span> })}
            </p>
        })}
    }
    .into_any()
}

fn section(title: Signal<String>, rows: Vec<AnyView>) -> AnyView {
    if rows.is_empty() {
        return ().into_any();
    }
    view! { <section class="wb-section"><h2>{title}</h2><ul class="wb-rows">{rows}</ul></section> }
        .into_any()
}

fn follow_up(one: FollowUpView, snackbars: Snackbars) -> AnyView {
    let FollowUpView {
        entry,
        person,
        text,
        date,
        overdue,
        ..
    } = one;
    let name = person.map(|person| person.name).unwrap_or_default();
    view! {
        <li class="wb-row">
            <span class="wb-row__body">
                <a class="wb-row__title" href=Page::Record(entry).path()><bdi>{name}</bdi></a>
                <span class="wb-row__detail" dir="auto">{text}</span>
                <span class="wb-row__detail">
                    {Signal::derive(move || times::date_in_words(&date))}
                    {overdue.then(|| view! { " · "{t!("today-overdue")} })}
                </span>
            </span>
            <Button label=t!("today-done") on_press=move |()| done(entry, snackbars) kind=Kind::Secondary icon="check" />
        </li>
    }
    .into_any()
}

/// Marks a follow-up as done.
pub fn done(entry: EntryId, snackbars: Snackbars) {
    spawn_local(async move {
        match client::ask(Request::FollowUpDone { entry, text: None }).await {
            Ok(Response::Saved(saved)) => snackbars.saved(&saved, None),
            Ok(_) => {}
            Err(failure) => snackbars.fail(&failure),
        }
    });
}
