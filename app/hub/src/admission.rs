//! What a book lets in: shape, bytes, signature, certificate, role. One refusal never blocks the rest.
//!
//! Who uploads need not be who wrote: the uploader's roles open the book (`access`), the author's roles, as
//! the certificate of the signing key tells them, decide about the document.

use std::{collections::HashMap, fmt};

use serde_json::Value;
use wingbook_record::{
    access::{Book, Role, is_issued_by_facility, roster_writable_by},
    certificate::Certified,
    digest::{Digest, parse_hex},
    entry::{Entry, EntryError},
    id::{EntryId, PersonId, SubmissionId},
    matter::SystemForm,
    notice::Notice,
    person::Person,
    place::Place,
    plan::Plan,
    review,
    roster::{Revision as Signed, RosterError},
    signer::KeyId,
    submission::{PassedOn, Submission, SubmissionError},
    vaccination::catalogue::Product,
};

use crate::{document::NewDocument, store::chains::Link};

/// The kinds of the roster that people revise.
const ROSTER_KINDS: &[&str] = &["person", "place", "plan", "form", "product"];

/// Why a document is not let in: a word for programs, a sentence for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The word.
    pub code: &'static str,
    /// The sentence.
    pub sentence: String,
}

impl Refusal {
    /// A refusal.
    pub fn new(code: &'static str, sentence: impl Into<String>) -> Self {
        Self {
            code,
            sentence: sentence.into(),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.sentence)
    }
}

impl From<EntryError> for Refusal {
    fn from(error: EntryError) -> Self {
        match error {
            EntryError::Shape(what) => {
                Self::new("shape", format!("the record is not complete ({what})"))
            }
            EntryError::NeedsNewerApp(version) => Self::new(
                "version",
                format!(
                    "the record was written by a newer app (envelope {version}); update the server first"
                ),
            ),
            EntryError::Bytes(what) => Self::new(
                "bytes",
                format!("the record has no canonical bytes ({what})"),
            ),
            EntryError::BodyHash => Self::new(
                "body",
                "the body is not the one whose hash the header carries",
            ),
            EntryError::Signature => {
                Self::new("signature", "the signature does not fit the record")
            }
            EntryError::Id => {
                Self::new("id", "the record is filed under an id that is not its own")
            }
        }
    }
}

impl From<RosterError> for Refusal {
    fn from(error: RosterError) -> Self {
        match error {
            RosterError::Shape(what) => {
                Self::new("shape", format!("the document is not complete ({what})"))
            }
            RosterError::Bytes(what) => Self::new(
                "bytes",
                format!("the document has no canonical bytes ({what})"),
            ),
            RosterError::Signature => {
                Self::new("signature", "the signature does not fit the document")
            }
        }
    }
}

impl From<SubmissionError> for Refusal {
    fn from(error: SubmissionError) -> Self {
        match error {
            SubmissionError::Shape(what) => {
                Self::new("shape", format!("no sealed submission ({what})"))
            }
            SubmissionError::NeedsNewerApp(version) => Self::new(
                "version",
                format!(
                    "the submission was sealed by a newer app (envelope {version}); update the server first"
                ),
            ),
        }
    }
}

/// What was judged and may be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Admitted {
    /// A record: immutable from now on.
    Entry {
        /// The hash that its receipt names.
        header: Digest,
        /// Its place in its chain.
        link: Link,
    },
    /// A revision of a roster document.
    Roster(Successor),
    /// A sealed submission, with the hash that its receipt names. Who uploaded it is kept nowhere.
    Submission(Digest),
    /// Keys of submissions for one more reader, signed by somebody who may read them.
    PassedOn,
}

/// What its signature tells about a revision's place among the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Successor {
    /// Digest of the revision that it replaces.
    pub previous: Option<Digest>,
    /// The roles of its author now.
    roles: Vec<Role>,
}

/// The certificates of this facility by signing key, whatever their roles.
pub type Certificates = HashMap<KeyId, Vec<Certified>>;

/// The signing key that a document names, for looking its certificates up beforehand.
pub fn key_named(document: &NewDocument) -> Option<KeyId> {
    let named = ["header", "edited"]
        .iter()
        .find_map(|part| document.members.get(*part)?.get("key")?.as_str())?;
    parse_hex(named).map(KeyId)
}

