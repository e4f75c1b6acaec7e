//! From the browser's exceptions to [`StoreError`]. No JavaScript value goes past
//! this file.

use indexed_db_futures::error::{Error, OpenDbError};
use web_sys::DomException;

use crate::store::StoreError;

/// What an exception of the browser means here.
pub(super) fn from_exception(exception: &DomException) -> StoreError {
    let name = exception.name();
    let detail = || format!("{name}: {}", exception.message());
    match name.as_str() {
        "QuotaExceededError" => StoreError::Quota,
        // The connection is closing or was closed while something was going on.
        "InvalidStateError" | "AbortError" => StoreError::Closed,
        "VersionError" => StoreError::NeedsNewerApp,
        "SecurityError" | "NotAllowedError" => StoreError::NotAvailable,
        // Chromium reports unreadable files so; a missing store is one that the
        // browser lost, as the list of stores never changes.
        "UnknownError" | "NotReadableError" | "NotFoundError" => {
            StoreError::Corrupt { detail: detail() }
        }
        _ => StoreError::Failed { detail: detail() },
    }
}

pub(super) fn from_library(error: Error) -> StoreError {
    match error {
        Error::DomException(exception) => from_exception(&exception.into()),
        other => StoreError::Failed {
            detail: other.to_string(),
        },
    }
}

pub(super) fn from_opening(error: OpenDbError) -> StoreError {
    match error {
        OpenDbError::Base(error) => from_library(error),
        _ => StoreError::NotAvailable,
    }
}
