//! The one renderer for every form. A [`Filling`] holds the engine's session as signals; [`questions`] shows it.
//!
//! - `filling` the session, what was left, which errors show, where the focus is
//! - `question` the frame of a question: label, hint, error; and which control it gets
//! - `text`, `number`, `choice`, `domain`, `when` the controls
//! - `group` groups and parts that can be added
//! - `keys` next and previous question by keyboard

mod choice;
mod domain;
mod filling;
mod group;
mod keys;
mod number;
pub mod picker;
mod proposal;
mod question;
mod text;
pub mod when;

use crate::prelude::*;

pub use self::filling::{Filling, moment};
use crate::{state::clock, text as words};

/// All questions of a form. Labels follow the language on screen; answers stay as they are.
pub fn questions(filling: Filling) -> AnyView {
    // At once, so that no question is drawn in the form's own language first; then whenever it changes.
    filling.speak(untrack(words::language).code());
    Effect::new(move |_| filling.speak(words::language().code()));
    Effect::new(move |_| filling.tick(clock::now_ms()));
    view! {
        <div
            class="wb-form"
            on:focusin=move |event| keys::note_focus(filling, &event)
            on:focusout=move |event| keys::note_leaving(filling, &event)
            on:keyup=move |event| keys::note_focus(filling, &event)
            on:click=move |event| keys::note_focus(filling, &event)
            on:keydown=move |event| keys::press(filling, &event)
        >
            {group::children(filling, filling.root(), 2)}
        </div>
    }
    .into_any()
}
