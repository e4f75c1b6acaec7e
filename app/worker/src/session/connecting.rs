//! A tablet that began without a server connects to one.
//!
//! Such a facility has dropped its own secret key, so the server's becomes the facility's: it certifies the key with which
//! everything here was signed, and the account there takes on the person whom its owner has been here. The tablet's note is
//! written last and in one piece. Whatever breaks off before leaves a tablet without a server, and connecting once more
//! goes on from there.

use std::rc::Rc;

use serde_json::json;
use wingbook_record::{
    access::{Book, Role},
    certificate::Certificate,
    facility::Facility,
};
use wingbook_sync::backend::BackendId;
use wingbook_vault::{
    BookName,
    keyring::{Keyring, Way},
};

use super::{
    Known, Session, book_name,
    sign_in::{Shown, read_facility, show_to},
    words_of,
};
use crate::{
    failure,
    hub::{self, CertifyRequest},
    message::{Connect, ConnectView, Event, Failure, Response},
    platform::Platform,
    replica::{SessionReplica, Whose},
    replication::BACKEND,
    submissions::letterbox,
    tablet::Tablet,
};

impl<P: Platform> Session<P> {
    /// Asks the server what connecting would do; once that was agreed to, connects. The session is over then: everything is
    /// opened anew for the facility that holds from now on.
    ///
    /// # Errors
    /// What stands in the way: the tablet has no server then, as before.
    pub async fn connect(self: &Rc<Self>, asked: &Connect) -> Result<Response, Failure> {
        self.need(&[Role::Administrator], "connect")?;
        let server = asked.server.trim().trim_end_matches('/').to_owned();
        let keyring = self.keyring().await?;
        let tablet = self.still_alone(&keyring).await?;
        let transport = self.platform.transport(&server);
        let staff_number = self.profile.borrow().staff_number.clone();
        let passphrase = self.platform.nfc(&asked.passphrase);
        let shown = show_to::<P>(&transport, &staff_number, &passphrase).await?;
        let (revision, facility) = read_facility(&shown.me)?;
        let view = self.connect_view(&shown, &facility).await?;
        // Another server than the one that was shown is none that was agreed to.
        if asked.agreed.as_ref() != Some(&view.facility_key) || !view.is_possible() {
            return Ok(Response::Connect(view));
        }
        let request = self.certify_request()?;
        let word = hub::join(&transport, &shown.credential, &request).await?;
        let is_ours = Certificate::read(word.clone(), &facility.facility_public)
            .is_ok_and(|word| word.certified().key == self.signer.id());
        if !is_ours {
            return Err(Failure::NotAServer {
                detail: "certificate".to_owned(),
            });
        }
        let mut profile = self.profile.borrow().clone();
        profile.name.clone_from(&shown.me.name);
        profile.roles = words_of(&shown.me.roles);
        profile.credential = Some(shown.credential.secret_hex.clone());
        profile.certificate = Some(word);
        profile.is_refused = false;
        profile.is_unoffered = true;
        self.keep_profile(&keyring, &profile).await?;
        let tablet = Tablet {
            server: Some(server),
            slug: shown.me.facility.clone(),
            facility: revision.document().clone(),
            recovery: None,
            clock_offset_ms: Some(shown.me.server_ms - self.platform.wall_ms()),
            ..tablet
        };
        tablet.write(&keyring).await?;
        self.tablet.replace(tablet);
        self.platform.tell_tabs();
        self.settle_in(&keyring, shown).await;
        (self.tell)(Event::Ended(Failure::Connected));
        Ok(Response::Done)
    }

    /// What follows from having a server. Whatever breaks off in here is done at the next sign-in of the same person; done
    /// now it holds also where somebody else signs in first: what waits is counted, and the prison's recovery key opens it.
    async fn settle_in(self: &Rc<Self>, keyring: &Keyring<P::Store>, shown: Shown) {
        let roles = shown.me.roles.clone();
        let _ = self.take_passphrase(keyring, shown).await;
        let _ = self.be_recoverable(keyring).await;
        let _ = self.share_keys(keyring, Known::SoFar).await;
        if *self.roles.borrow() != roles {
            let me = self.me().document();
            if let Ok(value) = self.changed_value(&me, [("roles", json!(roles))]) {
                let _ = self.revise(&me, &value).await;
            }
        }
        let _ = self.offer_what_lies_here().await;
    }

