//! Vaccines, changed by an administrator: documents of the roster that lie over the catalogue which comes with the app.

use std::collections::BTreeMap;

use wingbook_record::{
    id::Uuid,
    people::fold::compact,
    vaccination::{
        catalogue::{Platform as MadeOf, Product, Series, Wait},
        span::Span,
    },
};

use crate::{
    message::{Failure, ProductView},
    platform::{Platform, make_ordered_uuid},
    session::Session,
};

/// Two intervals, both or neither.
fn wait(
    minimum: &str,
    usual: &str,
    before: Option<Wait>,
    question: &str,
) -> Result<Option<Wait>, Failure> {
    let read = |text: &str| text.parse::<Span>().map_err(|_| Failure::invalid(question));
    match (minimum.trim(), usual.trim()) {
        ("", "") => Ok(None),
        (minimum, usual) => {
            let (minimum, usual) = (read(minimum)?, read(usual)?);
            // What nobody was asked about stays, unless it would end before it begins.
            let until = before.and_then(|before| before.usual_until);
            Ok(Some(Wait {
                minimum,
                usual,
                usual_until: until.filter(|until| until.days_min() >= usual.days_min()),
            }))
        }
    }
}

impl<P: Platform> Session<P> {
    /// Adds a vaccine, or changes one. Records keep its word.
    pub async fn put_product(&self, change: &ProductView) -> Result<(), Failure> {
        self.may_revise("product", None)?;
        let catalogue = self.catalogue().ok_or(Failure::Internal {
            detail: "no catalogue of vaccines".to_owned(),
        })?;
        let before = match &change.id {
            Some(id) => Some(
                catalogue
                    .product(id)
                    .ok_or_else(|| Failure::invalid("id"))?
                    .clone(),
            ),
            None => None,
        };
        let product = changed(change, before, |word| catalogue.product(word).is_some())?;
        let mut tried = (*catalogue).clone();
        tried
            .put(product.clone())
            .map_err(|faults| Failure::Invalid {
                questions: faults.iter().map(|fault| fault.field.clone()).collect(),
            })?;
        let held = {
            let journal = self.journal.borrow();
            let documents = journal.directory().values("product");
            // Of two with one word the last one holds (`take_products`): that one is changed.
            let found = documents.filter(|(_, value)| value["id"].as_str() == Some(&product.id));
            found.last().map(|(id, _)| id.to_owned())
        };
        let document = match held {
            Some(document) => document,
            None => {
                let id: Uuid = make_ordered_uuid(&*self.platform)?;
                format!("product:{id}")
            }
        };
        self.revise(&document, &product).await?;
        self.take_products();
        Ok(())
    }
}

fn changed(
    change: &ProductView,
    before: Option<Product>,
    is_taken: impl Fn(&str) -> bool,
) -> Result<Product, Failure> {
    let name = change.name.trim();
    if name.is_empty() {
        return Err(Failure::invalid("name"));
    }
    let id = match &before {
        Some(before) => before.id.clone(),
        None => {
            // The word follows from the name once, and never again.
            let word = compact(name).to_lowercase();
            let word: String = word
                .chars()
                .map(|one| {
                    if one.is_ascii_alphanumeric() {
                        one
                    } else {
                        '_'
                    }
                })
                .collect();
            let word = word.trim_matches('_').to_owned();
            if word.is_empty() || is_taken(&word) {
                return Err(Failure::invalid("name"));
            }
            word
        }
    };
    let series = before.as_ref().and_then(|before| before.primary.clone());
    let primary = match change.doses {
        0 => None,
        doses => Some(Series {
            doses,
            wait: wait(
                &change.minimum,
                &change.usual,
                series.as_ref().and_then(|series| series.wait),
                "minimum",
            )?,
            older: series.and_then(|series| series.older),
        }),
    };
    let booster = wait(
        &change.booster_minimum,
        &change.booster_usual,
        before.as_ref().and_then(|before| before.booster),
        "booster_minimum",
    )?;
    let mut codes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (system, code) in &change.codes {
        let code = code.trim();
        if !code.is_empty() {
            codes
                .entry(system.clone())
                .or_default()
                .push(code.to_owned());
        }
    }
    let holder = change.holder.trim().to_owned();
    let platform = MadeOf::from(change.platform.as_str());
    let product = match before {
        Some(before) => Product {
            name: name.to_owned(),
            holder,
            disease: change.disease.clone(),
            platform,
            codes,
            primary,
            booster,
            minimum_age_years: change.minimum_age_years,
            doses_per_vial: change.doses_per_vial,
            // Whoever changes a number has their source; the marks of those that stayed stay.
            unconfirmed: change.unconfirmed.clone(),
            ..before
        },
        None => Product {
            id,
            name: name.to_owned(),
            holder,
            disease: change.disease.clone(),
            platform,
            emergency_use: Default::default(),
            prequalified: Default::default(),
            codes,
            primary,
            booster,
            booster_after_own: None,
            minimum_age_years: change.minimum_age_years,
            doses_per_vial: change.doses_per_vial,
            unconfirmed: Vec::new(),
            sources: Vec::new(),
        },
    };
    Ok(product)
}
