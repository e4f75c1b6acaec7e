//! Identifiers: one type for each kind of thing, so that a place can't be passed where a person is meant.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
pub use uuid::Uuid;

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident, $kind:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// The document's kind: what stands before the colon in its id.
            pub const KIND: &'static str = $kind;

            /// The id of its document in a backend: `<kind>:<uuid>`.
            pub fn document(self) -> String {
                format!("{}:{}", Self::KIND, self.0)
            }

            /// The identifier in a document's id, if it is one of this kind.
            pub fn from_document(id: &str) -> Option<Self> {
                id.strip_prefix($kind)?.strip_prefix(':')?.parse().ok()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    };
}

identifier!(
    /// A record. Version 7, so that documents lie in order; its time is never used.
    EntryId, "entry"
);
identifier!(
    /// A prisoner, a member of staff, a family member, a visitor or a child living with a parent.
    PersonId, "person"
);
identifier!(
    /// A place in the facility's tree.
    PlaceId, "place"
);
identifier!(
    /// A round plan.
    PlanId, "plan"
);
identifier!(
    /// A version of a form.
    FormId, "form"
);
identifier!(
    /// A facility.
    FacilityId, "facility"
);
identifier!(
    /// A signer's certificate.
    CertificateId, "certificate"
);
identifier!(
    /// A sealed submission. Random: it says nothing of when or where it was made.
    SubmissionId, "submission"
);
identifier!(
    /// A tablet, from set-up to wipe.
    DeviceId, "device"
);
identifier!(
    /// One chain: one per book and life of a vault.
    ChainId, "chain"
);

/// A UUID of version 4 from 16 random bytes.
pub fn random_uuid(bytes: [u8; 16]) -> Uuid {
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// The UUID that follows from a text: the same each time. It looks like one of version 7, whose time is never used.
pub fn uuid_of(text: &str) -> Uuid {
    let digest = Sha256::digest(text.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_bytes(bytes)
        .with_variant(uuid::Variant::RFC4122)
        .with_version(uuid::Version::SortRand)
        .into_uuid()
}

/// A UUID of version 7 from a wall clock and 10 random bytes.
pub fn ordered_uuid(wall_ms: i64, bytes: [u8; 10]) -> Uuid {
    let millis = u64::try_from(wall_ms).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
}
