//! Elements as they are described, before they are in the document.

use leptos::{ev::EventDescriptor, html::ElementType, tachys::html::node_ref::NodeRefContainer};
use wasm_bindgen::JsCast;

use crate::{IntoNode, IntoValue, Node, attribute::Given};

/// An attribute, a property, or what is done at an event.
pub(crate) enum Part {
    /// An attribute.
    Attribute(&'static str, Given),
    /// A property of the element's object.
    Property(&'static str, Given),
    /// What is done when something happens.
    On(
        std::borrow::Cow<'static, str>,
        Box<dyn FnMut(web_sys::Event)>,
    ),
    /// Who wants to know the element.
    Reference(Box<dyn Fn(&web_sys::Element)>),
}

/// An element, described.
pub struct Description {
    pub(crate) tag: &'static str,
    pub(crate) is_svg: bool,
    pub(crate) fixed: &'static [(&'static str, &'static str)],
    pub(crate) parts: Vec<Part>,
    pub(crate) children: Vec<Node>,
}

/// An element in the making. `view!` writes these calls.
pub struct Element(Box<Description>);

impl Element {
    /// An element of HTML, with the attributes that never change.
    pub fn html(tag: &'static str, fixed: &'static [(&'static str, &'static str)]) -> Self {
        Self::new(tag, false, fixed)
    }

    /// An element of SVG.
    pub fn svg(tag: &'static str, fixed: &'static [(&'static str, &'static str)]) -> Self {
        Self::new(tag, true, fixed)
    }

    fn new(
        tag: &'static str,
        is_svg: bool,
        fixed: &'static [(&'static str, &'static str)],
    ) -> Self {
        Self(Box::new(Description {
            tag,
            is_svg,
            fixed,
            parts: Vec::new(),
            children: Vec::new(),
        }))
    }

    /// An attribute.
    #[must_use]
    pub fn attribute(self, name: &'static str, value: impl IntoValue) -> Self {
        self.part(Part::Attribute(name, value.into_value()))
    }

    /// A property of the element's object, such as an input's `value`.
    #[must_use]
    pub fn property(self, name: &'static str, value: impl IntoValue) -> Self {
        self.part(Part::Property(name, value.into_value()))
    }

    /// What is done when something happens.
    #[must_use]
    pub fn on<E>(self, event: E, mut act: impl FnMut(E::EventType) + 'static) -> Self
    where
        E: EventDescriptor,
        E::EventType: JsCast,
    {
        self.part(Part::On(
            event.name(),
            Box::new(move |event| act(event.unchecked_into())),
        ))
    }

    /// Tells the element to whoever wants to know it.
    #[must_use]
    pub fn reference<E: ElementType>(self, place: impl NodeRefContainer<E>) -> Self {
        self.part(Part::Reference(Box::new(move |element| {
            place.clone().load(element);
        })))
    }

    /// What stands inside.
    #[must_use]
    pub fn children(mut self, children: Vec<Node>) -> Self {
        self.0.children = children;
        self
    }

    fn part(mut self, part: Part) -> Self {
        self.0.parts.push(part);
        self
    }
}

impl IntoNode for Element {
    fn into_node(self) -> Node {
        Node::Element(self.0)
    }
}
