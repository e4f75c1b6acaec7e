//! Who reads and writes which book: the whole access concept.
//!
//! There is no other one: no flag inside a book hides a record, no role sees half of a book. The tablet asks
//! this table for which books to hold keys, the hub for which requests to refuse.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::id::{CertificateId, DeviceId, FacilityId};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$variant_doc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in documents, addresses and settings.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.word())
            }
        }

        impl FromStr for $name {
            type Err = UnknownWord;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|one| one.word() == text)
                    .ok_or_else(|| UnknownWord(text.to_owned()))
            }
        }
    };
}

/// A role or book that this version does not know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a word that this version knows: {0}")]
pub struct UnknownWord(pub String);

words!(
    /// What a member of staff may do. A person may hold several.
    Role {
        /// Runs rounds, counts, writes contacts.
        Officer = "officer",
        /// Registers who arrives and leaves.
        Reception = "reception",
        /// Sees patients.
        Health = "health",
        /// Reviews health records.
        HealthLead = "health_lead",
        /// Psychologist, social worker, chaplain, educator.
        Casework = "casework",
        /// Reads intelligence submissions.
        Analyst = "analyst",
        /// Named holder of complaints.
        Complaints = "complaints",
        /// Keeps training records.
        Training = "training",
        /// Reviews the wing's records.
        Supervisor = "supervisor",
        /// Staff, places, forms, products.
        Administrator = "administrator",
        /// Reads the audit register.
        Auditor = "auditor",
    }
);

words!(
    /// A book: records with one audience.
    Book {
        /// People, places, staff, forms, plans, notices, moves.
        Roster = "roster",
        /// Rounds, counts, contacts, incidents.
        Wing = "wing",
        /// Everything clinical.
        Health = "health",
        /// Case work.
        Casework = "casework",
        /// Sealed submissions for analysts.
        Intelligence = "intelligence",
        /// Sealed complaints and reports of ill-treatment.
        Protection = "protection",
        /// Training records.
        Training = "training",
        /// Who opened, searched, exported what.
        Audit = "audit",
    }
);

impl Book {
    /// The book's database at a backend: `wb-<facility>-<book>`.
    pub fn database(self, facility: &str) -> String {
        format!("wb-{facility}-{self}")
    }

    /// Facility and book of a database's name.
    pub fn from_database(name: &str) -> Option<(&str, Self)> {
        let (facility, book) = name.strip_prefix("wb-")?.rsplit_once('-')?;
        (!facility.is_empty()).then_some((facility, book.parse().ok()?))
    }

    /// Whether somebody with these roles reads the book.
    pub fn readable_by(self, roles: &[Role]) -> bool {
        let any = |wanted: &[Role]| roles.iter().any(|role| wanted.contains(role));
        match self {
            Self::Roster => !roles.is_empty(),
            Self::Wing => any(&[Role::Officer, Role::Supervisor]),
            Self::Health => any(&[Role::Health, Role::HealthLead]),
            Self::Casework => any(&[Role::Casework, Role::Supervisor]),
            Self::Intelligence => any(&[Role::Analyst]),
            Self::Protection => any(&[Role::Complaints]),
            Self::Training => any(&[Role::Training, Role::Supervisor]),
            Self::Audit => any(&[Role::Auditor]),
        }
    }

    /// The books that somebody with these roles reads.
    pub fn readable(roles: &[Role]) -> Vec<Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(|book| book.readable_by(roles))
            .collect()
    }

    /// Whether it takes sealed submissions only: anyone writes there, and nobody finds out who did.
    pub const fn is_sealed(self) -> bool {
        matches!(self, Self::Intelligence | Self::Protection)
    }

    /// Whether what is written with this form is sealed to its readers.
    pub fn seals(form: &str) -> bool {
        Self::of_form(form).is_some_and(Self::is_sealed)
    }

    /// The one book in which records made with this form may stand; `None` for a form that stands in several.
    ///
    /// Without it whoever writes in the wing's book could put somebody's health there, for all of the wing to read.
    pub fn of_form(form: &str) -> Option<Self> {
        match form {
            "security_report" => Some(Self::Intelligence),
            "protection_report" => Some(Self::Protection),
            _ => HEALTH_FORMS.contains(&form).then_some(Self::Health),
        }
    }

    /// Whether somebody with these roles reviews records of the book.
    pub fn reviewable_by(self, roles: &[Role]) -> bool {
        self.entry_writable_by("review", roles)
            && matches!(self, Self::Wing | Self::Casework | Self::Health)
    }

    /// Whether somebody with these roles may write a record made with this form into the book.
    pub fn entry_writable_by(self, form: &str, roles: &[Role]) -> bool {
        let any = |wanted: &[Role]| roles.iter().any(|role| wanted.contains(role));
        if Self::of_form(form).is_some_and(|home| home != self) {
            return false;
        }
        match self {
            Self::Roster => match form {
                "notice" => any(&[
                    Role::Health,
                    Role::HealthLead,
                    Role::Supervisor,
                    Role::Officer,
                ]),
                "move" => any(&[Role::Officer, Role::Reception]),
                // Only what health itself sent out ends so.
                "notice_end" => any(&[Role::Health, Role::HealthLead]),
                "same_person" | "not_same_person" => {
                    any(&[Role::Reception, Role::Health, Role::HealthLead])
                }
                // A correction by its author of what that author might write.
                "withdrawal" => {
                    self.entry_writable_by("notice", roles) || self.entry_writable_by("move", roles)
                }
                _ => false,
            },
            // Who may write in a book may not therefore review in it.
            Self::Wing | Self::Casework if form == "review" => any(&[Role::Supervisor]),
            Self::Health if form == "review" => any(&[Role::HealthLead]),
            Self::Wing => any(&[Role::Officer, Role::Supervisor]),
            Self::Health => any(&[Role::Health, Role::HealthLead]),
            Self::Casework => any(&[Role::Casework, Role::Supervisor]),
            Self::Training => any(&[Role::Training]),
            // Anyone of the facility submits; who reads is another matter.
            Self::Intelligence | Self::Protection | Self::Audit => !roles.is_empty(),
        }
    }
}

