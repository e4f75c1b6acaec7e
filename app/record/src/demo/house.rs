//! The demonstration's house: its places, its people, its plans, and their documents.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::{
    access::Book,
    certificate::{Certificate, Certified},
    digest::Digest,
    facility::Facility,
    id::{CertificateId, FacilityId, PersonId, PlaceId, PlanId},
    person::{Category, Person, Sex},
    place::{Place, PlaceKind},
    plan::Plan,
    roster::{Edited, Revision},
    signer::{PublicKey, Signer},
    time::{DAY, HOUR, MINUTE, Millis, civil_from_days},
};

use super::{
    Account, Country, Parameters, names,
    random::Random,
    staff::{OFFICER, Staff},
    texts::{self, Texts},
};

/// Cells of a wing, on two landings, and how many they hold.
const CELLS: usize = 12;
const CELL_PEOPLE: usize = 3;
/// How many a ward holds.
const WARD_PEOPLE: usize = 24;
/// A wing holds about so many.
const WING_PEOPLE: usize = 105;
const WINGS_MAX: usize = 26;
/// Pairs of prisoners of one name.
const SAME_NAME_PAIRS: usize = 5;
/// Family members of staff whom health staff know.
const FAMILY: usize = 8;

/// Start times of the day's rounds, in the order in which they are left out of a smaller plan from the end.
const TIMES: [i64; 6] = [6 * 60, 22 * 60 - 30, 18 * 60, 14 * 60, 10 * 60, 90];
/// How many minutes a planned round may wait.
pub(super) const WINDOW_MINUTES: u32 = 30;

/// A place with its full name.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub(super) id: PlaceId,
    pub(super) place: Place,
    pub(super) full_name: String,
}

/// A wing: its own spot, and those of its cells and wards in the order of walking.
#[derive(Debug, Clone)]
pub(super) struct Wing {
    pub(super) spot: usize,
    pub(super) stops: Vec<usize>,
    pub(super) plan: PlanId,
    /// Planned starts, in minutes of the day.
    pub(super) times: Vec<i64>,
}

/// A prisoner.
#[derive(Debug, Clone)]
pub(super) struct Prisoner {
    pub(super) id: PersonId,
    pub(super) person: Person,
    pub(super) home: usize,
    /// The day of admission, if it lies in the time of the records.
    pub(super) admitted: Option<i64>,
    /// Speaks with nobody: so that the chart of who has not been spoken to shows somebody.
    pub(super) quiet: bool,
}

/// Somebody of the family of a member of staff.
#[derive(Debug, Clone)]
pub(super) struct Relative {
    pub(super) id: PersonId,
    pub(super) person: Person,
}

/// The house.
#[derive(Debug, Clone)]
pub(super) struct House {
    pub(super) facility_id: FacilityId,
    pub(super) facility: Facility,
    pub(super) spots: Vec<Spot>,
    pub(super) wings: Vec<Wing>,
    pub(super) visits: usize,
    pub(super) workshop: usize,
    pub(super) prisoners: Vec<Prisoner>,
    pub(super) families: Vec<Relative>,
    pub(super) staff: Staff,
    parameters: Parameters,
}

impl House {
    pub(super) fn build(parameters: &Parameters, public: PublicKey, recovery: &str) -> Self {
        let (country, zone, _, languages) = parameters.country.locale();
        let words = Words::of(parameters.country);
        let mut random = Random::of(parameters.seed, &[1]);
        let facility = Facility {
            name: words.facility.to_owned(),
            country: country.to_owned(),
            zone: zone.to_owned(),
            languages: languages.iter().map(|one| (*one).to_owned()).collect(),
            facility_public: public,
            recovery_public: recovery.to_owned(),
            place_terms: words.terms(),
        };
        let wings = (parameters.prisoners / WING_PEOPLE).clamp(1, WINGS_MAX);
        let mut house = Self {
            facility_id: FacilityId(random.uuid()),
            facility,
            spots: Vec::new(),
            wings: Vec::new(),
            visits: 0,
            workshop: 0,
            prisoners: Vec::new(),
            families: families(parameters),
            staff: Staff::hire(parameters, wings),
            parameters: parameters.clone(),
        };
        let root = house.add(
            words.facility.to_owned(),
            PlaceKind::Facility,
            None,
            None,
            0,
        );
        for wing in 0..wings {
            house.add_wing(&words, root, wing, wings);
        }
        for (order, area) in words.areas.iter().enumerate() {
            let spot = house.add(
                (*area).to_owned(),
                PlaceKind::Area,
                Some(root),
                None,
                100 + order,
            );
            match order {
                1 => house.workshop = spot,
                4 => house.visits = spot,
                _ => {}
            }
        }
        house.make_exceptions();
        house
    }

