//! Questions to `_find`, and to a feed that is filtered by a selector.

use std::cmp::Ordering;

use serde_json::Value;

use crate::selector::{Selector, collate};

/// A selector that compiles says yes or no to any document, and never no because of the bounds that it reads between.
/// Values stand in one order: whoever is before and after is one of both, and what lies between lies between.
pub fn selector(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let mut values = text
        .split('\n')
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let Some(question) = values.next() else {
        return;
    };
    let documents: Vec<Value> = values.take(8).collect();
    if let Ok(selector) = Selector::compile(&question) {
        let (low, high) = selector.id_bounds();
        for document in &documents {
            let matches = selector.matches(document);
            if let (true, Some(id)) = (matches, document["_id"].as_str()) {
                assert!(low.as_deref().is_none_or(|low| low <= id), "{low:?} {id}");
                assert!(
                    high.as_deref().is_none_or(|high| id <= high),
                    "{id} {high:?}"
                );
            }
        }
    }
    for one in &documents {
        assert_eq!(collate(one, one), Ordering::Equal);
        for other in &documents {
            assert_eq!(collate(one, other), collate(other, one).reverse());
            for third in &documents {
                if collate(one, other).is_le() && collate(other, third).is_le() {
                    assert!(collate(one, third).is_le(), "{one} {other} {third}");
                }
            }
        }
    }
}
