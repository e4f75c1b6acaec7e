//! What pages show: plain, already ordered and named, nothing to compute but words and layout.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use wingbook_record::{
    access::{Book, Role},
    entry::{Amends, Origin},
    id::{DeviceId, EntryId, PersonId, PlaceId, PlanId},
    person::{Category, Sex},
    place::PlaceKind,
    signer::KeyId,
    time::{Millis, Occurred},
};

use super::{DraftView, Failure, LeftView, OrderedView, ResultView, VaccinationView};

/// A tablet before sign-in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// It is set up.
    pub set_up: bool,
    /// Its name.
    pub tablet: Option<String>,
    /// The facility's name.
    pub facility: Option<String>,
    /// The server's address; `None` for a tablet without one.
    pub server: Option<String>,
    /// How many people have signed in here.
    pub people: usize,
    /// Who of them comes back with a PIN, as long as the app runs.
    pub kept: Vec<KeptView>,
    /// What the facility has ordered for it, unless it may be used.
    pub ordered: Option<OrderedView>,
    /// What lies here is being erased.
    pub erasing: bool,
    /// What would be lost with it; told where something is ordered.
    pub left: LeftView,
    /// Somebody here has a badge.
    pub has_badges: bool,
    /// Somebody here has a passkey.
    pub has_passkeys: bool,
}

/// Somebody who has signed in since the app was started, and comes back with a PIN.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptView {
    /// The vault's word for them.
    pub tag: String,
    /// Full name.
    pub name: String,
    /// Staff number, for a sign-in with the passphrase.
    pub staff_number: String,
    /// How many digits their PIN has: the last one opens.
    pub digits: u8,
}

/// Who answers at an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerView {
    /// The address as it will be used.
    pub address: String,
    /// The facility's name.
    pub facility: String,
    /// The server's version.
    pub version: String,
    /// Server clock minus tablet clock.
    pub clock_offset_ms: Millis,
}

/// Whoever is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionView {
    /// Who.
    pub person: PersonId,
    /// Full name.
    pub name: String,
    /// Staff number.
    pub staff_number: String,
    /// Roles.
    pub roles: Vec<Role>,
    /// The tablet.
    pub device: DeviceId,
    /// The tablet's name.
    pub tablet: String,
    /// The facility's name.
    pub facility: String,
    /// The facility's key, pinned at the first contact.
    pub facility_key: Option<KeyId>,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// The facility's time zone.
    pub zone: String,
    /// What the house calls its places.
    pub place_terms: BTreeMap<String, String>,
    /// The books held here for this person.
    pub books: Vec<Book>,
    /// The signer is certified by the facility.
    pub certified: bool,
    /// Practice mode.
    pub practice: bool,
    /// This person has chosen a PIN.
    pub pin: bool,
    /// Stored rows that can't be read (damage, or a newer app).
    pub unreadable: u32,
}

/// A person in a row or header: always full name, number, place and birth year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonLine {
    /// Who.
    pub id: PersonId,
    /// Full name.
    pub name: String,
    /// Prisoner or staff number.
    pub number: Option<String>,
    /// Birth date or year, as far as known.
    pub born: Option<String>,
    /// Where they are, in words.
    pub place: Option<String>,
    /// Where they are.
    pub place_id: Option<PlaceId>,
    /// Why they are not there, if they are out: `court`, `hospital`, …
    pub out: Option<String>,
    /// What brings them here.
    pub category: Category,
    /// Somebody in the wing has the same or a similar name.
    pub same_name: bool,
    /// Notices that stand for this person.
    pub notices: Vec<NoticeView>,
}

