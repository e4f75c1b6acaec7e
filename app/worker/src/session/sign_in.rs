//! Signing in: offline for whoever signed in here before, with the server's help the first time.

use std::rc::Rc;

use wingbook_record::{
    facility::Facility,
    id::{PersonId, Uuid},
    person::lookup_number,
    roster::Revision,
    signer::Signer,
    time::Millis,
};
use wingbook_vault::{
    VaultError,
    kdf::{KdfMemory, KdfParams, PassphraseSecrets, derive_passphrase_secrets},
    keyring::{Keyring, NewPerson, Try, Unlocked, Way},
};

use super::{Profile, Session, opening, words_of};
use crate::{
    failure,
    hub::{self, CertifyRequest, Credential},
    message::{Before, Event, Failure},
    platform::Platform,
    tablet::Tablet,
};

/// Everything that a sign-in needs before there is a session.
pub(crate) struct Door<P: Platform> {
    pub platform: Rc<P>,
    pub tell: Rc<dyn Fn(Event)>,
    pub start: Uuid,
    pub keyring: Keyring<P::Store>,
    pub tablet: Tablet,
}

pub(super) fn derive(passphrase: &str, params: &KdfParams) -> Result<PassphraseSecrets, Failure> {
    derive_passphrase_secrets(passphrase, params, &mut KdfMemory::new())
        .map_err(|error| failure::of_kdf(&error))
}

/// Leave to try once, if it isn't too soon; `None` for somebody who never signed in on this tablet.
pub(super) fn leave_to_try(
    begun: Result<Try, VaultError>,
    now_ms: Millis,
) -> Result<Option<Try>, Failure> {
    match begun {
        Ok(attempt) => Ok(Some(attempt)),
        Err(VaultError::UnknownPerson) => Ok(None),
        Err(VaultError::Throttled { until_ms }) => Err(Failure::Throttled {
            seconds: u32::try_from((until_ms - now_ms).max(0) / 1_000 + 1).unwrap_or(u32::MAX),
        }),
        Err(error) => Err(failure::of_vault(&error)),
    }
}

/// Opens somebody's keys with their passphrase (already NFC); `None` for somebody who never signed in on this tablet.
pub(super) async fn unlock<P: Platform>(
    platform: &P,
    keyring: &Keyring<P::Store>,
    staff_number: &str,
    passphrase: &str,
) -> Result<Option<Unlocked>, Failure> {
    let now = platform.wall_ms();
    let Some(attempt) = leave_to_try(keyring.begin_try(staff_number, now).await, now)? else {
        return Ok(None);
    };
    let params = attempt
        .kdf(Way::Passphrase)
        .ok_or(Failure::WrongPassphrase)?;
    let secrets = derive(passphrase, params)?;
    let unlocked = keyring
        .unlock(attempt, Way::Passphrase, &secrets.vault_key)
        .await
        .map_err(|error| failure::of_vault(&error))?;
    Ok(Some(unlocked))
}

/// How somebody comes to a tablet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coming {
    /// For the first time.
    New,
    /// With a passphrase that opens none of their keys here: those are set aside for the recovery key.
    Again,
}

/// What the server knows of somebody who showed it a right passphrase.
pub(super) struct Shown {
    pub params: KdfParams,
    pub secrets: PassphraseSecrets,
    pub credential: Credential,
    pub me: hub::Me,
}

/// Shows a server a passphrase (already NFC): it says who that is.
pub(super) async fn show_to<P: Platform>(
    transport: &P::Transport,
    staff_number: &str,
    passphrase: &str,
) -> Result<Shown, Failure> {
    let params = hub::kdf(transport, staff_number).await?;
    let secrets = derive(passphrase, &params)?;
    let credential = Credential {
        staff_number: staff_number.to_owned(),
        secret_hex: secrets.hub_credential.to_hex(),
    };
    let me = hub::me(transport, &credential).await?;
    Ok(Shown {
        params,
        secrets,
        credential,
        me,
    })
}

/// The facility as a server tells of it, if its own key signed that.
pub(super) fn read_facility(me: &hub::Me) -> Result<(Revision, Facility), Failure> {
    let refuse = |detail: String| Failure::NotAServer { detail };
    let revision =
        Revision::read(me.facility_document.clone()).map_err(|error| refuse(error.to_string()))?;
    let facility: Facility = revision
        .value()
        .map_err(|error| refuse(error.to_string()))?;
    revision
        .verify(&facility.facility_public)
        .map_err(|error| refuse(error.to_string()))?;
    Ok((revision, facility))
}

impl<P: Platform> Door<P> {
    /// Signs in.
    pub async fn sign_in(
        self,
        staff_number: &str,
        passphrase: &str,
        before: &Before,
    ) -> Result<Rc<Session<P>>, Failure> {
        let mut door = self;
        door.check_allowed().await?;
        door.let_in(staff_number, passphrase, before).await
    }

