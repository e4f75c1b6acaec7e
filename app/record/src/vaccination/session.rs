//! A vaccination session: vials are opened, doses given, wasted and left, and in the end it must add up, lot by lot.
//!
//! A session is a record that others name: steps (a vial opened, doses wasted, handed over) and doses. Its state is a
//! function of them in any order of arrival, so that two tablets in one room share a session and a colleague goes on
//! where the first one stopped. Numbers that don't add up are named, never corrected: a vial may hold one dose more than
//! its label says, and somebody may have forgotten to write one down.
//!
//! Discard reasons and times: health.md, section 3.2 (DHIS2 COVAC; WHO multi-dose vial policy of 2014).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::dose::{BodySite, Dose, DoseSource, Outcome};
use crate::{
    id::{EntryId, PersonId, PlaceId},
    journal::Position,
    matter::{self, Answers, SystemForm},
    partial_date::PartialDate,
    people::fold::compact,
    time::{HOUR, MINUTE, Millis},
    words::open_words,
};

/// An opened vial without preservative is thrown away after this, or at the end of the session if that is earlier
/// (health.md, section 3.2).
pub const OPEN_VIAL_MS: Millis = 6 * HOUR;

/// For how long somebody is watched after a dose, in minutes, unless the session says otherwise (15 to 30: health.md,
/// section 3.1).
pub const OBSERVATION_MINUTES: u32 = 15;
const OBSERVATION_MINUTES_MAX: u32 = 24 * 60;

/// The start of a session: the answers of the form `vaccination_session`. Who begins it runs it; what is the same for
/// everybody is said once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Where.
    pub place: Option<PlaceId>,
    /// Where on the body.
    pub site: Option<BodySite>,
    /// Who gives the doses, where that is not who writes them down.
    pub vaccinator: Option<PersonId>,
    /// For how long everybody is watched afterwards, in minutes.
    pub observation_minutes: u32,
}

impl Session {
    /// Until when somebody is watched who had a dose then.
    pub fn watched_until_ms(&self, given_ms: Millis) -> Millis {
        given_ms.saturating_add(i64::from(self.observation_minutes) * MINUTE)
    }
}

impl SystemForm for Session {
    const FORM: &'static str = "vaccination_session";

    fn read(answers: &Answers) -> Option<Self> {
        let minutes = matter::whole(answers, "observation_minutes");
        let minutes = minutes.and_then(|minutes| u32::try_from(minutes).ok());
        Some(Self {
            place: matter::id(answers, "place"),
            site: matter::word(answers, "site"),
            vaccinator: matter::id(answers, "vaccinator"),
            observation_minutes: minutes
                .unwrap_or(OBSERVATION_MINUTES)
                .min(OBSERVATION_MINUTES_MAX),
        })
    }

    fn answers(&self) -> Answers {
        matter::answers([
            ("place", json!(self.place)),
            ("site", json!(self.site)),
            ("vaccinator", json!(self.vaccinator)),
            ("observation_minutes", json!(self.observation_minutes)),
        ])
    }
}

open_words!(
    /// What happened in a session, beside doses.
    Step {
        /// Vials were opened: so many times the doses of one.
        Opened = "opened",
        /// Doses more than the label says were drawn.
        Extra = "extra",
        /// Doses were thrown away.
        Wasted = "wasted",
        /// Doses that were left were counted; a later count replaces an earlier one, and what is drawn, given or thrown
        /// away after it is reckoned on from it.
        Left = "left",
        /// Given into somebody's hands.
        HandedOver = "handed_over",
        /// Taken by whoever writes.
        TakenOver = "taken_over",
        /// Over.
        Ended = "ended",
    }
);

impl Step {
    /// Whether it says how many doses of a lot came, went or are left.
    pub fn counts_doses(&self) -> bool {
        matches!(self, Self::Opened | Self::Extra | Self::Wasted | Self::Left)
    }
}

open_words!(
    /// Why doses were thrown away (DHIS2 COVAC; health.md, section 3.2).
    WasteReason {
        /// Contaminated.
        Contamination = "contamination",
        /// The vial was not used up in time.
        PartialUse = "partial_use",
        /// The vial monitor changed its colour.
        ColourChange = "colour_change",
        /// Expired.
        Expiry = "expiry",
    }
);