/// An operational fact for everybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeView {
    /// The record.
    pub entry: EntryId,
    /// The fact.
    pub text: String,
    /// The key of a fixed sentence, where it has one.
    pub wording: Option<String>,
    /// Urgent.
    pub urgent: bool,
    /// Until when.
    pub until_ms: Option<Millis>,
    /// To be reviewed by.
    pub review_ms: Option<Millis>,
    /// Past its review date.
    pub overdue: bool,
    /// About whom, by name.
    pub person: Option<(PersonId, String)>,
    /// About where, by name.
    pub place: Option<(PlaceId, String)>,
    /// Who wrote it.
    pub author: String,
    /// When.
    pub at_ms: Millis,
}

/// How far a record has got. The order is the way that it goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Delivery {
    /// Durable here; there is no server, or it is practice.
    Saved,
    /// Waits to be sent.
    Waiting,
    /// Accepted by the server, not yet read back.
    Sent,
    /// Read back and equal, or receipted.
    Received {
        /// By the server's clock, if it gave one.
        at_ms: Option<Millis>,
    },
    /// Not accepted.
    Refused {
        /// The server's code.
        code: String,
        /// Its words.
        detail: String,
    },
}

/// A round on a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundLine {
    /// The round, once started.
    pub round: Option<EntryId>,
    /// Its plan.
    pub plan: Option<PlanId>,
    /// Its name.
    pub name: String,
    /// The wing's name.
    pub wing: String,
    /// The wing.
    pub wing_id: PlaceId,
    /// When it is due.
    pub due_ms: Option<Millis>,
    /// Until when it may begin before it counts as missed.
    pub overdue_ms: Option<Millis>,
    /// `upcoming`, `due`, `overdue`, `missed`, `running`, `paused`, `done`, `done_late`,
    /// `done_open` (ended before every stop was checked).
    pub state: String,
    /// Stops checked; one that could not be is none of them.
    pub checked: usize,
    /// Stops.
    pub stops: usize,
    /// Who runs it.
    pub holder: Option<String>,
    /// This person runs it.
    pub mine: bool,
    /// It was handed over to this person.
    pub offered: bool,
}

/// The officer's first page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TodayView {
    /// The shift's start.
    pub from_ms: Millis,
    /// The shift's end.
    pub to_ms: Millis,
    /// Now, by the worker's corrected clock.
    pub now_ms: Millis,
    /// The round to run or go on with: the first thing to do.
    pub next: Option<RoundLine>,
    /// The other rounds of the shift.
    pub rounds: Vec<RoundLine>,
    /// Follow-ups of this person, oldest first.
    pub follow_ups: Vec<FollowUpView>,
    /// What a supervisor sent back to this person.
    pub sent_back: Vec<RecordLine>,
    /// This person's drafts.
    pub drafts: Vec<DraftView>,
    /// Notices that stand.
    pub notices: Vec<NoticeView>,
    /// Records that wait to be sent.
    pub waiting: usize,
    /// The oldest of them.
    pub oldest_waiting_ms: Option<Millis>,
}

/// A follow-up promised in a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpView {
    /// The contact.
    pub entry: EntryId,
    /// With whom.
    pub person: Option<PersonLine>,
    /// What was written.
    pub text: String,
    /// The day, `YYYY-MM-DD`.
    pub date: String,
    /// Past its day.
    pub overdue: bool,
    /// Whose it is.
    pub owner: String,
}

/// Rounds of the shift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundsView {
    /// Planned and started, in order of time.
    pub rounds: Vec<RoundLine>,
    /// Plans, for an unscheduled round.
    pub plans: Vec<(PlanId, String)>,
    /// Each plan's wing, with its name.
    pub wings: Vec<(PlanId, PlaceId, String)>,
    /// Now.
    pub now_ms: Millis,
}

impl RoundsView {
    /// The wing of a plan, with its name.
    pub fn wing_of(&self, plan: PlanId) -> Option<(PlaceId, &str)> {
        let mut wings = self.wings.iter();
        wings
            .find(|(id, ..)| *id == plan)
            .map(|(_, wing, name)| (*wing, name.as_str()))
    }
}

