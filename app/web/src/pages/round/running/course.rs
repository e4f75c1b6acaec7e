//! The course of a round on this page: which stop is on screen, what was tapped and is not confirmed yet, and the
//! actions. A tap shows at once; that it is durable is said only when the worker says so.

use std::{sync::Arc, time::Duration};

use crate::prelude::*;
use leptos::task::spawn_local;
use wingbook_record::{
    id::{EntryId, PersonId, PlaceId},
    time::Occurred,
};
use wingbook_worker::message::{
    Failure, PersonCheck, Request, Response, RoundAction, RoundView, StopCheck, StopMarks, StopView,
};

use super::{
    sound,
    statement::{self, Exceptions, Present, Says, Statement},
    tablet,
};
use crate::{
    client,
    pages::round::sheet_time,
    state::{
        clock,
        loaded::Loaded,
        preferences::{Preferences, use_preferences},
        snackbars::Snackbars,
    },
};

/// A tap within this time of the last one is the same finger: it would state the next stop unseen.
const SAME_TAP: Duration = Duration::from_millis(300);

/// The register shows a record by then. It may show another check of the stop: a colleague's that counts, one of a later
/// time than what is copied from paper.
const SHOWN_BY: Duration = Duration::from_secs(3);

/// A check on its way into the register.
#[derive(Clone, Debug, PartialEq)]
struct Pending {
    check: StopCheck,
    /// The record, once it is durable.
    entry: Option<EntryId>,
}

impl Pending {
    fn is_shown(&self, stop: &StopView) -> bool {
        self.entry.is_some() && stop.check == self.entry
    }
}

/// What was tapped at a stop and is not stated yet: exceptions, and the number of a ward once it was changed.
type Marks = (Exceptions, Option<i64>);

/// A round under way on this page.
#[derive(Clone, Copy)]
pub struct Course {
    /// The round.
    pub id: EntryId,
    /// Its view.
    pub loaded: Loaded<RoundView>,
    /// The stop on screen; none: the summary at the end.
    pub at: RwSignal<Option<usize>>,
    /// Exceptions of the stop on screen.
    pub exceptions: RwSignal<Exceptions>,
    /// The number of the ward on screen, once the officer changed it.
    pub counted: RwSignal<Option<i64>>,
    /// The stop on screen is to be checked again.
    pub again: RwSignal<bool>,
    /// While stops are copied from paper: the time on the sheet.
    pub paper_ms: RwSignal<Option<i64>>,
    /// Checks that could not be saved; kept here until they are.
    pub unsaved: RwSignal<Vec<StopCheck>>,
    /// What stands in the box of the sheet's time is no time that has been: nothing is stated with it.
    pub paper_wrong: RwSignal<bool>,
    /// The hand has just tapped.
    pub resting: RwSignal<bool>,
    /// The round is being paused, handed over or ended.
    acting: RwSignal<bool>,
    /// The choice of a colleague is open.
    pub giving: RwSignal<bool>,
    /// Paused here, since when; known before it is durable.
    pub hidden_ms: RwSignal<Option<i64>>,
    /// The sheet for the printer is on the page.
    pub printing: RwSignal<bool>,
    /// Of every stop, sealed on the tablet with each tap: a stop is found again as it was left.
    marks: RwSignal<Vec<(PlaceId, Marks)>>,
    pending: RwSignal<Vec<Pending>>,
    snackbars: Snackbars,
    preferences: Preferences,
}

impl Course {
    /// A round whose view is on its way.
    pub fn new(id: EntryId, loaded: Loaded<RoundView>, snackbars: Snackbars) -> Self {
        let course = Course {
            id,
            loaded,
            at: RwSignal::new(None),
            exceptions: RwSignal::default(),
            counted: RwSignal::default(),
            again: RwSignal::default(),
            paper_ms: RwSignal::default(),
            unsaved: RwSignal::default(),
            paper_wrong: RwSignal::default(),
            resting: RwSignal::default(),
            acting: RwSignal::default(),
            giving: RwSignal::default(),
            hidden_ms: RwSignal::default(),
            printing: RwSignal::default(),
            marks: RwSignal::default(),
            pending: RwSignal::default(),
            snackbars,
            preferences: use_preferences(),
        };
        course.forget_confirmed();
        course.keep_marks();
        course
    }

