//! What page and worker say to each other: named actions in, read-only views out, events when something
//! changed. Nothing here holds a key, a sealed byte or a database row.
//!
//! A page sends a [`Request`] with a number and gets one [`Reply`] with that number; [`Event`]s come unasked.
//! A page that gets [`Event::Changed`] asks again for what it shows.

mod check_in;
mod clinic;
mod connecting;
mod coverage;
mod failure;
mod form;
mod prison;
mod product;
mod recovery;
mod result;
mod round;
mod submission;
mod supervision;
mod tablet;
mod vaccination;
mod view;
mod ways;
pub mod wire;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use wingbook_record::{
    entry::{Amends, Origin},
    id::{EntryId, PersonId, PlaceId, PlanId},
    order::TabletStands,
    time::{Millis, Occurred},
    vaccination::{
        dose::Dose,
        session::{Session, SessionStep},
    },
};

pub use check_in::*;
pub use clinic::*;
pub use connecting::*;
pub use coverage::*;
pub use failure::{Failure, ProblemView};
pub use form::{ChoiceView, DraftView, FormLine, FormView};
pub use prison::*;
pub use product::*;
pub use recovery::*;
pub use result::ResultView;
pub use round::*;
pub use submission::*;
pub use supervision::*;
pub use tablet::*;
pub use vaccination::*;
pub use view::*;
pub use ways::*;

/// From the page.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Call {
    /// Chosen by the page; comes back in the [`Reply`].
    pub number: u64,
    /// What is asked.
    pub request: Request,
}

/// To the page.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Message {
    /// The answer to a [`Call`].
    Reply(Box<Reply>),
    /// Something happened.
    Event(Event),
}

/// The answer to a call.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Reply {
    /// The call's number.
    pub number: u64,
    /// What came of it.
    pub outcome: Result<Response, Failure>,
}

/// Where a tablet belongs; asked once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetUp {
    /// The server's address; `None` for a tablet without a server.
    pub server: Option<String>,
    /// What this tablet is called.
    pub tablet: String,
    /// Without a server: the facility, made on this tablet.
    pub facility: Option<NewFacility>,
    /// What lay on this tablet before had vanished: so many records, as last noted, had not been received.
    pub vanished: Option<u32>,
}

/// A facility that begins on a tablet without a server, and its first user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewFacility {
    /// Its name.
    pub name: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// IANA time zone.
    pub zone: String,
    /// The first user's name.
    pub user_name: String,
    /// The first user's staff number.
    pub staff_number: String,
    /// The first user's passphrase.
    pub passphrase: String,
}

/// A record made with a question form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewEntry {
    /// The form's id.
    pub form: String,
    /// The form's version.
    pub form_version: String,
    /// Who it is about.
    pub people: Vec<PersonId>,
    /// Where.
    pub places: Vec<PlaceId>,
    /// When it happened; `None` for now.
    pub occurred: Option<Occurred>,
    /// How it came about.
    pub origin: Origin,
    /// What it corrects, how and why.
    pub corrects: Option<(EntryId, Amends, String)>,
    /// Answers by question name, as the forms engine gives them.
    #[serde(with = "wire::json")]
    pub answers: Map<String, Value>,
    /// The draft that it replaces.
    pub draft: Option<String>,
}

/// Which records a list shows. Everything left empty is not filtered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordFilter {
    /// Recorded at or after.
    pub from_ms: Option<Millis>,
    /// Recorded before.
    pub to_ms: Option<Millis>,
    /// In this wing.
    pub wing: Option<PlaceId>,
    /// Made with this form.
    pub form: Option<String>,
    /// Written by.
    pub author: Option<PersonId>,
    /// About.
    pub person: Option<PersonId>,
    /// `none`, `accepted`, `sent_back`, `escalated`.
    pub review: Option<String>,
    /// Words in the text.
    pub words: String,
}

