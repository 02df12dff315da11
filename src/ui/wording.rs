//! Numbers and times in words, as the pages say them.

use crate::engine::id::TrackId;
use crate::engine::time::{Date, StudyDay};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// `1 card`, `2 cards`.
#[must_use]
pub fn count(number: u32, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// `Friday, 20 November`.
#[must_use]
pub fn day(day: StudyDay) -> String {
    let date = Date::from(day);
    let weekday = WEEKDAYS.get(usize::from(day.weekday())).copied().unwrap_or_default();
    format!("{weekday}, {} {}", date.day, month(date))
}

/// `20 November 2026`.
#[must_use]
pub fn date(date: Date) -> String {
    format!("{} {} {}", date.day, month(date), date.year)
}

/// The same from `2026-11-20`; any other text stays as it is.
#[must_use]
pub fn iso_date(text: &str) -> String {
    Date::parse(text).map_or_else(|| text.to_owned(), date)
}

fn month(date: Date) -> &'static str {
    MONTHS.get(usize::from(date.month).saturating_sub(1)).copied().unwrap_or_default()
}

/// The first letter of a weekday.
#[must_use]
pub fn initial(day: StudyDay) -> &'static str {
    ["M", "T", "W", "T", "F", "S", "S"][usize::from(day.weekday() % 7)]
}

/// `about 18 minutes`, `under a minute`.
#[must_use]
pub fn minutes(seconds: u32) -> String {
    match (seconds + 30) / 60 {
        0 => "under a minute".to_owned(),
        1 => "about a minute".to_owned(),
        minutes if minutes < 100 => format!("about {minutes} minutes"),
        minutes => format!("about {} hours", (minutes + 30) / 60),
    }
}

/// `62 %` of a share `0.0..=1.0`.
#[must_use]
pub fn percent(share: f64) -> String {
    format!("{} %", (share * 100.0).round() as i32)
}

/// A track's id in capitals, for where its facts are not at hand.
#[must_use]
pub fn short(track: &TrackId) -> String {
    track.as_str().to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words() {
        assert_eq!(count(1, "card", "cards"), "1 card");
        assert_eq!(count(0, "card", "cards"), "0 cards");
        assert_eq!(day(StudyDay::from(Date { year: 2026, month: 11, day: 20 })), "Friday, 20 November");
        assert_eq!(iso_date("2026-11-20"), "20 November 2026");
        assert_eq!(iso_date("soon"), "soon");
        for (seconds, words) in
            [(10, "under a minute"), (70, "about a minute"), (1080, "about 18 minutes"), (7300, "about 2 hours")]
        {
            assert_eq!(minutes(seconds), words);
        }
        assert_eq!(percent(0.615), "62 %");
    }
}
