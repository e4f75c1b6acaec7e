//! Passphrases of words: they complete while they are typed, and five can be drawn at random.
//!
//! Completing shows what is typed. It is offered only where the person has let the field show it (*Show*): dots with the word
//! below them would hide nothing from whoever looks on in a dark wing, and would only seem to.
//!
//! The lists (`public/words`) are fetched on first use and kept for offline use with the rest of the build; nothing of what is
//! typed, offered or drawn is ever kept. All of it lies in the module of what few use (`pages::lazy`).

mod completing;
mod drawing;
mod list;

use crate::prelude::*;

use crate::device::fetch_text;
use list::{Alphabet, List};

/// What is wanted of words.
#[derive(Clone, Copy)]
pub enum Words {
    /// Those that go on from what was typed.
    Completing,
    /// New ones, drawn at random.
    Drawing,
}

/// What stands below the field.
pub fn view(wanted: Words, typed: Typed) -> AnyView {
    match wanted {
        Words::Completing => completing::view(typed),
        Words::Drawing => drawing::view(typed),
    }
}

/// A passphrase's field, for what is completed or drawn into it.
#[derive(Clone, Copy)]
pub struct Typed {
    /// The input's id.
    pub id: StoredValue<String>,
    /// What was typed.
    pub value: RwSignal<String>,
    /// A space stands behind it on screen that is no part of it: the next word follows.
    pub is_open: RwSignal<bool>,
    /// It shows what is typed.
    pub shown: RwSignal<bool>,
}

/// The lists of an alphabet: the one of the language on screen first.
async fn lists(alphabet: Alphabet) -> Vec<List> {
    let mut lists = Vec::new();
    for name in alphabet.lists(crate::text::language().code()) {
        if let Some(text) = fetch_text(&format!("/words/{name}.txt")).await {
            lists.push(List::read(&text));
        }
    }
    lists
}
