//! Long answers, read and sent part by part: whoever asks for a whole register costs the memory of a few parts of it.

use axum::{
    body::{Body, Bytes},
    http::header,
    response::{IntoResponse, Response},
};
use rusqlite::Connection;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use super::error::HttpError;
use crate::{
    hub::Hub,
    store::{Store, StoreError},
};

/// From how many bytes on a part is long enough.
pub const PART_BYTES: usize = 1 << 20;

/// How many parts may wait for a slow reader.
const PARTS_WAITING_MAX: usize = 2;

/// Whether an answer goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// With another part.
    More,
    /// No further.
    Done,
}

/// A list in JSON that is written row by row: what stands before the first row, between two, and behind the last.
#[derive(Debug, Clone)]
pub struct Rows {
    begin: Option<String>,
    between: &'static str,
    end: &'static str,
}

impl Rows {
    /// Nothing is written yet.
    pub fn new(begin: impl Into<String>, between: &'static str, end: &'static str) -> Self {
        Self {
            begin: Some(begin.into()),
            between,
            end,
        }
    }

    /// Appends what stands before the next row.
    pub fn next(&mut self, out: &mut String) {
        match self.begin.take() {
            Some(begin) => out.push_str(&begin),
            None => out.push_str(self.between),
        }
    }

    /// Appends what stands behind the last row, and says so.
    pub fn end(&mut self, out: &mut String) -> Next {
        out.push_str(&self.begin.take().unwrap_or_default());
        out.push_str(self.end);
        Next::Done
    }
}

/// Answers with JSON text that `write` appends part by part. What goes wrong in the first part is told; later, the
/// answer breaks off, which says "not complete".
///
/// # Errors
/// When the first part can't be read.
pub async fn answer<W>(hub: &Hub, write: W) -> Result<Response, HttpError>
where
    W: FnMut(&Connection, &mut String) -> Result<Next, StoreError> + Send + 'static,
{
    let first = read_part(&hub.store, write).await?;
    let body = match first.next {
        Next::Done => Body::from(first.text),
        Next::More => {
            let (send, receive) = mpsc::channel(PARTS_WAITING_MAX);
            let store = hub.store.clone();
            tokio::spawn(async move { send_parts(&store, first, &send).await });
            Body::from_stream(ReceiverStream::new(receive))
        }
    };
    Ok(([(header::CONTENT_TYPE, "application/json")], body).into_response())
}

/// A part with what writes the next one.
struct Part<W> {
    text: String,
    next: Next,
    write: W,
}

async fn read_part<W>(store: &Store, mut write: W) -> Result<Part<W>, StoreError>
where
    W: FnMut(&Connection, &mut String) -> Result<Next, StoreError> + Send + 'static,
{
    store
        .read(move |connection| {
            let mut text = String::new();
            let next = write(connection, &mut text)?;
            Ok(Part { text, next, write })
        })
        .await
}

async fn send_parts<W>(
    store: &Store,
    mut part: Part<W>,
    send: &mpsc::Sender<Result<Bytes, StoreError>>,
) where
    W: FnMut(&Connection, &mut String) -> Result<Next, StoreError> + Send + 'static,
{
    loop {
        let is_gone = !part.text.is_empty() && send.send(Ok(part.text.into())).await.is_err();
        if is_gone || part.next == Next::Done {
            return;
        }
        part = match read_part(store, part.write).await {
            Ok(part) => part,
            Err(error) => {
                tracing::warn!(%error, "an answer broke off");
                drop(send.send(Err(error)).await);
                return;
            }
        };
    }
}
