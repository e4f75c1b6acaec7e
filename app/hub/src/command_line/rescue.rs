//! `wingbook-hub rescue`: opens what a tablet saved of its sealed records.

use std::{
    fs::{File, OpenOptions},
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::Args;
use wingbook_record::digest::parse_hex;
use zeroize::Zeroizing;

use super::{
    Failure,
    facts::{ask_passphrase, open_existing},
};
use crate::{
    facility::Facility,
    rescue::{self, Key, Opened},
};

#[derive(Args)]
pub struct Rescue {
    /// The file that the tablet's recovery page saved
    file: PathBuf,
    /// Staff number of the person whose passphrase opens it
    #[arg(
        long,
        value_name = "NUMBER",
        required_unless_present = "recovery_key",
        conflicts_with = "recovery_key"
    )]
    number: Option<String>,
    /// The facility's recovery key, as `init` wrote it
    #[arg(long, value_name = "FILE")]
    recovery_key: Option<PathBuf>,
    /// Where the opened records go, readable: keep it as you would the register
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
    /// Take what the tablet had not sent into the registers of this data file
    #[arg(long, value_name = "FILE")]
    into: Option<PathBuf>,
}

impl Rescue {
    pub fn run(self) -> Result<(), Failure> {
        let named = |error: std::io::Error| format!("{}: {error}", self.file.display());
        let file = File::open(&self.file).map_err(named)?;
        let key = self.key()?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let opened = runtime.block_on(rescue::open(file, key))?;
        print_found(&opened);
        if let Some(path) = &self.to {
            write_private(path, &opened)?;
            println!(
                "Written readably to {}: keep it as you would the register.",
                path.display()
            );
        }
        if let Some(data) = &self.into {
            runtime.block_on(receive(data, &opened))?;
        }
        if self.to.is_none() && self.into.is_none() {
            println!(
                "Nothing was written. --into DATAFILE takes it into the registers, --to FILE writes it readably."
            );
        }
        Ok(())
    }

    fn key(&self) -> Result<Key, Failure> {
        match (&self.number, &self.recovery_key) {
            (_, Some(path)) => Ok(Key::Recovery(read_recovery_key(path)?)),
            (Some(number), None) => Ok(Key::Passphrase {
                staff_number: number.clone(),
                passphrase: ask_passphrase(number)?,
            }),
            (None, None) => Err("give --number or --recovery-key".into()),
        }
    }
}

fn read_recovery_key(path: &Path) -> Result<Zeroizing<[u8; 32]>, Failure> {
    let text =
        std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let text = Zeroizing::new(text);
    let key = text.lines().find_map(|line| parse_hex::<32>(line.trim()));
    Ok(Zeroizing::new(key.ok_or_else(|| {
        format!("{} holds no recovery key", path.display())
    })?))
}

fn print_found(opened: &Opened) {
    let mut books: Vec<&str> = opened
        .documents
        .iter()
        .map(|one| one.book.as_str())
        .collect();
    books.dedup();
    for book in books {
        let count = opened
            .documents
            .iter()
            .filter(|one| one.book == book)
            .count();
        println!("{book:<14} {count} documents");
    }
    println!(
        "{} had not been sent; {} drafts.",
        opened.waiting(),
        opened.drafts.len()
    );
    if opened.locked > 0 {
        println!(
            "{} rows belong to registers that this key does not open.",
            opened.locked
        );
    }
    if opened.newer > 0 {
        println!(
            "{} rows were written by a newer version: use its wingbook-hub.",
            opened.newer
        );
    }
    if opened.damaged > 0 {
        println!(
            "{} rows are damaged and can't be opened; the rest is whole.",
            opened.damaged
        );
    }
}

/// The opened records are readable: only their owner's account may read the file.
fn write_private(path: &Path, opened: &Opened) -> Result<(), Failure> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options
        .open(path)
        .map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(serde_json::to_writer_pretty(file, &opened.to_json())?)
}

async fn receive(data: &Path, opened: &Opened) -> Result<(), Failure> {
    let store = open_existing(data)?;
    let facility = Arc::new(Facility::load(&store)?);
    let pushed = rescue::receive(&store, &facility, opened).await?;
    let refused: Vec<_> = pushed
        .iter()
        .filter_map(|row| row.result.as_ref().err().map(|error| (row, error)))
        .collect();
    println!(
        "{} documents are in the registers.",
        pushed.len() - refused.len()
    );
    for (row, error) in &refused {
        eprintln!("not taken: {}: {error}", row.id);
    }
    if refused.is_empty() {
        Ok(())
    } else {
        Err(format!("{} documents were not taken", refused.len()).into())
    }
}
