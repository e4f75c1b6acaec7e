//! People, staff, places and vaccines as answers: searched in the registers, shown by name.

use std::collections::HashMap;

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_forms::{Domain, NodeId};
use wingbook_worker::message::{ChoiceView, Request, Response};

use super::{
    filling::{Filling, id},
    question::input_id,
};
use crate::{
    client,
    components::{Button, Icon, IconButton, Kind, field},
    state::{loaded::load, session::use_session},
    t,
};

/// Options shown at once: the next letter says more than a longer list.
const SHOWN_MAX: usize = 8;

fn source_name(domain: Domain) -> &'static str {
    match domain {
        Domain::People => "wb:people",
        Domain::Staff => "wb:staff",
        Domain::Places => "wb:places",
        Domain::Products => "wb:products",
    }
}

/// Names of what was chosen, as far as they are known by now.
type Names = RwSignal<HashMap<String, ChoiceView>>;

/// A question with search. `many`: any number of answers.
pub fn search(filling: Filling, node: NodeId, domain: Domain, many: bool) -> AnyView {
    let names: Names = RwSignal::default();
    let chosen = Memo::new(move |_| {
        filling.with(node, |session| {
            session.chosen(node).map(str::to_owned).collect::<Vec<_>>()
        })
    });
    Effect::new(move |_| {
        for id in chosen.get() {
            if !names.with_untracked(|names| names.contains_key(&id)) {
                find_name(names, domain, id);
            }
        }
    });
    let wants_more = Memo::new(move |_| many || chosen.with(Vec::is_empty));
    let choose = Callback::new(move |choice: ChoiceView| {
        let value = choice.value.clone();
        names.update(|names| {
            names.insert(value.clone(), choice);
        });
        if chosen.with_untracked(|chosen| chosen.contains(&value)) {
            return;
        }
        if many {
            filling.toggle(node, &value);
        } else {
            filling.set(node, &value);
            set_timeout(move || field::focus(&id(node)), std::time::Duration::ZERO);
        }
    });
    let drop = Callback::new(move |value: String| {
        if many {
            filling.toggle(node, &value);
        } else {
            filling.set(node, "");
        }
        set_timeout(
            move || field::focus(&input_id(node)),
            std::time::Duration::ZERO,
        );
    });
    view! {
        <ul class="wb-picked" hidden=move || chosen.with(Vec::is_empty)>
            <For
                each=move || chosen.get()
                key=String::clone
                children=move |value| picked(names, value, many, drop)
            />
        </ul>
        {move || wants_more.get().then(|| results(node, domain, chosen, choose))}
    }
    .into_any()
}

/// Asks for the name of an answer that came with a draft or a record.
fn find_name(names: Names, domain: Domain, id: String) {
    spawn_local(async move {
        let source = source_name(domain).to_owned();
        let asked = Request::Choices {
            source,
            query: id.clone(),
        };
        // Somebody who is not held here stays nameless; the answer itself is kept.
        if let Ok(Response::Choices(found)) = client::ask(asked).await
            && let Some(choice) = found.into_iter().find(|choice| choice.value == id)
        {
            names.try_update(|names| names.insert(id, choice));
        }
    });
}

fn picked(names: Names, value: String, many: bool, drop: Callback<String>) -> AnyView {
    let own = value.clone();
    let known = Memo::new(move |_| names.with(|names| names.get(&own).cloned()));
    let name = move || known.with(|known| known.as_ref().map(|known| known.label.clone()));
    let detail = move || known.with(|known| known.as_ref().map(|known| known.detail.clone()));
    let remove = move |()| drop.run(value.clone());
    view! {
        <li class="wb-picked__item">
            <span class="wb-row__body">
                <span class="wb-row__title" dir="auto">{name}</span>
                <span class="wb-row__detail"><bdi>{detail}</bdi></span>
            </span>
            {if many {
                view! { <IconButton label=t!("form-remove", name = name().unwrap_or_default()) icon="close" on_press=remove /> }
            } else {
                view! { <Button label=t!("form-change") kind=Kind::Quiet on_press=remove /> }
            }}
        </li>
    }
    .into_any()
}

