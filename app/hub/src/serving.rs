//! Running a hub on an address until it is told to stop.

use std::{
    net::{SocketAddr, TcpListener},
    sync::Arc,
    time::Duration,
};

use axum_server::{
    Handle, accept::NoDelayAcceptor, tls_rustls::RustlsAcceptor, tls_rustls::RustlsConfig,
};

use crate::{http, hub::Hub};

/// How long requests may go on after a stop.
const GRACE: Duration = Duration::from_secs(5);

/// How often the data file is looked at for what another process wrote (`import` beside `serve`).
const LOOK_AGAIN: Duration = Duration::from_secs(2);

/// How long a new connection may keep its first request waiting.
const FIRST_REQUEST_MAX: Duration = Duration::from_secs(30);

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
    let looking = tokio::spawn(look_for_other_writers(Arc::clone(&hub)));
    let service = http::router(hub).into_make_service_with_connect_info::<SocketAddr>();
    let server = axum_server::from_tcp(listener)?
        .handle(handle)
        .first_request_timeout(FIRST_REQUEST_MAX);
    let served = match tls {
        Some(config) => {
            server
                .acceptor(RustlsAcceptor::new(config).acceptor(NoDelayAcceptor::new()))
                .serve(service)
                .await
        }
        None => server.acceptor(NoDelayAcceptor::new()).serve(service).await,
    };
    looking.abort();
    served
}

async fn look_for_other_writers(hub: Arc<Hub>) {
    let mut every = tokio::time::interval(LOOK_AGAIN);
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
    loop {
        every.tick().await;
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
