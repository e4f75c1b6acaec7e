//! `PUT|DELETE /{db}/{id}`, `POST /{db}`: writing one document.

use std::{collections::HashMap, sync::Arc};

use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query as AxumQuery, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Map, json};

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
    pushing::Mode,
    revisions::Revision,
    store::Database,
};

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
    let mut pushed = hub.push(database, vec![document], mode).await?;
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
