//! What was written down in a session beside doses, and how its author corrects it: a slip of the thumb is noticed when
//! the session doesn't add up, long after *Undo* is gone.

use crate::prelude::*;
use wingbook_record::{
    id::EntryId,
    vaccination::session::{SessionStep, Step, WasteReason},
};
use wingbook_worker::message::{Request, StepCorrection, StepView};

use super::{
    room::{Asked, Room},
    vial,
    waste::{self, waste_words},
};
use crate::{
    components::{Button, Choices, Dialog, Kind, LinkRow, Stepper, TextArea, field},
    pages::Page,
    say,
    state::unsent,
    t,
    text::times,
};

const LOT_ID: &str = "step-lot";
const EXPIRY_ID: &str = "step-expiry";
const WHY_ID: &str = "step-why";

/// What a step says.
pub fn words(step: &SessionStep) -> String {
    let doses = step.doses;
    match step.step {
        Step::Opened => say!("clinic-step-opened", n = step.vials, doses = doses),
        Step::Extra => say!("clinic-step-extra", n = doses),
        Step::Wasted => say!("clinic-step-wasted", n = doses),
        Step::Left => say!("clinic-step-left", n = doses),
        Step::HandedOver => say!("round-event-handed-over"),
        Step::TakenOver => say!("round-event-taken-over"),
        Step::Ended => say!("round-event-ended"),
        Step::Other(_) => say!("failure-needs-newer-app"),
    }
}

/// The list.
pub fn view(room: Room) -> AnyView {
    let steps = Memo::new(move |_| {
        room.loaded
            .with(|view| view.map(|view| view.steps.clone()).unwrap_or_default())
    });
    let rows = move || {
        let rows = steps.get().into_iter().map(|one| row(room, one));
        rows.collect_view()
    };
    // Closed: it is looked into when the doses don't add up; who is watched is looked at all the time.
    view! {
        <details class="wb-section" hidden=move || steps.with(Vec::is_empty)>
            <summary>{t!("clinic-steps")}</summary>
            <ul class="wb-rows">{rows}</ul>
        </details>
    }
    .into_any()
}

fn row(room: Room, one: StepView) -> AnyView {
    let StepView {
        entry,
        at_ms,
        by,
        mine,
        name,
        step,
        ..
    } = one;
    // Only what counts doses can say another number.
    let may_correct = mine && step.step.counts_doses();
    let said = step.clone();
    let title = Signal::derive(move || words(&said));
    let button_name =
        Signal::derive(move || format!("{}: {}", say!("record-correct"), title.get()));
    let detail = Signal::derive(move || {
        let lot = vial::lot_words(name.as_deref(), step.lot.as_deref(), "");
        let waste = step.waste.as_ref().map(|waste| waste_words(waste.word()));
        let lot = (!lot.is_empty()).then_some(lot);
        let parts = [times::time_of_day(at_ms), by.clone()].into_iter();
        let parts = parts.chain(lot).chain(waste);
        parts.collect::<Vec<_>>().join(" · ")
    });
    let correct = move |_| room.asked.set(Some(Asked::Correction(entry)));
    view! {
        <li class="wb-clinic-written">
            <LinkRow href=Page::Record(entry).path() title detail icon="count" />
            {may_correct.then(|| view! {
                <button
                    type="button"
                    class="wb-button wb-button--quiet"
                    aria-label=button_name
                    on:click=correct
                >
                    {t!("record-correct")}
                </button>
            })}
        </li>
    }
    .into_any()
}

/// The dialog in which a step is corrected.
pub fn dialog(room: Room) -> AnyView {
    let asked = Memo::new(move |_| match room.asked.get() {
        Some(Asked::Correction(entry)) => Some(entry),
        _ => None,
    });
    let open = Signal::derive(move || asked.get().is_some());
    let close = move |()| room.asked.set(None);
    let questions = move || {
        let entry = asked.get()?;
        let steps = untrack(|| room.loaded.with(|view| view.map(|view| view.steps.clone())));
        let mut steps = steps.unwrap_or_default().into_iter();
        let one = steps.find(|one| one.entry == entry)?;
        Some(questions(room, one))
    };
    view! {
        <Dialog open on_close=close title=t!("clinic-step-correct")>
            <div class="wb-stack">
                {questions}
                <Button label=t!("cancel") kind=Kind::Quiet wide=true on_press=close />
            </div>
        </Dialog>
    }
    .into_any()
}

