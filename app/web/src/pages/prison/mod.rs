//! *More → Prison*: what the prison consists of, for whoever's roles may write it. Wings with their cells and wards,
//! and the plans by which they are walked. A tablet without a server begins here: nothing comes from anywhere else.

mod plan;
mod room;
mod rooms;
pub mod saving;
mod vaccines;
mod wing;

use crate::prelude::*;
use wingbook_record::{
    access::{Role, roster_writable_by},
    id::{PlaceId, PlanId},
    place::PlaceKind,
};
use wingbook_worker::message::{PlaceView, PlanView, Request, Response};

use crate::{
    components::{
        EmptyRegister, EmptyState, ErrorPanel, Kind, LinkButton, LinkRow, Loading, SnackbarSlot,
    },
    pages::{Page, more::Topic, recovery},
    say,
    state::{
        loaded::{Loaded, load},
        session::{Session, use_session},
        sync::is_receiving,
    },
    t,
};

/// A page below the list of wings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A new wing.
    AddWing,
    /// A wing with its rooms and plans.
    Wing(PlaceId),
    /// New cells or wards of a wing.
    AddRooms(PlaceId),
    /// A new round plan of a wing.
    AddPlan(PlaceId),
    /// A wing, cell or ward, to change.
    Place(PlaceId),
    /// A round plan, to change.
    Plan(PlanId),
    /// The recovery key.
    Recovery,
    /// The vaccines.
    Vaccines,
    /// A new vaccine.
    AddVaccine,
    /// A vaccine, to change, by the catalogue's word.
    Vaccine(String),
}

impl Part {
    /// The page of what stands in the address behind `/more/prison/`.
    pub fn parse(segments: &[&str]) -> Option<Self> {
        match segments {
            ["add"] => Some(Part::AddWing),
            ["wing", id] => id.parse().ok().map(Part::Wing),
            ["wing", id, "rooms"] => id.parse().ok().map(Part::AddRooms),
            ["wing", id, "plan"] => id.parse().ok().map(Part::AddPlan),
            ["place", id] => id.parse().ok().map(Part::Place),
            ["plan", id] => id.parse().ok().map(Part::Plan),
            ["recovery"] => Some(Part::Recovery),
            ["vaccines"] => Some(Part::Vaccines),
            ["vaccines", "add"] => Some(Part::AddVaccine),
            ["vaccine", id] => Some(Part::Vaccine((*id).to_owned())),
            _ => None,
        }
    }

    /// Its address.
    pub fn path(&self) -> String {
        match self {
            Part::AddWing => "/more/prison/add".to_owned(),
            Part::Wing(id) => format!("/more/prison/wing/{id}"),
            Part::AddRooms(id) => format!("/more/prison/wing/{id}/rooms"),
            Part::AddPlan(id) => format!("/more/prison/wing/{id}/plan"),
            Part::Place(id) => format!("/more/prison/place/{id}"),
            Part::Plan(id) => format!("/more/prison/plan/{id}"),
            Part::Recovery => "/more/prison/recovery".to_owned(),
            Part::Vaccines => "/more/prison/vaccines".to_owned(),
            Part::AddVaccine => "/more/prison/vaccines/add".to_owned(),
            Part::Vaccine(id) => format!("/more/prison/vaccine/{id}"),
        }
    }
}

/// The view of a page below the list of wings.
pub fn part(part: Part) -> AnyView {
    match part {
        Part::AddWing => rooms::add_wing(),
        Part::Wing(id) => wing::view(id),
        Part::AddRooms(id) => rooms::add_rooms(id),
        Part::AddPlan(id) => plan::add(id),
        Part::Place(id) => room::view(id),
        Part::Plan(id) => plan::change(id),
        Part::Recovery => recovery::ceremony::view(),
        Part::Vaccines => vaccines::view(),
        Part::AddVaccine => vaccines::add(),
        Part::Vaccine(id) => vaccines::change(id),
    }
}

