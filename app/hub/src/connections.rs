//! The open connections: how many there may be, how long one may do nothing, and which goes first when there are
//! too many.
//!
//! Without a limit, whoever opens connections and stays silent uses up the machine's file descriptors, and nobody
//! else gets an answer. A connection is busy from the head of a request to the last byte of its answer: a feed that
//! waits for something to happen is busy, however long it waits.

use std::{
    collections::HashMap,
    future::Future,
    io,
    net::{IpAddr, Ipv6Addr, SocketAddr},
    pin::Pin,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    time::{Duration, Instant},
};

use axum::{
    body::{Body, Bytes, HttpBody},
    http::Response,
};
use axum_server::accept::Accept;
use futures::task::AtomicWaker;
use http_body::{Frame, SizeHint};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};
use tower_service::Service;

/// Which part of the open connections goes where the system has no room for another.
const SHARE_TO_GO: usize = 8;

/// How much of the hub's time and room its clients may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// How many connections may be open. Well under the thousand files that a process may open by default.
    pub connections: usize,
    /// How long a request's head may take, from the first byte on or from the end of the request before.
    pub head: Duration,
    /// How long a connection may be open without a request.
    pub idle: Duration,
    /// How long an answer may wait for its reader to take some more of it.
    pub stuck: Duration,
    /// How long encrypting may take to begin.
    pub handshake: Duration,
    /// How long a request's body may take, apart from the time that its bytes earn.
    pub body: Duration,
    /// How many bytes earn a second: the slowest pace at which a long body is still read.
    pub bytes_per_second: u32,
    /// How many bytes of bodies, unpacked, all requests together may have come with before they are answered.
    pub bodies: usize,
    /// Over which time what was refused to one address is counted together in the audit register.
    pub counted_over: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 512,
            head: Duration::from_secs(30),
            idle: Duration::from_secs(60),
            stuck: Duration::from_secs(60),
            handshake: Duration::from_secs(10),
            body: Duration::from_secs(30),
            bytes_per_second: 4_096,
            bodies: 512 << 20,
            counted_over: Duration::from_secs(60),
        }
    }
}

/// Who shares an address: one for IPv4; for IPv6 its network, out of which a machine may take any address.
pub fn neighbourhood(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(six) => {
            let network = u128::from(six) & !u128::from(u64::MAX);
            IpAddr::V6(Ipv6Addr::from(network))
        }
        four => four,
    }
}

/// What is known of one connection.
struct One {
    address: IpAddr,
    /// Its place in the order of arrival.
    number: u64,
    closed: AtomicBool,
    reading: AtomicWaker,
    writing: AtomicWaker,
    now: Mutex<Now>,
}

/// What one connection does at the moment.
struct Now {
    requests: usize,
    idle_since: Instant,
    stuck_since: Option<Instant>,
}

impl One {
    fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Since when it has had no request, if it has none.
    fn idle_since(&self) -> Option<Instant> {
        let now = self.now();
        (now.requests == 0).then_some(now.idle_since)
    }

    fn close(&self) {
        self.closed.store(true, Ordering::Release);
        self.reading.wake();
        self.writing.wake();
    }

    fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Acquire)
    }

    fn is_overdue(&self, limits: &Limits) -> bool {
        let now = self.now();
        let stuck = now
            .stuck_since
            .is_some_and(|at| at.elapsed() > limits.stuck);
        stuck || (now.requests == 0 && now.idle_since.elapsed() > limits.idle)
    }
}

#[derive(Default)]
struct Table {
    open: HashMap<u64, Arc<One>>,
    opened: u64,
}

