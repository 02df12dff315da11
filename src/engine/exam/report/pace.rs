//! Time: where it went.

use super::super::sitting::Sitting;
use super::lines::Line;
use crate::engine::sorted::sort;

/// A question is rushed where less than this part of the exam's time for one was taken to answer it: one in so many.
pub const RUSHED_PART: u32 = 4;

/// So many of the slowest questions are named.
const SLOWEST: usize = 5;

/// Time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// Used, milliseconds, breaks aside.
    pub used_ms: u32,
    /// Allowed, milliseconds.
    pub allowed_ms: u32,
    /// What the paper gives each question, milliseconds.
    pub each_ms: u32,
    /// The mean over answered questions, milliseconds; 0 without any.
    pub mean_ms: u32,
    /// The slowest, slowest first: their places.
    pub slowest: Vec<u16>,
    /// Answered in less than a quarter of what the paper gives each (see [`RUSHED_PART`]): their places.
    pub rushed: Vec<u16>,
    /// Of the rushed ones, those that were wrong.
    pub rushed_wrong: u32,
}

impl Pace {
    pub(super) fn of(sitting: &Sitting, lines: &[Line]) -> Self {
        let allowed_ms = sitting.started().allowed_ms;
        let each_ms = allowed_ms / (lines.len() as u32).max(1);
        let answered: Vec<&Line> = lines.iter().filter(|line| line.given.is_some()).collect();
        let sum: u64 = answered.iter().map(|line| u64::from(line.millis)).sum();
        let mut slowest: Vec<&Line> = lines.iter().filter(|line| line.millis > 0).collect();
        sort(&mut slowest, |a, b| b.millis.cmp(&a.millis));
        let rushed: Vec<&&Line> = answered.iter().filter(|line| line.millis < each_ms / RUSHED_PART).collect();
        Self {
            used_ms: sitting.clock().spent_ms(),
            allowed_ms,
            each_ms,
            mean_ms: (sum / (answered.len() as u64).max(1)) as u32,
            slowest: slowest.iter().take(SLOWEST).map(|line| line.at).collect(),
            rushed: rushed.iter().map(|line| line.at).collect(),
            rushed_wrong: rushed.iter().filter(|line| !line.right()).count() as u32,
        }
    }
}
