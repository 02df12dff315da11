//! The questions of a report, one line each.

use super::super::coverage::Mode;
use super::super::shelf::{Found, Shelf};
use super::super::sitting::Sitting;
use crate::engine::bank::question::{Kind, Level};
use crate::engine::id::{DomainId, ItemId, TopicId};
use crate::engine::progress::event::Confidence;
use crate::engine::progress::exam::Given;

/// A question of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its place, from 0.
    pub at: u16,
    /// Which.
    pub item: ItemId,
    /// Its domain, where the track still has its topic.
    pub domain: Option<DomainId>,
    /// Its topic.
    pub topic: TopicId,
    /// Its approach; none for drills and what is gone.
    pub mode: Option<Mode>,
    /// Its level; here and below none for what is gone.
    pub level: Option<Level>,
    /// Its kind.
    pub kind: Option<Kind>,
    /// Not scored.
    pub pretest: bool,
    /// Answered before the sitting.
    pub repeated: bool,
    /// The answer that stood in the end.
    pub given: Option<Given>,
    /// How the answer was changed between the first time and the end.
    pub change: Option<Change>,
    /// Marked for review.
    pub flagged: bool,
    /// Has a note.
    pub noted: bool,
    /// How long it was in front, milliseconds.
    pub millis: u32,
    /// Its wording has changed since the paper was made, or it is gone.
    pub stale: bool,
}

/// How an answer was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// From wrong to right.
    ToRight = 0,
    /// From right to wrong (or to none).
    ToWrong = 1,
    /// From one wrong answer to another (or to none).
    Wrong = 2,
}

/// What a review shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Filter {
    /// Everything.
    #[default]
    All,
    /// What was answered wrong or not at all.
    Wrong,
    /// What was marked for review.
    Flagged,
    /// What the learner said to be a guess.
    Guessed,
    /// What was answered anew.
    Changed,
}

impl Filter {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::All, Self::Wrong, Self::Flagged, Self::Guessed, Self::Changed];

    /// For learners.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "All",
            Self::Wrong => "Wrong",
            Self::Flagged => "Flagged",
            Self::Guessed => "Guessed",
            Self::Changed => "Changed",
        }
    }

    /// Whether it shows a question.
    #[must_use]
    pub fn holds(self, line: &Line) -> bool {
        match self {
            Self::All => true,
            Self::Wrong => !line.right(),
            Self::Flagged => line.flagged,
            Self::Guessed => line.given.as_ref().is_some_and(|given| given.confidence == Some(Confidence::Guessed)),
            Self::Changed => line.change.is_some(),
        }
    }
}

impl Line {
    /// Whether it was answered right.
    #[must_use]
    pub fn right(&self) -> bool {
        self.given.as_ref().is_some_and(|given| given.mark.right)
    }

    /// Its parts that are right, and all of them; none where it was not answered.
    pub(super) fn parts(&self) -> (u8, u8) {
        self.given.as_ref().map_or((0, 0), |given| (given.mark.parts_right, given.mark.parts))
    }
}

pub(super) fn lines(sitting: &Sitting, shelf: &Shelf<'_>) -> Vec<Line> {
    let started = sitting.started();
    let all = started.slots().zip(sitting.entries()).enumerate();
    all.map(|(at, (slot, entry))| {
        let found = shelf.find(slot, started.seed);
        let question = found.question();
        let topic = slot.item.topic();
        let right = entry.given.as_ref().is_some_and(|given| given.mark.right);
        let first = entry.first.as_ref().filter(|_| entry.changed());
        Line {
            at: at as u16,
            item: slot.item.clone(),
            domain: shelf.deck.track.domain_of(&topic).map(|domain| domain.id.clone()),
            topic,
            mode: question.and_then(|question| question.approach).map(|approach| Mode::of(Some(approach))),
            level: question.map(|question| question.level),
            kind: question.map(|question| question.kind()),
            pretest: slot.pretest,
            repeated: slot.seen,
            given: entry.given.clone(),
            change: first.map(|first| match (first.mark.right, right) {
                (_, true) => Change::ToRight,
                (true, false) => Change::ToWrong,
                (false, false) => Change::Wrong,
            }),
            flagged: entry.flagged,
            noted: !entry.note.is_empty(),
            millis: entry.millis,
            stale: !matches!(found, Found::Same(_)),
        }
    })
    .collect()
}
