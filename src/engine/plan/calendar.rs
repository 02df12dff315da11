//! The calendar: the days to the exam, the load of each, and whether the learner is ahead or behind.

use super::facts::{Facts, Obstacle};
use super::mocks::{self, Mock};
use super::project::project;
use crate::engine::id::TrackId;
use crate::engine::schedule::aim::deadline;
use crate::engine::time::{Date, StudyDay};

/// The most days that are planned: beyond a year a day's load says nothing.
pub const MOST_DAYS: i32 = 366;

/// The days to a track's exam. Nothing in it is more than the track's minutes allow; mock exams stand apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Which track.
    pub track: TrackId,
    /// The exam's day.
    pub exam: StudyDay,
    /// From today to the day before the exam, at most [`MOST_DAYS`].
    pub days: Vec<Day>,
    /// The day by which every item should have been met: exam − max(7 days, 20 % of the way).
    pub deadline: StudyDay,
    /// Items never met so far.
    pub unseen: u32,
    /// How the meeting of new items goes.
    pub course: Course,
    /// The expected share of the deck that is recalled on the exam's day if the plan is followed, `0.0..=1.0`:
    /// domains count as the exam weighs them, items never met count nothing.
    pub recall: f32,
    /// The same if nothing more were studied.
    pub recall_idle: f32,
}

/// One day of the plan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Day {
    /// Which.
    pub day: StudyDay,
    /// Minutes that the learner gives it; 0 on a day off. For today: what is left of them.
    pub minutes: u32,
    /// The learner took it off.
    pub off: bool,
    /// Minutes that are planned, at most `minutes`.
    pub load: u32,
    /// Reviews that are planned, questions and cards.
    pub reviews: u32,
    /// New items that are planned.
    pub new: u32,
    /// The mock exam that stands on it; its minutes are the exam's and come instead of the day's.
    pub mock: Option<Mock>,
}

/// How the meeting of new items goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// All items were met.
    Met,
    /// The last is met so many days before the deadline.
    Ahead(u32),
    /// The last is met so many days after the deadline, but before the exam.
    Behind(u32),
    /// So many are not met before the exam.
    Left(u32),
}

/// The plan for a track's exam; `extra` minutes more on each day that has any.
///
/// # Errors
/// Why there is none.
pub fn plan(facts: &Facts<'_>, extra: u32) -> Result<Plan, Obstacle> {
    let (today, settings) = (facts.today(), facts.snapshot.settings());
    let exam = facts.exam().ok_or(Obstacle::NoDate)?;
    match exam.since(today) {
        ..0 => return Err(Obstacle::Passed(Date::from(exam))),
        0 => return Err(Obstacle::Today),
        _ => {}
    }
    let track = &facts.deck.track.id;
    if facts.deck.questions.iter().all(|question| question.form.is_some()) && facts.deck.cards.is_empty() {
        return Err(Obstacle::Nothing);
    }
    let off = |day: StudyDay| settings.days_off.get(track).is_some_and(|days| days.contains(&day));
    let mocks = mocks::place(facts, exam);
    let mut days: Vec<Day> = (0..exam.since(today).min(MOST_DAYS))
        .map(|ahead| {
            let day = today.plus(ahead);
            let minutes = match settings.minutes_on(track.as_str(), day) {
                0 => 0,
                minutes => minutes + extra,
            };
            let mock = mocks.iter().find(|(on, _)| *on == day).map(|(_, mock)| *mock);
            Day { day, minutes, off: off(day), load: 0, reviews: 0, new: 0, mock }
        })
        .collect();
    if days.iter().all(|day| day.minutes == 0) {
        return Err(Obstacle::NoMinutes);
    }
    let done = (facts.snapshot.tally(Some(track), today).millis / 60_000) as u32;
    if let Some(first) = days.first_mut() {
        first.minutes = first.minutes.saturating_sub(done);
    }
    let deadline = deadline(facts.snapshot, track, exam, today);
    let outlook = project(facts, exam, deadline, &mut days);
    let course = match outlook.last_new {
        _ if outlook.unseen == 0 => Course::Met,
        _ if outlook.left > 0 => Course::Left(outlook.left),
        Some(last) if last <= deadline => Course::Ahead(deadline.since(last) as u32),
        Some(last) => Course::Behind(last.since(deadline) as u32),
        None => Course::Met,
    };
    Ok(Plan {
        track: track.clone(),
        exam,
        days,
        deadline,
        unseen: outlook.unseen,
        course,
        recall: outlook.recall,
        recall_idle: outlook.recall_idle,
    })
}
