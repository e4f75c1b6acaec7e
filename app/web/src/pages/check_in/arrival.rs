//! Somebody who arrives: who it is, why they come, what health staff see of them, and what is done next.

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_record::{access::Book, id::PersonId, person::Category};
use wingbook_worker::message::{
    ApartView, CheckIn, CheckInView, CheckLine, PlaceView, Request, Response,
};

use super::{load_person, person_of, rooms, same};
use crate::{
    client,
    components::{
        Banner, Button, Choice, Choices, ErrorPanel, Kind, LinkButton, Loading, NoticeLine,
        PageHeader, PersonLine, SnackbarSlot, Tone, person_line::out_reason, select,
    },
    pages::{Page, people, prison},
    say,
    state::{
        address,
        session::{Session, use_session},
        snackbars::use_snackbars,
        sync,
    },
    t,
};

/// The page: `/check-in/<id>?reason=…`.
pub fn view(id: PersonId) -> AnyView {
    let loaded = load_person(id);
    let name = Signal::derive(move || {
        person_of(loaded)
            .map(|view| view.line.name)
            .unwrap_or_default()
    });
    // Made once, so that a choice stays when something else changes meanwhile.
    let is_here = Memo::new(move |_| person_of(loaded).is_some());
    let chosen = Chosen {
        id,
        reason: RwSignal::new(String::new()),
        place: RwSignal::new(String::new()),
    };
    Effect::new(move |_| {
        if is_here.get() {
            untrack(|| person_of(loaded).map(|view| chosen.propose(&view)));
        }
    });
    let session = use_session();
    let body = move || match (person_of(loaded), loaded.failure()) {
        (Some(view), _) => known(id, view),
        (None, Some(failure)) => {
            view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
        }
        (None, None) => view! { <Loading /> }.into_any(),
    };
    let top = move || person_of(loaded).map(who);
    let category = Memo::new(move |_| person_of(loaded).map(|view| view.line.category));
    let step = Memo::new(move |_| match person_of(loaded) {
        Some(view) if waits_for_a_place(&view.checks, &view.apart) => Step::KeepApart,
        Some(view) if view.checks.iter().any(|check| check.today) => Step::Done,
        _ => Step::Check,
    });
    view! {
        <div class="wb-page wb-page--narrow wb-check-in">
            <PageHeader title=name back=Page::CheckIn.path() />
            {top}
            {move || category.get().map(|category| untrack(|| asks(session, chosen, category)))}
            {body}
            <div class="wb-page__foot">
                <SnackbarSlot />
                {move || category.get().is_some().then(|| foot(session, chosen, step))}
            </div>
        </div>
    }
    .into_any()
}

/// What is next for whoever was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// Nobody checked them today.
    Check,
    /// To be kept apart: where, and until when.
    KeepApart,
    /// The next person.
    Done,
}

/// What is chosen on the page.
#[derive(Clone, Copy)]
struct Chosen {
    id: PersonId,
    reason: RwSignal<String>,
    /// A place's id; empty for none.
    place: RwSignal<String>,
}

impl Chosen {
    /// What it mostly is, so that nothing need be tapped: back from where they are, or what their kind comes for.
    fn propose(self, view: &CheckInView) {
        let asked = address::query().with_untracked(|query| query.get("reason"));
        let line = &view.line;
        let lives_here = line.place_id.is_some() && !view.left;
        let reason = asked.unwrap_or_else(|| {
            match (line.out.as_deref(), line.category) {
                (Some("court"), _) => "return_court",
                (Some("hospital"), _) => "return_hospital",
                (_, Category::Staff) => "shift",
                (_, Category::Visitor | Category::Family) => "visiting",
                // With a cell and no move into it: just added.
                (None, _) if lives_here => "",
                _ => "admission",
            }
            .to_owned()
        });
        self.reason.set(reason);
        if let Some(place) = line.place_id {
            self.place.set(place.to_string());
        }
    }

    fn needs_place(self) -> bool {
        self.reason
            .with(|reason| matches!(reason.as_str(), "admission" | "transfer_in"))
    }

