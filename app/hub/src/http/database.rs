//! `/{db}`: a database as a whole, its security object, and the lists of its documents.

use std::{collections::HashMap, sync::Arc};

use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query as AxumQuery, State},
    http::{HeaderMap, Method, StatusCode},
    response::{IntoResponse, Response},
};
use rusqlite::Connection;
use serde_json::{Value, json};

use super::{
    caller::Caller,
    error::HttpError,
    parts::{self, Next, PART_BYTES, Rows},
    request::{self, Query, json_body},
};
use crate::{
    access::{Security, Wish},
    changes::{write_seq, write_winner},
    facility::administers,
    hub::Hub,
    rendering::write_text,
    revisions::REVISIONS_MAX,
    store::{
        Database, StoreError, databases,
        reading::{self, Listed, Range, Walk, With},
    },
};

/// How many ids a list may be asked for at once.
const KEYS_MAX: usize = 100_000;

/// `GET /{db}`
///
/// # Errors
/// 401, 403, 404.
pub async fn info(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
    Path(name): Path<String>,
) -> Result<Json<Value>, HttpError> {
    let mut database = request::database(&hub, &caller, &name, Wish::Touch).await?;
    // Who may only hand something in must not see when others do.
    if !crate::access::allows(&hub.facility, &database, caller.required()?, Wish::Read) {
        (
            database.update_seq,
            database.doc_count,
            database.deleted_count,
        ) = (0, 0, 0);
    }
    Ok(Json(json!({
        "db_name": database.name,
        "update_seq": write_seq(database.update_seq, &database),
        "purge_seq": "0",
        "doc_count": database.doc_count,
        "doc_del_count": database.deleted_count,
        "instance_start_time": instance(&database),
        "compact_running": false,
        "disk_format_version": 8,
        "cluster": {"q": 1, "n": 1, "w": 1, "r": 1},
        "props": {},
        "sizes": {"file": 0, "external": 0, "active": 0},
    })))
}

/// Another one after the database was deleted and made again.
fn instance(database: &Database) -> String {
    database.created_ms.to_string()
}

/// `PUT /{db}`: administrators make general databases; the books are there from the beginning.
///
/// # Errors
/// 400, 401, 403, 412.
pub async fn create(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
    Path(name): Path<String>,
) -> Result<Response, HttpError> {
    let user = caller.required()?;
    let asked = name.clone();
    // Asking for a database that is there comes first: replicating clients do it with any role.
    if hub
        .store
        .read(move |connection| databases::find(connection, &asked))
        .await?
        .is_some()
    {
        return Err(exists());
    }
    if !administers(&user.roles) {
        return Err(HttpError::unauthorized("You are not a server admin."));
    }
    if !name_is_sound(&name) {
        let reason = "Name: only lowercase characters (a-z), digits (0-9), and any of _ $ ( ) + - / are allowed; it begins with a letter";
        return Err(HttpError::new(
            StatusCode::BAD_REQUEST,
            "illegal_database_name",
            reason,
        ));
    }
    if name.starts_with("wb-") {
        return Err(HttpError::forbidden(
            "book: the registers of a facility are made with it",
        ));
    }
    if hub
        .store
        .write(move |turn| databases::create(turn, &name))
        .await?
    {
        Ok((StatusCode::CREATED, Json(json!({"ok": true}))).into_response())
    } else {
        Err(exists())
    }
}

fn exists() -> HttpError {
    let reason = "The database could not be created, the file already exists.";
    HttpError::new(StatusCode::PRECONDITION_FAILED, "file_exists", reason)
}

fn name_is_sound(name: &str) -> bool {
    name.len() <= 200
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_$()+-/".contains(&byte)
        })
}

/// `DELETE /{db}`: general databases only.
///
/// # Errors
/// 401, 403, 404.
pub async fn delete(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
    Path(name): Path<String>,
) -> Result<Json<Value>, HttpError> {
    let database = request::database(&hub, &caller, &name, Wish::Touch).await?;
    if hub.facility.book_of(&database.name).is_some() {
        return Err(HttpError::forbidden("book: a register is never deleted"));
    }
    if !administers(&caller.required()?.roles) {
        return Err(HttpError::unauthorized("You are not a server admin."));
    }
    hub.store
        .write(move |turn| databases::delete(turn, database.db))
        .await?;
    Ok(Json(json!({"ok": true})))
}

/// `POST /{db}/_ensure_full_commit`: an accepted write is durable already.
///
/// # Errors
/// 401, 403, 404.
pub async fn ensure_full_commit(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
    Path(name): Path<String>,
) -> Result<Response, HttpError> {
    let database = request::database(&hub, &caller, &name, Wish::Touch).await?;
    let body = json!({"ok": true, "instance_start_time": instance(&database)});
    Ok((StatusCode::CREATED, Json(body)).into_response())
}

/// `GET /{db}/_revs_limit`
///
/// # Errors
/// 401, 403, 404.
pub async fn revs_limit(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
    Path(name): Path<String>,
) -> Result<Json<Value>, HttpError> {
    request::database(&hub, &caller, &name, Wish::Touch).await?;
    Ok(Json(json!(REVISIONS_MAX)))
}

