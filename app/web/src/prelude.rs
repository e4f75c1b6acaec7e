//! What every page and component uses: Leptos' owners and effects, and views and signals that are all of one type
//! below (`wingbook-view`), under the names that Leptos' own have.

pub use leptos::prelude::*;
pub use wingbook_view::{
    ArcRwSignal, Children, ChildrenFn, CollectNode as CollectView, For, IntoNode as IntoAny, Memo,
    Node as AnyView, RwSignal, Signal, view,
};
