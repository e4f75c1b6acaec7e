//! All stops of a round in the order of walking. Rows never jump: what is checked stays where it was, also where only
//! open stops are shown.

use crate::prelude::*;
use wingbook_worker::message::StopView;

use super::course::Course;
use crate::{
    components::{Badge, Tone},
    state::clock,
    t,
    text::times,
};

/// What a row says.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    name: String,
    people: usize,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Open,
    Pending,
    Checked(Option<i64>),
    CouldNot(Option<i64>),
}

fn row_of(course: Course, stop: &StopView) -> Row {
    let state = match (stop.checked, &stop.could_not) {
        (true, Some(_)) => State::CouldNot(stop.at_ms),
        (true, None) => State::Checked(stop.at_ms),
        (false, _) if course.is_pending(stop.place) => State::Pending,
        (false, _) => State::Open,
    };
    Row {
        name: stop.name.clone(),
        people: stop.people.len(),
        state,
    }
}

/// The list. `after` runs when a stop was chosen.
pub fn view(course: Course, after: Callback<()>) -> AnyView {
    // Those open when that was asked for; they stay in the list while they are checked.
    let only = RwSignal::new(None::<Vec<usize>>);
    let all = Memo::new(move |_| {
        course
            .loaded
            .with(|view| view.map_or(0, |view| view.stops.len()))
    });
    let indices = move || only.get().unwrap_or_else(|| (0..all.get()).collect());
    let show_open = move |_| {
        let open = untrack(|| {
            course.loaded.with(|view| {
                let stops = view.map(|view| view.stops.as_slice()).unwrap_or_default();
                (0..stops.len())
                    .filter(|at| !stops[*at].checked && !course.is_pending(stops[*at].place))
                    .collect()
            })
        });
        only.set(Some(open));
    };
    view! {
        <div class="wb-chips">
            <button
                type="button"
                class="wb-chip"
                aria-pressed=move || only.with(Option::is_none).to_string()
                on:click=move |_| only.set(None)
            >
                {t!("round-show-all")}
            </button>
            <button
                type="button"
                class="wb-chip"
                aria-pressed=move || only.with(Option::is_some).to_string()
                on:click=show_open
            >
                {t!("round-show-open")}
            </button>
        </div>
        <ol class="wb-rows">
            <For each=indices key=|at| *at children=move |at| row(course, at, after) />
        </ol>
    }
    .into_any()
}

fn row(course: Course, at: usize, after: Callback<()>) -> AnyView {
    let row = Memo::new(move |_| {
        course
            .loaded
            .with(|view| view.and_then(|view| view.stops.get(at).map(|stop| row_of(course, stop))))
    });
    let name = Memo::new(move |_| {
        row.with(|row| row.as_ref().map(|row| row.name.clone()).unwrap_or_default())
    });
    let people = Memo::new(move |_| row.with(|row| row.as_ref().map_or(0, |row| row.people)));
    let badge = move || {
        row.with(|row| row.as_ref().map(|row| row.state)).map(|state| {
            let at = |at_ms: Option<i64>| {
                at_ms
                    .map(|at_ms| times::short(at_ms, clock::now_ms()))
                    .unwrap_or_default()
            };
            match state {
                State::Open => view! { <Badge icon="circle" words=t!("round-stop-open") /> },
                State::Pending => view! { <Badge icon="saved" words=t!("round-saving") /> },
                State::Checked(at_ms) => {
                    view! { <Badge icon="check" words=t!("round-stop-checked", time = at(at_ms)) tone=Tone::Ok /> }
                }
                State::CouldNot(at_ms) => {
                    view! { <Badge icon="warning" words=t!("round-stop-could-not", time = at(at_ms)) tone=Tone::Warn /> }
                }
            }
        })
    };
    let choose = move |_| {
        course.go(Some(at));
        after.run(());
    };
    view! {
        <li>
            <button
                type="button"
                class="wb-row"
                aria-current=move || (course.at.get() == Some(at)).then_some("true")
                on:click=choose
            >
                <span class="wb-row__body">
                    <span class="wb-row__title" dir="auto">{name}</span>
                    <span class="wb-row__detail">{t!("round-people", n = people.get())}</span>
                </span>
                <span class="wb-row__end">{badge}</span>
            </button>
        </li>
    }
    .into_any()
}
