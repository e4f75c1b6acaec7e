//! Nodes in the document, and how a newly described node takes the place of an old one: what is of the same kind
//! stays, with its focus, its scroll position and what was typed; only what differs is touched.

use std::borrow::Cow;

use leptos::{prelude::Owner, reactive::effect::RenderEffect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Comment, Document, Element, Text};

use crate::{
    Node,
    attribute::{Given, Value},
    element::{Description, Part},
    keyed::{self, BuiltRow, List},
    listener::Listener,
};

/// A node in the document (or on its way there).
pub(crate) enum Built {
    /// Nothing, and no place of its own.
    Nothing,
    /// Nothing, but the place of what may come.
    Mark(Comment),
    /// Text.
    Text(Text, Cow<'static, str>),
    /// An element.
    Element(Box<BuiltElement>),
    /// Several.
    Many(Vec<Built>),
    /// A part that follows signals. It always has a place in the document.
    Live(RenderEffect<Built>),
    /// A keyed list.
    List(RenderEffect<BuiltList>),
}

/// Where in the document: inside which node, before which.
type Place = (web_sys::Node, Option<web_sys::Node>);

/// An element in the document.
pub(crate) struct BuiltElement {
    element: Element,
    tag: &'static str,
    fixed: &'static [(&'static str, &'static str)],
    parts: Vec<BuiltPart>,
    children: Vec<Built>,
}

/// A keyed list in the document, with the mark that ends it.
pub(crate) struct BuiltList {
    rows: Vec<BuiltRow>,
    mark: Comment,
}

enum BuiltPart {
    Fixed(Target, Value),
    Live(Target, RenderEffect<Value>),
    On(String, Listener),
    Reference,
}

/// Where a value goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    Attribute(&'static str),
    Property(&'static str),
}

impl Target {
    fn set(self, element: &Element, value: &Value) {
        // The document refuses only names that are none; ours are written down in the source.
        match self {
            Target::Attribute(name) => {
                let _ = match value.as_text() {
                    Some(text) => element.set_attribute(name, text),
                    None => element.remove_attribute(name),
                };
            }
            Target::Property(name) => {
                let _ =
                    js_sys::Reflect::set(element, &JsValue::from_str(name), &value.as_property());
            }
        }
    }
}

fn document() -> Document {
    leptos::prelude::document()
}

fn comment() -> Comment {
    document().create_comment("")
}

/// What was taken away follows no signal from that moment on. An effect that is dropped leaves its value to a task that
/// ends later: until then a part nested in it could be asked to follow a signal that ended with its page.
impl Drop for Built {
    fn drop(&mut self) {
        match self {
            Built::Live(effect) => drop(effect.take_value()),
            Built::List(effect) => drop(effect.take_value()),
            _ => {}
        }
    }
}

impl Built {
    /// Builds a node, outside the document.
    pub fn of(node: Node) -> Self {
        match node {
            Node::Nothing => Built::Nothing,
            Node::Text(text) => Built::Text(document().create_text_node(&text), text),
            Node::Element(description) => match BuiltElement::of(*description) {
                Some(element) => Built::Element(Box::new(element)),
                None => Built::Nothing,
            },
            Node::Many(nodes) => Built::Many(nodes.into_iter().map(Built::of).collect()),
            Node::Live(make) => live(make, None),
            Node::List(description) => list(*description, None),
        }
    }

    /// Builds a node that has a place in any case.
    pub fn with_place(node: Node) -> Self {
        let mut built = Built::of(node);
        if built.first_node().is_none() {
            built = Built::Mark(comment());
        }
        built
    }

    /// The first node in the document.
    pub fn first_node(&self) -> Option<web_sys::Node> {
        match self {
            Built::Nothing => None,
            Built::Mark(mark) => Some(mark.clone().unchecked_into()),
            Built::Text(text, _) => Some(text.clone().unchecked_into()),
            Built::Element(built) => Some(built.element.clone().unchecked_into()),
            Built::Many(all) => all.iter().find_map(Built::first_node),
            Built::Live(effect) => effect.with_value_mut(|built| built.first_node()).flatten(),
            Built::List(effect) => effect.with_value_mut(|list| list.first_node()),
        }
    }

    /// The last node in the document.
    pub fn last_node(&self) -> Option<web_sys::Node> {
        match self {
            Built::Many(all) => all.iter().rev().find_map(Built::last_node),
            Built::Live(effect) => effect.with_value_mut(|built| built.last_node()).flatten(),
            Built::List(effect) => effect.with_value_mut(|list| list.mark.clone().unchecked_into()),
            one => one.first_node(),
        }
    }

    /// Puts it into the document, or elsewhere in it.
    pub fn mount(&mut self, parent: &web_sys::Node, anchor: Option<&web_sys::Node>) {
        match self {
            Built::Nothing => {}
            Built::Mark(mark) => insert(parent, mark, anchor),
            Built::Text(text, _) => insert(parent, text, anchor),
            Built::Element(built) => insert(parent, &built.element, anchor),
            Built::Many(all) => all.iter_mut().for_each(|one| one.mount(parent, anchor)),
            Built::Live(effect) => {
                effect.with_value_mut(|built| built.mount(parent, anchor));
            }
            Built::List(effect) => {
                effect.with_value_mut(|list| {
                    for row in &mut list.rows {
                        row.built.mount(parent, anchor);
                    }
                    insert(parent, &list.mark, anchor);
                });
            }
        }
    }

