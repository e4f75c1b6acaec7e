//! `GET|POST /{db}/_changes`: delivering a feed at once, at the next change, or for ever.

use std::{sync::Arc, time::Duration};

use axum::{
    body::{Body, Bytes},
    extract::{Path, Query as AxumQuery, State},
    http::{HeaderMap, Method, header},
    response::{IntoResponse, Response},
};
use serde_json::Value;
use tokio::{
    sync::{mpsc, watch},
    time::Instant,
};
use tokio_stream::wrappers::ReceiverStream;

use super::{
    Streamed,
    caller::Caller,
    error::HttpError,
    request::{self, Query, json_body},
};
use crate::{
    access::Wish,
    changes::{self, Asked, Delivery, Filter, Page, read_seq, write_seq},
    hub::Hub,
    selector::Selector,
    store::{Database, StoreError, databases, reading},
};

/// How long a longpoll waits unless told otherwise (CouchDB's default), and at most.
const TIMEOUT_DEFAULT: Duration = Duration::from_secs(60);
const TIMEOUT_MAX: Duration = Duration::from_secs(600);

/// How often a sign of life may be asked for.
const HEARTBEAT_MIN: Duration = Duration::from_millis(100);

/// How many pages may wait for a slow reader.
const PAGES_WAITING_MAX: usize = 4;

/// How many document ids a filter may name.
const FILTER_IDS_MAX: usize = 100_000;

/// Answers a feed.
///
/// # Errors
/// 400, 401, 403, 404.
pub async fn feed(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
    Path(name): Path<String>,
    AxumQuery(query): AxumQuery<std::collections::HashMap<String, String>>,
    method: Method,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, HttpError> {
    // Watched before anything is read: what is written in between wakes the feed.
    let database = request::database(&hub, &caller, &name, Wish::Read).await?;
    let watched = hub.store.feeds().watch(database.db);
    let body: Value = if method == Method::POST {
        json_body(&headers, &body)?
    } else {
        Value::Object(Default::default())
    };
    let asked = read_asked(&Query(query), &headers, &body, &database)?;
    let first = read_page(&hub, &database, &asked, None, 0).await?;
    let lasts = asked.delivery != Delivery::Normal;
    let (send, receive) = mpsc::channel(PAGES_WAITING_MAX);
    let delivery = Feed {
        hub,
        database,
        asked,
        reader: caller,
        send,
        watched,
    };
    tokio::spawn(async move { delivery.run(first).await });
    let mut response = Body::from_stream(ReceiverStream::new(receive)).into_response();
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        header::HeaderValue::from_static("application/json"),
    );
    if lasts {
        response.extensions_mut().insert(Streamed);
    }
    Ok(response)
}

fn read_asked(
    query: &Query,
    headers: &HeaderMap,
    body: &Value,
    database: &Database,
) -> Result<Asked, HttpError> {
    let since = match (query.text("since"), headers.get("last-event-id")) {
        (Some(since), _) => since.to_owned(),
        (None, Some(last)) => last.to_str().unwrap_or("0").to_owned(),
        (None, None) => match body.get("since") {
            Some(Value::String(since)) => since.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => "0".into(),
        },
    };
    let since =
        read_seq(&since, database).map_err(|error| HttpError::bad_request(error.to_string()))?;
    let delivery = match query.text("feed") {
        None | Some("normal") => Delivery::Normal,
        Some("longpoll") => Delivery::Longpoll,
        Some("continuous") => Delivery::Continuous,
        Some(other) => {
            return Err(HttpError::bad_request(format!(
                "this server has no feed={other}"
            )));
        }
    };
    let heartbeat = match query.text("heartbeat") {
        None | Some("false") => None,
        Some("true") => Some(TIMEOUT_DEFAULT),
        Some(_) => query.number("heartbeat")?.map(Duration::from_millis),
    };
    let timeout = query
        .number("timeout")?
        .map_or(TIMEOUT_DEFAULT, Duration::from_millis);
    let limit: Option<i64> = query.number("limit")?;
    Ok(Asked {
        since,
        // As CouchDB: 0 has the same effect as 1.
        limit: limit.map(|limit| limit.max(1)),
        descending: query.flag("descending"),
        include_docs: query.flag("include_docs"),
        attachments: query.flag("attachments"),
        conflicts: query.flag("conflicts"),
        all_leaves: query.text("style") == Some("all_docs"),
        seq_interval: query.number("seq_interval")?,
        filter: read_filter(query, body)?,
        delivery,
        heartbeat: heartbeat.map(|every| every.max(HEARTBEAT_MIN)),
        timeout: timeout.min(TIMEOUT_MAX),
    })
}

