//! `/{db}/{id}`: one document, its revisions, and `_local` checkpoints.

use std::{collections::HashMap, sync::Arc};

use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query as AxumQuery, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use rusqlite::Connection;
use serde_json::{Map, Value, json};

use super::{
    caller::Caller,
    error::HttpError,
    multipart,
    request::{self, Query, json_body},
};
use crate::{
    access::Wish,
    document::{NewDocument, check_id},
    hub::Hub,
    pushing::{self, Mode},
    rendering::{AttachmentsAs, Extras, Rendered, attachments_member},
    revisions::Revision,
    store::{
        Database, StoreError,
        blobs::{self, Attachment},
        documents::{self, Document},
        locals,
    },
};

/// What is told with a revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// `_revisions`
    pub revs: bool,
    /// `_revs_info`
    pub revs_info: bool,
    /// `_conflicts`
    pub conflicts: bool,
    /// `_deleted_conflicts`
    pub deleted_conflicts: bool,
    /// `_local_seq`
    pub local_seq: bool,
    /// How attachments go out.
    pub attachments: AttachmentsAs,
}

impl Told {
    /// From a request's query.
    pub fn from_query(query: &Query) -> Self {
        let meta = query.flag("meta");
        Self {
            revs: query.flag("revs"),
            revs_info: meta || query.flag("revs_info"),
            conflicts: meta || query.flag("conflicts"),
            deleted_conflicts: meta || query.flag("deleted_conflicts"),
            local_seq: query.flag("local_seq"),
            attachments: if query.flag("attachments") {
                AttachmentsAs::Inline
            } else {
                AttachmentsAs::Stubs
            },
        }
    }
}

/// Appends a revision as JSON text; `false` if its content is not held.
///
/// # Errors
/// When the data file can't be read.
pub fn write_leaf(
    connection: &Connection,
    document: &Document,
    revision: &Revision,
    told: Told,
    out: &mut String,
) -> Result<bool, StoreError> {
    Ok(match render_leaf(connection, document, revision, told)? {
        Some((text, _)) => {
            out.push_str(&text);
            true
        }
        None => false,
    })
}

fn render_leaf(
    connection: &Connection,
    document: &Document,
    revision: &Revision,
    told: Told,
) -> Result<Option<(String, Vec<Attachment>)>, StoreError> {
    let Some(node) = document.tree.node(revision) else {
        return Ok(None);
    };
    let Some(row) = node.body else {
        return Ok(None);
    };
    let body = documents::body(connection, row)?;
    let mut extras = Extras::default();
    if told.revs
        && let Some(path) = document.tree.path_of(revision)
    {
        extras = extras.with_revisions(&path);
    }
    if told.revs_info {
        extras = extras.with_revs_info(&document.tree, revision);
    }
    if told.conflicts {
        extras = extras.with_conflicts(&document.tree);
    }
    if told.deleted_conflicts {
        extras = extras.with_deleted_conflicts(&document.tree);
    }
    if told.local_seq {
        extras = extras.with_local_seq(document.seq);
    }
    let attachments = match body.attachments.as_slice() {
        [] => None,
        attachments => Some(attachments_member(
            connection,
            attachments,
            told.attachments,
        )?),
    };
    let revision = revision.to_string();
    let rendered = Rendered {
        id: &document.id,
        revision: &revision,
        deleted: node.deleted,
        json: &body.json,
        attachments,
        extras,
    };
    Ok(Some((rendered.to_text(), body.attachments)))
}

fn accepts(headers: &HeaderMap, media_type: &str) -> bool {
    let accept = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    accept.contains(media_type)
}

/// `GET|HEAD /{db}/{id}`
///
/// # Errors
/// 400, 401, 403, 404.
pub async fn get(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
    Path((name, id)): Path<(String, String)>,
    AxumQuery(query): AxumQuery<HashMap<String, String>>,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    read_document(hub, caller, name, id, Query(query), headers).await
}

/// `GET|HEAD /{db}/_design/{id}`
///
/// # Errors
/// As [`get`].
pub async fn get_design(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
    Path((name, id)): Path<(String, String)>,
    AxumQuery(query): AxumQuery<HashMap<String, String>>,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    read_document(
        hub,
        caller,
        name,
        format!("_design/{id}"),
        Query(query),
        headers,
    )
    .await
}

