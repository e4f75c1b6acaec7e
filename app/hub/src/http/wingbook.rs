//! `/_wingbook/*`: what a tablet needs beyond CouchDB's protocol.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use rusqlite::Connection;
use serde::Deserialize;
use serde_json::{Value, json};
use wingbook_record::{
    access::Book,
    digest::parse_hex,
    id::{DeviceId, PersonId},
    signer::{KeyId, PublicKey},
};

use super::{
    caller::Caller,
    error::HttpError,
    request::json_body,
    tablets::{NAME_LETTERS_MAX, check_allowed},
};
use crate::{
    facility::{Facility, FacilityError, KeysOfTablet, administers},
    hub::{Hub, VERSION},
    staff::{self, StaffError},
    store::{StoreError, Turn, now_ms},
    users::{self, User, credential::Derivation},
};

/// `GET /_wingbook/hello`: anybody may ask what this is.
pub async fn hello(State(hub): State<Arc<Hub>>) -> Json<Value> {
    Json(json!({
        "wingbook": VERSION,
        "facility": hub.facility.slug(),
        "name": hub.facility.name(),
        "time_ms": now_ms(),
    }))
}

#[derive(Deserialize)]
struct KdfAsked {
    staff_number: String,
}

/// `POST /_wingbook/kdf`: how a credential is derived; a made-up salt for numbers that nobody has.
///
/// # Errors
/// 400, 415.
pub async fn kdf(
    State(hub): State<Arc<Hub>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, HttpError> {
    let asked: KdfAsked = json_body(&headers, &body)?;
    let number = asked.staff_number.clone();
    let found = hub
        .store
        .read(move |connection| -> Result<_, StoreError> { users::find(connection, &number) })
        .await?;
    let derivation = match found {
        Some(user) => user.derivation,
        None => Derivation::standard(hub.facility.salt_of_unknown(&asked.staff_number)),
    };
    Ok(Json(json!({
        "salt": hex::encode(derivation.salt),
        "memory_kib": derivation.memory_kib,
        "iterations": derivation.iterations,
        "lanes": derivation.lanes,
    })))
}

/// `GET /_wingbook/me`: who is signed in, and the facility.
///
/// # Errors
/// 401.
pub async fn me(State(hub): State<Arc<Hub>>, caller: Caller) -> Result<Json<Value>, HttpError> {
    let user = caller.required()?;
    let facility = Arc::clone(&hub.facility);
    let document = hub
        .store
        .read(move |connection| facility.document(connection))
        .await?;
    Ok(Json(json!({
        "person": user.person,
        "name": user.name,
        "staff_number": user.staff_number,
        "roles": user.roles,
        "facility": hub.facility.slug(),
        "facility_document": document,
        "books": Book::readable(&user.roles),
        "server_ms": now_ms(),
    })))
}

#[derive(Deserialize)]
struct CertifyAsked {
    device: DeviceId,
    sign_public: PublicKey,
    seal_public: String,
    /// What the tablet is called, for people who look for it.
    #[serde(default)]
    device_name: String,
    /// Who works with these keys, as the tablet has them.
    #[serde(default)]
    person: Option<PersonId>,
    /// What lay on the tablet before had vanished: so many records, as last noted there, had not been received here.
    #[serde(default)]
    vanished: Option<u32>,
}

impl CertifyAsked {
    fn keys(self) -> KeysOfTablet {
        KeysOfTablet {
            device: self.device,
            sign_public: self.sign_public,
            seal_public: self.seal_public,
        }
    }
}

/// `POST /_wingbook/certify`: the facility's word that these keys are the caller's. Which tablet they are on is the
/// caller's word: a tablet is shared, and has nothing of its own to show.
///
/// # Errors
/// 400, 401, 403, 409 where the tablet has the caller as somebody else, 415.
pub async fn certify(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, HttpError> {
    let user = caller.required()?.clone();
    let asked: CertifyAsked = json_body(&headers, &body)?;
    if let Some(unsent) = asked.vanished {
        let name = asked.device_name.chars().take(NAME_LETTERS_MAX).collect();
        hub.audit.vanished(&user, caller.address, name, unsent);
    }
    let person = asked.person;
    let document = certify_as(&hub, user, asked.keys(), move |_, _, user| {
        match person.is_some_and(|person| person != user.person) {
            true => Err(StaffError::PersonTaken),
            false => Ok(user),
        }
    })
    .await?;
    Ok(Json(document))
}

/// Certifies keys of whoever showed an account, as it is now and as `judge` lets it be.
async fn certify_as(
    hub: &Hub,
    shown: User,
    keys: KeysOfTablet,
    judge: impl FnOnce(&mut Turn<'_>, &Facility, User) -> Result<User, StaffError> + Send + 'static,
) -> Result<Value, HttpError> {
    let facility = Arc::clone(&hub.facility);
    let certified = hub.store.write(move |turn| -> Result<_, StaffError> {
        check_device(&facility, turn.connection, keys.device)?;
        let user = staff::as_now(turn, &shown)?;
        let user = judge(turn, &facility, user)?;
        Ok(facility.certify(turn, &user, &keys)?)
    });
    Ok(certified.await?)
}

/// Whether keys on this device may be certified.
fn check_device(
    facility: &Facility,
    connection: &Connection,
    device: DeviceId,
) -> Result<(), FacilityError> {
    if device == facility.hub_device() {
        return Err(FacilityError::HubDevice);
    }
    check_allowed(facility, connection, device)
}

/// `POST /_wingbook/join`: a tablet that began without a server connects. What its first user signed there names the person
/// whom they have been on it, so their account takes that person on, and their key is certified. Administrators only: a
/// tablet brings a whole prison along. Asked twice, it answers the same.
///
/// # Errors
/// 400, 401, 403, 409 where a tablet works with the account already or the person is known, 415.
pub async fn join(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, HttpError> {
    let user = caller.required()?.clone();
    let asked: CertifyAsked = json_body(&headers, &body)?;
    let person = asked
        .person
        .ok_or_else(|| HttpError::bad_request("say who the caller has been on the tablet"))?;
    let name: String = asked.device_name.chars().take(NAME_LETTERS_MAX).collect();
    let keys = asked.keys();
    let device = keys.device;
    let document = certify_as(&hub, user.clone(), keys, move |turn, facility, user| {
        if !administers(&user.roles) {
            return Err(StaffError::NotAdministrator);
        }
        staff::become_person(turn, facility, user, person)
    })
    .await?;
    if user.person != person {
        let detail = format!("{name} ({device}): joined, was {person} there");
        hub.audit.tablet(Some(&user), Some(caller.address), detail);
    }
    Ok(Json(document))
}

#[derive(Deserialize)]
struct RecoveryAsked {
    recovery_public: String,
}

/// `POST /_wingbook/recovery`: another recovery key, for administrators. Tablets wrap what they hold to it from their next
/// contact on; what was wrapped to the one before stays so. Answers the facility's document.
///
/// # Errors
/// 400, 401, 403, 415.
pub async fn recovery(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, HttpError> {
    let user = caller.required()?.clone();
    if !administers(&user.roles) {
        return Err(HttpError::forbidden(
            "only an administrator puts a recovery key into force",
        ));
    }
    let asked: RecoveryAsked = json_body(&headers, &body)?;
    let facility = Arc::clone(&hub.facility);
    let public = asked.recovery_public;
    let document = hub
        .store
        .write(move |turn| facility.put_recovery(turn, &public))
        .await?;
    tracing::warn!(by = %user.staff_number, "another recovery key is in force");
    Ok(Json(document))
}

/// `GET /_wingbook/certificate/<key>`: the facility's newest word on a signing key. Nobody need be signed in: it is how a
/// tablet learns, signed, that its user's account was closed. Keys are found by their digest, which nobody guesses.
///
/// # Errors
/// 400, 404.
pub async fn certificate(
    State(hub): State<Arc<Hub>>,
    Path(key): Path<String>,
) -> Result<Json<Value>, HttpError> {
    let key = parse_hex(&key)
        .map(KeyId)
        .ok_or_else(|| HttpError::bad_request("a key id is 32 lower-case hexadecimal digits"))?;
    let facility = Arc::clone(&hub.facility);
    let document = hub
        .store
        .read(move |connection| facility.certificate_of(connection, key))
        .await?;
    document
        .map(Json)
        .ok_or_else(|| HttpError::not_found("no certificate of this key"))
}

/// `GET /ca.crt`: the local authority's certificate, to be trusted on a tablet.
pub async fn authority(State(hub): State<Arc<Hub>>) -> Response {
    match &hub.options.authority_pem {
        Some(pem) => (
            [(
                axum::http::header::CONTENT_TYPE,
                "application/x-x509-ca-cert",
            )],
            pem.clone(),
        )
            .into_response(),
        None => HttpError::not_found("this server has no local authority").into_response(),
    }
}
