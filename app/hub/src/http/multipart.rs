//! `multipart/related` and `multipart/mixed`: how CouchDB's own replicator moves documents with attachments.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};

use super::error::HttpError;
use crate::{
    document::{NewAttachment, NewDocument, Source},
    store::blobs::Attachment,
};

/// How many parts one request may have.
const PARTS_MAX: usize = 1_000;

/// One revision as it goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A document, with the attachments that follow it.
    Document {
        /// The document.
        json: String,
        /// Its attachments with their bytes.
        attachments: Vec<(Attachment, Vec<u8>)>,
    },
    /// A revision that is not held.
    Missing(String),
}

fn make_boundary() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}

fn quoted(text: &str) -> String {
    let plain: String = text
        .chars()
        .filter(|character| !character.is_control())
        .collect();
    plain.replace('\\', "\\\\").replace('"', "\\\"")
}

/// A document and its attachments as `multipart/related`.
pub fn related(json: &str, attachments: &[(Attachment, Vec<u8>)]) -> Response {
    let boundary = make_boundary();
    let mut body = Vec::new();
    write_related(json, attachments, &boundary, &mut body);
    respond(&format!("multipart/related; boundary=\"{boundary}\""), body)
}

fn write_related(
    json: &str,
    attachments: &[(Attachment, Vec<u8>)],
    boundary: &str,
    body: &mut Vec<u8>,
) {
    let head = format!("--{boundary}\r\nContent-Type: application/json\r\n\r\n{json}");
    body.extend_from_slice(head.as_bytes());
    for (attachment, bytes) in attachments {
        let head = format!(
            "\r\n--{boundary}\r\nContent-Disposition: attachment; filename=\"{}\"\r\nContent-Type: {}\r\nContent-Length: {}\r\n\r\n",
            quoted(&attachment.name),
            attachment.content_type,
            bytes.len(),
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
    }
    body.extend_from_slice(format!("\r\n--{boundary}--").as_bytes());
}

/// Several revisions as `multipart/mixed`.
pub fn mixed(parts: &[Part]) -> Response {
    let outer = make_boundary();
    let mut body = Vec::new();
    for part in parts {
        body.extend_from_slice(format!("--{outer}\r\n").as_bytes());
        match part {
            Part::Missing(revision) => {
                let json = serde_json::json!({"missing": revision});
                let text =
                    format!("Content-Type: application/json; error=\"true\"\r\n\r\n{json}\r\n");
                body.extend_from_slice(text.as_bytes());
            }
            Part::Document { json, attachments } if attachments.is_empty() => {
                body.extend_from_slice(
                    format!("Content-Type: application/json\r\n\r\n{json}\r\n").as_bytes(),
                );
            }
            Part::Document { json, attachments } => {
                let inner = make_boundary();
                let head = format!("Content-Type: multipart/related; boundary=\"{inner}\"\r\n\r\n");
                body.extend_from_slice(head.as_bytes());
                write_related(json, attachments, &inner, &mut body);
                body.extend_from_slice(b"\r\n");
            }
        }
    }
    body.extend_from_slice(format!("--{outer}--").as_bytes());
    respond(&format!("multipart/mixed; boundary=\"{outer}\""), body)
}

fn respond(content_type: &str, body: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(body));
    if let Ok(value) = HeaderValue::from_str(content_type) {
        response.headers_mut().insert(header::CONTENT_TYPE, value);
    }
    response
}

/// The boundary of a `multipart/related` request, if it is one.
pub fn boundary_of(headers: &HeaderMap) -> Option<String> {
    let content_type = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    let parameters = content_type.strip_prefix("multipart/related")?;
    let boundary = parameters
        .split(';')
        .find_map(|parameter| parameter.trim().strip_prefix("boundary="))?;
    let boundary = boundary.trim_matches('"');
    (1..=70)
        .contains(&boundary.len())
        .then(|| boundary.to_owned())
}

