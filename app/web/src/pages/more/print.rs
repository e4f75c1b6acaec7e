//! What can be put on paper: for a failing battery, and for whoever asks for paper.

use leptos::prelude::*;

use super::lead;
use crate::{
    components::LinkRow,
    pages::{Page, Section},
    t,
};

/// The page's body.
pub fn view() -> AnyView {
    view! {
        <div class="wb-prose">
            {lead("print", t!("print-how"))}
            {lead("danger", t!("print-care"))}
        </div>
        <ul class="wb-rows">
            <li>
                <LinkRow
                    href=Page::Rounds.path()
                    title=t!("print-round")
                    detail=t!("print-round-detail")
                    icon=Section::Round.icon()
                />
            </li>
            <li>
                <LinkRow
                    href=Page::Wings.path()
                    title=t!("print-roll")
                    detail=t!("print-roll-detail")
                    icon=Section::Wings.icon()
                />
            </li>
        </ul>
    }
    .into_any()
}
