//! The agenda: several tracks on one day.

use super::calendar::{Day, Plan};
use crate::engine::id::TrackId;
use crate::engine::sorted::Map;
use crate::engine::time::StudyDay;

/// A day with all that is planned on it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agenda {
    /// Minutes that the learner gives it, all tracks together.
    pub minutes: u32,
    /// Minutes that are planned, mock exams not among them.
    pub load: u32,
    /// By track, in the order of the plans; days off too.
    pub tracks: Vec<(TrackId, Day)>,
    /// Exams on that day.
    pub exams: Vec<TrackId>,
}

/// The days of several plans together, from the first to the last exam.
#[must_use]
pub fn agenda(plans: &[&Plan]) -> Map<StudyDay, Agenda> {
    let mut days: Map<StudyDay, Agenda> = Map::new();
    for plan in plans {
        for day in &plan.days {
            let agenda = days.or_default(day.day);
            agenda.minutes += day.minutes;
            agenda.load += day.load;
            agenda.tracks.push((plan.track.clone(), *day));
        }
        days.or_default(plan.exam).exams.push(plan.track.clone());
    }
    days
}
