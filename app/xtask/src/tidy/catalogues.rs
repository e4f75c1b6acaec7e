//! Every sentence in every language: the keys that the code uses exist in all
//! catalogues, and a sentence has the same variables everywhere.

use crate::failure::{Failure, Outcome};
use crate::workspace;
use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement,
};
use std::collections::{BTreeMap, BTreeSet};

/// The language that the others are compared with.
const FIRST: &str = "en";

/// How the code asks for a sentence.
const CALLS: [&str; 6] = [
    "t!(",
    "say!(",
    "tr!(",
    "tr(",
    "text::sentence(",
    "text::say(",
];

/// A catalogue: each message, term or attribute and the variables in it.
type Catalogue = BTreeMap<String, BTreeSet<String>>;

/// Compares the catalogues with each other and with the code.
pub fn check() -> Outcome<Vec<String>> {
    let root = workspace::root();
    let mut catalogues = BTreeMap::new();
    let mut problems = Vec::new();
    for file in workspace::files(&root.join("public/locales"))? {
        if file.extension().is_some_and(|ending| ending == "ftl") {
            let language = file.file_stem().unwrap_or_default().to_string_lossy();
            let (catalogue, errors) = parse(&workspace::read(&file)?);
            problems.extend(
                errors
                    .into_iter()
                    .map(|error| format!("{language}: {error}")),
            );
            catalogues.insert(language.into_owned(), catalogue);
        }
    }
    let Some(first) = catalogues.get(FIRST) else {
        return Err(Failure::Content(format!(
            "public/locales has no {FIRST}.ftl"
        )));
    };
    for (language, catalogue) in &catalogues {
        problems.extend(differences(first, language, catalogue));
    }
    for file in workspace::files(&root.join("app/web/src"))? {
        if file.extension().is_some_and(|ending| ending == "rs") {
            let path = workspace::inside(&root, &file);
            for (key, given) in uses(&workspace::read(&file)?) {
                problems.extend(misuse(first, &path, &key, given.as_ref()));
            }
        }
    }
    Ok(problems)
}

fn differences(first: &Catalogue, language: &str, other: &Catalogue) -> Vec<String> {
    let mut problems = Vec::new();
    for (key, variables) in first {
        match other.get(key) {
            None => problems.push(format!("{language} lacks {key}")),
            // A term's variables (its case, say) are each language's own.
            Some(others) if others != variables && !key.starts_with('-') => {
                problems.push(format!(
                    "{language}: {key} has the variables {others:?}, {FIRST} has {variables:?}"
                ));
            }
            Some(_) => {}
        }
    }
    let more = other.keys().filter(|key| !first.contains_key(*key));
    // Attributes of terms (gender, say) exist only where a grammar needs them.
    let more = more.filter(|key| !key.starts_with('-'));
    problems.extend(more.map(|key| format!("{language} has {key}, {FIRST} does not")));
    problems
}

fn misuse(
    first: &Catalogue,
    path: &str,
    key: &str,
    given: Option<&BTreeSet<String>>,
) -> Option<String> {
    let Some(needed) = first.get(key) else {
        return Some(format!("{path} uses {key}, which no catalogue has"));
    };
    let missing: Vec<&String> = needed.difference(given?).collect();
    if missing.is_empty() {
        return None;
    }
    Some(format!("{path} uses {key} without {missing:?}"))
}

/// The keys that a file asks for, with the variables that it gives where that
/// can be read off (in a macro).
fn uses(source: &str) -> Vec<(String, Option<BTreeSet<String>>)> {
    let source: String = source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    let mut found = Vec::new();
    for call in CALLS {
        for (at, _) in source.match_indices(call) {
            let before = source[..at].chars().next_back();
            if before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_') {
                continue;
            }
            let arguments = source[at + call.len()..].trim_start();
            let Some((key, rest)) = arguments
                .strip_prefix('"')
                .and_then(|rest| rest.split_once('"'))
            else {
                continue;
            };
            let given = call.ends_with("!(").then(|| names(rest));
            found.push((key.to_owned(), given));
        }
    }
    found
}

