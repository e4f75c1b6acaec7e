//! A node where Leptos expects a view: at the root, and behind the router.

use leptos::{
    attr::{Attribute, any_attribute::AnyAttribute},
    tachys::{
        hydration::Cursor,
        view::{Mountable, Position, PositionState, Render, RenderHtml, add_attr::AddAnyAttr},
    },
};
use send_wrapper::SendWrapper;
use web_sys::Element;

use crate::{IntoNode, Node, built::Built};

/// A node as a Leptos view. A page has one thread, so nothing in it is ever sent to another, whatever Leptos asks for.
pub struct Mounted(SendWrapper<Node>);

impl Mounted {
    /// The node as a view.
    pub fn new(node: impl IntoNode) -> Self {
        Self(SendWrapper::new(node.into_node()))
    }
}

/// A [`Mounted`] node in the document.
pub struct InDocument(Built);

impl Render for Mounted {
    type State = InDocument;

    fn build(self) -> InDocument {
        InDocument(Built::with_place(self.0.take()))
    }

    fn rebuild(self, state: &mut InDocument) {
        state.0.update_in_place(self.0.take());
    }
}

impl Mountable for InDocument {
    fn unmount(&mut self) {
        self.0.unmount();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&web_sys::Node>) {
        self.0.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        use wasm_bindgen::JsCast;
        let Some(first) = self.0.first_node() else {
            return false;
        };
        let parent = first
            .parent_node()
            .and_then(|parent| parent.dyn_into::<Element>().ok());
        match parent {
            Some(parent) => {
                child.mount(&parent, Some(&first));
                true
            }
            None => false,
        }
    }

    fn elements(&self) -> Vec<Element> {
        Vec::new()
    }
}

impl AddAnyAttr for Mounted {
    type Output<New: Attribute> = Self;

    fn add_any_attr<New: Attribute>(self, _attribute: New) -> Self {
        self
    }
}

/// Pages are made in the browser only: there is no HTML to write or to take over.
impl RenderHtml for Mounted {
    type AsyncOutput = Self;
    type Owned = Self;
    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        _: &mut String,
        _: &mut Position,
        _: bool,
        _: bool,
        _: Vec<AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> InDocument {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
