//! How slowly a request's body may come: whoever sends it a byte at a time, signed in or not, keeps a place and the
//! memory for what came before.

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
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

/// The body came too slowly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the request's body came too slowly")]
struct TooSlow;

/// Reads each request's body at no less than the slowest pace; a slower one is answered with 408 and its connection
/// ended.
pub async fn keep(State(hub): State<Arc<Hub>>, request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let is_late = Arc::new(AtomicBool::new(false));
    let paced = Paced::new(body, &hub.options.limits, Arc::clone(&is_late));
    let response = next.run(Request::from_parts(parts, Body::new(paced))).await;
    if !is_late.load(Ordering::Acquire) {
        return response;
    }
    let mut late = HttpError::new(
        StatusCode::REQUEST_TIMEOUT,
        "request_timeout",
        "the request came too slowly and was given up; nothing was changed",
    )
    .into_response();
    let ended = HeaderValue::from_static("close");
    late.headers_mut().insert(header::CONNECTION, ended);
    late
}

/// A body with a deadline that each byte puts off.
struct Paced {
    body: Body,
    until: Pin<Box<Sleep>>,
    deadline: Instant,
    each_byte: Duration,
    is_late: Arc<AtomicBool>,
}

impl Paced {
    fn new(body: Body, limits: &Limits, is_late: Arc<AtomicBool>) -> Self {
        let deadline = Instant::now() + limits.body;
        Self {
            body,
            until: Box::pin(sleep_until(deadline)),
            deadline,
            each_byte: Duration::from_secs(1) / limits.bytes_per_second.max(1),
            is_late,
        }
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
                let earned = self.each_byte * u32::try_from(bytes).unwrap_or(u32::MAX);
                self.deadline += earned;
                let deadline = self.deadline;
                self.until.as_mut().reset(deadline);
                Poll::Ready(Some(Ok(frame)))
            }
            Poll::Pending if self.until.as_mut().poll(context).is_ready() => {
                self.is_late.store(true, Ordering::Release);
                Poll::Ready(Some(Err(axum::Error::new(TooSlow))))
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
