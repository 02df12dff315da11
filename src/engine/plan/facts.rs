//! What a plan is made from, and why there may be none.

use crate::engine::bank::deck::Deck;
use crate::engine::progress::snapshot::Snapshot;
use crate::engine::schedule::standings::Standings;
use crate::engine::time::{Date, Now, StudyDay};
use std::fmt;

/// What a plan is made from. The same facts give the same plan.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'f> {
    /// The track's deck.
    pub deck: &'f Deck,
    /// What has happened.
    pub snapshot: &'f Snapshot,
    /// In sync with the snapshot.
    pub standings: &'f Standings,
    /// The track's reserved forms, by number.
    pub forms: &'f [Form],
    /// The clock, read once.
    pub now: Now,
}

/// A reserved mock form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// From 1.
    pub number: u8,
    /// Whether it was sat: then it is no longer new.
    pub sat: bool,
}

/// Why there is no plan. `Display` is for learners, with the next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// No exam date is set.
    NoDate,
    /// The exam date has passed.
    Passed(Date),
    /// The exam is today.
    Today,
    /// The deck has nothing to study.
    Nothing,
    /// No day before the exam has any minutes.
    NoMinutes,
}

impl Facts<'_> {
    /// The study day.
    #[must_use]
    pub fn today(&self) -> StudyDay {
        self.snapshot.today(self.now)
    }

    /// The exam's day, where one is set.
    #[must_use]
    pub fn exam(&self) -> Option<StudyDay> {
        self.snapshot.settings().exam_dates.get(&self.deck.track.id).map(|date| StudyDay::from(*date))
    }
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoDate => f.write_str("There is no exam date yet. Set one, and the days until then are planned."),
            Self::Passed(date) => write!(
                f,
                "The exam date, {date}, has passed. What is due comes as usual; set a new date to plan for another exam."
            ),
            Self::Today => {
                f.write_str("The exam is today. Nothing is planned any more: what you know, you know. Good luck!")
            }
            Self::Nothing => {
                f.write_str("This deck has no items yet, so that there is nothing to plan. Choose another one.")
            }
            Self::NoMinutes => f.write_str(
                "No day before the exam has any minutes. Give at least one weekday some, or take back a day off.",
            ),
        }
    }
}
