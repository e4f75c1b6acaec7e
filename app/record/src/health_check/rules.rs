//! The rules by which a health check proposes what to do, as data that a facility may change.
//!
//! What ships with Wingbook is `public/health/check_rules.json`. Thresholds and durations differ by country and year:
//! they are configurable rules and no constants (health.md, section 4), and what no source confirms says so.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use thiserror::Error;

use super::{Celsius, HealthCheck, Question, Symptom, TestResult};
use crate::{
    partial_date::Day,
    words::{WORD_LENGTH_MAX, is_word},
};

/// A longer text is no set of rules, in bytes.
pub const LENGTH_MAX: usize = 256 * 1024;

const RULES_MAX: usize = 100;
const DAYS_MAX: u32 = 90;

/// An onset known less well than to so many days says nothing about when to stop, in days.
const ONSET_DAYS_MAX: i64 = 3;

/// What a rule looks at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// The reading that counts is this or more.
    TemperatureFrom(Celsius),
    /// The oxygen saturation is less than so many per cent.
    Spo2Below(u32),
    /// Some of these symptoms.
    Symptoms {
        /// Which.
        of: BTreeSet<Symptom>,
        /// How many of them.
        at_least: usize,
    },
    /// Contact with a case, or none.
    Exposure(bool),
    /// The test's result.
    Test(TestResult),
}

impl Condition {
    fn holds(&self, check: &HealthCheck) -> bool {
        match self {
            Self::TemperatureFrom(from) => {
                check.temperature().is_some_and(|reading| reading >= *from)
            }
            Self::Spo2Below(below) => check.spo2.is_some_and(|percent| percent < *below),
            Self::Symptoms { of, at_least } => check
                .symptoms
                .as_ref()
                .is_some_and(|symptoms| symptoms.intersection(of).count() >= *at_least),
            Self::Exposure(wanted) => check.exposure == Some(*wanted),
            Self::Test(wanted) => check.test.as_ref() == Some(wanted),
        }
    }
}

/// What a rule may propose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Keep apart from others.
    KeepApart,
    /// To a clinician.
    Refer,
}

/// From when days are counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountedFrom {
    /// From the day of the check.
    #[default]
    Check,
    /// From the last day on which the symptoms may have begun, if that is known to a few days and the time counted from
    /// it is not over at the check; else from the check.
    Onset,
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Its word: the key of its sentence.
    pub id: String,
    /// All of these must hold.
    pub when: Vec<Condition>,
    /// What it proposes.
    pub propose: BTreeSet<Measure>,
    /// At once.
    #[serde(default)]
    pub urgent: bool,
    /// How many days to keep apart, if it says.
    #[serde(default)]
    pub days: Option<u32>,
    /// From when they are counted.
    #[serde(default)]
    pub from: CountedFrom,
    /// No source confirms it.
    #[serde(default)]
    pub unconfirmed: bool,
    /// Where it comes from.
    #[serde(default)]
    pub sources: Vec<String>,
}

/// A set of rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    version: String,
    sources: BTreeMap<String, String>,
    repeat_from: Celsius,
    postpone_vaccination_above: Celsius,
    required: BTreeSet<Question>,
    rules: Vec<Rule>,
}

/// A fault, by rule and field.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{rule}: {field}: {problem}")]
pub struct Fault {
    /// The rule's word, or its place in the list; `rules` for the whole.
    pub rule: String,
    /// The field.
    pub field: String,
    /// What is wrong.
    pub problem: String,
}

/// Why a text is no set of rules. Nothing of it is used; what was there before stays.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RulesError {
    /// Longer than [`LENGTH_MAX`].
    #[error("longer than {LENGTH_MAX} bytes")]
    TooLong,
    /// No JSON object.
    #[error("no JSON: {0}")]
    Syntax(String),
    /// Faults, all that were found.
    #[error("{} faults, the first: {}", .0.len(), .0.first().map(ToString::to_string).unwrap_or_default())]
    Faults(Vec<Fault>),
}

/// What to do about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Nothing speaks against going on.
    Clear,
    /// Keep apart.
    KeepApart,
    /// To a clinician, perhaps kept apart until then.
    Refer,
}

