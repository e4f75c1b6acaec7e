//! Check-in: who arrives is found first, or added; then why, and for health staff the health check.

pub mod add;
pub mod apart;
pub mod arrival;
pub mod same;

use crate::prelude::*;
use wingbook_record::id::PlaceId;
use wingbook_worker::message::{
    CheckIn, CheckInView, CheckedIn, PeoplePage, PlaceView, Request, Response,
};

use crate::{
    components::{
        EmptyRegister, ErrorPanel, Icon, Kind, LinkButton, PageHeader, PersonLine, SnackbarSlot,
    },
    pages::{Page, people::by_number, prison},
    state::{
        address,
        loaded::{Loaded, load},
        session::use_session,
    },
    t,
};

/// Found people on the page; whoever is not among them is found by another letter.
const FOUND_MAX: usize = 30;

/// The page: `/check-in`.
pub fn view() -> AnyView {
    let session = use_session();
    let query = RwSignal::new(String::new());
    let found: Loaded<PeoplePage> = load(
        move || asked(query.get()),
        |response| match response {
            Response::People(page) => Some(page),
            _ => None,
        },
    );
    let open = Callback::new(move |id| address::go(&Page::Arrival(id).path()));
    let is_asked = Memo::new(move |_| query.with(|query| !query.trim().is_empty()));
    let rows = move || {
        let people = found.with(|page| page.map(|page| page.people.clone()).unwrap_or_default());
        let rows = people.into_iter().map(|person| {
            let href = Page::Arrival(person.id).path();
            view! {
                <li>
                    <a class="wb-row" href=href>
                        <span class="wb-row__body"><PersonLine person /></span>
                        <Icon name="next" directional=true />
                    </a>
                </li>
            }
        });
        rows.collect_view()
    };
    let is_none = move || {
        is_asked.get() && found.with(|page| page.is_some_and(|page| page.people.is_empty()))
    };
    let more = move || {
        let left = found.with(|page| page.map_or(0, |page| page.total - page.people.len()));
        (left > 0).then(|| view! { <p class="wb-quiet">{t!("check-in-more", n = left)}</p> })
    };
    // What was typed is mostly the name of whoever isn't found.
    let add_path = Signal::derive(move || {
        let typed = query.with(|query| js_sys::encode_uri_component(query.trim()));
        format!("{}?name={}", Page::AddArrival.path(), String::from(typed))
    });
    let adds = Memo::new(move |_| prison::may(session, "person"));
    view! {
        <div class="wb-page wb-page--narrow wb-check-in">
            <PageHeader title=t!("nav-check-in") detail=t!("check-in-first") />
            {by_number::search(t!("check-in-search"), query, asked, open)}
            {move || found.failure().map(|failure| view! { <ErrorPanel failure /> })}
            {move || is_none().then(|| view! {
                <EmptyRegister icon="people" title=t!("people-none") text=t!("check-in-none") />
            })}
            <ul class="wb-rows" hidden=move || !is_asked.get()>{rows}</ul>
            {more}
            <div class="wb-page__foot">
                <SnackbarSlot />
                {move || adds.get().then(|| view! {
                    <LinkButton
                        label=t!("check-in-add")
                        href=add_path
                        icon="plus"
                        kind=Kind::Primary
                        wide=true
                    />
                })}
            </div>
        </div>
    }
    .into_any()
}

fn asked(query: String) -> Request {
    Request::CheckIn(CheckIn::Find {
        query,
        limit: FOUND_MAX,
    })
}

/// Everything that check-in knows of somebody.
pub fn load_person(id: wingbook_record::id::PersonId) -> Loaded<CheckedIn> {
    load(
        move || Request::CheckIn(CheckIn::Person { id }),
        |response| match response {
            Response::CheckIn(answer) => Some(&**answer),
            _ => None,
        },
    )
}

/// The view in it.
pub fn person_of(loaded: Loaded<CheckedIn>) -> Option<CheckInView> {
    match loaded.get() {
        Some(CheckedIn::Person(view)) => Some(*view),
        _ => None,
    }
}

/// Cells and wards in use, as options: the id and the full name with how many live there.
pub fn rooms(places: &[PlaceView], now: Option<PlaceId>) -> Vec<(String, String)> {
    let fits = |one: &&PlaceView| (one.kind.is_room() && !one.out_of_use) || Some(one.id) == now;
    let rooms = places.iter().filter(fits).map(|one| {
        let people = crate::say!("people-total", n = one.people);
        (one.id.to_string(), format!("{} · {people}", one.path))
    });
    let none = (String::new(), crate::say!("check-in-choose"));
    std::iter::once(none).chain(rooms).collect()
}