    /// The tablet's note, if the tablet still has no server. In another tab it may have got one: then this session ends,
    /// for what it wrote would stand in no line.
    ///
    /// # Errors
    /// [`Failure::Connected`], or the store's.
    pub async fn still_alone(&self, keyring: &Keyring<P::Store>) -> Result<Tablet, Failure> {
        let tablet = Tablet::read(keyring).await?.ok_or(Failure::NotSetUp)?;
        if tablet.server.is_some() {
            (self.tell)(Event::Ended(Failure::Connected));
            return Err(Failure::Connected);
        }
        Ok(tablet)
    }

    async fn connect_view(
        &self,
        shown: &Shown,
        facility: &Facility,
    ) -> Result<ConnectView, Failure> {
        let mut to_send = Vec::new();
        for (book, shelf) in self.shelves_to_offer()? {
            let mut held = 0;
            let counted = self.vault.load_book(&shelf, |_| held += 1).await;
            counted.map_err(|error| failure::of_vault(&error))?;
            to_send.push((book, held));
        }
        to_send.retain(|(_, held)| *held > 0);
        let there = &shown.me.roles;
        let mut missing_roles = self.roles.borrow().clone();
        missing_roles.retain(|role| !there.contains(role));
        let other_zone = Some(facility.zone.clone()).filter(|zone| *zone != self.zone());
        Ok(ConnectView {
            facility: facility.name.clone(),
            facility_key: facility.facility_public.to_string(),
            other_zone,
            name: shown.me.name.clone(),
            missing_roles,
            to_send,
            had_recovery: self.tablet.borrow().recovery.is_some(),
        })
    }

    /// Where what goes to a server lies: the registers that this person reads, and of the sealed ones what is to be sent.
    fn shelves_to_offer(&self) -> Result<Vec<(Book, BookName)>, Failure> {
        let roles = self.roles.borrow();
        let mut shelves = Vec::new();
        for book in Book::ALL.iter().copied() {
            if book.readable_by(&roles) {
                shelves.push((book, book_name(book)?));
            } else if book.is_sealed() {
                shelves.push((book, letterbox(book)?));
            }
        }
        Ok(shelves)
    }

    /// The passphrase of the server opens the tablet from now on, stretched as the server says.
    async fn take_passphrase(
        &self,
        keyring: &Keyring<P::Store>,
        shown: Shown,
    ) -> Result<(), Failure> {
        let of_vault = |error| failure::of_vault(&error);
        let person = self.vault.person().ok_or(Failure::Locked)?;
        let again = keyring
            .unlock_again(person.tag(), person.user_key().clone())
            .await
            .map_err(of_vault)?;
        keyring
            .set_way(
                &again,
                Way::Passphrase,
                Some(shown.params),
                &shown.secrets.vault_key,
            )
            .await
            .map_err(of_vault)
    }

    /// What is certified: the public halves of this person's keys on this tablet.
    pub fn certify_request(&self) -> Result<CertifyRequest, Failure> {
        let person = self.vault.person().ok_or(Failure::Locked)?;
        let tablet = self.tablet.borrow();
        Ok(CertifyRequest {
            device: tablet.device,
            device_name: tablet.name.clone(),
            sign_public: self.signer.public().to_string(),
            seal_public: hex::encode(person.pair().public()),
            vanished: tablet.vanished,
            person: self.me(),
        })
    }

    /// Puts in line what connecting did not: it was broken off, or another tab saved something in that moment.
    pub(super) async fn offer_what_was_before(
        self: &Rc<Self>,
        keyring: &Keyring<P::Store>,
    ) -> Result<(), Failure> {
        if !self.profile.borrow().is_unoffered || self.tablet.borrow().server.is_none() {
            return Ok(());
        }
        self.offer_what_lies_here().await?;
        let mut profile = self.profile.borrow().clone();
        profile.is_unoffered = false;
        self.keep_profile(keyring, &profile).await?;
        self.profile.replace(profile);
        Ok(())
    }

    /// Puts everything that this person can open and was never sent in line for the server.
    async fn offer_what_lies_here(self: &Rc<Self>) -> Result<(), Failure> {
        let replica = SessionReplica(Rc::clone(self));
        let backend = BackendId(BACKEND.to_owned());
        for (book, _) in self.shelves_to_offer()? {
            replica.offer_again(&backend, book, Whose::Unknown).await?;
        }
        Ok(())
    }
}
