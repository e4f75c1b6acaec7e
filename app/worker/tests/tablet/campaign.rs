//! A vaccination campaign through the same code as the screens: sessions on a nurse's tablet, day after day, vials opened
//! and thrown away, doses given and refused; synced through the hub; and reported by the health lead on another tablet,
//! where everything must add up.
//!
//! The figures are those of Uganda in May and June 2022 (health.md, introduction): 11,137 prisoners, 633 staff and 442
//! family members in 29 prisons in 22 days. The whole of it runs with `cargo xtask campaign`; two small prisons run with
//! every test.

use std::time::Instant;

use wingbook_record::{
    id::{EntryId, PersonId},
    partial_date::PartialDate,
    person::Category,
    time::{DAY, Millis},
    vaccination::{
        coverage::By,
        dose::{BodySite, Dose, DoseSource, Outcome, WhyNot},
        session::{OBSERVATION_MINUTES, Session, SessionStep, Step, Tally, WasteReason},
    },
};
use wingbook_worker::message::{
    BeforeDose, CheckIn, ClinicView, CoverageView, NewPerson, Request, Response, SetUp, SyncView,
};

use crate::{
    A_WHILE_MS,
    health::saved,
    hub::{Founded, Hub},
    machine::Machine,
    people, sync,
};

/// Who is vaccinated.
#[derive(Clone, Copy)]
struct Campaign {
    prisons: usize,
    prisoners: usize,
    staff: usize,
    family: usize,
    days: usize,
}

/// Uganda, 16 May to 6 June 2022.
const UGANDA: Campaign = Campaign {
    prisons: 29,
    prisoners: 11_137,
    staff: 633,
    family: 442,
    days: 22,
};

const SMALL: Campaign = Campaign {
    prisons: 2,
    prisoners: 50,
    staff: 7,
    family: 4,
    days: 3,
};

const DOSES_IN_VIAL: u32 = 10;
/// One in so many refuses at first and is asked again on the last day.
const REFUSES: usize = 20;
const PER_DAY_MAX: usize = 250;
const PRODUCTS: [&str; 2] = ["vaxzevria", "jcovden"];

/// What a prison reports.
#[derive(Default)]
struct Report {
    people: usize,
    given: u64,
    refused: usize,
    drawn: u64,
    wasted: u64,
    left: i64,
    sessions: usize,
    covered: usize,
    bytes: usize,
}

/// How many of a whole fall to one of several parts: all parts together are the whole.
fn share(whole: usize, part: usize, parts: usize) -> usize {
    whole * (part + 1) / parts - whole * part / parts
}

fn tablet(hub: &Hub, title: &str, at_ms: Millis) -> Machine {
    let mut machine = Machine::new();
    machine.network.keep_time();
    machine.turn_to(at_ms);
    machine.ask(Request::SetUp(SetUp {
        server: Some(hub.address.clone()),
        tablet: title.into(),
        facility: None,
        vanished: None,
    }));
    crate::sign_in_as(&mut machine, hub, title);
    machine
}

fn clinic(machine: &mut Machine, id: EntryId) -> ClinicView {
    match machine.ask(Request::Clinic { id }) {
        Response::Clinic(view) => *view,
        other => panic!("{other:?}"),
    }
}

/// A session of one day on a nurse's tablet.
struct Day<'m> {
    nurse: &'m mut Machine,
    session: EntryId,
    product: &'static str,
    lot: String,
    in_vial: u32,
}

