//! What every page and component uses: Leptos' signals and owners, and views that are all of one type
//! (`wingbook-view`), under the names that Leptos' own have.

pub use leptos::prelude::*;
pub use wingbook_view::{
    Children, ChildrenFn, CollectNode as CollectView, For, IntoNode as IntoAny, Node as AnyView,
    view,
};
