//! What can be written, and what was begun.

use crate::prelude::*;
use wingbook_record::access::{Book, Role};
use wingbook_worker::message::{DraftView, FormLine, Request, Response};

use crate::{
    components::{EmptyState, ErrorPanel, LinkRow, Loading, PageHeader},
    pages::{Page, today},
    state::{clock, loaded::load, session::use_session},
    t, text,
    text::times,
};

/// The symbol of a form.
pub fn icon(form: &str) -> &'static str {
    match form {
        "contact" => "message",
        "observation" => "eye",
        "incident" => "flag",
        "count" => "count",
        "notice" => "notice",
        "dose" => "syringe",
        "health_check" => "stethoscope",
        "security_report" => "shield-alert",
        "protection_report" => "lock",
        _ => "form",
    }
}

/// What a form is for, where the catalogue knows it.
fn purpose(form: &str) -> String {
    match form {
        "contact" => text::say("write-form-contact", &[]),
        "observation" => text::say("write-form-observation", &[]),
        "incident" => text::say("write-form-incident", &[]),
        "count" => text::say("write-form-count", &[]),
        "dose" => text::say("write-form-dose", &[]),
        "health_check" => text::say("write-form-health-check", &[]),
        "security_report" => text::say("write-form-security-report", &[]),
        "protection_report" => text::say("write-form-protection-report", &[]),
        _ => String::new(),
    }
}

/// The page.
pub fn view() -> AnyView {
    let session = use_session();
    let writes = Memo::new(move |_| {
        session.writes(Book::Wing, "contact") || session.writes(Book::Health, "dose")
    });
    let notices = Memo::new(move |_| session.writes(Book::Roster, super::notice::FORM));
    // Officers read on *Today* what was sent back.
    let walks = Memo::new(move |_| session.has_role(&[Role::Officer]));
    let writes_wing = Memo::new(move |_| session.writes(Book::Wing, "contact"));
    // What does not belong into the wing's register is no care of those who don't write in it.
    let facts = Signal::derive(move || match writes_wing.get() {
        true => text::say("write-facts", &[]),
        false => String::new(),
    });
    view! {
        <div class="wb-page wb-page--narrow">
            <PageHeader title=t!("nav-write") detail=facts />
            {move || (!walks.get()).then(today::sent_back_alone)}
            {drafts()}
            {move || writes.get().then(|| forms(t!("write-what"), |form| !Book::seals(form)))}
            {move || notices.get().then(notice)}
            {move || (!writes.get() && !notices.get()).then(|| view! {
                <EmptyState icon="write" title=t!("write-not-you") text=t!("write-not-you-todo") />
            })}
            {forms(t!("write-sealed"), Book::seals)}
            {move || writes_wing.get().then(super::care)}
        </div>
    }
    .into_any()
}

fn forms(title: Signal<String>, belongs: fn(&str) -> bool) -> AnyView {
    let loaded = load(
        || Request::Forms,
        |response| match response {
            Response::Forms(forms) => Some(forms),
            _ => None,
        },
    );
    view! {
        <section class="wb-section">
            <h2>{title}</h2>
            {move || match (loaded.get(), loaded.failure()) {
                (Some(mut forms), _) => {
                    forms.retain(|form| form.writable && belongs(&form.form));
                    forms.sort_by_key(|form| order(&form.form));
                    let rows = forms.into_iter().map(row).collect_view();
                    view! { <ul class="wb-rows">{rows}</ul> }.into_any()
                }
                (None, Some(failure)) => {
                    view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
                }
                (None, None) => view! { <Loading /> }.into_any(),
            }}
        </section>
    }
    .into_any()
}

/// The most frequent first; a facility's own forms after those that it came with.
fn order(form: &str) -> usize {
    const FIRST: [&str; 4] = ["contact", "observation", "incident", "count"];
    FIRST
        .iter()
        .position(|one| *one == form)
        .unwrap_or(FIRST.len())
}

fn row(line: FormLine) -> AnyView {
    let FormLine { form, title, .. } = line;
    // On a screen the roll count is a flow of its own; as a form it is there for the sheet of paper.
    let path = match form.as_str() {
        "count" => format!("{}?paper=1", Page::WriteForm(form.clone()).path()),
        _ => Page::WriteForm(form.clone()).path(),
    };
    let symbol = icon(&form);
    let named = form.clone();
    view! {
        <li>
            <LinkRow
                href=Signal::stored(path)
                icon=symbol
                title=Signal::derive(move || text::labelled(&title, &named))
                detail=Signal::derive(move || purpose(&form))
            />
        </li>
    }
    .into_any()
}

fn notice() -> AnyView {
    view! {
        <ul class="wb-rows">
            <li>
                <LinkRow
                    href=Signal::stored(Page::WriteForm(super::notice::FORM.to_owned()).path())
                    icon="notice"
                    title=t!("write-notice")
                    detail=t!("write-form-notice")
                />
            </li>
        </ul>
    }
    .into_any()
}

/// What was begun and not saved; nothing where nothing was.
pub fn drafts() -> AnyView {
    let loaded = load(
        || Request::Drafts,
        |response| match response {
            Response::Drafts(drafts) => Some(drafts),
            _ => None,
        },
    );
    let titles = load(
        || Request::Forms,
        |response| match response {
            Response::Forms(forms) => Some(forms),
            _ => None,
        },
    );
    let some = Memo::new(move |_| loaded.with(|drafts| drafts.is_some_and(|all| !all.is_empty())));
    view! {
        <section class="wb-section" hidden=move || !some.get()>
            <h2>{t!("write-drafts")}</h2>
            <ul class="wb-rows">
                <For
                    each=move || loaded.get().unwrap_or_default()
                    key=|draft| (draft.id.clone(), draft.changed_ms)
                    children=move |draft| {
                        let form = draft.form.clone();
                        let title = Signal::derive(move || {
                            let forms = titles.get().unwrap_or_default();
                            let line = forms.iter().find(|line| line.form == form);
                            line.map_or_else(|| form.clone(), |line| text::labelled(&line.title, &form))
                        });
                        view! { <li>{draft_row(draft, title)}</li> }
                    }
                />
            </ul>
        </section>
    }
    .into_any()
}

fn draft_row(draft: DraftView, title: Signal<String>) -> AnyView {
    let DraftView {
        id,
        form,
        about,
        changed_ms,
        corrects,
        ..
    } = draft;
    let kind = Signal::derive(move || match &corrects {
        Some(_) => text::say("write-draft-correction", &[("form", title.get().into())]),
        None => title.get(),
    });
    let detail = Signal::derive(move || {
        let time = times::short(changed_ms, clock::now_ms());
        if about.is_empty() {
            time
        } else {
            format!("{about} · {time}")
        }
    });
    view! {
        <LinkRow href=Signal::stored(Page::Draft(id).path()) icon=icon(&form) title=kind detail=detail />
    }
    .into_any()
}
