//! A year of study days, for the heat map.

use crate::engine::id::TrackId;
use crate::engine::progress::snapshot::Snapshot;
use crate::engine::progress::streak::Tally;
use crate::engine::time::StudyDay;

/// Weeks in the map: a year and the week in which it began.
pub const WEEKS: usize = 53;

/// A year of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Year {
    /// Weeks of seven days, Monday first, oldest week first; days after today are `None`.
    pub weeks: Vec<[Option<(StudyDay, Tally)>; 7]>,
    /// The most reviews on one day of it.
    pub most: u32,
    /// Days with at least one review.
    pub active: u32,
    /// All of it together.
    pub total: Tally,
}

impl Year {
    /// How dark a day is, `0..=4`: 0 for nothing, then by quarters of the busiest day.
    #[must_use]
    pub fn shade(&self, tally: &Tally) -> u8 {
        let _ = tally;
        todo!()
    }
}

/// The year that ends today, in one track or in all.
#[must_use]
pub fn year(snapshot: &Snapshot, track: Option<&TrackId>, today: StudyDay) -> Year {
    let _ = (snapshot, track, today);
    todo!()
}
