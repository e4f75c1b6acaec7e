//! A passkey: a secret that the platform gives for a question, after it has verified who asks (WebAuthn's PRF extension).
//!
//! The question is bound to the tablet, so that a passkey that its owner has on several gives another answer on each; the
//! key is bound to tablet and person. What a passkey answers has 256 bits: no stretching.

use crate::kdf::VaultKey;
use crate::keyring::{PersonTag, TabletId};
use crate::seal::{Secret, hkdf};

/// The longest name that a passkey may have (WebAuthn, level 3).
pub const HANDLE_LEN_MAX: usize = 1_023;

/// What a passkey is asked on this tablet. No secret.
#[must_use]
pub fn question(tablet: TabletId) -> [u8; Secret::LEN] {
    let asked = hkdf(
        b"",
        tablet.to_hex().as_bytes(),
        b"wingbook/passkey-question/v1",
    );
    *asked.expose()
}

/// What opens the keys of its owner on this tablet, of what the passkey answered.
#[must_use]
pub fn vault_key(answer: &Secret, tablet: TabletId, owner: PersonTag) -> VaultKey {
    VaultKey(answer.derive(&format!(
        "wingbook/passkey-key/v1:{}:{owner}",
        tablet.to_hex()
    )))
}
