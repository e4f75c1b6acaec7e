//! What health staff see of somebody besides doses: health checks, and that they are kept apart.

use crate::prelude::*;
use wingbook_record::id::PersonId;
use wingbook_worker::message::{ApartView, CheckLine};

use crate::{
    components::{Badge, LinkButton, LinkRow, Tone},
    pages::{
        Page,
        check_in::{load_person, person_of, same},
        records::words::{apart_until, celsius, decision_words},
    },
    say,
    state::clock,
    t,
    text::times,
};

/// The part of a person's page for reception and health staff: what the worker does not say to others.
pub fn section(id: PersonId) -> AnyView {
    let loaded = load_person(id);
    let shown = move || {
        let view = person_of(loaded)?;
        let apart = view.apart.into_iter().map(|one| {
            view! {
                {apart_facts(&one)}
                <div class="wb-actions">
                    <LinkButton label=t!("apart-change") href=Page::KeepApart(id).path() icon="write" />
                    <LinkButton label=t!("nav-due") href=Page::Due.path() icon="calendar" />
                </div>
            }
        });
        Some(view! {
            {apart.collect_view()}
            {checks(view.checks)}
            {same::section(id, view.same, view.alike)}
        })
    };
    view! { <div class="wb-stack">{shown}</div> }.into_any()
}

/// Health checks as rows.
pub fn checks(checks: Vec<CheckLine>) -> AnyView {
    if checks.is_empty() {
        return ().into_any();
    }
    let rows = checks.into_iter().map(|check| {
        let CheckLine {
            entry,
            at_ms,
            author,
            decision,
            temperature,
            ..
        } = check;
        let title = Signal::derive(move || {
            let decision = decision.as_deref().map(decision_words);
            let temperature = temperature.as_deref().map(celsius);
            let parts = decision.into_iter().chain(temperature);
            parts.collect::<Vec<_>>().join(" · ")
        });
        let detail =
            Signal::derive(move || format!("{} · {author}", times::short(at_ms, clock::now_ms())));
        view! { <li><LinkRow href=Page::Record(entry).path() icon="stethoscope" title detail /></li> }
    });
    view! {
        <section class="wb-section wb-checks">
            <h2>{t!("check-list")}</h2>
            <ul class="wb-rows">{rows.collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// Where and until when somebody is kept apart, what is overdue, and what is wrong with the place.
pub fn apart_facts(one: &ApartView) -> AnyView {
    let ApartView {
        place,
        until,
        decider,
        since_ms,
        last_visit_ms,
        punishment,
        visit_due,
        review_overdue,
        ..
    } = one.clone();
    let where_to = Signal::derive(move || say!("apart-in", place = place.clone()));
    let detail = Signal::derive(move || {
        let now = clock::now_ms();
        let since = say!("apart-since", time = times::short(since_ms, now));
        let seen = match last_visit_ms {
            Some(at_ms) => say!("apart-visited", time = times::short(at_ms, now)),
            None => say!("apart-never-visited"),
        };
        format!("{} · {since} · {seen} · {decider}", apart_until(until))
    });
    view! {
        <div class="wb-apart__facts">
            <p class="wb-apart__place"><bdi>{where_to}</bdi></p>
            <p class="wb-quiet">{detail}</p>
            <div class="wb-badges">
                {review_overdue.then(|| view! {
                    <Badge icon="timer" words=t!("apart-overdue") tone=Tone::Warn />
                })}
                {visit_due.then(|| view! {
                    <Badge icon="follow-up" words=t!("apart-visit-due") tone=Tone::Warn />
                })}
                {(!visit_due).then(|| view! {
                    <Badge icon="check" words=t!("apart-visit-done") tone=Tone::Ok />
                })}
                {punishment.then(|| view! {
                    <Badge icon="danger" words=t!("apart-punishment") tone=Tone::Danger />
                })}
            </div>
        </div>
    }
    .into_any()
}