    async fn let_in(
        self,
        staff_number: &str,
        passphrase: &str,
        before: &Before,
    ) -> Result<Rc<Session<P>>, Failure> {
        // Written otherwise it would be somebody who never signed in here, and everything unsent would seem lost.
        let staff_number = &lookup_number(staff_number);
        let passphrase = self.platform.nfc(passphrase);
        match unlock(&*self.platform, &self.keyring, staff_number, &passphrase).await {
            Ok(Some(unlocked)) => {
                let unlocked = self
                    .be_taken_back(staff_number, &passphrase, unlocked)
                    .await?;
                opening::open(self, unlocked).await
            }
            Ok(None) => {
                let shown = self.show(staff_number, &passphrase).await?;
                self.come(staff_number, shown, Coming::New).await
            }
            Err(Failure::WrongPassphrase) if self.tablet.server.is_some() => {
                // Changed at the server, perhaps. That it isn't, or can't be asked, is no news: then it is a wrong one.
                let shown = match self.show(staff_number, &passphrase).await {
                    Err(
                        Failure::FirstSignInNeedsServer
                        | Failure::NotAServer { .. }
                        | Failure::ServerRefused { .. },
                    ) => return Err(Failure::WrongPassphrase),
                    shown => shown?,
                };
                // The server vouches for it: this one was no guess, whatever those before were.
                let forgiven = self
                    .keyring
                    .forgive_try(self.keyring.tag(staff_number))
                    .await;
                forgiven.map_err(|error| failure::of_vault(&error))?;
                match before {
                    Before::Unsaid => Err(Failure::PassphraseChanged),
                    Before::Known(old) => self.change_passphrase(staff_number, old, shown).await,
                    Before::Forgotten => self.come(staff_number, shown, Coming::Again).await,
                }
            }
            Err(failure) => Err(failure),
        }
    }

    /// Where the server has refused what was kept for it, the passphrase that was just typed is shown: it opens here, and
    /// perhaps there.
    async fn be_taken_back(
        &self,
        staff_number: &str,
        passphrase: &str,
        mut unlocked: Unlocked,
    ) -> Result<Unlocked, Failure> {
        let Ok(mut profile) = serde_json::from_slice::<Profile>(unlocked.profile()) else {
            return Ok(unlocked);
        };
        if !profile.is_refused {
            return Ok(unlocked);
        }
        if let Ok(shown) = self.show(staff_number, passphrase).await {
            let key = &shown.secrets.vault_key;
            self.keyring
                .set_way(&unlocked, Way::Passphrase, Some(shown.params), key)
                .await
                .map_err(|error| failure::of_vault(&error))?;
            profile.credential = Some(shown.credential.secret_hex);
            profile.is_refused = false;
            self.keep_profile(&mut unlocked, &profile).await?;
        }
        Ok(unlocked)
    }

    /// Shows the server a passphrase: it says who that is.
    async fn show(&self, staff_number: &str, passphrase: &str) -> Result<Shown, Failure> {
        let Some(server) = &self.tablet.server else {
            return Err(Failure::WrongPassphrase);
        };
        let transport = self.platform.transport(server);
        let shown = show_to::<P>(&transport, staff_number, passphrase).await;
        shown.map_err(|failure| match failure {
            Failure::ServerUnreachable { .. } => Failure::FirstSignInNeedsServer,
            other => other,
        })
    }

    /// The first sign-in of a person on this tablet, or the first with new keys: the server has said who they are, and
    /// certifies their key.
    async fn come(
        mut self,
        staff_number: &str,
        shown: Shown,
        coming: Coming,
    ) -> Result<Rc<Session<P>>, Failure> {
        let Shown {
            params,
            secrets,
            credential,
            me,
        } = shown;
        let facility = self.pin(&me)?;
        self.ask_about_tablet(Some(&credential)).await?;
        if self.tablet.ordered().is_some() {
            return Err(Failure::TabletSignedOut);
        }
        self.tablet.clock_offset_ms = Some(me.server_ms - self.platform.wall_ms());
        let mut profile = Profile {
            person: me.person,
            name: me.name,
            staff_number: me.staff_number,
            roles: words_of(&me.roles),
            credential: Some(credential.secret_hex.clone()),
            certificate: None,
            is_refused: false,
            is_unoffered: false,
        };
        let recovery = wingbook_record::digest::parse_hex(&facility.recovery_public);
        let mut unlocked = self
            .enrol(staff_number, params, &secrets, &profile, recovery, coming)
            .await?;
        self.tablet.write(&self.keyring).await?;
        let server = self.tablet.server.clone().unwrap_or_default();
        let transport = self.platform.transport(&server);
        // A key that can't be certified now is so at the next contact: work goes on meanwhile.
        if let Ok(document) = hub::certify(
            &transport,
            &credential,
            &self.certify_request(&unlocked, me.person),
        )
        .await
        {
            profile.certificate = Some(document);
            self.keep_profile(&mut unlocked, &profile).await?;
        }
        opening::open(self, unlocked).await
    }

