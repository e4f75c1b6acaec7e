//! Keeping somebody apart: where, until when, and that the one signed in decides it. Only a notice goes to the wing.

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_record::{
    id::{EntryId, PersonId},
    isolation::Until,
};
use wingbook_worker::message::{
    CheckIn, CheckInView, CheckedIn, Failure, KeepApartAsked, PlaceView, Request, Response,
};

use super::{load_person, person_of};
use crate::{
    client,
    components::{
        Banner, Button, Choice, Choices, ErrorPanel, Kind, Loading, PageHeader, PersonLine,
        SnackbarSlot, Tone, select,
    },
    form::when,
    pages::{Page, prison},
    say,
    state::{
        busy, clock, loaded::Loaded, session::use_session, snackbars::use_snackbars, sync, trail,
    },
    t,
    text::times,
};

/// Without a rule that says how long: somebody looks at it again after so many days.
const REVIEW_DAYS: i32 = 3;

/// The page: `/check-in/<id>/apart`.
pub fn view(id: PersonId) -> AnyView {
    let loaded = load_person(id);
    let is_here = Memo::new(move |_| person_of(loaded).is_some());
    let body = move || match (is_here.get(), loaded.failure()) {
        (true, _) => untrack(|| person_of(loaded).map(of_person)).into_any(),
        (false, Some(failure)) => retry(loaded, failure),
        (false, None) => view! { <Loading /> }.into_any(),
    };
    view! {
        <div class="wb-page wb-page--narrow">
            <PageHeader title=t!("apart-decide") detail=t!("apart-crosses") back=Page::Arrival(id).path() />
            {body}
        </div>
    }
    .into_any()
}

fn retry(loaded: Loaded<CheckedIn>, failure: Failure) -> AnyView {
    view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
}

fn of_person(view: CheckInView) -> AnyView {
    busy::keep_busy_while_open();
    prison::with_places(move |places| form(&view, places))
}

/// What is chosen.
#[derive(Clone, Copy)]
struct Chosen {
    person: PersonId,
    check: Option<EntryId>,
    place: RwSignal<String>,
    /// `end` or `review`.
    how: RwSignal<String>,
    /// `YYYY-MM-DD`.
    day: RwSignal<String>,
}

fn form(view: &CheckInView, places: Vec<PlaceView>) -> AnyView {
    let line = view.line.clone();
    let check = view.checks.iter().find(|check| check.today);
    let stands = view.apart.first();
    let place = stands.map(|one| one.place_id).or(line.place_id);
    let until = stands
        .map(|one| one.until)
        .filter(|until| until.at_ms() > clock::now_ms());
    let proposed = check.and_then(|check| check.until_ms).map(Until::End);
    let until = proposed.or(until);
    let in_days = times::date_plus_days(&times::date(clock::now_ms()), REVIEW_DAYS);
    let chosen = Chosen {
        person: line.id,
        check: check.map(|check| check.entry),
        place: RwSignal::new(place.map(|place| place.to_string()).unwrap_or_default()),
        how: RwSignal::new(match until {
            Some(Until::End(_)) => "end".to_owned(),
            _ => "review".to_owned(),
        }),
        day: RwSignal::new(until.map_or(in_days, |until| times::date(until.at_ms()))),
    };
    let punishment: Vec<String> = places
        .iter()
        .filter(|one| one.punishment)
        .map(|one| one.id.to_string())
        .collect();
    let is_punishment = Memo::new(move |_| {
        chosen
            .place
            .with(|place| punishment.iter().any(|one| one == place))
    });
    let none = (String::new(), say!("check-in-choose"));
    let rooms = places.iter().filter(|one| one.depth > 0 && !one.out_of_use);
    let rooms = rooms.map(|one| (one.id.to_string(), one.path.clone()));
    let options = std::iter::once(none).chain(rooms).collect();
    let hows = Signal::derive(|| {
        vec![
            Choice::new("end", say!("apart-ends-on")),
            Choice::new("review", say!("apart-reviewed-on")),
        ]
    });
    let decider = use_session()
        .view()
        .map(|view| view.name.clone())
        .unwrap_or_default();
    let day = chosen.day;
    view! {
        <PersonLine person=wingbook_worker::message::PersonLine { notices: Vec::new(), ..line } />
        {select("apart-place", t!("apart-where"), chosen.place, options)}
        {move || is_punishment.get().then(|| view! {
            <Banner title=t!("apart-punishment-warning") tone=Tone::Warn>
                <p>{t!("apart-punishment-why")}</p>
            </Banner>
        })}
        <Choices
            label=t!("apart-how-long")
            options=hows
            value=chosen.how
            on_choose=move |word: String| chosen.how.set(word)
            row=true
        />
        <fieldset class="wb-field">
            <legend class="wb-field__label">{t!("apart-day")}</legend>
            {when::day(day.into(), Callback::new(move |to| day.set(to)), &[1, 3, 10, 14])}
        </fieldset>
        <p class="wb-quiet">{t!("apart-decider")}": "<bdi>{decider}</bdi></p>
        {foot(chosen)}
    }
    .into_any()
}

fn foot(chosen: Chosen) -> AnyView {
    let snackbars = use_snackbars();
    let is_running = RwSignal::new(false);
    let until = move || {
        let midnight = chosen.day.with(|day| times::moment_of(day, "00:00"))?;
        // The end of that day.
        let at_ms = midnight + wingbook_record::time::DAY - 1;
        (at_ms > clock::now_ms()).then(|| match chosen.how.get().as_str() {
            "end" => Until::End(at_ms),
            _ => Until::Review(at_ms),
        })
    };
    let lacks = Memo::new(move |_| {
        let no_place = chosen.place.with(String::is_empty);
        match (no_place, until().is_none()) {
            (true, _) => Some("apart-place-missing"),
            (_, true) => Some("apart-day-over"),
            _ => None,
        }
    });
    let save = move |()| {
        let place = chosen.place.get_untracked().parse().ok();
        let (Some(place), Some(until)) = (place, untrack(until)) else {
            return;
        };
        if is_running.get_untracked() {
            return;
        }
        is_running.set(true);
        let asked = CheckIn::KeepApart(KeepApartAsked {
            person: chosen.person,
            place,
            until,
            check: chosen.check,
        });
        spawn_local(async move {
            let outcome = client::ask(Request::CheckIn(asked)).await;
            is_running.try_set(false);
            match outcome {
                Ok(Response::Saved(saved)) => {
                    snackbars.saved_as(say!("apart-saved"), &saved, None);
                    sync::note_change();
                    trail::leave_for(&Page::Arrival(chosen.person).path());
                }
                Ok(_) => {}
                Err(failure) => snackbars.fail(&failure),
            }
        });
    };
    view! {
        <div class="wb-page__foot">
            <SnackbarSlot />
            {move || lacks.get().map(|key| view! { <p class="wb-quiet">{crate::text::say(key, &[])}</p> })}
            <Button
                label=t!("apart-decide")
                icon="check"
                kind=Kind::Primary
                wide=true
                disabled=Signal::derive(move || is_running.get() || lacks.get().is_some())
                on_press=save
            />
        </div>
    }
    .into_any()
}
