//! *To review*: rounds as a whole, single records by how pressing they are, the chosen one beside the list.

mod decide;
mod queue;
mod round;

use crate::prelude::*;
use wingbook_worker::message::{NoticeView, QueueView, Request, Response};

pub use self::{
    decide::decide_panel,
    round::{beside as round_beside, could_not_words, in_record as round_in_record},
};
use crate::{
    components::{
        EmptyRegister, ErrorPanel, Loading, NoticeLine, PageHeader, TwoPane,
        page_header::HEADING_ID,
    },
    pages::{
        records::beside::{self, Chosen},
        today::still_receiving,
    },
    say,
    state::{
        address,
        loaded::{Loaded, load},
    },
    t,
};

/// The address of the queue alone.
const QUEUE: &str = "/review";

/// The page.
pub fn view() -> AnyView {
    let query = address::query();
    let chosen = Memo::new(move |_| query.with(Chosen::read));
    let loaded = load(
        || Request::Queue,
        |response| match response {
            Response::Queue(queue) => Some(queue),
            _ => None,
        },
    );
    beside::move_focus_with(chosen);
    let order =
        Memo::new(move |_| loaded.with(|queue| queue.map(queue::order).unwrap_or_default()));
    // What is decided leaves the list; the next one is taken up at once, where the eyes are.
    let after = Callback::new(move |decided: Chosen| {
        let next = order.with_untracked(|order| queue::next_of(order, decided));
        match next {
            Some(next) if chosen.get_untracked().is_some() && beside::is_beside() => {
                address::go(&address(next));
            }
            next => {
                if chosen.get_untracked().is_some() {
                    address::go(QUEUE);
                }
                let there = next.map(Chosen::row_id);
                // After the list has closed over the gap.
                request_animation_frame(move || {
                    beside::focus_soon(there.unwrap_or_else(|| HEADING_ID.to_owned()));
                });
            }
        }
    });
    let open = Signal::derive(move || chosen.with(Option::is_some));
    view! {
        <TwoPane detail_open=open list=list(loaded, chosen, after)>
            {move || match chosen.get() {
                Some(one) => beside::view(one, QUEUE.to_owned(), Some(after)),
                None => beside::nothing_chosen(),
            }}
        </TwoPane>
    }
    .into_any()
}

/// The address of the queue with something chosen.
fn address(chosen: Chosen) -> String {
    let (name, value) = chosen.pair();
    format!("{QUEUE}?{name}={value}")
}

fn list(
    loaded: Loaded<QueueView>,
    chosen: Memo<Option<Chosen>>,
    after: Callback<Chosen>,
) -> AnyView {
    let count = Signal::derive(move || {
        loaded.with(|queue| {
            queue
                .map(|queue| say!("review-count", n = queue.total))
                .unwrap_or_default()
        })
    });
    let is_empty = Memo::new(move |_| {
        loaded.with(|queue| queue.map(|queue| queue.rounds.is_empty() && queue.records.is_empty()))
    });
    let notices = Memo::new(move |_| {
        loaded.with(|queue| queue.map(|queue| queue.notices.clone()).unwrap_or_default())
    });
    view! {
        <div class="wb-page wb-queue">
            <PageHeader title=t!("nav-review") detail=count />
            {still_receiving()}
            {move || (!notices.with(Vec::is_empty)).then(|| notice_list(notices.get()))}
            {move || match (is_empty.get(), loaded.failure()) {
                (Some(true), _) => view! {
                    <EmptyRegister icon="check-circle" title=t!("review-none") text=t!("review-none-why") />
                }
                .into_any(),
                (Some(false), _) => queue::view(loaded, chosen, after),
                (None, Some(failure)) => {
                    view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
                }
                (None, None) => view! { <Loading rows=6 /> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

/// What everybody must know, before what waits for a decision: the urgent ones open, the others folded away.
fn notice_list(notices: Vec<NoticeView>) -> AnyView {
    let (urgent, others): (Vec<_>, Vec<_>) = notices.into_iter().partition(|one| one.urgent);
    let count = others.len();
    let lines = |notices: Vec<NoticeView>| {
        let lines = notices
            .into_iter()
            .map(|notice| view! { <NoticeLine notice linked=true /> });
        view! { <div class="wb-notices">{lines.collect_view()}</div> }.into_any()
    };
    let has_urgent = !urgent.is_empty();
    view! {
        <section class="wb-section">
            {has_urgent.then(|| lines(urgent))}
            {(count > 0).then(|| view! {
                <details class="wb-details">
                    <summary>{t!("today-notices")} " " <span class="wb-quiet">{move || crate::text::number(count as f64)}</span></summary>
                    {lines(others)}
                </details>
            })}
        </section>
    }
    .into_any()
}
