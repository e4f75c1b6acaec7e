//! What a person's doses amount to: the number of each, whether the series is complete, when the next one is due, and
//! what looks wrong. A function of the doses and the catalogue alone: in whatever order records arrive, and however
//! often, the answer is one.
//!
//! A dose may be recorded more than once: here, from a card, from memory. Records that may be of one dose
//! count once; see [`Counted::also`]. Two doses *given here* are always two: if two tablets that had not met gave one
//! each, that is what happened, and it is warned about.
//!
//! Rules and numbers: health.md, section 2.1 and the DHIS2 package's behaviour in section 1.4. None of them is in the
//! code; they are the [`Catalogue`]'s.

mod statements;

use serde::{Deserialize, Serialize};

use super::{
    catalogue::{Catalogue, Disease, Product, Wait},
    dose::Dose,
};
use crate::{
    id::EntryId,
    partial_date::{Age, Day, DayRange, PartialDate},
    time::Millis,
};
use statements::{Statement, statements};

/// A dose with its record. Corrected ones come as corrected; withdrawn ones don't come.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DoseEntry {
    /// The record, as first written.
    pub entry: EntryId,
    /// When it was given, for one given here; when it was written down, for any other.
    pub at_ms: Millis,
    /// The offset from UTC that the tablet had then.
    pub utc_offset_minutes: i32,
    /// What it says.
    pub dose: Dose,
}

/// To which part of the schedule a dose belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The primary series.
    Primary,
    /// After it, or of a product that is a booster only.
    Booster,
}

/// What looks wrong with a dose. It was given, or may be: a warning says what to think about first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// Another dose on the same day or in the same session. Both have it: which was the second may not be known.
    SecondToday {
        /// The record of the other.
        other: EntryId,
    },
    /// Before the minimum interval is over, whatever the dates' unknown parts are.
    TooEarly {
        /// By at least so many days.
        by_days: i64,
        /// The first day that would not have been too early.
        not_before: Day,
    },
    /// Perhaps before the minimum interval is over: a date is known in part only.
    MaybeTooEarly {
        /// By so many days at most.
        by_days_max: i64,
    },
    /// Another product than the dose before.
    Mixed {
        /// The product of the dose before.
        before: String,
    },
    /// A product that is not in the catalogue, or none named.
    UnknownProduct {
        /// As it was written.
        written: Option<String>,
    },
    /// Given after the lot's expiry.
    LotExpired {
        /// By at least so many days.
        by_days: i64,
    },
    /// Dated after today, whatever the date's unknown parts are: that date or the tablet's clock is wrong, and with it the
    /// order of the doses.
    DatedAhead,
    /// Certainly younger than the product's minimum age.
    UnderAge {
        /// That age, in completed years.
        minimum_years: u32,
    },
    /// A product that is a booster only, before the primary series was complete.
    BoosterOnly,
    /// One more than the catalogue plans.
    BeyondCatalogue {
        /// How many boosters it plans.
        boosters: u32,
    },
}

impl Warning {
    /// Whether whoever gives a dose here in spite of it writes down why; what nobody can know any more asks for nothing.
    /// It does not look at where the dose is from: of one copied from a card nobody is asked.
    pub fn needs_reason(&self) -> bool {
        !matches!(
            self,
            Self::MaybeTooEarly { .. } | Self::UnknownProduct { .. }
        )
    }
}

/// A dose as it counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// The dose number, from 1. It goes on through boosters (3 after a series of 2), as the EU's certificates have it.
    pub number: u32,
    /// The record that says most about it.
    pub entry: EntryId,
    /// Other records that are taken to be of the same dose.
    pub also: Vec<EntryId>,
    /// The days on which it may have been given; `None` if nothing is known.
    pub on: Option<DayRange>,
    /// The product, by the catalogue's word; `None` if unknown.
    pub product: Option<String>,
    /// Primary series or booster.
    pub stage: Stage,
    /// What looks wrong with it.
    pub warnings: Vec<Warning>,
}

