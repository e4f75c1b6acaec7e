//! A dose as it is written down: given here, taken over from a card, a register or memory, refused, or put off.
//!
//! It stands in the `health` book, refusals too; whom it is about stands in the record's body. An earlier dose is known
//! as far as it is known: a year, no lot, no product. Consent is asked and a reason kept, never assumed.

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    id::{EntryId, PersonId},
    matter::{self, Answers, SystemForm},
    partial_date::PartialDate,
    words::open_words,
};

open_words!(
    /// What came of it.
    Outcome {
        /// Given.
        Given = "given",
        /// The person said no.
        Refused = "refused",
        /// Put off.
        NotToday = "not_today",
    }
);

open_words!(
    /// Where the writer knows it from.
    DoseSource {
        /// Given by the writer, now.
        Here = "here",
        /// The person's card.
        Card = "card",
        /// Another facility's register.
        Register = "register",
        /// What the person says.
        Memory = "memory",
    }
);

open_words!(
    /// Why a dose was not given (WHO immunization data dictionary, IMMZ.D.DE.5–17; health.md, section 2.2).
    WhyNot {
        /// The person objects.
        Objection = "objection",
        /// Whoever answers for a child refuses.
        CaregiverRefusal = "caregiver_refusal",
        /// Immune already.
        Immunity = "immunity",
        /// Had the disease.
        HadDisease = "had_disease",
        /// Ill now.
        AcuteIllness = "acute_illness",
        /// Ill for long.
        ChronicIllness = "chronic_illness",
        /// Allergic.
        Allergy = "allergy",
        /// Weak immune system.
        Immunocompromised = "immunocompromised",
        /// Another medical precaution.
        MedicalPrecaution = "medical_precaution",
        /// None left.
        OutOfStock = "out_of_stock",
        /// It would be too early.
        TooEarly = "too_early",
        /// Not here: at court, at work, moved.
        Absent = "absent",
        /// Another one.
        Unnamed = "other",
    }
);

open_words!(
    /// Where on the body (HL7 v3 ActSite: LD, RD, LT, RT).
    BodySite {
        /// The left upper arm.
        LeftArm = "left_arm",
        /// The right upper arm.
        RightArm = "right_arm",
        /// The left thigh.
        LeftThigh = "left_thigh",
        /// The right thigh.
        RightThigh = "right_thigh",
    }
);

/// A dose: the answers of the form `dose`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Dose {
    /// What came of it.
    pub outcome: Outcome,
    /// Where the writer knows it from.
    pub source: DoseSource,
    /// On which day, as far as it is known.
    pub on: PartialDate,
    /// Against which disease, by the catalogue's word; needed only where the product is unknown.
    pub disease: Option<String>,
    /// The product, by the catalogue's word, or, where the form asked for what stands on a card, as it was written.
    pub product: Option<String>,
    /// The lot.
    pub lot: Option<String>,
    /// Until when the lot may be used; a month means its last day.
    pub lot_expiry: PartialDate,
    /// The session in which it was given.
    pub session: Option<EntryId>,
    /// Where on the body.
    pub site: Option<BodySite>,
    /// Who gave it, where that is not who wrote it down.
    pub vaccinator: Option<PersonId>,
    /// Why it was not given.
    pub why_not: Option<WhyNot>,
    /// Why it was given in spite of a warning.
    pub override_reason: Option<String>,
}

/// What a session knows of a dose and the question form does not ask, or asks only in some cases: why it was given in spite
/// of a warning must not be lost by correcting its lot.
const OF_SESSION: [&str; 4] = ["session", "site", "vaccinator", "override_reason"];

/// The questions that hold a date.
const DATES: [&str; 2] = ["given_on", "lot_expiry"];

impl Dose {
    /// The questions whose answers look like dates and are none, such as 31 February: read, they would be unknown.
    pub fn unread_dates(answers: &Answers) -> Vec<&'static str> {
        let is_wrong = |question: &&str| {
            let text = matter::text(answers, question).unwrap_or_default();
            text.parse::<PartialDate>().is_err()
        };
        DATES.into_iter().filter(is_wrong).collect()
    }

    /// Takes over from the dose that answers correct what the question form does not ask: corrected, a dose stays in its
    /// session.
    pub fn keep_session(&self, answers: &mut Answers) {
        let mut own = self.answers();
        for question in OF_SESSION {
            if !answers.contains_key(question)
                && let Some(kept) = own.remove(question).filter(|kept| !kept.is_null())
            {
                answers.insert(question.to_owned(), kept);
            }
        }
    }
}

impl SystemForm for Dose {
    const FORM: &'static str = "dose";

