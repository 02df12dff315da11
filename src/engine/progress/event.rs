//! Events: the closed list of what can happen. Undo, delete and settings are events too.
//!
//! These are domain types. How they are written down is the business of [`super::codec`], which keeps its own
//! types per version, so that these may change.

use super::exam::{Started, Step};
use crate::engine::bank::answer::Answer;
use crate::engine::bank::question::ContentHash;
use crate::engine::id::{EventId, ItemId, TrackId};
use crate::engine::time::{Now, StudyDay};

/// Something that happened, once.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Unique for ever.
    pub id: EventId,
    /// When, by the learner's clock.
    pub now: Now,
    /// What.
    pub what: What,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A question was answered.
    Answered(Answered),
    /// A card was graded.
    Graded(Graded),
    /// An item was put aside until the next study day.
    Skipped(ItemId),
    /// An item was marked for later, or the mark was taken away.
    Flagged {
        /// Which.
        item: ItemId,
        /// Marked or not.
        on: bool,
    },
    /// An item was taken out of study (a leech, or by wish), or brought back.
    Suspended {
        /// Which.
        item: ItemId,
        /// Out or in.
        on: bool,
    },
    /// An earlier event no longer counts.
    Undone(EventId),
    /// A setting got a value; the last one wins.
    Set(Setting),
    /// All earlier answers, grades, flags and skips of the tracks no longer count; `None` means everything,
    /// settings too.
    Deleted(Option<TrackId>),
    /// A mock exam began; the sitting bears this event's name.
    ExamStarted(Box<Started>),
    /// A step of a sitting. Its answers count when it is over, all at once.
    ExamStep(Box<Step>),
    /// Items were asked to come next in study, before they are due or the day's pace brings them.
    Wanted(Vec<ItemId>),
}

/// A question's answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// Which question.
    pub item: ItemId,
    /// Of the wording that was shown.
    pub hash: ContentHash,
    /// In stored order.
    pub answer: Answer,
    /// How it was marked then: a mended key does not rewrite history.
    pub right: bool,
    /// How sure the learner was, where asked.
    pub confidence: Option<Confidence>,
    /// From shown to answered, milliseconds.
    pub duration_ms: u32,
    /// Where.
    pub place: Place,
    /// Of the arrangement on the screen.
    pub seed: u64,
}

/// A card's grade.
#[derive(Clone, Debug, PartialEq)]
pub struct Graded {
    /// Which card.
    pub item: ItemId,
    /// Of the wording that was shown.
    pub hash: ContentHash,
    /// As the learner judged.
    pub grade: Grade,
    /// From shown to graded, milliseconds.
    pub duration_ms: u32,
    /// Where.
    pub place: Place,
}

/// The four grades of FSRS, with its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Forgotten.
    Again = 1,
    /// Recalled with trouble.
    Hard = 2,
    /// Recalled.
    Good = 3,
    /// Recalled at once.
    Easy = 4,
}

/// How sure a learner says to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// No better than a guess.
    Guessed,
    /// Thought so.
    ThoughtSo,
    /// Certain.
    Certain,
}

/// Where an answer was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// From the queue.
    Study,
    /// From a set that the learner built.
    Practice,
    /// In a mock exam.
    Exam,
}

/// A setting with its value.
#[derive(Clone, Debug, PartialEq)]
pub enum Setting {
    /// The track that is studied.
    Track(TrackId),
    /// How it looks.
    Theme(Theme),
    /// Desired retention in percent, `70..=97`.
    Retention(u8),
    /// New items a day, of each track.
    NewPerDay(u16),
    /// Minutes after midnight at which the day ends, `0..=720`.
    Rollover(u16),
    /// Text size in percent, `80..=200`.
    TextSize(u16),
    /// Less motion than the system asks for.
    ReducedMotion(bool),
    /// Single-letter shortcuts.
    Shortcuts(bool),
    /// Whether the page asks how sure the learner is.
    AskConfidence(bool),
    /// A track's exam date, `2026-12-31`; none takes it away.
    ExamDate(TrackId, Option<String>),
    /// Minutes a day for a track's exam, Monday first, each `0..=600`; counted only while it has an exam date.
    Minutes(TrackId, [u16; 7]),
    /// All days before a track's exam on which nothing is studied for it, in rising order.
    DaysOff(TrackId, Vec<StudyDay>),
    /// The share of right answers that the learner aims at in a track, percent, `1..=100`.
    Target(TrackId, u8),
    /// What a fit to the learner's reviews found; none goes back to the defaults.
    Parameters(Option<Parameters>),
}

/// Parameters of a memory model.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters {
    /// The model that they belong to; to any other they mean nothing.
    pub model: u8,
    /// In the model's order, all finite, at most [`Parameters::MOST`].
    pub values: Vec<f32>,
}

impl Parameters {
    /// More than any model has.
    pub const MOST: usize = 64;
}

/// How it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Dark ink on light paper.
    Light,
    /// Light ink on dark paper.
    Dark,
}
