//! What is on a page, as one kind of node.
//!
//! Leptos gives every view a type of its own, and each type its own code to build, update, move and remove it; with
//! some hundred views that is most of a program's weight. Here everything on a page is a [`Node`]: elements,
//! texts, groups, parts that follow signals ([`Node::Live`]) and keyed lists ([`For`]). There is one piece of code
//! for each of these, whatever the page, and for each kind of signal ([`RwSignal`], [`Memo`], [`Signal`]). Effects,
//! owners and components stay Leptos'; a [`Mounted`] node is a Leptos view.
//!
//! - [`view!`] the syntax, as Leptos has it; [`Element`] what it makes
//! - [`IntoNode`] what can stand inside an element; [`IntoValue`] what can be an attribute
//! - `built` what a node becomes in the document, and how a new node takes its place without touching what is equal

#[cfg(all(test, target_arch = "wasm32"))]
extern crate self as wingbook_view;

mod attribute;
mod built;
mod children;
mod element;
mod keyed;
mod leptos_view;
mod listener;
mod node;
mod signal;
#[cfg(all(test, target_arch = "wasm32"))]
mod tests;

pub use attribute::{IntoValue, Value};
pub use children::{Children, ChildrenFn, ToChildren};
pub use element::Element;
pub use keyed::For;
pub use leptos_view::Mounted;
pub use node::{CollectNode, IntoNode, Node};
pub use signal::{ArcRwSignal, Memo, RwSignal, Signal};
pub use wingbook_view_macro::view;
