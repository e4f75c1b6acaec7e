//! A health check: what was measured and asked, and what follows from it by rules that are data ([`rules`]).
//!
//! The rules propose, with their reasons; a person decides. Temperatures are whole tenths of a degree Celsius: records
//! hold no fractions. A raised temperature asks for a second reading (health.md, section 4); no source says which of two
//! counts, so the higher one does.
//! Who may not be called clear: whoever was not asked, or whose answer can't be read.
//!
//! What it leaves out: injuries, ill-treatment, self-harm, withdrawal, pregnancy, medicines. They stand in the form and
//! are for people to read, not for a rule.

pub mod decided;
pub mod rules;

use std::{collections::BTreeSet, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::{Value, json};
use thiserror::Error;

use crate::{
    matter::{self, Answers, SystemForm},
    partial_date::PartialDate,
    people::fold::latin_digits,
    words::open_words,
};

/// What a living person can have, in tenths of a degree.
const TENTHS: std::ops::RangeInclusive<i32> = 250..=450;

/// A body temperature in tenths of a degree Celsius, written as a decimal (`37.5`).
///
/// ```
/// use wingbook_record::health_check::Celsius;
/// let fever: Celsius = "38,0".parse().unwrap();
/// assert!(fever > "37.9".parse().unwrap());
/// assert!("380".parse::<Celsius>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Celsius(i32);

/// Why a text is no body temperature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("no body temperature: write degrees Celsius from 25 to 45, as in 37.5")]
pub struct NoTemperature;

impl FromStr for Celsius {
    type Err = NoTemperature;

    fn from_str(text: &str) -> Result<Self, NoTemperature> {
        let text = latin_digits(text.trim());
        let (whole, tenth) = text.split_once(['.', ',', '٫']).unwrap_or((&text, "0"));
        let is_number = |digits: &str| digits.bytes().all(|digit| digit.is_ascii_digit());
        if whole.len() != 2 || tenth.len() != 1 || !is_number(whole) || !is_number(tenth) {
            return Err(NoTemperature);
        }
        let tenths = format!("{whole}{tenth}")
            .parse()
            .map_err(|_| NoTemperature)?;
        TENTHS
            .contains(&tenths)
            .then_some(Self(tenths))
            .ok_or(NoTemperature)
    }
}

impl fmt::Display for Celsius {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0 / 10, self.0 % 10)
    }
}

impl Serialize for Celsius {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Celsius {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}

open_words!(
    /// A symptom (health.md, section 4, check-in fields; the last two: section 2.2, tuberculosis screening).
    Symptom {
        /// Fever or chills.
        Fever = "fever",
        /// Cough.
        Cough = "cough",
        /// Short of breath.
        Breathlessness = "breathlessness",
        /// Sore throat.
        SoreThroat = "sore_throat",
        /// Loss of taste or smell.
        LossOfTaste = "loss_of_taste",
        /// Fatigue.
        Fatigue = "fatigue",
        /// Aches.
        Aches = "aches",
        /// Headache.
        Headache = "headache",
        /// Runny nose.
        RunnyNose = "runny_nose",
        /// Diarrhoea or vomiting.
        Diarrhoea = "diarrhoea",
        /// Night sweats.
        NightSweats = "night_sweats",
        /// Lost weight.
        WeightLoss = "weight_loss",
    }
);

open_words!(
    /// The result of a test.
    TestResult {
        /// Detected (ICD-11 RA01.0, SNOMED CT 260373001).
        Detected = "detected",
        /// Not detected (ICD-11 QA02, SNOMED CT 260415000).
        NotDetected = "not_detected",
        /// The test failed.
        Invalid = "invalid",
    }
);

/// What rules ask about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// The temperature.
    Temperature,
    /// The oxygen saturation.
    Spo2,
    /// Symptoms.
    Symptoms,
    /// Contact with a case in the last 14 days.
    Exposure,
    /// A test.
    Test,
}