    fn add(
        &mut self,
        name: String,
        kind: PlaceKind,
        parent: Option<usize>,
        capacity: Option<usize>,
        order: usize,
    ) -> usize {
        let above = parent.and_then(|parent| self.spots.get(parent));
        let full_name = match above {
            Some(above) if above.place.kind != PlaceKind::Facility => {
                format!("{} › {name}", above.full_name)
            }
            _ => name.clone(),
        };
        let mut random = Random::of(self.parameters.seed, &[5, self.spots.len() as u64]);
        let place = Place {
            name,
            kind,
            parent: above.map(|above| above.id),
            capacity: capacity.and_then(|capacity| u32::try_from(capacity).ok()),
            out_of_use: false,
            order: i64::try_from(order).unwrap_or(0),
            punishment: false,
        };
        self.spots.push(Spot {
            id: PlaceId(random.uuid()),
            place,
            full_name,
        });
        self.spots.len() - 1
    }

    fn add_wing(&mut self, words: &Words, root: usize, wing: usize, wings: usize) {
        let total = self.parameters.prisoners;
        let people = total / wings + usize::from(wing < total % wings);
        let letter = words.letter(wing);
        let name = format!("{} {letter}", words.wing);
        let spot = self.add(name, PlaceKind::Wing, Some(root), Some(people + 8), wing);
        let in_cells = people.min(CELLS * CELL_PEOPLE) * usize::from(people > 12);
        let mut stops = Vec::new();
        for landing in 0..2 {
            let name = format!("{} {}", words.landing, landing + 1);
            let floor = self.add(name, PlaceKind::Landing, Some(spot), None, landing);
            for cell in 0..CELLS / 2 {
                let number = landing * CELLS / 2 + cell + 1;
                let name = format!("{letter}-{number}");
                stops.push(self.add(name, PlaceKind::Cell, Some(floor), Some(4), cell));
            }
        }
        let in_wards = people - in_cells;
        let wards = in_wards.div_ceil(WARD_PEOPLE).max(1);
        for ward in 0..wards {
            let name = format!("{} {letter}{}", words.ward, ward + 1);
            let capacity = Some(in_wards.div_ceil(wards) + 2);
            stops.push(self.add(name, PlaceKind::Ward, Some(spot), capacity, 10 + ward));
        }
        let sex = if wings > 1 && wing + 1 == wings {
            Sex::Female
        } else {
            Sex::Male
        };
        for one in 0..people {
            let home = if one < in_wards {
                stops[CELLS + one % wards]
            } else {
                stops[(one - in_wards) % CELLS]
            };
            self.admit(home, sex);
        }
        let rounds = self.parameters.rounds_per_day.min(TIMES.len());
        let shift = i64::try_from(wing % 4).unwrap_or(0) * 5;
        let mut times: Vec<i64> = TIMES[..rounds].iter().map(|time| time + shift).collect();
        times.sort_unstable();
        let mut random = Random::of(self.parameters.seed, &[6, wing as u64]);
        self.wings.push(Wing {
            spot,
            stops,
            plan: PlanId(random.uuid()),
            times,
        });
    }

