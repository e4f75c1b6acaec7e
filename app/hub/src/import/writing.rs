//! From people to signed documents in the roster, in one transaction.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use serde_json::{Value, json};
use uuid::Uuid;
use wingbook_record::{
    access::{Book, roster_writable_by},
    id::{PersonId, PlaceId},
    roster::{Edited, Revision as Signed},
    signer::Signer,
};

use super::{
    ImportError, Order,
    people::{Problem, Row},
};
use crate::{
    facility::Facility,
    seed::{self, SeedError},
    store::{
        Store, StoreError, databases, now_ms,
        reading::{Range, Walk, With},
    },
    users::{self, User},
};

/// A place by its parent and its name, as the roster has it.
type Places = HashMap<(Option<Uuid>, String), Uuid>;

/// What is to be written.
pub struct Plan {
    people: Vec<(Value, &'static str)>,
    places: Vec<(PlaceId, Value)>,
    /// Rows that don't fit the roster.
    pub problems: Vec<Problem>,
    person_signer: User,
    place_signer: Option<User>,
}

impl Plan {
    /// How many places would be made.
    pub fn places(&self) -> usize {
        self.places.len()
    }
}

/// What the roster holds that an import has to know.
struct Roster {
    numbers: HashSet<String>,
    places: Places,
}

/// Compares rows with the roster and makes the documents' values.
pub fn plan(
    store: &Store,
    facility: &Facility,
    rows: Vec<Row>,
    order: &Order,
) -> Result<Plan, ImportError> {
    let users = store.read_now(users::all)?;
    let categories: HashSet<&'static str> = rows
        .iter()
        .map(|row| row.category)
        .chain([order.category])
        .collect();
    let person_signer = choose_signer(&users, order, &categories)?;
    let mut roster = read_roster(store, facility)?;
    let mut plan = Plan {
        people: Vec::with_capacity(rows.len()),
        places: Vec::new(),
        problems: Vec::new(),
        person_signer,
        place_signer: users
            .into_iter()
            .find(|user| may_write(user, "place", None)),
    };
    for row in rows {
        if let Some(number) = row.number.as_ref().or(row.staff_number.as_ref())
            && roster.numbers.contains(number)
        {
            let what = format!("somebody with the number {number} is in the roster already");
            plan.problems.push(Problem {
                line: row.line,
                what,
            });
        }
        match plan.place_of(&row, &mut roster.places, order.create_places) {
            Ok(place) => plan.people.push((person_value(&row, place), row.category)),
            Err(what) => plan.problems.push(Problem {
                line: row.line,
                what,
            }),
        }
    }
    Ok(plan)
}

fn may_write(user: &User, kind: &str, category: Option<&str>) -> bool {
    !user.disabled && roster_writable_by(kind, category, &user.roles)
}

/// Whoever the roster's rules let write all these people: the one named, or the first there is.
fn choose_signer(
    users: &[User],
    order: &Order,
    categories: &HashSet<&'static str>,
) -> Result<User, ImportError> {
    let fits = |user: &&User| {
        categories
            .iter()
            .all(|category| may_write(user, "person", Some(category)))
    };
    let mut words: Vec<&str> = categories.iter().copied().collect();
    words.sort_unstable();
    let words = words.join(", ");
    match &order.signer {
        Some(number) => {
            let named = super::account(users, number)?;
            let number = users::lookup_number(number);
            let refused = || ImportError::Signer(format!("{number} may not write into the roster: {words}"));
            Some(named).filter(fits).cloned().ok_or_else(refused)
        }
        None => users.iter().find(fits).cloned().ok_or_else(|| {
            ImportError::Signer(format!(
                "no account may write into the roster: {words}. Add one (prisoners and visitors: reception; \
                 staff: administrator), or name it with --as"
            ))
        }),
    }
}

fn read_roster(store: &Store, facility: &Facility) -> Result<Roster, StoreError> {
    let mut roster = Roster {
        numbers: HashSet::new(),
        places: HashMap::new(),
    };
    roster_documents(store, facility, &["person", "place"], |id, value| {
        roster.take(id, value);
    })?;
    Ok(roster)
}

/// Hands over what the roster holds of some kinds: id and value of each document.
pub(super) fn roster_documents(
    store: &Store,
    facility: &Facility,
    kinds: &[&str],
    mut take: impl FnMut(&str, &Value),
) -> Result<(), StoreError> {
    let name = Book::Roster.database(facility.slug());
    store.read_now(|connection| {
        let Some(database) = databases::find(connection, &name)? else {
            return Ok(());
        };
        let with = With {
            bodies: true,
            ..With::default()
        };
        for kind in kinds {
            let range = Range {
                from: Some(format!("{kind}:")),
                to: Some(format!("{kind};")),
                ..Range::default()
            };
            let mut walk = Walk::new(range, with);
            while walk.goes_on() {
                for row in walk.next(connection, database.db)? {
                    let json = row.body.as_ref().map_or("{}", |(json, _)| json.as_str());
                    let document: Value = serde_json::from_str(json)
                        .map_err(|error| StoreError::Damaged(format!("{}: {error}", row.id)))?;
                    take(&row.id, &document["value"]);
                }
            }
        }
        Ok(())
    })
}

impl Roster {
    fn take(&mut self, id: &str, value: &Value) {
        if let Some(place) = PlaceId::from_document(id) {
            let parent = value["parent"]
                .as_str()
                .and_then(|parent| parent.parse().ok());
            let name = value["name"].as_str().unwrap_or_default();
            self.places.insert((parent, lookup_name(name)), place.0);
        } else {
            for key in ["number", "staff_number"] {
                self.numbers.extend(value[key].as_str().map(str::to_owned));
            }
        }
    }
}

fn lookup_name(name: &str) -> String {
    name.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

impl Plan {
    /// The place that a row names: a cell in a wing, a wing, or none.
    fn place_of(
        &mut self,
        row: &Row,
        known: &mut Places,
        create: bool,
    ) -> Result<Option<Uuid>, String> {
        let root = known
            .iter()
            .find(|((parent, _), _)| parent.is_none())
            .map(|(_, id)| *id);
        let wing = match &row.wing {
            None => None,
            Some(name) => Some(self.place(name, "wing", root, known, create)?),
        };
        match &row.cell {
            None => Ok(wing),
            Some(name) => self
                .place(name, "cell", wing.or(root), known, create)
                .map(Some),
        }
    }

    fn place(
        &mut self,
        name: &str,
        kind: &str,
        parent: Option<Uuid>,
        known: &mut Places,
        create: bool,
    ) -> Result<Uuid, String> {
        // A wing may hang from the facility's own place or from none; a cell anywhere below its wing.
        let key = (parent, lookup_name(name));
        if let Some(found) = known
            .get(&key)
            .or_else(|| known.get(&(None, key.1.clone())))
        {
            return Ok(*found);
        }
        if let Some(found) = below(known, parent, &key.1) {
            return Ok(found);
        }
        if !create {
            return Err(format!(
                "there is no place {name:?}; add it first, or let it be made with --create-places"
            ));
        }
        let id = Uuid::new_v4();
        let value = json!({
            "name": name, "kind": kind, "parent": parent, "capacity": null,
            "out_of_use": false, "order": self.places.len(),
        });
        self.places.push((PlaceId(id), value));
        known.insert(key, id);
        Ok(id)
    }
}

/// A place of that name further down (wing › landing › cell), if there is exactly one.
fn below(known: &Places, parent: Option<Uuid>, name: &str) -> Option<Uuid> {
    let parent = parent?;
    let parents: HashMap<Uuid, Option<Uuid>> =
        known.iter().map(|((above, _), id)| (*id, *above)).collect();
    let is_below = |id: Uuid| {
        let mut at = Some(id);
        // A tree of places is a few levels deep; a damaged one may turn in a circle.
        for _ in 0..16 {
            match at.and_then(|at| parents.get(&at).copied().flatten()) {
                Some(above) if above == parent => return true,
                above => at = above,
            }
        }
        false
    };
    let mut found = known
        .iter()
        .filter(|((_, known), id)| known == name && is_below(**id))
        .map(|(_, id)| *id);
    let first = found.next();
    first.filter(|_| found.next().is_none())
}

fn person_value(row: &Row, place: Option<Uuid>) -> Value {
    json!({
        "category": row.category,
        "name": row.name,
        "other_names": row.other_names,
        "number": row.number,
        "staff_number": row.staff_number,
        "sex": row.sex,
        "born": row.born,
        "place": place,
        "roles": [],
        "languages": row.languages,
        "left": false,
    })
}

/// Signs and writes everything, or nothing.
pub fn write(store: &Store, facility: &Arc<Facility>, plan: Plan) -> Result<(), ImportError> {
    let mut documents = Vec::with_capacity(plan.people.len() + plan.places.len());
    if !plan.places.is_empty() {
        let user = plan.place_signer.ok_or_else(|| {
            ImportError::Signer("no account may make places; add an administrator first".into())
        })?;
        let signer = certify(store, facility, &user)?;
        for (id, value) in &plan.places {
            documents.push((
                Book::Roster,
                sign(facility, &id.document(), value, &user, &signer)?,
            ));
        }
    }
    let signer = certify(store, facility, &plan.person_signer)?;
    for (value, _) in &plan.people {
        let id = PersonId(Uuid::new_v4()).document();
        documents.push((
            Book::Roster,
            sign(facility, &id, value, &plan.person_signer, &signer)?,
        ));
    }
    Ok(seed::seed_at_once(store, facility, documents)?)
}

pub(super) fn certify(
    store: &Store,
    facility: &Arc<Facility>,
    user: &User,
) -> Result<Signer, ImportError> {
    let (facility, user) = (Arc::clone(facility), user.clone());
    Ok(store.write_now(move |turn| facility.certify_hub_for(turn, &user))?)
}

fn sign(
    facility: &Facility,
    id: &str,
    value: &Value,
    user: &User,
    signer: &Signer,
) -> Result<Value, ImportError> {
    let edited = Edited {
        author: user.person,
        device: facility.hub_device(),
        key: signer.id(),
        at_ms: now_ms(),
        previous: None,
    };
    let signed = Signed::sign(id, value, edited, signer).map_err(|error| SeedError::Document {
        id: id.to_owned(),
        why: error.to_string(),
    })?;
    Ok(signed.document().clone())
}
