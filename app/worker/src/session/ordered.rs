//! What becomes of a lost tablet: the facility's signed order is heard, what waits is sent, every key goes, and what lies
//! here is erased once nothing is lost with it, or at once where the order says so.
//!
//! Each step can be taken twice: a tablet that dies in between goes on at its next start.

use wingbook_record::{
    access::Role,
    order::{Signed, Standing},
};
use wingbook_vault::{
    VaultError,
    keyring::{Entitlement, Keyring, Readers},
    seal::SealPair,
};

use super::{Session, sign_in::Door};
use crate::{
    failure,
    hub::{self, ContactAsked, Credential},
    keeper::Keeper,
    message::{Failure, LeftView, Response, TabletOrder, TabletStep},
    platform::Platform,
    submissions::shelves,
    tablet::Tablet,
};

fn of_vault(error: VaultError) -> Failure {
    failure::of_vault(&error)
}

/// What would be lost if everything here were erased now.
pub(crate) async fn left<P: Platform>(keyring: &Keyring<P::Store>) -> Result<LeftView, Failure> {
    Ok(LeftView {
        records: keyring.waiting_count().await.map_err(of_vault)?,
        drafts: keyring.draft_count().await.map_err(of_vault)?,
        documents: keyring.holds_documents().await.map_err(of_vault)?,
    })
}

/// Takes everybody off the tablet. What lies here is open to the facility's recovery key alone from now on. Where there is
/// no such key nobody is taken off, for what they left could never be opened again; nobody is let in either.
async fn take_keys_away<P: Platform>(
    platform: &P,
    keyring: &Keyring<P::Store>,
    tablet: &Tablet,
) -> Result<(), Failure> {
    let people = keyring.people().await.map_err(of_vault)?;
    for one in &people {
        platform.keeper().forget(&one.tag.to_string()).await;
    }
    let recovery = tablet.recovery_public();
    if recovery.is_none() || people.is_empty() {
        return Ok(());
    }
    let nobody = SealPair::make().map_err(|error| Failure::Internal {
        detail: error.to_string(),
    })?;
    let closed = shelves(Role::ALL)?
        .into_iter()
        .map(|(book, _)| Entitlement {
            book,
            readers: Readers::Exactly(Vec::new()),
            recovery,
        });
    let closed: Vec<Entitlement> = closed.collect();
    keyring
        .ensure_epochs(&nobody, &closed)
        .await
        .map_err(of_vault)?;
    for one in people {
        match keyring.retire(one.tag).await {
            // Done in another tab.
            Ok(()) | Err(VaultError::UnknownPerson) => {}
            Err(error) => return Err(of_vault(error)),
        }
    }
    Ok(())
}

/// Does what was ordered, as far as it is still to be done.
pub(crate) async fn obey<P: Platform>(
    platform: &P,
    keyring: &Keyring<P::Store>,
    tablet: &mut Tablet,
) -> Result<(), Failure> {
    let Some(Signed { order, .. }) = tablet.ordered() else {
        return Ok(());
    };
    take_keys_away(platform, keyring, tablet).await?;
    if order.standing == Standing::Erased && !tablet.erasing {
        let is_lost = !left::<P>(keyring).await?.is_nothing();
        if order.at_once || !is_lost {
            tablet.erasing = true;
            tablet.write(keyring).await?;
        }
    }
    Ok(())
}

/// How many records and drafts are left, as it is told to the server.
fn count(left: LeftView) -> u32 {
    u32::try_from(left.records.saturating_add(left.drafts)).unwrap_or(u32::MAX)
}

impl<P: Platform> Door<P> {
    /// Lets nobody in on a tablet that was signed out, unless the server has the facility's word that it is allowed again.
    pub async fn check_allowed(&mut self) -> Result<(), Failure> {
        if self.tablet.erasing {
            return Err(Failure::TabletSignedOut);
        }
        if self.tablet.ordered().is_none() {
            return Ok(());
        }
        self.ask_about_tablet(None).await?;
        match self.tablet.ordered() {
            Some(_) => Err(Failure::TabletSignedOut),
            None => Ok(()),
        }
    }

    /// Asks what the facility says of this tablet, and does so. Without an answer nothing changes.
    pub async fn ask_about_tablet(
        &mut self,
        credential: Option<&Credential>,
    ) -> Result<(), Failure> {
        let Some(server) = &self.tablet.server else {
            return Ok(());
        };
        let transport = self.platform.transport(server);
        let asked = ContactAsked::of(&self.tablet);
        if let Ok(Some(order)) = hub::contact(&transport, credential, &asked).await
            && self.tablet.take_order(&order)
        {
            self.tablet.write(&self.keyring).await?;
            obey(&*self.platform, &self.keyring, &mut self.tablet).await?;
        }
        Ok(())
    }
}