    fn admit(&mut self, home: usize, sex: Sex) {
        let index = self.prisoners.len();
        let parameters = &self.parameters;
        let mut random = Random::of(parameters.seed, &[7, index as u64]);
        let name = names::make(parameters.country, sex, &mut random);
        let number = match parameters.country {
            Country::Uganda => format!("LP-{:04}", 1001 + index),
            Country::Tunisia => format!("{:04}/26", 1001 + index),
            Country::Kazakhstan => format!("KZ-{:04}", 1001 + index),
        };
        let born = birth(&mut random);
        let days = i64::from(parameters.days);
        let admitted = random
            .chance(150)
            .then(|| parameters.first_day() + random.between(1, days.max(2)))
            .filter(|day| *day < parameters.today());
        self.prisoners.push(Prisoner {
            id: PersonId(random.uuid()),
            person: Person {
                category: Category::Prisoner,
                name: name.name,
                other_names: name.other_names,
                number: Some(number),
                staff_number: None,
                sex: Some(sex),
                born: Some(born),
                place: admitted.is_none().then(|| self.spots[home].id),
                roles: Vec::new(),
                languages: Vec::new(),
                left: false,
            },
            home,
            admitted,
            quiet: random.chance(60),
        });
    }

    /// Five pairs of one name, the first of them in one ward, and one without a number or a birth date.
    fn make_exceptions(&mut self) {
        self.make_pairs();
        let Some(first) = self.prisoners.first().cloned() else {
            return;
        };
        let second = self
            .prisoners
            .iter()
            .skip(1)
            .position(|one| one.home == first.home);
        let second = second.map(|index| index + 1);
        for index in [Some(0), second].into_iter().flatten() {
            let one = &mut self.prisoners[index];
            one.person.name = first.person.name.clone();
            one.person.other_names = first.person.other_names.clone();
            one.person.place = Some(self.spots[one.home].id);
            one.admitted = None;
        }
        if let Some(unknown) = self.prisoners.get_mut(1) {
            unknown.person.number = None;
            unknown.person.born = None;
        }
    }

    /// Two people of one name who live apart: what a name alone can't tell.
    fn make_pairs(&mut self) {
        let apart = self.prisoners.len() / 2;
        for pair in 1..SAME_NAME_PAIRS {
            let (one, other) = (10 * pair, 10 * pair + apart);
            let Some(name) = self.prisoners.get(one).map(|one| one.person.clone()) else {
                return;
            };
            if let Some(twin) = self.prisoners.get_mut(other) {
                twin.person.name = name.name;
                twin.person.other_names = name.other_names;
                twin.person.sex = name.sex;
            }
        }
    }

