//! When to remind of a copy outside the browser: after 200 answers or 7 days, and not twice on one day.

use crate::engine::time::{Millis, Now, StudyDay};

/// Answers after which a copy is due.
const ANSWERS: u32 = 200;

/// Days after which a copy is due, where anything was done since.
const DAYS: i64 = 7;

const DAY_MS: i64 = 86_400_000;

/// The last copy that left the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Copied {
    /// When.
    pub at: Millis,
    /// How many answers it held.
    pub answers: u32,
}

impl Copied {
    /// `1795176000000 412`.
    #[must_use]
    pub fn write(self) -> String {
        [&self.at.0.to_string(), " ", &self.answers.to_string()].concat()
    }

    /// Reads that; `None` for anything else.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (at, answers) = text.split_once(' ')?;
        Some(Self { at: Millis(at.parse().ok()?), answers: answers.parse().ok()? })
    }
}

/// Why a copy is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// So many answers stand in this browser only.
    Answers(u32),
    /// So many days have passed.
    Days(u32),
}

/// Whether a copy is due, with so many answers now and the first of them given at `first`.
#[must_use]
pub fn due(copied: Option<Copied>, answers: u32, first: Option<Millis>, now: Millis) -> Option<Due> {
    let fresh = answers.saturating_sub(copied.map_or(0, |copied| copied.answers));
    let since = copied.map(|copied| copied.at).or(first)?;
    let days = now.0.saturating_sub(since.0) / DAY_MS;
    match fresh {
        0 => None,
        ANSWERS.. => Some(Due::Answers(fresh)),
        _ => (days >= DAYS).then(|| Due::Days(days.min(i64::from(u32::MAX)) as u32)),
    }
}

/// Whether the learner may be reminded: not where that was done on this day already. `reminded` is the study day's
/// number as it was written down.
#[must_use]
pub fn may(reminded: Option<&str>, now: Now, rollover: u16) -> bool {
    let StudyDay(today) = now.study_day(rollover);
    reminded != Some(today.to_string().as_str())
}
