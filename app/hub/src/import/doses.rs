//! Earlier vaccine doses from another register's CSV: each row a dose of somebody in the roster, all rows or none.
//!
//! The same row imported again is the same record: its id follows from whom it is about and what it says, so a file may
//! be imported a second time, or a longer one after a shorter one, and nothing counts twice. A vaccine that the catalogue
//! does not know is kept as it is written and named in the report; a date is kept as far as it is known.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use sha2::{Digest as _, Sha256};
use uuid::Uuid;
use wingbook_record::{
    access::{Book, Role},
    entry::{Body, Draft, Head, Origin, PersonThen},
    id::{ChainId, EntryId, PersonId},
    matter::{FORM_VERSION, SystemForm},
    partial_date::{Day, PartialDate},
    people::fold::compact,
    signer::Signer,
    time::{DAY, Occurred},
    vaccination::{
        catalogue::Catalogue,
        dose::{Dose, DoseSource, Outcome},
    },
};

use super::{
    FILE_BYTES_MAX, ImportError, Reading, columns::plain, encoding, find_columns, people::Problem,
    people::read_date, table, writing::roster_documents,
};
use crate::{
    audit,
    facility::{Facility, FacilityError},
    hub::VERSION,
    seed::{self, SeedError},
    store::{Store, StoreError, databases, documents, now_ms},
    users::{self, User, credential::make_random},
};

/// What a column of a file of doses holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// Prisoner or staff number.
    Number,
    /// When it was given.
    GivenOn,
    /// The vaccine.
    Product,
    /// The lot.
    Lot,
    /// Until when the lot could be used.
    LotExpiry,
    /// Where it is known from.
    Source,
}

/// The word that `--map HEADER=COLUMN` takes, and headers without case, accents, spaces and signs.
const COLUMNS: &[(Column, &str, &[&str])] = &[
    (
        Column::Number,
        "number",
        &[
            "no",
            "id",
            "prisonernumber",
            "prisonerno",
            "staffnumber",
            "numero",
            "numerodecrou",
            "ecrou",
            "matricule",
            "رقم",
            "الرقم",
            "رقم السجين",
            "номер",
            "номерличногодела",
        ],
    ),
    (
        Column::GivenOn,
        "given_on",
        &[
            "date",
            "dosedate",
            "dateofdose",
            "vaccinationdate",
            "dategiven",
            "datedevaccination",
            "datedeladose",
            "تاريخ",
            "التاريخ",
            "تاريخ التطعيم",
            "дата",
            "датавакцинации",
            "датапрививки",
        ],
    ),
    (
        Column::Product,
        "product",
        &[
            "vaccine",
            "brand",
            "vaccinename",
            "vaccin",
            "produit",
            "اللقاح",
            "لقاح",
            "اسم اللقاح",
            "вакцина",
            "препарат",
        ],
    ),
    (
        Column::Lot,
        "lot",
        &[
            "lotnumber",
            "batch",
            "batchnumber",
            "batchno",
            "numerodelot",
            "الدفعة",
            "رقم الدفعة",
            "серия",
            "партия",
        ],
    ),
    (
        Column::LotExpiry,
        "lot_expiry",
        &[
            "expiry",
            "expirydate",
            "lotexpiry",
            "peremption",
            "datedeperemption",
            "تاريخ انتهاء الصلاحية",
            "срокгодности",
            "годендо",
        ],
    ),
    (
        Column::Source,
        "source",
        &["origin", "origine", "المصدر", "источник"],
    ),
];

/// Words for where a dose is known from.
const SOURCES: &[(DoseSource, &[&str])] = &[
    (DoseSource::Card, &["card", "carte", "بطاقة", "карта"]),
    (
        DoseSource::Register,
        &["register", "registre", "سجل", "журнал", "регистр"],
    ),
    (
        DoseSource::Memory,
        &["memory", "memoire", "oral", "ذاكرة", "со слов"],
    ),
];

