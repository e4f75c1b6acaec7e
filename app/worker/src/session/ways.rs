//! Other ways in: a badge with its PIN, and a passkey. Each opens the same keys as the passphrase on the tablet where it was
//! made, without a network; what is shown to the server lies sealed in the profile that they open, so that sending goes on.
//! The server never hears of them.

use std::rc::Rc;

use wingbook_vault::{
    VaultError,
    badge::{self, Badge, BadgeError},
    kdf::{KdfMemory, KdfParams, VaultKey},
    keyring::{PersonTag, Unlocked, Way},
    passkey,
    pin::{BadPin, Pin},
    seal::{SealError, Secret},
};

use super::{
    Session, opening,
    sign_in::{Door, leave_to_try},
};
use crate::{
    failure,
    message::{BadgeFault, Failure, PasskeyAnswer, Passkeys, Response, WayStep, WaysView},
    platform::Platform,
};

fn of_badge(error: BadgeError) -> Failure {
    Failure::Badge(match error {
        BadgeError::Group { group } => BadgeFault::Group { group },
        BadgeError::NeedsNewerApp { .. } => return Failure::NeedsNewerApp,
        _ => BadgeFault::NotABadge,
    })
}

fn of_vault(error: VaultError) -> Failure {
    failure::of_vault(&error)
}

fn without_randomness(error: SealError) -> Failure {
    Failure::Internal {
        detail: error.to_string(),
    }
}

impl<P: Platform> Door<P> {
    /// Whether what is shown is the badge of somebody here. It opens nothing and tells no name: that takes the PIN.
    pub async fn know_badge(&self, shown: &str) -> Result<(), Failure> {
        let badge = Badge::read(shown).map_err(of_badge)?;
        self.owner(&badge).await.map(drop)
    }

    /// Signs in with a badge and its PIN.
    pub async fn sign_in_with_badge(
        self,
        shown: &str,
        typed: &str,
    ) -> Result<Rc<Session<P>>, Failure> {
        let wrong = Failure::Badge(BadgeFault::WrongPin);
        let badge = Badge::read(shown).map_err(of_badge)?;
        let pin = Pin::read(typed).map_err(|_| wrong.clone())?;
        let owner = self.owner(&badge).await?;
        let unlocked = self
            .open_by(owner, Way::Badge, wrong, |params| {
                let params = params.ok_or(Failure::Badge(BadgeFault::NotHere))?;
                let tablet = self.keyring.tablet();
                badge
                    .vault_key(&pin, tablet, owner, params, &mut KdfMemory::new())
                    .map_err(|error| failure::of_kdf(&error))
            })
            .await?;
        opening::open(self, unlocked).await
    }

    /// Signs in with what a passkey answered.
    pub async fn sign_in_with_passkey(
        self,
        answer: &PasskeyAnswer,
    ) -> Result<Rc<Session<P>>, Failure> {
        let not_here = Failure::PasskeyNotHere;
        let owner = self.keyring.whose(Way::Passkey, &answer.handle).await;
        let owner = owner.map_err(of_vault)?.ok_or(not_here.clone())?;
        let secret = Secret::from_slice(&answer.secret).ok_or(not_here.clone())?;
        let key = passkey::vault_key(&secret, self.keyring.tablet(), owner);
        let unlocked = self
            .open_by(owner, Way::Passkey, not_here, |_| Ok(key))
            .await?;
        opening::open(self, unlocked).await
    }

    /// The passkeys of everybody here, and what they are asked.
    pub async fn passkeys(&self) -> Result<Passkeys, Failure> {
        let shown = self.keyring.shown_ways(Way::Passkey).await;
        let shown = shown.map_err(of_vault)?.into_iter();
        Ok(Passkeys {
            handles: shown.map(|(_, handle)| handle).collect(),
            question: passkey::question(self.keyring.tablet()).to_vec(),
        })
    }

    async fn owner(&self, badge: &Badge) -> Result<PersonTag, Failure> {
        let owner = self.keyring.whose(Way::Badge, &badge.handle()).await;
        owner
            .map_err(of_vault)?
            .ok_or(Failure::Badge(BadgeFault::NotHere))
    }

    /// Opens somebody's keys by a way that was shown. A try counts before anything is derived.
    async fn open_by(
        &self,
        owner: PersonTag,
        way: Way,
        wrong: Failure,
        key_of: impl FnOnce(Option<&KdfParams>) -> Result<VaultKey, Failure>,
    ) -> Result<Unlocked, Failure> {
        let now_ms = self.platform.wall_ms();
        let begun = self.keyring.begin_try_of(owner, now_ms).await;
        let attempt = leave_to_try(begun, now_ms)?.ok_or(wrong.clone())?;
        let key = key_of(attempt.kdf(way))?;
        match self.keyring.unlock(attempt, way, &key).await {
            Err(VaultError::WrongSecret) => Err(wrong),
            opened => opened.map_err(of_vault),
        }
    }
}

