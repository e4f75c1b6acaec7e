//! The sheet of a count: the arithmetic, who is absent and why, the number, and what to do where it differs.

use crate::prelude::*;
use wingbook_record::id::{EntryId, PersonId};
use wingbook_worker::message::{CountSigned, CountView, PersonLine as Person};

use super::{Step, signer};
use crate::{
    components::{
        Badge, Banner, Button, Choice, Kind, MultiChoices, PersonLine, SnackbarSlot, Stepper,
        TextArea, Tone, person_line::out_reason,
    },
    pages::round::named,
    say,
    state::clock,
    t,
    text::times,
};

/// A wing holds no more.
const COUNTED_MAX: i64 = 5_000;

/// What was entered.
#[derive(Clone, Copy)]
struct Entered {
    counted: RwSignal<Option<i64>>,
    missing: RwSignal<Vec<String>>,
    told: RwSignal<Vec<String>>,
    note: RwSignal<String>,
    tried: RwSignal<bool>,
}

impl Entered {
    fn new(view: &CountView, step: Step) -> Self {
        let counted = match step {
            // What the checks of the round add up to; without any, nothing is counted yet.
            Step::First => Some(i64::from(view.counted)).filter(|counted| *counted > 0),
            // A recount that shows the old number is no recount.
            Step::Recount => None,
            Step::Named => Some(i64::from(view.expected)),
        };
        Entered {
            counted: RwSignal::new(counted),
            missing: RwSignal::default(),
            told: RwSignal::default(),
            note: RwSignal::default(),
            tried: RwSignal::new(false),
        }
    }
}

/// The sheet of the next step.
pub fn sheet(view: CountView, round: Option<EntryId>, awaited: RwSignal<usize>) -> AnyView {
    let step = Step::after(&view.earlier);
    let entered = Entered::new(&view, step);
    let (roll, away, expected) = (view.roll, view.absent.len(), i64::from(view.expected));
    let busy = RwSignal::new(false);
    let sign = signer(awaited, view.earlier.len(), busy);
    let whole = StoredValue::new(view.clone());
    let press = move |()| {
        entered.tried.set(true);
        if let Some(counted) = entered.counted.get_untracked() {
            sign(whole.with_value(|view| signed(view, round, step, counted, entered)));
        }
    };
    let missing = Signal::derive(move || {
        (entered.tried.get() && entered.counted.get().is_none())
            .then(|| say!("count-missing-number"))
    });
    let heading = match step {
        Step::First => None,
        Step::Recount => Some(t!("count-again")),
        Step::Named => Some(t!("count-by-name")),
    };
    view! {
        <div class="wb-stack">
            <p class="wb-row__title"><bdi>{view.wing_name.clone()}</bdi></p>
            <p class="wb-stop__figure">
                {t!("count-sum", roll = roll, absent = away, expected = expected)}
            </p>
        </div>
        {absent(&view)}
        {(step != Step::Named).then(|| unseen(&view))}
        {earlier(&view)}
        {heading.map(|words| view! { <h2>{words}</h2> })}
        {(step == Step::Named).then(|| by_name(&view, entered))}
        <Stepper label=t!("count-counted") value=entered.counted min=0 max=COUNTED_MAX error=missing />
        {move || {
            let difference = entered.counted.get().map_or(0, |counted| counted - expected);
            (difference != 0).then(|| differs(step, difference))
        }}
        {(step == Step::Named).then(|| control(entered))}
        <TextArea label=t!("count-note") value=entered.note optional=true />
        <div class="wb-page__foot">
            <SnackbarSlot />
            <Button label=t!("count-sign") on_press=press kind=Kind::Primary icon="check" wide=true disabled=busy />
        </div>
    }
    .into_any()
}

/// The count as it is signed.
fn signed(
    view: &CountView,
    round: Option<EntryId>,
    step: Step,
    counted: i64,
    entered: Entered,
) -> CountSigned {
    let missing = entered.missing.get_untracked();
    let note = entered.note.get_untracked();
    CountSigned {
        round,
        wing: view.wing,
        expected: view.expected,
        counted: u32::try_from(counted).unwrap_or(0),
        absent: view
            .absent
            .iter()
            .map(|(person, reason)| (person.id, reason.clone()))
            .collect(),
        step: step.word().to_owned(),
        missing: missing.iter().filter_map(|id| id.parse().ok()).collect(),
        control_told: !entered.told.with_untracked(Vec::is_empty),
        note: Some(note).filter(|note| !note.trim().is_empty()),
    }
}

