//! Mango selectors: the questions of `_find` and of `_changes?filter=_selector`.
//!
//! Pure, and compiled once per request. There are no indexes: a selector is tried on one document after the
//! other, which the size of a book allows. `$regex` is left out: it would let a request burn the server's time.

use std::cmp::Ordering;

use serde_json::{Map, Number, Value};
use thiserror::Error;

/// How deep a selector may nest.
const DEPTH_MAX: usize = 32;

/// How many values and operators a selector may hold. Replication by id asks for a page of documents at most.
const VALUES_MAX: usize = 2_000;

/// Why a selector can't be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SelectorError {
    /// An operator that this server does not have.
    #[error("Invalid operator: {0}")]
    Operator(String),
    /// An operator with an argument that it can't have.
    #[error("Bad argument for operator {0}")]
    Argument(String),
    /// It is no object.
    #[error("Selector must be a JSON object")]
    Shape,
    /// It nests too deep.
    #[error("Selector is nested too deep")]
    Depth,
    /// It asks for too much: each document would be held against all of it.
    #[error("Selector holds more than {VALUES_MAX} values")]
    Size,
}

/// A compiled selector.
#[derive(Debug, Clone, PartialEq)]
pub enum Selector {
    /// All of them hold.
    And(Vec<Selector>),
    /// One of them holds.
    Or(Vec<Selector>),
    /// It does not hold.
    Not(Box<Selector>),
    /// It holds of the member at a path.
    At(Vec<String>, Box<Selector>),
    /// The member is there, or is not.
    Exists(bool),
    /// The value compares so.
    Compare(Comparison, Value),
    /// The value is one of these.
    In(Vec<Value>),
    /// The array has all of these.
    All(Vec<Value>),
    /// An element of the array matches.
    Element(Box<Selector>),
    /// Every element of the array matches.
    EveryElement(Box<Selector>),
    /// The value is of this JSON type.
    Type(String),
    /// The array has this many elements.
    Size(u64),
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `$eq`
    Equal,
    /// `$ne`
    NotEqual,
    /// `$lt`
    Less,
    /// `$lte`
    AtMost,
    /// `$gt`
    Greater,
    /// `$gte`
    AtLeast,
}

/// Every value in a value, itself included.
fn count_values(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count_values).sum(),
        Value::Object(members) => members.values().map(count_values).sum(),
        _ => 0,
    }
}

impl Selector {
    /// Compiles a selector.
    ///
    /// # Errors
    /// What in it can't be used.
    pub fn compile(value: &Value) -> Result<Self, SelectorError> {
        if count_values(value) > VALUES_MAX {
            return Err(SelectorError::Size);
        }
        Self::compile_object(value.as_object().ok_or(SelectorError::Shape)?, 0)
    }

    fn compile_object(members: &Map<String, Value>, depth: usize) -> Result<Self, SelectorError> {
        if depth > DEPTH_MAX {
            return Err(SelectorError::Depth);
        }
        let mut all = Vec::with_capacity(members.len());
        for (key, value) in members {
            all.push(if key.starts_with('$') {
                Self::compile_operator(key, value, depth + 1)?
            } else {
                let path = key.split('.').map(str::to_owned).collect();
                Self::At(path, Box::new(Self::compile_value(value, depth + 1)?))
            });
        }
        match <[Self; 1]>::try_from(all) {
            Ok([only]) => Ok(only),
            Err(all) => Ok(Self::And(all)),
        }
    }

    /// What stands after a member's name: operators or nested members in an object, else a value to equal.
    fn compile_value(value: &Value, depth: usize) -> Result<Self, SelectorError> {
        match value {
            Value::Object(members) if !members.is_empty() => Self::compile_object(members, depth),
            other => Ok(Self::Compare(Comparison::Equal, other.clone())),
        }
    }

