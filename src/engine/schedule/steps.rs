//! Where an item stands between new and known, and how long it waits: minutes within a session, then whole days.

use crate::engine::progress::event::Grade;
use crate::engine::time::{Millis, Now, StudyDay};

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

/// The phase after a grade, and the learning step to wait; `None` means that whole days follow.
#[must_use]
pub fn after(phase: Option<Phase>, grade: Grade) -> (Phase, Option<u32>) {
    let _ = (phase, grade);
    todo!()
}

impl std::fmt::Display for Wait {
    fn fmt(&self, _f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        todo!()
    }
}
