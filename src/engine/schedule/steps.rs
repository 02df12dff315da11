//! Where an item stands between new and known, and how long it waits: minutes within a session, then whole days.

use crate::engine::progress::event::Grade;
use crate::engine::time::{Millis, Now, StudyDay};
use std::fmt;

/// Steps of an item that is learned for the first time, minutes.
pub const LEARNING_MINUTES: [u32; 2] = [1, 10];

/// The step of an item that was forgotten, minutes.
pub const RELEARNING_MINUTES: u32 = 10;

/// Where an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// Learned for the first time; the step, from 0.
    Learning(u8),
    /// Known, comes back after days.
    Review,
    /// Known once, forgotten, on its step of minutes.
    Relearning,
}

/// How long an item waits. `Display` is for learners: `10 min`, `3 days`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Wait {
    /// Milliseconds from the answer on: a learning step.
    Step(u32),
    /// Study days, at least 1.
    Days(u32),
}

/// When an item is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Due {
    /// At an instant: a learning step.
    At(Millis),
    /// From the beginning of a study day on.
    On(StudyDay),
}

impl Due {
    /// Whether it is due by now.
    #[must_use]
    pub fn by(self, now: Now, today: StudyDay) -> bool {
        match self {
            Self::At(at) => at <= now.at,
            Self::On(day) => day <= today,
        }
    }
}

const MINUTE_MS: u32 = 60_000;

/// The phase after a grade, and the wait of its learning step; `None` means that whole days follow.
///
/// Hard on the first learning step waits for the mean of the two, later it repeats the step.
#[must_use]
pub fn after(phase: Option<Phase>, grade: Grade) -> (Phase, Option<Wait>) {
    let [first, second] = LEARNING_MINUTES.map(|minutes| minutes * MINUTE_MS);
    let learning = |step: u8, wait: u32| (Phase::Learning(step), Some(Wait::Step(wait)));
    match (phase, grade) {
        (None | Some(Phase::Learning(_)), Grade::Again) => learning(0, first),
        (None | Some(Phase::Learning(0)), Grade::Hard) => learning(0, (first + second) / 2),
        (None | Some(Phase::Learning(0)), Grade::Good) | (Some(Phase::Learning(_)), Grade::Hard) => learning(1, second),
        (Some(Phase::Review), Grade::Again) | (Some(Phase::Relearning), Grade::Again | Grade::Hard) => {
            (Phase::Relearning, Some(Wait::Step(RELEARNING_MINUTES * MINUTE_MS)))
        }
        _ => (Phase::Review, None),
    }
}

impl fmt::Display for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Step(millis) => write!(f, "{} min", millis.div_ceil(MINUTE_MS)),
            Self::Days(1) => f.write_str("1 day"),
            Self::Days(days) if days < 60 => write!(f, "{days} days"),
            // A month is a twelfth of 365 days here; halves round up.
            Self::Days(days) => write!(f, "{} months", (days * 24 + 365) / 730),
        }
    }
}
