//! Whom a record is about, or where: chosen before the form, by search or from the page that led here.

use crate::prelude::*;
use wingbook_record::id::PlaceId;
use wingbook_worker::message::PersonLine as Person;

use crate::{
    components::{Icon, IconButton, PersonLine},
    form::picker::{Picked, picker},
    t,
};

/// The id of the search box: where the summary of what is missing leads.
pub const ABOUT_ID: &str = "write-about";

/// The answer.
#[derive(Clone, Copy)]
pub struct About {
    /// People.
    pub people: RwSignal<Vec<Person>>,
    /// Places, with their full names.
    pub places: RwSignal<Vec<(PlaceId, String)>>,
    /// Exactly one person, and no place.
    pub is_one: bool,
}

impl About {
    /// Nobody and nowhere yet (reactive).
    pub fn is_empty(self) -> bool {
        self.people.with(Vec::is_empty) && self.places.with(Vec::is_empty)
    }

    /// Whether it still has to be said (reactive).
    pub fn is_missing(self) -> bool {
        match self.is_one {
            true => self.people.with(Vec::len) != 1,
            false => self.is_empty(),
        }
    }

    fn take(self, picked: Picked) {
        match picked {
            Picked::Person(person) if self.is_one => self.people.set(vec![*person]),
            Picked::Person(person) => self.people.update(|people| {
                if people.iter().all(|one| one.id != person.id) {
                    people.push(*person);
                }
            }),
            Picked::Place(id, name) => self.places.update(|places| {
                if places.iter().all(|(one, _)| *one != id) {
                    places.push((id, name));
                }
            }),
        }
    }
}

/// Who was chosen, and the search for more.
pub fn about(answer: About, error: Signal<Option<String>>) -> AnyView {
    // Somebody chosen: the search folds away behind "somebody else too".
    let more = RwSignal::new(answer.is_empty());
    let searches = Memo::new(move |_| more.get() || answer.is_empty());
    let pick = Callback::new(move |picked| {
        answer.take(picked);
        more.set(false);
    });
    view! {
        <div class=move || if error.with(Option::is_some) { "wb-field wb-field--error" } else { "wb-field" }>
            <h2 class="wb-field__label">{t!("write-about")}</h2>
            <p class="wb-field__error" hidden=move || error.with(Option::is_none)>
                <Icon name="warning" />
                <span>{move || error.get()}</span>
            </p>
            <ul class="wb-picked" hidden=move || answer.is_empty()>
                <For each=move || answer.people.get() key=|person| person.id children=move |person| someone(answer, person) />
                <For each=move || answer.places.get() key=|(id, _)| *id children=move |place| somewhere(answer, place) />
            </ul>
            {move || if searches.get() {
                picker(ABOUT_ID, t!("write-about-search"), !answer.is_one, Signal::stored(Vec::new()), pick)
            } else if answer.is_one {
                ().into_any()
            } else {
                view! {
                    <div class="wb-chips">
                        <button type="button" class="wb-chip" on:click=move |_| more.set(true)>
                            <Icon name="plus" />
                            {t!("write-about-more")}
                        </button>
                    </div>
                }
                .into_any()
            }}
        </div>
    }
    .into_any()
}

fn someone(answer: About, person: Person) -> AnyView {
    let id = person.id;
    let name = person.name.clone();
    view! {
        <li class="wb-picked__item">
            <span class="wb-row__body"><PersonLine person /></span>
            <IconButton
                label=t!("form-remove", name = name.clone())
                icon="close"
                on_press=move |()| answer.people.update(|people| people.retain(|one| one.id != id))
            />
        </li>
    }
    .into_any()
}

fn somewhere(answer: About, (id, name): (PlaceId, String)) -> AnyView {
    let shown = name.clone();
    view! {
        <li class="wb-picked__item">
            <Icon name="place" />
            <span class="wb-row__body"><span class="wb-row__title" dir="auto">{shown}</span></span>
            <IconButton
                label=t!("form-remove", name = name.clone())
                icon="close"
                on_press=move |()| answer.places.update(|places| places.retain(|(one, _)| *one != id))
            />
        </li>
    }
    .into_any()
}
