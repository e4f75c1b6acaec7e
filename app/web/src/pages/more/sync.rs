//! Sending and receiving: what waits, since when, what the server last said, register by register.

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_record::access::{Book, Role};
use wingbook_worker::message::{Request, Response, SyncView};

use super::{Topic, fact};
use crate::{
    client,
    components::{
        Badge, Banner, Button, ErrorPanel, LinkButton, Loading, Progress, Tone, button::Kind,
    },
    pages::Page,
    shell::header::sync_state,
    state::{
        clock,
        loaded::{Loaded, load},
        session::use_session,
        snackbars::use_snackbars,
        sync::sync_view,
    },
    t,
    text::{self, times},
};

/// The page's body.
pub fn view() -> AnyView {
    let loaded: Loaded<SyncView> = load(
        move || {
            // Each event of the worker's brings the newest state: ask along with it.
            let _ = sync_view();
            Request::Sync
        },
        |response| match response {
            Response::Sync(view) => Some(view),
            _ => None,
        },
    );
    view! {
        {move || match loaded.get() {
            Some(view) => state(view),
            None => match loaded.failure() {
                Some(failure) => {
                    view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
                }
                None => view! { <Loading /> }.into_any(),
            },
        }}
    }
    .into_any()
}

fn state(view: SyncView) -> AnyView {
    let snackbars = use_snackbars();
    let session = use_session();
    let now = move |()| {
        spawn_local(async move {
            match client::ask(Request::SyncNow).await {
                Ok(_) => snackbars.say(text::say("sync-now-started", &[])),
                Err(failure) => snackbars.fail(&failure),
            }
        });
    };
    let (icon, tone, _) = sync_state(&view, clock::now_ms());
    let summary = {
        let view = view.clone();
        Signal::derive(move || sync_state(&view, clock::now_ms()).2)
    };
    let figures = view.progress;
    let at = |at_ms: Option<i64>| {
        Signal::derive(move || match at_ms {
            Some(at_ms) => format!(
                "{} · {}",
                times::short(at_ms, clock::now_ms()),
                times::relative(at_ms, clock::now_ms())
            ),
            None => text::say("never", &[]),
        })
    };
    let has_server = view.server.is_some();
    let is_first = has_server && view.last_full_ms.is_none() && figures.is_none();
    let received = is_first.then(|| view.books.iter().map(|(_, held, _)| held).sum::<usize>());
    let unreachable = (view.state == "offline").then(|| {
        let since_ms = view.unreachable_since_ms.unwrap_or_else(clock::now_ms);
        let next = view.next_try_ms.map(|next_ms| {
            view! { <p>{t!("sync-unreachable-next", time = times::relative(next_ms, clock::now_ms()))}</p> }
        });
        view! {
            <Banner title=t!("sync-unreachable", time = times::short(since_ms, clock::now_ms()))>
                {next}
                <p>{t!("sync-unreachable-todo")}</p>
            </Banner>
        }
    });
    let facts = view! {
        <dl class="wb-facts">
            {fact(t!("sync-server"), server_words(view.server).into_any())}
            {fact(t!("sync-last-contact"), at(view.last_contact_ms).into_any())}
            {fact(t!("sync-last-full"), at(view.last_full_ms).into_any())}
            {view.next_try_ms.map(|next| fact(t!("sync-next-try"), at(Some(next)).into_any()))}
        </dl>
    };
    view! {
        <p><Badge icon words=summary tone /></p>
        {unreachable}
        {received.map(|n| view! { <p>{t!("sync-received-so-far", n = n)}</p> })}
        {figures.map(|figures| view! {
            <Progress label=t!("sync-receiving", done = figures.0, total = figures.1) figures=Some(figures) />
        })}
        {view.failure.map(|failure| view! { <ErrorPanel failure /> })}
        {(view.refused > 0).then(|| view! {
            <Banner tone=Tone::Danger title=t!("sync-refused-title", n = view.refused)>
                <p>{t!("sync-refused-todo")}</p>
                <LinkButton label=t!("problems-title") href="/more/problems".to_owned() />
            </Banner>
        })}
        {(view.of_colleagues > 0).then(|| view! {
            <Banner title=t!("sync-of-colleagues-title", n = view.of_colleagues)>
                <p>{t!("sync-of-colleagues-todo")}</p>
            </Banner>
        })}
        {facts}
        {move || (!has_server && session.has_role(&[Role::Administrator])).then(|| view! {
            <div class="wb-actions">
                <LinkButton label=t!("connect-title") href=Page::MorePage(Topic::Connect).path() icon="next" />
            </div>
        })}
        {has_server.then(|| view! {
            <div class="wb-actions">
                <Button label=t!("sync-now") icon="refresh" kind=Kind::Primary on_press=now />
            </div>
        })}
        {books(view.books)}
    }
    .into_any()
}

fn server_words(server: Option<String>) -> AnyView {
    match server {
        Some(address) => view! { <bdi>{address}</bdi> }.into_any(),
        None => view! { <span>{t!("sync-no-server-long")}</span> }.into_any(),
    }
}

fn books(books: Vec<(Book, usize, Option<i64>)>) -> AnyView {
    let rows = books
        .into_iter()
        .map(|(book, held, received_ms)| {
            let received = Signal::derive(move || match received_ms {
                Some(at_ms) => {
                    let time = times::short(at_ms, clock::now_ms());
                    text::say("sync-book-received", &[("n", held.into()), ("time", time.into())])
                }
                None => text::say("sync-book-never", &[("n", held.into())]),
            });
            view! {
                <li class="wb-row">
                    <span class="wb-row__body">
                        <span class="wb-row__title">{Signal::derive(move || book_words(book))}</span>
                        <span class="wb-row__detail">{received}</span>
                    </span>
                </li>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    (!rows.is_empty())
        .then(|| {
            view! {
                <section class="wb-section">
                    <h2>{t!("sync-books")}</h2>
                    <ul class="wb-rows">{rows}</ul>
                </section>
            }
        })
        .into_any()
}

/// A register's name.
pub(super) fn book_words(book: Book) -> String {
    text::say(&format!("book-{}", book.word()), &[])
}
