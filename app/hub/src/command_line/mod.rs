//! The command line: what is said to whoever runs the prison server.

mod demo;
mod export;
mod facts;
mod greeting;
mod import;
mod init;
mod rescue;
mod serve;
mod tablet;
mod user;
mod verify;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

/// Wingbook's prison server: keeps the registers, sends and receives them, serves the app.
#[derive(Parser)]
#[command(name = "wingbook-hub", version, about, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// Where the data file is.
#[derive(clap::Args, Debug, Clone)]
struct Data {
    /// The data file
    #[arg(long, value_name = "FILE", default_value = "wingbook-data/hub.sqlite")]
    data: PathBuf,
}

#[derive(Subcommand)]
enum Command {
    /// Start the server
    Serve(serve::Serve),
    /// Found a facility in a new data file
    Init(init::Init),
    /// Found a demonstration prison in a new data file
    Demo(demo::Demo),
    /// Import a roster from a spreadsheet's CSV: all rows or none
    Import(import::Import),
    /// Open what a tablet saved of its sealed records when the app would not start
    Rescue(rescue::Rescue),
    /// Write registers into a file that anybody can check
    Export(export::Export),
    /// Check an export offline: what is missing, altered, reordered, repeated, forked or wrongly signed
    Verify(verify::Verify),
    /// Accounts: add, list, passphrase, disable
    User(user::UserCommand),
    /// Tablets: list, sign out or wipe one that is lost, allow it again
    Tablet(tablet::TabletCommand),
}

/// Runs the command line of this process.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match arguments.command {
        Command::Serve(serve) => serve.run(),
        Command::Init(init) => init.run(),
        Command::Demo(demo) => demo.run(),
        Command::Import(import) => import.run(),
        Command::Rescue(rescue) => rescue.run(),
        Command::Export(export) => export.run(),
        // It has three answers, and a code for each.
        Command::Verify(verify) => return verify.run(),
        Command::User(user) => user.run(),
        Command::Tablet(tablet) => tablet.run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("wingbook-hub: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// What stops a command: a sentence that says what happened and, where there is one, what to do.
type Failure = Box<dyn std::error::Error>;
