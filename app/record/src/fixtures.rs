//! A small prison for tests: two wings, five people, three tablets that write.

use crate::{
    access::{Book, Role},
    entry::{Amends, Body, Correction, Draft, Entry, Head, Origin, PersonThen},
    id::{ChainId, DeviceId, EntryId, PersonId, PlaceId, PlanId, Uuid},
    journal::Journal,
    matter::{Answers, FORM_VERSION, SystemForm},
    person::{Category, Person},
    place::{Place, PlaceKind},
    plan::Plan,
    roster::{Edited, Revision},
    signer::Signer,
    time::{Certainty, MINUTE, Millis, Occurred, Recorded},
};

/// 2026-11-24T00:00 in Kampala.
pub const MIDNIGHT: Millis = 20_781 * 86_400_000 - 180 * MINUTE;
/// Kampala's offset.
pub const OFFSET: i32 = 180;

pub fn person(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(0x1000 + n))
}

pub fn place(n: u128) -> PlaceId {
    PlaceId(Uuid::from_u128(0x2000 + n))
}

pub fn plan_id(n: u128) -> PlanId {
    PlanId(Uuid::from_u128(0x3000 + n))
}

pub const FACILITY: u128 = 0;
pub const WING_A: u128 = 1;
pub const LANDING: u128 = 2;
pub const CELL_1: u128 = 3;
pub const CELL_2: u128 = 4;
pub const WARD: u128 = 5;
pub const WING_B: u128 = 6;
pub const CELL_B: u128 = 7;

pub fn at(hours: i64, minutes: i64) -> Millis {
    MIDNIGHT + (hours * 60 + minutes) * MINUTE
}

fn signer() -> Signer {
    Signer::from_seed(&[3; 32])
}

pub fn revision(id: &str, value: &impl serde::Serialize, at_ms: Millis) -> Revision {
    revise(id, value, at_ms, None)
}

pub fn revise(
    id: &str,
    value: &impl serde::Serialize,
    at_ms: Millis,
    before: Option<&Revision>,
) -> Revision {
    let edited = Edited {
        author: person(90),
        device: DeviceId(Uuid::from_u128(1)),
        key: signer().id(),
        at_ms,
        previous: before.map(Revision::digest),
    };
    Revision::sign(id, value, edited, &signer()).unwrap()
}

pub fn someone(name: &str, number: Option<&str>, home: Option<PlaceId>) -> Person {
    Person {
        category: Category::Prisoner,
        name: name.into(),
        other_names: Vec::new(),
        number: number.map(str::to_owned),
        staff_number: None,
        sex: None,
        born: None,
        place: home,
        roles: Vec::new(),
        languages: Vec::new(),
        left: false,
    }
}

pub fn staff(name: &str, number: &str, roles: &[Role]) -> Person {
    Person {
        category: Category::Staff,
        staff_number: Some(number.into()),
        roles: roles.to_vec(),
        ..someone(name, None, None)
    }
}

/// The documents of the small prison: people 1 and 2 in cell 1, 3 in cell 2, 4 to 6 in the ward, 7 in wing B;
/// staff 50 (officer), 51 (officer), 60 (supervisor).
pub fn documents() -> Vec<Revision> {
    let spot = |name: &str, kind, parent: Option<u128>, order| Place {
        name: name.into(),
        kind,
        parent: parent.map(place),
        capacity: None,
        out_of_use: false,
        order,
        punishment: false,
    };
    let places = [
        (FACILITY, spot("Test prison", PlaceKind::Facility, None, 0)),
        (WING_A, spot("Wing A", PlaceKind::Wing, Some(FACILITY), 1)),
        (
            LANDING,
            spot("Landing 1", PlaceKind::Landing, Some(WING_A), 1),
        ),
        (CELL_1, spot("A-1", PlaceKind::Cell, Some(LANDING), 1)),
        (CELL_2, spot("A-2", PlaceKind::Cell, Some(LANDING), 2)),
        (WARD, spot("Ward 1", PlaceKind::Ward, Some(WING_A), 2)),
        (WING_B, spot("Wing B", PlaceKind::Wing, Some(FACILITY), 2)),
        (CELL_B, spot("B-1", PlaceKind::Cell, Some(WING_B), 1)),
    ];
    let people = [
        (
            1,
            someone("Okello John", Some("UG-0101"), Some(place(CELL_1))),
        ),
        (
            2,
            someone("Mugisha Peter", Some("UG-0102"), Some(place(CELL_1))),
        ),
        (
            3,
            someone("Ssali David", Some("UG-0103"), Some(place(CELL_2))),
        ),
        (4, someone("John Okelo", Some("UG-0104"), Some(place(WARD)))),
        (
            5,
            someone("Byaruhanga Moses", Some("UG-0105"), Some(place(WARD))),
        ),
        (6, someone("Mukasa Isaac", None, Some(place(WARD)))),
        (
            7,
            someone("Okello John", Some("UG-0107"), Some(place(CELL_B))),
        ),
        (50, staff("Apio Grace", "P-100", &[Role::Officer])),
        (51, staff("Ocen Paul", "P-101", &[Role::Officer])),
        (60, staff("Nabirye Ruth", "P-200", &[Role::Supervisor])),
    ];
    let plan = Plan {
        name: "Night round".into(),
        wing: place(WING_A),
        places: vec![place(WING_A)],
        times: vec!["02:00".into(), "22:00".into()],
        window_minutes: 30,
    };
    let first = MIDNIGHT - 40 * crate::time::DAY;
    let mut all: Vec<Revision> = Vec::new();
    for (n, value) in places {
        all.push(revision(&place(n).document(), &value, first));
    }
    for (n, value) in people {
        all.push(revision(&person(n).document(), &value, first));
    }
    all.push(revision(&plan_id(1).document(), &plan, first));
    all
}

