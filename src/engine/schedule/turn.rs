//! A turn: one item in front of the learner, in study or in practice, and what a step may look at.

use super::memory::Outcomes;
use super::standings::Standings;
use super::steps::Wait;
use crate::engine::bank::answer::{Answer, Mark};
use crate::engine::bank::deck::Deck;
use crate::engine::chance::mix;
use crate::engine::id::{EventId, ItemId};
use crate::engine::progress::event::{Confidence, Grade};
use crate::engine::progress::snapshot::Snapshot;
use crate::engine::time::{Millis, Now};

/// What a step may look at: the world as it was when the learner acted.
#[derive(Clone, Copy, Debug)]
pub struct World<'w> {
    /// The track's deck.
    pub deck: &'w Deck,
    /// What has happened, before this step's events.
    pub snapshot: &'w Snapshot,
    /// In sync with the snapshot.
    pub standings: &'w Standings,
    /// The clock, read once.
    pub now: Now,
    /// The id that the step's first event will get; further ones count up. (A step remembers it for undo.)
    pub next: EventId,
}

/// One item in front of the learner.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// Which.
    pub item: ItemId,
    /// The case whose text stands beside it.
    pub case: Option<ItemId>,
    /// For [`crate::engine::bank::answer::arrange`]; below 4,096, so that it is short when stored: nobody tells more
    /// arrangements of a few options apart.
    pub seed: u64,
    /// Since when.
    pub shown_at: Millis,
    /// How far the learner is.
    pub stage: Stage,
}

/// How far the learner is with an item.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// A question is asked.
    Question,
    /// A card's front is shown.
    Front,
    /// A card's back is shown; what each grade would lead to.
    Back(Box<Outcomes>),
    /// A question was answered; the feedback is shown.
    Marked(Box<Marked>),
}

/// An answered question.
#[derive(Clone, Debug, PartialEq)]
pub struct Marked {
    /// What was answered.
    pub answer: Answer,
    /// How it was marked.
    pub mark: Mark,
    /// How sure the learner was.
    pub confidence: Option<Confidence>,
    /// What it counts as.
    pub grade: Grade,
    /// When it comes back; none where that is left open: with an exam ahead it comes when it adds most.
    pub wait: Option<Wait>,
}

/// The longest time that is kept for an item, milliseconds: a day. Beyond, a clock was set.
const LONGEST_TURN_MS: i64 = 86_400_000;

impl Turn {
    /// How long the item has been shown, milliseconds; none for a clock that jumped back.
    #[must_use]
    pub fn elapsed(&self, now: Now) -> u32 {
        now.at.0.saturating_sub(self.shown_at.0).clamp(0, LONGEST_TURN_MS) as u32
    }
}

impl Stage {
    /// The stage in which the item was first shown.
    pub(super) fn unanswered(&self) -> Self {
        match self {
            Self::Question | Self::Marked(_) => Self::Question,
            Self::Front | Self::Back(_) => Self::Front,
        }
    }
}

/// Whether an answer can be stored: a number that is none can't.
pub(super) fn answerable(answer: &Answer) -> bool {
    !matches!(answer, Answer::Numeric(value) if !value.is_finite())
}

/// The seed of an item's arrangement, below 4,096, drawn from the whole's: another one each time it is shown.
pub(super) fn turn_seed(seed: u64, shown: u32, item: &ItemId) -> u64 {
    mix(mix(seed, &shown.to_le_bytes()), item.as_str().as_bytes()) >> 52
}