    /// Brings the tablet in line with a passphrase that was changed at the server. The keys stay, and all that is theirs.
    async fn change_passphrase(
        self,
        staff_number: &str,
        old: &str,
        shown: Shown,
    ) -> Result<Rc<Session<P>>, Failure> {
        let old = self.platform.nfc(old);
        let unlocked = unlock(&*self.platform, &self.keyring, staff_number, &old).await?;
        let mut unlocked = unlocked.ok_or(Failure::WrongPassphrase)?;
        let params = Some(shown.params);
        let key = &shown.secrets.vault_key;
        self.keyring
            .set_way(&unlocked, Way::Passphrase, params, key)
            .await
            .map_err(|error| failure::of_vault(&error))?;
        if let Ok(mut profile) = serde_json::from_slice::<Profile>(unlocked.profile()) {
            profile.credential = Some(shown.credential.secret_hex);
            profile.is_refused = false;
            self.keep_profile(&mut unlocked, &profile).await?;
        }
        opening::open(self, unlocked).await
    }

    /// Pins the facility at the first contact; later another one is refused.
    fn pin(&mut self, me: &hub::Me) -> Result<Facility, Failure> {
        let (revision, facility) = read_facility(me)?;
        match self.tablet.facility() {
            Some(pinned) if pinned.facility_public != facility.facility_public => {
                Err(Failure::NotAServer {
                    detail: "another facility answers at this address".to_owned(),
                })
            }
            Some(_) => {
                // An older document than the one that stands here changes nothing.
                self.tablet.renew_facility(revision.document());
                Ok(facility)
            }
            None => {
                self.tablet.facility = revision.document().clone();
                self.tablet.slug = me.facility.clone();
                Ok(facility)
            }
        }
    }

    /// Makes a person's keys on this tablet.
    pub(super) async fn enrol(
        &self,
        staff_number: &str,
        kdf: KdfParams,
        secrets: &PassphraseSecrets,
        profile: &Profile,
        recovery: Option<[u8; 32]>,
        coming: Coming,
    ) -> Result<Unlocked, Failure> {
        let bytes = profile_bytes(profile)?;
        let person = NewPerson {
            staff_number,
            kdf,
            vault_key: &secrets.vault_key,
            profile: &bytes,
            recovery,
        };
        match coming {
            Coming::New => self.keyring.enrol(person).await,
            Coming::Again => self.keyring.enrol_again(person).await,
        }
        .map_err(|error| failure::of_vault(&error))
    }

    /// What is certified: the public halves of the keys made here.
    pub fn certify_request(&self, unlocked: &Unlocked, person: PersonId) -> CertifyRequest {
        let signer = Signer::from_seed(unlocked.sign_seed().expose());
        CertifyRequest {
            device: self.tablet.device,
            device_name: self.tablet.name.clone(),
            sign_public: signer.public().to_string(),
            seal_public: hex::encode(unlocked.pair().public()),
            vanished: self.tablet.vanished,
            person,
        }
    }

    /// Keeps the profile, sealed.
    pub async fn keep_profile(
        &self,
        unlocked: &mut Unlocked,
        profile: &Profile,
    ) -> Result<(), Failure> {
        let bytes = profile_bytes(profile)?;
        self.keyring
            .put_profile(unlocked, &bytes)
            .await
            .map_err(|error| failure::of_vault(&error))
    }
}

pub(crate) fn profile_bytes(profile: &Profile) -> Result<Vec<u8>, Failure> {
    serde_json::to_vec(profile).map_err(|error| Failure::Internal {
        detail: error.to_string(),
    })
}

impl<P: Platform> Session<P> {
    /// The keyring under the vault that is open.
    pub(super) async fn keyring(&self) -> Result<Keyring<P::Store>, Failure> {
        Keyring::open(self.vault.store().clone())
            .await
            .map_err(|error| failure::of_vault(&error))
    }

    /// Keeps the profile, sealed.
    pub async fn keep_profile(
        &self,
        keyring: &Keyring<P::Store>,
        profile: &Profile,
    ) -> Result<(), Failure> {
        let of_vault = |error| failure::of_vault(&error);
        let Some(person) = self.vault.person() else {
            return Ok(());
        };
        let bytes = profile_bytes(profile)?;
        // The vault lends its person out for reading only: the row is changed through a second opening.
        let mut again = keyring
            .unlock_again(person.tag(), person.user_key().clone())
            .await
            .map_err(of_vault)?;
        keyring
            .put_profile(&mut again, &bytes)
            .await
            .map_err(of_vault)
    }
}
