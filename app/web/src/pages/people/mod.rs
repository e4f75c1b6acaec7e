//! People: find one by name, number or cell, or go down the tree of places; and a person's page.

pub mod by_number;
pub mod details;
pub mod health;
pub mod person;
pub mod vaccination;

use std::{cell::RefCell, sync::Arc};

use crate::prelude::*;
use wingbook_record::{id::PlaceId, place::PlaceKind};
use wingbook_worker::message::{PeoplePage, PersonLine as Line, PlaceView, Request, Response};

use crate::{
    components::{
        EmptyRegister, ErrorPanel, Icon, Kind, LinkRow, Loading, PageHeader, PersonLine,
        VirtualList,
    },
    pages::{Page, prison, records::beside},
    state::{
        address,
        loaded::{Loaded, load},
        session::use_session,
        trail,
    },
    t, text,
};

/// How many people are asked for at first: a few screens. Twice as many each time that the list is scrolled near its end.
const PAGE: usize = 40;
/// A row's height where number, place and year stand in one line, and where they need two.
const ROW_REM: f64 = 6.5;
const ROW_PHONE_REM: f64 = 8.0;

/// What was looked for when the page was left: whoever comes back finds it again.
#[derive(Clone, Default)]
struct Left {
    place: Option<PlaceId>,
    query: String,
    by_name: bool,
}

thread_local! {
    static LEFT: RefCell<Left> = RefCell::new(Left::default());
}

/// Forgets what was looked for; at lock.
pub fn forget() {
    LEFT.with_borrow_mut(|left| *left = Left::default());
}