/// A round under way or ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundView {
    /// Its id.
    pub id: EntryId,
    /// Its line.
    pub line: RoundLine,
    /// Live, or copied from a sheet of paper.
    pub origin: Origin,
    /// When it was started.
    pub started_ms: Millis,
    /// Stops in the starting order.
    pub stops: Vec<StopView>,
    /// The first stop not yet checked.
    pub next: Option<usize>,
    /// When it ended.
    pub ended_ms: Option<Millis>,
    /// Why before every stop was checked.
    pub ended_reason: Option<String>,
    /// Paused since.
    pub paused_ms: Option<Millis>,
    /// The roll count that closed it.
    pub count: Option<EntryId>,
    /// Its stops are all the rooms of the wing: a roll count follows from them.
    pub whole_wing: bool,
    /// What it counted and expected, if these differ or somebody was missing by name.
    pub count_differs: Option<(i64, i64)>,
    /// Colleagues to hand over to: who, name, staff number.
    pub colleagues: Vec<(PersonId, String, String)>,
}

impl RoundView {
    /// Whether it is over.
    pub fn is_ended(&self) -> bool {
        self.ended_ms.is_some()
    }
}

/// A stop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StopView {
    /// Where.
    pub place: PlaceId,
    /// Its own name, as large as anything on the page.
    pub name: String,
    /// Its full name.
    pub path: String,
    /// Cell or ward.
    pub kind: PlaceKind,
    /// Checked, in some way.
    pub checked: bool,
    /// The check that counts.
    pub check: Option<EntryId>,
    /// When.
    pub at_ms: Option<Millis>,
    /// By whom.
    pub by: Option<String>,
    /// How many were counted.
    pub counted: Option<u32>,
    /// How many should have been counted.
    pub expected: Option<u32>,
    /// A supervisor looks at it first.
    pub exception: bool,
    /// Why it could not be checked.
    pub could_not: Option<String>,
    /// What else was written.
    pub note: Option<String>,
    /// The people who were here when the round began.
    pub people: Vec<StopPerson>,
    /// Who has come since.
    pub arrived: Vec<PersonLine>,
    /// Notices that stand for this place.
    pub notices: Vec<NoticeView>,
    /// Delivery of the check that counts.
    pub delivery: Option<Delivery>,
}

/// A person at a stop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StopPerson {
    /// Who.
    pub person: PersonLine,
    /// `seen`, `absent`, `not_checked`; `None` before the check.
    pub state: Option<String>,
    /// For `absent`.
    pub reason: Option<String>,
    /// Moved elsewhere since the round began.
    pub moved_to: Option<String>,
}

/// A record is durable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// Its id.
    pub entry: EntryId,
    /// Until when *Undo* is offered.
    pub undo_until_ms: Millis,
    /// How far it has got.
    pub delivery: Delivery,
}

/// The arithmetic of a roll count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountView {
    /// The wing.
    pub wing: PlaceId,
    /// Its name.
    pub wing_name: String,
    /// On the wing's roll.
    pub roll: u32,
    /// Absent with a known reason: who, why.
    pub absent: Vec<(PersonLine, String)>,
    /// Who should be here.
    pub expected: u32,
    /// Seen or counted in the round's checks.
    pub counted: u32,
    /// Not seen and not explained.
    pub unaccounted: Vec<PersonLine>,
    /// Everybody on the roll, for a named count.
    pub people: Vec<PersonLine>,
    /// Earlier counts of this round: step, expected, counted, when, by whom.
    pub earlier: Vec<(String, u32, u32, Millis, String)>,
}

/// A page of people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeoplePage {
    /// This page.
    pub people: Vec<PersonLine>,
    /// Where it begins.
    pub offset: usize,
    /// All that fit.
    pub total: usize,
}

