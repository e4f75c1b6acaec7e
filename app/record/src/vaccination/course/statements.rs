//! Which records are of one dose. People bring a card with doses that a register sent already, and tell from memory what
//! stands on both; counted twice, they would miss a dose that they need (health.md, section 7: the same people are
//! recorded again and again, and a device that has not synced gives the dose anew).
//!
//! - A record comes twice (sent again, on two tablets): its id says that it is one.
//! - A dose *given here* is a dose. Two of them are two, even on one day.
//! - What was copied from a card, a register or memory is the same dose as another record if nothing that is known of
//!   the two differs: the days may be the same, and so may product and lot. Each dose takes one such record from each
//!   source, so that "2021" and "2021" from memory are two doses; a record of the same source twice is one if both name
//!   the same day. Of the ways to pair a source's records with doses, one that pairs as many as possible counts: which
//!   record was written first invents no dose.
//! - What was copied down before a dose was given here is not of that dose.

use std::collections::BTreeMap;

use super::{Counted, DoseEntry, Stage, Warning};
use crate::{
    id::EntryId,
    partial_date::{Day, DayRange, PartialDate},
    people::fold::compact,
    time::{DAY, Millis},
    vaccination::{
        catalogue::Catalogue,
        dose::{DoseSource, Outcome},
    },
};

/// A dose and the records that state it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Statement {
    /// The record that says most.
    pub entry: EntryId,
    /// The days on which it may have been given.
    pub on: Option<DayRange>,
    /// The product, if the catalogue knows it.
    pub product: Option<String>,
    /// The product as it was written.
    pub written: Option<String>,
    /// Until when the lot may be used.
    pub lot_expiry: PartialDate,
    lot: Option<String>,
    session: Option<EntryId>,
    /// When it was given here or first written down.
    at_ms: Millis,
    source: DoseSource,
    is_day_known: bool,
    weight: Weight,
    also: Vec<EntryId>,
}

impl Statement {
    fn of(catalogue: &Catalogue, one: &DoseEntry) -> Self {
        let dose = &one.dose;
        let known = |id: &&String| catalogue.product(id).is_some();
        let on = possible_days(one);
        let (rank, days) = (rank(&dose.source), on.map_or(i64::MAX, DayRange::days));
        Self {
            entry: one.entry,
            on,
            product: dose.product.as_ref().filter(known).cloned(),
            written: dose.product.clone(),
            lot_expiry: dose.lot_expiry,
            lot: dose
                .lot
                .as_deref()
                .map(compact)
                .filter(|lot| !lot.is_empty()),
            session: dose.session,
            at_ms: one.at_ms,
            source: dose.source.clone(),
            is_day_known: dose.on.day().is_some(),
            weight: (rank != 0, days, rank, on, one.at_ms, one.entry),
            also: Vec::new(),
        }
    }

    pub fn counted(&self, number: u32, stage: Stage, warnings: Vec<Warning>) -> Counted {
        Counted {
            number,
            entry: self.entry,
            also: self.also.clone(),
            on: self.on,
            product: self.product.clone(),
            stage,
            warnings,
        }
    }

    /// On the same day for certain, or in the same session.
    pub fn is_same_day(&self, other: &Self) -> bool {
        let one_day = |range: Option<DayRange>| range.filter(|range| range.days() == 1);
        let same_day = one_day(self.on).is_some() && one_day(self.on) == one_day(other.on);
        same_day || (self.session.is_some() && self.session == other.session)
    }

    /// The last day on which it may have been given.
    pub fn last_day(&self) -> Day {
        self.on.map_or_else(|| no_later(self.at_ms), |on| on.last)
    }

    /// Whether it was given before another, whatever the dates' unknown parts are: by the dates, or because it had been
    /// written down when the other was given here.
    pub fn is_surely_before(&self, other: &Self) -> bool {
        let dates = self.on.zip(other.on);
        let by_dates = dates.is_some_and(|(one, other)| one.is_before(other));
        let is_here = |one: &Self| one.source == DoseSource::Here;
        by_dates || (is_here(other) && !is_here(self) && self.at_ms <= other.at_ms)
    }

    /// Whether a record copied down from another source may be of this dose.
    fn may_be(&self, copied: &Self) -> bool {
        if self.source == DoseSource::Here && copied.at_ms < self.at_ms {
            return false;
        }
        let days_meet = match (self.on, copied.on) {
            (Some(one), Some(other)) => one.both(other).is_some(),
            _ => true,
        };
        days_meet && may_equal(&self.product, &copied.product) && may_equal(&self.lot, &copied.lot)
    }

    /// Whether a record of the same source is this one again.
    fn is_same_row(&self, copied: &Self) -> bool {
        self.is_day_known && copied.is_day_known && self.may_be(copied)
    }

    /// Takes in another record of this dose. The one that says most stays the dose's.
    fn add(&mut self, mut other: Self) {
        if other.weight < self.weight {
            std::mem::swap(self, &mut other);
        }
        self.also.push(other.entry);
        self.also.append(&mut other.also);
        self.on = match (self.on, other.on) {
            (Some(one), Some(other)) => one.both(other).or(Some(one)),
            (one, other) => one.or(other),
        };
        self.at_ms = self.at_ms.min(other.at_ms);
        self.is_day_known |= other.is_day_known;
        self.product = self.product.take().or(other.product);
        self.written = self.written.take().or(other.written);
        self.lot = self.lot.take().or(other.lot);
        if self.lot_expiry.is_unknown() {
            self.lot_expiry = other.lot_expiry;
        }
    }

