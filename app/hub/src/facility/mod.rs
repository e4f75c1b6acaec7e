//! The facility that this hub serves: its keys, its document, its certificates and receipts.

mod founding;
mod tablets;

use std::path::PathBuf;

use hkdf::Hkdf;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use thiserror::Error;
use uuid::Uuid;
use wingbook_record::{
    access::{Book, Role},
    certificate::{Certificate, CertificateError, Certified},
    digest::Digest,
    id::{CertificateId, DeviceId, FacilityId, PersonId},
    receipt::Receipt,
    roster::RosterError,
    signer::{KeyId, PublicKey, Signer},
};
use x25519_dalek::StaticSecret;
use zeroize::Zeroizing;

pub use self::founding::{Founding, derive_slug};
use crate::{
    pushing,
    store::{Store, StoreError, Turn, certificates, now_ms, settings},
    users::{User, credential::CredentialError},
};

const KEYS: &str = "facility_keys";
const IDENTITY: &str = "facility_identity";

/// Why a facility can't be founded or serve.
#[derive(Debug, Error)]
pub enum FacilityError {
    /// The data file.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is one in this data file.
    #[error("this data file already holds the facility {0}")]
    Exists(String),
    /// There is none in this data file.
    #[error(
        "this data file holds no facility yet: start `wingbook-hub serve` at a terminal and answer its questions, or run \
         `wingbook-hub init --name … --country … --zone … --admin … --admin-name …`"
    )]
    Missing,
    /// A short name that can't be part of a database's name.
    #[error(
        "the short name {0:?} has to be 1 to 40 small letters a–z, digits or _, and begin with a letter"
    )]
    Slug(String),
    /// A name that hides something.
    #[error(
        "{0:?} can't be a name here: give one without control characters or invisible marks of direction"
    )]
    Name(String),
    /// A language that nothing is written in.
    #[error("there is no language {0:?} here; known are {known}", known = founding::LANGUAGES.join(", "))]
    Language(String),
    /// No such time zone.
    #[error("there is no time zone {0:?}; give an IANA name such as Africa/Kampala")]
    Zone(String),
    /// No random numbers.
    #[error(transparent)]
    Random(#[from] CredentialError),
    /// The recovery key's file can't be written.
    #[error("the recovery key can't be written to {path}: {why}")]
    RecoveryFile {
        /// Where it was to go.
        path: PathBuf,
        /// What the operating system says.
        why: String,
    },
    /// A document of the facility itself has no canonical bytes.
    #[error("the facility's document: {0}")]
    Document(#[from] RosterError),
    /// A certificate that can't be issued.
    #[error("the certificate: {0}")]
    Certificate(#[from] CertificateError),
    /// A key that is another person's.
    #[error("this key was certified for somebody else")]
    KeyTaken,
    /// A tablet that an administrator has signed out, or ordered to be erased.
    #[error(
        "signed_out: an administrator has signed this tablet out; nobody enrols on it until it is allowed again"
    )]
    SignedOut,
    /// Keys that are said to be the hub's.
    #[error("device: the prison server is no tablet")]
    HubDevice,
    /// No tablet of this facility.
    #[error("there is no tablet {0} here; `wingbook-hub tablet list` names them")]
    NoTablet(DeviceId),
    /// Nobody says why.
    #[error("say why: the reason goes into the audit register")]
    NoReason,
    /// A key that is none.
    #[error("not an Ed25519 and an X25519 public key, each of 64 lower-case hexadecimal digits")]
    Key,
}

/// The secrets of the facility, as the data file keeps them.
#[derive(Serialize, Deserialize)]
struct Keys {
    facility: String,
    hub: String,
    unknown_salt: String,
}

/// What never changes about it.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Identity {
    id: FacilityId,
    slug: String,
    name: String,
    zone: String,
    server: Uuid,
    hub_device: DeviceId,
}

/// The facility of an open data file.
pub struct Facility {
    identity: Identity,
    signer: Signer,
    hub_secret: Zeroizing<[u8; 32]>,
    unknown_salt: [u8; 32],
}

/// What a tablet asks to have certified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeysOfTablet {
    /// The tablet.
    pub device: DeviceId,
    /// Ed25519.
    pub sign_public: PublicKey,
    /// X25519, 64 hexadecimal digits.
    pub seal_public: String,
}

impl Facility {
    /// The facility of a data file.
    ///
    /// # Errors
    /// When there is none, or the file can't be read.
    pub fn load(store: &Store) -> Result<Self, FacilityError> {
        Self::load_if_any(store)?.ok_or(FacilityError::Missing)
    }

