//! All of it as text for other calendars (RFC 5545).

use super::calendar::Plan;
use crate::engine::time::{Date, Now, StudyDay};

/// What the text needs besides the plans.
#[derive(Clone, Copy, Debug)]
pub struct Wishes {
    /// When studying begins, minutes after midnight by the learner's own clock, `0..=1439`.
    pub at: u16,
    /// Reminders so many minutes before; none without.
    pub remind: Option<u16>,
}

/// The plans (each with the track's short name) as one calendar: study, mock exams and exams. An entry keeps its name
/// from export to export, so that a calendar that takes the text again replaces it.
#[must_use]
pub fn write(plans: &[(&str, &Plan)], wishes: Wishes, now: Now) -> String {
    let stamp = stamp(now);
    let mut text = String::new();
    for words in
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Certdeck//Plan//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    {
        line(&mut text, words);
    }
    line(&mut text, "X-WR-CALNAME:Certdeck");
    for (name, plan) in plans {
        for day in &plan.days {
            let (kind, minutes, summary) = match day.mock {
                Some(mock) => {
                    let form = mock.form.to_string();
                    ("mock", u32::from(mock.minutes), [name, ": mock exam, form ", &form].concat())
                }
                None if day.load > 0 => ("study", day.load, [name, ": study ", &day.load.to_string(), " min"].concat()),
                None => continue,
            };
            let more = match day.mock {
                Some(_) => "As long as the real one. Feedback comes at the end.".to_owned(),
                None => [&day.reviews.to_string(), " reviews, ", &day.new.to_string(), " new"].concat(),
            };
            let start = ["DTSTART:", &date(day.day), "T", &clock(wishes.at)].concat();
            let duration = ["DURATION:PT", &minutes.max(1).to_string(), "M"].concat();
            entry(&mut text, &uid(plan, kind, day.day), &stamp, &[&start, &duration], &summary, &more, wishes.remind);
        }
        let start = ["DTSTART;VALUE=DATE:", &date(plan.exam)].concat();
        let end = ["DTEND;VALUE=DATE:", &date(plan.exam.plus(1))].concat();
        let summary = [name, ": exam"].concat();
        // The evening before: twelve hours ahead of the day.
        let remind = wishes.remind.map(|_| 12 * 60);
        entry(&mut text, &uid(plan, "exam", plan.exam), &stamp, &[&start, &end], &summary, "Good luck!", remind);
    }
    line(&mut text, "END:VCALENDAR");
    text
}

fn entry(
    text: &mut String,
    uid: &str,
    stamp: &str,
    when: &[&str],
    summary: &str,
    description: &str,
    remind: Option<u16>,
) {
    line(text, "BEGIN:VEVENT");
    line(text, &["UID:", uid].concat());
    line(text, &["DTSTAMP:", stamp].concat());
    for part in when {
        line(text, part);
    }
    line(text, &["SUMMARY:", &escaped(summary)].concat());
    line(text, &["DESCRIPTION:", &escaped(description)].concat());
    line(text, "TRANSP:TRANSPARENT");
    if let Some(before) = remind {
        line(text, "BEGIN:VALARM");
        line(text, "ACTION:DISPLAY");
        line(text, &["DESCRIPTION:", &escaped(summary)].concat());
        line(text, &["TRIGGER:-PT", &before.to_string(), "M"].concat());
        line(text, "END:VALARM");
    }
    line(text, "END:VEVENT");
}

/// A name that is the same in each export.
fn uid(plan: &Plan, kind: &str, day: StudyDay) -> String {
    [kind, "-", plan.track.as_str(), "-", &date(day), "@certdeck"].concat()
}

/// `20261120`.
fn date(day: StudyDay) -> String {
    Date::from(day).to_string().replace('-', "")
}

/// `190500`, by the learner's own clock.
fn clock(minutes: u16) -> String {
    let minutes = minutes.min(1439);
    [&*two(minutes / 60), &two(minutes % 60), "00"].concat()
}

fn two(number: u16) -> String {
    let digits = number.to_string();
    if number < 10 { ["0", &digits].concat() } else { digits }
}

/// `20261120T120000Z`.
fn stamp(now: Now) -> String {
    let seconds = now.at.0.div_euclid(1000);
    let day = StudyDay(seconds.div_euclid(86_400).clamp(-719_162, 2_932_896) as i32);
    let of_day = seconds.rem_euclid(86_400);
    let [hour, minute, second] = [of_day / 3600, of_day / 60 % 60, of_day % 60].map(|part| two(part as u16));
    [&*date(day), "T", &hour, &minute, &second, "Z"].concat()
}

/// Commas, semicolons, backslashes and line breaks mean something of their own.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// The longest line, bytes, its end not counted.
const WIDTH: usize = 75;

/// Adds a line, folded before it grows too long and never inside a character.
fn line(text: &mut String, words: &str) {
    let mut width = 0;
    for c in words.chars() {
        if width + c.len_utf8() > WIDTH {
            text.push_str("\r\n ");
            width = 1;
        }
        text.push(c);
        width += c.len_utf8();
    }
    text.push_str("\r\n");
}
