//! Keys in a list of rows: arrows, or `j` and `k`, go from row to row; Enter opens (a row is a link).

use crate::prelude::*;
use leptos::ev::KeyboardEvent;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Moves the focus to the next or the last row. It works only while the focus is in the list, so that no key does
/// anything by surprise.
pub fn move_between_rows(event: KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let onwards = match event.key().as_str() {
        "ArrowDown" | "j" => true,
        "ArrowUp" | "k" => false,
        _ => return,
    };
    let row = document()
        .active_element()
        .and_then(|focused| focused.closest(".wb-virtual__row, li").ok()?);
    let Some(row) = row else { return };
    let neighbour = if onwards {
        row.next_element_sibling()
    } else {
        row.previous_element_sibling()
    };
    if let Some(link) = neighbour.and_then(|row| link_of(&row)) {
        event.prevent_default();
        // Focusing an element that is on the page can't fail.
        let _ = link.focus();
    }
}

fn link_of(row: &Element) -> Option<HtmlElement> {
    row.query_selector("a").ok()??.dyn_into().ok()
}