/// `GET /{db}/_security`
///
/// # Errors
/// 401, 403, 404.
pub async fn security(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
    Path(name): Path<String>,
) -> Result<Json<Value>, HttpError> {
    let database = request::database(&hub, &caller, &name, Wish::Touch).await?;
    let security = match hub.facility.book_of(&database.name) {
        Some(book) => Security::of_book(book),
        None => Security::read(database.security.as_deref()),
    };
    Ok(Json(serde_json::to_value(security).unwrap_or_default()))
}

/// `PUT /{db}/_security`: general databases only.
///
/// # Errors
/// 400, 401, 403, 404.
pub async fn set_security(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, HttpError> {
    let database = request::database(&hub, &caller, &name, Wish::Administer).await?;
    let security: Security = json_body(&headers, &body)?;
    let text = serde_json::to_string(&security)
        .map_err(|error| HttpError::bad_request(error.to_string()))?;
    hub.store
        .write(move |turn| databases::set_security(turn, database.db, &text))
        .await?;
    Ok(Json(json!({"ok": true})))
}

/// `GET|POST /{db}/_all_docs`
///
/// # Errors
/// 400, 401, 403, 404.
pub async fn all_docs(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
    Path(name): Path<String>,
    AxumQuery(query): AxumQuery<HashMap<String, String>>,
    method: Method,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, HttpError> {
    let database = request::database(&hub, &caller, &name, Wish::Read).await?;
    let mut query = Query(query);
    let mut keys = query.json("keys")?;
    if method == Method::POST {
        let body: Value = json_body(&headers, &body)?;
        keys = body.get("keys").cloned().or(keys);
        for (key, value) in body.as_object().into_iter().flatten() {
            query
                .0
                .entry(key.clone())
                .or_insert_with(|| value.to_string());
        }
    }
    let list = List {
        include_docs: query.flag("include_docs"),
        conflicts: query.flag("conflicts"),
        attachments: query.flag("attachments"),
    };
    let key = query.id(["key", "key"]);
    let range = Range {
        from: key.clone().or_else(|| query.id(["startkey", "start_key"])),
        to: key.or_else(|| query.id(["endkey", "end_key"])),
        exclusive_end: query.text("inclusive_end") == Some("false"),
        descending: query.flag("descending"),
        skip: query.number::<i64>("skip")?.unwrap_or(0).max(0),
        limit: query.number::<i64>("limit")?.map(|limit| limit.max(0)),
    };
    let keys = match keys {
        None => None,
        Some(Value::Array(keys)) if keys.len() <= KEYS_MAX => Some(keys),
        Some(_) => {
            return Err(HttpError::bad_request(
                "`keys` must be an array of strings, not too long.",
            ));
        }
    };
    match keys {
        Some(keys) => list.by_keys(&hub, database, keys).await,
        None => list.by_range(&hub, database, range).await,
    }
}

/// How a list's rows are written.
#[derive(Debug, Clone, Copy)]
struct List {
    include_docs: bool,
    conflicts: bool,
    attachments: bool,
}

impl List {
    fn with(self) -> With {
        With {
            bodies: self.include_docs,
            conflicts: self.conflicts,
            trees: false,
        }
    }

    async fn by_range(
        self,
        hub: &Hub,
        database: Database,
        range: Range,
    ) -> Result<Response, HttpError> {
        let head = format!(
            "{{\"total_rows\":{},\"offset\":{},\"rows\":[\n",
            database.doc_count, range.skip
        );
        let mut walk = Walk::new(range, self.with());
        let mut rows = Rows::new(head, ",\n", "\n]}\n");
        parts::answer(hub, move |connection, out| {
            for row in walk.next(connection, database.db)? {
                rows.next(out);
                self.write_row(connection, &row, out)?;
            }
            Ok(if walk.goes_on() {
                Next::More
            } else {
                rows.end(out)
            })
        })
        .await
    }

    async fn by_keys(
        self,
        hub: &Hub,
        database: Database,
        keys: Vec<Value>,
    ) -> Result<Response, HttpError> {
        let head = format!("{{\"total_rows\":{},\"rows\":[\n", database.doc_count);
        let mut rows = Rows::new(head, ",\n", "\n]}\n");
        let mut keys = keys.into_iter();
        parts::answer(hub, move |connection, out| {
            while out.len() < PART_BYTES {
                let Some(key) = keys.next() else {
                    return Ok(rows.end(out));
                };
                rows.next(out);
                let found = match key.as_str() {
                    Some(id) => reading::one(connection, database.db, id, self.with())?,
                    None => None,
                };
                match found {
                    None => out.push_str(&format!("{{\"key\":{key},\"error\":\"not_found\"}}")),
                    Some(row) => self.write_row(connection, &row, out)?,
                }
            }
            Ok(Next::More)
        })
        .await
    }

    fn write_row(
        self,
        connection: &Connection,
        row: &Listed,
        out: &mut String,
    ) -> Result<(), StoreError> {
        out.push_str("{\"id\":");
        write_text(&row.id, out);
        out.push_str(",\"key\":");
        write_text(&row.id, out);
        out.push_str(",\"value\":{\"rev\":\"");
        out.push_str(&row.winner);
        out.push_str(if row.deleted {
            "\",\"deleted\":true}"
        } else {
            "\"}"
        });
        if self.include_docs {
            out.push_str(",\"doc\":");
            if row.deleted {
                out.push_str("null");
            } else {
                write_winner(connection, row, self.attachments, self.conflicts, out)?;
            }
        }
        out.push('}');
        Ok(())
    }
}
