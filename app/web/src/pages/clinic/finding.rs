//! Who is next: found by name, number or a scanned card, or the next one in the row of cells.

use crate::prelude::*;
use wingbook_record::{id::PlaceId, place::PlaceKind};
use wingbook_worker::message::{PersonLine as Line, Request, Response};

use super::room::Room;
use crate::{
    components::{Badge, Button, Kind, PersonLine, Tone, select},
    pages::people::by_number,
    say,
    state::loaded::load,
    t,
};

/// People of a search shown at once.
const FOUND_MAX: usize = 12;
/// People of a wing at most.
const WALKED_MAX: usize = 600;
/// Of these, how many of those still to come stand on the page.
const COMING_MAX: usize = 20;

/// Search, the row of cells, and who comes next.
pub fn view(room: Room, walk: Signal<Vec<Line>>) -> AnyView {
    let query = RwSignal::new(String::new());
    let found = load(
        move || asked(query.get()),
        |response| match response {
            Response::People(page) => Some(page),
            _ => None,
        },
    );
    let is_typed = Memo::new(move |_| query.with(|query| !query.trim().is_empty()));
    let results = move || {
        let page = found.get()?;
        let is_none = page.people.is_empty();
        let more = page.total.saturating_sub(page.people.len());
        let more = (more > 0)
            .then(|| view! { <p class="wb-quiet">{t!("clinic-found-more", n = more)}</p> });
        let rows = page
            .people
            .into_iter()
            .map(|person| view! { <li>{row(room, person)}</li> });
        Some(view! {
            {is_none.then(|| view! { <p class="wb-quiet">{t!("people-none")}</p> })}
            <ul class="wb-rows wb-rows--found">{rows.collect_view()}</ul>
            {more}
        })
    };
    let choose = Callback::new(move |id| room.chosen.set(Some(id)));
    view! {
        <div class="wb-stack">
            {by_number::search(t!("clinic-search"), query, asked, choose)}
            {move || if is_typed.get() { results().into_any() } else { row_of_cells(room, walk) }}
        </div>
    }
    .into_any()
}

fn asked(query: String) -> Request {
    Request::People {
        query,
        place: None,
        offset: 0,
        limit: FOUND_MAX,
    }
}

/// The people of the cells that are walked, in the order of walking.
pub fn walk(room: Room) -> Signal<Vec<Line>> {
    let people = load(
        move || Request::People {
            query: String::new(),
            place: room.walked.get(),
            offset: 0,
            limit: if room.walked.get().is_some() {
                WALKED_MAX
            } else {
                0
            },
        },
        |response| match response {
            Response::People(page) => Some(page),
            _ => None,
        },
    );
    Signal::derive(move || {
        let is_walked = room.walked.get().is_some();
        let page = people.get().filter(|_| is_walked);
        page.map(|page| page.people).unwrap_or_default()
    })
}

/// Which cells are walked, and who of them is still to come.
fn row_of_cells(room: Room, walk: Signal<Vec<Line>>) -> AnyView {
    let places = load(
        || Request::Places,
        |response| match response {
            Response::Places(places) => Some(places),
            _ => None,
        },
    );
    let is_here = Memo::new(move |_| places.is_here());
    let choice = move || {
        is_here.get().then(|| {
            let none = std::iter::once((String::new(), say!("clinic-walk-none")));
            let places = untrack(|| places.get()).unwrap_or_default();
            let rows = places.into_iter().filter(|one| {
                let holds = matches!(
                    one.kind,
                    PlaceKind::Wing | PlaceKind::Landing | PlaceKind::Ward
                );
                holds && one.people > 0
            });
            let rows = rows.map(|one| {
                let people = say!("people-total", n = one.people);
                (one.id.to_string(), format!("{} · {people}", one.path))
            });
            let chosen = untrack(|| room.walked.get());
            let value = RwSignal::new(chosen.map(|id| id.to_string()).unwrap_or_default());
            Effect::new(move |_| {
                let place = value.with(|id| id.parse::<PlaceId>().ok());
                if untrack(|| room.walked.get()) != place {
                    room.walked.set(place);
                }
            });
            select(
                "clinic-walk",
                t!("clinic-walk"),
                value,
                none.chain(rows).collect(),
            )
        })
    };
    let coming = move || {
        let all = walk.get();
        if all.is_empty() {
            return None;
        }
        let whole = all.len();
        let left: Vec<Line> = all
            .into_iter()
            .filter(|one| !room.is_seen(one.id))
            .collect();
        let done = whole - left.len();
        let next = left.first().map(|one| one.id);
        let rows = left.into_iter().take(COMING_MAX);
        let rows = rows.map(|person| view! { <li>{row(room, person)}</li> });
        let start = next.map(|next| {
            view! {
                <Button
                    label=t!("clinic-next")
                    icon="next"
                    kind=Kind::Primary
                    wide=true
                    on_press=move |()| room.chosen.set(Some(next))
                />
            }
        });
        Some(view! {
            <p class="wb-quiet">{t!("clinic-walked", done = done, all = whole)}</p>
            {start}
            <ul class="wb-rows">{rows.collect_view()}</ul>
        })
    };
    view! { <div class="wb-stack">{choice}{coming}</div> }.into_any()
}

fn row(room: Room, person: Line) -> AnyView {
    let id = person.id;
    let seen = move || {
        room.loaded.with(|view| {
            let seen = view?.seen.iter().find(|one| one.person == id)?;
            Some(seen.outcome.clone())
        })
    };
    let badge = move || {
        seen().map(|outcome| {
            let (icon, words, tone) = match outcome.as_str() {
                "given" => ("check", t!("clinic-had-dose"), Tone::Ok),
                "refused" => ("close", t!("dose-refused"), Tone::Info),
                _ => ("close", t!("dose-not-today"), Tone::Info),
            };
            view! { <Badge icon words tone /> }
        })
    };
    view! {
        <button type="button" class="wb-row" on:click=move |_| room.chosen.set(Some(id))>
            <span class="wb-row__body"><PersonLine person /></span>
            <span class="wb-row__end">{badge}</span>
        </button>
    }
    .into_any()
}