fn questions(room: Room, one: StepView) -> AnyView {
    let StepView {
        entry,
        version,
        step,
        ..
    } = one;
    let is_vial = step.step == Step::Opened;
    let doses = RwSignal::new(Some(i64::from(step.doses)));
    let vials = RwSignal::new(Some(i64::from(step.vials)));
    let lot = RwSignal::new(step.lot.clone().unwrap_or_default());
    let expiry = RwSignal::new(step.lot_expiry.to_string());
    let waste = step.waste.as_ref().map(|waste| waste.word().to_owned());
    let is_waste = step.step == Step::Wasted;
    let waste = RwSignal::new(waste.unwrap_or_default());
    let why = unsent::words(&kept_as(entry));
    let tried = RwSignal::new(false);
    let missing =
        move |is: bool, key: &str| (tried.get() && is).then(|| crate::text::say(key, &[]));
    let label = vial::Label { lot, expiry, tried };
    let why_error = Signal::derive(move || {
        missing(
            why.with(|why| why.trim().is_empty()),
            "clinic-step-why-missing",
        )
    });
    let figure =
        |value: RwSignal<Option<i64>>| value.get_untracked().and_then(|n| u32::try_from(n).ok());
    let doses_error =
        Signal::derive(move || missing(doses.get().is_none(), "clinic-step-doses-missing"));
    let vials_error = Signal::derive(move || {
        missing(
            is_vial && vials.get().is_none(),
            "clinic-step-doses-missing",
        )
    });
    let said = words(&step);
    let step = StoredValue::new(step);
    let save = move |()| {
        tried.set(true);
        let (lot, reason) = untrack(|| (lot.get(), why.get()));
        let (lot, reason) = (lot.trim().to_owned(), reason.trim().to_owned());
        let lot_expiry = match is_vial {
            true => untrack(|| label.read_expiry()),
            false => Some(step.with_value(|step| step.lot_expiry)),
        };
        let Some(lot_expiry) = lot_expiry else {
            field::focus(EXPIRY_ID);
            return;
        };
        if lot.is_empty() {
            field::focus(LOT_ID);
            return;
        }
        // An emptied field is no nought.
        let (Some(doses), Some(vials)) = (figure(doses), figure(vials)) else {
            return;
        };
        if reason.is_empty() {
            field::focus(WHY_ID);
            return;
        }
        let waste = waste.get_untracked();
        let step = SessionStep {
            lot: Some(lot),
            lot_expiry,
            vials,
            doses,
            waste: is_waste.then(|| WasteReason::from(waste.as_str())),
            ..step.get_value()
        };
        correct(
            room,
            StepCorrection {
                entry,
                version,
                step,
                reason,
            },
        );
    };
    let vial_questions = is_vial.then(|| {
        view! {
            {label.questions(LOT_ID, EXPIRY_ID)}
            <p class="wb-quiet">{t!("clinic-step-lot-hint")}</p>
            <Stepper label=t!("vial-doses") value=doses min=1 max=vial::DOSES_MAX error=doses_error />
            <Stepper label=t!("vial-vials") value=vials min=1 max=vial::VIALS_MAX error=vials_error />
        }
    });
    let least = i64::from(is_waste);
    let dose_question = (!is_vial).then(|| {
        view! { <Stepper label=t!("waste-doses") value=doses min=least max=999 error=doses_error /> }
    });
    let waste_question = is_waste.then(|| {
        view! {
            <Choices
                label=t!("waste-reason")
                options=waste::reasons()
                value=waste
                on_choose=move |chosen: String| waste.set(chosen)
            />
        }
    });
    view! {
        <p class="wb-quiet">{said}</p>
        {vial_questions}
        {dose_question}
        {waste_question}
        <TextArea id=WHY_ID label=t!("clinic-step-why") value=why error=why_error length_max=500 />
        <Button
            label=t!("record-correct")
            icon="check"
            kind=Kind::Primary
            wide=true
            disabled=room.saving
            on_press=save
        />
    }
    .into_any()
}

/// Under which name the reason waits when the dialog is closed by mistake.
fn kept_as(entry: EntryId) -> String {
    format!("step:{entry}")
}

fn correct(room: Room, correction: StepCorrection) {
    let kept = kept_as(correction.entry);
    let request = Request::CorrectStep(Box::new(correction));
    room.send(vec![request], move |saved| {
        unsent::sent(&kept);
        let _ = room.asked.try_set(None);
        room.snackbars.saved(&saved, None);
    });
}
