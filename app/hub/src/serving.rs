//! Running a hub on an address until it is told to stop.

use std::{
    io::ErrorKind,
    net::{SocketAddr, TcpListener},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use axum_server::{
    Handle,
    tls_rustls::{RustlsAcceptor, RustlsConfig},
};

use crate::{connections::Connections, http, hub::Hub};

/// How long requests may go on after a stop.
const GRACE: Duration = Duration::from_secs(5);

/// How often the data file is looked at for what another process wrote (`import` beside `serve`).
const LOOK_AGAIN: Duration = Duration::from_secs(2);

/// How often it is said that no connection could be taken.
const SAID_AGAIN_AFTER: Duration = Duration::from_secs(60);

/// How many requests one HTTP/2 connection may have open.
const STREAMS_MAX: u32 = 64;

/// Serves until `stop` completes, then ends feeds, lets requests finish and returns.
///
/// # Errors
/// When the listener can't be used.
pub async fn serve(
    hub: Arc<Hub>,
    listener: TcpListener,
    tls: Option<RustlsConfig>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    let handle = Handle::new();
    let (stopping, stopped) = (Arc::clone(&hub), handle.clone());
    tokio::spawn(async move {
        stop.await;
        stopping.stop();
        stopped.graceful_shutdown(Some(GRACE));
    });
    let limits = hub.options.limits.clone();
    let connections = Connections::new(limits.clone());
    let looking = [
        tokio::spawn(look_for_other_writers(Arc::clone(&hub))),
        tokio::spawn(close_overdue(connections.clone())),
    ];
    let service = http::router(hub).into_make_service_with_connect_info::<SocketAddr>();
    let not_taken = say_and_make_room(connections.clone());
    let mut server = axum_server::from_tcp(listener)?
        .handle(handle)
        .first_request_timeout(limits.head)
        // Whatever goes wrong in taking a connection, the next one is taken.
        .accept_error_handler(move |peer, error| not_taken(peer.is_some(), error));
    // Counted between two requests as well: this ends connections that are kept open and not used.
    server
        .http_builder()
        .http1()
        .header_read_timeout(limits.head);
    server
        .http_builder()
        .http2()
        .max_concurrent_streams(STREAMS_MAX)
        .keep_alive_interval(limits.head)
        .keep_alive_timeout(limits.head);
    let served = match tls {
        Some(config) => {
            let encrypting = RustlsAcceptor::new(config).handshake_timeout(limits.handshake);
            server
                .acceptor(encrypting.acceptor(connections))
                .serve(service)
                .await
        }
        None => server.acceptor(connections).serve(service).await,
    };
    for task in looking {
        task.abort();
    }
    served
}

async fn close_overdue(connections: Connections) {
    let mut every = tokio::time::interval(connections.look_every());
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
    loop {
        every.tick().await;
        connections.close_overdue();
    }
}

/// What to do when a connection could not be taken, which happens when there are no file descriptors left: the one
/// that is needed least gives its own back.
fn say_and_make_room(connections: Connections) -> impl Fn(bool, &std::io::Error) + Send + Sync {
    let said: Mutex<Option<Instant>> = Mutex::default();
    move |has_peer, error| {
        // A single peer that hung up or can't encrypt; it says nothing about the server.
        if has_peer
            || matches!(
                error.kind(),
                ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset
            )
        {
            return;
        }
        let closed = connections.make_room();
        let mut said = said.lock().unwrap_or_else(PoisonError::into_inner);
        if said.is_none_or(|at| at.elapsed() > SAID_AGAIN_AFTER) {
            *said = Some(Instant::now());
            tracing::error!(%error, closed, "a connection could not be taken; those unused longest are closed");
        }
    }
}

async fn look_for_other_writers(hub: Arc<Hub>) {
    let mut every = tokio::time::interval(LOOK_AGAIN);
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
    loop {
        every.tick().await;
        // Said on the error output, also while nobody writes.
        if hub.store.check_place().is_err() {
            continue;
        }
        let store = hub.store.clone();
        if let Err(error) = hub
            .store
            .read(move |connection| store.feeds().refresh(connection))
            .await
        {
            tracing::warn!(%error, "the data file could not be looked at");
        }
    }
}
