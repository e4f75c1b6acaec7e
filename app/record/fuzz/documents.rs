//! Documents as they come from a server, a file or the vault.

use serde_json::Value;

use crate::{
    canonical,
    entry::{Entry, Kept},
    facility::Facility,
    fixtures,
    journal::{Journal, Record},
    person::Person,
    place::Place,
    plan::Plan,
    removal::Removal,
    roster::Revision,
    vaccination::catalogue::Product,
};

/// A value that has canonical bytes reads back equal from them, and has no others.
pub fn canonical_bytes(bytes: &[u8]) {
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else {
        return;
    };
    let Ok(written) = canonical::to_bytes(&value) else {
        return;
    };
    let read: Value = serde_json::from_slice(&written).expect("canonical bytes are JSON");
    assert_eq!(read, value);
    assert_eq!(canonical::to_bytes(&read).as_ref(), Ok(&written));
}

/// A document that is taken for a record reads back as the same record, from JSON and from where the tablet keeps it;
/// what says that it was lawfully removed is read without a panic.
pub fn entry(bytes: &[u8]) {
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else {
        return;
    };
    let id = value["_id"].as_str().unwrap_or_default().to_owned();
    // What the vault keeps was checked when it came, but a disk may give back anything.
    if let Ok(kept) = Kept::read(&id, bytes) {
        let _ = Journal::new().insert_record(Record::of_kept(&kept));
    }
    let Ok(entry) = Entry::read(value) else {
        return;
    };
    assert_eq!(Entry::read(entry.document().clone()).as_ref(), Ok(&entry));
    let stored = canonical::to_bytes(entry.document());
    if let Ok(kept) = stored.map(|stored| Kept::read(&id, &stored).expect("what was checked")) {
        assert_eq!(kept.header_digest, entry.header_digest());
        assert_eq!(
            (&kept.header, kept.body.as_ref()),
            (entry.header(), entry.body())
        );
    }
    let _ = Removal::of(&entry);
    let mut journal = fixtures::prison();
    journal.insert(&entry);
    journal.insert(&entry);
    let known = journal.view(entry.header().practice).len();
    assert!(known <= 1, "one record is one, however often it comes");
}

/// A document that is taken for a revision of the roster reads back equal; a roster into which it goes still answers.
pub fn roster(bytes: &[u8]) {
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else {
        return;
    };
    let Ok(revision) = Revision::read(value) else {
        return;
    };
    assert_eq!(
        Revision::read(revision.document().clone()).as_ref(),
        Ok(&revision)
    );
    let _ = revision.value::<Facility>();
    let _ = revision.value::<Place>();
    let _ = revision.value::<Plan>();
    let _ = revision.value::<Product>();
    if let Ok(person) = revision.value::<Person>() {
        let _ = person.birth_date();
    }
    let mut journal = fixtures::prison();
    journal.insert_revision(&revision);
    super::hostile::ask(&journal);
}
