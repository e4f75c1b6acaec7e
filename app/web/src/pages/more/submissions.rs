//! Sealed reports, for those to whom they are sealed: to security, complaints and ill-treatment.

use std::{collections::BTreeMap, sync::Arc};

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_forms::Form;
use wingbook_record::entry::PersonThen;
use wingbook_worker::message::{Failure, Request, Response, SubmissionView, SubmissionsView};

use crate::{
    client,
    components::{
        Badge, Banner, Button, EmptyRegister, ErrorPanel, Icon, Kind, Loading, Progress, Tone,
    },
    pages::{record, recovery::Typed, write},
    state::{clock, loaded::load, sync},
    t, text,
    text::times,
};

/// The page's body.
pub fn view() -> AnyView {
    let loaded = load(
        || Request::Submissions,
        |response| match response {
            Response::Submissions(view) => Some(view),
            _ => None,
        },
    );
    view! {
        {move || match (loaded.get(), loaded.failure()) {
            (Some(view), _) => reports(view),
            (None, Some(failure)) => {
                view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
            }
            (None, None) => view! { <Loading /> }.into_any(),
        }}
    }
    .into_any()
}

fn reports(view: SubmissionsView) -> AnyView {
    let SubmissionsView { opened, locked, .. } = view;
    let is_empty = opened.is_empty() && locked == 0;
    let rows = opened
        .into_iter()
        .map(|one| view! { <li>{report(one)}</li> })
        .collect_view();
    view! {
        {(locked > 0).then(|| not_opened(locked))}
        {is_empty.then(|| view! {
            <EmptyRegister icon="shield-alert" title=t!("submissions-none") text=t!("submissions-none-detail") />
        })}
        {(!is_empty).then(|| view! { <ul class="wb-rows">{rows}</ul> })}
    }
    .into_any()
}

/// One report: who, when and about whom in its line, what it says once it is opened.
fn report(one: SubmissionView) -> AnyView {
    let SubmissionView {
        form,
        definition,
        answers,
        author,
        recorded_ms,
        people,
        places,
        ..
    } = one;
    let definition = definition
        .and_then(|sheets| Form::from_json(&sheets).ok())
        .map(Arc::new);
    let about: Vec<String> = people.iter().map(person_words).chain(places).collect();
    let about = about.join(", ");
    let title = StoredValue::new(definition.clone());
    let named = form.clone();
    let title = Signal::derive(move || {
        title.with_value(|form| match form {
            Some(form) => form
                .title(form.language(text::language().code()))
                .to_owned(),
            None => named.clone(),
        })
    });
    let is_proved = author.is_some();
    let writer = author.map(|(name, number)| format!("{name} · {number}"));
    let said = move || {
        match &definition {
        Some(form) => record::facts(form, &answers, &BTreeMap::new()),
        None => view! { <p dir="auto">{answers.get("text").and_then(|text| text.as_str()).unwrap_or_default().to_owned()}</p> }
            .into_any(),
    }
    };
    view! {
        <details class="wb-details">
            <summary>
                <Icon name=write::icon(&form) />
                <span class="wb-row__body">
                    <span class="wb-row__title">{title}</span>
                    <span class="wb-row__detail">
                        <bdi>{about}</bdi>" · "{Signal::derive(move || times::short(recorded_ms, clock::now_ms()))}
                    </span>
                </span>
            </summary>
            <p>
                {t!("submissions-by")}" "<bdi>{writer}</bdi>
                {(!is_proved).then(|| view! { <Badge words=t!("submissions-unproved") icon="warning" tone=Tone::Warn /> })}
            </p>
            {said}
        </details>
    }
    .into_any()
}

fn person_words(person: &PersonThen) -> String {
    match &person.number {
        Some(number) => format!("{} · {number}", person.name),
        None => person.name.clone(),
    }
}

/// Reports that this person's key does not open yet, and the way to open them without a colleague.
fn not_opened(locked: usize) -> AnyView {
    let typed = Typed::new(2);
    let running = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let open = move |()| {
        if running.get_untracked() {
            return;
        }
        running.set(true);
        failure.set(None);
        let parts = typed.parts();
        spawn_local(async move {
            let outcome = client::ask(Request::OpenSubmissions { parts }).await;
            running.try_set(false);
            match outcome {
                Ok(_) => sync::note_change(),
                Err(error) => drop(failure.try_set(Some(error))),
            }
        });
    };
    view! {
        <Banner tone=Tone::Warn title=t!("submissions-locked", n = locked)>
            <p>{t!("submissions-locked-detail")}</p>
            <details class="wb-details">
                <summary>{t!("submissions-with-key")}</summary>
                {move || failure.get().map(|failure| view! { <ErrorPanel failure /> })}
                {typed.view()}
                <div class="wb-actions">
                    <Button label=t!("recover-more") kind=Kind::Quiet icon="plus" on_press=move |()| typed.add() />
                    {move || if running.get() {
                        view! { <Progress label=t!("recovery-testing") /> }.into_any()
                    } else {
                        view! { <Button label=t!("recover-open") icon="key" on_press=open /> }.into_any()
                    }}
                </div>
            </details>
        </Banner>
    }
    .into_any()
}
