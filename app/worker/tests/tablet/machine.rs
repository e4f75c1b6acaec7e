//! The machine under the desk: memory for a disk, a clock that stands until it is turned, a network that can be cut.

use std::{
    cell::{Cell, OnceCell, RefCell},
    future::Future,
    path::Path,
    pin::Pin,
    rc::Rc,
    sync::atomic::{AtomicUsize, Ordering},
    task::{Context, Poll, Waker},
};

use futures::{
    executor::{LocalPool, LocalSpawner},
    task::LocalSpawnExt,
};
use serde_json::{Value, json};
use wingbook_record::time::Millis;
use wingbook_sync::transport::{self, Transport, TransportError};
use wingbook_vault::{
    MemoryStore,
    keyring::Keyring,
    pin::{self, TRIES_MAX},
    seal::Secret,
};
use wingbook_worker::{
    desk::Desk,
    keeper::{Keeper, Opened},
    message::{Event, Failure, KeptView, Request, Response},
    platform::Platform,
};

use crate::http::HttpTransport;

/// How far the clock goes at a time: whatever waits less than this runs in its order.
const STEP_MS: Millis = 1_000;

/// 24 November 2026, 08:00 in Kampala.
const START_MS: Millis = 1_795_496_400_000;

#[derive(Default)]
struct Clock {
    monotonic_ms: Cell<Millis>,
    /// How far somebody has set the wall clock off.
    set_off_ms: Cell<Millis>,
    /// How much later the zone's summer time is.
    summer_minutes: Cell<i32>,
    sleepers: RefCell<Vec<Waker>>,
}

struct Sleep {
    clock: Rc<Clock>,
    until_ms: Millis,
    has_yielded: bool,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.has_yielded && self.clock.monotonic_ms.get() >= self.until_ms {
            return Poll::Ready(());
        }
        if self.clock.monotonic_ms.get() >= self.until_ms {
            context.waker().wake_by_ref();
        } else {
            self.clock
                .sleepers
                .borrow_mut()
                .push(context.waker().clone());
        }
        self.has_yielded = true;
        Poll::Pending
    }
}

/// Requests as they went, and where the line is cut.
#[derive(Default)]
pub struct Network {
    address: RefCell<String>,
    cut_after: RefCell<Option<&'static str>>,
    is_cut: Cell<bool>,
    sent: RefCell<Vec<(String, Option<Value>)>>,
    slipped_in: RefCell<Vec<Value>>,
    seen: RefCell<Vec<Value>>,
    bytes: Cell<usize>,
    keeps_time: Cell<bool>,
    withholds: Cell<bool>,
    holds_people_back: Cell<Option<&'static str>>,
    has_no_note: Cell<bool>,
    says: RefCell<Option<Value>>,
    apart_ms: OnceCell<Millis>,
}

impl Network {
    /// Nothing gets through once a request to this address was answered.
    pub fn cut_after(&self, path: &'static str) {
        self.cut_after.replace(Some(path));
    }

    /// Everything gets through again.
    pub fn mend(&self) {
        self.cut_after.replace(None);
        self.is_cut.set(false);
    }

    /// The server's clock is the machine's own: days that are turned are days there too.
    pub fn keep_time(&self) {
        self.keeps_time.set(true);
    }

    /// Puts another time of day into what a server says of its own.
    fn set_clock(&self, answer: &mut transport::Response, wall_ms: Millis) {
        let Ok(mut says) = serde_json::from_slice::<Value>(&answer.body) else {
            return;
        };
        for time in ["time_ms", "server_ms"] {
            if let Some(said_ms) = says[time].as_i64() {
                // A server's clock goes on as the machine's does: by as much apart as at the first word.
                let apart_ms = match self.keeps_time.get() {
                    true => 0,
                    false => *self.apart_ms.get_or_init(|| said_ms - wall_ms),
                };
                says[time] = json!(wall_ms + apart_ms);
                answer.body = says.to_string().into_bytes();
            }
        }
    }

