//! True retention: how often an item that was due after days was still known.
//!
//! Counted are reviews of known items at least one study day after the one before: the first review of that day
//! only, since what follows on the same day tests the minutes between.

use super::share::Share;
use crate::engine::id::TrackId;
use crate::engine::progress::snapshot::Snapshot;
use crate::engine::schedule::steps::{self, Phase};
use crate::engine::sorted::Map;
use crate::engine::time::{Date, StudyDay};

/// What is recent, days.
const RECENT_DAYS: i32 = 30;

/// Months that are told.
const MONTHS: usize = 12;

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
    let mut retention = Retention::default();
    let mut months: Map<(i32, u8), Share> = Map::new();
    for (_, history) in snapshot.items_of(track) {
        let (mut phase, mut day_before) = (None, None);
        for review in &history.reviews {
            let known = phase == Some(Phase::Review);
            if known && day_before.is_some_and(|before| review.day.since(before) >= 1) && review.day <= today {
                retention.all.count(review.right);
                if today.since(review.day) < RECENT_DAYS {
                    retention.recent.count(review.right);
                }
                let date = Date::from(review.day);
                months.or_default((date.year, date.month)).count(review.right);
            }
            phase = Some(steps::after(phase, review.grade).0);
            day_before = Some(review.day);
        }
    }
    let earlier = months.len().saturating_sub(MONTHS);
    let latest = months.iter().skip(earlier);
    retention.months =
        latest.map(|((year, month), share)| Month { year: *year, month: *month, share: *share }).collect();
    retention
}
