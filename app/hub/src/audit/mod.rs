//! What happened at the hub, in the audit register: who signed in, who was refused.
//!
//! The rows are ordinary records, chained and signed by the hub itself, so that a row taken out shows. They
//! are written behind the request: a full disk refuses entries, not sign-ins.

mod refusals;

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
    id::{ChainId, DeviceId, EntryId, PersonId},
    order::Order,
    time::{Occurred, Recorded},
};

use self::refusals::{Counted, Kept, Refusals};
use crate::{
    connections::neighbourhood,
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

/// What a tablet sends twice is told once.
const FORK_REPEATED_AFTER: Duration = Duration::from_secs(60);

/// A tap that was repeated because no answer came.
const TABLET_REPEATED_AFTER: Duration = Duration::from_secs(5);

/// From how many rows on those are forgotten that may be repeated.
const RECENT_MAX: usize = 20_000;

/// The hub's hand in the audit register.
pub struct Audit {
    pen: Arc<Pen>,
    /// Until when a row that was written is not to be repeated.
    recent: Mutex<HashMap<String, Instant>>,
    refusals: Arc<Mutex<Refusals>>,
}

/// What a row is written with.
struct Pen {
    store: Store,
    facility: Arc<Facility>,
    start: Uuid,
    started: Instant,
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
    /// Certifies the hub's own key, once, and takes the pen up. Refusals of one address are counted together over this time.
    ///
    /// # Errors
    /// When the data file can't be written.
    pub fn begin(
        store: &Store,
        facility: &Arc<Facility>,
        counted_over: Duration,
    ) -> Result<Self, FacilityError> {
        let hub = User {
            staff_number: "hub".into(),
            person: facility.hub_person(),
            name: "Wingbook hub".into(),
            roles: vec![Role::Auditor],
            derivation: Derivation::standard([0; 16]),
            credential_hash: [0; 32],
            // Nobody signs in as the hub: it is no row among the users.
            disabled: false,
        };
        let certifying = Arc::clone(facility);
        store.write_now(move |turn| certifying.certify_hub_for(turn, &hub).map(drop))?;
        let pen = Pen {
            store: store.clone(),
            facility: Arc::clone(facility),
            start: Uuid::new_v4(),
            started: Instant::now(),
        };
        Ok(Self {
            pen: Arc::new(pen),
            recent: Mutex::default(),
            refusals: Arc::new(Mutex::new(Refusals::new(counted_over))),
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
        self.record_refusal(happened, address);
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
        self.record_refusal(happened, address);
    }

    /// A chain forks. Who uploaded the record need not be who wrote it, and the tablet that all its records name need not
    /// have written them all: the row tells the records and whose key signed each, and blames nobody.
    pub fn forked(&self, database: &str, fork: &Fork) {
        let happened = Happened {
            event: "chain_forked",
            staff_number: String::new(),
            person: None,
            detail: format!("{database}: {fork}"),
            address: None,
        };
        self.record(happened, FORK_REPEATED_AFTER);
    }

    /// A tablet's store was cleared under it: so many of its records, as it last noted, had not been received.
    pub fn vanished(&self, user: &User, address: IpAddr, tablet: String, unsent: u32) {
        tracing::warn!(%tablet, unsent, "what a tablet had stored has vanished");
        let happened = Happened {
            event: "store_vanished",
            staff_number: user.staff_number.clone(),
            person: Some((user.person, user.name.clone())),
            detail: format!("{tablet}: {unsent} not received"),
            address: Some(address),
        };
        self.record(happened, SIGN_IN_REPEATED_AFTER);
    }

    /// Something was ordered for a tablet, or it has done as it was told.
    pub fn tablet(&self, user: Option<&User>, address: Option<IpAddr>, detail: String) {
        let happened = Happened {
            event: "tablet",
            staff_number: user.map_or_else(String::new, |user| user.staff_number.clone()),
            person: user.map(|user| (user.person, user.name.clone())),
            detail,
            address,
        };
        self.record(happened, TABLET_REPEATED_AFTER);
    }

    fn record(&self, happened: Happened, repeated_after: Duration) {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        let (key, now) = (happened.key(), Instant::now());
        if recent.get(&key).is_some_and(|until| *until > now) {
            return;
        }
        if recent.len() >= RECENT_MAX {
            recent.retain(|_, until| *until > now);
        }
        recent.insert(key, now + repeated_after);
        drop(recent);
        let pen = Arc::clone(&self.pen);
        tokio::spawn(async move { pen.write(happened).await });
    }

    /// Records a refusal, alone or, where there are too many, by their number when the while is over.
    fn record_refusal(&self, happened: Happened, address: IpAddr) {
        let mut refusals = self.refusals.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = refusals.take(happened.key(), neighbourhood(address), Instant::now());
        let lasts = refusals.lasts();
        drop(refusals);
        let pen = Arc::clone(&self.pen);
        match kept {
            Kept::Row => drop(tokio::spawn(async move { pen.write(happened).await })),
            Kept::Number => {}
            Kept::FirstOfNumber(counted) => {
                let refusals = Arc::clone(&self.refusals);
                tokio::spawn(async move {
                    tokio::time::sleep(lasts).await;
                    let number = refusals
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .end(counted);
                    pen.write(Happened::left_out(number, counted)).await;
                });
            }
        }
    }
}

impl Happened {
    /// What tells two rows apart.
    fn key(&self) -> String {
        let Self {
            event,
            staff_number,
            detail,
            address,
            ..
        } = self;
        format!("{event} {staff_number} {address:?} {detail}")
    }

    /// So many more were refused.
    fn left_out(number: u64, counted: Counted) -> Self {
        Self {
            event: "refused_further",
            staff_number: String::new(),
            person: None,
            detail: number.to_string(),
            address: match counted {
                Counted::Address(address) => Some(address),
                Counted::All => None,
            },
        }
    }
}

impl Pen {
    async fn write(&self, happened: Happened) {
        let (facility, start) = (Arc::clone(&self.facility), self.start);
        let monotonic_ms = i64::try_from(self.started.elapsed().as_millis()).unwrap_or(i64::MAX);
        let written =
            move |turn: &mut Turn<'_>| write(turn, &facility, happened, start, monotonic_ms);
        if let Err(error) = self.store.write(written).await {
            tracing::error!(%error, "a row of the audit register was not written");
        }
    }
}

/// What the register says of an order for a tablet.
pub fn order_words(order: Order, name: &str, device: DeviceId, reason: &str) -> String {
    let at_once = if order.at_once { " at once" } else { "" };
    let word = order.standing.word();
    format!("{name} ({device}): to be {word}{at_once}: {reason}")
}

/// Writes the row of an order that was given at the command line: whoever works there is at the machine itself.
///
/// # Errors
/// When the data file can't be written.
pub fn tablet_ordered(
    turn: &mut Turn<'_>,
    facility: &Facility,
    order: Order,
    name: &str,
    device: DeviceId,
    reason: &str,
) -> Result<(), FacilityError> {
    let happened = Happened {
        event: "tablet",
        staff_number: String::new(),
        person: None,
        detail: order_words(order, name, device, reason),
        address: None,
    };
    write(turn, facility, happened, Uuid::new_v4(), 0)
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
