//! Lawful removal of a record's body: who decided it, why and when.
//!
//! A body goes by a retention rule, for which the facility's key signs, or because two people decided so, who both sign
//! the same sentence. The record becomes one further revision without the body and with the decision beside its header;
//! header and signature stay, so the chain still verifies. Nothing else may ever follow a record.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use thiserror::Error;

use crate::{
    access::{Book, Role},
    canonical::{self, CanonicalError},
    certificate::Certified,
    digest::{Digest, Purpose},
    entry::Entry,
    id::{EntryId, PersonId},
    signer::{KeyId, PublicKey, Signature, Signer},
    time::Millis,
};

/// The version of the decision that this crate writes.
pub const VERSION: u32 = 1;

/// The document's member that holds it.
pub const MEMBER: &str = "removal";

/// Somebody who decides, and the key with which they sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decider {
    /// Who.
    pub person: PersonId,
    /// With which key.
    pub key: KeyId,
}

/// The decision. Exactly one of `rule` and `deciders` says who decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Its version.
    pub v: u32,
    /// The record.
    pub entry: EntryId,
    /// The hash of the record's header: the decision is about this record and no other of its id.
    pub header: Digest,
    /// Why.
    pub why: String,
    /// When, by the clock of whoever wrote the decision down.
    pub at_ms: Millis,
    /// The retention rule that asks for it; then the facility's key signs.
    pub rule: Option<String>,
    /// The two people who decided; then both sign.
    pub deciders: Vec<Decider>,
}

/// A decision with its signatures, as it stands in a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Removal {
    /// What was decided.
    pub decision: Decision,
    /// One by the facility for a rule, else one by each decider, in their order.
    pub signatures: Vec<Signature>,
}

/// Why a removal is not lawful.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RemovalError {
    /// Something is missing or of the wrong kind.
    #[error("the decision is not complete ({0})")]
    Shape(String),
    /// Written by a newer version.
    #[error("the decision was written by a newer version ({0})")]
    NeedsNewerApp(u32),
    /// It has no canonical bytes.
    #[error("the decision has no canonical bytes ({0})")]
    Bytes(#[from] CanonicalError),
    /// The body is there still.
    #[error("the decision says that the body is gone, and it is there")]
    BodyThere,
    /// It is about another record.
    #[error("the decision is about another record")]
    OtherRecord,
    /// Neither a rule nor two different people, or both.
    #[error("a body goes by one retention rule or by the decision of two different people")]
    Deciders,
    /// A key that no certificate of the facility names, or another person's.
    #[error("whoever decided has no certificate of this facility for the key that signed")]
    NotCertified,
    /// People who may not decide this.
    #[error(
        "the two who decide have to read the register, and one of them has to be a reviewer where it is reviewed"
    )]
    Role,
    /// A signature does not fit.
    #[error("a signature does not fit the decision")]
    Signature,
}

impl Decision {
    /// What is signed.
    ///
    /// # Errors
    /// When it has no canonical bytes (a time outside ±(2^53−1) ms).
    pub fn digest(&self) -> Result<Digest, RemovalError> {
        let value =
            serde_json::to_value(self).map_err(|error| RemovalError::Shape(error.to_string()))?;
        digest_of(&value)
    }

    /// One signature under it: the facility's, or a decider's.
    ///
    /// # Errors
    /// As [`Decision::digest`].
    pub fn sign(&self, signer: &Signer) -> Result<Signature, RemovalError> {
        Ok(signer.sign(Purpose::Removal, self.digest()?))
    }

    /// The record's document after the removal: without its body, with the decision.
    pub fn applied_to(self, entry: &Entry, signatures: Vec<Signature>) -> Value {
        let document = entry.document();
        json!({
            "_id": document["_id"],
            "kind": document["kind"],
            "header": document["header"],
            "signature": document["signature"],
            MEMBER: Removal { decision: self, signatures },
        })
    }
}

fn digest_of(decision: &Value) -> Result<Digest, RemovalError> {
    let bytes = canonical::to_bytes(decision)?;
    Ok(Digest::of(Purpose::Removal, &bytes))
}

impl Removal {
    /// The decision in a record's document; `None` where there is none.
    ///
    /// # Errors
    /// When what stands there is none.
    pub fn of(entry: &Entry) -> Result<Option<Self>, RemovalError> {
        let Some(value) = entry.document().get(MEMBER) else {
            return Ok(None);
        };
        if let Some(newer) = value["decision"]["v"].as_u64()
            && newer != u64::from(VERSION)
        {
            let newer = u32::try_from(newer).unwrap_or(u32::MAX);
            return Err(RemovalError::NeedsNewerApp(newer));
        }
        Self::deserialize(value)
            .map(Some)
            .map_err(|error| RemovalError::Shape(error.to_string()))
    }

    /// Whether the body of this record went lawfully. `certified` gives the certificates of a key, of this facility.
    ///
    /// # Errors
    /// Why it did not.
    pub fn check<'a>(
        &self,
        entry: &Entry,
        facility: &PublicKey,
        certified: impl Fn(KeyId) -> &'a [Certified],
    ) -> Result<(), RemovalError> {
        let decision = &self.decision;
        if entry.body().is_some() {
            return Err(RemovalError::BodyThere);
        }
        if decision.entry != entry.id() || decision.header != entry.header_digest() {
            return Err(RemovalError::OtherRecord);
        }
        if decision.why.trim().is_empty() {
            return Err(RemovalError::Shape("no reason".into()));
        }
        // As received, not as read: what was signed may not be anything else than what stands there.
        let digest = digest_of(&entry.document()[MEMBER]["decision"])?;
        let fits = |key: &PublicKey, signature: &Signature| {
            key.verifies(Purpose::Removal, digest, signature)
        };
        match (
            &decision.rule,
            decision.deciders.as_slice(),
            self.signatures.as_slice(),
        ) {
            (Some(rule), [], [signature]) if !rule.trim().is_empty() => fits(facility, signature)
                .then_some(())
                .ok_or(RemovalError::Signature),
            (None, [first, second], [one, two]) if first.person != second.person => {
                let mut roles = Vec::new();
                for (decider, signature) in [(first, one), (second, two)] {
                    let held = certified(decider.key);
                    let key = held.first().ok_or(RemovalError::NotCertified)?.sign_public;
                    if held.iter().any(|held| held.person != decider.person) {
                        return Err(RemovalError::NotCertified);
                    }
                    if !fits(&key, signature) {
                        return Err(RemovalError::Signature);
                    }
                    roles.push(held);
                }
                may_decide(entry.header().book, &roles)
                    .then_some(())
                    .ok_or(RemovalError::Role)
            }
            _ => Err(RemovalError::Deciders),
        }
    }
}

/// Whether these two, each with all their certificates, may decide about a body of the book.
fn may_decide(book: Book, two: &[&[Certified]]) -> bool {
    let any = |held: &[Certified], may: &dyn Fn(&[Role]) -> bool| {
        held.iter().any(|certified| may(&certified.roles))
    };
    let is_reviewed = book.reviewable_by(Role::ALL);
    two.iter()
        .all(|held| any(held, &|roles| book.readable_by(roles)))
        && (!is_reviewed
            || two
                .iter()
                .any(|held| any(held, &|roles| book.reviewable_by(roles))))
}

#[cfg(test)]
mod tests;
