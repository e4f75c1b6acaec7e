//! One language's messages and terms, parsed from a Fluent file.
//! A line that doesn't parse is left out and reported: the rest of the catalogue still speaks.

use std::collections::HashMap;

use fluent_syntax::{
    ast::{Attribute, Entry, Pattern, Resource},
    parser,
};

/// The parsed messages and terms of one language.
#[derive(Debug, Default)]
pub struct Catalogue {
    messages: HashMap<String, Sentences>,
    /// How many pieces of the file could not be read.
    pub problems: usize,
}

/// A message's own pattern and its attributes (`.kept`, `.hint`).
#[derive(Debug)]
struct Sentences {
    own: Option<Pattern<String>>,
    attributes: Vec<Attribute<String>>,
}

impl Catalogue {
    /// Reads a Fluent file. Terms are kept under their name with the leading hyphen.
    pub fn parse(source: &str) -> Self {
        let (resource, problems): (Resource<String>, usize) =
            match parser::parse_runtime(source.to_owned()) {
                Ok(resource) => (resource, 0),
                Err((resource, errors)) => (resource, errors.len()),
            };
        let mut messages = HashMap::with_capacity(resource.body.len());
        for entry in resource.body {
            match entry {
                Entry::Message(message) => {
                    let sentences = Sentences {
                        own: message.value,
                        attributes: message.attributes,
                    };
                    messages.insert(message.id.name, sentences);
                }
                Entry::Term(term) => {
                    let sentences = Sentences {
                        own: Some(term.value),
                        attributes: term.attributes,
                    };
                    messages.insert(format!("-{}", term.id.name), sentences);
                }
                _ => {}
            }
        }
        Catalogue { messages, problems }
    }

    /// The pattern of `key`, or of its attribute as in `key.attribute`.
    pub fn pattern(&self, key: &str) -> Option<&Pattern<String>> {
        match key.split_once('.') {
            None => self.messages.get(key)?.own.as_ref(),
            Some((message, attribute)) => self
                .messages
                .get(message)?
                .attributes
                .iter()
                .find(|candidate| candidate.id.name == attribute)
                .map(|found| &found.value),
        }
    }

    /// Every key, attributes included, in no order.
    pub fn keys(&self) -> impl Iterator<Item = String> + '_ {
        self.messages.iter().flat_map(|(key, sentences)| {
            let own = sentences.own.as_ref().map(|_| key.clone());
            let attributes = sentences
                .attributes
                .iter()
                .map(move |attribute| format!("{key}.{}", attribute.id.name));
            own.into_iter().chain(attributes)
        })
    }
}