    /// Somebody between tablet and server keeps word of the tablet back, or says another one.
    pub fn withhold_orders(&self, is_withheld: bool) {
        self.withholds.set(is_withheld);
    }

    /// Says this of the tablet, whatever the server says.
    pub fn order(&self, order: Option<Value>) {
        self.says.replace(order);
    }

    /// Feeds come without people and without the certificate of this role, as if these came later than the connection
    /// lasted.
    pub fn hold_people_back(&self, role: &'static str) {
        self.holds_people_back.set(Some(role));
    }

    /// The server no longer has the note that the tablet left, as after a restore, and then goes away again before it can
    /// be asked what it lacks.
    pub fn lose_note(&self) {
        self.has_no_note.set(true);
    }

    fn bend_order(&self, answer: &mut transport::Response) {
        let says = self.says.borrow().clone();
        if self.withholds.get() || says.is_some() {
            answer.body = json!({ "order": says }).to_string().into_bytes();
        }
    }

    /// Bytes of all bodies that went either way, before any compression.
    pub fn bytes(&self) -> usize {
        self.bytes.get()
    }

    fn weigh(&self, body: usize) {
        self.bytes.set(self.bytes.get() + body);
    }

    /// Forgets what went so far.
    pub fn forget(&self) {
        self.sent.borrow_mut().clear();
    }

    /// The next feed of changes of the wing register carries these documents too, as somebody between tablet and server
    /// could see to.
    pub fn slip_in(&self, documents: Vec<Value>) {
        self.slipped_in.replace(documents);
    }

    /// Records that came with a feed of changes.
    pub fn seen(&self) -> Vec<Value> {
        self.seen.borrow().clone()
    }

    fn without(&self, is_held_back: impl Fn(&Value) -> bool, answer: &mut transport::Response) {
        let Ok(mut feed) = serde_json::from_slice::<Value>(&answer.body) else {
            return;
        };
        if let Some(rows) = feed["results"].as_array_mut() {
            rows.retain(|row| !is_held_back(row));
            answer.body = feed.to_string().into_bytes();
        }
    }

    fn note(&self, answer: &transport::Response) {
        let Ok(feed) = serde_json::from_slice::<Value>(&answer.body) else {
            return;
        };
        let rows = feed["results"].as_array().into_iter().flatten();
        let records = rows.map(|row| row["doc"].clone());
        self.seen
            .borrow_mut()
            .extend(records.filter(|document| document["header"].is_object()));
    }

    fn doctor(&self, answer: &mut transport::Response) {
        let Ok(mut feed) = serde_json::from_slice::<Value>(&answer.body) else {
            return;
        };
        let last = feed["last_seq"].clone();
        let Some(rows) = feed["results"].as_array_mut() else {
            return;
        };
        for document in self.slipped_in.take() {
            rows.push(json!({
                "seq": last,
                "id": document["_id"],
                "changes": [{ "rev": document["_rev"] }],
                "doc": document,
            }));
        }
        answer.body = feed.to_string().into_bytes();
    }

    /// Addresses with these words in them that were asked, and what was sent there.
    pub fn sent_to(&self, words: &str) -> Vec<(String, Option<Value>)> {
        let sent = self.sent.borrow();
        let there = sent.iter().filter(|(to, _)| to.contains(words));
        there.cloned().collect()
    }

    /// How many documents went to addresses with this ending: members of the body, or of its `docs`.
    pub fn documents_in(&self, path: &str) -> usize {
        let sent = self.sent.borrow();
        let bodies = sent.iter().filter(|(to, _)| to.ends_with(path));
        bodies
            .filter_map(|(_, body)| body.as_ref())
            .map(|body| match &body["docs"] {
                Value::Array(documents) => documents.len(),
                _ => body.as_object().map_or(0, serde_json::Map::len),
            })
            .sum()
    }
}

fn is_kind(row: &Value, kind: &str) -> bool {
    row["id"].as_str().is_some_and(|id| id.starts_with(kind))
}

/// What goes over the network.
#[derive(Clone)]
pub struct Line(Rc<Network>, Rc<Clock>);

