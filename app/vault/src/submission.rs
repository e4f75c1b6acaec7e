//! Sealing a report to people instead of to a book: whoever wrote it can't open it again.
//!
//! A random key seals the content; it is wrapped to the public key of each reader, and forgotten. What comes out is
//! `version ‖ nonce (24) ‖ ciphertext ‖ tag (16)` under XChaCha20-Poly1305. The content is filled up to a multiple of
//! [`FILLED_TO`] bytes with its length before it, so that the size of a report tells nearly nothing. The name under
//! which the report travels is bound to both: a ciphertext or a key that is moved to another name does not open.

use crate::seal::{NONCE_LEN, TAG_LEN, decrypt, encrypt, make_nonce};
use crate::seal::{
    RecipientId, SealError, SealPair, Secret, recipient_id, unwrap_secret, wrap_secret,
};

/// Lengths are multiples of this, in bytes.
pub const FILLED_TO: usize = 4096;

const VERSION: u8 = 1;
const LENGTH_LEN: usize = 4;

/// A key of a report, wrapped to one reader.
pub type Wrapped = (RecipientId, Vec<u8>);

fn bound(name: &str, what: &[u8]) -> Vec<u8> {
    [
        b"wingbook/submission/v1/".as_slice(),
        what,
        b":",
        name.as_bytes(),
    ]
    .concat()
}

/// Seals content to these public keys. Nothing that opens it again is kept.
///
/// # Errors
/// Without randomness, when one of the keys is none, or the content is longer than 4 GiB.
pub fn seal(
    name: &str,
    content: &[u8],
    readers: &[[u8; 32]],
) -> Result<(Vec<u8>, Vec<Wrapped>), SealError> {
    let key = Secret::make()?;
    let nonce = make_nonce()?;
    let length = u32::try_from(content.len()).map_err(|_| SealError::TooLong)?;
    let filled = (LENGTH_LEN + content.len()).next_multiple_of(FILLED_TO);
    let mut sealed = Vec::with_capacity(1 + NONCE_LEN + filled + TAG_LEN);
    sealed.push(VERSION);
    sealed.extend_from_slice(&nonce);
    let start = sealed.len();
    sealed.extend_from_slice(&length.to_be_bytes());
    sealed.extend_from_slice(content);
    sealed.resize(start + filled, 0);
    let tag = encrypt(&key, &nonce, &bound(name, b"content"), &mut sealed[start..])?;
    sealed.extend_from_slice(&tag);
    let wrapped = readers
        .iter()
        .map(|public| wrap(name, &key, public))
        .collect::<Result<_, _>>()?;
    Ok((sealed, wrapped))
}

fn wrap(name: &str, key: &Secret, public: &[u8; 32]) -> Result<Wrapped, SealError> {
    let wrapped = wrap_secret(public, &bound(name, b"key"), key)?;
    Ok((recipient_id(public), wrapped))
}

/// Opens a report with the key that is wrapped to one's own pair.
///
/// # Errors
/// When it is another pair's, another report's, was changed, or needs a newer app.
pub fn open(
    name: &str,
    sealed: &[u8],
    wrapped: &[u8],
    pair: &SealPair,
) -> Result<Vec<u8>, SealError> {
    let (&version, rest) = sealed.split_first().ok_or(SealError::Damaged)?;
    if version > VERSION {
        return Err(SealError::NeedsNewerApp { version });
    }
    if version != VERSION {
        return Err(SealError::Damaged);
    }
    let key = unwrap_secret(pair, &bound(name, b"key"), wrapped)?;
    let (nonce, rest) = rest
        .split_first_chunk::<NONCE_LEN>()
        .ok_or(SealError::Damaged)?;
    let (text, tag) = rest
        .split_last_chunk::<TAG_LEN>()
        .ok_or(SealError::Damaged)?;
    let mut text = text.to_vec();
    decrypt(&key, nonce, &bound(name, b"content"), &mut text, tag)?;
    let (length, content) = text
        .split_first_chunk::<LENGTH_LEN>()
        .ok_or(SealError::Damaged)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| SealError::Damaged)?;
    content
        .get(..length)
        .map(<[u8]>::to_vec)
        .ok_or(SealError::Damaged)
}

