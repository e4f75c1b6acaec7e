//! Canonical JSON: the bytes that are hashed and signed.
//!
//! RFC 8785 (JSON Canonicalization Scheme) in a restricted domain, so that an implementation in any language
//! needs no number formatting: strings, booleans, null, integers within ±(2^53−1), arrays, and objects whose
//! keys are ASCII. Decimals travel as strings. Whoever verifies canonicalises the value *as received*, never
//! a struct that dropped what it did not know.

use serde_json::Value;
use thiserror::Error;

/// The largest integer that every JSON reader keeps exactly: 2^53 − 1 (RFC 8785 §3.2.2.3, I-JSON).
pub const INTEGER_MAX: i64 = 9_007_199_254_740_991;

/// How deep a value may nest. Deeper ones are refused before they can exhaust a stack.
pub const DEPTH_MAX: usize = 64;

/// Why a value has no canonical bytes.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CanonicalError {
    /// A number that is not an integer within ±(2^53−1).
    #[error("a number outside the whole numbers that every reader keeps exactly: {0}")]
    Number(String),
    /// An object key with a letter outside ASCII. Question names are escaped by `wingbook-forms`.
    #[error("an object key that is not ASCII: {0}")]
    Key(String),
    /// Nested deeper than [`DEPTH_MAX`].
    #[error("nested deeper than {DEPTH_MAX} levels")]
    Depth,
}

/// The canonical bytes of a value.
///
/// ```
/// let value = serde_json::json!({"b": [1, null], "a": "\u{20ac}"});
/// let bytes = wingbook_record::canonical::to_bytes(&value).unwrap();
/// assert_eq!(bytes, "{\"a\":\"€\",\"b\":[1,null]}".as_bytes());
/// ```
///
/// # Errors
/// When the value leaves the restricted domain.
pub fn to_bytes(value: &Value) -> Result<Vec<u8>, CanonicalError> {
    let mut out = Vec::with_capacity(256);
    write(value, &mut out, 0)?;
    Ok(out)
}

fn write(value: &Value, out: &mut Vec<u8>, depth: usize) -> Result<(), CanonicalError> {
    if depth > DEPTH_MAX {
        return Err(CanonicalError::Depth);
    }
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        Value::Number(number) => match number.as_i64() {
            Some(integer) if integer.unsigned_abs() <= INTEGER_MAX.unsigned_abs() => {
                out.extend_from_slice(integer.to_string().as_bytes());
            }
            _ => return Err(CanonicalError::Number(number.to_string())),
        },
        Value::String(text) => write_string(text, out),
        Value::Array(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                write(item, out, depth + 1)?;
            }
            out.push(b']');
        }
        Value::Object(members) => {
            // ASCII keys: byte order is the UTF-16 order that RFC 8785 §3.2.3 asks for.
            let mut members: Vec<(&String, &Value)> = members.iter().collect();
            members.sort_unstable_by_key(|(key, _)| *key);
            out.push(b'{');
            for (index, (key, value)) in members.into_iter().enumerate() {
                if !key.is_ascii() {
                    return Err(CanonicalError::Key(key.clone()));
                }
                if index > 0 {
                    out.push(b',');
                }
                write_string(key, out);
                out.push(b':');
                write(value, out, depth + 1)?;
            }
            out.push(b'}');
        }
    }
    Ok(())
}

/// RFC 8785 §3.2.2.2: the seven short escapes, `\u00xx` for other control characters, all else as it is.
fn write_string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    let mut rest = text;
    // Whatever needs no escape is copied as it lies there, however long.
    while let Some(at) = rest
        .bytes()
        .position(|byte| byte < 0x20 || byte == b'"' || byte == b'\\')
    {
        let (plain, escaped) = rest.split_at(at);
        out.extend_from_slice(plain.as_bytes());
        let byte = escaped.as_bytes()[0];
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            0x08 => out.extend_from_slice(b"\\b"),
            b'\t' => out.extend_from_slice(b"\\t"),
            b'\n' => out.extend_from_slice(b"\\n"),
            0x0c => out.extend_from_slice(b"\\f"),
            b'\r' => out.extend_from_slice(b"\\r"),
            control => out.extend_from_slice(format!("\\u{control:04x}").as_bytes()),
        }
        rest = &escaped[1..];
    }
    out.extend_from_slice(rest.as_bytes());
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn check(value: Value, expected: &str) {
        assert_eq!(
            String::from_utf8(to_bytes(&value).unwrap()).unwrap(),
            expected
        );
    }

    #[test]
    fn bytes_of_each_kind() {
        check(json!(null), "null");
        check(json!([true, false, 0, -1]), "[true,false,0,-1]");
        check(
            json!({"b": 1, "a": {"d": [], "c": ""}}),
            r#"{"a":{"c":"","d":[]},"b":1}"#,
        );
        check(
            json!("\u{8}\t\n\u{c}\r\"\\/\u{1}\u{7f}"),
            "\"\\b\\t\\n\\f\\r\\\"\\\\/\\u0001\u{7f}\"",
        );
        check(json!("Ұзақ سجن €"), "\"Ұзақ سجن €\"");
        check(json!(INTEGER_MAX), "9007199254740991");
    }

    #[test]
    fn what_has_no_bytes() {
        assert!(matches!(
            to_bytes(&json!(1.5)),
            Err(CanonicalError::Number(_))
        ));
        assert!(matches!(
            to_bytes(&json!(INTEGER_MAX + 1)),
            Err(CanonicalError::Number(_))
        ));
        assert!(matches!(
            to_bytes(&json!(u64::MAX)),
            Err(CanonicalError::Number(_))
        ));
        assert!(matches!(
            to_bytes(&json!({"é": 1})),
            Err(CanonicalError::Key(_))
        ));
        let mut deep = json!(0);
        for _ in 0..=DEPTH_MAX {
            deep = json!([deep]);
        }
        assert_eq!(to_bytes(&deep), Err(CanonicalError::Depth));
    }

    proptest! {
        #[test]
        fn any_string_reads_back(text in "\\PC*|[\\x00-\\x1f]*") {
            let bytes = to_bytes(&json!([text.clone()])).unwrap();
            let read: Value = serde_json::from_slice(&bytes).unwrap();
            prop_assert_eq!(read, json!([text]));
        }
    }
}