/// Reads a document and the attachments that follow it.
///
/// # Errors
/// 400, if the parts can't be told apart or don't fit the document.
pub fn read_related(body: &[u8], boundary: &str) -> Result<NewDocument, HttpError> {
    let bad = || HttpError::bad_request("the multipart/related body can't be read");
    let mut parts = split(body, boundary).ok_or_else(bad)?.into_iter();
    let first = parts.next().ok_or_else(bad)?;
    let document = serde_json::from_slice(first.content).map_err(|_| bad())?;
    let mut document = NewDocument::read(document)?;
    let mut rest: Vec<Piece<'_>> = parts.collect();
    for attachment in &mut document.attachments {
        if attachment.source == Source::Follows {
            let at = position_of(&rest, attachment).ok_or_else(bad)?;
            attachment.source = Source::Bytes(rest.remove(at).content.to_vec());
        }
    }
    Ok(document)
}

/// The part of an attachment: the one with its name. Old senders name none and keep the document's order,
/// which is lost here, so that without names only a single attachment is sure.
fn position_of(rest: &[Piece<'_>], attachment: &NewAttachment) -> Option<usize> {
    let named = rest
        .iter()
        .position(|piece| piece.filename.as_deref() == Some(&attachment.name));
    named.or_else(|| (rest.len() == 1 && rest[0].filename.is_none()).then_some(0))
}

struct Piece<'a> {
    filename: Option<String>,
    content: &'a [u8],
}

fn split<'a>(body: &'a [u8], boundary: &str) -> Option<Vec<Piece<'a>>> {
    let delimiter = format!("\r\n--{boundary}");
    let opening = format!("--{boundary}");
    let start = if body.starts_with(opening.as_bytes()) {
        opening.len()
    } else {
        find(body, delimiter.as_bytes())? + delimiter.len()
    };
    let mut rest = &body[start..];
    let mut pieces = Vec::new();
    while !rest.starts_with(b"--") {
        let end = find(rest, delimiter.as_bytes())?;
        pieces.push(read_piece(rest[..end].strip_prefix(b"\r\n")?)?);
        rest = &rest[end + delimiter.len()..];
        if pieces.len() > PARTS_MAX {
            return None;
        }
    }
    Some(pieces)
}

fn read_piece(bytes: &[u8]) -> Option<Piece<'_>> {
    // A part without headers begins with the empty line that ends them.
    let (head, content) = match bytes.strip_prefix(b"\r\n") {
        Some(content) => (&bytes[..0], content),
        None => {
            let end = find(bytes, b"\r\n\r\n")?;
            (&bytes[..end], &bytes[end + 4..])
        }
    };
    let head = std::str::from_utf8(head).ok()?;
    let filename = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-disposition")
            .then(|| filename(value))
            .flatten()
    });
    Some(Piece { filename, content })
}

fn filename(disposition: &str) -> Option<String> {
    let quoted = disposition.split_once("filename=\"")?.1;
    let mut name = String::new();
    let mut characters = quoted.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => return Some(name),
            '\\' => name.extend(characters.next()),
            other => name.push(other),
        }
    }
    None
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack
        .windows(needle.len())
        .position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &[u8] = b"--abc\r\nContent-Type: application/json\r\n\r\n{\"_id\":\"x\",\"_attachments\":{\"a \\\"b.txt\":{\"follows\":true,\"content_type\":\"text/plain\",\"length\":6}}}\r\n--abc\r\nContent-Disposition: attachment; filename=\"a \\\"b.txt\"\r\nContent-Length: 6\r\n\r\nab\r\ncd\r\n--abc--";

    #[test]
    fn a_document_with_what_follows_it() {
        let document = read_related(BODY, "abc").unwrap();
        assert_eq!(document.attachments[0].name, "a \"b.txt");
        assert_eq!(
            document.attachments[0].source,
            Source::Bytes(b"ab\r\ncd".to_vec())
        );
    }

    #[test]
    fn a_cut_body_is_refused_wherever_it_is_cut() {
        for length in 0..BODY.len() - 2 {
            assert!(
                read_related(&BODY[..length], "abc").is_err(),
                "cut at {length}"
            );
        }
    }
}
