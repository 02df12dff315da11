//! Practice: a set of questions that the learner builds, and sitting it. Answers count for the schedule too.

use super::standings::Standings;
use super::turn::{Turn, World};
use crate::engine::bank::answer::Answer;
use crate::engine::bank::deck::Deck;
use crate::engine::bank::question::{Approach, Kind, Level};
use crate::engine::id::{DomainId, ItemId, TopicId};
use crate::engine::progress::event::{Confidence, What};
use crate::engine::progress::snapshot::Snapshot;
use crate::engine::time::Now;
use std::collections::BTreeSet;

/// Which questions by what happened to them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum State {
    /// Whatever happened.
    #[default]
    Any,
    /// Never answered.
    Unseen,
    /// The latest answer was wrong.
    Wrong,
    /// Marked for later.
    Flagged,
    /// Likely forgotten, or wrong more often than right.
    Weak,
    /// The latest answer was right, but guessed.
    Lucky,
}

/// When the feedback is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Feedback {
    /// After each answer.
    #[default]
    AtOnce,
    /// After the last one.
    AtEnd,
}

/// What a set is built from. An empty set of domains, topics, levels, kinds or approaches allows all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recipe {
    /// Any of these domains.
    pub domains: BTreeSet<DomainId>,
    /// Any of these topics (within the domains, where both are given).
    pub topics: BTreeSet<TopicId>,
    /// Any of these levels.
    pub levels: BTreeSet<Level>,
    /// Any of these kinds.
    pub kinds: BTreeSet<Kind>,
    /// Any of these approaches.
    pub approaches: BTreeSet<Approach>,
    /// What happened to them.
    pub state: State,
    /// At most so many; 0 means all. A case comes whole, so that a set may be a little longer.
    pub count: u16,
    /// When the feedback is given.
    pub feedback: Feedback,
}

/// How many questions a recipe finds, its `count` aside: for the form, while the learner chooses.
#[must_use]
pub fn matching(recipe: &Recipe, deck: &Deck, snapshot: &Snapshot, standings: &Standings, now: Now) -> u32 {
    let _ = (recipe, deck, snapshot, standings, now);
    todo!()
}

/// Draws a set: a uniform draw of what the recipe finds, cases whole and in order, topics mixed.
#[must_use]
pub fn draw(
    recipe: &Recipe,
    deck: &Deck,
    snapshot: &Snapshot,
    standings: &Standings,
    now: Now,
    seed: u64,
) -> Vec<ItemId> {
    let _ = (recipe, deck, snapshot, standings, now, seed);
    todo!()
}

/// What the learner does. An action that makes no sense now changes nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Answer the question; with feedback at the end this goes on to the next one.
    Answer(Answer, Option<Confidence>),
    /// Go on after feedback; after the last question to the end.
    Next,
    /// Leave this question without an answer.
    Skip,
    /// Mark the question for later, or take the mark away.
    Flag,
    /// Take the latest answer back: that question is asked again.
    Undo,
    /// Stop here: the rest stays unanswered.
    Finish,
}

/// A set being sat.
#[derive(Clone, Debug, PartialEq)]
pub struct Practice {
    turn: Option<Turn>,
}

impl Practice {
    /// Begins a set. An empty one is finished at once.
    #[must_use]
    pub fn start(items: Vec<ItemId>, deck: &Deck, feedback: Feedback, seed: u64, now: Now) -> Self {
        let _ = (items, deck, feedback, seed, now);
        todo!()
    }
    /// The question in front of the learner; none when the set is finished.
    #[must_use]
    pub fn turn(&self) -> Option<&Turn> {
        self.turn.as_ref()
    }
    /// The place of the question in front, from 1 (past the end: the number of questions), and how many there are.
    #[must_use]
    pub fn progress(&self) -> (u32, u32) {
        todo!()
    }
    /// Whether there is something to take back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        todo!()
    }
    /// The set's questions with what was answered, in order.
    #[must_use]
    pub fn given(&self) -> &[Given] {
        todo!()
    }
    /// How it went.
    #[must_use]
    pub fn summary(&self) -> Summary {
        todo!()
    }
}

/// A question of a set.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// Which.
    pub item: ItemId,
    /// What was answered; none while or where it was not.
    pub marked: Option<super::turn::Marked>,
    /// Of the arrangement on the screen.
    pub seed: u64,
    /// Time for it, milliseconds.
    pub millis: u32,
}

/// How a set went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Questions in the set.
    pub of: u32,
    /// Answered.
    pub answered: u32,
    /// Right.
    pub right: u32,
    /// By topic: right, answered; worst first.
    pub by_topic: Vec<(TopicId, u32, u32)>,
    /// Answered wrong, in order: for "repeat only the wrong ones".
    pub wrong: Vec<ItemId>,
    /// Right but guessed, in order.
    pub lucky: Vec<ItemId>,
    /// Wrong though certain, in order.
    pub confident_errors: Vec<ItemId>,
    /// Time, milliseconds.
    pub millis: u64,
}

/// One step. Returns the new state and what happened, in order, for the log.
#[must_use]
pub fn step(practice: Practice, action: Action, world: &World<'_>) -> (Practice, Vec<What>) {
    let _ = (practice, action, world);
    todo!()
}
