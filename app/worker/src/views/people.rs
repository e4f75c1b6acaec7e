//! People and places: search, a person's page, the tree, the choice lists of forms.

use wingbook_record::{
    access::Role,
    contact,
    id::{PersonId, PlaceId},
    journal::Filter,
    people::search::PeopleQuery,
    person::Category,
    time::local_date,
};

use super::{Reading, today::follow_up, vaccination};
use crate::{
    message::{ChoiceView, Failure, PeoplePage, PersonView, PlaceView},
    platform::Platform,
};

/// Records on a person's page.
const TIMELINE_MAX: usize = 500;

/// Options offered at a keystroke.
const CHOICES_MAX: usize = 30;

pub(super) fn people<P: Platform>(
    desk: &Reading<'_, P>,
    query: &str,
    place: Option<PlaceId>,
    offset: usize,
    limit: usize,
) -> PeoplePage {
    let active = desk.active_notices();
    let line = |id: &PersonId| desk.person(*id, &active);
    if let Ok(id) = query.parse::<PersonId>() {
        let known = desk.view.directory().person(id).is_some();
        return PeoplePage {
            people: known.then(|| line(&id)).into_iter().collect(),
            offset: 0,
            total: usize::from(known),
        };
    }
    if let (Some(place), true) = (place, query.trim().is_empty()) {
        let residents = desk.view.residents(place);
        let page = residents.iter().skip(offset).take(limit);
        return PeoplePage {
            people: page.map(line).collect(),
            offset,
            total: residents.len(),
        };
    }
    let found = desk.view.find_people(&PeopleQuery {
        text: query.to_owned(),
        categories: searched(desk),
        among: place.map(|place| desk.view.residents(place)),
        with_left: false,
        offset,
        limit,
    });
    PeoplePage {
        people: found.people.iter().map(|(id, _)| line(id)).collect(),
        offset,
        total: found.total,
    }
}

/// Whom a search finds; no category is everybody. Officers and supervisors write about those who live here, health staff
/// and reception see staff, families and visitors too.
fn searched<P: Platform>(desk: &Reading<'_, P>) -> Vec<Category> {
    let sees_everybody =
        |role: &Role| matches!(role, Role::Health | Role::HealthLead | Role::Reception);
    match desk.session.roles.borrow().iter().any(sees_everybody) {
        true => Vec::new(),
        false => vec![Category::Prisoner, Category::Child],
    }
}

/// Somebody's page, without what only the health register says.
pub(super) fn person<P: Platform>(
    desk: &Reading<'_, P>,
    id: PersonId,
) -> Result<PersonView, Failure> {
    let person = desk
        .view
        .directory()
        .person(id)
        .ok_or_else(|| Failure::NotHere {
            what: id.to_string(),
        })?;
    let active = desk.active_notices();
    let today = local_date(desk.now_ms, desk.utc_offset_minutes);
    let timeline = desk.view.timeline(id, &Filter::default());
    let spoken = contact::last_spoken_to(desk.view, id, desk.now_ms);
    let is_prisoner = person.category == Category::Prisoner;
    let stays = desk.view.whereabouts().moves(id).iter().map(|moved| {
        let place = moved
            .what
            .to
            .map(|place| desk.path(place))
            .unwrap_or_default();
        (place, moved.at_ms, moved.what.reason.to_string())
    });
    Ok(PersonView {
        line: desk.person(id, &active),
        other_names: person.other_names.clone(),
        sex: person.sex,
        languages: person.languages.clone(),
        left: person.left,
        timeline: timeline
            .iter()
            .take(TIMELINE_MAX)
            .filter_map(|one| {
                let mut line = desk.record(desk.view.record(one.row.id)?);
                line.moved = one.folded;
                Some(line)
            })
            .collect(),
        follow_ups: contact::follow_ups_about(desk.view, id, &today)
            .iter()
            .map(|one| follow_up(desk, one))
            .collect(),
        held_since_ms: desk.session.held_since_ms(Some(id)),
        days_since_contact: (is_prisoner && spoken.entry.is_some())
            .then(|| u32::try_from(spoken.days.max(0)).unwrap_or(0)),
        no_contact_held: is_prisoner && spoken.entry.is_none(),
        stays: stays.collect(),
        vaccination: None,
    })
}

pub(super) fn places<P: Platform>(desk: &Reading<'_, P>) -> Vec<PlaceView> {
    let tree = desk.view.directory().tree();
    tree.walk()
        .iter()
        .filter_map(|id| place(desk, *id))
        .collect()
}

fn place<P: Platform>(desk: &Reading<'_, P>, id: PlaceId) -> Option<PlaceView> {
    let tree = desk.view.directory().tree();
    let place = desk.view.directory().place(id)?;
    Some(PlaceView {
        id,
        name: place.name.clone(),
        path: desk.path(id),
        kind: place.kind,
        parent: place.parent,
        depth: tree.depth(id),
        capacity: place.capacity,
        out_of_use: place.out_of_use,
        punishment: place.punishment,
        people: tree
            .subtree(id)
            .iter()
            .flat_map(|inner| desk.view.whereabouts().residents(*inner))
            .filter(|one| {
                let person = desk.view.directory().person(*one);
                person.is_none_or(|one| !one.left)
            })
            .count(),
    })
}

/// Options of one of Wingbook's own choice lists.
pub(super) fn choices<P: Platform>(
    desk: &Reading<'_, P>,
    source: &str,
    query: &str,
) -> Vec<ChoiceView> {
    if source == "wb:products" {
        return vaccination::products(desk, query, CHOICES_MAX);
    }
    if source == "wb:places" {
        let wanted = query.trim().to_lowercase();
        let all = places(desk).into_iter();
        let fits = all.filter(|one| {
            one.path.to_lowercase().contains(&wanted) || one.id.to_string() == wanted
        });
        return fits
            .take(CHOICES_MAX)
            .map(|one| ChoiceView {
                value: one.id.to_string(),
                label: one.path,
                detail: String::new(),
            })
            .collect();
    }
    // An answer that came with a draft or a record asks for its name.
    if let Ok(id) = query.parse::<PersonId>() {
        let known = desk.view.directory().person(id).is_some();
        return known.then(|| option(desk, id)).into_iter().collect();
    }
    let categories = match source {
        "wb:staff" => vec![Category::Staff],
        _ => searched(desk),
    };
    let found = desk.view.find_people(&PeopleQuery {
        text: query.to_owned(),
        categories,
        among: None,
        with_left: false,
        offset: 0,
        limit: CHOICES_MAX,
    });
    let options = found.people.iter().map(|(id, _)| option(desk, *id));
    options.collect()
}

fn option<P: Platform>(desk: &Reading<'_, P>, id: PersonId) -> ChoiceView {
    let line = desk.person(id, &[]);
    // Two colleagues of one name are told apart by their staff numbers.
    let staff_number = desk.view.directory().person(id);
    let staff_number = staff_number.and_then(|person| person.staff_number.clone());
    let parts = [line.number.or(staff_number), line.place, line.born];
    ChoiceView {
        value: line.id.to_string(),
        label: line.name,
        detail: parts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
    }
}
