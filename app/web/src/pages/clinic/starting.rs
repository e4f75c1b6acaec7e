//! Starts a session: where, on which side of the body, for how long everybody is watched, who gives the doses. All of
//! it is said once; the vial is opened on the session's own page.

use crate::prelude::*;
use wingbook_record::{
    place::PlaceKind,
    vaccination::{
        dose::BodySite,
        session::{OBSERVATION_MINUTES, Session},
    },
};
use wingbook_worker::message::{PlaceView, Request, Response};

use super::load_clinics;
use crate::{
    components::{Choice, Choices, ErrorPanel, Loading, PageHeader, colleagues::Colleague, select},
    pages::{Page, prison::saving::Saving},
    say,
    state::loaded::load,
    t,
};

/// The longer of the two times that are offered, in minutes.
const OBSERVATION_LONG: u32 = 30;

/// The page.
pub fn view() -> AnyView {
    let clinics = load_clinics();
    let places = load(
        || Request::Places,
        |response| match response {
            Response::Places(places) => Some(places),
            _ => None,
        },
    );
    // Made once: what is chosen stays when something else changes meanwhile.
    let is_here = Memo::new(move |_| clinics.is_here() && places.is_here());
    let body = move || match (is_here.get(), clinics.failure().or(places.failure())) {
        (true, _) => {
            let view = untrack(|| clinics.get());
            let last = view
                .as_ref()
                .and_then(|view| view.clinics.first()?.place.clone());
            let colleagues = view.map(|view| view.colleagues);
            let places = untrack(|| places.get());
            form(
                places.unwrap_or_default(),
                colleagues.unwrap_or_default(),
                last,
            )
        }
        (false, Some(failure)) => {
            let again = move |()| {
                clinics.reload();
                places.reload();
            };
            view! { <ErrorPanel failure on_retry=again /> }.into_any()
        }
        (false, None) => view! { <Loading /> }.into_any(),
    };
    view! {
        <div class="wb-page wb-page--narrow">
            <PageHeader title=t!("clinic-start") back=Page::Clinics.path() />
            {body}
        </div>
    }
    .into_any()
}

/// The words of a place on the body.
pub fn site_words(site: &BodySite) -> String {
    match site {
        BodySite::LeftArm => say!("site-left-arm"),
        BodySite::RightArm => say!("site-right-arm"),
        BodySite::LeftThigh => say!("site-left-thigh"),
        BodySite::RightThigh => say!("site-right-thigh"),
        BodySite::Other(word) => word.to_string(),
    }
}

/// The questions. Where the last session was, this one mostly is too.
fn form(places: Vec<PlaceView>, colleagues: Vec<Colleague>, last: Option<String>) -> AnyView {
    let saving = Saving::open().named("clinic-start", "play");
    let place = places.iter().find(|one| Some(&one.path) == last.as_ref());
    let place = RwSignal::new(place.map(|one| one.id.to_string()).unwrap_or_default());
    let site = RwSignal::new(BodySite::LeftArm.to_string());
    let minutes = RwSignal::new(OBSERVATION_MINUTES.to_string());
    let vaccinator = RwSignal::new(String::new());
    let make = move || {
        Some(Request::StartClinic(untrack(|| Session {
            place: place.with(|id| id.parse().ok()),
            site: Some(site.with(|site| BodySite::from(site.as_str()))),
            vaccinator: vaccinator.with(|id| id.parse().ok()),
            observation_minutes: minutes.with(|text| text.parse().unwrap_or(OBSERVATION_MINUTES)),
        })))
    };
    let leads_to = |response: &Response| match response {
        Response::Clinic(view) => Some(Page::Clinic(view.line.id).path()),
        _ => None,
    };
    let none = std::iter::once((String::new(), say!("clinic-place-none")));
    // Where people sit in a line comes first: areas and wings, then single rooms.
    let (wide, rooms): (Vec<&PlaceView>, Vec<&PlaceView>) = places
        .iter()
        .filter(|one| !one.out_of_use && one.kind != PlaceKind::Facility)
        .partition(|one| matches!(one.kind, PlaceKind::Area | PlaceKind::Wing));
    let named = wide.into_iter().chain(rooms);
    let named = named.map(|one| (one.id.to_string(), one.path.clone()));
    let places: Vec<_> = none.chain(named).collect();
    let me = std::iter::once((String::new(), say!("clinic-vaccinator-me")));
    let others = colleagues.into_iter().map(|(id, name, number)| {
        let shown = [name, number];
        (id.to_string(), shown.join(" · "))
    });
    let staff: Vec<_> = me.chain(others).collect();
    let sites = Signal::derive(|| {
        let known = BodySite::KNOWN.iter();
        let choice = |word: &&str| Choice::new(*word, site_words(&BodySite::from(*word)));
        known.map(choice).collect::<Vec<_>>()
    });
    let times = Signal::derive(|| {
        [OBSERVATION_MINUTES, OBSERVATION_LONG]
            .map(|n| Choice::new(n.to_string(), say!("minutes", n = n)))
            .to_vec()
    });
    view! {
        {select("clinic-place", t!("clinic-place"), place, places)}
        {select("clinic-vaccinator", t!("clinic-vaccinator"), vaccinator, staff)}
        <Choices
            label=t!("clinic-site")
            options=sites
            value=site
            on_choose=move |chosen: String| site.set(chosen)
            row=true
        />
        <Choices
            label=t!("clinic-observation")
            options=times
            value=minutes
            on_choose=move |chosen: String| minutes.set(chosen)
            row=true
        />
        {saving.foot(make, leads_to, Page::Clinics.path(), None)}
    }
    .into_any()
}
