//! Who somebody is: a new prisoner, or what is written of one who is here already.

use crate::prelude::*;
use wingbook_record::{
    access::Role,
    id::{PersonId, PlaceId},
    person::{Sex, parse_born},
};
use wingbook_worker::message::{PersonChange, PersonView, PlaceView, Request, Response};

use crate::{
    components::{Choice, Choices, ErrorPanel, Loading, PageHeader, TextInput, field, select},
    pages::{
        Page,
        prison::{
            self,
            saving::{Saving, trimmed},
        },
    },
    say,
    state::{address, clock, loaded::load, session::use_session},
    t,
    text::times,
};

/// The id of the first question.
const NAME_ID: &str = "person-name";

/// What is typed.
#[derive(Clone, Copy)]
struct Typed {
    id: Option<PersonId>,
    name: RwSignal<String>,
    number: RwSignal<String>,
    born: RwSignal<String>,
    sex: RwSignal<String>,
    /// A place's id; empty for none.
    place: RwSignal<String>,
    left: RwSignal<bool>,
}

/// The page of somebody new: `/people/add?place=…`.
pub fn add() -> AnyView {
    let place = address::query().with_untracked(|query| query.get("place"));
    let typed = Typed {
        id: None,
        name: RwSignal::default(),
        number: RwSignal::default(),
        born: RwSignal::default(),
        sex: RwSignal::default(),
        place: RwSignal::new(String::new()),
        left: RwSignal::new(false),
    };
    let form = prison::with_places(move |places| {
        typed.place.set(first_room(&places, place.as_deref()));
        form(typed, places)
    });
    view! {
        <div class="wb-page wb-page--narrow">
            <PageHeader title=t!("person-add") back=Page::People.path() />
            {form}
        </div>
    }
    .into_any()
}

/// The page of somebody who is here.
pub fn change(id: PersonId) -> AnyView {
    let loaded = load(
        move || Request::Person { id },
        |response| match response {
            Response::Person(view) => Some(view),
            _ => None,
        },
    );
    // Made once: what is typed stays when something else changes meanwhile.
    let is_here = Memo::new(move |_| loaded.is_here());
    let body = move || match (is_here.get(), loaded.failure()) {
        (true, _) => untrack(|| loaded.get().map(of_person)).into_any(),
        (false, Some(failure)) => {
            view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
        }
        (false, None) => view! { <Loading /> }.into_any(),
    };
    view! {
        <div class="wb-page wb-page--narrow">
            <PageHeader title=t!("person-change") back=Page::Person(id).path() />
            {body}
        </div>
    }
    .into_any()
}

fn of_person(person: PersonView) -> AnyView {
    let line = person.line;
    let sex = match person.sex {
        Some(Sex::Female) => "female",
        Some(Sex::Male) => "male",
        None => "",
    };
    let place = line.place_id.map(|place| place.to_string());
    let typed = Typed {
        id: Some(line.id),
        name: RwSignal::new(line.name),
        number: RwSignal::new(line.number.unwrap_or_default()),
        born: RwSignal::new(line.born.unwrap_or_default()),
        sex: RwSignal::new(sex.to_owned()),
        place: RwSignal::new(place.unwrap_or_default()),
        left: RwSignal::new(person.left),
    };
    prison::with_places(move |places| form(typed, places))
}

/// Where somebody new goes who is added from this place's page: the place itself, or its first room.
fn first_room(places: &[PlaceView], place: Option<&str>) -> String {
    let own = place.and_then(|place| place.parse::<PlaceId>().ok());
    let mut walk = places.iter().skip_while(|one| Some(one.id) != own);
    let Some(first) = walk.next() else {
        return String::new();
    };
    let inside = walk.take_while(|one| one.depth > first.depth);
    let mut rooms = std::iter::once(first).chain(inside);
    let room = rooms.find(|one| one.kind.is_room() && !one.out_of_use);
    room.map(|one| one.id.to_string()).unwrap_or_default()
}

