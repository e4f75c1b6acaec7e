//! The officer's shift: the round to run, what came back, what was promised, what waits to be sent.

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_record::id::EntryId;
use wingbook_worker::message::{FollowUpView, RecordLine, Request, Response, RoundLine, TodayView};

use crate::{
    client,
    components::{Badge, Banner, Button, ErrorPanel, Kind, Loading, NoticeLine, PageHeader, Tone},
    pages::{
        Page, prison,
        records::row::record_row,
        round,
        wings::words::{round_badge, round_line},
        write,
    },
    state::{
        clock,
        loaded::{Loaded, load},
        snackbars::{Snackbars, use_snackbars},
        storage,
        sync::{is_receiving, sync_view},
    },
    t,
    text::{self, times},
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
        <div class="wb-page wb-page--narrow">
            <PageHeader title=t!("nav-today") />
            {still_receiving()}
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

/// On a tablet whose registers have not come whole yet, a round may have been done that it knows nothing of.
pub fn still_receiving() -> AnyView {
    let waits = Memo::new(move |_| is_receiving());
    let figures = Memo::new(move |_| sync_view().progress);
    view! {
        {move || waits.get().then(|| view! {
            <Banner title=t!("today-receiving")>
                {move || figures.get().map(|(done, total)| view! {
                    <p>{t!("today-receiving-n", done = done, total = total)}</p>
                })}
            </Banner>
        })}
    }
    .into_any()
}

fn shift(today: TodayView) -> AnyView {
    let snackbars = use_snackbars();
    let sent_back = today.sent_back.into_iter().map(sent_back).collect();
    let follow_ups = today
        .follow_ups
        .into_iter()
        .map(|one| follow_up(one, snackbars))
        .collect();
    let has_notices = !today.notices.is_empty();
    let notices = today
        .notices
        .into_iter()
        .map(|notice| view! { <NoticeLine notice linked=true /> })
        .collect_view();
    let open: Vec<RoundLine> = today.rounds.into_iter().filter(round::is_open).collect();
    let has_open = !open.is_empty();
    let (waiting, oldest) = (today.waiting, today.oldest_waiting_ms);
    view! {
        {next(today.next)}
        {section(t!("today-sent-back"), sent_back)}
        {section(t!("today-follow-ups"), follow_ups)}
        {write::drafts()}
        {has_notices.then(|| view! {
            <section class="wb-section">
                <h2>{t!("today-notices")}</h2>
                <div class="wb-notices">{notices}</div>
            </section>
        })}
        {has_open.then(|| view! {
            <section class="wb-section">
                <h2>{t!("today-rounds")}</h2>
                {round::rows(open)}
            </section>
        })}
        {(waiting > 0).then(|| waits(waiting, oldest))}
    }
    .into_any()
}

/// How many records wait, and since when: in plain words, or as a warning where the browser may throw them away.
fn waits(waiting: usize, oldest: Option<i64>) -> AnyView {
    let words = Signal::derive(move || {
        let since = oldest.map(|at_ms| times::relative(at_ms, clock::now_ms()));
        let n = text::say("today-waiting", &[("n", waiting.into())]);
        format!("{n} {}", since.unwrap_or_default())
    });
    view! {
        {move || match storage::is_kept() {
            Some(false) => view! { <Banner tone=Tone::Warn title=words><p>{t!("storage-not-kept")}</p></Banner> }.into_any(),
            _ => view! { <p class="wb-quiet">{words}</p> }.into_any(),
        }}
    }
    .into_any()
}

/// What was sent back, for those who have no page of the shift; nothing where nothing was.
pub fn sent_back_alone() -> AnyView {
    let loaded: Loaded<Vec<RecordLine>> = load(
        || Request::Today,
        |response| match response {
            Response::Today(today) => Some(&today.sent_back),
            _ => None,
        },
    );
    let rows = move || {
        let lines = loaded.get().unwrap_or_default();
        section(
            t!("today-sent-back"),
            lines.into_iter().map(sent_back).collect(),
        )
    };
    view! { {rows} }.into_any()
}

/// The round for the next moment, with when it is due.
fn next(line: Option<RoundLine>) -> AnyView {
    let Some(line) = line else {
        return prison::no_round();
    };
    let (badge, wing) = (round_badge(&line), line.wing.clone());
    let is_certain = Memo::new({
        // What this person walks or was offered is theirs whatever else arrives.
        let is_own = line.mine || line.offered;
        move |_| is_own || !is_receiving()
    });
    let step = {
        let line = line.clone();
        move || {
            let kind = if is_certain.get() {
                Kind::Primary
            } else {
                Kind::Secondary
            };
            round::next_step(&line, kind)
        }
    };
    let due_ms = line.due_ms.filter(|_| line.round.is_none());
    let offered = line.offered;
    view! {
        <section class="wb-section">
            <h2><bdi>{move || round_line(&line)}</bdi></h2>
            <p class="wb-today__facts">
                <bdi>{wing}</bdi>
                {badge}
                {due_ms.map(|due_ms| view! {
                    <span>{move || times::relative(due_ms, clock::now_ms())}</span>
                })}
                {offered.then(|| view! { <Badge icon="hand" words=t!("today-offered") tone=Tone::Warn /> })}
            </p>
            {move || (!is_certain.get()).then(|| view! {
                <p class="wb-quiet">{t!("today-receiving")}</p>
            })}
            <div class="wb-actions">{step}</div>
        </section>
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

/// A record that a supervisor sent back, with the reason: what is to be done stands here.
fn sent_back(line: RecordLine) -> AnyView {
    let href = Page::Record(line.id).path();
    let reason = line.review.as_ref().and_then(|review| {
        let reason = review.reason.clone()?;
        Some((review.by.clone(), reason))
    });
    view! {
        <li>
            {record_row(line, None, Signal::stored(href), Signal::stored(false))}
            {reason.map(|(by, reason)| view! {
                <p class="wb-today__reason"><bdi>{by}</bdi>": "<span dir="auto">{reason}</span></p>
            })}
        </li>
    }
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
    let day = move || times::day_words(&date, clock::now_ms());
    view! {
        <li class="wb-row">
            <span class="wb-row__body">
                <a class="wb-row__title" href=Page::Record(entry).path()><bdi>{name}</bdi></a>
                <span class="wb-row__detail" dir="auto">{text}</span>
                <span class="wb-row__detail">
                    {day}
                    {overdue.then(|| view! { " · "{t!("today-overdue")} })}
                </span>
            </span>
            <Button label=t!("today-done") on_press=move |()| done(entry, snackbars) kind=Kind::Secondary icon="check" />
        </li>
    }
    .into_any()
}

/// Marks a follow-up as done.
fn done(entry: EntryId, snackbars: Snackbars) {
    spawn_local(async move {
        match client::ask(Request::FollowUpDone { entry, text: None }).await {
            Ok(Response::Saved(saved)) => snackbars.saved(&saved, None),
            Ok(_) => {}
            Err(failure) => snackbars.fail(&failure),
        }
    });
}
