//! True retention: how often an item that was due after days was still known.
//!
//! Counted are reviews of known items at least one study day after the one before: the first review of that day
//! only, since what follows on the same day tests the minutes between.

use super::share::Share;
use crate::engine::id::TrackId;
use crate::engine::progress::snapshot::Snapshot;
use crate::engine::time::StudyDay;

/// A month's retention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    /// Year, for example 2026.
    pub year: i32,
    /// `1..=12`.
    pub month: u8,
    /// Recalled, of reviewed.
    pub share: Share,
}

/// Retention.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Retention {
    /// The last 30 days.
    pub recent: Share,
    /// All there is.
    pub all: Share,
    /// The last twelve months that have any, oldest first.
    pub months: Vec<Month>,
}

/// A track's true retention.
#[must_use]
pub fn retention(snapshot: &Snapshot, track: &TrackId, today: StudyDay) -> Retention {
    let _ = (snapshot, track, today);
    todo!()
}
