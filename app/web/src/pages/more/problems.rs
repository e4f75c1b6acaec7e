//! What went wrong and waits for somebody: records that were not accepted, rows that can't be read.

use crate::prelude::*;
use wingbook_worker::message::{ProblemView, Request, Response};

use crate::{
    components::{EmptyState, ErrorPanel, LinkButton, Loading},
    pages::Page,
    state::{clock, loaded::load},
    t,
    text::times,
};

/// The page's body.
pub fn view() -> AnyView {
    let loaded = load(
        || Request::Problems,
        |response| match response {
            Response::Problems(problems) => Some(problems),
            _ => None,
        },
    );
    view! {
        {move || match (loaded.get(), loaded.failure()) {
            (Some(problems), _) if problems.is_empty() => {
                view! { <EmptyState icon="check" title=t!("problems-none") text=t!("problems-none-why") /> }.into_any()
            }
            (Some(problems), _) => {
                let problems = problems.into_iter().map(problem).collect_view();
                view! { <ul class="wb-stack">{problems}</ul> }.into_any()
            }
            (None, Some(failure)) => {
                view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
            }
            (None, None) => view! { <Loading /> }.into_any(),
        }}
    }
    .into_any()
}

fn problem(problem: ProblemView) -> AnyView {
    let ProblemView {
        entry,
        failure,
        at_ms,
    } = problem;
    view! {
        <li class="wb-section">
            <p class="wb-quiet">{Signal::derive(move || times::short(at_ms, clock::now_ms()))}</p>
            <ErrorPanel failure />
            {entry.map(|entry| view! {
                <div class="wb-actions">
                    <LinkButton label=t!("problems-open") href=Page::Record(entry).path() />
                </div>
            })}
        </li>
    }
    .into_any()
}