    fn load_if_any(store: &Store) -> Result<Option<Self>, FacilityError> {
        let read = store.read_now(|connection| -> Result<_, StoreError> {
            Ok((
                settings::get(connection, KEYS)?,
                settings::get(connection, IDENTITY)?,
            ))
        })?;
        let (Some(keys), Some(identity)) = read else {
            return Ok(None);
        };
        let keys = Zeroizing::new(keys);
        let damaged =
            |error: serde_json::Error| StoreError::Damaged(format!("the facility's keys: {error}"));
        let keys: Keys = serde_json::from_slice(&keys).map_err(damaged)?;
        let identity: Identity = serde_json::from_slice(&identity).map_err(damaged)?;
        Self::assemble(identity, &keys).map(Some)
    }

    fn assemble(identity: Identity, keys: &Keys) -> Result<Self, FacilityError> {
        let bytes = |text: &str| {
            wingbook_record::digest::parse_hex::<32>(text)
                .map(Zeroizing::new)
                .ok_or_else(|| StoreError::Damaged("a key of the facility".into()))
        };
        Ok(Self {
            signer: Signer::from_seed(&*bytes(&keys.facility)?),
            hub_secret: bytes(&keys.hub)?,
            unknown_salt: *bytes(&keys.unknown_salt)?,
            identity,
        })
    }

    /// The short name in addresses.
    pub fn slug(&self) -> &str {
        &self.identity.slug
    }

    /// The name that people know.
    pub fn name(&self) -> &str {
        &self.identity.name
    }

    /// The IANA time zone.
    pub fn zone(&self) -> &str {
        &self.identity.zone
    }

    /// The facility's own key: signs certificates, receipts, and the documents of a demonstration.
    pub fn signer(&self) -> &Signer {
        &self.signer
    }

    /// The facility's id.
    pub fn id(&self) -> FacilityId {
        self.identity.id
    }

    /// The id of this data file's server, for replicators' checkpoints.
    pub fn server(&self) -> Uuid {
        self.identity.server
    }

    /// The public half of the facility's key.
    pub fn public(&self) -> PublicKey {
        self.signer.public()
    }

    /// The hub as a device: what it writes itself (imports, its audit) names this.
    pub fn hub_device(&self) -> DeviceId {
        self.identity.hub_device
    }

    /// The hub itself as an author: of what happened at the hub, in the audit register.
    pub fn hub_person(&self) -> PersonId {
        PersonId(self.identity.id.0)
    }

    /// The key with which the hub signs for a person who works at its command line. One for each person: a
    /// certificate names one holder.
    ///
    /// # Errors
    /// Never with a sound data file.
    pub fn signer_for(&self, person: PersonId) -> Result<Signer, FacilityError> {
        Ok(Signer::from_seed(
            &*self.derive(b"wingbook/hub-signer/v1", person)?,
        ))
    }

    fn derive(&self, label: &[u8], person: PersonId) -> Result<Zeroizing<[u8; 32]>, FacilityError> {
        let mut secret = Zeroizing::new([0u8; 32]);
        Hkdf::<Sha256>::new(None, self.hub_secret.as_ref())
            .expand_multi_info(&[label, person.0.as_bytes()], secret.as_mut())
            .map_err(|error| StoreError::Failed(error.to_string()))?;
        Ok(secret)
    }

    /// The book of a database of this facility.
    pub fn book_of(&self, database: &str) -> Option<Book> {
        Book::from_database(database)
            .filter(|(slug, _)| *slug == self.identity.slug)
            .map(|(_, book)| book)
    }

    /// The salt told for a staff number that nobody has: the same each time, so that asking tells nothing.
    pub fn salt_of_unknown(&self, staff_number: &str) -> [u8; 16] {
        let mut hasher = Sha256::new();
        hasher.update(self.unknown_salt);
        hasher.update(crate::users::lookup_number(staff_number).as_bytes());
        let hash: [u8; 32] = hasher.finalize().into();
        let mut salt = [0; 16];
        salt.copy_from_slice(&hash[..16]);
        salt
    }

    /// Signs a receipt for a record accepted now.
    pub fn receipt(&self, id: &str, hash: Digest) -> Option<Receipt> {
        self.receipt_at(id, hash, now_ms())
    }

    /// Signs a receipt for a record accepted at another moment: only for made-up histories.
    pub fn receipt_at(&self, id: &str, hash: Digest, received_ms: i64) -> Option<Receipt> {
        Receipt::sign(id, hash, received_ms, &self.signer)
    }

