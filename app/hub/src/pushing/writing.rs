//! Writing one judged document in the writer's turn: its place in the tree, its attachments, its receipt.

use rusqlite::Connection;
use wingbook_record::submission::is_written_once;

use super::{Mode, Ready, RowError, entry_exists, succession::place};
use crate::{
    admission::{Admitted, Refusal},
    document::{DocumentError, NewAttachment, Source},
    revisions::{Path, Revision},
    store::{
        StoreError, Turn,
        blobs::{self, Attachment},
        chains::{self, Side},
        documents::{self, Body, Document, Incoming},
        receipts,
    },
};

/// What was written.
pub(super) struct Written {
    pub(super) revision: Revision,
    /// Records that stand in the same place of the same chain, where there are any.
    pub(super) rivals: Vec<Side>,
}

impl From<Revision> for Written {
    fn from(revision: Revision) -> Self {
        Self {
            revision,
            rivals: Vec::new(),
        }
    }
}

pub(super) fn write_one(
    turn: &mut Turn<'_>,
    db: i64,
    ready: &Ready,
    mode: Mode,
) -> Result<Result<Written, RowError>, StoreError> {
    let before = documents::find(turn.connection, db, &ready.id)?;
    let is_entry = ready.hash.is_some() && is_written_once(&ready.id);
    let path = match path_of(before.as_ref(), ready, mode, is_entry) {
        Ok(path) => path,
        Err(error) => return Ok(Err(error)),
    };
    let head = path.head().clone();
    if before
        .as_ref()
        .is_some_and(|before| before.tree.node(&head).is_some())
    {
        return Ok(Ok(head.into()));
    }
    if ready.admitted.is_none() && ready.hash.is_some() {
        // It was judged as a repeat, and what it repeated is gone: nothing but a deleted database does that.
        return Ok(Err(RowError::Conflict));
    }
    let path = match &ready.admitted {
        Some(Admitted::Roster(successor)) => {
            match place(turn.connection, before.as_ref(), successor, &path)? {
                Ok(path) => path,
                Err(refusal) => return Ok(Err(refusal.into())),
            }
        }
        _ => path,
    };
    let link = match &ready.admitted {
        Some(Admitted::Entry { link, .. }) => Some(link),
        _ => None,
    };
    if let Some(link) = link
        && !chains::claim(turn, db, link)?
    {
        return Ok(Err(foreign_chain().into()));
    }
    let attachments = match keep_attachments(turn, db, before.as_ref(), ready, &path, mode)? {
        Ok(attachments) => attachments,
        Err(error) => return Ok(Err(error)),
    };
    let body = Body {
        json: ready.json.clone(),
        attachments,
    };
    let incoming = Incoming {
        id: ready.id.clone(),
        path,
        deleted: ready.document.deleted,
        body,
    };
    documents::add_to(turn, db, before, &incoming)?;
    if let Some(receipt) = &ready.receipt {
        receipts::keep(turn, db, &ready.id, receipt)?;
    }
    let rivals = match link {
        Some(link) => chains::file(turn, db, &ready.id, link)?,
        None => Vec::new(),
    };
    Ok(Ok(Written {
        revision: head,
        rivals,
    }))
}

fn foreign_chain() -> Refusal {
    Refusal::new(
        "chain",
        "its chain names another tablet or belongs to another register; a tablet continues its own chains only",
    )
}

/// The new revision with its ancestry.
fn path_of(
    before: Option<&Document>,
    ready: &Ready,
    mode: Mode,
    is_entry: bool,
) -> Result<Path, RowError> {
    if is_entry {
        let revision = Revision::new(1, ready.hash.clone().unwrap_or_default());
        return match before {
            Some(before) if before.tree.node(&revision).is_none() => Err(entry_exists().into()),
            _ => Ok(Path::alone(revision)),
        };
    }
    if mode == Mode::Replicate {
        return Ok(ready.document.replicated_path()?);
    }
    let named = ready.document.revision.as_ref();
    if let Some(repeated) = repeat_of_edit(before, named, ready.hash.as_deref()) {
        return Ok(repeated);
    }
    let parent = parent_of(before, named)?;
    let hash = ready.hash.clone().unwrap_or_else(|| {
        let names = ready.document.attachments.iter().map(attachment_mark);
        let parent = parent.as_ref().map(Path::head);
        ready
            .document
            .general_hash(parent, &names.collect::<Vec<_>>())
    });
    match parent {
        None => Ok(Path::alone(Revision::new(1, hash))),
        Some(parent) => {
            let next = parent.head().next(hash);
            let revision = next.ok_or(DocumentError::LastRevision)?;
            Ok(Path::onto(revision, &parent))
        }
    }
}

