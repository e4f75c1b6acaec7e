//! What the worker tells about sending, receiving and changes.

use crate::prelude::*;
use wingbook_worker::message::{Event, SyncView};

thread_local! {
    // Outside the reactive owners: events arrive from outside of any page.
    static SYNC: ArcRwSignal<SyncView> = ArcRwSignal::new(SyncView::default());
    static CHANGES: ArcRwSignal<u64> = ArcRwSignal::new(0);
    static OPENING: ArcRwSignal<Option<(usize, usize)>> = ArcRwSignal::new(None);
}

/// The state of sending and receiving (reactive).
pub fn sync_view() -> SyncView {
    SYNC.with(Clone::clone).get()
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
        Event::Changed => note_change(),
        Event::Sync(view) => SYNC.with(Clone::clone).set(view),
        Event::Opening { done, total } => OPENING
            .with(Clone::clone)
            .set((done < total).then_some((done, total))),
        Event::Ready => {}
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