/// What rules propose; a person decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// What to do; `None` while nothing speaks against *clear* but something was not asked.
    pub decision: Option<Decision>,
    /// At once.
    pub urgent: bool,
    /// Keep apart, whether also referred or not.
    pub keep_apart: bool,
    /// Until which day; `None` if no rule says.
    pub until: Option<Day>,
    /// Read the temperature again.
    pub repeat_temperature: bool,
    /// Too much fever to be vaccinated today.
    pub postpone_vaccination: bool,
    /// The words of the rules that hold, in their order.
    pub reasons: Vec<String>,
    /// What must be asked before *clear* can be proposed.
    pub unanswered: Vec<Question>,
}

impl Rules {
    /// Reads a set of rules.
    ///
    /// # Errors
    /// Everything that is wrong with it, by rule and field.
    pub fn parse(text: &str) -> Result<Self, RulesError> {
        if text.len() > LENGTH_MAX {
            return Err(RulesError::TooLong);
        }
        let top: Map<String, Value> =
            serde_json::from_str(text).map_err(|error| RulesError::Syntax(error.to_string()))?;
        let mut faults = shape_faults(&top);
        if faults.is_empty() {
            match Self::deserialize(&Value::Object(top)) {
                Ok(rules) => {
                    rules.check(&mut faults);
                    if faults.is_empty() {
                        return Ok(rules);
                    }
                }
                Err(error) => faults.push(fault("rules", "", error.to_string())),
            }
        }
        Err(RulesError::Faults(faults))
    }

    /// The rules, in their order.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// What follows from a check made on a day.
    pub fn propose(&self, check: &HealthCheck, day: Day) -> Proposal {
        let holds = |rule: &&Rule| rule.when.iter().all(|condition| condition.holds(check));
        let held: Vec<&Rule> = self.rules.iter().filter(holds).collect();
        let proposes = |measure| held.iter().any(|rule| rule.propose.contains(&measure));
        let open = |question: &&Question| !check.is_answered(**question);
        let mut unanswered: BTreeSet<Question> =
            self.required.iter().filter(open).copied().collect();
        unanswered.extend(check.unreadable());
        let decision = match (proposes(Measure::Refer), proposes(Measure::KeepApart)) {
            (true, _) => Some(Decision::Refer),
            (false, true) => Some(Decision::KeepApart),
            (false, false) => unanswered.is_empty().then_some(Decision::Clear),
        };
        let onset = check.onset.range();
        let onset = onset.filter(|range| range.days() <= ONSET_DAYS_MAX);
        let onset = onset.map(|range| range.last.min(day));
        let until = |rule: &&Rule| {
            let days = i64::from(rule.days?);
            let counted = |from: Day| from.saturating_add(days);
            let from_onset = onset
                .filter(|_| rule.from == CountedFrom::Onset)
                .map(counted);
            // Whoever needs to be kept apart today has not been let out yesterday.
            let from_onset = from_onset.filter(|until| *until > day);
            Some(from_onset.unwrap_or_else(|| counted(day)))
        };
        let above = self.postpone_vaccination_above;
        Proposal {
            decision,
            urgent: held.iter().any(|rule| rule.urgent),
            keep_apart: proposes(Measure::KeepApart),
            until: held.iter().filter_map(until).max(),
            repeat_temperature: check.temperature_repeat.is_none()
                && check
                    .temperature
                    .is_some_and(|reading| reading >= self.repeat_from),
            postpone_vaccination: check.temperature().is_some_and(|reading| reading > above),
            reasons: held.iter().map(|rule| rule.id.clone()).collect(),
            unanswered: unanswered.into_iter().collect(),
        }
    }

