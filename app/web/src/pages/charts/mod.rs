//! Charts: what was not done. Rounds missed or begun late, people whom nobody has spoken to. They rank nobody, and
//! groups under ten are not shown. Each bar and each name leads to the records behind it.

pub mod bars;
mod contacts;
mod rounds;

use crate::prelude::*;
use wingbook_record::id::PlaceId;
use wingbook_worker::message::{ChartsView, Request, Response};

use crate::{
    components::{ErrorPanel, Loading, PageHeader},
    say,
    state::{
        address,
        loaded::{Loaded, load},
    },
    t,
};

/// How far back one may look, in days.
const DAYS: [u32; 3] = [7, 30, 90];

/// What the charts are of, as the address says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Scope {
    wing: Option<PlaceId>,
    days: u32,
}

impl Scope {
    fn address(self) -> String {
        let wing = self.wing.map(|id| format!("&wing={id}"));
        format!("/charts?days={}{}", self.days, wing.unwrap_or_default())
    }
}

/// The page.
pub fn view() -> AnyView {
    let query = address::query();
    let scope = Memo::new(move |_| {
        query.with(|query| Scope {
            wing: query.get("wing").and_then(|id| id.parse().ok()),
            days: query
                .get("days")
                .and_then(|days| days.parse().ok())
                .filter(|days| DAYS.contains(days))
                .unwrap_or(DAYS[0]),
        })
    });
    let loaded = load(
        move || {
            let Scope { wing, days } = scope.get();
            Request::Charts { wing, days }
        },
        |response| match response {
            Response::Charts(charts) => Some(charts),
            _ => None,
        },
    );
    let is_here = Memo::new(move |_| loaded.is_here());
    view! {
        <div class="wb-page">
            <PageHeader title=t!("nav-charts") detail=t!("charts-detail") />
            {filters(scope, loaded)}
            {move || match (is_here.get(), loaded.failure()) {
                (true, _) => view! {
                    <div class="wb-charts">
                        {rounds::view(loaded, scope)}
                        {contacts::view(loaded)}
                    </div>
                }
                .into_any(),
                (false, Some(failure)) => {
                    view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
                }
                (false, None) => view! { <Loading rows=7 /> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

fn filters(scope: Memo<Scope>, loaded: Loaded<ChartsView>) -> AnyView {
    let go = Callback::new(move |scope: Scope| {
        // Another look at the same page: Back leads out of it.
        address::replace(&scope.address());
    });
    let days = DAYS
        .into_iter()
        .map(|days| {
            view! {
                <button
                    type="button"
                    class="wb-chip"
                    aria-pressed=move || (scope.get().days == days).to_string()
                    on:click=move |_| go.run(Scope { days, ..scope.get_untracked() })
                >
                    {t!("records-days", n = days)}
                </button>
            }
        })
        .collect_view();
    let wings = Memo::new(move |_| {
        loaded.with(|charts| {
            charts
                .map(|charts| charts.wings.clone())
                .unwrap_or_default()
        })
    });
    let wing_chip = move |wing: Option<PlaceId>, name: Signal<String>| {
        view! {
            <button
                type="button"
                class="wb-chip"
                aria-pressed=move || (scope.get().wing == wing).to_string()
                on:click=move |_| go.run(Scope { wing, ..scope.get_untracked() })
            >
                <bdi>{name}</bdi>
            </button>
        }
        .into_any()
    };
    let wing_chips = move || {
        let all = wing_chip(None, Signal::derive(|| say!("records-all-wings")));
        let wings = wings.get().into_iter();
        let each = wings.map(|(id, name)| wing_chip(Some(id), Signal::stored(name)));
        [all].into_iter().chain(each).collect_view()
    };
    view! {
        <div class="wb-stack">
            <div class="wb-chips" role="group" aria-label=t!("records-time")>{days}</div>
            <div class="wb-chips" role="group" aria-label=t!("records-wing")>{wing_chips}</div>
        </div>
    }
    .into_any()
}