impl Transport for Line {
    async fn send(
        &self,
        request: transport::Request,
    ) -> Result<transport::Response, TransportError> {
        let path = request
            .path
            .split('?')
            .next()
            .unwrap_or_default()
            .to_owned();
        // What waits at the server for changes waits for good: a test asks when it wants to.
        if request.path.contains("longpoll") {
            return std::future::pending().await;
        }
        if self.0.has_no_note.get() && path.ends_with("/_revs_diff") {
            self.0.is_cut.set(true);
        }
        if self.0.is_cut.get() {
            return Err(TransportError::Unreachable("cut".into()));
        }
        let body = request
            .body
            .as_deref()
            .and_then(|body| serde_json::from_slice(body).ok());
        self.0.sent.borrow_mut().push((path.clone(), body));
        self.0.weigh(request.body.as_deref().map_or(0, <[u8]>::len));
        let address = self.0.address.borrow().clone();
        let asks_for_note = request.method == transport::Method::Get && path.contains("/_local/");
        let mut answer = (&HttpTransport::new(&address)).send(request).await;
        if let (true, true, Ok(answer)) = (asks_for_note, self.0.has_no_note.get(), &mut answer) {
            answer.status = 404;
            answer.body = br#"{"error":"not_found","reason":"missing"}"#.to_vec();
        }
        if let (true, Ok(answer)) = (path.starts_with("/_wingbook/"), &mut answer) {
            let wall_ms = START_MS + self.1.monotonic_ms.get();
            self.0.set_clock(answer, wall_ms);
        }
        if let (true, Ok(answer)) = (path == "/_wingbook/contact", &mut answer) {
            self.0.bend_order(answer);
        }
        if let Ok(answer) = &answer {
            self.0.weigh(answer.body.len());
        }
        if let (true, Ok(answer)) = (path.ends_with("/_changes"), &mut answer) {
            self.0.note(answer);
            if self.0.withholds.get() {
                self.0.without(
                    |row| is_kind(row, "device:") || is_kind(row, "certificate:"),
                    answer,
                );
            }
            if let Some(role) = self.0.holds_people_back.get() {
                self.0.without(
                    |row| {
                        is_kind(row, "person:")
                            || is_kind(row, "certificate:") && row["doc"].to_string().contains(role)
                    },
                    answer,
                );
            }
            if path.ends_with("-wing/_changes") {
                self.0.doctor(answer);
            }
        }
        if self
            .0
            .cut_after
            .borrow()
            .is_some_and(|cut| path.ends_with(cut))
        {
            self.0.is_cut.set(true);
        }
        answer
    }
}

/// Somebody with their PIN, their key, and the tries that are left.
type Kept = (KeptView, pin::Pin, Secret, u8);

/// Who is remembered, by tag: as `public/keeper.js` does it, but without an end of a shift.
#[derive(Clone, Default)]
pub struct Keepsake(Rc<RefCell<Vec<Kept>>>);

impl Keeper for Keepsake {
    async fn people(&self) -> Vec<KeptView> {
        let kept = self.0.borrow();
        kept.iter().map(|(view, ..)| view.clone()).collect()
    }

    async fn keep(&self, person: &KeptView, pin: &pin::Pin, key: &Secret) {
        self.forget(&person.tag).await;
        let kept = (person.clone(), pin.clone(), key.clone(), TRIES_MAX);
        self.0.borrow_mut().push(kept);
    }

    async fn open(&self, tag: &str, pin: &pin::Pin) -> Opened {
        let left = {
            let mut kept = self.0.borrow_mut();
            let Some((_, right, key, left)) = kept.iter_mut().find(|(view, ..)| view.tag == tag)
            else {
                return Opened::Gone;
            };
            if right == pin {
                *left = TRIES_MAX;
                return Opened::Key(key.clone());
            }
            *left -= 1;
            *left
        };
        if left == 0 {
            self.forget(tag).await;
            return Opened::Gone;
        }
        Opened::Wrong { left }
    }

