//! What is always there at the end: a record sent back, one escalated, a follow-up due, a count that differs, notices. (The
//! round due in ten minutes and the one overdue are plans: see the house.)

use crate::{
    contact::{Contact, ContactKind, ContactQuality, Promise},
    count::{Count, CountStep},
    id::EntryId,
    notice::Notice,
    review::{Decision, Review},
    time::{DAY, HOUR, MINUTE, Millis, local_date},
};

use super::{
    Parameters,
    house::House,
    random::Random,
    staff::OFFICER,
    write::{Event, World},
};

/// The pieces of a day, by their times; none at or before `after_ms`, where the demonstration goes on.
pub(super) fn of_day(
    parameters: &Parameters,
    house: &House,
    world: &World,
    after_ms: Option<Millis>,
    day: i64,
) -> Vec<Event> {
    let now_ms = parameters.now_ms;
    let from = parameters.midnight(day);
    let first = parameters.midnight(parameters.first_day()) + MINUTE;
    let earliest = after_ms.map_or(first, |after| after + MINUTE);
    let mut random = Random::of(parameters.seed, &[20, now_ms.unsigned_abs()]);
    let mut events = Vec::new();
    // Each takes its chance whether it falls on this day or not: a piece's id depends on nothing else.
    let mut place = |at_ms: Millis, make: &dyn Fn(EntryId, Millis) -> Event| {
        let at_ms = at_ms.max(earliest).min(now_ms);
        let id = random.entry_id(at_ms);
        if (from..from + DAY).contains(&at_ms) {
            events.push(make(id, at_ms));
        }
        id
    };
    let texts = house.texts();
    let ward = house
        .wings
        .first()
        .and_then(|wing| wing.stops.last())
        .copied()
        .unwrap_or(0);
    let someone = |skip: usize| {
        let here = world.residents.get(ward).into_iter().flatten();
        let person = here.copied().filter(|one| *one > 1).nth(skip);
        let people = person.map(|person| house.person_then(world, person));
        (
            people.into_iter().collect::<Vec<_>>(),
            vec![house.place_then(ward)],
        )
    };
    let contact = |text: &str, follow_up| Contact {
        kind: ContactKind::Conversation,
        quality: Some(ContactQuality::Open),
        text: text.to_owned(),
        follow_up,
    };
    let vague = place(now_ms - 20 * HOUR, &|id, at_ms| {
        let (people, places) = someone(0);
        Event::new(id, at_ms, OFFICER, &contact(texts.vague, None)).about(people, places)
    });
    place(now_ms - 22 * HOUR, &|id, at_ms| {
        let today = local_date(now_ms, parameters.country.utc_offset_minutes());
        let promise = Promise {
            owner: Some(house.staff.all[OFFICER].id),
            date: Some(today),
        };
        let says = contact(texts.follow_ups[0], Some(promise));
        let (people, places) = someone(1);
        Event::new(id, at_ms, OFFICER, &says).about(people, places)
    });
    send_back(house, vague, now_ms, &mut place);
    count_that_differs(house, world, now_ms, &mut place);
    notices(house, now_ms, &mut place);
    let (said, why) = texts.escalated;
    let talk = place(now_ms - 9 * HOUR, &|id, at_ms| {
        let (people, places) = someone(2);
        Event::new(id, at_ms, house.colleague(), &contact(said, None)).about(people, places)
    });
    place(now_ms - 5 * HOUR, &|id, at_ms| {
        let says = Review {
            entry: talk,
            decision: Decision::Escalated,
            reason: Some(why.to_owned()),
        };
        Event::new(id, at_ms, house.other_supervisor(), &says)
    });
    events
}

type Place<'p> = dyn FnMut(Millis, &dyn Fn(EntryId, Millis) -> Event) -> EntryId + 'p;

/// A supervisor asks for more.
fn send_back(house: &House, vague: EntryId, now_ms: Millis, place: &mut Place<'_>) {
    let texts = house.texts();
    place(now_ms - 3 * HOUR, &|id, at_ms| {
        let says = Review {
            entry: vague,
            decision: Decision::SentBack,
            reason: Some(texts.sent_back.to_owned()),
        };
        Event::new(id, at_ms, house.supervisor(), &says)
    });
}

/// What everybody must know these days.
fn notices(house: &House, now_ms: Millis, place: &mut Place<'_>) {
    let texts = house.texts();
    for (hours, text) in [(50, texts.notices[0]), (26, texts.notices[1])] {
        place(now_ms - hours * HOUR, &|id, at_ms| {
            let says = Notice {
                text: text.to_owned(),
                urgent: false,
                person: None,
                place: None,
                until_ms: Some(now_ms + 2 * DAY),
                review_ms: None,
                source: None,
                wording: None,
            };
            Event::new(id, at_ms, house.supervisor(), &says)
        });
    }
}

/// A count and its recount in the third wing, one fewer than on the roll, and the urgent notice of it.
fn count_that_differs(house: &House, world: &World, now_ms: Millis, place: &mut Place<'_>) {
    let Some((index, wing)) = house
        .wings
        .iter()
        .enumerate()
        .nth(2 % house.wings.len().max(1))
    else {
        return;
    };
    let team = house
        .staff
        .officers
        .get(index)
        .and_then(|team| team.first());
    let by = team.copied().unwrap_or(OFFICER);
    let on_roll: usize = wing
        .stops
        .iter()
        .map(|stop| world.residents[*stop].len())
        .sum();
    let roll = i64::try_from(on_roll).unwrap_or(0);
    let texts = house.texts();
    for (minutes, step) in [(40, CountStep::First), (32, CountStep::Recount)] {
        place(now_ms - minutes * MINUTE, &|id, at_ms| {
            let says = Count {
                round: None,
                wing: Some(house.spots[wing.spot].id),
                expected: roll,
                counted: roll - 1,
                absent: Vec::new(),
                control_told: step == CountStep::Recount,
                step: step.clone(),
                named_missing: Vec::new(),
                note: Some(texts.difference.to_owned()),
            };
            Event::new(id, at_ms, by, &says).about(Vec::new(), vec![house.place_then(wing.spot)])
        });
    }
    place(now_ms - 31 * MINUTE, &|id, at_ms| {
        let says = Notice {
            text: texts.difference.to_owned(),
            urgent: true,
            person: None,
            place: Some(house.spots[wing.spot].id),
            until_ms: None,
            review_ms: Some(now_ms + DAY),
            source: None,
            wording: None,
        };
        Event::new(id, at_ms, by, &says).about(Vec::new(), vec![house.place_then(wing.spot)])
    });
}
