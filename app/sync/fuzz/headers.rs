//! Times in HTTP headers, and revisions.

use crate::{
    fault::BackendError,
    http_date::{parse_http_date, parse_retry_after},
    revision,
    transport::Response,
};

/// A date lies in the years that it can name, a wait is no longer than what is written; no answer makes an error panic.
pub fn headers(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (one, other) = text.split_once('\n').unwrap_or((&text, ""));
    if let Some(ms) = parse_http_date(one) {
        assert!((0..=253_402_300_800_000 + 86_400_000).contains(&ms), "{ms}");
    }
    let _ = parse_retry_after(one, Some(other));
    let _ = parse_retry_after(one, None);
    if let Some((generation, hash)) = revision::split(one) {
        assert!(generation > 0 && !hash.is_empty());
    }
    let response = Response {
        status: bytes.first().map_or(0, |first| 400 + u16::from(*first)),
        retry_after: Some(one.to_owned()),
        date: Some(other.to_owned()),
        content_type: Some("application/json".to_owned()),
        body: bytes.to_vec(),
    };
    let _ = BackendError::of_response(&response);
}