/// A step: the answers of the form `vaccination_step`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SessionStep {
    /// The session.
    pub session: EntryId,
    /// What happened.
    pub step: Step,
    /// The product, by the catalogue's word.
    pub product: Option<String>,
    /// The lot.
    pub lot: Option<String>,
    /// Until when the lot may be used.
    pub lot_expiry: PartialDate,
    /// How many vials, for [`Step::Opened`].
    pub vials: u32,
    /// How many doses: in each vial for [`Step::Opened`], else in all.
    pub doses: u32,
    /// Why, for [`Step::Wasted`].
    pub waste: Option<WasteReason>,
    /// To whom, for [`Step::HandedOver`].
    pub to: Option<PersonId>,
}

impl SystemForm for SessionStep {
    const FORM: &'static str = "vaccination_step";

    fn read(answers: &Answers) -> Option<Self> {
        let number = |question| {
            let number = matter::whole(answers, question).unwrap_or(0);
            u32::try_from(number).unwrap_or(0)
        };
        let expiry = matter::text(answers, "lot_expiry").unwrap_or_default();
        Some(Self {
            session: matter::id(answers, "session")?,
            step: matter::word(answers, "step")?,
            product: matter::text(answers, "product"),
            lot: matter::text(answers, "lot"),
            lot_expiry: expiry.parse().unwrap_or(PartialDate::UNKNOWN),
            vials: number("vials"),
            doses: number("doses"),
            waste: matter::word(answers, "waste"),
            to: matter::id(answers, "to"),
        })
    }

    fn answers(&self) -> Answers {
        matter::answers([
            ("session", json!(self.session)),
            ("step", json!(self.step)),
            ("product", json!(self.product)),
            ("lot", json!(self.lot)),
            ("lot_expiry", json!(self.lot_expiry)),
            ("vials", json!(self.vials)),
            ("doses", json!(self.doses)),
            ("waste", json!(self.waste)),
            ("to", json!(self.to)),
        ])
    }
}

/// What a record of a session says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// A step.
    Step(SessionStep),
    /// A dose, given or not.
    Dose(Dose),
}

/// A record of a session. Corrected ones come as corrected, withdrawn ones don't come.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SessionEntry {
    /// Where it stands in the order on screen, with its id.
    pub position: Position,
    /// Who wrote it.
    pub author: PersonId,
    /// What it says.
    pub says: Says,
}

/// The doses of one lot, or of several together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Vials opened.
    pub vials: u64,
    /// Doses drawn: vials times the doses of each, and extra ones.
    pub drawn: u64,
    /// Of these, those that the label does not promise.
    pub extra: u64,
    /// Given.
    pub given: u64,
    /// Thrown away, by reason; `None` where no reason was given.
    pub wasted: BTreeMap<Option<WasteReason>, u64>,
    /// Left, as counted last; `None` if nobody counted.
    pub left: Option<u64>,
    /// Drawn since that count, less what was given and thrown away since.
    pub since_left: i64,
}

impl Tally {
    /// Thrown away for any reason.
    pub fn wasted_doses(&self) -> u64 {
        self.wasted
            .values()
            .fold(0, |sum, doses| sum.saturating_add(*doses))
    }

    /// Drawn, and neither given nor thrown away: what should be left. Negative if more went than was drawn.
    pub fn should_be_left(&self) -> i64 {
        let gone = self.given.saturating_add(self.wasted_doses());
        signed(self.drawn).saturating_sub(signed(gone))
    }

    /// Left by the last count and what happened since; `None` if nobody counted. Negative if more went since than there
    /// was.
    pub fn left_now(&self) -> Option<i64> {
        Some(signed(self.left?).saturating_add(self.since_left))
    }

    /// Whether nothing is left in the vials, by the count if there was one. Of vials whose doses nobody wrote down, it is
    /// not known.
    fn is_used_up(&self) -> bool {
        let left = self.left_now().unwrap_or_else(|| self.should_be_left());
        self.drawn > 0 && left <= 0
    }

    fn came(&mut self, doses: u64) {
        self.drawn = self.drawn.saturating_add(doses);
        if self.left.is_some() {
            self.since_left = self.since_left.saturating_add(signed(doses));
        }
    }

    fn went(&mut self, doses: u64) {
        if self.left.is_some() {
            self.since_left = self.since_left.saturating_sub(signed(doses));
        }
    }