/// How far the primary series is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Primary {
    /// Not complete.
    Incomplete,
    /// Complete since the dose of this number.
    Complete {
        /// Its number.
        number: u32,
    },
    /// Complete if the doses of unknown product count; somebody must decide.
    Unclear,
}

/// When the next dose is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// At any time: nothing was given yet.
    AnyTime,
    /// After an interval. Each end is a range where dates are known in part.
    Between {
        /// Before this it would be too early.
        not_before: DayRange,
        /// From when it is usually given.
        from: DayRange,
        /// Until when, if the catalogue says.
        until: Option<DayRange>,
    },
    /// Due, but the catalogue gives no interval, or no date is known.
    NotKnown,
}

/// The next dose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Next {
    /// Its number.
    pub number: u32,
    /// Primary series or booster. Whoever completed a series before they were old enough to need more doses is advised
    /// one more of it.
    pub stage: Stage,
    /// When.
    pub due: Due,
}

/// What a person's doses against one disease amount to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Course {
    /// The doses, in order.
    pub doses: Vec<Counted>,
    /// How far the primary series is.
    pub primary: Primary,
    /// The next dose; `None` if all that are planned were given, or the series is [`Primary::Unclear`]. A booster that was
    /// given before the series was complete is none of those planned.
    pub next: Option<Next>,
}

impl Course {
    /// What stands against a dose that is about to be given: put it in as given, and ask for its record. Where another
    /// one is dated after today, nobody knows which one this is.
    pub fn warnings(&self, entry: EntryId) -> Vec<Warning> {
        let is_it = |dose: &&Counted| dose.entry == entry || dose.also.contains(&entry);
        let its_own = self.doses.iter().find(is_it);
        let mut warnings = its_own.map_or_else(Vec::new, |dose| dose.warnings.clone());
        let mut all = self.doses.iter().flat_map(|dose| &dose.warnings);
        if all.any(|one| *one == Warning::DatedAhead) && !warnings.contains(&Warning::DatedAhead) {
            warnings.push(Warning::DatedAhead);
        }
        warnings
    }
}

/// Works out what doses amount to. Somebody belongs to the older, who need more doses, by their age on the day of each
/// dose; `today` decides only what is still advised. Whose age is not known for certain does not belong to them. A
/// disease that is not in the catalogue has no course.
pub fn course(
    catalogue: &Catalogue,
    disease: &str,
    born: PartialDate,
    today: Day,
    entries: &[DoseEntry],
) -> Option<Course> {
    let rules = Rules {
        catalogue,
        disease: catalogue.disease(disease)?,
        born,
    };
    let given = statements(catalogue, disease, entries);
    // The first day on which it may have been given: whoever was old enough then was so for certain.
    let day_of = |one: &Statement| one.on.map(|on| on.first);
    let complete_at = (1..=given.len())
        .find(|count| rules.is_complete(&given[..*count], 0, day_of(&given[*count - 1])));
    let mut boosters = 0;
    let doses: Vec<Counted> = (0..given.len())
        .map(|index| {
            let this = &given[index];
            let is_after = complete_at.is_some_and(|count| index >= count);
            let stage = match rules.product(this) {
                Some(product) if product.primary.is_none() => Stage::Booster,
                // Whoever has turned old enough since needs one more.
                _ if is_after && rules.is_complete(&given[..index], 0, day_of(this)) => {
                    Stage::Booster
                }
                _ => Stage::Primary,
            };
            let mut warnings = rules.warnings(&given, index, stage);
            if this.on.is_some_and(|on| on.first > today) {
                warnings.push(Warning::DatedAhead);
            }
            match (stage, is_after) {
                (Stage::Booster, true) => boosters += 1,
                (Stage::Booster, false) => warnings.push(Warning::BoosterOnly),
                (Stage::Primary, _) => {}
            }
            let planned = rules.disease.boosters;
            if stage == Stage::Booster && boosters > planned {
                warnings.push(Warning::BeyondCatalogue { boosters: planned });
            }
            this.counted(number(index), stage, warnings)
        })
        .collect();
    let unknown = given.iter().filter(|one| one.product.is_none()).count();
    let primary = match complete_at {
        Some(count) => Primary::Complete {
            number: number(count - 1),
        },
        None if unknown > 0
            && rules.is_complete(&given, unknown, given.last().and_then(day_of)) =>
        {
            Primary::Unclear
        }
        None => Primary::Incomplete,
    };
    let next = rules.next(&given, primary, boosters, today);
    Some(Course {
        doses,
        primary,
        next,
    })
}

