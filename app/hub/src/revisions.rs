//! Revision trees: how a document's versions hang together, which leaf wins, and what a push adds.
//!
//! Pure: nothing here reads or writes the store. The rules are CouchDB's (`couch_key_tree`): conflicts are
//! kept as sibling leaves, the winner is the first of not deleted, highest generation, highest hash, and a
//! path from elsewhere is grafted at its newest known ancestor.

use std::{cmp::Ordering, fmt, str::FromStr};

use thiserror::Error;

/// How many generations of one branch are remembered (CouchDB's default `_revs_limit`).
pub const REVISIONS_MAX: usize = 1000;

/// The highest generation accepted: beyond it, arithmetic on a hostile number would overflow somewhere.
const GENERATION_MAX: u64 = 1 << 40;

/// How long a revision's hash may be. CouchDB accepts any; nobody sends more than 64 hexadecimal digits.
const HASH_BYTES_MAX: usize = 128;

/// One revision: `<generation>-<hash>`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Revision {
    /// One more than its parent's.
    pub generation: u64,
    /// Opaque; compared as text.
    pub hash: String,
}

impl Revision {
    /// A revision from its parts.
    pub fn new(generation: u64, hash: impl Into<String>) -> Self {
        Self {
            generation,
            hash: hash.into(),
        }
    }

    /// The revision after this one; `None` after the last number that is read back.
    pub fn next(&self, hash: impl Into<String>) -> Option<Self> {
        let generation = self.generation.checked_add(1)?;
        (generation <= GENERATION_MAX).then(|| Self::new(generation, hash))
    }

    /// Whether it is read back from what it is written as.
    pub fn is_sound(&self) -> bool {
        (1..=GENERATION_MAX).contains(&self.generation) && hash_is_sound(&self.hash)
    }
}

impl PartialOrd for Revision {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Revision {
    fn cmp(&self, other: &Self) -> Ordering {
        self.generation
            .cmp(&other.generation)
            .then_with(|| self.hash.cmp(&other.hash))
    }
}

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.generation, self.hash)
    }
}

/// Text that is not `<generation>-<hash>`.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("Invalid rev format")]
pub struct RevisionSyntax;

impl FromStr for Revision {
    type Err = RevisionSyntax;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (generation, hash) = text.split_once('-').ok_or(RevisionSyntax)?;
        let generation: u64 = generation.parse().map_err(|_| RevisionSyntax)?;
        let revision = Self::new(generation, hash);
        if revision.is_sound() {
            Ok(revision)
        } else {
            Err(RevisionSyntax)
        }
    }
}

/// A hash travels inside JSON that is written without escaping, in HTTP headers and in multipart parts.
fn hash_is_sound(hash: &str) -> bool {
    (1..=HASH_BYTES_MAX).contains(&hash.len())
        && hash
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_+/=.-".contains(&byte))
}

/// A revision with its ancestry, newest first: what `_revisions` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path(Vec<Revision>);

impl Path {
    /// A path of one revision without known ancestry.
    pub fn alone(revision: Revision) -> Self {
        Self(vec![revision])
    }

    /// A path from `_revisions: {start, ids}`.
    ///
    /// # Errors
    /// When it is empty, names generations below one, or a hash is unsound.
    pub fn from_ids(start: u64, ids: &[String]) -> Result<Self, RevisionSyntax> {
        let length = ids.len() as u64;
        if ids.is_empty() || length > start || start > GENERATION_MAX {
            return Err(RevisionSyntax);
        }
        if !ids.iter().all(|hash| hash_is_sound(hash)) {
            return Err(RevisionSyntax);
        }
        let revisions = ids
            .iter()
            .zip(0u64..)
            .map(|(hash, back)| Revision::new(start - back, hash.clone()));
        Ok(Self(revisions.collect()))
    }

    /// A new revision on top of a known path.
    pub fn onto(revision: Revision, parent: &Path) -> Self {
        let mut revisions = Vec::with_capacity(parent.0.len() + 1);
        revisions.push(revision);
        revisions.extend(parent.0.iter().cloned());
        Self(revisions)
    }

