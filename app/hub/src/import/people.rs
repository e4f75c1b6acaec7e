//! From rows to people: every cell that can't be right is a problem with its line, none is guessed.

use std::collections::{BTreeMap, HashMap};

use super::columns::Column;
use crate::store::now_ms;
use wingbook_record::time::{DAY, civil_from_days, parse_date};

/// The earliest birth year that is believed.
const BORN_MIN: i64 = 1900;

/// How long a name may be, in characters.
const NAME_CHARACTERS_MAX: usize = 200;

/// Something in the file that can't be right.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Its line in the file.
    pub line: u64,
    /// What is wrong, as a sentence.
    pub what: String,
}

/// A person as the file tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line.
    pub line: u64,
    /// prisoner, staff, visitor or child.
    pub category: &'static str,
    /// The full name.
    pub name: String,
    /// Also known as.
    pub other_names: Vec<String>,
    /// Prisoner number.
    pub number: Option<String>,
    /// Staff number.
    pub staff_number: Option<String>,
    /// Sex.
    pub sex: Option<&'static str>,
    /// Birth year, month or date.
    pub born: Option<String>,
    /// Wing, by name.
    pub wing: Option<String>,
    /// Cell or ward, by name.
    pub cell: Option<String>,
    /// Languages.
    pub languages: Vec<String>,
}

/// Reads all rows, each of as many cells as there are headers. A number that stands twice in the file is a problem too.
pub fn read(
    rows: &[(u64, Vec<String>)],
    headers: usize,
    columns: &BTreeMap<Column, usize>,
    category: &'static str,
) -> (Vec<Row>, Vec<Problem>) {
    let mut people = Vec::with_capacity(rows.len());
    let mut problems = Vec::new();
    let mut numbers: HashMap<String, u64> = HashMap::new();
    for (line, cells) in rows {
        match read_row(*line, cells, headers, columns, category) {
            Ok(row) => {
                if let Some(number) = row.number.as_ref().or(row.staff_number.as_ref())
                    && let Some(first) = numbers.insert(number.clone(), *line)
                {
                    problems.push(Problem {
                        line: *line,
                        what: format!("the number {number} stands in line {first} already"),
                    });
                }
                people.push(row);
            }
            Err(found) => {
                problems.extend(found.into_iter().map(|what| Problem { line: *line, what }))
            }
        }
    }
    (people, problems)
}

fn read_row(
    line: u64,
    cells: &[String],
    headers: usize,
    columns: &BTreeMap<Column, usize>,
    category: &'static str,
) -> Result<Row, Vec<String>> {
    let cell = |column: Column| super::cell(cells, columns, column);
    let mut problems = Vec::new();
    let mut read = |column: Column, parse: &dyn Fn(&str) -> Result<String, String>| {
        cell(column).and_then(|text| parse(&text).map_err(|problem| problems.push(problem)).ok())
    };
    let born = read(Column::Born, &|text| read_born(text));
    let sex = read(Column::Sex, &|text| read_sex(text).map(str::to_owned));
    let own_category = read(Column::Category, &|text| {
        read_category(text).map(str::to_owned)
    });
    let name = full_name(&cell);
    problems.extend(name_problem(name.as_deref()));
    // A name with a comma that nobody quoted has shifted everything behind it.
    if cells
        .iter()
        .skip(headers)
        .any(|cell| !cell.trim().is_empty())
    {
        problems.push(
            "it has more cells than the header; does a name with a comma want quotation marks?"
                .into(),
        );
    }
    let longest = cells.iter().map(|cell| cell.len()).max().unwrap_or(0);
    if longest > 4_000 {
        problems.push("a cell is far too long; is a quotation mark missing?".into());
    }
    let (Some(name), true) = (name, problems.is_empty()) else {
        return Err(problems);
    };
    let list = |column| {
        let text = cell(column).unwrap_or_default();
        let parts = text
            .split([',', ';', '/', '،'])
            .map(str::trim)
            .filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect::<Vec<_>>()
    };
    Ok(Row {
        line,
        category: own_category
            .as_deref()
            .and_then(known_category)
            .unwrap_or(category),
        name,
        other_names: list(Column::OtherNames),
        number: cell(Column::Number).map(|text| western_digits(&text)),
        staff_number: cell(Column::StaffNumber).map(|text| western_digits(&text)),
        sex: sex
            .as_deref()
            .map(|sex| if sex == "female" { "female" } else { "male" }),
        born,
        wing: cell(Column::Wing),
        cell: cell(Column::Cell),
        languages: list(Column::Languages),
    })
}

/// What is wrong with a name, if anything is.
fn name_problem(name: Option<&str>) -> Option<String> {
    let Some(name) = name else {
        return Some("there is no name".into());
    };
    let unreadable = |character: char| character == '\u{fffd}' || character.is_control();
    if name.chars().count() > NAME_CHARACTERS_MAX {
        Some("the name is too long".into())
    } else if name.chars().any(unreadable) {
        Some(format!("the name {name:?} can't be read; try --encoding"))
    } else if !name.chars().any(char::is_alphabetic) {
        Some(format!("{name:?} is no name"))
    } else {
        None
    }
}

/// The whole name, or family, given and middle name in the order in which registers write them.
fn full_name(cell: &impl Fn(Column) -> Option<String>) -> Option<String> {
    let parts = [Column::FamilyName, Column::GivenName, Column::MiddleName].map(cell);
    let joined = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    cell(Column::Name).or((!joined.is_empty()).then_some(joined))
}

