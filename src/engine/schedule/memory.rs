//! Memory: how well an item is remembered, and when it should come back (FSRS-6).
//!
//! The only file that schedules with `fsrs`. The crate gives memory states and raw intervals; learning steps, whole
//! days, fuzz and the order of the four intervals are ours. All four outcomes are computed at once, so that what a
//! button promises and what happens can't differ.

use super::steps::{Due, Phase, Wait};
use crate::engine::id::ItemId;
use crate::engine::progress::event::Grade;
use crate::engine::progress::history::Review;
use crate::engine::time::{Millis, Now, StudyDay};

/// The longest wait, days: an exam lies within a year, and so does what must be remembered for it.
pub const LONGEST_DAYS: u32 = 365;

/// An item that was forgotten so often (from Review) is a leech: better rewritten in the learner's own words or put
/// aside than drilled.
pub const LEECH_LAPSES: u32 = 6;

/// Where an item stands after its latest review.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// Days until recall has dropped to 90 %, `0.001..=36500`.
    pub stability: f32,
    /// `1.0..=10.0`.
    pub difficulty: f32,
    /// Where it stands.
    pub phase: Phase,
    /// Reviews so far, at least 1.
    pub reviews: u32,
    /// How often it was forgotten after having been known.
    pub lapses: u32,
    /// The latest review.
    pub at: Millis,
    /// Its study day.
    pub day: StudyDay,
    /// How long it waits from then on.
    pub wait: Wait,
}

/// What each grade would lead to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcomes {
    /// Forgotten.
    pub again: Standing,
    /// Recalled with trouble.
    pub hard: Standing,
    /// Recalled.
    pub good: Standing,
    /// Recalled at once.
    pub easy: Standing,
}

impl Outcomes {
    /// The outcome of a grade; its `wait` is what a button shows.
    #[must_use]
    pub fn of(&self, grade: Grade) -> &Standing {
        match grade {
            Grade::Again => &self.again,
            Grade::Hard => &self.hard,
            Grade::Good => &self.good,
            Grade::Easy => &self.easy,
        }
    }
}

/// FSRS-6 with one desired retention.
#[derive(Clone, Debug)]
pub struct Scheduler {
    model: fsrs::FSRS,
    retention: f32,
    longest: u32,
    fuzz: bool,
}

impl Scheduler {
    /// With default parameters; the desired retention in percent is brought into `70..=97`.
    #[must_use]
    pub fn new(retention: u8) -> Self {
        let _ = retention;
        todo!()
    }
    /// Without fuzz and with another longest wait: for comparing with a reference.
    #[must_use]
    pub fn exact(self, longest_days: u32) -> Self {
        Self { fuzz: false, longest: longest_days, ..self }
    }
    /// Where an item stands after its reviews; `None` without any.
    #[must_use]
    pub fn replay(&self, item: &ItemId, reviews: &[Review]) -> Option<Standing> {
        let _ = (item, reviews);
        todo!()
    }
    /// What each grade would lead to now.
    #[must_use]
    pub fn outcomes(&self, item: &ItemId, before: Option<&Standing>, now: Now, today: StudyDay) -> Outcomes {
        let _ = (item, before, now, today);
        todo!()
    }
    /// Whole days until recall drops to the desired retention: without fuzz, at least 1.
    #[must_use]
    pub fn whole_days(&self, stability: f32) -> u32 {
        let _ = stability;
        todo!()
    }
}

impl Standing {
    /// The probability of recall on a day, `0.0..=1.0`.
    #[must_use]
    pub fn recall(&self, today: StudyDay) -> f32 {
        let _ = today;
        todo!()
    }
    /// When it is due. A latest review in the future (a clock that was wrong) counts as of now.
    #[must_use]
    pub fn due(&self, now: Now, today: StudyDay) -> Due {
        let _ = (now, today);
        todo!()
    }
    /// Forgotten so often that drilling on won't help.
    #[must_use]
    pub fn leech(&self) -> bool {
        self.lapses >= LEECH_LAPSES
    }
}
