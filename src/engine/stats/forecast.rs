//! Forecast: reviews that come due in the next days if every day is done. New items and lapses come on top.

use crate::engine::id::TrackId;
use crate::engine::progress::snapshot::Snapshot;
use crate::engine::schedule::standings::Standings;
use crate::engine::time::{Now, StudyDay};

/// Days looked ahead, today among them.
pub const DAYS: usize = 30;

/// Reviews of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    /// The day; the first is today and holds what is overdue.
    pub day: StudyDay,
    /// Questions.
    pub questions: u32,
    /// Cards.
    pub cards: u32,
}

/// Reviews that come due, day by day; suspended items don't count.
#[must_use]
pub fn forecast(snapshot: &Snapshot, standings: &Standings, track: &TrackId, now: Now) -> Vec<Load> {
    let _ = (snapshot, standings, track, now);
    todo!()
}
