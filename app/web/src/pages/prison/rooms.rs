//! A new wing with its cells or wards, and more of them for a wing that is there. A whole wing is typed as `1-20`.

use crate::prelude::*;
use wingbook_record::{
    id::PlaceId,
    place::{NAME_LENGTH_MAX, RoomsError, room_names},
};
use wingbook_worker::message::{Request, Response, Rooms};

use super::{
    Part, load_places,
    saving::{Saving, trimmed},
};
use crate::{
    components::{Choice, Choices, PageHeader, Stepper, TextInput},
    pages::{Page, more::Topic},
    say, t,
};

/// The most people in one room: a ward of a crowded prison holds hundreds.
pub(super) const CAPACITY_MAX: i64 = 1_000;

/// What is typed about the new rooms.
#[derive(Clone, Copy)]
struct Typed {
    names: RwSignal<String>,
    wards: RwSignal<bool>,
    capacity: RwSignal<Option<i64>>,
}

impl Typed {
    fn new() -> Self {
        Typed {
            names: RwSignal::default(),
            wards: RwSignal::new(false),
            capacity: RwSignal::new(None),
        }
    }

    fn rooms(self) -> Option<Rooms> {
        Some(Rooms {
            names: self.names.with_untracked(|names| room_names(names)).ok()?,
            wards: self.wards.get_untracked(),
            capacity: self
                .capacity
                .get_untracked()
                .and_then(|capacity| u32::try_from(capacity).ok()),
        })
    }

    fn questions(self, saving: Saving) -> AnyView {
        saving.keep("rooms", self.names);
        let wrong = move || match self.names.with(|names| room_names(names)).err()? {
            RoomsError::Empty => Some("prison-rooms-missing"),
            RoomsError::TooMany => Some("prison-rooms-many"),
            RoomsError::TooLong => Some("prison-rooms-long"),
            RoomsError::Twice => Some("prison-rooms-twice"),
        };
        let kinds = Signal::derive(|| {
            let kind = |value: &str, label: String, hint: String| Choice {
                hint: Some(hint),
                ..Choice::new(value, label)
            };
            vec![
                kind("cells", say!("prison-cells"), say!("prison-cells-hint")),
                kind("wards", say!("prison-wards"), say!("prison-wards-hint")),
            ]
        });
        let kind = Signal::derive(move || {
            let kind = if self.wards.get() { "wards" } else { "cells" };
            kind.to_owned()
        });
        // What a range comes to is seen before it is saved.
        let preview = Memo::new(move |_| {
            let names = self.names.with(|names| room_names(names)).ok()?;
            let (first, last) = (names.first()?.clone(), names.last()?.clone());
            Some(say!(
                "prison-rooms-preview",
                n = names.len(),
                first = first,
                last = last
            ))
        });
        view! {
            <Choices
                label=t!("prison-kind")
                options=kinds
                value=kind
                on_choose=move |chosen: String| self.wards.set(chosen == "wards")
                row=true
            />
            <div class="wb-stack">
                <TextInput
                    id="prison-rooms"
                    label=t!("prison-room-names")
                    hint=t!("prison-room-names-hint")
                    value=self.names
                    error=saving.error("rooms", "prison-rooms-taken", wrong)
                    verbatim=true
                    length_max=2000
                />
                <p class="wb-quiet" aria-live="polite" hidden=move || preview.with(Option::is_none)>
                    {move || preview.get()}
                </p>
            </div>
            <Stepper label=t!("prison-capacity-each") value=self.capacity min=1 max=CAPACITY_MAX id="prison-capacity" />
        }
        .into_any()
    }
}

/// The page of a new wing.
pub fn add_wing() -> AnyView {
    let saving = Saving::open();
    let name = RwSignal::new(String::new());
    let typed = Typed::new();
    let back = Page::MorePage(Topic::Prison).path();
    let make = move || {
        let name = Some(trimmed(name)).filter(|name| !name.is_empty())?;
        Some(Request::AddWing {
            name,
            rooms: typed.rooms()?,
        })
    };
    let leads_to = |response: &Response| match response {
        Response::Place(wing) => Some(Part::Wing(*wing).path()),
        _ => None,
    };
    view! {
        <div class="wb-page wb-page--narrow">
            <PageHeader title=t!("prison-add-wing") back=back.clone() />
            {name_question(t!("prison-wing-name"), name, saving)}
            {typed.questions(saving)}
            {saving.foot(make, leads_to, back, None)}
        </div>
    }
    .into_any()
}

/// The page of more rooms for a wing.
pub fn add_rooms(parent: PlaceId) -> AnyView {
    let saving = Saving::open();
    let typed = Typed::new();
    let places = load_places();
    let wing = Signal::derive(move || {
        let own = places.with(|all| all?.iter().find(|one| one.id == parent).cloned());
        own.map(|wing| wing.name).unwrap_or_default()
    });
    let back = Part::Wing(parent).path();
    let make = move || {
        Some(Request::AddRooms {
            parent,
            rooms: typed.rooms()?,
        })
    };
    view! {
        <div class="wb-page wb-page--narrow">
            <PageHeader title=t!("prison-add-rooms") detail=wing back=back.clone() />
            {typed.questions(saving)}
            {saving.foot(make, |_| None, back, None)}
        </div>
    }
    .into_any()
}

/// The name of a place or plan.
pub(super) fn name_question(
    label: Signal<String>,
    name: RwSignal<String>,
    saving: Saving,
) -> AnyView {
    saving.keep("name", name);
    let missing = move || {
        name.with(|name| name.trim().is_empty())
            .then_some("prison-name-missing")
    };
    view! {
        <TextInput
            id="prison-name"
            label
            value=name
            error=saving.error("name", "prison-name-taken", missing)
            length_max=NAME_LENGTH_MAX
        />
    }
    .into_any()
}
