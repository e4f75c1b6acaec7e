//! What the worker needs from whatever it runs in: clocks, randomness, a pause, the app's own files. The
//! browser's side is `browser`; tests bring clocks that they turn themselves.

use std::future::Future;

use wingbook_record::{
    id::Uuid,
    time::{Millis, Recorded},
};
use wingbook_sync::transport::Transport;
use wingbook_vault::Store;

use crate::{keeper::Keeper, message::Failure};

/// Whatever the worker runs in.
pub trait Platform: 'static {
    /// Where sealed bytes lie.
    type Store: Store + Clone + 'static;
    /// How a server is reached.
    type Transport: Transport + Clone + 'static;
    /// Who remembers keys across a lock.
    type Keeper: Keeper;

    /// Opens the store.
    fn open_store(&self) -> impl Future<Output = Result<Self::Store, Failure>>;
    /// Erases the store, for good. Nothing else of this worker uses it any more.
    fn erase_store(&self, store: Self::Store) -> impl Future<Output = Result<(), Failure>>;
    /// The way to a server; an empty address is the app's own origin.
    fn transport(&self, server: &str) -> Self::Transport;
    /// The keeper.
    fn keeper(&self) -> Self::Keeper;
    /// The wall clock, which anybody can set.
    fn wall_ms(&self) -> Millis;
    /// A clock that nobody can set, from this start of the worker.
    fn monotonic_ms(&self) -> Millis;
    /// The tablet's IANA time zone.
    fn zone(&self) -> String;
    /// Minutes east of UTC in `zone` at that moment; 0 for an unknown zone.
    fn utc_offset_minutes(&self, zone: &str, at: Millis) -> i32;
    /// Fills `bytes` with randomness.
    ///
    /// # Errors
    /// When the platform has none: nothing is signed or sealed then.
    fn random(&self, bytes: &mut [u8]) -> Result<(), Failure>;
    /// A file of the app (`forms/contact.json`), from the cache when offline.
    fn app_file(&self, path: &str) -> impl Future<Output = Option<String>>;
    /// Waits.
    fn sleep(&self, ms: u32) -> impl Future<Output = ()>;
    /// Runs on beside everything else.
    fn spawn(&self, task: impl Future<Output = ()> + 'static);
    /// The text in Unicode's normal form C: a passphrase is the same from every keyboard.
    fn nfc(&self, text: &str) -> String;
    /// Version and build of the app.
    fn app_version(&self) -> String;
    /// Runs `task` as soon as no other tab of this app runs one of the same name, or the tab that does has stopped
    /// answering.
    fn alone(
        &self,
        name: &str,
        task: impl Future<Output = ()> + 'static,
    ) -> impl Future<Output = ()>;
    /// Tells the other tabs of this app that more is stored by now.
    fn tell_tabs(&self);
    /// Calls `told` whenever another tab says so.
    fn hear_tabs(&self, told: impl Fn() + 'static);
}

/// The clocks of one start of the worker, with what the server's clock was last known to be.
#[derive(Debug, Clone, Copy, Default)]
pub struct ServerClock {
    /// Server clock minus tablet clock; `None` before the first contact.
    pub offset_ms: Option<Millis>,
}

/// *Recorded at*, now.
pub fn recorded(platform: &impl Platform, start: Uuid, server: ServerClock) -> Recorded {
    let wall_ms = platform.wall_ms();
    let zone = platform.zone();
    Recorded {
        wall_ms,
        utc_offset_minutes: platform.utc_offset_minutes(&zone, wall_ms),
        zone,
        server_offset_ms: server.offset_ms,
        start,
        monotonic_ms: platform.monotonic_ms(),
    }
}

/// A random UUID of version 4.
///
/// # Errors
/// When the platform has no randomness.
pub fn make_uuid(platform: &impl Platform) -> Result<Uuid, Failure> {
    let mut bytes = [0u8; 16];
    platform.random(&mut bytes)?;
    Ok(wingbook_record::id::random_uuid(bytes))
}

/// A UUID of version 7: documents made one after the other lie in order. Its time is never used.
///
/// # Errors
/// When the platform has no randomness.
pub fn make_ordered_uuid(platform: &impl Platform) -> Result<Uuid, Failure> {
    let mut bytes = [0u8; 10];
    platform.random(&mut bytes)?;
    Ok(wingbook_record::id::ordered_uuid(platform.wall_ms(), bytes))
}
