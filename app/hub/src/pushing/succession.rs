//! Where a revision of a roster document stands among the others.
//!
//! The number and the ancestry of a revision are its sender's word, and whoever may read a register may send to it.
//! What a revision replaces stands in its signed part. So its place follows from that alone: what the sender says has to
//! fit, and of ancestors that are not held nothing is kept. Otherwise an old revision, genuinely signed, would come back
//! under a higher number and win.

use rusqlite::Connection;
use serde_json::Value;
use wingbook_record::{digest::Digest, roster::Revision as Signed};

use super::own::own_value;
use crate::{
    admission::{self, Refusal, Successor},
    revisions::{Node, Path, REVISIONS_MAX, Revision},
    store::{
        StoreError,
        documents::{self, Document},
    },
};

/// How many edits may be missing before a revision that replaces one that is not held. A tablet sends only the newest of
/// what was edited offline, and a server that was restored lacks what came after; without a bound, somebody could use the
/// numbers up and nobody could edit that document any more.
const MISSING_MAX: u64 = REVISIONS_MAX as u64;

/// The path of a revision as its signature tells it, or why it may not stand there. It is not in the tree yet.
///
/// # Errors
/// When the data file can't be read.
pub(super) fn place(
    connection: &Connection,
    before: Option<&Document>,
    successor: &Successor,
    named: &Path,
) -> Result<Result<Path, Refusal>, StoreError> {
    let head = named.head();
    let Some(before) = before else {
        return Ok(begin(head, successor, 0).map(|()| Path::alone(head.clone())));
    };
    if let Some(twin) = held(before).find(|node| node.revision.hash == head.hash) {
        return Ok(Err(held_already(&twin.revision)));
    }
    let parent = match successor.previous {
        Some(previous) => parent_of(connection, before, previous, head)?,
        None => None,
    };
    let earlier = parent.or_else(|| before.tree.winner());
    if let Some(refusal) = may_not_succeed(connection, before, earlier, successor)? {
        return Ok(Err(refusal));
    }
    let claimed = claimed_parent(before, named);
    let Some(parent) = parent else {
        let newest = held(before).map(|node| node.revision.generation).max();
        let begun = begin(head, successor, newest.unwrap_or(0));
        return Ok(match claimed {
            Some(claimed) if begun.is_ok() => Err(another_parent(claimed)),
            _ => begun.map(|()| Path::alone(head.clone())),
        });
    };
    if claimed.is_some_and(|claimed| *claimed != parent.revision) {
        return Ok(Err(another_parent(&parent.revision)));
    }
    if head.generation != parent.revision.generation + 1 {
        return Ok(Err(misnumbered(head, &parent.revision)));
    }
    let path = before.tree.path_of(&parent.revision);
    Ok(Ok(path.map_or_else(
        || Path::alone(head.clone()),
        |path| Path::onto(head.clone(), &path),
    )))
}

/// The revisions of which the content is held.
fn held(document: &Document) -> impl Iterator<Item = &Node> {
    let nodes = document.tree.nodes().iter();
    nodes.filter(|node| node.body.is_some())
}

/// The parent that the sender names, if it is held. A number that is passed over names none: the one before was never
/// sent.
fn claimed_parent<'a>(before: &Document, named: &'a Path) -> Option<&'a Revision> {
    let claimed = named.revisions().get(1)?;
    let adjoins = claimed.generation + 1 == named.head().generation;
    (adjoins && held(before).any(|node| node.revision == *claimed)).then_some(claimed)
}

/// The held revision that a signature names. Those are looked at first whose number says that they might be it.
fn parent_of<'a>(
    connection: &Connection,
    before: &'a Document,
    previous: Digest,
    head: &Revision,
) -> Result<Option<&'a Node>, StoreError> {
    let mut nodes: Vec<&Node> = held(before).collect();
    nodes.sort_by_key(|node| node.revision.generation + 1 != head.generation);
    for node in nodes {
        // What can't be read as a signed revision is nobody's parent.
        if let Some(Ok(signed)) = content(connection, before, node)?.map(Signed::read)
            && signed.digest() == previous
        {
            return Ok(Some(node));
        }
    }
    Ok(None)
}

fn content(
    connection: &Connection,
    document: &Document,
    node: &Node,
) -> Result<Option<Value>, StoreError> {
    let Some(body) = node.body else {
        return Ok(None);
    };
    let json = documents::body(connection, body)?.json;
    own_value(&document.id, &json).map(Some)
}

/// Why the author may not write on top of an earlier revision, if they may not.
fn may_not_succeed(
    connection: &Connection,
    before: &Document,
    earlier: Option<&Node>,
    successor: &Successor,
) -> Result<Option<Refusal>, StoreError> {
    let Some(earlier) = earlier else {
        return Ok(None);
    };
    let Some(earlier) = content(connection, before, earlier)? else {
        return Ok(None);
    };
    Ok(admission::judge_succession(successor, earlier).err())
}

/// Whether a revision may begin a branch: as the first one, or because the one that it replaces never arrived here. Then
/// its number can't be compared with that one's, only with the newest that is held.
fn begin(head: &Revision, successor: &Successor, newest: u64) -> Result<(), Refusal> {
    let generation = head.generation;
    match successor.previous {
        None if generation > 1 => Err(previous(format!(
            "it replaces none, so it can only be a first revision, not number {generation}"
        ))),
        Some(_) if generation == 1 => Err(previous(
            "it replaces another one, so it can't be a first revision",
        )),
        Some(_) if generation > newest.saturating_add(MISSING_MAX) => Err(previous(format!(
            "it replaces one that is not here, and number {generation} is too far from number {newest}, the newest one that is"
        ))),
        _ => Ok(()),
    }
}

fn held_already(twin: &Revision) -> Refusal {
    Refusal::new(
        "revision",
        format!("the same content is here already as revision {twin}"),
    )
}

fn another_parent(held: &Revision) -> Refusal {
    previous(format!(
        "the revision does not name the one that it replaces: its signature and its ancestry differ about {held}"
    ))
}

fn misnumbered(head: &Revision, parent: &Revision) -> Refusal {
    previous(format!(
        "it replaces {parent}, so it has the number after that one's, not {}",
        head.generation
    ))
}

fn previous(sentence: impl Into<String>) -> Refusal {
    Refusal::new("previous", sentence)
}
