//! Paper: the roll of a wing and the round sheet, as they come out of the printer. The screen shows them first.

mod dose_card;
mod roll;
mod round_sheet;

use crate::prelude::*;
use wingbook_record::{
    access::Role,
    id::{EntryId, PersonId, PlaceId},
    place::PlaceKind,
};
use wingbook_worker::message::{PersonLine, PlaceView, Request, Response};

use crate::{
    components::{Button, Icon, Kind, LinkButton, PageHeader},
    pages::{Page, more::Topic, round},
    state::{
        clock,
        loaded::{Loaded, load},
        session::use_session,
    },
    t,
    text::times,
};

/// More people than any wing holds.
const PEOPLE_MAX: usize = 5_000;

/// What is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// Everybody of a wing, by cell.
    Roll(PlaceId),
    /// An empty round sheet of a wing.
    Wing(PlaceId),
    /// The sheet of a round: what is done stands in it, the rest is empty.
    Round(EntryId),
    /// A person's doses.
    Doses(PersonId),
}

impl Sheet {
    /// The sheet of an address.
    pub fn parse(what: &str, id: &str) -> Option<Self> {
        match what {
            "roll" => id.parse().ok().map(Sheet::Roll),
            "sheet" => id.parse().ok().map(Sheet::Wing),
            "round" => id.parse().ok().map(Sheet::Round),
            "doses" => id.parse().ok().map(Sheet::Doses),
            _ => None,
        }
    }

    /// Its address.
    pub fn path(self) -> String {
        match self {
            Sheet::Roll(id) => format!("/print/roll/{id}"),
            Sheet::Wing(id) => format!("/print/sheet/{id}"),
            Sheet::Round(id) => format!("/print/round/{id}"),
            Sheet::Doses(id) => format!("/print/doses/{id}"),
        }
    }
}

/// The page of a sheet.
pub fn view(sheet: Sheet) -> AnyView {
    let (title, body) = match sheet {
        Sheet::Roll(wing) => (t!("print-roll"), roll::view(wing)),
        Sheet::Wing(wing) => (t!("print-round"), round_sheet::of_wing(wing)),
        Sheet::Round(round) => (t!("print-round"), round_sheet::of_round(round)),
        Sheet::Doses(person) => (t!("dose-card"), dose_card::view(person)),
    };
    // A card goes with the one whose it is.
    let is_kept = !matches!(sheet, Sheet::Doses(_));
    let back = match sheet {
        Sheet::Doses(person) => Page::Person(person),
        _ => Page::MorePage(Topic::Print),
    };
    view! {
        <div class="wb-page wb-sheet-page">
            <div class="wb-no-print wb-stack">
                <PageHeader title back=back.path() />
                {is_kept.then(|| view! {
                    <p class="wb-error__line"><Icon name="danger" /><span>{t!("print-care")}</span></p>
                })}
                <div class="wb-actions">
                    <Button label=t!("print-now") kind=Kind::Primary icon="print" on_press=|()| print_page() />
                    {afterwards(sheet)}
                </div>
            </div>
            {body}
        </div>
    }
    .into_any()
}

/// Where a filled-in sheet is copied into the register, for whoever may.
fn afterwards(sheet: Sheet) -> AnyView {
    let href = match sheet {
        Sheet::Roll(_) | Sheet::Doses(_) => return ().into_any(),
        Sheet::Wing(wing) => round::paper::path(None, None, Some(wing)),
        Sheet::Round(id) => round::running::paper::path(id),
    };
    let session = use_session();
    let walks = Memo::new(move |_| session.has_role(&[Role::Officer]));
    view! {
        {move || walks.get().then(|| view! {
            <LinkButton label=t!("paper-enter") href=href.clone() icon="from-paper" />
        })}
    }
    .into_any()
}

/// Sends what is on screen to the printer.
pub fn print_page() {
    // Where the browser can't print, nothing happens and the page stays as it is.
    let _ = window().print();
}

/// The head of a sheet: what it is, of which wing, when and on which tablet it was printed, by whom.
fn head(title: Signal<String>, about: Signal<String>, detail: Signal<String>) -> AnyView {
    let session = use_session();
    let printed = Signal::derive(move || {
        let time = times::day_and_time(clock::now_ms());
        let (tablet, name) = session
            .view()
            .map(|view| (view.tablet.clone(), view.name.clone()))
            .unwrap_or_default();
        crate::say!("print-printed", time = time, tablet = tablet, name = name)
    });
    let facility = move || session.view().map(|view| view.facility.clone());
    view! {
        <header class="wb-sheet__head">
            <p class="wb-sheet__facility"><bdi>{facility}</bdi></p>
            <h2 class="wb-sheet__title">{title} " · " <bdi>{about}</bdi></h2>
            <p>{detail}</p>
            <p class="wb-quiet">{printed}</p>
        </header>
    }
    .into_any()
}

/// A wing with its people.
#[derive(Clone, Copy)]
struct Wing {
    id: PlaceId,
    places: Loaded<Vec<PlaceView>>,
    people: Loaded<wingbook_worker::message::PeoplePage>,
}

/// A cell or ward and who lives there.
#[derive(Clone, Debug, PartialEq)]
struct Cell {
    name: String,
    kind: PlaceKind,
    people: Vec<PersonLine>,
}

impl Wing {
    fn load(id: PlaceId) -> Self {
        Wing {
            id,
            places: load(
                || Request::Places,
                |response| match response {
                    Response::Places(places) => Some(places),
                    _ => None,
                },
            ),
            people: load(
                move || Request::People {
                    query: String::new(),
                    place: Some(id),
                    offset: 0,
                    limit: PEOPLE_MAX,
                },
                |response| match response {
                    Response::People(people) => Some(people),
                    _ => None,
                },
            ),
        }
    }

    /// Its name (reactive).
    fn name(self) -> Signal<String> {
        Signal::derive(move || {
            self.places.with(|places| {
                places
                    .and_then(|places| places.iter().find(|place| place.id == self.id))
                    .map(|place| place.name.clone())
                    .unwrap_or_default()
            })
        })
    }

    /// Its cells and wards in the order of walking, empty ones too; last whoever has no cell. Nothing before both
    /// answers are there (reactive).
    fn cells(self) -> Option<Vec<Cell>> {
        let places = self.places.get()?;
        let people = self.people.get()?.people;
        let at = places.iter().position(|place| place.id == self.id)?;
        let depth = places[at].depth;
        let below = places[at + 1..]
            .iter()
            .take_while(|place| place.depth > depth);
        let rooms: Vec<&PlaceView> = below
            .filter(|place| matches!(place.kind, PlaceKind::Cell | PlaceKind::Ward))
            .collect();
        let mut cells: Vec<Cell> = rooms
            .iter()
            .map(|room| Cell {
                name: room.name.clone(),
                kind: room.kind,
                people: people
                    .iter()
                    .filter(|person| person.place_id == Some(room.id))
                    .cloned()
                    .collect(),
            })
            .collect();
        let without: Vec<PersonLine> = people
            .into_iter()
            .filter(|person| !rooms.iter().any(|room| person.place_id == Some(room.id)))
            .collect();
        if !without.is_empty() {
            cells.push(Cell {
                name: crate::say!("print-no-cell"),
                kind: PlaceKind::Cell,
                people: without,
            });
        }
        Some(cells)
    }
}

/// A box to tick with a pen.
fn tick() -> AnyView {
    view! { <span class="wb-sheet__box"></span> }.into_any()
}
