//! Best next minutes: what to do with 5, 10, 25 or 60 minutes so that the expected share on the exam rises most.

use super::facts::Facts;
use crate::engine::id::{ItemId, TopicId, TrapId};
use crate::engine::schedule::practice::Recipe;
use crate::engine::schedule::queue::queue_for;

/// The choices that are offered, minutes.
pub const CHOICES: [u32; 4] = [5, 10, 25, 60];

/// One thing to do.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What.
    pub kind: Kind,
    /// About so many minutes.
    pub minutes: u32,
    /// So many items.
    pub items: u32,
    /// Points of the expected share on the exam that it brings.
    pub points: f32,
    /// Why, in one sentence.
    pub why: String,
    /// What a click starts.
    pub start: Start,
}

/// Kinds of block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What was met before.
    Reviews,
    /// What was never met.
    New,
    /// A topic that lags behind.
    WeakTopic(TopicId),
    /// Items that embody a misconception.
    Misconception(TrapId),
    /// A case with its questions.
    Case(ItemId),
    /// A calculation drill.
    Drill(ItemId),
    /// A short mixed set without help, to see where one stands.
    Mini,
}

/// What a click starts.
#[derive(Clone, Debug, PartialEq)]
pub enum Start {
    /// The study queue for so many minutes.
    Study {
        /// Minutes.
        minutes: u32,
    },
    /// A practice set of these questions.
    Set(Vec<ItemId>),
    /// A practice set by a recipe.
    Practice(Box<Recipe>),
    /// A drill.
    Drill(ItemId),
}

/// What to do with so many minutes, best first; empty where there is nothing to do.
#[must_use]
pub fn best(facts: &Facts<'_>, minutes: u32) -> Vec<Block> {
    let queue = queue_for(facts.deck, facts.snapshot, facts.standings, facts.now, minutes);
    let counts = queue.counts;
    if queue.items.is_empty() {
        return Vec::new();
    }
    let kind = if counts.new > counts.questions + counts.cards { Kind::New } else { Kind::Reviews };
    vec![Block {
        kind,
        minutes: counts.minutes,
        items: counts.total(),
        points: 0.0,
        why: "They add most to what you will recall on the day.".into(),
        start: Start::Study { minutes },
    }]
}
