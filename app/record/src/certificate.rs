//! A signer's certificate: the facility's word that a key on a tablet is a person's, with that person's roles.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use thiserror::Error;

use crate::{
    access::Role,
    canonical::{self, CanonicalError},
    digest::{Digest, Purpose, parse_hex},
    id::{CertificateId, DeviceId, PersonId},
    signer::{KeyId, PublicKey, Signature, Signer},
    time::Millis,
};

/// What is certified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certified {
    /// Who holds the key.
    pub person: PersonId,
    /// That person's name at the time.
    pub name: String,
    /// That person's staff number.
    pub staff_number: String,
    /// The tablet on which the key was made, by its holder's word.
    pub device: DeviceId,
    /// The signing key's short name.
    pub key: KeyId,
    /// The signing key's public half (Ed25519).
    pub sign_public: PublicKey,
    /// The sealing key's public half (X25519), to which book keys are wrapped; 64 hexadecimal digits.
    pub seal_public: String,
    /// What the person may do. Nothing: from this certificate on the facility vouches for nothing new by this key.
    pub roles: Vec<Role>,
    /// When it was issued, by the issuer's clock. Of several certificates of a key the latest counts.
    pub issued_ms: Millis,
}

impl Certified {
    /// Whether the facility has taken its word back: the person was dismissed, or the tablet is lost. What the key signed
    /// before stays true.
    pub fn is_revoked(&self) -> bool {
        self.roles.is_empty()
    }

    /// Whether this is the facility's later word on a key than `held`, whichever of them arrived first.
    pub fn replaces(&self, held: &Self) -> bool {
        let age = |one: &Self| (one.issued_ms, one.is_revoked());
        age(self) > age(held)
    }
}

/// Why a document is no valid certificate.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CertificateError {
    /// Something is missing or of the wrong kind.
    #[error("shape: {0}")]
    Shape(String),
    /// It has no canonical bytes.
    #[error("bytes: {0}")]
    Bytes(#[from] CanonicalError),
    /// Not signed by this facility.
    #[error("signature: not by this facility")]
    Signature,
}

/// A certificate with the document that it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Certificate {
    document: Value,
    certified: Certified,
    digest: Digest,
    signature: Signature,
}

impl Certificate {
    /// Issues a certificate with the facility's key.
    ///
    /// # Errors
    /// When the value has no canonical bytes.
    pub fn issue(
        id: CertificateId,
        certified: Certified,
        facility: &Signer,
    ) -> Result<Self, CertificateError> {
        let value = serde_json::to_value(&certified)
            .map_err(|error| CertificateError::Shape(error.to_string()))?;
        let mut document =
            json!({"_id": id.document(), "kind": CertificateId::KIND, "value": value});
        let digest = Digest::of(Purpose::Certificate, &canonical::to_bytes(&document)?);
        let signature = facility.sign(Purpose::Certificate, digest);
        document["signature"] = Value::String(signature.to_string());
        Ok(Self {
            document,
            certified,
            digest,
            signature,
        })
    }

    /// Reads a document and checks that this facility signed it.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(mut document: Value, facility: &PublicKey) -> Result<Self, CertificateError> {
        let shape = |what: &str| CertificateError::Shape(what.to_owned());
        let members = document
            .as_object_mut()
            .ok_or_else(|| shape("not an object"))?;
        members.retain(|key, _| key == "_id" || !key.starts_with('_'));
        let signature = members
            .get("signature")
            .and_then(Value::as_str)
            .and_then(parse_hex)
            .map(Signature)
            .ok_or_else(|| shape("no signature"))?;
        let certified = members.get("value").ok_or_else(|| shape("no value"))?;
        let certified = Certified::deserialize(certified)
            .map_err(|error| CertificateError::Shape(error.to_string()))?;
        if certified.sign_public.id() != certified.key {
            return Err(shape("the key's name is not its own"));
        }
        let mut signed = members.clone();
        signed.remove("signature");
        let digest = Digest::of(
            Purpose::Certificate,
            &canonical::to_bytes(&Value::Object(signed))?,
        );
        if !facility.verifies(Purpose::Certificate, digest, &signature) {
            return Err(CertificateError::Signature);
        }
        Ok(Self {
            document,
            certified,
            digest,
            signature,
        })
    }

    /// What is certified.
    pub fn certified(&self) -> &Certified {
        &self.certified
    }

    /// The whole document.
    pub fn document(&self) -> &Value {
        &self.document
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn certified(roles: &[Role], issued_ms: Millis) -> Certified {
        let signer = Signer::from_seed(&[7; 32]);
        Certified {
            person: PersonId(uuid::Uuid::from_u128(1)),
            name: "Ruth Nabirye".into(),
            staff_number: "S-1".into(),
            device: DeviceId(uuid::Uuid::from_u128(2)),
            key: signer.id(),
            sign_public: signer.public(),
            seal_public: "11".repeat(32),
            roles: roles.to_vec(),
            issued_ms,
        }
    }

    #[test]
    fn the_latest_word_counts_in_whatever_order_it_arrives() {
        let words = [
            certified(&[Role::Officer], 1),
            certified(&[Role::Officer, Role::Health], 2),
            certified(&[], 3),
        ];
        for order in [
            [0, 1, 2],
            [0, 2, 1],
            [1, 0, 2],
            [1, 2, 0],
            [2, 0, 1],
            [2, 1, 0],
        ] {
            let newest = order
                .into_iter()
                .map(|at| &words[at])
                .reduce(|held, next| if next.replaces(held) { next } else { held });
            assert!(newest.unwrap().is_revoked(), "{order:?}");
        }
        // Taken back at the very same moment: rather closed than open.
        assert!(certified(&[], 2).replaces(&words[1]));
        assert!(!words[1].replaces(&certified(&[], 2)));
    }
}