async fn read_document(
    hub: Arc<Hub>,
    caller: Caller,
    name: String,
    id: String,
    query: Query,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    let database = request::database(&hub, &caller, &name, Wish::Read).await?;
    let asked = id.clone();
    let found = hub
        .store
        .read(move |connection| documents::find(connection, database.db, &asked))
        .await?;
    let told = Told::from_query(&query);
    if let Some(open_revs) = query.text("open_revs") {
        let wanted = open_revisions(open_revs, found.as_ref(), query.flag("latest"))?;
        return open_revs_response(&hub, found, wanted, told, &headers).await;
    }
    let found = found.ok_or_else(|| HttpError::not_found("missing"))?;
    let node = match query.text("rev") {
        None => found
            .tree
            .winner()
            .filter(|winner| !winner.deleted)
            .ok_or_else(|| HttpError::not_found("deleted"))?,
        Some(text) => {
            let revision: Revision = text
                .parse()
                .map_err(|_| HttpError::bad_request("Invalid rev format"))?;
            let latest = query
                .flag("latest")
                .then(|| found.tree.leaves_from(&revision).first().copied())
                .flatten();
            latest
                .or_else(|| found.tree.node(&revision))
                .ok_or_else(|| HttpError::not_found("missing"))?
        }
    };
    let revision = node.revision.clone();
    let related =
        told.attachments == AttachmentsAs::Inline && accepts(&headers, "multipart/related");
    let told = if related {
        Told {
            attachments: AttachmentsAs::Following,
            ..told
        }
    } else {
        told
    };
    let etag = HeaderValue::from_str(&format!("\"{revision}\""));
    let part = hub
        .store
        .read(move |connection| leaf_part(connection, &found, &revision, told))
        .await?;
    let part = part.ok_or_else(|| HttpError::not_found("missing"))?;
    let mut response = match part {
        multipart::Part::Document { json, attachments } if related && !attachments.is_empty() => {
            multipart::related(&json, &attachments)
        }
        multipart::Part::Document { json, .. } => {
            ([(header::CONTENT_TYPE, "application/json")], json).into_response()
        }
        multipart::Part::Missing(_) => HttpError::not_found("missing").into_response(),
    };
    if let Ok(etag) = etag {
        response.headers_mut().insert(header::ETAG, etag);
    }
    Ok(response)
}

/// A revision with the bytes of its attachments, where they follow it.
fn leaf_part(
    connection: &Connection,
    found: &Document,
    revision: &Revision,
    told: Told,
) -> Result<Option<multipart::Part>, StoreError> {
    let Some((json, kept)) = render_leaf(connection, found, revision, told)? else {
        return Ok(None);
    };
    let mut attachments = Vec::new();
    if told.attachments == AttachmentsAs::Following {
        for attachment in kept {
            let bytes = blobs::bytes(connection, attachment.blob)?;
            attachments.push((attachment, bytes));
        }
    }
    Ok(Some(multipart::Part::Document { json, attachments }))
}

fn open_revisions(
    text: &str,
    found: Option<&Document>,
    latest: bool,
) -> Result<Vec<Revision>, HttpError> {
    if text == "all" || text == "\"all\"" {
        let leaves = found.map(|found| found.tree.leaves()).unwrap_or_default();
        return Ok(leaves.iter().map(|leaf| leaf.revision.clone()).collect());
    }
    let bad = || HttpError::bad_request("Invalid rev format");
    let named: Vec<String> = serde_json::from_str(text).map_err(|_| bad())?;
    let mut wanted: Vec<Revision> = Vec::new();
    for name in named {
        let revision: Revision = name.parse().map_err(|_| bad())?;
        let newer = found
            .filter(|_| latest)
            .map(|found| found.tree.leaves_from(&revision))
            .unwrap_or_default();
        let newer: Vec<Revision> = newer.iter().map(|leaf| leaf.revision.clone()).collect();
        let chosen = if newer.is_empty() {
            vec![revision]
        } else {
            newer
        };
        wanted.extend(
            chosen
                .into_iter()
                .filter(|revision| !wanted.contains(revision))
                .collect::<Vec<_>>(),
        );
    }
    Ok(wanted)
}

