//! What nobody left can open, opened with the recovery key: books go to whoever is entitled on this tablet, and somebody
//! who has forgotten their passphrase gets another one.

use std::collections::BTreeMap;

use wingbook_record::{
    access::{Book, Role},
    certificate::{Certificate, Certified},
    id::CertificateId,
    person::lookup_number,
};
use wingbook_vault::{
    BookName, Vault, VaultError,
    kdf::KdfParams,
    keyring::{BookKeys, Entitlement, Readers, Unlocked, Way},
    seal::SealPair,
};

use super::{
    Profile, book_name,
    sign_in::{Door, derive, profile_bytes},
};
use crate::{
    failure,
    hub::{self, Credential},
    message::{Failure, PartsFault, RecoverablePerson, RecoveredView},
    platform::Platform,
    recovery::join,
    submissions::shelves,
};

fn of_vault(error: VaultError) -> Failure {
    failure::of_vault(&error)
}

impl<P: Platform> Door<P> {
    /// Opens everything that the key of these parts opens, and passes the books on.
    pub async fn recover(&self, parts: &[String]) -> Result<RecoveredView, Failure> {
        let key = join(parts)?;
        let keyring = &self.keyring;
        let keys = keyring.open_books(&key).await.map_err(of_vault)?;
        let opened = keyring
            .unlock_all_by_recovery(&key)
            .await
            .map_err(of_vault)?;
        let books: Vec<BookName> = keys.books().cloned().collect();
        if books.is_empty() && opened.is_empty() {
            return Err(Failure::Parts(PartsFault::OtherKey));
        }
        let passed_on = self.pass_on(&key, keys, &opened).await?;
        let enrolled = keyring.people().await.map_err(of_vault)?;
        let is_former = |one: &Unlocked| {
            !enrolled
                .iter()
                .any(|row| row.seal_public == *one.pair().public())
        };
        let people = opened.iter().filter_map(|one| {
            let profile: Profile = serde_json::from_slice(one.profile()).ok()?;
            Some(RecoverablePerson {
                name: profile.name,
                staff_number: profile.staff_number,
                former: is_former(one),
            })
        });
        Ok(RecoveredView {
            people: people.collect(),
            books: books.len(),
            passed_on,
        })
    }

    /// Wraps every epoch that the key opens to whoever is entitled here: by their certificate, or where the facility has
    /// certified nobody by the roles with which they were enrolled.
    async fn pass_on(
        &self,
        key: &SealPair,
        keys: BookKeys,
        opened: &[Unlocked],
    ) -> Result<usize, Failure> {
        let certified = self.certificates(keys).await?;
        let recovery = self.tablet.recovery_public();
        let mut entitlements = Vec::new();
        for (shelf, book) in shelves(Role::ALL)? {
            let mut readers = Vec::new();
            for person in self.keyring.people().await.map_err(of_vault)? {
                let roles = match certified.get(&hex::encode(person.seal_public)) {
                    Some(certified) => certified.roles.clone(),
                    None => roles_of(opened, &person.seal_public),
                };
                if book.readable_by(&roles) {
                    readers.push(person.seal_public);
                }
            }
            entitlements.push(Entitlement {
                book: shelf,
                readers: Readers::AtLeast(readers),
                recovery,
            });
        }
        let upkeep = self.keyring.ensure_epochs(key, &entitlements).await;
        Ok(upkeep.map_err(of_vault)?.added)
    }

    /// The facility's latest word on each sealing key, from the roster that the key opens.
    async fn certificates(&self, keys: BookKeys) -> Result<BTreeMap<String, Certified>, Failure> {
        let mut latest: BTreeMap<String, Certified> = BTreeMap::new();
        let roster = book_name(Book::Roster)?;
        let Some(facility) = self.tablet.facility().filter(|_| keys.holds(&roster)) else {
            return Ok(latest);
        };
        let keyring = &self.keyring;
        let vault = Vault::open_for_recovery(keyring.store().clone(), keyring.tablet(), keys);
        let take = |document: wingbook_vault::DocumentRef<'_>| {
            if !document.id.starts_with(CertificateId::KIND) {
                return;
            }
            let Ok(value) = serde_json::from_slice(document.body) else {
                return;
            };
            if let Ok(certificate) = Certificate::read(value, &facility.facility_public) {
                let certified = certificate.certified();
                let held = latest.get(&certified.seal_public);
                if held.is_none_or(|held| certified.replaces(held)) {
                    latest.insert(certified.seal_public.clone(), certified.clone());
                }
            }
        };
        vault.load_book(&roster, take).await.map_err(of_vault)?;
        Ok(latest)
    }

    /// Gives somebody another passphrase on this tablet: all that is theirs stays. Where the server answers and knows the
    /// passphrase already, it opens there too.
    pub async fn give_passphrase(
        &self,
        parts: &[String],
        staff_number: &str,
        passphrase: &str,
    ) -> Result<(), Failure> {
        let key = join(parts)?;
        let staff_number = &lookup_number(staff_number);
        let tag = self.keyring.tag(staff_number);
        let enrolled = self.keyring.people().await.map_err(of_vault)?;
        let current = enrolled.iter().find(|one| one.tag == tag);
        let opened = self
            .keyring
            .unlock_all_by_recovery(&key)
            .await
            .map_err(of_vault)?;
        let mine = opened
            .into_iter()
            .find(|one| current.is_some_and(|current| current.seal_public == *one.pair().public()));
        let mut unlocked = mine.ok_or(Failure::Parts(PartsFault::OtherKey))?;
        super::set_up::check_passphrase(passphrase, &[staff_number])?;
        let passphrase = self.platform.nfc(passphrase);
        let params = self.params_of(staff_number).await?;
        let secrets = derive(&passphrase, &params)?;
        self.keyring
            .set_way(&unlocked, Way::Passphrase, Some(params), &secrets.vault_key)
            .await
            .map_err(of_vault)?;
        self.keyring.forget_tries(tag).await.map_err(of_vault)?;
        let profile = serde_json::from_slice::<Profile>(unlocked.profile());
        if let (Some(server), Ok(mut profile)) = (&self.tablet.server, profile) {
            let credential = Credential {
                staff_number: staff_number.clone(),
                secret_hex: secrets.hub_credential.to_hex(),
            };
            // Offline, or not changed there yet: the old credential stays until the passphrase is changed there as well.
            if hub::me(&self.platform.transport(server), &credential)
                .await
                .is_ok()
            {
                profile.credential = Some(credential.secret_hex);
                let bytes = profile_bytes(&profile)?;
                let put = self.keyring.put_profile(&mut unlocked, &bytes).await;
                put.map_err(of_vault)?;
            }
        }
        Ok(())
    }

    /// How a person's passphrase is stretched: as the server says, or where none answers with a salt of this tablet.
    async fn params_of(&self, staff_number: &str) -> Result<KdfParams, Failure> {
        if let Some(server) = &self.tablet.server
            && let Ok(params) = hub::kdf(&self.platform.transport(server), staff_number).await
        {
            return Ok(params);
        }
        KdfParams::make().map_err(|error| Failure::Internal {
            detail: error.to_string(),
        })
    }
}

fn roles_of(opened: &[Unlocked], public: &[u8; 32]) -> Vec<Role> {
    let profile = opened
        .iter()
        .find(|one| one.pair().public() == public)
        .and_then(|one| serde_json::from_slice::<Profile>(one.profile()).ok());
    profile.map(|profile| profile.roles()).unwrap_or_default()
}
