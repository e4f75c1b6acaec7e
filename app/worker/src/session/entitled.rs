//! Who holds which book on this tablet, in line with the facility's certificates: keys are passed on to whoever is
//! entitled, and a new epoch begins without whoever is not any more.

use wingbook_record::{
    access::{Book, Role},
    certificate::Certified,
};
use wingbook_vault::{
    VaultError,
    keyring::{Enrolled, Entitlement, Keyring, Readers},
};

use super::Session;
use crate::{failure, keeper::Keeper, message::Failure, platform::Platform, submissions::shelves};

/// What is known of the facility's certificates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    /// What this tablet has heard so far: nobody is taken off it for want of news.
    SoFar,
    /// All of it: the roster has just come whole.
    All,
}

impl<P: Platform> Session<P> {
    /// Wraps the keys of the books held to everybody enrolled on this tablet whom the facility's certificates
    /// entitle, locked out or not: whoever comes next reads on. Whoever is known not to be entitled is cut off; once all
    /// certificates are known, whoever was dismissed leaves the tablet.
    pub async fn share_keys(
        &self,
        keyring: &Keyring<P::Store>,
        known: Known,
    ) -> Result<(), Failure> {
        let of_vault = |error| failure::of_vault(&error);
        let Some(me) = self.vault.person() else {
            return Ok(());
        };
        if known == Known::All {
            self.let_go_of_dismissed(keyring).await?;
        }
        let enrolled = keyring.people().await.map_err(of_vault)?;
        let mine = *me.pair().public();
        let mut entitlements = Vec::new();
        let mut shelves = shelves(&self.roles.borrow())?;
        // A role that was cut while this session goes on gives nothing, oneself included.
        if let Some(word) = self.own_word() {
            shelves.retain(|(_, book)| !word.is_revoked() && book.readable_by(&word.roles));
        }
        let recovery = self.tablet.borrow().recovery_public();
        for (shelf, book) in shelves {
            entitlements.push(Entitlement {
                book: shelf,
                readers: self.readers(book, &enrolled, mine),
                recovery,
            });
        }
        let upkeep = keyring
            .ensure_epochs(me.pair(), &entitlements)
            .await
            .map_err(of_vault)?;
        if !upkeep.begun.is_empty() {
            self.vault
                .renew_books(keyring.open_books(me.pair()).await.map_err(of_vault)?);
        }
        Ok(())
    }

    /// Gives up the keys of every book that these roles of one's own don't read any more.
    pub async fn give_up_books(
        &self,
        keyring: &Keyring<P::Store>,
        roles: &[Role],
    ) -> Result<(), Failure> {
        let of_vault = |error| failure::of_vault(&error);
        let Some(me) = self.vault.person() else {
            return Ok(());
        };
        let mut lost = shelves(&self.roles.borrow())?;
        lost.retain(|(_, book)| !book.readable_by(roles));
        let recovery = self.tablet.borrow().recovery_public();
        let mut entitlements = Vec::new();
        for (name, _) in lost {
            // Of others nothing is judged here: what this tablet knows of them may be old.
            let mut readers = keyring.holders(&name).await.map_err(of_vault)?;
            readers.retain(|public| public != me.pair().public());
            entitlements.push(Entitlement {
                book: name,
                readers: Readers::Exactly(readers),
                recovery,
            });
        }
        keyring
            .ensure_epochs(me.pair(), &entitlements)
            .await
            .map(drop)
            .map_err(of_vault)
    }

    /// Whoever is entitled to a book, of these people, and who is known not to be. Somebody of whom no certificate is known
    /// holds on to what they hold: they signed in, and the server could not certify them yet.
    fn readers(&self, book: Book, people: &[Enrolled], mine: [u8; 32]) -> Readers {
        let mut readers = vec![mine];
        let mut denied = Vec::new();
        for one in people.iter().filter(|one| one.seal_public != mine) {
            match self.certified_of(&one.seal_public) {
                Some(certified) if book.readable_by(&certified.roles) => {
                    readers.push(one.seal_public)
                }
                Some(_) => denied.push(one.seal_public),
                None => {}
            }
        }
        Readers::Without { readers, denied }
    }

    /// The facility's latest word on whose sealing key this is.
    fn certified_of(&self, public: &[u8; 32]) -> Option<Certified> {
        let public = hex::encode(public);
        let certificates = self.certificates.borrow();
        let of_key = certificates
            .values()
            .filter(|one| one.seal_public == public);
        of_key.max_by_key(|one| one.issued_ms).cloned()
    }

    /// Takes everybody off the tablet whose certificate the facility has taken back. What only they could open is kept for
    /// the recovery key; what they had not sent goes up when somebody who holds that book syncs.
    async fn let_go_of_dismissed(&self, keyring: &Keyring<P::Store>) -> Result<(), Failure> {
        let of_vault = |error| failure::of_vault(&error);
        let me = self.vault.person().map(|me| me.tag());
        for one in keyring.people().await.map_err(of_vault)? {
            let is_dismissed = self
                .certified_of(&one.seal_public)
                .is_some_and(|certified| certified.is_revoked());
            if is_dismissed && Some(one.tag) != me {
                keyring.retire(one.tag).await.map_err(of_vault)?;
                self.platform.keeper().forget(&one.tag.to_string()).await;
            }
        }
        Ok(())
    }

    /// The facility's latest word on one's own key.
    pub fn own_word(&self) -> Option<Certified> {
        self.certificates.borrow().get(&self.signer.id()).cloned()
    }

    /// The facility's word on one's own key, where it is later than the one with which one's roles were kept here: a
    /// colleague's sync brought it.
    pub fn later_word(&self) -> Option<Certified> {
        let newest = self.own_word()?;
        let profile = self.profile.borrow();
        let kept_ms = profile.certificate.as_ref()?["value"]["issued_ms"].as_i64()?;
        (newest.issued_ms > kept_ms).then_some(newest)
    }

    /// Leaves the tablet oneself: the facility has taken one's certificate back.
    pub async fn leave(&self, keyring: &Keyring<P::Store>) -> Result<(), Failure> {
        self.give_up_books(keyring, &[]).await?;
        let Some(me) = self.vault.person() else {
            return Ok(());
        };
        match keyring.retire(me.tag()).await {
            // Done by a colleague in another tab.
            Ok(()) | Err(VaultError::UnknownPerson) => {}
            Err(error) => return Err(failure::of_vault(&error)),
        }
        self.platform.keeper().forget(&me.tag().to_string()).await;
        Ok(())
    }
}
