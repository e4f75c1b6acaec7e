//! A stop: where it is, who belongs there, what must be known, and what was stated.

use crate::prelude::*;
use wingbook_record::id::PersonId;
use wingbook_worker::message::StopView;

use super::{
    course::Course,
    exception, list,
    statement::{self, Present, Says},
    words,
};
use crate::{
    components::{
        Badge, Button, DeliveryBadge, Dialog, Icon, LinkButton, NoticeLine, PersonLine, SearchBox,
        Tone, button::Kind, page_header::HEADING_ID,
    },
    pages::Page,
    state::{address, clock},
    t,
    text::{self, times},
};

/// From so many people on, a name is found by typing.
const SEARCH_FROM: usize = 16;

/// The stop on screen.
pub fn view(course: Course) -> AnyView {
    let stop = Memo::new(move |_| course.stop());
    let people = Memo::new(move |_| {
        stop.with(|stop| stop.as_ref().map(statement::present).unwrap_or_default())
    });
    let open = Memo::new(move |_| is_open(course, stop));
    let chosen = RwSignal::new(None::<Present>);
    let query = RwSignal::new(String::new());
    view! {
        {heading(course, stop)}
        {move || stop.with(|stop| stop.as_ref().map(notices))}
        {move || stop.get().filter(|stop| stop.checked).map(|stop| result(course, stop, people))}
        {move || {
            let pending = stop.with(|stop| stop.as_ref().is_some_and(|stop| !stop.checked && course.is_pending(stop.place)));
            pending.then(|| view! { <p><Badge icon="saved" words=t!("round-saving") /></p> })
        }}
        {move || (people.with(Vec::len) >= SEARCH_FROM).then(|| view! { <SearchBox label=t!("round-find") query /> })}
        {move || people.with(Vec::is_empty).then(|| view! { <p class="wb-quiet">{t!("round-stop-empty")}</p> })}
        <ul class="wb-stop__people">
            {move || {
                people.get().into_iter().map(|one| row(course, one, open, chosen, query)).collect_view()
            }}
        </ul>
        <div class="wb-actions">{observation(course, None, t!("round-write-more"), Callback::new(|()| ()))}</div>
        {exception::view(course, chosen)}
    }
    .into_any()
}

/// Whether the stop waits for a statement (reactive).
pub fn is_open(course: Course, stop: Memo<Option<StopView>>) -> bool {
    let ended = course
        .loaded
        .with(|view| view.is_none_or(|view| view.is_ended()));
    stop.with(|stop| {
        stop.as_ref().is_some_and(|stop| {
            !ended && (course.again.get() || (!stop.checked && !course.is_pending(stop.place)))
        })
    })
}

fn heading(course: Course, stop: Memo<Option<StopView>>) -> AnyView {
    let jumping = RwSignal::new(false);
    let name = Memo::new(move |_| {
        stop.with(|stop| {
            stop.as_ref()
                .map(|stop| stop.name.clone())
                .unwrap_or_default()
        })
    });
    let path = Memo::new(move |_| {
        stop.with(|stop| {
            stop.as_ref()
                .map(|stop| stop.path.clone())
                .unwrap_or_default()
        })
    });
    view! {
        <header class="wb-stop__heading">
            <div class="wb-stop__titles">
                <h1 id=HEADING_ID class="wb-stop__name" tabindex="-1" dir="auto">{name}</h1>
                <p class="wb-stop__path" dir="auto">{path}</p>
            </div>
            <div class="wb-only-phone">
                <Button label=t!("round-all-stops") icon="list" on_press=move |()| jumping.set(true) />
            </div>
        </header>
        // The button keeps the focus from stop to stop: this says where one is now.
        <p class="wb-visually-hidden" role="status">{name}</p>
        <Dialog open=jumping on_close=move |()| jumping.set(false) title=t!("round-all-stops")>
            {list::view(course, Callback::new(move |()| jumping.set(false)))}
            <Button label=t!("close") kind=Kind::Quiet wide=true on_press=move |()| jumping.set(false) />
        </Dialog>
    }
    .into_any()
}

fn notices(stop: &StopView) -> AnyView {
    stop.notices
        .iter()
        .cloned()
        .map(|notice| view! { <NoticeLine notice named=true /> })
        .collect_view()
        .into_any()
}