/// A person's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonView {
    /// The header.
    pub line: PersonLine,
    /// Other names.
    pub other_names: Vec<String>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Languages.
    pub languages: Vec<String>,
    /// Released, or not here for good.
    pub left: bool,
    /// Records about this person, newest first; at most 500.
    pub timeline: Vec<RecordLine>,
    /// Follow-ups that are open.
    pub follow_ups: Vec<FollowUpView>,
    /// Since when every record about them is here; older ones are at the server. `None`: nothing is only there.
    pub held_since_ms: Option<Millis>,
    /// Days since somebody last spoke with this prisoner, by the records that lie here.
    pub days_since_contact: Option<u32>,
    /// A prisoner of whom no record that lies here says that somebody spoke with them.
    pub no_contact_held: bool,
    /// Where they have been: place, since, reason.
    pub stays: Vec<(String, Millis, String)>,
    /// Their vaccinations, for whoever reads the health book.
    pub vaccination: Option<VaccinationView>,
}

/// A place in the tree, in the order of walking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceView {
    /// Which.
    pub id: PlaceId,
    /// Its own name.
    pub name: String,
    /// Its full name.
    pub path: String,
    /// What sort.
    pub kind: PlaceKind,
    /// What it is part of.
    pub parent: Option<PlaceId>,
    /// Depth in the tree.
    pub depth: usize,
    /// For how many.
    pub capacity: Option<u32>,
    /// Out of use.
    pub out_of_use: bool,
    /// A punishment cell.
    pub punishment: bool,
    /// How many live here, places below included.
    pub people: usize,
}

/// A round plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanView {
    /// Which.
    pub id: PlanId,
    /// What staff call it.
    pub name: String,
    /// The wing.
    pub wing: PlaceId,
    /// Start times, `HH:MM`, in order.
    pub times: Vec<String>,
    /// How many minutes after a start time the round may begin.
    pub window_minutes: u32,
}

/// A record on a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordLine {
    /// Which.
    pub id: EntryId,
    /// The form's id: what kind of record.
    pub form: String,
    /// The form's title by language; empty for Wingbook's own kinds, named in the catalogues.
    pub title: BTreeMap<String, String>,
    /// When it happened.
    pub at_ms: Millis,
    /// How well that is known.
    pub occurred: Occurred,
    /// When it was written down.
    pub recorded_ms: Millis,
    /// Who wrote it.
    pub author: String,
    /// Who wrote it.
    pub author_id: PersonId,
    /// This person wrote it.
    pub mine: bool,
    /// About whom: name and number as they were.
    pub people: Vec<String>,
    /// Where.
    pub place: Option<String>,
    /// The first words.
    pub summary: String,
    /// What a count, a round, a dose or a health check came to.
    pub result: Option<ResultView>,
    /// Corrected since.
    pub corrected: bool,
    /// Taken back.
    pub withdrawn: bool,
    /// Was about the wrong person, and moved.
    pub moved: bool,
    /// Its review, if any.
    pub review: Option<ReviewView>,
    /// How it came about.
    pub origin: Origin,
    /// How far it has got.
    pub delivery: Delivery,
    /// Its signer is certified by the facility.
    pub certified: bool,
    /// Made in practice mode.
    pub practice: bool,
}

/// What a supervisor said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewView {
    /// `accepted`, `sent_back`, `escalated`.
    pub decision: String,
    /// Why.
    pub reason: Option<String>,
    /// Who.
    pub by: String,
    /// When.
    pub at_ms: Millis,
    /// The author answered or corrected since.
    pub answered: bool,
    /// It waits for this person's decision: answered since, or passed on by somebody else.
    pub waits: bool,
}

/// A page of records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordsPage {
    /// This page.
    pub records: Vec<RecordLine>,
    /// Where it begins.
    pub offset: usize,
    /// All that fit.
    pub total: usize,
    /// Since when every record is here; older ones are at the server. `None`: nothing is only there.
    pub held_since_ms: Option<Millis>,
    /// Forms that occur: id and titles.
    pub forms: Vec<(String, BTreeMap<String, String>)>,
    /// Authors that occur.
    pub authors: Vec<(PersonId, String)>,
    /// Wings.
    pub wings: Vec<(PlaceId, String)>,
}

