//! The session that is open: what all parts of its page share.

use std::cell::RefCell;

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_record::{
    id::{EntryId, PersonId, PlaceId},
    partial_date::PartialDate,
    vaccination::session::{SessionStep, Step},
};
use wingbook_worker::message::{ClinicView, LotView, Request, Response, Saved};

use crate::{
    client,
    state::{loaded::Loaded, snackbars::Snackbars, sync},
};

/// What is asked about in a dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Another vial.
    Vial,
    /// Doses thrown away.
    Waste,
    /// What is left, and whether the session ends.
    Count,
    /// What a step says instead.
    Correction(EntryId),
}

thread_local! {
    // Remembered when the page is left: a nurse who looks something up goes on in the row.
    static WALKED: RefCell<Option<(EntryId, PlaceId)>> = const { RefCell::new(None) };
}

/// Forgets which cells were walked; at lock.
pub fn forget() {
    WALKED.with_borrow_mut(|walked| *walked = None);
}

/// The session on screen.
#[derive(Clone, Copy)]
pub struct Room {
    /// Its id.
    pub id: EntryId,
    /// As the register has it.
    pub loaded: Loaded<ClinicView>,
    /// Who stands before the nurse.
    pub chosen: RwSignal<Option<PersonId>>,
    /// The wing or landing whose cells are walked.
    pub walked: RwSignal<Option<PlaceId>>,
    /// The dialog.
    pub asked: RwSignal<Option<Asked>>,
    /// The dialog with the colleagues.
    pub giving: RwSignal<bool>,
    /// Something is being saved: a second tap saves nothing.
    pub saving: RwSignal<bool>,
    /// Where it is said.
    pub snackbars: Snackbars,
}

impl Room {
    /// A session whose view is on its way.
    pub fn new(id: EntryId, loaded: Loaded<ClinicView>, snackbars: Snackbars) -> Self {
        let walked = WALKED.with_borrow(|walked| {
            let (_, place) = walked.filter(|(session, _)| *session == id)?;
            Some(place)
        });
        let walked = RwSignal::new(walked);
        Effect::new(move |_| {
            let place = walked.get();
            WALKED.with_borrow_mut(|kept| *kept = place.map(|place| (id, place)));
        });
        Room {
            id,
            loaded,
            chosen: RwSignal::new(None),
            walked,
            asked: RwSignal::new(None),
            giving: RwSignal::new(false),
            saving: RwSignal::new(false),
            snackbars,
        }
    }

    /// The lot in use (reactive).
    pub fn in_use(self) -> Option<LotView> {
        self.loaded.with(|view| {
            let view = view?;
            view.lots.get(view.in_use?).cloned()
        })
    }

    /// Whether the session has ended (reactive).
    pub fn is_over(self) -> bool {
        self.loaded
            .with(|view| view.is_some_and(|view| view.line.ended_ms.is_some()))
    }

    /// Whether somebody had something written of them in this session (reactive).
    pub fn is_seen(self, person: PersonId) -> bool {
        self.loaded
            .with(|view| view.is_some_and(|view| view.seen.iter().any(|one| one.person == person)))
    }

    /// A step of this session in which nothing is said yet.
    pub fn step(self, step: Step) -> SessionStep {
        SessionStep {
            session: self.id,
            step,
            product: None,
            lot: None,
            lot_expiry: PartialDate::UNKNOWN,
            vials: 0,
            doses: 0,
            waste: None,
            to: None,
        }
    }

    /// The same about a lot.
    pub fn step_of(self, step: Step, lot: &LotView, doses: u32) -> SessionStep {
        SessionStep {
            product: lot.product.clone(),
            lot: lot.lot.clone(),
            lot_expiry: lot.expiry.parse().unwrap_or(PartialDate::UNKNOWN),
            doses,
            ..self.step(step)
        }
    }

    /// Saves steps one after the other, says so, and does what comes then.
    pub fn save(self, steps: Vec<SessionStep>, then: impl FnOnce(Saved) + 'static) {
        let requests = steps.into_iter().map(Box::new).map(Request::ClinicStep);
        self.send(requests.collect(), then);
    }

    /// Sends what is answered by something saved, one after the other, and does what comes then. What was saved before one
    /// failed stays saved.
    pub fn send(self, requests: Vec<Request>, then: impl FnOnce(Saved) + 'static) {
        if requests.is_empty() || self.saving.get_untracked() {
            return;
        }
        self.saving.set(true);
        spawn_local(async move {
            let mut last = None;
            for request in requests {
                match client::ask(request).await {
                    Ok(Response::Saved(saved)) => last = Some(saved),
                    Ok(_) => {}
                    Err(failure) => {
                        self.snackbars.fail(&failure);
                        last = None;
                        break;
                    }
                }
            }
            sync::note_change();
            // The page may be gone by now.
            let _ = self.saving.try_set(false);
            if let Some(saved) = last {
                then(saved);
            }
        });
    }

    /// Saves one step, says so with *Undo*, and closes the dialog.
    pub fn save_one(self, step: SessionStep) {
        let snackbars = self.snackbars;
        self.save(vec![step], move |saved| {
            let _ = self.asked.try_set(None);
            snackbars.saved(&saved, None);
        });
    }
}