    /// The form of the health check, with the reason in it; it leads back here.
    fn health_check(self) -> String {
        let back = Page::Arrival(self.id).path();
        let form = Page::WriteForm("health_check".to_owned()).path();
        let reason = self.reason.get();
        format!("{form}?person={}&reason={reason}&back={back}", self.id)
    }
}

fn moves(session: Session) -> bool {
    session.writes(Book::Roster, "move")
}

fn checks_health(session: Session) -> bool {
    session.writes(Book::Health, "health_check")
}

fn who(view: CheckInView) -> AnyView {
    let line = view.line.clone();
    let notices = line.notices.iter().cloned();
    let notices = notices
        .map(|notice| view! { <NoticeLine notice named=true /> })
        .collect_view();
    let has_notices = !line.notices.is_empty();
    let line = wingbook_worker::message::PersonLine {
        notices: Vec::new(),
        ..line
    };
    view! {
        <PersonLine person=line nameless=true />
        {view.left.then(|| view! { <p class="wb-quiet">{t!("person-left")}</p> })}
        {has_notices.then(|| view! { <div class="wb-notices">{notices}</div> })}
    }
    .into_any()
}

/// Why they come, and where somebody stays who comes to stay.
fn asks(session: Session, chosen: Chosen, category: Category) -> AnyView {
    let reasons: &[&str] = match category {
        Category::Prisoner => &[
            "admission",
            "transfer_in",
            "return_court",
            "return_hospital",
            "release",
        ],
        Category::Child => &["admission", "return_hospital", "release"],
        Category::Staff => &["shift"],
        Category::Visitor | Category::Family => &["visiting"],
    };
    let asked = checks_health(session).then_some("asked");
    let reasons: Vec<&'static str> = reasons.iter().copied().chain(asked).collect();
    let options = Signal::derive(move || {
        let all = reasons.iter();
        all.map(|reason| Choice::new(*reason, reason_words(reason)))
            .collect::<Vec<_>>()
    });
    let reason = chosen.reason;
    let wants_place = Memo::new(move |_| chosen.needs_place() && moves(session));
    let place = move || {
        wants_place.get().then(|| {
            prison::with_places(move |places: Vec<PlaceView>| {
                let now = chosen.place.get_untracked().parse().ok();
                let options = rooms(&places, now);
                select("arrival-place", t!("check-in-where"), chosen.place, options)
            })
        })
    };
    view! {
        <Choices
            id="arrival-reason"
            label=t!("check-in-why")
            options
            value=reason
            on_choose=move |word: String| reason.set(word)
            row=true
        />
        {place}
    }
    .into_any()
}

/// Why somebody comes or goes. Two of the words say elsewhere what has happened already.
fn reason_words(reason: &str) -> String {
    match reason {
        "admission" => say!("arrival-admission"),
        "release" => say!("arrival-release"),
        other => out_reason(other),
    }
}

/// What is known: for health staff the doses, today's health check and what follows from it; and who is perhaps the same.
fn known(id: PersonId, view: CheckInView) -> AnyView {
    let CheckInView {
        vaccination,
        checks,
        apart,
        same: others,
        alike,
        ..
    } = view;
    let dose = format!(
        "{}?person={id}&back={}",
        Page::WriteForm("dose".to_owned()).path(),
        Page::Arrival(id).path()
    );
    let today: Vec<CheckLine> = checks.into_iter().filter(|check| check.today).collect();
    let waits = waits_for_a_place(&today, &apart);
    let decided = today.first().and_then(|check| check.decision.clone());
    let is_decided = decided.as_deref() == Some("keep_apart");
    let vaccination = vaccination.map(|vaccination| {
        view! {
            {people::vaccination::section(vaccination, id)}
            <div class="wb-actions">
                <LinkButton label=t!("check-in-dose") href=dose icon="syringe" />
            </div>
        }
    });
    view! {
        {waits.then(|| {
            let title = if is_decided { t!("apart-to-decide") } else { t!("apart-proposed") };
            view! { <Banner title tone=Tone::Warn /> }
        })}
        {apart.into_iter().map(apart_line).collect_view()}
        {people::health::checks(today)}
        {vaccination}
        {same::section(id, others, alike)}
    }
    .into_any()
}