    /// Takes it out of the document, for good.
    pub fn unmount(&mut self) {
        // Removing what has the focus is an event of its own, and what would hear it may be gone already.
        self.hush();
        self.take_out();
    }

    /// Takes every listener off.
    fn hush(&mut self) {
        match self {
            Built::Element(built) => {
                built
                    .parts
                    .retain(|part| !matches!(part, BuiltPart::On(..)));
                built.children.iter_mut().for_each(Built::hush);
            }
            Built::Many(all) => all.iter_mut().for_each(Built::hush),
            Built::Live(effect) => {
                effect.with_value_mut(Built::hush);
            }
            Built::List(effect) => {
                effect.with_value_mut(|list| {
                    for row in &mut list.rows {
                        row.built.hush();
                    }
                });
            }
            Built::Nothing | Built::Mark(_) | Built::Text(..) => {}
        }
    }

    fn take_out(&mut self) {
        match self {
            Built::Nothing => {}
            Built::Mark(mark) => remove(mark),
            Built::Text(text, _) => remove(text),
            Built::Element(built) => remove(&built.element),
            Built::Many(all) => all.iter_mut().for_each(Built::take_out),
            Built::Live(effect) => {
                effect.with_value_mut(Built::take_out);
            }
            Built::List(effect) => {
                effect.with_value_mut(|list| {
                    for row in &mut list.rows {
                        row.built.take_out();
                    }
                    remove(&list.mark);
                });
            }
        }
    }

    /// Becomes what `node` describes. `place` tells where this stands, where that is needed.
    fn update(&mut self, node: Node, place: &dyn Fn() -> Option<Place>) {
        match (&mut *self, node) {
            (Built::Nothing | Built::Mark(_), Node::Nothing) => {}
            (Built::Text(node, text), Node::Text(new)) => {
                if *text != new {
                    node.set_data(&new);
                    *text = new;
                }
            }
            (Built::Element(built), Node::Element(description)) if built.is_like(&description) => {
                built.update(*description);
            }
            (Built::Many(all), Node::Many(nodes)) => update_all(all, nodes, place),
            (Built::Live(effect), Node::Live(make)) => {
                let held = effect.take_value();
                *self = live(make, held);
            }
            (Built::List(effect), Node::List(description)) => {
                let held = effect.take_value();
                *self = list(*description, held);
            }
            (_, node) => {
                let place = place();
                let mut new = Built::of(node);
                if let Some((parent, anchor)) = &place {
                    new.mount(parent, anchor.as_ref());
                }
                self.unmount();
                *self = new;
            }
        }
    }

    /// As [`Built::update`], of something that must keep a place whatever it becomes.
    pub fn update_in_place(&mut self, node: Node) {
        let (first, last) = (self.first_node(), self.last_node());
        let parent = first.as_ref().and_then(web_sys::Node::parent_node);
        let anchor = last.as_ref().and_then(web_sys::Node::next_sibling);
        let place = move || Some((parent.clone()?, anchor.clone()));
        self.update(node, &place);
        if self.first_node().is_none() {
            let mark = comment();
            if let Some((parent, anchor)) = place() {
                insert(&parent, &mark, anchor.as_ref());
            }
            *self = Built::Mark(mark);
        }
    }
}

fn insert(parent: &web_sys::Node, node: &web_sys::Node, anchor: Option<&web_sys::Node>) {
    // Refused only for nodes that can't stand there, which the syntax of `view!` doesn't make.
    let _ = parent.insert_before(node, anchor);
}

fn remove(node: &web_sys::Node) {
    if let Some(parent) = node.parent_node() {
        let _ = parent.remove_child(node);
    }
}

/// Several become several others, each the one in its place.
fn update_all(all: &mut Vec<Built>, nodes: Vec<Node>, place: &dyn Fn() -> Option<Place>) {
    let wanted = nodes.len();
    for (at, node) in nodes.into_iter().enumerate() {
        if at == all.len() {
            all.push(Built::Nothing);
        }
        let (_, rest) = all.split_at_mut(at);
        if let Some((one, following)) = rest.split_first_mut() {
            let end = one.last_node();
            let here = || {
                let after = match &end {
                    Some(end) => return Some((end.parent_node()?, end.next_sibling())),
                    None => following.iter().find_map(Built::first_node),
                };
                match after {
                    Some(after) => Some((after.parent_node()?, Some(after))),
                    None => place(),
                }
            };
            one.update(node, &here);
        }
    }
    for mut gone in all.drain(wanted..) {
        gone.unmount();
    }
}

/// A part that follows signals, going on from what stands there already.
fn live(mut make: Box<dyn FnMut() -> Node>, held: Option<Built>) -> Built {
    Built::Live(RenderEffect::new_with_value(
        move |held: Option<Built>| {
            let node = make();
            match held {
                Some(mut built) => {
                    built.update_in_place(node);
                    built
                }
                None => Built::with_place(node),
            }
        },
        held,
    ))
}

fn list(mut description: List, held: Option<BuiltList>) -> Built {
    // Rows outlive the effect's runs: they belong to whoever owns the list.
    let parent = Owner::current().unwrap_or_default();
    Built::List(RenderEffect::new_with_value(
        move |held: Option<BuiltList>| {
            let wanted = (description.rows)();
            let held = held.unwrap_or_else(|| BuiltList {
                rows: Vec::new(),
                mark: comment(),
            });
            let place = held
                .mark
                .parent_node()
                .map(|parent| (parent, Some(held.mark.clone().unchecked_into())));
            BuiltList {
                rows: keyed::settle(held.rows, wanted, &parent, place.as_ref()),
                mark: held.mark,
            }
        },
        held,
    ))
}

impl BuiltList {
    fn first_node(&self) -> web_sys::Node {
        self.rows
            .iter()
            .find_map(|row| row.built.first_node())
            .unwrap_or_else(|| self.mark.clone().unchecked_into())
    }
}

impl BuiltElement {
    fn of(description: Description) -> Option<Self> {
        let document = document();
        // Refused only for a name that is none.
        let element = if description.is_svg {
            document.create_element_ns(Some("http://www.w3.org/2000/svg"), description.tag)
        } else {
            document.create_element(description.tag)
        }
        .ok()?;
        for (name, value) in description.fixed {
            let _ = element.set_attribute(name, value);
        }
        let mut children = Vec::with_capacity(description.children.len());
        for node in description.children {
            let mut child = Built::of(node);
            child.mount(&element, None);
            children.push(child);
        }
        // After the children: a `select` takes a value only once it has the option.
        let parts = description
            .parts
            .into_iter()
            .map(|part| BuiltPart::of(&element, part))
            .collect();
        Some(Self {
            element,
            tag: description.tag,
            fixed: description.fixed,
            parts,
            children,
        })
    }

