//! The adapter for everything that speaks CouchDB's HTTP API: the hub, CouchDB, PouchDB servers.
//!
//! A book is the database `wb-<facility>-<book>`. Documents go with `new_edits:false` and revisions that follow
//! from their content, so a batch may be sent any number of times. Pulls ask for all leaves: a rival first revision
//! can't be refused by CouchDB, so it must at least be seen.

mod answers;
mod confirm;
mod mark;
mod older;
mod pull;
mod push;

pub use older::Older;

use std::{cell::Cell, pin::Pin};

use serde_json::Value;
use wingbook_record::{access::Book, receipt::Receipt};

use crate::{
    backend::{
        Backend, Cursor, Description, Echo, Identity, Leaf, Mark, Page, Product, Told, Verdict,
    },
    fault::{BackendError, Fault},
    http_date::parse_http_date,
    replica::Outgoing,
    transport::{Method, Request, Response, Transport},
};

/// For questions with short answers.
const TIMEOUT_MS: u32 = 30_000;

/// For answers with many documents in them.
const TIMEOUT_LONG_MS: u32 = 60_000;

/// Judges a receipt for a record (its canonical JSON): whether the hash is that of its header and the signature that
/// of the pinned facility key. Crypto stays with the caller.
pub type ReceiptCheck = Box<dyn Fn(&Receipt, &[u8]) -> bool>;

/// An exchange under way.
type Asked<'a> = Pin<Box<dyn Future<Output = Result<Response, BackendError>> + 'a>>;

/// A backend that speaks CouchDB's HTTP API.
pub struct Couch<T> {
    transport: T,
    facility: String,
    authorization: Option<String>,
    check: ReceiptCheck,
    /// What [`Backend::describe`] found; until then no receipts are asked for.
    receipts: Cell<bool>,
}

impl<T: Transport> Couch<T> {
    /// A backend for one facility. `authorization` is the whole header value, see [`basic_authorization`].
    pub fn new(
        transport: T,
        facility: &str,
        authorization: Option<String>,
        check: ReceiptCheck,
    ) -> Self {
        Self {
            transport,
            facility: facility.to_owned(),
            authorization,
            check,
            receipts: Cell::new(false),
        }
    }

    /// The path of a book's database.
    fn book_path(&self, book: Book) -> String {
        format!("/{}", encode(&book.database(&self.facility)))
    }

    /// Sends a request; any status but success is an error. Boxed: it is awaited in many places, each of which would
    /// carry its states.
    fn ask(
        &self,
        method: Method,
        path: String,
        body: Option<Vec<u8>>,
        timeout_ms: u32,
    ) -> Asked<'_> {
        Box::pin(async move {
            let mut headers = vec![("accept", "application/json".to_owned())];
            if let Some(authorization) = &self.authorization {
                headers.push(("authorization", authorization.clone()));
            }
            if body.is_some() {
                headers.push(("content-type", "application/json".to_owned()));
            }
            let request = Request {
                method,
                path,
                headers,
                body,
                timeout_ms,
            };
            let response = self.transport.send(request).await?;
            match BackendError::of_response(&response) {
                Some(error) => Err(error),
                None => Ok(response),
            }
        })
    }

    fn get(&self, path: String) -> Asked<'_> {
        self.ask(Method::Get, path, None, TIMEOUT_MS)
    }

    fn post(&self, path: String, body: &Value) -> Asked<'_> {
        let body = Some(body.to_string().into_bytes());
        self.ask(Method::Post, path, body, TIMEOUT_LONG_MS)
    }
}

/// An answer's JSON.
fn json(response: &Response) -> Result<Value, BackendError> {
    serde_json::from_slice(&response.body).map_err(|_| BackendError::of_body(response))
}

/// The server's clock at an answer.
fn date_ms(response: &Response) -> Option<i64> {
    response.date.as_deref().and_then(parse_http_date)
}

/// Percent-encodes whatever isn't unreserved (RFC 3986 §2.3).
fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// The value of an `Authorization` header for Basic authentication (RFC 7617).
///
/// ```
/// use wingbook_sync::couch::basic_authorization;
/// assert_eq!(basic_authorization("Aladdin", "open sesame"), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
/// ```
pub fn basic_authorization(name: &str, secret: &str) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::from("Basic ");
    for chunk in format!("{name}:{secret}").as_bytes().chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let bits = (byte(0) << 16) | (byte(1) << 8) | byte(2);
        for at in 0..4 {
            if at <= chunk.len() {
                let index = (bits >> (18 - 6 * at)) & 63;
                out.push(char::from(ALPHABET[index as usize]));
            } else {
                out.push('=');
            }
        }
    }
    out
}

