//! A person's page: who it is, what stands for them, what was promised, what was written.

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_record::{
    access::{Book, Role},
    id::PersonId,
    person::Category,
};
use wingbook_worker::message::{FollowUpView, PersonView, Request, Response};

use crate::{
    client,
    components::{
        Badge, Button, EmptyRegister, ErrorPanel, Kind, LinkButton, LinkRow, Loading, NoticeLine,
        PageHeader, PersonLine, SnackbarSlot, Tone,
    },
    pages::{
        Page, prison,
        records::{older, row::row_about_one},
    },
    state::{
        loaded::{Loaded, load},
        session::use_session,
        snackbars::use_snackbars,
    },
    t,
    text::times,
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
    let session = use_session();
    let write = move || {
        let (form, words, icon) = match session.writes(Book::Wing, "contact") {
            true => ("contact", t!("person-write-contact"), "message"),
            false if session.writes(Book::Health, "dose") => {
                ("dose", t!("person-write-dose"), "syringe")
            }
            false => return ().into_any(),
        };
        let href = form_about(form, id);
        view! { <LinkButton label=words href kind=Kind::Primary icon=icon wide=true /> }.into_any()
    };
    let is_here = Memo::new(move |_| loaded.is_here());
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
            {move || is_here.get().then(|| view! {
                <div class="wb-page__foot">
                    <SnackbarSlot />
                    {write()}
                </div>
            })}
        </div>
    }
    .into_any()
}

/// A form about this person.
fn form_about(form: &str, id: PersonId) -> String {
    format!("{}?person={id}", Page::WriteForm(form.to_owned()).path())
}

fn body(person: PersonView) -> AnyView {
    let PersonView {
        line,
        other_names,
        days_since_contact,
        no_contact_held,
        timeline,
        follow_ups,
        left,
        vaccination,
        held_since_ms,
        ..
    } = person;
    let (id, out) = (line.id, line.out.is_some());
    let is_prisoner = line.category == Category::Prisoner;
    let session = use_session();
    let notices = line
        .notices
        .iter()
        .cloned()
        .map(|notice| view! { <NoticeLine notice named=true linked=true /> })
        .collect_view();
    let has_notices = !line.notices.is_empty();
    // They stand below in full.
    let line = wingbook_worker::message::PersonLine {
        notices: Vec::new(),
        ..line
    };
    let also = (!other_names.is_empty()).then(|| other_names.join(" · "));
    let is_empty = timeline.is_empty();
    let rows = timeline
        .into_iter()
        .map(|line| view! { <li>{row_about_one(line)}</li> })
        .collect_view();
    view! {
        <div class="wb-stack">
            <PersonLine person=line nameless=true />
            {left.then(|| view! { <p class="wb-quiet">{t!("person-left")}</p> })}
            {also.map(|names| view! { <p class="wb-quiet">{t!("person-also", names = names.clone())}</p> })}
            {days_since_contact.map(|days| view! { <p class="wb-quiet">{t!("person-last-contact", n = days)}</p> })}
            {no_contact_held.then(|| view! { <p class="wb-quiet">{t!("person-no-contact")}</p> })}
            {(is_prisoner && prison::may(session, "person")).then(|| view! {
                <div class="wb-actions">
                    <LinkButton label=t!("person-change") href=Page::PersonDetails(id).path() icon="write" />
                </div>
            })}
        </div>
        {has_notices.then(|| view! { <div class="wb-notices">{notices}</div> })}
        {vaccination.map(|one| super::vaccination::section(one, id))}
        {session.writes(Book::Roster, "same_person").then(|| super::health::section(id))}
        {promises(follow_ups)}
        {other_things(id, out)}
        <section class="wb-section">
            <h2>{t!("person-timeline")}</h2>
            {is_empty.then(|| view! {
                <EmptyRegister icon="records" title=t!("person-nothing") text=t!("person-nothing-todo") />
            })}
            <ul class="wb-rows" hidden=is_empty>{rows}</ul>
            {older(held_since_ms, Some(id))}
        </section>
    }
    .into_any()
}