fn form(typed: Typed, places: Vec<PlaceView>) -> AnyView {
    let saving = Saving::open();
    let Typed {
        id,
        name,
        number,
        born,
        sex,
        place,
        left,
    } = typed;
    for (question, value) in [("name", name), ("number", number), ("born", born)] {
        saving.keep(question, value);
    }
    let born_now = move || {
        let today = times::date(clock::now_ms());
        born.with(|born| parse_born(born, &today))
    };
    let is_born_empty = move || born.with(|born| born.trim().is_empty());
    let no_name = move || {
        name.with(|name| name.trim().is_empty())
            .then_some("person-name-missing")
    };
    let no_date =
        move || (!is_born_empty() && born_now().is_none()).then_some("person-born-unread");
    let make = move || {
        untrack(|| {
            let name = Some(trimmed(name)).filter(|name| !name.is_empty())?;
            let born = match born_now() {
                None if !is_born_empty() => return None,
                born => born,
            };
            Some(Request::PutPerson(PersonChange {
                id,
                name,
                number: Some(trimmed(number)).filter(|number| !number.is_empty()),
                born,
                sex: match sex.get().as_str() {
                    "female" => Some(Sex::Female),
                    "male" => Some(Sex::Male),
                    _ => None,
                },
                place: place.with(|place| place.parse().ok()),
                left: left.get(),
            }))
        })
    };
    let leads_to = |response: &Response| match response {
        Response::Someone(person) => Some(Page::Person(*person).path()),
        _ => None,
    };
    // Where somebody is who is here already follows from moves, and not everybody writes those.
    let may_move = id.is_none() || use_session().has_role(&[Role::Officer, Role::Reception]);
    let back = id.map_or(Page::People, Page::Person).path();
    // The next one mostly goes into the same cell.
    let again = id.is_none().then(|| {
        Callback::new(move |()| {
            for typed in [name, number, born] {
                typed.set(String::new());
            }
            field::focus(NAME_ID);
        })
    });
    let sexes = Signal::derive(|| {
        vec![
            Choice::new("female", say!("person-sex-female")),
            Choice::new("male", say!("person-sex-male")),
            Choice::new("", say!("unknown")),
        ]
    });
    view! {
        <TextInput
            id=NAME_ID
            label=t!("person-name")
            value=name
            error=saving.error("name", "person-name-missing", no_name)
            verbatim=true
        />
        <TextInput
            id="person-number"
            label=t!("person-number")
            value=number
            error=saving.error("number", "person-number-taken", || None)
            optional=true
            verbatim=true
            length_max=60
        />
        <TextInput
            id="person-born"
            label=t!("person-born-when")
            hint=t!("person-born-hint")
            value=born
            error=saving.error("born", "person-born-unread", no_date)
            optional=true
            verbatim=true
            length_max=10
        />
        <Choices
            label=t!("person-sex")
            options=sexes
            value=sex
            on_choose=move |chosen: String| sex.set(chosen)
            row=true
        />
        {may_move.then(|| view! {
            <div class="wb-stack">
                {select("person-place", t!("person-place"), place, rooms(places, place))}
                {id.is_some().then(|| view! { <p class="wb-quiet">{t!("person-place-moves")}</p> })}
            </div>
        })}
        {id.is_some().then(|| view! {
            <div class="wb-stack">
                <div class="wb-chips">
                    <button
                        type="button"
                        class="wb-chip"
                        aria-pressed=move || left.get().to_string()
                        on:click=move |_| left.update(|left| *left = !*left)
                    >
                        {t!("person-left")}
                    </button>
                </div>
                <p class="wb-quiet">{t!("person-left-hint")}</p>
            </div>
        })}
        {saving.foot(make, leads_to, back, again)}
    }
    .into_any()
}

/// The rooms in use, and where somebody is now; with their full names and how many live there.
fn rooms(places: Vec<PlaceView>, place: RwSignal<String>) -> Vec<(String, String)> {
    let now = place.get_untracked();
    let none = now
        .is_empty()
        .then(|| (String::new(), say!("person-place-none")));
    let fits =
        |one: &PlaceView| (one.kind.is_room() && !one.out_of_use) || one.id.to_string() == now;
    let rooms = places.iter().filter(|one| fits(one)).map(|one| {
        let people = say!("people-total", n = one.people);
        (one.id.to_string(), format!("{} · {people}", one.path))
    });
    none.into_iter().chain(rooms).collect()
}
