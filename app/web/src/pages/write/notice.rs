//! A notice for everybody: an operational fact with an end or a review date, never a diagnosis.

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_worker::message::{Failure, Request, Response};

use super::{
    about::{About, about},
    opening::lines,
};
use crate::{
    client,
    components::{Banner, Button, Kind, PageHeader, SnackbarSlot, TextArea},
    form::when,
    pages::Page,
    say,
    state::{address, busy, clock, snackbars::use_snackbars, sync, trail},
    t,
    text::times,
};

/// Its name in addresses.
pub const FORM: &str = "notice";
/// A notice is read at a glance.
const LENGTH_MAX: usize = 300;
const DAY_MS: i64 = 86_400_000;

/// The page: `/write/notice?person=…`.
pub fn view() -> AnyView {
    busy::keep_busy_while_open();
    let person = address::query().with_untracked(|query| query.get("person"));
    let subject = About {
        people: RwSignal::default(),
        places: RwSignal::default(),
        is_one: false,
    };
    let back = match person.as_deref().and_then(|id| id.parse().ok()) {
        Some(id) => {
            spawn_local(async move {
                if let Ok(found) = lines(&[id]).await {
                    subject.people.try_set(found);
                }
            });
            Page::Person(id).path()
        }
        None => Page::Write.path(),
    };
    let words = RwSignal::new(String::new());
    let urgent = RwSignal::new(false);
    let until = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let saving = RwSignal::new(false);
    let snackbars = use_snackbars();
    let missing = Signal::derive(move || {
        (tried.get() && words.with(|words| words.trim().is_empty()))
            .then(|| say!("write-notice-missing"))
    });
    let after = back.clone();
    let save = move |()| {
        tried.set(true);
        let text = words.get_untracked().trim().to_owned();
        if text.is_empty() || saving.get_untracked() {
            return;
        }
        saving.set(true);
        let notice = Request::Notice {
            text,
            urgent: urgent.get_untracked(),
            person: subject
                .people
                .with_untracked(|people| people.first().map(|one| one.id)),
            place: subject
                .places
                .with_untracked(|places| places.first().map(|(id, _)| *id)),
            until_ms: end_of(&until.get_untracked()),
        };
        let after = after.clone();
        spawn_local(async move {
            let outcome = client::ask(notice).await;
            saving.try_set(false);
            match outcome {
                Ok(Response::Saved(saved)) => {
                    snackbars.saved(&saved, None);
                    sync::note_change();
                    trail::leave_for(&after);
                }
                Ok(_) => {}
                Err(failure @ Failure::Invalid { .. }) => snackbars.fail(&failure),
                Err(failure) => snackbars.fail(&failure),
            }
        });
    };
    let no_error = Signal::stored(None);
    view! {
        <div class="wb-page wb-page--narrow">
            <PageHeader title=t!("write-notice") detail=t!("write-form-notice") back=back />
            <Banner title=t!("write-notice-care")><p>{t!("write-notice-example")}</p></Banner>
            <TextArea label=t!("write-notice-text") value=words error=missing length_max=LENGTH_MAX />
            {about(subject, no_error)}
            <div class="wb-chips">
                <button
                    type="button"
                    class="wb-chip"
                    aria-pressed=move || urgent.get().to_string()
                    on:click=move |_| urgent.update(|urgent| *urgent = !*urgent)
                >
                    {t!("write-notice-urgent")}
                </button>
            </div>
            <fieldset class="wb-field">
                <legend class="wb-field__label">{t!("write-notice-until")}</legend>
                <p class="wb-field__hint">{t!("write-notice-until-hint")}</p>
                {when::day(until.into(), Callback::new(move |day| until.set(day)), &[0, 1, 7])}
            </fieldset>
            <div class="wb-page__foot">
                <SnackbarSlot />
                <Button label=t!("save") icon="check" kind=Kind::Primary wide=true disabled=saving on_press=save />
            </div>
        </div>
    }
    .into_any()
}

/// The end of a day of the facility; nothing for no day, or one that is over.
fn end_of(day: &str) -> Option<i64> {
    let at_ms = times::moment_of(day, "00:00")? + DAY_MS;
    (at_ms > clock::now_ms()).then_some(at_ms)
}
