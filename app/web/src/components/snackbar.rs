//! The place at the foot where short messages stand. Key `u` undoes.

use crate::prelude::*;

use super::icon::Icon;
use crate::{state::snackbars::use_snackbars, t};

/// Shows the newest message. One for the whole app.
#[component]
pub fn SnackbarHost() -> AnyView {
    let snackbars = use_snackbars();
    let message = move || {
        snackbars.current().map(|current| {
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
        })
    };
    view! { <div class="wb-snackbars" role="status" aria-live="polite">{message}</div> }.into_any()
}
