//! Check-in: who arrives, what is known of them, and what is due for health staff.

use std::collections::BTreeSet;

use wingbook_record::{
    access::Book,
    health_check::rules::Decision,
    id::PersonId,
    isolation::{self, Apart},
    journal::Filter,
    matter::Matter,
    partial_date::{Day, PartialDate},
    people::{identity::Identities, likeness::Likeness, search::PeopleQuery},
    person::{Category, Person},
    time::{DAY, Millis, local_date, local_midnight, parse_date},
    vaccination::due,
};

use super::{Reading, vaccination};
use crate::{
    message::{
        AlikeView, ApartView, CheckIn, CheckInView, CheckLine, CheckedIn, DueDoseView, DueView,
        Failure, NewPerson, PeoplePage, Response,
    },
    parts::nobody_answers,
    platform::Platform,
};

/// Likely duplicates that a page shows: more are no help.
const ALIKE_MAX: usize = 5;

/// Health checks on a page.
const CHECKS_MAX: usize = 20;

/// Due doses on a page: a morning's work.
const DOSES_MAX: usize = 100;

/// Answers a question of check-in that changes nothing.
pub(super) fn answer<P: Platform>(
    desk: &Reading<'_, P>,
    asked: CheckIn,
) -> Result<Response, Failure> {
    let found = match asked {
        CheckIn::Find { query, limit } => return Ok(Response::People(find(desk, query, limit))),
        CheckIn::Alike(new) => CheckedIn::Alike(alike(desk, None, &someone(&new))),
        CheckIn::Person { id } => CheckedIn::Person(Box::new(person(desk, id)?)),
        CheckIn::Propose { answers, at_ms } => {
            desk.session.need_health()?;
            let at_ms = at_ms.unwrap_or(desk.now_ms);
            CheckedIn::Proposal(desk.session.proposal(&answers, at_ms))
        }
        CheckIn::Due { query } => {
            desk.session.need_health()?;
            CheckedIn::Due(due_today(desk, query))
        }
        _ => {
            return Err(nobody_answers());
        }
    };
    Ok(Response::CheckIn(Box::new(found)))
}

/// Whoever has these words in their name, number or place, under any of their records.
fn matching<P: Platform>(
    desk: &Reading<'_, P>,
    identities: &Identities,
    query: String,
) -> BTreeSet<PersonId> {
    let found = desk.view.find_people(&PeopleQuery {
        text: query,
        categories: Vec::new(),
        among: None,
        with_left: true,
        offset: 0,
        limit: usize::MAX,
    });
    let found = found.people.into_iter();
    found.map(|(id, _)| identities.of(id)).collect()
}

fn find<P: Platform>(desk: &Reading<'_, P>, query: String, limit: usize) -> PeoplePage {
    if query.trim().is_empty() {
        return PeoplePage {
            people: Vec::new(),
            offset: 0,
            total: 0,
        };
    }
    let found = desk.view.find_people(&PeopleQuery {
        text: query,
        categories: vec![
            Category::Prisoner,
            Category::Staff,
            Category::Family,
            Category::Visitor,
            Category::Child,
        ],
        among: None,
        with_left: true,
        offset: 0,
        limit,
    });
    let active = desk.active_notices();
    let lines = found.people.iter();
    PeoplePage {
        people: lines.map(|(id, _)| desk.person(*id, &active)).collect(),
        offset: 0,
        total: found.total,
    }
}

/// Somebody new, as the roster would have them.
pub(crate) fn someone(new: &NewPerson) -> Person {
    let given = |text: &Option<String>| {
        let text = text
            .as_deref()
            .map(str::trim)
            .filter(|text| !text.is_empty());
        text.map(str::to_owned)
    };
    Person {
        category: new.category,
        name: new.name.trim().to_owned(),
        other_names: Vec::new(),
        number: given(&new.number),
        staff_number: None,
        sex: new.sex,
        born: given(&new.born),
        place: new.place,
        roles: Vec::new(),
        languages: Vec::new(),
        left: false,
    }
}

/// Those who are perhaps the same as somebody; `known`: as whom they are in the roster already.
fn alike<P: Platform>(
    desk: &Reading<'_, P>,
    known: Option<(PersonId, &Identities)>,
    person: &Person,
) -> Vec<AlikeView> {
    let is_other = |id: PersonId| known.is_none_or(|(own, all)| all.of(id) != all.of(own));
    let likely = desk.view.likely(person).into_iter();
    likely
        .filter(|(id, _)| is_other(*id))
        .take(ALIKE_MAX)
        .map(|(id, Likeness { reasons, .. })| AlikeView {
            person: desk.person(id, &[]),
            left: desk.view.directory().person(id).is_some_and(|one| one.left),
            reasons,
        })
        .collect()
}

fn person<P: Platform>(desk: &Reading<'_, P>, id: PersonId) -> Result<CheckInView, Failure> {
    let known = desk.view.directory().person(id);
    let known = known.ok_or_else(|| Failure::NotHere {
        what: id.to_string(),
    })?;
    let identities = Identities::of_journal(desk.view);
    let everybody = identities.all(id);
    let reads_health = Book::Health.readable_by(&desk.session.roles.borrow());
    let apart = if reads_health {
        apart(desk)
    } else {
        Vec::new()
    };
    Ok(CheckInView {
        line: desk.person(id, &desk.active_notices()),
        left: known.left,
        vaccination: vaccination::of_person(desk, id, known),
        checks: if reads_health {
            checks(desk, id)
        } else {
            Vec::new()
        },
        apart: apart
            .into_iter()
            .filter(|one| everybody.contains(&one.person.id))
            .collect(),
        same: everybody
            .iter()
            .filter(|one| **one != id)
            .map(|one| desk.person(*one, &[]))
            .collect(),
        alike: alike(desk, Some((id, &identities)), known),
    })
}

