//! Sealed values and wrapped secrets that somebody changed on the disk.

use super::edits::edited;
use crate::{
    StoreName,
    seal::{KeyId, Place, SealPair, SealingKey, Secret, sealed_by, unwrap_secret, wrap_secret},
    submission,
};

/// A sealed value, a wrapped secret or a report to somebody opens to what was put in, or not at all; bytes of anybody's open
/// to nothing.
pub fn sealed(bytes: &[u8]) {
    let place = Place {
        store: StoreName::Rows,
        key: b"row",
        owner: "wing",
    };
    let key = SealingKey::new(KeyId([4; 16]), Secret::from_bytes([5; 32]));
    let _ = sealed_by(bytes);
    assert!(key.open(&place, bytes).is_err());
    let whole = key.seal(&place, b"entry").unwrap();
    let changed = edited(&whole, bytes);
    match key.open(&place, &changed) {
        Ok(content) => assert!(changed == whole && content == b"entry"),
        Err(_) => assert_ne!(changed, whole),
    }
    let elsewhere = Place {
        owner: "health",
        ..place
    };
    assert!(key.open(&elsewhere, &changed).is_err());

    let pair = SealPair::from_secret(&Secret::from_bytes([6; 32]));
    assert!(unwrap_secret(&pair, b"a book", bytes).is_err());
    let secret = Secret::from_bytes([7; 32]);
    let wrapped = wrap_secret(pair.public(), b"a book", &secret).unwrap();
    let changed = edited(&wrapped, bytes);
    match unwrap_secret(&pair, b"a book", &changed) {
        Ok(unwrapped) => assert!(changed == wrapped && unwrapped.expose() == secret.expose()),
        Err(_) => assert_ne!(changed, wrapped),
    }
    assert!(unwrap_secret(&pair, b"another", &changed).is_err());

    let (report, keys) = submission::seal("submission:1", b"report", &[*pair.public()]).unwrap();
    let changed = edited(&report, bytes);
    match submission::open("submission:1", &changed, &keys[0].1, &pair) {
        Ok(content) => assert!(changed == report && content == b"report"),
        Err(_) => assert_ne!(changed, report),
    }
}
