//! A day of the demonstration: people go to court, work and visits and come back, rounds are made and counted,
//! somebody is spoken to, a supervisor looks at yesterday. People move between rounds, never during one.

use serde_json::json;

use crate::{
    access::Book,
    contact::{Contact, ContactKind, ContactQuality, FollowUpDone, Promise},
    count::{Absence, Count, CountStep},
    id::EntryId,
    matter::Answers,
    review::{Decision, Reply, Review},
    round::{AbsenceReason, Check, CouldNot, PersonCheck, Round, RoundEvent, RoundStep, Stop},
    time::{DAY, HOUR, MINUTE, Millis, local_date},
    whereabouts::{Move, MoveReason},
};

use super::{
    Parameters,
    house::{House, WINDOW_MINUTES},
    random::Random,
    write::{Event, World},
};

/// What happens at a time of the day.
enum Act {
    Move(usize, MoveReason, Option<usize>),
    Round { wing: usize, due_ms: Millis },
    Contact,
    Observation,
    Incident,
}

/// Lets a day pass.
pub(super) fn play(
    parameters: &Parameters,
    house: &House,
    world: &mut World,
    day: i64,
) -> Vec<Event> {
    let mut today = Today {
        parameters,
        house,
        world,
        day,
        midnight: parameters.midnight(day),
        random: Random::of(parameters.seed, &[30, day.unsigned_abs()]),
        events: Vec::new(),
        reviewable: Vec::new(),
    };
    today.review_yesterday();
    let mut acts = today.plan();
    acts.sort_by_key(|(at_ms, _)| *at_ms);
    for (at_ms, act) in acts {
        match act {
            Act::Move(prisoner, reason, to) => today.go(at_ms, prisoner, reason, to),
            Act::Round { wing, due_ms } => today.round(at_ms, wing, due_ms),
            Act::Contact => today.contact(at_ms),
            Act::Observation => today.observation(at_ms),
            Act::Incident => today.incident(at_ms),
        }
    }
    let mut events = std::mem::take(&mut today.events);
    today.world.to_review = std::mem::take(&mut today.reviewable);
    events.extend(today.world.later.remove(&day).unwrap_or_default());
    events
}

struct Today<'d> {
    parameters: &'d Parameters,
    house: &'d House,
    world: &'d mut World,
    day: i64,
    midnight: Millis,
    random: Random,
    events: Vec<Event>,
    reviewable: Vec<(EntryId, usize, bool)>,
}

