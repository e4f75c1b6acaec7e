//! Children as a component takes them.

use std::rc::Rc;

use crate::Node;

/// Children that are made once.
pub type Children = Box<dyn FnOnce() -> Node>;
/// Children that are made whenever they are shown.
pub type ChildrenFn = Rc<dyn Fn() -> Node>;

/// What `view!` makes of what stands inside a component.
pub trait ToChildren<F> {
    /// The children.
    fn to_children(make: F) -> Self;
}

impl<F: FnOnce() -> Node + 'static> ToChildren<F> for Children {
    fn to_children(make: F) -> Self {
        Box::new(make)
    }
}

impl<F: Fn() -> Node + 'static> ToChildren<F> for ChildrenFn {
    fn to_children(make: F) -> Self {
        Rc::new(make)
    }
}
