//! The ceremony in which a recovery key is made: split, written down by its holders, tested from their papers, and only
//! then put into force. Until then it lives in this worker's memory alone.

use wingbook_record::access::Role;
use wingbook_vault::{
    keyring::Keyring,
    recovery::split,
    seal::{SealPair, recipient_id},
};

use super::{Known, Session};
use crate::{
    failure, hub,
    message::{Failure, PartsFault, RecoveryStep, RecoveryView, Response},
    platform::Platform,
    recovery::{of_part, read},
};

/// Letters of a key's mark: enough to tell two sheets apart.
const MARK_LEN: usize = 8;

/// By which a key's papers are told from those of another.
fn mark_of(public: &[u8; 32]) -> String {
    recipient_id(public)[..MARK_LEN].to_uppercase()
}

impl<P: Platform> Session<P> {
    /// One step of the ceremony.
    pub async fn recovery(&self, step: RecoveryStep) -> Result<Response, Failure> {
        self.need(&[Role::Administrator], "recovery")?;
        match step {
            RecoveryStep::Look => Ok(Response::Recovery(self.recovery_view())),
            RecoveryStep::Make { needed, all } => {
                let key = SealPair::make().map_err(|error| Failure::Internal {
                    detail: error.to_string(),
                })?;
                let parts = split(&key, needed, all).map_err(|error| of_part(0, error))?;
                let texts = parts.iter().map(|part| part.to_text().to_string());
                let texts = texts.collect();
                let mark = mark_of(key.public());
                self.made_key.replace(Some((key, parts)));
                Ok(Response::RecoveryParts { parts: texts, mark })
            }
            RecoveryStep::Finish { parts } => {
                self.finish_ceremony(&parts).await?;
                Ok(Response::Recovery(self.recovery_view()))
            }
        }
    }

    fn recovery_view(&self) -> RecoveryView {
        let tablet = self.tablet.borrow();
        RecoveryView {
            mark: tablet.recovery_public().map(|public| mark_of(&public)),
            has_server: tablet.server.is_some(),
        }
    }

    async fn finish_ceremony(&self, parts: &[String]) -> Result<(), Failure> {
        let public = {
            let made = self.made_key.borrow();
            let other = Failure::Parts(PartsFault::OtherKey);
            let (key, made) = made.as_ref().ok_or_else(|| other.clone())?;
            let typed = read(parts)?;
            if typed.iter().any(|part| !made.contains(part)) {
                return Err(other);
            }
            // Every paper is tried: one that was never tested is the one that will be needed.
            let untried = made.iter().filter(|part| !typed.contains(part)).count();
            if untried > 0 {
                let n = u8::try_from(untried).unwrap_or(u8::MAX);
                return Err(Failure::Parts(PartsFault::Missing { n }));
            }
            *key.public()
        };
        self.put_recovery(&public).await?;
        self.made_key.replace(None);
        Ok(())
    }

    /// Puts a key into force: at the server, for every tablet at its next contact; and on this one now.
    async fn put_recovery(&self, public: &[u8; 32]) -> Result<(), Failure> {
        let public = hex::encode(public);
        let server = self.tablet.borrow().server.clone();
        match server {
            Some(server) => {
                let credential = self.profile.borrow().credential();
                let credential = credential.ok_or(Failure::Locked)?;
                let transport = self.platform.transport(&server);
                let document = match hub::put_recovery(&transport, &credential, &public).await {
                    // Perhaps the answer was lost on its way: then the key is in force, and its papers are worth gold.
                    Err(Failure::ServerUnreachable { detail }) => {
                        let unknown = Failure::ServerUnreachable { detail };
                        let me = hub::me(&transport, &credential).await;
                        let document = me.map_err(|_| unknown.clone())?.facility_document;
                        if document["value"]["recovery_public"] != public.as_str() {
                            return Err(unknown);
                        }
                        document
                    }
                    answer => answer?,
                };
                let is_news = self.tablet.borrow_mut().renew_facility(&document);
                if !is_news {
                    return Err(Failure::NotAServer {
                        detail: "facility".to_owned(),
                    });
                }
            }
            None => self.tablet.borrow_mut().recovery = Some(public),
        }
        let keyring = self.keyring().await?;
        let tablet = self.tablet.borrow().clone();
        tablet.write(&keyring).await?;
        self.be_recoverable(&keyring).await?;
        self.share_keys(&keyring, Known::SoFar).await
    }

    /// Lets the facility's recovery key open what is this person's alone.
    pub async fn be_recoverable(&self, keyring: &Keyring<P::Store>) -> Result<(), Failure> {
        let recovery = self.tablet.borrow().recovery_public();
        match (recovery, self.vault.person()) {
            (Some(recovery), Some(me)) => keyring
                .ensure_recovery(me, &recovery)
                .await
                .map_err(|error| failure::of_vault(&error)),
            _ => Ok(()),
        }
    }
}
