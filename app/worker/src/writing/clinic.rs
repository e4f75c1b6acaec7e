//! What is done in a vaccination session, as records of the health book.

use wingbook_record::{
    access::Book,
    entry::{Amends, Correction},
    id::{EntryId, PersonId},
    matter::Matter,
    time::Occurred,
    vaccination::{
        clinic::{Clinic, clinic},
        dose::{Dose, Outcome},
        session::{Session as VaccinationSession, SessionStep, Step},
    },
};

use super::{Writing, actions::not_here};
use crate::{
    message::{Failure, Saved, StepCorrection},
    platform::Platform,
    session::Session,
    views,
};

fn is_empty(text: Option<&String>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}

/// What is counted names its lot, and what is thrown away its reason.
fn check_step(step: &SessionStep) -> Result<(), Failure> {
    let counts = step.step.counts_doses();
    if counts && is_empty(step.product.as_ref()) {
        return Err(Failure::invalid("product"));
    }
    if counts && is_empty(step.lot.as_ref()) {
        return Err(Failure::invalid("lot"));
    }
    match step.step {
        Step::Opened if step.lot_expiry.is_unknown() => {
            return Err(Failure::invalid("lot_expiry"));
        }
        Step::Opened if step.vials == 0 || step.doses == 0 => {
            return Err(Failure::invalid("doses"));
        }
        Step::Wasted if step.doses == 0 => return Err(Failure::invalid("doses")),
        Step::Wasted if step.waste.is_none() => return Err(Failure::invalid("waste")),
        Step::HandedOver if step.to.is_none() => return Err(Failure::invalid("to")),
        _ => {}
    }
    Ok(())
}

impl<P: Platform> Session<P> {
    /// Starts a vaccination session.
    pub async fn start_clinic(&self, start: &VaccinationSession) -> Result<EntryId, Failure> {
        let writing = Writing::of(Book::Health, start).at(start.place);
        self.write(writing).await.map(|saved| saved.entry)
    }

    fn clinic(&self, id: EntryId) -> Result<Clinic, Failure> {
        let journal = self.journal.borrow();
        clinic(journal.view(self.practice.get()), id).ok_or_else(|| not_here(id))
    }

    /// Writes a step of a session down.
    pub async fn clinic_step(&self, step: &SessionStep) -> Result<Saved, Failure> {
        let clinic = self.clinic(step.session)?;
        check_step(step)?;
        let writing = Writing::of(Book::Health, step).at(clinic.session.place);
        self.write(writing).await
    }

    /// Corrects what was opened, thrown away or counted; it stays where it stood in the order of things, so that a vial
    /// does not grow younger by it.
    pub async fn correct_step(&self, correction: StepCorrection) -> Result<Saved, Failure> {
        let StepCorrection {
            entry,
            version,
            step,
            reason,
        } = correction;
        let occurred_ms = {
            let journal = self.journal.borrow();
            let view = journal.view(self.practice.get());
            let first = view.record(view.root(entry));
            let first = first.ok_or_else(|| not_here(entry))?;
            let stands = view.standing(first.id()).map(|stands| &stands.matter);
            let Some(Matter::SessionStep(held)) = stands else {
                return Err(not_here(entry));
            };
            let is_other = (held.session, &held.step) != (step.session, &step.step);
            if is_other || view.root(version) != first.id() {
                return Err(Failure::invalid("step"));
            }
            first.occurred_ms
        };
        let clinic = self.clinic(step.session)?;
        check_step(&step)?;
        let corrects = Correction {
            entry: version,
            ..self.correction(entry, Amends::Correct, reason)?
        };
        self.write(Writing {
            occurred: Some(Occurred::exactly(occurred_ms)),
            corrects: Some(corrects),
            ..Writing::of(Book::Health, &step).at(clinic.session.place)
        })
        .await
    }

    /// Writes down what came of somebody's visit to a session. A dose in spite of a warning has its reason, one that was
    /// not given too.
    pub async fn dose_in_clinic(&self, person: PersonId, dose: &Dose) -> Result<Saved, Failure> {
        let id = dose.session.ok_or_else(|| Failure::invalid("session"))?;
        let clinic = self.clinic(id)?;
        let is_given = dose.outcome == Outcome::Given;
        if is_given {
            if is_empty(dose.product.as_ref()) {
                return Err(Failure::invalid("product"));
            }
            if is_empty(dose.lot.as_ref()) {
                return Err(Failure::invalid("lot"));
            }
            let asks_why = self.with_view(|desk| views::asks_why(&desk, id, person))?;
            if asks_why && is_empty(dose.override_reason.as_ref()) {
                return Err(Failure::invalid("override_reason"));
            }
        } else if dose.why_not.is_none() {
            return Err(Failure::invalid("why_not"));
        }
        let writing = Writing::of(Book::Health, dose)
            .about([person])
            .at(clinic.session.place);
        self.write(writing).await
    }
}
