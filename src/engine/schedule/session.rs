//! A study session: old state, what the learner does, the world → new state and what happened.
//!
//! The session never writes and never asks the clock: the shell turns what happened into events, appends them, and
//! syncs snapshot and standings before the next step.

use super::queue::Queue;
use super::turn::{Turn, World};
use crate::engine::bank::answer::Answer;
use crate::engine::progress::event::{Confidence, Grade, What};
use crate::engine::time::{Millis, Now};

/// How far ahead of its time a learning step may be taken when nothing else is left, milliseconds.
pub const AHEAD_MS: i64 = 20 * 60_000;

/// What the learner does. An action that makes no sense now (a grade while a question is asked) changes nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Show the card's back.
    Show,
    /// Grade the card; goes on to the next item.
    Grade(Grade),
    /// Answer the question; the feedback follows.
    Answer(Answer, Option<Confidence>),
    /// Go on after feedback.
    Next,
    /// Put the item aside until the next study day; goes on.
    Skip,
    /// Mark the item for later, or take the mark away.
    Flag,
    /// Take the item out of study; goes on.
    Suspend,
    /// Take the latest answer, grade, skip or suspension back: that item is shown again.
    Undo,
}

/// A study session.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    turn: Option<Turn>,
    done: u32,
}

impl Session {
    /// Begins a session over a queue.
    #[must_use]
    pub fn start(queue: Queue, seed: u64, now: Now) -> Self {
        let _ = (queue, seed, now);
        todo!()
    }
    /// The item in front of the learner; none when nothing is left for now.
    #[must_use]
    pub fn turn(&self) -> Option<&Turn> {
        self.turn.as_ref()
    }
    /// Items that are finished for today, of all items of the session.
    #[must_use]
    pub fn progress(&self) -> (u32, u32) {
        (self.done, 0)
    }
    /// Whether there is something to take back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        todo!()
    }
    /// How it went so far.
    #[must_use]
    pub fn summary(&self) -> Summary {
        todo!()
    }
}

/// How a session went so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Answers and grades that were not taken back.
    pub reviews: u32,
    /// Of these, right (a card: not forgotten).
    pub right: u32,
    /// Time at the desk, milliseconds.
    pub millis: u64,
    /// Learning steps that were left since they come due too late: how many.
    pub waiting: u32,
    /// And when the first of them is due.
    pub next_step: Option<Millis>,
}

/// One step. Returns the new state and what happened, in order, for the log.
#[must_use]
pub fn step(session: Session, action: Action, world: &World<'_>) -> (Session, Vec<What>) {
    let _ = (session, action, world);
    todo!()
}