async fn open_revs_response(
    hub: &Hub,
    found: Option<Document>,
    wanted: Vec<Revision>,
    told: Told,
    headers: &HeaderMap,
) -> Result<Response, HttpError> {
    // CouchDB's own replicator wants the parts; everybody else asks for JSON.
    let as_json = accepts(headers, "application/json") || !accepts(headers, "multipart/mixed");
    let follow = !as_json && told.attachments == AttachmentsAs::Inline;
    let told = if follow {
        Told {
            attachments: AttachmentsAs::Following,
            ..told
        }
    } else {
        told
    };
    let parts = hub
        .store
        .read(move |connection| -> Result<_, StoreError> {
            let mut parts = Vec::with_capacity(wanted.len());
            for revision in &wanted {
                let part = match &found {
                    Some(found) => leaf_part(connection, found, revision, told)?,
                    None => None,
                };
                parts.push(part.unwrap_or_else(|| multipart::Part::Missing(revision.to_string())));
            }
            Ok(parts)
        })
        .await?;
    if !as_json {
        return Ok(multipart::mixed(&parts));
    }
    let rows = parts.iter().map(|part| match part {
        multipart::Part::Document { json, .. } => format!("{{\"ok\":{json}}}"),
        multipart::Part::Missing(revision) => json!({"missing": revision}).to_string(),
    });
    let text = format!("[{}]\n", rows.collect::<Vec<_>>().join(","));
    Ok(([(header::CONTENT_TYPE, "application/json")], text).into_response())
}

/// The revision that a change builds upon: in the query, the `If-Match` header, or nowhere.
pub fn named_revision(query: &Query, headers: &HeaderMap) -> Result<Option<Revision>, HttpError> {
    let header = headers
        .get(header::IF_MATCH)
        .and_then(|value| value.to_str().ok());
    let text = query
        .text("rev")
        .or(header)
        .map(|text| text.trim_matches('"'))
        .filter(|text| !text.is_empty());
    text.map(|text| {
        text.parse()
            .map_err(|_| HttpError::bad_request("Invalid rev format"))
    })
    .transpose()
}

/// Pushes one document and answers as CouchDB does.
///
/// # Errors
/// Why it was not written.
pub async fn push_one(
    hub: &Hub,
    database: &Database,
    document: NewDocument,
    mode: Mode,
    status: StatusCode,
) -> Result<Response, HttpError> {
    let mut pushed =
        pushing::push(&hub.store, &hub.facility, database, vec![document], mode).await?;
    let row = pushed
        .pop()
        .ok_or_else(|| HttpError::bad_request("nothing to write"))?;
    let revision = row.result?;
    let body = json!({"ok": true, "id": row.id, "rev": revision.to_string()});
    let mut response = (status, Json(body)).into_response();
    if let Ok(etag) = HeaderValue::from_str(&format!("\"{revision}\"")) {
        response.headers_mut().insert(header::ETAG, etag);
    }
    Ok(response)
}

