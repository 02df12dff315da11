//! The report of `check --report`: counts per track, domain, topic, level, kind and approach, and the cue figures.

use std::fmt;

/// Counts and figures; `Display` prints them as tables.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {}

impl fmt::Display for Report {
    fn fmt(&self, _f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}