impl Table {
    /// Whose turn it is to go: of the address that holds most, the one that was idle longest; where none is idle, the
    /// oldest. Whoever fills the table only pushes out what is their own.
    fn first_to_go(&self) -> Option<Arc<One>> {
        let mut held: HashMap<IpAddr, usize> = HashMap::new();
        let open = || self.open.values().filter(|one| !one.is_closed());
        for one in open() {
            *held.entry(one.address).or_default() += 1;
        }
        let most = held.values().copied().max()?;
        open()
            .filter(|one| held.get(&one.address) == Some(&most))
            .min_by_key(|one| {
                let idle = one.idle_since();
                (idle.is_none(), idle, one.number)
            })
            .cloned()
    }

    fn count(&self) -> usize {
        self.open.values().filter(|one| !one.is_closed()).count()
    }
}

/// The open connections of one server. Cheap to clone.
#[derive(Clone)]
pub struct Connections {
    table: Arc<Mutex<Table>>,
    limits: Limits,
}

impl Connections {
    /// None yet.
    pub fn new(limits: Limits) -> Self {
        Self {
            table: Arc::default(),
            limits,
        }
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Closes some of those whose turn it is, and says how many.
    pub fn make_room(&self) -> usize {
        let table = self.table();
        let wanted = table.count().div_ceil(SHARE_TO_GO);
        let gone = (0..wanted).map_while(|_| table.first_to_go());
        gone.inspect(|one| one.close()).count()
    }

    /// Closes those that have done nothing for too long.
    pub fn close_overdue(&self) {
        let overdue: Vec<Arc<One>> = {
            let table = self.table();
            let all = table.open.values();
            all.filter(|one| one.is_overdue(&self.limits))
                .cloned()
                .collect()
        };
        for one in overdue {
            one.close();
        }
    }

    /// How often to look for those that are overdue.
    pub fn look_every(&self) -> Duration {
        (self.limits.idle.min(self.limits.stuck) / 4).max(Duration::from_millis(10))
    }

    fn enter(&self, address: IpAddr) -> Entered {
        let mut table = self.table();
        // What was told to close may need a moment for it: it counts no more.
        if table.count() >= self.limits.connections
            && let Some(first) = table.first_to_go()
        {
            first.close();
        }
        table.opened += 1;
        let one = Arc::new(One {
            address: neighbourhood(address),
            number: table.opened,
            closed: AtomicBool::new(false),
            reading: AtomicWaker::new(),
            writing: AtomicWaker::new(),
            now: Mutex::new(Now {
                requests: 0,
                idle_since: Instant::now(),
                stuck_since: None,
            }),
        });
        table.open.insert(one.number, Arc::clone(&one));
        Entered {
            one,
            table: Arc::clone(&self.table),
        }
    }
}

/// A connection's place in the table, given up with it.
struct Entered {
    one: Arc<One>,
    table: Arc<Mutex<Table>>,
}

impl Drop for Entered {
    fn drop(&mut self) {
        let mut table = self.table.lock().unwrap_or_else(PoisonError::into_inner);
        table.open.remove(&self.one.number);
    }
}

/// A request that is being answered.
struct Busy(Arc<One>);

impl Busy {
    fn new(one: &Arc<One>) -> Self {
        one.now().requests += 1;
        Self(Arc::clone(one))
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        let mut now = self.0.now();
        now.requests = now.requests.saturating_sub(1);
        now.idle_since = Instant::now();
    }
}

impl<S> Accept<TcpStream, S> for Connections {
    type Stream = Watched;
    type Service = Counting<S>;
    type Future = std::future::Ready<io::Result<(Watched, Counting<S>)>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        let accepted = stream
            .set_nodelay(true)
            .and_then(|()| stream.peer_addr())
            .map(|peer: SocketAddr| {
                let entered = self.enter(peer.ip());
                let service = Counting {
                    inner: service,
                    one: Arc::clone(&entered.one),
                };
                (Watched { stream, entered }, service)
            });
        std::future::ready(accepted)
    }
}

/// A connection that ends when it is told to.
pub struct Watched {
    stream: TcpStream,
    entered: Entered,
}