/// What was promised to this person and is still open.
fn promises(follow_ups: Vec<FollowUpView>) -> AnyView {
    if follow_ups.is_empty() {
        return ().into_any();
    }
    let rows = follow_ups.into_iter().map(|one| {
        let FollowUpView {
            entry,
            text: said,
            date,
            overdue,
            owner,
            ..
        } = one;
        let detail =
            Signal::derive(move || format!("{owner} · {}", times::date_in_words(&date)));
        view! {
            <li>
                <LinkRow href=Page::Record(entry).path() title=Signal::stored(said) detail icon="flag">
                    {overdue.then(|| view! { <Badge icon="timer" words=t!("today-overdue") tone=Tone::Warn /> })}
                </LinkRow>
            </li>
        }
    });
    view! {
        <section class="wb-section">
            <h2>{t!("person-follow-ups")}</h2>
            <ul class="wb-rows">{rows.collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// Other forms about this person, a notice, and out of the wing or back.
fn other_things(id: PersonId, out: bool) -> AnyView {
    let session = use_session();
    let writes_wing = session.writes(Book::Wing, "contact");
    // On its own it stands at the foot of the page.
    let writes_doses = writes_wing && session.writes(Book::Health, "dose");
    let forms = [
        ("observation", writes_wing),
        ("incident", writes_wing),
        ("dose", writes_doses),
        ("health_check", session.writes(Book::Health, "health_check")),
        ("notice", session.writes(Book::Roster, "notice")),
        ("security_report", true),
        ("protection_report", true),
    ];
    let forms = forms.into_iter().filter(|(_, may)| *may).map(|(form, _)| {
        let (words, icon) = match form {
            "observation" => (t!("person-write-observation"), "eye"),
            "incident" => (t!("person-write-incident"), "flag"),
            "dose" => (t!("person-write-dose"), "syringe"),
            "health_check" => (t!("check-do"), "stethoscope"),
            "security_report" => (t!("person-write-security"), "shield-alert"),
            "protection_report" => (t!("person-write-protection"), "lock"),
            _ => (t!("person-write-notice"), "notice"),
        };
        view! { <LinkButton label=words href=form_about(form, id) icon=icon /> }
    });
    let forms: Vec<_> = forms.collect();
    let moves = session.writes(Book::Roster, "move") && session.has_role(&[Role::Officer]);
    view! {
        {(out && moves).then(|| comes_back(id))}
        <details>
            <summary>{t!("person-more")}</summary>
            <div class="wb-stack">
                <div class="wb-actions">{forms.into_iter().collect_view()}</div>
                {(!out && moves).then(|| goes_out(id))}
            </div>
        </details>
    }
    .into_any()
}

fn comes_back(id: PersonId) -> AnyView {
    let go = mover(id);
    view! {
        <div class="wb-actions">
            <Button label=t!("person-back") on_press=move |()| go("return") icon="check" />
        </div>
    }
    .into_any()
}

fn goes_out(id: PersonId) -> AnyView {
    let go = mover(id);
    let buttons = ["court", "hospital", "work", "visit"].map(|reason| {
        let words = match reason {
            "court" => t!("person-out-court"),
            "hospital" => t!("person-out-hospital"),
            "work" => t!("person-out-work"),
            _ => t!("person-out-visit"),
        };
        view! { <Button label=words on_press=move |()| go(reason) icon="away" /> }
    });
    view! {
        <h3>{t!("person-out")}</h3>
        <div class="wb-actions">{buttons.into_iter().collect_view()}</div>
    }
    .into_any()
}

/// Writes down that somebody leaves the wing for a reason, or is back.
fn mover(person: PersonId) -> impl Fn(&'static str) + Copy + Send + Sync {
    let snackbars = use_snackbars();
    move |reason| {
        spawn_local(async move {
            let request = Request::Move {
                person,
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
}
