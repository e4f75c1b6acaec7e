//! Fuzzing: the targets of all crates (`app/*/fuzz`) in one program, run one after the other on a nightly compiler.
//!
//! What a run learns stays in `target/fuzz`, so that the next one goes on from there; a small part of it, chosen to reach
//! as much code as it can, goes into the corpora that `cargo test` replays. An input that breaks a promise goes there at
//! once: `cargo test` fails until it is mended.

use crate::failure::{AtPath, Failure, Outcome};
use crate::{process, workspace};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// For how long a target runs, unless the command line says otherwise.
pub const MINUTES: u64 = 5;

/// How large a committed corpus may become, in files and in bytes.
const CORPUS_FILES_MAX: usize = 60;
const CORPUS_BYTES_MAX: u64 = 24 * 1024;

/// The longest input that is tried.
const INPUT_BYTES_MAX: u32 = 16 * 1024;

/// An input that takes longer has found a hang; one that takes more memory, a bomb.
const SECONDS_MAX: u32 = 10;
const MEMORY_MB_MAX: u32 = 2048;

/// What libFuzzer needs from the compiler (as `cargo-fuzz` asks for it), and a sanitizer that sees every allocation.
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Zsanitizer=address -Ccodegen-units=1";

/// A target's row in the table.
struct Ran {
    target: String,
    executions: u64,
    per_second: u64,
    new_files: usize,
    kept: usize,
    found: Vec<PathBuf>,
}

/// Builds the program and runs the targets that are named, or all.
pub fn fuzz(wanted: &[String], minutes: u64) -> Outcome {
    let program = build()?;
    let all = targets(&program)?;
    if let Some(unknown) = wanted.iter().find(|name| !all.contains(name)) {
        return Err(Failure::Usage(format!(
            "there is no target `{unknown}`; the targets are {}.",
            all.join(", ")
        )));
    }
    let is_wanted = |name: &&String| wanted.is_empty() || wanted.contains(name);
    let mut is_clean = true;
    println!("| target | minutes | executions | per second | new files | kept | crashes |");
    println!("| --- | --: | --: | --: | --: | --: | --: |");
    for name in all.iter().filter(is_wanted) {
        let ran = run(&program, name, minutes)?;
        println!(
            "| {} | {minutes} | {} | {} | {} | {} | {} |",
            ran.target,
            ran.executions,
            ran.per_second,
            ran.new_files,
            ran.kept,
            ran.found.len()
        );
        for file in &ran.found {
            is_clean = false;
            println!("  kept as {}", file.display());
        }
    }
    if is_clean {
        Ok(())
    } else {
        Err(Failure::Tests)
    }
}

/// The names of all targets, as the program lists them.
fn targets(program: &Path) -> Outcome<Vec<String>> {
    let printed = process::output(&mut Command::new(program))?;
    Ok(printed.lines().map(str::to_owned).collect())
}

fn build() -> Outcome<PathBuf> {
    let version = process::output(
        Command::new("rustc")
            .args(["+nightly", "-vV"])
            .stderr(Stdio::null()),
    );
    let version = version.map_err(|_| {
        Failure::Content(
            "fuzzing needs a nightly compiler: rustup toolchain install nightly --profile minimal"
                .to_owned(),
        )
    })?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    let host = host.ok_or_else(|| Failure::Content("rustc names no host".to_owned()))?;
    let folder = workspace::target().join("fuzz/build");
    process::run(
        Command::new("cargo")
            .args([
                "+nightly",
                "build",
                "--locked",
                "--package",
                "wingbook-fuzz",
            ])
            .args(["--profile", "fuzz", "--target", host])
            .current_dir(workspace::root())
            // With a target of its own, the flags don't reach build scripts and macros.
            .env("RUSTFLAGS", FLAGS)
            .env("CARGO_TARGET_DIR", &folder),
    )?;
    Ok(folder.join(host).join("fuzz/wingbook-fuzz"))
}

fn run(program: &Path, name: &str, minutes: u64) -> Outcome<Ran> {
    let corpus = corpus_of(name);
    let learnt = workspace::target().join("fuzz/learnt").join(name);
    std::fs::create_dir_all(&learnt).at(&learnt)?;
    std::fs::create_dir_all(&corpus).at(&corpus)?;
    let before = names(&corpus)?;
    let printed = libfuzzer(program, name)
        .arg(format!("-max_total_time={}", minutes * 60))
        .arg(format!("-max_len={INPUT_BYTES_MAX}"))
        .arg(format!("-artifact_prefix={}/found-", corpus.display()))
        .args(["-print_final_stats=1", "-reload=0"])
        .args([&learnt, &corpus])
        .output()
        .at(program)?;
    let printed = String::from_utf8_lossy(&printed.stderr).into_owned();
    let mut after = names(&corpus)?;
    after.retain(|file| !before.contains(file));
    if !after.is_empty() {
        let told = printed.lines().filter(|line| !line.starts_with('#'));
        println!("{}", told.collect::<Vec<_>>().join("\n"));
    }
    let kept = minimise(program, name, &learnt, &corpus)?;
    Ok(Ran {
        target: name.to_owned(),
        executions: figure(&printed, "stat::number_of_executed_units:"),
        per_second: figure(&printed, "stat::average_exec_per_sec:"),
        new_files: usize::try_from(figure(&printed, "stat::new_units_added:")).unwrap_or_default(),
        kept,
        found: after.into_iter().map(|file| corpus.join(file)).collect(),
    })
}

