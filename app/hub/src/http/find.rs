//! `POST /{db}/_find`: documents by a selector. No indexes are kept; a book is read from end to end.

use std::sync::Arc;

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use rusqlite::Connection;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{
    caller::Caller,
    error::HttpError,
    parts::{self, Next, PART_BYTES, Rows},
    request::{self, json_body},
};
use crate::{
    access::Wish,
    changes::write_winner,
    hub::Hub,
    selector::{Selector, collate},
    store::{
        Database, StoreError,
        reading::{self, Listed, Range, Walk, With},
    },
};

/// How many documents are given unless told otherwise (CouchDB's default).
const LIMIT_DEFAULT: usize = 25;

/// How many bytes of what is sorted by are kept at most.
const SORTED_BYTES_MAX: usize = 16 << 20;

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
) -> Result<Response, HttpError> {
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
    let question = Question {
        database,
        selector,
        fields: asked.fields,
        conflicts: asked.conflicts,
    };
    let (skip, limit) = (asked.skip, asked.limit.unwrap_or(LIMIT_DEFAULT));
    if order.is_empty() {
        question.by_id(&hub, skip, limit).await
    } else {
        question.sorted(&hub, order, skip, limit).await
    }
}

type Order = Vec<(Vec<String>, bool)>;

/// What is asked of which database.
struct Question {
    database: Database,
    selector: Selector,
    fields: Vec<String>,
    conflicts: bool,
}

/// A match before it is sorted: what it is sorted by, and which document it is.
struct Sorted {
    keys: Vec<Value>,
    id: String,
}

impl Sorted {
    fn bytes(&self) -> usize {
        let keys = self.keys.iter().map(|key| key.to_string().len());
        self.id.len() + size_of::<Self>() + keys.sum::<usize>()
    }
}

fn rows() -> Rows {
    Rows::new("{\"docs\":[", ",", "],\"bookmark\":\"nil\"}\n")
}

impl Question {
    fn with(&self) -> With {
        With {
            bodies: true,
            conflicts: self.conflicts,
            trees: false,
        }
    }

    fn walk(&self) -> Walk {
        let (from, to) = self.selector.id_bounds();
        let range = Range {
            from,
            to,
            ..Range::default()
        };
        Walk::new(range, self.with())
    }

    /// A row's document, if it matches.
    fn matching(&self, connection: &Connection, row: &Listed) -> Result<Option<Value>, StoreError> {
        let mut text = String::new();
        write_winner(connection, row, false, self.conflicts, &mut text)?;
        let damaged =
            |error: serde_json::Error| StoreError::Damaged(format!("{}: {error}", row.id));
        let document: Value = serde_json::from_str(&text).map_err(damaged)?;
        Ok(Some(document).filter(|document| self.selector.matches(document)))
    }

    /// By id, until there are enough.
    async fn by_id(
        self,
        hub: &Hub,
        mut skip: usize,
        mut left: usize,
    ) -> Result<Response, HttpError> {
        let (mut walk, mut rows) = (self.walk(), rows());
        parts::answer(hub, move |connection, out| {
            for row in walk.next(connection, self.database.db)? {
                if left == 0 {
                    break;
                }
                let Some(document) = self.matching(connection, &row)? else {
                    continue;
                };
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                left -= 1;
                rows.next(out);
                out.push_str(&project(document, &self.fields).to_string());
            }
            Ok(if walk.goes_on() && left > 0 {
                Next::More
            } else {
                rows.end(out)
            })
        })
        .await
    }

    /// In an order of their own: every match is looked at first, and only what it is sorted by is kept of it.
    async fn sorted(
        self,
        hub: &Hub,
        order: Order,
        skip: usize,
        limit: usize,
    ) -> Result<Response, HttpError> {
        let (question, order) = (Arc::new(self), Arc::new(order));
        let mut walk = question.walk();
        let mut found: Vec<Sorted> = Vec::new();
        let mut bytes = 0;
        while walk.goes_on() {
            let (asking, by) = (Arc::clone(&question), Arc::clone(&order));
            let page;
            (walk, page) = hub
                .store
                .read(move |connection| -> Result<_, StoreError> {
                    let page = asking.keys_of(connection, &mut walk, &by)?;
                    Ok((walk, page))
                })
                .await?;
            bytes += page.iter().map(Sorted::bytes).sum::<usize>();
            if bytes > SORTED_BYTES_MAX {
                return Err(HttpError::bad_request(
                    "too many documents to sort; narrow the selector",
                ));
            }
            found.extend(page);
        }
        found.sort_by(|a, b| compare(&a.keys, &b.keys, &order));
        let mut chosen = found.into_iter().skip(skip).take(limit);
        let mut rows = rows();
        parts::answer(hub, move |connection, out| {
            while out.len() < PART_BYTES {
                let Some(sorted) = chosen.next() else {
                    return Ok(rows.end(out));
                };
                let row = reading::one(
                    connection,
                    question.database.db,
                    &sorted.id,
                    question.with(),
                )?;
                // It may have changed since it was sorted.
                let Some(row) = row.filter(|row| !row.deleted) else {
                    continue;
                };
                if let Some(document) = question.matching(connection, &row)? {
                    rows.next(out);
                    out.push_str(&project(document, &question.fields).to_string());
                }
            }
            Ok(Next::More)
        })
        .await
    }

    fn keys_of(
        &self,
        connection: &Connection,
        walk: &mut Walk,
        order: &Order,
    ) -> Result<Vec<Sorted>, StoreError> {
        let mut found = Vec::new();
        for row in walk.next(connection, self.database.db)? {
            let Some(document) = self.matching(connection, &row)? else {
                continue;
            };
            let keys = order
                .iter()
                .map(|(path, _)| member(&document, path).clone());
            found.push(Sorted {
                keys: keys.collect(),
                id: row.id,
            });
        }
        Ok(found)
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

fn compare(a: &[Value], b: &[Value], order: &Order) -> std::cmp::Ordering {
    let each = a.iter().zip(b).zip(order).map(|((a, b), (_, descending))| {
        let ordering = collate(a, b);
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
