//! Tablets of tests: keys that the hub certifies, and what they sign.

use serde_json::{Value, json};
use uuid::Uuid;
use wingbook_record::{
    access::Book,
    digest::Digest,
    entry::{Body, Draft, Entry, Head, Origin},
    id::{ChainId, DeviceId, EntryId, PersonId},
    roster::{Edited, Revision as Signed},
    signer::Signer,
    time::{Occurred, Recorded},
};

use crate::server::Server;

/// One person's keys on one tablet.
pub struct Tablet {
    pub signer: Signer,
    pub device: DeviceId,
    pub person: PersonId,
    pub certificate: Value,
    pub head: Head,
}

impl Tablet {
    /// Makes keys of which no server knows, for a person whom none knows.
    pub fn alone() -> Self {
        let signer = Signer::from_seed(
            &[Uuid::new_v4().into_bytes(), Uuid::new_v4().into_bytes()]
                .concat()
                .try_into()
                .unwrap(),
        );
        Self {
            signer,
            device: DeviceId(Uuid::new_v4()),
            person: PersonId(Uuid::new_v4()),
            certificate: Value::Null,
            head: Head::empty(ChainId(Uuid::new_v4())),
        }
    }

    /// Makes keys and has them certified.
    pub async fn of(server: &Server, staff_number: &str) -> Self {
        let keys = Self::alone();
        let asked = json!({
            "device": keys.device,
            "device_name": "Tablet 3",
            "sign_public": keys.signer.public(),
            "seal_public": keys.signer.public(),
        });
        let (status, certificate) = server
            .as_user(staff_number)
            .post("/_wingbook/certify", &asked)
            .await;
        assert_eq!(status, 200, "{certificate}");
        let person = serde_json::from_value(certificate["value"]["person"].clone()).unwrap();
        Self {
            person,
            certificate,
            ..keys
        }
    }

    /// A copy of its vault: it goes on from where this one is.
    pub fn copy(&self) -> Self {
        Self {
            signer: self.signer.clone(),
            device: self.device,
            person: self.person,
            certificate: self.certificate.clone(),
            head: self.head,
        }
    }

    /// Writes on in the chain of another one.
    pub fn take_chain_of(&mut self, other: &Self) {
        self.head = other.head;
    }

    /// Writes a chain of this id from its beginning.
    pub fn begin(&mut self, chain: ChainId) {
        self.head = Head::empty(chain);
    }

    /// A record.
    pub fn entry(&mut self, book: Book, form: &str, answers: Value) -> Value {
        self.entry_with(book, form, answers, |_| {})
    }

    /// A record whose draft is changed before it is signed.
    pub fn entry_with(
        &mut self,
        book: Book,
        form: &str,
        answers: Value,
        change: impl FnOnce(&mut Draft),
    ) -> Value {
        let mut draft = Draft {
            id: EntryId(Uuid::now_v7()),
            book,
            form: form.into(),
            form_version: "1".into(),
            author: self.person,
            device: self.device,
            recorded: Recorded {
                wall_ms: 1_763_955_444_123,
                zone: "Africa/Kampala".into(),
                utc_offset_minutes: 180,
                server_offset_ms: None,
                start: Uuid::nil(),
                monotonic_ms: 1,
            },
            app: "0.1.0+test".into(),
            practice: false,
            body: Body {
                salt: Uuid::new_v4().simple().to_string(),
                people: vec![],
                places: vec![],
                occurred: Occurred::exactly(1_763_955_444_123),
                origin: Origin::Live,
                corrects: None,
                answers: answers.as_object().cloned().unwrap_or_default(),
            },
        };
        change(&mut draft);
        let (entry, next) = draft.seal(self.head, &self.signer).unwrap();
        self.head = next;
        entry.document().clone()
    }

    /// A revision of a roster document, and its digest.
    pub fn revision(&self, id: &str, value: &Value, previous: Option<Digest>) -> (Value, Digest) {
        let edited = Edited {
            author: self.person,
            device: self.device,
            key: self.signer.id(),
            at_ms: 1,
            previous,
        };
        let signed = Signed::sign(id, value, edited, &self.signer).unwrap();
        (signed.document().clone(), signed.digest())
    }
}

/// The revision that a document's content names.
pub fn rev_of(generation: u64, document: &Value) -> String {
    use sha2::{Digest as _, Sha256};
    let bytes = wingbook_record::canonical::to_bytes(document).unwrap();
    let hash: Vec<String> = Sha256::digest(bytes)[..16]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{generation}-{}", hash.concat())
}

/// A document as a replicating tablet pushes it.
pub fn replicated(document: &Value, generation: u64, ancestors: &[String]) -> Value {
    let rev = rev_of(generation, document);
    let mut ids = vec![rev.split_once('-').unwrap().1.to_owned()];
    ids.extend(
        ancestors
            .iter()
            .map(|rev| rev.split_once('-').unwrap().1.to_owned()),
    );
    let mut document = document.clone();
    document["_rev"] = json!(rev);
    document["_revisions"] = json!({"start": generation, "ids": ids});
    document
}

/// The hash that a record's receipt names.
pub fn header_digest(document: &Value) -> String {
    Entry::read(document.clone())
        .unwrap()
        .header_digest()
        .to_string()
}
