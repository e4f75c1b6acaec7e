//! `wingbook-hub`: the prison server's command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    wingbook_hub::command_line::run()
}