fn results(
    node: NodeId,
    domain: Domain,
    chosen: Memo<Vec<String>>,
    choose: Callback<ChoiceView>,
) -> AnyView {
    let query = RwSignal::new(String::new());
    let words = move || match domain {
        Domain::Places => crate::say!("form-search-place"),
        Domain::Staff => crate::say!("form-search-staff"),
        Domain::People => crate::say!("form-search-person"),
        Domain::Products => crate::say!("form-search-product"),
    };
    let found = load(
        move || Request::Choices {
            source: source_name(domain).to_owned(),
            query: query.get(),
        },
        |response| match response {
            Response::Choices(found) => Some(found),
            _ => None,
        },
    );
    // Without a letter typed only what is few is offered: places and products.
    let is_few = matches!(domain, Domain::Places | Domain::Products);
    let offered = Memo::new(move |_| {
        if query.with(|query| query.trim().is_empty()) && !is_few {
            return Vec::new();
        }
        let found = found.get().unwrap_or_default().into_iter();
        let open = found.filter(|choice| chosen.with(|chosen| !chosen.contains(&choice.value)));
        let shown = match domain {
            Domain::Products => usize::MAX,
            _ => SHOWN_MAX,
        };
        open.take(shown).collect::<Vec<_>>()
    });
    let pick = move |choice: ChoiceView| {
        query.set(String::new());
        choose.run(choice);
    };
    let first = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && !event.is_composing() {
            event.prevent_default();
            event.stop_propagation();
            if let Some(choice) = offered.with_untracked(|offered| offered.first().cloned()) {
                pick(choice);
            }
        }
    };
    let nobody = move || {
        query.with(|query| !query.trim().is_empty())
            && found.is_here()
            && offered.with(Vec::is_empty)
    };
    view! {
        <div class="wb-search">
            <Icon name="search" />
            <input
                id=input_id(node)
                class="wb-search__input"
                type="text"
                data-search=""
                dir="auto"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                aria-label=words
                placeholder=words
                prop:value=query
                on:input=move |event| query.set(event_target_value(&event))
                on:keydown=first
            />
        </div>
        {(domain == Domain::Staff).then(|| myself(choose))}
        <p class="wb-quiet" aria-live="polite" hidden=move || !nobody()>{t!("form-search-none")}</p>
        <ul class="wb-rows wb-rows--found" hidden=move || offered.with(Vec::is_empty)>
            <For
                each=move || offered.get()
                key=|choice| choice.value.clone()
                children=move |choice| option(choice, pick)
            />
        </ul>
    }
    .into_any()
}

/// Most promises are kept by whoever made them: one tap.
fn myself(choose: Callback<ChoiceView>) -> AnyView {
    let session = use_session();
    let me = move |()| {
        if let Some(view) = session.view() {
            choose.run(ChoiceView {
                value: view.person.to_string(),
                label: view.name.clone(),
                detail: view.staff_number.clone(),
            });
        }
    };
    view! {
        <div class="wb-chips">
            <button type="button" class="wb-chip" on:click=move |_| me(())>{t!("form-me")}</button>
        </div>
    }
    .into_any()
}

fn option(choice: ChoiceView, pick: impl Fn(ChoiceView) + Copy + Send + 'static) -> AnyView {
    let ChoiceView { label, detail, .. } = choice.clone();
    view! {
        <li>
            <button type="button" class="wb-row" on:click=move |_| pick(choice.clone())>
                <span class="wb-row__body">
                    <span class="wb-row__title" dir="auto">{label}</span>
                    <span class="wb-row__detail"><bdi>{detail}</bdi></span>
                </span>
                <Icon name="plus" />
            </button>
        </li>
    }
    .into_any()
}