pub(super) fn checks<P: Platform>(desk: &Reading<'_, P>, id: PersonId) -> Vec<CheckLine> {
    let wanted = Filter {
        forms: vec!["health_check".to_owned()],
        ..Filter::default()
    };
    let timeline = desk.view.timeline(id, &wanted);
    let today = local_midnight(desk.now_ms, desk.utc_offset_minutes);
    let lines = timeline.iter().filter(|one| !one.folded).filter_map(|one| {
        let stands = desk.view.standing(one.row.id)?;
        let Matter::HealthCheck(decided) = &stands.matter else {
            return None;
        };
        let day = desk.day(stands.occurred_ms);
        let rules = desk.session.check_rules.get();
        let proposal = rules.map(|rules| rules.propose(&decided.check, day));
        let proposed = proposal.as_ref().is_some_and(|one| one.keep_apart);
        let keeps_apart = match decided.decision {
            Some(Decision::KeepApart) => true,
            Some(Decision::Refer) => proposed,
            _ => false,
        };
        let until = proposal.and_then(|one| one.until);
        Some(CheckLine {
            entry: desk.view.root(one.row.id),
            at_ms: stands.occurred_ms,
            today: stands.occurred_ms >= today,
            author: desk.name(stands.author),
            decision: decided.decision.map(|one| decision_word(one).to_owned()),
            temperature: decided.check.temperature().map(|one| one.to_string()),
            keeps_apart,
            until_ms: until.map(|until| desk.end_of(until)),
        })
    });
    lines.take(CHECKS_MAX).collect()
}

/// A decision whose place nobody said is shown for so long.
const WITHOUT_PLACE_MS: Millis = 14 * DAY;

/// The word of a decision.
pub(super) fn decision_word(decision: Decision) -> &'static str {
    match decision {
        Decision::Clear => "clear",
        Decision::KeepApart => "keep_apart",
        Decision::Refer => "refer",
    }
}

fn apart<P: Platform>(desk: &Reading<'_, P>) -> Vec<ApartView> {
    let all = isolation::standing(desk.view, desk.now_ms, desk.utc_offset_minutes);
    all.into_iter().map(|one| apart_view(desk, one)).collect()
}

fn apart_view<P: Platform>(desk: &Reading<'_, P>, one: Apart) -> ApartView {
    let place_id = one.decided.place;
    ApartView {
        entry: one.entry,
        person: desk.person(one.person, &[]),
        place: desk.path(place_id),
        place_id,
        punishment: desk.is_punishment_cell(place_id),
        since_ms: one.since_ms,
        until: one.decided.until,
        decider: desk.name(one.decided.decider),
        last_visit_ms: one.last_visit_ms,
        visit_due: one.visit_due,
        review_overdue: one.review_overdue,
    }
}

fn due_today<P: Platform>(desk: &Reading<'_, P>, query: String) -> DueView {
    // Whoever asks for nobody asks for everybody: then nothing has to be found out first.
    let among = (!query.trim().is_empty()).then(|| {
        let identities = Identities::of_journal(desk.view);
        let found = matching(desk, &identities, query);
        (identities, found)
    });
    let is_among = |person: PersonId| {
        let among = among.as_ref();
        among.is_none_or(|(identities, found)| found.contains(&identities.of(person)))
    };
    let catalogue = desk.session.catalogue();
    let catalogue = catalogue.as_deref();
    let today = desk.day(desk.now_ms);
    let doses = catalogue
        .map(|catalogue| due::due_of(desk.view, catalogue, today, is_among))
        .unwrap_or_default();
    let disease = |id: &str| {
        let all = catalogue.map(|catalogue| catalogue.diseases());
        let known = all.unwrap_or_default().iter().find(|one| one.id == id);
        known.map_or_else(|| id.to_owned(), |one| one.name.clone())
    };
    let without_place = isolation::without_place(desk.view, desk.now_ms - WITHOUT_PLACE_MS);
    let apart = apart(desk);
    DueView {
        without_place: without_place
            .into_iter()
            .filter(|(_, person)| is_among(*person))
            .map(|(_, person)| desk.person(person, &[]))
            .collect(),
        visits_due: apart.iter().filter(|one| one.visit_due).count(),
        apart: apart
            .into_iter()
            .filter(|one| is_among(one.person.id))
            .collect(),
        doses_total: doses.len(),
        doses: doses
            .iter()
            .take(DOSES_MAX)
            .map(|one| DueDoseView {
                person: desk.person(one.person, &[]),
                disease: disease(&one.disease),
                number: one.next.number,
                stage: one.next.stage,
                since: PartialDate::of_day(one.since).to_string(),
            })
            .collect(),
    }
}

impl<P: Platform> Reading<'_, P> {
    /// The day of the facility at a moment.
    pub fn day(&self, at_ms: Millis) -> Day {
        parse_date(&local_date(at_ms, self.utc_offset_minutes)).unwrap_or_default()
    }

    /// The last moment of a day of the facility.
    fn end_of(&self, day: Day) -> Millis {
        (day + 1) * DAY - i64::from(self.utc_offset_minutes) * 60_000 - 1
    }

    /// Whether a place is a punishment cell.
    pub fn is_punishment_cell(&self, id: wingbook_record::id::PlaceId) -> bool {
        let place = self.view.directory().place(id);
        place.is_some_and(|place| place.punishment)
    }
}
