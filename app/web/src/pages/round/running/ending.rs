//! The end of a round: n of N, who is missing, which ward's number is another one than its roll gives, who and what was
//! not checked, by name and place, and the way there.

use crate::prelude::*;
use wingbook_record::id::PlaceId;
use wingbook_worker::message::{RoundView, StopPerson, StopView};

use super::{course::Course, words};
use crate::{
    components::{Badge, Icon, LinkRow, Tone, page_header::HEADING_ID},
    pages::Page,
    say, t, text,
};

/// A stop of which something is left.
#[derive(Clone, Debug, PartialEq)]
struct Left {
    place: PlaceId,
    name: String,
    people: Vec<String>,
    /// Why it could not be checked; nothing: nobody was there.
    could_not: Option<String>,
    /// It was checked, only these people weren't.
    partly: bool,
}

/// Something that was found and must be cleared up: somebody of whom nobody knows where they are, a ward that counted
/// another number than it should.
#[derive(Clone, Debug, PartialEq)]
enum Found {
    Missing(String),
    Counted { counted: u32, expected: u32 },
}

fn found(view: &RoundView) -> Vec<(PlaceId, String, Found)> {
    let mut all = Vec::new();
    for stop in &view.stops {
        let missing = stop
            .people
            .iter()
            .filter(|one| one.reason.as_deref() == Some("unknown"));
        all.extend(missing.map(|one| {
            let words = named(one);
            (stop.place, stop.name.clone(), Found::Missing(words))
        }));
        if let (Some(counted), Some(expected)) = (stop.counted, stop.expected)
            && counted != expected
        {
            let found = Found::Counted { counted, expected };
            all.push((stop.place, stop.name.clone(), found));
        }
    }
    all
}

fn named(one: &StopPerson) -> String {
    match &one.person.number {
        Some(number) => format!("{} · {number}", one.person.name),
        None => one.person.name.clone(),
    }
}

fn left(course: Course, view: &RoundView) -> Vec<Left> {
    view.stops
        .iter()
        .take(view.line.stops)
        .filter(|stop| !course.is_pending(stop.place))
        .filter_map(left_at)
        .collect()
}

fn left_at(stop: &StopView) -> Option<Left> {
    let whole = !stop.checked || stop.could_not.is_some();
    let people: Vec<String> = stop
        .people
        .iter()
        .filter(|one| whole || one.state.as_deref() == Some("not_checked"))
        .map(named)
        .collect();
    (whole || !people.is_empty()).then(|| Left {
        place: stop.place,
        name: stop.name.clone(),
        people,
        could_not: stop.could_not.clone(),
        partly: !whole,
    })
}

/// The summary.
pub fn view(course: Course) -> AnyView {
    let ended = Memo::new(move |_| {
        course
            .loaded
            .with(|view| view.is_some_and(|view| view.ended))
    });
    let left = Memo::new(move |_| {
        course
            .loaded
            .with(|view| view.map(|view| left(course, view)).unwrap_or_default())
    });
    let count = Memo::new(move |_| course.loaded.with(|view| view.and_then(|view| view.count)));
    let found = Memo::new(move |_| {
        course
            .loaded
            .with(|view| view.map(found).unwrap_or_default())
    });
    let title = move || {
        text::say(
            if ended.get() {
                "round-ended"
            } else {
                "round-ending"
            },
            &[],
        )
    };
    view! {
        <h1 id=HEADING_ID tabindex="-1">{title}</h1>
        {figures(course)}
        {move || (!found.with(Vec::is_empty)).then(|| {
            let rows = found.get().into_iter().map(|one| found_row(course, one)).collect_view();
            view! {
                <section class="wb-section">
                    <h2>{t!("round-to-clear-up")}</h2>
                    <ul class="wb-rows">{rows}</ul>
                </section>
            }
        })}
        {move || if left.with(Vec::is_empty) && !found.with(Vec::is_empty) {
            ().into_any()
        } else if left.with(Vec::is_empty) {
            view! { <p><Badge icon="check" words=t!("round-nothing-left") tone=Tone::Ok /></p> }.into_any()
        } else {
            let rows = left.get().into_iter().map(|one| row(course, one)).collect_view();
            view! {
                <section class="wb-section">
                    <h2>{t!("round-left")}</h2>
                    <ul class="wb-rows">{rows}</ul>
                </section>
            }
            .into_any()
        }}
        {move || count.get().map(|count| view! {
            <ul class="wb-rows">
                <li><LinkRow href=Page::Record(count).path() title=t!("round-count-record") icon="count" /></li>
            </ul>
        })}
    }
    .into_any()
}

