//! Opening the data file, and asking for passphrases.

use std::{
    io::{IsTerminal, Read},
    path::{Path, PathBuf},
};

use zeroize::Zeroizing;

use super::Failure;
use crate::store::Store;

/// Opens the data file, making its folder where there is none.
pub fn open(path: &Path) -> Result<Store, Failure> {
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        std::fs::create_dir_all(folder)
            .map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    Store::open(path).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// Opens a data file that has to be there.
pub fn open_existing(path: &Path) -> Result<Store, Failure> {
    if !path.is_file() {
        let path = path.display();
        return Err(format!(
            "there is no data file {path}; name one with --data, or run `wingbook-hub init`"
        )
        .into());
    }
    open(path)
}

/// Where a new facility's recovery key goes unless told otherwise.
pub fn recovery_file(data: &Path) -> PathBuf {
    data.with_extension("recovery-key.txt")
}

/// Asks for a passphrase: twice at a terminal, else the first line of the input.
pub fn ask_new_passphrase(whose: &str) -> Result<Zeroizing<String>, Failure> {
    if !std::io::stdin().is_terminal() {
        return piped();
    }
    let first = Zeroizing::new(rpassword::prompt_password(format!(
        "New passphrase of {whose}: "
    ))?);
    let again = Zeroizing::new(rpassword::prompt_password("The same again: ")?);
    if first != again {
        return Err("the two passphrases are not the same; nothing was changed".into());
    }
    Ok(first)
}

/// Asks for a passphrase that exists.
pub fn ask_passphrase(whose: &str) -> Result<Zeroizing<String>, Failure> {
    if !std::io::stdin().is_terminal() {
        return piped();
    }
    Ok(Zeroizing::new(rpassword::prompt_password(format!(
        "Passphrase of {whose}: "
    ))?))
}

/// The first line of the input.
fn piped() -> Result<Zeroizing<String>, Failure> {
    let mut text = Zeroizing::new(String::new());
    std::io::stdin().take(4_096).read_to_string(&mut text)?;
    let line = text.lines().next().unwrap_or_default();
    Ok(Zeroizing::new(line.to_owned()))
}
