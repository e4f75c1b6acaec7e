//! An icon of the sprite `public/icons.svg`. It is decoration: the words beside it, or the control's name, say it.

use crate::prelude::*;

/// Shows the symbol `name`. `directional` icons (arrows) turn round in right-to-left languages.
#[component]
pub fn Icon(
    /// The symbol's name in the sprite.
    name: &'static str,
    /// An arrow that follows the direction of reading.
    #[prop(optional)]
    directional: bool,
) -> AnyView {
    let class = if directional {
        "wb-icon wb-icon--directional"
    } else {
        "wb-icon"
    };
    view! {
        <svg class=class aria-hidden="true" focusable="false" viewBox="0 0 24 24">
            <use href=format!("/icons.svg#{name}")></use>
        </svg>
    }
    .into_any()
}
