//! What was drawn, given, thrown away and left, lot by lot, and whether it adds up; and the count with which a session
//! ends.

use crate::prelude::*;
use wingbook_record::vaccination::session::{Difference, SessionStep, Step};
use wingbook_worker::message::{ClinicView, LotView};

use super::{
    room::{Asked, Room},
    vial,
};
use crate::{
    components::{Badge, Button, Dialog, Kind, Stepper, TableFrame, Tone},
    pages::Page,
    say,
    state::address,
    t, text,
};

/// The table.
pub fn table(view: &ClinicView) -> AnyView {
    let rows = view.lots.iter().map(|lot| {
        let tally = lot.tally.clone();
        let left = tally.left_now().unwrap_or_else(|| tally.should_be_left());
        let (name, number, expiry) = (lot.name.clone(), lot.lot.clone(), lot.expiry.clone());
        let words =
            Signal::derive(move || vial::lot_words(name.as_deref(), number.as_deref(), &expiry));
        let difference = lot.difference.map(|difference| {
            let words = Signal::derive(move || difference_words(difference));
            view! { <Badge icon="warning" words tone=Tone::Warn /> }
        });
        view! {
            <tbody>
                <tr><th scope="rowgroup" colspan="4">{words}" "{difference}</th></tr>
                <tr>
                    <td>{text::number(tally.drawn as f64)}</td>
                    <td>{text::number(tally.given as f64)}</td>
                    <td>{text::number(tally.wasted_doses() as f64)}</td>
                    <td>{text::number(left as f64)}</td>
                </tr>
            </tbody>
        }
    });
    let rows = rows.collect_view();
    view! {
        <TableFrame label=t!("clinic-totals")>
            <table class="wb-table wb-clinic-totals">
                <thead>
                    <tr>
                        <th scope="col">{t!("clinic-drawn")}</th>
                        <th scope="col">{t!("clinic-given-doses")}</th>
                        <th scope="col">{t!("clinic-wasted")}</th>
                        <th scope="col">{t!("clinic-left")}</th>
                    </tr>
                </thead>
                {rows}
            </table>
        </TableFrame>
    }
    .into_any()
}

fn difference_words(difference: Difference) -> String {
    match difference {
        Difference::MoreThanDrawn { doses } => say!("clinic-more-than-drawn", n = doses),
        Difference::Missing { doses } => say!("clinic-missing", n = doses),
        Difference::NotOpened { doses } => say!("clinic-not-opened", n = doses),
    }
}

/// The dialog in which what is left is counted, and the session ended.
pub fn dialog(room: Room) -> AnyView {
    let open = Signal::derive(move || room.asked.get() == Some(Asked::Count));
    let close = move |()| room.asked.set(None);
    let contents = move || {
        let lots = untrack(|| room.loaded.with(|view| view.map(|view| view.lots.clone())));
        let is_over = untrack(|| room.is_over());
        let lots: Vec<(LotView, RwSignal<Option<i64>>)> = lots
            .unwrap_or_default()
            .into_iter()
            .map(|lot| (lot, RwSignal::new(None)))
            .collect();
        let fields = lots.iter().cloned().map(|(lot, value)| {
            let tally = lot.tally.clone();
            let should = tally.left_now().unwrap_or_else(|| tally.should_be_left());
            let label = Signal::derive(move || {
                let lot = vial::lot_words(lot.name.as_deref(), lot.lot.as_deref(), &lot.expiry);
                say!("clinic-count-lot", lot = lot, n = should)
            });
            view! { <Stepper label value max=999 start=should.max(0) /> }
        });
        let fields = fields.collect_view();
        let kept = StoredValue::new(lots);
        let counted = move || -> Vec<SessionStep> {
            kept.with_value(|lots| {
                let step = |(lot, value): &(LotView, RwSignal<Option<i64>>)| {
                    let doses = u32::try_from(value.get_untracked()?).ok()?;
                    Some(room.step_of(Step::Left, lot, doses))
                };
                lots.iter().filter_map(step).collect()
            })
        };
        let note = move |()| {
            let snackbars = room.snackbars;
            room.save(counted(), move |saved| {
                let _ = room.asked.try_set(None);
                snackbars.saved(&saved, None);
            });
        };
        let end = move |()| {
            let mut steps = counted();
            steps.push(room.step(Step::Ended));
            let snackbars = room.snackbars;
            room.save(steps, move |saved| {
                let _ = room.asked.try_set(None);
                snackbars.saved_as(say!("clinic-ended"), &saved, None);
                address::go(&Page::Clinic(room.id).path());
            });
        };
        view! {
            <p class="wb-quiet">{t!("clinic-count-hint")}</p>
            {fields}
            <Button label=t!("clinic-count-save") icon="count" wide=true disabled=room.saving on_press=note />
            {(!is_over).then(|| view! {
                <Button
                    label=t!("clinic-end")
                    icon="check"
                    kind=Kind::Primary
                    wide=true
                    disabled=room.saving
                    on_press=end
                />
            })}
            <Button label=t!("cancel") kind=Kind::Quiet wide=true on_press=close />
        }
    };
    view! {
        <Dialog open on_close=close title=t!("clinic-count")>
            <div class="wb-stack">{contents()}</div>
        </Dialog>
    }
    .into_any()
}
