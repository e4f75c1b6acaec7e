//! Entries as the app's worker makes them: with clocks, a salted body, chained and signed.

use serde_json::{Map, Value};
use wasm_bindgen::JsError;
use wingbook_record::access::Book;
use wingbook_record::canonical;
use wingbook_record::digest::{Digest, parse_hex};
use wingbook_record::entry::{Body, Draft, Head, Origin, PersonThen};
use wingbook_record::id::{ChainId, DeviceId, EntryId, PersonId, Uuid, random_uuid};
use wingbook_record::signer::Signer;
use wingbook_record::time::{Occurred, Recorded};
use wingbook_vault::{Document, Head as StoredHead};

use crate::report::hash;
use crate::tablet::Answer;

/// Nobody reads it; it is as long as what an officer writes down.
const TEXT: &str = "Spoke with him at the door of his cell for some minutes: he had slept, had eaten, and asks \
                    whether the visit of his sister on Thursday is still in the list.";

fn random<const N: usize>() -> Answer<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

/// A chain that nobody has begun.
pub fn new_chain() -> Answer<Head> {
    Ok(Head::empty(ChainId(random_uuid(random()?))))
}

/// What new entries say, by the ids of their documents.
pub fn drafts(ids: &[String]) -> Answer<Vec<Draft>> {
    ids.iter().map(|id| draft(id)).collect()
}

fn draft(id: &str) -> Answer<Draft> {
    let unknown = || JsError::new("an entry's id is entry:<uuid>");
    let wall_ms = js_sys::Date::now() as i64;
    let person = PersonThen {
        id: PersonId(Uuid::from_u128(1)),
        name: "Okello Vantongeren".to_owned(),
        number: Some("W-0001/26".to_owned()),
        place: Some("Wing A, landing 2, cell 14".to_owned()),
        born: None,
    };
    Ok(Draft {
        id: EntryId::from_document(id).ok_or_else(unknown)?,
        book: Book::Wing,
        form: "contact".to_owned(),
        form_version: "1".to_owned(),
        author: PersonId(Uuid::from_u128(2)),
        device: DeviceId(Uuid::from_u128(3)),
        recorded: Recorded {
            wall_ms,
            zone: "Africa/Kampala".to_owned(),
            utc_offset_minutes: 180,
            server_offset_ms: None,
            start: Uuid::from_u128(4),
            monotonic_ms: 0,
        },
        app: env!("CARGO_PKG_VERSION").to_owned(),
        practice: false,
        body: Body {
            salt: hex::encode(random::<16>()?),
            people: vec![person],
            places: Vec::new(),
            occurred: Occurred::exactly(wall_ms),
            origin: Origin::Live,
            corrects: None,
            answers: Map::from_iter([("text".to_owned(), Value::from(TEXT))]),
        },
    })
}

/// Chains and signs an entry: its document, and the head after it.
pub fn seal(draft: Draft, head: Head, signer: &Signer) -> Result<(Document, Head), String> {
    let id = draft.id.document();
    let (entry, next) = draft
        .seal(head, signer)
        .map_err(|error| error.to_string())?;
    let body = canonical::to_bytes(entry.document()).map_err(|error| error.to_string())?;
    Ok((document(id, body), next))
}

/// A document in its first revision.
pub fn document(id: String, body: Vec<u8>) -> Document {
    let rev = format!("1-{}", &hash(&body)[..32]);
    Document { id, rev, body }
}

/// Entries that a colleague's tablet signed, each the first of a chain.
pub fn of_another_tablet(ids: &[String]) -> Answer<Vec<Document>> {
    let signer = Signer::from_seed(&random()?);
    let seal = |draft| {
        let sealed = seal(draft, new_chain()?, &signer);
        sealed
            .map(|(document, _)| document)
            .map_err(|error| JsError::new(&error))
    };
    drafts(ids)?.into_iter().map(seal).collect()
}

/// The head as the vault keeps it.
pub fn store_head(head: Head) -> StoredHead {
    let digest = head.digest.map(|digest| digest.to_string());
    StoredHead {
        chain: head.chain.to_string(),
        seq: head.seq,
        digest: digest.unwrap_or_default(),
    }
}

/// The head as entries are chained to it.
pub fn read_head(head: &StoredHead) -> Result<Head, String> {
    let broken = || "the vault's head of the chain does not read".to_owned();
    Ok(Head {
        chain: head.chain.parse().map_err(|_| broken())?,
        seq: head.seq,
        digest: Some(Digest(parse_hex(&head.digest).ok_or_else(broken)?)),
    })
}
