//! What a tablet knows of itself before anybody signs in: where it belongs. It lies unsealed, and says nothing
//! about anyone.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use wingbook_record::{
    digest::parse_hex, facility::Facility, id::DeviceId, order::Signed, roster::Revision,
    time::Millis,
};
use wingbook_vault::{Store, VaultError, keyring::Keyring};

use crate::{failure, message::Failure};

/// The note's name in the store.
const NOTE: &str = "tablet";

/// How often another tab may be faster in a row.
const ROUNDS_MAX: usize = 16;

/// Where this tablet belongs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Tablet {
    /// The tablet's own id.
    pub device: DeviceId,
    /// What it is called.
    pub name: String,
    /// The server's address; empty for the app's own origin, `None` for a tablet without a server.
    pub server: Option<String>,
    /// The facility's short name, in database names.
    pub slug: String,
    /// The facility's document, pinned at the first contact: its key certifies signers and signs receipts.
    pub facility: Value,
    /// On a tablet without a server: the public half of the recovery key, in hexadecimal. A facility with a server has it
    /// in its document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery: Option<String>,
    /// What lay on this tablet before it was set up had vanished: so many records, as last noted, had not been received.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vanished: Option<u32>,
    /// The facility's last word on this tablet: signed out, to be erased, or allowed again. Kept when all keys are gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<Value>,
    /// What lies here is being erased: a start that was broken off goes on with it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub erasing: bool,
    /// Server clock minus tablet clock at the last contact.
    pub clock_offset_ms: Option<Millis>,
}

impl Tablet {
    /// The pinned facility, if its document reads and is signed by its own key.
    pub fn facility(&self) -> Option<Facility> {
        let revision = Revision::read(self.facility.clone()).ok()?;
        let facility: Facility = revision.value().ok()?;
        revision.verify(&facility.facility_public).ok()?;
        Some(facility)
    }

    /// The public half of the recovery key, once there is one.
    pub fn recovery_public(&self) -> Option<[u8; 32]> {
        let of_facility = self
            .facility()
            .and_then(|one| parse_hex(&one.recovery_public));
        of_facility.or_else(|| parse_hex(self.recovery.as_deref()?))
    }

    /// Takes a later revision of the facility's document, if it is signed by the key that is pinned here. Whether it says
    /// what stands here from now on.
    pub fn renew_facility(&mut self, document: &Value) -> bool {
        let pinned = self.facility().map(|facility| facility.facility_public);
        let held = Revision::read(self.facility.clone());
        let held_ms = held.map_or(Millis::MIN, |held| held.edited().at_ms);
        // A server restored from yesterday says what it said then: an old recovery key comes back by nobody's word.
        let read = Revision::read(document.clone())
            .ok()
            .filter(|revision| revision.edited().at_ms >= held_ms);
        let Some((pinned, revision)) = pinned.zip(read) else {
            return false;
        };
        let is_same = revision
            .value::<Facility>()
            .is_ok_and(|facility| facility.facility_public == pinned);
        if !is_same || revision.verify(&pinned).is_err() {
            return false;
        }
        self.facility = revision.document().clone();
        true
    }

    /// What the facility has ordered for this tablet, and nothing where it may be used.
    pub fn ordered(&self) -> Option<Signed> {
        self.signed().filter(|one| !one.order.standing.is_allowed())
    }

    fn signed(&self) -> Option<Signed> {
        let facility = self.facility()?.facility_public;
        Signed::read(self.order.as_ref()?, self.device, &facility)
    }

    /// Takes the facility's word on this tablet, if its key that is pinned here signed it and no later one is known: an
    /// order that was taken back doesn't come again. Whether it is news.
    pub fn take_order(&mut self, document: &Value) -> bool {
        let Some(facility) = self.facility() else {
            return false;
        };
        let Some(read) = Signed::read(document, self.device, &facility.facility_public) else {
            return false;
        };
        let held_ms = self.signed().map(|held| held.at_ms);
        let is_news = held_ms.is_none_or(|held_ms| read.at_ms > held_ms);
        if is_news {
            self.order = Some(read.document);
        }
        is_news
    }

    /// Reads the note; `None` on a tablet that was not set up.
    pub async fn read<S: Store>(keyring: &Keyring<S>) -> Result<Option<Self>, Failure> {
        Ok(Self::noted(keyring).await?.map(|(_, tablet)| tablet))
    }

    async fn noted<S: Store>(keyring: &Keyring<S>) -> Result<Option<(Vec<u8>, Self)>, Failure> {
        let note = keyring
            .note(NOTE)
            .await
            .map_err(|error| failure::of_vault(&error))?;
        let Some(bytes) = note else { return Ok(None) };
        match serde_json::from_slice(&bytes) {
            Ok(tablet) => Ok(Some((bytes, tablet))),
            Err(error) => Err(Failure::Storage {
                detail: format!("tablet: {error}"),
            }),
        }
    }

    /// Writes the note, onto what another tab may have written meanwhile.
    pub async fn write<S: Store>(&self, keyring: &Keyring<S>) -> Result<(), Failure> {
        for _ in 0..ROUNDS_MAX {
            let (read, held) = Self::noted(keyring).await?.unzip();
            let note = match held {
                Some(held) => self.onto(held),
                None => self.clone(),
            };
            let bytes = serde_json::to_vec(&note).map_err(|error| Failure::Internal {
                detail: error.to_string(),
            })?;
            match keyring.put_note(NOTE, read, &bytes).await {
                Err(VaultError::Contention) => {}
                put => return put.map_err(|error| failure::of_vault(&error)),
            }
        }
        Err(failure::of_vault(&VaultError::Contention))
    }

    /// The note with what was learnt elsewhere and nothing takes back: an order, an erasure that was begun, a server.
    fn onto(&self, held: Self) -> Self {
        let mut note = self.clone();
        note.erasing |= held.erasing;
        if note.server.is_none() && held.server.is_some() {
            note.server = held.server;
            note.slug = held.slug;
            note.facility = held.facility;
            note.recovery = None;
        }
        if let Some(order) = &held.order {
            note.take_order(order);
        }
        note
    }
}
