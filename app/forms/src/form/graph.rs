//! What must be worked out again when something changes, and in which order.
//!
//! Every item has up to seven aspects. Relevance and value may feed other
//! expressions, so they are sorted topologically; the others end there and
//! come after. An aspect's rank is its place in that order: a session works
//! its queue off by rank and so touches nothing twice.

/// One thing to work out about an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aspect {
    Relevance = 0,
    Value = 1,
    Required = 2,
    Readonly = 3,
    Choices = 4,
    Label = 5,
    /// Constraint, type and required, once everything else is known.
    Check = 6,
}

/// An aspect of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Task {
    pub(crate) item: u32,
    pub(crate) aspect: Aspect,
}

/// "When the source changes, do the task again": for every instance of the
/// task's item inside the same instance of the apex.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Edge {
    pub(crate) task: Task,
    pub(crate) apex: u32,
}

/// The order of all tasks, and who depends on whom.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    /// Relevance and value of every item, sorted: `2 × item + aspect`.
    pub(crate) sorted: Vec<u32>,
    /// The way back: rank of `2 × item + aspect`.
    pub(crate) ranks: Vec<u32>,
    /// By source item.
    pub(crate) dependents: Vec<Vec<Edge>>,
    /// Tasks that look at the clock, apart from calculations.
    pub(crate) on_clock: Vec<Task>,
    /// Tasks that look at the language.
    pub(crate) on_language: Vec<Task>,
}

const ENDING: [Aspect; 4] = [
    Aspect::Required,
    Aspect::Readonly,
    Aspect::Choices,
    Aspect::Label,
];

impl Graph {
    pub(crate) fn rank(&self, task: Task) -> u32 {
        let items = self.ranks.len() as u32 / 2;
        match task.aspect {
            Aspect::Relevance | Aspect::Value => {
                self.ranks[(2 * task.item + task.aspect as u32) as usize]
            }
            Aspect::Check => 6 * items + task.item,
            ending => 2 * items + 4 * task.item + (ending as u32 - Aspect::Required as u32),
        }
    }

    pub(crate) fn task(&self, rank: u32) -> Task {
        let items = self.ranks.len() as u32 / 2;
        if let Some(vertex) = self.sorted.get(rank as usize) {
            let aspect = if vertex % 2 == 0 {
                Aspect::Relevance
            } else {
                Aspect::Value
            };
            return Task {
                item: vertex / 2,
                aspect,
            };
        }
        if rank >= 6 * items {
            return Task {
                item: rank - 6 * items,
                aspect: Aspect::Check,
            };
        }
        let ending = rank - 2 * items;
        Task {
            item: ending / 4,
            aspect: ENDING[(ending % 4) as usize],
        }
    }
}
