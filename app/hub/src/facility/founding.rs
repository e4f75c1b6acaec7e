//! Founding a facility: its keys, its databases, its document, and the recovery key that leaves this machine.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;
use wingbook_record::{
    access::Book,
    digest::parse_hex,
    id::{DeviceId, FacilityId, PersonId},
    roster::{Edited, Revision as Signed},
    signer::Signer,
};
use x25519_dalek::StaticSecret;
use zeroize::Zeroizing;

use super::{Facility, FacilityError, IDENTITY, Identity, KEYS, Keys};
use crate::{
    names::is_plain,
    pushing,
    store::{Store, StoreError, Turn, databases, now_ms, settings},
    users::credential::make_random,
};

/// The languages that a facility's staff may be said to speak: those of the interface, and those that it is to have next.
pub const LANGUAGES: &[&str] = &["ar", "en", "fr", "kk", "ru", "sw"];

/// What an administrator says about the facility when it is founded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Founding {
    /// Its name, in its own language and script.
    pub name: String,
    /// Its short name in addresses: small letters, digits and `_`.
    pub slug: String,
    /// Two letters.
    pub country: String,
    /// Its IANA time zone.
    pub zone: String,
    /// Languages of its staff, the first one first.
    pub languages: Vec<String>,
    /// What its places are called, by the words of the design (`wing`: `pavilion`).
    pub place_terms: std::collections::BTreeMap<String, String>,
}

/// What a facility is called.
struct Called {
    slug: String,
    name: String,
    zone: String,
}

fn as_json(value: &impl Serialize) -> Result<Vec<u8>, StoreError> {
    serde_json::to_vec(value).map_err(|error| StoreError::Failed(error.to_string()))
}

fn check_founding(founding: &Founding) -> Result<(), FacilityError> {
    if !slug_is_sound(&founding.slug) {
        return Err(FacilityError::Slug(founding.slug.clone()));
    }
    if jiff::tz::TimeZone::get(&founding.zone).is_err() {
        return Err(FacilityError::Zone(founding.zone.clone()));
    }
    let terms = founding.place_terms.iter();
    let names = terms.flat_map(|(word, name)| [word, name]);
    for name in names.chain([&founding.name]) {
        if name.trim().is_empty() || !is_plain(name) {
            return Err(FacilityError::Name(name.clone()));
        }
    }
    let unknown = |language: &&String| !LANGUAGES.contains(&language.as_str());
    if let Some(language) = founding.languages.iter().find(unknown) {
        return Err(FacilityError::Language(language.clone()));
    }
    Ok(())
}

