//! `GET /{db}/{id}`: one revision of a document, or several.

use std::{collections::HashMap, sync::Arc};

use axum::{
    extract::{Path, Query as AxumQuery, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use rusqlite::Connection;
use serde_json::json;

use super::{
    caller::Caller,
    error::HttpError,
    multipart,
    request::{self, Query},
};
use crate::{
    access::Wish,
    hub::Hub,
    rendering::{AttachmentsAs, Extras, Rendered, attachments_member},
    revisions::Revision,
    store::{
        StoreError,
        blobs::{self, Attachment},
        documents::{self, Document},
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
