//! The header: who works, on which tablet, how sending stands, and the lock. On every page, one tap each.

use crate::prelude::*;
use wingbook_worker::message::SyncView;

use crate::{
    components::{Badge, Icon, Tone},
    state::{
        clock,
        session::use_session,
        sync::{opening, sync_view},
    },
    t,
    text::{self, times},
};

/// The header.
#[component]
pub fn Header(
    /// Ends the session.
    lock: Callback<()>,
) -> AnyView {
    let session = use_session();
    let user = Memo::new(move |_| {
        session
            .view()
            .map(|view| view.name.clone())
            .unwrap_or_default()
    });
    let tablet = Memo::new(move |_| {
        session
            .view()
            .map(|view| view.tablet.clone())
            .unwrap_or_default()
    });
    view! {
        <header class="wb-header">
            <a class="wb-header__state" href="/more/sync">
                <span class="wb-header__who">
                    <span class="wb-header__user"><bdi>{user}</bdi></span>
                    <span class="wb-header__tablet">
                        <span class="wb-visually-hidden">{t!("header-tablet")} " "</span>
                        <bdi>{tablet}</bdi>
                    </span>
                </span>
                <SyncBadge />
            </a>
            <button
                type="button"
                class="wb-button wb-button--secondary"
                aria-label=t!("lock-now")
                on:click=move |_| lock.run(())
            >
                <Icon name="lock" />
                <span class="wb-header__wide">{t!("lock")}</span>
            </button>
        </header>
    }
    .into_any()
}

/// How sending stands: icon, tone and words. Offline is neutral; red is only for records that were not accepted.
pub fn sync_state(view: &SyncView, now_ms: i64) -> (&'static str, Tone, String) {
    let age = || {
        view.oldest_waiting_ms
            .map(|oldest| times::relative(oldest, now_ms))
            .unwrap_or_default()
    };
    if view.refused > 0 {
        return (
            "danger",
            Tone::Danger,
            text::say("sync-refused", &[("n", view.refused.into())]),
        );
    }
    match (view.state.as_str(), view.waiting) {
        ("none", _) => ("saved", Tone::Info, text::say("sync-no-server", &[])),
        ("offline", 0) => ("offline", Tone::Info, text::say("sync-offline", &[])),
        (state, waiting) if waiting > 0 => {
            let icon = if state == "offline" {
                "offline"
            } else {
                "waiting"
            };
            (
                icon,
                Tone::Info,
                text::say(
                    "sync-waiting",
                    &[("n", waiting.into()), ("age", age().into())],
                ),
            )
        }
        ("syncing", _) => ("refresh", Tone::Info, text::say("sync-running", &[])),
        ("problem", _) => ("warning", Tone::Warn, text::say("sync-problem", &[])),
        ("idle", _) if view.of_colleagues > 0 => (
            "waiting",
            Tone::Info,
            text::say("sync-of-colleagues", &[("n", view.of_colleagues.into())]),
        ),
        ("idle", _) => ("received", Tone::Ok, text::say("sync-all-sent", &[])),
        _ => ("refresh", Tone::Info, text::say("sync-starting", &[])),
    }
}

#[component]
fn SyncBadge() -> AnyView {
    let state = Memo::new(move |_| {
        if opening().is_some() {
            ("refresh", Tone::Info, text::say("sync-opening", &[]))
        } else {
            sync_state(&sync_view(), clock::now_ms())
        }
    });
    view! {
        <span class="wb-header__sync">
            {move || {
                let (icon, tone, words) = state.get();
                view! { <Badge icon words tone /> }
            }}
        </span>
    }
    .into_any()
}
