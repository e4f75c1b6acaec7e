//! Wingbook's development commands: `cargo xtask help` lists them.
//!
//! Everything that a developer or a build machine does goes through here, so
//! that both do the same; shell scripts, workflows and READMEs hold no steps of
//! their own.

mod bench;
mod browser;
mod debian;
mod failure;
mod faults;
mod fuzz;
mod icons;
mod metadata;
mod notices;
mod process;
mod pwa;
mod run;
mod test;
mod tidy;
mod tools;
mod workspace;

use failure::{Failure, Outcome};
use lexopt::ValueExt;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask COMMAND

  run [--demo uganda|tunisia|kazakhstan|none] [--listen ADDRESS] [--data FILE]
      [--tls-cert FILE --tls-key FILE | --tls-local]
                  build what has changed and start the prison server
  test [--only STAGE]… [--skip STAGE]…
                  run every check; ends with `N passed, N failed`
  build [--dev]   build the app into target/dist (--dev: fast and large)
  bench           run the benches in the browser
  kills [--kills N] [--seed N]
                  kill the browser N times while the vault works, and write tests/faults/atomicity.txt
  fuzz [--target NAME]… [--minutes N]
                  fuzz every parser, or those named, for N minutes each (needs a nightly compiler)
  faults          run every test of the fault matrix, and write tests/faults.md
  campaign        vaccinate 12,212 people in 29 prisons, through the same code as the screens
  screenshots     take the pictures in the README and the manifest anew
  icons           write public/icons.svg from app/xtask/icons.txt
  notices         write public/notices.txt from what is shipped
";

fn main() -> ExitCode {
    let done = if pwa::split::is_called() {
        pwa::split::bindgen()
    } else {
        dispatch()
    };
    match done {
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
        "run" => run::run(arguments),
        "test" => test::run(arguments),
        "build" => build(arguments),
        "campaign" => nothing_more(arguments).and_then(|()| bench::campaign()),
        "faults" => nothing_more(arguments).and_then(|()| bench::faults()),
        "kills" => kills(arguments),
        "fuzz" => fuzz(arguments),
        "bench" => nothing_more(arguments).and_then(|()| bench::bench()),
        "screenshots" => nothing_more(arguments).and_then(|()| bench::screenshots()),
        "icons" => nothing_more(arguments).and_then(|()| icons::write()),
        "notices" => nothing_more(arguments).and_then(|()| notices::write()),
        "before-build" => pwa::finish::before(),
        "after-build" => pwa::finish::after(),
        "help" => {
            print!("{HELP}");
            Ok(())
        }
        other => Err(Failure::Usage(format!("there is no command `{other}`."))),
    }
}

fn nothing_more(mut arguments: lexopt::Parser) -> Outcome {
    match arguments.next()? {
        Some(argument) => Err(argument.unexpected().into()),
        None => Ok(()),
    }
}

fn kills(mut arguments: lexopt::Parser) -> Outcome {
    let (mut kills, mut seed) = (bench::KILLS, bench::SEED);
    while let Some(argument) = arguments.next()? {
        match argument {
            lexopt::Arg::Long("kills") => kills = arguments.value()?.parse()?,
            lexopt::Arg::Long("seed") => seed = arguments.value()?.parse()?,
            other => return Err(other.unexpected().into()),
        }
    }
    bench::kills(kills, seed)
}

fn fuzz(mut arguments: lexopt::Parser) -> Outcome {
    let (mut targets, mut minutes) = (Vec::new(), fuzz::MINUTES);
    while let Some(argument) = arguments.next()? {
        match argument {
            lexopt::Arg::Long("target") => {
                targets.push(arguments.value()?.to_string_lossy().into_owned());
            }
            lexopt::Arg::Long("minutes") => minutes = arguments.value()?.parse()?,
            other => return Err(other.unexpected().into()),
        }
    }
    fuzz::fuzz(&targets, minutes)
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
