//! The roll count: who should be here, who is, why not. A difference is never blocked: it leads to a recount,
//! a named list, an urgent notice and a call to control, and everything that was counted stays.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    id::{EntryId, PersonId, PlaceId},
    journal::View,
    matter::{self, Answers, Matter, SystemForm},
    round::{AbsenceReason, CheckState, RoundState},
    time::Millis,
    whereabouts::MoveReason,
    words::open_words,
};

open_words!(
    /// How far a count has gone.
    CountStep {
        /// The first count.
        First = "first",
        /// Counted again.
        Recount = "recount",
        /// Called by name.
        Named = "named",
    }
);

/// Somebody on the roll who is not here, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    /// Who.
    pub person: PersonId,
    /// Why.
    pub reason: AbsenceReason,
}

/// A count as it was signed off: the answers of the form `count`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// The round that it closes.
    pub round: Option<EntryId>,
    /// The wing.
    pub wing: Option<PlaceId>,
    /// Who should be here.
    pub expected: i64,
    /// Who was counted.
    pub counted: i64,
    /// Who is absent, and why.
    pub absent: Vec<Absence>,
    /// First, recount or named.
    pub step: CountStep,
    /// Who is missing, by name.
    pub named_missing: Vec<PersonId>,
    /// Control was told by radio.
    pub control_told: bool,
    /// A remark.
    pub note: Option<String>,
}

impl Count {
    /// Counted minus expected.
    pub fn difference(&self) -> i64 {
        self.counted.saturating_sub(self.expected)
    }

    /// Whether the numbers agree.
    pub fn agrees(&self) -> bool {
        self.difference() == 0
    }
}

impl SystemForm for Count {
    const FORM: &'static str = "count";

    fn read(answers: &Answers) -> Option<Self> {
        Some(Self {
            round: matter::id(answers, "round"),
            wing: matter::id(answers, "wing"),
            expected: matter::whole(answers, "expected")?,
            counted: matter::whole(answers, "counted")?,
            absent: matter::list(answers, "absent", |value| {
                let one = value.as_object()?;
                Some(Absence {
                    person: matter::id(one, "person")?,
                    reason: matter::word(one, "reason").unwrap_or(AbsenceReason::Unknown),
                })
            }),
            step: matter::word(answers, "step").unwrap_or(CountStep::First),
            named_missing: matter::ids(answers, "named_missing"),
            control_told: matter::yes(answers, "control_told"),
            note: matter::text(answers, "note"),
        })
    }

    fn answers(&self) -> Answers {
        matter::answers([
            ("round", json!(self.round)),
            ("wing", json!(self.wing)),
            ("expected", json!(self.expected)),
            ("counted", json!(self.counted)),
            ("absent", json!(self.absent)),
            ("step", json!(self.step)),
            ("named_missing", json!(self.named_missing)),
            ("control_told", json!(self.control_told)),
            ("note", json!(self.note)),
        ])
    }
}

/// The arithmetic of a count: *on the roll − absent with a reason = expected; counted; difference*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// The wing.
    pub wing: PlaceId,
    /// Everybody on its roll, in the order of walking.
    pub on_roll: Vec<PersonId>,
    /// Of these the absent whose reason is known.
    pub absent: Vec<Absence>,
    /// On the roll without the absent.
    pub expected: i64,
    /// Seen by name, and numbers counted.
    pub counted: i64,
    /// On the roll, not absent with a reason, and in no check seen or among a number that agrees.
    pub unaccounted: Vec<PersonId>,
}

impl Tally {
    /// Counted minus expected.
    pub fn difference(&self) -> i64 {
        self.counted - self.expected
    }

    /// How many are absent for each reason.
    pub fn absent_by_reason(&self) -> BTreeMap<AbsenceReason, usize> {
        let mut by_reason = BTreeMap::new();
        for absence in &self.absent {
            *by_reason.entry(absence.reason.clone()).or_default() += 1;
        }
        by_reason
    }
}

