//! Turns a message of a catalogue into a sentence: variables, plural forms, terms, and the marks that keep a number
//! or a name whole inside text of the other direction. Pure: plural rules and digits come from a [`Rules`].

use fluent_syntax::{
    ast::{
        CallArguments, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey,
    },
    unicode::unescape_unicode_to_string as unescape,
};

use wingbook_forms::read_plain_number;

use super::{catalogue::Catalogue, pseudo, value::Value};

/// Messages may refer to each other and to terms; a circle of them ends here.
const REFERENCE_DEPTH_MAX: u8 = 6;
/// First strong isolate, and the end of it.
const FSI: char = '\u{2068}';
const PDI: char = '\u{2069}';

/// What a language says about numbers.
pub trait Rules {
    /// The plural category of a number: `one`, `few`, `many`, `other`, …
    fn plural(&self, number: f64) -> String;
    /// The number in the language's digits and separators.
    fn number(&self, number: f64) -> String;
}

/// How a sentence is to be made.
pub struct Speaker<'a> {
    /// The chosen language's catalogue first, then English.
    pub catalogues: &'a [&'a Catalogue],
    /// The chosen language's rules for numbers.
    pub rules: &'a dyn Rules,
    /// Whether the sentences run from right to left.
    pub rtl: bool,
    /// Whether to lengthen and accent (the pseudo-language).
    pub pseudo: bool,
}

impl Speaker<'_> {
    /// The sentence of `key`; the key itself where no catalogue holds it, so that the gap is seen.
    pub fn say(&self, key: &str, arguments: &[(&str, Value)]) -> String {
        self.try_say(key, arguments)
            .unwrap_or_else(|| key.to_owned())
    }

    /// The sentence of `key`, where a catalogue holds it.
    pub fn try_say(&self, key: &str, arguments: &[(&str, Value)]) -> Option<String> {
        let pattern = self.find(key)?;
        let mut out = String::with_capacity(64);
        self.write_pattern(&mut out, pattern, arguments, 0);
        Some(out)
    }

    fn find(&self, key: &str) -> Option<&Pattern<String>> {
        self.catalogues
            .iter()
            .find_map(|catalogue| catalogue.pattern(key))
    }

    fn write_pattern(
        &self,
        out: &mut String,
        pattern: &Pattern<String>,
        arguments: &[(&str, Value)],
        depth: u8,
    ) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } if self.pseudo => pseudo::write(out, value),
                PatternElement::TextElement { value } => out.push_str(value),
                PatternElement::Placeable { expression } => {
                    self.write_expression(out, expression, arguments, depth)
                }
            }
        }
    }

    fn write_expression(
        &self,
        out: &mut String,
        expression: &Expression<String>,
        arguments: &[(&str, Value)],
        depth: u8,
    ) {
        match expression {
            Expression::Inline(inline) => self.write_inline(out, inline, arguments, depth),
            Expression::Select { selector, variants } => {
                let chosen = self.value_of(selector, arguments);
                if let Some(variant) = self.choose(chosen.as_ref(), variants) {
                    self.write_pattern(out, &variant.value, arguments, depth);
                }
            }
        }
    }

    fn write_inline(
        &self,
        out: &mut String,
        inline: &InlineExpression<String>,
        arguments: &[(&str, Value)],
        depth: u8,
    ) {
        match inline {
            InlineExpression::MessageReference { id, attribute } => {
                let key = match attribute {
                    Some(attribute) => format!("{}.{}", id.name, attribute.name),
                    None => id.name.clone(),
                };
                self.write_reference(out, &key, arguments, depth);
            }
            InlineExpression::TermReference {
                id,
                arguments: given,
                ..
            } => {
                let given = given
                    .as_ref()
                    .map(|given| self.named_values(given, arguments))
                    .unwrap_or_default();
                let given: Vec<(&str, Value)> = given
                    .iter()
                    .map(|(name, value)| (*name, value.clone()))
                    .collect();
                self.write_reference(out, &format!("-{}", id.name), &given, depth);
            }
            InlineExpression::StringLiteral { value } => out.push_str(&unescape(value)),
            InlineExpression::Placeable { expression } => {
                self.write_expression(out, expression, arguments, depth)
            }
            other => match self.value_of(other, arguments) {
                Some(value) => self.write_value(out, &value),
                None => out.push('…'),
            },
        }
    }

    fn write_reference(&self, out: &mut String, key: &str, arguments: &[(&str, Value)], depth: u8) {
        match self.find(key) {
            Some(pattern) if depth < REFERENCE_DEPTH_MAX => {
                self.write_pattern(out, pattern, arguments, depth + 1)
            }
            _ => out.push_str(key),
        }
    }

    fn named_values<'e>(
        &self,
        call: &'e CallArguments<String>,
        arguments: &[(&str, Value)],
    ) -> Vec<(&'e str, Value)> {
        call.named
            .iter()
            .filter_map(|named| {
                Some((
                    named.name.name.as_str(),
                    self.value_of(&named.value, arguments)?,
                ))
            })
            .collect()
    }

    fn value_of(
        &self,
        inline: &InlineExpression<String>,
        arguments: &[(&str, Value)],
    ) -> Option<Value> {
        match inline {
            InlineExpression::VariableReference { id } => arguments
                .iter()
                .find(|(name, _)| *name == id.name)
                .map(|(_, value)| value.clone()),
            InlineExpression::NumberLiteral { value } => {
                read_plain_number(value).map(Value::Number)
            }
            InlineExpression::StringLiteral { value } => {
                Some(Value::Text(unescape(value).into_owned()))
            }
            // NUMBER() is the only function: what it is given already carries all it needs.
            InlineExpression::FunctionReference {
                arguments: given, ..
            } => given
                .positional
                .first()
                .and_then(|first| self.value_of(first, arguments)),
            _ => None,
        }
    }

    fn choose<'v>(
        &self,
        value: Option<&Value>,
        variants: &'v [Variant<String>],
    ) -> Option<&'v Variant<String>> {
        let fallback = || variants.iter().find(|variant| variant.default);
        let by_name = |wanted: &str| {
            variants.iter().find(
                |variant| matches!(&variant.key, VariantKey::Identifier { name } if name == wanted),
            )
        };
        match value {
            Some(Value::Text(text)) => by_name(text).or_else(fallback),
            Some(Value::Number(number)) => variants
                .iter()
                .find(|variant| match &variant.key {
                    VariantKey::NumberLiteral { value } => {
                        read_plain_number(value) == Some(*number)
                    }
                    VariantKey::Identifier { .. } => false,
                })
                .or_else(|| by_name(&self.rules.plural(*number)))
                .or_else(fallback),
            None => fallback(),
        }
    }

    fn write_value(&self, out: &mut String, value: &Value) {
        let shown = match value {
            Value::Text(text) => text.clone(),
            Value::Number(number) => self.rules.number(*number),
        };
        if self.rtl || has_rtl_letters(&shown) {
            out.push(FSI);
            out.push_str(&shown);
            out.push(PDI);
        } else {
            out.push_str(&shown);
        }
    }
}

