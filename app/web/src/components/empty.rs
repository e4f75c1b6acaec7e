//! Nothing here, and not here yet.

use crate::prelude::*;

use super::icon::Icon;
use crate::{state::sync::is_receiving, t};

/// Nothing of the registers here: says so once they are whole, and until then that they are still arriving.
#[component]
pub fn EmptyRegister(
    /// The symbol of what would be here.
    icon: &'static str,
    /// What isn't here.
    #[prop(into)]
    title: Signal<String>,
    /// Why, or what to do.
    #[prop(into)]
    text: Signal<String>,
) -> AnyView {
    let waits = Memo::new(move |_| is_receiving());
    view! {
        {move || if waits.get() {
            view! { <EmptyState icon="download" title=t!("empty-receiving") text=t!("empty-receiving-todo") /> }.into_any()
        } else {
            view! { <EmptyState icon title text /> }.into_any()
        }}
    }
    .into_any()
}

/// Nothing here yet: says so and names the next action.
#[component]
pub fn EmptyState(
    /// The symbol of what would be here.
    icon: &'static str,
    /// What isn't here.
    #[prop(into)]
    title: Signal<String>,
    /// Why, or what to do.
    #[prop(optional, into)]
    text: Option<Signal<String>>,
    /// The next action.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    view! {
        <div class="wb-empty">
            <Icon name=icon />
            <h2>{title}</h2>
            {text.map(|text| view! { <p class="wb-empty__text">{text}</p> })}
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}

/// Rows on their way.
#[component]
pub fn Loading(
    /// How many rows to keep the place of.
    #[prop(default = 4)]
    rows: usize,
) -> AnyView {
    view! {
        <div class="wb-skeleton" role="status">
            <span class="wb-visually-hidden">{t!("loading")}</span>
            {(0..rows).map(|_| view! { <div class="wb-skeleton__row"></div> }).collect_view()}
        </div>
    }
    .into_any()
}
