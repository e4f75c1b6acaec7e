//! Setting up a tablet: where it belongs, and on a tablet without a server its facility and first user.

use std::rc::Rc;

use serde_json::Value;
use wingbook_record::{
    access::Role,
    facility::Facility,
    id::{DeviceId, FacilityId, PersonId, PlaceId},
    person::{Category, Person, lookup_number},
    place::{Place, PlaceKind},
    roster::{Edited, Revision},
    signer::Signer,
};
use wingbook_vault::{
    kdf::{KdfMemory, KdfParams, derive_passphrase_secrets},
    strength,
};

use super::{
    Profile, Session, opening,
    sign_in::{Coming, Door},
    words_of,
};
use crate::{
    failure, hub,
    message::{Failure, NewFacility, ServerView, SetUp},
    platform::{Platform, make_ordered_uuid, make_uuid},
    tablet::Tablet,
};

/// Asks who answers at an address.
pub(crate) async fn probe<P: Platform>(platform: &P, server: &str) -> Result<ServerView, Failure> {
    let hello = hub::hello(&platform.transport(server)).await?;
    Ok(ServerView {
        address: server.to_owned(),
        facility: hello.name,
        version: hello.wingbook,
        clock_offset_ms: hello.time_ms - platform.wall_ms(),
    })
}

/// A tablet of a server: everything else comes with the first sign-in.
pub(crate) async fn join<P: Platform>(
    platform: &P,
    set_up: &SetUp,
    server: &str,
) -> Result<Tablet, Failure> {
    let hello = hub::hello(&platform.transport(server)).await?;
    Ok(Tablet {
        device: DeviceId(make_uuid(platform)?),
        name: set_up.tablet.trim().to_owned(),
        server: Some(server.to_owned()),
        slug: hello.facility,
        facility: Value::Null,
        recovery: None,
        vanished: set_up.vanished,
        order: None,
        erasing: false,
        clock_offset_ms: Some(hello.time_ms - platform.wall_ms()),
    })
}

/// A tablet without a server: its facility begins here, with a first user who may do everything that has pages.
pub(crate) async fn begin<P: Platform>(
    mut door: Door<P>,
    new: &NewFacility,
) -> Result<Rc<Session<P>>, Failure> {
    check_passphrase(
        &new.passphrase,
        &[&new.user_name, &new.staff_number, &new.name],
    )?;
    let platform = Rc::clone(&door.platform);
    let params = KdfParams::make().map_err(|error| Failure::Internal {
        detail: error.to_string(),
    })?;
    let passphrase = platform.nfc(&new.passphrase);
    let secrets = derive_passphrase_secrets(&passphrase, &params, &mut KdfMemory::new())
        .map_err(|error| failure::of_kdf(&error))?;
    let person = PersonId(make_ordered_uuid(&*platform)?);
    let roles = [
        Role::Officer,
        Role::Supervisor,
        Role::Reception,
        Role::Administrator,
    ];
    let profile = Profile {
        person,
        name: new.user_name.trim().to_owned(),
        staff_number: new.staff_number.trim().to_owned(),
        roles: words_of(&roles),
        credential: None,
        certificate: None,
        is_refused: false,
        is_unoffered: false,
    };
    let facility = make_facility(&*platform, new)?;
    door.tablet.facility = facility.document().clone();
    let staff_number = &lookup_number(&new.staff_number);
    let unlocked = door
        .enrol(staff_number, params, &secrets, &profile, None, Coming::New)
        .await?;
    door.tablet.write(&door.keyring).await?;
    let session = opening::open(door, unlocked).await?;
    session.write_first_roster(new, &profile).await?;
    Ok(session)
}

/// Whether a passphrase may be chosen. `known` is what others know of its owner.
pub(crate) fn check_passphrase(passphrase: &str, known: &[&str]) -> Result<(), Failure> {
    if strength::is_enough(passphrase, known) {
        return Ok(());
    }
    Err(Failure::WeakPassphrase)
}

/// A facility without a server certifies nobody: its secret key is dropped as soon as it has signed its own
/// document, and signers stay "not yet certified" until a server's facility takes over.
fn make_facility<P: Platform>(platform: &P, new: &NewFacility) -> Result<Revision, Failure> {
    let mut seed = [0u8; 32];
    platform.random(&mut seed)?;
    let signer = Signer::from_seed(&seed);
    let nobody = PersonId(make_uuid(platform)?);
    let value = Facility {
        name: new.name.trim().to_owned(),
        country: new.country.clone(),
        zone: new.zone.clone(),
        languages: Vec::new(),
        facility_public: signer.public(),
        recovery_public: String::new(),
        place_terms: Default::default(),
    };
    let id = FacilityId(make_ordered_uuid(platform)?).document();
    let edited = Edited {
        author: nobody,
        device: DeviceId(make_uuid(platform)?),
        key: signer.id(),
        at_ms: platform.wall_ms(),
        previous: None,
    };
    Revision::sign(&id, &value, edited, &signer).map_err(|error| Failure::Internal {
        detail: error.to_string(),
    })
}

impl<P: Platform> Session<P> {
    /// The prison itself and its first user; wings, people and plans are added on pages.
    async fn write_first_roster(
        &self,
        new: &NewFacility,
        profile: &Profile,
    ) -> Result<(), Failure> {
        let root = PlaceId(make_ordered_uuid(&*self.platform)?);
        let place = Place {
            name: new.name.trim().to_owned(),
            kind: PlaceKind::Facility,
            parent: None,
            capacity: None,
            out_of_use: false,
            order: 0,
            punishment: false,
        };
        self.revise(&root.document(), &place).await?;
        let person = Person {
            category: Category::Staff,
            name: profile.name.clone(),
            other_names: Vec::new(),
            number: None,
            staff_number: Some(profile.staff_number.clone()),
            sex: None,
            born: None,
            place: None,
            roles: self.roles.borrow().clone(),
            languages: Vec::new(),
            left: false,
        };
        self.revise(&profile.person.document(), &person).await
    }
}

/// A tablet that has no server.
pub(crate) fn alone<P: Platform>(platform: &P, set_up: &SetUp) -> Result<Tablet, Failure> {
    Ok(Tablet {
        device: DeviceId(make_uuid(platform)?),
        name: set_up.tablet.trim().to_owned(),
        server: None,
        slug: String::new(),
        facility: Value::Null,
        recovery: None,
        vanished: None,
        order: None,
        erasing: false,
        clock_offset_ms: None,
    })
}
