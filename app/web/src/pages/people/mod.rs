//! People: find one by name, number or cell, or go down the tree of places; and a person's page.

pub mod person;

use std::sync::Arc;

use crate::prelude::*;
use wingbook_record::{id::PlaceId, place::PlaceKind};
use wingbook_worker::message::{PeoplePage, PersonLine as Line, PlaceView, Request, Response};

use crate::{
    components::{
        EmptyState, ErrorPanel, Icon, LinkRow, Loading, PageHeader, PersonLine, SearchBox,
        VirtualList,
    },
    pages::Page,
    state::loaded::{Loaded, load},
    t,
};

/// How many people are asked for at a time.
const PAGE: usize = 200;

/// Everybody, or the people of a place and below.
pub fn view(place: Option<PlaceId>) -> AnyView {
    let query = RwSignal::new(String::new());
    let limit = RwSignal::new(PAGE);
    Effect::new(move |_| {
        query.track();
        limit.set(PAGE);
    });
    let found: Loaded<PeoplePage> = load(
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
    let people = Signal::derive(move || {
        Arc::new(
            found
                .with(|page| page.map(|page| page.people.clone()))
                .unwrap_or_default(),
        )
    });
    let total = Signal::derive(move || found.with(|page| page.map_or(0, |page| page.total)));
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
    view! {
        <div class="wb-page wb-page--fixed">
            <PageHeader title=t!("nav-people") detail=t!("people-total", n = total.get()) />
            <SearchBox label=t!("people-search") query />
            {move || query.with(String::is_empty).then(|| places(place))}
            {move || found.failure().map(|failure| view! { <ErrorPanel failure /> })}
            {move || (found.is_here() && total.get() == 0).then(|| view! {
                <EmptyState icon="people" title=t!("people-none") text=t!("people-none-todo") />
            })}
            <VirtualList
                label=t!("nav-people")
                items=people
                key=|person: &Line| person.id.to_string()
                row
                row_height_rem=6.0
                total
                on_near_end=move |_| limit.update(|limit| {
                    if *limit < total.get_untracked() {
                        *limit += PAGE;
                    }
                })
            />
        </div>
    }
    .into_any()
}

/// The places inside a place, as links: wing, landing, cell in three taps.
fn places(parent: Option<PlaceId>) -> AnyView {
    let loaded = load(
        || Request::Places,
        |response| match response {
            Response::Places(places) => Some(places),
            _ => None,
        },
    );
    let inside = move |places: &[PlaceView]| -> Vec<AnyView> {
        let shown = places.iter().filter(|place| match parent {
            Some(parent) => place.parent == Some(parent),
            None => place.kind == PlaceKind::Wing,
        });
        shown
            .map(|place| {
                let (href, name) = (
                    Page::Place(place.id).path(),
                    Signal::stored(place.name.clone()),
                );
                let people = place.people;
                view! { <li><LinkRow href title=name detail=t!("people-total", n = people) /></li> }
                    .into_any()
            })
            .collect()
    };
    view! {
        {move || match loaded.get() {
            Some(places) => view! { <ul class="wb-rows">{inside(&places)}</ul> }.into_any(),
            None => view! { <Loading rows=2 /> }.into_any(),
        }}
    }
    .into_any()
}