/// Whether today's check says to keep somebody apart, and nobody said where yet.
fn waits_for_a_place(checks: &[CheckLine], apart: &[ApartView]) -> bool {
    let newest = checks.first().filter(|check| check.today);
    apart.is_empty() && newest.is_some_and(|check| check.keeps_apart)
}

/// By which decision somebody is kept apart, as a sentence with the warnings.
fn apart_line(one: ApartView) -> AnyView {
    let person = one.person.id;
    view! {
        <div class="wb-stack">
            {people::health::apart_facts(&one)}
            <div class="wb-actions">
                <LinkButton label=t!("apart-change") href=Page::KeepApart(person).path() icon="write" />
                <LinkButton label=t!("nav-due") href=Page::Due.path() icon="calendar" kind=Kind::Quiet />
            </div>
        </div>
    }
    .into_any()
}

fn foot(session: Session, chosen: Chosen, step: Memo<Step>) -> AnyView {
    let snackbars = use_snackbars();
    let is_running = RwSignal::new(false);
    // Who asks to be seen lives here and moves nowhere.
    let arrives = Memo::new(move |_| {
        moves(session)
            && chosen
                .reason
                .with(|reason| !reason.is_empty() && reason != "asked")
    });
    let is_incomplete = Signal::derive(move || {
        is_running.get()
            || chosen.reason.with(String::is_empty)
            || (arrives.get() && chosen.needs_place() && chosen.place.with(String::is_empty))
    });
    let goes_on = checks_health(session);
    let arrive = Callback::new(move |()| {
        let word = chosen.reason.get_untracked();
        let asked = CheckIn::Arrive {
            person: chosen.id,
            reason: match word.as_str() {
                "return_court" | "return_hospital" => "return".to_owned(),
                _ => word,
            },
            to: match untrack(|| chosen.needs_place()) {
                true => chosen.place.get_untracked().parse().ok(),
                false => None,
            },
        };
        let next = match goes_on {
            true => untrack(|| chosen.health_check()),
            false => Page::CheckIn.path(),
        };
        is_running.set(true);
        spawn_local(async move {
            let outcome = client::ask(Request::CheckIn(asked)).await;
            is_running.try_set(false);
            match outcome {
                Ok(Response::Saved(saved)) => {
                    snackbars.saved_as(say!("check-in-saved"), &saved, None);
                    sync::note_change();
                    address::go(&next);
                }
                Ok(_) => {}
                Err(failure) => snackbars.fail(&failure),
            }
        });
    });
    let check = move || {
        let href = Signal::derive(move || chosen.health_check());
        let kind = match step.get() {
            Step::Check => Kind::Primary,
            _ => Kind::Secondary,
        };
        view! { <LinkButton label=t!("check-do") href icon="stethoscope" kind wide=true /> }
    };
    let nothing = move || {
        (step.get() == Step::Check && chosen.reason.with(String::is_empty))
            .then(|| view! { <p class="wb-quiet">{t!("check-in-why-missing")}</p> })
    };
    view! {
        {nothing}
        <div class="wb-prison__foot">
            {move || arrives.get().then(|| view! {
                <Button
                    label=t!("check-in-do")
                    icon="sign-in"
                    kind=Kind::Primary
                    wide=true
                    disabled=is_incomplete
                    on_press=arrive
                />
            })}
            {move || (goes_on && !arrives.get() && !chosen.reason.with(String::is_empty)).then(check)}
            {move || match step.get() {
                Step::Check => ().into_any(),
                Step::KeepApart => view! {
                    <LinkButton
                        label=t!("apart-decide")
                        href=Page::KeepApart(chosen.id).path()
                        icon="door"
                        kind=Kind::Primary
                        wide=true
                    />
                },
                Step::Done => view! {
                    <LinkButton
                        label=t!("check-in-next")
                        href=Page::CheckIn.path()
                        icon="next"
                        kind=Kind::Primary
                        wide=true
                    />
                },
            }}
        </div>
    }
    .into_any()
}