    /// Issues a certificate and puts it into the roster, or gives the one that says the same already.
    ///
    /// # Errors
    /// When the key is no key or another person's, or the file can't be written.
    pub fn certify(
        &self,
        turn: &mut Turn<'_>,
        user: &User,
        keys: &KeysOfTablet,
    ) -> Result<Value, FacilityError> {
        check_keys(keys)?;
        let key = keys.sign_public.id();
        let known = certificates::of_key(turn.connection, key)?;
        if known
            .iter()
            .any(|(_, certified)| certified.person != user.person)
        {
            return Err(FacilityError::KeyTaken);
        }
        if certificates::is_sealing_key_of_another(turn.connection, &keys.seal_public, key)? {
            return Err(FacilityError::KeyTaken);
        }
        let newest = known.last();
        let certified = Certified {
            person: user.person,
            name: user.name.clone(),
            staff_number: user.staff_number.clone(),
            device: keys.device,
            key,
            sign_public: keys.sign_public,
            seal_public: keys.seal_public.clone(),
            roles: match self.is_allowed(turn.connection, keys.device)? {
                true => user.certified_roles(),
                false => Vec::new(),
            },
            // The later word counts, also where the clock was set back in between.
            issued_ms: newest
                .map_or(0, |(_, known)| known.issued_ms + 1)
                .max(now_ms()),
        };
        let same = |known: &Certified| {
            *known
                == Certified {
                    issued_ms: known.issued_ms,
                    ..certified.clone()
                }
        };
        let roster = Book::Roster.database(self.slug());
        if let Some((id, _)) = newest.filter(|(_, known)| same(known))
            && let Some(document) = pushing::get_own(turn.connection, &roster, id)?
        {
            return Ok(document);
        }
        let id = CertificateId(Uuid::new_v4());
        let certificate = Certificate::issue(id, certified, &self.signer)?;
        certificates::file(turn, &id.document(), certificate.certified())?;
        pushing::put_own(turn, &roster, certificate.document().clone())?;
        Ok(certificate.document().clone())
    }

    /// Certifies the hub's own key for somebody, so that it can sign what that person imports.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn certify_hub_for(
        &self,
        turn: &mut Turn<'_>,
        user: &User,
    ) -> Result<Signer, FacilityError> {
        let signer = self.signer_for(user.person)?;
        // A certificate has a sealing key; nothing is ever sealed to this one.
        let seal = StaticSecret::from(*self.derive(b"wingbook/hub-sealing/v1", user.person)?);
        let keys = KeysOfTablet {
            device: self.hub_device(),
            sign_public: signer.public(),
            seal_public: hex::encode(x25519_dalek::PublicKey::from(&seal).as_bytes()),
        };
        self.certify(turn, user, &keys)?;
        Ok(signer)
    }

    /// Gives the facility's new word on every key of a person, after their roles changed or their account was closed or
    /// opened: tablets learn by it whose keys they wrap books to.
    ///
    /// # Errors
    /// As [`Facility::certify`].
    pub fn certify_again(&self, turn: &mut Turn<'_>, user: &User) -> Result<(), FacilityError> {
        for certified in certificates::of_person(turn.connection, user.person)? {
            let keys = KeysOfTablet {
                device: certified.device,
                sign_public: certified.sign_public,
                seal_public: certified.seal_public,
            };
            self.certify(turn, user, &keys)?;
        }
        Ok(())
    }

    /// The facility's newest certificate of a key.
    ///
    /// # Errors
    /// When the data file can't be read.
    pub fn certificate_of(
        &self,
        connection: &Connection,
        key: KeyId,
    ) -> Result<Option<Value>, FacilityError> {
        let known = certificates::of_key(connection, key)?;
        let Some((id, _)) = known.last() else {
            return Ok(None);
        };
        let roster = Book::Roster.database(self.slug());
        Ok(pushing::get_own(connection, &roster, id)?)
    }

    /// The facility's document as it stands in the roster.
    ///
    /// # Errors
    /// When the data file can't be read.
    pub fn document(&self, connection: &Connection) -> Result<Option<Value>, StoreError> {
        let roster = Book::Roster.database(self.slug());
        pushing::get_own(connection, &roster, &self.identity.id.document())
    }
}

fn check_keys(keys: &KeysOfTablet) -> Result<(), FacilityError> {
    let weak = ed25519_dalek::VerifyingKey::from_bytes(&keys.sign_public.0)
        .map_or(true, |key| key.is_weak());
    let seal = wingbook_record::digest::parse_hex::<32>(&keys.seal_public);
    if weak || seal.is_none_or(|seal| seal == [0; 32]) {
        return Err(FacilityError::Key);
    }
    Ok(())
}

/// Whether somebody may administer the hub.
pub fn administers(roles: &[Role]) -> bool {
    roles.contains(&Role::Administrator)
}
