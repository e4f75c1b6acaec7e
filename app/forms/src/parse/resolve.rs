//! Looks up what an expression names, and notes what it depends on.
//!
//! Paths are followed over the form's items, not over answers: that tells
//! which items an expression can ever read, however many repeats there will
//! be. A plain path without predicates becomes a direct reference.

use std::collections::BTreeMap;

use super::finding::{FindingKind, nearest};
use crate::form::{Form, Item, Kind};
use crate::xpath::{Axis, Expr, Function, Path, Reference, Start, Step, Test};

/// The item "above" the outermost group.
const DOCUMENT: u32 = u32::MAX;

/// Numbers by name, within something that has a number itself: items by name,
/// choices by list. One type for all of them keeps the module small.
pub(super) type Index = BTreeMap<(u32, String), u32>;

/// Items by name.
pub(super) struct Names(Index);

/// Stands for several items of one name.
const SEVERAL: u32 = u32::MAX;

impl Names {
    pub(super) fn of(items: &[Item]) -> Self {
        let mut names = Index::new();
        for (index, item) in (0u32..).zip(items).skip(1) {
            let entry = names.entry((0, item.name.clone()));
            entry.and_modify(|known| *known = SEVERAL).or_insert(index);
        }
        Names(names)
    }

    /// The one item of this name.
    pub(super) fn find(&self, name: &str) -> Result<u32, FindingKind> {
        match self.0.get(&(0, name.to_owned())) {
            Some(&SEVERAL) => Err(FindingKind::AmbiguousReference(name.to_owned())),
            Some(item) => Ok(*item),
            None => Err(FindingKind::UnknownReference {
                given: name.to_owned(),
                suggestion: nearest(name, &mut self.0.keys().map(|(_, name)| name.as_str())),
            }),
        }
    }
}

/// What an expression depends on.
#[derive(Debug, Default)]
pub(super) struct Needs {
    /// Items, and for each the item inside whose instance it is looked up.
    pub(super) items: Vec<(u32, u32)>,
    pub(super) clock: bool,
    pub(super) language: bool,
}

/// The items that a node-set can hold.
#[derive(Clone, Default)]
struct Reach {
    items: Vec<u32>,
    /// The highest item on the way.
    apex: u32,
    /// Choices, or not nodes at all: nothing is known about steps from here.
    foreign: bool,
}

/// Resolves one expression of one item.
pub(super) struct Resolver<'a> {
    pub(super) form: &'a Form,
    pub(super) names: &'a Names,
    /// Whose expression it is.
    pub(super) item: u32,
    pub(super) needs: Needs,
    pub(super) problems: Vec<FindingKind>,
}

