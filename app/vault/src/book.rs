//! The name of a book, as far as the vault cares: short, plain, comparable.
//!
//! Which books there are and who may read them is decided elsewhere.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// The longest name of a book.
const NAME_LEN_MAX: usize = 32;

/// The name of a book: `wing`, `health` and so on.
///
/// ```
/// use wingbook_vault::BookName;
/// assert!("wing".parse::<BookName>().is_ok());
/// assert!("Wing A".parse::<BookName>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BookName(String);

/// Not the name of a book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a register's name is 1 to 32 of a-z, 0-9 and _")]
pub struct BadBookName;

impl BookName {
    /// The name itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for BookName {
    type Err = BadBookName;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if name.is_empty() || name.len() > NAME_LEN_MAX || !name.bytes().all(plain) {
            return Err(BadBookName);
        }
        Ok(Self(name.to_owned()))
    }
}

impl fmt::Display for BookName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
