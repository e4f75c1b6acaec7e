//! Where the data file is, and whether what lies there is still the file that was opened.
//!
//! A file that is removed or replaced while it is open goes on taking writes, and all of them are lost with the
//! process. Whoever acknowledges a write asks first.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    sync::{
        OnceLock,
        atomic::{AtomicBool, Ordering},
    },
};

use super::StoreError;

/// Which file it is, whatever it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Identity {
    device: u64,
    inode: u64,
}

impl Identity {
    /// Of what lies at a path. Elsewhere than on Unix an open file can't be removed: there all are alike.
    fn of(path: &Path) -> Option<Self> {
        let found = std::fs::metadata(path).ok()?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            Some(Self {
                device: found.dev(),
                inode: found.ino(),
            })
        }
        #[cfg(not(unix))]
        {
            drop(found);
            Some(Self {
                device: 0,
                inode: 0,
            })
        }
    }
}

/// The place of an open data file.
pub struct Place {
    path: PathBuf,
    opened: Identity,
    log: PathBuf,
    /// SQLite's log beside it, from its first use on: it stays as long as the file is open.
    logged: OnceLock<Identity>,
    is_said: AtomicBool,
}

impl Place {
    /// Of a data file that was just opened.
    ///
    /// # Errors
    /// When it is gone already.
    pub fn of(path: &Path) -> Result<Self, StoreError> {
        let mut log = OsString::from(path);
        log.push("-wal");
        Ok(Self {
            path: path.to_owned(),
            opened: Identity::of(path).ok_or(StoreError::Gone)?,
            log: PathBuf::from(log),
            logged: OnceLock::new(),
            is_said: AtomicBool::new(false),
        })
    }

    /// The data file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the file that was opened still lies there, and SQLite's log beside it. A few microseconds.
    ///
    /// # Errors
    /// [`StoreError::Gone`]; the error output is told once.
    pub fn check(&self) -> Result<(), StoreError> {
        let log = Identity::of(&self.log);
        if let Some(log) = log {
            self.logged.get_or_init(|| log);
        }
        let is_there = Identity::of(&self.path) == Some(self.opened)
            && self.logged.get().is_none_or(|logged| log == Some(*logged));
        let was_gone = self.is_said.swap(!is_there, Ordering::Relaxed);
        if is_there {
            if was_gone {
                tracing::warn!(file = %self.path.display(), "the data file is back; records are accepted again");
            }
            return Ok(());
        }
        if !was_gone {
            tracing::error!(
                file = %self.path.display(),
                "the data file (or the file beside it whose name ends in -wal) was removed or replaced: nothing is accepted \
                 any more. Put it back, or stop the server and start it on the file that is there now",
            );
        }
        Err(StoreError::Gone)
    }
}