    fn read(answers: &Answers) -> Option<Self> {
        let date = |question| {
            let text = matter::text(answers, question).unwrap_or_default();
            text.parse().unwrap_or(PartialDate::UNKNOWN)
        };
        let outcome: Outcome = matter::word(answers, "outcome")?;
        let source = matter::word(answers, "source");
        Some(Self {
            // Who said no, or was put off, said so here: the form asks only where a dose that was given is known from.
            source: match outcome {
                Outcome::Given => source?,
                _ => source.unwrap_or(DoseSource::Here),
            },
            outcome,
            on: date("given_on"),
            disease: matter::text(answers, "disease"),
            product: matter::text(answers, "product")
                .or_else(|| matter::text(answers, "product_written")),
            lot: matter::text(answers, "lot"),
            lot_expiry: date("lot_expiry"),
            session: matter::id(answers, "session"),
            site: matter::word(answers, "site"),
            vaccinator: matter::id(answers, "vaccinator"),
            why_not: matter::word(answers, "why_not"),
            override_reason: matter::text(answers, "override_reason"),
        })
    }

    fn answers(&self) -> Answers {
        matter::answers([
            ("outcome", json!(self.outcome)),
            ("source", json!(self.source)),
            ("given_on", json!(self.on)),
            ("disease", json!(self.disease)),
            ("product", json!(self.product)),
            ("lot", json!(self.lot)),
            ("lot_expiry", json!(self.lot_expiry)),
            ("session", json!(self.session)),
            ("site", json!(self.site)),
            ("vaccinator", json!(self.vaccinator)),
            ("why_not", json!(self.why_not)),
            ("override_reason", json!(self.override_reason)),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_what_it_writes() {
        let dose = Dose {
            outcome: Outcome::Given,
            source: DoseSource::Card,
            on: "2021-05".parse().unwrap(),
            disease: Some("covid_19".into()),
            product: Some("vaxzevria".into()),
            lot: Some("ABV1234".into()),
            lot_expiry: "2021-10".parse().unwrap(),
            session: Some(EntryId(crate::id::Uuid::from_u128(7))),
            site: Some(BodySite::LeftArm),
            vaccinator: Some(crate::fixtures::person(1)),
            why_not: Some(WhyNot::from("moon")),
            override_reason: None,
        };
        assert_eq!(Dose::read(&dose.answers()), Some(dose));
        assert_eq!(Dose::read(&Answers::new()), None);
        let bare = |outcome| matter::answers([("outcome", json!(outcome))]);
        assert_eq!(Dose::read(&bare("given")), None);
        assert_eq!(
            Dose::read(&bare("refused")).unwrap().source,
            DoseSource::Here
        );
    }

    #[test]
    fn a_dose_that_is_corrected_stays_in_its_session() {
        let session = Some(EntryId(crate::id::Uuid::from_u128(7)));
        let mut answers = matter::answers([
            ("outcome", json!("given")),
            ("source", json!("here")),
            ("lot", json!("AB1")),
        ]);
        let dose = Dose {
            session,
            site: Some(BodySite::RightArm),
            ..Dose::read(&answers).unwrap()
        };
        answers.insert("lot".into(), json!("AB2"));
        dose.keep_session(&mut answers);
        let corrected = Dose::read(&answers).unwrap();
        assert_eq!(corrected.session, session);
        assert_eq!(corrected.site, Some(BodySite::RightArm));
        assert_eq!(corrected.lot.as_deref(), Some("AB2"));
        assert_eq!(answers.get("vaccinator"), None);
    }

    #[test]
    fn a_product_outside_the_catalogue_is_kept_as_it_stands_on_the_card() {
        let mut answers = matter::answers([
            ("outcome", json!("given")),
            ("source", json!("card")),
            ("product_written", json!("Vaccin X")),
        ]);
        let product = |answers: &Answers| Dose::read(answers).unwrap().product;
        assert_eq!(product(&answers).as_deref(), Some("Vaccin X"));
        answers.insert("product".into(), json!("vaxzevria"));
        assert_eq!(product(&answers).as_deref(), Some("vaxzevria"));
    }

    #[test]
    fn a_day_that_no_calendar_has_is_named() {
        let answers = |on: &str| matter::answers([("given_on", json!(on)), ("lot", json!("x"))]);
        assert_eq!(Dose::unread_dates(&answers("2021-02-31")), ["given_on"]);
        for good in ["", "2021", "2021-02", "2021-02-28"] {
            assert!(Dose::unread_dates(&answers(good)).is_empty(), "{good}");
        }
    }

    #[test]
    fn a_date_that_is_none_is_unknown_and_loses_no_dose() {
        let answers = matter::answers([
            ("outcome", json!("given")),
            ("source", json!("memory")),
            ("given_on", json!("last summer")),
        ]);
        assert!(Dose::read(&answers).unwrap().on.is_unknown());
    }
}