/// The arithmetic for a wing now. With a round, what its checks say goes before what moves say: who was seen
/// in a cell is here, whatever the register of moves says.
pub fn tally(view: View<'_>, wing: PlaceId, round: Option<&RoundState>) -> Tally {
    let on_roll = view.residents(wing);
    let mut said: BTreeMap<PersonId, Said> = BTreeMap::new();
    let mut counted = 0_i64;
    for stop in round
        .into_iter()
        .flat_map(|round| round.stops.iter().chain(&round.beyond))
    {
        let number = stop.result.as_ref().and_then(|result| result.counted);
        // The number of a ward holds everybody in it; who was also looked at by name is not added again.
        counted = counted.saturating_add(number.unwrap_or(0).max(0));
        for one in &stop.people {
            let says = match (&one.state, one.counted) {
                (Some(CheckState::Seen), _) => Said::Here,
                (Some(CheckState::Absent), _) => {
                    Said::Absent(one.reason.clone().unwrap_or(AbsenceReason::Unknown))
                }
                (None, true) if stop.difference == Some(0) => Said::Here,
                _ => continue,
            };
            if says == Said::Here && number.is_none() {
                counted = counted.saturating_add(1);
            }
            // Seen anywhere goes before absent elsewhere.
            if says == Said::Here || !said.contains_key(&one.person) {
                said.insert(one.person, says);
            }
        }
        // Who moved in since is among a number that agrees.
        if stop.difference == Some(0) {
            said.extend(stop.moved_in.iter().map(|person| (*person, Said::Here)));
        }
    }
    let mut absent = Vec::new();
    let mut unaccounted = Vec::new();
    for person in &on_roll {
        let reason = match said.get(person) {
            Some(Said::Here) => continue,
            Some(Said::Absent(AbsenceReason::Unknown)) | None => absence_by_moves(view, *person),
            Some(Said::Absent(reason)) => Some(reason.clone()),
        };
        match reason {
            Some(reason) => absent.push(Absence {
                person: *person,
                reason,
            }),
            None => unaccounted.push(*person),
        }
    }
    let expected = i64::try_from(on_roll.len() - absent.len()).unwrap_or(i64::MAX);
    Tally {
        wing,
        on_roll,
        absent,
        expected,
        counted,
        unaccounted,
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Said {
    Here,
    Absent(AbsenceReason),
}

/// Why the register of moves says that somebody is away.
fn absence_by_moves(view: View<'_>, person: PersonId) -> Option<AbsenceReason> {
    let away = view.whereabouts().now(person).away?;
    Some(match away.reason {
        MoveReason::Court => AbsenceReason::Court,
        MoveReason::Hospital => AbsenceReason::Hospital,
        MoveReason::Work => AbsenceReason::Work,
        MoveReason::Visit => AbsenceReason::Visit,
        other => AbsenceReason::from(other.word()),
    })
}

/// Who is away from a wing by the register of moves, counted by reason.
pub fn away_by_reason(view: View<'_>, wing: PlaceId) -> BTreeMap<AbsenceReason, usize> {
    let mut by_reason = BTreeMap::new();
    for person in view.residents(wing) {
        if let Some(reason) = absence_by_moves(view, person) {
            *by_reason.entry(reason).or_default() += 1;
        }
    }
    by_reason
}

/// What to do after a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Next {
    /// Count.
    First,
    /// The numbers differ: count again.
    Recount,
    /// They differ again: call by name.
    Named,
    /// They differ by name: what [`following`] says.
    Alarm,
    /// They agree.
    Agreed,
}

/// What to do next, after these counts of one round or wing in their order. The numbers may agree at any step;
/// a difference after a named count stays one until a later count agrees.
pub fn next<'a>(counts: impl IntoIterator<Item = &'a Count>) -> Next {
    let mut step = Next::First;
    for count in counts {
        step = if count.agrees() {
            Next::Agreed
        } else {
            match (&count.step, step) {
                (CountStep::Named, _) | (_, Next::Alarm | Next::Named) => Next::Alarm,
                (CountStep::Recount, _) | (_, Next::Recount) => Next::Named,
                _ => Next::Recount,
            }
        };
        // Whoever counts again after a second difference without names still owes the names.
        if step == Next::Alarm && count.step != CountStep::Named {
            step = Next::Named;
        }
    }
    step
}

/// What must follow a signed count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Following {
    /// "Tell control by radio", as long as nobody said that it was done.
    TellControl,
    /// An urgent notice for everybody, naming who is missing.
    UrgentNotice {
        /// The wing.
        wing: Option<PlaceId>,
        /// Who is missing; empty while nobody knows.
        missing: Vec<PersonId>,
    },
    /// A supervisor reviews it singly.
    Exception,
}

/// What must follow a signed count: nothing if it agrees; from the second difference on, control is told and a
/// notice goes out.
pub fn following(count: &Count) -> Vec<Following> {
    if count.agrees() && count.named_missing.is_empty() {
        return Vec::new();
    }
    let mut all = vec![Following::Exception];
    if count.step != CountStep::First {
        if !count.control_told {
            all.push(Following::TellControl);
        }
        all.push(Following::UrgentNotice {
            wing: count.wing,
            missing: count.named_missing.clone(),
        });
    }
    all
}

/// A count that stands, with its record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// The record, as first written.
    pub entry: EntryId,
    /// Who signed.
    pub author: PersonId,
    /// When.
    pub at_ms: Millis,
    /// What it says.
    pub count: Count,
}

/// The counts of a round, oldest first.
pub fn of_round(view: View<'_>, round: EntryId) -> Vec<Counted> {
    collect(view.parts_of(view.root(round)))
}

/// The counts of a wing since a moment, oldest first.
pub fn of_wing(view: View<'_>, wing: PlaceId, since_ms: Millis) -> Vec<Counted> {
    let mut counts = collect(view.standing_of_form(Count::FORM));
    counts.retain(|one| one.count.wing == Some(wing) && one.at_ms >= since_ms);
    counts
}

fn collect(records: Vec<(&crate::journal::Record, &crate::journal::Record)>) -> Vec<Counted> {
    let counts = records.into_iter().filter_map(|(root, stands)| {
        let Matter::Count(count) = &stands.matter else {
            return None;
        };
        Some(Counted {
            entry: root.id(),
            author: root.author,
            at_ms: root.occurred_ms,
            count: count.clone(),
        })
    });
    counts.collect()
}
