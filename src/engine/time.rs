//! Time as the engine sees it: instants, the learner's clock offset, study days and calendar dates.
//!
//! Decides which study day an instant belongs to (a day ends at the rollover hour, 04:00 unless set otherwise)
//! and how days map to dates (proleptic Gregorian). Never asks a clock.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Milliseconds since 1970-01-01T00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Millis(pub i64);

/// One reading of the learner's clock, taken once per action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// The instant.
    pub at: Millis,
    /// Local time minus UTC, minutes (`-840..=840`).
    pub utc_offset: i16,
}

/// A learner's day, counted from 1970-01-01; it ends at the rollover, not at midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StudyDay(pub i32);

/// Minutes after midnight at which a study day ends, unless the learner sets another.
pub const DEFAULT_ROLLOVER: u16 = 4 * 60;

const DAY_MS: i64 = 86_400_000;
const MINUTE_MS: i64 = 60_000;

impl Now {
    /// The study day, with the day ending at `rollover` minutes after local midnight.
    #[must_use]
    pub fn study_day(self, rollover: u16) -> StudyDay {
        let local = self.at.0.saturating_add((i64::from(self.utc_offset) - i64::from(rollover)) * MINUTE_MS);
        StudyDay(local.div_euclid(DAY_MS).clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32)
    }
}

impl StudyDay {
    /// Days from `earlier` to this day; negative where `earlier` is later.
    #[must_use]
    pub fn since(self, earlier: Self) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// The day so many days later.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// 0 = Monday … 6 = Sunday.
    #[must_use]
    pub fn weekday(self) -> u8 {
        (i64::from(self.0) + 3).rem_euclid(7) as u8
    }
}

/// A calendar date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Year, for example 2026.
    pub year: i32,
    /// `1..=12`.
    pub month: u8,
    /// `1..=31`.
    pub day: u8,
}

impl From<StudyDay> for Date {
    fn from(day: StudyDay) -> Self {
        // Days to civil date, counted in eras of 400 years that begin on 1 March.
        let shifted = i64::from(day.0) + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let march_month = (5 * of_year + 2) / 153;
        let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
        Self {
            year: (year_of_era + era * 400 + i64::from(month <= 2)) as i32,
            month: month as u8,
            day: (of_year - (153 * march_month + 2) / 5 + 1) as u8,
        }
    }
}

impl From<Date> for StudyDay {
    fn from(date: Date) -> Self {
        let year = i64::from(date.year) - i64::from(date.month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let march_month = (i64::from(date.month) + 9) % 12;
        let of_year = (153 * march_month + 2) / 5 + i64::from(date.day) - 1;
        let of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year;
        Self((era * 146_097 + of_era - 719_468) as i32)
    }
}

impl Date {
    /// Reads `2026-11-20`; `None` for anything that is not a date of the calendar.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let number = |part: &str| part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<i32>().ok()).flatten();
        let date =
            Self { year: number(&text[0..4])?, month: number(&text[5..7])? as u8, day: number(&text[8..10])? as u8 };
        // A date that does not survive the round trip (31 June) is none.
        ((1..=12).contains(&date.month) && Self::from(StudyDay::from(date)) == date).then_some(date)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_study_day_ends_at_the_rollover() {
        let check = |at: i64, utc_offset: i16, rollover: u16, expect: &str| {
            let day = Now { at: Millis(at), utc_offset }.study_day(rollover);
            assert_eq!(Date::from(day).to_string(), expect, "{at} {utc_offset} {rollover}");
        };
        let noon = 1_795_176_000_000; // 2026-11-20T12:00Z
        check(noon, 0, 240, "2026-11-20");
        check(noon + 15 * 3_600_000, 0, 240, "2026-11-20"); // 03:00 the next night
        check(noon + 16 * 3_600_000, 0, 240, "2026-11-21"); // 04:00
        check(noon, 840, 240, "2026-11-20"); // 02:00 on the 21st, still the 20th
        check(noon, -600, 240, "2026-11-19"); // 02:00 on the 20th, still the 19th
        check(noon + 12 * 3_600_000, 0, 0, "2026-11-21");
        check(0, 0, 0, "1970-01-01");
        check(-1, 0, 0, "1969-12-31");
    }

    #[test]
    fn dates_and_days_are_one_to_one() {
        let mut date = Date { year: 1969, month: 12, day: 31 };
        for day in -1..60_000 {
            let now = Date::from(StudyDay(day));
            assert_eq!(StudyDay::from(now).0, day);
            assert!(now == date || day == -1, "{now}");
            let tomorrow = Date { day: now.day + 1, ..now };
            date = if Date::parse(&tomorrow.to_string()).is_some() {
                tomorrow
            } else if now.month < 12 {
                Date { month: now.month + 1, day: 1, ..now }
            } else {
                Date { year: now.year + 1, month: 1, day: 1 }
            };
        }
    }

    #[test]
    fn only_dates_of_the_calendar_are_read() {
        for good in ["2026-11-20", "2024-02-29", "1970-01-01"] {
            assert_eq!(Date::parse(good).map(|d| d.to_string()).as_deref(), Some(good));
        }
        for bad in [
            "",
            "2026-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-1-1",
            "20261120",
            "2026-06-31",
            "2026-+1-01",
            "２026-11-2",
        ] {
            assert_eq!(Date::parse(bad), None, "{bad}");
        }
        assert_eq!(StudyDay(0).weekday(), 3); // a Thursday
    }
}
