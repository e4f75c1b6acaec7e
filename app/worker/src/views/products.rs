//! The catalogue of vaccines, for whoever may change it.

use wingbook_record::{
    access::Role,
    vaccination::{catalogue::Product, span::Span},
};

use super::Reading;
use crate::{
    message::{Failure, ProductView, ProductsView},
    platform::Platform,
};

pub(super) fn all<P: Platform>(desk: &Reading<'_, P>) -> Result<ProductsView, Failure> {
    desk.session.need(&[Role::Administrator], "product")?;
    let catalogue = desk.session.catalogue().ok_or(Failure::Internal {
        detail: "no catalogue of vaccines".to_owned(),
    })?;
    let changed: Vec<&str> = desk
        .view
        .directory()
        .values("product")
        .filter_map(|(_, value)| value.get("id")?.as_str())
        .collect();
    let products = catalogue.products().iter();
    Ok(ProductsView {
        products: products
            .map(|product| shown(product, changed.contains(&product.id.as_str())))
            .collect(),
        diseases: catalogue
            .diseases()
            .iter()
            .map(|disease| (disease.id.clone(), disease.name.clone()))
            .collect(),
        systems: catalogue
            .systems()
            .iter()
            .map(|(word, system)| (word.clone(), system.name.clone()))
            .collect(),
    })
}

fn shown(product: &Product, changed: bool) -> ProductView {
    let words = |span: Option<Span>| span.map(|span| span.to_string()).unwrap_or_default();
    let wait = product.primary.as_ref().and_then(|series| series.wait);
    let codes = product.codes.iter();
    ProductView {
        id: Some(product.id.clone()),
        name: product.name.clone(),
        holder: product.holder.clone(),
        disease: product.disease.clone(),
        platform: product.platform.to_string(),
        doses: product.primary.as_ref().map_or(0, |series| series.doses),
        minimum: words(wait.map(|wait| wait.minimum)),
        usual: words(wait.map(|wait| wait.usual)),
        booster_minimum: words(product.booster.map(|wait| wait.minimum)),
        booster_usual: words(product.booster.map(|wait| wait.usual)),
        minimum_age_years: product.minimum_age_years,
        doses_per_vial: product.doses_per_vial,
        codes: codes
            .flat_map(|(system, codes)| codes.iter().map(|code| (system.clone(), code.clone())))
            .collect(),
        unconfirmed: product.unconfirmed.clone(),
        changed,
    }
}
