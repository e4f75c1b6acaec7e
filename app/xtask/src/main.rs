//! Wingbook's development commands: `cargo xtask help` lists them.
//!
//! Everything that a developer or a build machine does goes through here, so
//! that both do the same; shell scripts, workflows and READMEs hold no steps of
//! their own.

mod failure;
mod icons;
mod process;
mod pwa;
mod tools;
mod workspace;

use failure::{Failure, Outcome};
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask COMMAND

  build [--dev]   build the PWA into target/dist (--dev: fast and large)
  icons           write public/icons.svg from app/xtask/icons.txt
";

fn main() -> ExitCode {
    match dispatch() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch() -> Outcome {
    let mut arguments = lexopt::Parser::from_env();
    let command = match arguments.next()? {
        Some(lexopt::Arg::Value(command)) => command.to_string_lossy().into_owned(),
        _ => "help".into(),
    };
    match command.as_str() {
        "build" => build(arguments),
        "icons" => icons::write(),
        "before-build" => pwa::finish::before(),
        "after-build" => pwa::finish::after(),
        "help" => {
            print!("{HELP}");
            Ok(())
        }
        other => Err(Failure::Usage(format!("there is no command `{other}`."))),
    }
}

fn build(mut arguments: lexopt::Parser) -> Outcome {
    let mut mode = pwa::Mode::Release;
    while let Some(argument) = arguments.next()? {
        match argument {
            lexopt::Arg::Long("dev") => mode = pwa::Mode::Development,
            other => return Err(other.unexpected().into()),
        }
    }
    pwa::build(mode)
}