    fn check(&self, faults: &mut Vec<Fault>) {
        let mut add =
            |rule: &str, field: &str, problem: String| faults.push(fault(rule, field, problem));
        if self.version.trim().is_empty() {
            add("rules", "version", "is empty".into());
        }
        for (index, rule) in self.rules.iter().enumerate() {
            if !is_word(&rule.id) {
                add(
                    &rule.id,
                    "id",
                    format!("must be up to {WORD_LENGTH_MAX} small letters, digits and _"),
                );
            }
            if self.rules[..index].iter().any(|one| one.id == rule.id) {
                add(&rule.id, "id", "stands there twice".into());
            }
            if rule.when.is_empty() {
                add(&rule.id, "when", "holds for everybody".into());
            }
            if rule.propose.is_empty() {
                add(&rule.id, "propose", "proposes nothing".into());
            }
            let may_have_days = rule.propose.contains(&Measure::KeepApart);
            if rule
                .days
                .is_some_and(|days| days == 0 || days > DAYS_MAX || !may_have_days)
            {
                add(
                    &rule.id,
                    "days",
                    format!("must be from 1 to {DAYS_MAX}, and of a rule that keeps apart"),
                );
            }
            for condition in &rule.when {
                if let Some(problem) = nonsense(condition) {
                    add(&rule.id, "when", problem);
                }
            }
            let unknown = rule
                .sources
                .iter()
                .find(|source| !self.sources.contains_key(*source));
            if let Some(source) = unknown {
                add(
                    &rule.id,
                    "sources",
                    format!("names {source}, which is not explained"),
                );
            }
        }
    }
}

/// Why a condition can't be meant.
fn nonsense(condition: &Condition) -> Option<String> {
    match condition {
        Condition::Spo2Below(percent) if !(1..=100).contains(percent) => {
            Some("per cent must be from 1 to 100".into())
        }
        Condition::Symptoms { of, at_least } if *at_least == 0 || *at_least > of.len() => {
            Some("at_least must be from 1 to the number of symptoms".into())
        }
        Condition::Symptoms { of, .. } => of.iter().find_map(|symptom| match symptom {
            Symptom::Other(word) => Some(format!("no symptom {word}")),
            _ => None,
        }),
        Condition::Test(TestResult::Other(word)) => Some(format!("no test result {word}")),
        _ => None,
    }
}

fn fault(rule: &str, field: &str, problem: String) -> Fault {
    Fault {
        rule: rule.to_owned(),
        field: field.to_owned(),
        problem,
    }
}

/// What can't be read, by rule and field: each rule is read alone, and of a rule that can't be, each field in the place
/// of a sound one.
fn shape_faults(top: &Map<String, Value>) -> Vec<Fault> {
    fn problem<T: for<'de> Deserialize<'de>>(value: &Value) -> Option<String> {
        T::deserialize(value).err().map(|error| error.to_string())
    }
    let part = |field: &str| top.get(field).unwrap_or(&Value::Null);
    let parts = [
        ("version", problem::<String>(part("version"))),
        (
            "sources",
            problem::<BTreeMap<String, String>>(part("sources")),
        ),
        ("repeat_from", problem::<Celsius>(part("repeat_from"))),
        (
            "postpone_vaccination_above",
            problem::<Celsius>(part("postpone_vaccination_above")),
        ),
        ("required", problem::<BTreeSet<Question>>(part("required"))),
    ];
    let mut faults: Vec<Fault> = parts
        .into_iter()
        .filter_map(|(field, problem)| Some(fault("rules", field, problem?)))
        .collect();
    let Some(rules) = top.get("rules").and_then(Value::as_array) else {
        return vec![fault("rules", "rules", "is no list".into())];
    };
    if rules.len() > RULES_MAX {
        return vec![fault(
            "rules",
            "rules",
            format!("are more than {RULES_MAX}"),
        )];
    }
    let sound = serde_json::json!({"id": "x", "when": [], "propose": []});
    for (index, value) in rules.iter().enumerate() {
        let Err(error) = Rule::deserialize(value) else {
            continue;
        };
        let word = value.get("id").and_then(Value::as_str);
        let rule = word.map_or_else(|| format!("rule {}", index + 1), str::to_owned);
        let members = value.as_object().cloned().unwrap_or_default();
        let spoils = |(field, value): &(&String, &Value)| {
            let mut other = sound.clone();
            other[field.as_str()] = (*value).clone();
            Rule::deserialize(&other).is_err()
        };
        let is_missing = |field: &&str| value.is_object() && !members.contains_key(*field);
        let missing = || ["id", "when", "propose"].into_iter().find(is_missing);
        let spoilt = members.iter().find(spoils);
        let field = spoilt.map(|(field, _)| field.as_str()).or_else(missing);
        faults.push(fault(&rule, field.unwrap_or_default(), error.to_string()));
    }
    faults
}
