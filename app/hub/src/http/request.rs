//! Reading requests: query values the way CouchDB writes them, JSON bodies, and the database of an address.

use std::{collections::HashMap, str::FromStr};

use axum::http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{caller::Caller, error::HttpError};
use crate::{
    access::{self, Wish},
    hub::Hub,
    store::{Database, StoreError, databases},
    users::User,
};

/// A request's query.
#[derive(Debug, Clone, Default)]
pub struct Query(pub HashMap<String, String>);

impl Query {
    /// A value as text.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// A flag; absent means no.
    pub fn flag(&self, key: &str) -> bool {
        self.text(key) == Some("true")
    }

    /// A number.
    ///
    /// # Errors
    /// 400, if it is none.
    pub fn number<T: FromStr>(&self, key: &str) -> Result<Option<T>, HttpError> {
        self.text(key)
            .map(|text| text.parse().map_err(|_| query_error(key)))
            .transpose()
    }

    /// A value in JSON.
    ///
    /// # Errors
    /// 400, if it is none.
    pub fn json(&self, key: &str) -> Result<Option<Value>, HttpError> {
        self.text(key)
            .map(|text| serde_json::from_str(text).map_err(|_| query_error(key)))
            .transpose()
    }

    /// A document id, which CouchDB wants in JSON and some clients send bare.
    pub fn id(&self, keys: [&str; 2]) -> Option<String> {
        let text = keys.iter().find_map(|key| self.text(key))?;
        Some(serde_json::from_str(text).unwrap_or_else(|_| text.to_owned()))
    }
}

fn query_error(key: &str) -> HttpError {
    HttpError::new(
        StatusCode::BAD_REQUEST,
        "query_parse_error",
        format!("Invalid value for {key}"),
    )
}

/// A JSON body. Other content types are refused: no form of a foreign page can post into the hub.
///
/// # Errors
/// 415 or 400.
pub fn json_body<T: DeserializeOwned>(headers: &HeaderMap, body: &[u8]) -> Result<T, HttpError> {
    let content_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    if content_type.is_some_and(|content_type| !content_type.starts_with("application/json")) {
        return Err(HttpError::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "bad_content_type",
            "Content-Type must be application/json",
        ));
    }
    let body = if body.is_empty() { b"{}" } else { body };
    serde_json::from_slice(body)
        .map_err(|error| HttpError::bad_request(format!("invalid UTF-8 JSON: {error}")))
}

/// A database that exists and with which the caller may do this.
///
/// # Errors
/// 401, 403 or 404.
pub async fn database(
    hub: &Hub,
    caller: &Caller,
    name: &str,
    wish: Wish,
) -> Result<Database, HttpError> {
    let user = caller.required()?;
    let asked = name.to_owned();
    let found = hub
        .store
        .read(move |connection| databases::find(connection, &asked))
        .await?;
    let Some(found) = found else {
        return Err(HttpError::not_found("Database does not exist."));
    };
    if !access::allows(&hub.facility, &found, user, wish) {
        hub.audit.forbidden(user, caller.address, &found.name);
        return Err(forbidden_by(hub, &found, user, wish));
    }
    Ok(found)
}

fn forbidden_by(hub: &Hub, database: &Database, user: &User, wish: Wish) -> HttpError {
    let reason = match (hub.facility.book_of(&database.name), wish) {
        (Some(book), Wish::Administer) => {
            format!("book: access to {book} follows from roles and is not edited here")
        }
        (Some(book), Wish::Write) => {
            format!("role: {} may not write into {book}", user.staff_number)
        }
        (Some(book), _) => format!("role: {} may not read {book}", user.staff_number),
        (None, _) => "You are not allowed to access this db.".into(),
    };
    HttpError::forbidden(reason)
}

/// Whether a caller is still signed in and may still read a database: asked again while a feed lasts.
///
/// # Errors
/// When the data file can't be read.
pub async fn still_reads(
    hub: &Hub,
    database: &Database,
    caller: &Caller,
) -> Result<bool, StoreError> {
    let user = caller.still_signed_in(hub).await?;
    Ok(user.is_some_and(|user| access::allows(&hub.facility, database, &user, Wish::Read)))
}