/// The catalogue of vaccines that ships with Wingbook.
const CATALOGUE: &str = include_str!("../../../../public/vaccines/covid_19.json");

/// A lot or a vaccine's name is no longer than this, in characters.
const WORD_CHARACTERS_MAX: usize = 100;

/// In whose name doses are written, and whether at all.
#[derive(Debug, Clone)]
pub struct Order {
    /// The account; the first one that may write health records, if not given.
    pub signer: Option<String>,
    /// Read and report only.
    pub dry_run: bool,
}

/// What an import of doses did, or would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// How many doses are new.
    pub doses: usize,
    /// How many were imported before.
    pub known: usize,
    /// Vaccines that the catalogue does not know, as they were written, with how many doses each.
    pub unknown_products: BTreeMap<String, usize>,
    /// The encoding in which the file was read.
    pub encoding: &'static str,
    /// Headers of columns that were taken, with what they hold.
    pub taken: Vec<(String, Column)>,
    /// Headers of columns that were passed over.
    pub passed_over: Vec<String>,
}

/// The column of a header, if it is one that is known.
fn of_header(header: &str) -> Option<Column> {
    let wanted = plain(header);
    let is_it = |(_, word, names): &&(Column, &str, &[&str])| {
        plain(word) == wanted || names.iter().any(|name| plain(name) == wanted)
    };
    COLUMNS.iter().find(is_it).map(|(column, _, _)| *column)
}

/// A column by the word that `--map header=column` takes.
pub fn of_word(word: &str) -> Option<Column> {
    let found = COLUMNS.iter().find(|(_, known, _)| *known == word);
    found.map(|(column, _, _)| *column)
}

/// A dose with whom it is about.
struct Row {
    person: PersonThen,
    dose: Dose,
    /// The vaccine as it is written in the file.
    written: Option<String>,
}

/// Imports a file of earlier doses into the health register.
///
/// # Errors
/// Why nothing was imported; [`ImportError::Problems`] holds every row that can't be right.
pub fn import(
    store: &Store,
    facility: &Arc<Facility>,
    bytes: &[u8],
    reading: &Reading<Column>,
    order: &Order,
) -> Result<Report, ImportError> {
    if bytes.len() > FILE_BYTES_MAX {
        return Err(ImportError::TooLarge);
    }
    let (text, encoding) = encoding::decode(bytes, reading.encoding);
    let table = table::read(&text, reading.delimiter)?;
    let (columns, taken, passed_over) = find_columns(&table.header, &reading.mapped, of_header)?;
    if !columns.contains_key(&Column::Number) {
        return Err(ImportError::NoNumber(table.header.join(", ")));
    }
    let catalogue =
        Catalogue::parse(CATALOGUE).map_err(|error| ImportError::Catalogue(error.to_string()))?;
    let known_people = people(store, facility)?;
    let mut rows = Vec::with_capacity(table.rows.len());
    let mut problems = Vec::new();
    for (line, cells) in &table.rows {
        match read_row(cells, &columns, &known_people, &catalogue) {
            Ok(row) => rows.push(row),
            Err(found) => {
                problems.extend(found.into_iter().map(|what| Problem { line: *line, what }));
            }
        }
    }
    if !problems.is_empty() {
        problems.sort();
        return Err(ImportError::Problems(problems));
    }
    let mut unknown_products = BTreeMap::new();
    for product in rows.iter().filter_map(|row| row.dose.product.as_ref()) {
        if catalogue.product(product).is_none() {
            *unknown_products.entry(product.clone()).or_default() += 1;
        }
    }
    let user = choose_signer(store, order)?;
    let (new, known) = new_ones(store, facility, rows)?;
    let doses = new.len();
    if !order.dry_run && doses > 0 {
        write(store, facility, &user, new)?;
    }
    Ok(Report {
        doses,
        known,
        unknown_products,
        encoding: encoding.name(),
        taken,
        passed_over,
    })
}

