//! Values that this tablet keeps, as an earlier version of the app wrote them, or a newer one.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use wingbook_record::access::Role;
use wingbook_sync::replica::Checkpoint;

use crate::{forms::Shelf, message::DraftView, session::Profile, tablet::Tablet};

/// What is read as a stored value is written so that it reads as the same, and can be asked.
pub fn stored(bytes: &[u8]) {
    let Some((kind, bytes)) = bytes.split_first() else {
        return;
    };
    match kind % 5 {
        0 => drop(same::<DraftView>(bytes)),
        1 => drop(same::<Checkpoint>(bytes)),
        2 => {
            if let Some(profile) = same::<Profile>(bytes) {
                let _ = profile.roles();
                let _ = profile.credential().map(|one| one.authorization());
            }
        }
        3 => {
            if let Some(mut tablet) = same::<Tablet>(bytes) {
                let _ = tablet.recovery_public();
                let before = tablet.clone();
                let document = tablet.facility.clone();
                tablet.renew_facility(&document);
                assert_eq!(tablet.facility(), before.facility());
            }
        }
        _ => {
            if let Some(shelf) = same::<Shelf>(bytes) {
                for line in shelf.lines(&[Role::Officer]) {
                    assert!(shelf.form(&line.form, Some(&line.version)).is_some());
                    let _ = shelf.title(&line.form);
                }
            }
        }
    }
}

fn same<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let read: T = serde_json::from_slice(bytes).ok()?;
    let value = serde_json::to_value(&read).expect("what was read is written");
    let text = value.to_string();
    let again: T = serde_json::from_str(&text).expect("what was written is read");
    let again: Value = serde_json::to_value(&again).expect("it is written again");
    assert_eq!(again, value);
    Some(read)
}
