//! A round plan: what staff call it, when the wing is walked, and how late a round may begin.

use crate::prelude::*;
use wingbook_record::{
    id::{PlaceId, PlanId},
    plan::{TimesError, WINDOW_MINUTES_MAX, parse_times},
};
use wingbook_worker::message::{PlanChange, PlanView, Request};

use super::{
    Part, load_plans,
    rooms::name_question,
    saving::{Saving, trimmed},
};
use crate::{
    components::{ErrorPanel, Loading, PageHeader, Stepper, TextInput},
    say, t,
};

/// The usual window.
const WINDOW_MINUTES: u32 = 30;

/// The page of a new plan.
pub fn add(wing: PlaceId) -> AnyView {
    let plan = Plan {
        id: None,
        wing,
        name: String::new(),
        times: Vec::new(),
        window_minutes: WINDOW_MINUTES,
    };
    view! { <div class="wb-page wb-page--narrow">{form(plan)}</div> }.into_any()
}

/// The page of a plan that is there.
pub fn change(id: PlanId) -> AnyView {
    let loaded = load_plans();
    let find = move || loaded.with(|all| all?.iter().find(|one| one.id == id).cloned());
    // Made once: what is typed stays when something else changes meanwhile.
    let is_here = Memo::new(move |_| find().is_some());
    let body = move || match (is_here.get(), loaded.failure()) {
        (true, _) => untrack(|| find().map(|plan| form(Plan::of(plan)))).into_any(),
        (false, Some(failure)) => {
            view! { <ErrorPanel failure on_retry=move |()| loaded.reload() /> }.into_any()
        }
        (false, None) => view! { <Loading /> }.into_any(),
    };
    view! { <div class="wb-page wb-page--narrow">{body}</div> }.into_any()
}

/// What stands in the form when it opens.
struct Plan {
    id: Option<PlanId>,
    wing: PlaceId,
    name: String,
    times: Vec<String>,
    window_minutes: u32,
}

impl Plan {
    fn of(plan: PlanView) -> Self {
        Plan {
            id: Some(plan.id),
            wing: plan.wing,
            name: plan.name,
            times: plan.times,
            window_minutes: plan.window_minutes,
        }
    }
}

fn form(plan: Plan) -> AnyView {
    let saving = Saving::open();
    let (id, wing) = (plan.id, plan.wing);
    let back = Part::Wing(wing).path();
    let name = RwSignal::new(plan.name.clone());
    let times = RwSignal::new(plan.times.join(", "));
    let window = RwSignal::new(Some(i64::from(plan.window_minutes)));
    saving.keep("times", times);
    let wrong = move || match times.with(|times| parse_times(times)).err()? {
        TimesError::Empty => Some("prison-times-missing"),
        TimesError::NotATime => Some("prison-times-unread"),
        TimesError::TooMany => Some("prison-times-many"),
    };
    let make = move || {
        let name = Some(trimmed(name)).filter(|name| !name.is_empty())?;
        let window = window
            .get_untracked()
            .and_then(|window| u32::try_from(window).ok());
        Some(Request::PutPlan(PlanChange {
            id,
            name,
            wing,
            times: times.with_untracked(|times| parse_times(times)).ok()?,
            window_minutes: window.unwrap_or(WINDOW_MINUTES),
        }))
    };
    let title = match id {
        Some(_) => Signal::stored(plan.name),
        None => t!("prison-plan-add"),
    };
    let stops = Signal::derive(move || match id {
        Some(_) => String::new(),
        None => say!("prison-plan-stops"),
    });
    view! {
        <PageHeader title detail=stops back=back.clone() />
        {name_question(t!("prison-plan-name"), name, saving)}
        <TextInput
            id="prison-times"
            label=t!("prison-times")
            hint=t!("prison-times-hint")
            value=times
            error=saving.error("times", "prison-times-unread", wrong)
            verbatim=true
            length_max=800
        />
        <Stepper
            label=t!("prison-window")
            value=window
            min=1
            max=i64::from(WINDOW_MINUTES_MAX)
            start=i64::from(WINDOW_MINUTES)
            id="prison-window"
        />
        {saving.foot(make, |_| None, back, None)}
    }
    .into_any()
}
