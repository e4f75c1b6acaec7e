//! The queue: urgent records, rounds as a whole, the other records. Rows keep their place while others come and go.

use crate::prelude::*;
use wingbook_worker::message::{QueueLine, QueueView, RecordLine, RoundReview};

use super::{
    address,
    decide::{decide, escalated_badge, naming, why_badge},
};
use crate::{
    components::{Badge, Button, Icon, Kind, Tone},
    pages::records::{beside::Chosen, words},
    say,
    state::{clock, loaded::Loaded, snackbars::use_snackbars},
    t,
    text::times,
};

/// Rows shown before *Show more*.
const ROWS_AT_ONCE: usize = 40;

/// Cells that a round's row names as not checked; the round names all.
const UNCHECKED_NAMED: usize = 6;

/// A part of the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Urgent,
    Rounds,
    Records,
}

const PARTS: [Part; 3] = [Part::Urgent, Part::Rounds, Part::Records];

/// A row of it.
#[derive(Clone, Debug, PartialEq)]
enum Row {
    Round(Box<RoundReview>),
    Record(Box<QueueLine>),
}

impl Row {
    fn chosen(&self) -> Option<Chosen> {
        match self {
            Row::Round(round) => round.line.round.map(Chosen::Round),
            Row::Record(line) => Some(Chosen::of(&line.record)),
        }
    }
}

/// What is offered to this person: never one's own.
fn rows_of(part: Part, queue: &QueueView) -> Vec<Row> {
    let records = |urgent: bool| {
        queue
            .records
            .iter()
            .filter(move |line| line.urgent == urgent && !line.record.mine)
            .map(|line| Row::Record(Box::new(line.clone())))
            .collect()
    };
    match part {
        Part::Urgent => records(true),
        Part::Records => records(false),
        Part::Rounds => queue
            .rounds
            .iter()
            .filter(|round| !round.mine)
            .map(|round| Row::Round(Box::new(round.clone())))
            .collect(),
    }
}

/// All rows in the order of the page.
pub fn order(queue: &QueueView) -> Vec<Chosen> {
    PARTS
        .into_iter()
        .flat_map(|part| rows_of(part, queue))
        .filter_map(|row| row.chosen())
        .collect()
}

/// What comes after a row; the one before it where it is the last.
pub fn next_of(order: &[Chosen], decided: Chosen) -> Option<Chosen> {
    let at = order.iter().position(|one| *one == decided)?;
    order
        .get(at + 1)
        .or_else(|| at.checked_sub(1).and_then(|before| order.get(before)))
        .copied()
}

/// The three parts.
pub fn view(
    loaded: Loaded<QueueView>,
    chosen: Memo<Option<Chosen>>,
    after: Callback<Chosen>,
) -> AnyView {
    PARTS
        .into_iter()
        .map(|part| section(part, loaded, chosen, after))
        .collect_view()
        .into_any()
}

fn section(
    part: Part,
    loaded: Loaded<QueueView>,
    chosen: Memo<Option<Chosen>>,
    after: Callback<Chosen>,
) -> AnyView {
    let shown_max = RwSignal::new(ROWS_AT_ONCE);
    let rows = Memo::new(move |_| {
        loaded.with(|queue| queue.map(|queue| rows_of(part, queue)).unwrap_or_default())
    });
    let keys = move || {
        rows.with(|rows| {
            rows.iter()
                .take(shown_max.get())
                .filter_map(Row::chosen)
                .collect::<Vec<_>>()
        })
    };
    let row = move |own: Chosen| {
        let row = Memo::new(move |before: Option<&Option<Row>>| {
            let now = rows.with(|rows| rows.iter().find(|row| row.chosen() == Some(own)).cloned());
            now.or_else(|| before.cloned().flatten())
        });
        let current = Signal::derive(move || chosen.get() == Some(own));
        view! {
            <li class="wb-queue__row">
                {move || row.get().map(|row| match row {
                    Row::Round(round) => round_row(*round, own, current),
                    Row::Record(line) => record_row(*line, own, current, after),
                })}
            </li>
        }
    };
    let title = move || match part {
        Part::Urgent => say!("review-urgent"),
        Part::Rounds => say!("review-rounds"),
        Part::Records => say!("review-records"),
    };
    let left = Memo::new(move |_| rows.with(Vec::len).saturating_sub(shown_max.get()));
    view! {
        <section class="wb-section" hidden=move || rows.with(Vec::is_empty)>
            <h2>{title} " " <span class="wb-quiet">{move || crate::text::number(rows.with(Vec::len) as f64)}</span></h2>
            <ul class="wb-rows"><For each=keys key=|key| *key children=row /></ul>
            {move || (left.get() > 0).then(|| view! {
                <Button
                    label=t!("records-show-more", n = left.get())
                    kind=Kind::Quiet
                    on_press=move |()| shown_max.update(|max| *max += ROWS_AT_ONCE)
                />
            })}
        </section>
    }
    .into_any()
}

