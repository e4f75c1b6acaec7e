//! *Enter from paper*: which round a sheet is of and when it began; then its stops are checked as on a round, each with
//! the time on the sheet.

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_record::{
    entry::Origin,
    id::{PlaceId, PlanId},
    time::Occurred,
};
use wingbook_worker::message::{Request, Response, RoundsView};

use super::sheet_time::sheet_time;
use crate::{
    client,
    components::{
        Button, Choice, Choices, EmptyState, ErrorPanel, ErrorSummary, Kind, Loading, PageHeader,
        SnackbarSlot,
    },
    form::when,
    pages::Page,
    say,
    state::{
        address, clock,
        loaded::load,
        snackbars::{Snackbars, use_snackbars},
    },
    t,
    text::times,
};

/// The id of the choice of a round.
const PLAN_ID: &str = "paper-round";

/// The address, with what is known already.
pub fn path(plan: Option<PlanId>, due_ms: Option<i64>, wing: Option<PlaceId>) -> String {
    let plan = plan.map(|plan| format!("plan={plan}"));
    let due = due_ms.map(|due_ms| format!("due={due_ms}"));
    let wing = wing.map(|wing| format!("wing={wing}"));
    let known: Vec<String> = plan.into_iter().chain(due).chain(wing).collect();
    match known.is_empty() {
        true => Page::PaperRound.path(),
        false => format!("{}?{}", Page::PaperRound.path(), known.join("&")),
    }
}

/// What is asked.
#[derive(Clone, Copy)]
struct Sheet {
    plan: RwSignal<String>,
    at_ms: RwSignal<Option<i64>>,
    /// The planned start that the address names, with its plan.
    planned: StoredValue<Option<(PlanId, i64)>>,
    /// What stands in the box is no time that has been.
    is_time_wrong: RwSignal<bool>,
    tried: RwSignal<bool>,
    starting: RwSignal<bool>,
}

