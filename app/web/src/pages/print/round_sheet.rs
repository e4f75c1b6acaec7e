//! The round sheet: every stop with who is expected there, and room for time, seen, not here, why and initials. What
//! a running round has checked already stands in it, so that it can go on with a pen.

use crate::prelude::*;
use wingbook_record::{
    id::{EntryId, PlaceId},
    place::PlaceKind,
};
use wingbook_worker::message::{RoundView, StopView};

use super::{Cell, Wing, head, tick};
use crate::{
    components::{ErrorPanel, Loading, TableFrame, person_line::out_reason},
    pages::round::load_round,
    say, t,
    text::times,
};

/// A stop on paper.
struct Stop {
    name: String,
    kind: PlaceKind,
    /// When and by whom it was checked.
    done: Option<(i64, String)>,
    counted: Option<u32>,
    people: Vec<Expected>,
}

/// Somebody expected there.
struct Expected {
    name: String,
    number: Option<String>,
    /// `seen`, `absent`, `not_checked`; `None` before the check.
    state: Option<String>,
    /// Why they are away, as far as it is known.
    why: Option<String>,
}

/// An empty sheet.
pub fn of_wing(wing: PlaceId) -> AnyView {
    let wing = Wing::load(wing);
    let cells = Memo::new(move |_| wing.cells());
    view! {
        <article class="wb-sheet">
            {head(t!("print-round"), wing.name(), t!("print-enter-afterwards"))}
            {blanks()}
            {move || match cells.get() {
                Some(cells) => table(cells.into_iter().map(stop_of_cell).collect()),
                None => view! { <Loading rows=8 /> }.into_any(),
            }}
        </article>
    }
    .into_any()
}

/// The sheet of a round.
pub fn of_round(id: EntryId) -> AnyView {
    let loaded = load_round(id);
    view! {
        {move || match (loaded.get(), loaded.failure()) {
            (Some(round), _) => sheet(round),
            (None, Some(failure)) => {
                view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
            }
            (None, None) => view! { <Loading rows=8 /> }.into_any(),
        }}
    }
    .into_any()
}

fn sheet(round: RoundView) -> AnyView {
    let RoundView {
        line,
        started_ms,
        stops,
        ..
    } = round;
    let about = format!("{} · {}", line.wing, line.name);
    let started = t!(
        "print-round-started",
        time = times::day_and_time(started_ms),
        done = line.checked,
        all = line.stops
    );
    let stops = stops.into_iter().map(stop_of_round).collect();
    view! {
        <article class="wb-sheet">
            {head(t!("print-round"), Signal::stored(about), started)}
            <p>{t!("print-enter-afterwards")}</p>
            {blanks()}
            {table(stops)}
        </article>
    }
    .into_any()
}

/// What whoever carries the sheet writes at its head.
fn blanks() -> AnyView {
    view! {
        <p class="wb-sheet__blanks">
            <span class="wb-sheet__blank">{t!("print-officer")}</span>
            <span class="wb-sheet__blank">{t!("print-date")}</span>
            <span class="wb-sheet__blank">{t!("print-began")}</span>
            <span class="wb-sheet__blank">{t!("print-ended")}</span>
        </p>
    }
    .into_any()
}

fn stop_of_cell(cell: Cell) -> Stop {
    Stop {
        name: cell.name,
        kind: cell.kind,
        done: None,
        counted: None,
        people: cell
            .people
            .into_iter()
            .map(|person| Expected {
                name: person.name,
                number: person.number,
                state: None,
                why: person.out,
            })
            .collect(),
    }
}

fn stop_of_round(stop: StopView) -> Stop {
    Stop {
        name: stop.name,
        kind: stop.kind,
        done: stop.at_ms.map(|at_ms| (at_ms, stop.by.unwrap_or_default())),
        counted: stop.counted,
        people: stop
            .people
            .into_iter()
            .map(|one| Expected {
                name: one.person.name,
                number: one.person.number,
                state: one.state,
                why: one.reason.or(one.person.out),
            })
            .collect(),
    }
}

fn table(stops: Vec<Stop>) -> AnyView {
    let bodies = stops.into_iter().map(body).collect_view();
    view! {
        <TableFrame label=t!("print-round")>
            <table class="wb-table wb-sheet__table">
                <thead>
                    <tr>
                        <th scope="col">{t!("print-stop")}</th>
                        <th scope="col" class="wb-sheet__time">{t!("print-time")}</th>
                        <th scope="col" class="wb-sheet__tick">{t!("print-seen")}</th>
                        <th scope="col" class="wb-sheet__tick">{t!("print-not-here")}</th>
                        <th scope="col">{t!("print-why")}</th>
                        <th scope="col" class="wb-sheet__initials">{t!("print-initials")}</th>
                    </tr>
                </thead>
                {bodies}
            </table>
        </TableFrame>
    }
    .into_any()
}

fn body(stop: Stop) -> AnyView {
    let Stop {
        name,
        kind,
        done,
        counted,
        people,
    } = stop;
    let expected = people.len();
    let is_ward = kind == PlaceKind::Ward;
    let (time, by) = match done {
        Some((at_ms, by)) => (Some(at_ms), by),
        None => (None, String::new()),
    };
    let rows = people.into_iter().map(person).collect_view();
    let counted_words = move || match counted {
        Some(n) => say!("review-counted", n = n),
        None if is_ward => say!("print-counted-blank"),
        None => String::new(),
    };
    view! {
        <tbody class="wb-sheet__cell">
            <tr class="wb-sheet__place">
                <th scope="rowgroup"><bdi>{name}</bdi> " · " {t!("print-people", n = expected)}</th>
                <td>{move || time.map(times::time_of_day)}</td>
                <td colspan="3">{counted_words}</td>
                <td><bdi>{by}</bdi></td>
            </tr>
            {rows}
        </tbody>
    }
    .into_any()
}

fn person(one: Expected) -> AnyView {
    let Expected {
        name,
        number,
        state,
        why,
    } = one;
    let mark = |wanted: &str| match state.as_deref() {
        Some(state) if state == wanted => view! { <span>"✓"</span> }.into_any(),
        Some(_) => ().into_any(),
        None => tick(),
    };
    let seen = mark("seen");
    let absent = mark("absent");
    view! {
        <tr>
            <td class="wb-sheet__name">
                <bdi>{name}</bdi> " " <bdi class="wb-quiet">{number.unwrap_or_default()}</bdi>
            </td>
            <td></td>
            <td class="wb-sheet__tick">{seen}</td>
            <td class="wb-sheet__tick">{absent}</td>
            <td class="wb-sheet__remarks">{move || why.as_deref().map(out_reason)}</td>
            <td></td>
        </tr>
    }
    .into_any()
}