/// The names of `name = value` up to the bracket that closes the call.
fn names(arguments: &str) -> BTreeSet<String> {
    let mut depth = 0;
    let mut names = BTreeSet::new();
    let mut word = String::new();
    let mut letters = arguments.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => break,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => word.clear(),
            '=' if depth == 0 && letters.peek() != Some(&'=') => {
                names.insert(word.trim().to_owned());
            }
            other if depth == 0 => word.push(other),
            _ => {}
        }
    }
    names
}

fn parse(text: &str) -> (Catalogue, Vec<String>) {
    let (resource, errors) = match fluent_syntax::parser::parse(text) {
        Ok(resource) => (resource, Vec::new()),
        Err((resource, errors)) => (resource, errors),
    };
    let errors = errors
        .into_iter()
        .map(|error| {
            let line = text[..error.pos.start.min(text.len())].lines().count();
            format!("line {line}: {error}")
        })
        .collect();
    let mut catalogue = Catalogue::new();
    for entry in resource.body {
        let (name, value, attributes) = match entry {
            Entry::Message(message) => (
                message.id.name.to_owned(),
                message.value,
                message.attributes,
            ),
            Entry::Term(term) => (
                format!("-{}", term.id.name),
                Some(term.value),
                term.attributes,
            ),
            _ => continue,
        };
        if let Some(value) = &value {
            catalogue.insert(name.clone(), variables(value));
        }
        for attribute in &attributes {
            let key = format!("{name}.{}", attribute.id.name);
            catalogue.insert(key, variables(&attribute.value));
        }
    }
    (catalogue, errors)
}

fn variables(pattern: &Pattern<&str>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    in_pattern(pattern, &mut found);
    found
}

fn in_pattern(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            in_expression(expression, found);
        }
    }
}

fn in_expression(expression: &Expression<&str>, found: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => in_inline(inline, found),
        Expression::Select { selector, variants } => {
            in_inline(selector, found);
            for variant in variants {
                in_pattern(&variant.value, found);
            }
        }
    }
}

fn in_inline(inline: &InlineExpression<&str>, found: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            found.insert(id.name.to_owned());
        }
        InlineExpression::FunctionReference { arguments, .. } => in_arguments(arguments, found),
        InlineExpression::TermReference {
            arguments: Some(arguments),
            ..
        } => in_arguments(arguments, found),
        InlineExpression::Placeable { expression } => in_expression(expression, found),
        _ => {}
    }
}

fn in_arguments(arguments: &CallArguments<&str>, found: &mut BTreeSet<String>) {
    for argument in &arguments.positional {
        in_inline(argument, found);
    }
    for argument in &arguments.named {
        in_inline(&argument.value, found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn variables_are_found_wherever_they_stand() {
        let (catalogue, errors) = parse(
            "waits = { $count ->\n    [one] one for { $name }\n   *[other] { NUMBER($count) }\n }\n    .kept = { $what }\n-term = x\n",
        );
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(catalogue["waits"], set(&["count", "name"]));
        assert_eq!(catalogue["waits.kept"], set(&["what"]));
        assert_eq!(catalogue["-term"], set(&[]));
    }

    #[test]
    fn missing_and_differing_sentences_are_named() {
        let (first, _) = parse("a = x\nb = { $n }\n");
        let (other, _) = parse("b = { $m }\nc = x\n");
        let problems = differences(&first, "fr", &other);
        assert_eq!(problems.len(), 3, "{problems:?}");
        assert!(problems.contains(&"fr lacks a".to_owned()));
    }

    #[test]
    fn calls_are_read_with_their_variables() {
        let found =
            uses("t!(\"a\") say!(\"b\", n = f(x, y = 1), who = w) text::say(key) not!(\"c\")");
        assert_eq!(
            found,
            [
                ("a".to_owned(), Some(set(&[]))),
                ("b".to_owned(), Some(set(&["n", "who"])))
            ]
        );
        assert!(uses("// t!(\"old\")").is_empty());
    }
}