fn number(index: usize) -> u32 {
    u32::try_from(index + 1).unwrap_or(u32::MAX)
}

struct Rules<'c> {
    catalogue: &'c Catalogue,
    disease: &'c Disease,
    born: PartialDate,
}

impl<'c> Rules<'c> {
    fn product(&self, statement: &Statement) -> Option<&'c Product> {
        self.catalogue.product(statement.product.as_deref()?)
    }

    /// The product of the last dose of these that has a primary series.
    fn last_of_series(&self, given: &[Statement]) -> Option<&'c Product> {
        let products = given.iter().rev().filter_map(|one| self.product(one));
        products.into_iter().find(|one| one.primary.is_some())
    }

    /// How many doses of a product complete the series of somebody as old as on a day.
    fn doses_needed(&self, product: &Product, on: Option<Day>) -> Option<u32> {
        let primary = product.primary.as_ref()?;
        let age = on.and_then(|day| Age::on(day, self.born));
        let older = primary.older.as_ref();
        let older = older.filter(|older| age.is_some_and(|age| age.min >= older.from_age_years));
        Some(older.map_or(primary.doses, |older| older.doses))
    }

    /// Whether these doses complete the primary series: enough of one product, or enough of different ones that WHO
    /// lists (health.md, section 2.1, boosters). So many doses of unknown product are taken for what is missing.
    fn is_complete(&self, given: &[Statement], unknown: usize, on: Option<Day>) -> bool {
        let products: Vec<&Product> = given
            .iter()
            .filter_map(|one| self.product(one))
            .filter(|product| product.primary.is_some())
            .collect();
        let enough_of_one = products.iter().any(|product| {
            let of_it = products.iter().filter(|one| one.id == product.id);
            self.doses_needed(product, on)
                .is_some_and(|needed| of_it.count() + unknown >= needed as usize)
        });
        let listed: Vec<&&Product> = products.iter().filter(|one| one.is_who_listed()).collect();
        let are_mixed = unknown > 0 || listed.iter().any(|one| one.id != listed[0].id);
        let enough_mixed = are_mixed
            && self
                .disease
                .mixed_doses
                .is_some_and(|needed| listed.len() + unknown >= needed as usize);
        enough_of_one || enough_mixed
    }

    /// How long to wait between two doses. In a primary series of two products the longer wait counts. Before a booster
    /// its own product's rule goes first, and first of all the one after itself; then the disease's.
    fn wait(
        &self,
        before: Option<&Product>,
        after: Option<&Product>,
        stage: Stage,
    ) -> Option<Wait> {
        match stage {
            Stage::Primary => {
                let of = |product: Option<&Product>| product?.primary.as_ref()?.wait;
                let both = of(before).into_iter().chain(of(after));
                both.max_by_key(|wait| wait.minimum.days_min())
            }
            Stage::Booster => {
                let is_own = |one: &&Product| before.is_some_and(|before| before.id == one.id);
                let own = after.filter(is_own).and_then(|one| one.booster_after_own);
                own.or_else(|| after?.booster).or(self.disease.booster)
            }
        }
    }

    fn warnings(&self, given: &[Statement], index: usize, stage: Stage) -> Vec<Warning> {
        let this = &given[index];
        let product = self.product(this);
        let mut warnings = Vec::new();
        let mut others = given.iter().enumerate().filter(|(at, _)| *at != index);
        let second = others.find(|(_, one)| one.is_same_day(this));
        warnings.extend(second.map(|(_, one)| Warning::SecondToday { other: one.entry }));
        warnings.extend(self.too_early(given, index, stage));
        let known_before = given[..index]
            .iter()
            .rev()
            .find_map(|one| one.product.clone());
        match (known_before, &this.product) {
            (_, None) => warnings.push(Warning::UnknownProduct {
                written: this.written.clone(),
            }),
            (Some(before), Some(now)) if before != *now => warnings.push(Warning::Mixed { before }),
            _ => {}
        }
        if let (Some(on), Some(expiry)) = (this.on, this.lot_expiry.range())
            && expiry.is_before(on)
        {
            let by_days = on.first - expiry.last;
            warnings.push(Warning::LotExpired { by_days });
        }
        let minimum_years = product.and_then(|product| product.minimum_age_years);
        if let (Some(minimum_years), Some(on)) = (minimum_years, this.on)
            && Age::on(on.last, self.born).is_some_and(|age| age.max < minimum_years)
        {
            warnings.push(Warning::UnderAge { minimum_years });
        }
        warnings
    }

    /// Whether the minimum interval is over after every dose before, but for those of the same day.
    fn too_early(&self, given: &[Statement], index: usize, stage: Stage) -> Option<Warning> {
        let this = &given[index];
        let now = this.on?;
        let (mut certain, mut perhaps) = (None, None);
        for (at, before) in given[..index].iter().enumerate() {
            let product = self.last_of_series(&given[..=at]);
            let wait = self.wait(product, self.product(this), stage);
            let Some(wait) = wait.filter(|_| !before.is_same_day(this)) else {
                continue;
            };
            // If it is one before at all, it was given on the same day at the latest.
            let last = before.last_day().min(now.last);
            perhaps = perhaps.max(Some(wait.minimum.after(last)));
            if let Some(on) = before.on.filter(|_| before.is_surely_before(this)) {
                certain = certain.max(Some(wait.minimum.after(on.first)));
            }
        }
        if let Some(not_before) = certain.filter(|day| now.last < *day) {
            return Some(Warning::TooEarly {
                by_days: not_before - now.last,
                not_before,
            });
        }
        let by_days_max = perhaps? - now.first;
        (by_days_max > 0).then_some(Warning::MaybeTooEarly { by_days_max })
    }

    fn next(
        &self,
        given: &[Statement],
        primary: Primary,
        boosters: u32,
        today: Day,
    ) -> Option<Next> {
        let stage = match primary {
            Primary::Unclear => return None,
            Primary::Complete { .. } if self.is_complete(given, 0, Some(today)) => Stage::Booster,
            Primary::Complete { .. } | Primary::Incomplete => Stage::Primary,
        };
        if stage == Stage::Booster && boosters >= self.disease.boosters {
            return None;
        }
        let number = number(given.len());
        if given.is_empty() {
            let due = Due::AnyTime;
            return Some(Next { number, stage, due });
        }
        let product = self.last_of_series(given);
        let id = product.map(|product| &product.id);
        let of_product = given
            .iter()
            .filter(|one| one.product.as_ref() == id)
            .count();
        let usual_doses = product.and_then(|product| Some(product.primary.as_ref()?.doses));
        // Beyond the usual number no source gives an interval.
        let is_extra = usual_doses.is_some_and(|doses| of_product >= doses as usize);
        let wait = match stage {
            Stage::Primary if is_extra => None,
            _ => self.wait(product, product, stage),
        };
        let due = match (wait, latest(given)) {
            (Some(wait), Some(last)) => Due::Between {
                not_before: last.map(|day| wait.minimum.after(day)),
                from: last.map(|day| wait.usual.after(day)),
                until: wait
                    .usual_until
                    .map(|until| last.map(|day| until.after(day))),
            },
            _ => Due::NotKnown,
        };
        Some(Next { number, stage, due })
    }
}

/// When the last dose was given, whichever of those with overlapping dates that was; a dose without a date may have been
/// given until it was written down. `None` if there is no date at all.
fn latest(given: &[Statement]) -> Option<DayRange> {
    let first = given.iter().filter_map(|one| Some(one.on?.first)).max()?;
    let last = given.iter().map(Statement::last_day).max()?;
    Some(DayRange { first, last })
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod same_dose;
#[cfg(test)]
mod tests;
