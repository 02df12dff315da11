//! One run over the bank: every check, all findings.

use super::bank::Bank;
use super::checks::{Refusals, TABLE};
use super::diagnostic::Finding;
use super::load::load;
use super::report::Report;
use std::path::Path;

/// What a run over the bank has found.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Sorted by file, line and rule; empty where the bank is in order.
    pub findings: Vec<Finding>,
    /// Counts and wording-cue figures, of whatever could be read.
    pub report: Report,
}

/// Reads the bank under `root` (the folder `questions`) and runs every check; nothing is written.
#[must_use]
pub fn check(root: &Path) -> Checked {
    let bank = load(root);
    Checked { findings: examine(&bank), report: Report::of(&bank) }
}

/// The names of all checks with what each refuses, in the order of the table.
#[must_use]
pub fn rules() -> Vec<(&'static str, &'static str)> {
    TABLE.iter().map(|check| (check.name, check.refuses)).collect()
}

/// Runs every check of the table.
pub(super) fn examine(bank: &Bank) -> Vec<Finding> {
    let mut findings = Vec::new();
    for check in TABLE {
        (check.run)(bank, &mut Refusals::new(check.name, &mut findings));
    }
    findings.sort();
    findings.dedup();
    findings
}