impl Today<'_> {
    fn time(&mut self, from_minute: i64, to_minute: i64) -> Millis {
        self.midnight + self.random.between(from_minute * 60, to_minute * 60) * 1_000
    }

    fn officer(&mut self, wing: usize, at_ms: Millis) -> usize {
        let shift = (at_ms - self.midnight) / (8 * HOUR);
        let staff = &self.house.staff;
        staff.on_duty(wing, self.day, shift, &mut self.random)
    }

    fn push(&mut self, event: Event) {
        self.events.push(event);
    }

    fn id(&mut self, at_ms: Millis) -> EntryId {
        self.random.entry_id(at_ms)
    }

    /// Somebody who lives here and is not away.
    fn somebody(&mut self) -> Option<usize> {
        for _ in 0..8 {
            let one = self.random.below(self.house.prisoners.len());
            if self.world.home[one].is_some() && self.world.away[one].is_none() {
                return Some(one);
            }
        }
        None
    }

    fn wing_of(&self, prisoner: usize) -> usize {
        let home = self.world.home[prisoner].unwrap_or(0);
        let wings = &self.house.wings;
        let wing = wings.iter().position(|wing| wing.stops.contains(&home));
        wing.unwrap_or(0)
    }

    /// Everything that will happen, with its time.
    fn plan(&mut self) -> Vec<(Millis, Act)> {
        let mut acts = Vec::new();
        self.plan_moves(&mut acts);
        for wing in 0..self.house.wings.len() {
            for minute in self.house.wings[wing].times.clone() {
                let due_ms = self.midnight + minute * MINUTE;
                let start = match self.random.below(1_000) {
                    0..20 => continue,
                    20..55 => due_ms + self.random.between(35, 65) * MINUTE,
                    _ => due_ms + self.random.between(0, 12 * 60) * 1_000,
                };
                acts.push((start, Act::Round { wing, due_ms }));
            }
        }
        for _ in 0..self.parameters.contacts_per_day {
            acts.push((self.time(7 * 60, 20 * 60), Act::Contact));
        }
        for _ in 0..self.parameters.contacts_per_day.div_ceil(9) {
            acts.push((self.time(0, 23 * 60), Act::Observation));
        }
        if self.random.chance(450) {
            acts.push((self.time(6 * 60, 22 * 60), Act::Incident));
        }
        acts
    }

    /// Out between the first rounds of the morning, back between those of the afternoon.
    fn plan_moves(&mut self, acts: &mut Vec<(Millis, Act)>) {
        for (index, one) in self.house.prisoners.iter().enumerate() {
            if one.admitted == Some(self.day) {
                let at_ms = self.time(12 * 60, 13 * 60);
                acts.push((
                    at_ms,
                    Act::Move(index, MoveReason::Admission, Some(one.home)),
                ));
            }
        }
        let scale = self.house.prisoners.len().div_ceil(105);
        let workshop = Some(self.house.workshop);
        let visits = Some(self.house.visits);
        let trips = [
            (MoveReason::Court, None, 2 * scale, 470..570, 945..1_020),
            (MoveReason::Work, workshop, 2 * scale, 470..560, 950..1_030),
            (MoveReason::Visit, visits, 2 * scale, 710..745, 780..815),
            (
                MoveReason::Hospital,
                None,
                scale.div_ceil(4),
                470..570,
                945..1_040,
            ),
        ];
        let mut out: Vec<usize> = vec![0, 1];
        for (reason, to, count, leave, back) in trips {
            for _ in 0..count {
                let Some(one) = self.somebody().filter(|one| !out.contains(one)) else {
                    continue;
                };
                out.push(one);
                let left_ms = self.time(leave.start, leave.end);
                let back_ms = self.time(back.start, back.end);
                acts.push((left_ms, Act::Move(one, reason.clone(), to)));
                acts.push((back_ms, Act::Move(one, MoveReason::Return, None)));
            }
        }
        for _ in 0..scale.div_ceil(2) {
            let Some(one) = self.somebody().filter(|one| !out.contains(one)) else {
                continue;
            };
            out.push(one);
            let wing = self.wing_of(one);
            let stops = &self.house.wings[wing].stops;
            let to = self.random.pick(stops).copied();
            let is_full = to.is_none_or(|to| {
                let capacity = self.house.spots[to].place.capacity.unwrap_or(0);
                self.world.residents[to].len() >= capacity as usize
            });
            if !is_full && to != self.world.home[one] {
                let at_ms = self.time(12 * 60, 13 * 60);
                acts.push((at_ms, Act::Move(one, MoveReason::Move, to)));
            }
        }
    }

    fn go(&mut self, at_ms: Millis, prisoner: usize, reason: MoveReason, to: Option<usize>) {
        let by = match reason {
            MoveReason::Admission => self.house.staff.reception,
            _ => {
                let wing = self.wing_of(prisoner);
                self.officer(wing, at_ms)
            }
        };
        let spot = |at: usize| self.house.spots[at].id;
        let says = Move {
            person: self.house.prisoners[prisoner].id,
            from: self.world.home[prisoner].map(spot),
            to: to.map(spot),
            reason: reason.clone(),
        };
        let id = self.id(at_ms);
        let person = self.house.person_then(self.world, prisoner);
        let places = to.or(self.world.home[prisoner]);
        let places = places.map(|at| self.house.place_then(at));
        let event = Event::new(id, at_ms, by, &says);
        self.push(event.about(vec![person], places.into_iter().collect()));
        match reason {
            MoveReason::Return => self.world.away[prisoner] = None,
            MoveReason::Move | MoveReason::Admission => self.world.settle(prisoner, to),
            away => self.world.away[prisoner] = Some(away),
        }
    }

    fn round(&mut self, start_ms: Millis, wing: usize, due_ms: Millis) {
        let by = self.officer(wing, start_ms);
        let house = self.house;
        let the = &house.wings[wing];
        let id = self.id(start_ms);
        let stops: Vec<Stop> = the
            .stops
            .iter()
            .map(|spot| Stop {
                place: house.spots[*spot].id,
                people: self.world.residents[*spot]
                    .iter()
                    .map(|one| house.prisoners[*one].id)
                    .collect(),
            })
            .collect();
        let says = Round {
            plan: Some(the.plan),
            name: house.texts().round.to_owned(),
            wing: house.spots[the.spot].id,
            due_ms: Some(due_ms),
            stops,
        };
        let places = vec![house.place_then(the.spot)];
        let start = Event::new(id, start_ms, by, &says).about(Vec::new(), places);
        self.push(start);
        let mut at_ms = start_ms;
        let mut exception = start_ms > due_ms + Millis::from(WINDOW_MINUTES) * MINUTE;
        for spot in the.stops.clone() {
            at_ms += self.random.between(20, 80) * 1_000;
            exception |= self.check(at_ms, by, id, spot);
        }
        at_ms += self.random.between(20, 60) * 1_000;
        let ended = RoundEvent {
            round: id,
            event: RoundStep::Ended,
            to: None,
            reason: None,
        };
        let ended_id = self.id(at_ms);
        self.push(Event::new(ended_id, at_ms, by, &ended));
        self.reviewable.push((id, by, exception));
        let hour = (due_ms - self.midnight) / HOUR;
        if hour == 6 || hour == 18 {
            self.count(at_ms + 2 * MINUTE, by, wing, id);
        }
    }

    /// A check of a stop; whether it is an exception.
    fn check(&mut self, at_ms: Millis, by: usize, round: EntryId, spot: usize) -> bool {
        let house = self.house;
        let place = house.spots[spot].id;
        let residents = self.world.residents[spot].clone();
        let is_ward = house.spots[spot].place.kind == crate::place::PlaceKind::Ward;
        let mut named = Vec::new();
        let mut people = Vec::new();
        let mut here = 0;
        for one in residents {
            let id = house.prisoners[one].id;
            let away = self.world.away[one].clone();
            here += i64::from(away.is_none());
            match away {
                Some(away) => people.push(PersonCheck::absent(id, absence(&away))),
                None if is_ward => continue,
                None => people.push(PersonCheck::seen(id)),
            }
            named.push(house.person_then(self.world, one));
        }
        let could_not = self.random.chance(6);
        let check = if could_not {
            named.clear();
            Check {
                note: Some(house.texts().blocked.to_owned()),
                ..Check::could_not(round, place, CouldNot::NoKey)
            }
        } else {
            Check {
                round: Some(round),
                place,
                people,
                counted: is_ward.then_some(here),
                could_not: None,
                note: None,
            }
        };
        let id = self.id(at_ms);
        let event = Event::new(id, at_ms, by, &check);
        self.push(event.about(named, vec![house.place_then(spot)]));
        if could_not {
            self.reviewable.push((id, by, true));
        }
        could_not
    }

    fn count(&mut self, at_ms: Millis, by: usize, wing: usize, round: EntryId) {
        let house = self.house;
        let the = &house.wings[wing];
        let on_roll: Vec<usize> = the
            .stops
            .iter()
            .flat_map(|stop| self.world.residents[*stop].clone())
            .collect();
        let absent: Vec<Absence> = on_roll
            .iter()
            .filter_map(|one| {
                Some(Absence {
                    person: house.prisoners[*one].id,
                    reason: absence(self.world.away[*one].as_ref()?),
                })
            })
            .collect();
        let expected = i64::try_from(on_roll.len() - absent.len()).unwrap_or(0);
        let differs = self.random.chance(20);
        let steps = [CountStep::First, CountStep::Recount];
        for (index, step) in steps.into_iter().take(1 + usize::from(differs)).enumerate() {
            let counted = expected - i64::from(differs && index == 0);
            let at_ms = at_ms + i64::try_from(index).unwrap_or(0) * 6 * MINUTE;
            let says = Count {
                round: Some(round),
                wing: Some(house.spots[the.spot].id),
                expected,
                counted,
                absent: absent.clone(),
                step,
                named_missing: Vec::new(),
                control_told: false,
                note: None,
            };
            let id = self.id(at_ms);
            let event = Event::new(id, at_ms, by, &says);
            self.push(event.about(Vec::new(), vec![house.place_then(the.spot)]));
            if counted != expected {
                self.reviewable.push((id, by, true));
            }
        }
    }

    fn contact(&mut self, at_ms: Millis) {
        let Some(one) = self
            .somebody()
            .filter(|one| !self.house.prisoners[*one].quiet)
        else {
            return;
        };
        let wing = self.wing_of(one);
        let by = self.officer(wing, at_ms);
        let texts = self.house.texts();
        let promised = self.random.chance(110);
        let text = if promised {
            self.random.pick(texts.follow_ups)
        } else {
            self.random.pick(texts.contacts)
        };
        let date_day = self.day + self.random.between(1, 5);
        let offset = self.parameters.country.utc_offset_minutes();
        let date = local_date(self.parameters.midnight(date_day) + HOUR, offset);
        let kinds = [
            "conversation",
            "conversation",
            "conversation",
            "welfare",
            "family",
        ];
        let kind = self.random.pick(&kinds).copied().unwrap_or("conversation");
        let qualities = ["open", "open", "open", "brief", "brief", "withdrawn"];
        let quality = self.random.pick(&qualities).copied().unwrap_or("open");
        let says = Contact {
            kind: if promised {
                ContactKind::Request
            } else {
                ContactKind::from(kind)
            },
            quality: Some(ContactQuality::from(quality)),
            text: text.copied().unwrap_or_default().to_owned(),
            follow_up: promised.then(|| Promise {
                owner: Some(self.house.staff.all[by].id),
                date: Some(date),
            }),
        };
        let id = self.id(at_ms);
        let event = Event::new(id, at_ms, by, &says);
        let event = self.event_about(event, one);
        self.push(event);
        self.reviewable.push((id, by, false));
        if promised && self.random.chance(950) {
            let done_ms =
                self.parameters.midnight(date_day) + self.random.between(9 * 60, 17 * 60) * MINUTE;
            let says = FollowUpDone {
                entry: id,
                text: self.random.pick(texts.done).map(|text| (*text).to_owned()),
            };
            let done_id = self.id(done_ms);
            let done = Event::new(done_id, done_ms, by, &says);
            self.world.later.entry(date_day).or_default().push(done);
        }
    }

    fn event_about(&self, event: Event, prisoner: usize) -> Event {
        let person = self.house.person_then(self.world, prisoner);
        let home = self.world.home[prisoner];
        let place = home.map(|home| self.house.place_then(home));
        event.about(vec![person], place.into_iter().collect())
    }

    fn observation(&mut self, at_ms: Millis) {
        let Some(one) = self.somebody() else { return };
        let texts = self.house.texts().observations;
        let (what, text) = self.random.pick(texts).copied().unwrap_or_default();
        let answers = json!({"what": what, "text": text, "follow_up": "no"});
        self.write_form(at_ms, "observation", answers, one);
    }

    fn incident(&mut self, at_ms: Millis) {
        let Some(one) = self.somebody() else { return };
        let Some(home) = self.world.home[one] else {
            return;
        };
        let texts = self.house.texts().incidents;
        let (kind, text) = self.random.pick(texts).copied().unwrap_or_default();
        let offset = self.parameters.country.utc_offset_minutes();
        let began_ms = at_ms - 15 * MINUTE;
        let minute = (began_ms - crate::time::local_midnight(began_ms, offset)) / MINUTE;
        let when = format!(
            "{}T{:02}:{:02}:00.000{}{:02}:{:02}",
            local_date(began_ms, offset),
            minute / 60,
            minute % 60,
            if offset < 0 { '-' } else { '+' },
            offset.abs() / 60,
            offset.abs() % 60,
        );
        let answers = json!({
            "type": kind,
            "when_about": when,
            "where": self.house.spots[home].id,
            "what_happened": text,
            "actions": "spoken",
            "injuries": "no",
            "evidence": "none",
            "reported_to": "supervisor",
        });
        self.write_form(at_ms, "incident", answers, one);
    }

    /// A record of a question form about somebody, where they live.
    fn write_form(
        &mut self,
        at_ms: Millis,
        form: &'static str,
        answers: serde_json::Value,
        prisoner: usize,
    ) {
        let wing = self.wing_of(prisoner);
        let by = self.officer(wing, at_ms);
        let id = self.id(at_ms);
        let event = Event {
            id,
            at_ms,
            by,
            book: Book::Wing,
            form,
            people: Vec::new(),
            places: Vec::new(),
            answers: match answers {
                serde_json::Value::Object(answers) => answers,
                _ => Answers::new(),
            },
        };
        let mut event = self.event_about(event, prisoner);
        if form == "incident" {
            event.people.clear();
        }
        self.push(event);
        self.reviewable.push((id, by, false));
    }

    /// In the morning a supervisor goes through yesterday. What nobody looked at stays in the queue for ever
    /// in a prison; here it is little.
    fn review_yesterday(&mut self) {
        let mut at_ms = self.midnight + 8 * HOUR + 30 * MINUTE;
        let supervisors = &self.house.staff.supervisors;
        let turn = usize::try_from(self.day.rem_euclid(1_000_000)).unwrap_or(0);
        let by = supervisors.get(turn % supervisors.len().max(1)).copied();
        let Some(by) = by else { return };
        for (entry, author, exception) in std::mem::take(&mut self.world.to_review) {
            if !exception && self.random.chance(10) {
                continue;
            }
            at_ms += self.random.between(4, 12) * 1_000;
            let back = !exception && self.random.chance(4);
            let says = Review {
                entry,
                decision: if back {
                    Decision::SentBack
                } else {
                    Decision::Accepted
                },
                reason: back.then(|| self.house.texts().sent_back.to_owned()),
            };
            let id = self.id(at_ms);
            self.push(Event::new(id, at_ms, by, &says));
            if back {
                let reply_ms = at_ms + self.random.between(2 * 60, 8 * 60) * MINUTE;
                let says = Reply {
                    entry,
                    text: self.house.texts().reply.to_owned(),
                };
                let reply = self.id(reply_ms);
                self.push(Event::new(reply, reply_ms, author, &says));
                let accepted_ms = (reply_ms + HOUR).min(self.midnight + DAY - MINUTE);
                let says = Review {
                    entry,
                    decision: Decision::Accepted,
                    reason: None,
                };
                let accepted = self.id(accepted_ms);
                self.push(Event::new(accepted, accepted_ms, by, &says));
            }
        }
    }
}

fn absence(away: &MoveReason) -> AbsenceReason {
    AbsenceReason::from(away.word())
}
