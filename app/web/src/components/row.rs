//! A row that leads to another page: title, detail, and what stands at its end.

use crate::prelude::*;

use super::icon::Icon;

/// A row as a link. Put rows into `<ul class="wb-rows">` with one `<li>` each.
#[component]
pub fn LinkRow(
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// The largest words.
    #[prop(into)]
    title: Signal<String>,
    /// Quiet words below.
    #[prop(optional, into)]
    detail: Option<Signal<String>>,
    /// A symbol before the title.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// At the row's end, before the arrow: a badge, a time.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    view! {
        <a class="wb-row" href=href>
            {icon.map(|name| view! { <Icon name /> })}
            <span class="wb-row__body">
                <span class="wb-row__title">{title}</span>
                {detail.map(|detail| view! { <span class="wb-row__detail">{detail}</span> })}
            </span>
            {children.map(|children| view! { <span class="wb-row__end">{children()}</span> })}
            <Icon name="next" directional=true />
        </a>
    }
    .into_any()
}