/// Whether a text holds letters that run from right to left, and so would turn a sentence around it.
fn has_rtl_letters(text: &str) -> bool {
    text.chars()
        .any(|letter| matches!(letter, '\u{0590}'..='\u{08ff}' | '\u{fb1d}'..='\u{fefc}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Russian-like plural rules and plain digits: enough to see that the right form is chosen.
    struct TestRules;

    impl Rules for TestRules {
        fn plural(&self, number: f64) -> String {
            let whole = number as u64;
            match (whole % 10, whole % 100) {
                (1, rest) if rest != 11 => "one",
                (2..=4, rest) if !(12..=14).contains(&rest) => "few",
                _ => "many",
            }
            .to_owned()
        }

        fn number(&self, number: f64) -> String {
            number.to_string()
        }
    }

    fn say(source: &str, rtl: bool, key: &str, arguments: &[(&str, Value)]) -> String {
        let catalogue = Catalogue::parse(source);
        assert_eq!(catalogue.problems, 0, "{source}");
        Speaker {
            catalogues: &[&catalogue],
            rules: &TestRules,
            rtl,
            pseudo: false,
        }
        .say(key, arguments)
    }

    #[test]
    fn sentences() {
        let source = "
-record = { $case ->
   *[nominative] запись
    [genitive] записи
 }
plain = Today
hello = Hello { $name }
waiting = { $n ->
    [0] ничего
    [one] { $n } запись
    [few] { $n } записи
   *[many] { $n } записей
 }
of = автор { -record(case: \"genitive\") }
error = It failed
    .kept = Nothing is lost
circle = { circle }
";
        let check = |rtl: bool, key: &str, arguments: &[(&str, Value)], expected: &str| {
            assert_eq!(say(source, rtl, key, arguments), expected, "{key}");
        };
        check(false, "plain", &[], "Today");
        check(false, "hello", &[("name", "Okello".into())], "Hello Okello");
        check(
            true,
            "hello",
            &[("name", "Okello".into())],
            "Hello \u{2068}Okello\u{2069}",
        );
        check(
            false,
            "hello",
            &[("name", "منى".into())],
            "Hello \u{2068}منى\u{2069}",
        );
        check(false, "waiting", &[("n", 0.into())], "ничего");
        check(false, "waiting", &[("n", 21.into())], "21 запись");
        check(false, "waiting", &[("n", 3.into())], "3 записи");
        check(false, "waiting", &[("n", 11.into())], "11 записей");
        check(false, "of", &[], "автор записи");
        check(false, "error.kept", &[], "Nothing is lost");
        check(false, "nowhere", &[], "nowhere");
        check(false, "circle", &[], "circle");
    }

    #[test]
    fn a_bad_line_leaves_the_others() {
        let catalogue = Catalogue::parse("good = Good\nbad = { $\nlast = Last\n");
        assert!(catalogue.problems > 0);
        assert!(catalogue.pattern("good").is_some());
        assert!(catalogue.pattern("last").is_some());
    }
}
