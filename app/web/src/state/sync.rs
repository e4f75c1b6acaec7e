//! What the worker tells about sending, receiving and changes.

use std::{cell::Cell, time::Duration};

use super::storage;
use crate::prelude::*;
use wingbook_worker::message::{Event, SyncView};

/// How often pages ask again while registers arrive.
const PACE: Duration = Duration::from_millis(1_500);

thread_local! {
    /// Pages are about to ask again.
    static FOLLOWS: Cell<bool> = const { Cell::new(false) };
    // Outside the reactive owners: events arrive from outside of any page.
    static SYNC: ArcRwSignal<SyncView> = ArcRwSignal::new(SyncView::default());
    static CHANGES: ArcRwSignal<u64> = ArcRwSignal::new(0);
    static OPENING: ArcRwSignal<Option<(usize, usize)>> = ArcRwSignal::new(None);
}

/// The state of sending and receiving (reactive).
pub fn sync_view() -> SyncView {
    SYNC.with(Clone::clone).get()
}

/// The registers have not come whole yet: what is not here may still arrive (reactive).
pub fn is_receiving() -> bool {
    let sync = sync_view();
    sync.server.is_some() && sync.last_full_ms.is_none() && sync.state != "none"
}

/// Follows changes of records and people: whoever calls it in a closure is asked again.
pub fn follow_changes() {
    CHANGES.with(Clone::clone).track();
}

/// How far the registers are opened: documents done, of how many (reactive).
pub fn opening() -> Option<(usize, usize)> {
    OPENING.with(Clone::clone).get()
}

/// Takes in an event of the worker.
pub fn take_event(event: Event) {
    match event {
        Event::Changed => note_arrival(),
        Event::Sync(view) => {
            storage::note(view.server.is_some().then_some(view.unsent));
            SYNC.with(Clone::clone).set(*view);
        }
        Event::Opening { done, total } => OPENING
            .with(Clone::clone)
            .set((done < total).then_some((done, total))),
        Event::Ended(failure) => super::session::end(failure),
        Event::Ready => {}
    }
}

/// Records arrived, or were saved. While whole registers arrive, page after page of them, what is on screen follows
/// at a walking pace: to work out each page's lists anew would take longer than to receive it.
fn note_arrival() {
    if SYNC
        .with(Clone::clone)
        .with_untracked(|sync| sync.progress.is_none())
    {
        note_change();
        return;
    }
    if !FOLLOWS.replace(true) {
        set_timeout(
            || {
                FOLLOWS.set(false);
                note_change();
            },
            PACE,
        );
    }
}

/// Says that records changed, so that pages ask again.
pub fn note_change() {
    CHANGES.with(Clone::clone).update(|count| *count += 1);
}

/// Forgets everything at lock.
pub fn forget() {
    SYNC.with(Clone::clone).set(SyncView::default());
    OPENING.with(Clone::clone).set(None);
}