/// Forms whose records are clinical.
const HEALTH_FORMS: [&str; 7] = [
    "dose",
    "health_check",
    "keep_apart",
    "keep_apart_end",
    "apart_visit",
    "vaccination_session",
    "vaccination_step",
];

/// Whether only the facility's own key signs documents of this kind: no tablet ever sends a new one.
pub fn is_issued_by_facility(kind: &str) -> bool {
    [CertificateId::KIND, FacilityId::KIND, DeviceId::KIND].contains(&kind)
}

/// Whether somebody with these roles may revise a document of this kind and, for people, this category.
pub fn roster_writable_by(kind: &str, category: Option<&str>, roles: &[Role]) -> bool {
    let any = |wanted: &[Role]| roles.iter().any(|role| wanted.contains(role));
    match (kind, category) {
        ("person", Some("staff")) => any(&[Role::Administrator]),
        ("person", Some("family")) => any(&[Role::Health, Role::HealthLead]),
        ("person", Some("prisoner" | "visitor" | "child")) => any(&[Role::Reception, Role::Health]),
        ("place" | "form" | "product", _) => any(&[Role::Administrator]),
        ("plan", _) => any(&[Role::Supervisor, Role::Administrator]),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn health_stays_in_health() {
        for role in [
            Role::Officer,
            Role::Supervisor,
            Role::Administrator,
            Role::Reception,
        ] {
            assert!(!Book::Health.readable_by(&[role]), "{role} reads health");
            assert!(
                !Book::Health.entry_writable_by("check", &[role]),
                "{role} writes health"
            );
        }
        assert!(Book::Health.readable_by(&[Role::Officer, Role::Health]));
    }

    #[test]
    fn what_is_clinical_stands_in_no_other_book() {
        let everybody = Role::ALL;
        for form in HEALTH_FORMS {
            for book in Book::ALL {
                let may = book.entry_writable_by(form, everybody);
                assert_eq!(may, *book == Book::Health, "{form} in {book}");
            }
            assert!(!Book::Health.entry_writable_by(form, &[Role::Supervisor, Role::Officer]));
        }
        assert_eq!(Book::of_form("contact"), None);
    }

    #[test]
    fn who_reviews_what() {
        let books = |role| {
            let all = Book::ALL.iter().copied();
            all.filter(|book| book.reviewable_by(&[role]))
                .collect::<Vec<_>>()
        };
        assert_eq!(books(Role::Supervisor), [Book::Wing, Book::Casework]);
        assert_eq!(books(Role::HealthLead), [Book::Health]);
        assert_eq!(books(Role::Health), []);
        assert_eq!(books(Role::Officer), []);
    }

    #[test]
    fn nobody_without_a_role_reads_or_writes() {
        for book in Book::ALL {
            assert!(!book.readable_by(&[]));
            assert!(!book.entry_writable_by("notice", &[]));
        }
    }

    #[test]
    fn the_roster_is_written_kind_by_kind() {
        assert!(roster_writable_by(
            "person",
            Some("prisoner"),
            &[Role::Reception]
        ));
        assert!(!roster_writable_by(
            "person",
            Some("staff"),
            &[Role::Reception]
        ));
        assert!(!roster_writable_by(
            "certificate",
            None,
            &[Role::Administrator]
        ));
        assert!(!Book::Roster.entry_writable_by("contact", &[Role::Officer]));
        assert!(!Book::Roster.entry_writable_by("move", &[Role::Health]));
        for (form, may, may_not) in [
            ("notice_end", Role::Health, Role::Officer),
            ("same_person", Role::Reception, Role::Officer),
            ("not_same_person", Role::Health, Role::Supervisor),
        ] {
            assert!(Book::Roster.entry_writable_by(form, &[may]), "{form}");
            assert!(!Book::Roster.entry_writable_by(form, &[may_not]), "{form}");
        }
    }

    #[test]
    fn only_who_reviews_a_book_writes_reviews() {
        for (book, may, may_not) in [
            (Book::Wing, Role::Supervisor, Role::Officer),
            (Book::Casework, Role::Supervisor, Role::Casework),
            (Book::Health, Role::HealthLead, Role::Health),
        ] {
            assert!(book.entry_writable_by("review", &[may]));
            assert!(!book.entry_writable_by("review", &[may_not]));
            assert!(book.entry_writable_by("reply", &[may_not]));
        }
    }

    #[test]
    fn names_of_databases() {
        assert_eq!(
            Book::from_database("wb-luzira-wing"),
            Some(("luzira", Book::Wing))
        );
        assert_eq!(
            Book::from_database("wb-a-b-roster"),
            Some(("a-b", Book::Roster))
        );
        assert_eq!(Book::from_database("wb--wing"), None);
        assert_eq!(Book::from_database("_users"), None);
    }
}