/// Judges a document for a book.
///
/// # Errors
/// Why it is not let in.
pub fn judge(
    book: Book,
    document: &NewDocument,
    certificates: &Certificates,
) -> Result<Admitted, Refusal> {
    let id = document.id.as_deref().unwrap_or_default();
    let kind = document
        .members
        .get("kind")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let of_kind = id
        .strip_prefix(kind)
        .and_then(|rest| rest.strip_prefix(':'));
    if document.deleted {
        return Err(Refusal::new(
            "deleted",
            "nothing in a register is deleted; withdraw or correct it",
        ));
    }
    if kind.is_empty() || of_kind.is_none_or(|rest| uuid::Uuid::parse_str(rest).is_err()) {
        return Err(Refusal::new(
            "kind",
            "the id has to be <kind>:<uuid>, and the document has to name that kind",
        ));
    }
    if !document.attachments.is_empty() {
        return Err(Refusal::new(
            "attachment",
            "documents of a register carry no attachments of their own",
        ));
    }
    match (book, kind) {
        (_, kind) if is_issued_by_facility(kind) => Err(Refusal::new(
            "kind",
            format!("a {kind} is issued by the prison server itself"),
        )),
        (Book::Intelligence | Book::Protection, EntryId::KIND) => Err(Refusal::new(
            "kind",
            "this register takes sealed submissions only; a readable record would show who wrote what",
        )),
        (_, EntryId::KIND) => judge_entry(book, document, certificates),
        (Book::Intelligence | Book::Protection, SubmissionId::KIND) => {
            let submission = Submission::read(document.content())?;
            Ok(Admitted::Submission(submission.digest()))
        }
        (Book::Intelligence | Book::Protection, PassedOn::KIND) => {
            judge_passed_on(book, document, certificates)
        }
        (Book::Roster, kind) if ROSTER_KINDS.contains(&kind) => {
            judge_roster(document, certificates)
        }
        _ => Err(Refusal::new(
            "kind",
            format!("documents of the kind {kind:?} don't belong into {book}"),
        )),
    }
}

/// Keys that somebody passes on: only who reads the register may, or nobody could tell a key from a made-up one, and whoever
/// is to read would be left out.
fn judge_passed_on(
    book: Book,
    document: &NewDocument,
    certificates: &Certificates,
) -> Result<Admitted, Refusal> {
    let revision = Signed::read(document.content())?;
    let edited = revision.edited();
    let now = roles_of_author(&revision, certificates)?;
    if !book.readable_by(&now) {
        return Err(Refusal::new(
            "role",
            format!("only who reads {book} passes its keys on"),
        ));
    }
    let value: PassedOn = revision.value()?;
    if edited.previous.is_some() || !value.is_sound() {
        return Err(Refusal::new(
            "shape",
            "keys that are passed on stand in a document that is written once",
        ));
    }
    Ok(Admitted::PassedOn)
}

fn judge_entry(
    book: Book,
    document: &NewDocument,
    certificates: &Certificates,
) -> Result<Admitted, Refusal> {
    // Members outside header and body are not signed: whoever uploads could slip them in.
    let unsigned = document
        .members
        .keys()
        .find(|key| !matches!(key.as_str(), "kind" | "header" | "body" | "signature"));
    if let Some(member) = unsigned {
        return Err(Refusal::new(
            "shape",
            format!("the member {member:?} is covered by no signature"),
        ));
    }
    let entry = Entry::read(document.content())?;
    let header = entry.header();
    if entry.body().is_none() {
        return Err(Refusal::new("shape", "a record arrives with its body"));
    }
    if header.book != book {
        return Err(Refusal::new(
            "book",
            format!("the record belongs into {}, not into {book}", header.book),
        ));
    }
    if header.practice {
        return Err(Refusal::new(
            "practice",
            "practice records stay on their tablet",
        ));
    }
    let held = certified(certificates, header.key, header.author)?;
    let key = held
        .first()
        .map(|certified| certified.sign_public)
        .ok_or_else(not_certified)?;
    entry.verify(&key)?;
    if held.iter().all(|held| held.device != header.device) {
        return Err(Refusal::new(
            "device",
            "the signing key was certified for another tablet",
        ));
    }
    if !held
        .iter()
        .any(|held| book.entry_writable_by(&header.form, &held.roles))
    {
        let form = &header.form;
        return Err(Refusal::new(
            "role",
            format!("its author may not write a record {form:?} into {book}"),
        ));
    }
    // A fixed sentence of health's says that health decided: nobody else says it.
    let is_of_health = entry
        .body()
        .is_some_and(|body| body.answers.contains_key("wording"));
    let is_health = |held: &Certified| {
        let mut roles = held.roles.iter();
        roles.any(|role| matches!(role, Role::Health | Role::HealthLead))
    };
    if header.form == Notice::FORM && is_of_health && !held.iter().any(is_health) {
        return Err(Refusal::new(
            "role",
            "only health staff write a notice in health's own words",
        ));
    }
    Ok(Admitted::Entry {
        header: entry.header_digest(),
        link: Link::from(header),
    })
}

