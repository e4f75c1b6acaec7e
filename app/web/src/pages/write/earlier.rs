//! A correction that was begun before the record was amended: its words stand beside the form until somebody discards
//! them. Nothing of it is taken over, for it would bring back what no longer stands.

use std::{collections::BTreeMap, sync::Arc};

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_forms::{Context, Form, Session};
use wingbook_worker::message::{DraftView, Request};

use crate::{
    client,
    components::{Banner, Button},
    form::moment,
    pages::record::facts,
    say,
    state::{clock, snackbars::use_snackbars},
    t,
    text::times,
};

/// The banner with what was written. `is_withdrawn`: the record was taken back, and nothing of it stands below.
pub fn earlier(draft: DraftView, form: &Arc<Form>, is_withdrawn: bool) -> AnyView {
    let snackbars = use_snackbars();
    let is_open = RwSignal::new(true);
    let DraftView {
        id,
        changed_ms,
        corrects,
        answers,
        ..
    } = draft;
    let reason = corrects.map(|(_, _, reason)| reason).unwrap_or_default();
    let context = Context {
        now: moment(changed_ms),
        seed: 0,
    };
    let answers = Session::restore(Arc::clone(form), &answers, context)
        .map(|session| session.answers())
        .unwrap_or_default();
    let form = Arc::clone(form);
    let discard = move |()| {
        let id = id.clone();
        spawn_local(async move {
            match client::ask(Request::DraftDiscard { id }).await {
                Ok(_) => {
                    is_open.try_set(false);
                    snackbars.say(say!("write-discarded"));
                }
                Err(failure) => snackbars.fail(&failure),
            }
        });
    };
    view! {
        {move || is_open.get().then(|| {
            let discard = discard.clone();
            let words = facts(&form, &answers, &BTreeMap::new());
            let reason = (!reason.trim().is_empty()).then(|| view! {
                <dl class="wb-facts">
                    <div><dt>{t!("write-reason")}</dt><dd dir="auto">{reason.clone()}</dd></div>
                </dl>
            });
            let title = Signal::derive(move || {
                let time = times::short(changed_ms, clock::now_ms());
                match is_withdrawn {
                    true => say!("write-left-since", time = time),
                    false => say!("write-outdated", time = time),
                }
            });
            let todo = match is_withdrawn {
                true => t!("write-left-todo"),
                false => t!("write-outdated-todo"),
            };
            view! {
                <Banner title>
                    <p>{todo}</p>
                    <details class="wb-details">
                        <summary>{t!("write-outdated-words")}</summary>
                        {words}
                        {reason}
                    </details>
                    <div class="wb-actions">
                        <Button label=t!("write-discard") on_press=discard />
                    </div>
                </Banner>
            }
        })}
    }
    .into_any()
}
