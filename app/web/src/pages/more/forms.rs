//! The forms on this tablet, with their version and where they came from.

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_forms::Form;
use wingbook_worker::message::{FormLine, Request, Response};

use crate::{
    client,
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
    let asks = questions(id.clone());
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
                {asks}
            </span>
        </li>
    }
    .into_any()
}

/// What a form asks, to read: asked for once it is opened.
fn questions(form: String) -> AnyView {
    let definition = RwSignal::new(None::<std::sync::Arc<Form>>);
    let open = move |_| {
        if definition.with_untracked(Option::is_some) {
            return;
        }
        let request = Request::Form {
            form: form.clone(),
            version: None,
        };
        spawn_local(async move {
            if let Ok(Response::Form(view)) = client::ask(request).await
                && let Ok(form) = Form::from_json(&view.definition)
            {
                definition.try_set(Some(std::sync::Arc::new(form)));
            }
        });
    };
    let lines = move || {
        let form = definition.get()?;
        let questions = form.questions(form.language(text::language().code()));
        let lines = questions
            .into_iter()
            .map(|question| view! { <li dir="auto">{question}</li> });
        Some(lines.collect_view())
    };
    view! {
        <details class="wb-details" on:toggle=open>
            <summary>{t!("forms-asks")}</summary>
            <ol class="wb-prose">{lines}</ol>
        </details>
    }
    .into_any()
}
