//! The end of a round: n of N, who is missing, which ward's number is another one than its roll gives, who and what was
//! not checked, by name and place, and the way there.

use crate::prelude::*;
use wingbook_record::id::PlaceId;
use wingbook_worker::message::{StopPerson, StopView};

use super::{course::Course, words};
use crate::{
    components::{Badge, Icon, LinkRow, Tone, page_header::HEADING_ID},
    pages::{Page, round::named},
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

fn found(stops: &[StopView]) -> Vec<(PlaceId, String, Found)> {
    let mut all = Vec::new();
    for stop in stops {
        let missing = stop
            .people
            .iter()
            .filter(|one| one.reason.as_deref() == Some("unknown"));
        all.extend(missing.map(|one| {
            let person = named(&one.person);
            (stop.place, stop.name.clone(), Found::Missing(person))
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

fn left_at(stop: &StopView) -> Option<Left> {
    let whole = !stop.checked || stop.could_not.is_some();
    let people: Vec<String> = stop
        .people
        .iter()
        .filter(|one| whole || one.state.as_deref() == Some("not_checked"))
        .map(|one| named(&one.person))
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
            .with(|view| view.is_some_and(|view| view.is_ended()))
    });
    // What was tapped last stands here at once, like everything before it.
    let stops = Memo::new(move |_| {
        course.loaded.with(|view| {
            view.map(|view| course.stops_as_tapped(view))
                .unwrap_or_default()
        })
    });
    let listed = Memo::new(move |_| {
        // A stop that was added on the way stands behind those of the round's list.
        let count = course
            .loaded
            .with(|view| view.map_or(0, |view| view.line.stops));
        stops.with(|stops| stops.iter().take(count).cloned().collect::<Vec<_>>())
    });
    let left = Memo::new(move |_| {
        listed.with(|stops| stops.iter().filter_map(left_at).collect::<Vec<_>>())
    });
    let count = Memo::new(move |_| course.loaded.with(|view| view.and_then(|view| view.count)));
    let found = Memo::new(move |_| stops.with(|stops| found(stops)));
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
        {figures(listed)}
        {move || (!found.with(Vec::is_empty)).then(|| {
            let rows = found.get().into_iter().map(|one| found_row(course, one)).collect_view();
            view! {
                <section class="wb-section">
                    <h2>{t!("round-to-clear-up")}</h2>
                    <ul class="wb-rows">{rows}</ul>
                </section>
            }
        })}
        {move || if left.with(Vec::is_empty) {
            // All is checked, and with nothing to clear up all is well.
            found.with(Vec::is_empty).then(|| view! {
                <p><Badge icon="check" words=t!("round-nothing-left") tone=Tone::Ok /></p>
            })
            .into_any()
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
fn figures(stops: Memo<Vec<StopView>>) -> AnyView {
    let figures = Memo::new(move |_| stops.with(|stops| count_up(stops)));
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

fn count_up(stops: &[StopView]) -> Figures {
    let mut all = Figures::default();
    for stop in stops {
        let checked = stop.could_not.is_none() && stop.checked;
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
    let (people, state) = match found {
        Found::Missing(person) => (vec![person], t!("round-nobody-knows")),
        Found::Counted { counted, expected } => (
            Vec::new(),
            t!("review-counted-of", n = counted, expected = expected),
        ),
    };
    let badge = view! { <Badge icon="danger" words=state tone=Tone::Danger /> };
    way_there(course, place, name, people, badge)
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
    let badge = view! { <Badge icon="circle" words=state tone=Tone::Warn /> };
    way_there(course, place, name, people, badge)
}

/// A stop with the people that it is about and how it stands; a tap leads there.
fn way_there(
    course: Course,
    place: PlaceId,
    name: String,
    people: Vec<String>,
    badge: AnyView,
) -> AnyView {
    view! {
        <li>
            <button type="button" class="wb-row" on:click=move |_| course.go_to(place)>
                <span class="wb-row__body">
                    <span class="wb-row__title" dir="auto">{name}</span>
                    {people.into_iter().map(|name| view! {
                        <span class="wb-row__detail" dir="auto">{name}</span>
                    }).collect_view()}
                    {badge}
                </span>
                <span class="wb-row__end">{t!("round-go-there")}</span>
                <Icon name="next" directional=true />
            </button>
        </li>
    }
    .into_any()
}
