//! The demonstration's vaccinations: what people brought on cards and in memory when the records begin, a few doses and
//! refusals each day, two that are always there (a dose that is due, a refusal), and the lead who goes through yesterday's.

use crate::{
    access::Book,
    entry::PersonThen,
    id::EntryId,
    isolation::{ApartVisit, KeepApart, Until, WingNotice},
    partial_date::PartialDate,
    review::{Decision, Review},
    time::{DAY, HOUR, MINUTE, Millis},
    vaccination::dose::{Dose, DoseSource, Outcome, WhyNot},
};

use super::{
    Country, Parameters,
    house::House,
    random::Random,
    write::{Event, World},
};

/// What stands on the cards of a country; the first one is what is given there now.
fn products(country: Country) -> &'static [&'static str] {
    match country {
        Country::Uganda => &["jcovden", "vaxzevria", "comirnaty", "covilo"],
        Country::Tunisia => &["comirnaty", "coronavac", "vaxzevria", "jcovden"],
        Country::Kazakhstan => &["sputnik_v", "coronavac", "comirnaty", "covilo"],
    }
}

/// Nobody is offered a dose more often than this, in days.
const TURN: i64 = 90;
/// How long ago the first dose of whoever is due for the second one was, in days: past every usual interval.
const DUE_AFTER: i64 = 90;
/// Those with whom the pieces are: prisoners by number, of whom nothing else is told here.
const IS_DUE: usize = 2;
const REFUSED: usize = 3;
/// Who is kept apart: since three days, until this evening.
const APART: usize = 4;
const APART_HOURS: i64 = 72;

/// The health records of a day.
pub(super) fn of_day(
    parameters: &Parameters,
    house: &House,
    world: &mut World,
    after_ms: Option<Millis>,
    day: i64,
) -> Vec<Event> {
    let yesterday = std::mem::take(&mut world.doses_to_review);
    let staff = &house.staff.health;
    let Some(nurse) = staff.get(usize::try_from(day).unwrap_or(0) % staff.len().max(1)) else {
        return Vec::new();
    };
    let mut today = Today {
        parameters,
        house,
        world,
        nurse: *nurse,
        midnight: parameters.midnight(day),
        random: Random::of(parameters.seed, &[40, day.unsigned_abs()]),
        events: Vec::new(),
    };
    if day == parameters.first_day() {
        today.take_over();
        today.take_over_families();
    }
    today.offer(day);
    if after_ms.is_none() {
        today.pieces();
    }
    let written = today.events.iter().map(|event| event.id).collect();
    today.review(yesterday);
    let events = today.events;
    world.doses_to_review = written;
    events
}

struct Today<'d> {
    parameters: &'d Parameters,
    house: &'d House,
    world: &'d World,
    nurse: usize,
    midnight: Millis,
    random: Random,
    events: Vec<Event>,
}

