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

impl Tally {
    /// Puts two days together.
    pub fn add(&mut self, other: &Self) {
        self.reviews += other.reviews;
        self.right += other.right;
        self.new += other.new;
        self.millis += other.millis;
    }

    pub(super) fn subtract(&mut self, other: &Self) {
        self.reviews -= other.reviews;
        self.right -= other.right;
        self.new -= other.new;
        self.millis -= other.millis;
    }
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
        let mut row = Row::default();
        let mut longest = 0;
        for day in days.into_iter().take_while(|day| *day <= today) {
            row.reach(day);
            row.days += 1;
            row.since += 1;
            longest = longest.max(row.days);
        }
        let done = row.last == Some(today);
        if !done {
            // Today is not missed until it is over: the row goes on if it reaches today.
            row.reach(today);
        }
        Self { days: row.days, today: done, forgiven: row.forgiven, longest }
    }
}

/// Days after which another missed one is forgiven.
const FORGIVE_EVERY: i32 = 7;

/// A row of days while it is walked.
#[derive(Default)]
struct Row {
    last: Option<StudyDay>,
    days: u32,
    /// Of these, after the last missed one.
    since: u32,
    missed: Option<StudyDay>,
    forgiven: u32,
}

impl Row {
    /// Moves on to a day; where too much was missed before it, what still holds is kept.
    fn reach(&mut self, day: StudyDay) {
        let gap = self.last.map_or(1, |last| day.since(last));
        self.last = Some(day);
        if gap <= 1 {
            return;
        }
        let missed = day.plus(-1);
        if gap > 2 {
            *self = Self { last: self.last, ..Self::default() };
        } else if self.missed.is_none_or(|before| missed.since(before) >= FORGIVE_EVERY) {
            self.forgiven += 1;
        } else {
            // The miss before comes too close: the row begins behind it.
            self.days = self.since;
            self.forgiven = 1;
        }
        if gap == 2 {
            self.since = 0;
            self.missed = Some(missed);
        }
    }
}
