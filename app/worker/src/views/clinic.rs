//! Vaccination sessions: the room as it stands, and somebody before a dose.

use wingbook_record::{
    access::Role,
    id::{EntryId, PersonId, Uuid},
    partial_date::{Day, PartialDate},
    people::identity::Identities,
    person::Person,
    vaccination::{
        catalogue::Catalogue,
        clinic::{Clinic, Seen, Taken, clinic, clinics},
        course::{DoseEntry, Warning, course},
        dose::{Dose, DoseSource, Outcome},
        history,
        session::LotState,
    },
};

use super::{Reading, check_in::checks, vaccination};
use crate::{
    message::{
        BeforeDose, ClinicLine, ClinicView, ClinicsView, Failure, LotView, SeenView, StepView,
        VaccineView,
    },
    platform::Platform,
};

/// Sessions that ended, in the list.
const ENDED_MAX: usize = 50;

/// The record that a dose would have which is only thought of. No record has this id.
const THOUGHT_OF: EntryId = EntryId(Uuid::nil());

fn held<P: Platform>(desk: &Reading<'_, P>, id: EntryId) -> Result<Clinic, Failure> {
    clinic(desk.view, id).ok_or_else(|| Failure::NotHere {
        what: id.to_string(),
    })
}

pub(super) fn all<P: Platform>(desk: &Reading<'_, P>) -> Result<ClinicsView, Failure> {
    desk.session.need_health()?;
    let lines = clinics(desk.view)
        .filter_map(|one| Some(line(desk, &clinic(desk.view, one.id())?)))
        .collect::<Vec<_>>();
    let (mut running, ended): (Vec<_>, Vec<_>) =
        lines.into_iter().partition(|one| one.ended_ms.is_none());
    running.extend(ended.into_iter().take(ENDED_MAX));
    Ok(ClinicsView {
        clinics: running,
        vaccines: vaccines(desk),
        colleagues: desk.colleagues(&[Role::Health, Role::HealthLead]),
    })
}

fn line<P: Platform>(desk: &Reading<'_, P>, clinic: &Clinic) -> ClinicLine {
    let me = desk.session.me();
    let state = &clinic.state;
    let in_use = state.lot_of(me).and_then(|index| state.lots.get(index));
    let product = in_use.and_then(|lot| lot.product.as_deref());
    ClinicLine {
        id: clinic.id,
        place: clinic.session.place.map(|place| desk.path(place)),
        begun_ms: clinic.begun_ms,
        ended_ms: state.ended.map(|(at_ms, _)| at_ms),
        product: product.map(|id| desk.vaccine(id)),
        given: state.total.given,
        holder: state.holder.map(|id| desk.name(id)),
        mine: state.holder == Some(me),
        offered: state.offered_to == Some(me),
        reconciles: state.reconciles(),
    }
}

pub(super) fn one<P: Platform>(desk: &Reading<'_, P>, id: EntryId) -> Result<ClinicView, Failure> {
    desk.session.need_health()?;
    let clinic = held(desk, id)?;
    let today = desk.day(desk.now_ms);
    let state = &clinic.state;
    Ok(ClinicView {
        line: line(desk, &clinic),
        vaccinator: clinic.session.vaccinator.map(|id| desk.name(id)),
        lots: state.lots.iter().map(|one| lot(desk, one, today)).collect(),
        in_use: state.lot_of(desk.session.me()),
        total: state.total.clone(),
        seen: clinic
            .seen
            .iter()
            .rev()
            .map(|one| seen(desk, &clinic, one))
            .collect(),
        steps: clinic
            .steps
            .iter()
            .rev()
            .map(|one| taken(desk, one))
            .collect(),
        vaccines: vaccines(desk),
        colleagues: desk.colleagues(&[Role::Health, Role::HealthLead]),
        session: clinic.session,
    })
}

fn is_expired(expiry: PartialDate, today: Day) -> bool {
    expiry.range().is_some_and(|range| range.last < today)
}

fn lot<P: Platform>(desk: &Reading<'_, P>, lot: &LotState, today: Day) -> LotView {
    LotView {
        product: lot.product.clone(),
        name: lot.product.as_deref().map(|id| desk.vaccine(id)),
        lot: lot.lot.clone(),
        expiry: lot.lot_expiry.to_string(),
        expired: is_expired(lot.lot_expiry, today),
        discard_ms: lot.discard_ms,
        tally: lot.tally.clone(),
        difference: lot.difference,
    }
}

fn seen<P: Platform>(desk: &Reading<'_, P>, clinic: &Clinic, one: &Seen) -> SeenView {
    let person = desk.view.directory().person(one.person);
    let number = person.and_then(|one| one.number.clone().or_else(|| one.staff_number.clone()));
    let is_given = one.dose.outcome == Outcome::Given;
    SeenView {
        entry: one.entry,
        person: one.person,
        name: desk.name(one.person),
        number,
        at_ms: one.at_ms,
        outcome: one.dose.outcome.to_string(),
        why_not: one.dose.why_not.as_ref().map(ToString::to_string),
        lot: one.dose.lot.clone(),
        watched_until_ms: is_given.then(|| clinic.session.watched_until_ms(one.at_ms)),
    }
}

fn taken<P: Platform>(desk: &Reading<'_, P>, one: &Taken) -> StepView {
    let product = one.step.product.as_deref();
    StepView {
        entry: one.entry,
        version: desk.view.latest(one.entry),
        at_ms: one.at_ms,
        by: desk.name(one.author),
        mine: one.author == desk.session.me(),
        name: product.map(|id| desk.vaccine(id)),
        step: one.step.clone(),
    }
}

