//! Members of staff: a signed document in the roster and an account at the hub, made together.

use std::sync::Arc;

use serde_json::{Value, json};
use thiserror::Error;
use uuid::Uuid;
use wingbook_record::{
    access::{Book, Role},
    digest::Digest,
    id::PersonId,
    roster::{Edited, Revision as Signed, RosterError},
};

use wingbook_vault::strength;

use crate::{
    facility::{Facility, FacilityError, administers},
    names::is_plain,
    pushing,
    store::{Store, StoreError, Turn, certificates, now_ms},
    users::{
        self, User,
        credential::{Credential, CredentialError, Derivation, make_derivation},
    },
};

/// How long a staff number may be, in characters.
pub const STAFF_NUMBER_CHARACTERS_MAX: usize = 40;

/// A member of staff who is to get an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStaff {
    /// The person, where there is one in the roster already.
    pub person: Option<PersonId>,
    /// The staff number.
    pub staff_number: String,
    /// Full name.
    pub name: String,
    /// What they may do.
    pub roles: Vec<Role>,
}

/// Why an account can't be made or changed.
#[derive(Debug, Error)]
pub enum StaffError {
    /// The data file.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The facility.
    #[error(transparent)]
    Facility(#[from] FacilityError),
    /// The key derivation.
    #[error(transparent)]
    Credential(#[from] CredentialError),
    /// The roster's document.
    #[error("the person's document: {0}")]
    Roster(#[from] RosterError),
    /// The staff number is taken.
    #[error("there is an account {0} already; `user passphrase` changes its passphrase")]
    Exists(String),
    /// There is no such account.
    #[error("there is no account {0}")]
    Missing(String),
    /// A staff number that can't be one.
    #[error(
        "a staff number has 1 to 40 characters, and neither a colon nor control characters or invisible marks"
    )]
    Number,
    /// No name.
    #[error(
        "give the person's full name, without control characters or invisible marks of direction"
    )]
    Name,
    /// The last account that administers.
    #[error(
        "{0} is the last open account of an administrator, and nobody could open it again on a tablet; add another one \
         first (`user add --roles administrator`) or open a closed one (`user enable`)"
    )]
    LastAdministrator(String),
    /// No role.
    #[error("give at least one role")]
    Roles,
    /// An account with which somebody works already.
    #[error(
        "in_use: a tablet works with the account {0} already, so it can't become that of somebody on another one"
    )]
    InUse(String),
    /// Somebody who may not.
    #[error("only an administrator connects a tablet that began without a server")]
    NotAdministrator,
    /// A person of whom something stands here.
    #[error("person: on the tablet you are somebody whom this server knows otherwise")]
    PersonTaken,
    /// The passphrase is too short.
    #[error(
        "the passphrase is too easy to guess; take three or four words that don't belong together, and neither a name \
         nor a year"
    )]
    Passphrase,
}

/// Makes the credential of a passphrase, with a salt of its own.
///
/// # Errors
/// When the machine gives no random bytes.
pub fn make_credential(passphrase: &str) -> Result<(Derivation, [u8; 32]), StaffError> {
    let derivation = make_derivation()?;
    let credential = Credential::derive(passphrase, &derivation)?;
    Ok((derivation, users::hash(&credential)))
}

/// Whether a passphrase may be chosen, as tablets judge it too. `known` is what others know of its owner.
///
/// # Errors
/// When it is too easy to guess.
pub fn check_passphrase(passphrase: &str, known: &[&str]) -> Result<(), StaffError> {
    if strength::is_enough(passphrase, known) {
        return Ok(());
    }
    Err(StaffError::Passphrase)
}

/// Adds an account and, where the roster has no such person yet, the person. The roster's document is
/// signed by the hub for the new administrator, or for the facility where the first one is made.
///
/// # Errors
/// When the number is taken, something is missing, or the data file can't be written.
pub fn add(
    store: &Store,
    facility: &Arc<Facility>,
    new: NewStaff,
    passphrase: &str,
) -> Result<User, StaffError> {
    check(&new, passphrase)?;
    let (derivation, credential_hash) = make_credential(passphrase)?;
    let user = User {
        staff_number: new.staff_number.trim().to_owned(),
        person: new.person.unwrap_or_else(|| PersonId(Uuid::new_v4())),
        name: new.name.trim().to_owned(),
        roles: new.roles,
        derivation,
        credential_hash,
        disabled: false,
    };
    let facility = Arc::clone(facility);
    let has_person = new.person.is_some();
    store.write_now(move |turn| {
        if users::find(turn.connection, &user.staff_number)?.is_some() {
            return Err(StaffError::Exists(user.staff_number.clone()));
        }
        users::put(turn, &user)?;
        if !has_person {
            put_person(
                turn,
                &facility,
                (&user, user.person),
                &person_value(&user),
                None,
            )?;
        }
        Ok(user)
    })
}

