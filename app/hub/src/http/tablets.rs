//! `/_wingbook/contact`, `/_wingbook/tablets`: tablets learn what the facility says of them, and administrators say it.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::HeaderMap,
};
use rusqlite::Connection;
use serde::Deserialize;
use serde_json::{Value, json};
use wingbook_record::{
    id::DeviceId,
    order::{Order, Standing, TabletStands},
    time::Millis,
};

use super::{caller::Caller, error::HttpError, request::json_body};
use crate::{
    audit,
    facility::{Facility, FacilityError, administers},
    hub::Hub,
    store::tablets::Obeyed,
    users::User,
};

/// Letters of a tablet's name that are written down.
pub const NAME_LETTERS_MAX: usize = 80;

/// Letters of a reason that are written down.
const REASON_LETTERS_MAX: usize = 400;

#[derive(Deserialize)]
struct ContactAsked {
    device: DeviceId,
    #[serde(default)]
    device_name: String,
    /// The time of the order that the tablet has obeyed.
    #[serde(default)]
    obeyed_ms: Option<Millis>,
    /// Records that it could not send before.
    #[serde(default)]
    left: u32,
    /// A person at the tablet is about to erase it.
    #[serde(default)]
    erased: bool,
}

/// `POST /_wingbook/contact`: a tablet is here, and asks what the facility says of it. Nobody need be signed in to ask: it
/// is how a tablet that was signed out learns that it is allowed again. Only of somebody who is signed in anything is noted,
/// and which tablet they are on is their word.
///
/// # Errors
/// 400, 401, 415.
pub async fn contact(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, HttpError> {
    let asked: ContactAsked = json_body(&headers, &body)?;
    let facility = Arc::clone(&hub.facility);
    let device = asked.device;
    if let Some(user) = caller.user() {
        let name: String = asked.device_name.chars().take(NAME_LETTERS_MAX).collect();
        let (facility, person) = (Arc::clone(&facility), user.person);
        let obeyed = asked.obeyed_ms.map(|order_ms| Obeyed {
            order_ms,
            left: asked.left,
        });
        let noted = name.clone();
        hub.store
            .write(move |turn| facility.note_contact(turn, device, &noted, person, obeyed))
            .await?;
        if obeyed.is_some() || asked.erased {
            let what = if asked.erased { "erased" } else { "obeyed" };
            let detail = format!("{name} ({device}): {what}, {} not received", asked.left);
            hub.audit.tablet(Some(user), Some(caller.address), detail);
        }
    }
    let order = hub
        .store
        .read(move |connection| facility.order_of(connection, device))
        .await?;
    Ok(Json(
        json!({ "order": order.map(|signed| signed.document) }),
    ))
}

fn administrator(caller: &Caller) -> Result<&User, HttpError> {
    let user = caller.required()?;
    if administers(&user.roles) {
        return Ok(user);
    }
    Err(HttpError::forbidden(
        "only an administrator sees the tablets and signs one out",
    ))
}

/// `GET /_wingbook/tablets`: the facility's tablets, for administrators.
///
/// # Errors
/// 401, 403.
pub async fn list(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
) -> Result<Json<Vec<TabletStands>>, HttpError> {
    administrator(&caller)?;
    let facility = Arc::clone(&hub.facility);
    let tablets = hub
        .store
        .read(move |connection| facility.tablets(connection))
        .await?;
    Ok(Json(tablets))
}

#[derive(Deserialize)]
struct OrderAsked {
    standing: Standing,
    #[serde(default)]
    at_once: bool,
    reason: String,
}

/// `POST /_wingbook/tablets/<device>`: an administrator signs a tablet out, has it erased, or allows it again.
///
/// # Errors
/// 400, 401, 403, 404, 415.
pub async fn order(
    State(hub): State<Arc<Hub>>,
    caller: Caller,
    Path(device): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, HttpError> {
    let user = administrator(&caller)?;
    let device: DeviceId = device
        .parse()
        .map_err(|_| HttpError::bad_request("a tablet is named by its UUID"))?;
    let asked: OrderAsked = json_body(&headers, &body)?;
    let reason: String = asked
        .reason
        .trim()
        .chars()
        .take(REASON_LETTERS_MAX)
        .collect();
    if reason.is_empty() {
        return Err(FacilityError::NoReason.into());
    }
    let order = Order {
        standing: asked.standing,
        at_once: asked.at_once && asked.standing == Standing::Erased,
    };
    let facility = Arc::clone(&hub.facility);
    let (signed, name) = hub
        .store
        .write(move |turn| -> Result<_, FacilityError> {
            let name = facility.name_of_tablet(turn.connection, device)?;
            Ok((facility.order(turn, device, order)?, name))
        })
        .await?;
    hub.audit.tablet(
        Some(user),
        Some(caller.address),
        audit::order_words(order, &name, device, &reason),
    );
    Ok(Json(signed.document))
}

/// Whether a new key may be certified on a tablet.
///
/// # Errors
/// When it was signed out, or the data file can't be read.
pub fn check_allowed(
    facility: &Facility,
    connection: &Connection,
    device: DeviceId,
) -> Result<(), FacilityError> {
    if facility.is_allowed(connection, device)? {
        return Ok(());
    }
    Err(FacilityError::SignedOut)
}
