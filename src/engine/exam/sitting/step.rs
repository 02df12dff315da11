//! What the learner does, and what follows.

use super::marks::{LONGEST_NOTE, joined};
use super::{Sitting, Stage};
use crate::engine::bank::answer::{self, Answer};
use crate::engine::exam::shelf::Shelf;
use crate::engine::progress::event::{Confidence, What};
use crate::engine::progress::exam::{Did, Ending, Given, Passage, Step};
use crate::engine::time::Now;

/// What the learner does. An action that makes no sense now changes nothing. Places count from 0 over the whole paper.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Nothing: time passes. To be done every few seconds, at least every 30; ends the sitting when its time is up.
    Tick,
    /// Turn to a question of the open part.
    Go(u16),
    /// Answer a question of the open part, or answer it anew; `None` takes the answer away.
    Answer {
        /// Its place.
        at: u16,
        /// In stored order.
        answer: Option<Answer>,
        /// How sure, where asked.
        confidence: Option<Confidence>,
    },
    /// Mark a question for review, or take the mark away.
    Flag(u16),
    /// Strike an option out, or bring it back.
    Strike {
        /// The question's place.
        at: u16,
        /// The option's stored index.
        option: u8,
    },
    /// Write a note; empty takes it away.
    Note {
        /// The question's place.
        at: u16,
        /// All of it.
        text: String,
    },
    /// Highlight text (see [`super::toggled`]).
    Highlight {
        /// The question's place.
        at: u16,
        /// In which text.
        passage: Passage,
        /// All that is to be highlighted in it.
        ranges: Vec<(u16, u16)>,
    },
    /// Close the open part for good; the last one ends the sitting.
    Close,
    /// End or skip the break.
    Open,
    /// Don't count the last gap: the clock was set.
    Forgive,
    /// Hand in now.
    Finish,
    /// Give up.
    Abandon,
}

/// One step. Returns the new state and what happened, in order, for the log.
#[must_use]
pub fn step(mut sitting: Sitting, action: Action, shelf: &Shelf<'_>, now: Now) -> (Sitting, Vec<What>) {
    if sitting.over() {
        return (sitting, Vec::new());
    }
    let break_ms = sitting.break_ms();
    sitting.clock.look(now, break_ms);
    let did = match action {
        Action::Forgive if sitting.clock.gap_ms > 0 => {
            sitting.clock.forgive();
            Some(Did::Forgave)
        }
        Action::Abandon => Some(Did::Ended(Ending::Abandoned)),
        // Whether the time is up has to be said first.
        Action::Finish if sitting.clock.in_doubt() => Some(Did::Ended(Ending::Expired)),
        _ if sitting.clock.in_doubt() => None,
        _ if sitting.clock.left_ms() == 0 => Some(Did::Ended(Ending::Expired)),
        action => sitting.did(action, shelf),
    };
    let happened = did.map(|did| {
        let Sitting { id, number, clock, .. } = sitting;
        let rested_ms = if sitting.stage == Stage::Break { clock.rested_ms } else { 0 };
        let step = Step { sitting: id, number: number + 1, spent_ms: clock.spent_ms, rested_ms, did };
        sitting.take(&step, now);
        What::ExamStep(Box::new(step))
    });
    (sitting, happened.into_iter().collect())
}

impl Sitting {
    /// What an action does while there is time; none where it makes no sense or changes nothing.
    fn did(&self, action: Action, shelf: &Shelf<'_>) -> Option<Did> {
        let last = self.part + 1 == self.started.parts.len();
        let entry = |at: u16| self.entries.get(usize::from(at)).filter(|_| self.is_open(at));
        match action {
            Action::Go(at) => (self.is_open(at) && at != self.at).then_some(Did::Went(at)),
            Action::Answer { at, answer: None, .. } => {
                entry(at).and_then(|entry| entry.given.as_ref()).map(|_| Did::Cleared(at))
            }
            Action::Answer { at, answer: Some(answer), confidence } => self.answered(at, answer, confidence, shelf),
            Action::Flag(at) => entry(at).map(|entry| Did::Flagged { at, on: !entry.flagged }),
            Action::Strike { at, option } => {
                let bit = 1u8.checked_shl(u32::from(option))?;
                entry(at).map(|entry| Did::Struck { at, options: entry.struck ^ bit })
            }
            Action::Note { at, text } => {
                let text: String = text.chars().take(LONGEST_NOTE).collect();
                entry(at).filter(|entry| entry.note != text).map(|_| Did::Noted { at, text })
            }
            Action::Highlight { at, passage, ranges } => {
                let ranges = joined(ranges);
                let new = entry(at).filter(|entry| entry.highlights(passage) != ranges);
                new.map(|_| Did::Highlighted { at, passage, ranges })
            }
            Action::Close if self.stage == Stage::Open => {
                Some(if last { Did::Ended(Ending::Completed) } else { Did::Closed })
            }
            Action::Open if self.stage == Stage::Break => Some(Did::Opened),
            Action::Finish if last && self.stage == Stage::Open => Some(Did::Ended(Ending::Completed)),
            Action::Finish => Some(Did::Ended(Ending::Early)),
            _ => None,
        }
    }

    fn answered(&self, at: u16, answer: Answer, confidence: Option<Confidence>, shelf: &Shelf<'_>) -> Option<Did> {
        let entry = self.entries.get(usize::from(at)).filter(|_| self.is_open(at))?;
        if matches!(answer, Answer::Numeric(value) if !value.is_finite()) {
            return None;
        }
        let same = |given: &Given| given.answer == answer && given.confidence == confidence;
        if entry.given.as_ref().is_some_and(same) {
            return None;
        }
        let found = shelf.find(self.slot(at)?, self.started.seed);
        let mark = answer::mark(found.question()?, &answer);
        let now_ms = if at == self.at { self.clock.spent_ms.saturating_sub(self.told_ms) } else { 0 };
        let duration_ms = entry.millis.saturating_add(now_ms);
        Some(Did::Answered(Given { at, answer, mark, confidence, duration_ms }))
    }
}
