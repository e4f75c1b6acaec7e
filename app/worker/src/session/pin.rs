//! Coming back with a PIN: chosen once with the passphrase, sealed in the vault, and given to the keeper at each sign-in
//! with the passphrase. The PIN alone opens nothing that lies on the disk.

use std::rc::Rc;

use wingbook_record::person::lookup_number;
use wingbook_vault::{
    VaultError,
    keyring::PersonTag,
    pin::{BadPin, Pin},
};

use super::{Session, opening, sign_in::Door};
use crate::{
    failure,
    keeper::{Keeper, Opened},
    message::{Failure, KeptView},
    platform::Platform,
};

/// The setting that holds the PIN, sealed with its owner's own key.
const SETTING: &str = "pin";

fn refused(error: BadPin) -> Failure {
    match error {
        BadPin::Shape => Failure::invalid("pin"),
        BadPin::Obvious => Failure::invalid("pin-obvious"),
    }
}

impl<P: Platform> Door<P> {
    /// Opens again what somebody has open in the running app.
    pub async fn sign_in_with_pin(self, tag: &str, typed: &str) -> Result<Rc<Session<P>>, Failure> {
        let mut door = self;
        door.check_allowed().await?;
        let pin = Pin::read(typed).map_err(refused)?;
        let keeper = door.platform.keeper();
        let person: PersonTag = tag.parse().map_err(|_| Failure::PinGone)?;
        let key = match keeper.open(tag, &pin).await {
            Opened::Key(key) => key,
            Opened::Wrong { left } => return Err(Failure::WrongPin { left }),
            Opened::Gone => return Err(Failure::PinGone),
        };
        match door.keyring.unlock_again(person, key).await {
            Ok(unlocked) => {
                let session = opening::open(door, unlocked).await?;
                // Changed or given up in another tab, whose keeper is not this one's.
                if session.recall_pin().await.as_ref() != Some(&pin) {
                    keeper.forget(tag).await;
                    return Err(Failure::PinGone);
                }
                Ok(session)
            }
            // Taken off this tablet, or enrolled anew in another tab: the key opens nothing any more.
            Err(VaultError::UnknownPerson | VaultError::Damaged { .. }) => {
                keeper.forget(tag).await;
                Err(Failure::PinGone)
            }
            Err(error) => Err(failure::of_vault(&error)),
        }
    }
}

impl<P: Platform> Session<P> {
    /// Whether this person has chosen a PIN. One that can't be read is chosen again.
    pub(super) async fn recall_pin(&self) -> Option<Pin> {
        let held = self.vault.setting(SETTING).await.ok().flatten()?;
        let pin = Pin::read(std::str::from_utf8(&held).ok()?).ok();
        self.has_pin.set(pin.is_some());
        pin
    }

    /// Lets the keeper remember this person, if they have a PIN.
    pub async fn be_kept(&self) {
        let Some(pin) = self.recall_pin().await else {
            return;
        };
        if let Some((view, person)) = self.kept_view(&pin).zip(self.vault.person()) {
            let keeper = self.platform.keeper();
            keeper.keep(&view, &pin, person.user_key()).await;
        }
    }

    /// Chooses a PIN, or gives it up. The passphrase is asked for again: a tablet that lies open must not let whoever
    /// picks it up come back later in somebody's name.
    pub async fn put_pin(&self, passphrase: &str, typed: Option<&str>) -> Result<(), Failure> {
        let pin = typed.map(Pin::choose).transpose().map_err(refused)?;
        self.check_passphrase(passphrase).await?;
        let of_vault = |error| failure::of_vault(&error);
        let content = pin.as_ref().map_or("", Pin::as_str);
        self.vault
            .put_setting(SETTING, content.as_bytes())
            .await
            .map_err(of_vault)?;
        self.has_pin.set(pin.is_some());
        match (pin, self.vault.person()) {
            (Some(_), _) => self.be_kept().await,
            (None, Some(person)) => {
                let keeper = self.platform.keeper();
                keeper.forget(&person.tag().to_string()).await;
            }
            (None, None) => {}
        }
        Ok(())
    }

    /// Whether a passphrase is that of whoever is signed in. Wrong ones are counted as at sign-in.
    pub async fn check_passphrase(&self, passphrase: &str) -> Result<(), Failure> {
        let keyring = self.keyring().await?;
        let staff_number = lookup_number(&self.profile.borrow().staff_number);
        let passphrase = self.platform.nfc(passphrase);
        super::sign_in::unlock(&*self.platform, &keyring, &staff_number, &passphrase)
            .await?
            .map(drop)
            .ok_or(Failure::WrongPassphrase)
    }

    fn kept_view(&self, pin: &Pin) -> Option<KeptView> {
        let profile = self.profile.borrow();
        Some(KeptView {
            tag: self.vault.person()?.tag().to_string(),
            name: profile.name.clone(),
            staff_number: profile.staff_number.clone(),
            // A PIN has eight digits at most.
            digits: u8::try_from(pin.as_str().len()).unwrap_or(u8::MAX),
        })
    }
}
