//! A page with the production vault and nothing else: what is proved and measured of the store in a real browser
//! happens here, without a server, forms or pages in the way.
//!
//! A worker holds the [`tablet::Tablet`], as the app's own worker holds its vault: IndexedDB, strict durability, the
//! same keyring, entries made and chained by `wingbook-record`. Scripts call its methods by name (`worker.js`), and
//! every answer is JSON. It is built twice: for the faults with a cheap key derivation, for the benches as the app is.
#![cfg(target_arch = "wasm32")]

mod measures;
mod report;
mod tablet;
mod writing;