    /// What says most, first. Nothing of when it was written: records that say the same are of the same use.
    fn by_content(&self) -> impl Ord + use<> {
        let days = self.on.map_or(i64::MAX, DayRange::days);
        let (product, lot) = (self.product.clone(), self.lot.clone());
        (
            (days, product.is_none(), lot.is_none()),
            (self.on, product, lot),
        )
    }
}

/// Who says most, first: given here, then the best known day, then by source. The rest only makes it one order.
type Weight = (bool, i64, u8, Option<DayRange>, Millis, EntryId);

fn rank(source: &DoseSource) -> u8 {
    match source {
        DoseSource::Here => 0,
        DoseSource::Card => 1,
        DoseSource::Register => 2,
        DoseSource::Memory => 3,
        DoseSource::Other(_) => 4,
    }
}

/// The records of one source, each row of it once.
fn rows(mut records: Vec<Statement>) -> Vec<Statement> {
    records.sort_by_cached_key(|one| (one.by_content(), one.at_ms, one.entry));
    let mut rows: Vec<Statement> = Vec::new();
    for record in records {
        match rows.iter_mut().find(|row| row.is_same_row(&record)) {
            Some(row) => row.add(record),
            None => rows.push(record),
        }
    }
    rows.sort_by_cached_key(|one| (one.by_content(), one.at_ms, one.entry));
    rows
}

/// Which dose each row is of: as many rows as possible get one, and no dose two (augmenting paths).
fn pair(doses: &[Statement], rows: &[Statement]) -> Vec<Option<usize>> {
    fn place(
        row: usize,
        fits: &[Vec<usize>],
        seen: &mut [bool],
        row_of: &mut [Option<usize>],
    ) -> bool {
        for dose in &fits[row] {
            if std::mem::replace(&mut seen[*dose], true) {
                continue;
            }
            if row_of[*dose].is_none_or(|other| place(other, fits, seen, row_of)) {
                row_of[*dose] = Some(row);
                return true;
            }
        }
        false
    }
    let fitting = |row: &Statement| {
        let all = doses.iter().enumerate();
        let fitting = all.filter(|(_, dose)| dose.may_be(row));
        fitting.map(|(at, _)| at).collect()
    };
    let fits: Vec<Vec<usize>> = rows.iter().map(fitting).collect();
    let mut row_of = vec![None; doses.len()];
    for row in 0..rows.len() {
        place(row, &fits, &mut vec![false; doses.len()], &mut row_of);
    }
    let dose_of = |row| row_of.iter().position(|one| *one == Some(row));
    (0..rows.len()).map(dose_of).collect()
}

fn may_equal(one: &Option<String>, other: &Option<String>) -> bool {
    one.is_none() || other.is_none() || one == other
}

/// The days on which a dose may have been given. One given here whose date is missing, or known in part, was given when
/// it says; one copied down, no later than it was written down.
fn possible_days(one: &DoseEntry) -> Option<DayRange> {
    let range = one.dose.on.range();
    if one.dose.source == DoseSource::Here && one.dose.on.day().is_none() {
        let local_ms = i128::from(one.at_ms) + i128::from(one.utc_offset_minutes) * 60_000;
        let local_day = local_ms.div_euclid(i128::from(DAY));
        let local = DayRange::one(Day::try_from(local_day).unwrap_or(0));
        if range.is_none_or(|range| range.both(local).is_some()) {
            return Some(local);
        }
    }
    let range = range?;
    let last = range.last.min(no_later(one.at_ms));
    // A clock that was wrong proves nothing against a date.
    Some(match last >= range.first {
        true => DayRange { last, ..range },
        false => range,
    })
}

/// No day of any zone is later at a moment: nobody's clock is further east than a day.
fn no_later(at_ms: Millis) -> Day {
    at_ms.div_euclid(DAY).saturating_add(1)
}

/// The doses given against a disease, in order: what has no date comes first.
pub(super) fn statements(
    catalogue: &Catalogue,
    disease: &str,
    entries: &[DoseEntry],
) -> Vec<Statement> {
    let is_against = |one: &&DoseEntry| {
        let product = one.dose.product.as_deref();
        match product.and_then(|id| catalogue.product(id)) {
            Some(product) => product.disease == disease,
            None => one.dose.disease.as_deref() == Some(disease),
        }
    };
    let given = entries
        .iter()
        .filter(|one| one.dose.outcome == Outcome::Given);
    let mut given: Vec<&DoseEntry> = given.filter(is_against).collect();
    given.sort_unstable();
    given.dedup_by_key(|one| one.entry);
    let mut sources: BTreeMap<(u8, DoseSource), Vec<Statement>> = BTreeMap::new();
    for one in given {
        let source = one.dose.source.clone();
        let records = sources.entry((rank(&source), source)).or_default();
        records.push(Statement::of(catalogue, one));
    }
    let mut doses: Vec<Statement> = Vec::new();
    for ((_, source), mut records) in sources {
        if source == DoseSource::Here {
            records.sort_by_cached_key(|one| (one.by_content(), one.at_ms, one.entry));
            doses.append(&mut records);
            continue;
        }
        let rows = rows(records);
        let pairs = pair(&doses, &rows);
        for (row, dose) in rows.into_iter().zip(pairs) {
            match dose {
                Some(dose) => doses[dose].add(row),
                None => doses.push(row),
            }
        }
    }
    for dose in &mut doses {
        dose.also.sort_unstable();
    }
    // What was copied down was given before what is given now.
    let is_here = |dose: &Statement| dose.source == DoseSource::Here;
    let days = |dose: &Statement| (dose.on.map(|on| on.first), dose.on.map(|on| on.last));
    doses.sort_by_key(|dose| {
        let (first, last) = days(dose);
        (first, is_here(dose), last, dose.at_ms, dose.entry)
    });
    doses
}