    /// The newest revision: the one that the path belongs to.
    pub fn head(&self) -> &Revision {
        // A path is never empty: every constructor puts one in.
        &self.0[0]
    }

    /// All revisions, newest first.
    pub fn revisions(&self) -> &[Revision] {
        &self.0
    }
}

/// One revision in a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Which revision.
    pub revision: Revision,
    /// Where its parent stands in the tree, if it is known.
    pub parent: Option<usize>,
    /// A tombstone.
    pub deleted: bool,
    /// The row that holds its content; `None` where only the revision's name is known.
    pub body: Option<i64>,
}

/// What grafting a path did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grafted {
    /// The revision was there already: a repeated push.
    Known,
    /// It is new.
    Added,
}

/// All known revisions of one document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    /// A tree with nothing in it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Every node, in no promised order.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    fn position(&self, revision: &Revision) -> Option<usize> {
        self.nodes
            .iter()
            .position(|node| node.revision == *revision)
    }

    /// A revision's node.
    pub fn node(&self, revision: &Revision) -> Option<&Node> {
        self.position(revision).map(|at| &self.nodes[at])
    }

    /// Whether a revision is a leaf: nothing was written on top of it.
    pub fn is_leaf(&self, revision: &Revision) -> bool {
        self.leaves().iter().any(|node| node.revision == *revision)
    }

    /// All leaves, the winner first, then the others in the order in which they would win.
    pub fn leaves(&self) -> Vec<&Node> {
        let mut has_child = vec![false; self.nodes.len()];
        for parent in self.nodes.iter().filter_map(|node| node.parent) {
            has_child[parent] = true;
        }
        let mut leaves: Vec<&Node> = self
            .nodes
            .iter()
            .zip(has_child)
            .filter(|(_, parent)| !parent)
            .map(|(node, _)| node)
            .collect();
        leaves.sort_by(|a, b| (!b.deleted, &b.revision).cmp(&(!a.deleted, &a.revision)));
        leaves
    }

    /// The revision that a reader gets who names none.
    pub fn winner(&self) -> Option<&Node> {
        self.leaves().first().copied()
    }

    /// A revision and its known ancestors, newest first.
    pub fn path_of(&self, revision: &Revision) -> Option<Path> {
        let mut at = self.position(revision);
        let mut revisions = Vec::new();
        while let Some(index) = at {
            revisions.push(self.nodes[index].revision.clone());
            at = self.nodes[index].parent;
        }
        (!revisions.is_empty()).then_some(Path(revisions))
    }

    /// The leaves that grew out of a revision (itself, if it is a leaf).
    pub fn leaves_from(&self, revision: &Revision) -> Vec<&Node> {
        let Some(root) = self.position(revision) else {
            return Vec::new();
        };
        self.leaves()
            .into_iter()
            .filter(|leaf| {
                let mut at = self.position(&leaf.revision);
                while let Some(index) = at {
                    if index == root {
                        return true;
                    }
                    at = self.nodes[index].parent;
                }
                false
            })
            .collect()
    }

    /// Leaves that a client could have built a missing revision upon: `possible_ancestors` of `_revs_diff`.
    pub fn possible_ancestors(&self, missing: &[Revision]) -> Vec<Revision> {
        let newest = missing
            .iter()
            .map(|revision| revision.generation)
            .max()
            .unwrap_or(0);
        self.leaves()
            .into_iter()
            .filter(|leaf| leaf.revision.generation < newest)
            .map(|leaf| leaf.revision.clone())
            .collect()
    }

    /// Adds the head of a path, grafted at its newest known ancestor; unknown ancestors come in as names.
    pub fn graft(&mut self, path: &Path, deleted: bool, body: Option<i64>) -> Grafted {
        let known = path
            .0
            .iter()
            .position(|revision| self.position(revision).is_some());
        if known == Some(0) {
            return Grafted::Known;
        }
        let (new, mut parent) = match known {
            Some(at) => {
                let index = self.position(&path.0[at]);
                if let Some(index) = index {
                    self.extend_root(index, &path.0[at + 1..]);
                }
                (&path.0[..at], index)
            }
            None => (&path.0[..], None),
        };
        for revision in new.iter().rev() {
            self.nodes.push(Node {
                revision: revision.clone(),
                parent,
                deleted: false,
                body: None,
            });
            parent = Some(self.nodes.len() - 1);
        }
        if let Some(head) = parent {
            self.nodes[head].deleted = deleted;
            self.nodes[head].body = body;
        }
        self.forget_old();
        Grafted::Added
    }

    /// A path that reaches further back than the root it meets tells us that root's ancestors.
    fn extend_root(&mut self, mut at: usize, older: &[Revision]) {
        for revision in older {
            match self.nodes[at].parent {
                Some(parent) if self.nodes[parent].revision == *revision => at = parent,
                Some(_) => return,
                None => {
                    let parent = self.position(revision).unwrap_or_else(|| {
                        self.nodes.push(Node {
                            revision: revision.clone(),
                            parent: None,
                            deleted: false,
                            body: None,
                        });
                        self.nodes.len() - 1
                    });
                    self.nodes[at].parent = Some(parent);
                    at = parent;
                }
            }
        }
    }

    /// Drops what lies more than [`REVISIONS_MAX`] generations behind every leaf.
    fn forget_old(&mut self) {
        if self.nodes.len() <= REVISIONS_MAX {
            return;
        }
        let mut keep = vec![false; self.nodes.len()];
        let heads: Vec<Option<usize>> = self
            .leaves()
            .iter()
            .map(|leaf| self.position(&leaf.revision))
            .collect();
        for mut at in heads {
            for _ in 0..REVISIONS_MAX {
                let Some(index) = at else { break };
                keep[index] = true;
                at = self.nodes[index].parent;
            }
        }
        let mut moved = vec![None; self.nodes.len()];
        let mut kept = Vec::new();
        for (index, node) in self.nodes.drain(..).enumerate() {
            if keep[index] {
                moved[index] = Some(kept.len());
                kept.push(node);
            }
        }
        for node in &mut kept {
            node.parent = node.parent.and_then(|parent| moved[parent]);
        }
        self.nodes = kept;
    }

    /// The tree as a line of text for the store: `generation-hash,parent,flags,body` joined by spaces.
    pub fn to_text(&self) -> String {
        let number = |value: Option<i64>| value.map(|value| value.to_string()).unwrap_or_default();
        let nodes = self.nodes.iter().map(|node| {
            let parent = number(node.parent.and_then(|parent| i64::try_from(parent).ok()));
            format!(
                "{},{},{},{}",
                node.revision,
                parent,
                if node.deleted { "d" } else { "" },
                number(node.body)
            )
        });
        nodes.collect::<Vec<_>>().join(" ")
    }

    /// Reads what [`Tree::to_text`] wrote; `None` if the row was damaged.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut nodes = Vec::new();
        for part in text.split_ascii_whitespace() {
            let mut fields = part.split(',');
            let revision = fields.next()?.parse().ok()?;
            let parent = optional_number(fields.next()?)?;
            let deleted = fields.next()? == "d";
            let body = optional_number(fields.next()?)?;
            nodes.push(Node {
                revision,
                parent,
                deleted,
                body,
            });
        }
        // A parent is older than its child: no ancestry of a damaged row goes round in a circle.
        let sound = nodes.iter().all(|node: &Node| {
            node.parent.is_none_or(|parent| {
                let parent = nodes.get(parent);
                parent.is_some_and(|parent| parent.revision.generation < node.revision.generation)
            })
        });
        sound.then_some(Self { nodes })
    }
}

/// An empty field is no number; anything else has to be one.
fn optional_number<T: FromStr>(field: &str) -> Option<Option<T>> {
    if field.is_empty() {
        Some(None)
    } else {
        field.parse().ok().map(Some)
    }
}

#[cfg(test)]
#[path = "revisions_tests.rs"]
mod tests;
