//! What belongs to the server as a whole: the welcome, sessions, users, the list of databases.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query as AxumQuery, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Value, json};
use wingbook_record::access::Role;

use super::{
    caller::{COOKIE, Caller, session_token, sign_in},
    error::HttpError,
    request::{Query, json_body},
};
use crate::{
    facility::administers,
    hub::{Hub, VERSION},
    store::databases,
    users::{self, User},
};

/// How many ids `_uuids` gives at once.
const UUIDS_MAX: usize = 1_000;

/// `GET /`: what a replicating client looks for.
pub async fn welcome(State(hub): State<Arc<Hub>>) -> Json<Value> {
    Json(json!({
        "couchdb": "Welcome",
        "version": "3.5.0",
        "uuid": hub.facility.server().simple().to_string(),
        "vendor": {"name": "Wingbook hub", "version": VERSION},
        "features": [],
    }))
}

/// `GET /_up`
pub async fn up() -> Json<Value> {
    Json(json!({"status": "ok", "seeds": {}}))
}

/// `GET /_uuids`
///
/// # Errors
/// 400.
pub async fn uuids(
    AxumQuery(query): AxumQuery<std::collections::HashMap<String, String>>,
) -> Result<Json<Value>, HttpError> {
    let count: usize = Query(query).number("count")?.unwrap_or(1);
    let uuids: Vec<String> = (0..count.min(UUIDS_MAX))
        .map(|_| uuid::Uuid::now_v7().simple().to_string())
        .collect();
    Ok(Json(json!({"uuids": uuids})))
}

/// Roles as CouchDB's own words: administrators are `_admin` too.
fn role_words(user: &User) -> Vec<&'static str> {
    let admin = administers(&user.roles).then_some("_admin");
    admin
        .into_iter()
        .chain(user.roles.iter().map(|role| role.word()))
        .collect()
}

/// `GET /_session`
pub async fn session(caller: Caller) -> Json<Value> {
    let context = match caller.user() {
        Some(user) => json!({"name": user.staff_number, "roles": role_words(user)}),
        None => json!({"name": null, "roles": []}),
    };
    Json(json!({
        "ok": true,
        "userCtx": context,
        "info": {"authentication_handlers": ["cookie", "default"], "authenticated": caller.user().map(|_| "default")},
    }))
}

#[derive(Deserialize)]
struct SignIn {
    #[serde(alias = "username")]
    name: String,
    password: String,
}

/// `POST /_session`: from a credential to a cookie.
///
/// # Errors
/// 400, 401, 429.
pub async fn open_session(
    State(hub): State<Arc<Hub>>,
    axum::extract::ConnectInfo(address): axum::extract::ConnectInfo<std::net::SocketAddr>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, HttpError> {
    let asked: SignIn = json_body(&headers, &body)?;
    let user = sign_in(&hub, &asked.name, &asked.password, address.ip()).await?;
    let token = hub
        .sessions
        .open(&user.staff_number, user.credential_hash)?;
    let body = json!({"ok": true, "name": user.staff_number, "roles": role_words(&user)});
    Ok(with_cookie(&hub, &token, "", Json(body)))
}

/// `DELETE /_session`
pub async fn close_session(State(hub): State<Arc<Hub>>, headers: HeaderMap) -> Response {
    if let Some(token) = session_token(&headers) {
        hub.sessions.close(&token);
    }
    with_cookie(&hub, "", "; Max-Age=0", Json(json!({"ok": true})))
}

fn with_cookie(hub: &Hub, token: &str, rest: &str, body: Json<Value>) -> Response {
    let secure = if hub.options.secure { "; Secure" } else { "" };
    let cookie = format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict{secure}{rest}");
    let mut response = body.into_response();
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

/// `GET /_all_dbs`: administrators only, as in CouchDB.
///
/// # Errors
/// 401.
pub async fn all_databases(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
) -> Result<Json<Value>, HttpError> {
    if !caller.required()?.is(Role::Administrator) {
        return Err(HttpError::unauthorized("You are not a server admin."));
    }
    let all = hub.store.read(databases::all).await?;
    let names: Vec<String> = all.into_iter().map(|database| database.name).collect();
    Ok(Json(json!(names)))
}

/// `GET /_users`: says that it is there; its documents are read one by one.
///
/// # Errors
/// 401.
pub async fn users_database(caller: Caller) -> Result<Json<Value>, HttpError> {
    caller.required()?;
    Ok(Json(
        json!({"db_name": "_users", "update_seq": "0", "instance_start_time": "0"}),
    ))
}

/// `GET /_users/org.couchdb.user:{staff number}`: one's own document; administrators read every one.
///
/// # Errors
/// 401, 404.
pub async fn user_document(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Value>, HttpError> {
    let asking = caller.required()?;
    let missing = || HttpError::not_found("missing");
    let number = id
        .strip_prefix("org.couchdb.user:")
        .ok_or_else(missing)?
        .to_owned();
    let own = users::lookup_number(&number) == users::lookup_number(&asking.staff_number);
    if !own && !administers(&asking.roles) {
        return Err(missing());
    }
    let found = hub
        .store
        .read(move |connection| users::find(connection, &number))
        .await?;
    let user = found.ok_or_else(missing)?;
    Ok(Json(json!({
        "_id": format!("org.couchdb.user:{}", user.staff_number),
        "_rev": format!("1-{}", revision_of(&user)),
        "type": "user",
        "name": user.staff_number,
        "roles": role_words(&user),
        "disabled": user.disabled,
    })))
}

/// A revision that changes with what the document shows, and tells nothing of the credential.
fn revision_of(user: &User) -> String {
    use sha2::{Digest as _, Sha256};
    let shown = format!("{} {:?} {}", user.staff_number, user.roles, user.disabled);
    hex::encode(&Sha256::digest(shown.as_bytes())[..16])
}

/// `PUT|DELETE /_users/…`: users are made at the command line, where a passphrase becomes a credential.
///
/// # Errors
/// Always 403.
pub async fn user_refused(caller: Caller) -> Result<StatusCode, HttpError> {
    caller.required()?;
    Err(HttpError::forbidden(
        "users: accounts are kept with `wingbook-hub user`",
    ))
}

/// An address that nothing answers.
pub async fn nothing_here() -> HttpError {
    HttpError::not_found("missing")
}
