//! What can go wrong in a development command, in words that say what to do next.

use std::path::PathBuf;

/// A command that stopped, and why.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The command line asks for something that does not exist.
    #[error("{0}\nTry `cargo xtask help`.")]
    Usage(String),
    /// A program is missing or can't be started.
    #[error("can't start {program}: {source}. {remedy}")]
    Start {
        /// The program as it was called.
        program: String,
        /// What the system said.
        source: std::io::Error,
        /// What a developer can do about it.
        remedy: &'static str,
    },
    /// A program ran and failed; its own output stands above.
    #[error("{0} failed")]
    Program(String),
    /// A file or folder can't be read or written.
    #[error("{path}: {source}")]
    File {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Something was read that is not as expected.
    #[error("{0}")]
    Content(String),
    /// The first visit would be heavier than the budget allows.
    #[error("the first visit is {got} KB (brotli); the budget is {budget} KB")]
    TooLarge {
        /// What was measured, in KB.
        got: u64,
        /// What is allowed, in KB.
        budget: u64,
    },
    /// Tests failed; the summary line says how many.
    #[error("some tests failed")]
    Tests,
}

impl From<lexopt::Error> for Failure {
    fn from(error: lexopt::Error) -> Self {
        Failure::Usage(error.to_string())
    }
}

/// The usual result of a step.
pub type Outcome<T = ()> = Result<T, Failure>;

/// Names the path in an I/O error.
pub trait AtPath<T> {
    /// The same result, with `path` in the error.
    fn at(self, path: impl Into<PathBuf>) -> Outcome<T>;
}

impl<T> AtPath<T> for std::io::Result<T> {
    fn at(self, path: impl Into<PathBuf>) -> Outcome<T> {
        self.map_err(|source| Failure::File {
            path: path.into(),
            source,
        })
    }
}
