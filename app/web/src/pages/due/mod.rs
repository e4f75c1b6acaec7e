//! What is due for health staff today: who is kept apart and was not visited yet, and whose next dose has its day.

use crate::prelude::*;
use wingbook_record::vaccination::course::Stage;
use wingbook_worker::message::{
    ApartView, CheckIn, CheckedIn, DueDoseView, DueView, Request, Response,
};

use crate::{
    components::{
        Badge, Button, Choice, Choices, EmptyState, ErrorPanel, Icon, LinkButton, Loading,
        PageHeader, PersonLine, SearchBox, TextArea, Tone,
    },
    pages::{Page, check_in::same::writer, people::health::apart_facts, records::words},
    say,
    state::{loaded::load, unsent},
    t,
    text::times,
};

/// Why somebody is no longer kept apart, in the order of choice.
const ENDS: [&str; 5] = ["recovered", "negative_test", "time_over", "left", "mistake"];

/// A longer note belongs into a record of its own.
const NOTE_LENGTH_MAX: usize = 500;

/// The page: `/due`.
pub fn view() -> AnyView {
    let query = RwSignal::new(String::new());
    let loaded = load(
        move || Request::CheckIn(CheckIn::Due { query: query.get() }),
        |response| match response {
            Response::CheckIn(answer) => Some(&**answer),
            _ => None,
        },
    );
    let body = move || match (loaded.get(), loaded.failure()) {
        (Some(CheckedIn::Due(due)), _) => lists(
            due,
            untrack(|| query.with(|query| !query.trim().is_empty())),
        ),
        (None, Some(failure)) => {
            view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
        }
        _ => view! { <Loading /> }.into_any(),
    };
    view! {
        <div class="wb-page wb-page--narrow wb-due">
            <PageHeader title=t!("nav-due") />
            <SearchBox label=t!("people-search") query />
            {body}
        </div>
    }
    .into_any()
}

fn lists(due: DueView, is_asked: bool) -> AnyView {
    let DueView {
        without_place,
        apart,
        doses,
        doses_total,
        visits_due,
    } = due;
    // A filter that was forgotten must not look like a finished morning.
    let of_everybody = (is_asked && visits_due > 0)
        .then(|| view! { <p><Badge icon="warning" words=t!("due-of-everybody", n = visits_due) tone=Tone::Warn /></p> });
    if without_place.is_empty() && apart.is_empty() && doses.is_empty() {
        let (title, text) = match is_asked {
            true => (t!("due-none-of"), t!("people-none-todo")),
            false => (t!("due-none"), t!("due-none-todo")),
        };
        return view! {
            {of_everybody}
            <EmptyState icon="calendar" title text />
        }
        .into_any();
    }
    let (has_apart, has_doses) = (!apart.is_empty(), !doses.is_empty());
    let waiting = apart.iter().filter(|one| one.visit_due).count();
    let hidden = doses_total - doses.len();
    let kept: Vec<_> = apart
        .into_iter()
        .map(|one| view! { <li class="wb-apart">{kept_apart(one)}</li> })
        .collect();
    let doses: Vec<_> = doses
        .into_iter()
        .map(|one| view! { <li>{dose(one)}</li> })
        .collect();
    let has_unplaced = !without_place.is_empty();
    let unplaced = without_place.into_iter().map(|person| {
        let href = Page::KeepApart(person.id).path();
        view! {
            <li>
                <a class="wb-row" href=href>
                    <span class="wb-row__body"><PersonLine person /></span>
                    <Icon name="next" directional=true />
                </a>
            </li>
        }
    });
    let unplaced = unplaced.collect_view();
    view! {
        {of_everybody}
        {has_unplaced.then(|| view! {
            <section class="wb-section">
                <h2>{t!("due-without-place")}</h2>
                <ul class="wb-rows">{unplaced}</ul>
            </section>
        })}
        {has_apart.then(|| view! {
            <section class="wb-section">
                <h2>{t!("due-apart", n = waiting)}</h2>
                <ul class="wb-aparts">{kept.into_iter().collect_view()}</ul>
            </section>
        })}
        {has_doses.then(|| view! {
            <section class="wb-section">
                <h2>{t!("due-doses", n = doses_total)}</h2>
                <ul class="wb-rows">{doses.into_iter().collect_view()}</ul>
                {(hidden > 0).then(|| view! { <p class="wb-quiet">{t!("due-more", n = hidden)}</p> })}
            </section>
        })}
    }
    .into_any()
}

/// Somebody who is kept apart: a tap for the visit, and below what is needed more rarely.
fn kept_apart(one: ApartView) -> AnyView {
    let write = writer();
    let entry = one.entry;
    let person = one.person.clone();
    let id = person.id;
    let facts = apart_facts(&one);
    // It stays while others are written down.
    let note = unsent::words(&format!("apart:{entry}"));
    let why = RwSignal::new(String::new());
    let given = move || {
        let note = note.get_untracked().trim().to_owned();
        Some(note).filter(|note| !note.is_empty())
    };
    let visit = move |()| {
        let visit = CheckIn::VisitApart {
            keep_apart: entry,
            note: given(),
        };
        write(visit, Some(note));
    };
    let end = move |()| {
        let end = CheckIn::EndApart {
            keep_apart: entry,
            why: why.get_untracked(),
            note: given(),
        };
        write(end, Some(note));
    };
    let ends = Signal::derive(|| {
        ENDS.map(|word| Choice::new(word, words::apart_end_words(word)))
            .to_vec()
    });
    view! {
        <a class="wb-row" href=Page::Person(id).path()>
            <span class="wb-row__body"><PersonLine person /></span>
            <Icon name="next" directional=true />
        </a>
        {facts}
        <Button
            label=t!("apart-visit")
            icon="check"
            wide=true
            on_press=visit
        />
        <details>
            <summary>{t!("apart-more")}</summary>
            <div class="wb-stack">
                <TextArea label=t!("apart-note") value=note length_max=NOTE_LENGTH_MAX />
                <div class="wb-actions">
                    <Button label=t!("apart-visit-note") icon="check" on_press=visit />
                    <LinkButton label=t!("apart-change") href=Page::KeepApart(id).path() icon="write" />
                </div>
                <Choices
                    label=t!("apart-end-why")
                    options=ends
                    value=why
                    on_choose=move |word: String| why.set(word)
                />
                <Button
                    label=t!("apart-end")
                    icon="door"
                    disabled=Signal::derive(move || why.with(String::is_empty))
                    on_press=end
                />
            </div>
        </details>
    }
    .into_any()
}

fn dose(one: DueDoseView) -> AnyView {
    let DueDoseView {
        person,
        disease,
        number,
        stage,
        since,
    } = one;
    let href = Page::Person(person.id).path();
    let words = Signal::derive(move || {
        let which = match stage {
            Stage::Primary => say!("vaccination-dose", n = number),
            Stage::Booster => say!("vaccination-booster", n = number),
        };
        let since = times::date_in_words(&since);
        let due = say!("vaccination-due-since", dose = which, date = since);
        format!("{disease}: {due}")
    });
    view! {
        <a class="wb-row" href=href>
            <span class="wb-row__body">
                <PersonLine person />
                <Badge icon="timer" words tone=Tone::Warn />
            </span>
            <Icon name="next" directional=true />
        </a>
    }
    .into_any()
}
