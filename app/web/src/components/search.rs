//! The search box. `/` puts the cursor into the page's own.

use crate::prelude::*;

use super::{button::IconButton, field, icon::Icon};
use crate::t;

/// The id that the key `/` looks for.
pub const SEARCH_ID: &str = "page-search";

/// A search box; one on a page.
#[component]
pub fn SearchBox(
    /// What is searched for, in words: "Name, number or cell".
    #[prop(into)]
    label: Signal<String>,
    /// What was typed.
    query: RwSignal<String>,
) -> AnyView {
    view! {
        <div class="wb-search" role="search">
            <Icon name="search" />
            <input
                id=SEARCH_ID
                class="wb-search__input"
                type="search"
                dir="auto"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                enterkeyhint="search"
                aria-label=label
                placeholder=label
                prop:value=query
                on:input=move |event| query.set(event_target_value(&event))
            />
            <div hidden=move || query.with(String::is_empty)>
                <IconButton
                    label=t!("search-clear")
                    icon="close"
                    on_press=move |()| {
                        query.set(String::new());
                        field::focus(SEARCH_ID);
                    }
                />
            </div>
        </div>
    }
    .into_any()
}