    fn add(&mut self, other: &Self) {
        self.vials = self.vials.saturating_add(other.vials);
        self.drawn = self.drawn.saturating_add(other.drawn);
        self.extra = self.extra.saturating_add(other.extra);
        self.given = self.given.saturating_add(other.given);
        for (reason, doses) in &other.wasted {
            let sum = self.wasted.entry(reason.clone()).or_default();
            *sum = sum.saturating_add(*doses);
        }
        if let Some(left) = other.left {
            self.left = Some(self.left.unwrap_or(0).saturating_add(left));
            self.since_left = self.since_left.saturating_add(other.since_left);
        }
    }
}

fn signed(doses: u64) -> i64 {
    i64::try_from(doses).unwrap_or(i64::MAX)
}

/// How a lot does not add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Difference {
    /// More was given, thrown away or left than was drawn.
    MoreThanDrawn {
        /// By so many doses.
        doses: u64,
    },
    /// Drawn, and neither given, thrown away nor left. Said only in the end: until then it may still be written down.
    Missing {
        /// So many doses.
        doses: u64,
    },
    /// Given or thrown away, and no vial of the lot was opened.
    NotOpened {
        /// So many doses.
        doses: u64,
    },
}

/// A lot in a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LotState {
    /// The product, by the catalogue's word.
    pub product: Option<String>,
    /// The lot as it was first written; `None` for doses whose lot nobody wrote down.
    pub lot: Option<String>,
    /// Until when it may be used, as read from the vial that was opened last.
    pub lot_expiry: PartialDate,
    /// When the first of the vials that may still hold doses must be thrown away, in milliseconds of the wall clock. Which
    /// vial a dose came from is not written down: every vial opened since the lot was last used up may hold some. `None` if
    /// nothing is left.
    pub discard_ms: Option<Millis>,
    /// Its doses.
    pub tally: Tally,
    /// How it does not add up; while the session runs, only if more went than was drawn.
    pub difference: Option<Difference>,
}

/// A session as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionState {
    /// Who runs it; `None` while it is offered to anybody.
    pub holder: Option<PersonId>,
    /// To whom it was handed over and who has not done anything in it since.
    pub offered_to: Option<PersonId>,
    /// When it ended, and by whom.
    pub ended: Option<(Millis, PersonId)>,
    /// Its lots, in the order in which they came up.
    pub lots: Vec<LotState>,
    /// Which of them is in use: the one whose vial was opened last.
    pub in_use: Option<usize>,
    /// The same for each who opened a vial: two nurses in one room have each their own before them.
    pub in_use_by: BTreeMap<PersonId, usize>,
    /// All of them together.
    pub total: Tally,
}

impl SessionState {
    /// The lot before somebody: of the vial that they opened last, else of the one that anybody did.
    pub fn lot_of(&self, person: PersonId) -> Option<usize> {
        self.in_use_by.get(&person).copied().or(self.in_use)
    }

    /// Whether every lot adds up.
    pub fn reconciles(&self) -> bool {
        self.lots.iter().all(|lot| lot.difference.is_none())
    }
}

/// A session as it stands, from its records. What belongs to another session, was refused, or was copied from a card
/// does not count.
pub fn state(session: EntryId, begun_by: PersonId, entries: &[SessionEntry]) -> SessionState {
    let mut own: Vec<&SessionEntry> = entries.iter().filter(|one| belongs(one, session)).collect();
    own.sort_unstable();
    own.dedup_by_key(|one| one.position.id);
    let mut state = SessionState {
        holder: Some(begun_by),
        offered_to: None,
        ended: None,
        lots: Vec::new(),
        in_use: None,
        in_use_by: BTreeMap::new(),
        total: Tally::default(),
    };
    for entry in own {
        state.follow(entry);
        state.count(entry);
    }
    let has_ended = state.ended.is_some();
    for lot in &mut state.lots {
        if lot.tally.is_used_up() {
            lot.discard_ms = None;
        }
        lot.difference = difference(&lot.tally, has_ended);
        state.total.add(&lot.tally);
    }
    state
}

fn belongs(entry: &SessionEntry, session: EntryId) -> bool {
    match &entry.says {
        Says::Step(step) => step.session == session,
        Says::Dose(dose) => dose.session == Some(session),
    }
}