fn round_row(round: RoundReview, own: Chosen, current: Signal<bool>) -> AnyView {
    let RoundReview {
        line,
        started_ms,
        ended_ms,
        exceptions,
        unchecked,
        escalated,
        ..
    } = round;
    let is_late = line.state == "done_late";
    let times = move || round_times(line.due_ms, started_ms, ended_ms);
    let unchecked_words = (!unchecked.is_empty()).then(|| {
        let names = short_names(&unchecked);
        view! { <span class="wb-record__words">{t!("review-unchecked", names = names.clone())}</span> }
    });
    view! {
        <a
            id=own.row_id()
            class="wb-record"
            href=address(own)
            tabindex="0"
            aria-current=move || current.get().then_some("true")
        >
            <span class="wb-record__top">
                <span class="wb-record__about"><bdi>{line.wing}</bdi> " · " <bdi>{line.name}</bdi></span>
                <span class="wb-record__when">{t!("review-n-of-n", done = line.checked, all = line.stops)}</span>
            </span>
            <span class="wb-record__meta">
                {line.holder.map(|holder| view! { <bdi>{holder}</bdi> })}
                <span>{times}</span>
            </span>
            {unchecked_words}
            <span class="wb-record__states">
                {escalated_badge(escalated)}
                {is_late.then(|| why_badge("overdue"))}
                {(exceptions > 0).then(|| view! {
                    <Badge icon="flag" words=t!("review-exceptions", n = exceptions) tone=Tone::Warn />
                })}
                {(exceptions == 0 && unchecked.is_empty()).then(|| view! {
                    <Badge icon="check" words=t!("review-no-exceptions") tone=Tone::Ok />
                })}
            </span>
        </a>
    }
    .into_any()
}

/// Cells by their own names: the wing stands above them. Beyond a few, how many more there are.
fn short_names(paths: &[String]) -> String {
    let own = |path: &String| {
        let last = path.rsplit('›').next().unwrap_or(path);
        last.trim().to_owned()
    };
    let mut names: Vec<String> = paths.iter().take(UNCHECKED_NAMED).map(own).collect();
    if let Some(more) = paths.len().checked_sub(UNCHECKED_NAMED + 1) {
        names.push(format!("+{}", crate::text::number((more + 1) as f64)));
    }
    names.join(", ")
}

/// When a round was due, began and ended.
pub fn round_times(due_ms: Option<i64>, started_ms: i64, ended_ms: Option<i64>) -> String {
    let now = clock::now_ms();
    let started = times::short(started_ms, now);
    let walked = match ended_ms {
        Some(ended) if times::same_day(started_ms, ended) => {
            say!(
                "review-from-to",
                from = started,
                to = times::time_of_day(ended)
            )
        }
        Some(ended) => say!(
            "review-from-to",
            from = started,
            to = times::short(ended, now)
        ),
        None => say!("review-not-ended", from = started),
    };
    match due_ms {
        Some(due) => say!("review-due", due = times::time_of_day(due), walked = walked),
        None => walked,
    }
}

fn record_row(
    line: QueueLine,
    own: Chosen,
    current: Signal<bool>,
    after: Callback<Chosen>,
) -> AnyView {
    let QueueLine {
        record,
        why,
        escalated,
        ..
    } = line;
    let about = words::about(&record);
    let is_new = why == "new" && !escalated;
    let states = words::state_badges(&record);
    let author = record.author.clone();
    let place = (!record.people.is_empty())
        .then(|| record.place.clone())
        .flatten();
    let summary = record.summary.clone();
    let has_about = about.is_some();
    let name = about.clone().unwrap_or_else(|| record.author.clone());
    let record = StoredValue::new(record);
    let kind = move || record.with_value(|record| words::kind(&record.form, &record.title));
    let when = move || record.with_value(words::when);
    view! {
        <a
            id=own.row_id()
            class="wb-record"
            href=address(own)
            tabindex="0"
            aria-current=move || current.get().then_some("true")
        >
            <span class="wb-record__top">
                <span class="wb-record__about" dir="auto">
                    {about.map(|about| view! { <bdi>{about}</bdi> })}
                    {(!has_about).then(|| view! { <span>{kind}</span> })}
                </span>
                <span class="wb-record__when">{when}</span>
            </span>
            <span class="wb-record__meta">
                {has_about.then(|| view! { <span class="wb-record__kind">{kind}</span> })}
                {place.map(|place| view! { <bdi>{place}</bdi> })}
                <bdi>{author}</bdi>
            </span>
            <span class="wb-record__words" dir="auto">{summary}</span>
            <span class="wb-record__states">{escalated_badge(escalated)} {why_badge(&why)} {states}</span>
        </a>
        {is_new.then(|| accept_button(own, name, record, after))}
    }
    .into_any()
}

/// One tap for what is only new. Exceptions are opened first.
fn accept_button(
    own: Chosen,
    name: String,
    record: StoredValue<RecordLine>,
    after: Callback<Chosen>,
) -> AnyView {
    let is_sending = RwSignal::new(false);
    let snackbars = use_snackbars();
    let press = move |_| {
        is_sending.set(true);
        let what = record.with_value(naming);
        decide(own.id(), "accepted", None, what, snackbars, move |saved| {
            // The row goes once it is accepted.
            let _ = is_sending.try_set(false);
            if saved {
                let _ = after.try_run(own);
            }
        });
    };
    view! {
        <button
            type="button"
            class="wb-button wb-button--secondary wb-queue__accept"
            aria-label=t!("review-accept-of", name = name.clone())
            disabled=is_sending
            on:click=press
        >
            <Icon name="check" />
            <span>{t!("review-accept")}</span>
        </button>
    }
    .into_any()
}
