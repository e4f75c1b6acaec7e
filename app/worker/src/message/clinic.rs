//! A vaccination session, as a page shows it.

use serde::{Deserialize, Serialize};
use wingbook_record::{
    id::{EntryId, PersonId},
    time::Millis,
    vaccination::{
        course::{Next, Stage, Warning},
        session::{Difference, Session, SessionStep, Tally},
    },
};

use super::{CheckLine, PersonLine, VaccinationView};

/// The sessions of this facility, and what is needed to start one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClinicsView {
    /// Those that run, then those that ended; each the newest first.
    pub clinics: Vec<ClinicLine>,
    /// The vaccines to choose from.
    pub vaccines: Vec<VaccineView>,
    /// Who may give doses: id, name, staff number.
    pub colleagues: Vec<(PersonId, String, String)>,
}

/// A vaccine to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VaccineView {
    /// The catalogue's word.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many doses a vial holds by its label, if all hold as many.
    pub doses_per_vial: Option<u32>,
}

/// A session in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClinicLine {
    /// Its id.
    pub id: EntryId,
    /// Where.
    pub place: Option<String>,
    /// Since when.
    pub begun_ms: Millis,
    /// When it ended.
    pub ended_ms: Option<Millis>,
    /// The vaccine in use.
    pub product: Option<String>,
    /// Doses given.
    pub given: u64,
    /// Who runs it.
    pub holder: Option<String>,
    /// Oneself.
    pub mine: bool,
    /// It was handed over to this person.
    pub offered: bool,
    /// Whether every lot adds up.
    pub reconciles: bool,
}

/// A session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClinicView {
    /// Its line.
    pub line: ClinicLine,
    /// What was said at its start.
    pub session: Session,
    /// Who gives the doses, where that is not who writes them down.
    pub vaccinator: Option<String>,
    /// Its lots, in the order in which they came up.
    pub lots: Vec<LotView>,
    /// Which of them is in use.
    pub in_use: Option<usize>,
    /// All lots together.
    pub total: Tally,
    /// Who came, the last one first.
    pub seen: Vec<SeenView>,
    /// What else was written down, the last one first.
    pub steps: Vec<StepView>,
    /// The vaccines to choose from.
    pub vaccines: Vec<VaccineView>,
    /// To whom it may be handed over: id, name, staff number.
    pub colleagues: Vec<(PersonId, String, String)>,
}

/// A lot in a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LotView {
    /// The vaccine, by the catalogue's word.
    pub product: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// The lot.
    pub lot: Option<String>,
    /// Until when it may be used: `2027-03`, or empty.
    pub expiry: String,
    /// That day has passed.
    pub expired: bool,
    /// When its oldest open vial must be thrown away.
    pub discard_ms: Option<Millis>,
    /// Its doses.
    pub tally: Tally,
    /// How it does not add up.
    pub difference: Option<Difference>,
}

/// A step of the session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepView {
    /// The record, as first written.
    pub entry: EntryId,
    /// The version that is shown: a correction says which one it is of.
    pub version: EntryId,
    /// When.
    pub at_ms: Millis,
    /// Who wrote it down.
    pub by: String,
    /// Oneself: only the author corrects it.
    pub mine: bool,
    /// The name of its vaccine.
    pub name: Option<String>,
    /// The step as it stands.
    pub step: SessionStep,
}

/// A step that says something else from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepCorrection {
    /// The record that is corrected.
    pub entry: EntryId,
    /// The version of it that was seen: one written meanwhile is a rival, and both show.
    pub version: EntryId,
    /// What it says instead: a step of the same kind in the same session.
    pub step: SessionStep,
    /// Why.
    pub reason: String,
}

/// Somebody who came to the session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenView {
    /// The record.
    pub entry: EntryId,
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// The number that tells two of one name apart.
    pub number: Option<String>,
    /// When.
    pub at_ms: Millis,
    /// `given`, `refused`, `not_today`.
    pub outcome: String,
    /// Why it was not given.
    pub why_not: Option<String>,
    /// The lot that they had.
    pub lot: Option<String>,
    /// Until when they are watched, for a dose that was given.
    pub watched_until_ms: Option<Millis>,
}

/// Somebody before a dose: who they are, what they had, and what stands against the dose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BeforeDose {
    /// Who.
    pub line: PersonLine,
    /// What they had.
    pub vaccination: VaccinationView,
    /// What was written of them in this session.
    pub here: Vec<SeenView>,
    /// The number that the dose would have, of the vaccine in use; `None` if no vial is open or it can't be told.
    pub dose: Option<(u32, Stage)>,
    /// What stands against it.
    pub warnings: Vec<Warning>,
    /// The open vial is past the time at which it is thrown away.
    pub vial_too_old: bool,
    /// Whoever gives it writes down why.
    pub asks_why: bool,
    /// The dose after it, if it is given now.
    pub then: Option<Next>,
    /// Today's health check, if there was one.
    pub check: Option<CheckLine>,
}