fn vaccines<P: Platform>(desk: &Reading<'_, P>) -> Vec<VaccineView> {
    let catalogue = desk.session.catalogue();
    let all = catalogue.as_deref().map(Catalogue::products);
    let all = all.unwrap_or_default().iter();
    all.map(|product| VaccineView {
        id: product.id.clone(),
        name: product.name.clone(),
        doses_per_vial: product.doses_per_vial,
    })
    .collect()
}

/// Somebody before a dose of the lot in use.
pub(super) fn before_dose<P: Platform>(
    desk: &Reading<'_, P>,
    id: EntryId,
    person: PersonId,
) -> Result<BeforeDose, Failure> {
    desk.session.need_health()?;
    let clinic = held(desk, id)?;
    let known = desk.view.directory().person(person);
    let known = known.ok_or_else(|| Failure::NotHere {
        what: person.to_string(),
    })?;
    let vaccination = vaccination::of_person(desk, person, known).ok_or(Failure::Internal {
        detail: "no catalogue of vaccines".to_owned(),
    })?;
    // What stands under another record of the same person counts here too.
    let everybody = Identities::of_journal(desk.view).all(person);
    let here = clinic
        .seen
        .iter()
        .filter(|one| everybody.contains(&one.person));
    let lot = clinic.state.lot_of(desk.session.me());
    let lot = lot.and_then(|at| clinic.state.lots.get(at));
    let vial_too_old =
        lot.is_some_and(|lot| lot.discard_ms.is_some_and(|at_ms| at_ms <= desk.now_ms));
    let mut before = BeforeDose {
        line: desk.person(person, &desk.active_notices()),
        here: here.map(|one| seen(desk, &clinic, one)).collect(),
        dose: None,
        warnings: Vec::new(),
        vial_too_old,
        asks_why: vial_too_old,
        then: None,
        check: checks(desk, person).into_iter().find(|check| check.today),
        vaccination,
    };
    if let Some(lot) = lot {
        think_of(desk, &clinic, lot, person, &everybody, &mut before);
    }
    Ok(before)
}

/// What would follow if the dose were given now.
fn think_of<P: Platform>(
    desk: &Reading<'_, P>,
    clinic: &Clinic,
    lot: &LotState,
    person: PersonId,
    everybody: &[PersonId],
    before: &mut BeforeDose,
) {
    let known = || {
        let catalogue = desk.session.catalogue()?;
        let product = catalogue.product(lot.product.as_deref()?)?;
        let disease = product.disease.clone();
        Some((catalogue, disease))
    };
    let Some((catalogue, disease)) = known() else {
        // A colleague's vial of a vaccine that this tablet does not know yet: what needs no catalogue is said all the same.
        before.warnings = warnings_without_catalogue(desk, clinic, lot, everybody);
        before.asks_why |= before.warnings.iter().any(Warning::needs_reason);
        return;
    };
    let mut given = history::of_people(desk.view, everybody).given;
    given.push(DoseEntry {
        entry: THOUGHT_OF,
        at_ms: desk.now_ms,
        utc_offset_minutes: desk.utc_offset_minutes,
        dose: Dose {
            outcome: Outcome::Given,
            source: DoseSource::Here,
            on: PartialDate::UNKNOWN,
            disease: None,
            product: lot.product.clone(),
            lot: lot.lot.clone(),
            lot_expiry: lot.lot_expiry,
            session: Some(clinic.id),
            site: None,
            vaccinator: None,
            why_not: None,
            override_reason: None,
        },
    });
    let known = desk.view.directory().person(person);
    let born = known.map_or(PartialDate::UNKNOWN, Person::birth_date);
    let Some(course) = course(&catalogue, &disease, born, desk.day(desk.now_ms), &given) else {
        return;
    };
    before.warnings = course.warnings(THOUGHT_OF);
    before.asks_why |= before.warnings.iter().any(Warning::needs_reason);
    for warning in &mut before.warnings {
        vaccination::name_products(desk, warning);
    }
    // While doses of an unknown vaccine are there, nobody knows which one this is.
    if before.vaccination.unassigned.is_empty() {
        let counted = course.doses.iter().find(|dose| dose.entry == THOUGHT_OF);
        before.dose = counted.map(|dose| (dose.number, dose.stage));
        before.then = course.next;
    }
}

fn warnings_without_catalogue<P: Platform>(
    desk: &Reading<'_, P>,
    clinic: &Clinic,
    lot: &LotState,
    everybody: &[PersonId],
) -> Vec<Warning> {
    let today = desk.day(desk.now_ms);
    let mut seen = clinic.seen.iter();
    let had =
        seen.find(|one| everybody.contains(&one.person) && one.dose.outcome == Outcome::Given);
    let expired = lot.lot_expiry.range().filter(|range| range.last < today);
    let second = had.map(|one| Warning::SecondToday { other: one.entry });
    let expired = expired.map(|range| Warning::LotExpired {
        by_days: today - range.last,
    });
    let unknown = Warning::UnknownProduct {
        written: lot.product.clone(),
    };
    [unknown].into_iter().chain(second).chain(expired).collect()
}

/// Whether whoever gives somebody a dose of this lot writes down why; the same rule as the page's.
pub(crate) fn asks_why<P: Platform>(
    desk: &Reading<'_, P>,
    id: EntryId,
    person: PersonId,
) -> Result<bool, Failure> {
    before_dose(desk, id, person).map(|before| before.asks_why)
}