/// Arabic-Indic digits as the others.
fn western_digits(text: &str) -> String {
    let digit = |character: char| match character {
        '\u{660}'..='\u{669}' => {
            char::from_u32(u32::from(character) - 0x660 + 0x30).unwrap_or(character)
        }
        '\u{6f0}'..='\u{6f9}' => {
            char::from_u32(u32::from(character) - 0x6f0 + 0x30).unwrap_or(character)
        }
        other => other,
    };
    text.chars().map(digit).collect()
}

/// `1988`, `1988-05`, `1988-05-02`, `2/5/1988`, `02.05.1988`: day before month, as all our countries write.
fn read_born(text: &str) -> Result<String, String> {
    let bad = || format!("{text:?} is no birth date; write 1988, 1988-05-02 or 02.05.1988");
    let born = read_date(text).ok_or_else(bad)?;
    let year: i64 = born
        .get(..4)
        .and_then(|year| year.parse().ok())
        .ok_or_else(bad)?;
    let (this_year, _, _) = civil_from_days(now_ms().div_euclid(DAY));
    if !(BORN_MIN..=this_year).contains(&year) {
        return Err(format!("nobody here was born in {year}"));
    }
    Ok(born)
}

/// A year, a month or a day as offices write them, year or day first: `1988`, `1988-05`, `1988-05-02`.
pub(super) fn read_date(text: &str) -> Option<String> {
    let plain = western_digits(text);
    // A spreadsheet's date may carry a time.
    let date = plain.split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = date.split(['-', '/', '.']).collect();
    let numbers: Option<Vec<i64>> = parts.iter().map(|part| part.parse().ok()).collect();
    let numbers = numbers?;
    let is_year = |part: &str| part.len() == 4;
    let date = match (parts.as_slice(), numbers.as_slice()) {
        ([first], [year]) if is_year(first) => format!("{year:04}"),
        ([first, _], [year, month]) if is_year(first) => month_of(*year, *month)?,
        ([_, last], [month, year]) if is_year(last) => month_of(*year, *month)?,
        ([first, ..], [year, month, day]) if is_year(first) => {
            format!("{year:04}-{month:02}-{day:02}")
        }
        ([_, _, last], [day, month, year]) if is_year(last) => {
            format!("{year:04}-{month:02}-{day:02}")
        }
        _ => return None,
    };
    let is_real = date.len() != 10 || parse_date(&date).is_some();
    is_real.then_some(date)
}

fn month_of(year: i64, month: i64) -> Option<String> {
    (1..=12)
        .contains(&month)
        .then(|| format!("{year:04}-{month:02}"))
}

fn read_sex(text: &str) -> Result<&'static str, String> {
    let female = [
        "f",
        "female",
        "woman",
        "femme",
        "féminin",
        "feminin",
        "أنثى",
        "انثى",
        "امرأة",
        "ж",
        "жен",
        "женский",
        "әйел",
    ];
    let male = [
        "m",
        "male",
        "man",
        "h",
        "homme",
        "masculin",
        "ذكر",
        "رجل",
        "м",
        "муж",
        "мужской",
        "ер",
        "еркек",
    ];
    let plain = text.to_lowercase();
    let plain = plain.trim_end_matches('.');
    if female.contains(&plain) {
        Ok("female")
    } else if male.contains(&plain) {
        Ok("male")
    } else {
        Err(format!(
            "{text:?} is no sex that is known here; write female or male, or nothing"
        ))
    }
}

/// The categories that a file may bring.
pub fn known_category(word: &str) -> Option<&'static str> {
    ["prisoner", "staff", "visitor", "child"]
        .into_iter()
        .find(|known| *known == word)
}

fn read_category(text: &str) -> Result<&'static str, String> {
    let words: [(&str, &[&str]); 4] = [
        (
            "prisoner",
            &[
                "prisoner",
                "inmate",
                "détenu",
                "detenu",
                "سجين",
                "заключенный",
                "заключённый",
                "осужденный",
                "осуждённый",
            ],
        ),
        (
            "staff",
            &[
                "staff",
                "officer",
                "agent",
                "personnel",
                "عون",
                "موظف",
                "сотрудник",
            ],
        ),
        ("visitor", &["visitor", "visiteur", "زائر", "посетитель"]),
        ("child", &["child", "enfant", "طفل", "ребенок", "ребёнок"]),
    ];
    let plain = text.to_lowercase();
    words
        .into_iter()
        .find(|(_, synonyms)| synonyms.contains(&plain.as_str()))
        .map(|(category, _)| category)
        .ok_or_else(|| format!("{text:?} is no category; write prisoner, staff, visitor or child"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn birth_dates_as_people_write_them() {
        for (text, expected) in [
            ("1988", Some("1988")),
            ("١٩٨٨", Some("1988")),
            ("1988-05", Some("1988-05")),
            ("05/1988", Some("1988-05")),
            ("1988-05-02", Some("1988-05-02")),
            ("2/5/1988", Some("1988-05-02")),
            ("02.05.1988", Some("1988-05-02")),
            ("1988-05-02 00:00:00", Some("1988-05-02")),
            ("31.02.1988", None),
            ("05-13-1988", None),
            ("88", None),
            ("1.1.88", None),
            ("2188", None),
            ("1788", None),
            ("yes", None),
            ("", None),
        ] {
            assert_eq!(read_born(text).ok().as_deref(), expected, "{text}");
        }
    }
}
