//! A frame in which a wide table is moved sideways, by finger or by arrow keys, while the page stays.

use crate::prelude::*;

/// The frame. Its label is what a screen reader says when the focus comes to it.
#[component]
pub fn TableFrame(
    /// What the table is about.
    label: Signal<String>,
    /// The table.
    children: Children,
) -> AnyView {
    view! { <div class="wb-table-frame" role="group" tabindex="0" aria-label=label>{children()}</div> }
        .into_any()
}
