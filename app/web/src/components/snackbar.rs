//! Where short messages stand: at the top of a page's foot, else in a row of their own above the navigation. They are
//! part of the layout, so that they cover nothing, and what lies below them keeps its place. Key `u` undoes.

use crate::prelude::*;

use super::icon::Icon;
use crate::{
    state::snackbars::{Snackbar, use_snackbars},
    t,
};

/// Reads every message out; one for the whole app. It is always there: a region that comes with its words is silent.
#[component]
pub fn SnackbarVoice() -> AnyView {
    let snackbars = use_snackbars();
    let words = move || snackbars.current().map(|current| current.text);
    view! { <p class="wb-visually-hidden" role="status">{words}</p> }.into_any()
}

/// The place in a page's foot. While it is there, messages stand here.
#[component]
pub fn SnackbarSlot() -> AnyView {
    let snackbars = use_snackbars();
    snackbars.open_slot();
    on_cleanup(move || snackbars.close_slot());
    view! { <div class="wb-snackbars">{move || snackbars.current().map(message)}</div> }.into_any()
}

/// The place above the navigation, for pages without a foot.
#[component]
pub fn SnackbarRow() -> AnyView {
    let snackbars = use_snackbars();
    let current = move || snackbars.current().filter(|_| !snackbars.has_slot());
    view! {
        // A part of the page of its own: it stands between the main part and the navigation.
        <section class="wb-snackbars wb-snackbars--row" aria-label=t!("snackbar-label")>
            {move || current().map(message)}
        </section>
    }
    .into_any()
}

fn message(current: Snackbar) -> AnyView {
    let snackbars = use_snackbars();
    let class = if current.failed {
        "wb-snackbar wb-snackbar--danger"
    } else {
        "wb-snackbar"
    };
    let undo = current.undo.is_some().then(|| {
        view! {
            <button
                type="button"
                class="wb-button wb-button--quiet"
                aria-keyshortcuts="u"
                on:click=move |_| snackbars.undo_current()
            >
                <Icon name="undo" />
                <span>{t!("undo")}</span>
            </button>
        }
    });
    view! {
        <div class=class>
            <Icon name=if current.failed { "danger" } else { "check" } />
            <span class="wb-snackbar__text">{current.text}</span>
            {undo}
        </div>
    }
    .into_any()
}
