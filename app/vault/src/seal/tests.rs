//! Sealed values notice every change and every move.

use proptest::prelude::*;

use super::*;

fn key(byte: u8) -> SealingKey {
    SealingKey::new(KeyId([byte; 16]), Secret::from_bytes([byte; 32]))
}

const PLACE: Place<'static> = Place {
    store: StoreName::Rows,
    key: b"row",
    owner: "wing",
};

proptest! {
    #[test]
    fn what_is_sealed_opens_again(content in proptest::collection::vec(any::<u8>(), 0..600)) {
        let sealed = key(1).seal(&PLACE, &content).unwrap();
        prop_assert_eq!(sealed.len(), content.len() + SEALED_OVERHEAD);
        prop_assert_eq!(key(1).open(&PLACE, &sealed).unwrap(), content);
    }

    #[test]
    fn foreign_bytes_never_open(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(key(1).open(&PLACE, &bytes).is_err());
        prop_assert!(unwrap_secret(&SealPair::from_secret(&Secret::from_bytes([1; 32])), b"", &bytes).is_err());
    }
}

#[test]
fn every_flipped_bit_is_noticed() {
    let sealed = key(1).seal(&PLACE, b"seen, no concern").unwrap();
    for position in 0..sealed.len() {
        for bit in 0..8 {
            let mut changed = sealed.clone();
            changed[position] ^= 1 << bit;
            assert!(
                key(1).open(&PLACE, &changed).is_err(),
                "byte {position} bit {bit}"
            );
        }
    }
}

#[test]
fn every_cut_is_noticed() {
    let sealed = key(1).seal(&PLACE, b"seen, no concern").unwrap();
    for length in 0..sealed.len() {
        assert!(
            key(1).open(&PLACE, &sealed[..length]).is_err(),
            "{length} bytes"
        );
    }
}

#[test]
fn a_moved_value_is_refused() {
    let sealed = key(1).seal(&PLACE, b"seen").unwrap();
    let elsewhere = [
        Place {
            store: StoreName::Outbox,
            ..PLACE
        },
        Place {
            key: b"row2",
            ..PLACE
        },
        Place {
            key: b"ro",
            owner: "wwing",
            ..PLACE
        },
        Place {
            owner: "health",
            ..PLACE
        },
    ];
    for place in elsewhere {
        assert_eq!(
            key(1).open(&place, &sealed),
            Err(SealError::Damaged),
            "{place:?}"
        );
    }
    assert_eq!(key(2).open(&PLACE, &sealed), Err(SealError::OtherKey));
    let same_tag = SealingKey::new(
        KeyId([1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2]),
        Secret::from_bytes([1; 32]),
    );
    assert_eq!(same_tag.open(&PLACE, &sealed), Err(SealError::Damaged));
}

#[test]
fn a_newer_format_is_told_apart_from_damage() {
    let mut sealed = key(1).seal(&PLACE, b"seen").unwrap();
    sealed[0] = 2;
    assert_eq!(
        key(1).open(&PLACE, &sealed),
        Err(SealError::NeedsNewerApp { version: 2 })
    );
    sealed[0] = 0;
    assert_eq!(key(1).open(&PLACE, &sealed), Err(SealError::Damaged));
}

#[test]
fn the_same_content_never_looks_the_same() {
    let first = key(1).seal(&PLACE, b"seen").unwrap();
    let second = key(1).seal(&PLACE, b"seen").unwrap();
    assert_ne!(first[9..], second[9..]);
}

#[test]
fn a_wrap_opens_for_its_recipient_and_purpose_only() {
    let pair = SealPair::make().unwrap();
    let other = SealPair::make().unwrap();
    let secret = Secret::make().unwrap();
    let wrapped = wrap_secret(pair.public(), b"wing", &secret).unwrap();
    assert_eq!(
        unwrap_secret(&pair, b"wing", &wrapped).unwrap().expose(),
        secret.expose()
    );
    assert!(unwrap_secret(&other, b"wing", &wrapped).is_err());
    assert!(unwrap_secret(&pair, b"health", &wrapped).is_err());
    for position in 0..wrapped.len() {
        let mut changed = wrapped.clone();
        changed[position] ^= 1;
        assert!(
            unwrap_secret(&pair, b"wing", &changed).is_err(),
            "byte {position}"
        );
    }
}

#[test]
fn a_public_key_of_small_order_is_refused() {
    let secret = Secret::make().unwrap();
    assert_eq!(wrap_secret(&[0; 32], b"", &secret), Err(SealError::Damaged));
}

#[test]
fn secrets_are_never_printed() {
    let pair = SealPair::from_secret(&Secret::from_bytes([0xab; 32]));
    let printed = format!(
        "{:?} {:?} {pair:?}",
        Secret::from_bytes([0xab; 32]),
        key(0xab).key
    );
    assert!(
        !printed.contains("171") && !printed.contains("abab"),
        "{printed}"
    );
}