fn libfuzzer(program: &Path, name: &str) -> Command {
    let mut command = Command::new(program);
    command
        .env("WINGBOOK_FUZZ_TARGET", name)
        // A leak is none of a program that ends; a stack trace names functions.
        .env("ASAN_OPTIONS", "detect_leaks=0:allocator_may_return_null=1")
        .arg(format!("-timeout={SECONDS_MAX}"))
        .arg(format!("-rss_limit_mb={MEMORY_MB_MAX}"));
    command
}

/// Chooses anew what is committed: every file that a person or a finding named, and of the others as few as reach as much
/// as all of them, the shortest first, within the limits.
fn minimise(program: &Path, name: &str, learnt: &Path, corpus: &Path) -> Outcome<usize> {
    let chosen = workspace::target().join("fuzz/chosen").join(name);
    let _ = std::fs::remove_dir_all(&chosen);
    std::fs::create_dir_all(&chosen).at(&chosen)?;
    let (numbered, named): (Vec<String>, Vec<String>) =
        names(corpus)?.into_iter().partition(|file| is_hash(file));
    for file in named.iter().filter(|file| !file.starts_with("found-")) {
        let from = corpus.join(file);
        std::fs::copy(&from, chosen.join(file)).at(&from)?;
    }
    let merged = libfuzzer(program, name)
        .args(["-set_cover_merge=1"])
        .args([chosen.as_path(), learnt, corpus])
        .output()
        .at(program)?;
    if !merged.status.success() {
        // A target that fails is mended first; until then nothing is thrown away.
        return Ok(numbered.len() + named.len());
    }
    for file in numbered {
        let path = corpus.join(file);
        std::fs::remove_file(&path).at(&path)?;
    }
    let mut best = Vec::new();
    for file in names(&chosen)?.into_iter().filter(|file| is_hash(file)) {
        let path = chosen.join(&file);
        best.push((path.metadata().at(&path)?.len(), file));
    }
    best.sort();
    let (mut bytes, mut kept) = (0, named.len());
    for (length, file) in best.into_iter().take(CORPUS_FILES_MAX) {
        bytes += length;
        if bytes > CORPUS_BYTES_MAX {
            break;
        }
        let from = chosen.join(&file);
        std::fs::copy(&from, corpus.join(&file)).at(&from)?;
        kept += 1;
    }
    Ok(kept)
}

/// `app/record/fuzz/corpus/record-entry` of `record-entry`.
fn corpus_of(name: &str) -> PathBuf {
    let owner = name.split('-').next().unwrap_or_default();
    workspace::root()
        .join("app")
        .join(owner)
        .join("fuzz/corpus")
        .join(name)
}

fn names(folder: &Path) -> Outcome<Vec<String>> {
    let mut names = Vec::new();
    for item in std::fs::read_dir(folder).at(folder)? {
        let name = item.at(folder)?.file_name();
        names.push(name.to_string_lossy().into_owned());
    }
    Ok(names)
}

/// Whether libFuzzer named a file, by the SHA-1 of what is in it.
fn is_hash(name: &str) -> bool {
    name.len() == 40 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn figure(printed: &str, word: &str) -> u64 {
    let line = printed.lines().find_map(|line| line.strip_prefix(word));
    line.and_then(|rest| rest.trim().parse().ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_stands_behind_its_word() {
        let printed =
            "#12 DONE\nstat::number_of_executed_units: 4711\nstat::new_units_added:    3\n";
        assert_eq!(figure(printed, "stat::number_of_executed_units:"), 4711);
        assert_eq!(figure(printed, "stat::new_units_added:"), 3);
        assert_eq!(figure(printed, "stat::average_exec_per_sec:"), 0);
    }

    #[test]
    fn only_what_libfuzzer_named_is_chosen_anew() {
        assert!(is_hash("adc83b19e793491b1c6ea0fd8b46cd9f32e592fc"));
        assert!(!is_hash(
            "found-crash-adc83b19e793491b1c6ea0fd8b46cd9f32e592fc"
        ));
        assert!(!is_hash("a date with a sign"));
    }

    #[test]
    fn a_corpus_stands_in_the_crate_of_its_target() {
        assert!(corpus_of("record-entry").ends_with("app/record/fuzz/corpus/record-entry"));
    }
}
