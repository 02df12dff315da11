//! The clock of a sitting: time used, told from the learner's clock, which may be set, and from signs of life.
//!
//! Time used is a sum of differences between one look at the learner's clock and the next. A clock that went back
//! adds nothing. A long gap (the page was closed, the device asleep, or the clock was set forward; nothing tells these
//! apart) counts where the sitting is strict, can be forgiven by the learner, and never ends the sitting by itself.

use crate::engine::id::{DeviceId, EventId};
use crate::engine::progress::exam::Timing;
use crate::engine::time::{Millis, Now};

/// Longer between two looks than this, milliseconds, is a gap. (Browsers wake a page in the background once a minute.)
pub const GAP_MS: u32 = 90_000;

/// Minutes left at which the learner is told, most first; besides these, half of the time.
pub const MILESTONES: [u32; 4] = [30, 10, 5, 1];

/// The clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// What may be used, milliseconds.
    pub(super) allowed_ms: u32,
    /// What was used, at most that.
    pub(super) spent_ms: u32,
    /// Used of the break that is on.
    pub(super) rested_ms: u32,
    /// The last look at the learner's clock.
    pub(super) seen_at: Millis,
    pub(super) timing: Timing,
    /// What a gap has added to `spent_ms` and nothing was done since: can be forgiven.
    pub(super) gap_ms: u32,
}

/// The last sign of life: small, written over itself every second or so. It is no event: what it says is only how far
/// the clock had come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alive {
    /// Of which sitting.
    pub sitting: EventId,
    /// How many steps there were.
    pub number: u32,
    /// See [`crate::engine::progress::exam::Step`].
    pub spent_ms: u32,
    /// See there.
    pub rested_ms: u32,
    /// By the learner's clock.
    pub at: Millis,
}

impl Alive {
    /// As text for storage: digits and dots, at most 80 characters.
    #[must_use]
    pub fn write(&self) -> String {
        let Self { sitting, number, spent_ms, rested_ms, at } = self;
        let parts = [sitting.device.0, sitting.counter, (*number).into(), (*spent_ms).into(), (*rested_ms).into()];
        let mut text = String::with_capacity(64);
        for part in parts {
            text.push_str(&part.to_string());
            text.push('.');
        }
        text.push_str(&at.0.to_string());
        text
    }

    /// `None` for anything else.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let mut next = || parts.next()?.parse::<u64>().ok();
        let sitting = EventId { device: DeviceId(next()?), counter: next()? };
        let (number, spent_ms, rested_ms) = (next()?, next()?, next()?);
        let at = Millis(next()?.try_into().ok()?);
        parts.next().is_none().then_some(Self {
            sitting,
            number: number.try_into().ok()?,
            spent_ms: spent_ms.try_into().ok()?,
            rested_ms: rested_ms.try_into().ok()?,
            at,
        })
    }
}

impl Clock {
    pub(super) fn new(allowed_ms: u32, timing: Timing, now: Now) -> Self {
        Self { allowed_ms, spent_ms: 0, rested_ms: 0, seen_at: now.at, timing, gap_ms: 0 }
    }

    /// Time left, milliseconds.
    #[must_use]
    pub fn left_ms(&self) -> u32 {
        self.allowed_ms.saturating_sub(self.spent_ms)
    }

    /// Time used, milliseconds.
    #[must_use]
    pub fn spent_ms(&self) -> u32 {
        self.spent_ms
    }

    /// What a gap has added and may be forgiven, milliseconds.
    #[must_use]
    pub fn gap_ms(&self) -> Option<u32> {
        Some(self.gap_ms).filter(|gap| *gap > 0)
    }

    /// Whether the time is up, but perhaps only since the clock was set: the learner has to say.
    #[must_use]
    pub fn in_doubt(&self) -> bool {
        self.left_ms() == 0 && self.gap_ms > 0
    }

    /// A look at the learner's clock. `break_ms` is the length of the break that is on, 0 outside breaks: a break that
    /// is over uses exam time.
    pub(super) fn look(&mut self, now: Now, break_ms: u32) {
        let passed = now.at.0.saturating_sub(self.seen_at.0).clamp(0, i64::from(u32::MAX)) as u32;
        self.seen_at = now.at;
        let gap = passed >= GAP_MS;
        if gap && self.timing == Timing::Paused {
            return;
        }
        let rest = passed.min(break_ms.saturating_sub(self.rested_ms));
        self.rested_ms += rest;
        let used = (passed - rest).min(self.left_ms());
        self.spent_ms += used;
        if gap {
            self.gap_ms += used;
        }
    }