    /// What the register shows by now needs no place here any more.
    fn forget_confirmed(self) {
        Effect::new(move |_| {
            self.loaded.with(|view| {
                let Some(view) = view else { return };
                let shown = |one: &Pending| view.stops.iter().any(|stop| one.is_shown(stop));
                if self.pending.with(|pending| pending.iter().any(shown)) {
                    self.pending
                        .update(|pending| pending.retain(|one| !shown(one)));
                }
            });
        });
    }

    /// Takes up what was tapped before the page was left, or the tablet died.
    pub async fn recall_marks(self) {
        // Not to be had: then it is tapped again, as on any other tablet.
        if let Ok(Response::Marks(stops)) = client::ask(Request::Marks { round: self.id }).await {
            let marks = stops.into_iter().map(|stop| {
                let says = |one: PersonCheck| {
                    (
                        one.person,
                        Says::of_words(&one.state, one.reason.as_deref()),
                    )
                };
                let exceptions = stop.people.into_iter().map(says).collect();
                (stop.place, (exceptions, stop.counted.map(i64::from)))
            });
            let _ = self.marks.try_set(marks.collect::<Vec<_>>());
        }
    }

    /// Keeps what is tapped at the stop on screen.
    fn keep_marks(self) {
        Effect::new(move |_| {
            let tapped = (self.exceptions.get(), self.counted.get());
            untrack(|| {
                // A check that stands is changed by another check, never by what was tapped and left.
                let Some(place) = self
                    .stop()
                    .filter(|stop| self.is_open(stop))
                    .map(|stop| stop.place)
                else {
                    return;
                };
                if self.marks_of(place).unwrap_or_default() == tapped {
                    return;
                }
                self.marks.update(|marks| {
                    marks.retain(|(other, _)| *other != place);
                    if tapped != Marks::default() {
                        marks.push((place, tapped));
                    }
                });
                self.send_marks();
            });
        });
    }

    fn marks_of(self, place: PlaceId) -> Option<Marks> {
        self.marks.with(|marks| {
            let found = marks.iter().find(|(other, _)| *other == place);
            found.map(|(_, marks)| marks.clone())
        })
    }

    fn send_marks(self) {
        let stop = |(place, (exceptions, counted)): &(PlaceId, Marks)| StopMarks {
            place: *place,
            people: exceptions
                .iter()
                .map(|(person, says)| says.clone().words(*person))
                .collect(),
            counted: counted.and_then(|number| u32::try_from(number).ok()),
        };
        let stops = self.marks.with(|marks| marks.iter().map(stop).collect());
        let request = Request::MarksPut {
            round: self.id,
            stops,
        };
        let snackbars = self.snackbars;
        spawn_local(async move {
            if let Err(failure) = client::ask(request).await {
                snackbars.fail(&failure);
            }
        });
    }

    fn is_open(self, stop: &StopView) -> bool {
        !stop.checked && !self.is_pending(stop.place)
    }

    /// Begins where the round stands: at the stop that the address names, else at the next one.
    pub fn begin(self, wanted: Option<PlaceId>) {
        let at = self.loaded.with(|view| {
            let view = view?;
            let named =
                wanted.and_then(|place| view.stops.iter().position(|stop| stop.place == place));
            named.or(if view.is_ended() { None } else { view.next })
        });
        self.go(at);
    }

    /// Shows a stop, or the summary.
    pub fn go(self, at: Option<usize>) {
        let (exceptions, counted) = untrack(|| {
            let stop = at.and_then(|at| {
                self.loaded
                    .with(|view| view.and_then(|view| view.stops.get(at).cloned()))
            });
            let open = stop.filter(|stop| self.is_open(stop))?;
            self.marks_of(open.place)
        })
        .unwrap_or_default();
        self.at.set(at);
        self.exceptions.set(exceptions);
        self.counted.set(counted);
        self.again.set(false);
    }

    /// Shows the stop of a place.
    pub fn go_to(self, place: PlaceId) {
        let found = self.loaded.with(|view| {
            view.and_then(|view| view.stops.iter().position(|stop| stop.place == place))
        });
        if found.is_some() {
            self.go(found);
        }
    }

