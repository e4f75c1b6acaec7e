//! The one kind of node, and what turns into it.

use std::{borrow::Cow, sync::Arc};

use crate::{
    element::Description,
    keyed::List,
    signal::{ArcRwSignal, Memo, RwSignal, Signal},
};

/// Something on a page, before it is in the document.
pub enum Node {
    /// Nothing to see.
    Nothing,
    /// Text.
    Text(Cow<'static, str>),
    /// An element.
    Element(Box<Description>),
    /// Several, one after the other.
    Many(Vec<Node>),
    /// A part that is made again whenever a signal read in it changes.
    Live(Box<dyn FnMut() -> Node>),
    /// A list whose rows keep their place by key.
    List(Box<List>),
}

/// What can stand on a page.
pub trait IntoNode {
    /// The node.
    fn into_node(self) -> Node;

    /// The same; Leptos' name for giving up a view's own type.
    fn into_any(self) -> Node
    where
        Self: Sized,
    {
        self.into_node()
    }
}

impl IntoNode for Node {
    fn into_node(self) -> Node {
        self
    }
}

impl IntoNode for () {
    fn into_node(self) -> Node {
        Node::Nothing
    }
}

impl IntoNode for &'static str {
    fn into_node(self) -> Node {
        Node::Text(Cow::Borrowed(self))
    }
}

impl IntoNode for String {
    fn into_node(self) -> Node {
        Node::Text(Cow::Owned(self))
    }
}

impl IntoNode for Cow<'static, str> {
    fn into_node(self) -> Node {
        Node::Text(self)
    }
}

impl IntoNode for Arc<str> {
    fn into_node(self) -> Node {
        Node::Text(Cow::Owned(String::from(&*self)))
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {
        $(impl IntoNode for $number {
            fn into_node(self) -> Node {
                Node::Text(Cow::Owned(self.to_string()))
            }
        })*
    };
}

numbers!(i32, i64, u32, u64, usize);

impl<T: IntoNode> IntoNode for Option<T> {
    fn into_node(self) -> Node {
        self.map_or(Node::Nothing, T::into_node)
    }
}

impl<T: IntoNode> IntoNode for Vec<T> {
    fn into_node(self) -> Node {
        Node::Many(self.into_iter().map(T::into_node).collect())
    }
}

impl<T: IntoNode, const N: usize> IntoNode for [T; N] {
    fn into_node(self) -> Node {
        Node::Many(self.into_iter().map(T::into_node).collect())
    }
}

impl<F, T> IntoNode for F
where
    F: FnMut() -> T + 'static,
    T: IntoNode,
{
    fn into_node(mut self) -> Node {
        Node::Live(Box::new(move || self().into_node()))
    }
}

macro_rules! signals {
    ($($signal:ident),*) => {
        $(impl<T> IntoNode for $signal<T>
        where
            T: IntoNode + Clone + Send + Sync + 'static,
        {
            fn into_node(self) -> Node {
                Node::Live(Box::new(move || self.get().into_node()))
            }
        })*
    };
}

signals!(Signal, Memo, RwSignal, ArcRwSignal);

/// Collects nodes into one.
pub trait CollectNode {
    /// All of them, one after the other.
    fn collect_view(self) -> Node;
}

impl<I> CollectNode for I
where
    I: IntoIterator,
    I::Item: IntoNode,
{
    fn collect_view(self) -> Node {
        Node::Many(self.into_iter().map(IntoNode::into_node).collect())
    }
}