impl Resolver<'_> {
    /// Resolves an expression; a choice filter looks at choices first.
    pub(super) fn resolve(&mut self, expr: &mut Expr, in_choices: bool) {
        let here = Reach {
            items: if in_choices {
                Vec::new()
            } else {
                vec![self.item]
            },
            apex: self.item,
            foreign: in_choices,
        };
        self.walk(expr, &here, in_choices);
    }

    fn walk(&mut self, expr: &mut Expr, here: &Reach, nested: bool) -> Reach {
        let foreign = Reach {
            foreign: true,
            ..Reach::default()
        };
        match expr {
            Expr::Number(_) | Expr::Text(_) => foreign,
            Expr::Negate(inner) => {
                self.walk(inner, here, nested);
                foreign
            }
            Expr::Chain(first, links) => {
                let mut reach = self.walk(first, here, nested);
                for (_, link) in links {
                    let other = self.walk(link, here, nested);
                    reach.foreign |= other.foreign;
                    reach.items.extend(other.items);
                    reach.apex = self.higher(reach.apex, other.apex);
                }
                reach
            }
            Expr::Reference(reference) => self.reference(reference),
            Expr::Call(function, arguments) => self.call(*function, arguments, here, nested),
            Expr::Path(path) => {
                let reach = self.path(path, here, nested);
                if let Some(direct) = self.direct(path, &reach, nested) {
                    *expr = Expr::Reference(direct);
                }
                reach
            }
        }
    }

    fn reference(&mut self, reference: &mut Reference) -> Reach {
        match self.names.find(&reference.name) {
            Ok(target) => {
                reference.target = target;
                let apex = self.form.shared_repeat(target, self.item);
                self.needs.items.push((target, apex));
                Reach {
                    items: vec![target],
                    apex,
                    foreign: false,
                }
            }
            Err(problem) => {
                self.problems.push(problem);
                Reach {
                    foreign: true,
                    ..Reach::default()
                }
            }
        }
    }

    fn call(
        &mut self,
        function: Function,
        arguments: &mut [Expr],
        here: &Reach,
        nested: bool,
    ) -> Reach {
        match function {
            Function::Today | Function::Now => self.needs.clock = true,
            Function::ChoiceName => self.needs.language = true,
            _ => {}
        }
        let noted = self.needs.items.len();
        for argument in arguments.iter_mut() {
            self.walk(argument, here, nested);
        }
        if function == Function::IndexedRepeat {
            // It looks into other instances than the one at hand.
            for need in &mut self.needs.items[noted..] {
                need.1 = 0;
            }
        }
        match function {
            Function::Current => Reach {
                items: vec![self.item],
                apex: self.item,
                foreign: false,
            },
            _ => Reach {
                foreign: true,
                ..Reach::default()
            },
        }
    }

    fn path(&mut self, path: &mut Path, here: &Reach, nested: bool) -> Reach {
        let mut reach = match &mut path.start {
            Start::Root => Reach {
                items: vec![DOCUMENT],
                apex: 0,
                foreign: false,
            },
            Start::Here => here.clone(),
            Start::From(expr) => self.walk(expr, here, nested),
        };
        self.predicates(&mut path.predicates, &reach);
        let at = path.at;
        for step in &mut path.steps {
            reach = self.step(&reach, step);
            self.predicates(&mut step.predicates, &reach);
        }
        if reach.items.is_empty() && !reach.foreign {
            self.problems.push(FindingKind::DeadPath { at });
        }
        self.note(&reach);
        reach
    }

    fn predicates(&mut self, predicates: &mut [Expr], reach: &Reach) {
        if !predicates.is_empty() {
            self.note(reach);
        }
        for predicate in predicates {
            self.walk(predicate, reach, true);
        }
    }

    fn note(&mut self, reach: &Reach) {
        for item in reach.items.iter().filter(|item| **item != DOCUMENT) {
            self.needs.items.push((*item, reach.apex));
        }
    }

    fn step(&self, from: &Reach, step: &Step) -> Reach {
        if from.foreign || step.axis == Axis::Attribute || step.test == Test::Nothing {
            return Reach {
                foreign: true,
                ..from.clone()
            };
        }
        let mut items = Vec::new();
        let mut apex = from.apex;
        for &item in &from.items {
            match step.axis {
                Axis::Child => items.extend(self.children(item)),
                Axis::Itself => items.push(item),
                Axis::Parent => items.extend(self.parent(item)),
                Axis::Descendant | Axis::DescendantOrSelf => self.descend(item, &mut items),
                Axis::Ancestor | Axis::AncestorOrSelf => {
                    let mut at = (step.axis == Axis::AncestorOrSelf).then_some(item);
                    at = at.or_else(|| self.parent(item));
                    while let Some(above) = at {
                        items.push(above);
                        at = self.parent(above);
                    }
                }
                _ => {
                    let parent = self.parent(item).unwrap_or(DOCUMENT);
                    apex = self.higher(apex, parent);
                    let is_before = step.axis == Axis::PrecedingSibling;
                    // Instances of a repeat are each other's siblings.
                    let fits = |other: &u32| {
                        let repeats = self.form.item(item).kind == Kind::Repeat;
                        *other == item && repeats || *other != item && (*other < item) == is_before
                    };
                    items.extend(self.children(parent).into_iter().filter(fits));
                }
            }
        }
        if let Test::Name(name) = &step.test {
            items.retain(|item| {
                self.form
                    .items
                    .get(*item as usize)
                    .is_some_and(|item| item.name == *name)
            });
        }
        let mut each = Vec::with_capacity(items.len());
        for item in items {
            apex = self.higher(apex, item);
            insert_sorted(&mut each, item);
        }
        Reach {
            items: each,
            apex,
            foreign: false,
        }
    }

    fn children(&self, item: u32) -> Vec<u32> {
        match self.form.items.get(item as usize) {
            Some(item) => item.children.clone(),
            None => vec![0],
        }
    }

    fn parent(&self, item: u32) -> Option<u32> {
        let found = self.form.items.get(item as usize)?;
        Some(found.parent.unwrap_or(DOCUMENT))
    }

    fn descend(&self, item: u32, found: &mut Vec<u32>) {
        found.push(item);
        for child in self.children(item) {
            self.descend(child, found);
        }
    }

    fn higher(&self, one: u32, other: u32) -> u32 {
        let depth = |item: u32| {
            self.form
                .items
                .get(item as usize)
                .map_or(0, |item| item.depth)
        };
        if one == DOCUMENT || other == DOCUMENT {
            0
        } else if depth(other) < depth(one) {
            other
        } else {
            one
        }
    }

    /// A path that always means the same as `${name}`.
    fn direct(&self, path: &Path, reach: &Reach, nested: bool) -> Option<Reference> {
        let plain = |step: &Step| {
            step.predicates.is_empty()
                && matches!(step.axis, Axis::Child | Axis::Parent | Axis::Itself)
        };
        let [target] = reach.items[..] else {
            return None;
        };
        if nested || !path.predicates.is_empty() || !path.steps.iter().all(plain) {
            return None;
        }
        let item = self.form.items.get(target as usize)?;
        if item.kind == Kind::Repeat {
            return None;
        }
        let shared = self.form.shared_repeat(target, self.item);
        let same = match path.start {
            // ODK reads an absolute path from where it stands, too.
            Start::Root => true,
            Start::Here => self.form.repeat_around(reach.apex).unwrap_or(0) == shared,
            Start::From(_) => false,
        };
        same.then(|| Reference {
            name: item.name.clone(),
            at: path.at,
            target,
        })
    }
}

/// Keeps a list sorted and without doubles.
pub(crate) fn insert_sorted(list: &mut Vec<u32>, new: u32) {
    if let Err(place) = list.binary_search(&new) {
        list.insert(place, new);
    }
}
