//! `/{db}/{id}/{name}`: one attachment.

use std::{collections::HashMap, sync::Arc};

use axum::{
    body::Bytes,
    extract::{Path, Query as AxumQuery, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{
    caller::Caller,
    document::{named_revision, push_one},
    error::HttpError,
    request::{self, Query},
};
use crate::{
    access::Wish,
    document::{NewAttachment, NewDocument, Source, check_id},
    hub::Hub,
    pushing::Mode,
    revisions::Revision,
    store::{
        Database, StoreError,
        blobs::{self, Attachment},
        documents::{self, Body, Document},
    },
};

type Address = Path<(String, String, String)>;

/// `GET|HEAD /{db}/{id}/{name}`
///
/// # Errors
/// 401, 403, 404.
pub async fn get(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
    Path((name, id, attachment)): Address,
    AxumQuery(query): AxumQuery<HashMap<String, String>>,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    let database = request::database(&hub, &caller, &name, Wish::Read).await?;
    let revision = named_revision(&Query(query), &headers)?;
    let found = hub
        .store
        .read(move |connection| -> Result<_, StoreError> {
            let Some((_, body)) = read(connection, &database, &id, revision.as_ref())? else {
                return Ok(None);
            };
            let Some(found) = body
                .attachments
                .into_iter()
                .find(|one| one.name == attachment)
            else {
                return Ok(None);
            };
            let bytes = blobs::bytes(connection, found.blob)?;
            Ok(Some((found, bytes)))
        })
        .await?;
    let (found, bytes) =
        found.ok_or_else(|| HttpError::not_found("Document is missing attachment"))?;
    Ok(respond(&found, bytes))
}

fn respond(found: &Attachment, bytes: Vec<u8>) -> Response {
    let mut response = bytes.into_response();
    let md5 = found.digest.trim_start_matches("md5-").to_owned();
    let etag = format!("\"{}\"", STANDARD.encode(&md5));
    let own = [
        (header::CONTENT_TYPE, found.content_type.as_str()),
        (header::ETAG, etag.as_str()),
        // What somebody attached never runs as a page of this origin.
        (
            header::CONTENT_SECURITY_POLICY,
            "sandbox; default-src 'none'",
        ),
        (header::CONTENT_DISPOSITION, "attachment"),
    ];
    for (name, value) in own {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    }
    if let Ok(md5) = HeaderValue::from_str(&md5) {
        response.headers_mut().insert("content-md5", md5);
    }
    response
}

fn read(
    connection: &rusqlite::Connection,
    database: &Database,
    id: &str,
    revision: Option<&Revision>,
) -> Result<Option<(Document, Body)>, StoreError> {
    let Some(found) = documents::find(connection, database.db, id)? else {
        return Ok(None);
    };
    let node = match revision {
        Some(revision) => found.tree.node(revision),
        None => found.tree.winner().filter(|winner| !winner.deleted),
    };
    let Some(row) = node.and_then(|node| node.body) else {
        return Ok(None);
    };
    let body = documents::body(connection, row)?;
    Ok(Some((found, body)))
}

/// `PUT /{db}/{id}/{name}`
///
/// # Errors
/// 400, 401, 403, 404, 409.
pub async fn put(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
    Path((name, id, attachment)): Address,
    AxumQuery(query): AxumQuery<HashMap<String, String>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, HttpError> {
    let content_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let new = NewAttachment {
        name: attachment.clone(),
        content_type: content_type
            .unwrap_or("application/octet-stream")
            .to_owned(),
        revpos: None,
        source: Source::Bytes(body.to_vec()),
    };
    let database = request::database(&hub, &caller, &name, Wish::Write).await?;
    let revision = named_revision(&Query(query), &headers)?;
    let mut document = with_stubs(&hub, &database, id, revision).await?;
    document.attachments.retain(|kept| kept.name != attachment);
    document.attachments.push(new);
    push_one(&hub, &database, document, Mode::Edit, StatusCode::CREATED).await
}

/// `DELETE /{db}/{id}/{name}`
///
/// # Errors
/// 400, 401, 403, 404, 409.
pub async fn delete(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
    Path((name, id, attachment)): Address,
    AxumQuery(query): AxumQuery<HashMap<String, String>>,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    let database = request::database(&hub, &caller, &name, Wish::Write).await?;
    let revision = named_revision(&Query(query), &headers)?;
    let mut document = with_stubs(&hub, &database, id, revision).await?;
    document.attachments.retain(|kept| kept.name != attachment);
    push_one(&hub, &database, document, Mode::Edit, StatusCode::OK).await
}

/// The named revision as an edit that changes nothing yet; a new document, if there is none.
async fn with_stubs(
    hub: &Hub,
    database: &Database,
    id: String,
    revision: Option<Revision>,
) -> Result<NewDocument, HttpError> {
    check_id(&id)?;
    let (database, asked, named) = (database.clone(), id.clone(), revision.clone());
    let found = hub
        .store
        .read(move |connection| read(connection, &database, &asked, named.as_ref()))
        .await?;
    let mut document = NewDocument {
        id: Some(id),
        revision,
        path: None,
        deleted: false,
        attachments: Vec::new(),
        members: Default::default(),
    };
    if let Some((_, body)) = found {
        document.members = serde_json::from_str(&body.json)
            .map_err(|error| StoreError::Damaged(format!("a document's content: {error}")))?;
        document.attachments = body
            .attachments
            .into_iter()
            .map(|kept| NewAttachment {
                name: kept.name,
                content_type: kept.content_type,
                revpos: Some(kept.revpos),
                source: Source::Stub,
            })
            .collect();
    }
    Ok(document)
}
