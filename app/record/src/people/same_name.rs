//! Who in a wing might be taken for somebody else: the same name, the same names in another order, or names
//! that differ by one letter. Such rows say "same name: check the number".

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::id::PersonId;

use super::fold::{fold, one_slip};

/// Those whose name another one of the same group bears, or nearly, each with these others.
///
/// The people of a group that are alike share a word with at most one letter left out; so every name is filed
/// under all of those, and only names filed together are compared: no need to compare each with each.
pub fn same_names<'a>(
    people: impl IntoIterator<Item = (PersonId, &'a str)>,
) -> BTreeMap<PersonId, BTreeSet<PersonId>> {
    let names: Vec<(PersonId, String)> = people
        .into_iter()
        .map(|(id, name)| (id, in_order(name)))
        .filter(|(_, name)| !name.is_empty())
        .collect();
    let mut filed: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, (_, name)) in names.iter().enumerate() {
        for key in with_one_left_out(name) {
            filed.entry(key).or_default().push(index);
        }
    }
    let mut alike: BTreeMap<PersonId, BTreeSet<PersonId>> = BTreeMap::new();
    for list in filed.values() {
        for (at, first) in list.iter().enumerate() {
            for second in &list[at + 1..] {
                let ((one, a), (other, b)) = (&names[*first], &names[*second]);
                let known = alike.get(one).is_some_and(|others| others.contains(other));
                if !known && one != other && one_slip(a, b, false) {
                    alike.entry(*one).or_default().insert(*other);
                    alike.entry(*other).or_default().insert(*one);
                }
            }
        }
    }
    alike
}

/// The folded names in alphabetical order: "Okello John" is "John Okello".
fn in_order(name: &str) -> String {
    let folded = fold(name);
    let mut parts: Vec<&str> = folded.split(' ').collect();
    parts.sort_unstable();
    parts.join(" ")
}

fn with_one_left_out(name: &str) -> BTreeSet<String> {
    let mut keys: BTreeSet<String> = name
        .char_indices()
        .map(|(at, letter)| {
            let mut key = String::with_capacity(name.len());
            key.push_str(&name[..at]);
            key.push_str(&name[at + letter.len_utf8()..]);
            key
        })
        .collect();
    keys.insert(name.to_owned());
    keys
}
