//! What a prison consists of, written by whoever's roles may: wings and their rooms, people, round plans.
//!
//! These are documents that change, so an edit starts from the value that stands, as it was received, and sets only
//! what the page asked about: what this version doesn't know, or doesn't show, stays as it is.

use serde_json::{Map, Value, json};
use wingbook_record::{
    access::{Role, roster_writable_by},
    id::{PersonId, PlaceId, PlanId},
    person::{Category, Person, parse_born},
    place::{NAME_LENGTH_MAX, Place, PlaceKind, check_room_names, name_key},
    plan::{Plan, WINDOW_MINUTES_MAX, parse_times},
    time::local_date,
};

use super::actions::not_here;
use crate::{
    message::{Failure, PersonChange, PlaceChange, PlanChange, Rooms},
    platform::{Platform, make_ordered_uuid},
    session::Session,
};

/// The longest name of a person, and the longest number.
const PERSON_NAME_LENGTH_MAX: usize = 200;

impl<P: Platform> Session<P> {
    /// Adds a wing with its rooms.
    pub async fn add_wing(&self, name: &str, rooms: &Rooms) -> Result<PlaceId, Failure> {
        self.may_revise("place", None)?;
        let facility = {
            let journal = self.journal.borrow();
            let tree = journal.directory().tree();
            tree.of_kind(&[PlaceKind::Facility]).first().copied()
        };
        let name = self.free_name(name, None, facility)?;
        check_rooms(rooms)?;
        let wing = PlaceId(make_ordered_uuid(&*self.platform)?);
        let value = Place {
            name,
            kind: PlaceKind::Wing,
            parent: facility,
            capacity: None,
            out_of_use: false,
            order: self.next_order(facility),
            punishment: false,
        };
        self.put_revision(&wing.document(), &value).await?;
        self.add_rooms(wing, rooms).await.map(|()| wing)
    }

    /// Adds rooms at the end of a wing or landing.
    pub async fn add_rooms(&self, parent: PlaceId, rooms: &Rooms) -> Result<(), Failure> {
        self.may_revise("place", None)?;
        check_rooms(rooms)?;
        self.hold_no_such_rooms(parent, &rooms.names)?;
        let first = self.next_order(Some(parent));
        for (order, name) in (first..).zip(&rooms.names) {
            let value = Place {
                name: name.trim().to_owned(),
                kind: if rooms.wards {
                    PlaceKind::Ward
                } else {
                    PlaceKind::Cell
                },
                parent: Some(parent),
                capacity: rooms.capacity,
                out_of_use: false,
                order,
                punishment: false,
            };
            let id = PlaceId(make_ordered_uuid(&*self.platform)?);
            self.put_revision(&id.document(), &value).await?;
        }
        self.after_save(!self.backends().is_empty()).await;
        Ok(())
    }

    /// Renames a place, or says for how many it is and whether it is in use.
    pub async fn put_place(&self, change: &PlaceChange) -> Result<(), Failure> {
        self.may_revise("place", None)?;
        let id = change.id.document();
        let parent = {
            let journal = self.journal.borrow();
            let held = journal.directory().place(change.id);
            held.ok_or_else(|| not_here(change.id))?.parent
        };
        let name = self.free_name(&change.name, Some(change.id), parent)?;
        let value = self.changed_value(
            &id,
            [
                ("name", json!(name)),
                ("capacity", json!(change.capacity)),
                ("out_of_use", json!(change.out_of_use)),
                ("punishment", json!(change.punishment)),
            ],
        )?;
        self.revise(&id, &value).await
    }

    /// Adds a prisoner, or changes who somebody is. Where somebody is now follows from moves, so a new cell for
    /// somebody who is here already is a move.
    pub async fn put_person(&self, change: &PersonChange) -> Result<PersonId, Failure> {
        self.put_person_as(change, Category::Prisoner).await
    }

    /// The same, of whatever category somebody new is.
    pub async fn put_person_as(
        &self,
        change: &PersonChange,
        new: Category,
    ) -> Result<PersonId, Failure> {
        let (category, home) = {
            let journal = self.journal.borrow();
            match change.id {
                None => (new, None),
                Some(id) => {
                    let held = journal.directory().person(id).ok_or_else(|| not_here(id))?;
                    (held.category, journal.whereabouts().home(id))
                }
            }
        };
        self.may_revise("person", Some(category.word()))?;
        let moves = change.id.is_some() && change.place.is_some() && change.place != home;
        if moves {
            self.need(&[Role::Officer, Role::Reception], "move")?;
        }
        let name = text_of(&change.name, "name", PERSON_NAME_LENGTH_MAX)?;
        let number = self.free_number(change)?;
        let born = self.born_of(change)?;
        self.hold_room(change.place)?;
        let id = match change.id {
            Some(id) => id,
            None => PersonId(make_ordered_uuid(&*self.platform)?),
        };
        let document = id.document();
        if change.id.is_none() {
            let value = Person {
                category,
                name,
                other_names: Vec::new(),
                number,
                staff_number: None,
                sex: change.sex,
                born,
                place: change.place,
                roles: Vec::new(),
                languages: Vec::new(),
                left: false,
            };
            self.revise(&document, &value).await?;
            return Ok(id);
        }
        let value = self.changed_value(
            &document,
            [
                ("name", json!(name)),
                ("number", json!(number)),
                ("sex", json!(change.sex)),
                ("born", json!(born)),
                ("left", json!(change.left)),
            ],
        )?;
        self.revise(&document, &value).await?;
        if moves {
            self.move_person(id, change.place, "move").await?;
        }
        Ok(id)
    }

