//! The facility: the value of the `facility` document, signed by its own key, which a tablet pins at set-up.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::signer::PublicKey;

/// A prison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facility {
    /// Its name.
    pub name: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// IANA time zone; every time on a screen is shown in it.
    pub zone: String,
    /// Languages of the house, first the usual one, as BCP 47 tags.
    #[serde(default)]
    pub languages: Vec<String>,
    /// The key that certifies signers and signs receipts (Ed25519).
    pub facility_public: PublicKey,
    /// The key to which every book key is wrapped as well (X25519, 64 hexadecimal digits).
    pub recovery_public: String,
    /// What this house calls its places, by kind: `{"wing": "отряд"}`.
    #[serde(default)]
    pub place_terms: BTreeMap<String, String>,
}