impl Today<'_> {
    fn write(&mut self, at_ms: Millis, prisoner: usize, dose: &Dose) {
        let id = self.random.entry_id(at_ms);
        let person = self.house.person_then(self.world, prisoner);
        let place = self.world.home[prisoner].map(|home| self.house.place_then(home));
        let event = Event::new(id, at_ms, self.nurse, dose);
        self.events
            .push(event.about(vec![person], place.into_iter().collect()));
    }

    fn work_time(&mut self) -> Millis {
        self.midnight + self.random.between(9 * 60, 16 * 60) * MINUTE
    }

    /// What family members of staff could show.
    fn take_over_families(&mut self) {
        let product = products(self.parameters.country)[0];
        for relative in self.house.families.iter().skip(1).step_by(2) {
            let on = PartialDate::of_day(19_130 + self.random.between(0, 21));
            let at_ms = self.work_time();
            let dose = Dose {
                lot: Some(format!("ABV{:04}", self.random.between(1000, 9999))),
                ..earlier(DoseSource::Card, product, on)
            };
            let id = self.random.entry_id(at_ms);
            let person = PersonThen {
                id: relative.id,
                name: relative.person.name.clone(),
                number: None,
                place: None,
                born: relative.person.born.clone(),
            };
            let event = Event::new(id, at_ms, self.nurse, &dose);
            self.events.push(event.about(vec![person], Vec::new()));
        }
    }

    /// What the prisoners of the first day could show or tell.
    fn take_over(&mut self) {
        let products = products(self.parameters.country);
        for prisoner in 0..self.house.prisoners.len() {
            let is_here = self.world.home[prisoner].is_some();
            if !is_here || prisoner == IS_DUE || !self.random.chance(620) {
                continue;
            }
            let product = self.random.pick(products).copied().unwrap_or_default();
            let from_card = self.random.chance(700);
            // The campaigns of 2021 and 2022.
            let first = 18_700 + self.random.between(0, 400);
            let doses = 1 + i64::from(product != "jcovden" && self.random.chance(700));
            for index in 0..doses {
                let on = PartialDate::of_day(first + index * self.random.between(28, 90));
                let at_ms = self.work_time();
                let dose = match from_card {
                    true => Dose {
                        lot: Some(format!("ABV{:04}", self.random.between(1000, 9999))),
                        ..earlier(DoseSource::Card, product, on)
                    },
                    false => earlier(DoseSource::Memory, product, coarser(on)),
                };
                self.write(at_ms, prisoner, &dose);
            }
        }
    }

    /// Each day a few people are offered a dose.
    fn offer(&mut self, day: i64) {
        let product = products(self.parameters.country)
            .first()
            .copied()
            .unwrap_or_default();
        for prisoner in 0..self.house.prisoners.len() {
            let turn = i64::try_from(prisoner).unwrap_or(0) % TURN;
            let is_asked = turn == day.rem_euclid(TURN) && self.world.home[prisoner].is_some();
            if !is_asked || prisoner == IS_DUE || prisoner == REFUSED {
                continue;
            }
            let at_ms = self.work_time();
            let dose = match self.random.below(8) {
                0 => not_given(Outcome::Refused, WhyNot::Objection),
                1 => not_given(Outcome::NotToday, WhyNot::AcuteIllness),
                _ => Dose {
                    lot: Some(format!("W{:05}", self.random.between(10_000, 99_999))),
                    lot_expiry: month(PartialDate::of_day(day + 200)),
                    ..earlier(DoseSource::Here, product, PartialDate::UNKNOWN)
                },
            };
            self.write(at_ms, prisoner, &dose);
        }
    }

    /// The lead goes through what was written yesterday.
    fn review(&mut self, yesterday: Vec<EntryId>) {
        let Some(lead) = self.house.staff.health_lead else {
            return;
        };
        let mut at_ms = self.midnight + 9 * HOUR;
        for entry in yesterday {
            at_ms += self.random.between(4, 12) * 1_000;
            let says = Review {
                entry,
                decision: Decision::Accepted,
                reason: None,
            };
            let id = self.random.entry_id(at_ms);
            let event = Event {
                book: Book::Health,
                ..Event::new(id, at_ms, lead, &says)
            };
            self.events.push(event);
        }
    }

    fn pieces(&mut self) {
        let now_ms = self.parameters.now_ms;
        let earliest = self.parameters.midnight(self.parameters.first_day()) + MINUTE;
        let on = self.parameters.day_of(now_ms) - DUE_AFTER;
        let due = Dose {
            lot: Some("ABV7764".to_owned()),
            ..earlier(DoseSource::Card, "vaxzevria", PartialDate::of_day(on))
        };
        let refused = not_given(Outcome::Refused, WhyNot::Objection);
        for (hours, prisoner, dose) in [(20, IS_DUE, due), (22, REFUSED, refused)] {
            let at_ms = (now_ms - hours * HOUR).max(earliest);
            let is_today = (self.midnight..self.midnight + DAY).contains(&at_ms);
            if is_today && prisoner < self.house.prisoners.len() {
                self.write(at_ms, prisoner, &dose);
            }
        }
        self.keep_apart(earliest);
    }

    /// Somebody is kept apart until the end of the last day, and visited every day but that one.
    fn keep_apart(&mut self, earliest: Millis) {
        let Some(one) = self.house.prisoners.get(APART) else {
            return;
        };
        let now_ms = self.parameters.now_ms;
        let began_ms = (now_ms - APART_HOURS * HOUR).max(earliest);
        let until_ms = self.parameters.midnight(self.parameters.today()) + DAY - 1;
        // The same on every day that asks: visits name it.
        let mut random = Random::of(self.parameters.seed, &[42, now_ms.unsigned_abs()]);
        let (decision, notice) = (random.entry_id(began_ms), random.entry_id(began_ms));
        let spot = self.world.home[APART].unwrap_or(one.home);
        let place = self.house.place_then(spot);
        let person = self.house.person_then(self.world, APART);
        let decider = self.house.staff.health[0];
        let decided = KeepApart {
            place: place.id,
            until: Until::End(until_ms),
            decider: self.house.staff.all[decider].id,
            check: None,
            replaces: None,
        };
        let today = self.midnight..self.midnight + DAY;
        let mut add = |event: Event| {
            let event = event.about(vec![person.clone()], vec![place.clone()]);
            self.events.push(event);
        };
        if today.contains(&began_ms) {
            let crosses = WingNotice::of(one.id, &decided, decision);
            add(Event::new(decision, began_ms, decider, &decided));
            add(Event::new(notice, began_ms + 2_000, decider, &crosses));
        }
        let visit_ms = self.midnight + 11 * HOUR;
        let is_last = today.contains(&now_ms);
        if began_ms < self.midnight && !is_last && visit_ms < now_ms {
            let visit = ApartVisit {
                keep_apart: decision,
                note: None,
            };
            let id = random_of_day(self.parameters, self.midnight).entry_id(visit_ms);
            add(Event::new(id, visit_ms, self.nurse, &visit));
        }
    }
}

fn random_of_day(parameters: &Parameters, midnight: Millis) -> Random {
    Random::of(parameters.seed, &[43, midnight.unsigned_abs()])
}

fn earlier(source: DoseSource, product: &str, on: PartialDate) -> Dose {
    Dose {
        outcome: Outcome::Given,
        source,
        on,
        disease: None,
        product: Some(product.to_owned()),
        lot: None,
        lot_expiry: PartialDate::UNKNOWN,
        session: None,
        site: None,
        vaccinator: None,
        why_not: None,
        override_reason: None,
    }
}

fn not_given(outcome: Outcome, why_not: WhyNot) -> Dose {
    Dose {
        outcome,
        product: None,
        why_not: Some(why_not),
        ..earlier(DoseSource::Here, "", PartialDate::UNKNOWN)
    }
}

/// The month of a date.
fn month(date: PartialDate) -> PartialDate {
    let text = date.to_string();
    text.get(..7)
        .and_then(|month| month.parse().ok())
        .unwrap_or(date)
}

/// As people remember a date: the month, or the year.
fn coarser(date: PartialDate) -> PartialDate {
    let text = date.to_string();
    let length = if text.ends_with(['0', '3', '7']) {
        4
    } else {
        7
    };
    text.get(..length)
        .and_then(|part| part.parse().ok())
        .unwrap_or(date)
}
