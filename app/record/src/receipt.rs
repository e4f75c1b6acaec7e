//! The hub's receipt: the facility's word that a record with this hash was received at this time. It is what
//! makes back-dating and a cut tail show later.

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    canonical,
    digest::{Digest, Purpose},
    signer::{KeyId, PublicKey, Signature, Signer},
    time::Millis,
};

/// A receipt for one record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The record's document id.
    pub id: String,
    /// The hash of its header.
    pub hash: Digest,
    /// When it was accepted, by the hub's clock.
    pub received_ms: Millis,
    /// The facility key that signed.
    pub key: KeyId,
    /// The signature.
    pub signature: Signature,
}

fn digest(id: &str, hash: Digest, received_ms: Millis) -> Option<Digest> {
    let value = json!({"id": id, "hash": hash.to_string(), "received_ms": received_ms});
    Some(Digest::of(
        Purpose::Receipt,
        &canonical::to_bytes(&value).ok()?,
    ))
}

impl Receipt {
    /// Signs a receipt. `None` only for a time outside ±(2^53−1) ms.
    pub fn sign(id: &str, hash: Digest, received_ms: Millis, facility: &Signer) -> Option<Self> {
        let signature = facility.sign(Purpose::Receipt, digest(id, hash, received_ms)?);
        Some(Self {
            id: id.to_owned(),
            hash,
            received_ms,
            key: facility.id(),
            signature,
        })
    }

    /// Whether this facility signed it for that record and hash.
    pub fn verifies(&self, facility: &PublicKey, id: &str, hash: Digest) -> bool {
        self.id == id
            && self.hash == hash
            && digest(id, hash, self.received_ms)
                .is_some_and(|digest| facility.verifies(Purpose::Receipt, digest, &self.signature))
    }
}