    async fn forget(&self, tag: &str) {
        self.0.borrow_mut().retain(|(view, ..)| view.tag != tag);
    }
}

/// What the worker runs in here.
pub struct Bench {
    keeper: Keepsake,
    store: Rc<MemoryStore>,
    clock: Rc<Clock>,
    network: Rc<Network>,
    spawner: LocalSpawner,
    tabs: Tabs,
    tab: usize,
}

impl Platform for Bench {
    type Store = Rc<MemoryStore>;
    type Transport = Line;
    type Keeper = Keepsake;

    async fn open_store(&self) -> Result<Self::Store, Failure> {
        Ok(Rc::clone(&self.store))
    }

    async fn erase_store(&self, store: Self::Store) -> Result<(), Failure> {
        store.clear();
        Ok(())
    }

    fn transport(&self, server: &str) -> Line {
        self.network.address.replace(server.to_owned());
        Line(Rc::clone(&self.network), Rc::clone(&self.clock))
    }

    fn keeper(&self) -> Keepsake {
        self.keeper.clone()
    }

    fn wall_ms(&self) -> Millis {
        START_MS + self.clock.monotonic_ms.get() + self.clock.set_off_ms.get()
    }

    fn monotonic_ms(&self) -> Millis {
        self.clock.monotonic_ms.get()
    }

    fn zone(&self) -> String {
        "Africa/Kampala".into()
    }

    fn utc_offset_minutes(&self, _zone: &str, _at: Millis) -> i32 {
        180 + self.clock.summer_minutes.get()
    }

    fn random(&self, bytes: &mut [u8]) -> Result<(), Failure> {
        getrandom::fill(bytes).map_err(|error| Failure::Internal {
            detail: error.to_string(),
        })
    }

    async fn app_file(&self, path: &str) -> Option<String> {
        let public = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public");
        std::fs::read_to_string(public.join(path)).ok()
    }

    fn sleep(&self, ms: u32) -> impl Future<Output = ()> {
        Sleep {
            clock: Rc::clone(&self.clock),
            until_ms: self.clock.monotonic_ms.get() + Millis::from(ms),
            has_yielded: false,
        }
    }

    fn spawn(&self, task: impl Future<Output = ()> + 'static) {
        self.spawner.spawn_local(task).unwrap();
    }

    fn nfc(&self, text: &str) -> String {
        text.to_owned()
    }

    fn app_version(&self) -> String {
        "0.1.0".into()
    }

    async fn alone(&self, _name: &str, task: impl Future<Output = ()> + 'static) {
        task.await;
    }

    fn tell_tabs(&self) {
        for (tab, told) in &*self.tabs.borrow() {
            if *tab != self.tab {
                told();
            }
        }
    }

    fn hear_tabs(&self, told: impl Fn() + 'static) {
        self.tabs.borrow_mut().push((self.tab, Box::new(told)));
    }
}

/// The tabs of a browser that listen to each other.
type Tabs = Rc<RefCell<Vec<(usize, Box<dyn Fn()>)>>>;

/// A tablet.
pub struct Machine {
    pool: LocalPool,
    desk: Rc<Desk<Bench>>,
    store: Rc<MemoryStore>,
    clock: Rc<Clock>,
    keeper: Keepsake,
    tabs: Tabs,
    ended: Rc<RefCell<Option<Failure>>>,
    /// Its network.
    pub network: Rc<Network>,
}

impl Machine {
    /// When a new one is switched on.
    pub const START_MS: Millis = START_MS;

    /// Days later, or a moment: what waits for a time runs once.
    pub fn turn_to(&mut self, at_ms: Millis) {
        let clock = &self.clock;
        let now = clock.monotonic_ms.get();
        clock.monotonic_ms.set(now.max(at_ms - START_MS));
        for sleeper in clock.sleepers.take() {
            sleeper.wake();
        }
        self.pool.run_until_stalled();
    }

    /// A new one.
    pub fn new() -> Self {
        Self::over(
            Rc::new(MemoryStore::new()),
            Rc::default(),
            Keepsake::default(),
            Rc::default(),
        )
    }