fn absent(view: &CountView) -> AnyView {
    if view.absent.is_empty() {
        return ().into_any();
    }
    let rows = view.absent.iter().cloned().map(|(person, reason)| {
        let words = Signal::derive(move || out_reason(&reason));
        // Why stands beside; what the line would say again is left out.
        let person = Person {
            out: None,
            ..person
        };
        view! {
            <li class="wb-row">
                <span class="wb-row__body"><PersonLine person /></span>
                <span class="wb-row__end"><Badge icon="away" words /></span>
            </li>
        }
    });
    view! {
        <section class="wb-section">
            <h2>{t!("count-absent")}</h2>
            <ul class="wb-rows">{rows.collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// Who is on the roll, not out for a known reason, and was not seen in the round: the difference by name, as far as the
/// checks can say.
fn unseen(view: &CountView) -> AnyView {
    if view.unaccounted.is_empty() {
        return ().into_any();
    }
    let rows = view.unaccounted.iter().cloned().map(|person| {
        view! {
            <li class="wb-row"><span class="wb-row__body"><PersonLine person /></span></li>
        }
    });
    view! {
        <section class="wb-section">
            <h2>{t!("count-unseen")}</h2>
            <ul class="wb-rows">{rows.collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// What was counted before: figures, when, by whom.
fn earlier(view: &CountView) -> AnyView {
    if view.earlier.is_empty() {
        return ().into_any();
    }
    let rows = view
        .earlier
        .iter()
        .cloned()
        .map(|(_, expected, counted, at_ms, by)| {
            let agrees = expected == counted;
            let when = move || times::short(at_ms, clock::now_ms());
            view! {
                <li class="wb-row">
                    <span class="wb-row__body">
                        <span class="wb-row__title">
                            {t!("count-figures", counted = counted, expected = expected)}
                        </span>
                        <span class="wb-row__detail">{when}" · "<bdi>{by}</bdi></span>
                    </span>
                    <span class="wb-row__end">
                        {if agrees {
                            view! { <Badge icon="check" words=t!("count-agrees") tone=Tone::Ok /> }
                        } else {
                            view! { <Badge icon="danger" words=t!("count-differed") tone=Tone::Danger /> }
                        }}
                    </span>
                </li>
            }
        });
    view! {
        <section class="wb-section">
            <h2>{t!("count-earlier")}</h2>
            <ul class="wb-rows">{rows.collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn differs(step: Step, difference: i64) -> AnyView {
    let todo = match step {
        Step::First => t!("count-then-recount"),
        Step::Recount => t!("count-then-named"),
        Step::Named => t!("count-then-control"),
    };
    let title = if difference < 0 {
        t!("count-too-few", n = -difference)
    } else {
        t!("count-too-many", n = difference)
    };
    view! { <Banner title tone=Tone::Danger><p>{todo}</p></Banner> }.into_any()
}

/// Everybody who should be here, those first whom no check has seen. Whoever is marked is missing, and the number
/// follows.
fn by_name(view: &CountView, entered: Entered) -> AnyView {
    let unseen: Vec<PersonId> = view.unaccounted.iter().map(|person| person.id).collect();
    let away: Vec<PersonId> = view.absent.iter().map(|(person, _)| person.id).collect();
    let mut called: Vec<&Person> = view
        .people
        .iter()
        .filter(|person| !away.contains(&person.id))
        .collect();
    called.sort_by_key(|person| !unseen.contains(&person.id));
    let names: Vec<Choice> = called
        .into_iter()
        .map(|person| Choice {
            hint: person.place.clone(),
            ..Choice::new(person.id.to_string(), named(person))
        })
        .collect();
    let expected = i64::from(view.expected);
    let toggle = move |(value, on): (String, bool)| {
        entered.missing.update(|all| {
            all.retain(|one| *one != value);
            if on {
                all.push(value);
            }
        });
        let missing = entered.missing.with_untracked(Vec::len);
        let missing = i64::try_from(missing).unwrap_or(i64::MAX);
        entered.counted.set(Some((expected - missing).max(0)));
    };
    view! { <MultiChoices label=t!("count-missing") options=names values=entered.missing on_toggle=toggle /> }
        .into_any()
}

fn control(entered: Entered) -> AnyView {
    let toggle = move |(value, on): (String, bool)| {
        entered.told.set(if on { vec![value] } else { Vec::new() });
    };
    view! {
        <MultiChoices
            label=t!("count-control")
            options=Signal::derive(|| vec![Choice::new("told".to_owned(), say!("count-control-told"))])
            values=entered.told
            on_toggle=toggle
        />
    }
    .into_any()
}
