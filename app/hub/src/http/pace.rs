//! How slowly a request's body may come, and how much of all bodies is held at once: whoever sends a byte at a time, or
//! many long bodies, signed in or not, keeps places and memory that everybody needs.

use std::{
    pin::Pin,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http_body::{Frame, SizeHint};
use thiserror::Error;
use tokio::time::{Instant, Sleep, sleep_until};

use super::error::HttpError;
use crate::{connections::Limits, hub::Hub};

/// Why a body is read no further.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
enum GivenUp {
    #[error("the request came too slowly and was given up; nothing was changed")]
    TooSlow,
    #[error("the prison server is reading too much at once; nothing was changed, try again")]
    NoRoom,
}

impl IntoResponse for GivenUp {
    fn into_response(self) -> Response {
        let (status, word) = match self {
            Self::TooSlow => (StatusCode::REQUEST_TIMEOUT, "request_timeout"),
            Self::NoRoom => (StatusCode::SERVICE_UNAVAILABLE, "busy"),
        };
        let mut response = HttpError::new(status, word, self.to_string()).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
        if self == Self::NoRoom {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
        }
        response
    }
}

/// How many bytes of bodies are held by all requests together.
#[derive(Debug, Clone, Default)]
pub struct Bodies(Arc<AtomicUsize>);

/// What one request holds of it, until it is answered.
struct Share {
    all: Bodies,
    held: AtomicUsize,
    given_up: OnceLock<GivenUp>,
}

impl Share {
    /// Whether there is room for so many more bytes.
    fn take(&self, bytes: usize, limit: usize) -> bool {
        self.held.fetch_add(bytes, Ordering::Relaxed);
        self.all.0.fetch_add(bytes, Ordering::Relaxed) + bytes <= limit
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let held = self.held.load(Ordering::Relaxed);
        self.all.0.fetch_sub(held, Ordering::Relaxed);
    }
}

/// Reads each request's body at no less than the slowest pace and while there is room; whatever else is answered with 408
/// or 503 and its connection ended.
pub async fn keep(State(hub): State<Arc<Hub>>, request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let share = Arc::new(Share {
        all: hub.bodies.clone(),
        held: AtomicUsize::new(0),
        given_up: OnceLock::new(),
    });
    let paced = Paced::new(body, &hub.options.limits, Arc::clone(&share));
    let response = next.run(Request::from_parts(parts, Body::new(paced))).await;
    match share.given_up.get() {
        Some(given_up) => (*given_up).into_response(),
        None => response,
    }
}

/// A body with a deadline that each byte puts off.
struct Paced {
    body: Body,
    until: Pin<Box<Sleep>>,
    deadline: Instant,
    each_byte: Duration,
    bodies_max: usize,
    share: Arc<Share>,
}

impl Paced {
    fn new(body: Body, limits: &Limits, share: Arc<Share>) -> Self {
        let deadline = Instant::now() + limits.body;
        Self {
            body,
            until: Box::pin(sleep_until(deadline)),
            deadline,
            each_byte: Duration::from_secs(1) / limits.bytes_per_second.max(1),
            bodies_max: limits.bodies,
            share,
        }
    }

    fn give_up(&self, why: GivenUp) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let why = *self.share.given_up.get_or_init(|| why);
        Poll::Ready(Some(Err(axum::Error::new(why))))
    }
}

impl HttpBody for Paced {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        match Pin::new(&mut self.body).poll_frame(context) {
            Poll::Ready(Some(Ok(frame))) => {
                let bytes = frame.data_ref().map_or(0, Bytes::len);
                if !self.share.take(bytes, self.bodies_max) {
                    return self.give_up(GivenUp::NoRoom);
                }
                let earned = self.each_byte * u32::try_from(bytes).unwrap_or(u32::MAX);
                self.deadline += earned;
                let deadline = self.deadline;
                self.until.as_mut().reset(deadline);
                Poll::Ready(Some(Ok(frame)))
            }
            Poll::Pending if self.until.as_mut().poll(context).is_ready() => {
                self.give_up(GivenUp::TooSlow)
            }
            other => other,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