impl Day<'_> {
    fn step(&self, step: Step, doses: u32) -> SessionStep {
        SessionStep {
            session: self.session,
            step,
            product: Some(self.product.into()),
            lot: Some(self.lot.clone()),
            lot_expiry: "2031-12".parse().unwrap(),
            vials: 0,
            doses,
            waste: None,
            to: None,
        }
    }

    fn write(&mut self, step: SessionStep) {
        saved(self.nurse, Request::ClinicStep(Box::new(step)));
    }

    fn dose(&self, outcome: Outcome, why_not: Option<WhyNot>) -> Dose {
        let is_given = outcome == Outcome::Given;
        Dose {
            source: DoseSource::Here,
            on: PartialDate::UNKNOWN,
            disease: None,
            product: Some(self.product.into()),
            lot: is_given.then(|| self.lot.clone()),
            lot_expiry: if is_given {
                "2031-12".parse().unwrap()
            } else {
                PartialDate::UNKNOWN
            },
            session: Some(self.session),
            site: is_given.then_some(BodySite::LeftArm),
            vaccinator: None,
            why_not,
            override_reason: None,
            outcome,
        }
    }

    /// Somebody sits down: looked at as on the page, then a dose or a refusal.
    fn see(&mut self, person: PersonId, refuses: bool) {
        if !refuses && self.in_vial == 0 {
            let opened = SessionStep {
                vials: 1,
                ..self.step(Step::Opened, DOSES_IN_VIAL)
            };
            self.write(opened);
            self.in_vial = DOSES_IN_VIAL;
        }
        let request = Request::BeforeDose {
            clinic: self.session,
            person,
        };
        let before: BeforeDose = match self.nurse.ask(request) {
            Response::BeforeDose(before) => *before,
            other => panic!("{other:?}"),
        };
        assert!(!before.asks_why, "{:?}", before.warnings);
        let dose = match refuses {
            true => self.dose(Outcome::Refused, Some(WhyNot::Objection)),
            false => {
                self.in_vial -= 1;
                self.dose(Outcome::Given, None)
            }
        };
        let dose = Box::new(dose);
        saved(self.nurse, Request::Dose { person, dose });
    }

    /// What is left of the open vial is thrown away, and the session ends.
    fn end(mut self) {
        if self.in_vial > 0 {
            let wasted = SessionStep {
                waste: Some(WasteReason::PartialUse),
                ..self.step(Step::Wasted, self.in_vial)
            };
            self.write(wasted);
        }
        let left = self.step(Step::Left, 0);
        self.write(left);
        let ended = SessionStep {
            product: None,
            lot: None,
            lot_expiry: PartialDate::UNKNOWN,
            ..self.step(Step::Ended, 0)
        };
        self.write(ended);
    }
}

fn session<'m>(nurse: &'m mut Machine, product: &'static str, lot: String) -> Day<'m> {
    let start = Session {
        place: None,
        site: Some(BodySite::LeftArm),
        vaccinator: None,
        observation_minutes: OBSERVATION_MINUTES,
    };
    let session = match nurse.ask(Request::StartClinic(start)) {
        Response::Clinic(view) => view.line.id,
        other => panic!("{other:?}"),
    };
    Day {
        nurse,
        session,
        product,
        lot,
        in_vial: 0,
    }
}

fn all_is_sent(machine: &mut Machine) {
    for _ in 0..6 {
        machine.ask(Request::SyncNow);
        machine.pass(A_WHILE_MS);
        let SyncView { waiting, .. } = sync(machine);
        if waiting == 0 {
            return;
        }
    }
    panic!("not everything went to the server: {:?}", sync(machine));
}

