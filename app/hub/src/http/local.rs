//! `/{db}/_local/{id}`: a replicator's checkpoints.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Map, Value, json};

use super::{
    caller::Caller,
    error::HttpError,
    request::{self, json_body},
};
use crate::{
    access::Wish,
    hub::Hub,
    rendering::{Extras, Rendered},
    store::locals,
};

/// `GET /{db}/_local/{id}`
///
/// # Errors
/// 401, 403, 404.
pub async fn get(
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
pub async fn put(
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
pub async fn delete(
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
