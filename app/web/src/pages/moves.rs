//! Moves: who came, went or changed cell in the last days, the newest first.

use crate::prelude::*;
use wingbook_record::time::DAY;
use wingbook_worker::message::{RecordFilter, Request, Response};

use crate::{
    components::{EmptyRegister, ErrorPanel, Kind, LinkButton, Loading, PageHeader, SnackbarSlot},
    pages::{Page, records::row::record_row},
    state::{clock, loaded::load},
    t,
};

/// How far back the list goes, in days, and how long it grows.
const DAYS: i64 = 7;
const SHOWN_MAX: usize = 200;

/// The page.
pub fn view() -> AnyView {
    let from_ms = clock::now_ms() - DAYS * DAY;
    let loaded = load(
        move || Request::Records {
            filter: RecordFilter {
                from_ms: Some(from_ms),
                form: Some("move".to_owned()),
                ..RecordFilter::default()
            },
            offset: 0,
            limit: SHOWN_MAX,
        },
        |response| match response {
            Response::Records(page) => Some(page),
            _ => None,
        },
    );
    let body = move || {
        match (loaded.get(), loaded.failure()) {
        (Some(page), _) if page.records.is_empty() => {
            view! { <EmptyRegister icon="move" title=t!("moves-none") text=t!("moves-none-todo") /> }.into_any()
        }
        (Some(page), _) => {
            let rows = page.records.into_iter().map(|line| {
                let href = Signal::stored(Page::Record(line.id).path());
                view! { <li>{record_row(line, None, href, Signal::stored(false))}</li> }
            });
            view! { <ul class="wb-rows">{rows.collect_view()}</ul> }.into_any()
        }
        (None, Some(failure)) => {
            view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
        }
        (None, None) => view! { <Loading /> }.into_any(),
    }
    };
    view! {
        <div class="wb-page wb-page--narrow">
            <PageHeader title=t!("nav-moves") detail=t!("moves-detail", n = DAYS) />
            {body}
            <div class="wb-page__foot">
                <SnackbarSlot />
                <LinkButton
                    label=t!("nav-check-in")
                    href=Page::CheckIn.path()
                    kind=Kind::Primary
                    icon="sign-in"
                    wide=true
                />
            </div>
        </div>
    }
    .into_any()
}
