//! Documents that change: people, places, plans, forms and the facility. Each revision is signed by whoever
//! made it and names the revision before it.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use thiserror::Error;

use crate::{
    canonical::{self, CanonicalError},
    digest::{Digest, Purpose, parse_hex},
    id::{DeviceId, PersonId},
    signer::{KeyId, PublicKey, Signature, Signer},
    time::Millis,
};

/// Who made a revision, where, when, and of what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edited {
    /// Who.
    pub author: PersonId,
    /// On which tablet.
    pub device: DeviceId,
    /// With which key.
    pub key: KeyId,
    /// When, by the tablet's clock.
    pub at_ms: Millis,
    /// Digest of the revision before; `None` for the first.
    pub previous: Option<Digest>,
}

/// Why a document is no valid revision.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RosterError {
    /// Something is missing or of the wrong kind.
    #[error("shape: {0}")]
    Shape(String),
    /// It has no canonical bytes.
    #[error("bytes: {0}")]
    Bytes(#[from] CanonicalError),
    /// The signature does not fit.
    #[error("signature: does not fit the document")]
    Signature,
}

/// A signed revision with the document that it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    document: Value,
    edited: Edited,
    digest: Digest,
    signature: Signature,
}

impl Revision {
    /// Signs a revision of the document `id` (`<kind>:<uuid>`).
    ///
    /// # Errors
    /// When the value has no canonical bytes.
    pub fn sign(
        id: &str,
        value: &impl Serialize,
        edited: Edited,
        signer: &Signer,
    ) -> Result<Self, RosterError> {
        let kind = id.split(':').next().unwrap_or_default();
        let shape = |error: serde_json::Error| RosterError::Shape(error.to_string());
        let mut document = json!({
            "_id": id,
            "kind": kind,
            "edited": serde_json::to_value(&edited).map_err(shape)?,
            "value": serde_json::to_value(value).map_err(shape)?,
        });
        let digest = Digest::of(Purpose::Roster, &canonical::to_bytes(&document)?);
        let signature = signer.sign(Purpose::Roster, digest);
        document["signature"] = Value::String(signature.to_string());
        Ok(Self {
            document,
            edited,
            digest,
            signature,
        })
    }

    /// Reads a document; the signature is not checked (see [`Revision::verify`]). Members that begin with `_`
    /// other than `_id` belong to the backend and are left out.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(mut document: Value) -> Result<Self, RosterError> {
        let shape = |what: &str| RosterError::Shape(what.to_owned());
        let members = document
            .as_object_mut()
            .ok_or_else(|| shape("not an object"))?;
        members.retain(|key, _| key == "_id" || !key.starts_with('_'));
        let id = members
            .get("_id")
            .and_then(Value::as_str)
            .ok_or_else(|| shape("no id"))?;
        let kind = members
            .get("kind")
            .and_then(Value::as_str)
            .ok_or_else(|| shape("no kind"))?;
        if id
            .split_once(':')
            .is_none_or(|(prefix, rest)| prefix != kind || rest.is_empty())
        {
            return Err(shape("the id does not begin with its kind"));
        }
        let signature = members
            .get("signature")
            .and_then(Value::as_str)
            .and_then(parse_hex)
            .map(Signature)
            .ok_or_else(|| shape("no signature"))?;
        let edited = members.get("edited").ok_or_else(|| shape("no editor"))?;
        let edited = Edited::deserialize(edited)
            .map_err(|error| RosterError::Shape(format!("edited: {error}")))?;
        if !members.contains_key("value") {
            return Err(shape("no value"));
        }
        let mut signed = members.clone();
        signed.remove("signature");
        let digest = Digest::of(
            Purpose::Roster,
            &canonical::to_bytes(&Value::Object(signed))?,
        );
        Ok(Self {
            document,
            edited,
            digest,
            signature,
        })
    }

    /// Checks the signature against the key that the revision names.
    ///
    /// # Errors
    /// [`RosterError::Signature`].
    pub fn verify(&self, key: &PublicKey) -> Result<(), RosterError> {
        if key.id() == self.edited.key
            && key.verifies(Purpose::Roster, self.digest, &self.signature)
        {
            Ok(())
        } else {
            Err(RosterError::Signature)
        }
    }

    /// The document's id.
    pub fn id(&self) -> &str {
        self.document["_id"].as_str().unwrap_or_default()
    }

    /// The document's kind.
    pub fn kind(&self) -> &str {
        self.document["kind"].as_str().unwrap_or_default()
    }

    /// Who made it.
    pub fn edited(&self) -> &Edited {
        &self.edited
    }

    /// What the next revision names as `previous`.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The whole document, as received or made.
    pub fn document(&self) -> &Value {
        &self.document
    }

    /// The value, read as `T`.
    ///
    /// # Errors
    /// [`RosterError::Shape`] when it is something else.
    pub fn value<T: DeserializeOwned>(&self) -> Result<T, RosterError> {
        T::deserialize(&self.document["value"])
            .map_err(|error| RosterError::Shape(format!("value: {error}")))
    }
}
