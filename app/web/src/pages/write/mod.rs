//! Writing: what can be written, forms to fill in, drafts to go on with.

mod about;
mod earlier;
mod happened;
mod keeper;
mod list;
mod notice;
mod opening;
mod sealed;
mod sheet;

use crate::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use wingbook_forms::Form;
use wingbook_record::id::EntryId;
use wingbook_worker::message::{DraftView, Failure};

use self::opening::{OfDraft, Wanted};
use crate::{
    components::{Banner, ErrorPanel, LinkButton, Loading, PageHeader},
    pages::Page,
    state::address,
    t,
};

pub use self::list::{drafts, icon, view};
pub use self::opening::lines;

/// The form at its own address: `/write/contact?person=…&place=…&paper=1&back=…`.
pub fn form(form: &str) -> AnyView {
    if form == notice::FORM {
        return notice::view();
    }
    let query = address::query().get_untracked();
    let own_path = |path: &String| path.starts_with('/') && !path.starts_with("//");
    let wanted = Wanted {
        form: form.to_owned(),
        person: query.get("person").and_then(|id| id.parse().ok()),
        place: query.get("place").and_then(|id| id.parse().ok()),
        paper: query.get("paper").is_some(),
        back: query.get("back").filter(own_path),
        reason: query.get("reason"),
    };
    opened(async move { opening::of_form(wanted).await.map(OfDraft::from) })
}

/// A draft to go on with.
pub fn draft(id: &str) -> AnyView {
    let id = id.to_owned();
    opened(async move { opening::of_draft(&id).await })
}

/// A record to correct.
pub fn correct(entry: EntryId) -> AnyView {
    opened(async move { opening::of_correction(entry).await.map(OfDraft::from) })
}

/// Shows the form once what it needs is there. Asked once: what is being written is not replaced by anything.
fn opened(start: impl Future<Output = Result<OfDraft, Failure>> + 'static) -> AnyView {
    let started = RwSignal::new(None::<Result<OfDraft, Failure>>);
    spawn_local(async move {
        let start = start.await;
        // The page may have been left meanwhile.
        started.try_set(Some(start));
    });
    view! {
        {move || match started.get() {
            // Nothing that the form reads while it is made may draw it anew: its answers would be gone.
            Some(Ok(OfDraft::Start(start))) => untrack(|| sheet::sheet(*start)),
            Some(Ok(OfDraft::Left(draft, form))) => left(*draft, &form),
            Some(Err(failure)) => view! {
                <div class="wb-page wb-page--narrow">
                    <PageHeader title=t!("nav-write") back=Page::Write.path() />
                    <ErrorPanel failure />
                </div>
            }
            .into_any(),
            None => view! {
                <div class="wb-page wb-page--narrow">
                    <PageHeader title=t!("nav-write") back=Page::Write.path() />
                    <Loading />
                </div>
            }
            .into_any(),
        }}
    }
    .into_any()
}

/// A correction that was begun on a record that was withdrawn since.
fn left(draft: DraftView, form: &Arc<Form>) -> AnyView {
    let record = draft.corrects.as_ref().map(|(entry, ..)| *entry);
    view! {
        <div class="wb-page wb-page--narrow">
            <PageHeader title=t!("write-left") detail=t!("write-left-detail") back=Page::Write.path() />
            {earlier::earlier(draft, form, true)}
            {record.map(|id| view! {
                <div class="wb-actions">
                    <LinkButton label=t!("records-open") icon="records" href=Page::Record(id).path() />
                </div>
            })}
        </div>
    }
    .into_any()
}

/// What belongs here and what does not, and who is told instead.
fn care() -> AnyView {
    view! {
        <Banner title=t!("write-care")>
            <details class="wb-details">
                <summary>{t!("write-care-else")}</summary>
                <ul class="wb-prose">
                    <li>{t!("write-care-health")}</li>
                    <li><a href=Page::WriteForm("security_report".to_owned()).path()>{t!("write-care-security")}</a></li>
                    <li><a href=Page::WriteForm("protection_report".to_owned()).path()>{t!("write-care-complaint")}</a></li>
                </ul>
            </details>
        </Banner>
    }
    .into_any()
}
