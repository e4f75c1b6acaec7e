//! Rules that come as data: vaccines and health checks.

use serde_json::Value;

use crate::{
    fixtures,
    health_check::{HealthCheck, rules::Rules},
    matter::SystemForm,
    vaccination::{catalogue::Catalogue, due::due},
};

/// A day in November 2026.
const TODAY: i64 = 20_781;

/// A catalogue that is taken answers for everybody, and takes each of its own products again.
pub fn vaccines(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let Ok(mut catalogue) = Catalogue::parse(text) else {
        return;
    };
    let _ = due(fixtures::prison().live(), &catalogue, TODAY);
    for product in catalogue.products().to_vec() {
        assert_eq!(catalogue.product(&product.id), Some(&product));
        assert_eq!(catalogue.put(product), Ok(()));
    }
}

/// Rules, and after a line that ends them the answers of a check: a proposal is made of whatever both say.
pub fn health_rules(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let (rules, answers) = text.split_once('\0').unwrap_or((text, "{}"));
    let Ok(rules) = Rules::parse(rules) else {
        return;
    };
    let Ok(Value::Object(answers)) = serde_json::from_str(answers) else {
        return;
    };
    if let Some(check) = HealthCheck::read(&answers) {
        let _ = rules.propose(&check, TODAY);
    }
}
