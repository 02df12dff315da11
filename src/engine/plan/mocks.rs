//! Where mock exams stand: reserved forms about three weeks, ten days and four days before the exam.

use super::facts::Facts;
use crate::engine::time::{Date, StudyDay};

/// A mock exam in the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mock {
    /// The reserved form.
    pub form: u8,
    /// Minutes on the exam's clock.
    pub minutes: u16,
}

/// Days before the exam, by how many forms there are: early enough to act on, late enough to tell.
const BEFORE: [&[i32]; 4] = [&[], &[10], &[21, 4], &[21, 10, 4]];

/// How far a mock may move from its day to find more minutes.
const LEEWAY: i32 = 2;

/// The days of the mocks, in order. What was sat is not asked again; a mock whose day was missed moves to a later one
/// of these days, if one is left.
#[must_use]
pub fn place(facts: &Facts<'_>, exam: StudyDay) -> Vec<(StudyDay, Mock)> {
    let (today, track) = (facts.today(), &facts.deck.track);
    let Some(outline) = track.outline_on(&Date::from(exam).to_string()) else { return Vec::new() };
    let open: Vec<u8> = facts.forms.iter().filter(|form| !form.sat).map(|form| form.number).collect();
    let days: Vec<StudyDay> = BEFORE[facts.forms.len().min(3)]
        .iter()
        .map(|before| roomiest(facts, exam.plus(-before), exam))
        .filter(|day| *day >= today)
        .collect();
    // A single form whose day has passed, or one that was added late, may still come at the last of the usual days.
    let last = roomiest(facts, exam.plus(-4), exam);
    let days = if days.is_empty() && last >= today { vec![last] } else { days };
    let late = days.len().saturating_sub(open.len());
    let mock = |form| Mock { form, minutes: outline.minutes };
    days[late..].iter().zip(open).map(|(day, form)| (*day, mock(form))).collect()
}

/// The day near this one with the most minutes; the nearest of equals, the earlier of equally near.
fn roomiest(facts: &Facts<'_>, day: StudyDay, exam: StudyDay) -> StudyDay {
    let track = facts.deck.track.id.as_str();
    let minutes = |day: StudyDay| facts.snapshot.settings().minutes_on(track, day);
    let mut best = day;
    for away in (1..=LEEWAY).flat_map(|away| [-away, away]) {
        let other = day.plus(away);
        if other < exam && minutes(other) > minutes(best) {
            best = other;
        }
    }
    best
}