    /// Adds a round plan for a whole wing, or changes when one is walked. A plan's stops stay what they are; those of
    /// a new one are all cells and wards of its wing, also the ones that are added later.
    pub async fn put_plan(&self, change: &PlanChange) -> Result<(), Failure> {
        self.may_revise("plan", None)?;
        let name = text_of(&change.name, "name", NAME_LENGTH_MAX)?;
        let times = parse_times(&change.times.join(" ")).map_err(|_| Failure::invalid("times"))?;
        if !(1..=WINDOW_MINUTES_MAX).contains(&change.window_minutes) {
            return Err(Failure::invalid("window_minutes"));
        }
        let Some(id) = change.id else {
            let id = PlanId(make_ordered_uuid(&*self.platform)?);
            self.hold_place(change.wing)?;
            let value = Plan {
                name,
                wing: change.wing,
                places: vec![change.wing],
                times,
                window_minutes: change.window_minutes,
            };
            return self.revise(&id.document(), &value).await;
        };
        let value = self.changed_value(
            &id.document(),
            [
                ("name", json!(name)),
                ("times", json!(times)),
                ("window_minutes", json!(change.window_minutes)),
            ],
        )?;
        self.revise(&id.document(), &value).await
    }

    /// Refuses what the roles don't allow. In practice nothing counts, and these documents have no practice copies.
    pub(super) fn may_revise(&self, kind: &str, category: Option<&str>) -> Result<(), Failure> {
        let may = roster_writable_by(kind, category, &self.roles.borrow());
        if may && !self.practice.get() {
            return Ok(());
        }
        Err(Failure::NotAllowed {
            what: kind.to_owned(),
        })
    }

    /// The value that stands, with some members set.
    pub(crate) fn changed_value<const N: usize>(
        &self,
        id: &str,
        members: [(&str, Value); N],
    ) -> Result<Map<String, Value>, Failure> {
        let journal = self.journal.borrow();
        let held = journal.directory().value(id).and_then(Value::as_object);
        let mut value = held.cloned().ok_or_else(|| not_here(id))?;
        value.extend(members.map(|(name, member)| (name.to_owned(), member)));
        Ok(value)
    }

    /// A place's name, if no other place beside it is called so.
    fn free_name(
        &self,
        name: &str,
        own: Option<PlaceId>,
        parent: Option<PlaceId>,
    ) -> Result<String, Failure> {
        let name = text_of(name, "name", NAME_LENGTH_MAX)?;
        let key = name_key(&name);
        let journal = self.journal.borrow();
        let directory = journal.directory();
        let is_taken = directory.tree().walk().iter().any(|id| {
            let beside = directory.place(*id).filter(|one| one.parent == parent);
            Some(*id) != own && beside.is_some_and(|one| name_key(&one.name) == key)
        });
        if is_taken {
            return Err(Failure::invalid("name"));
        }
        Ok(name)
    }

    /// Refuses rooms for a place that isn't there, and names that another room of it has.
    fn hold_no_such_rooms(&self, parent: PlaceId, names: &[String]) -> Result<(), Failure> {
        self.hold_place(parent)?;
        let journal = self.journal.borrow();
        let directory = journal.directory();
        let held: Vec<String> = directory
            .rooms(parent)
            .iter()
            .filter_map(|id| directory.place(*id))
            .map(|place| name_key(&place.name))
            .collect();
        if names.iter().any(|name| held.contains(&name_key(name))) {
            return Err(Failure::invalid("rooms"));
        }
        Ok(())
    }

    fn hold_place(&self, id: PlaceId) -> Result<(), Failure> {
        let journal = self.journal.borrow();
        let held = journal.directory().place(id);
        held.map(drop).ok_or_else(|| not_here(id))
    }

    fn hold_room(&self, id: Option<PlaceId>) -> Result<(), Failure> {
        id.map_or(Ok(()), |id| self.hold_place(id))
    }

    /// The place after the last one in the order of walking.
    fn next_order(&self, parent: Option<PlaceId>) -> i64 {
        let journal = self.journal.borrow();
        let directory = journal.directory();
        let walk = directory.tree().walk().iter();
        let beside = walk.filter_map(|id| directory.place(*id).filter(|one| one.parent == parent));
        beside
            .map(|one| one.order)
            .max()
            .unwrap_or(0)
            .saturating_add(1)
    }

    /// The prisoner number, if it is nobody else's.
    fn free_number(&self, change: &PersonChange) -> Result<Option<String>, Failure> {
        let number = change.number.as_deref().map(str::trim);
        let Some(number) = number.filter(|number| !number.is_empty()) else {
            return Ok(None);
        };
        let number = text_of(number, "number", NAME_LENGTH_MAX)?;
        let journal = self.journal.borrow();
        match journal.directory().numbered(&number) {
            Some(other) if change.id != Some(other) => Err(Failure::invalid("number")),
            _ => Ok(Some(number)),
        }
    }

    fn born_of(&self, change: &PersonChange) -> Result<Option<String>, Failure> {
        let born = change.born.as_deref().map(str::trim);
        let Some(born) = born.filter(|born| !born.is_empty()) else {
            return Ok(None);
        };
        let today = local_date(self.now_ms(), self.utc_offset_minutes());
        let born = parse_born(born, &today).ok_or_else(|| Failure::invalid("born"))?;
        Ok(Some(born))
    }
}

fn check_rooms(rooms: &Rooms) -> Result<(), Failure> {
    check_room_names(&rooms.names).map_err(|_| Failure::invalid("rooms"))
}

/// A text without the spaces around it, neither empty nor endless.
fn text_of(text: &str, question: &str, length_max: usize) -> Result<String, Failure> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > length_max {
        return Err(Failure::invalid(question));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests;