/// Wraps the key of a report that one can open to somebody else as well.
///
/// # Errors
/// When one can't open it, or the other's key is none.
pub fn pass_on(
    name: &str,
    wrapped: &[u8],
    pair: &SealPair,
    reader: &[u8; 32],
) -> Result<Wrapped, SealError> {
    let key = unwrap_secret(pair, &bound(name, b"key"), wrapped)?;
    wrap(name, &key, reader)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    const NAME: &str = "submission:0190";

    fn sealed_to(content: &[u8], readers: &[&SealPair]) -> (Vec<u8>, Vec<Wrapped>) {
        let readers: Vec<[u8; 32]> = readers.iter().map(|pair| *pair.public()).collect();
        seal(NAME, content, &readers).unwrap()
    }

    #[test]
    fn each_reader_opens_it_and_nobody_else() {
        let (one, two, other) = (make(), make(), make());
        for length in [0, 1, FILLED_TO - LENGTH_LEN, FILLED_TO, 20_000] {
            let content = vec![7; length];
            let (sealed, wrapped) = sealed_to(&content, &[&one, &two]);
            assert_eq!(wrapped.len(), 2);
            for (pair, (reader, wrapped)) in [&one, &two].into_iter().zip(&wrapped) {
                assert_eq!(*reader, pair.id());
                assert_eq!(open(NAME, &sealed, wrapped, pair), Ok(content.clone()));
                assert!(open(NAME, &sealed, wrapped, &other).is_err());
                assert!(open("submission:0191", &sealed, wrapped, pair).is_err());
            }
            assert!(open(NAME, &sealed, &wrapped[0].1, &two).is_err());
        }
    }

    #[test]
    fn its_length_tells_nearly_nothing() {
        let reader = make();
        let length = |content: &[u8]| sealed_to(content, &[&reader]).0.len();
        assert_eq!(length(b"short"), length(&[b'x'; 3_000]));
        assert!(length(&[b'x'; 4_093]) > length(&[b'x'; 4_092]));
    }

    #[test]
    fn a_changed_byte_opens_nothing() {
        let reader = make();
        let (sealed, wrapped) = sealed_to(b"He was beaten in the corridor.", &[&reader]);
        for at in (0..sealed.len()).step_by(97).chain([0, sealed.len() - 1]) {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(
                open(NAME, &changed, &wrapped[0].1, &reader).is_err(),
                "{at}"
            );
        }
        for at in 0..wrapped[0].1.len() {
            let mut changed = wrapped[0].1.clone();
            changed[at] ^= 1;
            assert!(open(NAME, &sealed, &changed, &reader).is_err(), "{at}");
        }
        for cut in [0, 1, 24, 40, sealed.len() - 1] {
            assert!(
                open(NAME, &sealed[..cut], &wrapped[0].1, &reader).is_err(),
                "{cut}"
            );
        }
    }

    #[test]
    fn passed_on_to_whoever_comes_later() {
        let (first, later, other) = (make(), make(), make());
        let (sealed, wrapped) = sealed_to(b"Told on the stairs.", &[&first]);
        let (reader, passed) = pass_on(NAME, &wrapped[0].1, &first, later.public()).unwrap();
        assert_eq!(reader, later.id());
        assert_eq!(
            open(NAME, &sealed, &passed, &later).as_deref(),
            Ok(b"Told on the stairs.".as_slice())
        );
        assert!(pass_on(NAME, &wrapped[0].1, &other, later.public()).is_err());
    }

    fn make() -> SealPair {
        SealPair::make().unwrap()
    }
}
