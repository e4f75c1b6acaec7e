//! *Check an export*: whoever holds a file of a register finds out whether somebody tampered with it, on the tablet alone.
//!
//! It needs nobody signed in and no server: the file is read here ([`reading`]) and checked by the rules of
//! `wingbook_record::evidence`; what they report is said by [`told`]. Nothing of the file is kept. Whoever is signed in
//! has it compared with the key of their own prison; others compare the fingerprint by eye.

mod reading;
mod told;

use std::sync::Arc;

use leptos::{ev, task::spawn_local};
use wasm_bindgen::JsCast;
use wingbook_record::evidence::Report;

use self::reading::Trouble;
use crate::{
    components::{Banner, Button, PageHeader, Progress, Tone},
    pages::{Page, print::print_page},
    prelude::*,
    state::session::use_session,
    t,
};

const FILE_ID: &str = "evidence-file";

/// How far it is.
#[derive(Clone)]
enum Stage {
    Waiting,
    /// Done, of how many.
    Reading(usize, usize),
    Told(Arc<Report>),
    Failed(Trouble),
}

/// The page.
pub fn view() -> AnyView {
    let session = use_session();
    let stage = RwSignal::new(Stage::Waiting);
    // Counts the files that were chosen: what belongs to an earlier one stops.
    let chosen = RwSignal::new(0_u32);
    let choose = move |event: ev::Event| {
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        let Some(file) = input.and_then(|input| input.files()?.get(0)) else {
            return;
        };
        let own = chosen.get_untracked() + 1;
        chosen.set(own);
        let pinned = session.view().and_then(|view| view.facility_key);
        spawn_local(async move {
            let is_wanted = move || chosen.try_get_untracked() == Some(own);
            let tell = move |next: Stage| {
                if is_wanted() {
                    stage.try_set(next);
                }
            };
            let progress = move |done, total| {
                tell(Stage::Reading(done, total));
                is_wanted()
            };
            match reading::check(&file, pinned, progress).await {
                Ok(Some(report)) => tell(Stage::Told(Arc::new(report))),
                // Another file was chosen, or the page is gone.
                Ok(None) => {}
                Err(trouble) => tell(Stage::Failed(trouble)),
            }
        });
    };
    view! {
        <div class="wb-page wb-page--narrow">
            <PageHeader title=t!("evidence-title") detail=t!("evidence-detail") back=Page::More.path() />
            <div class="wb-field wb-no-print">
                <label class="wb-field__label" for=FILE_ID>{t!("evidence-file")}</label>
                <p class="wb-field__hint">{t!("evidence-how")}</p>
                <input id=FILE_ID type="file" class="wb-input" accept=".jsonl" on:change=choose />
            </div>
            {move || match stage.get() {
                Stage::Waiting => ().into_any(),
                Stage::Reading(done, total) => {
                    let figures = Signal::derive(move || Some((done, total)));
                    view! { <Progress label=t!("evidence-reading") figures /> }.into_any()
                }
                Stage::Told(report) => view! {
                    {told::view(&report)}
                    <div class="wb-actions wb-no-print">
                        <Button label=t!("print-now") icon="print" on_press=|()| print_page() />
                    </div>
                }
                .into_any(),
                Stage::Failed(trouble) => {
                    let title = match trouble {
                        Trouble::NoExport => t!("evidence-no-export"),
                        Trouble::Newer => t!("evidence-newer-file"),
                        Trouble::Unread => t!("evidence-unread"),
                    };
                    view! { <Banner tone=Tone::Warn title /> }.into_any()
                }
            }}
        </div>
    }
    .into_any()
}
