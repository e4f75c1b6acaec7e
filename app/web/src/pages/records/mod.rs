//! All records of the register: filtered, however many, with the chosen one beside the list.

pub mod beside;
mod filters;
mod keys;
mod older;
mod paging;
pub mod row;
mod wanted;
pub mod words;

use crate::prelude::*;
use wingbook_record::time::HOUR;

use self::{beside::Chosen, filters::Filters, paging::Paging};
pub use self::{
    older::older,
    row::record_row,
    wanted::{Span, Wanted},
};
use crate::{
    components::{
        Button, EmptyState, ErrorPanel, Loading, PageHeader, SearchBox, TwoPane, VirtualList,
    },
    say,
    state::{address, clock, sync::is_receiving},
    t,
    text::times,
};

/// A row's height: what, where and who; when; the first words; its states.
const ROW_HEIGHT_REM: f64 = 8.75;

/// The page.
pub fn view() -> AnyView {
    let query = address::query();
    let wanted = Memo::new(move |_| query.with(Wanted::read));
    let chosen = Memo::new(move |_| query.with(Chosen::read));
    // Words that are searched for may be names: they stay out of the address.
    let words = RwSignal::new(String::new());
    let today = Memo::new(move |_| times::date(clock::now_ms()));
    let hour = Memo::new(move |_| clock::now_ms() / HOUR);
    let filter = Memo::new(move |_| {
        wanted.with(|wanted| wanted.filter(words.get(), &today.get(), hour.get() * HOUR))
    });
    let paging = Paging::follow(filter);
    let filters = Filters::new(wanted, words, chosen);
    beside::move_focus_with(chosen);
    let open = Signal::derive(move || chosen.with(Option::is_some));
    view! {
        <TwoPane detail_open=open list=list(paging, filters, wanted, chosen)>
            {move || match chosen.get() {
                Some(one) => beside::view(one, close_address(&wanted.get_untracked()), None),
                None => beside::nothing_chosen(),
            }}
        </TwoPane>
    }
    .into_any()
}

/// The address of the list without a chosen record.
fn close_address(wanted: &Wanted) -> String {
    format!("/records{}", wanted.query(None))
}

fn list(
    paging: Paging,
    filters: Filters,
    wanted: Memo<Wanted>,
    chosen: Memo<Option<Chosen>>,
) -> AnyView {
    let count = Signal::derive(move || {
        paging
            .total()
            .map(|n| crate::say!("records-count", n = n))
            .unwrap_or_default()
    });
    // Only a change between these faces draws anew; rows come and go inside their list.
    let is_empty = Memo::new(move |_| paging.total().map(|total| total == 0));
    let body = move || match is_empty.get() {
        Some(true) => nothing_found(filters, paging),
        Some(false) => rows(paging, wanted, chosen),
        None => match paging.failure() {
            Some(failure) => {
                view! { <ErrorPanel failure on_retry=move |()| paging.reload() /> }.into_any()
            }
            None => view! { <Loading rows=6 /> }.into_any(),
        },
    };
    view! {
        <div class="wb-page wb-page--fixed wb-records">
            <PageHeader title=t!("nav-records") detail=count />
            <div class="wb-records__tools">
                <SearchBox label=t!("records-search") query=filters.words />
                {filters.bar()}
            </div>
            {body}
        </div>
        {filters.dialog(paging)}
    }
    .into_any()
}

fn rows(paging: Paging, wanted: Memo<Wanted>, chosen: Memo<Option<Chosen>>) -> AnyView {
    let row = move |line| {
        let own = Chosen::of(&line);
        let href = Signal::derive(move || {
            format!("/records{}", wanted.with(|wanted| wanted.query(Some(own))))
        });
        let current = Signal::derive(move || chosen.get() == Some(own));
        record_row(line, Some(own.row_id()), href, current)
    };
    view! {
        <div class="wb-records__list" on:keydown=keys::move_between_rows>
            <VirtualList
                label=t!("nav-records")
                items=paging.rows()
                key=|line| line.id.to_string()
                row=std::sync::Arc::new(row)
                row_height_rem=ROW_HEIGHT_REM
                total=Signal::derive(move || paging.total().unwrap_or_default())
                on_near_end=Callback::new(move |_| paging.more())
            />
        </div>
        {at_the_end(paging)}
    }
    .into_any()
}

/// Below the last row, once all of them have been brought.
fn at_the_end(paging: Paging) -> AnyView {
    let since_ms = Memo::new(move |_| match paging.is_whole() {
        true => paging.with_page(|page| page.and_then(|page| page.held_since_ms)),
        false => None,
    });
    view! { {move || older(since_ms.get(), None)} }.into_any()
}

fn nothing_found(filters: Filters, paging: Paging) -> AnyView {
    let title = Signal::derive(|| {
        if is_receiving() {
            say!("empty-receiving")
        } else {
            say!("records-none")
        }
    });
    view! {
        <EmptyState icon="records" title text=t!("records-none-todo")>
            <Button
                label=t!("records-clear")
                icon="close"
                on_press=move |()| filters.clear()
            />
        </EmptyState>
        {at_the_end(paging)}
    }
    .into_any()
}