/// Whether whoever is signed in may write documents of this kind (reactive): `place`, `plan`, or `person` for
/// prisoners. In practice nobody: these documents have no practice copies.
pub fn may(session: Session, kind: &str) -> bool {
    let category = (kind == "person").then_some("prisoner");
    session
        .view()
        .is_some_and(|view| !view.practice && roster_writable_by(kind, category, &view.roles))
}

fn load_places() -> Loaded<Vec<PlaceView>> {
    load(
        || Request::Places,
        |response| match response {
            Response::Places(places) => Some(places),
            _ => None,
        },
    )
}

/// What needs the places to choose from; made once, when they are here.
pub fn with_places(make: impl Fn(Vec<PlaceView>) -> AnyView + Send + Sync + 'static) -> AnyView {
    let places = load_places();
    let is_here = Memo::new(move |_| places.is_here());
    let body = move || match (is_here.get(), places.failure()) {
        (true, _) => untrack(|| places.get().map(&make)).into_any(),
        (false, Some(failure)) => {
            view! { <ErrorPanel failure on_retry=move |()| places.reload() /> }.into_any()
        }
        (false, None) => view! { <Loading /> }.into_any(),
    };
    view! { {body} }.into_any()
}

fn load_plans() -> Loaded<Vec<PlanView>> {
    load(
        || Request::Plans,
        |response| match response {
            Response::Plans(plans) => Some(plans),
            _ => None,
        },
    )
}

/// The cells and wards in a place: in the order of walking they stand right behind it, and deeper.
fn rooms_of(all: &[PlaceView], id: PlaceId) -> Vec<PlaceView> {
    let mut walk = all.iter().skip_while(|one| one.id != id);
    let Some(own) = walk.next() else {
        return Vec::new();
    };
    let inside = walk.take_while(|one| one.depth > own.depth);
    inside.filter(|one| one.kind.is_room()).cloned().collect()
}

/// The list of wings.
pub fn view() -> AnyView {
    let session = use_session();
    let loaded = load_places();
    let body = move || match (loaded.get(), loaded.failure()) {
        (Some(places), _) if wings(&places).next().is_none() => empty(Some(Step::Wing)),
        (Some(places), _) => {
            let rows = wings(&places)
                .map(|wing| wing_row(wing, &places))
                .collect_view();
            view! {
                <ul class="wb-rows">{rows}</ul>
                {session.has_role(&[Role::Administrator]).then(|| view! {
                    <LinkRow
                        href=Part::Recovery.path()
                        title=t!("recovery-title")
                        detail=t!("recovery-detail")
                        icon="key"
                    />
                })}
                {may(session, "product").then(|| view! {
                    <LinkRow
                        href=Part::Vaccines.path()
                        title=t!("vaccines")
                        detail=t!("vaccines-detail")
                        icon="syringe"
                    />
                })}
                {may(session, "place").then(|| view! {
                    <div class="wb-page__foot">
                        <SnackbarSlot />
                        <LinkButton
                            label=t!("prison-add-wing")
                            href=Part::AddWing.path()
                            kind=Kind::Primary
                            icon="plus"
                            wide=true
                        />
                    </div>
                })}
            }
            .into_any()
        }
        (None, Some(failure)) => {
            view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
        }
        (None, None) => view! { <Loading /> }.into_any(),
    };
    view! { {body} }.into_any()
}

fn wings(places: &[PlaceView]) -> impl Iterator<Item = &PlaceView> {
    places.iter().filter(|place| place.kind == PlaceKind::Wing)
}

fn wing_row(wing: &PlaceView, places: &[PlaceView]) -> AnyView {
    let (rooms, people) = (rooms_of(places, wing.id).len(), wing.people);
    let detail = Signal::derive(move || {
        let rooms = say!("prison-rooms", n = rooms);
        format!("{rooms} · {}", say!("people-total", n = people))
    });
    let (href, name) = (Part::Wing(wing.id).path(), wing.name.clone());
    view! { <li><LinkRow href title=Signal::stored(name) detail icon="wings" /></li> }.into_any()
}

/// What a prison still lacks before a round can be walked, first things first.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    Wing,
    People,
    Plan(PlaceId),
}

