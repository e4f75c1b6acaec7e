//! Where the focus is, for drafts; and moving between questions by keyboard: Enter goes on from a one-line answer,
//! Alt with an arrow goes to the question before or after.

use crate::prelude::*;
use wasm_bindgen::JsCast;
use wingbook_forms::NodeId;

use super::filling::{Filling, node_of};

/// The question in whose frame an event happened.
fn question(filling: Filling, event: &web_sys::Event) -> Option<NodeId> {
    let element: web_sys::Element = event.target()?.dyn_into().ok()?;
    let frame = element.closest("[data-question]").ok()??;
    node_of(&frame.id(), &filling.shown())
}

/// The cursor within a text input; 0 elsewhere.
fn cursor(event: &web_sys::Event) -> u32 {
    let Some(target) = event.target() else {
        return 0;
    };
    let start = if let Some(area) = target.dyn_ref::<web_sys::HtmlTextAreaElement>() {
        area.selection_start()
    } else if let Some(input) = target.dyn_ref::<web_sys::HtmlInputElement>() {
        input.selection_start()
    } else {
        return 0;
    };
    // Inputs that are not text have no cursor.
    start.ok().flatten().unwrap_or(0)
}

/// Remembers question and cursor.
pub fn note_focus(filling: Filling, event: &web_sys::Event) {
    if let Some(node) = question(filling, event) {
        let path = filling.peek(|session| session.path(node));
        filling.set_cursor(Some((path, cursor(event))));
    }
}

/// A question counts as left when the focus goes to another one.
pub fn note_leaving(filling: Filling, event: &web_sys::FocusEvent) {
    let Some(left) = question(filling, event) else {
        return;
    };
    let goes_to = event
        .related_target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .and_then(|element| element.closest("[data-question]").ok().flatten())
        .and_then(|frame| node_of(&frame.id(), &filling.shown()));
    if goes_to != Some(left) {
        filling.leave(left);
    }
}

/// Moves between questions.
pub fn press(filling: Filling, event: &web_sys::KeyboardEvent) {
    if event.is_composing() {
        return;
    }
    let step = match event.key().as_str() {
        "ArrowDown" if event.alt_key() => 1,
        "ArrowUp" if event.alt_key() => -1,
        "Enter" if is_line(event) => 1,
        _ => return,
    };
    event.prevent_default();
    if let Some(node) = question(filling, event) {
        go(filling, node, step);
    }
}

fn is_line(event: &web_sys::KeyboardEvent) -> bool {
    let target = event.target();
    target
        .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok())
        .is_some_and(|input| input.type_() == "text" && !input.has_attribute("data-search"))
}

fn go(filling: Filling, from: NodeId, step: isize) {
    let shown = filling.shown();
    let next = shown
        .iter()
        .position(|node| *node == from)
        .and_then(|at| at.checked_add_signed(step))
        .and_then(|at| shown.get(at));
    if let Some(next) = next {
        filling.focus(*next);
    }
}

/// After a tap on the one choice of a question the cursor goes on by itself where the next question is an empty text:
/// one tap less for a contact. Not by keyboard, where arrows also choose.
pub fn on_to_text(filling: Filling, from: NodeId) {
    if filling.is_gone() {
        return;
    }
    let shown = filling.shown();
    let next = shown
        .iter()
        .skip_while(|node| **node != from)
        .nth(1)
        .copied();
    let is_open_text = |node: &NodeId| {
        filling.item(*node, |item| *item.kind() == wingbook_forms::Kind::Text)
            && filling.peek(|session| session.state(*node).value.is_empty())
    };
    if let Some(next) = next.filter(is_open_text) {
        filling.focus(next);
    }
}

/// Focuses the first input of a frame and puts the cursor where it was. Whoever has gone to a question meanwhile stays
/// there: on a slow tablet the first letters are typed before this runs, and what follows would stand before them.
pub fn put_cursor(frame: &str, cursor: u32) {
    let in_question = |element: web_sys::Element| element.closest("[data-question]").ok().flatten();
    if document().active_element().and_then(in_question).is_some() {
        return;
    }
    crate::components::field::focus(frame);
    let Some(active) = document().active_element() else {
        return;
    };
    // A field that holds no text has no cursor to put.
    if let Some(area) = active.dyn_ref::<web_sys::HtmlTextAreaElement>() {
        let _ = area.set_selection_range(cursor, cursor);
    } else if let Some(input) = active.dyn_ref::<web_sys::HtmlInputElement>() {
        let _ = input.set_selection_range(cursor, cursor);
    }
}
