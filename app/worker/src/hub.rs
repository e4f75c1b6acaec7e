//! The few questions that only Wingbook's own hub answers: who are you, how is this passphrase stretched, who
//! am I there, certify my key. Everything else goes over CouchDB's interface (`wingbook-sync`).

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use wingbook_record::{
    access::Role,
    id::{DeviceId, PersonId},
    order::TabletStands,
    signer::KeyId,
    time::Millis,
};
use wingbook_sync::{
    couch::basic_authorization,
    transport::{Method, Request, Transport, TransportError},
};
use wingbook_vault::kdf::KdfParams;

use crate::{
    message::{Failure, TabletOrder},
    tablet::Tablet,
};

/// How long a person waits at a sign-in before being told that the server can't be reached.
const TIMEOUT_MS: u32 = 15_000;

/// Who answers at an address.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Hello {
    /// The hub's version.
    pub wingbook: String,
    /// The facility's short name in addresses.
    pub facility: String,
    /// The facility's name.
    pub name: String,
    /// The hub's clock.
    pub time_ms: Millis,
}

/// Whoever signed in, as the hub knows them.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct Me {
    /// Who.
    pub person: PersonId,
    /// Full name.
    pub name: String,
    /// Staff number.
    pub staff_number: String,
    /// Roles that this version knows; others are left out.
    #[serde(deserialize_with = "known_roles")]
    pub roles: Vec<Role>,
    /// The facility's short name.
    pub facility: String,
    /// The facility's document, signed by its own key.
    pub facility_document: Value,
    /// The hub's clock.
    pub server_ms: Millis,
}

fn known_roles<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<Role>, D::Error> {
    let words = Vec::<String>::deserialize(deserializer)?;
    Ok(words.iter().filter_map(|word| word.parse().ok()).collect())
}

/// The public halves to certify.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CertifyRequest {
    pub device: DeviceId,
    pub device_name: String,
    pub sign_public: String,
    pub seal_public: String,
    /// The store of this tablet had vanished before: so many records, as last noted, had not been received.
    pub vanished: Option<u32>,
    /// Who works with these keys here. Headers name them: nobody else's name may stand in the certificate.
    pub person: PersonId,
}

/// The credential shown to the hub.
#[derive(Clone)]
pub(crate) struct Credential {
    pub staff_number: String,
    pub secret_hex: String,
}

impl Credential {
    pub fn authorization(&self) -> String {
        basic_authorization(&self.staff_number, &self.secret_hex)
    }
}

async fn ask<T: DeserializeOwned>(
    transport: &impl Transport,
    method: Method,
    path: &str,
    authorization: Option<String>,
    body: Option<Value>,
) -> Result<T, Failure> {
    let mut headers = vec![("accept", "application/json".to_owned())];
    if let Some(authorization) = authorization {
        headers.push(("authorization", authorization));
    }
    if body.is_some() {
        headers.push(("content-type", "application/json".to_owned()));
    }
    let request = Request {
        method,
        path: path.to_owned(),
        headers,
        body: body.map(|body| body.to_string().into_bytes()),
        timeout_ms: TIMEOUT_MS,
    };
    let response = transport.send(request).await.map_err(|error| match error {
        TransportError::Redirected => Failure::NotAServer {
            detail: error.to_string(),
        },
        other => Failure::ServerUnreachable {
            detail: other.to_string(),
        },
    })?;
    match response.status {
        200..=299 => serde_json::from_slice(&response.body).map_err(|error| Failure::NotAServer {
            detail: error.to_string(),
        }),
        401 if reason(401, &response.body).starts_with("disabled:") => Err(Failure::AccountClosed),
        401 => Err(Failure::WrongPassphrase),
        409 if reason(409, &response.body).starts_with("in_use:") => Err(Failure::AccountInUse),
        429 => Err(Failure::Throttled {
            seconds: response
                .retry_after
                .and_then(|text| text.parse().ok())
                .unwrap_or(30),
        }),
        404 | 405 => Err(Failure::NotAServer {
            detail: format!("HTTP {}", response.status),
        }),
        502..=504 => Err(Failure::ServerUnreachable {
            detail: format!("HTTP {}", response.status),
        }),
        status => Err(Failure::ServerRefused {
            detail: reason(status, &response.body),
        }),
    }
}

/// The server's own words, if it gave any.
fn reason(status: u16, body: &[u8]) -> String {
    serde_json::from_slice::<Value>(body)
        .ok()
        .and_then(|body| body.get("reason")?.as_str().map(str::to_owned))
        .unwrap_or_else(|| format!("HTTP {status}"))
}

pub(crate) async fn hello(transport: &impl Transport) -> Result<Hello, Failure> {
    ask(transport, Method::Get, "/_wingbook/hello", None, None).await
}