/// The next step that whoever is signed in may take (reactive); nothing yet while it isn't known what is there.
fn next_step(
    session: Session,
    places: Loaded<Vec<PlaceView>>,
    plans: Loaded<Vec<PlanView>>,
) -> Option<Option<Step>> {
    let (places, plans) = (places.get()?, plans.with(|plans| plans.map(Vec::len))?);
    let Some(wing) = wings(&places).next() else {
        return Some(may(session, "place").then_some(Step::Wing));
    };
    let has_people = wings(&places).any(|wing| wing.people > 0);
    Some(if !has_people && may(session, "person") {
        Some(Step::People)
    } else if plans == 0 && may(session, "plan") {
        Some(Step::Plan(wing.id))
    } else {
        None
    })
}

/// In place of the rounds where none is due: why, and what can be done about it.
pub fn no_round() -> AnyView {
    let session = use_session();
    let (places, plans) = (load_places(), load_plans());
    let step = Memo::new(move |_| next_step(session, places, plans));
    let body = move || {
        match step.get() {
        None => ().into_any(),
        Some(Some(step)) if !is_receiving() => empty(Some(step)),
        Some(None) if !is_receiving() && may(session, "plan") => view! {
            <EmptyState icon="round" title=t!("round-none") text=t!("round-none-plans")>
                <LinkButton label=t!("prison-plans") href=Page::MorePage(Topic::Prison).path() icon="calendar" />
            </EmptyState>
        }
        .into_any(),
        // What is missing may be on its way.
        Some(_) => {
            view! { <EmptyRegister icon="round" title=t!("round-none") text=t!("round-none-why") /> }
                .into_any()
        }
    }
    };
    view! { {body} }.into_any()
}

/// In place of the wings where there are none.
pub fn no_wing() -> AnyView {
    empty(may(use_session(), "place").then_some(Step::Wing))
}

/// In place of the people where there are none: at the top, or in a place.
pub fn nobody(place: Option<PlaceId>) -> AnyView {
    let session = use_session();
    let places = load_places();
    let has_wings = Memo::new(move |_| places.with(|all| Some(wings(all?).next().is_some())));
    let body = move || match has_wings.get() {
        None => ().into_any(),
        Some(false) => empty(may(session, "place").then_some(Step::Wing)),
        Some(true) => view! {
            <EmptyState icon="people" title=t!("people-nobody") text=t!("people-nobody-why")>
                {may(session, "person").then(|| add_person(place, Kind::Primary))}
            </EmptyState>
        }
        .into_any(),
    };
    view! { {body} }.into_any()
}

/// The way to somebody new, in this place.
pub fn add_person(place: Option<PlaceId>, kind: Kind) -> AnyView {
    let place = place.map(|place| format!("?place={place}"));
    let href = Page::AddPerson.path() + &place.unwrap_or_default();
    view! { <LinkButton label=t!("person-add") href kind icon="plus" /> }.into_any()
}

/// What isn't there yet, and the way to it; without a step it comes from the server.
fn empty(step: Option<Step>) -> AnyView {
    let (icon, title, text, label, href) = match step {
        None => {
            return view! { <EmptyState icon="wings" title=t!("wings-none") text=t!("wings-none-todo") /> }
                .into_any();
        }
        Some(Step::Wing) => (
            "wings",
            t!("prison-none"),
            t!("prison-none-todo"),
            t!("prison-add-wing"),
            Part::AddWing.path(),
        ),
        Some(Step::People) => (
            "people",
            t!("people-nobody"),
            t!("people-nobody-why"),
            t!("person-add"),
            Page::AddPerson.path(),
        ),
        Some(Step::Plan(wing)) => (
            "round",
            t!("prison-plans-none"),
            t!("prison-plans-none-todo"),
            t!("prison-plan-add"),
            Part::AddPlan(wing).path(),
        ),
    };
    view! {
        <EmptyState icon title text>
            <LinkButton label href kind=Kind::Primary icon="plus" />
        </EmptyState>
    }
    .into_any()
}
