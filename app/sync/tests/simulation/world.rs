//! Time, network and tablets of a simulated prison. Nothing waits for real: the clock jumps to whatever is next.

use std::{
    cell::{Cell, RefCell},
    future::Future,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

use serde_json::json;
use wingbook_record::access::Book;
use wingbook_sync::{
    backend::BackendId,
    couch::Couch,
    engine::{Ending, Engine, Pause, Proceed, Scope},
    schedule::{Due, Outlook, Schedule, Signal},
    transport::{Request, Response, Transport, TransportError},
};

use crate::{common::replica::MemoryReplica, random::Random, server::Server};

/// How bad the network is, in thousandths of exchanges.
#[derive(Debug, Clone, Copy, Default)]
pub struct Weather {
    pub faults: u64,
    /// Nothing gets through.
    pub down: bool,
}

pub struct Tablet {
    pub replica: MemoryReplica,
    pub incarnation: String,
    pub schedule: RefCell<Schedule>,
    pub endings: RefCell<Vec<Ending>>,
    life: RefCell<Option<Pin<Box<dyn Future<Output = ()>>>>>,
    wake_ms: Cell<u64>,
}

pub struct World {
    pub random: Random,
    pub now_ms: Cell<u64>,
    pub server: RefCell<Server>,
    pub weather: Cell<Weather>,
    pub tablets: Vec<Tablet>,
    pub scopes: Vec<Scope>,
    pub requests: Cell<u64>,
    /// Requests that their senders gave up and that still arrive.
    stray: RefCell<Vec<(u64, Request)>>,
    /// Which tablet is being run.
    current: Cell<usize>,
}

pub fn backend_id() -> BackendId {
    BackendId("hub".to_owned())
}

impl World {
    pub fn new(seed: u64, server: Server, tablets: usize, scopes: &[Scope]) -> Rc<Self> {
        let random = Random::new(seed);
        let tablet = |at| Tablet {
            replica: MemoryReplica::new(&[backend_id()]),
            incarnation: format!("vault-{seed}-{at}"),
            schedule: RefCell::new(Schedule::new(random.next(), 0)),
            endings: RefCell::default(),
            life: RefCell::default(),
            wake_ms: Cell::new(0),
        };
        Rc::new(Self {
            now_ms: Cell::new(0),
            server: RefCell::new(server),
            weather: Cell::default(),
            tablets: (0..tablets).map(tablet).collect(),
            scopes: scopes.to_vec(),
            requests: Cell::new(0),
            stray: RefCell::default(),
            current: Cell::new(0),
            random,
        })
    }

    /// Starts a tablet's worker, or starts it again after a crash: whatever it was doing is gone.
    pub fn start(self: &Rc<Self>, at: usize) {
        let tablet = &self.tablets[at];
        *tablet.schedule.borrow_mut() = Schedule::new(self.random.next(), self.now_ms.get());
        tablet.wake_ms.set(self.now_ms.get());
        *tablet.life.borrow_mut() = Some(Box::pin(live(self.clone(), at)));
    }

    pub fn signal(&self, at: usize, signal: &Signal) {
        let tablet = &self.tablets[at];
        tablet.schedule.borrow_mut().on(signal, self.now_ms.get());
        // A sleeping worker looks at its schedule again; one that waits for an answer goes on waiting.
        if !matches!(tablet.schedule.borrow().due(), Due::Running) {
            tablet.wake_ms.set(self.now_ms.get());
        }
    }

    /// Whatever the network still carried is gone.
    pub fn cut(&self) {
        self.stray.borrow_mut().clear();
    }

    /// Lets everything happen up to this time.
    pub fn run_until(&self, end_ms: u64) {
        loop {
            let stray_ms = self
                .stray
                .borrow()
                .iter()
                .map(|stray| stray.0)
                .min()
                .unwrap_or(u64::MAX);
            let next_ms = self
                .tablets
                .iter()
                .map(|tablet| tablet.wake_ms.get())
                .min()
                .unwrap_or(u64::MAX)
                .min(stray_ms);
            if next_ms > end_ms {
                self.now_ms.set(end_ms);
                return;
            }
            self.now_ms.set(next_ms.max(self.now_ms.get()));
            self.deliver_strays();
            for (at, tablet) in self.tablets.iter().enumerate() {
                if tablet.wake_ms.get() <= self.now_ms.get() {
                    self.poll(at);
                }
            }
        }
    }

    fn deliver_strays(&self) {
        let now_ms = self.now_ms.get();
        let due: Vec<Request> = {
            let mut stray = self.stray.borrow_mut();
            let (due, later) = stray.drain(..).partition(|stray| stray.0 <= now_ms);
            *stray = later;
            let due: Vec<(u64, Request)> = due;
            due.into_iter().map(|stray| stray.1).collect()
        };
        for request in due {
            self.server.borrow_mut().answer(&request);
        }
    }

    fn poll(&self, at: usize) {
        let tablet = &self.tablets[at];
        self.current.set(at);
        tablet.wake_ms.set(u64::MAX);
        if let Some(life) = tablet.life.borrow_mut().as_mut() {
            let mut context = Context::from_waker(Waker::noop());
            assert!(
                life.as_mut().poll(&mut context).is_pending(),
                "a tablet's life has no end"
            );
        }
    }

    /// Waits until this time at most; signals wake earlier.
    async fn nap(&self, until_ms: u64) {
        let mut slept = false;
        std::future::poll_fn(|_| {
            if slept || self.now_ms.get() >= until_ms {
                return Poll::Ready(());
            }
            slept = true;
            self.tablets[self.current.get()].wake_ms.set(until_ms);
            Poll::Pending
        })
        .await;
    }

    /// Waits until this time, whatever happens meanwhile.
    async fn sleep(&self, ms: u64) {
        let until_ms = self.now_ms.get() + ms;
        while self.now_ms.get() < until_ms {
            self.nap(until_ms).await;
        }
    }
}

/// A tablet's worker: syncs whenever its schedule says so.
async fn live(world: Rc<World>, at: usize) {
    let tablet = &world.tablets[at];
    let backend = Couch::new(
        Network {
            world: world.clone(),
        },
        "sim",
        None,
        Box::new(|_, _| true),
    );
    let mut engine = Engine::new(backend_id(), &tablet.incarnation);
    loop {
        let due = tablet.schedule.borrow().due();
        match due {
            Due::At(at_ms) if at_ms <= world.now_ms.get() => {
                tablet
                    .schedule
                    .borrow_mut()
                    .on(&Signal::Started, world.now_ms.get());
                let ending = engine
                    .round(
                        &backend,
                        &tablet.replica,
                        &*world,
                        &world.scopes,
                        &mut |_| {},
                    )
                    .await;
                let ended = Signal::Ended(Outlook::from(&ending));
                tablet.endings.borrow_mut().push(ending);
                tablet.schedule.borrow_mut().on(&ended, world.now_ms.get());
            }
            Due::At(at_ms) => world.nap(at_ms).await,
            Due::SignIn => {
                // Somebody comes along and signs in again.
                world.sleep(120_000).await;
                tablet
                    .schedule
                    .borrow_mut()
                    .on(&Signal::SignedIn, world.now_ms.get());
            }
            Due::Running => unreachable!("one round at a time"),
        }
    }
}

impl Pause for World {
    async fn pause(&self) -> Proceed {
        if self.random.chance(100) {
            self.sleep(self.random.below(20)).await;
        }
        if self.weather.get().faults > 0 && self.random.chance(2) {
            // The lid is closed and opened again, in the middle of a round.
            self.sleep(self.random.below(1_800_000)).await;
        }
        if self.weather.get().faults > 0 && self.random.chance(3) {
            return Proceed::Stop;
        }
        Proceed::On
    }

    fn wall_ms(&self) -> i64 {
        self.now_ms.get() as i64
    }
}

/// What becomes of an exchange.
enum Fate {
    Fine,
    Unreachable,
    /// Never arrives.
    LostRequest,
    /// Arrives; the answer doesn't.
    LostResponse,
    /// Given up by the sender, and arrives later.
    Stray,
    /// Arrives twice.
    Repeated,
    /// The answer is cut off.
    Truncated,
    /// Somebody else answers; arrives or not.
    Instead {
        status: u16,
        arrives: bool,
    },
    Portal,
    Redirected,
}

struct Network {
    world: Rc<World>,
}

impl Network {
    fn fate(&self) -> Fate {
        let (random, weather) = (&self.world.random, self.world.weather.get());
        if weather.down {
            return if random.chance(800) {
                Fate::Unreachable
            } else {
                Fate::LostRequest
            };
        }
        if !random.chance(weather.faults) {
            return Fate::Fine;
        }
        const STATUSES: [u16; 18] = [
            400, 401, 403, 404, 408, 409, 410, 413, 422, 429, 500, 502, 503, 504, 503, 502, 511,
            302,
        ];
        match random.below(12) {
            0 | 1 => Fate::Unreachable,
            2 => Fate::LostRequest,
            3 | 4 => Fate::LostResponse,
            5 => Fate::Stray,
            6 => Fate::Repeated,
            7 | 8 => Fate::Truncated,
            9 => Fate::Portal,
            10 => Fate::Redirected,
            _ => Fate::Instead {
                status: STATUSES[random.below(STATUSES.len() as u64) as usize],
                arrives: random.chance(500),
            },
        }
    }
}

impl Transport for Network {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        let world = &self.world;
        world.requests.set(world.requests.get() + 1);
        let fate = self.fate();
        // There and back; now and then the server takes its time.
        let delay_ms = |slow| {
            if world.random.chance(slow) {
                20_000
            } else {
                200
            }
        };
        world.sleep(world.random.below(delay_ms(10))).await;
        if world.weather.get().down {
            return Err(TransportError::Unreachable("cut".to_owned()));
        }
        let deliver = |request: &Request| world.server.borrow_mut().answer(request);
        let answer = match fate {
            Fate::Unreachable => return Err(TransportError::Unreachable("no route".to_owned())),
            Fate::Redirected => return Err(TransportError::Redirected),
            Fate::LostRequest => None,
            Fate::LostResponse => {
                deliver(&request);
                None
            }
            Fate::Stray => {
                let later_ms = world.now_ms.get() + world.random.below(300_000);
                world.stray.borrow_mut().push((later_ms, request.clone()));
                None
            }
            Fate::Repeated => {
                deliver(&request);
                Some(deliver(&request))
            }
            Fate::Fine => Some(deliver(&request)),
            Fate::Truncated => {
                let mut answer = deliver(&request);
                answer
                    .body
                    .truncate(world.random.below(answer.body.len() as u64) as usize);
                Some(answer)
            }
            Fate::Instead { status, arrives } => {
                if arrives {
                    deliver(&request);
                }
                Some(Response {
                    status,
                    retry_after: Some("7".to_owned()).filter(|_| status == 429),
                    body: json!({"error": "proxy"}).to_string().into_bytes(),
                    ..Response::default()
                })
            }
            Fate::Portal => Some(Response {
                status: 200,
                content_type: Some("text/html".to_owned()),
                body: b"<!doctype html><h1>Welcome to our network".to_vec(),
                ..Response::default()
            }),
        };
        match answer {
            Some(answer) => {
                world.sleep(world.random.below(delay_ms(10))).await;
                if world.weather.get().down {
                    return Err(TransportError::Unreachable("cut".to_owned()));
                }
                Ok(answer)
            }
            None => {
                world.sleep(u64::from(request.timeout_ms)).await;
                Err(TransportError::Timeout)
            }
        }
    }
}

/// The books of the simulation; nobody may touch the second.
pub fn scopes() -> Vec<Scope> {
    let scope = |book| Scope {
        book,
        send: true,
        receive: true,
    };
    vec![scope(Book::Roster), scope(Book::Health), scope(Book::Wing)]
}
