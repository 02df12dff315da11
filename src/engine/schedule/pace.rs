//! Pace: how long the learner takes for an item.

use crate::engine::id::{ItemKind, TrackId};
use crate::engine::progress::snapshot::Snapshot;
use crate::engine::progress::streak::LONGEST_MS;
use crate::engine::sorted::sort;
use std::cmp::Reverse;

/// Seconds for a question until the learner's own are known.
pub const QUESTION_SECONDS: u32 = 60;
/// Seconds for a card until the learner's own are known.
pub const CARD_SECONDS: u32 = 12;
/// The learner's own median is used from so many reviews on: with fewer, one break moves it.
pub const ENOUGH: usize = 20;

/// Items looked at, the ones met last first.
const LATEST: usize = 200;

/// Seconds for one item, by kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// For a question.
    pub question: u32,
    /// For a card.
    pub card: u32,
}

impl Pace {
    /// The learner's medians over the items of a track that were met last, or the defaults.
    #[must_use]
    pub fn of(snapshot: &Snapshot, track: &TrackId) -> Self {
        Self {
            question: median(snapshot, track, false).unwrap_or(QUESTION_SECONDS),
            card: median(snapshot, track, true).unwrap_or(CARD_SECONDS),
        }
    }

    /// For an item of a kind.
    #[must_use]
    pub fn seconds(&self, kind: ItemKind) -> u32 {
        if kind == ItemKind::Card { self.card } else { self.question }
    }
}

/// The median time for a kind, seconds, at least 1; `None` where there are too few to tell.
///
/// Taken from each item's latest review: how long a first meeting took long ago says little about today.
#[must_use]
pub fn median(snapshot: &Snapshot, track: &TrackId, cards: bool) -> Option<u32> {
    let mut latest: Vec<_> = snapshot
        .items_of(track)
        .filter(|(item, _)| (item.kind() == ItemKind::Card) == cards)
        .filter_map(|(_, history)| history.last())
        .map(|review| (Reverse(review.at), review.duration_ms.min(LONGEST_MS)))
        .collect();
    sort(&mut latest, Ord::cmp);
    let mut times: Vec<u32> = latest.into_iter().take(LATEST).map(|(_, millis)| millis).collect();
    sort(&mut times, Ord::cmp);
    (times.len() >= ENOUGH).then(|| times[times.len() / 2].div_ceil(1000).max(1))
}
