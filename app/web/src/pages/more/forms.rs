//! The forms on this tablet, with their version and where they came from.

use crate::prelude::*;
use wingbook_worker::message::{FormLine, Request, Response};

use crate::{
    components::{EmptyState, ErrorPanel, Loading},
    state::loaded::load,
    t,
    text::{self, times},
};

/// The page's body.
pub fn view() -> AnyView {
    let loaded = load(
        || Request::Forms,
        |response| match response {
            Response::Forms(forms) => Some(forms),
            _ => None,
        },
    );
    view! {
        {move || match (loaded.get(), loaded.failure()) {
            (Some(forms), _) if forms.is_empty() => {
                view! { <EmptyState icon="form" title=t!("forms-none") text=t!("forms-none-todo") /> }.into_any()
            }
            (Some(forms), _) => {
                let rows = forms.into_iter().map(row).collect_view();
                view! { <ul class="wb-rows">{rows}</ul> }.into_any()
            }
            (None, Some(failure)) => {
                view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
            }
            (None, None) => view! { <Loading /> }.into_any(),
        }}
    }
    .into_any()
}

fn row(form: FormLine) -> AnyView {
    let FormLine {
        form: id,
        version,
        title,
        received_ms,
        ..
    } = form;
    let source = Signal::derive(move || match received_ms {
        Some(at_ms) => text::say(
            "forms-received",
            &[("time", times::day_and_time(at_ms).into())],
        ),
        None => text::say("forms-bundled", &[]),
    });
    view! {
        <li class="wb-row">
            <span class="wb-row__body">
                <span class="wb-row__title">{Signal::derive(move || text::labelled(&title, &id))}</span>
                <span class="wb-row__detail">{t!("forms-version", version = version.clone())} " · " {source}</span>
            </span>
        </li>
    }
    .into_any()
}
