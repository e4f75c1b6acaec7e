//! The heading of a page: back, title, detail, what can be done from here, and help.

use crate::prelude::*;

use super::{field, icon::Icon};
use crate::{
    state::{address, trail},
    t,
};

/// The id of the page's heading: it takes the focus after each change of page.
pub const HEADING_ID: &str = "page-heading";

/// Gives the heading the focus that went with a page's first picture: what stood there while it was fetched is gone.
pub fn take_up_focus() {
    request_animation_frame(|| {
        let document = document();
        let is_lost = document
            .active_element()
            .is_none_or(|element| element.tag_name().eq_ignore_ascii_case("body"));
        if is_lost {
            field::focus(HEADING_ID);
        }
    });
}

/// A page's heading. `title` is the page's only `h1`.
#[component]
pub fn PageHeader(
    /// What the page is.
    #[prop(into)]
    title: Signal<String>,
    /// Quiet words below.
    #[prop(optional, into)]
    detail: Option<Signal<String>>,
    /// Where Back leads, on pages that stand below another.
    #[prop(optional, into)]
    back: Option<String>,
    /// What can be done from here.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    let path = address::path();
    let about = Memo::new(move |_| path.with(|path| help_about(path)));
    view! {
        <header class="wb-page-header">
            {back.map(|href| view! {
                <a
                    class="wb-button wb-button--quiet wb-button--icon"
                    href=href
                    aria-label=t!("back")
                    title=t!("back")
                    on:click=go_back
                >
                    <Icon name="back" directional=true />
                </a>
            })}
            <div class="wb-page-header__titles">
                <h1 id=HEADING_ID tabindex="-1"><bdi>{title}</bdi></h1>
                {detail.map(|detail| view! {
                    <p class="wb-page-header__detail" hidden=move || detail.with(String::is_empty)>{detail}</p>
                })}
            </div>
            {children.map(|children| children())}
            {move || about.get().map(help_link)}
        </header>
    }
    .into_any()
}

/// Where one came from, if one came from somewhere; else the link leads to the page above this one.
fn go_back(event: leptos::ev::MouseEvent) {
    let plain = !event.ctrl_key() && !event.meta_key() && !event.shift_key();
    if plain && trail::go_back() {
        event.prevent_default();
    }
}

/// The link to the help text of that word.
fn help_link(about: &'static str) -> AnyView {
    view! {
        <a
            class="wb-button wb-button--quiet wb-button--icon wb-no-print"
            href=format!("/more/help?about={about}")
            aria-label=t!("help-open")
            title=t!("help-open")
        >
            <Icon name="help" />
        </a>
    }
    .into_any()
}

/// The help text for the page at this address; nothing where help itself is on screen.
fn help_about(path: &str) -> Option<&'static str> {
    let segments: Vec<&str> = path
        .split('/')
        .filter(|segment| !segment.is_empty())
        .collect();
    match segments.as_slice() {
        ["more", "help"] => None,
        ["more", "sync" | "problems"] => Some("sync"),
        ["more", "access"] => Some("sign-in"),
        ["more", "prison", ..] => Some("prison"),
        ["more", ..] => Some("lock"),
        [_, _, "count"] => Some("count"),
        ["round", ..] => Some("round"),
        ["people" | "check-in" | "due", ..] => Some("people"),
        ["write", ..] => Some("write"),
        ["record", ..] => Some("correct"),
        ["review"] => Some("review"),
        ["wings", ..] => Some("wings"),
        ["records"] => Some("records"),
        ["charts"] => Some("charts"),
        _ => Some("today"),
    }
}
