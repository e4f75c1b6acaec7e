//! Documents as clients send them.

use serde_json::Value;

use crate::{
    admission::key_named,
    document::{NewDocument, Source},
    http::multipart::read_related,
};

/// A document that is taken apart is whole: put together it is taken apart the same.
pub fn document(bytes: &[u8]) {
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else {
        return;
    };
    let Ok(document) = NewDocument::read(value) else {
        return;
    };
    ask(&document);
    let again = NewDocument::read(document.content()).expect("its own content");
    assert_eq!(
        (&again.id, &again.members),
        (&document.id, &document.members)
    );
    if !document.deleted {
        assert_eq!(again.book_hash(), document.book_hash());
    }
}

/// A body in parts is read to its end; an attachment that was to follow has come.
pub fn multipart(bytes: &[u8]) {
    if let Ok(document) = read_related(bytes, "b") {
        ask(&document);
        let mut sources = document.attachments.iter().map(|one| &one.source);
        assert!(sources.all(|source| *source != Source::Follows));
    }
}

fn ask(document: &NewDocument) {
    let _ = key_named(document);
    let _ = document.json();
    let _ = document.general_hash(document.revision.as_ref(), &[]);
    if let Ok(path) = document.replicated_path() {
        assert!(path.revisions().iter().all(|revision| revision.is_sound()));
        assert_eq!(Some(path.head()), path.revisions().first());
    }
}