fn told_to_close() -> io::Error {
    io::Error::new(io::ErrorKind::ConnectionAborted, "closed to make room")
}

impl Watched {
    /// What a write came to; one that has to wait for the reader is remembered.
    fn wrote<T>(&self, context: &Context<'_>, wrote: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        let one = &self.entered.one;
        match &wrote {
            Poll::Ready(_) => one.now().stuck_since = None,
            Poll::Pending => {
                one.now().stuck_since.get_or_insert_with(Instant::now);
                one.writing.register(context.waker());
                if one.is_closed() {
                    return Poll::Ready(Err(told_to_close()));
                }
            }
        }
        wrote
    }
}

impl AsyncRead for Watched {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let one = Arc::clone(&self.entered.one);
        // Registered before it is asked: what closes it in between wakes this.
        one.reading.register(context.waker());
        if one.is_closed() {
            return Poll::Ready(Err(told_to_close()));
        }
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Watched {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.entered.one.is_closed() {
            return Poll::Ready(Err(told_to_close()));
        }
        let wrote = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.wrote(context, wrote)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if self.entered.one.is_closed() {
            return Poll::Ready(Err(told_to_close()));
        }
        let wrote = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.wrote(context, wrote)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// Answers a connection's requests and says when it is busy with one.
#[derive(Clone)]
pub struct Counting<S> {
    inner: S,
    one: Arc<One>,
}

impl<S, R> Service<R> for Counting<S>
where
    S: Service<R, Response = Response<Body>>,
    S::Future: Send + 'static,
{
    type Response = Response<Held>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Held>, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: R) -> Self::Future {
        let busy = Busy::new(&self.one);
        let answering = self.inner.call(request);
        Box::pin(async move {
            let response = answering.await?;
            Ok(response.map(|body| Held { body, _busy: busy }))
        })
    }
}

/// An answer's body; its connection is busy until the end of it.
pub struct Held {
    body: Body,
    _busy: Busy,
}

impl HttpBody for Held {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(connections: usize) -> Limits {
        Limits {
            connections,
            ..Limits::default()
        }
    }

    fn at(last: u8) -> IpAddr {
        IpAddr::from([10, 0, 0, last])
    }

    #[test]
    fn whoever_fills_the_table_pushes_out_their_own() {
        let connections = Connections::new(limits(8));
        let tablets: Vec<Entered> = (1..=3).map(|last| connections.enter(at(last))).collect();
        let flood: Vec<Entered> = (0..20).map(|_| connections.enter(at(99))).collect();
        assert!(tablets.iter().all(|tablet| !tablet.one.is_closed()));
        let left = flood.iter().filter(|entered| !entered.one.is_closed());
        assert_eq!(left.count(), 5);
        assert!(
            !flood.last().unwrap().one.is_closed(),
            "the newest is let in"
        );
        drop(flood);
        assert_eq!(connections.table().count(), 3);
    }

    #[test]
    fn what_does_nothing_goes_before_what_waits() {
        let connections = Connections::new(limits(3));
        let feed = connections.enter(at(1));
        let busy = Busy::new(&feed.one);
        let idle: Vec<Entered> = (0..2).map(|_| connections.enter(at(1))).collect();
        let next = connections.enter(at(1));
        assert!(!feed.one.is_closed() && !next.one.is_closed());
        assert!(idle[0].one.is_closed() && !idle[1].one.is_closed());
        drop(busy);
        assert!(feed.one.idle_since().is_some());
    }

    #[test]
    fn neighbours() {
        let six = |text: &str| neighbourhood(text.parse().unwrap());
        assert_eq!(six("2001:db8:1:2:3::4"), six("2001:db8:1:2:ffff::1"));
        assert_ne!(six("2001:db8:1:2::4"), six("2001:db8:1:3::4"));
        assert_eq!(six("::ffff:10.0.0.1"), at(1));
        assert_ne!(neighbourhood(at(1)), neighbourhood(at(2)));
    }
}
