//! Picks a person, or a place, by a few letters: who a record is about, who was meant.

use crate::prelude::*;
use wingbook_record::id::PlaceId;
use wingbook_worker::message::{ChoiceView, PersonLine as Person, Request, Response};

use crate::{
    components::{Icon, PersonLine, field},
    state::loaded::load,
    t,
};

/// Rows shown at once.
const SHOWN_MAX: usize = 6;

/// What was picked.
#[derive(Clone, Debug, PartialEq)]
pub enum Picked {
    /// Somebody.
    Person(Box<Person>),
    /// Somewhere: id and full name.
    Place(PlaceId, String),
}

/// A search box with its results below. Before anything is typed it offers `first`.
pub fn picker(
    id: &'static str,
    label: Signal<String>,
    with_places: bool,
    first: Signal<Vec<Person>>,
    on_pick: Callback<Picked>,
) -> AnyView {
    let query = RwSignal::new(String::new());
    let people = load(
        move || Request::People {
            query: query.get(),
            place: None,
            offset: 0,
            limit: SHOWN_MAX,
        },
        |response| match response {
            Response::People(page) => Some(page),
            _ => None,
        },
    );
    let is_typed = Memo::new(move |_| query.with(|query| !query.trim().is_empty()));
    let found = Memo::new(move |_| {
        if is_typed.get() {
            people.get().map(|page| page.people).unwrap_or_default()
        } else {
            first.get()
        }
    });
    let places = with_places.then(|| place_results(query, is_typed, on_pick, id));
    let pick = move |person: Person| {
        query.set(String::new());
        on_pick.run(Picked::Person(Box::new(person)));
    };
    let enter = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && !event.is_composing() {
            event.prevent_default();
            let only = found.with_untracked(|found| match found.as_slice() {
                [one] => Some(one.clone()),
                _ => None,
            });
            if let Some(person) = only {
                pick(person);
            } else {
                field::focus(&format!("{id}-found"));
            }
        }
    };
    view! {
        <div class="wb-picker">
            <div class="wb-search">
                <Icon name="search" />
                <input
                    id=id
                    class="wb-search__input"
                    type="text"
                    data-search=""
                    dir="auto"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    aria-label=label
                    placeholder=label
                    prop:value=query
                    on:input=move |event| query.set(event_target_value(&event))
                    on:keydown=enter
                />
            </div>
            <ul class="wb-rows wb-rows--found" id=format!("{id}-found") hidden=move || found.with(Vec::is_empty)>
                <For
                    each=move || found.get()
                    key=|person| person.id
                    children=move |person| {
                        let own = person.clone();
                        view! {
                            <li>
                                <button type="button" class="wb-row" on:click=move |_| pick(own.clone())>
                                    <span class="wb-row__body"><PersonLine person /></span>
                                    <Icon name="plus" />
                                </button>
                            </li>
                        }
                    }
                />
            </ul>
            {places}
            <p
                class="wb-quiet"
                aria-live="polite"
                hidden=move || !is_typed.get() || !people.is_here() || !found.with(Vec::is_empty)
            >
                {t!("form-search-none")}
            </p>
        </div>
    }
    .into_any()
}

fn place_results(
    query: RwSignal<String>,
    is_typed: Memo<bool>,
    on_pick: Callback<Picked>,
    id: &'static str,
) -> AnyView {
    let places = load(
        move || Request::Choices {
            source: "wb:places".to_owned(),
            query: query.get(),
        },
        |response| match response {
            Response::Choices(found) => Some(found),
            _ => None,
        },
    );
    let found = Memo::new(move |_| {
        let all = places.get().filter(|_| is_typed.get()).unwrap_or_default();
        all.into_iter().take(SHOWN_MAX).collect::<Vec<ChoiceView>>()
    });
    let pick = move |choice: &ChoiceView| {
        if let Ok(place) = choice.value.parse() {
            query.set(String::new());
            on_pick.run(Picked::Place(place, choice.label.clone()));
            field::focus(id);
        }
    };
    view! {
        <ul class="wb-rows wb-rows--found" hidden=move || found.with(Vec::is_empty)>
            <For
                each=move || found.get()
                key=|choice| choice.value.clone()
                children=move |choice| {
                    let own = choice.clone();
                    view! {
                        <li>
                            <button type="button" class="wb-row" on:click=move |_| pick(&own)>
                                <Icon name="place" />
                                <span class="wb-row__body">
                                    <span class="wb-row__title" dir="auto">{choice.label}</span>
                                </span>
                                <Icon name="plus" />
                            </button>
                        </li>
                    }
                }
            />
        </ul>
    }
    .into_any()
}
