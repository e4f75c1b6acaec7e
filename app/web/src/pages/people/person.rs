//! A person's page: who it is, what stands for them, what was written.

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_record::id::PersonId;
use wingbook_worker::message::{PersonView, Request, Response};

use crate::{
    client,
    components::{
        Button, EmptyState, ErrorPanel, Kind, LinkButton, Loading, NoticeLine, PageHeader,
        PersonLine, SnackbarSlot,
    },
    pages::{Page, records::row::record_row},
    state::{
        loaded::{Loaded, load},
        snackbars::use_snackbars,
    },
    t,
};

/// The page.
pub fn view(id: PersonId) -> AnyView {
    let loaded: Loaded<PersonView> = load(
        move || Request::Person { id },
        |response| match response {
            Response::Person(view) => Some(view),
            _ => None,
        },
    );
    let name = Signal::derive(move || {
        loaded
            .with(|view| view.map(|view| view.line.name.clone()))
            .unwrap_or_default()
    });
    let contact = format!(
        "{}?person={id}",
        Page::WriteForm("contact".to_owned()).path()
    );
    view! {
        <div class="wb-page wb-page--narrow">
            <PageHeader title=name back=Page::People.path() />
            {move || match (loaded.get(), loaded.failure()) {
                (Some(person), _) => body(person),
                (None, Some(failure)) => {
                    view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
                }
                (None, None) => view! { <Loading /> }.into_any(),
            }}
            <div class="wb-page__foot">
                <SnackbarSlot />
                <LinkButton label=t!("person-write-contact") href=contact kind=Kind::Primary icon="write" wide=true />
            </div>
        </div>
    }
    .into_any()
}

fn body(person: PersonView) -> AnyView {
    let PersonView {
        line,
        days_since_contact,
        timeline,
        ..
    } = person;
    let id = line.id;
    let out = line.out.is_some();
    let notices = line.notices.clone();
    let notices = notices
        .into_iter()
        .map(|notice| view! { <NoticeLine notice named=true /> })
        .collect_view();
    let is_empty = timeline.is_empty();
    let rows = timeline
        .into_iter()
        .map(|line| {
            let href = Page::Record(line.id).path();
            view! { <li>{record_row(line, None, Signal::stored(href), Signal::stored(false))}</li> }
        })
        .collect_view();
    view! {
        <div class="wb-row"><PersonLine person=line /></div>
        {notices}
        {days_since_contact.map(|days| view! { <p class="wb-quiet">{t!("person-last-contact", n = days)}</p> })}
        {moves(id, out)}
        <section class="wb-section">
            <h2>{t!("person-timeline")}</h2>
            {is_empty.then(|| view! {
                <EmptyState icon="records" title=t!("person-nothing") text=t!("person-nothing-todo") />
            })}
            <ul class="wb-rows">{rows}</ul>
        </section>
    }
    .into_any()
}

/// Out of the wing for a reason, or back.
fn moves(id: PersonId, out: bool) -> AnyView {
    let snackbars = use_snackbars();
    let go = move |reason: &'static str| {
        move |()| {
            spawn_local(async move {
                let request = Request::Move {
                    person: id,
                    to: None,
                    reason: reason.to_owned(),
                };
                match client::ask(request).await {
                    Ok(Response::Saved(saved)) => snackbars.saved(&saved, None),
                    Ok(_) => {}
                    Err(failure) => snackbars.fail(&failure),
                }
            });
        }
    };
    if out {
        return view! {
            <div class="wb-actions"><Button label=t!("person-back") on_press=go("return") icon="check" /></div>
        }
        .into_any();
    }
    view! {
        <details class="wb-section">
            <summary>{t!("person-out")}</summary>
            <div class="wb-actions">
                <Button label=t!("person-out-court") on_press=go("court") />
                <Button label=t!("person-out-hospital") on_press=go("hospital") />
                <Button label=t!("person-out-work") on_press=go("work") />
                <Button label=t!("person-out-visit") on_press=go("visit") />
            </div>
        </details>
    }
    .into_any()
}