impl<P: Platform> Session<P> {
    /// Whether the facility has signed this tablet out, or wants it erased.
    pub fn is_ordered_out(&self) -> bool {
        self.tablet.borrow().ordered().is_some()
    }

    /// Tells the server that this tablet is here, and hears what the facility says of it.
    pub async fn make_contact(&self, keyring: &Keyring<P::Store>) -> Result<(), Failure> {
        let asked = ContactAsked::of(&self.tablet.borrow());
        // A server that knows nothing of tablets orders nothing.
        let answer = self.tell_of_tablet(&asked).await.unwrap_or_default();
        let is_news = answer.is_some_and(|order| self.tablet.borrow_mut().take_order(&order));
        if is_news {
            let tablet = self.tablet.borrow().clone();
            tablet.write(keyring).await?;
        }
        Ok(())
    }

    async fn tell_of_tablet(
        &self,
        asked: &ContactAsked,
    ) -> Result<Option<serde_json::Value>, Failure> {
        let server = self.tablet.borrow().server.clone();
        let credential = self.profile.borrow().credential();
        let (Some(server), Some(credential)) = (server, credential) else {
            return Ok(None);
        };
        let transport = self.platform.transport(&server);
        hub::contact(&transport, Some(&credential), asked).await
    }

    /// Does what was ordered for this tablet, once what waits was sent as far as it goes; the server is told how much is
    /// left. Every session here is over then.
    pub async fn obey_order(&self, keyring: &Keyring<P::Store>) -> Result<(), Failure> {
        let Some(signed) = self.tablet.borrow().ordered() else {
            return Ok(());
        };
        let left = count(left::<P>(keyring).await?);
        let asked = ContactAsked {
            obeyed_ms: Some(signed.at_ms),
            left,
            ..ContactAsked::of(&self.tablet.borrow())
        };
        // Not told: then administrators see that it is still to come.
        let _ = self.tell_of_tablet(&asked).await;
        let mut tablet = self.tablet.borrow().clone();
        tablet.write(keyring).await?;
        obey(&*self.platform, keyring, &mut tablet).await?;
        self.tablet.replace(tablet);
        self.platform.tell_tabs();
        Ok(())
    }

    /// One question about tablets.
    pub async fn tablets(&self, step: TabletStep) -> Result<Response, Failure> {
        match step {
            TabletStep::List => self.list_tablets().await,
            TabletStep::Order(order) => self.order_tablet(order).await.map(|()| Response::Done),
            TabletStep::Left => {
                let keyring = self.keyring().await?;
                left::<P>(&keyring).await.map(Response::Left)
            }
            TabletStep::Erase => self.begin_to_erase().await.map(|()| Response::Done),
        }
    }

    fn as_administrator(&self) -> Result<(P::Transport, Credential), Failure> {
        self.need(&[Role::Administrator], "tablets")?;
        let server = self.tablet.borrow().server.clone();
        let credential = self.profile.borrow().credential();
        let not_here = || Failure::NotHere {
            what: "server".to_owned(),
        };
        let (server, credential) = server.zip(credential).ok_or_else(not_here)?;
        Ok((self.platform.transport(&server), credential))
    }

    async fn list_tablets(&self) -> Result<Response, Failure> {
        let (transport, credential) = self.as_administrator()?;
        let tablets = hub::tablets(&transport, &credential).await?;
        Ok(Response::Tablets(tablets))
    }

    async fn order_tablet(&self, mut order: TabletOrder) -> Result<(), Failure> {
        let (transport, credential) = self.as_administrator()?;
        order.reason = order.reason.trim().to_owned();
        if order.reason.is_empty() {
            return Err(Failure::invalid("reason"));
        }
        hub::order(&transport, &credential, &order).await.map(drop)
    }

    /// Whoever is signed in has this tablet erased. From here on it goes on by itself, whatever becomes of this session.
    async fn begin_to_erase(&self) -> Result<(), Failure> {
        let keyring = self.keyring().await?;
        let asked = ContactAsked {
            erased: true,
            left: count(left::<P>(&keyring).await?),
            ..ContactAsked::of(&self.tablet.borrow())
        };
        // Not told where there is no connection: whoever erases it knows.
        let _ = self.tell_of_tablet(&asked).await;
        let mut tablet = self.tablet.borrow().clone();
        tablet.erasing = true;
        tablet.write(&keyring).await?;
        self.platform.tell_tabs();
        Ok(())
    }
}
