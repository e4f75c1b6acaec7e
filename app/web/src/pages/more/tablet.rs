//! *This tablet*: what would be lost with it, a rescue file, and erasing it. Before sign-in the same stands on a tablet that
//! an administrator ordered to be erased.

use crate::prelude::*;
use leptos::{ev, task::spawn_local};
use wingbook_worker::message::{Failure, LeftView, Request, Response, TabletStep};

use super::fact;
use crate::{
    app, client,
    components::{
        Button, Dialog, ErrorPanel, Icon, Kind, Loading, Progress, TextInput, field, fresh_id,
    },
    say,
    state::{
        erasure, loaded::load, session::use_session, snackbars::use_snackbars, sync::sync_view,
    },
    t,
};

/// The page's body.
pub fn view() -> AnyView {
    let session = use_session();
    let snackbars = use_snackbars();
    let left = load(
        || Request::Tablets(TabletStep::Left),
        |response| match response {
            Response::Left(left) => Some(left),
            _ => None,
        },
    );
    let has_server = Memo::new(|_| sync_view().server.is_some());
    let name = Memo::new(move |_| session.view().map(|view| view.tablet.clone()));
    let send = |()| spawn_local(async { drop(client::ask(Request::SyncNow).await) });
    view! {
        <dl class="wb-facts">
            {fact(t!("tablet-name"), view! { <bdi>{move || name.get()}</bdi> }.into_any())}
        </dl>
        {move || match (left.get(), left.failure()) {
            (Some(left), _) => would_be_lost(left, has_server.get()),
            (None, Some(failure)) => view! { <ErrorPanel failure on_retry=move |()| left.reload() /> }.into_any(),
            (None, None) => view! { <Loading /> }.into_any(),
        }}
        {move || has_server.get().then(|| view! {
            <p class="wb-quiet">{t!("tablet-left-colleagues")}</p>
            <div class="wb-actions"><Button label=t!("sync-now") icon="refresh" on_press=send /></div>
        })}
        {rescue()}
        <section class="wb-section">
            <h2>{t!("erase-title")}</h2>
            <p>{t!("erase-what")}</p>
            {erase(
                Signal::derive(move || name.get().unwrap_or_default()),
                Signal::derive(move || left.get().unwrap_or_default()),
                has_server.into(),
                // The worker has noted it: from here on it goes on by itself.
                Callback::new(move |()| app::lock(session, snackbars)),
            )}
        </section>
    }
    .into_any()
}

/// Before sign-in, on a tablet that is to be erased: what would be lost, and the same offers.
pub fn ordered() -> AnyView {
    let status = use_session().status();
    let left = status.left;
    let has_server = status.server.is_some();
    let name = status.tablet.unwrap_or_default();
    view! {
        {would_be_lost(left, has_server)}
        {rescue()}
        {erase(
            Signal::stored(name),
            Signal::stored(left),
            Signal::stored(has_server),
            Callback::new(|()| erasure::gone()),
        )}
    }
    .into_any()
}

/// How many records and drafts would be lost, each as a line of its own.
fn would_be_lost(left: LeftView, has_server: bool) -> AnyView {
    let line = |is_lost: bool, words: Signal<String>| {
        let icon = if is_lost { "warning" } else { "check" };
        view! { <p class="wb-error__line"><Icon name=icon /><span>{words}</span></p> }.into_any()
    };
    let LeftView {
        records,
        drafts,
        documents,
    } = left;
    view! {
        <div class="wb-stack" role="status">
            {if has_server {
                line(records > 0, t!("tablet-left-records", n = records))
            } else {
                line(documents, t!("tablet-left-documents"))
            }}
            {line(drafts > 0, t!("tablet-left-drafts", n = drafts))}
        </div>
    }
    .into_any()
}

/// A sealed copy of everything, as a file.
fn rescue() -> AnyView {
    let running = RwSignal::new(false);
    let saved = RwSignal::new(None::<String>);
    let listener = window_event_listener_untyped("wingbook:rescued", move |_| {
        running.set(false);
        saved.set(Some(erasure::rescued()));
    });
    on_cleanup(move || listener.remove());
    let save = move |()| {
        running.set(true);
        saved.set(None);
        erasure::rescue();
    };
    view! {
        <section class="wb-section">
            <h2>{t!("rescue-title")}</h2>
            <p>{t!("rescue-what")}</p>
            {move || if running.get() {
                view! { <Progress label=t!("rescue-save") /> }.into_any()
            } else {
                view! { <Button label=t!("rescue-save") icon="download" on_press=save /> }.into_any()
            }}
            <p role="status">
                {move || saved.get().map(|file| if file.is_empty() {
                    say!("rescue-failed")
                } else {
                    say!("rescue-saved", file = file)
                })}
            </p>
        </section>
    }
    .into_any()
}

/// Erasing, once the tablet's name was typed. `then` is called when the worker has taken it up.
fn erase(
    name: Signal<String>,
    left: Signal<LeftView>,
    has_server: Signal<bool>,
    then: Callback<()>,
) -> AnyView {
    let asking = RwSignal::new(false);
    let typed = RwSignal::new(String::new());
    let is_wrong = RwSignal::new(false);
    let running = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let id = StoredValue::new(fresh_id("erase"));
    let error = Signal::derive(move || is_wrong.get().then(|| say!("erase-type-wrong")));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if running.get_untracked() {
            return;
        }
        let is_name = typed.with_untracked(|typed| typed.trim() == name.get_untracked().trim());
        is_wrong.set(!is_name);
        if !is_name {
            return field::focus(&id.get_value());
        }
        running.set(true);
        failure.set(None);
        spawn_local(async move {
            match client::ask(Request::Tablets(TabletStep::Erase)).await {
                Ok(_) => then.run(()),
                Err(error) => {
                    running.try_set(false);
                    drop(failure.try_set(Some(error)));
                }
            }
        });
    };
    view! {
        <div class="wb-actions">
            <Button label=t!("erase-do") kind=Kind::Danger icon="danger" on_press=move |()| asking.set(true) />
        </div>
        <Dialog open=asking on_close=move |()| asking.set(false) title=t!("erase-sure")>
            {move || would_be_lost(left.get(), has_server.get())}
            {move || failure.get().map(|failure| view! { <ErrorPanel failure /> })}
            <form novalidate=true class="wb-stack" on:submit=submit>
                <TextInput
                    id=id.get_value()
                    label=Signal::derive(move || say!("erase-type", name = name.get()))
                    value=typed
                    error
                    verbatim=true
                />
                {move || if running.get() {
                    view! { <Progress label=t!("erasing-title") /> }.into_any()
                } else {
                    view! {
                        <div class="wb-actions">
                            <Button label=t!("erase-back") on_press=move |()| asking.set(false) />
                            <Button label=t!("erase-do") kind=Kind::Danger icon="danger" submit=true on_press=|()| {} />
                        </div>
                    }
                    .into_any()
                }}
            </form>
        </Dialog>
    }
    .into_any()
}
