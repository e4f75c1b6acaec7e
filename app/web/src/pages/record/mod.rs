//! A record, whole: what it says, what became of it, how it can be proved, and what may be done with it.

mod own;
pub mod wrong_person;

use std::collections::BTreeMap;

use crate::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Map, Value};
use wingbook_forms::{Form, Shown};
use wingbook_record::id::EntryId;
use wingbook_worker::message::{HistoryView, RecordView, Request, Response};

use crate::{
    client,
    components::{
        Banner, Button, DeliveryBadge, ErrorPanel, Kind, LinkButton, Loading, PageHeader,
        PersonLine, TextArea, Tone,
    },
    pages::{
        Page,
        records::{
            beside::{Chosen, load_record},
            words,
        },
        review,
    },
    state::{clock, snackbars::use_snackbars, unsent},
    t,
    text::{self, times},
};

/// The page.
pub fn view(id: EntryId) -> AnyView {
    let loaded = load_record(id);
    let title = Signal::derive(move || {
        loaded
            .with(|view| view.map(|view| words::kind(&view.line.form, &view.line.title)))
            .unwrap_or_default()
    });
    view! {
        <div class="wb-page wb-page--narrow">
            <PageHeader title back=Page::Records.path() />
            {move || match (loaded.get(), loaded.failure()) {
                (Some(record), _) => body(record),
                (None, Some(failure)) => {
                    view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
                }
                (None, None) => view! { <Loading /> }.into_any(),
            }}
            {review::decide_panel(Chosen::Record(id), loaded, None)}
        </div>
    }
    .into_any()
}

/// What stands below its heading, on its own page and beside a list.
pub fn body(record: RecordView) -> AnyView {
    let line = record.line.clone();
    let (id, author, proof) = (line.id, line.author.clone(), record.proof.clone());
    let when = {
        let line = line.clone();
        move || words::when(&line)
    };
    let people = record.people.clone().into_iter().map(|person| {
        let href = Page::Person(person.id).path();
        view! { <li><a class="wb-row" href=href><PersonLine person /></a></li> }
    });
    let history = record
        .history
        .iter()
        .filter(|one| one.what != "original")
        .cloned()
        .map(event);
    let history = history.collect_view();
    let has_history = record.history.iter().any(|one| one.what != "original");
    // What is to be answered stands above what it is about.
    let sent_back_for = line
        .review
        .clone()
        .filter(|one| line.mine && one.decision == "sent_back" && !one.answered)
        .and_then(|one| {
            let (by, reason) = (one.by, one.reason?);
            Some(view! {
                <Banner tone=Tone::Warn title=t!("today-sent-back")>
                    <p><bdi>{by}</bdi>": "<span dir="auto">{reason}</span></p>
                </Banner>
            })
        });
    let places: Vec<String> = record.places.iter().map(|(_, name)| name.clone()).collect();
    view! {
        <ul class="wb-rows">{people.collect_view()}</ul>
        <p class="wb-quiet"><bdi>{when}</bdi>" · "<bdi>{author}</bdi>" · "<bdi>{places.join(", ")}</bdi></p>
        {sent_back_for}
        <div class=if line.withdrawn { "wb-withdrawn" } else { "" }>{said_in(&record)}</div>
        {record.clinic.map(|clinic| view! {
            <div class="wb-actions">
                <LinkButton label=t!("clinic-open") href=Page::Clinic(clinic).path() icon="syringe" />
            </div>
        })}
        <p class="wb-record__states">
            {line.review.as_ref().map(words::review_badge)}
            {words::state_badges(&line)}
            <DeliveryBadge delivery=line.delivery.clone() />
        </p>
        {record.may_correct.then(|| author_actions(&record))}
        {line.review.as_ref().is_some_and(|one| line.mine && one.decision == "sent_back" && !one.answered)
            .then(|| answer(id))}
        <section class="wb-section" hidden=!has_history>
            <h2>{t!("record-history")}</h2>
            <ul class="wb-rows">{history}</ul>
        </section>
        <details class="wb-section">
            <summary>{t!("record-proof")}</summary>
            <p>{if proof.verified { t!("record-verified") } else { t!("record-not-verified") }}</p>
            <p class="wb-quiet"><bdi>{format!("{} / {} / {}", proof.chain, proof.seq, proof.hash)}</bdi></p>
        </details>
    }
    .into_any()
}

/// The answers with the form's own labels in the reader's language; of Wingbook's own kinds the texts in them.
fn said_in(record: &RecordView) -> AnyView {
    if record.line.form == "round" {
        return review::round_in_record(record.line.id);
    }
    let form = record
        .definition
        .as_ref()
        .and_then(|sheets| Form::from_json(sheets).ok());
    match form {
        Some(form) => facts(&form, &record.answers, &record.names),
        None => own::said(record),
    }
}