/// Whether an account can be made of this, before anything else is.
///
/// # Errors
/// What is wrong.
pub fn check(new: &NewStaff, passphrase: &str) -> Result<(), StaffError> {
    check_passphrase(passphrase, &[&new.name, &new.staff_number])?;
    let number = new.staff_number.trim();
    let length = number.chars().count();
    if !(1..=STAFF_NUMBER_CHARACTERS_MAX).contains(&length)
        || number.contains(':')
        || !is_plain(number)
    {
        return Err(StaffError::Number);
    }
    if new.name.trim().is_empty() || !is_plain(&new.name) {
        return Err(StaffError::Name);
    }
    if new.roles.is_empty() {
        return Err(StaffError::Roles);
    }
    Ok(())
}

/// The roster's document of a member of staff, signed by an administrator through the hub's key. Whose it is need not be the
/// account's person any more.
fn put_person(
    turn: &mut Turn<'_>,
    facility: &Facility,
    (user, person): (&User, PersonId),
    value: &Value,
    previous: Option<Digest>,
) -> Result<(), StaffError> {
    let administrator = administrator(turn, user)?;
    let signer = facility.certify_hub_for(turn, &administrator)?;
    let edited = Edited {
        author: administrator.person,
        device: facility.hub_device(),
        key: signer.id(),
        at_ms: now_ms(),
        previous,
    };
    let signed = Signed::sign(&person.document(), value, edited, &signer)?;
    Ok(pushing::put_own(
        turn,
        &Book::Roster.database(facility.slug()),
        signed.document().clone(),
    )?)
}

/// Whoever works at the command line acts for the first administrator there is. Before there is one, the
/// person acts for themselves; such a document counts from the moment they are administrator.
fn administrator(turn: &Turn<'_>, user: &User) -> Result<User, StoreError> {
    let all = users::all(turn.connection)?;
    Ok(all
        .into_iter()
        .find(|other| other.is(Role::Administrator))
        .unwrap_or_else(|| user.clone()))
}

fn person_value(user: &User) -> Value {
    json!({
        "category": "staff",
        "name": user.name,
        "other_names": [],
        "number": null,
        "staff_number": user.staff_number,
        "sex": null,
        "born": null,
        "place": null,
        "roles": user.roles,
        "languages": [],
        "left": false,
    })
}

/// Gives an account another passphrase, with another salt.
///
/// # Errors
/// When there is no such account, or the passphrase is too short.
pub fn set_passphrase(
    store: &Store,
    staff_number: &str,
    passphrase: &str,
) -> Result<(), StaffError> {
    check_passphrase(passphrase, &[staff_number])?;
    let (derivation, credential_hash) = make_credential(passphrase)?;
    change(store, staff_number, move |_, user| {
        user.derivation = derivation;
        user.credential_hash = credential_hash;
        Ok(())
    })
}

/// Closes an account, or opens it again. Its records stay, and what its tablets still hold arrives under
/// its name when a colleague syncs.
///
/// # Errors
/// When there is no such account, or nobody would be left who administers.
pub fn set_disabled(
    store: &Store,
    facility: &Arc<Facility>,
    staff_number: &str,
    disabled: bool,
) -> Result<(), StaffError> {
    let facility = Arc::clone(facility);
    change(store, staff_number, move |turn, user| {
        if disabled && !has_other_administrator(turn, user)? {
            return Err(StaffError::LastAdministrator(user.staff_number.clone()));
        }
        user.disabled = disabled;
        Ok(facility.certify_again(turn, user)?)
    })
}

