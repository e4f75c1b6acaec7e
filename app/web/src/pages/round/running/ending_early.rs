//! Ending a round of which stops are left: asked, and with the reason, for whoever reads the round afterwards.

use crate::prelude::*;

use super::{course::Course, use_leave};
use crate::{
    components::{Button, Dialog, Kind, TextArea, field},
    say,
    state::{busy, unsent},
    t,
};

/// The id of the reason.
const REASON_ID: &str = "round-end-reason";
/// A sentence, not a report.
const LENGTH_MAX: usize = 500;

/// Stops of the starting list at which nobody was (reactive).
fn open_stops(course: Course) -> usize {
    let (done, all) = course.progress();
    all.saturating_sub(done)
}

/// Ends the round, or asks first.
pub fn end(course: Course, asking: RwSignal<bool>, leave: impl Fn() + 'static) {
    if untrack(|| open_stops(course)) == 0 {
        course.end(None, Box::new(leave));
    } else {
        asking.set(true);
    }
}

/// The question.
pub fn dialog(course: Course, asking: RwSignal<bool>) -> AnyView {
    let leave = use_leave();
    let open = Memo::new(move |_| open_stops(course));
    let reason = unsent::words(&format!("round-end:{}", course.id));
    let is_missing = RwSignal::new(false);
    let error = Signal::derive(move || is_missing.get().then(|| say!("round-end-why-missing")));
    let press = move |()| {
        let text = reason.get_untracked().trim().to_owned();
        if text.is_empty() {
            is_missing.set(true);
            field::focus(REASON_ID);
            return;
        }
        let leave = leave.clone();
        let done = move || {
            let _ = asking.try_set(false);
            let _ = reason.try_set(String::new());
            leave();
        };
        course.end(Some(text), Box::new(done));
    };
    view! {
        <Dialog open=asking on_close=move |()| asking.set(false) title=t!("round-end-open", n = open.get())>
            {busy::keep_busy_while_open()}
            <TextArea label=t!("round-end-why") value=reason error id=REASON_ID length_max=LENGTH_MAX />
            <div class="wb-actions">
                <Button label=t!("round-end-back") on_press=move |()| asking.set(false) />
                <Button label=t!("round-end") kind=Kind::Primary icon="check-circle" on_press=press.clone() />
            </div>
        </Dialog>
    }
    .into_any()
}