/// In a book, content names its revision: the same edit of the same parent is the one that is there already,
/// sent again because its answer was lost.
fn repeat_of_edit(
    before: Option<&Document>,
    named: Option<&Revision>,
    hash: Option<&str>,
) -> Option<Path> {
    let (before, hash) = (before?, hash?);
    let revision = match named {
        None => Revision::new(1, hash),
        Some(named) => named.next(hash)?,
    };
    let path = before.tree.path_of(&revision)?;
    (path.revisions().get(1) == named).then_some(path)
}

fn attachment_mark(attachment: &NewAttachment) -> String {
    use sha2::{Digest as _, Sha256};
    let content = match &attachment.source {
        Source::Bytes(bytes) => hex::encode(Sha256::digest(bytes)),
        Source::Stub | Source::Follows => "stub".into(),
    };
    format!("{} {} {content}", attachment.name, attachment.content_type)
}

/// The leaf that an edit builds upon. An edit that names none begins a document, or brings a deleted one back.
fn parent_of(
    before: Option<&Document>,
    named: Option<&Revision>,
) -> Result<Option<Path>, RowError> {
    match (before, named) {
        (None, None) => Ok(None),
        (None, Some(_)) => Err(RowError::Conflict),
        (Some(before), None) => match before.tree.winner() {
            Some(winner) if winner.deleted => Ok(before.tree.path_of(&winner.revision)),
            _ => Err(RowError::Conflict),
        },
        (Some(before), Some(named)) if before.tree.is_leaf(named) => Ok(before.tree.path_of(named)),
        (Some(_), Some(_)) => Err(RowError::Conflict),
    }
}

fn keep_attachments(
    turn: &mut Turn<'_>,
    db: i64,
    before: Option<&Document>,
    ready: &Ready,
    path: &Path,
    mode: Mode,
) -> Result<Result<Vec<Attachment>, RowError>, StoreError> {
    let mut kept = Vec::with_capacity(ready.document.attachments.len());
    for attachment in &ready.document.attachments {
        let NewAttachment {
            name,
            content_type,
            revpos,
            source,
        } = attachment;
        let generation = path.head().generation;
        match source {
            Source::Bytes(bytes) => {
                let (blob, digest) = blobs::keep(turn, db, bytes)?;
                let revpos = revpos
                    .filter(|_| mode == Mode::Replicate)
                    .unwrap_or(generation);
                let length = bytes.len() as u64;
                let (name, content_type) = (name.clone(), content_type.clone());
                kept.push(Attachment {
                    name,
                    content_type,
                    digest,
                    length,
                    revpos,
                    blob,
                });
            }
            Source::Stub | Source::Follows => {
                match earlier_attachment(turn.connection, before, path, name)? {
                    Some(attachment) => kept.push(attachment),
                    None => {
                        return Ok(Err(RowError::MissingStub(format!(
                            "id: {}, name: {name}",
                            ready.id
                        ))));
                    }
                }
            }
        }
    }
    Ok(Ok(kept))
}

/// An attachment of the newest ancestor that has it.
fn earlier_attachment(
    connection: &Connection,
    before: Option<&Document>,
    path: &Path,
    name: &str,
) -> Result<Option<Attachment>, StoreError> {
    let Some(before) = before else {
        return Ok(None);
    };
    for revision in &path.revisions()[1..] {
        let Some(body) = before.tree.node(revision).and_then(|node| node.body) else {
            continue;
        };
        let body = documents::body(connection, body)?;
        if let Some(found) = body
            .attachments
            .into_iter()
            .find(|attachment| attachment.name == name)
        {
            return Ok(Some(found));
        }
    }
    Ok(None)
}