    fn compile_operator(
        operator: &str,
        value: &Value,
        depth: usize,
    ) -> Result<Self, SelectorError> {
        let bad = || SelectorError::Argument(operator.to_owned());
        let list = || value.as_array().ok_or_else(bad);
        let each = || {
            list()?
                .iter()
                .map(|one| Self::compile_value(one, depth))
                .collect::<Result<Vec<_>, _>>()
        };
        let inner = || Self::compile_value(value, depth).map(Box::new);
        let compare = |comparison| Ok(Self::Compare(comparison, value.clone()));
        match operator {
            "$and" => Ok(Self::And(each()?)),
            "$or" => Ok(Self::Or(each()?)),
            "$nor" => Ok(Self::Not(Box::new(Self::Or(each()?)))),
            "$not" => Ok(Self::Not(inner()?)),
            "$eq" => compare(Comparison::Equal),
            "$ne" => compare(Comparison::NotEqual),
            "$lt" => compare(Comparison::Less),
            "$lte" => compare(Comparison::AtMost),
            "$gt" => compare(Comparison::Greater),
            "$gte" => compare(Comparison::AtLeast),
            "$in" => Ok(Self::In(list()?.clone())),
            "$nin" => Ok(Self::Not(Box::new(Self::In(list()?.clone())))),
            "$all" => Ok(Self::All(list()?.clone())),
            "$exists" => Ok(Self::Exists(value.as_bool().ok_or_else(bad)?)),
            "$elemMatch" => Ok(Self::Element(inner()?)),
            "$allMatch" => Ok(Self::EveryElement(inner()?)),
            "$type" => Ok(Self::Type(value.as_str().ok_or_else(bad)?.to_owned())),
            "$size" => Ok(Self::Size(value.as_u64().ok_or_else(bad)?)),
            other => Err(SelectorError::Operator(other.to_owned())),
        }
    }

    /// Whether a document matches.
    pub fn matches(&self, document: &Value) -> bool {
        self.holds(Some(document))
    }

    fn holds(&self, value: Option<&Value>) -> bool {
        match self {
            Self::And(all) => all.iter().all(|one| one.holds(value)),
            Self::Or(any) => any.iter().any(|one| one.holds(value)),
            Self::Not(inner) => !inner.holds(value),
            Self::At(path, inner) => {
                let found = path.iter().try_fold(value, |value, key| match value {
                    Some(value) => Some(value.get(key)),
                    None => Some(None),
                });
                let found = found.flatten();
                // A member that is not there matches nothing but being asked whether it is.
                (found.is_some() || inner.asks_for_absence()) && inner.holds(found)
            }
            Self::Exists(wanted) => value.is_some() == *wanted,
            Self::Compare(comparison, other) => {
                value.is_some_and(|value| comparison.allows(collate(value, other)))
            }
            Self::In(values) => value.is_some_and(|value| is_among(value, values)),
            Self::All(values) => value.and_then(Value::as_array).is_some_and(|elements| {
                values
                    .iter()
                    .all(|wanted| elements.iter().any(|element| equal(element, wanted)))
            }),
            Self::Element(inner) => elements(value)
                .is_some_and(|elements| elements.iter().any(|one| inner.holds(Some(one)))),
            Self::EveryElement(inner) => elements(value).is_some_and(|elements| {
                !elements.is_empty() && elements.iter().all(|one| inner.holds(Some(one)))
            }),
            Self::Type(name) => value.is_some_and(|value| type_name(value) == name),
            Self::Size(size) => {
                elements(value).is_some_and(|elements| elements.len() as u64 == *size)
            }
        }
    }

    fn asks_for_absence(&self) -> bool {
        match self {
            Self::Exists(wanted) => !wanted,
            Self::Not(_) => true,
            Self::And(all) => all.iter().all(Self::asks_for_absence),
            Self::Or(any) => any.iter().any(Self::asks_for_absence),
            Self::At(_, inner) => inner.asks_for_absence(),
            _ => false,
        }
    }

