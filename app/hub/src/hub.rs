//! What every request shares: the store, the facility, who is signed in, and whether the hub is stopping.

use std::sync::Arc;

use thiserror::Error;
use tokio::sync::watch;

use crate::{
    audit::Audit,
    connections::Limits,
    document::NewDocument,
    facility::{Facility, FacilityError},
    http::Bodies,
    pushing::{self, Mode, Pushed},
    serve_app::App,
    store::{Database, Store, StoreError},
    users::{sessions::Sessions, throttle::Throttle},
};

/// The version of this program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// How the hub is to serve.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Other origins whose pages may use this hub (an app that lives elsewhere).
    pub origins: Vec<String>,
    /// Whether connections are encrypted: cookies are then marked for such ones only.
    pub secure: bool,
    /// The local authority's certificate, offered for download.
    pub authority_pem: Option<String>,
    /// How much its clients may take.
    pub limits: Limits,
}

/// Why the hub can't start.
#[derive(Debug, Error)]
pub enum HubError {
    /// The data file.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The facility.
    #[error(transparent)]
    Facility(#[from] FacilityError),
}

/// A running hub.
pub struct Hub {
    /// The data file.
    pub store: Store,
    /// The facility.
    pub facility: Arc<Facility>,
    /// Cookie sessions.
    pub sessions: Sessions,
    /// Failed sign-ins.
    pub throttle: Throttle,
    /// The audit register.
    pub audit: Audit,
    /// The app that is served.
    pub app: App,
    /// What requests that are not answered yet hold.
    pub bodies: Bodies,
    /// How it serves.
    pub options: Options,
    stopping: watch::Sender<bool>,
}

impl Hub {
    /// A hub over an open data file that holds a facility.
    ///
    /// # Errors
    /// When the data file holds none, or can't be used.
    pub fn new(store: Store, app: App, options: Options) -> Result<Self, HubError> {
        let facility = Arc::new(Facility::load(&store)?);
        let audit = Audit::begin(&store, &facility, options.limits.counted_over)?;
        Ok(Self {
            store,
            facility,
            sessions: Sessions::default(),
            throttle: Throttle::default(),
            audit,
            app,
            bodies: Bodies::default(),
            options,
            stopping: watch::channel(false).0,
        })
    }

    /// Pushes documents into a database (see [`pushing::push`]); a fork that comes to light stands in the audit register.
    ///
    /// # Errors
    /// When the store can't be read or written.
    pub async fn push(
        &self,
        database: &Database,
        new: Vec<NewDocument>,
        mode: Mode,
    ) -> Result<Vec<Pushed>, StoreError> {
        let pushed = pushing::push(&self.store, &self.facility, database, new, mode).await?;
        for fork in pushed.iter().filter_map(|row| row.fork.as_ref()) {
            self.audit.forked(&database.name, fork);
        }
        Ok(pushed)
    }

    /// Ends waiting feeds, so that a stop does not wait for them.
    pub fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// Becomes true when the hub stops.
    pub fn stopping(&self) -> watch::Receiver<bool> {
        self.stopping.subscribe()
    }
}
