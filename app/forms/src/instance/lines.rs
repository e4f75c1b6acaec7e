//! A record's answers as lines to read: for timelines, reviews and prints.

use serde_json::{Map, Value};

use super::lexical;
use crate::form::{Choices, Domain, Form, Item, Kind, LanguageId, Part, Text};
use crate::names::escape_name;

/// One line: a heading, or a question with its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The item's name.
    pub name: String,
    /// How deep it stands in groups: 0 is outermost.
    pub depth: usize,
    /// Its label in the language asked for.
    pub label: String,
    /// The answer.
    pub shown: Shown,
}

/// An answer to show. Dates and numbers are formatted by the host, in the
/// reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// A heading of a group; of a repeat with the number of the instance.
    Heading(Option<usize>),
    /// Text as it was written.
    Text(String),
    /// A number, as it was spelled.
    Number(String),
    /// `YYYY-MM-DD`.
    Date(String),
    /// A time of day.
    Time(String),
    /// A date and time.
    DateTime(String),
    /// Labels of what was chosen.
    Choices(Vec<String>),
    /// Ids that the host knows.
    Domain(Domain, Vec<String>),
    /// It was acknowledged.
    Acknowledged,
}

impl Form {
    /// Reads the answers of a record. No condition is evaluated: what was
    /// relevant when it was written is shown forever.
    #[must_use]
    pub fn lines(&self, answers: &Map<String, Value>, language: LanguageId) -> Vec<Line> {
        let mut reader = Reader {
            form: self,
            all: answers,
            language,
            lines: Vec::new(),
        };
        reader.group(0, answers, 0);
        reader.lines
    }

    /// What it asks, in order: the labels of its questions. Where a label takes in an answer stands an ellipsis.
    #[must_use]
    pub fn questions(&self, language: LanguageId) -> Vec<String> {
        let asked = self
            .items()
            .iter()
            .filter(|item| item.kind.has_answer() && item.is_shown());
        let label = |item: &Item| {
            let parts = item.label.parts(language, self.default_language)?;
            let part = |part: &Part| match part {
                Part::Plain(plain) => plain.clone(),
                Part::Answer(_) => "…".to_owned(),
            };
            Some(parts.iter().map(part).collect::<String>())
        };
        asked.filter_map(label).collect()
    }
}

struct Reader<'a> {
    form: &'a Form,
    all: &'a Map<String, Value>,
    language: LanguageId,
    lines: Vec<Line>,
}

impl Reader<'_> {
    fn group(&mut self, item: u32, answers: &Map<String, Value>, depth: usize) {
        for child in &self.form.item(item).children {
            let item = self.form.item(*child);
            let Some(value) = answers.get(&escape_name(&item.name)) else {
                continue;
            };
            match value {
                Value::Object(inner) if item.kind == Kind::Group => {
                    self.heading(*child, depth, None);
                    self.group(*child, inner, depth + 1);
                }
                Value::Array(instances) if item.kind == Kind::Repeat => {
                    let instances = instances.iter().filter_map(Value::as_object);
                    for (number, inner) in (1..).zip(instances) {
                        self.heading(*child, depth, Some(number));
                        self.group(*child, inner, depth + 1);
                    }
                }
                _ if item.kind.has_answer() && item.is_shown() => {
                    let text = lexical::from_json(value).unwrap_or_else(|| value.to_string());
                    let shown = self.shown(&item.kind, text);
                    self.push(*child, depth, shown);
                }
                _ => {}
            }
        }
    }

    /// Groups without a label only hold questions together.
    fn heading(&mut self, item: u32, depth: usize, number: Option<usize>) {
        if number.is_some() || !self.form.item(item).label.is_empty() {
            self.push(item, depth, Shown::Heading(number));
        }
    }

    fn push(&mut self, item: u32, depth: usize, shown: Shown) {
        let item = self.form.item(item);
        let label = self.fill(&item.label).unwrap_or_else(|| item.name.clone());
        self.lines.push(Line {
            name: item.name.clone(),
            depth,
            label,
            shown,
        });
    }

    fn shown(&self, kind: &Kind, text: String) -> Shown {
        let names = || lexical::chosen(kind, &text).map(str::to_owned).collect();
        match kind {
            Kind::Integer | Kind::Decimal | Kind::Range(_) => Shown::Number(text),
            Kind::Date => Shown::Date(text),
            Kind::Time => Shown::Time(text),
            Kind::DateTime => Shown::DateTime(text),
            Kind::Acknowledge => Shown::Acknowledged,
            Kind::SelectOne(Choices::Domain(domain))
            | Kind::SelectMultiple(Choices::Domain(domain)) => Shown::Domain(*domain, names()),
            Kind::SelectOne(Choices::List(list)) | Kind::SelectMultiple(Choices::List(list)) => {
                let choices = &self.form.lists[*list as usize].choices;
                let label = |name: &str| {
                    let choice = choices.iter().find(|choice| choice.name == name);
                    let label = choice.map(|one| self.form.choice_label(one, self.language));
                    label.unwrap_or(name).to_owned()
                };
                Shown::Choices(lexical::chosen(kind, &text).map(label).collect())
            }
            _ => Shown::Text(text),
        }
    }

    fn fill(&self, text: &Text) -> Option<String> {
        let parts = text.parts(self.language, self.form.default_language)?;
        let fill = |part: &Part| match part {
            Part::Plain(plain) => plain.clone(),
            Part::Answer(item) => self.answer(*item).unwrap_or_default(),
        };
        Some(parts.iter().map(fill).collect())
    }

    /// An answer outside repeats.
    fn answer(&self, item: u32) -> Option<String> {
        let mut chain = Vec::new();
        let mut at = item;
        while let Some(parent) = self.form.item(at).parent {
            chain.push(at);
            at = parent;
        }
        let mut answers = self.all;
        let last = chain.first().copied()?;
        for group in chain.iter().skip(1).rev() {
            answers = answers
                .get(&escape_name(&self.form.item(*group).name))?
                .as_object()?;
        }
        lexical::from_json(answers.get(&escape_name(&self.form.item(last).name))?)
    }
}
