//! Work that takes a moment.

use crate::prelude::*;
use leptos::html;

/// Words and a bar; without figures the bar says only that something goes on.
#[component]
pub fn Progress(
    /// What goes on.
    #[prop(into)]
    label: Signal<String>,
    /// Done, of how many; nothing while that isn't known.
    #[prop(optional, into)]
    figures: Signal<Option<(usize, usize)>>,
) -> AnyView {
    let bar = NodeRef::<html::Div>::new();
    // The policy forbids style attributes; the object model is allowed.
    Effect::new(move |_| {
        if let Some(bar) = bar.get() {
            let percent = figures
                .get()
                .map(|(done, total)| (100 * done) / total.max(1));
            let style = web_sys::HtmlElement::style(&bar);
            // Setting a property to a well-formed value can't fail.
            let _ = match percent {
                Some(percent) => style.set_property("inline-size", &format!("{percent}%")),
                None => style.remove_property("inline-size").map(|_| ()),
            };
        }
    });
    let class = move || {
        if figures.with(Option::is_some) {
            "wb-progress__bar"
        } else {
            "wb-progress__bar wb-progress__bar--unknown"
        }
    };
    view! {
        <div class="wb-progress">
            <p role="status">{label}</p>
            <div
                class="wb-progress__track"
                role="progressbar"
                aria-label=label
                aria-valuemin="0"
                aria-valuemax=move || figures.get().map(|(_, total)| total.to_string())
                aria-valuenow=move || figures.get().map(|(done, _)| done.to_string())
            >
                <div class=class node_ref=bar></div>
            </div>
        </div>
    }
    .into_any()
}
