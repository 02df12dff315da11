//! What a history says while a paper is made: asked of the learner's, or told by a code.

use crate::engine::id::ItemId;

/// A history that answers one question after the other.
pub(super) enum Past<'p> {
    /// The learner's, with what it has said so far.
    Asked(&'p dyn Fn(&ItemId) -> u32, Vec<bool>),
    /// A code's; behind its end it says no.
    Told(std::vec::IntoIter<bool>),
}

impl<'p> Past<'p> {
    pub fn asked(times_seen: &'p dyn Fn(&ItemId) -> u32) -> Self {
        Self::Asked(times_seen, Vec::new())
    }

    /// Whether an item was answered more often than so many times.
    pub fn more_than(&mut self, item: &ItemId, times: u32) -> bool {
        match self {
            Self::Asked(times_seen, told) => {
                let more = times_seen(item) > times;
                told.push(more);
                more
            }
            Self::Told(answers) => answers.next().unwrap_or_default(),
        }
    }

    /// What was said, up to the last yes.
    pub fn told(self) -> Vec<bool> {
        match self {
            Self::Asked(_, mut told) => {
                told.truncate(told.iter().rposition(|yes| *yes).map_or(0, |last| last + 1));
                told
            }
            Self::Told(_) => Vec::new(),
        }
    }
}