/// The campaign of one prison, and what its health lead reads afterwards.
fn prison(campaign: Campaign, number: usize) -> Option<Report> {
    let of = |whole| share(whole, number, campaign.prisons);
    let (prisoners, staff, family) = (
        of(campaign.prisoners),
        of(campaign.staff),
        of(campaign.family),
    );
    let founded = Founded {
        prisoners,
        staff,
        users: &[("Nurse", "health"), ("Lead", "health_lead")],
    };
    let hub = Hub::found(&founded)?;
    // The teams go from prison to prison: each has its days within the campaign.
    let whole = prisoners + staff + family;
    let days = whole.div_ceil(PER_DAY_MAX).max(1) + 1;
    let first = number * campaign.days.saturating_sub(days) / campaign.prisons.max(1);
    let begins = Machine::START_MS + Millis::try_from(first).unwrap() * DAY;
    let mut nurse = tablet(&hub, "Nurse", begins);
    let held = people(&mut nurse, "", 10_000).len();
    let users = founded.users.len() + 2;
    assert_eq!(
        held,
        prisoners + staff + users,
        "everybody of the roster is here"
    );
    for one in 0..family {
        let new = NewPerson {
            category: Category::Family,
            name: format!("Relative Testname{one} P{number}"),
            number: None,
            born: Some(format!("{}", 1960 + one % 45)),
            sex: None,
            place: None,
        };
        nurse.ask(Request::CheckIn(CheckIn::Add(new)));
    }
    // Whoever has an account only is not part of the campaign.
    let mut wanted: Vec<PersonId> = people(&mut nurse, "Testname", 10_000);
    wanted.sort_unstable();
    wanted.dedup();
    assert_eq!(wanted.len(), whole);

    let mut again: Vec<PersonId> = Vec::new();
    let mut today = wanted.chunks(whole.div_ceil(days - 1)).enumerate();
    let (mut refused, mut sessions) = (0, Vec::new());
    for day in 0..days {
        let product = PRODUCTS[day % PRODUCTS.len()];
        let last = day + 1 == days;
        let mut room = session(&mut nurse, product, format!("LOT-{number}-{day}"));
        sessions.push(room.session);
        if last {
            for person in again.drain(..) {
                room.see(person, false);
            }
        } else if let Some((_, people)) = today.next() {
            for (at, person) in people.iter().enumerate() {
                let refuses = at % REFUSES == REFUSES - 1;
                room.see(*person, refuses);
                if refuses {
                    refused += 1;
                    again.push(*person);
                }
            }
        }
        room.end();
        all_is_sent(&mut nurse);
        let next = begins + Millis::try_from(day + 1).unwrap() * DAY;
        nurse.turn_to(next);
    }

    // Another tablet, another person: from the server alone.
    let ends = begins + Millis::try_from(days).unwrap() * DAY;
    let mut lead = tablet(&hub, "Lead", ends);
    lead.pass(A_WHILE_MS);
    let coverage: CoverageView = match lead.ask(Request::Coverage { days: 30 }) {
        Response::Coverage(mut all) => all.remove(0),
        other => panic!("{other:?}"),
    };
    let mut total = Tally::default();
    for id in &sessions {
        let there = clinic(&mut lead, *id);
        assert!(there.line.reconciles, "{:?}", there.lots);
        assert_eq!(there.total, clinic(&mut nurse, *id).total);
        total.given += there.total.given;
        total.drawn += there.total.drawn;
        total.since_left += there.total.left_now().unwrap_or(0);
        for (reason, doses) in &there.total.wasted {
            *total.wasted.entry(reason.clone()).or_default() += doses;
        }
    }
    let by_day: u32 = coverage.doses_by_day.iter().map(|(_, doses)| doses).sum();
    assert_eq!(u64::from(by_day), total.given);
    let on = coverage.doses_by_day.iter().filter(|(_, doses)| *doses > 0);
    let worked = if refused > 0 { days } else { days - 1 };
    assert_eq!(on.count(), worked, "each day has its doses");
    let everybody = coverage.groups.iter().find(|one| one.by == By::All);
    let everybody = everybody
        .and_then(|one| one.reached)
        .expect("more than ten");
    assert_eq!(
        everybody.one_dose, whole,
        "everybody of the campaign, and nobody else"
    );
    let not_given = coverage.not_given_total;
    assert_eq!(not_given, refused);
    Some(Report {
        people: whole,
        given: total.given,
        refused,
        drawn: total.drawn,
        wasted: total.wasted_doses(),
        left: total.since_left,
        sessions: sessions.len(),
        covered: everybody.one_dose,
        bytes: nurse.network.bytes() + lead.network.bytes(),
    })
}

fn run(campaign: Campaign) {
    let begun = Instant::now();
    let mut all = Report::default();
    for number in 0..campaign.prisons {
        let Some(one) = prison(campaign, number) else {
            return;
        };
        all.people += one.people;
        all.given += one.given;
        all.refused += one.refused;
        all.drawn += one.drawn;
        all.wasted += one.wasted;
        all.left += one.left;
        all.sessions += one.sessions;
        all.covered += one.covered;
        all.bytes += one.bytes;
    }
    let whole = campaign.prisoners + campaign.staff + campaign.family;
    println!(
        "campaign: {} prisons, {} sessions, {} people, {} doses given, {} refused first, {} drawn, {} thrown away, {} left; \
         {:.1} s, {:.1} MB on the wire ({:.0} bytes a dose)",
        campaign.prisons,
        all.sessions,
        all.people,
        all.given,
        all.refused,
        all.drawn,
        all.wasted,
        all.left,
        begun.elapsed().as_secs_f64(),
        all.bytes as f64 / 1e6,
        all.bytes as f64 / all.given as f64,
    );
    assert_eq!(all.people, whole);
    assert_eq!(all.covered, whole);
    assert_eq!(all.given, whole as u64);
    assert_eq!(all.drawn, all.given + all.wasted + all.left.unsigned_abs());
}

#[test]
fn a_campaign_of_two_small_prisons_adds_up() {
    run(SMALL);
}

#[test]
#[ignore = "minutes long: cargo xtask campaign"]
fn the_campaign_of_uganda_adds_up() {
    run(UGANDA);
}
