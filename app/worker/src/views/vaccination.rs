//! A person's vaccinations by the rules in `wingbook-record`, and the vaccines to choose from.

use std::collections::BTreeSet;

use wingbook_record::{
    access::Book,
    id::{EntryId, PersonId},
    people::{fold::compact, identity::Identities},
    person::Person,
    time::{local_date, parse_date},
    vaccination::{
        catalogue::{Catalogue, Disease},
        course::{Counted, DoseEntry, Primary, Stage, Warning, course},
        dose::DoseSource,
        history::{self, History},
    },
};

use super::Reading;
use crate::{
    message::{ChoiceView, CourseView, DoseView, NotGivenView, VaccinationView},
    platform::Platform,
};

/// A person's vaccinations; `None` for whoever does not read the health book.
pub(super) fn of_person<P: Platform>(
    desk: &Reading<'_, P>,
    id: PersonId,
    person: &Person,
) -> Option<VaccinationView> {
    let session = desk.session;
    if !Book::Health.readable_by(&session.roles.borrow()) {
        return None;
    }
    let catalogue = &*session.catalogue()?;
    // What stands under another record of the same person counts here too.
    let everybody = Identities::of_journal(desk.view).all(id);
    let history = history::of_people(desk.view, &everybody);
    let born = person.birth_date();
    let today = parse_date(&local_date(desk.now_ms, desk.utc_offset_minutes))?;
    let mut assigned: BTreeSet<EntryId> = BTreeSet::new();
    let courses = catalogue.diseases().iter().filter_map(|disease| {
        let found = course(catalogue, &disease.id, born, today, &history.given)?;
        let doses = found.doses.iter();
        assigned.extend(
            doses
                .clone()
                .flat_map(|one| one.also.iter().chain([&one.entry])),
        );
        Some(CourseView {
            disease: disease.name.clone(),
            doses: doses
                .filter_map(|one| dose(desk, id, &history, one))
                .collect(),
            primary: found.primary,
            next: found.next,
            not_given: not_given(catalogue, disease, &history),
        })
    });
    let mut courses: Vec<CourseView> = courses.collect();
    let others = history
        .given
        .iter()
        .filter(|one| !assigned.contains(&one.entry));
    let unassigned: Vec<DoseView> = others.map(|one| unassigned(desk, id, one)).collect();
    if !unassigned.is_empty() {
        // Any of them may be one of this course: which dose is next can't be told.
        for course in &mut courses {
            course.next = None;
            if course.primary == Primary::Incomplete {
                course.primary = Primary::Unclear;
            }
        }
    }
    Some(VaccinationView {
        as_of_ms: session.sync.borrow().last_full_ms,
        courses,
        unassigned,
    })
}

/// The day of a dose as far as it is known; what was given here was given when it was written down.
fn day(written: &DoseEntry) -> String {
    match written.dose.source {
        DoseSource::Here if written.dose.on.is_unknown() => {
            local_date(written.at_ms, written.utc_offset_minutes)
        }
        _ => written.dose.on.to_string(),
    }
}

/// A dose of which nobody knows against what it was.
fn unassigned<P: Platform>(
    desk: &Reading<'_, P>,
    person: PersonId,
    written: &DoseEntry,
) -> DoseView {
    let stated = &written.dose;
    DoseView {
        entry: written.entry,
        number: 0,
        stage: Stage::Primary,
        on: day(written),
        product: stated.product.clone(),
        source: stated.source.to_string(),
        lot: stated.lot.clone(),
        also: 0,
        stands_under: stands_under(desk, person, &[written.entry]),
        warnings: vec![Warning::UnknownProduct {
            written: stated.product.clone(),
        }],
    }
}

fn find(history: &History, entry: EntryId) -> Option<&DoseEntry> {
    history.given.iter().find(|one| one.entry == entry)
}

/// The other record of the same person under which a dose stands, and not under this one too: a merger may be mistaken,
/// and then it is not theirs.
fn stands_under<P: Platform>(
    desk: &Reading<'_, P>,
    person: PersonId,
    entries: &[EntryId],
) -> Option<String> {
    let roots = entries.iter().map(|entry| desk.view.root(*entry));
    let records = roots.filter_map(|root| desk.view.record(root));
    let people: Vec<PersonId> = records.flat_map(|one| desk.view.people_of(one)).collect();
    if people.contains(&person) {
        return None;
    }
    let other = *people.last()?;
    let known = desk.view.directory().person(other);
    let number = known.and_then(|one| one.number.clone().or_else(|| one.staff_number.clone()));
    let parts = [Some(desk.name(other)), number];
    Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

fn dose<P: Platform>(
    desk: &Reading<'_, P>,
    person: PersonId,
    history: &History,
    counted: &Counted,
) -> Option<DoseView> {
    let written = find(history, counted.entry)?;
    let stated = &written.dose;
    // One record may know the lot, another one the vaccine.
    let all = || {
        let also = counted
            .also
            .iter()
            .filter_map(|entry| find(history, *entry));
        std::iter::once(written).chain(also)
    };
    let product = counted.product.as_deref().map(|id| desk.vaccine(id));
    let records: Vec<EntryId> = counted
        .also
        .iter()
        .copied()
        .chain([counted.entry])
        .collect();
    let mut warnings = counted.warnings.clone();
    for warning in &mut warnings {
        name_products(desk, warning);
    }
    Some(DoseView {
        entry: counted.entry,
        number: counted.number,
        stage: counted.stage,
        on: day(written),
        product: product.or_else(|| all().find_map(|one| one.dose.product.clone())),
        source: stated.source.to_string(),
        lot: all().find_map(|one| one.dose.lot.clone()),
        also: counted.also.len(),
        stands_under: stands_under(desk, person, &records),
        warnings,
    })
}

/// Puts names into a warning where the rules have the catalogue's words.
pub(super) fn name_products<P: Platform>(desk: &Reading<'_, P>, warning: &mut Warning) {
    if let Warning::Mixed { before } = warning {
        *before = desk.vaccine(before);
    }
}

fn not_given(catalogue: &Catalogue, disease: &Disease, history: &History) -> Vec<NotGivenView> {
    let is_of = |one: &&DoseEntry| {
        let dose = &one.dose;
        let product = dose.product.as_deref().and_then(|id| catalogue.product(id));
        let against = product.map(|one| &one.disease).or(dose.disease.as_ref());
        // Where nobody wrote against what, it stands with all of them rather than nowhere.
        against.is_none_or(|against| *against == disease.id)
    };
    let mut all: Vec<NotGivenView> = history
        .not_given
        .iter()
        .filter(is_of)
        .map(|one| NotGivenView {
            entry: one.entry,
            outcome: one.dose.outcome.to_string(),
            why_not: one.dose.why_not.as_ref().map(ToString::to_string),
            at_ms: one.at_ms,
        })
        .collect();
    all.sort_by_key(|one| std::cmp::Reverse((one.at_ms, one.entry)));
    all
}

/// Vaccines to choose from, by name, maker or word.
pub(super) fn products<P: Platform>(
    desk: &Reading<'_, P>,
    query: &str,
    limit: usize,
) -> Vec<ChoiceView> {
    let Some(catalogue) = desk.session.catalogue() else {
        return Vec::new();
    };
    let wanted = compact(query);
    let fits = catalogue.products().iter().filter(|product| {
        let says = [&product.id, &product.name, &product.holder];
        product.id == query || says.iter().any(|text| compact(text).contains(&wanted))
    });
    fits.take(limit)
        .map(|product| ChoiceView {
            value: product.id.clone(),
            label: product.name.clone(),
            detail: product.holder.clone(),
        })
        .collect()
}