    fn is_like(&self, description: &Description) -> bool {
        self.tag == description.tag
            && self.fixed == description.fixed
            && self.parts.len() == description.parts.len()
            && self
                .parts
                .iter()
                .zip(&description.parts)
                .all(|(built, part)| built.is_like(part))
    }

    fn update(&mut self, description: Description) {
        let parent: web_sys::Node = self.element.clone().unchecked_into();
        let place = move || Some((parent.clone(), None));
        update_all(&mut self.children, description.children, &place);
        for (built, part) in self.parts.iter_mut().zip(description.parts) {
            built.update(&self.element, part);
        }
    }
}

impl BuiltPart {
    fn of(element: &Element, part: Part) -> Self {
        match part {
            Part::Attribute(name, given) => {
                Self::given(element, Target::Attribute(name), given, None)
            }
            Part::Property(name, given) => {
                Self::given(element, Target::Property(name), given, None)
            }
            Part::On(event, act) => {
                let listener = Listener::new(element, &event, act);
                BuiltPart::On(event.into_owned(), listener)
            }
            Part::Reference(tell) => {
                tell(element);
                BuiltPart::Reference
            }
        }
    }

    fn given(element: &Element, target: Target, given: Given, held: Option<Value>) -> Self {
        match given {
            Given::Fixed(value) => {
                if held.as_ref() != Some(&value) {
                    target.set(element, &value);
                }
                BuiltPart::Fixed(target, value)
            }
            Given::Live(mut compute) => {
                let element = element.clone();
                let effect = RenderEffect::new_with_value(
                    move |held: Option<Value>| {
                        let value = compute();
                        if held.as_ref() != Some(&value) {
                            target.set(&element, &value);
                        }
                        value
                    },
                    held,
                );
                BuiltPart::Live(target, effect)
            }
        }
    }

    fn target(&self) -> Option<Target> {
        match self {
            BuiltPart::Fixed(target, _) | BuiltPart::Live(target, _) => Some(*target),
            BuiltPart::On(..) | BuiltPart::Reference => None,
        }
    }

    fn is_like(&self, part: &Part) -> bool {
        match part {
            Part::Attribute(name, _) => self.target() == Some(Target::Attribute(name)),
            Part::Property(name, _) => self.target() == Some(Target::Property(name)),
            Part::On(event, _) => matches!(self, BuiltPart::On(held, _) if held == event),
            Part::Reference(_) => matches!(self, BuiltPart::Reference),
        }
    }

    fn update(&mut self, element: &Element, part: Part) {
        match (&mut *self, part) {
            (BuiltPart::On(_, listener), Part::On(_, act)) => listener.exchange(act),
            (_, Part::Reference(tell)) => tell(element),
            (held, Part::Attribute(_, given) | Part::Property(_, given)) => {
                let Some(target) = held.target() else { return };
                let value = match held {
                    BuiltPart::Fixed(_, value) => Some(value.clone()),
                    BuiltPart::Live(_, effect) => effect.take_value(),
                    _ => None,
                };
                *self = Self::given(element, target, given, value);
            }
            _ => {}
        }
    }
}