/// Everybody in the roster, by prisoner and by staff number as they are compared; several may share one.
type People = HashMap<String, Vec<PersonThen>>;

fn people(store: &Store, facility: &Facility) -> Result<People, ImportError> {
    let mut people = People::new();
    roster_documents(store, facility, &["person"], |id, value| {
        let Some(id) = PersonId::from_document(id) else {
            return;
        };
        let text = |key: &str| value[key].as_str().map(str::to_owned);
        for number in ["number", "staff_number"].into_iter().filter_map(text) {
            let then = PersonThen {
                id,
                name: text("name").unwrap_or_default(),
                number: Some(number.clone()),
                place: None,
                born: text("born"),
            };
            people.entry(compact(&number)).or_default().push(then);
        }
    })?;
    Ok(people)
}

/// Whose number it is: exactly as it is written, else as it is compared; nobody where two people have it.
fn person(people: &People, number: &str) -> Result<PersonThen, String> {
    let alike = people.get(&compact(number)).map_or(&[][..], Vec::as_slice);
    let exact: Vec<&PersonThen> = alike
        .iter()
        .filter(|one| one.number.as_deref() == Some(number))
        .collect();
    match (exact.as_slice(), alike) {
        ([one], _) => Ok((*one).clone()),
        ([], [one]) => Ok(one.clone()),
        ([], []) => Err(format!("nobody in the roster has the number {number}")),
        _ => Err(format!(
            "more than one person in the roster has the number {number}"
        )),
    }
}

fn read_row(
    cells: &[String],
    columns: &BTreeMap<Column, usize>,
    people: &People,
    catalogue: &Catalogue,
) -> Result<Row, Vec<String>> {
    let cell = |column: Column| super::cell(cells, columns, column);
    let mut problems = Vec::new();
    let number = cell(Column::Number);
    let person = match &number {
        None => Err("there is no number".to_owned()),
        Some(number) => person(people, number),
    };
    let on = date(cell(Column::GivenOn), Some(now_ms().div_euclid(DAY)));
    let expiry = date(cell(Column::LotExpiry), None);
    let source = source(cell(Column::Source).as_deref());
    let written = cell(Column::Product);
    let product = written.clone().map(|written| product(catalogue, written));
    let lot = cell(Column::Lot);
    for word in [&product, &lot].into_iter().flatten() {
        if word.chars().count() > WORD_CHARACTERS_MAX {
            problems.push("a vaccine or lot is far too long".to_owned());
        }
    }
    let mut keep = |problem: Option<String>| problems.extend(problem);
    keep(person.as_ref().err().cloned());
    keep(on.as_ref().err().cloned());
    keep(expiry.as_ref().err().cloned());
    keep(source.as_ref().err().cloned());
    match (person, on, expiry, source) {
        (Ok(person), Ok(on), Ok(lot_expiry), Ok(source)) if problems.is_empty() => Ok(Row {
            person,
            dose: Dose {
                outcome: Outcome::Given,
                source,
                on,
                disease: None,
                product,
                lot,
                lot_expiry,
                session: None,
                site: None,
                vaccinator: None,
                why_not: None,
                override_reason: None,
            },
            written,
        }),
        _ => Err(problems),
    }
}

/// A date as far as it is known, in whatever order the file writes it; none later than `last`.
fn date(cell: Option<String>, last: Option<Day>) -> Result<PartialDate, String> {
    let Some(text) = cell else {
        return Ok(PartialDate::UNKNOWN);
    };
    let bad = || format!("{text:?} is no date; write 2021, 2021-05, 2021-05-14 or 14.05.2021");
    let read = read_date(&text).ok_or_else(bad)?;
    let date: PartialDate = read.parse().map_err(|_| bad())?;
    let is_to_come = date
        .range()
        .zip(last)
        .is_some_and(|(range, last)| range.first > last);
    if is_to_come {
        return Err(format!("{text:?} is still to come"));
    }
    Ok(date)
}

