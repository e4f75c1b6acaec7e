//! What happened at the hub, in the audit register: who signed in, who was refused.
//!
//! The rows are ordinary records, chained and signed by the hub itself, so that a row taken out shows. They
//! are written behind the request: a full disk refuses entries, not sign-ins.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use rusqlite::Connection;
use serde_json::{Map, Value, json};
use uuid::Uuid;
use wingbook_record::{
    access::{Book, Role},
    entry::{Body, Draft, Head, Origin, PersonThen},
    id::{ChainId, EntryId, PersonId},
    time::{Occurred, Recorded},
};

use crate::{
    facility::{Facility, FacilityError},
    hub::VERSION,
    pushing::{self, Fork},
    store::{
        Store, StoreError, Turn,
        chains::{self, Link},
        databases, now_ms, settings,
    },
    users::{
        User,
        credential::{Derivation, make_random},
    },
};

const HEAD: &str = "audit_head";

/// Basic authentication comes with every request: one row tells that somebody worked from an address.
const SIGN_IN_REPEATED_AFTER: Duration = Duration::from_secs(8 * 3600);

/// A client that is refused asks again at once: one row a minute tells enough.
const REFUSAL_REPEATED_AFTER: Duration = Duration::from_secs(60);

/// How many recent rows are remembered, so that they are not repeated.
const RECENT_MAX: usize = 20_000;

/// The hub's pen in the audit register.
pub struct Audit {
    store: Store,
    facility: Arc<Facility>,
    start: Uuid,
    started: Instant,
    recent: Mutex<HashMap<String, Instant>>,
}

/// One row to be.
struct Happened {
    event: &'static str,
    staff_number: String,
    person: Option<(PersonId, String)>,
    detail: String,
    address: Option<IpAddr>,
}

impl Audit {
    /// Certifies the hub's own key, once, and takes the pen up.
    ///
    /// # Errors
    /// When the data file can't be written.
    pub fn begin(store: &Store, facility: &Arc<Facility>) -> Result<Self, FacilityError> {
        let hub = User {
            staff_number: "hub".into(),
            person: facility.hub_person(),
            name: "Wingbook hub".into(),
            roles: vec![Role::Auditor],
            derivation: Derivation::standard([0; 16]),
            credential_hash: [0; 32],
            disabled: true,
        };
        let certifying = Arc::clone(facility);
        store.write_now(move |turn| certifying.certify_hub_for(turn, &hub).map(drop))?;
        Ok(Self {
            store: store.clone(),
            facility: Arc::clone(facility),
            start: Uuid::new_v4(),
            started: Instant::now(),
            recent: Mutex::default(),
        })
    }

    /// Somebody signed in.
    pub fn signed_in(&self, user: &User, address: IpAddr) {
        let happened = Happened {
            event: "signed_in",
            staff_number: user.staff_number.clone(),
            person: Some((user.person, user.name.clone())),
            detail: String::new(),
            address: Some(address),
        };
        self.record(happened, SIGN_IN_REPEATED_AFTER);
    }

    /// A sign-in was refused: `wrong`, `throttled` or `disabled`. Without the staff number of somebody who has an
    /// account nothing is kept of what was typed: it may be a passphrase in the wrong field.
    pub fn refused(&self, staff_number: Option<&str>, address: IpAddr, why: &str) {
        let happened = Happened {
            event: "sign_in_refused",
            staff_number: staff_number.unwrap_or_default().to_owned(),
            person: None,
            detail: why.to_owned(),
            address: Some(address),
        };
        self.record(happened, REFUSAL_REPEATED_AFTER);
    }

    /// Somebody asked for a database that isn't theirs.
    pub fn forbidden(&self, user: &User, address: IpAddr, database: &str) {
        let happened = Happened {
            event: "access_refused",
            staff_number: user.staff_number.clone(),
            person: Some((user.person, user.name.clone())),
            detail: database.to_owned(),
            address: Some(address),
        };
        self.record(happened, REFUSAL_REPEATED_AFTER);
    }

    /// A chain forks. Who uploaded the record need not be who wrote it: the row names the tablet and the records.
    pub fn forked(&self, database: &str, fork: &Fork) {
        let happened = Happened {
            event: "chain_forked",
            staff_number: String::new(),
            person: None,
            detail: format!("{database}: {fork}"),
            address: None,
        };
        self.record(happened, REFUSAL_REPEATED_AFTER);
    }

