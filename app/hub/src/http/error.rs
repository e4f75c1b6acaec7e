//! Answers that say no, shaped as CouchDB shapes them: `{"error": word, "reason": sentence}`.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::{
    document::DocumentError, facility::FacilityError, pushing::RowError, staff::StaffError,
    store::StoreError, users::credential::CredentialError,
};

/// An answer that says no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpError {
    status: StatusCode,
    error: &'static str,
    reason: String,
    retry_after_seconds: Option<u64>,
}

impl HttpError {
    /// Any answer.
    pub fn new(status: StatusCode, error: &'static str, reason: impl Into<String>) -> Self {
        Self {
            status,
            error,
            reason: reason.into(),
            retry_after_seconds: None,
        }
    }

    /// A request that can't be understood.
    pub fn bad_request(reason: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad_request", reason)
    }

    /// Nobody is signed in.
    pub fn unauthorized(reason: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "unauthorized", reason)
    }

    /// Whoever is signed in may not.
    pub fn forbidden(reason: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", reason)
    }

    /// Not there; `missing` or `deleted` for documents.
    pub fn not_found(reason: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", reason)
    }

    /// Tried too often.
    pub fn too_many(reason: impl Into<String>, retry_after_seconds: u64) -> Self {
        let error = Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", reason);
        Self {
            retry_after_seconds: Some(retry_after_seconds.max(1)),
            ..error
        }
    }
}

impl IntoResponse for HttpError {
    fn into_response(self) -> Response {
        let body = Json(json!({"error": self.error, "reason": self.reason}));
        let mut response = (self.status, body).into_response();
        if let Some(seconds) = self.retry_after_seconds {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl From<StoreError> for HttpError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Full => Self::new(
                StatusCode::INSUFFICIENT_STORAGE,
                "disk_full",
                error.to_string(),
            ),
            StoreError::Gone => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "data_file_gone",
                error.to_string(),
            ),
            StoreError::Closed => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "stopping",
                error.to_string(),
            ),
            StoreError::Damaged(_) | StoreError::Newer { .. } | StoreError::Failed(_) => {
                // What SQLite says is for the operator's log, not for whoever asks.
                tracing::error!(%error, "a request failed");
                Self::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "internal_server_error",
                    "the prison server could not use its data file; nothing was changed",
                )
            }
        }
    }
}

impl From<DocumentError> for HttpError {
    fn from(error: DocumentError) -> Self {
        match error {
            DocumentError::TooLarge(_) => Self::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "document_too_large",
                error.to_string(),
            ),
            DocumentError::Member(_) => {
                Self::new(StatusCode::BAD_REQUEST, "doc_validation", error.to_string())
            }
            DocumentError::Id(_) => {
                Self::new(StatusCode::BAD_REQUEST, "illegal_docid", error.to_string())
            }
            _ => Self::bad_request(error.to_string()),
        }
    }
}

impl From<RowError> for HttpError {
    fn from(error: RowError) -> Self {
        match error {
            RowError::Conflict => Self::new(StatusCode::CONFLICT, "conflict", error.to_string()),
            RowError::Forbidden(_) => Self::forbidden(error.to_string()),
            RowError::MissingStub(_) => Self::new(
                StatusCode::PRECONDITION_FAILED,
                "missing_stub",
                error.to_string(),
            ),
            RowError::Document(error) => error.into(),
        }
    }
}

impl From<FacilityError> for HttpError {
    fn from(error: FacilityError) -> Self {
        match error {
            FacilityError::Store(error) => error.into(),
            FacilityError::KeyTaken => Self::forbidden(format!("key: {error}")),
            FacilityError::HubDevice => Self::forbidden(error.to_string()),
            FacilityError::Key | FacilityError::NoReason => Self::bad_request(error.to_string()),
            FacilityError::SignedOut => Self::forbidden(error.to_string()),
            FacilityError::NoTablet(_) => Self::not_found(error.to_string()),
            other => StoreError::Failed(other.to_string()).into(),
        }
    }
}

impl From<StaffError> for HttpError {
    fn from(error: StaffError) -> Self {
        match error {
            StaffError::Store(error) => error.into(),
            StaffError::Facility(error) => error.into(),
            StaffError::NotAdministrator => Self::forbidden(error.to_string()),
            StaffError::Missing(_) => Self::unauthorized(error.to_string()),
            StaffError::InUse(_) | StaffError::PersonTaken => {
                Self::new(StatusCode::CONFLICT, "conflict", error.to_string())
            }
            other => StoreError::Failed(other.to_string()).into(),
        }
    }
}

impl From<CredentialError> for HttpError {
    fn from(error: CredentialError) -> Self {
        StoreError::Failed(error.to_string()).into()
    }
}
