//! Running other programs: shown, captured, or both at once.

use crate::failure::{Failure, Outcome};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};

/// What a program printed, and whether it succeeded.
pub struct Printed {
    /// Standard output and standard error together, as they came.
    pub text: String,
    /// Whether the exit code was zero.
    pub success: bool,
}

/// Runs a program with its output on the terminal.
pub fn run(command: &mut Command) -> Outcome {
    let status = command
        .status()
        .map_err(|source| not_started(command, source))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::Program(line(command)))
    }
}

/// Runs a program and returns what it printed on standard output.
pub fn output(command: &mut Command) -> Outcome<String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|source| not_started(command, source))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(Failure::Program(line(command)))
    }
}

/// Whether a program can be started and answers `--version`.
pub fn exists(program: &str) -> bool {
    Command::new(program)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Runs a program, shows its output while it runs, and keeps it.
pub fn show_and_keep(command: &mut Command) -> Outcome<Printed> {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|source| not_started(command, source))?;
    let errors = child
        .stderr
        .take()
        .map(|stream| std::thread::spawn(|| copy_lines(stream)));
    let mut text = child.stdout.take().map(copy_lines).unwrap_or_default();
    if let Some(errors) = errors {
        text.push_str(&errors.join().unwrap_or_default());
    }
    let status = child
        .wait()
        .map_err(|source| not_started(command, source))?;
    Ok(Printed {
        text,
        success: status.success(),
    })
}

fn copy_lines(stream: impl Read) -> String {
    let mut kept = String::new();
    let mut reader = BufReader::new(stream);
    let mut bytes = Vec::new();
    while reader
        .read_until(b'\n', &mut bytes)
        .is_ok_and(|count| count > 0)
    {
        let text = String::from_utf8_lossy(&bytes);
        // A closed terminal must not stop the tests.
        let _ = std::io::stdout().write_all(text.as_bytes());
        kept.push_str(&text);
        bytes.clear();
    }
    kept
}

/// The command as a person would type it.
pub fn line(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let program = program.file_name().unwrap_or(program.as_os_str());
    std::iter::once(program)
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

fn not_started(command: &Command, source: std::io::Error) -> Failure {
    let program = command.get_program().to_string_lossy().into_owned();
    let remedy = match program.as_str() {
        "npm" | "npx" | "node" => "Install Node.js 20 or newer (https://nodejs.org).",
        "rustup" | "cargo" => "Install rustup (https://rustup.rs).",
        "python3" => "Install Python 3 with its venv module.",
        _ => "Is it installed, and may it be run?",
    };
    Failure::Start {
        program,
        source,
        remedy,
    }
}
