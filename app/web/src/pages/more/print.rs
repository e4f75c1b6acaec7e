//! What can be put on paper: for a failing battery, and for whoever asks for paper.

use crate::prelude::*;
use wingbook_record::{id::PlaceId, place::PlaceKind};
use wingbook_worker::message::{PlaceView, Request, Response};

use super::lead;
use crate::{
    components::{ErrorPanel, LinkRow, Loading},
    pages::{Page, Section, print::Sheet},
    say,
    state::loaded::load,
    t,
};

/// The page's body.
pub fn view() -> AnyView {
    let loaded = load(
        || Request::Places,
        |response| match response {
            Response::Places(places) => Some(places),
            _ => None,
        },
    );
    let wings = Memo::new(move |_| loaded.with(|places| places.map(|places| wings_of(places))));
    view! {
        <div class="wb-prose">
            {lead("print", t!("print-how"))}
            {lead("danger", t!("print-care"))}
        </div>
        {move || match (wings.get(), loaded.failure()) {
            (Some(wings), _) => sheets(wings),
            (None, Some(failure)) => {
                view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
            }
            (None, None) => view! { <Loading /> }.into_any(),
        }}
    }
    .into_any()
}

fn wings_of(places: &[PlaceView]) -> Vec<(PlaceId, String)> {
    places
        .iter()
        .filter(|place| place.kind == PlaceKind::Wing)
        .map(|place| (place.id, place.name.clone()))
        .collect()
}

/// For each wing its roll and its round sheet.
fn sheets(wings: Vec<(PlaceId, String)>) -> AnyView {
    let sections = wings
        .into_iter()
        .map(|(wing, name)| {
            let roll = sheet_title(t!("print-roll"), name.clone());
            let round = sheet_title(t!("print-round"), name.clone());
            view! {
                <section class="wb-section">
                    <h2><bdi>{name}</bdi></h2>
                    <ul class="wb-rows">
                        <li>
                            <LinkRow
                                href=Page::Print(Sheet::Roll(wing)).path()
                                title=roll
                                detail=t!("print-roll-detail")
                                icon=Section::Wings.icon()
                            />
                        </li>
                        <li>
                            <LinkRow
                                href=Page::Print(Sheet::Wing(wing)).path()
                                title=round
                                detail=t!("print-round-detail")
                                icon=Section::Round.icon()
                            />
                        </li>
                    </ul>
                </section>
            }
        })
        .collect_view();
    view! { {sections} }.into_any()
}

fn sheet_title(what: Signal<String>, wing: String) -> Signal<String> {
    Signal::derive(move || say!("print-of", what = what.get(), wing = wing.clone()))
}
