//! A blocking HTTP transport for tests against real servers.

use std::{
    cell::Cell,
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
    time::Duration,
};

use ureq::http;
use wingbook_sync::{
    engine::{Pause, Proceed},
    transport::{Request, Response, Transport, TransportError},
};

pub struct HttpTransport {
    address: String,
    agent: ureq::Agent,
    pub requests: Cell<u32>,
}

impl HttpTransport {
    pub fn new(address: &str) -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(Duration::from_secs(60)))
            .build();
        Self {
            address: address.to_owned(),
            agent: ureq::Agent::new_with_config(config),
            requests: Cell::new(0),
        }
    }
}

impl Transport for &HttpTransport {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        self.requests.set(self.requests.get() + 1);
        let unreachable =
            |error: &dyn std::fmt::Display| TransportError::Unreachable(error.to_string());
        let url = format!("{}{}", self.address, request.path);
        let mut asked = http::Request::builder()
            .method(request.method.word())
            .uri(url);
        for (name, value) in &request.headers {
            asked = asked.header(*name, value);
        }
        let answer = match request.body {
            Some(body) => self
                .agent
                .run(asked.body(body).map_err(|error| unreachable(&error))?),
            None => self
                .agent
                .run(asked.body(()).map_err(|error| unreachable(&error))?),
        };
        let mut answer = answer.map_err(|error| match error {
            ureq::Error::Timeout(_) => TransportError::Timeout,
            other => unreachable(&other),
        })?;
        let header = |name: &str| {
            answer
                .headers()
                .get(name)
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned)
        };
        let (retry_after, date, content_type) = (
            header("retry-after"),
            header("date"),
            header("content-type"),
        );
        Ok(Response {
            status: answer.status().as_u16(),
            retry_after,
            date,
            content_type,
            body: answer
                .body_mut()
                .with_config()
                .limit(1 << 30)
                .read_to_vec()
                .map_err(|error| unreachable(&error))?,
        })
    }
}

/// Runs a future that never really waits.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
    }
}

/// Never stops a round.
pub struct GoOn;

impl Pause for GoOn {
    async fn pause(&self) -> Proceed {
        Proceed::On
    }

    fn wall_ms(&self) -> i64 {
        0
    }
}
