//! How far a part of the sitting is, in numbers.

use crate::engine::exam::sitting::Entry;

/// Answered, marked, or not looked at: of the open part.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    pub answered: u32,
    pub flagged: u32,
    pub unseen: u32,
    pub of: u32,
}

impl Tally {
    pub fn of<'e>(entries: impl Iterator<Item = &'e Entry>) -> Self {
        let mut tally = Self::default();
        for entry in entries {
            tally.of += 1;
            tally.answered += u32::from(entry.given.is_some());
            tally.flagged += u32::from(entry.flagged);
            tally.unseen += u32::from(!entry.seen);
        }
        tally
    }
}
