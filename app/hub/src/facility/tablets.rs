//! Tablets of the facility, and its word on them: that one is signed out, or to be erased, or allowed again.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use wingbook_record::{
    access::Book,
    id::{DeviceId, PersonId},
    order::{Order, Signed, Standing, TabletStands},
};

use super::{Facility, FacilityError, KeysOfTablet};
use crate::{
    pushing,
    store::{
        StoreError, Turn, certificates, now_ms,
        tablets::{self, Obeyed, Tablet},
    },
    users::{self, User},
};

impl Facility {
    /// The last order for a tablet, as it stands in the roster.
    ///
    /// # Errors
    /// When the data file can't be read.
    pub fn order_of(
        &self,
        connection: &Connection,
        device: DeviceId,
    ) -> Result<Option<Signed>, StoreError> {
        let roster = Book::Roster.database(self.slug());
        let document = pushing::get_own(connection, &roster, &device.document())?;
        Ok(document.and_then(|document| Signed::read(&document, device, &self.public())))
    }

    /// Whether people may sign in on a tablet.
    ///
    /// # Errors
    /// When the data file can't be read.
    pub fn is_allowed(
        &self,
        connection: &Connection,
        device: DeviceId,
    ) -> Result<bool, StoreError> {
        let order = self.order_of(connection, device)?;
        Ok(order.is_none_or(|signed| signed.order.standing.is_allowed()))
    }

    /// Orders what is to become of a tablet. The facility takes its word on every key there back, so that other tablets
    /// wrap nothing to them any more, and gives it again when the tablet is allowed again.
    ///
    /// # Errors
    /// When there is no such tablet, or the data file can't be written.
    pub fn order(
        &self,
        turn: &mut Turn<'_>,
        device: DeviceId,
        order: Order,
    ) -> Result<Signed, FacilityError> {
        let keys = certificates::of_device(turn.connection, device)?;
        let is_known = tablets::find(turn.connection, device)?.is_some() || !keys.is_empty();
        if !is_known || device == self.hub_device() {
            return Err(FacilityError::NoTablet(device));
        }
        let roster = Book::Roster.database(self.slug());
        let held = pushing::get_own(turn.connection, &roster, &device.document())?;
        let by = (PersonId(self.identity.id.0), self.hub_device());
        let signed = Signed::sign(device, order, held.as_ref(), by, now_ms(), &self.signer)?;
        pushing::put_own(turn, &roster, signed.document.clone())?;
        tablets::note_obeyed(turn, device, None)?;
        let users: BTreeMap<PersonId, User> = users::all(turn.connection)?
            .into_iter()
            .map(|user| (user.person, user))
            .collect();
        for certified in keys {
            let Some(user) = users.get(&certified.person) else {
                continue;
            };
            let keys = KeysOfTablet {
                device,
                sign_public: certified.sign_public,
                seal_public: certified.seal_public,
            };
            self.certify(turn, user, &keys)?;
        }
        Ok(signed)
    }

    /// A tablet was in contact, and perhaps has done as it was ordered.
    ///
    /// # Errors
    /// When the data file can't be written.
    pub fn note_contact(
        &self,
        turn: &mut Turn<'_>,
        device: DeviceId,
        name: &str,
        person: PersonId,
        obeyed: Option<Obeyed>,
    ) -> Result<(), StoreError> {
        tablets::note_contact(turn, device, name, person, now_ms())?;
        let order = self.order_of(turn.connection, device)?;
        let is_of_order = |obeyed: &Obeyed| {
            let ordered_ms = order.as_ref().map(|signed| signed.at_ms);
            ordered_ms == Some(obeyed.order_ms)
        };
        if let Some(obeyed) = obeyed.filter(is_of_order) {
            tablets::note_obeyed(turn, device, Some((now_ms(), obeyed.left)))?;
        }
        Ok(())
    }

    /// What a tablet is called, as it last said.
    ///
    /// # Errors
    /// When the data file can't be read.
    pub fn name_of_tablet(
        &self,
        connection: &Connection,
        device: DeviceId,
    ) -> Result<String, StoreError> {
        Ok(tablets::find(connection, device)?.map_or_else(String::new, |tablet| tablet.name))
    }

    /// All tablets on which somebody was certified or that were in contact, those heard of last first.
    ///
    /// # Errors
    /// When the data file can't be read.
    pub fn tablets(&self, connection: &Connection) -> Result<Vec<TabletStands>, StoreError> {
        let mut people: BTreeMap<DeviceId, BTreeSet<String>> = BTreeMap::new();
        for certified in certificates::newest(connection)? {
            people
                .entry(certified.device)
                .or_default()
                .insert(certified.name);
        }
        let mut known: BTreeMap<DeviceId, Tablet> = tablets::all(connection)?
            .into_iter()
            .map(|tablet| (tablet.device, tablet))
            .collect();
        for device in known.keys() {
            people.entry(*device).or_default();
        }
        people.remove(&self.hub_device());
        let mut all = Vec::with_capacity(people.len());
        for (device, people) in people {
            let tablet = known.remove(&device);
            let signed = self.order_of(connection, device)?;
            let obeyed = tablet.as_ref().and_then(|tablet| tablet.obeyed);
            all.push(TabletStands {
                device,
                contact_ms: tablet.as_ref().map(|tablet| tablet.contact_ms),
                name: tablet.map_or_else(String::new, |tablet| tablet.name),
                people: people.into_iter().collect(),
                standing: signed
                    .as_ref()
                    .map_or(Standing::Allowed, |signed| signed.order.standing),
                at_once: signed.as_ref().is_some_and(|signed| signed.order.at_once),
                ordered_ms: signed.map(|signed| signed.at_ms),
                obeyed_ms: obeyed.map(|(at_ms, _)| at_ms),
                left: obeyed.map_or(0, |(_, left)| left),
            });
        }
        all.sort_by_key(|one| std::cmp::Reverse(one.contact_ms));
        Ok(all)
    }
}