    fn is_repeated(&self, happened: &Happened, after: Duration) -> bool {
        let Happened {
            event,
            staff_number,
            detail,
            address,
            ..
        } = happened;
        let key = format!("{event} {staff_number} {address:?} {detail}");
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        if recent.get(&key).is_some_and(|at| at.elapsed() < after) {
            return true;
        }
        if recent.len() >= RECENT_MAX {
            recent.clear();
        }
        recent.insert(key, Instant::now());
        false
    }

    fn record(&self, happened: Happened, repeated_after: Duration) {
        if self.is_repeated(&happened, repeated_after) {
            return;
        }
        let facility = Arc::clone(&self.facility);
        let (start, monotonic) = (self.start, self.started.elapsed());
        let monotonic_ms = i64::try_from(monotonic.as_millis()).unwrap_or(i64::MAX);
        let store = self.store.clone();
        let written =
            move |turn: &mut Turn<'_>| write(turn, &facility, happened, start, monotonic_ms);
        tokio::spawn(async move {
            if let Err(error) = store.write(written).await {
                tracing::error!(%error, "a row of the audit register was not written");
            }
        });
    }
}

fn write(
    turn: &mut Turn<'_>,
    facility: &Facility,
    happened: Happened,
    start: Uuid,
    monotonic_ms: i64,
) -> Result<(), FacilityError> {
    let head = read_head(turn.connection)?;
    let person = facility.hub_person();
    let signer = facility.signer_for(person)?;
    let people = happened.person.map(|(id, name)| PersonThen {
        id,
        name,
        number: Some(happened.staff_number.clone()),
        place: None,
        born: None,
    });
    let answers = json!({
        "event": happened.event,
        "staff_number": happened.staff_number,
        "address": happened.address.map(|address| address.to_string()).unwrap_or_default(),
        "detail": happened.detail,
    });
    let now = now_ms();
    let draft = Draft {
        id: EntryId(Uuid::now_v7()),
        book: Book::Audit,
        form: "audit".into(),
        form_version: "1".into(),
        author: person,
        device: facility.hub_device(),
        recorded: recorded(facility.zone(), now, start, monotonic_ms),
        app: format!("{VERSION}+hub"),
        practice: false,
        body: Body {
            salt: hex::encode(make_random::<16>()?),
            people: people.into_iter().collect(),
            places: Vec::new(),
            occurred: Occurred::exactly(now),
            origin: Origin::Live,
            corrects: None,
            answers: members(answers),
        },
    };
    let (entry, next) = draft
        .seal(head, &signer)
        .map_err(|error| StoreError::Failed(error.to_string()))?;
    let register = Book::Audit.database(facility.slug());
    pushing::put_own(turn, &register, entry.document().clone())?;
    // Nobody else continues the hub's chain.
    if let Some(database) = databases::find(turn.connection, &register)? {
        let link = Link::from(entry.header());
        chains::claim(turn, database.db, &link)?;
        chains::file(turn, database.db, &entry.id().document(), &link)?;
    }
    let next = serde_json::to_vec(&next).map_err(|error| StoreError::Failed(error.to_string()))?;
    Ok(settings::set(turn, HEAD, &next)?)
}

fn read_head(connection: &Connection) -> Result<Head, StoreError> {
    match settings::get(connection, HEAD)? {
        None => Ok(Head::empty(ChainId(Uuid::new_v4()))),
        Some(bytes) => serde_json::from_slice(&bytes)
            .map_err(|error| StoreError::Damaged(format!("the end of the audit chain: {error}"))),
    }
}

/// The hub's clock, as a record carries it. Its own clock is the one that tablets compare theirs with.
pub fn recorded(zone: &str, now: i64, start: Uuid, monotonic_ms: i64) -> Recorded {
    let offset = jiff::Timestamp::from_millisecond(now)
        .ok()
        .zip(jiff::tz::TimeZone::get(zone).ok())
        .map_or(0, |(at, zone)| zone.to_offset(at).seconds() / 60);
    Recorded {
        wall_ms: now,
        zone: zone.to_owned(),
        utc_offset_minutes: offset,
        server_offset_ms: Some(0),
        start,
        monotonic_ms,
    }
}

fn members(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}
