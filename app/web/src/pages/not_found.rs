//! No page has this address: an old link, or a typing mistake.

use crate::prelude::*;

use crate::{
    components::{EmptyState, LinkButton, PageHeader, button::Kind},
    t,
};

/// The page.
pub fn view() -> AnyView {
    view! {
        <div class="wb-page wb-page--narrow">
            <PageHeader title=t!("not-found-title") />
            <EmptyState icon="search" title=t!("not-found-what") text=t!("not-found-todo")>
                <LinkButton label=t!("not-found-home") href="/".to_owned() kind=Kind::Primary />
            </EmptyState>
        </div>
    }
    .into_any()
}
