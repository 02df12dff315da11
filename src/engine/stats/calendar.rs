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
        let quarters = u64::from(tally.reviews) * 4;
        quarters.div_ceil(u64::from(self.most.max(1))).min(4) as u8
    }
}

/// The year that ends today, in one track or in all.
#[must_use]
pub fn year(snapshot: &Snapshot, track: Option<&TrackId>, today: StudyDay) -> Year {
    let days = snapshot.days(track);
    let first = today.plus(-(i32::from(today.weekday()) + 7 * (WEEKS as i32 - 1)));
    let mut year = Year { weeks: Vec::with_capacity(WEEKS), most: 0, active: 0, total: Tally::default() };
    for week in 0..WEEKS as i32 {
        year.weeks.push(std::array::from_fn(|weekday| {
            let day = first.plus(7 * week + weekday as i32);
            let tally = days.get(&day).copied().unwrap_or_default();
            (day <= today).then_some((day, tally))
        }));
    }
    for (_, tally) in year.weeks.iter().flatten().flatten() {
        year.most = year.most.max(tally.reviews);
        year.active += u32::from(tally.reviews > 0);
        year.total.add(tally);
    }
    year
}
