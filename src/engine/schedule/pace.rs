//! Pace: how long the learner takes for an item.

use crate::engine::id::{ItemKind, TrackId};
use crate::engine::progress::snapshot::Snapshot;

/// Seconds for a question until the learner's own are known.
pub const QUESTION_SECONDS: u32 = 60;
/// Seconds for a card until the learner's own are known.
pub const CARD_SECONDS: u32 = 12;
/// The learner's own median is used from so many reviews on: with fewer, one break moves it.
pub const ENOUGH: usize = 20;

/// Seconds for one item, by kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// For a question.
    pub question: u32,
    /// For a card.
    pub card: u32,
}

impl Pace {
    /// The learner's medians over the latest 200 reviews of each kind in a track, or the defaults.
    #[must_use]
    pub fn of(snapshot: &Snapshot, track: &TrackId) -> Self {
        let _ = (snapshot, track);
        todo!()
    }
    /// For an item of a kind.
    #[must_use]
    pub fn seconds(&self, kind: ItemKind) -> u32 {
        if kind == ItemKind::Card { self.card } else { self.question }
    }
}
