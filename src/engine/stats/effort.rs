//! Effort: time at the desk.

use crate::engine::id::TrackId;
use crate::engine::progress::snapshot::Snapshot;
use crate::engine::schedule::pace;
use crate::engine::time::StudyDay;

/// Time at the desk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effort {
    /// In all, milliseconds (see [`crate::engine::progress::streak::LONGEST_MS`]).
    pub millis: u64,
    /// In the last 7 days, milliseconds.
    pub week_millis: u64,
    /// Reviews in all.
    pub reviews: u32,
    /// Reviews in the last 7 days.
    pub week_reviews: u32,
    /// Days with at least one review.
    pub days: u32,
    /// Median seconds for a question; `None` below [`crate::engine::schedule::pace::ENOUGH`] answers.
    pub question_seconds: Option<u32>,
    /// Median seconds for a card; `None` below [`crate::engine::schedule::pace::ENOUGH`] grades.
    pub card_seconds: Option<u32>,
}

/// Time at the desk for a track.
#[must_use]
pub fn effort(snapshot: &Snapshot, track: &TrackId, today: StudyDay) -> Effort {
    let mut effort = Effort {
        question_seconds: pace::median(snapshot, track, false),
        card_seconds: pace::median(snapshot, track, true),
        ..Effort::default()
    };
    for (day, tally) in snapshot.days(Some(track)) {
        effort.millis += tally.millis;
        effort.reviews += tally.reviews;
        effort.days += 1;
        if (0..7).contains(&today.since(day)) {
            effort.week_millis += tally.millis;
            effort.week_reviews += tally.reviews;
        }
    }
    effort
}
