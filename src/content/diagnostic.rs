//! Findings: what a check says, where, and what to do next. Printed as the Rust compiler prints its own.

use std::fmt;
use std::path::PathBuf;

/// One refusal. Every finding is an error: a bank with findings is not published.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file, as reached from the bank's folder that was given.
    pub file: PathBuf,
    /// From 1; 0 where the whole file is meant.
    pub line: usize,
    /// The name of the check in the table.
    pub rule: &'static str,
    /// What is wrong.
    pub message: String,
    /// The next step.
    pub help: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "error[{}]: {}", self.rule, self.message)?;
        write!(f, "  --> {}", self.file.display())?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        writeln!(f)?;
        writeln!(f, "  = help: {}", self.help)
    }
}