    /// The stop before or after the one on screen; beyond the last one stands the summary.
    pub fn step(self, forward: bool) {
        let count = self
            .loaded
            .with(|view| view.map_or(0, |view| view.stops.len()));
        let next = match (self.at.get_untracked(), forward) {
            (None, true) => Some(0),
            (None, false) => count.checked_sub(1),
            (Some(at), true) => Some(at + 1).filter(|next| *next < count),
            (Some(0), false) => None,
            (Some(at), false) => Some(at - 1),
        };
        self.go(next.filter(|_| count > 0));
    }

    /// The stop on screen (reactive).
    pub fn stop(self) -> Option<StopView> {
        let at = self.at.get()?;
        self.loaded
            .with(|view| view.and_then(|view| view.stops.get(at).cloned()))
    }

    /// Whether a check of this place was tapped and doesn't show in the register yet (reactive).
    pub fn is_pending(self, place: PlaceId) -> bool {
        self.pending
            .with(|pending| pending.iter().any(|one| one.check.place == place))
    }

    /// The stops with what was tapped and doesn't show in the register yet (reactive).
    pub fn stops_as_tapped(self, view: &RoundView) -> Vec<StopView> {
        self.pending.with(|pending| {
            let stops = view.stops.iter().cloned();
            stops
                .map(|stop| {
                    let tapped = pending.iter().find(|one| one.check.place == stop.place);
                    match tapped {
                        Some(one) => statement::with_check(stop, &one.check),
                        None => stop,
                    }
                })
                .collect()
        })
    }

    /// Stops checked in some way, of how many (reactive).
    pub fn progress(self) -> (usize, usize) {
        self.loaded.with(|view| {
            let Some(view) = view else { return (0, 0) };
            let stops = view.stops.iter().take(view.line.stops);
            let done = stops.filter(|stop| stop.checked || self.is_pending(stop.place));
            (done.count(), view.line.stops)
        })
    }

    /// The first stop not checked after this one, going round once.
    pub fn next_open(self, after: Option<usize>) -> Option<usize> {
        self.loaded.with(|view| {
            let view = view?;
            let count = view.line.stops.min(view.stops.len());
            let from = after.map_or(0, |at| at + 1).min(count);
            (from..count).chain(0..from).find(|at| {
                let stop = &view.stops[*at];
                Some(*at) != after && !stop.checked && !self.is_pending(stop.place)
            })
        })
    }

    /// What a tap on the primary button states now (reactive).
    pub fn statement(self, stop: &StopView, people: &[Present]) -> Statement {
        let counted = self.counted_number();
        self.exceptions
            .with(|exceptions| statement::statement(stop.kind, people, exceptions, counted))
    }

    fn counted_number(self) -> Option<u32> {
        self.counted
            .get()
            .and_then(|number| u32::try_from(number).ok())
    }

    /// Says something else of a person.
    pub fn except(self, person: PersonId, says: Says) {
        self.exceptions.update(|exceptions| {
            exceptions.insert(person, says);
        });
    }

    /// The one tap: states what the button says, and goes on to the next stop.
    pub fn check(self) {
        let Some(stop) = self.current() else { return };
        let check = self.exceptions.with_untracked(|exceptions| {
            let counted = self
                .counted
                .get_untracked()
                .and_then(|number| u32::try_from(number).ok());
            statement::check(
                self.id,
                &stop,
                exceptions,
                counted,
                self.paper_ms.get_untracked(),
            )
        });
        self.take(check);
    }

    /// States that the place could not be checked, and goes on.
    pub fn could_not(self, why: &str, note: Option<String>) {
        let Some(stop) = self.current() else { return };
        let paper_ms = self.paper_ms.get_untracked();
        self.take(statement::could_not(self.id, &stop, why, note, paper_ms));
    }

    fn current(self) -> Option<StopView> {
        if self.resting.get_untracked() {
            return None;
        }
        if self.is_time_wrong() {
            sheet_time::focus();
            return None;
        }
        let at = self.at.get_untracked()?;
        untrack(|| {
            self.loaded
                .with(|view| view.and_then(|view| view.stops.get(at).cloned()))
        })
    }

    /// What is copied from paper would get a time that does not stand on the sheet.
    fn is_time_wrong(self) -> bool {
        self.paper_ms.get_untracked().is_some() && self.paper_wrong.get_untracked()
    }