pub fn prison() -> Journal {
    let mut journal = Journal::new();
    for document in documents() {
        assert!(journal.insert_revision(&document));
    }
    journal
}

/// Somebody's tablet: writes one chain for each book.
pub struct Pen {
    author: PersonId,
    heads: [Head; 2],
    n: u128,
    written: u128,
    pub practice: bool,
}

impl Pen {
    pub fn new(n: u128) -> Self {
        let chain = |book: u128| Head::empty(ChainId(Uuid::from_u128(0x5000 + n * 2 + book)));
        Self {
            author: person(n),
            heads: [chain(0), chain(1)],
            n,
            written: 0,
            practice: false,
        }
    }

    /// A second tablet of whoever has the first one.
    pub fn second_of(author: u128, n: u128) -> Self {
        Self {
            author: person(author),
            ..Self::new(n)
        }
    }

    pub fn write<F: SystemForm>(&mut self, at_ms: Millis, says: &F) -> Entry {
        let book = match F::FORM {
            "move" | "notice" => Book::Roster,
            _ => Book::Wing,
        };
        self.raw(at_ms, book, F::FORM, says.answers(), &[], None)
    }

    pub fn about<F: SystemForm>(&mut self, at_ms: Millis, says: &F, people: &[PersonId]) -> Entry {
        self.raw(at_ms, Book::Wing, F::FORM, says.answers(), people, None)
    }

    pub fn amend<F: SystemForm>(
        &mut self,
        at_ms: Millis,
        entry: &Entry,
        how: Amends,
        says: &F,
        people: &[PersonId],
    ) -> Entry {
        let correction = Correction {
            entry: entry.id(),
            how,
            reason: "mistake".into(),
        };
        let book = entry.header().book;
        self.raw(
            at_ms,
            book,
            F::FORM,
            says.answers(),
            people,
            Some(correction),
        )
    }

    pub fn withdraw(&mut self, at_ms: Millis, entry: &Entry) -> Entry {
        self.amend(
            at_ms,
            entry,
            Amends::Withdraw,
            &crate::matter::Withdrawal,
            &[],
        )
    }

    pub fn raw(
        &mut self,
        at_ms: Millis,
        book: Book,
        form: &str,
        answers: Answers,
        people: &[PersonId],
        corrects: Option<Correction>,
    ) -> Entry {
        self.written += 1;
        let draft = Draft {
            id: EntryId(Uuid::from_u128(0x9_0000 + self.n * 0x1000 + self.written)),
            book,
            form: form.into(),
            form_version: FORM_VERSION.into(),
            author: self.author,
            device: DeviceId(Uuid::from_u128(self.n)),
            recorded: Recorded {
                wall_ms: at_ms,
                zone: "Africa/Kampala".into(),
                utc_offset_minutes: OFFSET,
                server_offset_ms: None,
                start: Uuid::from_u128(1),
                monotonic_ms: 0,
            },
            app: "test".into(),
            practice: self.practice,
            body: Body {
                salt: "00".repeat(16),
                people: people
                    .iter()
                    .map(|id| PersonThen {
                        id: *id,
                        name: "as then".into(),
                        number: None,
                        place: None,
                        born: None,
                    })
                    .collect(),
                places: Vec::new(),
                occurred: Occurred {
                    certainty: Certainty::Exact,
                    at_ms: Some(at_ms),
                    date: None,
                },
                origin: Origin::Live,
                corrects,
                answers,
            },
        };
        let head = &mut self.heads[usize::from(book == Book::Roster)];
        let (entry, next) = draft.seal(*head, &signer()).unwrap();
        *head = next;
        entry
    }
}
