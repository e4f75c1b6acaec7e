//! The roll count: who should be here, who is, who is absent and why. A difference is never refused: it is counted
//! again, then called by name, and control is told.

mod sheet;

use std::sync::Arc;

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_record::id::{EntryId, PlaceId};
use wingbook_worker::message::{CountSigned, CountView, Request, Response, RoundAction, Saved};

use crate::{
    client,
    components::{ErrorPanel, Loading, PageHeader},
    pages::{Page, round::load_round},
    state::{
        busy::keep_busy_while_open,
        loaded::{Loaded, load},
        snackbars::use_snackbars,
        trail,
    },
    t,
};

/// The count of a round's wing.
pub fn of_round(id: EntryId) -> AnyView {
    let round = load_round(id);
    let wing = Memo::new(move |_| round.with(|view| view.map(|view| view.line.wing_id)));
    view! {
        {move || match (wing.get(), round.failure()) {
            (Some(wing), _) => page(wing, Some(id)),
            (None, Some(failure)) => view! {
                <div class="wb-page wb-page--narrow">
                    <PageHeader title=t!("count-title") back=Page::Rounds.path() />
                    <ErrorPanel failure on_retry=move |()| round.reload() />
                </div>
            }
            .into_any(),
            (None, None) => view! { <div class="wb-page"><Loading /></div> }.into_any(),
        }}
    }
    .into_any()
}

/// The count of a wing.
pub fn of_wing(wing: PlaceId) -> AnyView {
    page(wing, None)
}

fn page(wing: PlaceId, round: Option<EntryId>) -> AnyView {
    keep_busy_while_open();
    let loaded: Loaded<CountView> = load(
        move || Request::CountNow { wing, round },
        |response| match response {
            Response::Count(view) => Some(view),
            _ => None,
        },
    );
    // How many counts the register must show before the next step is drawn. A form that somebody types into is not
    // replaced by anything that arrives meanwhile.
    let awaited = RwSignal::new(0_usize);
    let shown = Memo::new(move |before: Option<&Option<CountView>>| {
        let stands = before
            .cloned()
            .flatten()
            .filter(|view| view.earlier.len() >= awaited.get());
        stands.or_else(|| loaded.get())
    });
    let back = round.map_or(Page::Wing(wing), Page::Round).path();
    view! {
        <div class="wb-page wb-page--narrow">
            <PageHeader title=t!("count-title") back=back />
            {move || match (shown.get(), loaded.failure()) {
                (Some(view), _) => sheet::sheet(view, round, awaited),
                (None, Some(failure)) => {
                    view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
                }
                (None, None) => view! { <Loading /> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

/// A step of a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// The first count.
    First,
    /// It differed: counted again.
    Recount,
    /// It still differs: everybody is called by name.
    Named,
}

impl Step {
    /// Which comes next after those signed already.
    fn after(earlier: &[(String, u32, u32, i64, String)]) -> Self {
        match earlier.last() {
            Some((step, expected, counted, _, _)) if expected != counted => match step.as_str() {
                "first" => Step::Recount,
                _ => Step::Named,
            },
            _ => Step::First,
        }
    }

    /// The word in the record.
    fn word(self) -> &'static str {
        match self {
            Step::First => "first",
            Step::Recount => "recount",
            Step::Named => "named",
        }
    }
}

/// Signs a count; when it agrees or was called by name the round ends, else the next step is drawn.
fn signer(
    awaited: RwSignal<usize>,
    earlier: usize,
    busy: RwSignal<bool>,
) -> impl Fn(CountSigned) + Clone + 'static {
    let snackbars = use_snackbars();
    move |count| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let over = count.expected == count.counted || count.step == Step::Named.word();
        let round = count.round;
        spawn_local(async move {
            let signed = match client::ask(Request::CountSigned(count)).await {
                Ok(Response::Saved(saved)) => saved,
                Ok(_) => return,
                Err(failure) => {
                    busy.try_set(false);
                    return snackbars.fail(&failure);
                }
            };
            if !over {
                snackbars.saved(&signed, None);
                awaited.try_set(earlier + 1);
                return;
            }
            let ended = match round {
                Some(round) => end(round).await,
                None => None,
            };
            // A count taken back gives back its round as well.
            let after = ended
                .map(|ended| Arc::new(move || reopen(ended.entry)) as Arc<dyn Fn() + Send + Sync>);
            snackbars.saved(&signed, after);
            trail::leave_for(&Page::Today.path());
        });
    }
}

/// Ends the round that the count closes. Where that fails the round stays open, and ending it again does it.
async fn end(round: EntryId) -> Option<Saved> {
    let end = RoundAction {
        round,
        event: "ended".to_owned(),
        to: None,
        reason: None,
        occurred: None,
    };
    match client::ask(Request::RoundAction(end)).await {
        Ok(Response::Saved(saved)) => Some(saved),
        _ => None,
    }
}

fn reopen(ended: EntryId) {
    spawn_local(async move {
        // The count itself is taken back already; an end that stays is corrected from its own record.
        let _ = client::ask(Request::Undo { entry: ended }).await;
    });
}

#[cfg(test)]
mod tests {
    use super::Step;

    fn signed(step: &str, expected: u32, counted: u32) -> (String, u32, u32, i64, String) {
        (step.to_owned(), expected, counted, 0, String::new())
    }

    #[test]
    fn a_difference_is_counted_again_and_then_called_by_name() {
        assert_eq!(Step::after(&[]), Step::First);
        assert_eq!(Step::after(&[signed("first", 10, 9)]), Step::Recount);
        let twice = [signed("first", 10, 9), signed("recount", 10, 9)];
        assert_eq!(Step::after(&twice), Step::Named);
        // Counts that agree are over: the next one begins anew.
        assert_eq!(Step::after(&[signed("recount", 10, 10)]), Step::First);
    }
}
