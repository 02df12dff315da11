//! Settings: what the learner has chosen, with the defaults for what was not chosen.
//!
//! Values out of range are brought into it here, so that no reader has to doubt them.

use super::event::{Parameters, Setting, Theme};
use super::history::overrule;
use crate::engine::id::{EventId, TrackId};
use crate::engine::sorted::{Map, sort};
use crate::engine::time::{DEFAULT_ROLLOVER, Date, StudyDay};

/// Desired retention in percent where the learner chose none and has no exam date.
pub const DEFAULT_RETENTION: u8 = 90;

/// Desired retention in percent where the learner chose none and has an exam date: the hours until then are
/// better spent on seeing everything than on the last few percent of what was seen.
pub const EXAM_RETENTION: u8 = 85;

/// Minutes a day, Monday first, for a track with an exam date where the learner said nothing else.
pub const DEFAULT_MINUTES: [u16; 7] = [30; 7];

/// The most minutes that a day may have.
pub const MOST_MINUTES: u16 = 600;

/// The most days off that are kept for a track: ten years of them.
const MOST_DAYS_OFF: usize = 3660;

/// The share of right answers to aim at in percent, where the learner chose none.
pub const DEFAULT_TARGET: u8 = 75;

/// All settings with their values.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The track that is studied; none before the first choice.
    pub track: Option<TrackId>,
    /// How it looks.
    pub theme: Theme,
    /// Desired retention in percent, `70..=97`, where the learner chose one; see [`Settings::retention_for`].
    pub retention: Option<u8>,
    /// New items a day, of each track, `0..=999`.
    pub new_per_day: u16,
    /// Minutes after midnight at which a study day ends, `0..=720`.
    pub rollover: u16,
    /// Text size in percent, `80..=200`.
    pub text_size: u16,
    /// Less motion than the system asks for.
    pub reduced_motion: bool,
    /// Single-letter shortcuts.
    pub shortcuts: bool,
    /// Whether the page asks how sure the learner is.
    pub ask_confidence: bool,
    /// Exam dates by track.
    pub exam_dates: Map<TrackId, Date>,
    /// Minutes a day by track, Monday first; see [`Settings::minutes_on`].
    pub minutes: Map<TrackId, [u16; 7]>,
    /// Days off by track, in rising order.
    pub days_off: Map<TrackId, Vec<StudyDay>>,
    /// The share to aim at by track, percent, `1..=100`; see [`Settings::target_for`].
    pub targets: Map<TrackId, u8>,
    /// Of the memory model, fitted to the learner; none where the defaults are in use. They may be of another model
    /// than the one in use, which then ignores them.
    pub parameters: Option<Parameters>,
    /// The event that set each of them last, by number and (for exam dates) track.
    by: Map<(u8, Option<TrackId>), Option<EventId>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            track: None,
            theme: Theme::System,
            retention: None,
            new_per_day: 10,
            rollover: DEFAULT_ROLLOVER,
            text_size: 100,
            reduced_motion: false,
            shortcuts: true,
            ask_confidence: true,
            exam_dates: Map::new(),
            minutes: Map::new(),
            days_off: Map::new(),
            targets: Map::new(),
            parameters: None,
            by: Map::new(),
        }
    }
}

impl Settings {
    /// Desired retention for a track in percent, `70..=97`: the learner's choice, else 85 with an exam date, else 90.
    #[must_use]
    pub fn retention_for(&self, track: &str) -> u8 {
        let default = if self.exam_dates.contains_key(track) { EXAM_RETENTION } else { DEFAULT_RETENTION };
        self.retention.unwrap_or(default)
    }

    /// The event that set the parameters in force: undoing it brings back those before.
    #[must_use]
    pub fn parameters_by(&self) -> Option<EventId> {
        self.by.get(&(PARAMETERS, None)).copied().flatten()
    }

    /// Minutes a day for a track's exam, Monday first: the learner's, else the default.
    #[must_use]
    pub fn minutes_for(&self, track: &str) -> [u16; 7] {
        self.minutes.get(track).copied().unwrap_or(DEFAULT_MINUTES)
    }

    /// Minutes for a track's exam on a day, `0..=600`; none on a day off.
    #[must_use]
    pub fn minutes_on(&self, track: &str, day: StudyDay) -> u32 {
        let off = self.days_off.get(track).is_some_and(|days| days.contains(&day));
        if off { 0 } else { u32::from(self.minutes_for(track)[usize::from(day.weekday())]) }
    }

    /// The share of right answers to aim at, percent: the learner's choice, else 75.
    #[must_use]
    pub fn target_for(&self, track: &str) -> u8 {
        self.targets.get(track).copied().unwrap_or(DEFAULT_TARGET)
    }

    /// Gives a setting its value. An exam date that is no date of the calendar changes nothing; nor does an event that
    /// its device wrote before the one that set the value.
    pub(super) fn set(&mut self, setting: &Setting, event: EventId) {
        if !overrule(self.by.or_default(number(setting)), event) {
            return;
        }
        match setting {
            Setting::Track(track) => self.track = Some(track.clone()),
            Setting::Theme(theme) => self.theme = *theme,
            Setting::Retention(percent) => self.retention = Some((*percent).clamp(70, 97)),
            Setting::NewPerDay(count) => self.new_per_day = (*count).min(999),
            Setting::Rollover(minutes) => self.rollover = (*minutes).min(720),
            Setting::TextSize(percent) => self.text_size = (*percent).clamp(80, 200),
            Setting::ReducedMotion(on) => self.reduced_motion = *on,
            Setting::Shortcuts(on) => self.shortcuts = *on,
            Setting::AskConfidence(on) => self.ask_confidence = *on,
            Setting::ExamDate(track, None) => {
                self.exam_dates.remove(track);
            }
            Setting::ExamDate(track, Some(text)) => {
                if let Some(date) = Date::parse(text) {
                    self.exam_dates.insert(track.clone(), date);
                }
            }
            Setting::Minutes(track, week) => {
                self.minutes.insert(track.clone(), week.map(|minutes| minutes.min(MOST_MINUTES)));
            }
            Setting::DaysOff(track, days) => {
                let mut days: Vec<_> = days.iter().copied().take(MOST_DAYS_OFF).collect();
                sort(&mut days, Ord::cmp);
                days.dedup();
                self.days_off.insert(track.clone(), days);
            }
            Setting::Target(track, percent) => {
                self.targets.insert(track.clone(), (*percent).clamp(1, 100));
            }
            Setting::Parameters(parameters) => self.parameters.clone_from(parameters),
        }
    }
}

/// The number of [`Setting::Parameters`].
const PARAMETERS: u8 = 30;

fn number(setting: &Setting) -> (u8, Option<TrackId>) {
    match setting {
        Setting::Track(_) => (0, None),
        Setting::Theme(_) => (1, None),
        Setting::Retention(_) => (2, None),
        Setting::NewPerDay(_) => (3, None),
        Setting::Rollover(_) => (4, None),
        Setting::TextSize(_) => (5, None),
        Setting::ReducedMotion(_) => (6, None),
        Setting::Shortcuts(_) => (7, None),
        Setting::AskConfidence(_) => (8, None),
        Setting::ExamDate(track, _) => (9, Some(track.clone())),
        Setting::Minutes(track, _) => (10, Some(track.clone())),
        Setting::DaysOff(track, _) => (11, Some(track.clone())),
        Setting::Target(track, _) => (12, Some(track.clone())),
        Setting::Parameters(_) => (PARAMETERS, None),
    }
}
