//! Which records the list shows, as its address says it: opaque ids and fixed words, never a name.

use wingbook_record::{
    id::{PersonId, PlaceId},
    time::{DAY, Millis},
};
use wingbook_worker::message::RecordFilter;

use super::beside::Chosen;
use crate::{state::address, text::times};

/// How far back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Span {
    /// Since midnight.
    Today,
    /// The last 24 hours.
    Day,
    /// The last seven days: what the page opens with.
    #[default]
    Week,
    /// The last thirty days.
    Month,
    /// The last ninety days: all that a tablet holds.
    Quarter,
    /// From one day to another.
    Range,
}

impl Span {
    /// All of them, in the order of the choices.
    pub const ALL: [Span; 6] = [
        Span::Today,
        Span::Day,
        Span::Week,
        Span::Month,
        Span::Quarter,
        Span::Range,
    ];

    /// The word in the address.
    pub fn word(self) -> &'static str {
        match self {
            Span::Today => "today",
            Span::Day => "24h",
            Span::Week => "7d",
            Span::Month => "30d",
            Span::Quarter => "90d",
            Span::Range => "range",
        }
    }

    /// The span of a word; the usual one for any other.
    pub fn parse(word: &str) -> Self {
        Span::ALL
            .into_iter()
            .find(|span| span.word() == word)
            .unwrap_or_default()
    }
}

/// The filters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// How far back.
    pub span: Span,
    /// For a range: its first day, `YYYY-MM-DD`.
    pub from: String,
    /// For a range: its last day.
    pub to: String,
    /// In this wing.
    pub wing: Option<PlaceId>,
    /// Made with this form.
    pub kind: Option<String>,
    /// Written by.
    pub author: Option<PersonId>,
    /// About.
    pub person: Option<PersonId>,
    /// `none`, `accepted`, `sent_back`, `answered`, `escalated`.
    pub review: Option<String>,
}

impl Wanted {
    /// Reads an address. What can't be read filters nothing.
    pub fn read(query: &address::Query) -> Self {
        Self::from_words(|name| query.get(name))
    }

    /// Reads it from named words.
    fn from_words(get: impl Fn(&str) -> Option<String>) -> Self {
        let word = |name: &str| get(name).filter(|word| is_plain(word));
        Wanted {
            span: word("time").map_or_else(Span::default, |word| Span::parse(&word)),
            from: word("from").unwrap_or_default(),
            to: word("to").unwrap_or_default(),
            wing: word("wing").and_then(|id| id.parse().ok()),
            kind: word("kind"),
            author: word("author").and_then(|id| id.parse().ok()),
            person: word("person").and_then(|id| id.parse().ok()),
            review: word("review"),
        }
    }

    /// The address's query, with the chosen record: empty, or beginning with `?`.
    pub fn query(&self, chosen: Option<Chosen>) -> String {
        let mut pairs: Vec<(&str, String)> = Vec::new();
        if self.span != Span::default() {
            pairs.push(("time", self.span.word().to_owned()));
        }
        if self.span == Span::Range {
            pairs.push(("from", self.from.clone()));
            pairs.push(("to", self.to.clone()));
        }
        let ids = [
            ("wing", self.wing.map(|id| id.to_string())),
            ("kind", self.kind.clone()),
            ("author", self.author.map(|id| id.to_string())),
            ("person", self.person.map(|id| id.to_string())),
            ("review", self.review.clone()),
        ];
        pairs.extend(
            ids.into_iter()
                .filter_map(|(name, value)| Some((name, value?))),
        );
        pairs.extend(chosen.map(Chosen::pair));
        let joined: Vec<String> = pairs
            .into_iter()
            .filter(|(_, value)| is_plain(value))
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        if joined.is_empty() {
            String::new()
        } else {
            format!("?{}", joined.join("&"))
        }
    }

    /// What the worker is asked. `now_ms` may be rounded: it only moves the far end of a span.
    pub fn filter(&self, words: String, today: &str, now_ms: Millis) -> RecordFilter {
        let midnight = |date: &str| times::moment_of(date, "00:00");
        let back = |days: i64| Some(now_ms - days * DAY);
        let (from_ms, to_ms) = match self.span {
            Span::Today => (midnight(today), None),
            Span::Day => (back(1), None),
            Span::Week => (back(7), None),
            Span::Month => (back(30), None),
            Span::Quarter => (back(90), None),
            Span::Range => {
                let after = times::date_plus_days(&self.to, 1);
                (midnight(&self.from), midnight(&after))
            }
        };
        RecordFilter {
            from_ms,
            to_ms,
            wing: self.wing,
            form: self.kind.clone(),
            author: self.author,
            person: self.person,
            review: self.review.clone(),
            words,
        }
    }
}

/// Ids, dates and words of forms: nothing that an address would have to escape.
fn is_plain(word: &str) -> bool {
    !word.is_empty()
        && word
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Wanted {
        let pairs: Vec<_> = query.trim_start_matches('?').split('&').collect();
        Wanted::from_words(|wanted| {
            let mut named = pairs.iter().filter_map(|pair| pair.split_once('='));
            named.find_map(|(name, value)| (name == wanted).then(|| value.to_owned()))
        })
    }

    #[test]
    fn an_address_says_what_it_was_made_from() {
        let id = "01890a5d-ac96-774b-bcce-b302099a8057";
        let wanted = Wanted {
            span: Span::Range,
            from: "2026-11-01".to_owned(),
            to: "2026-11-24".to_owned(),
            wing: id.parse().ok(),
            kind: Some("contact".to_owned()),
            author: id.parse().ok(),
            person: None,
            review: Some("sent_back".to_owned()),
        };
        assert!(wanted.wing.is_some());
        assert_eq!(read(&wanted.query(None)), wanted);
        assert_eq!(Wanted::default().query(None), "");
    }

    #[test]
    fn what_is_no_id_and_no_word_filters_nothing() {
        let read = read("?wing=Wing A&author=%3Cscript&kind=a/b&time=forever&review=");
        assert_eq!(read, Wanted::default());
    }
}