/// The page.
pub fn view() -> AnyView {
    let query = address::query().get_untracked();
    let plan: Option<PlanId> = query.get("plan").and_then(|id| id.parse().ok());
    let due_ms: Option<i64> = query.get("due").and_then(|due| due.parse().ok());
    let wing: Option<PlaceId> = query.get("wing").and_then(|id| id.parse().ok());
    let sheet = Sheet {
        plan: RwSignal::new(plan.map(|plan| plan.to_string()).unwrap_or_default()),
        at_ms: RwSignal::new(due_ms),
        planned: StoredValue::new(plan.zip(due_ms)),
        is_time_wrong: RwSignal::new(false),
        tried: RwSignal::new(false),
        starting: RwSignal::new(false),
    };
    let loaded = load(
        || Request::Rounds,
        |response| match response {
            Response::Rounds(view) => Some(view),
            _ => None,
        },
    );
    let has_plans =
        Memo::new(move |_| loaded.with(|rounds| rounds.map(|rounds| !rounds.plans.is_empty())));
    let options = Signal::derive(move || {
        loaded.with(|rounds| rounds.map(|rounds| plans(rounds, wing)).unwrap_or_default())
    });
    view! {
        <div class="wb-page wb-page--narrow">
            <PageHeader title=t!("paper-title") detail=t!("paper-detail") back=Page::Rounds.path() />
            {move || match (has_plans.get(), loaded.failure()) {
                (Some(true), _) => body(sheet, options),
                (Some(false), _) => view! {
                    <EmptyState icon="round" title=t!("charts-no-rounds") text=t!("charts-no-rounds-why") />
                }
                .into_any(),
                (None, Some(failure)) => {
                    view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
                }
                (None, None) => view! { <Loading /> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

/// The plans of a wing, or of all.
fn plans(rounds: &RoundsView, wing: Option<PlaceId>) -> Vec<Choice> {
    let of = |plan: PlanId| rounds.wing_of(plan);
    let all = rounds.plans.iter();
    let mut choices: Vec<Choice> = all
        .filter(|(plan, _)| wing.is_none_or(|wing| of(*plan).is_some_and(|(at, _)| at == wing)))
        .map(|(plan, name)| Choice {
            hint: of(*plan).map(|(_, wing)| wing.to_owned()),
            ..Choice::new(plan.to_string(), name.clone())
        })
        .collect();
    choices.sort_by(|a, b| (&a.hint, &a.label).cmp(&(&b.hint, &b.label)));
    choices
}

fn body(sheet: Sheet, options: Signal<Vec<Choice>>) -> AnyView {
    let snackbars = use_snackbars();
    let errors = Signal::derive(move || sheet.errors());
    let plan_error = Signal::derive(move || sheet.plan_error());
    let day = Signal::derive(move || times::date(sheet.at_ms.get().unwrap_or_else(clock::now_ms)));
    let set_day = Callback::new(move |day: String| sheet.choose_day(&day));
    let start = move |()| sheet.start(snackbars);
    view! {
        <ErrorSummary errors />
        <Choices
            id=PLAN_ID
            label=t!("paper-which")
            options
            value=sheet.plan
            error=plan_error
            on_choose=move |plan: String| sheet.plan.set(plan)
        />
        <fieldset class="wb-field">
            <legend class="wb-field__label">{t!("paper-day")}</legend>
            {when::day(day, set_day, &[0, -1])}
        </fieldset>
        {sheet_time(t!("paper-began"), sheet.at_ms, Signal::stored(None), sheet.is_time_wrong)}
        <div class="wb-page__foot">
            <SnackbarSlot />
            <Button
                label=t!("paper-start")
                icon="from-paper"
                kind=Kind::Primary
                wide=true
                disabled=sheet.starting
                on_press=start
            />
        </div>
    }
    .into_any()
}

impl Sheet {
    /// The same time on another day, never one that is still to come.
    fn choose_day(self, day: &str) {
        let now_ms = clock::now_ms();
        let time = times::clock_time(self.at_ms.get_untracked().unwrap_or(now_ms));
        let at_ms = times::moment_of(day, &time).map(|at_ms| at_ms.min(now_ms));
        self.at_ms.set(at_ms);
    }

    fn plan_error(self) -> Option<String> {
        (self.tried.get() && self.plan.with(String::is_empty)).then(|| say!("paper-which-missing"))
    }

    fn errors(self) -> Vec<(String, String)> {
        let plan = self.plan_error();
        plan.map(|words| (PLAN_ID.to_owned(), words))
            .into_iter()
            .collect()
    }

    /// Starts the round as the sheet says, and goes to its first stop.
    fn start(self, snackbars: Snackbars) {
        if self.starting.get_untracked() {
            return;
        }
        self.tried.set(true);
        let Ok(plan) = self.plan.with_untracked(|plan| plan.parse::<PlanId>()) else {
            return crate::components::field::focus(PLAN_ID);
        };
        if self.is_time_wrong.get_untracked() {
            return super::sheet_time::focus();
        }
        let at_ms = self.at_ms.get_untracked().unwrap_or_else(clock::now_ms);
        let planned = self.planned.get_value();
        let request = Request::StartRound {
            plan,
            // Another round than the one that the address named: which start it fulfils follows from its time.
            due_ms: planned
                .filter(|(of, _)| *of == plan)
                .map(|(_, due_ms)| due_ms),
            origin: Origin::Paper,
            occurred: Some(Occurred::exactly(at_ms)),
        };
        self.starting.set(true);
        spawn_local(async move {
            match client::ask(request).await {
                Ok(Response::Round(round)) => {
                    address::replace(&Page::Round(round.id).path());
                }
                Ok(_) => {}
                Err(failure) => snackbars.fail(&failure),
            }
            // The page may have been left meanwhile.
            self.starting.try_set(false);
        });
    }
}