fn slug_is_sound(slug: &str) -> bool {
    (1..=40).contains(&slug.len())
        && slug.starts_with(|first: char| first.is_ascii_lowercase())
        && slug
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// A short name made from a name: its ASCII letters and digits; `facility` if it has none.
pub fn derive_slug(name: &str) -> String {
    let mut slug = String::new();
    for character in name.to_lowercase().chars() {
        if character.is_ascii_alphanumeric() {
            slug.push(character);
        } else if !slug.is_empty() && !slug.ends_with('_') {
            slug.push('_');
        }
    }
    let slug: String = slug.trim_matches('_').chars().take(40).collect();
    if slug_is_sound(&slug) {
        slug
    } else {
        "facility".into()
    }
}

/// Moves the recovery key that lies at this path out of the way, under the first free number behind its name. It is of a
/// start that was broken off, or of data that somebody took away, and may be all that opens those: it is never replaced.
fn set_aside(path: &Path) -> std::io::Result<()> {
    let named = |number: u32| {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{number}"));
        PathBuf::from(name)
    };
    let free = (1..=u32::MAX).map(named).find(|name| !name.exists());
    let free = free.ok_or(std::io::ErrorKind::AlreadyExists)?;
    std::fs::rename(path, &free)?;
    println!(
        "A recovery key of an earlier facility lay at {}; it lies at {} now.",
        path.display(),
        free.display()
    );
    Ok(())
}

/// Writes the recovery key's private half where only its owner reads it; an existing file is never replaced.
fn write_recovery_file(
    path: &Path,
    identity: &Identity,
    recovery: &StaticSecret,
) -> Result<(), FacilityError> {
    let failed = |error: std::io::Error| FacilityError::RecoveryFile {
        path: path.to_owned(),
        why: error.to_string(),
    };
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    if path.exists() {
        set_aside(path).map_err(failed)?;
    }
    let mut file = options.open(path).map_err(failed)?;
    let text = Zeroizing::new(format!(
        "Wingbook recovery key of {} ({})\n\
         It opens every tablet's books when nobody's passphrase does. Take this file off this machine:\n\
         print it or copy it to a stick, lock it away, then delete it here.\n\n{}\n",
        identity.name,
        identity.slug,
        hex::encode(recovery.to_bytes())
    ));
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(failed)
}

impl Facility {
    /// Founds the facility of a new data file: keys, databases and the facility's document. The private half
    /// of the recovery key goes to `recovery_file` and nowhere else.
    ///
    /// # Errors
    /// When there is a facility already, the words are no good, or something can't be written.
    pub fn found(
        store: &Store,
        founding: &Founding,
        recovery_file: &Path,
    ) -> Result<Self, FacilityError> {
        check_founding(founding)?;
        let called = Called {
            slug: founding.slug.clone(),
            name: founding.name.clone(),
            zone: founding.zone.clone(),
        };
        let id = FacilityId(Uuid::new_v4());
        Self::found_as(
            store,
            recovery_file,
            |_, _| Ok((id, called)),
            |facility, recovery_public| {
                facility
                    .founding_document(founding, recovery_public)
                    .map(Some)
            },
        )
    }

    /// Founds a demonstration, whose documents are made by a generator with this facility's key: `make` is
    /// given that key and the public half of the recovery key.
    ///
    /// # Errors
    /// As [`Facility::found`].
    pub fn found_demonstration<T>(
        store: &Store,
        recovery_file: &Path,
        slug: &str,
        make: impl FnOnce(&Signer, &str) -> (FacilityId, wingbook_record::facility::Facility, T),
    ) -> Result<(Self, T), FacilityError> {
        let mut made = None;
        let facility = Self::found_as(
            store,
            recovery_file,
            |signer, recovery_public| {
                let (id, value, rest) = make(signer, recovery_public);
                made = Some(rest);
                Ok((
                    id,
                    Called {
                        slug: slug.to_owned(),
                        name: value.name,
                        zone: value.zone,
                    },
                ))
            },
            |_, _| Ok(None),
        )?;
        let made = made.ok_or(FacilityError::Missing)?;
        Ok((facility, made))
    }

    fn found_as(
        store: &Store,
        recovery_file: &Path,
        call: impl FnOnce(&Signer, &str) -> Result<(FacilityId, Called), FacilityError>,
        document: impl FnOnce(&Self, &str) -> Result<Option<Value>, FacilityError>,
    ) -> Result<Self, FacilityError> {
        if let Some(there) = Self::load_if_any(store)? {
            return Err(FacilityError::Exists(there.identity.slug));
        }
        let recovery = StaticSecret::from(make_random::<32>()?);
        let recovery_public = hex::encode(x25519_dalek::PublicKey::from(&recovery).as_bytes());
        let seed = Zeroizing::new(make_random::<32>()?);
        let keys = Keys {
            facility: hex::encode(*seed),
            hub: hex::encode(make_random::<32>()?),
            unknown_salt: hex::encode(make_random::<32>()?),
        };
        let (id, called) = call(&Signer::from_seed(&seed), &recovery_public)?;
        let identity = Identity {
            id,
            slug: called.slug,
            name: called.name,
            zone: called.zone,
            server: Uuid::new_v4(),
            hub_device: DeviceId(Uuid::new_v4()),
        };
        let facility = Self::assemble(identity, &keys)?;
        let document = document(&facility, &recovery_public)?;
        write_recovery_file(recovery_file, &facility.identity, &recovery)?;
        let keys = as_json(&keys)?;
        let identity = as_json(&facility.identity)?;
        let slug = facility.slug().to_owned();
        store.write_now(move |turn| -> Result<(), StoreError> {
            settings::set(turn, KEYS, &keys)?;
            settings::set(turn, IDENTITY, &identity)?;
            for book in Book::ALL {
                databases::create(turn, &book.database(&slug))?;
            }
            match document {
                Some(document) => pushing::put_own(turn, &Book::Roster.database(&slug), document),
                None => Ok(()),
            }
        })?;
        Ok(facility)
    }

    /// The first revision of the facility's document, signed by the facility itself.
    /// Puts another recovery key into force, in a new revision of the facility's document.
    ///
    /// # Errors
    /// When it is no key, or the data file can't be written.
    pub fn put_recovery(
        &self,
        turn: &mut Turn<'_>,
        recovery_public: &str,
    ) -> Result<Value, FacilityError> {
        // A point of small order would make every wrapped key known to everybody, and tablets refuse it.
        let is_key = |public: [u8; 32]| {
            let shared = StaticSecret::from([9; 32]).diffie_hellman(&public.into());
            shared.was_contributory()
        };
        if !parse_hex(recovery_public).is_some_and(is_key) {
            return Err(FacilityError::Key);
        }
        let held = self
            .document(turn.connection)?
            .ok_or(FacilityError::Missing)?;
        let held = Signed::read(held)?;
        let mut value: Value = held.value()?;
        value["recovery_public"] = json!(recovery_public);
        let edited = Edited {
            author: PersonId(self.identity.id.0),
            device: self.identity.hub_device,
            key: self.signer.id(),
            // Tablets take no older one than they hold.
            at_ms: now_ms().max(held.edited().at_ms + 1),
            previous: Some(held.digest()),
        };
        let signed = Signed::sign(&self.identity.id.document(), &value, edited, &self.signer)?;
        let roster = Book::Roster.database(self.slug());
        pushing::put_own(turn, &roster, signed.document().clone())?;
        Ok(signed.document().clone())
    }

    fn founding_document(
        &self,
        founding: &Founding,
        recovery_public: &str,
    ) -> Result<Value, FacilityError> {
        let value = json!({
            "name": founding.name,
            "country": founding.country,
            "zone": founding.zone,
            "languages": founding.languages,
            "facility_public": self.public().to_string(),
            "recovery_public": recovery_public,
            "place_terms": founding.place_terms,
        });
        let edited = Edited {
            author: PersonId(self.identity.id.0),
            device: self.identity.hub_device,
            key: self.signer.id(),
            at_ms: now_ms(),
            previous: None,
        };
        let signed = Signed::sign(&self.identity.id.document(), &value, edited, &self.signer)?;
        Ok(signed.document().clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_languages_of_the_interface_are_known() {
        let catalogues = concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/locales");
        for catalogue in std::fs::read_dir(catalogues).unwrap() {
            let path = catalogue.unwrap().path();
            let code = path.file_stem().unwrap().to_str().unwrap();
            assert!(LANGUAGES.contains(&code), "{code}");
        }
    }

    #[test]
    fn a_recovery_key_that_lies_there_is_kept_beside() {
        let folder = std::env::temp_dir().join(format!("wingbook-founding-{}", Uuid::new_v4()));
        std::fs::create_dir(&folder).unwrap();
        let path = folder.join("hub.recovery-key.txt");
        for key in ["first", "second", "third"] {
            if path.exists() {
                set_aside(&path).unwrap();
            }
            std::fs::write(&path, key).unwrap();
        }
        let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
        assert_eq!(read("hub.recovery-key.txt"), "third");
        assert_eq!(read("hub.recovery-key.txt.1"), "first");
        assert_eq!(read("hub.recovery-key.txt.2"), "second");
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn short_names() {
        for (name, slug) in [
            ("Luzira", "luzira"),
            ("Murchison Bay (Upper)", "murchison_bay_upper"),
            ("سجن المرناقية", "facility"),
            ("7th Block", "facility"),
            ("Établissement 3", "tablissement_3"),
        ] {
            assert_eq!(derive_slug(name), slug, "{name}");
        }
    }
}