/// n of N: people of the starting list and stops that somebody looked at. What could not be checked is no check.
fn figures(course: Course) -> AnyView {
    let figures = Memo::new(move |_| {
        course
            .loaded
            .with(|view| view.map(|view| count_up(course, view)))
            .unwrap_or_default()
    });
    let could_not = Memo::new(move |_| figures.with(|figures| figures.could_not));
    view! {
        <div class="wb-stop__figures">
            <p class="wb-stop__figure">
                {move || figures.with(|all| say!("round-people-checked", done = all.people.0, all = all.people.1))}
            </p>
            <p>{move || figures.with(|all| say!("round-stops-checked", done = all.stops.0, all = all.stops.1))}</p>
            {move || (could_not.get() > 0).then(|| view! {
                <p><Badge icon="warning" words=t!("round-could-not-n", n = could_not.get()) tone=Tone::Warn /></p>
            })}
        </div>
    }
    .into_any()
}

/// Figures of a round: done, of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Figures {
    people: (usize, usize),
    stops: (usize, usize),
    could_not: usize,
}

fn count_up(course: Course, view: &RoundView) -> Figures {
    let mut all = Figures::default();
    for stop in view.stops.iter().take(view.line.stops) {
        let checked = stop.could_not.is_none() && (stop.checked || course.is_pending(stop.place));
        all.stops.0 += usize::from(checked);
        all.stops.1 += 1;
        all.could_not += usize::from(stop.could_not.is_some());
        let unchecked = |one: &&StopPerson| one.state.as_deref() == Some("not_checked");
        let people = stop.people.len();
        all.people.1 += people;
        if checked {
            all.people.0 += people - stop.people.iter().filter(unchecked).count();
        }
    }
    all
}

fn found_row(course: Course, (place, name, found): (PlaceId, String, Found)) -> AnyView {
    let (detail, state) = match found {
        Found::Missing(person) => (Some(person), t!("round-nobody-knows")),
        Found::Counted { counted, expected } => (
            None,
            t!("round-counted-of", counted = counted, expected = expected),
        ),
    };
    view! {
        <li>
            <button type="button" class="wb-row" on:click=move |_| course.go_to(place)>
                <span class="wb-row__body">
                    <span class="wb-row__title" dir="auto">{name}</span>
                    {detail.map(|detail| view! { <span class="wb-row__detail" dir="auto">{detail}</span> })}
                    <Badge icon="danger" words=state tone=Tone::Danger />
                </span>
                <span class="wb-row__end">{t!("round-go-there")}</span>
                <Icon name="next" directional=true />
            </button>
        </li>
    }
    .into_any()
}

fn row(course: Course, one: Left) -> AnyView {
    let Left {
        place,
        name,
        people,
        could_not,
        partly,
    } = one;
    let state = Signal::derive(move || match (&could_not, partly) {
        (Some(why), _) => words::could_not(why),
        (None, true) => text::say("round-partly", &[]),
        (None, false) => text::say("round-stop-open", &[]),
    });
    view! {
        <li>
            <button type="button" class="wb-row" on:click=move |_| course.go_to(place)>
                <span class="wb-row__body">
                    <span class="wb-row__title" dir="auto">{name}</span>
                    {people.into_iter().map(|name| view! {
                        <span class="wb-row__detail" dir="auto">{name}</span>
                    }).collect_view()}
                    <Badge icon="circle" words=state tone=Tone::Warn />
                </span>
                <span class="wb-row__end">{t!("round-go-there")}</span>
                <Icon name="next" directional=true />
            </button>
        </li>
    }
    .into_any()
}
