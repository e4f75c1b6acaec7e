//! Genuine signatures over whatever somebody with a key likes to write.

use serde::Deserialize;
use serde_json::Value;

use crate::{
    access::{Book, Role},
    contact, count,
    entry::{Amends, Correction, Entry},
    fixtures::{self, Pen, WING_A, at, person, place},
    id::{DeviceId, Uuid},
    isolation,
    journal::{Filter, Journal, Page},
    matter::{Answers, Matter},
    notice, review, round,
    vaccination::{clinic, history},
};

/// Most records that one input makes.
const RECORDS_MAX: usize = 12;

/// A record in short; what it amends is counted from the first one. In its answers `P4` stands for a person's id, `L3` for
/// a place's, `E0` for the first record's.
#[derive(Deserialize)]
struct Written {
    form: String,
    #[serde(default)]
    answers: Answers,
    #[serde(default)]
    minute: i32,
    #[serde(default)]
    pen: u8,
    #[serde(default)]
    people: Vec<u8>,
    #[serde(default)]
    amends: Option<usize>,
    #[serde(default)]
    how: u8,
}

/// A journal takes any answers of any form, whoever wrote them, and gives the same answers in any order of arrival.
pub fn bodies(bytes: &[u8]) {
    let Ok(mut written) = serde_json::from_slice::<Vec<Written>>(bytes) else {
        return;
    };
    written.truncate(RECORDS_MAX);
    let mut pens = [Pen::new(50), Pen::new(51), Pen::new(60)];
    let mut entries: Vec<Entry> = Vec::new();
    for one in written {
        // Numbers that have no canonical bytes can't be signed.
        let mut answers = Value::Object(one.answers);
        fill_in(&mut answers, &entries);
        if crate::canonical::to_bytes(&answers).is_err() {
            return;
        }
        let Value::Object(answers) = answers else {
            return;
        };
        let people: Vec<_> = one.people.iter().map(|n| person(u128::from(*n))).collect();
        let corrects = one
            .amends
            .and_then(|at| entries.get(at))
            .map(|amended| Correction {
                entry: amended.id(),
                how: [Amends::Correct, Amends::Withdraw, Amends::WrongPerson]
                    [usize::from(one.how) % 3],
                reason: "mistake".into(),
            });
        let _ = Matter::read(&one.form, &answers);
        let book = if one.form == "move" {
            Book::Roster
        } else {
            Book::Wing
        };
        let pen = &mut pens[usize::from(one.pen) % 3];
        let at_ms = at(8, i64::from(one.minute));
        entries.push(pen.raw(at_ms, book, &one.form, answers, &people, corrects));
    }
    let journal = |entries: &mut dyn Iterator<Item = &Entry>| {
        let mut journal = fixtures::prison();
        for entry in entries {
            journal.insert(entry);
        }
        ask(&journal)
    };
    let (there, back) = (
        journal(&mut entries.iter()),
        journal(&mut entries.iter().rev()),
    );
    assert_eq!(there, back);
}

fn fill_in(value: &mut Value, entries: &[Entry]) {
    match value {
        Value::String(text) => {
            let number = text.get(1..).and_then(|number| number.parse::<u8>().ok());
            let id = match (text.as_bytes().first(), number) {
                (Some(b'P'), Some(n)) => Some(person(n.into()).to_string()),
                (Some(b'L'), Some(n)) => Some(place(n.into()).to_string()),
                (Some(b'E'), Some(n)) => {
                    entries.get(usize::from(n)).map(|one| one.id().to_string())
                }
                _ => None,
            };
            *text = id.unwrap_or_else(|| std::mem::take(text));
        }
        Value::Array(items) => items.iter_mut().for_each(|one| fill_in(one, entries)),
        Value::Object(members) => members.values_mut().for_each(|one| fill_in(one, entries)),
        _ => {}
    }
}

/// Asks everything that pages ask, and says it in one text.
pub fn ask(journal: &Journal) -> String {
    let view = journal.live();
    let now = at(18, 0);
    let mut said = Vec::new();
    let rows = view.query(&Filter::default(), Page::default());
    said.push(format!("{rows:?}"));
    for row in &rows.rows {
        let id = row.id;
        said.push(format!("{:?}", round::state(view, id)));
        said.push(format!("{:?}", clinic::clinic(view, id)));
        said.push(format!("{:?}", count::of_round(view, id)));
        said.push(format!("{:?}", notice::ends_of(view, id)));
        said.push(format!(
            "{:?} {:?}",
            view.latest(id),
            view.history(id).len()
        ));
    }
    for n in [1, 2, 3, 4, 50, 60] {
        let who = person(n);
        said.push(format!("{:?}", history::of_person(view, who)));
        said.push(format!("{:?}", journal.whereabouts().now(who)));
        said.push(format!("{:?}", view.timeline(who, &Filter::default())));
        said.push(format!("{:?}", view.same_name(who)));
    }
    said.push(format!("{:?}", count::of_wing(view, place(WING_A), 0)));
    said.push(format!("{:?}", count::tally(view, place(WING_A), None)));
    said.push(format!("{:?}", notice::active(view, now)));
    said.push(format!("{:?}", isolation::standing(view, now, 180)));
    let device = DeviceId(Uuid::from_u128(50));
    said.push(format!(
        "{:?}",
        isolation::untold(view, person(50), device, now)
    ));
    said.push(format!("{:?}", notice::owed(view, person(50), device, 0)));
    said.push(format!(
        "{:?}",
        review::to_review(view, person(60), &[Role::Supervisor], 0, now)
    ));
    said.push(format!("{:?}", review::sent_back(view, person(50))));
    said.push(format!(
        "{:?}",
        contact::kinds_by_wing(view, place(WING_A), 0, now)
    ));
    said.push(format!("{:?}", view.residents(place(WING_A))));
    said.join("\n")
}