fn source(cell: Option<&str>) -> Result<DoseSource, String> {
    // A file of doses is another register, unless it says otherwise.
    let Some(text) = cell else {
        return Ok(DoseSource::Register);
    };
    let wanted = plain(text);
    let is_it =
        |(_, words): &&(DoseSource, &[&str])| words.iter().any(|word| plain(word) == wanted);
    let found = SOURCES.iter().find(is_it);
    found
        .map(|(source, _)| source.clone())
        .ok_or_else(|| format!("{text:?} is no source; write card, register or memory"))
}

/// The catalogue's word for a vaccine, by its word, its name or a code that only it has; else as it was written.
fn product(catalogue: &Catalogue, written: String) -> String {
    let wanted = compact(&written);
    let named = catalogue
        .products()
        .iter()
        .find(|one| compact(&one.id) == wanted || compact(&one.name) == wanted);
    let coded = || {
        let mut systems = catalogue.systems().keys();
        systems.find_map(
            |system| match catalogue.by_code(system, written.trim()).as_slice() {
                [one] => Some(*one),
                _ => None,
            },
        )
    };
    match named.or_else(coded) {
        Some(product) => product.id.clone(),
        None => written,
    }
}

/// The account named, or the first that may write health records.
fn choose_signer(store: &Store, order: &Order) -> Result<User, ImportError> {
    let users = store.read_now(users::all)?;
    let may =
        |user: &&User| !user.disabled && Book::Health.entry_writable_by(Dose::FORM, &user.roles);
    match &order.signer {
        Some(number) => {
            let named = super::account(&users, number)?;
            let refused = || ImportError::Signer(format!("{number} may not write health records"));
            Some(named).filter(may).cloned().ok_or_else(refused)
        }
        // A lead who signs can't review what they signed.
        None => users
            .iter()
            .filter(may)
            .min_by_key(|user| user.roles.contains(&Role::HealthLead))
            .cloned()
            .ok_or_else(|| {
            ImportError::Signer(
                "no account may write health records. Add one with the role health, or name it with --as".into(),
            )
        }),
    }
}