    pub(super) fn texts(&self) -> &'static Texts {
        texts::of(self.parameters.country)
    }

    pub(super) fn accounts(&self) -> Vec<Account> {
        self.staff.accounts()
    }

    /// The documents that change: the facility, places, staff and their certificates, prisoners, plans.
    pub(super) fn documents(&self, facility: &Signer) -> Vec<(Book, Value)> {
        let made_ms = self.parameters.midnight(self.parameters.first_day()) - DAY;
        let mut all = Vec::new();
        let admin = self.staff.administrator;
        let mut edited = self.edited(admin, made_ms, None);
        edited.key = facility.id();
        let own = Revision::sign(
            &self.facility_id.document(),
            &self.facility,
            edited,
            facility,
        );
        all.extend(own.ok().map(|own| (Book::Roster, own.document().clone())));
        for (index, member) in self.staff.all.iter().enumerate() {
            all.extend(self.certificate(index, made_ms, facility));
            all.extend(self.revision(&member.id.document(), &member.person, admin, made_ms, None));
        }
        for spot in &self.spots {
            all.extend(self.revision(&spot.id.document(), &spot.place, admin, made_ms, None));
        }
        for (index, one) in self.prisoners.iter().enumerate() {
            let known_ms = match one.admitted {
                Some(day) => self.parameters.midnight(day) + 9 * HOUR,
                None => made_ms - i64::try_from(index % 400).unwrap_or(0) * DAY,
            };
            let by = self.staff.reception;
            all.extend(self.revision(&one.id.document(), &one.person, by, known_ms, None));
        }
        for one in &self.families {
            let by = self.staff.health.first().copied().unwrap_or(admin);
            all.extend(self.revision(&one.id.document(), &one.person, by, made_ms, None));
        }
        for wing in &self.wings {
            let minutes = wing.times.iter();
            let plan = Plan {
                name: self.texts().round.to_owned(),
                wing: self.spots[wing.spot].id,
                places: vec![self.spots[wing.spot].id],
                times: minutes.map(|minute| clock(*minute)).collect(),
                window_minutes: WINDOW_MINUTES,
            };
            let by = self.supervisor();
            all.extend(self.revision(&wing.plan.document(), &plan, by, made_ms, None));
        }
        all.extend(self.piece_plans(&self.parameters, &|_| None));
        all
    }

    /// The plans whose times follow from the moment: a round due in ten minutes, and one overdue.
    pub(super) fn piece_plans(
        &self,
        parameters: &Parameters,
        current: &dyn Fn(&str) -> Option<Digest>,
    ) -> Vec<(Book, Value)> {
        let now_ms = parameters.now_ms;
        let soon = now_ms + 10 * MINUTE + MINUTE / 2;
        let window = Millis::from(WINDOW_MINUTES) * MINUTE;
        let texts = self.texts();
        let pieces = [
            (0, texts.evening_round, soon, now_ms - HOUR),
            (
                1,
                texts.yard_round,
                now_ms - window - 8 * MINUTE,
                now_ms - 3 * HOUR,
            ),
        ];
        let mut all = Vec::new();
        for (index, name, due_ms, made_ms) in pieces {
            let Some(wing) = self.wings.get(index % self.wings.len().max(1)) else {
                continue;
            };
            let id = PlanId(Random::of(parameters.seed, &[8, index as u64]).uuid());
            let minute = (due_ms - parameters.midnight(parameters.day_of(due_ms))) / MINUTE;
            let plan = Plan {
                name: name.to_owned(),
                wing: self.spots[wing.spot].id,
                places: wing
                    .stops
                    .iter()
                    .rev()
                    .take(3)
                    .rev()
                    .map(|at| self.spots[*at].id)
                    .collect(),
                times: vec![clock(minute)],
                window_minutes: WINDOW_MINUTES,
            };
            let before = current(&id.document());
            all.extend(self.revision(&id.document(), &plan, self.supervisor(), made_ms, before));
        }
        all
    }

    pub(super) fn supervisor(&self) -> usize {
        self.staff.supervisors.first().copied().unwrap_or(0)
    }

    /// One who is not signed in anywhere: what they escalated waits for the first.
    pub(super) fn other_supervisor(&self) -> usize {
        let others = self.staff.supervisors.get(1).copied();
        others.unwrap_or_else(|| self.supervisor())
    }

    /// An officer of the first wing beside the one who signs in.
    pub(super) fn colleague(&self) -> usize {
        let team = self.staff.officers.first();
        team.and_then(|team| team.get(1))
            .copied()
            .unwrap_or(OFFICER)
    }

    fn edited(&self, by: usize, at_ms: Millis, previous: Option<Digest>) -> Edited {
        let member = &self.staff.all[by];
        Edited {
            author: member.id,
            device: member.device,
            key: member.signer.id(),
            at_ms,
            previous,
        }
    }

    fn revision(
        &self,
        id: &str,
        value: &impl Serialize,
        by: usize,
        at_ms: Millis,
        previous: Option<Digest>,
    ) -> Option<(Book, Value)> {
        let signer = &self.staff.all[by].signer;
        let revision = Revision::sign(id, value, self.edited(by, at_ms, previous), signer).ok()?;
        Some((Book::Roster, revision.document().clone()))
    }

    fn certificate(&self, index: usize, at_ms: Millis, facility: &Signer) -> Option<(Book, Value)> {
        let member = &self.staff.all[index];
        let mut random = Random::of(self.parameters.seed, &[9, index as u64]);
        let seal_public: [u8; 32] = random.bytes();
        let certified = Certified {
            person: member.id,
            name: member.person.name.clone(),
            staff_number: member.number.clone(),
            device: member.device,
            key: member.signer.id(),
            sign_public: member.signer.public(),
            seal_public: hex::encode(seal_public),
            roles: member.person.roles.clone(),
            issued_ms: at_ms,
        };
        let certificate = Certificate::issue(CertificateId(random.uuid()), certified, facility);
        Some((Book::Roster, certificate.ok()?.document().clone()))
    }
}

