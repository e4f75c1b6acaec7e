//! How far a round is, derived from its records. It keeps its starting list; moves since then show at the
//! stop. Two tablets join without doubles: of two checks of a stop the later one shows, both are kept.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    id::{EntryId, PersonId, PlaceId, PlanId},
    journal::{Position, Record, View},
    matter::Matter,
    place::PlaceKind,
    time::Millis,
};

use super::forms::{
    AbsenceReason, Check, CheckState, CouldNot, Round, RoundEvent, RoundStep, Stop,
};

/// Where a round stands as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "phase")]
pub enum Phase {
    /// Under way.
    Running,
    /// Put aside.
    Paused {
        /// Since when.
        since_ms: Millis,
        /// Why.
        reason: Option<String>,
    },
    /// Over.
    Ended {
        /// When.
        at_ms: Millis,
        /// By whom.
        by: PersonId,
        /// Why before every stop was checked, where it was.
        reason: Option<String>,
    },
}

/// A time in which a round rested.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// From.
    pub from_ms: Millis,
    /// To; `None` while it lasts.
    pub to_ms: Option<Millis>,
    /// Why.
    pub reason: Option<String>,
}

/// The check that shows at a stop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StopResult {
    /// Its record, as first written.
    pub entry: EntryId,
    /// Who made it.
    pub author: PersonId,
    /// When.
    pub at_ms: Millis,
    /// How many were counted, in a ward.
    pub counted: Option<i64>,
    /// Why it could not be checked.
    pub could_not: Option<CouldNot>,
    /// A remark.
    pub note: Option<String>,
}

/// A person at a stop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonState {
    /// Who.
    pub person: PersonId,
    /// On the starting list; else only a check names them here.
    pub at_start: bool,
    /// What was seen; `None` before a check, and for those covered by a number counted.
    pub state: Option<CheckState>,
    /// Why not here.
    pub reason: Option<AbsenceReason>,
    /// Not looked at by name, but among a number counted.
    pub counted: bool,
    /// The check that says so.
    pub entry: Option<EntryId>,
    /// By whom.
    pub author: Option<PersonId>,
    /// When.
    pub at_ms: Option<Millis>,
    /// Two checks say different things of this person.
    pub differs: bool,
    /// Moved elsewhere since the round began; the inner `None` is out of the facility.
    pub moved_to: Option<Option<PlaceId>>,
}

impl PersonState {
    /// Looked at, counted, or known not to be here.
    pub fn is_checked(&self) -> bool {
        self.counted || matches!(self.state, Some(CheckState::Seen | CheckState::Absent))
    }

    /// Not here, and nobody knows why.
    pub fn is_missing(&self) -> bool {
        self.state == Some(CheckState::Absent)
            && matches!(self.reason, None | Some(AbsenceReason::Unknown))
    }
}

/// A stop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StopState {
    /// The place.
    pub place: PlaceId,
    /// Its people, those of the start first.
    pub people: Vec<PersonState>,
    /// The check that shows.
    pub result: Option<StopResult>,
    /// Every check of it that stands, oldest first.
    pub checks: Vec<EntryId>,
    /// Who moved in since the round began.
    pub moved_in: Vec<PersonId>,
    /// Counted minus those who should have been here (the starting list without the absent and those who had moved
    /// by then, with those who had moved in), where a number was counted.
    pub difference: Option<i64>,
}

impl StopState {
    /// Whether a check was made that was not "could not".
    pub fn is_checked(&self) -> bool {
        self.result
            .as_ref()
            .is_some_and(|result| result.could_not.is_none())
    }

    /// What a supervisor looks at first: not checked, could not be checked, somebody not there and nobody knows why, a
    /// number counted that is not the number expected, or something written.
    pub fn is_exception(&self) -> bool {
        let has_note = self
            .result
            .as_ref()
            .is_some_and(|result| result.note.is_some());
        !self.is_checked()
            || has_note
            || self.difference.is_some_and(|difference| difference != 0)
            || self.people.iter().any(PersonState::is_missing)
    }