/// What somebody says of their passphrase before, when the server knows another one than the tablet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Before {
    /// Nothing: nobody asked yet.
    #[default]
    Unsaid,
    /// It was this one.
    Known(String),
    /// It is forgotten.
    Forgotten,
}

/// What a page may ask. Each names the [`Response`] that answers it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Request {
    /// Is this tablet set up, who has signed in here? → [`Response::Status`]
    Status,
    /// Who answers at this address? → [`Response::Server`]
    Probe {
        /// The address.
        server: String,
    },
    /// Set up the tablet. → [`Response::Status`], or [`Response::Session`] when a first user was made
    SetUp(SetUp),
    /// Sign in. → [`Response::Session`]
    SignIn {
        /// Staff number.
        staff_number: String,
        /// Passphrase.
        passphrase: String,
        /// What is said of the one before, where it was changed at the server.
        before: Before,
    },
    /// Come back with a PIN to what is open in the running app. → [`Response::Session`]
    SignInWithPin {
        /// Who, as [`KeptView::tag`] has it.
        tag: String,
        /// The PIN as typed.
        pin: String,
    },
    /// Whether what is shown is the badge of somebody on this tablet. → [`Response::Done`]
    KnowBadge {
        /// As the camera read it, or as it was typed.
        shown: String,
    },
    /// Sign in with a badge and its PIN. → [`Response::Session`]
    SignInWithBadge {
        /// As the camera read it, or as it was typed.
        shown: String,
        /// The PIN as typed.
        pin: String,
    },
    /// The passkeys of this tablet. → [`Response::Passkeys`]
    Passkeys,
    /// Sign in with a passkey. → [`Response::Session`]
    SignInWithPasskey(PasskeyAnswer),
    /// One's own other ways in. → what [`WayStep`] says
    Ways(WayStep),
    /// The facility's recovery key.
    Recovery(RecoveryStep),
    /// Connect a tablet that began without a server. → [`Response::Connect`], or [`Response::Done`] once it was agreed to
    Connect(Connect),
    /// This tablet and the others.
    Tablets(TabletStep),
    /// Before sign-in: open what nobody left can, with parts of the recovery key. → [`Response::Recovered`]
    Recover {
        /// The parts as typed.
        parts: Vec<String>,
    },
    /// Before sign-in: another passphrase for somebody, by the recovery key. → [`Response::Done`]
    GivePassphrase {
        /// The parts as typed.
        parts: Vec<String>,
        /// Whose.
        staff_number: String,
        /// The new one.
        passphrase: String,
    },
    /// Choose a PIN, or give it up. → [`Response::Session`]
    PutPin {
        /// The passphrase, asked for again.
        passphrase: String,
        /// The PIN; `None` to give it up.
        pin: Option<String>,
    },
    /// Practice mode on or off. → [`Response::Session`]
    Practice {
        /// On.
        on: bool,
    },
    /// The officer's page. → [`Response::Today`]
    Today,
    /// Rounds of the shift. → [`Response::Rounds`]
    Rounds,
    /// Start a round. → [`Response::Round`]
    StartRound {
        /// The plan.
        plan: PlanId,
        /// The planned start that it fulfils, if one does.
        due_ms: Option<Millis>,
        /// Live or from paper.
        origin: Origin,
        /// When it began, if not now: the time on the sheet.
        occurred: Option<Occurred>,
    },
    /// A round. → [`Response::Round`]
    Round {
        /// Its id.
        id: EntryId,
    },
    /// Check a stop. → [`Response::Saved`]
    Check(StopCheck),
    /// Pause, hand over, take over, end. → [`Response::Saved`]
    RoundAction(RoundAction),
    /// The arithmetic of a count now. → [`Response::Count`]
    CountNow {
        /// The wing.
        wing: PlaceId,
        /// The round whose checks are counted.
        round: Option<EntryId>,
    },
    /// Sign a count off. → [`Response::Saved`]
    CountSigned(CountSigned),
    /// The vaccination sessions. → [`Response::Clinics`]
    Clinics,
    /// A vaccination session. → [`Response::Clinic`]
    Clinic {
        /// Its id.
        id: EntryId,
    },
    /// Start a vaccination session. → [`Response::Clinic`]
    StartClinic(Session),
    /// Open a vial, waste or count doses, hand over, take over, end. → [`Response::Saved`]
    ClinicStep(Box<SessionStep>),
    /// Correct what was opened, thrown away or counted. → [`Response::Saved`]
    CorrectStep(Box<StepCorrection>),
    /// Somebody before a dose in a session. → [`Response::BeforeDose`]
    BeforeDose {
        /// The session.
        clinic: EntryId,
        /// Who.
        person: PersonId,
    },
    /// Coverage by vaccination, disease by disease. → [`Response::Coverage`]
    Coverage {
        /// How many days back doses are counted.
        days: u32,
    },
    /// A dose given, refused or put off in a session. → [`Response::Saved`]
    Dose {
        /// Who.
        person: PersonId,
        /// What came of it.
        dose: Box<Dose>,
    },
    /// People by words, or of a place. → [`Response::People`]
    People {
        /// Name, number or cell; or an id, for the one person.
        query: String,
        /// Only here and below.
        place: Option<PlaceId>,
        /// Skip so many.
        offset: usize,
        /// Show so many.
        limit: usize,
    },
    /// A person with their timeline. → [`Response::Person`]
    Person {
        /// Who.
        id: PersonId,
    },
    /// The tree of places. → [`Response::Places`]
    Places,
    /// A move. → [`Response::Saved`]
    Move {
        /// Who.
        person: PersonId,
        /// Where to; `None` for out of the facility.
        to: Option<PlaceId>,
        /// Why: `move`, `court`, `hospital`, `work`, `visit`, `return`, `release`.
        reason: String,
    },
    /// A notice for everybody. → [`Response::Saved`]
    Notice {
        /// The operational fact.
        text: String,
        /// Urgent.
        urgent: bool,
        /// About whom.
        person: Option<PersonId>,
        /// About where.
        place: Option<PlaceId>,
        /// Until when.
        until_ms: Option<Millis>,
    },
    /// The forms that this person may fill in. → [`Response::Forms`]
    Forms,
    /// A form's definition. → [`Response::Form`]
    Form {
        /// Its id.
        form: String,
        /// This version; `None` for the newest.
        version: Option<String>,
    },
    /// Options of one of Wingbook's own choice lists (`wb:people`, `wb:staff`, `wb:places`).
    /// → [`Response::Choices`]
    Choices {
        /// The list.
        source: String,
        /// Words typed; or an id, for the name of an answer.
        query: String,
    },
    /// Save a record. → [`Response::Saved`]
    Save(NewEntry),
    /// Who reads what is sealed with this form. → [`Response::Readers`]
    Readers {
        /// The form.
        form: String,
    },
    /// Sealed reports, for those who read them. → [`Response::Submissions`]
    Submissions,
    /// The same, after opening to oneself what parts of the recovery key open. → [`Response::Submissions`]
    OpenSubmissions {
        /// The parts as typed.
        parts: Vec<String>,
    },
    /// Keep a draft. → [`Response::Done`]
    DraftPut(DraftView),
    /// One's own drafts. → [`Response::Drafts`]
    Drafts,
    /// Discard a draft. → [`Response::Done`]
    DraftDiscard {
        /// Its id.
        id: String,
    },
    /// Remember the page that this person is in the middle of, or that there is none. → [`Response::Done`]
    At {
        /// Its address.
        address: Option<String>,
    },
    /// The page that this person was in the middle of when the tablet was locked or failed. → [`Response::At`]
    WasAt,
    /// Remember which pages the entries of the browser's history stand for. → [`Response::Done`]
    Way {
        /// Key and address of each, the oldest first.
        way: Vec<(String, String)>,
    },
    /// What was remembered of it, by every tab of this person. → [`Response::Way`]
    WasOn,
    /// Keep what was tapped in a round and is not stated yet, in place of what was kept before. → [`Response::Done`]
    MarksPut {
        /// The round.
        round: EntryId,
        /// Stop by stop.
        stops: Vec<StopMarks>,
    },
    /// What was kept of it. → [`Response::Marks`]
    Marks {
        /// The round.
        round: EntryId,
    },
    /// Take back what was just saved: a withdrawal, with the reason "undone". → [`Response::Saved`]
    Undo {
        /// The record.
        entry: EntryId,
    },
    /// Withdraw. → [`Response::Saved`]
    Withdraw {
        /// The record.
        entry: EntryId,
        /// Why.
        reason: String,
    },
    /// It was somebody else. → [`Response::Saved`]
    WrongPerson {
        /// The record.
        entry: EntryId,
        /// Who it was about.
        wrong: PersonId,
        /// Who was meant.
        right: PersonId,
        /// Why.
        reason: String,
    },
    /// Answer what was sent back. → [`Response::Saved`]
    Answer {
        /// The record.
        entry: EntryId,
        /// The answer.
        text: String,
    },
    /// A follow-up is done. → [`Response::Saved`]
    FollowUpDone {
        /// The contact.
        entry: EntryId,
        /// What was done.
        text: Option<String>,
    },
    /// A list of records. → [`Response::Records`]
    Records {
        /// Which.
        filter: RecordFilter,
        /// Skip so many.
        offset: usize,
        /// Show so many.
        limit: usize,
    },
    /// Records that have left this tablet's window: the week before what is here, or all about a person. They are shown
    /// until the register is locked. → [`Response::Older`]
    FetchOlder {
        /// About whom; everybody if `None`.
        person: Option<PersonId>,
    },
    /// A record with its history. → [`Response::Record`]
    Record {
        /// Its id.
        id: EntryId,
    },
    /// What waits for this reviewer. → [`Response::Queue`]
    Queue,
    /// Review. → [`Response::Saved`]
    Review {
        /// The record, or a round as a whole.
        entry: EntryId,
        /// `accepted`, `sent_back`, `escalated`.
        decision: String,
        /// Why; needed to send back and to escalate.
        reason: Option<String>,
    },
    /// The wings as they are now. → [`Response::Wings`]
    Wings,
    /// Figures behind the charts. → [`Response::Charts`]
    Charts {
        /// The wing; `None` for all.
        wing: Option<PlaceId>,
        /// How many days back.
        days: u32,
    },
    /// State of sending and receiving. → [`Response::Sync`]
    Sync,
    /// Sync now. → [`Response::Done`]
    SyncNow,
    /// The browser says that the network came or went. → [`Response::Done`]
    Online {
        /// It came.
        online: bool,
    },
    /// What went wrong and waits for somebody. → [`Response::Problems`]
    Problems,
    /// The round plans. → [`Response::Plans`]
    Plans,
    /// Add a wing with its rooms. → [`Response::Place`]
    AddWing {
        /// Its name.
        name: String,
        /// Its cells or wards.
        rooms: Rooms,
    },
    /// Add rooms to a wing or landing. → [`Response::Done`]
    AddRooms {
        /// Where.
        parent: PlaceId,
        /// Which.
        rooms: Rooms,
    },
    /// Change a place. → [`Response::Done`]
    PutPlace(PlaceChange),
    /// Add a prisoner, or change who somebody is. → [`Response::Someone`]
    PutPerson(PersonChange),
    /// Add a round plan, or change one. → [`Response::Done`]
    PutPlan(PlanChange),
    /// The vaccines, for whoever may change them. → [`Response::Products`]
    Products,
    /// Add a vaccine, or change one. → [`Response::Done`]
    PutProduct(Box<ProductView>),
    /// Check-in and what is due. → what [`CheckIn`] says
    CheckIn(CheckIn),
}

