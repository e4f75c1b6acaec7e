//! What is wrong with a catalogue: every fault that is found, each with its item and field.

use serde::Deserialize;
use serde_json::{Map, Value};
use thiserror::Error;

use super::{Catalogue, Codes, Disease, LENGTH_MAX, Product, Wait};
use crate::words::{WORD_LENGTH_MAX, is_word};

/// More items of one kind than any programme has.
const ITEMS_MAX: usize = 500;

/// More doses than any series has.
const DOSES_MAX: u32 = 10;

/// Longer names are slips of the hand, in characters.
const NAME_LENGTH_MAX: usize = 120;

/// Nobody is older, in years.
const AGE_YEARS_MAX: u32 = 120;

/// More doses than any vial holds.
const VIAL_DOSES_MAX: u32 = 100;

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Problem {
    /// Not there, or of another kind.
    #[error("{0}")]
    Shape(String),
    /// Empty, too long, or with letters that a word may not have.
    #[error("is empty, longer than {0} characters, or has characters that it may not have")]
    Text(usize),
    /// A number outside what is possible.
    #[error("must be from {0} to {1}")]
    Number(u32, u32),
    /// Another item has the same word.
    #[error("stands there twice")]
    Twice,
    /// A word that nothing in the catalogue explains.
    #[error("names {0}, which is not in the catalogue")]
    Unknown(String),
    /// The minimum is longer than what is usual, or the usual begins after its end.
    #[error("the minimum must not be longer than what is usual, nor the usual begin after its end")]
    Order,
    /// Neither a primary series nor a booster.
    #[error("is neither a primary series nor a booster")]
    NeverGiven,
}

/// A fault, by item and field.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{item}: {field}: {problem}")]
pub struct Fault {
    /// The item: its word, or its list and place in it.
    pub item: String,
    /// The field of the item.
    pub field: String,
    /// What is wrong.
    pub problem: Problem,
}

/// Why a text is no catalogue. Nothing of it is used; what was there before stays.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CatalogueError {
    /// Longer than [`LENGTH_MAX`].
    #[error("longer than {LENGTH_MAX} bytes")]
    TooLong,
    /// No JSON object.
    #[error("no JSON: {0}")]
    Syntax(String),
    /// Faults in it, all that were found.
    #[error("{} faults, the first: {}", .0.len(), .0.first().map(ToString::to_string).unwrap_or_default())]
    Faults(Vec<Fault>),
}

impl Catalogue {
    pub(super) fn check(&self, faults: &mut Vec<Fault>) {
        let at = |item: &str, field: &str, problem| fault(item, field, problem);
        if !is_text(&self.version, WORD_LENGTH_MAX) {
            faults.push(at("catalogue", "version", Problem::Text(WORD_LENGTH_MAX)));
        }
        for (word, system) in &self.systems {
            if !is_text(&system.uri, NAME_LENGTH_MAX) || !is_word(word) {
                faults.push(at(word, "uri", Problem::Text(NAME_LENGTH_MAX)));
            }
        }
        for (index, disease) in self.diseases.iter().enumerate() {
            if self.diseases[..index]
                .iter()
                .any(|one| one.id == disease.id)
            {
                faults.push(at(&disease.id, "id", Problem::Twice));
            }
            self.check_disease(disease, faults);
        }
        for (index, product) in self.products.iter().enumerate() {
            if self.products[..index]
                .iter()
                .any(|one| one.id == product.id)
            {
                faults.push(at(&product.id, "id", Problem::Twice));
            }
            self.check_product(product, faults);
        }
    }

    fn check_disease(&self, disease: &Disease, faults: &mut Vec<Fault>) {
        let mut check = Check::of(self, &disease.id, faults);
        check.texts(&[("name", &disease.name)]);
        check.codes("codes", &disease.codes);
        check.codes("vaccine_codes", &disease.vaccine_codes);
        check.number("mixed_doses", disease.mixed_doses, 1, DOSES_MAX);
        check.number("boosters", Some(disease.boosters), 0, DOSES_MAX);
        check.wait("booster", disease.booster);
        check.sources(&disease.sources);
    }

    pub(super) fn check_product(&self, product: &Product, faults: &mut Vec<Fault>) {
        let mut check = Check::of(self, &product.id, faults);
        check.texts(&[("name", &product.name), ("holder", &product.holder)]);
        check.codes("codes", &product.codes);
        check.number(
            "minimum_age_years",
            product.minimum_age_years,
            0,
            AGE_YEARS_MAX,
        );
        check.number("doses_per_vial", product.doses_per_vial, 1, VIAL_DOSES_MAX);
        check.wait("booster", product.booster);
        check.wait("booster_after_own", product.booster_after_own);
        if let Some(primary) = &product.primary {
            check.number("primary", Some(primary.doses), 1, DOSES_MAX);
            check.wait("primary", primary.wait);
            let older = primary.older.as_ref();
            check.number(
                "primary",
                older.map(|one| one.from_age_years),
                1,
                AGE_YEARS_MAX,
            );
            check.number(
                "primary",
                older.map(|one| one.doses),
                primary.doses,
                DOSES_MAX,
            );
        }
        check.sources(&product.sources);
        let disease = self.disease(&product.disease);
        if disease.is_none() {
            check.add("disease", Problem::Unknown(product.disease.clone()));
        }
        if product.primary.is_none() && product.booster.is_none() {
            check.add("primary", Problem::NeverGiven);
        }
    }
}

