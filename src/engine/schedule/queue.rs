//! The queue: what to study now in a track, first to last.
//!
//! Learning steps that are due, then reviews (errors made with certainty first, then what is most likely forgotten),
//! with the day's new items spread among them. Never a reserved, suspended or skipped item.

use super::due::Counts;
use super::standings::Standings;
use crate::engine::bank::deck::Deck;
use crate::engine::id::ItemId;
use crate::engine::progress::snapshot::Snapshot;
use crate::engine::time::{Millis, Now};

/// Why an item is in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// A step of minutes, due at this instant.
    Step(Millis),
    /// A review that is due.
    Review,
    /// Never met before.
    New,
}

/// An item of the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queued {
    /// Which.
    pub item: ItemId,
    /// Why.
    pub reason: Reason,
    /// Its latest answer was wrong though the learner was certain.
    pub confident_error: bool,
    /// The case to which it belongs: neighbours of one case stay together and in order.
    pub case: Option<ItemId>,
}

/// What to study now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    /// First to last.
    pub items: Vec<Queued>,
    /// How much that is.
    pub counts: Counts,
}

/// What to study now. `extra_new` allows so many new items beyond the day's pace.
#[must_use]
pub fn queue(deck: &Deck, snapshot: &Snapshot, standings: &Standings, now: Now, extra_new: u32) -> Queue {
    let _ = (deck, snapshot, standings, now, extra_new);
    todo!()
}