    /// Whoever comes back after the page was closed: what passed counts only where the sitting is strict.
    pub(super) fn back(&mut self, now: Now, break_ms: u32) {
        match self.timing {
            Timing::Strict => self.look(now, break_ms),
            Timing::Paused => self.seen_at = now.at,
        }
    }

    pub(super) fn forgive(&mut self) {
        self.spent_ms -= self.gap_ms.min(self.spent_ms);
        self.gap_ms = 0;
    }
}

/// A milestone that was passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Milestone {
    /// Half of the time is used.
    Half,
    /// So many minutes are left.
    Minutes(u32),
}

/// The milestone that was passed while the time left fell from `before_ms` to `after_ms`: the latest of several.
#[must_use]
pub fn milestone(allowed_ms: u32, before_ms: u32, after_ms: u32) -> Option<Milestone> {
    let passed = |mark_ms: u32| after_ms <= mark_ms && mark_ms < before_ms;
    let minutes =
        MILESTONES.into_iter().rev().find(|minutes| passed(minutes * 60_000) && minutes * 60_000 < allowed_ms);
    minutes.map(Milestone::Minutes).or_else(|| passed(allowed_ms / 2).then_some(Milestone::Half))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: i64) -> Now {
        Now { at: Millis(1_795_176_000_000 + ms), utc_offset: 0 }
    }

    #[test]
    fn what_passes_between_two_looks_counts() {
        // Looks at the learner's clock (milliseconds), then what is left of ten minutes.
        let check = |timing: Timing, looks: &[i64], left_ms: u32, gap: Option<u32>| {
            let mut clock = Clock::new(600_000, timing, at(0));
            looks.iter().for_each(|ms| clock.look(at(*ms), 0));
            assert_eq!((clock.left_ms(), clock.gap_ms()), (left_ms, gap), "{timing:?} {looks:?}");
        };
        for timing in [Timing::Strict, Timing::Paused] {
            check(timing, &[1_000, 61_000], 539_000, None);
            // Set back by an hour, then running on: nothing is given back, nothing is lost.
            check(timing, &[60_000, -3_540_000, -3_530_000], 530_000, None);
        }
        check(Timing::Strict, &[60_000, 180_000], 420_000, Some(120_000));
        check(Timing::Paused, &[60_000, 180_000, 190_000], 530_000, None);
        // Set forward by an hour: the time is up, in doubt.
        check(Timing::Strict, &[60_000, 3_660_000], 0, Some(540_000));
        check(Timing::Strict, &[i64::MAX / 4], 0, Some(600_000));
    }

    #[test]
    fn a_break_is_off_the_clock_as_long_as_it_lasts() {
        let mut clock = Clock::new(600_000, Timing::Strict, at(0));
        for second in 1..=60 {
            clock.look(at(second * 1000), 50_000);
        }
        assert_eq!((clock.rested_ms, clock.spent_ms()), (50_000, 10_000));
    }

    #[test]
    fn a_forgiven_gap_gives_its_time_back() {
        let mut clock = Clock::new(600_000, Timing::Strict, at(0));
        clock.look(at(60_000), 0);
        clock.look(at(7_200_000), 0);
        assert!(clock.in_doubt());
        clock.forgive();
        assert_eq!((clock.left_ms(), clock.in_doubt()), (540_000, false));
    }

    #[test]
    fn signs_of_life_are_read_as_written() {
        let sitting = EventId { device: DeviceId(u64::MAX), counter: 7 };
        let alive = Alive { sitting, number: 3, spent_ms: 61_000, rested_ms: 0, at: Millis(1_795_176_000_000) };
        assert_eq!(Alive::read(&alive.write()), Some(alive));
        for bad in ["", "1.2.3", "1.2.3.4.5.6.7", "1.2.3.4.5.-6", "a.2.3.4.5.6", "1.2.99999999999.4.5.6"] {
            assert_eq!(Alive::read(bad), None, "{bad}");
        }
    }

    #[test]
    fn milestones_are_told_when_they_are_passed() {
        let minute = 60_000;
        let check = |allowed: u32, before: u32, after: u32, expect: Option<Milestone>| {
            assert_eq!(milestone(allowed * minute, before, after), expect, "{allowed} {before} {after}");
        };
        check(60, 30 * minute + 1, 30 * minute, Some(Milestone::Minutes(30)));
        check(60, 30 * minute, 30 * minute - 1, None);
        check(240, 120 * minute + 500, 120 * minute - 500, Some(Milestone::Half));
        check(60, 11 * minute, 4 * minute, Some(Milestone::Minutes(5)));
        check(60, minute + 1, 0, Some(Milestone::Minutes(1)));
        check(5, 5 * minute, 5 * minute - 1, None);
    }
}