fn read_filter(query: &Query, body: &Value) -> Result<Filter, HttpError> {
    match query.text("filter") {
        None => Ok(Filter::Everything),
        Some("_doc_ids") => {
            let asked = query.json("doc_ids")?;
            let ids = asked
                .as_ref()
                .or_else(|| body.get("doc_ids"))
                .and_then(Value::as_array);
            let ids = ids.ok_or_else(|| {
                HttpError::bad_request("`doc_ids` filter parameter is not a list.")
            })?;
            if ids.len() > FILTER_IDS_MAX {
                return Err(HttpError::bad_request("too many doc_ids"));
            }
            Ok(Filter::Documents(
                ids.iter()
                    .filter_map(Value::as_str)
                    .map(str::to_owned)
                    .collect(),
            ))
        }
        Some("_selector") => {
            let selector = body.get("selector").ok_or_else(|| {
                HttpError::bad_request("Selector must be specified in POST payload")
            })?;
            let compiled = Selector::compile(selector);
            compiled
                .map(Filter::Matching)
                .map_err(|error| HttpError::bad_request(error.to_string()))
        }
        Some("_design") => Ok(Filter::Designs),
        Some(other) => Err(HttpError::not_found(format!(
            "this server has no filter {other}"
        ))),
    }
}

async fn read_page(
    hub: &Hub,
    database: &Database,
    asked: &Asked,
    seen: Option<i64>,
    sent: i64,
) -> Result<Page, StoreError> {
    let (database, asked) = (database.clone(), asked.clone());
    let limit = asked.limit.map_or(i64::MAX, |limit| limit - sent);
    hub.store
        .read(move |connection| changes::page(connection, &database, &asked, seen, limit, sent))
        .await
}

/// Returns once the hub stops (or is gone).
async fn until_true(stopping: &mut watch::Receiver<bool>) {
    drop(stopping.wait_for(|stopping| *stopping).await);
}

/// One feed on its way to one reader.
struct Feed {
    hub: Arc<Hub>,
    database: Database,
    asked: Asked,
    reader: Caller,
    send: mpsc::Sender<Result<Bytes, StoreError>>,
    watched: watch::Receiver<i64>,
}

/// The reader hung up; nobody is left to tell.
struct ReaderGone;

/// Why a feed goes no further.
enum End {
    /// It is complete, or waited long enough: it ends with its last sequence.
    Complete,
    /// The reader is gone.
    Gone,
}

impl Feed {
    async fn run(mut self, first: Page) {
        match self.deliver(first).await {
            Ok(()) => {}
            Err(error) => {
                tracing::warn!(%error, "a change feed broke off");
                // Breaking the response off says "not complete"; its reader asks again.
                drop(self.send.send(Err(error)).await);
            }
        }
    }

    async fn deliver(&mut self, first: Page) -> Result<(), StoreError> {
        if self.asked.delivery != Delivery::Continuous
            && self.write("{\"results\":[\n").await.is_err()
        {
            return Ok(());
        }
        let mut page = first;
        let mut sent = 0;
        let mut deadline = Instant::now() + self.asked.timeout;
        loop {
            self.watched.mark_unchanged();
            let seen = page.seen;
            let new = i64::try_from(page.rows.len()).unwrap_or(i64::MAX);
            if self.write_rows(&page, sent).await.is_err() {
                return Ok(());
            }
            sent += new;
            let is_full = self.asked.limit.is_some_and(|limit| sent >= limit);
            if is_full || (page.is_last && self.is_done(sent)) {
                return self.finish(seen).await;
            }
            let end = if page.is_last {
                if new > 0 {
                    deadline = Instant::now() + self.asked.timeout;
                }
                self.wait(seen, deadline).await?
            } else {
                // Who reads slowly would be told what was written long after.
                self.end_of_reader().await?
            };
            match end {
                None => {}
                Some(End::Complete) => return self.finish(seen).await,
                Some(End::Gone) => return Ok(()),
            }
            page = read_page(&self.hub, &self.database, &self.asked, Some(seen), sent).await?;
        }
    }

