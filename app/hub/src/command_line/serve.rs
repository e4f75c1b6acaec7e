//! `wingbook-hub serve`.

use std::{net::SocketAddr, net::TcpListener, path::PathBuf, sync::Arc};

use clap::Args;

use super::{Data, Failure, facts::open};
use crate::{
    facility::{Facility, FacilityError},
    hub::{Hub, Options},
    serve_app::App,
    serving,
    store::Store,
};

#[derive(Args)]
pub struct Serve {
    #[command(flatten)]
    data: Data,
    /// Address and port
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Serve the app from a folder instead of the built-in one
    #[arg(long, value_name = "DIR")]
    app: Option<PathBuf>,
    /// Let pages of another origin use this server (an app that lives elsewhere)
    #[arg(long, value_name = "ORIGIN")]
    allow_origin: Vec<String>,
}

impl Serve {
    pub fn run(self) -> Result<(), Failure> {
        start_log();
        let store = open(&self.data.data)?;
        self.prepare(&store)?;
        let app = match self.app {
            Some(folder) => App::Folder(folder),
            None => App::embedded(),
        };
        let options = Options {
            origins: self.allow_origin,
            secure: false,
            authority_pem: None,
        };
        let listener = TcpListener::bind(self.listen)?;
        let address = listener.local_addr()?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?;
        runtime.block_on(async move {
            let hub = Arc::new(Hub::new(store, app, options)?);
            println!(
                "{}: http://localhost:{}",
                hub.facility.name(),
                address.port()
            );
            serving::serve(hub, listener, None, interrupted()).await?;
            Ok(())
        })
    }

    fn prepare(&self, store: &Store) -> Result<(), FacilityError> {
        Facility::load(store).map(drop)
    }
}

/// Warnings and errors go to the error output; `WINGBOOK_LOG` asks for more. No log line carries a name, a
/// record or a credential.
fn start_log() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("WINGBOOK_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    drop(
        tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_writer(std::io::stderr)
            .try_init(),
    );
}

async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminated.recv() => return,
                _ = tokio::signal::ctrl_c() => return,
            }
        }
    }
    drop(tokio::signal::ctrl_c().await);
}
