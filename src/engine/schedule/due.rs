//! Due: how much is to be done in a track today, told from the history alone, without the deck.

use super::standings::Standings;
use crate::engine::id::TrackId;
use crate::engine::progress::snapshot::Snapshot;
use crate::engine::time::{Millis, Now};

/// How much is to be done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Questions that are due, learning steps among them.
    pub questions: u32,
    /// Cards that are due, learning steps among them.
    pub cards: u32,
    /// New items: what the day's pace still allows and, where the deck is known, has.
    pub new: u32,
    /// Due items whose latest answer was wrong though the learner was certain.
    pub confident_errors: u32,
    /// Learning steps that come due later today.
    pub later: u32,
    /// The earliest of these.
    pub next_step: Option<Millis>,
    /// How long all of it takes, minutes, rounded up; 0 only where nothing is to be done.
    pub minutes: u32,
}

impl Counts {
    /// Items to be done now.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.questions + self.cards + self.new
    }
}

/// How much is to be done in a track. `unseen` is how many items of its deck were never met, where known (the
/// catalogue's figures less the items with a past).
#[must_use]
pub fn due_summary(
    snapshot: &Snapshot,
    standings: &Standings,
    track: &TrackId,
    unseen: Option<u32>,
    now: Now,
) -> Counts {
    let _ = (snapshot, standings, track, unseen, now);
    todo!()
}
