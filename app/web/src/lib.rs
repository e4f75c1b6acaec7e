//! The interface of Wingbook: pages and components that render what the worker says and send it named actions.
//!
//! - [`app`] which face shows; [`shell`] the frame: who is at the tablet, navigation, keys
//! - [`pages`] one folder for each page, [`pages::Page`] their addresses
//! - [`components`] the building blocks, styled under `style/components`
//! - [`form`] the one renderer for every form
//! - [`state`] what the page holds while somebody works
//! - [`client`] the line to the worker
//! - [`device`] what only some tablets have
//! - [`text`] the words, from the catalogues under `public/locales`
//!
//! Nothing here touches IndexedDB, the network (the catalogues apart) or a key, and no rule of the domain stands here.

pub mod app;
pub mod client;
pub mod components;
pub mod device;
pub mod form;
pub mod pages;
pub mod prelude;
pub mod shell;
pub mod state;
pub mod text;

mod start;

pub use start::mount;