/// The id of an imported dose: it follows from the facility, the person and everything that the row says; the second row
/// that says the same is another dose.
fn id_of(facility: &Facility, row: &Row, nth: usize) -> EntryId {
    let dose = &row.dose;
    let parts = [
        facility.id().0.to_string(),
        row.person.id.0.to_string(),
        dose.on.to_string(),
        // As it is written: what the catalogue learns later makes no new dose of it.
        compact(row.written.as_deref().unwrap_or_default()),
        compact(dose.lot.as_deref().unwrap_or_default()),
        dose.lot_expiry.to_string(),
        dose.source.to_string(),
        nth.to_string(),
    ];
    let mut hash = Sha256::new();
    hash.update(b"wingbook/imported-dose/v1");
    for part in parts {
        hash.update([0]);
        hash.update(part);
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    EntryId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

/// Rows with their ids that are not in the register yet, and how many are.
fn new_ones(
    store: &Store,
    facility: &Facility,
    rows: Vec<Row>,
) -> Result<(Vec<(EntryId, Row)>, usize), ImportError> {
    let mut all: Vec<(EntryId, Row)> = Vec::with_capacity(rows.len());
    let mut said: HashMap<EntryId, usize> = HashMap::new();
    for row in rows {
        let first = id_of(facility, &row, 0);
        let nth = said.entry(first).or_default();
        all.push((id_of(facility, &row, *nth), row));
        *nth += 1;
    }
    let register = Book::Health.database(facility.slug());
    let ids: Vec<EntryId> = all.iter().map(|(id, _)| *id).collect();
    let held = store.read_now(move |connection| -> Result<Vec<bool>, StoreError> {
        let Some(database) = databases::find(connection, &register)? else {
            return Ok(vec![false; ids.len()]);
        };
        let held = |id: &EntryId| -> Result<bool, StoreError> {
            let found = documents::find(connection, database.db, &id.document())?;
            Ok(found.is_some())
        };
        ids.iter().map(held).collect()
    })?;
    let known = held.iter().filter(|held| **held).count();
    let new = all.into_iter().zip(held).filter(|(_, held)| !held);
    Ok((new.map(|(one, _)| one).collect(), known))
}

/// Signs and writes every dose in a chain of its own, or none.
fn write(
    store: &Store,
    facility: &Arc<Facility>,
    user: &User,
    rows: Vec<(EntryId, Row)>,
) -> Result<(), ImportError> {
    let signer = super::writing::certify(store, facility, user)?;
    let mut head = Head::empty(ChainId(Uuid::new_v4()));
    let start = Uuid::new_v4();
    let mut documents = Vec::with_capacity(rows.len());
    for (id, row) in rows {
        let (document, next) = seal(facility, user, &signer, head, start, id, row)?;
        head = next;
        documents.push((Book::Health, document));
    }
    Ok(seed::seed_at_once(store, facility, documents)?)
}

fn seal(
    facility: &Facility,
    user: &User,
    signer: &Signer,
    head: Head,
    start: Uuid,
    id: EntryId,
    row: Row,
) -> Result<(serde_json::Value, Head), ImportError> {
    let now = now_ms();
    let draft = Draft {
        id,
        book: Book::Health,
        form: Dose::FORM.into(),
        form_version: FORM_VERSION.into(),
        author: user.person,
        device: facility.hub_device(),
        recorded: audit::recorded(facility.zone(), now, start, 0),
        app: format!("{VERSION}+import"),
        practice: false,
        body: Body {
            salt: hex::encode(make_random::<16>().map_err(FacilityError::from)?),
            people: vec![row.person],
            places: Vec::new(),
            occurred: Occurred::exactly(now),
            origin: Origin::Imported,
            corrects: None,
            answers: row.dose.answers(),
        },
    };
    let (entry, next) = draft
        .seal(head, signer)
        .map_err(|error| SeedError::Document {
            id: id.document(),
            why: error.to_string(),
        })?;
    Ok((entry.into_document(), next))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_and_words_as_people_spell_them() {
        for (header, column) in [
            ("Prisoner No.", Some(Column::Number)),
            ("Date of dose", Some(Column::GivenOn)),
            ("Numéro de lot", Some(Column::Lot)),
            ("اللقاح", Some(Column::Product)),
            ("Срок годности", Some(Column::LotExpiry)),
            ("given_on", Some(Column::GivenOn)),
            ("Religion", None),
        ] {
            assert_eq!(of_header(header), column, "{header}");
        }
        assert_eq!(source(None), Ok(DoseSource::Register));
        assert_eq!(source(Some("Carte")), Ok(DoseSource::Card));
        assert!(source(Some("hearsay")).is_err());
    }

    #[test]
    fn a_vaccine_is_known_by_its_word_its_name_or_its_code() {
        let catalogue = Catalogue::parse(CATALOGUE).unwrap();
        for written in ["vaxzevria", "Vaxzevria", "VAXZEVRIA "] {
            assert_eq!(product(&catalogue, written.to_owned()), "vaxzevria");
        }
        assert_eq!(product(&catalogue, "Vaccin X".to_owned()), "Vaccin X");
    }

    #[test]
    fn dates_are_kept_as_far_as_they_are_known() {
        let today = Some(20_783);
        for (text, date_of) in [
            ("2021", "2021"),
            ("05/2021", "2021-05"),
            ("14.05.2021", "2021-05-14"),
            ("2021-05-14 00:00", "2021-05-14"),
        ] {
            assert_eq!(date(Some(text.into()), today).unwrap().to_string(), date_of);
        }
        assert!(date(None, today).unwrap().is_unknown());
        for bad in ["soon", "31.02.2021", "2099"] {
            assert!(date(Some(bad.into()), today).is_err(), "{bad}");
        }
    }
}