impl<P: Platform> Session<P> {
    /// One step about one's own other ways in.
    pub async fn way(&self, step: WayStep) -> Result<Response, Failure> {
        match step {
            WayStep::Look => {}
            WayStep::Check { passphrase } => {
                self.check_passphrase(&passphrase).await?;
                return self.passkeys().await.map(Response::Passkeys);
            }
            WayStep::MakeBadge { passphrase, pin } => {
                let badge = self.make_badge(&passphrase, &pin).await?;
                return Ok(Response::Badge(badge.to_text().to_string()));
            }
            WayStep::TestBadge { shown } => {
                let badge = Badge::read(&shown).map_err(of_badge)?;
                let keyring = self.keyring().await?;
                let owner = keyring.whose(Way::Badge, &badge.handle()).await;
                let is_mine = owner
                    .map_err(of_vault)?
                    .is_some_and(|owner| self.vault.person().is_some_and(|me| me.tag() == owner));
                return match is_mine {
                    true => Ok(Response::Done),
                    false => Err(Failure::Badge(BadgeFault::NotHere)),
                };
            }
            WayStep::RevokeBadge => self.remove(Way::Badge).await?,
            WayStep::MakePasskey { passphrase, answer } => {
                self.make_passkey(&passphrase, &answer).await?;
            }
            WayStep::RemovePasskey => self.remove(Way::Passkey).await?,
        }
        self.ways_view().await.map(Response::Ways)
    }

    async fn ways_view(&self) -> Result<WaysView, Failure> {
        let keyring = self.keyring().await?;
        let me = self.vault.person().map(Unlocked::tag);
        let mut has = [false; 2];
        for (has, way) in has.iter_mut().zip([Way::Badge, Way::Passkey]) {
            let shown = keyring.shown_ways(way).await.map_err(of_vault)?;
            *has = shown.iter().any(|(tag, _)| Some(*tag) == me);
        }
        let [badge, passkey] = has;
        Ok(WaysView { badge, passkey })
    }

    /// One's own passkey, for the platform to know it again; and what it is asked.
    async fn passkeys(&self) -> Result<Passkeys, Failure> {
        let keyring = self.keyring().await?;
        let me = self.vault.person().map(Unlocked::tag);
        let shown = keyring.shown_ways(Way::Passkey).await.map_err(of_vault)?;
        let mine = shown.into_iter().filter(|(tag, _)| Some(*tag) == me);
        Ok(Passkeys {
            handles: mine.map(|(_, handle)| handle).collect(),
            question: passkey::question(keyring.tablet()).to_vec(),
        })
    }

    async fn make_badge(&self, passphrase: &str, typed: &str) -> Result<Badge, Failure> {
        let pin = badge::choose_pin(typed).map_err(|error| match error {
            BadPin::Shape => Failure::invalid("pin"),
            BadPin::Obvious => Failure::invalid("pin-obvious"),
        })?;
        self.check_passphrase(passphrase).await?;
        let keyring = self.keyring().await?;
        let Some(me) = self.vault.person() else {
            return Err(Failure::Locked);
        };
        let badge = Badge::make().map_err(without_randomness)?;
        let params = KdfParams::make().map_err(without_randomness)?;
        let key = badge
            .vault_key(
                &pin,
                keyring.tablet(),
                me.tag(),
                &params,
                &mut KdfMemory::new(),
            )
            .map_err(|error| failure::of_kdf(&error))?;
        keyring
            .set_shown_way(me, Way::Badge, Some(params), &key, &badge.handle())
            .await
            .map_err(of_vault)?;
        Ok(badge)
    }

    async fn make_passkey(&self, passphrase: &str, answer: &PasskeyAnswer) -> Result<(), Failure> {
        let is_named = (1..=passkey::HANDLE_LEN_MAX).contains(&answer.handle.len());
        let secret = Secret::from_slice(&answer.secret).filter(|_| is_named);
        let secret = secret.ok_or_else(|| Failure::Internal {
            detail: "the passkey gave no secret of 32 bytes".to_owned(),
        })?;
        self.check_passphrase(passphrase).await?;
        let keyring = self.keyring().await?;
        let Some(me) = self.vault.person() else {
            return Err(Failure::Locked);
        };
        let key = passkey::vault_key(&secret, keyring.tablet(), me.tag());
        keyring
            .set_shown_way(me, Way::Passkey, None, &key, &answer.handle)
            .await
            .map_err(of_vault)
    }

    async fn remove(&self, way: Way) -> Result<(), Failure> {
        let keyring = self.keyring().await?;
        match self.vault.person() {
            Some(me) => keyring.remove_way(me, way).await.map_err(of_vault),
            None => Err(Failure::Locked),
        }
    }
}
