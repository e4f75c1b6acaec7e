//! Writing the demonstration down: each day's events in the order of their times, chained by tablet, signed by
//! their author.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use crate::{
    access::Book,
    entry::{Body, Draft, Head, Origin, PersonThen, PlaceThen},
    id::{ChainId, DeviceId, EntryId, Uuid},
    matter::{Answers, FORM_VERSION, SystemForm},
    time::{Millis, Occurred, Recorded},
};

use super::{Parameters, day, health, house::House, pieces, random::Random};

/// Something that somebody writes down.
#[derive(Debug, Clone)]
pub(super) struct Event {
    pub(super) id: EntryId,
    pub(super) at_ms: Millis,
    /// Who writes, by number.
    pub(super) by: usize,
    pub(super) book: Book,
    pub(super) form: &'static str,
    pub(super) people: Vec<PersonThen>,
    pub(super) places: Vec<PlaceThen>,
    pub(super) answers: Answers,
}

impl Event {
    pub(super) fn new<F: SystemForm>(id: EntryId, at_ms: Millis, by: usize, says: &F) -> Self {
        let book = match F::FORM {
            "move" | "notice" => Book::Roster,
            form => Book::of_form(form).unwrap_or(Book::Wing),
        };
        Self {
            id,
            at_ms,
            by,
            book,
            form: F::FORM,
            people: Vec::new(),
            places: Vec::new(),
            answers: says.answers(),
        }
    }

    pub(super) fn about(mut self, people: Vec<PersonThen>, places: Vec<PlaceThen>) -> Self {
        self.people = people;
        self.places = places;
        self
    }
}

/// What changes from day to day.
#[derive(Debug, Clone)]
pub(super) struct World {
    /// Where each prisoner lives, by number of the place; `None` before admission.
    pub(super) home: Vec<Option<usize>>,
    /// Why each is away.
    pub(super) away: Vec<Option<crate::whereabouts::MoveReason>>,
    /// Who lives in each place.
    pub(super) residents: Vec<Vec<usize>>,
    /// Yesterday's records that a supervisor looks at today: id, author, whether it is an exception.
    pub(super) to_review: Vec<(EntryId, usize, bool)>,
    /// Yesterday's health records that the lead looks at today.
    pub(super) doses_to_review: Vec<EntryId>,
    /// What somebody will do on a later day.
    pub(super) later: BTreeMap<i64, Vec<Event>>,
}

impl World {
    fn begin(house: &House) -> Self {
        let mut world = Self {
            home: vec![None; house.prisoners.len()],
            away: vec![None; house.prisoners.len()],
            residents: vec![Vec::new(); house.spots.len()],
            to_review: Vec::new(),
            doses_to_review: Vec::new(),
            later: BTreeMap::new(),
        };
        for (index, one) in house.prisoners.iter().enumerate() {
            if one.admitted.is_none() {
                world.settle(index, Some(one.home));
            }
        }
        world
    }

    pub(super) fn settle(&mut self, prisoner: usize, home: Option<usize>) {
        if let Some(before) = self.home[prisoner] {
            self.residents[before].retain(|one| *one != prisoner);
        }
        if let Some(now) = home {
            self.residents[now].push(prisoner);
        }
        self.home[prisoner] = home;
    }
}

/// Writes days one after the other.
#[derive(Debug)]
pub(super) struct Writer {
    parameters: Parameters,
    house: House,
    world: World,
    heads: HashMap<(DeviceId, Book), Head>,
    /// Written before: played, not written again.
    after_ms: Option<Millis>,
}

impl Writer {
    pub(super) fn new(parameters: Parameters, house: House, after_ms: Option<Millis>) -> Self {
        let world = World::begin(&house);
        Self {
            parameters,
            house,
            world,
            heads: HashMap::new(),
            after_ms,
        }
    }

    /// Lets a day pass without writing it down.
    pub(super) fn play_day(&mut self, day: i64) -> Vec<Event> {
        day::play(&self.parameters, &self.house, &mut self.world, day)
    }

    /// Lets a day pass and writes down what happened after the last time and until now.
    pub(super) fn write_day(&mut self, day: i64) -> Vec<(Book, Value)> {
        let mut events = self.play_day(day);
        let after_ms = self.after_ms.unwrap_or(Millis::MIN);
        events.extend(pieces::of_day(
            &self.parameters,
            &self.house,
            &self.world,
            self.after_ms,
            day,
        ));
        events.extend(health::of_day(
            &self.parameters,
            &self.house,
            &mut self.world,
            self.after_ms,
            day,
        ));
        events.retain(|event| event.at_ms > after_ms && event.at_ms <= self.parameters.now_ms);
        events.sort_by_key(|event| event.at_ms);
        events
            .into_iter()
            .filter_map(|event| self.seal(event))
            .collect()
    }

    fn seal(&mut self, event: Event) -> Option<(Book, Value)> {
        let member = self.house.staff.all.get(event.by)?;
        let (_, zone, utc_offset_minutes, _) = self.parameters.country.locale();
        let life = self.after_ms.unwrap_or(0).unsigned_abs();
        let tablet = member.device.0.as_u128();
        let parts = [
            10,
            tablet as u64,
            (tablet >> 64) as u64,
            event.book as u64,
            life,
        ];
        let chain = || ChainId(Random::of(self.parameters.seed, &parts).uuid());
        let key = (member.device, event.book);
        let head = *self
            .heads
            .entry(key)
            .or_insert_with(|| Head::empty(chain()));
        let day = event.at_ms.div_euclid(crate::time::DAY).unsigned_abs();
        let salt: [u8; 16] = Random::of(self.parameters.seed, &[11, low(event.id.0)]).bytes();
        let draft = Draft {
            id: event.id,
            book: event.book,
            form: event.form.to_owned(),
            form_version: FORM_VERSION.to_owned(),
            author: member.id,
            device: member.device,
            recorded: Recorded {
                wall_ms: event.at_ms,
                zone: zone.to_owned(),
                utc_offset_minutes,
                server_offset_ms: Some(0),
                // A tablet is started once a day: what it counts since then begins anew.
                start: Random::of(self.parameters.seed, &[12, parts[1], day]).uuid(),
                monotonic_ms: event.at_ms.rem_euclid(crate::time::DAY),
            },
            app: concat!(env!("CARGO_PKG_VERSION"), "+demonstration").to_owned(),
            practice: false,
            body: Body {
                salt: hex::encode(salt),
                people: event.people,
                places: event.places,
                occurred: Occurred::exactly(event.at_ms),
                origin: Origin::Live,
                corrects: None,
                answers: event.answers,
            },
        };
        let (entry, next) = draft.seal(head, &member.signer).ok()?;
        self.heads.insert(key, next);
        Some((event.book, entry.into_document()))
    }
}

fn low(id: Uuid) -> u64 {
    id.as_u128() as u64
}

impl House {
    /// A prisoner as they are on a day.
    pub(super) fn person_then(&self, world: &World, prisoner: usize) -> PersonThen {
        let one = &self.prisoners[prisoner];
        PersonThen {
            id: one.id,
            name: one.person.name.clone(),
            number: one.person.number.clone(),
            place: world.home[prisoner].map(|home| self.spots[home].full_name.clone()),
            born: one.person.born.clone(),
        }
    }

    /// A place as it is called.
    pub(super) fn place_then(&self, spot: usize) -> PlaceThen {
        PlaceThen {
            id: self.spots[spot].id,
            name: self.spots[spot].full_name.clone(),
        }
    }
}
