//! The `type` column.

use super::finding::{FindingKind, nearest};
use crate::form::{Bounds, Choices, Domain, Kind, List};
use crate::xpath::read_plain_number;

/// What a row of the survey does.
pub(super) enum RowType {
    /// Asks or holds something.
    Question(Kind),
    /// Opens a group or repeat.
    Begin(Kind),
    /// Ends one.
    End(Kind),
}

const PLAIN: &[(&str, Kind)] = &[
    ("text", Kind::Text),
    ("string", Kind::Text),
    ("integer", Kind::Integer),
    ("int", Kind::Integer),
    ("decimal", Kind::Decimal),
    ("note", Kind::Note),
    ("date", Kind::Date),
    ("time", Kind::Time),
    ("dateTime", Kind::DateTime),
    ("datetime", Kind::DateTime),
    ("acknowledge", Kind::Acknowledge),
    ("calculate", Kind::Calculate),
    ("hidden", Kind::Hidden),
    ("start", Kind::Start),
    ("end", Kind::End),
    ("today", Kind::Today),
];

const FURTHER: &[&str] = &[
    "range",
    "select_one",
    "select_multiple",
    "begin group",
    "end group",
    "begin repeat",
    "end repeat",
];

/// XLSForm's other types: known, so that an author hears "not yet".
const NOT_YET: &[&str] = &[
    "audio",
    "audit",
    "background-audio",
    "barcode",
    "csv-external",
    "deviceid",
    "email",
    "file",
    "geopoint",
    "geoshape",
    "geotrace",
    "image",
    "phonenumber",
    "rank",
    "select_multiple_from_file",
    "select_one_external",
    "select_one_from_file",
    "simserial",
    "start-geopoint",
    "subscriberid",
    "username",
    "video",
    "xml-external",
];

/// Reads the cells `type` and `parameters`.
pub(super) fn read(
    written: &str,
    parameters: &str,
    lists: &[List],
) -> Result<RowType, FindingKind> {
    let mut words = written.split_whitespace();
    let first = words.next().unwrap_or_default();
    let rest: Vec<&str> = words.collect();
    let joined = match rest.first() {
        Some(second) if first == "begin" || first == "end" => format!("{first}_{second}"),
        _ => first.to_owned(),
    };
    let row = match joined.as_str() {
        "begin_group" => RowType::Begin(Kind::Group),
        "begin_repeat" => RowType::Begin(Kind::Repeat),
        "end_group" => RowType::End(Kind::Group),
        "end_repeat" => RowType::End(Kind::Repeat),
        "range" => RowType::Question(Kind::Range(bounds(parameters)?)),
        "select_one" => RowType::Question(Kind::SelectOne(choices(&rest, lists)?)),
        "select_multiple" => RowType::Question(Kind::SelectMultiple(choices(&rest, lists)?)),
        _ => match PLAIN.iter().find(|(name, _)| *name == written) {
            Some((_, kind)) => RowType::Question(kind.clone()),
            None => return Err(unknown(first, written)),
        },
    };
    Ok(row)
}

fn unknown(first: &str, written: &str) -> FindingKind {
    if NOT_YET.contains(&first) {
        return FindingKind::NotYet(format!("the type {first}"));
    }
    let plain = PLAIN.iter().map(|(name, _)| *name);
    FindingKind::UnknownType {
        given: written.to_owned(),
        suggestion: nearest(first, &mut plain.chain(FURTHER.iter().copied())),
    }
}

fn choices(rest: &[&str], lists: &[List]) -> Result<Choices, FindingKind> {
    let Some(name) = rest.first() else {
        return Err(FindingKind::UnknownList {
            given: "(none)".to_owned(),
            suggestion: None,
        });
    };
    if rest.len() > 1 {
        return Err(FindingKind::NotYet(rest[1..].join(" ")));
    }
    if let Some(domain) = Domain::from_list_name(name) {
        return Ok(Choices::Domain(domain));
    }
    match (0u32..).zip(lists).find(|(_, list)| list.name == *name) {
        Some((index, _)) => Ok(Choices::List(index)),
        None => Err(FindingKind::UnknownList {
            given: (*name).to_owned(),
            suggestion: nearest(name, &mut lists.iter().map(|list| list.name.as_str())),
        }),
    }
}

/// `start=0 end=10 step=1`, in any order; those are the values if absent.
fn bounds(parameters: &str) -> Result<Bounds, FindingKind> {
    let mut bounds = Bounds {
        start: "0".to_owned(),
        end: "10".to_owned(),
        step: "1".to_owned(),
    };
    let spaced = parameters.replace([',', ';'], " ");
    for pair in spaced.split_whitespace() {
        let (name, value) = pair.split_once('=').ok_or(FindingKind::BadRange)?;
        match name {
            "start" => bounds.start = value.to_owned(),
            "end" => bounds.end = value.to_owned(),
            "step" => bounds.step = value.to_owned(),
            _ => return Err(FindingKind::NotYet(format!("the parameter {name}"))),
        }
    }
    let number = |text: &str| read_plain_number(text).ok_or(FindingKind::BadRange);
    let (start, end, step) = (
        number(&bounds.start)?,
        number(&bounds.end)?,
        number(&bounds.step)?,
    );
    if start < end && step > 0.0 && step <= end - start {
        Ok(bounds)
    } else {
        Err(FindingKind::BadRange)
    }
}
