//! What lies at the server alone, at the end of a list: older than this tablet holds.

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_record::{id::PersonId, time::Millis};
use wingbook_worker::message::{Request, Response};

use crate::{client, components::Button, say, state::snackbars::use_snackbars, t, text::times};

/// Since when everything is here, and a button for the rest; nothing where all of it is here.
pub fn older(held_since_ms: Option<Millis>, person: Option<PersonId>) -> AnyView {
    let Some(since_ms) = held_since_ms else {
        return ().into_any();
    };
    let snackbars = use_snackbars();
    let is_asking = RwSignal::new(false);
    let fetch = move |()| {
        is_asking.set(true);
        spawn_local(async move {
            match client::ask(Request::FetchOlder { person }).await {
                Ok(Response::Older(view)) if view.came > 0 => {
                    snackbars.say(say!("records-older-came", n = view.came));
                }
                Ok(_) => snackbars.say(say!("records-older-none")),
                Err(failure) => snackbars.fail(&failure),
            }
            // The page may have been left, or drawn anew.
            let _ = is_asking.try_set(false);
        });
    };
    view! {
        <div class="wb-stack wb-older">
            <p class="wb-quiet">{t!("records-older", date = times::day_long(since_ms))}</p>
            <Button label=t!("records-older-fetch") icon="download" on_press=fetch disabled=is_asking />
        </div>
    }
    .into_any()
}
