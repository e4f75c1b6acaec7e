//! Vaccination sessions: a vial is opened once, then person after person with three taps, none of them ticked before:
//! the right person, agreed or not, given.

mod before;
mod finding;
mod room;
pub mod running;
pub mod starting;
mod steps;
mod totals;
mod vial;
mod waste;
mod watching;

pub use room::forget;
pub use steps::words as step_words;
pub use vial::lot_words;
pub use waste::waste_words;

use crate::prelude::*;
use wingbook_worker::message::{ClinicLine, ClinicsView, Request, Response};

use crate::{
    components::{EmptyState, ErrorPanel, Kind, LinkButton, LinkRow, Loading, PageHeader},
    pages::Page,
    say,
    state::loaded::{Loaded, load},
    t,
    text::{self, times},
};

fn load_clinics() -> Loaded<ClinicsView> {
    load(
        || Request::Clinics,
        |response| match response {
            Response::Clinics(view) => Some(view),
            _ => None,
        },
    )
}

/// All sessions: those that run, and those that ended.
pub fn view() -> AnyView {
    let loaded = load_clinics();
    view! {
        <div class="wb-page wb-page--narrow">
            <PageHeader title=t!("nav-session") />
            {move || match (loaded.get(), loaded.failure()) {
                (Some(view), _) => list(view.clinics),
                (None, Some(failure)) => {
                    view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
                }
                (None, None) => view! { <Loading /> }.into_any(),
            }}
            <div class="wb-page__foot">
                <LinkButton
                    label=t!("clinic-start")
                    href=Page::StartClinic.path()
                    kind=Kind::Primary
                    icon="play"
                    wide=true
                />
            </div>
        </div>
    }
    .into_any()
}

fn list(clinics: Vec<ClinicLine>) -> AnyView {
    if clinics.is_empty() {
        return view! { <EmptyState icon="syringe" title=t!("clinic-none") text=t!("clinic-none-todo") /> }
            .into_any();
    }
    let (running, ended): (Vec<_>, Vec<_>) =
        clinics.into_iter().partition(|one| one.ended_ms.is_none());
    let has_ended = !ended.is_empty();
    view! {
        {rows(running)}
        {has_ended.then(|| view! {
            <section class="wb-section">
                <h2>{t!("clinic-over")}</h2>
                {rows(ended)}
            </section>
        })}
    }
    .into_any()
}

fn rows(clinics: Vec<ClinicLine>) -> AnyView {
    if clinics.is_empty() {
        return ().into_any();
    }
    let rows = clinics.into_iter().map(|one| view! { <li>{row(one)}</li> });
    view! { <ul class="wb-rows">{rows.collect_view()}</ul> }.into_any()
}

fn row(line: ClinicLine) -> AnyView {
    let href = Page::Clinic(line.id).path();
    let (icon, state) = state(&line);
    let (place, begun_ms) = (line.place.clone(), line.begun_ms);
    let title = Signal::derive(move || {
        let when = times::day_and_time(begun_ms);
        let parts = place.iter().cloned().chain([when]);
        parts.collect::<Vec<_>>().join(" · ")
    });
    let detail = Signal::derive(move || {
        let given = say!("clinic-given", n = line.given);
        let holder = line.holder.clone().filter(|_| line.ended_ms.is_none());
        let words = [text::say(state, &[])].into_iter();
        let parts = words
            .chain(line.product.clone())
            .chain([given])
            .chain(holder);
        parts.collect::<Vec<_>>().join(" · ")
    });
    view! { <LinkRow href title detail icon /> }.into_any()
}

/// How a session stands: symbol and key.
fn state(line: &ClinicLine) -> (&'static str, &'static str) {
    match line.ended_ms {
        Some(_) if !line.reconciles => ("warning", "clinic-differs"),
        Some(_) => ("check", "clinic-reconciles"),
        None if line.offered => ("hand", "clinic-offered"),
        None => ("play", "clinic-runs"),
    }
}
