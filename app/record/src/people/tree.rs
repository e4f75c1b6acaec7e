//! The tree of places: full names, the order of walking, and which wing a place is in.

use std::collections::HashMap;

use crate::{
    id::PlaceId,
    people::{collate::sort_key, fold},
    place::{Place, PlaceKind},
};

/// What stands between the parts of a full name.
const SEPARATOR: &str = " › ";

/// How deep a tree is followed: deeper only by mistake.
const DEPTH_MAX: usize = 16;

/// The tree of places, worked out once for a set of places.
#[derive(Debug, Clone, Default)]
pub struct PlaceTree {
    walk: Vec<PlaceId>,
    nodes: HashMap<PlaceId, Node>,
}

#[derive(Debug, Clone)]
struct Node {
    name: String,
    kind: PlaceKind,
    wing: Option<PlaceId>,
    depth: usize,
    first: usize,
    end: usize,
    folded: Box<str>,
}

impl PlaceTree {
    /// Works the tree out. A place whose parent is unknown, or that is its own ancestor, is a root.
    pub fn of(places: &HashMap<PlaceId, Place>) -> Self {
        let mut children: HashMap<Option<PlaceId>, Vec<PlaceId>> = HashMap::new();
        for (id, place) in places {
            let parent = place
                .parent
                .filter(|parent| places.contains_key(parent) && !is_in_ring(places, *id));
            children.entry(parent).or_default().push(*id);
        }
        for siblings in children.values_mut() {
            siblings.sort_by_cached_key(|id| {
                let place = places.get(id);
                (
                    place.map(|place| place.order),
                    place.map(|place| sort_key(&place.name)),
                    *id,
                )
            });
        }
        let mut tree = Self::default();
        for root in children.get(&None).cloned().unwrap_or_default() {
            tree.add(root, None, places, &children);
        }
        tree
    }

    fn add(
        &mut self,
        id: PlaceId,
        parent: Option<PlaceId>,
        places: &HashMap<PlaceId, Place>,
        children: &HashMap<Option<PlaceId>, Vec<PlaceId>>,
    ) {
        let Some(place) = places.get(&id) else { return };
        let above = parent.and_then(|parent| self.nodes.get(&parent));
        let depth = above.map_or(0, |above| above.depth + 1);
        let name = match above {
            Some(above) if above.kind != PlaceKind::Facility => {
                format!("{}{SEPARATOR}{}", above.name, place.name)
            }
            _ => place.name.clone(),
        };
        let wing = match place.kind {
            PlaceKind::Wing => Some(id),
            _ => above.and_then(|above| above.wing),
        };
        let first = self.walk.len();
        self.walk.push(id);
        let folded = fold::compact(&place.name).into();
        let kind = place.kind;
        let node = Node {
            name,
            kind,
            wing,
            depth,
            first,
            end: first + 1,
            folded,
        };
        self.nodes.insert(id, node);
        if depth < DEPTH_MAX {
            for child in children.get(&Some(id)).into_iter().flatten() {
                self.add(*child, Some(id), places, children);
            }
        }
        let end = self.walk.len();
        if let Some(node) = self.nodes.get_mut(&id) {
            node.end = end;
        }
    }

    /// Every place in the order of walking: a place before what is in it.
    pub fn walk(&self) -> &[PlaceId] {
        &self.walk
    }

    /// The full name from the wing down: `Wing A › Landing 1 › A-12`. The facility itself is left out.
    pub fn full_name(&self, id: PlaceId) -> Option<&str> {
        Some(&self.nodes.get(&id)?.name)
    }

    /// The wing that a place is in, or is.
    pub fn wing(&self, id: PlaceId) -> Option<PlaceId> {
        self.nodes.get(&id)?.wing
    }

    /// How deep in the tree, from 0.
    pub fn depth(&self, id: PlaceId) -> usize {
        self.nodes.get(&id).map_or(0, |node| node.depth)
    }

    /// Its number in the order of walking; unknown places come last.
    pub fn order(&self, id: PlaceId) -> usize {
        self.nodes.get(&id).map_or(usize::MAX, |node| node.first)
    }

    /// A place and all that is in it, in the order of walking.
    pub fn subtree(&self, id: PlaceId) -> &[PlaceId] {
        self.nodes
            .get(&id)
            .and_then(|node| self.walk.get(node.first..node.end))
            .unwrap_or_default()
    }

    /// Whether `inner` is `outer` or in it.
    pub fn contains(&self, outer: PlaceId, inner: PlaceId) -> bool {
        match (self.nodes.get(&outer), self.nodes.get(&inner)) {
            (Some(outer), Some(inner)) => (outer.first..outer.end).contains(&inner.first),
            _ => outer == inner,
        }
    }

    /// A place and what it is in, innermost first.
    pub fn ancestors(&self, id: PlaceId) -> Vec<PlaceId> {
        let mut line: Vec<PlaceId> = self
            .walk
            .iter()
            .take(self.order(id).saturating_add(1))
            .copied()
            .filter(|outer| self.contains(*outer, id))
            .collect();
        line.reverse();
        line
    }

    /// The wings, in the order of walking.
    pub fn wings(&self) -> Vec<PlaceId> {
        self.of_kind(&[PlaceKind::Wing])
    }

    /// The places of some kinds, in the order of walking.
    pub fn of_kind(&self, kinds: &[PlaceKind]) -> Vec<PlaceId> {
        let is_one = |id: &PlaceId| {
            self.nodes
                .get(id)
                .is_some_and(|node| kinds.contains(&node.kind))
        };
        self.walk.iter().copied().filter(is_one).collect()
    }

    /// Places whose own name, folded and without separators, begins with `compact`; and whether it is all
    /// of it.
    pub(crate) fn named(&self, compact: &str) -> impl Iterator<Item = (PlaceId, bool)> {
        let matching = self.walk.iter().filter_map(move |id| {
            let folded = &self.nodes.get(id)?.folded;
            let begins = folded.starts_with(compact);
            begins.then_some((*id, folded.len() == compact.len()))
        });
        matching.filter(move |_| !compact.is_empty())
    }
}

fn is_in_ring(places: &HashMap<PlaceId, Place>, id: PlaceId) -> bool {
    let mut current = id;
    for _ in 0..places.len() {
        match places.get(&current).and_then(|place| place.parent) {
            Some(parent) if parent == id => return true,
            Some(parent) => current = parent,
            None => return false,
        }
    }
    false
}