/// Finds the faults of one item.
struct Check<'c> {
    catalogue: &'c Catalogue,
    item: &'c str,
    faults: &'c mut Vec<Fault>,
}

impl<'c> Check<'c> {
    fn of(catalogue: &'c Catalogue, item: &'c str, faults: &'c mut Vec<Fault>) -> Self {
        let mut check = Self {
            catalogue,
            item,
            faults,
        };
        if !is_word(item) {
            check.add("id", Problem::Text(WORD_LENGTH_MAX));
        }
        check
    }

    fn add(&mut self, field: &str, problem: Problem) {
        self.faults.push(fault(self.item, field, problem));
    }

    fn texts(&mut self, texts: &[(&str, &str)]) {
        for (field, text) in texts {
            if !is_text(text, NAME_LENGTH_MAX) {
                self.add(field, Problem::Text(NAME_LENGTH_MAX));
            }
        }
    }

    fn number(&mut self, field: &str, number: Option<u32>, min: u32, max: u32) {
        if number.is_some_and(|number| !(min..=max).contains(&number)) {
            self.add(field, Problem::Number(min, max));
        }
    }

    fn wait(&mut self, field: &str, wait: Option<Wait>) {
        let Some(wait) = wait else { return };
        let until = wait.usual_until.unwrap_or(wait.usual);
        if wait.minimum.days_min() > wait.usual.days_min()
            || wait.usual.days_min() > until.days_min()
        {
            self.add(field, Problem::Order);
        }
    }

    fn codes(&mut self, field: &str, codes: &Codes) {
        for (system, list) in codes {
            if !self.catalogue.systems.contains_key(system) {
                self.add(field, Problem::Unknown(system.clone()));
            }
            let is_code = |code: &String| {
                is_text(code, NAME_LENGTH_MAX) && !code.contains(char::is_whitespace)
            };
            if list.is_empty() || list.len() > ITEMS_MAX || !list.iter().all(is_code) {
                self.add(field, Problem::Text(NAME_LENGTH_MAX));
            }
        }
    }

    fn sources(&mut self, sources: &[String]) {
        for source in sources {
            if !self.catalogue.sources.contains_key(source) {
                self.add("sources", Problem::Unknown(source.clone()));
            }
        }
    }
}

fn fault(item: &str, field: &str, problem: Problem) -> Fault {
    Fault {
        item: item.to_owned(),
        field: field.to_owned(),
        problem,
    }
}

fn is_text(text: &str, length_max: usize) -> bool {
    !text.trim().is_empty()
        && text.chars().count() <= length_max
        && !text.contains(char::is_control)
}

/// A part of the whole that is no list of items.
pub(super) fn part<T: for<'de> Deserialize<'de> + Default>(
    top: &Map<String, Value>,
    field: &str,
    faults: &mut Vec<Fault>,
) -> T {
    T::deserialize(top.get(field).unwrap_or(&Value::Null)).unwrap_or_else(|error| {
        faults.push(fault("catalogue", field, Problem::Shape(error.to_string())));
        T::default()
    })
}

/// A list of items. Each is read alone, so that a fault can name its item.
pub(super) fn items<T: for<'de> Deserialize<'de>>(
    top: &Map<String, Value>,
    list: &str,
    template: &Map<String, Value>,
    faults: &mut Vec<Fault>,
) -> Vec<T> {
    let values: Vec<Value> = part(top, list, faults);
    if values.len() > ITEMS_MAX {
        let problem = Problem::Number(0, ITEMS_MAX as u32);
        faults.push(fault("catalogue", list, problem));
        return Vec::new();
    }
    let mut read = Vec::new();
    for (index, value) in values.iter().enumerate() {
        match T::deserialize(value) {
            Ok(item) => read.push(item),
            Err(error) => {
                let word = value.get("id").and_then(Value::as_str);
                let item = word.map_or_else(|| format!("{list} {}", index + 1), str::to_owned);
                let field = culprit::<T>(value, template).unwrap_or_default();
                faults.push(fault(&item, &field, Problem::Shape(error.to_string())));
            }
        }
    }
    read
}

/// The field that makes an item unreadable: the one that also spoils an item that is otherwise sound.
fn culprit<T: for<'de> Deserialize<'de>>(
    value: &Value,
    template: &Map<String, Value>,
) -> Option<String> {
    let members = value.as_object()?;
    let missing = template.keys().find(|field| !members.contains_key(*field));
    let spoils = |field: &&String| {
        let mut sound = template.clone();
        sound.insert((*field).clone(), members[*field].clone());
        T::deserialize(&Value::Object(sound)).is_err()
    };
    members.keys().find(spoils).or(missing).cloned()
}

/// The fields that every product must have.
pub(super) fn product_template() -> Map<String, Value> {
    ["id", "name", "holder", "disease", "platform"]
        .map(|field| (field.to_owned(), Value::from("x")))
        .into_iter()
        .collect()
}

/// The fields that every disease must have.
pub(super) fn disease_template() -> Map<String, Value> {
    ["id", "name"]
        .map(|field| (field.to_owned(), Value::from("x")))
        .into_iter()
        .collect()
}
