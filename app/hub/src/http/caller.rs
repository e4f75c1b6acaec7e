//! Who asks: Basic authentication on each request, or a cookie session.

use std::{net::IpAddr, net::SocketAddr, sync::Arc};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, header, request::Parts},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::error::HttpError;
use crate::{
    hub::Hub,
    staff::STAFF_NUMBER_CHARACTERS_MAX,
    store::StoreError,
    users::{self, User, credential::Credential},
};

/// The cookie's name, as in CouchDB.
pub const COOKIE: &str = "AuthSession";

/// Whoever asks; nobody, if nothing was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    user: Option<User>,
    /// The session, where that is what was shown.
    session: Option<String>,
    /// Where from.
    pub address: IpAddr,
}

impl Caller {
    /// The signed-in user.
    pub fn user(&self) -> Option<&User> {
        self.user.as_ref()
    }

    /// The signed-in user, or the answer that there has to be one.
    ///
    /// # Errors
    /// 401.
    pub fn required(&self) -> Result<&User, HttpError> {
        self.user
            .as_ref()
            .ok_or_else(|| HttpError::unauthorized("You are not authorized to access this db."))
    }

    /// The user as the data file has it now, if what the caller showed still signs in: the account is open, its
    /// passphrase the same, the session neither ended nor expired.
    ///
    /// # Errors
    /// When the data file can't be read.
    pub async fn still_signed_in(&self, hub: &Hub) -> Result<Option<User>, StoreError> {
        let Some(then) = &self.user else {
            return Ok(None);
        };
        let ended = |token: &String| !hub.sessions.is_open(token);
        if self.session.as_ref().is_some_and(ended) {
            return Ok(None);
        }
        let now = current(hub, &then.staff_number).await?;
        Ok(now.filter(|now| now.credential_hash == then.credential_hash))
    }
}

impl FromRequestParts<Arc<Hub>> for Caller {
    type Rejection = HttpError;

    async fn from_request_parts(parts: &mut Parts, hub: &Arc<Hub>) -> Result<Self, HttpError> {
        // Found out already, before the body was read.
        if let Some(known) = parts.extensions.get::<Self>() {
            return Ok(known.clone());
        }
        let address = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map_or(IpAddr::from([127, 0, 0, 1]), |connection| connection.0.ip());
        let (user, session) = if let Some((staff_number, credential)) = basic(&parts.headers)? {
            let user = sign_in(hub, &staff_number, &credential, address).await?;
            (Some(user), None)
        } else if let Some(token) = session_token(&parts.headers) {
            (of_session(hub, &token).await?, Some(token))
        } else {
            (None, None)
        };
        Ok(Self {
            user,
            session,
            address,
        })
    }
}

fn basic(headers: &HeaderMap) -> Result<Option<(String, String)>, HttpError> {
    let Some(value) = headers.get(header::AUTHORIZATION) else {
        return Ok(None);
    };
    let unreadable = || HttpError::bad_request("the Authorization header can't be read");
    let value = value.to_str().map_err(|_| unreadable())?;
    let Some(encoded) = value
        .strip_prefix("Basic ")
        .or_else(|| value.strip_prefix("basic "))
    else {
        // As CouchDB without a token handler: other schemes are passed over.
        return Ok(None);
    };
    let decoded = STANDARD.decode(encoded.trim()).map_err(|_| unreadable())?;
    let decoded = String::from_utf8(decoded).map_err(|_| unreadable())?;
    let (name, secret) = decoded.split_once(':').ok_or_else(unreadable)?;
    Ok(Some((name.to_owned(), secret.to_owned())))
}

/// The session cookie's value.
pub fn session_token(headers: &HeaderMap) -> Option<String> {
    let cookies = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|line| line.split(';'))
        .find_map(|cookie| {
            cookie
                .trim()
                .strip_prefix(COOKIE)?
                .strip_prefix('=')
                .map(str::to_owned)
        })
        .filter(|token| !token.is_empty())
}

/// The user of a staff number and credential.
///
/// # Errors
/// 401 if they don't fit, 429 if they were tried too often.
pub async fn sign_in(
    hub: &Hub,
    staff_number: &str,
    secret: &str,
    address: IpAddr,
) -> Result<User, HttpError> {
    let number = users::lookup_number(staff_number);
    let refused = || HttpError::unauthorized("Name or password is incorrect.");
    // No account has such a number, and what is remembered of failures must stay small.
    if number.chars().count() > STAFF_NUMBER_CHARACTERS_MAX {
        hub.audit.refused(None, address, "wrong");
        return Err(refused());
    }
    let trying = match hub.throttle.begin(&number, address).await {
        Ok(trying) => trying,
        Err(wait) => {
            hub.audit.refused(None, address, "throttled");
            let seconds = wait.as_secs() + 1;
            return Err(HttpError::too_many(
                format!("too many failed sign-ins; wait {seconds} seconds"),
                seconds,
            ));
        }
    };
    let asked = number.clone();
    let found = hub
        .store
        .read(move |connection| -> Result<_, StoreError> { users::find(connection, &asked) })
        .await?;
    let credential = Credential::from_hex(secret);
    let known = match (&found, &credential) {
        (Some(user), Some(credential)) => user.knows(credential),
        _ => false,
    };
    let is_ours = found.is_some();
    let Some(user) = found.filter(|_| known) else {
        trying.failed();
        hub.audit
            .refused(is_ours.then_some(number.as_str()), address, "wrong");
        return Err(refused());
    };
    trying.succeeded();
    if user.disabled {
        hub.audit.refused(Some(&number), address, "disabled");
        return Err(HttpError::unauthorized(
            "disabled: this account was closed; ask an administrator",
        ));
    }
    hub.audit.signed_in(&user, address);
    Ok(user)
}

/// The user of a session; nobody, if it has ended, the account was closed or its passphrase changed.
async fn of_session(hub: &Hub, token: &str) -> Result<Option<User>, HttpError> {
    let Some((staff_number, hash)) = hub.sessions.holder(token) else {
        return Ok(None);
    };
    Ok(current(hub, &staff_number)
        .await?
        .filter(|user| user.credential_hash == hash))
}

/// A user as the data file has it now, unless the account was closed.
///
/// # Errors
/// When the data file can't be read.
async fn current(hub: &Hub, staff_number: &str) -> Result<Option<User>, StoreError> {
    let number = staff_number.to_owned();
    let user = hub
        .store
        .read(move |connection| users::find(connection, &number))
        .await?;
    Ok(user.filter(|user| !user.disabled))
}