    fn take(self, check: StopCheck) {
        tablet::vibrate();
        sound::click(self.preferences.sound_untracked());
        self.rest();
        let at = self.at.get_untracked();
        self.save(check);
        let next = untrack(|| self.next_open(at));
        self.go(next);
    }

    fn rest(self) {
        self.resting.set(true);
        set_timeout(
            move || {
                // The page may be gone by now.
                let _ = self.resting.try_set(false);
            },
            SAME_TAP,
        );
    }

    /// Saves a check. It belongs to the round, not to what is on screen when the answer comes.
    fn save(self, check: StopCheck) {
        let place = check.place;
        // What is stated now stands in place of what could not be saved before.
        self.unsaved
            .update(|unsaved| unsaved.retain(|one| one.place != place));
        self.pending.update(|pending| {
            pending.retain(|one| one.check.place != place);
            pending.push(Pending {
                check: check.clone(),
                entry: None,
            });
        });
        spawn_local(async move {
            match client::ask(Request::Check(check.clone())).await {
                Ok(Response::Saved(saved)) => {
                    let noted = self.pending.try_update(|pending| {
                        // Another tap at the same stop may have followed: this record is not its.
                        if let Some(one) = pending.iter_mut().find(|one| one.check == check) {
                            one.entry = Some(saved.entry);
                        }
                    });
                    let entry = Some(saved.entry);
                    set_timeout(
                        move || {
                            let drop = |pending: &mut Vec<Pending>| {
                                pending.retain(|one| one.entry != entry);
                            };
                            // The page may be gone by now.
                            let _ = self.pending.try_update(drop);
                        },
                        SHOWN_BY,
                    );
                    let after = noted.is_some().then(|| {
                        Arc::new(move || self.undone(place)) as Arc<dyn Fn() + Send + Sync>
                    });
                    self.snackbars.saved(&saved, after);
                }
                Ok(_) => {}
                Err(failure) => self.failed(check, &failure),
            }
        });
    }

    fn failed(self, mut check: StopCheck, failure: &Failure) {
        self.snackbars.fail(failure);
        let place = check.place;
        // Tried again half an hour later, it still says when somebody looked.
        if check.occurred.is_none() {
            check.occurred = Some(Occurred::exactly(clock::now_ms()));
        }
        let _ = self
            .pending
            .try_update(|pending| pending.retain(|one| one.check.place != place));
        let _ = self.unsaved.try_update(|unsaved| {
            unsaved.retain(|one| one.place != place);
            unsaved.push(check);
        });
    }

    /// Tries once more to save what could not be saved, with the time of the look.
    pub fn save_again(self) {
        let unsaved = self.unsaved.try_update(std::mem::take).unwrap_or_default();
        for check in unsaved {
            self.save(check);
        }
    }

    /// After *Undo* the stop is open again, and on screen.
    fn undone(self, place: PlaceId) {
        if self.at.is_disposed() {
            return;
        }
        self.pending
            .update(|pending| pending.retain(|one| one.check.place != place));
        untrack(|| self.go_to(place));
    }

    /// Says something of the round as a whole; `then` runs when it is durable. A second tap meanwhile says it once.
    pub fn act(self, event: &'static str, to: Option<PersonId>, then: Box<dyn Fn()>) {
        self.act_because(event, to, None, then);
    }

    /// Ends the round, with the reason where stops are left.
    pub fn end(self, reason: Option<String>, then: Box<dyn Fn()>) {
        self.act_because("ended", None, reason, then);
    }

    fn act_because(
        self,
        event: &'static str,
        to: Option<PersonId>,
        reason: Option<String>,
        then: Box<dyn Fn()>,
    ) {
        if self.acting.get_untracked() {
            return;
        }
        if self.is_time_wrong() {
            return sheet_time::focus();
        }
        self.acting.set(true);
        let action = RoundAction {
            round: self.id,
            event: event.to_owned(),
            to,
            reason,
            occurred: self.paper_ms.get_untracked().map(Occurred::exactly),
        };
        spawn_local(async move {
            let answer = client::ask(Request::RoundAction(action)).await;
            // The page may be gone by now.
            let _ = self.acting.try_set(false);
            match answer {
                Ok(_) => then(),
                Err(failure) => self.snackbars.fail(&failure),
            }
        });
    }
}