    /// How many should have been counted, where a number was.
    pub fn expected(&self) -> Option<i64> {
        let counted = self.result.as_ref()?.counted?;
        Some(counted.saturating_sub(self.difference?))
    }
}

/// A round as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundState {
    /// The round.
    pub id: EntryId,
    /// How it was started.
    pub round: Round,
    /// When it began.
    pub started_ms: Millis,
    /// Who began it.
    pub started_by: PersonId,
    /// Its start was withdrawn.
    pub withdrawn: bool,
    /// Running, paused, ended.
    pub phase: Phase,
    /// Who runs it; `None` while it is offered to anybody.
    pub holder: Option<PersonId>,
    /// To whom it was handed over and who has not done anything in it since.
    pub offered_to: Option<PersonId>,
    /// The stops in the starting order.
    pub stops: Vec<StopState>,
    /// Checks of places that were no stops at the start.
    pub beyond: Vec<StopState>,
    /// When it rested.
    pub pauses: Vec<Pause>,
    /// Everybody who checked a stop.
    pub authors: Vec<PersonId>,
    /// The roll counts made with it, oldest first.
    pub counts: Vec<EntryId>,
    /// The last of them, if its number is not the one expected or somebody was missing by name: counted, expected.
    pub count_differs: Option<(i64, i64)>,
    /// The next stop to go to: the first without a check after the last checked one, else from the beginning.
    pub next: Option<usize>,
}

impl RoundState {
    /// Whether every cell and ward of a wing that is in use is a stop. A round of some of them says nothing about the
    /// roll of all.
    pub fn covers(&self, view: View<'_>, wing: PlaceId) -> bool {
        let directory = view.directory();
        let is_used = |room: &PlaceId| directory.place(*room).is_some_and(|one| !one.out_of_use);
        let mut rooms = directory.rooms(wing).into_iter().filter(is_used);
        rooms.all(|room| self.stops.iter().any(|stop| stop.place == room))
    }

    /// Stops with a check of any result.
    pub fn stops_done(&self) -> usize {
        self.stops
            .iter()
            .filter(|stop| stop.result.is_some())
            .count()
    }

    /// Stops that were checked: one that could not be is none of them.
    pub fn stops_checked(&self) -> usize {
        self.stops.iter().filter(|stop| stop.is_checked()).count()
    }

    /// What a supervisor looks at first, as a number: the stops that are exceptions, and the count if it differs.
    pub fn exceptions(&self) -> usize {
        let stops = self.stops.iter().chain(&self.beyond);
        let differs = usize::from(self.count_differs.is_some());
        stops.filter(|stop| stop.is_exception()).count() + differs
    }

    /// How many of the starting list are checked, of how many: *n of N*.
    pub fn checked(&self) -> (usize, usize) {
        let people = self.starting_people();
        (
            people.clone().filter(|one| one.is_checked()).count(),
            people.count(),
        )
    }

    /// Those of the starting list who are not checked, by name on the page, in the order of the stops.
    pub fn unchecked(&self) -> Vec<(PersonId, PlaceId)> {
        let mut unchecked = Vec::new();
        for stop in &self.stops {
            let people = stop
                .people
                .iter()
                .filter(|one| one.at_start && !one.is_checked());
            unchecked.extend(people.map(|one| (one.person, stop.place)));
        }
        unchecked
    }

    /// Stops that were not checked, or could not be.
    pub fn unchecked_stops(&self) -> Vec<PlaceId> {
        let unchecked = self.stops.iter().filter(|stop| !stop.is_checked());
        unchecked.map(|stop| stop.place).collect()
    }

    /// Whether something is said of every stop of the starting list: checked, or why it could not be.
    pub fn is_walked(&self) -> bool {
        self.stops.iter().all(|stop| stop.result.is_some())
    }