fn difference(tally: &Tally, has_ended: bool) -> Option<Difference> {
    // More than there was can't be made up for by what was counted.
    let left = tally.left_now().unwrap_or(0).max(0);
    let unaccounted = tally.should_be_left().saturating_sub(left);
    let doses = unaccounted.unsigned_abs();
    match unaccounted {
        0 => None,
        ..0 if tally.drawn == 0 => Some(Difference::NotOpened { doses }),
        ..0 => Some(Difference::MoreThanDrawn { doses }),
        _ => has_ended.then_some(Difference::Missing { doses }),
    }
}

impl SessionState {
    /// Who runs it.
    fn follow(&mut self, entry: &SessionEntry) {
        let step = match &entry.says {
            Says::Step(step) => Some(step),
            Says::Dose(_) => None,
        };
        match step.map(|step| &step.step) {
            Some(Step::HandedOver) => {
                let to = step.and_then(|step| step.to);
                self.holder = to;
                self.offered_to = to;
                return;
            }
            // Two tablets may end it; the first one did.
            Some(Step::Ended) if self.ended.is_none() => {
                self.ended = Some((entry.position.at_ms, entry.author));
            }
            _ => {}
        }
        // Whoever was offered the session and does something in it has taken it.
        let takes = step.is_some_and(|step| step.step == Step::TakenOver);
        if takes || self.offered_to == Some(entry.author) {
            self.holder = Some(entry.author);
            self.offered_to = None;
        }
    }

    fn count(&mut self, entry: &SessionEntry) {
        match &entry.says {
            Says::Dose(dose) => {
                if dose.outcome == Outcome::Given && dose.source == DoseSource::Here {
                    let index = self.lot_index(&dose.product, &dose.lot, dose.lot_expiry);
                    let lot = &mut self.lots[index];
                    lot.tally.given = lot.tally.given.saturating_add(1);
                    lot.tally.went(1);
                }
            }
            Says::Step(step) => {
                if !matches!(
                    step.step,
                    Step::Opened | Step::Extra | Step::Wasted | Step::Left
                ) {
                    return;
                }
                let index = self.lot_index(&step.product, &step.lot, step.lot_expiry);
                if step.step == Step::Opened {
                    self.in_use = Some(index);
                    self.in_use_by.insert(entry.author, index);
                    // What was read from the vial last holds: a slip is put right by the next one.
                    if !step.lot_expiry.is_unknown() {
                        self.lots[index].lot_expiry = step.lot_expiry;
                    }
                }
                let lot = &mut self.lots[index];
                let doses = u64::from(step.doses);
                let tally = &mut lot.tally;
                match &step.step {
                    Step::Opened => {
                        if lot.discard_ms.is_none() || tally.is_used_up() {
                            lot.discard_ms =
                                Some(entry.position.at_ms.saturating_add(OPEN_VIAL_MS));
                        }
                        let vials = u64::from(step.vials);
                        tally.vials = tally.vials.saturating_add(vials);
                        tally.came(vials * doses);
                    }
                    Step::Extra => {
                        tally.extra = tally.extra.saturating_add(doses);
                        tally.came(doses);
                    }
                    Step::Wasted => {
                        let sum = tally.wasted.entry(step.waste.clone()).or_default();
                        *sum = sum.saturating_add(doses);
                        tally.went(doses);
                    }
                    _ => {
                        tally.left = Some(doses);
                        tally.since_left = 0;
                    }
                }
            }
        }
    }

    /// The place of the lot among the others, however its name is written.
    fn lot_index(
        &mut self,
        product: &Option<String>,
        lot: &Option<String>,
        expiry: PartialDate,
    ) -> usize {
        let key = |lot: &Option<String>| compact(lot.as_deref().unwrap_or_default());
        let wanted = key(lot);
        let known = self
            .lots
            .iter()
            .position(|one| one.product == *product && key(&one.lot) == wanted);
        let index = known.unwrap_or_else(|| {
            self.lots.push(LotState {
                product: product.clone(),
                lot: lot.clone(),
                lot_expiry: expiry,
                discard_ms: None,
                tally: Tally::default(),
                difference: None,
            });
            self.lots.len() - 1
        });
        let lot = &mut self.lots[index];
        if lot.lot_expiry.is_unknown() {
            lot.lot_expiry = expiry;
        }
        index
    }
}

#[cfg(test)]
mod tests;
