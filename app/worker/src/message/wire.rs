//! How messages cross from page to worker and back: as bytes without names. Page and worker are one build, so
//! nobody else ever reads them, and code that matches names costs the most of what reads JSON.

use serde::{Serialize, de::DeserializeOwned};

/// The bytes of a message.
///
/// # Errors
/// In words for the log: it can only be a fault of ours.
pub fn encode(message: &impl Serialize) -> Result<Vec<u8>, String> {
    postcard::to_allocvec(message).map_err(|error| error.to_string())
}

/// The message of these bytes.
///
/// # Errors
/// In words for the log: it can only be a fault of ours.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    postcard::from_bytes(bytes).map_err(|error| error.to_string())
}

/// For fields that hold JSON of any shape (answers, definitions): text on the wire, themselves in JSON.
pub(super) mod json {
    use serde::{
        Deserialize, Deserializer, Serialize, Serializer,
        de::{DeserializeOwned, Error as _},
        ser::Error as _,
    };

    pub fn serialize<T: Serialize, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() {
            value.serialize(to)
        } else {
            let text = serde_json::to_string(value).map_err(S::Error::custom)?;
            to.serialize_str(&text)
        }
    }

    pub fn deserialize<'de, T, D>(from: D) -> Result<T, D::Error>
    where
        T: DeserializeOwned,
        D: Deserializer<'de>,
    {
        if from.is_human_readable() {
            T::deserialize(from)
        } else {
            let text = String::deserialize(from)?;
            serde_json::from_str(&text).map_err(D::Error::custom)
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::message::{
        Call, Delivery, DraftView, Event, Failure, Message, RecordFilter, Reply, Request, Response,
    };

    fn same<T: Serialize + DeserializeOwned + std::fmt::Debug>(message: &T) {
        let bytes = encode(message).expect("it is written");
        let read: T = decode(&bytes).expect("it is read");
        assert_eq!(format!("{message:?}"), format!("{read:?}"));
    }

    #[test]
    fn what_is_said_is_what_is_heard() {
        same(&Call {
            number: u64::MAX,
            request: Request::Records {
                filter: RecordFilter {
                    words: "مرحبا ә".to_owned(),
                    from_ms: Some(-1),
                    ..RecordFilter::default()
                },
                offset: 3,
                limit: 0,
            },
        });
        let draft = DraftView {
            id: "d".to_owned(),
            form: "contact".to_owned(),
            form_version: "1".to_owned(),
            people: Vec::new(),
            places: Vec::new(),
            occurred: None,
            origin: wingbook_record::entry::Origin::Live,
            corrects: None,
            version: None,
            outdated: false,
            answers: json!({"a": [1, null, {"b": "c"}], "deep": {"x": true}}),
            focus: Some(("text".to_owned(), 7)),
            changed_ms: 1,
            about: String::new(),
        };
        same(&Message::Reply(Box::new(Reply {
            number: 2,
            outcome: Ok(Response::Drafts(vec![draft])),
        })));
        same(&Message::Reply(Box::new(Reply {
            number: 2,
            outcome: Err(Failure::Invalid {
                questions: vec!["q".to_owned()],
            }),
        })));
        same(&Message::Event(Event::Opening { done: 1, total: 2 }));
        same(&Delivery::Refused {
            code: "forbidden".to_owned(),
            detail: "no".to_owned(),
        });
    }

    #[test]
    fn half_a_message_is_none() {
        let bytes = encode(&Event::Opening {
            done: 300,
            total: 9,
        })
        .expect("it is written");
        assert!(decode::<Event>(&bytes[..bytes.len() - 1]).is_err());
        assert!(decode::<Event>(&[99]).is_err());
    }
}
