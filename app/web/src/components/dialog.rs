//! A question that must be answered before going on, as the browser's own modal dialog: it keeps the focus, Escape
//! closes it, and the focus goes back to where it was.

use crate::prelude::*;
use leptos::html;

use super::fresh_id;

/// A modal dialog; shown while `open` holds. Its actions stand in its children.
#[component]
pub fn Dialog(
    /// Whether it is shown.
    #[prop(into)]
    open: Signal<bool>,
    /// Escape, or Back.
    #[prop(into)]
    on_close: Callback<()>,
    /// The question.
    #[prop(into)]
    title: Signal<String>,
    /// What there is to say and do. Made anew each time it opens.
    children: ChildrenFn,
) -> AnyView {
    let element = NodeRef::<html::Dialog>::new();
    let title_id = fresh_id("dialog");
    let labelled_by = title_id.clone();
    Effect::new(move |_| {
        let Some(dialog) = element.get() else { return };
        if open.get() && !dialog.open() {
            // Fails only where the element has left the page; then there is nothing to show.
            let _ = dialog.show_modal();
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog
            class="wb-dialog"
            node_ref=element
            aria-labelledby=labelled_by
            on:cancel=move |event: leptos::ev::Event| {
                event.prevent_default();
                on_close.run(());
            }
        >
            <div class="wb-dialog__body">
                <h2 id=title_id>{title}</h2>
                {move || open.get().then(|| children())}
            </div>
        </dialog>
    }
    .into_any()
}
