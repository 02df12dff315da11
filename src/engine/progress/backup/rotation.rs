//! When the next backup is due, and which of them are kept.

use super::{Cause, Held};
use crate::engine::time::{DEFAULT_ROLLOVER, Millis, StudyDay};

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 86_400_000;

/// A backup is due after so much use.
const EVERY_MS: i64 = 30 * MINUTE_MS;

/// Longer pauses than this are no use: whoever takes longer has left the desk.
const PAUSE_MS: i64 = 5 * MINUTE_MS;

/// All backups of so long are kept.
const ALL_MS: i64 = 2 * DAY_MS;

/// Of so many days that have one, the last of each is kept; of so many weeks too.
const DAYS: usize = 7;
const WEEKS: usize = 4;

/// A backup that was taken before something is kept for four weeks, but not more than so many of them.
const BEFORE_MS: i64 = 28 * DAY_MS;
const BEFORE: usize = 10;

/// How long Certdeck has been in use since the last backup, by what happened meanwhile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Use {
    used_ms: i64,
    last: Option<Millis>,
}

impl Use {
    /// Something happened.
    pub fn happened(&mut self, at: Millis) {
        let pause = self.last.map_or(0, |last| at.0.saturating_sub(last.0));
        // A clock that jumped back is no use either.
        self.used_ms += pause.clamp(0, PAUSE_MS);
        self.last = Some(at);
    }

    /// Whether a backup is due: after half an hour of use, or where the latest one is of an earlier day.
    #[must_use]
    pub fn due(&self, latest: Option<&Held>, today: StudyDay) -> bool {
        self.used_ms >= EVERY_MS || latest.is_none_or(|latest| day(latest) != today)
    }

    /// A backup was taken.
    pub fn taken(&mut self) {
        self.used_ms = 0;
    }
}

fn day(held: &Held) -> StudyDay {
    held.taken.study_day(DEFAULT_ROLLOVER)
}

/// Counted from a Monday.
fn week(day: StudyDay) -> i32 {
    (day.0 + 3).div_euclid(7)
}

/// Which backups are kept at that time, in the order in which they are given: all of two days, the last one of each of
/// seven days and of each of four weeks, ten of four weeks that were taken before something, the latest one, and
/// always the one that holds most. Days and weeks without a backup don't count: nobody loses one by being away.
#[must_use]
pub fn kept(backups: &[Held], now: Millis) -> Vec<bool> {
    let mut order: Vec<usize> = (0..backups.len()).collect();
    crate::engine::sorted::sort(&mut order, |a, b| backups[*b].taken.at.cmp(&backups[*a].taken.at));
    let mut kept = vec![false; backups.len()];
    let (mut days, mut weeks, mut before) = (Vec::new(), Vec::new(), 0);
    let mut most: Option<usize> = None;
    for at in order {
        let held = &backups[at];
        let age = now.0.saturating_sub(held.taken.at.0);
        let day = day(held);
        let first = |seen: &mut Vec<i32>, number: i32, limit: usize| {
            let fresh = seen.len() < limit && !seen.contains(&number);
            if fresh {
                seen.push(number);
            }
            fresh
        };
        let of_day = first(&mut days, day.0, DAYS);
        let of_week = first(&mut weeks, week(day), WEEKS);
        let special = held.cause != Cause::Regular && age < BEFORE_MS && before < BEFORE;
        before += usize::from(special);
        kept[at] = age < ALL_MS || of_day || of_week || special;
        if most.is_none_or(|most| backups[most].events < held.events) {
            most = Some(at);
        }
    }
    if let Some(most) = most {
        kept[most] = true;
    }
    kept
}