pub(crate) async fn kdf(
    transport: &impl Transport,
    staff_number: &str,
) -> Result<KdfParams, Failure> {
    #[derive(Deserialize)]
    struct Answer {
        salt: String,
        memory_kib: u32,
        iterations: u32,
        lanes: u32,
    }
    let body = json!({ "staff_number": staff_number });
    let answer: Answer = ask(transport, Method::Post, "/_wingbook/kdf", None, Some(body)).await?;
    let salt =
        wingbook_record::digest::parse_hex(&answer.salt).ok_or_else(|| Failure::NotAServer {
            detail: "salt".to_owned(),
        })?;
    let params = KdfParams {
        salt,
        memory_kib: answer.memory_kib,
        iterations: answer.iterations,
        lanes: answer.lanes,
    };
    // A server may ask neither too little (to learn the passphrase) nor too much (to stop the tablet).
    params.check().map_err(|error| Failure::NotAServer {
        detail: error.to_string(),
    })?;
    Ok(params)
}

pub(crate) async fn me(transport: &impl Transport, credential: &Credential) -> Result<Me, Failure> {
    ask(
        transport,
        Method::Get,
        "/_wingbook/me",
        Some(credential.authorization()),
        None,
    )
    .await
}

/// Puts a recovery key into force; gives the facility's document back.
pub(crate) async fn put_recovery(
    transport: &impl Transport,
    credential: &Credential,
    public_hex: &str,
) -> Result<Value, Failure> {
    let body = json!({ "recovery_public": public_hex });
    let authorization = Some(credential.authorization());
    let path = "/_wingbook/recovery";
    ask(transport, Method::Post, path, authorization, Some(body)).await
}

/// The facility's newest word on a signing key.
pub(crate) async fn certificate(transport: &impl Transport, key: KeyId) -> Result<Value, Failure> {
    let path = format!("/_wingbook/certificate/{key}");
    ask(transport, Method::Get, &path, None, None).await
}

/// Has the caller's keys certified.
pub(crate) async fn certify(
    transport: &impl Transport,
    credential: &Credential,
    request: &CertifyRequest,
) -> Result<Value, Failure> {
    show_keys(transport, credential, request, "/_wingbook/certify").await
}

/// Connects a tablet that began without a server: the caller's account takes on who they have been on it. Gives the
/// certificate of their key back.
pub(crate) async fn join(
    transport: &impl Transport,
    credential: &Credential,
    request: &CertifyRequest,
) -> Result<Value, Failure> {
    show_keys(transport, credential, request, "/_wingbook/join").await
}

async fn show_keys(
    transport: &impl Transport,
    credential: &Credential,
    request: &CertifyRequest,
    path: &str,
) -> Result<Value, Failure> {
    let body = serde_json::to_value(request).map_err(|error| Failure::Internal {
        detail: error.to_string(),
    })?;
    let authorization = Some(credential.authorization());
    ask(transport, Method::Post, path, authorization, Some(body)).await
}

/// What a tablet tells of itself.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ContactAsked {
    pub device: DeviceId,
    pub device_name: String,
    /// The time of the order that was obeyed.
    pub obeyed_ms: Option<Millis>,
    /// Records and drafts that could not be sent before.
    pub left: u32,
    /// A person erases it.
    pub erased: bool,
}

impl ContactAsked {
    pub fn of(tablet: &Tablet) -> Self {
        Self {
            device: tablet.device,
            device_name: tablet.name.clone(),
            obeyed_ms: None,
            left: 0,
            erased: false,
        }
    }
}

/// Tells that this tablet is here; gives the facility's word on it back, if there is one.
pub(crate) async fn contact(
    transport: &impl Transport,
    credential: Option<&Credential>,
    asked: &ContactAsked,
) -> Result<Option<Value>, Failure> {
    #[derive(Deserialize)]
    struct Answer {
        order: Option<Value>,
    }
    let body = serde_json::to_value(asked).map_err(|error| Failure::Internal {
        detail: error.to_string(),
    })?;
    let authorization = credential.map(Credential::authorization);
    let path = "/_wingbook/contact";
    let answer: Answer = ask(transport, Method::Post, path, authorization, Some(body)).await?;
    Ok(answer.order)
}

/// The facility's tablets, for an administrator.
pub(crate) async fn tablets(
    transport: &impl Transport,
    credential: &Credential,
) -> Result<Vec<TabletStands>, Failure> {
    let authorization = Some(credential.authorization());
    ask(
        transport,
        Method::Get,
        "/_wingbook/tablets",
        authorization,
        None,
    )
    .await
}

/// Orders what is to become of a tablet; gives the signed order back.
pub(crate) async fn order(
    transport: &impl Transport,
    credential: &Credential,
    order: &TabletOrder,
) -> Result<Value, Failure> {
    let path = format!("/_wingbook/tablets/{}", order.device);
    let body = json!({
        "standing": order.standing,
        "at_once": order.at_once,
        "reason": order.reason,
    });
    let authorization = Some(credential.authorization());
    ask(transport, Method::Post, &path, authorization, Some(body)).await
}