/// Gives an account other roles, in the roster and on every tablet at its next contact: what a role no longer reads is
/// not readable there any more.
///
/// # Errors
/// When there is no such account, no role is given, or nobody would be left who administers.
pub fn set_roles(
    store: &Store,
    facility: &Arc<Facility>,
    staff_number: &str,
    roles: Vec<Role>,
) -> Result<(), StaffError> {
    if roles.is_empty() {
        return Err(StaffError::Roles);
    }
    let facility = Arc::clone(facility);
    change(store, staff_number, move |turn, user| {
        if !administers(&roles) && !has_other_administrator(turn, user)? {
            return Err(StaffError::LastAdministrator(user.staff_number.clone()));
        }
        user.roles = roles;
        revise_roles(turn, &facility, user)?;
        Ok(facility.certify_again(turn, user)?)
    })
}

/// Writes somebody's roles into their document of the roster, where there is one.
fn revise_roles(turn: &mut Turn<'_>, facility: &Facility, user: &User) -> Result<(), StaffError> {
    let roster = Book::Roster.database(facility.slug());
    let held = pushing::get_own(turn.connection, &roster, &user.person.document())?;
    let Some(held) = held else {
        return Ok(());
    };
    let held = Signed::read(held)?;
    let mut value: Value = held.value()?;
    value["roles"] = json!(user.roles);
    put_person(
        turn,
        facility,
        (user, user.person),
        &value,
        Some(held.digest()),
    )
}

/// The account as it is in this turn, of whoever showed it before: it may have been closed meanwhile, or given other roles.
///
/// # Errors
/// When it is not open to them any more, or the data file can't be read.
pub fn as_now(turn: &Turn<'_>, shown: &User) -> Result<User, StaffError> {
    users::find(turn.connection, &shown.staff_number)?
        .filter(|user| !user.disabled && user.credential_hash == shown.credential_hash)
        .ok_or_else(|| StaffError::Missing(shown.staff_number.clone()))
}

/// Gives an account the person whom its owner has been on a tablet that began without a server: what they signed there
/// names that person. The one with whom the account was made is marked as having left. Where the account has that person
/// already, nothing changes.
///
/// # Errors
/// When a tablet works with the account already, the person is somebody else's, or the data file can't be written.
pub fn become_person(
    turn: &mut Turn<'_>,
    facility: &Facility,
    mut user: User,
    person: PersonId,
) -> Result<User, StaffError> {
    if user.person == person {
        return Ok(user);
    }
    // What is signed for somebody at the command line is the hub's own key's. Which tablet a key is on is its owner's word.
    let own = facility.signer_for(user.person)?.id();
    let held = certificates::of_person(turn.connection, user.person)?;
    if held.iter().any(|held| held.key != own) {
        return Err(StaffError::InUse(user.staff_number));
    }
    let roster = Book::Roster.database(facility.slug());
    let is_of_another = users::all(turn.connection)?
        .iter()
        .any(|other| other.person == person)
        || !certificates::of_person(turn.connection, person)?.is_empty()
        || pushing::get_own(turn.connection, &roster, &person.document())?.is_some();
    if is_of_another {
        return Err(StaffError::PersonTaken);
    }
    let made_with = std::mem::replace(&mut user.person, person);
    users::put(turn, &user)?;
    if let Some(before) = pushing::get_own(turn.connection, &roster, &made_with.document())? {
        let before = Signed::read(before)?;
        let mut value: Value = before.value()?;
        value["left"] = json!(true);
        value["staff_number"] = Value::Null;
        put_person(
            turn,
            facility,
            (&user, made_with),
            &value,
            Some(before.digest()),
        )?;
    }
    Ok(user)
}

/// Whether somebody administers when this user does not; for whoever does not anyway, somebody does.
fn has_other_administrator(turn: &Turn<'_>, user: &User) -> Result<bool, StoreError> {
    let open = |other: &User| !other.disabled && administers(&other.roles);
    if !open(user) {
        return Ok(true);
    }
    let all = users::all(turn.connection)?;
    Ok(all
        .iter()
        .any(|other| open(other) && other.staff_number != user.staff_number))
}

fn change(
    store: &Store,
    staff_number: &str,
    edit: impl FnOnce(&mut Turn<'_>, &mut User) -> Result<(), StaffError> + Send + 'static,
) -> Result<(), StaffError> {
    let number = staff_number.to_owned();
    store.write_now(move |turn| {
        let mut user = users::find(turn.connection, &number)?.ok_or(StaffError::Missing(number))?;
        edit(turn, &mut user)?;
        Ok(users::put(turn, &user)?)
    })
}
