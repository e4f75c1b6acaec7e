//! The wings as they are now: a board to look at. Nothing can be done here by accident; it follows what comes in.

mod card;
mod one;
pub mod words;

use crate::prelude::*;
use wingbook_record::id::PlaceId;
use wingbook_worker::message::{Request, Response, WingView};

pub use self::one::view as wing;
use crate::{
    components::{ErrorPanel, Loading, PageHeader},
    pages::prison,
    state::loaded::{Loaded, load},
    t,
};

/// The board.
pub fn view() -> AnyView {
    let loaded = load_wings();
    let ids = Memo::new(move |_| {
        loaded.with(|wings| wings.map(|wings| wings.iter().map(|wing| wing.id).collect::<Vec<_>>()))
    });
    let body = move || match (ids.get(), loaded.failure()) {
        (Some(ids), _) if ids.is_empty() => prison::no_wing(),
        (Some(ids), _) => {
            let cards = ids
                .into_iter()
                .map(|id| view! { <li>{card::view(of_id(loaded, id))}</li> })
                .collect_view();
            view! { <ul class="wb-wings">{cards}</ul> }.into_any()
        }
        (None, Some(failure)) => {
            view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
        }
        (None, None) => view! { <Loading /> }.into_any(),
    };
    view! {
        <div class="wb-page">
            <PageHeader title=t!("nav-wings") detail=t!("wings-detail") />
            {body}
        </div>
    }
    .into_any()
}

/// Asks for all wings: the board and one wing's page show the same figures.
fn load_wings() -> Loaded<Vec<WingView>> {
    load(
        || Request::Wings,
        |response| match response {
            Response::Wings(wings) => Some(wings),
            _ => None,
        },
    )
}

/// One wing of them; it keeps its last figures when it leaves the list.
fn of_id(loaded: Loaded<Vec<WingView>>, id: PlaceId) -> Memo<Option<WingView>> {
    Memo::new(move |_| {
        loaded
            .with(|wings| wings.and_then(|wings| wings.iter().find(|wing| wing.id == id).cloned()))
    })
}
