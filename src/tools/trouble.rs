//! Failures of the author's commands: what went wrong, and what to do next.

use std::fmt;
use std::io;
use std::path::Path;

/// A failure, with the next step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What went wrong, one line or several.
    pub what: String,
    /// What to do about it.
    pub next: String,
}

impl Trouble {
    /// A failure with its next step.
    #[must_use]
    pub fn new(what: impl Into<String>, next: impl Into<String>) -> Self {
        Self { what: what.into(), next: next.into() }
    }

    /// A file that could not be read or written.
    #[must_use]
    pub fn file(path: &Path, error: &io::Error) -> Self {
        let next = match error.kind() {
            io::ErrorKind::NotFound => "Is the path right? `cargo xtask serve` builds what is not in the repository.",
            io::ErrorKind::PermissionDenied => "Change the file's owner or its permissions.",
            _ => "Is the disk full, or the file in use?",
        };
        Self::new(format!("{}: {error}", path.display()), next)
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}\n  = help: {}", self.what, self.next)
    }
}

impl std::error::Error for Trouble {}
