//! Doses thrown away, with the reason; or one more than the label promises.

use crate::prelude::*;
use wingbook_record::vaccination::session::{SessionStep, Step, WasteReason};
use wingbook_worker::message::LotView;

use super::{
    room::{Asked, Room},
    vial,
};
use crate::{
    components::{Button, Choice, Choices, Dialog, Kind, Stepper, select},
    say, t,
};

/// Why doses were thrown away.
pub fn waste_words(word: &str) -> String {
    match WasteReason::from(word) {
        WasteReason::Contamination => say!("waste-contamination"),
        WasteReason::PartialUse => say!("waste-partial-use"),
        WasteReason::ColourChange => say!("waste-colour-change"),
        WasteReason::Expiry => say!("waste-expiry"),
        WasteReason::Other(word) => word.to_string(),
    }
}

/// The reasons to choose from (reactive in the language).
pub fn reasons() -> Signal<Vec<Choice>> {
    Signal::derive(|| {
        let known = WasteReason::KNOWN.iter();
        let known = known.map(|word| Choice::new(*word, waste_words(word)));
        known.collect()
    })
}

/// The dialog.
pub fn dialog(room: Room) -> AnyView {
    let open = Signal::derive(move || room.asked.get() == Some(Asked::Waste));
    let close = move |()| room.asked.set(None);
    view! {
        <Dialog open on_close=close title=t!("clinic-waste")>
            <div class="wb-stack">
                {questions(room)}
                <Button label=t!("cancel") kind=Kind::Quiet wide=true on_press=close />
            </div>
        </Dialog>
    }
    .into_any()
}

fn questions(room: Room) -> AnyView {
    let (lots, in_use) = untrack(|| {
        room.loaded.with(|view| {
            let lots = view.map(|view| view.lots.clone()).unwrap_or_default();
            (lots, view.and_then(|view| view.in_use))
        })
    });
    let chosen = RwSignal::new(in_use.unwrap_or(0).to_string());
    let doses = RwSignal::new(Some(1));
    let reason = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let options: Vec<(String, String)> = lots
        .iter()
        .enumerate()
        .map(|(index, lot)| {
            let words = vial::lot_words(lot.name.as_deref(), lot.lot.as_deref(), &lot.expiry);
            (index.to_string(), words)
        })
        .collect();
    let error = Signal::derive(move || {
        let is_missing = tried.get() && reason.with(String::is_empty);
        is_missing.then(|| say!("waste-reason-missing"))
    });
    let lots = StoredValue::new(lots);
    let lot = move || -> Option<LotView> {
        let index: usize = chosen.with_untracked(|index| index.parse().ok())?;
        lots.with_value(|lots| lots.get(index).cloned())
    };
    let count = move || u32::try_from(doses.get_untracked().unwrap_or(1)).unwrap_or(1);
    let waste = move |()| {
        let reason = reason.get_untracked();
        if reason.is_empty() {
            tried.set(true);
            return;
        }
        if let Some(lot) = lot() {
            room.save_one(SessionStep {
                waste: Some(WasteReason::from(reason.as_str())),
                ..room.step_of(Step::Wasted, &lot, count())
            });
        }
    };
    let extra = move |()| {
        if let Some(lot) = lot() {
            room.save_one(room.step_of(Step::Extra, &lot, count()));
        }
    };
    view! {
        {select("waste-lot", t!("clinic-lot"), chosen, options)}
        <Stepper label=t!("waste-doses") value=doses min=1 max=99 />
        <Choices
            label=t!("waste-reason")
            options=reasons()
            value=reason
            error
            on_choose=move |chosen: String| reason.set(chosen)
        />
        <Button
            label=t!("waste-save")
            icon="check"
            kind=Kind::Primary
            wide=true
            disabled=room.saving
            on_press=waste
        />
        <p class="wb-quiet">{t!("clinic-extra-hint")}</p>
        <Button label=t!("clinic-extra") icon="plus" wide=true disabled=room.saving on_press=extra />
    }
    .into_any()
}
