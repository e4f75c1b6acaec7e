//! Starting a round: two taps, and a question first for whoever still walks another one. Two rounds at once are mostly a
//! mistake, but never refused: an alarm may call for one.

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_record::{entry::Origin, id::PlanId};
use wingbook_worker::message::{Request, Response, RoundLine};

use super::is_under_way;
use crate::{
    client,
    components::{Button, Dialog, Kind},
    pages::{Page, wings::words::round_line},
    state::{
        address,
        snackbars::{Snackbars, use_snackbars},
    },
    t,
};

/// The round that was asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Wanted {
    plan: PlanId,
    due_ms: Option<i64>,
}

/// What is being started. It belongs to the frame: lists are drawn anew while records arrive.
#[derive(Clone, Copy)]
pub struct Starting {
    /// The round under way that is asked about, and the one that was wanted instead.
    asked: RwSignal<Option<(RoundLine, Wanted)>>,
    is_busy: RwSignal<bool>,
    snackbars: Snackbars,
}

/// Lets every page below start rounds.
pub fn provide() {
    provide_context(Starting {
        asked: RwSignal::new(None),
        is_busy: RwSignal::new(false),
        snackbars: use_snackbars(),
    });
}

/// The button that starts a round.
pub fn button(plan: PlanId, due_ms: Option<i64>, kind: Kind) -> AnyView {
    let Some(starting) = use_context::<Starting>() else {
        return ().into_any();
    };
    let wanted = Wanted { plan, due_ms };
    let press = move |()| {
        starting.run(wanted, false, address::go);
    };
    view! { <Button label=t!("round-start") on_press=press kind icon="play" disabled=starting.is_busy /> }
        .into_any()
}

/// The question; once in the frame.
pub fn dialog() -> AnyView {
    let Some(starting) = use_context::<Starting>() else {
        return ().into_any();
    };
    let asked = starting.asked;
    let open = Signal::derive(move || asked.with(Option::is_some));
    let close = move |()| asked.set(None);
    let contents = move || {
        let (line, wanted) = asked.get()?;
        let named = line.clone();
        let words = move || round_line(&named);
        let (done, all) = (line.checked, line.stops);
        let go_on = line.round.map(|id| {
            let press = move |()| {
                asked.set(None);
                address::go(&Page::Round(id).path());
            };
            view! { <Button label=t!("round-go-on") kind=Kind::Primary icon="round" wide=true on_press=press /> }
        });
        let start = move |()| {
            asked.set(None);
            starting.run(wanted, true, address::go);
        };
        Some(view! {
            <p>
                <bdi>{words}</bdi>" · "<bdi>{line.wing}</bdi>" · "{t!("round-progress", done = done, all = all)}
            </p>
            {go_on}
            <Button label=t!("round-start-other") icon="play" wide=true on_press=start />
            <Button label=t!("cancel") kind=Kind::Quiet wide=true on_press=close />
        })
    };
    view! {
        <Dialog open on_close=close title=t!("round-unfinished")>
            <div class="wb-stack">{contents}</div>
        </Dialog>
    }
    .into_any()
}

impl Starting {
    /// Starts a round and goes to it, unless another one is under way and nobody was asked about it.
    fn run(self, wanted: Wanted, anyway: bool, go: impl Fn(&str) + 'static) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        spawn_local(async move {
            let own = if anyway { None } else { own_unfinished().await };
            match own {
                Some(own) => {
                    self.asked.try_set(Some((own, wanted)));
                }
                None => self.start(wanted, go).await,
            }
            self.is_busy.try_set(false);
        });
    }

    async fn start(self, wanted: Wanted, go: impl Fn(&str)) {
        let request = Request::StartRound {
            plan: wanted.plan,
            due_ms: wanted.due_ms,
            origin: Origin::Live,
            occurred: None,
        };
        match client::ask(request).await {
            Ok(Response::Round(round)) => go(&Page::Round(round.id).path()),
            Ok(_) => {}
            Err(failure) => self.snackbars.fail(&failure),
        }
    }
}

/// The round that this person walks and has not ended.
async fn own_unfinished() -> Option<RoundLine> {
    match client::ask(Request::Rounds).await {
        Ok(Response::Rounds(view)) => {
            let is_own = |line: &RoundLine| line.mine && is_under_way(line);
            view.rounds.into_iter().find(is_own)
        }
        // The start itself says what is wrong.
        _ => None,
    }
}