/// What a check found, as far as rules look at it: some answers of the form `health_check`. `None` is not asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HealthCheck {
    /// The first reading.
    pub temperature: Option<Celsius>,
    /// The second reading.
    pub temperature_repeat: Option<Celsius>,
    /// Oxygen saturation in per cent.
    pub spo2: Option<u32>,
    /// Symptoms; an empty set is "none".
    pub symptoms: Option<BTreeSet<Symptom>>,
    /// When the symptoms began, as far as it is known.
    pub onset: PartialDate,
    /// Contact with a case.
    pub exposure: Option<bool>,
    /// What a test said.
    pub test: Option<TestResult>,
}

impl HealthCheck {
    /// The reading that counts: the higher of the two.
    pub fn temperature(&self) -> Option<Celsius> {
        self.temperature.max(self.temperature_repeat)
    }

    fn is_answered(&self, question: Question) -> bool {
        match question {
            Question::Temperature => self.temperature().is_some(),
            Question::Spo2 => self.spo2.is_some(),
            Question::Symptoms => self.symptoms.is_some(),
            Question::Exposure => self.exposure.is_some(),
            Question::Test => self.test.is_some(),
        }
    }

    /// What was answered with words that no rule knows: as good as not asked, even where nothing need be asked.
    fn unreadable(&self) -> BTreeSet<Question> {
        let is_no_symptom = |symptom: &Symptom| matches!(symptom, Symptom::Other(_));
        let symptoms = self.symptoms.iter().flatten().any(is_no_symptom);
        let test = matches!(self.test, Some(TestResult::Other(_)));
        let symptoms = symptoms.then_some(Question::Symptoms);
        symptoms
            .into_iter()
            .chain(test.then_some(Question::Test))
            .collect()
    }
}

impl SystemForm for HealthCheck {
    const FORM: &'static str = "health_check";

    fn read(answers: &Answers) -> Option<Self> {
        let degrees = |question| matter::text(answers, question)?.parse().ok();
        let onset = matter::text(answers, "onset").unwrap_or_default();
        Some(Self {
            temperature: degrees("temperature"),
            temperature_repeat: degrees("temperature_repeat"),
            spo2: matter::whole(answers, "spo2")
                .and_then(|percent| u32::try_from(percent).ok())
                .filter(|percent| *percent <= 100),
            symptoms: symptoms(answers),
            onset: onset.parse().unwrap_or(PartialDate::UNKNOWN),
            exposure: matter::yes_or_no(answers, "exposure"),
            test: test_result(answers),
        })
    }

    fn answers(&self) -> Answers {
        let symptoms = self
            .symptoms
            .as_ref()
            .map(|symptoms| match symptoms.is_empty() {
                true => json!(["none"]),
                false => json!(symptoms),
            });
        matter::answers([
            ("temperature", json!(self.temperature)),
            ("temperature_repeat", json!(self.temperature_repeat)),
            ("spo2", json!(self.spo2)),
            ("symptoms", json!(symptoms)),
            ("onset", json!(self.onset)),
            ("exposure", json!(self.exposure)),
            ("test_result", json!(self.test)),
        ])
    }
}

/// The symptoms chosen: a list, or words in one text as XLSForm has them. `none` is one of the choices; nothing chosen
/// is not asked. What is no symptom stays as it was written, so that nobody is taken to have none.
fn symptoms(answers: &Answers) -> Option<BTreeSet<Symptom>> {
    let words: Vec<String> = match answers.get("symptoms")? {
        Value::Array(list) => list.iter().filter_map(written).collect(),
        Value::String(text) => text.split_whitespace().map(str::to_owned).collect(),
        other => written(other).into_iter().collect(),
    };
    let chosen = words.iter().filter(|word| *word != "none");
    (!words.is_empty()).then(|| chosen.map(|word| Symptom::from(word.as_str())).collect())
}

/// What a test said. A result that can't be read is not the same as no test.
fn test_result(answers: &Answers) -> Option<TestResult> {
    let word = written(answers.get("test_result")?)?;
    Some(TestResult::from(word.as_str()))
}

/// What stands in a value; `None` if nothing does.
fn written(value: &Value) -> Option<String> {
    let text = match value {
        Value::Null => return None,
        Value::String(text) => text.trim().to_owned(),
        other => other.to_string(),
    };
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests;
