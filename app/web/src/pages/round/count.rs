//! The roll count: who should be here, who is, who is absent and why. A difference is never refused: it is counted
//! again, then called by name, and control is told.

use crate::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use wingbook_record::id::{EntryId, PersonId, PlaceId};
use wingbook_worker::message::{CountSigned, CountView, Request, Response, RoundAction};

use crate::{
    client,
    components::{
        Banner, Button, Choice, ErrorPanel, Kind, Loading, MultiChoices, PageHeader, PersonLine,
        SnackbarSlot, Stepper, TextArea, Tone,
    },
    pages::Page,
    state::{
        busy::keep_busy_while_open,
        loaded::{Loaded, load},
        snackbars::use_snackbars,
    },
    t,
};

/// The count of a round's wing.
pub fn of_round(id: EntryId) -> AnyView {
    let round = load(
        move || Request::Round { id },
        |response| match response {
            Response::Round(view) => Some(view),
            _ => None,
        },
    );
    let wing = Memo::new(move |_| round.with(|view| view.map(|view| view.line.wing_id)));
    view! {
        {move || match (wing.get(), round.failure()) {
            (Some(wing), _) => page(wing, Some(id)),
            (None, Some(failure)) => view! { <ErrorPanel failure /> }.into_any(),
            (None, None) => view! { <Loading /> }.into_any(),
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
    // The form is made once: what somebody types is not replaced by what arrives meanwhile.
    let first = Memo::new(move |before: Option<&Option<CountView>>| {
        before.cloned().flatten().or_else(|| loaded.get())
    });
    let signed = RwSignal::new(0_u32);
    view! {
        <div class="wb-page wb-page--narrow">
            <PageHeader title=t!("count-title") back=Page::Rounds.path() />
            {move || {
                signed.track();
                match (first.get(), loaded.failure()) {
                    (Some(_), _) => untrack(|| loaded.get()).map(|view| sheet(view, round, signed)).into_any(),
                    (None, Some(failure)) => view! { <ErrorPanel failure /> }.into_any(),
                    (None, None) => view! { <Loading /> }.into_any(),
                }
            }}
        </div>
    }
    .into_any()
}

/// Which step comes next: a first count, a recount, a call by name.
fn step(view: &CountView) -> &'static str {
    match view.earlier.last() {
        Some((step, expected, counted, _, _)) if expected != counted => match step.as_str() {
            "first" => "recount",
            _ => "named",
        },
        _ => "first",
    }
}

fn sheet(view: CountView, round: Option<EntryId>, signed: RwSignal<u32>) -> AnyView {
    let step = step(&view);
    let counted = RwSignal::new(Some(i64::from(view.counted)));
    let (expected, roll, away) = (view.expected, view.roll, view.absent.len());
    let note = RwSignal::new(String::new());
    let told = RwSignal::new(Vec::<String>::new());
    let missing = RwSignal::new(Vec::<String>::new());
    let difference = move || counted.get().unwrap_or(0) - i64::from(expected);
    let absent: Vec<(PersonId, String)> = view
        .absent
        .iter()
        .map(|(person, reason)| (person.id, reason.clone()))
        .collect();
    let absent_rows = view
        .absent
        .into_iter()
        .map(|(person, _)| view! { <li class="wb-row"><PersonLine person /></li> })
        .collect_view();
    let names: Vec<Choice> = view
        .people
        .iter()
        .map(|person| {
            let number = person.number.clone().unwrap_or_default();
            Choice::new(person.id.to_string(), format!("{} · {number}", person.name))
        })
        .collect();
    let sign = sign_off(view.wing, round, signed, move || {
        let people = missing.get_untracked();
        CountSigned {
            round,
            wing: view.wing,
            expected,
            counted: u32::try_from(counted.get_untracked().unwrap_or(0)).unwrap_or(0),
            absent: absent.clone(),
            step: step.to_owned(),
            missing: people.iter().filter_map(|id| id.parse().ok()).collect(),
            control_told: !told.get_untracked().is_empty(),
            note: Some(note.get_untracked()).filter(|note| !note.trim().is_empty()),
        }
    });
    let toggle = |list: RwSignal<Vec<String>>| {
        move |(value, on): (String, bool)| {
            list.update(|list| {
                list.retain(|one| *one != value);
                if on {
                    list.push(value);
                }
            });
        }
    };
    view! {
        <p class="wb-row__title"><bdi>{view.wing_name}</bdi></p>
        <p>{t!("count-sum", roll = roll, absent = away, expected = expected)}</p>
        <ul class="wb-rows">{absent_rows}</ul>
        <Stepper label=t!("count-counted") value=counted min=0 max=2000 />
        {move || (difference() != 0).then(|| view! {
            <Banner title=t!("count-differs", n = difference()) tone=Tone::Danger>
                <p>{match step {
                    "first" => t!("count-then-recount"),
                    "recount" => t!("count-then-named"),
                    _ => t!("count-then-control"),
                }}</p>
            </Banner>
        })}
        {(step == "named").then(|| view! {
            <MultiChoices label=t!("count-missing") options=names values=missing on_toggle=toggle(missing) />
            <MultiChoices
                label=t!("count-control")
                options=Signal::derive(|| vec![Choice::new("told".to_owned(), crate::say!("count-control-told"))])
                values=told
                on_toggle=toggle(told)
            />
        })}
        <TextArea label=t!("count-note") value=note optional=true />
        <div class="wb-page__foot">
            <SnackbarSlot />
            <Button label=t!("count-sign") on_press=sign kind=Kind::Primary icon="check" wide=true />
        </div>
    }
    .into_any()
}

/// Signs the count; when it agrees or was called by name the round ends, else the next step is shown.
fn sign_off(
    wing: PlaceId,
    round: Option<EntryId>,
    signed: RwSignal<u32>,
    count: impl Fn() -> CountSigned + 'static,
) -> impl Fn(()) {
    let (snackbars, navigate) = (use_snackbars(), use_navigate());
    move |()| {
        let count = count();
        let over = count.expected == count.counted || count.step == "named";
        let navigate = navigate.clone();
        spawn_local(async move {
            match client::ask(Request::CountSigned(count)).await {
                Ok(Response::Saved(saved)) => snackbars.saved(&saved, None),
                Ok(_) => {}
                Err(failure) => return snackbars.fail(&failure),
            }
            if !over {
                // Asked again by then: the next step is drawn from what was just signed.
                let _ = client::ask(Request::CountNow { wing, round }).await;
                gloo_timer(move || signed.update(|times| *times += 1));
                return;
            }
            if let Some(round) = round {
                let end = RoundAction {
                    round,
                    event: "ended".to_owned(),
                    to: None,
                    reason: None,
                    occurred: None,
                };
                if let Err(failure) = client::ask(Request::RoundAction(end)).await {
                    snackbars.fail(&failure);
                }
            }
            navigate(&Page::Today.path(), Default::default());
        });
    }
}

/// Runs once the answers that are on their way have been taken in.
fn gloo_timer(then: impl FnOnce() + 'static) {
    set_timeout(then, std::time::Duration::from_millis(400));
}
