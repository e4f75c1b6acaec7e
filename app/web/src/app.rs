//! The app: its contexts, its one line to the worker, and which of its faces shows.

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_worker::message::{Failure, Request, Response};

use crate::{
    client,
    components::{Button, ErrorPanel, SnackbarVoice},
    pages::{self, more::Topic},
    shell::Shell,
    state::{
        address,
        preferences::Preferences,
        session::{self, Phase, Session},
        snackbars::{Snackbars, use_snackbars},
        sync, trail, unsent,
    },
    t,
};
use wingbook_view::Mounted;

/// The whole app. The document's title stays "Wingbook" on every page: titles land in histories and task switchers.
#[component]
pub fn App() -> impl IntoView {
    let session = Session::default();
    provide_context(session);
    provide_context(Preferences::read());
    provide_context(Snackbars::default());
    match client::start(sync::take_event) {
        Ok(()) => begin(session),
        Err(failure) => session.fail(failure),
    }
    tell_of_network();
    address::start();
    leptos::view! { <Face /> }
}

/// Asks the worker what this tablet is.
fn begin(session: Session) {
    spawn_local(async move {
        match client::ask(Request::Status).await {
            Ok(Response::Status(status)) => session.know_status(status),
            Ok(_) => session.fail(Failure::Internal {
                detail: "status: another answer".to_owned(),
            }),
            Err(failure) => session.fail(failure),
        }
    });
}

/// Ends the session: the worker ends with all keys, the page forgets what it showed. A newer build may take over now.
pub fn lock(session: Session, snackbars: Snackbars) {
    session.forget();
    snackbars.hide();
    sync::forget();
    address::forget();
    trail::forget();
    pages::people::forget();
    pages::clinic::forget();
    unsent::forget();
    match client::lock() {
        Ok(()) => begin(session),
        Err(failure) => session.fail(failure),
    }
    if let Ok(event) = web_sys::Event::new("wingbook:activate") {
        // `boot.js` does nothing where no newer build lies ready.
        let _ = window().dispatch_event(&event);
    }
}

/// The browser says when the network comes and goes; the worker then tries again at once.
fn tell_of_network() {
    for (name, online) in [("online", true), ("offline", false)] {
        // The listener lives as long as the app.
        let _ = window_event_listener_untyped(name, move |_| {
            spawn_local(async move {
                // Before sign-in nobody syncs, and the worker says so: there is nothing to tell anybody.
                let _ = client::ask(Request::Online { online }).await;
            });
        });
    }
}

#[component]
fn Face() -> Mounted {
    let session: Session = use_context().unwrap_or_default();
    let snackbars = use_snackbars();
    let phase = Memo::new(move |_| session.phase());
    Effect::new(move |_| {
        if session::is_ended() && session.view().is_some() {
            lock(session, snackbars);
        }
    });
    Effect::new(move |_| {
        if phase.get() == Phase::SignedOut && session.was_left() {
            address::replace("/");
        }
    });
    let path = address::path();
    let checks = Memo::new(move |_| path.with(|path| path == "/more/evidence"));
    Mounted::new(view! {
        {move || match phase.get() {
            Phase::Starting => ().into_any(),
            Phase::NotSetUp if is_gallery() => pages::view(&pages::Page::Gallery),
            Phase::SignedOut if is_gallery() => pages::view(&pages::Page::Gallery),
            // An export is checked by anybody who holds it.
            Phase::NotSetUp | Phase::SignedOut if checks.get() => view! {
                <main class="wb-entrance" id="main">{pages::view(&pages::Page::MorePage(Topic::Evidence))}</main>
            }
            .into_any(),
            Phase::NotSetUp => pages::view(&pages::Page::SetUp),
            Phase::Vanished(unsent) => view! {
                <main class="wb-entrance" id="main">
                    <h1 class="wb-visually-hidden">"Wingbook"</h1>
                    <ErrorPanel failure=Failure::Vanished { unsent } />
                    <div class="wb-actions">
                        <Button label=t!("set-up-do") on_press=move |()| session.begin_anew() />
                    </div>
                </main>
            }
            .into_any(),
            Phase::Erasing => view! {
                <main class="wb-entrance" id="main"><h1>{t!("erasing-title")}</h1></main>
            }
            .into_any(),
            Phase::SignedOut => pages::entrance::sign_in::view(),
            Phase::SignedIn => view! { <Shell lock=Callback::new(move |()| lock(session, snackbars)) /> }.into_any(),
            Phase::Failed(failure) => view! {
                <main class="wb-entrance">
                    <ErrorPanel failure on_retry=|()| reload_page() />
                </main>
            }
            .into_any(),
        }}
        <SnackbarVoice />
    })
}

/// The gallery of components needs nobody signed in; only debug builds have it.
fn is_gallery() -> bool {
    cfg!(debug_assertions) && address::path_of(&address::here()) == "/gallery"
}

fn reload_page() {
    // Where the browser refuses to reload, the user does it.
    let _ = window().location().reload();
}