/// Answers with a form's labels. What has no name among `names` is said by its id.
pub fn facts(
    form: &Form,
    answers: &Map<String, Value>,
    names: &BTreeMap<String, String>,
) -> AnyView {
    let language = form.language(text::language().code());
    let lines = form.lines(answers, language).into_iter().map(|line| {
        let words = match line.shown {
            Shown::Heading(_) | Shown::Acknowledged => String::new(),
            Shown::Text(text) | Shown::Number(text) | Shown::Time(text) | Shown::DateTime(text) => {
                text
            }
            Shown::Date(date) => times::date_in_words(&date),
            Shown::Choices(labels) => labels.join(", "),
            Shown::Domain(_, ids) => {
                let named = ids.iter().map(|id| names.get(id).unwrap_or(id).as_str());
                named.collect::<Vec<_>>().join(", ")
            }
        };
        view! { <div><dt>{line.label}</dt><dd dir="auto">{words}</dd></div> }
    });
    view! { <dl class="wb-facts">{lines.collect_view()}</dl> }.into_any()
}

fn event(one: HistoryView) -> AnyView {
    let HistoryView {
        what,
        by,
        at_ms,
        text,
        moved,
        ..
    } = one;
    let what = Signal::derive(move || match what.as_str() {
        "correct" => text::say("record-was-corrected", &[]),
        "wrong_person" => text::say("record-was-moved", &[]),
        "withdraw" => text::say("record-was-withdrawn", &[]),
        "accepted" => text::say("record-was-accepted", &[]),
        "sent_back" => text::say("record-was-sent-back", &[]),
        "escalated" => text::say("record-was-escalated", &[]),
        "follow_up_done" => text::say("record-was-followed-up", &[]),
        _ => text::say("record-was-answered", &[]),
    });
    let said = text.map(|words| match words.as_str() {
        "undone" => t!("record-undone"),
        other => Signal::stored(other.to_owned()),
    });
    view! {
        <li class="wb-row">
            <span class="wb-row__body">
                <span class="wb-row__title">{what}</span>
                <span class="wb-row__detail">
                    <bdi>{by}</bdi>" · "{Signal::derive(move || times::short(at_ms, clock::now_ms()))}
                </span>
                {moved.map(|(from, to)| view! {
                    <span>{t!("record-moved-from")}" "<bdi>{from}</bdi></span>
                    <span>{t!("record-moved-to")}" "<bdi>{to}</bdi></span>
                })}
                {said.map(|words| view! { <span dir="auto">{words}</span> })}
            </span>
        </li>
    }
    .into_any()
}

/// What its author may do: correct it with the same form, give it to the person who was meant, or take it back.
fn author_actions(record: &RecordView) -> AnyView {
    let id = record.line.id;
    view! {
        <div class="wb-actions">
            {record.definition.is_some().then(|| view! {
                <LinkButton label=t!("record-correct") href=Page::Correct(id).path() kind=Kind::Secondary icon="write" />
            })}
            {wrong_person::is_offered(record).then(|| view! {
                <LinkButton
                    label=t!("wrong-title")
                    href=Page::WrongPerson(id).path()
                    kind=Kind::Secondary
                    icon="person"
                />
            })}
        </div>
        <details class="wb-section">
            <summary>{t!("record-withdraw")}</summary>
            {said(WITHDRAW, id, move |reason| Request::Withdraw { entry: id, reason })}
        </details>
    }
    .into_any()
}

/// An answer to what was sent back, instead of a correction.
fn answer(id: EntryId) -> AnyView {
    let words = said(ANSWER, id, move |text| Request::Answer { entry: id, text });
    view! { <section class="wb-answer">{words}</section> }.into_any()
}

/// Words that are sent with a button: what they are for, and the keys of what stands there.
struct Saying {
    purpose: &'static str,
    label: &'static str,
    missing: &'static str,
    button: &'static str,
}

const WITHDRAW: Saying = Saying {
    purpose: "withdraw",
    label: "record-withdraw-why",
    missing: "record-withdraw-missing",
    button: "record-withdraw-do",
};

const ANSWER: Saying = Saying {
    purpose: "answer",
    label: "record-answer",
    missing: "record-answer-missing",
    button: "record-answer-do",
};

/// A text and a button that sends it with a request.
fn said(
    saying: Saying,
    about: EntryId,
    request: impl Fn(String) -> Request + Send + Sync + 'static,
) -> AnyView {
    let Saying {
        purpose,
        label,
        missing,
        button,
    } = saying;
    let id = format!("record-{purpose}");
    let kept = format!("{purpose}:{about}");
    let (text, is_tried) = (unsent::words(&kept), unsent::is_tried(&kept));
    let error = Signal::derive(move || {
        let is_missing = is_tried.get() && text.with(|text| text.trim().is_empty());
        is_missing.then(|| text::say(missing, &[]))
    });
    let snackbars = use_snackbars();
    let field_id = id.clone();
    let send = move |()| {
        is_tried.set(true);
        if text.with_untracked(|text| text.trim().is_empty()) {
            crate::components::field::focus(&field_id);
            return;
        }
        let request = request(text.get_untracked());
        spawn_local(async move {
            match client::ask(request).await {
                Ok(Response::Saved(saved)) => {
                    is_tried.try_set(false);
                    text.try_set(String::new());
                    snackbars.saved(&saved, None);
                }
                Ok(_) => {}
                Err(failure) => snackbars.fail(&failure),
            }
        });
    };
    view! {
        <div class="wb-stack">
            <TextArea id label=Signal::derive(move || text::say(label, &[])) value=text error=error />
            <div class="wb-actions">
                <Button
                    label=Signal::derive(move || text::say(button, &[]))
                    on_press=send
                    kind=Kind::Primary
                />
            </div>
        </div>
    }
    .into_any()
}
