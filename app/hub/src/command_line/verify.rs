//! `wingbook-hub verify`: checks an export offline and says in sentences what is wrong with it, and what nobody can know.
//!
//! Its exit code is 0 when nothing is wrong, 1 when something is, 2 when the file can't be read.

use std::{
    fs::File,
    io::{self, Read, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::Args;
use jiff::{Timestamp, tz::TimeZone};
use wingbook_record::{
    digest::parse_hex,
    evidence::{
        Check, Report,
        export::Lines,
        report::{ChainReport, Finding, Group, Kind, Removed, Unknown},
    },
    signer::{KeyId, PublicKey},
    time::Millis,
};

use super::Failure;

/// How much of the file is read at once.
const PIECE_BYTES: usize = 1 << 18;

/// How many of a kind are printed one by one; `--json` has more.
const PRINTED_MAX: usize = 10;

#[derive(Args)]
pub struct Verify {
    /// The export
    file: PathBuf,
    /// Write the whole report as JSON
    #[arg(long)]
    json: bool,
    /// The prison's key or its fingerprint, as you have it from elsewhere than from this file
    #[arg(long, value_name = "KEY", value_parser = pinned)]
    facility: Option<KeyId>,
}

/// A public key (64 hexadecimal digits) or its fingerprint (32), grouped or not.
fn pinned(text: &str) -> Result<KeyId, String> {
    let digits: String = text
        .chars()
        .filter(|character| !character.is_whitespace() && *character != '-')
        .flat_map(char::to_lowercase)
        .collect();
    let key = parse_hex(&digits).map(|bytes| PublicKey(bytes).id());
    key.or_else(|| parse_hex(&digits).map(KeyId))
        .ok_or_else(|| "a key has 64 hexadecimal digits, its fingerprint 32".to_owned())
}

impl Verify {
    pub fn run(self) -> ExitCode {
        let said = self.check().and_then(|report| {
            let mut out = io::BufWriter::new(io::stdout().lock());
            if self.json {
                serde_json::to_writer_pretty(&mut out, &report)?;
                writeln!(out)?;
            } else {
                say(&report, &mut out)?;
            }
            out.flush()?;
            Ok(report.is_clean())
        });
        match said {
            Ok(true) => ExitCode::SUCCESS,
            Ok(false) => ExitCode::from(1),
            Err(failure) => {
                eprintln!("wingbook-hub: {failure}");
                ExitCode::from(2)
            }
        }
    }

    fn check(&self) -> Result<Report, Failure> {
        let named = |error: &dyn std::fmt::Display| -> Failure {
            format!("{}: {error}", self.file.display()).into()
        };
        let mut file = File::open(&self.file).map_err(|error| named(&error))?;
        let mut lines = Lines::default();
        let mut check: Option<Check> = None;
        let mut piece = vec![0; PIECE_BYTES];
        loop {
            let length = file.read(&mut piece).map_err(|error| named(&error))?;
            if length == 0 {
                break;
            }
            lines.push(piece.get(..length).unwrap_or_default());
            while let Some(line) = lines.next_line() {
                match &mut check {
                    Some(check) => check.line(line),
                    None => {
                        let begun = Check::begin(line, self.facility);
                        check = Some(begun.map_err(|error| named(&error))?);
                    }
                }
            }
        }
        let check = check.ok_or_else(|| {
            named(&"this is no export of a Wingbook register: it has not one whole line")
        })?;
        Ok(check.finish(lines.rest()).report())
    }
}

fn say(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let when = |ms| moment(ms, &report.zone);
    let what = format!(
        "this export of {} ({}): {} records in {} chains, written {} by {}",
        plain(&report.facility),
        words(report.books.iter()),
        report.records,
        report.chains.len(),
        when(report.made_ms),
        plain(&report.made_by)
    );
    match report.found() {
        0 => writeln!(out, "Nothing is wrong with {what}.")?,
        1 => writeln!(out, "WRONG: one thing is wrong with {what}.")?,
        found => writeln!(out, "WRONG: {found} things are wrong with {what}.")?,
    }
    for group in &report.findings {
        writeln!(out, "\n{} × {}", group.count, sentence(group.kind))?;
        say_group(group, out)?;
    }
    say_removals(report, out)?;
    if !report.chains.is_empty() {
        writeln!(out, "\nChains")?;
    }
    for chain in report.chains.iter().take(PRINTED_MAX) {
        say_chain(chain, &report.zone, out)?;
    }
    more(report.chains.len() as u64, PRINTED_MAX, out)?;
    writeln!(out, "\nWhat nobody can know from this file")?;
    for unknown in &report.unknown {
        writeln!(out, "  – {}", unknown_sentence(*unknown))?;
    }
    let key = report.key.fingerprint();
    if report.is_pinned {
        writeln!(out, "\nIts key is the one that you gave: {key}")
    } else {
        writeln!(
            out,
            "\nThe file vouches for its own key. Compare the fingerprint with the one that you have from the prison:\n  {key}"
        )
    }
}

fn say_group(group: &Group, out: &mut impl Write) -> io::Result<()> {
    for finding in group.first.iter().take(PRINTED_MAX) {
        let place = place(finding);
        if !place.is_empty() {
            writeln!(out, "  – {place}")?;
        }
    }
    more(group.count, group.first.len().min(PRINTED_MAX), out)
}

fn more(count: u64, printed: usize, out: &mut impl Write) -> io::Result<()> {
    match count.saturating_sub(printed as u64) {
        0 => Ok(()),
        more => writeln!(out, "  … and {more} more"),
    }
}

fn place(finding: &Finding) -> String {
    let mut parts = Vec::new();
    if let Some(entry) = finding.entry {
        parts.push(entry.document());
    }
    match (finding.seq, finding.until) {
        (Some(from), Some(until)) if from < until => {
            parts.push(format!("numbers {from} to {until}"))
        }
        (Some(seq), _) => parts.push(format!("number {seq}")),
        _ => {}
    }
    if let Some((book, chain)) = finding.book.zip(finding.chain) {
        parts.push(format!("chain {chain} in {book}"));
    }
    if let Some(other) = finding.other.filter(|other| Some(*other) != finding.entry) {
        parts.push(format!("beside {}", other.document()));
    }
    if let Some(by) = finding.by_ms {
        parts.push(format!("by {} s", by / 1_000));
    }
    if let Some(line) = finding.line {
        parts.push(format!("line {line}"));
    }
    if let Some(why) = &finding.why {
        parts.push(plain(why));
    }
    parts.join(", ")
}

fn say_removals(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let removals = &report.removals;
    if removals.count == 0 {
        return Ok(());
    }
    writeln!(out, "\nLawfully removed contents: {}", removals.count)?;
    for removed in removals.first.iter().take(PRINTED_MAX) {
        let Removed {
            entry,
            why,
            at_ms,
            rule,
            by,
        } = removed;
        let who = match rule {
            Some(rule) => format!("by the rule {:?}", plain(rule)),
            None => format!("by {}", plain(&by.join(" and "))),
        };
        writeln!(
            out,
            "  – {}, {who}, {}: {}",
            entry.document(),
            moment(*at_ms, &report.zone),
            plain(why)
        )?;
    }
    more(removals.count, removals.first.len().min(PRINTED_MAX), out)
}

fn say_chain(chain: &ChainReport, zone: &str, out: &mut impl Write) -> io::Result<()> {
    let receipts = match (chain.first_received_ms, chain.last_received) {
        (Some(first), Some(last)) => format!(
            "received from {} on, the last time {} (number {})",
            moment(first, zone),
            moment(last.at_ms, zone),
            last.seq
        ),
        _ => "without receipts".to_owned(),
    };
    writeln!(
        out,
        "  – {} in {}: numbers {} to {} (headers: {}), {} to {}; {receipts}",
        chain.chain,
        chain.book,
        chain.first.seq,
        chain.last.seq,
        chain.headers,
        moment(chain.first.at_ms, zone),
        moment(chain.last.at_ms, zone)
    )
}

fn sentence(kind: Kind) -> &'static str {
    match kind {
        Kind::OtherFacility => {
            "The file's key is not the one that you gave: it is another prison's, or somebody made it up."
        }
        Kind::Facility => "The prison's own document is not signed by the prison's key.",
        Kind::Cut => "The file has no last line: it was cut short.",
        Kind::Count => "The last line counts another number of lines than there are.",
        Kind::Digest => "The lines are not those that the last line was made for.",
        Kind::Seal => "The signature under the file is not the prison's.",
        Kind::AfterEnd => "Something stands after the last line.",
        Kind::Unreadable => "Lines that are nothing which an export holds.",
        Kind::NotCanonical => {
            "Lines that are written so that two programs could read two different things."
        }
        Kind::Certificate => "Certificates that this prison did not issue.",
        Kind::Signature => "Wrongly signed: the header was altered, or somebody else signed it.",
        Kind::NotCertified => "Signed with a key that this prison never certified.",
        Kind::OtherAuthor => "Signed with a key of somebody else than the author.",
        Kind::OtherTablet => "The tablet is not the one of the key, or not the one of the chain.",
        Kind::Role => "Written by somebody who may not write such a record into this register.",
        Kind::Body => "Altered: the contents are not those that were signed.",
        Kind::BodyMissing => "The contents are gone, and nobody decided so.",
        Kind::Removal => "The contents are gone by a decision that does not hold.",
        Kind::Missing => "Missing from a chain.",
        Kind::Link => "Does not continue the record before it.",
        Kind::Order => "Reordered: lines of a chain stand in another order than its records.",
        Kind::Repeated => "Repeated: the same record stands there again.",
        Kind::Forked => "Forked: two different records stand at one place of a chain.",
        Kind::SameId => "Two different records under one id.",
        Kind::OtherBook => "Belongs into another register.",
        Kind::Receipt => "The receipt is not signed by this prison.",
        Kind::ReceiptOfOther => {
            "The receipt is another record's, or of what the record was before."
        }
        Kind::ReceiptMissing => "The receipt is missing, and a later record of the chain has one.",
        Kind::Times => {
            "Recorded before the record before it, and no correction of the tablet's clock explains it."
        }
        Kind::Unsigned => "Something in it is covered by no signature.",
        Kind::Shape => "No complete record.",
        Kind::Newer => "Written by a newer version, and not checked: verify with that one.",
    }
}

fn unknown_sentence(unknown: Unknown) -> String {
    match unknown {
        Unknown::Key => "Whether this is the prison's key: give it with --facility.".into(),
        Unknown::Whole => "Whether these are all the lines that were written: the prison did not sign the file as a whole.".into(),
        Unknown::BackDating { chains } => format!(
            "Whether a time before the first receipt of its chain is true ({chains} chains): until a record was received, \
             its time is the tablet's word."
        ),
        Unknown::NoReceipts { chains, records } => format!(
            "When {records} records in {chains} chains without any receipt were written, and whether they went on."
        ),
        Unknown::Tail { chains, records } => format!(
            "Whether {chains} chains went on otherwise after their last receipt: {records} records stand there without one."
        ),
        Unknown::AfterLast => "Whether anything was written after the last record of a chain: a tail that is cut off leaves no gap.".into(),
        Unknown::LeftOut { bodies } => format!("What stood in {bodies} contents that this export leaves out."),
        Unknown::WholeChain => "Whether there is a whole chain that was never handed over, of a tablet that never had contact, say.".into(),
        Unknown::WhoHeld => "Who held the tablet: a signature is of a key, and whoever knows a passphrase has the key.".into(),
    }
}

fn words(books: impl Iterator<Item = impl ToString>) -> String {
    books
        .map(|book| book.to_string())
        .collect::<Vec<_>>()
        .join(", ")
}

/// A moment in the prison's zone, or in UTC where the file names none that is known.
fn moment(ms: Millis, zone: &str) -> String {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    Timestamp::from_millisecond(ms).map_or_else(
        |_| "at a time that no calendar has".to_owned(),
        |at| {
            at.to_zoned_datetime(zone)
                .strftime("%Y-%m-%d %H:%M")
                .to_string()
        },
    )
}

/// What stands in the file, made harmless for a terminal.
fn plain(text: &str) -> String {
    text.chars()
        .map(|character| {
            if crate::names::is_plain(character.encode_utf8(&mut [0; 4])) {
                character
            } else {
                '\u{fffd}'
            }
        })
        .collect()
}