    fn over(store: Rc<MemoryStore>, clock: Rc<Clock>, keeper: Keepsake, tabs: Tabs) -> Self {
        static OPENED: AtomicUsize = AtomicUsize::new(0);
        let pool = LocalPool::new();
        let network: Rc<Network> = Rc::default();
        let bench = Bench {
            tabs: Rc::clone(&tabs),
            tab: OPENED.fetch_add(1, Ordering::Relaxed),
            keeper: keeper.clone(),
            store: Rc::clone(&store),
            clock: Rc::clone(&clock),
            network: Rc::clone(&network),
            spawner: pool.spawner(),
        };
        let ended: Rc<RefCell<Option<Failure>>> = Rc::default();
        let told = {
            let ended = Rc::clone(&ended);
            Rc::new(move |event| {
                if let Event::Ended(failure) = event {
                    ended.replace(Some(failure));
                }
            })
        };
        Self {
            desk: Rc::new(Desk::new(bench, told)),
            pool,
            store,
            clock,
            keeper,
            tabs,
            ended,
            network,
        }
    }

    /// Another tab to which nothing that the others say has come yet.
    pub fn deaf_tab(&self) -> Self {
        Self::over(
            Rc::clone(&self.store),
            Rc::clone(&self.clock),
            self.keeper.clone(),
            Rc::default(),
        )
    }

    /// Another tab of the same browser, beside this one.
    pub fn another_tab(&self) -> Self {
        Self::over(
            Rc::clone(&self.store),
            Rc::clone(&self.clock),
            self.keeper.clone(),
            Rc::clone(&self.tabs),
        )
    }

    /// Sets the wall clock that far from the right time. The clock that nobody can set goes on.
    pub fn set_clock_off(&self, by_ms: Millis) {
        self.clock.set_off_ms.set(by_ms);
    }

    /// Summer time begins or ends.
    pub fn set_summer(&self, minutes: i32) {
        self.clock.summer_minutes.set(minutes);
    }

    /// The tablet's disk.
    pub fn disk(&self) -> Rc<MemoryStore> {
        Rc::clone(&self.store)
    }

    /// Why the worker has ended the session, if it has.
    pub fn ended(&self) -> Option<Failure> {
        self.ended.borrow().clone()
    }

    /// How many people of this tablet can open a book.
    pub fn holders(&mut self, book: &str) -> usize {
        let store = Rc::clone(&self.store);
        let book = book.parse().unwrap();
        let held = async move { Keyring::open(store).await.unwrap().holders(&book).await };
        self.pool.run_until(held).unwrap().len()
    }

    /// Ends the worker wherever it stands, and begins another over what was stored: the app is started again.
    pub fn restart(self) -> Self {
        Self::over(
            Rc::clone(&self.store),
            Rc::clone(&self.clock),
            Keepsake::default(),
            Rc::default(),
        )
    }

    /// Locks: another worker begins, and the keeper goes on.
    pub fn lock(self) -> Self {
        self.deaf_tab()
    }

    /// What the desk answers.
    pub fn ask(&mut self, request: Request) -> Response {
        self.ask_or_refused(request).unwrap()
    }

    /// What the desk answers, or why it refuses.
    pub fn ask_or_refused(&mut self, request: Request) -> Result<Response, Failure> {
        let desk = Rc::clone(&self.desk);
        self.pool
            .run_until(async move { desk.answer(request).await })
    }

    /// Why the desk refuses.
    pub fn refused(&mut self, request: Request) -> Failure {
        self.ask_or_refused(request).unwrap_err()
    }

    /// Lets time pass, and everything happen that happens in it.
    pub fn pass(&mut self, ms: Millis) {
        for _ in 0..ms / STEP_MS {
            self.pool.run_until_stalled();
            let clock = &self.clock;
            clock.monotonic_ms.set(clock.monotonic_ms.get() + STEP_MS);
            for sleeper in clock.sleepers.take() {
                sleeper.wake();
            }
        }
        self.pool.run_until_stalled();
    }
}