    /// Those who are not here without anybody knowing why.
    pub fn missing(&self) -> Vec<PersonId> {
        let all = self.stops.iter().chain(&self.beyond);
        all.flat_map(|stop| &stop.people)
            .filter(|one| one.is_missing())
            .map(|one| one.person)
            .collect()
    }

    /// Whether it is over.
    pub fn is_ended(&self) -> bool {
        matches!(self.phase, Phase::Ended { .. })
    }

    /// The plan that it fulfils.
    pub fn plan(&self) -> Option<PlanId> {
        self.round.plan
    }

    fn starting_people(&self) -> impl Iterator<Item = &PersonState> + Clone {
        let all = self.stops.iter().flat_map(|stop| &stop.people);
        all.filter(|one| one.at_start)
    }
}

/// The start of a round: its places as stops, each with who is on its roll now, or was at `at_ms` where a sheet of
/// paper says when the round began. A place that holds others (a landing) stands for its cells and wards. Places out
/// of use have no stop.
pub fn start(
    view: View<'_>,
    plan: Option<PlanId>,
    name: &str,
    wing: PlaceId,
    due_ms: Option<Millis>,
    places: &[PlaceId],
    at_ms: Option<Millis>,
) -> Round {
    let tree = view.directory().tree();
    let mut seen = BTreeSet::new();
    let mut stops = Vec::new();
    for place in places.iter().flat_map(|place| tree.subtree(*place)) {
        let Some(value) = view.directory().place(*place) else {
            continue;
        };
        let holds_people = matches!(value.kind, PlaceKind::Cell | PlaceKind::Ward)
            || (value.kind == PlaceKind::Area && tree.subtree(*place).len() == 1);
        if holds_people && !value.out_of_use && seen.insert(*place) {
            let people = match at_ms {
                Some(at_ms) => view.residents_at(*place, at_ms),
                None => view.residents(*place),
            };
            stops.push(Stop {
                place: *place,
                people,
            });
        }
    }
    Round {
        plan,
        name: name.to_owned(),
        wing,
        due_ms,
        stops,
    }
}

/// A check that stands: where it was first written, and what it says now.
struct Made<'a> {
    root: &'a Record,
    check: &'a Check,
}

/// How far a round is; `None` if no such round is held.
pub fn state(view: View<'_>, id: EntryId) -> Option<RoundState> {
    let root = view.record(view.root(id))?;
    let standing = view.standing(root.id());
    let Matter::Round(round) = &standing.unwrap_or(root).matter else {
        return None;
    };
    let mut checks: Vec<Made<'_>> = Vec::new();
    let mut events: Vec<(&Record, &RoundEvent)> = Vec::new();
    let mut counts = Vec::new();
    let mut count_differs = None;
    for (first, stands) in view.parts_of(root.id()) {
        match &stands.matter {
            Matter::Check(check) => checks.push(Made { root: first, check }),
            Matter::RoundEvent(event) => events.push((first, event)),
            Matter::Count(count) => {
                counts.push(first.id());
                let differs = !count.agrees() || !count.named_missing.is_empty();
                count_differs = differs.then_some((count.counted, count.expected));
            }
            _ => {}
        }
    }
    let stops: Vec<StopState> = round
        .stops
        .iter()
        .map(|stop| stop_state(view, root.occurred_ms, stop, &checks))
        .collect();
    let beyond = beyond(view, root.occurred_ms, round, &checks);
    let mut authors: Vec<PersonId> = checks.iter().map(|made| made.root.author).collect();
    authors.sort_unstable();
    authors.dedup();
    let course = Course::follow(root, &events, &checks);
    Some(RoundState {
        id: root.id(),
        started_ms: root.occurred_ms,
        started_by: root.author,
        withdrawn: standing.is_none(),
        phase: course.phase,
        holder: course.holder,
        offered_to: course.offered_to,
        next: next_stop(round, &stops, &checks),
        round: round.clone(),
        stops,
        beyond,
        pauses: course.pauses,
        authors,
        counts,
        count_differs,
    })
}