/// Family members of staff: some are children, of some only the year of birth is known.
fn families(parameters: &Parameters) -> Vec<Relative> {
    let relative = |index: usize| {
        let mut random = Random::of(parameters.seed, &[41, index as u64]);
        let sex = [Sex::Female, Sex::Male][index % 2];
        let name = names::make(parameters.country, sex, &mut random);
        let born = match index {
            0 => "2017-03-09".to_owned(),
            _ => birth(&mut random),
        };
        Relative {
            id: PersonId(random.uuid()),
            person: Person {
                category: Category::Family,
                name: name.name,
                other_names: name.other_names,
                number: None,
                staff_number: None,
                sex: Some(sex),
                born: Some(born),
                place: None,
                roles: Vec::new(),
                languages: Vec::new(),
                left: false,
            },
        }
    };
    (0..FAMILY).map(relative).collect()
}

/// `HH:MM` of a minute of the day.
fn clock(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// A birth date, known to the day, the month or only the year.
fn birth(random: &mut Random) -> String {
    let (year, month, day) = civil_from_days(random.between(-3_650, 13_000));
    match random.below(10) {
        0 => format!("{year:04}-{month:02}"),
        1..=3 => format!("{year:04}"),
        _ => format!("{year:04}-{month:02}-{day:02}"),
    }
}

/// What a country calls its places. The facilities are invented.
struct Words {
    facility: &'static str,
    wing: &'static str,
    landing: &'static str,
    ward: &'static str,
    areas: [&'static str; 6],
    country: Country,
}

impl Words {
    fn of(country: Country) -> Self {
        match country {
            Country::Uganda => Self {
                facility: "Demonstration Prison Lakeside",
                wing: "Wing",
                landing: "Landing",
                ward: "Ward",
                areas: [
                    "Yard",
                    "Workshop",
                    "Kitchen",
                    "Health centre",
                    "Visits",
                    "Gate",
                ],
                country,
            },
            Country::Tunisia => Self {
                facility: "Prison de démonstration du Lac",
                wing: "Pavillon",
                landing: "Étage",
                ward: "Chambrée",
                areas: [
                    "Cour",
                    "Atelier",
                    "Cuisine",
                    "Infirmerie",
                    "Parloir",
                    "Porte",
                ],
                country,
            },
            Country::Kazakhstan => Self {
                facility: "Учебное учреждение «Көл»",
                wing: "Отряд",
                landing: "Этаж",
                ward: "Секция",
                areas: ["Двор", "Мастерская", "Кухня", "Медчасть", "Свидания", "КПП"],
                country,
            },
        }
    }

    fn terms(&self) -> BTreeMap<String, String> {
        let terms: &[(&str, &str)] = match self.country {
            Country::Uganda => &[],
            Country::Tunisia => &[("wing", "pavillon"), ("ward", "chambrée")],
            Country::Kazakhstan => &[("wing", "отряд"), ("ward", "секция")],
        };
        let owned = terms
            .iter()
            .map(|(kind, term)| ((*kind).to_owned(), (*term).to_owned()));
        owned.collect()
    }

    /// Wings are counted in Kazakhstan, lettered elsewhere.
    fn letter(&self, wing: usize) -> String {
        match self.country {
            Country::Kazakhstan => (wing + 1).to_string(),
            _ => char::from(b'A' + u8::try_from(wing % WINGS_MAX).unwrap_or(0)).to_string(),
        }
    }
}
