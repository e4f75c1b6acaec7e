//! What replication is made of: `_revs_diff`, `_bulk_get`, `_bulk_docs`, and the hub's own `_receipts`.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query as AxumQuery, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use rusqlite::Connection;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    caller::Caller,
    error::HttpError,
    parts::{self, Next, PART_BYTES, Rows},
    reading::{Told, write_leaf},
    request::{self, Query, json_body},
};
use crate::{
    access::Wish,
    document::NewDocument,
    hub::Hub,
    pushing::{self, Mode, RowError},
    rendering::write_text,
    revisions::Revision,
    store::{
        StoreError,
        documents::{self, Document},
        receipts,
    },
};

/// How many documents one request may name.
const DOCUMENTS_MAX: usize = 100_000;

fn too_many() -> HttpError {
    HttpError::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "too_large",
        "too many documents in one request",
    )
}

/// `POST /{db}/_revs_diff`
///
/// # Errors
/// 400, 401, 403, 404, 413.
pub async fn revs_diff(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, HttpError> {
    let database = request::database(&hub, &caller, &name, Wish::Touch).await?;
    let asked: BTreeMap<String, Vec<String>> = json_body(&headers, &body)?;
    if asked.len() > DOCUMENTS_MAX {
        return Err(too_many());
    }
    let mut parsed = Vec::with_capacity(asked.len());
    for (id, revisions) in asked {
        let revisions: Result<Vec<Revision>, _> =
            revisions.iter().map(|revision| revision.parse()).collect();
        parsed.push((
            id,
            revisions.map_err(|_| HttpError::bad_request("Invalid rev format"))?,
        ));
    }
    let difference = hub
        .store
        .read(move |connection| difference(connection, database.db, &parsed))
        .await?;
    Ok(Json(Value::Object(difference)))
}

fn difference(
    connection: &Connection,
    db: i64,
    asked: &[(String, Vec<Revision>)],
) -> Result<Map<String, Value>, StoreError> {
    let mut answer = Map::new();
    for (id, revisions) in asked {
        let found = documents::find(connection, db, id)?;
        let known = |revision: &&Revision| {
            found
                .as_ref()
                .is_some_and(|found| found.tree.node(revision).is_some())
        };
        let missing: Vec<Revision> = revisions
            .iter()
            .filter(|revision| !known(revision))
            .cloned()
            .collect();
        if missing.is_empty() {
            continue;
        }
        let texts = |revisions: &[Revision]| -> Vec<String> {
            revisions.iter().map(ToString::to_string).collect()
        };
        let mut row = json!({"missing": texts(&missing)});
        let ancestors = found
            .map(|found| found.tree.possible_ancestors(&missing))
            .unwrap_or_default();
        if !ancestors.is_empty() {
            row["possible_ancestors"] = json!(texts(&ancestors));
        }
        answer.insert(id.clone(), row);
    }
    Ok(answer)
}

#[derive(Deserialize)]
struct BulkGet {
    docs: Vec<BulkGetRow>,
}

#[derive(Deserialize)]
struct BulkGetRow {
    id: String,
    #[serde(default)]
    rev: Option<String>,
}

/// `POST /{db}/_bulk_get`
///
/// # Errors
/// 400, 401, 403, 404, 413.
pub async fn bulk_get(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
    Path(name): Path<String>,
    AxumQuery(query): AxumQuery<HashMap<String, String>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, HttpError> {
    let database = request::database(&hub, &caller, &name, Wish::Read).await?;
    let query = Query(query);
    let asked: BulkGet = json_body(&headers, &body)?;
    if asked.docs.len() > DOCUMENTS_MAX {
        return Err(too_many());
    }
    let (latest, told) = (query.flag("latest"), Told::from_query(&query));
    let mut wanted = asked.docs.into_iter();
    let mut rows = Rows::new("{\"results\":[", ",", "]}\n");
    parts::answer(&hub, move |connection, out| {
        while out.len() < PART_BYTES {
            let Some(row) = wanted.next() else {
                return Ok(rows.end(out));
            };
            rows.next(out);
            write_bulk_get_row(connection, database.db, &row, latest, told, out)?;
        }
        Ok(Next::More)
    })
    .await
}

fn write_bulk_get_row(
    connection: &Connection,
    db: i64,
    row: &BulkGetRow,
    latest: bool,
    told: Told,
    out: &mut String,
) -> Result<(), StoreError> {
    out.push_str("{\"id\":");
    write_text(&row.id, out);
    out.push_str(",\"docs\":[");
    let found = documents::find(connection, db, &row.id)?;
    let leaves = found
        .as_ref()
        .map(|found| wanted(found, row.rev.as_deref(), latest))
        .unwrap_or_default();
    let mut written = 0;
    for revision in &leaves {
        let Some(found) = &found else { continue };
        let before = out.len();
        out.push_str(if written > 0 { ",{\"ok\":" } else { "{\"ok\":" });
        if write_leaf(connection, found, revision, told, out)? {
            out.push('}');
            written += 1;
        } else {
            out.truncate(before);
        }
    }
    if written == 0 {
        let rev = row.rev.as_deref().unwrap_or("undefined");
        let error = json!({"id": row.id, "rev": rev, "error": "not_found", "reason": "missing"});
        out.push_str(&format!("{{\"error\":{error}}}"));
    }
    out.push_str("]}");
    Ok(())
}

/// The revisions that a row asks for: all leaves, or the one that it names (or what grew out of it).
fn wanted(found: &Document, rev: Option<&str>, latest: bool) -> Vec<Revision> {
    let Some(rev) = rev else {
        return found
            .tree
            .leaves()
            .iter()
            .map(|leaf| leaf.revision.clone())
            .collect();
    };
    let Ok(revision) = rev.parse::<Revision>() else {
        return Vec::new();
    };
    if latest {
        found
            .tree
            .leaves_from(&revision)
            .iter()
            .map(|leaf| leaf.revision.clone())
            .collect()
    } else {
        vec![revision]
    }
}

#[derive(Deserialize)]
struct BulkDocs {
    docs: Vec<Value>,
    #[serde(default = "yes")]
    new_edits: bool,
}

fn yes() -> bool {
    true
}

/// `POST /{db}/_bulk_docs`: with `new_edits: false` only what was not written is listed.
///
/// # Errors
/// 400, 401, 403, 404, 412, 413, 415.
pub async fn bulk_docs(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, HttpError> {
    let database = request::database(&hub, &caller, &name, Wish::Write).await?;
    let asked: BulkDocs = json_body(&headers, &body)?;
    if asked.docs.len() > DOCUMENTS_MAX {
        return Err(too_many());
    }
    let mode = if asked.new_edits {
        Mode::Edit
    } else {
        Mode::Replicate
    };
    let mut new = Vec::with_capacity(asked.docs.len());
    for value in asked.docs {
        let mut document = NewDocument::read(value)?;
        if mode == Mode::Replicate {
            document.replicated_path()?;
        }
        if document.id.is_none() {
            document.id = Some(uuid::Uuid::now_v7().simple().to_string());
        }
        new.push(document);
    }
    let pushed = hub.push(&database, new, mode).await?;
    // As CouchDB: one attachment that is not there refuses the request, and its documents go up alone.
    if let Some(stub) = pushed.iter().find_map(|row| match &row.result {
        Err(error @ RowError::MissingStub(_)) => Some(error.clone()),
        _ => None,
    }) {
        return Err(stub.into());
    }
    let rows: Vec<Value> = pushed
        .iter()
        .filter(|row| mode == Mode::Edit || row.result.is_err())
        .map(pushing::row_json)
        .collect();
    Ok((StatusCode::CREATED, Json(rows)).into_response())
}

#[derive(Deserialize)]
struct ReceiptsAsked {
    ids: Vec<String>,
}

/// `POST /{db}/_receipts`: the facility's signed word on what it received and when.
///
/// # Errors
/// 400, 401, 403, 404, 413, 503.
pub async fn receipts(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, HttpError> {
    let database = request::database(&hub, &caller, &name, Wish::Touch).await?;
    let asked: ReceiptsAsked = json_body(&headers, &body)?;
    if asked.ids.len() > DOCUMENTS_MAX {
        return Err(too_many());
    }
    // A receipt says that the record is kept; one out of a file that nobody finds again would be a lie.
    hub.store.check_place()?;
    let mut ids = asked.ids.into_iter();
    let mut rows = Rows::new("{\"receipts\":[", ",", "]}\n");
    parts::answer(&hub, move |connection, out| {
        while out.len() < PART_BYTES {
            let Some(id) = ids.next() else {
                return Ok(rows.end(out));
            };
            if let Some(receipt) = receipts::get(connection, database.db, &id)? {
                rows.next(out);
                out.push_str(&receipt);
            }
        }
        Ok(Next::More)
    })
    .await
}
