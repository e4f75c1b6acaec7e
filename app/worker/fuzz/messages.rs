//! Bytes between page and worker. Both are one build, but an old page may meet a new worker.

use std::fmt::Debug;

use serde::{Serialize, de::DeserializeOwned};

use crate::message::{Call, Message, StopMarks, wire};

/// What is read as a message is written so that it reads as the same.
pub fn messages(bytes: &[u8]) {
    let Some((kind, bytes)) = bytes.split_first() else {
        return;
    };
    match kind % 3 {
        0 => same::<Call>(bytes),
        1 => same::<Message>(bytes),
        _ => same::<Vec<StopMarks>>(bytes),
    }
}

fn same<T: Serialize + DeserializeOwned + Debug>(bytes: &[u8]) {
    let Ok(message) = wire::decode::<T>(bytes) else {
        return;
    };
    let written = wire::encode(&message).expect("what was read is written");
    let again: T = wire::decode(&written).expect("what was written is read");
    assert_eq!(format!("{again:?}"), format!("{message:?}"));
}
