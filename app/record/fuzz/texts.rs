//! Short texts: typed by somebody, or standing in an answer or a document.

use crate::{
    access::Book,
    digest::{Digest, parse_hex},
    health_check::Celsius,
    id::{EntryId, PersonId},
    partial_date::PartialDate,
    people::search::{PeopleQuery, SearchIndex},
    person::{lookup_number, parse_born},
    place::check_room_names,
    plan::parse_times,
    time::{civil_from_days, parse_date},
    vaccination::span::Span,
};

/// What is read from a text is written as one text only, which reads as the same.
pub fn texts(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Some(day) = parse_date(text) {
        let (year, month, day) = civil_from_days(day);
        assert_eq!(format!("{year:04}-{month:02}-{day:02}"), text);
    }
    if let Ok(date) = text.parse::<PartialDate>() {
        assert_eq!(date.to_string().parse(), Ok(date));
        let _ = date.range();
    }
    if let Some(born) = parse_born(text, "2026-11-25") {
        assert_eq!(parse_born(&born, "2026-11-25").as_ref(), Some(&born));
    }
    if let Ok(times) = parse_times(text) {
        assert_eq!(parse_times(&times.join(" ")), Ok(times));
    }
    if let Ok(span) = text.parse::<Span>() {
        assert_eq!(span.to_string().parse(), Ok(span));
    }
    if let Ok(celsius) = text.parse::<Celsius>() {
        assert_eq!(celsius.to_string().parse(), Ok(celsius));
    }
    if let Some(id) = EntryId::from_document(text) {
        assert_eq!(id.document(), text);
    }
    if let Ok(id) = text.parse::<PersonId>() {
        assert_eq!(id.to_string().parse(), Ok(id));
    }
    if let Some(bytes) = parse_hex::<32>(text) {
        assert_eq!(Digest(bytes).to_string(), text);
    }
    if let Some((facility, book)) = Book::from_database(text) {
        assert_eq!(book.database(facility), text);
    }
    let number = lookup_number(text);
    assert_eq!(lookup_number(&number), number);
    let names: Vec<String> = text.lines().map(str::to_owned).collect();
    let _ = check_room_names(&names);
    people(text);
}

/// A name that is somebody's finds them, and a search for anything ends.
fn people(text: &str) {
    let Some((name, wanted)) = text.split_once('\n') else {
        return;
    };
    let id = crate::fixtures::person(1);
    let mut index = SearchIndex::default();
    index.insert(id, &crate::fixtures::someone(name, Some(wanted), None));
    let query = PeopleQuery {
        text: wanted.to_owned(),
        limit: 10,
        ..PeopleQuery::default()
    };
    let _ = index.find(&query, |_| Vec::new());
    index.remove(id);
    assert_eq!(index.find(&query, |_| Vec::new()).total, 0);
}