/// Whether a round runs, rests or is over; cheaper than all of its state.
pub fn phase(view: View<'_>, id: EntryId) -> Option<Phase> {
    let root = view.record(view.root(id))?;
    let records = view.parts_of(root.id());
    let events: Vec<(&Record, &RoundEvent)> = records
        .iter()
        .filter_map(|(first, stands)| match &stands.matter {
            Matter::RoundEvent(event) => Some((*first, event)),
            _ => None,
        })
        .collect();
    Some(Course::follow(root, &events, &[]).phase)
}

fn beyond(
    view: View<'_>,
    started_ms: Millis,
    round: &Round,
    checks: &[Made<'_>],
) -> Vec<StopState> {
    let mut places: Vec<PlaceId> = Vec::new();
    for made in checks {
        let place = made.check.place;
        if !places.contains(&place) && !round.stops.iter().any(|stop| stop.place == place) {
            places.push(place);
        }
    }
    let stop = |place| Stop {
        place,
        people: Vec::new(),
    };
    places
        .into_iter()
        .map(|place| stop_state(view, started_ms, &stop(place), checks))
        .collect()
}

fn stop_state(view: View<'_>, started_ms: Millis, stop: &Stop, checks: &[Made<'_>]) -> StopState {
    let here: Vec<&Made<'_>> = checks
        .iter()
        .filter(|made| made.check.place == stop.place)
        .collect();
    let mut people: Vec<PersonState> = stop
        .people
        .iter()
        .map(|person| person_state(view, started_ms, stop.place, *person, true, &here))
        .collect();
    for made in &here {
        for named in &made.check.people {
            if !people.iter().any(|one| one.person == named.person) {
                let state = person_state(view, started_ms, stop.place, named.person, false, &here);
                people.push(state);
            }
        }
    }
    let moved_in: Vec<PersonId> = view
        .residents(stop.place)
        .into_iter()
        .filter(|person| !stop.people.contains(person))
        .filter(|person| since(view, *person, started_ms))
        .collect();
    let result = here.last().map(|made| StopResult {
        entry: made.root.id(),
        author: made.root.author,
        at_ms: made.root.occurred_ms,
        counted: made.check.counted,
        could_not: made.check.could_not.clone(),
        note: made.check.note.clone(),
    });
    let counted = result
        .as_ref()
        .and_then(|result| Some((result.counted?, result.at_ms)));
    let difference = counted.map(|(counted, at_ms)| {
        // Who moves after the count changes nothing of it.
        let was_here = |person| view.whereabouts().at(person, at_ms).home == Some(stop.place);
        let stayed = people
            .iter()
            .filter(|one| one.at_start && one.state != Some(CheckState::Absent))
            .filter(|one| one.moved_to.is_none() || was_here(one.person))
            .count();
        let came = moved_in.iter().filter(|person| was_here(**person)).count();
        counted.saturating_sub(i64::try_from(stayed + came).unwrap_or(i64::MAX))
    });
    StopState {
        place: stop.place,
        people,
        result,
        checks: here.iter().map(|made| made.root.id()).collect(),
        moved_in,
        difference,
    }
}

/// Whether somebody's home changed after the round began.
fn since(view: View<'_>, person: PersonId, started_ms: Millis) -> bool {
    let now = view.whereabouts().now(person);
    now.since_ms.is_some_and(|since| since > started_ms)
}