    /// Whether what was sent is all that was asked for.
    fn is_done(&self, sent: i64) -> bool {
        match self.asked.delivery {
            Delivery::Normal => true,
            Delivery::Longpoll => sent > 0 || self.asked.descending,
            Delivery::Continuous => self.asked.descending,
        }
    }

    /// Waits until there is something newer than what was seen.
    async fn wait(&mut self, seen: i64, deadline: Instant) -> Result<Option<End>, StoreError> {
        let mut stopping = self.hub.stopping();
        // What was written between the reading and the watching is not missed.
        if *self.watched.borrow() > seen {
            return self.end_of_reader().await;
        }
        loop {
            let pause = match self.asked.heartbeat {
                Some(every) => Instant::now() + every,
                None => deadline,
            };
            tokio::select! {
                changed = self.watched.changed() => {
                    // The database was deleted.
                    if changed.is_err() {
                        return Ok(Some(End::Complete));
                    }
                    return self.end_of_reader().await;
                }
                () = until_true(&mut stopping) => return Ok(Some(End::Complete)),
                () = self.send.closed() => return Ok(Some(End::Gone)),
                () = tokio::time::sleep_until(pause) => {
                    if self.asked.heartbeat.is_none() {
                        return Ok(Some(End::Complete));
                    }
                    if self.write("\n").await.is_err() {
                        return Ok(Some(End::Gone));
                    }
                }
            }
        }
    }

    /// The end, if this reader's role was cut, their account closed, their passphrase changed or their session ended
    /// meanwhile. Asked before anything newer is told.
    async fn end_of_reader(&self) -> Result<Option<End>, StoreError> {
        let goes_on = request::still_reads(&self.hub, &self.database, &self.reader).await?;
        Ok((!goes_on).then_some(End::Complete))
    }

    async fn write_rows(&self, page: &Page, sent: i64) -> Result<(), ReaderGone> {
        if page.rows.is_empty() {
            return Ok(());
        }
        let mut text = String::with_capacity(page.rows.iter().map(|row| row.len() + 2).sum());
        for (index, row) in page.rows.iter().enumerate() {
            match self.asked.delivery {
                Delivery::Continuous => {
                    text.push_str(row);
                    text.push('\n');
                }
                _ => {
                    if sent > 0 || index > 0 {
                        text.push_str(",\n");
                    }
                    text.push_str(row);
                }
            }
        }
        self.write(text).await
    }

    async fn finish(&self, seen: i64) -> Result<(), StoreError> {
        let (db, name) = (self.database.db, self.database.name.clone());
        let (pending, newest) = self
            .hub
            .store
            .read(move |connection| -> Result<_, StoreError> {
                let newest =
                    databases::find(connection, &name)?.map(|database| database.update_seq);
                Ok((reading::pending(connection, db, seen)?, newest))
            })
            .await?;
        let (seen, pending) = if self.asked.descending {
            (newest.unwrap_or(seen), 0)
        } else {
            (seen, pending)
        };
        let last = write_seq(seen, &self.database);
        let end = match self.asked.delivery {
            Delivery::Continuous => format!("{{\"last_seq\":\"{last}\",\"pending\":{pending}}}\n"),
            _ => format!("\n],\"last_seq\":\"{last}\",\"pending\":{pending}}}\n"),
        };
        drop(self.write(end).await);
        Ok(())
    }

    async fn write(&self, text: impl Into<Bytes>) -> Result<(), ReaderGone> {
        self.send
            .send(Ok(text.into()))
            .await
            .map_err(|_| ReaderGone)
    }
}