fn result(course: Course, stop: StopView, people: Memo<Vec<Present>>) -> AnyView {
    let StopView {
        by,
        at_ms,
        note,
        delivery,
        could_not,
        check,
        ..
    } = stop.clone();
    let record = check.map(|check| Page::Record(check).path());
    let stated = Signal::derive(move || people.with(|people| words::checked(&stop, people)));
    let ended = Memo::new(move |_| {
        course
            .loaded
            .with(|view| view.is_none_or(|view| view.is_ended()))
    });
    let tone = if could_not.is_some() {
        Tone::Warn
    } else {
        Tone::Ok
    };
    view! {
        <section class="wb-stop__result">
            <p class="wb-stop__stated"><Badge icon=tone.icon() words=stated tone /></p>
            <p class="wb-quiet">
                <bdi>{by}</bdi>
                {at_ms.map(|at_ms| view! { ", " {move || times::short(at_ms, clock::now_ms())} })}
            </p>
            {note.map(|note| view! { <p dir="auto">{note}</p> })}
            {delivery.map(|delivery| view! { <p><DeliveryBadge delivery /></p> })}
            <div class="wb-actions">
                {move || (!ended.get() && !course.again.get()).then(|| view! {
                    <Button label=t!("round-check-again") icon="refresh" on_press=move |()| course.again.set(true) />
                })}
                {record.map(|href| view! { <LinkButton label=t!("records-open") icon="records" href /> })}
            </div>
        </section>
    }
    .into_any()
}

fn row(
    course: Course,
    one: Present,
    open: Memo<bool>,
    chosen: RwSignal<Option<Present>>,
    query: RwSignal<String>,
) -> AnyView {
    let line = one.line.clone();
    let matter =
        format!("{} {}", line.name, line.number.clone().unwrap_or_default()).to_lowercase();
    let hidden = move || query.with(|query| !matter.contains(query.trim().to_lowercase().as_str()));
    let notices = line.notices.clone();
    let state = {
        let one = one.clone();
        Memo::new(move |_| {
            if open.get() {
                let says = course
                    .exceptions
                    .with(|exceptions| statement::says(&one, exceptions));
                Some(says).filter(|says| *says != Says::Seen)
            } else {
                one.said.clone()
            }
        })
    };
    let badge = move || {
        state.get().map(|says| {
            let (icon, tone) = match &says {
                Says::Seen => ("seen", Tone::Ok),
                Says::Absent(reason) if reason == "unknown" => ("danger", Tone::Danger),
                Says::Absent(_) => ("away", Tone::Info),
                Says::NotChecked => ("circle", Tone::Warn),
            };
            view! { <Badge icon words=Signal::derive(move || words::says(&says)) tone /> }
        })
    };
    let moved = one.moved_to.clone().map(|to| {
        let words = Signal::derive(move || match to.as_str() {
            "" => text::say("round-moved-out", &[]),
            place => text::say("round-moved-to", &[("place", place.into())]),
        });
        view! { <Badge icon="move" words tone=Tone::Info /> }
    });
    let arrived = one
        .arrived
        .then(|| view! { <Badge icon="move" words=t!("round-arrived") tone=Tone::Info /> });
    // What stands in the badge below need not stand in the line as well.
    let shown = wingbook_worker::message::PersonLine { out: None, ..line };
    let pressed = one.clone();
    view! {
        <li hidden=hidden>
            <button
                type="button"
                class="wb-stop__person"
                disabled=move || !open.get()
                on:click=move |_| chosen.set(Some(pressed.clone()))
            >
                <span class="wb-stop__who">
                    <PersonLine person=shown round=true />
                    {moved}
                    {arrived}
                    {badge}
                </span>
                <span class="wb-stop__change" hidden=move || !open.get()>{t!("round-change")}</span>
            </button>
            {notices.into_iter().map(|notice| view! { <NoticeLine notice named=true /> }).collect_view()}
        </li>
    }
    .into_any()
}

/// Leads to an observation of the stop on screen, about a person or the place alone; Back comes to this very stop.
pub fn observation(
    course: Course,
    person: Option<PersonId>,
    label: Signal<String>,
    first: Callback<()>,
) -> AnyView {
    let place = Memo::new(move |_| course.stop().map(|stop| stop.place));
    let here = move || {
        let at = place
            .get()
            .map(|place| format!("?stop={place}"))
            .unwrap_or_default();
        format!("{}{at}", Page::Round(course.id).path())
    };
    let href = move || {
        let form = Page::WriteForm("observation".to_owned()).path();
        let place = place.get().map(|place| format!("place={place}&"));
        let person = person.map(|person| format!("person={person}&"));
        let about: String = [place, person].into_iter().flatten().collect();
        let back = js_sys::encode_uri_component(&here());
        format!("{form}?{about}back={back}")
    };
    let press = move |_| {
        first.run(());
        address::amend(&untrack(here));
    };
    view! {
        <a class="wb-button wb-button--secondary" href=href on:click=press>
            <Icon name="write" />
            <span>{label}</span>
        </a>
    }
    .into_any()
}
