//! What can go wrong between a tablet and a backend, told apart by what follows from it.
//!
//! Nothing here ever leads to discarding a document: a fault decides only whether to split, to set aside, to
//! leave a book for later, or to end the round.

use std::ops::Deref;

use thiserror::Error;

use crate::{
    http_date::parse_retry_after,
    transport::{Response, TransportError},
};

/// The longest detail that is kept of a server's words.
const DETAIL_CHARS_MAX: usize = 200;

/// The longest wait that a server may ask for: one hour. A typing error in a proxy must not silence a tablet.
const RETRY_AFTER_MS_MAX: u64 = 3_600_000;

/// A kind of failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// No connection, or TLS failed.
    Unreachable,
    /// No whole answer in time (also 408).
    Timeout,
    /// Somebody between answered: a captive portal, a proxy that wants a sign-on.
    Intercepted,
    /// The answer is cut off or not what the protocol says.
    Garbled,
    /// The credentials are not accepted (401), or the account is locked: trying again would lock it further.
    SignIn,
    /// Not ours to read or write (403).
    NotAllowed,
    /// No such book or path there (404, 410).
    Missing,
    /// Too much at once (413).
    TooLarge,
    /// The server will not take this request as it is (400, 405, 409, 412, 415, 422 …).
    Unprocessable,
    /// Too often (429).
    TooMany,
    /// The server has trouble of its own (5xx).
    ServerTrouble,
    /// Something answers, but nothing that this adapter speaks with.
    NotABackend,
}

impl Fault {
    /// Whether it concerns the connection or the whole server, so that going on with another book is pointless.
    pub const fn ends_round(self) -> bool {
        !matches!(
            self,
            Self::NotAllowed | Self::Missing | Self::TooLarge | Self::Unprocessable
        )
    }

    /// Whether waiting may help. Otherwise somebody has to do something: sign in, change the address, give a right.
    pub const fn passes_by_itself(self) -> bool {
        matches!(
            self,
            Self::Unreachable
                | Self::Timeout
                | Self::Intercepted
                | Self::Garbled
                | Self::TooMany
                | Self::ServerTrouble
        )
    }

    /// What a status means; `None` for success.
    pub const fn of_status(status: u16) -> Option<Self> {
        Some(match status {
            200..=299 => return None,
            300..=399 | 407 | 511 => Self::Intercepted,
            401 => Self::SignIn,
            403 | 451 => Self::NotAllowed,
            404 | 410 => Self::Missing,
            408 => Self::Timeout,
            413 => Self::TooLarge,
            425 | 429 => Self::TooMany,
            400..=499 => Self::Unprocessable,
            500..=599 => Self::ServerTrouble,
            _ => Self::Garbled,
        })
    }
}

/// What is known of a failed exchange.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What follows from it.
    pub fault: Fault,
    /// The status, if there was an answer.
    pub status: Option<u16>,
    /// What the server or the transport said, shortened.
    pub detail: String,
    /// How long the server asks to wait.
    pub retry_after_ms: Option<u64>,
}

/// A failed exchange with a backend. Boxed, because it travels through nearly every function of this crate.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}", .0.detail)]
pub struct BackendError(Box<Failure>);

impl Deref for BackendError {
    type Target = Failure;

    fn deref(&self) -> &Failure {
        &self.0
    }
}

impl BackendError {
    /// A failure without a status.
    pub fn new(fault: Fault, detail: &str) -> Self {
        Self::answered(fault, detail, None, None)
    }

    fn answered(
        fault: Fault,
        detail: &str,
        status: Option<u16>,
        retry_after_ms: Option<u64>,
    ) -> Self {
        Self(Box::new(Failure {
            fault,
            status,
            detail: detail.chars().take(DETAIL_CHARS_MAX).collect(),
            retry_after_ms,
        }))
    }

    /// The failure in an answer with this status, or `None` if the status says success.
    pub fn of_response(response: &Response) -> Option<Self> {
        let fault = Fault::of_status(response.status)?;
        let detail = describe_body(response);
        // CouchDB locks an account with 403 after five bad passwords, for the right password too.
        let locked = fault == Fault::NotAllowed && detail.contains("temporarily locked");
        let retry_after_ms = response
            .retry_after
            .as_deref()
            .and_then(|text| parse_retry_after(text, response.date.as_deref()))
            .map(|ms| ms.min(RETRY_AFTER_MS_MAX));
        let fault = if locked { Fault::SignIn } else { fault };
        Some(Self::answered(
            fault,
            &detail,
            Some(response.status),
            retry_after_ms,
        ))
    }