    /// Texts with which every matching document's id begins, if the selector says so: `_id` between two
    /// bounds. Only used to read less.
    pub fn id_bounds(&self) -> (Option<String>, Option<String>) {
        match self {
            Self::And(all) => all
                .iter()
                .map(Self::id_bounds)
                .fold((None, None), |(low, high), (from, to)| {
                    (low.max(from), high.into_iter().chain(to).min())
                }),
            Self::At(path, inner) if path.len() == 1 && path[0] == "_id" => inner.value_bounds(),
            _ => (None, None),
        }
    }

    fn value_bounds(&self) -> (Option<String>, Option<String>) {
        match self {
            Self::And(all) => all
                .iter()
                .map(Self::value_bounds)
                .fold((None, None), |(low, high), (from, to)| {
                    (low.max(from), high.into_iter().chain(to).min())
                }),
            Self::Compare(comparison, Value::String(text)) => match comparison {
                Comparison::Equal => (Some(text.clone()), Some(text.clone())),
                Comparison::Greater | Comparison::AtLeast => (Some(text.clone()), None),
                Comparison::Less | Comparison::AtMost => (None, Some(text.clone())),
                Comparison::NotEqual => (None, None),
            },
            _ => (None, None),
        }
    }
}

impl Comparison {
    fn allows(self, ordering: Ordering) -> bool {
        match self {
            Self::Equal => ordering.is_eq(),
            Self::NotEqual => ordering.is_ne(),
            Self::Less => ordering.is_lt(),
            Self::AtMost => ordering.is_le(),
            Self::Greater => ordering.is_gt(),
            Self::AtLeast => ordering.is_ge(),
        }
    }
}

fn elements(value: Option<&Value>) -> Option<&Vec<Value>> {
    value.and_then(Value::as_array)
}

fn equal(a: &Value, b: &Value) -> bool {
    collate(a, b).is_eq()
}

/// `$in` on an array asks whether any element is among the values.
fn is_among(value: &Value, values: &[Value]) -> bool {
    values.iter().any(|wanted| equal(value, wanted))
        || value.as_array().is_some_and(|elements| {
            elements
                .iter()
                .any(|element| values.iter().any(|wanted| equal(element, wanted)))
        })
}

fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn rank(value: &Value) -> u8 {
    match value {
        Value::Null => 0,
        Value::Bool(_) => 1,
        Value::Number(_) => 2,
        Value::String(_) => 3,
        Value::Array(_) => 4,
        Value::Object(_) => 5,
    }
}

/// A number as its whole part and its fraction, both exact. As floats alone, two different large numbers are the same to a
/// third: no order to sort by.
fn exactly(number: &Number) -> (i128, f64) {
    let whole = number.as_i64().map(i128::from);
    match whole.or_else(|| number.as_u64().map(i128::from)) {
        Some(whole) => (whole, 0.0),
        None => {
            let float = number.as_f64().unwrap_or_default();
            let whole = float.trunc();
            // Beyond the whole numbers of this type all have one whole part, and stand by their floats.
            match whole.abs() < 1e38 {
                true => (whole as i128, float - whole),
                false => (whole as i128, float),
            }
        }
    }
}

