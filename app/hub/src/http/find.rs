//! `POST /{db}/_find`: documents by a selector. No indexes are kept; a book is read from end to end.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::HeaderMap,
};
use rusqlite::Connection;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    caller::Caller,
    error::HttpError,
    request::{self, json_body},
};
use crate::{
    access::Wish,
    changes::write_winner,
    hub::Hub,
    selector::{Selector, collate},
    store::{
        Database, StoreError,
        reading::{self, Range, With},
    },
};

/// How many documents are given unless told otherwise (CouchDB's default).
const LIMIT_DEFAULT: usize = 25;

/// How many documents are read at once.
const ROWS_PER_PAGE: i64 = 500;

#[derive(Deserialize)]
struct Asked {
    selector: Value,
    #[serde(default)]
    fields: Vec<String>,
    #[serde(default)]
    sort: Vec<Value>,
    #[serde(default)]
    limit: Option<usize>,
    #[serde(default)]
    skip: usize,
    #[serde(default)]
    conflicts: bool,
}

/// Answers a selector.
///
/// # Errors
/// 400, 401, 403, 404.
pub async fn find(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, HttpError> {
    let database = request::database(&hub, &caller, &name, Wish::Read).await?;
    let asked: Asked = json_body(&headers, &body)?;
    let selector = Selector::compile(&asked.selector)
        .map_err(|error| HttpError::bad_request(error.to_string()))?;
    let order = asked
        .sort
        .iter()
        .map(read_order)
        .collect::<Option<Vec<_>>>();
    let order = order.ok_or_else(|| HttpError::bad_request("Invalid sort field"))?;
    let limit = asked.limit.unwrap_or(LIMIT_DEFAULT);
    // Sorted answers need every match; others stop at the last one that is wanted.
    let enough = if order.is_empty() {
        asked.skip.saturating_add(limit)
    } else {
        usize::MAX
    };
    let conflicts = asked.conflicts;
    let mut found = hub
        .store
        .read(move |connection| matches(connection, &database, &selector, conflicts, enough))
        .await?;
    if !order.is_empty() {
        found.sort_by(|a, b| compare(a, b, &order));
    }
    let documents: Vec<Value> = found
        .into_iter()
        .skip(asked.skip)
        .take(limit)
        .map(|document| project(document, &asked.fields))
        .collect();
    Ok(Json(json!({"docs": documents, "bookmark": "nil"})))
}

fn matches(
    connection: &Connection,
    database: &Database,
    selector: &Selector,
    conflicts: bool,
    enough: usize,
) -> Result<Vec<Value>, StoreError> {
    let (from, to) = selector.id_bounds();
    let mut range = Range {
        from,
        to,
        limit: ROWS_PER_PAGE,
        ..Range::default()
    };
    let with = With {
        bodies: true,
        conflicts,
        trees: false,
    };
    let mut found = Vec::new();
    loop {
        let rows = reading::by_id(connection, database.db, &range, with)?;
        for row in &rows {
            let mut text = String::new();
            write_winner(connection, row, false, conflicts, &mut text)?;
            let damaged =
                |error: serde_json::Error| StoreError::Damaged(format!("{}: {error}", row.id));
            let document: Value = serde_json::from_str(&text).map_err(damaged)?;
            if selector.matches(&document) {
                found.push(document);
                if found.len() >= enough {
                    return Ok(found);
                }
            }
        }
        let Some(last) = rows.last().filter(|_| rows.len() as i64 == ROWS_PER_PAGE) else {
            return Ok(found);
        };
        // The next id after the last one seen.
        range.from = Some(format!("{}\u{0}", last.id));
    }
}

/// A member to sort by, and whether downwards.
fn read_order(value: &Value) -> Option<(Vec<String>, bool)> {
    let (name, direction) = match value {
        Value::String(name) => (name.as_str(), "asc"),
        Value::Object(members) => {
            let (name, direction) = members.iter().next()?;
            (name.as_str(), direction.as_str()?)
        }
        _ => return None,
    };
    Some((
        name.split('.').map(str::to_owned).collect(),
        direction == "desc",
    ))
}

fn member<'a>(document: &'a Value, path: &[String]) -> &'a Value {
    path.iter().fold(document, |value, key| {
        value.get(key).unwrap_or(&Value::Null)
    })
}

fn compare(a: &Value, b: &Value, order: &[(Vec<String>, bool)]) -> std::cmp::Ordering {
    let each = order.iter().map(|(path, descending)| {
        let ordering = collate(member(a, path), member(b, path));
        if *descending {
            ordering.reverse()
        } else {
            ordering
        }
    });
    each.into_iter()
        .find(|ordering| ordering.is_ne())
        .unwrap_or(std::cmp::Ordering::Equal)
}

fn project(document: Value, fields: &[String]) -> Value {
    if fields.is_empty() {
        return document;
    }
    let mut kept = Value::Object(Map::new());
    for field in fields {
        let path: Vec<String> = field.split('.').map(str::to_owned).collect();
        let value = member(&document, &path);
        if value.is_null() {
            continue;
        }
        let mut place = &mut kept;
        for key in &path {
            if !place.is_object() {
                *place = Value::Object(Map::new());
            }
            place = &mut place[key.as_str()];
        }
        *place = value.clone();
    }
    kept
}
