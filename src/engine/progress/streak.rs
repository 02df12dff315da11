//! Days: how much was done on each, and how many of them in a row.

use crate::engine::time::StudyDay;

/// The longest time that one answer adds to a day's sum, milliseconds: whoever takes longer has left the desk.
pub const LONGEST_MS: u32 = 5 * 60_000;

/// One study day, of one track or of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Answers and grades.
    pub reviews: u32,
    /// Of these, right (a card: not forgotten).
    pub right: u32,
    /// Items met for the first time, in study or practice.
    pub new: u32,
    /// Time at the desk, milliseconds; at most [`LONGEST_MS`] for each answer.
    pub millis: u64,
}

/// Study days in a row. One missed day in any seven is forgiven.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Streak {
    /// Days with an answer, in the current row.
    pub days: u32,
    /// Whether today is among them already.
    pub today: bool,
    /// Missed days within the row that were forgiven.
    pub forgiven: u32,
    /// The longest row ever.
    pub longest: u32,
}

impl Streak {
    /// The streak as of `today`, from the days with an answer in rising order. Days after today (a clock that was
    /// wrong) don't count.
    #[must_use]
    pub fn of(days: impl IntoIterator<Item = StudyDay>, today: StudyDay) -> Self {
        let _ = (days, today);
        todo!()
    }
}