fn person_state(
    view: View<'_>,
    started_ms: Millis,
    place: PlaceId,
    person: PersonId,
    at_start: bool,
    here: &[&Made<'_>],
) -> PersonState {
    let mut state = PersonState {
        person,
        at_start,
        state: None,
        reason: None,
        counted: false,
        entry: None,
        author: None,
        at_ms: None,
        differs: false,
        moved_to: None,
    };
    for made in here {
        let named = made.check.people.iter().find(|one| one.person == person);
        let (says, reason, counted) = match named {
            Some(named) => (Some(named.state.clone()), named.reason.clone(), false),
            // A number says nothing of those who were no part of the stop.
            None if made.check.counted.is_some() && at_start => (None, None, true),
            None => continue,
        };
        let was = (state.state.take(), state.reason.take(), state.counted);
        let said = state.entry.is_some();
        state.differs |= said && was != (says.clone(), reason.clone(), counted);
        state.state = says;
        state.reason = reason;
        state.counted = counted;
        state.entry = Some(made.root.id());
        state.author = Some(made.root.author);
        state.at_ms = Some(made.root.occurred_ms);
    }
    let now = view.whereabouts().now(person);
    if at_start && since(view, person, started_ms) && now.home != Some(place) {
        state.moved_to = Some(now.home);
    }
    state
}

/// The first stop without a check after the one checked last, going round once.
fn next_stop(round: &Round, stops: &[StopState], checks: &[Made<'_>]) -> Option<usize> {
    let last = checks.iter().rev().find_map(|made| {
        round
            .stops
            .iter()
            .position(|stop| stop.place == made.check.place)
    });
    let from = last.map_or(0, |last| last + 1);
    let after = (from..stops.len()).chain(0..from.min(stops.len()));
    after
        .into_iter()
        .find(|index| stops[*index].result.is_none())
}

/// What the events say, in order.
struct Course {
    phase: Phase,
    holder: Option<PersonId>,
    offered_to: Option<PersonId>,
    pauses: Vec<Pause>,
}

impl Course {
    fn follow(root: &Record, events: &[(&Record, &RoundEvent)], checks: &[Made<'_>]) -> Self {
        let mut course = Self {
            phase: Phase::Running,
            holder: Some(root.author),
            offered_to: None,
            pauses: Vec::new(),
        };
        let mut acts: Vec<(Position, &Record, Option<&RoundEvent>)> = checks
            .iter()
            .map(|made| (made.root.position, made.root, None))
            .chain(
                events
                    .iter()
                    .map(|(record, event)| (record.position, *record, Some(*event))),
            )
            .collect();
        acts.sort_unstable_by_key(|(position, ..)| *position);
        for (_, record, event) in acts {
            match event {
                Some(event) => course.event(record, event),
                // Whoever was offered the round and checks a stop has taken it.
                None if course.offered_to == Some(record.author) => {
                    course.holder = Some(record.author);
                    course.offered_to = None;
                }
                None => {}
            }
        }
        course
    }

    fn event(&mut self, record: &Record, event: &RoundEvent) {
        let at_ms = record.occurred_ms;
        match event.event {
            RoundStep::Paused if !matches!(self.phase, Phase::Ended { .. }) => {
                self.close_pause(at_ms);
                self.pauses.push(Pause {
                    from_ms: at_ms,
                    to_ms: None,
                    reason: event.reason.clone(),
                });
                self.phase = Phase::Paused {
                    since_ms: at_ms,
                    reason: event.reason.clone(),
                };
            }
            RoundStep::Resumed | RoundStep::TakenOver => {
                self.close_pause(at_ms);
                if matches!(self.phase, Phase::Paused { .. }) {
                    self.phase = Phase::Running;
                }
                if event.event == RoundStep::TakenOver || self.offered_to == Some(record.author) {
                    self.holder = Some(record.author);
                    self.offered_to = None;
                }
            }
            RoundStep::HandedOver => {
                self.holder = event.to;
                self.offered_to = event.to;
            }
            RoundStep::Ended => {
                self.close_pause(at_ms);
                // Two tablets may end it; the first one did.
                if !matches!(self.phase, Phase::Ended { .. }) {
                    self.phase = Phase::Ended {
                        at_ms,
                        by: record.author,
                        reason: event.reason.clone(),
                    };
                }
            }
            _ => {}
        }
    }

    fn close_pause(&mut self, at_ms: Millis) {
        if let Some(pause) = self.pauses.last_mut()
            && pause.to_ms.is_none()
        {
            pause.to_ms = Some(at_ms);
        }
    }
}
