//! One HTTP exchange, as narrow as replication needs it.
//!
//! The browser's implementation is `fetch` (module `fetch`, there only), the tests have an in-memory one and a native
//! one. There are no `Send` bounds: in a browser worker nothing crosses threads.

use thiserror::Error;

/// What is done to a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Read.
    Get,
    /// Send a document or a question too long for an address.
    Post,
    /// Store under this path.
    Put,
}

impl Method {
    /// The word in the request line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
        }
    }
}

/// A request to the one backend that a transport is bound to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// What is done.
    pub method: Method,
    /// Path and query, beginning with `/`; the transport puts the backend's address before it.
    pub path: String,
    /// Header names and values. Only `accept`, `authorization` and `content-type` are ever sent: CouchDB refuses
    /// a preflight that names others.
    pub headers: Vec<(&'static str, String)>,
    /// The body, if there is one.
    pub body: Option<Vec<u8>>,
    /// After how long the whole exchange, body included, is given up.
    pub timeout_ms: u32,
}

/// An answer that arrived whole, whatever its status.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// `Retry-After`, where it may be read.
    pub retry_after: Option<String>,
    /// `Date`, where it may be read (same origin, or exposed by CORS).
    pub date: Option<String>,
    /// `Content-Type`.
    pub content_type: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

/// Why there is no answer at all.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TransportError {
    /// No route, no name, refused, TLS failed, or the browser forbids it (CORS); a browser doesn't say which.
    #[error("no connection: {0}")]
    Unreachable(String),
    /// No whole answer within the request's time.
    #[error("no answer in time")]
    Timeout,
    /// Somebody answered with a redirect: backends never do, captive portals and sign-on proxies do.
    #[error("redirected elsewhere")]
    Redirected,
}

/// Sends requests to one backend.
#[allow(
    async_fn_in_trait,
    reason = "futures stay on the worker's thread; a Send bound would shut the browser out"
)]
pub trait Transport {
    /// Sends one request and waits for the whole answer. Dropping the future gives the exchange up.
    ///
    /// # Errors
    /// When no whole answer came.
    async fn send(&self, request: Request) -> Result<Response, TransportError>;
}
