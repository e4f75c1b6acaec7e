//! List beside detail on a tablet, one at a time on a phone.

use crate::prelude::*;

/// Two panes. On a phone the detail covers the list while `detail_open` holds; from 800 px both are there.
#[component]
pub fn TwoPane(
    /// Whether something is chosen.
    #[prop(into)]
    detail_open: Signal<bool>,
    /// The list. It keeps its scroll position, because it is never taken away.
    list: AnyView,
    /// The detail.
    children: Children,
) -> AnyView {
    let class = move || {
        if detail_open.get() {
            "wb-two-pane wb-two-pane--detail"
        } else {
            "wb-two-pane"
        }
    };
    view! {
        <div class=class>
            <div class="wb-two-pane__list">{list}</div>
            <div class="wb-two-pane__detail">{children()}</div>
        </div>
    }
    .into_any()
}