/// What came from beyond a tablet's window.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OlderView {
    /// How many records.
    pub came: usize,
    /// Since when every record is here now; `None`: all are.
    pub held_since_ms: Option<Millis>,
}

/// A record, whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecordView {
    /// Its line.
    pub line: RecordLine,
    /// The book.
    pub book: Book,
    /// The form's version.
    pub form_version: String,
    /// The version that stands: what a correction of it goes on from.
    pub version: EntryId,
    /// The form's definition, as it was then; `None` for Wingbook's own kinds.
    #[serde(with = "super::wire::json")]
    pub definition: Option<Value>,
    /// The answers that stand, corrections included.
    #[serde(with = "super::wire::json")]
    pub answers: Map<String, Value>,
    /// People, as they were: id and line of today.
    pub people: Vec<PersonLine>,
    /// Places, as they were called.
    pub places: Vec<(PlaceId, String)>,
    /// Corrections, withdrawals, reviews and replies, oldest first.
    pub history: Vec<HistoryView>,
    /// Names of what the answers refer to (people, places), by id.
    pub names: BTreeMap<String, String>,
    /// This person may correct it.
    pub may_correct: bool,
    /// This person may review it.
    pub may_review: bool,
    /// Its vaccination session, if it is one or part of one.
    pub clinic: Option<EntryId>,
    /// Device, chain, sequence, hash: for whoever must prove it.
    pub proof: ProofView,
}

/// What became of a record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HistoryView {
    /// The record that did it.
    pub entry: EntryId,
    /// `original`, `correct`, `wrong_person`, `withdraw`, `accepted`, `sent_back`, `escalated`, `reply`,
    /// `follow_up_done`.
    pub what: String,
    /// How it amends, if it does.
    pub how: Option<Amends>,
    /// By whom.
    pub by: String,
    /// When.
    pub at_ms: Millis,
    /// Why, or the answer.
    pub text: Option<String>,
    /// For *wrong person*: whom it was about, and whom it is about.
    pub moved: Option<(String, String)>,
    /// The answers that it had, for a version.
    #[serde(with = "super::wire::json")]
    pub answers: Option<Map<String, Value>>,
}

/// How a record can be proved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofView {
    /// The tablet.
    pub device: DeviceId,
    /// The chain.
    pub chain: String,
    /// Its number in the chain.
    pub seq: u64,
    /// The hash of its header.
    pub hash: String,
    /// The signature fits and the signer is certified.
    pub verified: bool,
    /// What is wrong, if something is.
    pub problem: Option<String>,
}

/// Sending and receiving.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncView {
    /// There is a server.
    pub server: Option<String>,
    /// `none` (no server), `offline`, `idle`, `syncing`, `problem`.
    pub state: String,
    /// Records that wait.
    pub waiting: usize,
    /// The oldest of them.
    pub oldest_waiting_ms: Option<Millis>,
    /// Records not accepted.
    pub refused: usize,
    /// Records of colleagues that wait under keys which whoever is signed in doesn't hold.
    pub of_colleagues: usize,
    /// How many of anybody's records no server has proved to hold.
    pub unsent: usize,
    /// Last contact, by the tablet's clock.
    pub last_contact_ms: Option<Millis>,
    /// Last time that everything was sent and received.
    pub last_full_ms: Option<Millis>,
    /// The server can't be reached: since the first try that failed.
    pub unreachable_since_ms: Option<Millis>,
    /// The next try.
    pub next_try_ms: Option<Millis>,
    /// What the last failure was.
    pub failure: Option<Failure>,
    /// On long work: received so far, and of how many.
    pub progress: Option<(usize, usize)>,
    /// Each book: documents held, last received.
    pub books: Vec<(Book, usize, Option<Millis>)>,
}