/// `POST /{db}`
///
/// # Errors
/// 400, 401, 403, 404, 409, 412, 413, 415.
pub async fn post(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, HttpError> {
    let database = request::database(&hub, &caller, &name, Wish::Write).await?;
    let mut document = NewDocument::read(json_body(&headers, &body)?)?;
    if document.id.is_none() {
        document.id = Some(uuid::Uuid::now_v7().simple().to_string());
    }
    push_one(&hub, &database, document, Mode::Edit, StatusCode::CREATED).await
}

/// `PUT /{db}/{id}`
///
/// # Errors
/// 400, 401, 403, 404, 409, 412, 413, 415.
pub async fn put(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
    Path((name, id)): Path<(String, String)>,
    AxumQuery(query): AxumQuery<HashMap<String, String>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, HttpError> {
    write_document(hub, caller, name, id, Query(query), headers, body).await
}

/// `PUT /{db}/_design/{id}`: kept and replicated, never run.
///
/// # Errors
/// As [`put`].
pub async fn put_design(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
    Path((name, id)): Path<(String, String)>,
    AxumQuery(query): AxumQuery<HashMap<String, String>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, HttpError> {
    write_document(
        hub,
        caller,
        name,
        format!("_design/{id}"),
        Query(query),
        headers,
        body,
    )
    .await
}

async fn write_document(
    hub: Arc<Hub>,
    caller: Caller,
    name: String,
    id: String,
    query: Query,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, HttpError> {
    let database = request::database(&hub, &caller, &name, Wish::Write).await?;
    check_id(&id)?;
    let mut document = match multipart::boundary_of(&headers) {
        Some(boundary) => multipart::read_related(&body, &boundary)?,
        None => NewDocument::read(json_body(&headers, &body)?)?,
    };
    document.id = Some(id);
    if let Some(named) = named_revision(&query, &headers)? {
        if document
            .revision
            .as_ref()
            .is_some_and(|revision| *revision != named)
        {
            return Err(HttpError::bad_request(
                "Document rev and etag have different values",
            ));
        }
        document.revision = Some(named);
    }
    let mode = if query.text("new_edits") == Some("false") {
        Mode::Replicate
    } else {
        Mode::Edit
    };
    push_one(&hub, &database, document, mode, StatusCode::CREATED).await
}

/// `DELETE /{db}/{id}`
///
/// # Errors
/// 400, 401, 403, 404, 409.
pub async fn delete(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
    Path((name, id)): Path<(String, String)>,
    AxumQuery(query): AxumQuery<HashMap<String, String>>,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    let database = request::database(&hub, &caller, &name, Wish::Write).await?;
    check_id(&id)?;
    let document = NewDocument {
        id: Some(id),
        revision: named_revision(&Query(query), &headers)?,
        path: None,
        deleted: true,
        attachments: Vec::new(),
        members: Map::new(),
    };
    push_one(&hub, &database, document, Mode::Edit, StatusCode::OK).await
}

/// `GET /{db}/_local/{id}`
///
/// # Errors
/// 401, 403, 404.
pub async fn get_local(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
    Path((name, id)): Path<(String, String)>,
) -> Result<Response, HttpError> {
    let database = request::database(&hub, &caller, &name, Wish::Touch).await?;
    let asked = id.clone();
    let found = hub
        .store
        .read(move |connection| locals::get(connection, database.db, &asked))
        .await?;
    let (revision, json) = found.ok_or_else(|| HttpError::not_found("missing"))?;
    let text = Rendered {
        id: &format!("_local/{id}"),
        revision: &format!("0-{revision}"),
        deleted: false,
        json: &json,
        attachments: None,
        extras: Extras::default(),
    }
    .to_text();
    Ok(([(header::CONTENT_TYPE, "application/json")], text).into_response())
}

/// How large a checkpoint may be.
const LOCAL_BYTES_MAX: usize = 256 * 1024;

/// `PUT /{db}/_local/{id}`: the last writer wins, as in CouchDB 3.
///
/// # Errors
/// 400, 401, 403, 404, 413.
pub async fn put_local(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
    Path((name, id)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, HttpError> {
    let database = request::database(&hub, &caller, &name, Wish::Touch).await?;
    let mut members: Map<String, Value> = json_body(&headers, &body)?;
    members.retain(|key, _| !key.starts_with('_'));
    let json = Value::Object(members).to_string();
    if json.len() > LOCAL_BYTES_MAX || id.len() > 512 {
        return Err(HttpError::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "document_too_large",
            "a checkpoint is small",
        ));
    }
    let key = id.clone();
    let revision = hub
        .store
        .write(move |turn| locals::put(turn, database.db, &key, &json))
        .await?;
    let body = json!({"ok": true, "id": format!("_local/{id}"), "rev": format!("0-{revision}")});
    Ok((StatusCode::CREATED, Json(body)).into_response())
}

/// `DELETE /{db}/_local/{id}`
///
/// # Errors
/// 401, 403, 404.
pub async fn delete_local(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
    Path((name, id)): Path<(String, String)>,
) -> Result<Json<Value>, HttpError> {
    let database = request::database(&hub, &caller, &name, Wish::Touch).await?;
    let key = id.clone();
    if !hub
        .store
        .write(move |turn| locals::delete(turn, database.db, &key))
        .await?
    {
        return Err(HttpError::not_found("missing"));
    }
    Ok(Json(
        json!({"ok": true, "id": format!("_local/{id}"), "rev": "0-0"}),
    ))
}
