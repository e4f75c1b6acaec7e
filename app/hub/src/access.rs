//! Who may do what with which database.
//!
//! For the books of the facility the answer is `wingbook_record::access`, nothing else. General databases,
//! which an administrator makes, follow their security object as in CouchDB, where `_admin` is the role
//! administrator.

use serde::{Deserialize, Serialize};
use wingbook_record::access::{Book, Role};

use crate::{
    facility::{Facility, administers},
    store::Database,
    users::User,
};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Documents, feeds, lists.
    Read,
    /// Pushing documents; which ones is judged one by one.
    Write,
    /// Checkpoints, differences, receipts: what either a reader or a writer needs.
    Touch,
    /// The security object, the database itself.
    Administer,
}

/// Whether a signed-in user may do it.
pub fn allows(facility: &Facility, database: &Database, user: &User, wish: Wish) -> bool {
    match facility.book_of(&database.name) {
        Some(book) => book_allows(book, &user.roles, wish),
        None => Security::read(database.security.as_deref()).allows(user, wish),
    }
}

fn book_allows(book: Book, roles: &[Role], wish: Wish) -> bool {
    match wish {
        Wish::Read => book.readable_by(roles),
        Wish::Write => book_writable_by(book, roles),
        Wish::Touch => book.readable_by(roles) || book_writable_by(book, roles),
        // Access to a book comes from roles; nobody edits it through the protocol.
        Wish::Administer => false,
    }
}

/// Whether somebody with these roles may push anything at all into a book.
pub fn book_writable_by(book: Book, roles: &[Role]) -> bool {
    match book {
        Book::Roster => !roles.is_empty(),
        // Outside the roster, a book's writers do not depend on the form.
        other => other.entry_writable_by("", roles),
    }
}

/// The names and roles of one half of a security object.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Group {
    /// Staff numbers.
    #[serde(default)]
    pub names: Vec<String>,
    /// Role words; `_admin` is administrator.
    #[serde(default)]
    pub roles: Vec<String>,
}

impl Group {
    fn holds(&self, user: &User) -> bool {
        let number = crate::users::lookup_number(&user.staff_number);
        self.names
            .iter()
            .any(|name| crate::users::lookup_number(name) == number)
            || user
                .roles
                .iter()
                .any(|role| self.roles.iter().any(|word| word == role.word()))
    }

    fn is_empty(&self) -> bool {
        self.names.is_empty() && self.roles.is_empty()
    }
}

/// A security object.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Security {
    /// Who may change it.
    #[serde(default)]
    pub admins: Group,
    /// Who may read and write.
    #[serde(default)]
    pub members: Group,
}

impl Security {
    /// A new database is its administrators' alone, as in CouchDB 3.
    pub fn of_administrators() -> Self {
        let only = || Group {
            names: vec![],
            roles: vec!["_admin".into()],
        };
        Self {
            admins: only(),
            members: only(),
        }
    }

    /// The security object that stands in a database's row.
    pub fn read(text: Option<&str>) -> Self {
        // An object that can't be read locks everybody but administrators out.
        text.map_or_else(Self::of_administrators, |text| {
            serde_json::from_str(text).unwrap_or_else(|_| Self::of_administrators())
        })
    }

    /// The security object that a book's row in the access table amounts to.
    pub fn of_book(book: Book) -> Self {
        let may = |role: &&Role| book_allows(book, &[**role], Wish::Touch);
        let roles = Role::ALL
            .iter()
            .filter(may)
            .map(|role| role.word().to_owned())
            .collect();
        Self {
            admins: Group::default(),
            members: Group {
                names: vec![],
                roles,
            },
        }
    }

    fn allows(&self, user: &User, wish: Wish) -> bool {
        let admin = administers(&user.roles) || self.admins.holds(user);
        match wish {
            Wish::Administer => admin,
            _ => admin || self.members.is_empty() || self.members.holds(user),
        }
    }
}