/// CouchDB's order of values across types; texts by code point, not by language.
pub fn collate(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (exactly(a), exactly(b));
            a.partial_cmp(&b).unwrap_or(Ordering::Equal)
        }
        (Value::String(a), Value::String(b)) => a.cmp(b),
        (Value::Array(a), Value::Array(b)) => {
            let pairs = a.iter().zip(b).map(|(a, b)| collate(a, b));
            pairs
                .into_iter()
                .find(|order| order.is_ne())
                .unwrap_or_else(|| a.len().cmp(&b.len()))
        }
        (Value::Object(a), Value::Object(b)) => {
            let pairs = a
                .iter()
                .zip(b)
                .map(|((a_key, a), (b_key, b))| a_key.cmp(b_key).then_with(|| collate(a, b)));
            pairs
                .into_iter()
                .find(|order| order.is_ne())
                .unwrap_or_else(|| a.len().cmp(&b.len()))
        }
        _ => rank(a).cmp(&rank(b)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(selector: Value, matches: bool) {
        let document = json!({
            "_id": "entry:5",
            "wing": "N",
            "seq": 7,
            "tags": ["a", "b"],
            "rows": [{"n": 1}, {"n": 5}],
            "at": {"ms": 10, "zone": null},
        });
        let compiled = Selector::compile(&selector).unwrap();
        assert_eq!(compiled.matches(&document), matches, "{selector}");
    }

    #[test]
    fn operators() {
        check(json!({}), true);
        check(json!({"wing": "N"}), true);
        check(json!({"wing": "S"}), false);
        check(json!({"seq": {"$gte": 7, "$lt": 8}}), true);
        check(json!({"seq": {"$gt": 7}}), false);
        check(json!({"seq": {"$ne": 7}}), false);
        check(json!({"missing": {"$ne": 7}}), false);
        check(json!({"missing": {"$exists": false}}), true);
        check(json!({"wing": {"$exists": false}}), false);
        check(json!({"at.ms": 10}), true);
        check(json!({"at": {"ms": {"$lte": 10}, "zone": null}}), true);
        check(json!({"wing": {"$in": ["N", "S"]}}), true);
        check(json!({"tags": {"$in": ["b"]}}), true);
        check(json!({"wing": {"$nin": ["N"]}}), false);
        check(json!({"tags": {"$all": ["a", "b"]}}), true);
        check(json!({"tags": {"$size": 2}}), true);
        check(json!({"rows": {"$elemMatch": {"n": {"$gt": 4}}}}), true);
        check(json!({"rows": {"$allMatch": {"n": {"$gt": 4}}}}), false);
        check(json!({"$or": [{"wing": "S"}, {"seq": 7}]}), true);
        check(json!({"$nor": [{"wing": "S"}, {"seq": 7}]}), false);
        check(json!({"$not": {"wing": "S"}}), true);
        check(json!({"seq": {"$type": "number"}}), true);
        check(json!({"seq": {"$gt": null}}), true);
    }

    #[test]
    fn what_is_no_selector() {
        assert_eq!(Selector::compile(&json!([])), Err(SelectorError::Shape));
        let regex = Selector::compile(&json!({"a": {"$regex": "x"}}));
        assert_eq!(regex, Err(SelectorError::Operator("$regex".into())));
        assert!(Selector::compile(&json!({"$and": {}})).is_err());
        let deep = (0..40).fold(json!({"a": 1}), |inner, _| json!({"$not": inner}));
        assert_eq!(Selector::compile(&deep), Err(SelectorError::Depth));
    }

    #[test]
    fn numbers_stand_in_one_order() {
        let ascending = [
            json!(-1e300),
            json!(-1.5),
            json!(-1e-17),
            json!(0),
            json!(1e-17),
            json!(7),
            json!(9_007_199_254_740_992.0),
            json!(9_007_199_254_740_993_u64),
            json!(u64::MAX),
            json!(1e300),
        ];
        assert!(ascending.is_sorted_by(|a, b| collate(a, b).is_lt()));
        assert!(collate(&json!(7), &json!(7.0)).is_eq());
        assert!(collate(&json!(0), &json!(-0.0)).is_eq());
    }

    #[test]
    fn bounds_of_ids() {
        let bounds = |selector| Selector::compile(&selector).unwrap().id_bounds();
        let ids = bounds(json!({"_id": {"$gte": "entry:", "$lt": "entry;"}, "wing": "N"}));
        assert_eq!(ids, (Some("entry:".into()), Some("entry;".into())));
        assert_eq!(
            bounds(json!({"$or": [{"_id": "a"}, {"_id": "b"}]})),
            (None, None)
        );
    }
}