/// What a call brings.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Response {
    /// See [`Request::Status`].
    Status(Status),
    /// See [`Request::Probe`].
    Server(ServerView),
    /// See [`Request::SignIn`].
    Session(SessionView),
    /// See [`Request::Ways`].
    Ways(WaysView),
    /// See [`WayStep::MakeBadge`]: what is printed, once.
    Badge(String),
    /// See [`Request::Passkeys`].
    Passkeys(Passkeys),
    /// See [`Request::Recovery`].
    Recovery(RecoveryView),
    /// See [`Request::Connect`].
    Connect(ConnectView),
    /// See [`RecoveryStep::Make`]: one for each holder.
    RecoveryParts {
        /// As they are written down.
        parts: Vec<String>,
        /// By which the papers of this key are told from those of another.
        mark: String,
    },
    /// See [`TabletStep::List`].
    Tablets(Vec<TabletStands>),
    /// See [`TabletStep::Left`].
    Left(LeftView),
    /// See [`Request::Recover`].
    Recovered(RecoveredView),
    /// See [`Request::Today`].
    Today(TodayView),
    /// See [`Request::Rounds`].
    Rounds(RoundsView),
    /// See [`Request::Round`].
    Round(RoundView),
    /// A record is durably saved.
    Saved(Saved),
    /// See [`Request::CountNow`].
    Count(CountView),
    /// See [`Request::Clinics`].
    Clinics(ClinicsView),
    /// See [`Request::Clinic`].
    Clinic(Box<ClinicView>),
    /// See [`Request::BeforeDose`].
    BeforeDose(Box<BeforeDose>),
    /// See [`Request::Coverage`].
    Coverage(Vec<CoverageView>),
    /// See [`Request::People`].
    People(PeoplePage),
    /// See [`Request::Person`].
    Person(PersonView),
    /// See [`Request::Places`].
    Places(Vec<PlaceView>),
    /// See [`Request::Forms`].
    Forms(Vec<FormLine>),
    /// See [`Request::Form`].
    Form(FormView),
    /// See [`Request::Choices`].
    Choices(Vec<ChoiceView>),
    /// See [`Request::Readers`].
    Readers(ReadersView),
    /// See [`Request::Submissions`].
    Submissions(SubmissionsView),
    /// See [`Request::Drafts`].
    Drafts(Vec<DraftView>),
    /// See [`Request::WasAt`].
    At(Option<String>),
    /// See [`Request::WasOn`].
    Way(Vec<(String, String)>),
    /// See [`Request::Marks`].
    Marks(Vec<StopMarks>),
    /// See [`Request::Records`].
    Records(RecordsPage),
    /// See [`Request::FetchOlder`].
    Older(OlderView),
    /// See [`Request::Record`].
    Record(Box<RecordView>),
    /// See [`Request::Queue`].
    Queue(QueueView),
    /// See [`Request::Wings`].
    Wings(Vec<WingView>),
    /// See [`Request::Charts`].
    Charts(ChartsView),
    /// See [`Request::Sync`].
    Sync(SyncView),
    /// See [`Request::Problems`].
    Problems(Vec<ProblemView>),
    /// See [`Request::Plans`].
    Plans(Vec<PlanView>),
    /// See [`Request::Products`].
    Products(ProductsView),
    /// See [`Request::AddWing`].
    Place(PlaceId),
    /// See [`Request::PutPerson`].
    Someone(PersonId),
    /// See [`Request::CheckIn`].
    CheckIn(Box<CheckedIn>),
    /// Done; there is nothing to show.
    Done,
}

/// What the worker says unasked.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Event {
    /// Records or people changed: pages ask again.
    Changed,
    /// The state of sending and receiving changed.
    Sync(Box<SyncView>),
    /// Opening the registers: how far, of how many documents.
    Opening {
        /// Opened so far.
        done: usize,
        /// All.
        total: usize,
    },
    /// The session can't go on, and why: the page locks.
    Ended(Failure),
    /// The worker is here and listens.
    Ready,
}

/// Answers shown beside their questions, in the form's order: question, answer.
pub type Labelled = Vec<(BTreeMap<String, String>, String)>;