    /// The failure of an answer that says success but is no JSON of the protocol: somebody between, or cut off.
    pub fn of_body(response: &Response) -> Self {
        let fault = if is_markup(response) {
            Fault::Intercepted
        } else {
            Fault::Garbled
        };
        Self::answered(fault, &describe_body(response), Some(response.status), None)
    }
}

impl From<TransportError> for BackendError {
    fn from(error: TransportError) -> Self {
        let fault = match error {
            TransportError::Unreachable(_) => Fault::Unreachable,
            TransportError::Timeout => Fault::Timeout,
            TransportError::Redirected => Fault::Intercepted,
        };
        Self::new(fault, &error.to_string())
    }
}

fn is_markup(response: &Response) -> bool {
    let starts = response
        .body
        .iter()
        .find(|byte| !byte.is_ascii_whitespace());
    let declared = response.content_type.as_deref().unwrap_or_default();
    starts == Some(&b'<') || declared.contains("html") || declared.contains("xml")
}

/// A server's reason if it gives one, else the beginning of what it said; never a page of markup.
fn describe_body(response: &Response) -> String {
    if is_markup(response) {
        return "a web page instead of data".to_owned();
    }
    let parsed: Option<serde_json::Value> = serde_json::from_slice(&response.body).ok();
    let reason = parsed.as_ref().and_then(|value| {
        let text = |name: &str| value.get(name).and_then(serde_json::Value::as_str);
        text("reason").or_else(|| text("error"))
    });
    match reason {
        Some(reason) => reason.to_owned(),
        None => {
            let end = response.body.len().min(4 * DETAIL_CHARS_MAX);
            String::from_utf8_lossy(&response.body[..end]).into_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, content_type: &str, body: &str) -> Response {
        Response {
            status,
            content_type: Some(content_type.to_owned()),
            body: body.as_bytes().to_vec(),
            ..Response::default()
        }
    }

    /// Every status of the fault matrix (R16) has a meaning, and none of them is "discard".
    #[test]
    fn every_status_is_told_apart() {
        let check = |status, expected| assert_eq!(Fault::of_status(status), expected, "{status}");
        for status in [200, 201, 202] {
            check(status, None);
        }
        for (status, fault) in [
            (302, Fault::Intercepted),
            (400, Fault::Unprocessable),
            (401, Fault::SignIn),
            (403, Fault::NotAllowed),
            (404, Fault::Missing),
            (407, Fault::Intercepted),
            (408, Fault::Timeout),
            (409, Fault::Unprocessable),
            (410, Fault::Missing),
            (412, Fault::Unprocessable),
            (413, Fault::TooLarge),
            (422, Fault::Unprocessable),
            (429, Fault::TooMany),
            (500, Fault::ServerTrouble),
            (502, Fault::ServerTrouble),
            (503, Fault::ServerTrouble),
            (504, Fault::ServerTrouble),
            (511, Fault::Intercepted),
            (0, Fault::Garbled),
        ] {
            check(status, Some(fault));
        }
    }

    #[test]
    fn a_locked_account_is_a_matter_of_signing_in() {
        let body = r#"{"error":"forbidden","reason":"Account is temporarily locked due to multiple authentication failures"}"#;
        let error = BackendError::of_response(&answer(403, "application/json", body)).unwrap();
        assert_eq!(error.fault, Fault::SignIn);
        let body = r#"{"error":"forbidden","reason":"You are not allowed to access this db."}"#;
        let error = BackendError::of_response(&answer(403, "application/json", body)).unwrap();
        assert_eq!(error.fault, Fault::NotAllowed);
        assert_eq!(error.detail, "You are not allowed to access this db.");
    }

    #[test]
    fn a_portal_is_told_from_a_cut_answer() {
        let portal = answer(200, "text/html", "\n<!doctype html><title>Welcome</title>");
        assert_eq!(BackendError::of_body(&portal).fault, Fault::Intercepted);
        let cut = answer(200, "application/json", r#"{"results":[{"id":"en"#);
        assert_eq!(BackendError::of_body(&cut).fault, Fault::Garbled);
    }

    #[test]
    fn a_server_may_not_ask_for_a_week() {
        let mut response = answer(503, "text/plain", "");
        response.retry_after = Some("604800".to_owned());
        let error = BackendError::of_response(&response).unwrap();
        assert_eq!(error.retry_after_ms, Some(RETRY_AFTER_MS_MAX));
    }
}
