//! What one session remembers for the next, sealed with the person's own key: the page that they were in the middle
//! of and the way that led there, what they had tapped in a round and not stated yet, and when everything had last come from the server.

use serde::{Deserialize, Serialize};
use wingbook_record::{
    id::EntryId,
    time::{HOUR, MINUTE, Millis},
};

use crate::{
    failure,
    message::{Failure, StopMarks, wire},
    platform::Platform,
    session::Session,
};

/// The setting that holds where somebody was.
const AT: &str = "at";
/// The setting that holds which pages the browser's history leads to.
const WAY: &str = "way";
/// As many of its entries are kept: longer ways than this nobody goes back.
const WAY_MAX: usize = 64;
/// A shift later nobody is in the middle of it any more.
const AT_MS_MAX: Millis = 12 * HOUR;
/// The setting that holds when everything was last sent and received.
const FULL: &str = "full";
/// The setting that says when the server last answered.
const CONTACT: &str = "contact";
/// Written down no more often than this: each change is a write to the tablet's store.
const FULL_EVERY_MS: Millis = 10 * MINUTE;
/// Goes up with every change of [`StopMarks`]: marks are kept as bytes without names, and live no longer than a round.
const MARKS_VERSION: u8 = 1;

/// The page that somebody is in the middle of.
#[derive(Serialize, Deserialize)]
struct At {
    address: String,
    since_ms: Millis,
}

/// Which pages the entries of the browser's history stand for.
#[derive(Serialize, Deserialize)]
struct Way {
    entries: Vec<(String, String)>,
    since_ms: Millis,
}

impl<P: Platform> Session<P> {
    /// Remembers the page that this person is in the middle of.
    pub async fn note_at(&self, address: Option<String>) -> Result<(), Failure> {
        let at = address.map(|address| At {
            address,
            since_ms: self.now_ms(),
        });
        let content = serde_json::to_vec(&at).map_err(|error| Failure::Internal {
            detail: error.to_string(),
        })?;
        self.vault
            .put_setting(AT, &content)
            .await
            .map_err(|error| failure::of_vault(&error))
    }

    /// The page that this person was in the middle of.
    pub async fn was_at(&self) -> Result<Option<String>, Failure> {
        let held = self
            .vault
            .setting(AT)
            .await
            .map_err(|error| failure::of_vault(&error))?;
        // What can't be read is no page to go to.
        let at = held.and_then(|content| serde_json::from_slice::<Option<At>>(&content).ok()?);
        let is_fresh = |at: &At| self.now_ms().saturating_sub(at.since_ms) < AT_MS_MAX;
        Ok(at.filter(is_fresh).map(|at| at.address))
    }

    /// Remembers which pages the entries of one tab's history stand for, beside those of other tabs.
    pub async fn note_way(&self, newer: Vec<(String, String)>) -> Result<(), Failure> {
        let mut entries = self.was_on().await?;
        entries.retain(|(key, _)| newer.iter().all(|(other, _)| other != key));
        entries.extend(newer);
        let surplus = entries.len().saturating_sub(WAY_MAX);
        entries.drain(..surplus);
        let way = Way {
            entries,
            since_ms: self.now_ms(),
        };
        let content = serde_json::to_vec(&way).map_err(|error| Failure::Internal {
            detail: error.to_string(),
        })?;
        self.vault
            .put_setting(WAY, &content)
            .await
            .map_err(|error| failure::of_vault(&error))
    }

    /// Which pages they stood for in this shift.
    pub async fn was_on(&self) -> Result<Vec<(String, String)>, Failure> {
        let held = self
            .vault
            .setting(WAY)
            .await
            .map_err(|error| failure::of_vault(&error))?;
        // What can't be read is no way back.
        let way = held.and_then(|content| serde_json::from_slice::<Way>(&content).ok());
        let is_fresh = |way: &Way| self.now_ms().saturating_sub(way.since_ms) < AT_MS_MAX;
        Ok(way
            .filter(is_fresh)
            .map_or_else(Vec::new, |way| way.entries))
    }

    /// Keeps what was tapped in a round and is not stated yet.
    pub async fn put_marks(&self, round: EntryId, stops: &[StopMarks]) -> Result<(), Failure> {
        let written = wire::encode(&stops).map_err(|detail| Failure::Internal { detail })?;
        let content = [&[MARKS_VERSION], written.as_slice()].concat();
        self.vault
            .put_setting(&marks_of(round), &content)
            .await
            .map_err(|error| failure::of_vault(&error))
    }

    /// What was kept of it. What can't be read is tapped again.
    pub async fn marks(&self, round: EntryId) -> Result<Vec<StopMarks>, Failure> {
        let held = self
            .vault
            .setting(&marks_of(round))
            .await
            .map_err(|error| failure::of_vault(&error))?;
        let read = |content: Vec<u8>| match content.split_first() {
            Some((&MARKS_VERSION, written)) => wire::decode(written).ok(),
            _ => None,
        };
        Ok(held.and_then(read).unwrap_or_default())
    }

    /// Everything was sent and received.
    pub async fn note_full(&self, at_ms: Millis) {
        let before = self.noted_full_ms.get();
        if before.is_some_and(|before| at_ms - before < FULL_EVERY_MS) {
            return;
        }
        self.noted_full_ms.set(Some(at_ms));
        // Not noted: then the next session says that registers are still arriving until they are compared.
        self.note(FULL, at_ms).await;
    }

    /// The server answered.
    pub async fn note_contact(&self, at_ms: Millis) {
        // A try that reached nobody changes nothing.
        if self.noted_contact_ms.replace(Some(at_ms)) != Some(at_ms) {
            // Not noted: then the next session knows of an earlier contact only.
            self.note(CONTACT, at_ms).await;
        }
    }

    /// When that was, as far as an earlier session noted it.
    pub async fn recall_full(&self) {
        let full_ms = self.recall(FULL).await;
        let contact_ms = self.recall(CONTACT).await;
        self.noted_full_ms.set(full_ms);
        self.noted_contact_ms.set(contact_ms);
        let mut sync = self.sync.borrow_mut();
        sync.last_full_ms = full_ms;
        sync.last_contact_ms = contact_ms.max(full_ms);
    }

    async fn note(&self, setting: &str, at_ms: Millis) {
        let _ = self
            .vault
            .put_setting(setting, at_ms.to_string().as_bytes())
            .await;
    }

    async fn recall(&self, setting: &str) -> Option<Millis> {
        let held = self.vault.setting(setting).await.ok().flatten()?;
        String::from_utf8(held).ok()?.parse().ok()
    }
}

/// The setting that holds what was tapped in a round.
fn marks_of(round: EntryId) -> String {
    format!("marks:{round}")
}