fn judge_roster(document: &NewDocument, certificates: &Certificates) -> Result<Admitted, Refusal> {
    let signed = Signed::read(document.content())?;
    let value = &signed.document()["value"];
    let category = category_of(value);
    if !value.is_object() {
        return Err(Refusal::new("shape", "the value has to be an object"));
    }
    judge_value(&signed)?;
    let now = roles_of_author(&signed, certificates)?;
    if !roster_writable_by(signed.kind(), category, &now) {
        return Err(not_theirs(signed.kind(), category));
    }
    Ok(Admitted::Roster(Successor {
        previous: signed.edited().previous,
        roles: now,
    }))
}

/// The roles now of whoever signed a revision, if it is theirs: what changes for everybody is changed by whoever may change
/// it now.
fn roles_of_author(signed: &Signed, certificates: &Certificates) -> Result<Vec<Role>, Refusal> {
    let edited = signed.edited();
    let held = certified(certificates, edited.key, edited.author)?;
    let key = held
        .first()
        .map(|certified| certified.sign_public)
        .ok_or_else(not_certified)?;
    signed.verify(&key)?;
    // The newest certificate stands last.
    Ok(held
        .last()
        .map(|held| held.roles.clone())
        .unwrap_or_default())
}

/// Whether a value says what its kind has to say. Further members are kept.
fn judge_value(signed: &Signed) -> Result<(), Refusal> {
    match signed.kind() {
        "person" => {
            let person: Person = signed.value()?;
            if person.name.trim().is_empty() {
                return Err(Refusal::new("shape", "a person has a name"));
            }
        }
        "place" => drop(signed.value::<Place>()?),
        "plan" => drop(signed.value::<Plan>()?),
        // Whether its intervals make sense is for tablets, which hold the catalogue that it lies over.
        "product" => {
            let product: Product = signed.value()?;
            if product.id.trim().is_empty() || product.name.trim().is_empty() {
                return Err(Refusal::new("shape", "a vaccine has a word and a name"));
            }
        }
        _ => {}
    }
    Ok(())
}

/// Whether a roster revision may stand on an earlier one: its author might write that one too, so that
/// nobody takes a member of staff over by calling them a visitor.
///
/// # Errors
/// Why it may not.
pub fn judge_succession(successor: &Successor, earlier: Value) -> Result<(), Refusal> {
    let earlier = Signed::read(earlier)?;
    let category = category_of(&earlier.document()["value"]);
    if !roster_writable_by(earlier.kind(), category, &successor.roles) {
        return Err(not_theirs(earlier.kind(), category));
    }
    Ok(())
}

/// Whether a review may stand beside the record that it names: nobody reviews their own. Tablets pass such a review
/// over; here it is not let in.
///
/// # Errors
/// Why it may not.
pub fn judge_review(document: &NewDocument, reviewed: &Entry) -> Result<(), Refusal> {
    if review::is_of_own(&Entry::read(document.content())?, reviewed) {
        return Err(Refusal::new(
            "own",
            "nobody reviews their own records; another supervisor has to",
        ));
    }
    Ok(())
}

fn category_of(value: &Value) -> Option<&str> {
    value["category"].as_str()
}

fn certified(
    certificates: &Certificates,
    key: KeyId,
    author: PersonId,
) -> Result<&[Certified], Refusal> {
    let held = certificates
        .get(&key)
        .filter(|held| !held.is_empty())
        .ok_or_else(not_certified)?;
    if held.iter().any(|held| held.person != author) {
        return Err(Refusal::new(
            "author",
            "the signing key was certified for somebody else than its author",
        ));
    }
    Ok(held)
}

fn not_certified() -> Refusal {
    Refusal::new(
        "certificate",
        "the signing key has no certificate of this facility yet; sign in once while connected",
    )
}

fn not_theirs(kind: &str, category: Option<&str>) -> Refusal {
    let what = category.map_or_else(
        || kind.to_owned(),
        |category| format!("{kind} ({category})"),
    );
    Refusal::new("role", format!("its author may not change a {what}"))
}