fn describe_answer(answer: &Value, date_ms: Option<i64>) -> Result<Description, BackendError> {
    let text = |path: &str| {
        let found = answer.pointer(path).and_then(Value::as_str);
        found.unwrap_or_default().to_owned()
    };
    let vendor = text("/vendor/name");
    let product = if answer.get("express-pouchdb").is_some() {
        Product::PouchDb
    } else if answer.get("couchdb").is_none() {
        return Err(BackendError::new(
            Fault::NotABackend,
            "answers, but not as CouchDB does",
        ));
    } else if vendor == "Wingbook hub" {
        Product::Hub
    } else if vendor.contains("Apache") {
        Product::CouchDb
    } else {
        Product::CouchLike
    };
    let name = match product {
        Product::Hub => format!("Wingbook hub {}", text("/vendor/version")),
        Product::CouchDb => format!("CouchDB {}", text("/version")),
        Product::PouchDb => format!("PouchDB {}", text("/version")),
        Product::CouchLike => format!("{vendor} {}", text("/version")),
    };
    Ok(Description {
        product,
        name: name.trim().to_owned(),
        server: text("/uuid"),
        receipts: product == Product::Hub,
        reads_back: true,
        receives: true,
        tells: true,
        date_ms,
    })
}

impl<T: Transport> Backend for Couch<T> {
    async fn describe(&self) -> Result<Description, BackendError> {
        let response = self.get("/".to_owned()).await?;
        let description = describe_answer(&json(&response)?, date_ms(&response))?;
        self.receipts.set(description.receipts);
        Ok(description)
    }

    async fn identify(&self, book: Book) -> Result<Identity, BackendError> {
        let server = self.describe().await?.server;
        let response = self.get(self.book_path(book)).await?;
        let answer = json(&response)?;
        let instance = match answer.get("instance_start_time") {
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
            None => String::new(),
        };
        Ok(Identity { server, instance })
    }

    async fn pull(
        &self,
        book: Book,
        since: Option<&Cursor>,
        limit: u32,
        timeout_ms: u32,
    ) -> Result<Page, BackendError> {
        self.pull_page(book, since, limit, timeout_ms).await
    }

    async fn fetch(&self, book: Book, leaves: &[Leaf]) -> Result<Vec<Value>, BackendError> {
        self.fetch_leaves(book, leaves).await
    }

    async fn push(
        &self,
        book: Book,
        items: &[Outgoing],
        timeout_ms: u32,
    ) -> Result<Vec<Verdict>, BackendError> {
        self.push_batch(book, items, timeout_ms).await
    }

    async fn read_back(&self, book: Book, items: &[Outgoing]) -> Result<Vec<Echo>, BackendError> {
        self.confirm(book, items).await
    }

    async fn lacks(&self, book: Book, leaves: &[Leaf]) -> Result<Vec<bool>, BackendError> {
        self.missing_revisions(book, leaves).await
    }

    async fn read_mark(&self, book: Book, name: &str) -> Result<Option<Mark>, BackendError> {
        self.get_mark(book, name).await
    }

    async fn write_mark(
        &self,
        book: Book,
        name: &str,
        epoch: u64,
        before: Option<&Mark>,
    ) -> Result<Option<Mark>, BackendError> {
        self.put_mark(book, name, epoch, before).await
    }

    async fn wait(
        &self,
        book: Book,
        since: Option<&Cursor>,
        timeout_ms: u32,
    ) -> Result<Told, BackendError> {
        self.long_poll(book, since, timeout_ms).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn who_answers() {
        let check = |answer: Value, product, name: &str| {
            let description = describe_answer(&answer, None).unwrap();
            assert_eq!(
                (description.product, description.name.as_str()),
                (product, name)
            );
        };
        check(
            json!({"couchdb": "Welcome", "version": "3.5.0", "uuid": "u", "vendor": {"name": "Wingbook hub", "version": "0.1.0"}}),
            Product::Hub,
            "Wingbook hub 0.1.0",
        );
        check(
            json!({"couchdb": "Welcome", "version": "3.5.0", "vendor": {"name": "The Apache Software Foundation"}}),
            Product::CouchDb,
            "CouchDB 3.5.0",
        );
        check(
            json!({"express-pouchdb": "Welcome!", "version": "5.0.1", "vendor": {"name": "PouchDB authors"}}),
            Product::PouchDb,
            "PouchDB 5.0.1",
        );
        check(json!({"couchdb": "Welcome"}), Product::CouchLike, "");
        for other in [
            json!({}),
            json!([]),
            json!("hello"),
            json!({"resourceType": "CapabilityStatement"}),
        ] {
            assert_eq!(
                describe_answer(&other, None).unwrap_err().fault,
                Fault::NotABackend
            );
        }
    }

    #[test]
    fn basic() {
        let check = |secret: &str, expected: &str| {
            assert_eq!(
                basic_authorization("a", secret),
                format!("Basic {expected}")
            );
        };
        check("", "YTo=");
        check("b", "YTpi");
        check("bc", "YTpiYw==");
    }
}
