//! What the page holds while somebody works: one small store per concern, none of them of any record.
//! Pages read signals and call named methods; only methods set a signal.

pub mod address;
pub mod busy;
pub mod clock;
pub mod erasure;
pub mod idle;
pub mod loaded;
pub mod preferences;
pub mod session;
pub mod snackbars;
pub mod storage;
pub mod sync;
pub mod trail;
pub mod unsent;
pub mod update;
