//! The facility's word on one tablet: that it may be used, is signed out, or is to be erased.
//!
//! It is the document `device:<uuid>` of the roster, signed by the facility's own key. That key is pinned on a tablet at
//! its first contact, so the tablet can check the word with nothing else: before anybody is signed in, and when all keys
//! of books are gone. The latest one counts; an older one that comes back changes nothing.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    id::{DeviceId, PersonId},
    roster::{Edited, Revision, RosterError},
    signer::{PublicKey, Signer},
    time::Millis,
};

/// What is to become of a tablet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It may be used: what was ordered before is taken back.
    Allowed,
    /// Nobody signs in there, and nobody's keys lie there any more.
    SignedOut,
    /// The same, and what lies there is erased.
    Erased,
}

impl Standing {
    /// The word in a document.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::SignedOut => "signed_out",
            Self::Erased => "erased",
        }
    }

    /// Whether people may sign in.
    pub fn is_allowed(self) -> bool {
        self == Self::Allowed
    }
}

/// How a tablet of the facility stands: what the hub tells administrators.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TabletStands {
    /// Which.
    pub device: DeviceId,
    /// What it is called; empty before its first contact.
    pub name: String,
    /// Who is enrolled on it, by name.
    pub people: Vec<String>,
    /// When it was last in contact.
    pub contact_ms: Option<Millis>,
    /// What is to become of it.
    pub standing: Standing,
    /// Without waiting for anybody.
    pub at_once: bool,
    /// When that was ordered.
    pub ordered_ms: Option<Millis>,
    /// When it has done so.
    pub obeyed_ms: Option<Millis>,
    /// How many of its records and drafts were left then.
    pub left: u32,
}

/// What is said of a tablet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// What is to become of it.
    pub standing: Standing,
    /// To be erased without waiting for anybody to save what was not sent.
    #[serde(default)]
    pub at_once: bool,
}

/// An order as it was signed.
#[derive(Debug, Clone, PartialEq)]
pub struct Signed {
    /// What it says.
    pub order: Order,
    /// When it was given, by the server's clock. Of several the latest counts.
    pub at_ms: Millis,
    /// The whole document.
    pub document: Value,
}

impl Signed {
    /// Signs an order for a tablet with the facility's key. `held` is the one that it replaces.
    ///
    /// # Errors
    /// When the value has no canonical bytes.
    pub fn sign(
        tablet: DeviceId,
        order: Order,
        held: Option<&Value>,
        by: (PersonId, DeviceId),
        now_ms: Millis,
        facility: &Signer,
    ) -> Result<Self, RosterError> {
        let held = held.cloned().map(Revision::read).transpose()?;
        let (author, device) = by;
        // The later word counts, also where the clock was set back in between.
        let after = held.as_ref().map_or(0, |held| held.edited().at_ms + 1);
        let edited = Edited {
            author,
            device,
            key: facility.id(),
            at_ms: now_ms.max(after),
            previous: held.as_ref().map(Revision::digest),
        };
        let at_ms = edited.at_ms;
        let revision = Revision::sign(&tablet.document(), &order, edited, facility)?;
        Ok(Self {
            order,
            at_ms,
            document: revision.document().clone(),
        })
    }

    /// Reads what the facility says of a tablet; nothing where it is another's, does not read, or this facility has not
    /// signed it.
    pub fn read(document: &Value, tablet: DeviceId, facility: &PublicKey) -> Option<Self> {
        let revision = Revision::read(document.clone()).ok()?;
        if revision.document()["_id"] != tablet.document().as_str() {
            return None;
        }
        revision.verify(facility).ok()?;
        Some(Self {
            order: revision.value().ok()?,
            at_ms: revision.edited().at_ms,
            document: revision.document().clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tablet(number: u128) -> DeviceId {
        DeviceId(uuid::Uuid::from_u128(number))
    }

    fn given(standing: Standing, held: Option<&Value>, now_ms: Millis, key: &Signer) -> Signed {
        let order = Order {
            standing,
            at_once: false,
        };
        let by = (PersonId(uuid::Uuid::from_u128(1)), tablet(2));
        Signed::sign(tablet(3), order, held, by, now_ms, key).unwrap()
    }

    #[test]
    fn only_the_facility_orders_and_only_the_tablet_that_is_named() {
        let facility = Signer::from_seed(&[7; 32]);
        let order = given(Standing::SignedOut, None, 5, &facility);
        let read = Signed::read(&order.document, tablet(3), &facility.public());
        assert_eq!(read, Some(order.clone()));
        assert_eq!(
            Signed::read(&order.document, tablet(4), &facility.public()),
            None
        );
        let officer = Signer::from_seed(&[8; 32]);
        let forged = given(Standing::SignedOut, None, 5, &officer);
        assert_eq!(
            Signed::read(&forged.document, tablet(3), &facility.public()),
            None
        );
        let mut changed = order.document;
        changed["value"]["standing"] = "erased".into();
        assert_eq!(Signed::read(&changed, tablet(3), &facility.public()), None);
    }

    #[test]
    fn a_later_order_is_later_also_by_a_clock_that_was_set_back() {
        let facility = Signer::from_seed(&[7; 32]);
        let first = given(Standing::Erased, None, 1_000, &facility);
        let second = given(Standing::Allowed, Some(&first.document), 10, &facility);
        assert!(second.at_ms > first.at_ms);
    }
}
