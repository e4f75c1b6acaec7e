//! What a form is once it has been read: items, choice lists, languages. A
//! form never changes; answers live in a [`Session`](crate::Session).

mod graph;
mod kind;
mod text;

pub(crate) use graph::{Aspect, Edge, Graph, Task};
pub use kind::{Bounds, Choices, Domain, Kind};
pub(crate) use text::Part;
pub use text::{Language, LanguageId, Text};

use crate::parse::Finding;
use crate::xpath::Expr;

/// A form: one version of what a record asks.
#[derive(Debug)]
pub struct Form {
    pub(crate) id: String,
    pub(crate) version: String,
    pub(crate) title: Text,
    pub(crate) languages: Vec<Language>,
    pub(crate) default_language: LanguageId,
    /// In document order; the first is the outermost group.
    pub(crate) items: Vec<Item>,
    pub(crate) lists: Vec<List>,
    pub(crate) graph: Graph,
    pub(crate) warnings: Vec<Finding>,
}

/// A question, group or repeat.
#[derive(Debug)]
pub struct Item {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) label: Text,
    pub(crate) hint: Text,
    pub(crate) guidance: Text,
    pub(crate) constraint_message: Text,
    pub(crate) required_message: Text,
    pub(crate) appearance: String,
    pub(crate) parent: Option<u32>,
    pub(crate) children: Vec<u32>,
    /// Its place among its parent's children.
    pub(crate) place: u32,
    pub(crate) depth: u32,
    pub(crate) rules: Rules,
}

/// An item's expressions.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    pub(crate) relevant: Condition,
    pub(crate) required: Condition,
    pub(crate) readonly: Condition,
    pub(crate) constraint: Option<Expr>,
    pub(crate) calculation: Option<Expr>,
    pub(crate) default: Preset,
    pub(crate) choice_filter: Option<Expr>,
}

/// True, false, or to be evaluated.
#[derive(Debug, Default)]
pub(crate) enum Condition {
    /// The cell is empty.
    #[default]
    Unset,
    Always,
    Never,
    When(Expr),
}

/// What an answer is before anybody gave one.
#[derive(Debug, Default)]
pub(crate) enum Preset {
    #[default]
    Nothing,
    Text(String),
    Computed(Expr),
}

/// A choice list.
#[derive(Debug)]
pub struct List {
    pub(crate) name: String,
    /// Further columns, which choice filters compare.
    pub(crate) columns: Vec<String>,
    pub(crate) choices: Vec<Choice>,
}

/// One choice of a list.
#[derive(Debug)]
pub struct Choice {
    pub(crate) name: String,
    pub(crate) label: Text,
    /// Values of the list's further columns.
    pub(crate) extras: Vec<String>,
}

impl Form {
    /// The form's name in records: `contact`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its version.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Its title; the id if it has none.
    #[must_use]
    pub fn title(&self, language: LanguageId) -> &str {
        self.plain(&self.title, language).unwrap_or(&self.id)
    }

    /// The languages it is written in.
    #[must_use]
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// The language of a code such as `fr` or `fr-TN`; the form's default if
    /// it doesn't have it.
    #[must_use]
    pub fn language(&self, code: &str) -> LanguageId {
        let find = |code: &str| {
            let same = |language: &Language| language.code.eq_ignore_ascii_case(code);
            self.languages.iter().position(same)
        };
        let primary = code.split(['-', '_']).next().unwrap_or(code);
        find(code)
            .or_else(|| find(primary))
            .map_or(self.default_language, LanguageId)
    }

    /// What the author should look at; the form works all the same.
    #[must_use]
    pub fn warnings(&self) -> &[Finding] {
        &self.warnings
    }

    /// All items in document order.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// A choice list by name.
    #[must_use]
    pub fn list(&self, name: &str) -> Option<&List> {
        self.lists.iter().find(|list| list.name == name)
    }

    /// A choice's label as it is written, in a language or the nearest there is.
    #[must_use]
    pub fn choice_label<'a>(&'a self, choice: &'a Choice, language: LanguageId) -> &'a str {
        self.plain(&choice.label, language).unwrap_or(&choice.name)
    }

    /// A text without references; `None` where nothing is written.
    pub(crate) fn plain<'a>(&'a self, text: &'a Text, language: LanguageId) -> Option<&'a str> {
        match text.parts(language, self.default_language)? {
            [Part::Plain(plain)] => Some(plain),
            _ => None,
        }
    }

    pub(crate) fn item(&self, index: u32) -> &Item {
        &self.items[index as usize]
    }

    /// The innermost repeat at or above an item.
    pub(crate) fn repeat_around(&self, mut item: u32) -> Option<u32> {
        loop {
            if self.item(item).kind == Kind::Repeat {
                return Some(item);
            }
            item = self.item(item).parent?;
        }
    }

    pub(crate) fn is_within(&self, mut item: u32, ancestor: u32) -> bool {
        let depth = self.item(ancestor).depth;
        while self.item(item).depth > depth {
            match self.item(item).parent {
                Some(parent) => item = parent,
                None => return false,
            }
        }
        item == ancestor
    }

    /// The innermost repeat around both, strictly around the target; the
    /// outermost group if there is none.
    pub(crate) fn shared_repeat(&self, target: u32, from: u32) -> u32 {
        let mut around = self
            .item(target)
            .parent
            .and_then(|up| self.repeat_around(up));
        while let Some(repeat) = around {
            if self.is_within(from, repeat) {
                return repeat;
            }
            around = self
                .item(repeat)
                .parent
                .and_then(|up| self.repeat_around(up));
        }
        0
    }
}

impl Item {
    /// Its name in the form.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What kind of item it is.
    #[must_use]
    pub fn kind(&self) -> &Kind {
        &self.kind
    }

    /// Hints for the renderer, as the form has them (`multiline`, `minimal`).
    #[must_use]
    pub fn appearance(&self) -> &str {
        &self.appearance
    }

    /// Whether one of the words of its appearance is this one.
    #[must_use]
    pub fn has_appearance(&self, word: &str) -> bool {
        self.appearance.split_whitespace().any(|one| one == word)
    }

    /// Whether its answer is calculated, so that nobody types it.
    #[must_use]
    pub fn is_calculated(&self) -> bool {
        self.rules.calculation.is_some()
    }

    /// Whether a page shows it: calculations and hidden values it does not.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        !self.kind.is_silent()
    }
}

impl List {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its choices in order.
    #[must_use]
    pub fn choices(&self) -> &[Choice] {
        &self.choices
    }
}

impl Choice {
    /// What an answer holds if it was chosen.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The value of a further column of its list.
    #[must_use]
    pub fn extra<'a>(&'a self, list: &List, column: &str) -> Option<&'a str> {
        let at = list.columns.iter().position(|known| known == column)?;
        self.extras.get(at).map(String::as_str)
    }
}
