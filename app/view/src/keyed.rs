//! Lists whose rows keep their place, their focus and their signals by key.

use std::{
    collections::HashMap,
    hash::{Hash, Hasher},
};

use leptos::prelude::*;

use crate::{IntoNode, Node, built::Built};

/// A key, as the bytes that it feeds to a hash: equal keys give equal bytes.
pub(crate) type Key = Box<[u8]>;

/// A row to be.
pub(crate) struct Row {
    pub key: Key,
    pub make: Box<dyn FnOnce() -> Node>,
}

/// A list, described.
pub struct List {
    pub(crate) rows: Box<dyn FnMut() -> Vec<Row>>,
}

/// Writes down what is hashed.
#[derive(Default)]
struct Scribe(Vec<u8>);

impl Hasher for Scribe {
    fn finish(&self) -> u64 {
        0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }
}

fn key_of(key: &impl Hash) -> Key {
    let mut scribe = Scribe::default();
    key.hash(&mut scribe);
    scribe.0.into_boxed_slice()
}

/// A keyed list: `<For each=rows key=|row| row.id children=|row| view! { … } />`. Rows whose key stays stay as they
/// are, whatever else changed.
#[component]
pub fn For<Each, Rows, T, KeyOf, K, View, V>(
    /// The rows; made again when a signal read in it changes.
    each: Each,
    /// What tells one row from another.
    key: KeyOf,
    /// Makes a row.
    children: View,
) -> Node
where
    Each: Fn() -> Rows + 'static,
    Rows: IntoIterator<Item = T>,
    T: 'static,
    KeyOf: Fn(&T) -> K + 'static,
    K: Hash,
    View: Fn(T) -> V + Clone + 'static,
    V: IntoNode,
{
    let rows = move || {
        each()
            .into_iter()
            .map(|row| {
                let view = children.clone();
                Row {
                    key: key_of(&key(&row)),
                    make: Box::new(move || view(row).into_node()),
                }
            })
            .collect()
    };
    Node::List(Box::new(List {
        rows: Box::new(rows),
    }))
}

/// A row in the document. Its signals and effects end with it, not when the list is made again.
pub(crate) struct BuiltRow {
    pub key: Key,
    pub built: Built,
    owner: Owner,
}

impl Drop for BuiltRow {
    fn drop(&mut self) {
        self.owner.cleanup();
    }
}

impl BuiltRow {
    fn make(row: Row, parent: &Owner) -> Self {
        let owner = parent.with(Owner::new);
        let built = owner.with(|| untrack(|| Built::of((row.make)())));
        Self {
            key: row.key,
            built,
            owner,
        }
    }
}

/// The rows as they are to be, those that stay taken over; what goes is removed from the document. Where the list
/// is in the document (`anchor`: what follows it there), the rows stand in their order afterwards.
pub(crate) fn settle(
    old: Vec<BuiltRow>,
    wanted: Vec<Row>,
    parent: &Owner,
    place: Option<&(web_sys::Node, Option<web_sys::Node>)>,
) -> Vec<BuiltRow> {
    let mut kept: HashMap<Key, BuiltRow> =
        old.into_iter().map(|row| (row.key.clone(), row)).collect();
    let mut rows: Vec<(BuiltRow, bool)> = Vec::with_capacity(wanted.len());
    for row in wanted {
        match kept.remove(&row.key) {
            Some(same) => rows.push((same, true)),
            None => rows.push((BuiltRow::make(row, parent), false)),
        }
    }
    for mut gone in kept.into_values() {
        gone.built.unmount();
    }
    if let Some((parent, anchor)) = place {
        let mut next = anchor.clone();
        for (row, stood) in rows.iter_mut().rev() {
            let stands =
                *stood && row.built.last_node().and_then(|node| node.next_sibling()) == next;
            if !stands {
                row.built.mount(parent, next.as_ref());
            }
            next = row.built.first_node().or(next);
        }
    }
    rows.into_iter().map(|(row, _)| row).collect()
}
