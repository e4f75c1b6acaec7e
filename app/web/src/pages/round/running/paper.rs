//! A round that is copied from its sheet: the time that stands there, above each stop. A round that was begun live can
//! go on like this after the tablet's battery was empty.

use crate::prelude::*;
use wingbook_record::entry::Origin;

use super::course::Course;
use crate::{
    components::{Button, Kind},
    pages::{Page, round::sheet_time::sheet_time},
    say,
    state::clock,
    t,
    text::times,
};

/// Whether the whole round is copied from paper (reactive).
pub fn is_copy(course: Course) -> bool {
    course
        .loaded
        .with(|view| view.is_some_and(|view| view.origin == Origin::Paper))
}

/// Goes on from the sheet: the next stop begins at the time of the one before.
pub fn begin(course: Course) {
    let at_ms = untrack(|| {
        course.loaded.with(|view| {
            let view = view?;
            let last = view.stops.iter().filter_map(|stop| stop.at_ms).max();
            Some(last.unwrap_or(view.started_ms))
        })
    });
    course.paper_ms.set(at_ms);
}

/// The address at which a round goes on from its sheet.
pub fn path(round: wingbook_record::id::EntryId) -> String {
    format!("{}?paper=1", Page::Round(round).path())
}

/// The time on the sheet, while stops are copied from it.
pub fn view(course: Course) -> AnyView {
    let on = Memo::new(move |_| {
        let ended = course
            .loaded
            .with(|view| view.is_none_or(|view| view.is_ended()));
        course.paper_ms.with(Option::is_some) && !ended
    });
    view! { {move || on.get().then(|| strip(course))} }.into_any()
}

fn strip(course: Course) -> AnyView {
    let earliest =
        Signal::derive(move || course.loaded.with(|view| view.map(|view| view.started_ms)));
    // Sheets are often copied a day later: then the day stands beside the time.
    let label = Signal::derive(move || {
        let words = say!("paper-time");
        match course.paper_ms.get() {
            Some(at_ms) if !times::same_day(at_ms, clock::now_ms()) => {
                format!("{words} · {}", times::day(at_ms))
            }
            _ => words,
        }
    });
    view! {
        <section class="wb-paper">
            {sheet_time(label, course.paper_ms, earliest, course.paper_wrong)}
            {move || (!is_copy(course)).then(|| view! {
                <Button label=t!("paper-live") kind=Kind::Quiet on_press=move |()| course.paper_ms.set(None) />
            })}
        </section>
    }
    .into_any()
}
