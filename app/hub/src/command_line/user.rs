//! `wingbook-hub user`: accounts.

use std::sync::Arc;

use clap::{Args, Subcommand};
use wingbook_record::{access::Role, id::PersonId};

use super::{
    Data, Failure,
    facts::{ask_new_passphrase, open_existing},
};
use crate::{
    facility::Facility,
    staff::{self, NewStaff},
    users,
};

#[derive(Args)]
pub struct UserCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Add an account; its passphrase is asked for (or read from the input)
    Add(Add),
    /// List all accounts
    List(Data),
    /// Give an account another passphrase
    Passphrase(One),
    /// Give an account other roles, on tablets from their next contact
    Roles(Roles),
    /// Close an account; what its tablets still hold can arrive through colleagues
    Disable(One),
    /// Open a closed account again
    Enable(One),
}

#[derive(Args)]
struct Add {
    #[command(flatten)]
    data: Data,
    /// Staff number
    number: String,
    /// Full name
    #[arg(long)]
    name: String,
    /// Roles: officer, reception, health, health_lead, casework, analyst, complaints, training,
    /// supervisor, administrator, auditor
    #[arg(long, value_delimiter = ',', required = true, value_parser = |text: &str| text.parse::<Role>())]
    roles: Vec<Role>,
    /// The person in the roster, where an import made one
    #[arg(long, value_name = "UUID", value_parser = |text: &str| text.parse::<PersonId>())]
    person: Option<PersonId>,
}

#[derive(Args)]
struct Roles {
    #[command(flatten)]
    data: Data,
    /// Staff number
    number: String,
    /// All roles from now on, as for `add`
    #[arg(long, value_delimiter = ',', required = true, value_parser = |text: &str| text.parse::<Role>())]
    roles: Vec<Role>,
}

#[derive(Args)]
struct One {
    #[command(flatten)]
    data: Data,
    /// Staff number
    number: String,
}

impl UserCommand {
    pub fn run(self) -> Result<(), Failure> {
        match self.what {
            What::Add(add) => add.run(),
            What::List(data) => list(&data),
            What::Passphrase(one) => {
                let store = open_existing(&one.data.data)?;
                let passphrase = ask_new_passphrase(&one.number)?;
                staff::set_passphrase(&store, &one.number, &passphrase)?;
                println!(
                    "{} signs in with the new passphrase from now on, on tablets after their next contact.",
                    one.number
                );
                Ok(())
            }
            What::Roles(roles) => roles.run(),
            What::Disable(one) => one.set_disabled(true),
            What::Enable(one) => one.set_disabled(false),
        }
    }
}

impl Add {
    fn run(self) -> Result<(), Failure> {
        let store = open_existing(&self.data.data)?;
        let facility = Arc::new(Facility::load(&store)?);
        let passphrase = ask_new_passphrase(&self.name)?;
        let new = NewStaff {
            person: self.person,
            staff_number: self.number,
            name: self.name,
            roles: self.roles,
        };
        let user = staff::add(&store, &facility, new, &passphrase)?;
        println!("{} ({}) can sign in.", user.name, user.staff_number);
        Ok(())
    }
}

impl Roles {
    fn run(self) -> Result<(), Failure> {
        let store = open_existing(&self.data.data)?;
        let facility = Arc::new(Facility::load(&store)?);
        staff::set_roles(&store, &facility, &self.number, self.roles)?;
        println!(
            "{} has these roles now; what they no longer read is closed on each tablet at its next contact.",
            self.number
        );
        Ok(())
    }
}

impl One {
    fn set_disabled(self, disabled: bool) -> Result<(), Failure> {
        let store = open_existing(&self.data.data)?;
        let facility = Arc::new(Facility::load(&store)?);
        staff::set_disabled(&store, &facility, &self.number, disabled)?;
        println!(
            "{} {}.",
            self.number,
            if disabled {
                "can't sign in any more, on tablets from their next contact"
            } else {
                "can sign in again"
            }
        );
        Ok(())
    }
}

fn list(data: &Data) -> Result<(), Failure> {
    let store = open_existing(&data.data)?;
    for user in store.read_now(users::all)? {
        let roles: Vec<&str> = user.roles.iter().map(|role| role.word()).collect();
        let closed = if user.disabled { "  (closed)" } else { "" };
        println!(
            "{:<16} {:<32} {}{closed}",
            user.staff_number,
            user.name,
            roles.join(",")
        );
    }
    Ok(())
}
