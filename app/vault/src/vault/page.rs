//! One page: many whole documents in one sealed value, under a month's key.

use super::Document;
use super::documents::{self, DocumentRef, parse};
use crate::book::BookName;
use crate::error::VaultError;
use crate::keyring::Epoch;
use crate::seal::{self, KeyId, Place, SealError, SealingKey, Secret};
use crate::store::StoreName;

/// What a page holds at most. From 64 KiB on, Chromium keeps a value in a file of
/// its own beside the database.
pub(super) const PAGE_BYTES_MAX: usize = 60 * 1024;
/// A longer document stays in its row.
const DOCUMENT_BYTES_MAX: usize = 16 * 1024;
/// The content of a page, and of a month's key, that this build writes.
const CONTENT_VERSION: u8 = 1;
pub(super) const WHAT: &str = "a page of records";

/// A month, as the caller counts them: a later one has a higher number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(pub u32);

/// A month's key.
#[derive(Debug, Clone)]
pub(super) struct MonthKey {
    pub(super) month: Month,
    pub(super) seal: SealingKey,
    id: [u8; 16],
    secret: Secret,
}

pub(super) fn place<'a>(book: &'a BookName, key: &'a [u8]) -> Place<'a> {
    Place {
        store: StoreName::Pages,
        key,
        owner: book.as_str(),
    }
}

impl MonthKey {
    /// A new one.
    pub(super) fn make(month: Month) -> Result<Self, VaultError> {
        let sealing = VaultError::sealing(WHAT);
        let mut id = [0; 16];
        seal::random(&mut id).map_err(&sealing)?;
        let secret = Secret::make().map_err(&sealing)?;
        Ok(Self {
            month,
            id,
            seal: SealingKey::new(KeyId(id), secret.clone()),
            secret,
        })
    }
}

pub(super) fn seal_month_key(
    book: &BookName,
    epoch: &Epoch,
    key: &[u8],
    month: &MonthKey,
) -> Result<Vec<u8>, VaultError> {
    let length = 1 + 4 + month.id.len() + Secret::LEN;
    let sealed = epoch.seal.seal_with(&place(book, key), length, |content| {
        content.push(CONTENT_VERSION);
        content.extend_from_slice(&month.month.0.to_be_bytes());
        content.extend_from_slice(&month.id);
        content.extend_from_slice(month.secret.expose());
    });
    sealed.map_err(VaultError::sealing(WHAT))
}

pub(super) fn open_month_key(
    book: &BookName,
    epoch: &Epoch,
    key: &[u8],
    sealed: &[u8],
) -> Result<MonthKey, SealError> {
    let content = zeroize::Zeroizing::new(epoch.seal.open(&place(book, key), sealed)?);
    let (&version, rest) = content.split_first().ok_or(SealError::Damaged)?;
    if version > CONTENT_VERSION {
        return Err(SealError::NeedsNewerApp { version });
    }
    let parsed = rest.split_first_chunk::<4>().and_then(|(month, rest)| {
        let (id, secret) = rest.split_first_chunk::<16>()?;
        let secret = Secret::from_slice(secret)?;
        Some(MonthKey {
            month: Month(u32::from_be_bytes(*month)),
            id: *id,
            seal: SealingKey::new(KeyId(*id), secret.clone()),
            secret,
        })
    });
    parsed.ok_or(SealError::Damaged)
}

/// The documents of an opened page.
///
/// # Errors
/// When it was written by a newer release, or is cut anywhere.
pub(crate) fn read_page(content: &[u8]) -> Result<Vec<DocumentRef<'_>>, SealError> {
    let (&version, mut rest) = content.split_first().ok_or(SealError::Damaged)?;
    if version > CONTENT_VERSION {
        return Err(SealError::NeedsNewerApp { version });
    }
    let mut documents = Vec::new();
    while !rest.is_empty() {
        let (length, behind) = rest.split_first_chunk::<4>().ok_or(SealError::Damaged)?;
        let length = usize::try_from(u32::from_be_bytes(*length));
        let (frame, behind) = length
            .ok()
            .and_then(|length| behind.split_at_checked(length))
            .ok_or(SealError::Damaged)?;
        documents.push(parse(frame)?);
        rest = behind;
    }
    Ok(documents)
}

pub(super) fn seal_page(
    book: &BookName,
    month: &MonthKey,
    key: &[u8],
    frames: &[Vec<u8>],
) -> Result<Vec<u8>, VaultError> {
    let length = 1 + frames.iter().map(|frame| 4 + frame.len()).sum::<usize>();
    let sealed = month.seal.seal_with(&place(book, key), length, |content| {
        content.push(CONTENT_VERSION);
        for frame in frames {
            // A frame is far below 4 GiB: see `DOCUMENT_BYTES_MAX`.
            content.extend_from_slice(&(frame.len() as u32).to_be_bytes());
            content.extend_from_slice(frame);
        }
    });
    sealed.map_err(VaultError::sealing(WHAT))
}

pub(super) fn frame(document: &Document) -> Result<Vec<u8>, VaultError> {
    let mut frame = Vec::new();
    documents::write_frame(document, &mut frame)?;
    Ok(frame)
}

/// Whether a document may lie in a page.
pub(super) fn fits(document: &Document) -> bool {
    document.id.len() + document.rev.len() + document.body.len() <= DOCUMENT_BYTES_MAX
}