/// Everybody, or the people of a place and below.
pub fn view(place: Option<PlaceId>) -> AnyView {
    let session = use_session();
    let left = LEFT.with_borrow(Clone::clone);
    let left = if trail::is_return() && left.place == place {
        left
    } else {
        Left::default()
    };
    let query = RwSignal::new(left.query);
    let by_name = RwSignal::new(left.by_name);
    Effect::new(move |_| {
        let now = Left {
            place,
            query: query.get(),
            by_name: by_name.get(),
        };
        LEFT.with_borrow_mut(|left| *left = now);
    });
    let places = load(
        || Request::Places,
        |response| match response {
            Response::Places(places) => Some(places),
            _ => None,
        },
    );
    let here = Memo::new(move |_| {
        places.with(|all| all?.iter().find(|one| Some(one.id) == place).cloned())
    });
    let inside = Memo::new(move |_| places.with(|all| all.map(|all| inside(all, place))));
    let is_leaf = Memo::new(move |_| inside.with(|all| all.as_ref().is_some_and(Vec::is_empty)));
    let is_asked = Memo::new(move |_| query.with(|query| !query.trim().is_empty()));
    let is_found = Memo::new(move |_| by_name.get() || is_leaf.get() || is_asked.get());
    let found = find(query, place);
    let open = Callback::new(move |id| address::go(&Page::Person(id).path()));
    let title = Signal::derive(move || match here.get() {
        Some(here) => here.name,
        None => text::say("nav-people", &[]),
    });
    let total = Signal::derive(move || found.with(|page| page.map_or(0, |page| page.total)));
    let detail = Signal::derive(move || {
        let total = text::say("people-total", &[("n", total.get().into())]);
        match here.get().filter(|here| here.path != here.name) {
            Some(here) => format!("{} · {total}", here.path),
            None => total,
        }
    });
    let heading = move || {
        let back = here.with(|here| {
            let here = here.as_ref()?;
            let above = here.parent.filter(|_| here.kind != PlaceKind::Wing);
            Some(above.map_or(Page::People, Page::Place).path())
        });
        let add = move || {
            prison::may(session, "person").then(|| prison::add_person(place, Kind::Secondary))
        };
        match back {
            Some(back) => view! { <PageHeader title detail back>{add}</PageHeader> },
            None => view! { <PageHeader title detail>{add}</PageHeader> },
        }
    };
    let has_heading = Memo::new(move |_| here.with(Option::is_some));
    view! {
        <div class=move || if is_found.get() { "wb-page wb-page--fixed" } else { "wb-page" }>
            {move || {
                has_heading.get();
                untrack(heading)
            }}
            {by_number::search(t!("people-search"), query, asked, open)}
            {move || (!is_leaf.get() && !is_asked.get()).then(|| ways(by_name))}
            {move || match (is_found.get(), inside.get()) {
                // Before the first wing nobody can have a cell; whoever may find staff would be shown those alone.
                _ if place.is_none() && is_leaf.get() && !is_asked.get() => prison::nobody(place),
                (true, _) => list(found, total, query, place),
                (false, Some(inside)) => place_rows(inside),
                (false, None) => view! { <Loading /> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

/// Whose number was scanned is asked of the whole prison: a card doesn't know on which page it is read.
fn asked(query: String) -> Request {
    Request::People {
        query,
        place: None,
        offset: 0,
        limit: PAGE,
    }
}

/// Asks for the people of the words typed; more of them as the list is scrolled.
fn find(query: RwSignal<String>, place: Option<PlaceId>) -> Found {
    let limit = RwSignal::new(PAGE);
    Effect::new(move |_| {
        query.track();
        // Set to what it is, it would ask once more for the same.
        if limit.get_untracked() != PAGE {
            limit.set(PAGE);
        }
    });
    let page = load(
        move || Request::People {
            query: query.get(),
            place,
            offset: 0,
            limit: limit.get(),
        },
        |response| match response {
            Response::People(page) => Some(page),
            _ => None,
        },
    );
    Found { page, limit }
}

/// The people found, as far as they were asked for.
#[derive(Clone, Copy)]
struct Found {
    page: Loaded<PeoplePage>,
    limit: RwSignal<usize>,
}

impl Found {
    fn with<Out>(self, read: impl FnOnce(Option<&PeoplePage>) -> Out) -> Out {
        self.page.with(read)
    }
}

/// By cell, or everybody by name.
fn ways(by_name: RwSignal<bool>) -> AnyView {
    let way = move |named: bool, words: Signal<String>| {
        view! {
            <button
                type="button"
                class="wb-chip"
                aria-pressed=move || (by_name.get() == named).to_string()
                on:click=move |_| by_name.set(named)
            >
                {words}
            </button>
        }
    };
    view! {
        <div class="wb-chips">
            {way(false, t!("people-by-cell"))}
            {way(true, t!("people-by-name"))}
        </div>
    }
    .into_any()
}

fn list(
    found: Found,
    total: Signal<usize>,
    query: RwSignal<String>,
    place: Option<PlaceId>,
) -> AnyView {
    let is_asked = Memo::new(move |_| query.with(|query| !query.trim().is_empty()));
    let people = Signal::derive(move || {
        Arc::new(
            found
                .with(|page| page.map(|page| page.people.clone()))
                .unwrap_or_default(),
        )
    });
    let row: Arc<dyn Fn(Line) -> AnyView + Send + Sync> = Arc::new(|person: Line| {
        let href = Page::Person(person.id).path();
        view! {
            <a class="wb-row" href=href>
                <span class="wb-row__body"><PersonLine person /></span>
                <Icon name="next" directional=true />
            </a>
        }
        .into_any()
    });
    let row_height_rem = if beside::is_beside() {
        ROW_REM
    } else {
        ROW_PHONE_REM
    };
    view! {
        {move || found.page.failure().map(|failure| view! { <ErrorPanel failure /> })}
        {move || (found.page.is_here() && total.get() == 0).then(|| {
            if is_asked.get() {
                view! { <EmptyRegister icon="people" title=t!("people-none") text=t!("people-none-todo") /> }.into_any()
            } else {
                prison::nobody(place)
            }
        })}
        <VirtualList
            label=t!("nav-people")
            items=people
            key=|person: &Line| person.id.to_string()
            row
            row_height_rem
            total
            on_near_end=move |_| {
                // Once for each answer: a list that is scrolled in one go asks many times before it comes.
                let known = untrack(|| found.with(|page| page.map_or(0, |page| page.people.len())));
                let limit = found.limit.get_untracked();
                if known == limit && limit < total.get_untracked() {
                    found.limit.set(limit * 2);
                }
            }
        />
    }
    .into_any()
}

/// The places right inside a place; at the top the wings.
fn inside(all: &[PlaceView], parent: Option<PlaceId>) -> Vec<PlaceView> {
    all.iter()
        .filter(|place| match parent {
            Some(parent) => place.parent == Some(parent),
            None => place.kind == PlaceKind::Wing,
        })
        .cloned()
        .collect()
}

/// Places as links: wing, landing, cell in three taps.
fn place_rows(places: Vec<PlaceView>) -> AnyView {
    let rows = places.into_iter().map(|place| {
        let href = Page::Place(place.id).path();
        let name = Signal::stored(place.name);
        view! { <li><LinkRow href title=name detail=t!("people-total", n = place.people) icon="place" /></li> }
    });
    view! { <ul class="wb-rows">{rows.collect_view()}</ul> }.into_any()
}
