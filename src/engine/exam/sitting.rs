//! A sitting: a state machine. Old state, what the learner does, the shelf and the time → new state and what happened.
//!
//! A sitting is rebuilt from its steps in the log: doing and rebuilding go through the same function, so that they
//! can't disagree. Nothing in here tells whether an answer is right before the sitting is over.

mod marks;
mod step;

pub use marks::toggled;
pub use step::{Action, step};

use super::clock::{Alive, Clock};
use crate::engine::id::EventId;
use crate::engine::progress::exam::{Did, Ending, Given, Passage, SittingLog, Slot, Started, Step};
use crate::engine::time::{Millis, Now};

/// A sitting.
#[derive(Clone, Debug, PartialEq)]
pub struct Sitting {
    id: EventId,
    began: Now,
    started: Started,
    entries: Vec<Entry>,
    stage: Stage,
    /// The open part, or the one that opens after the break.
    part: usize,
    /// The question in front.
    at: u16,
    clock: Clock,
    /// What the steps so far have given to questions and breaks of the time used.
    told_ms: u32,
    /// Steps so far.
    number: u32,
    ended: Option<Now>,
}

/// How far a sitting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// A part is open.
    Open,
    /// In the break before the next part.
    Break,
    /// Over.
    Over(Ending),
}

/// What the learner did to one question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// The answer that stands.
    pub given: Option<Given>,
    /// The answer that was given first. Where an answer has several parts, or is typed, it is given bit by bit: then the
    /// one that stood when the question was first left.
    pub first: Option<Given>,
    /// It was in front.
    pub seen: bool,
    /// Another one was turned to since.
    pub left: bool,
    /// Marked for review.
    pub flagged: bool,
    /// Options that were struck out: a bit for each, in stored order.
    pub struck: u8,
    /// A note.
    pub note: String,
    /// Highlighted in the stem: from and up to, in characters of its plain text.
    pub stem: Vec<(u16, u16)>,
    /// Highlighted in the case.
    pub case: Vec<(u16, u16)>,
    /// How long it was in front, milliseconds.
    pub millis: u32,
}

impl Entry {
    /// What is highlighted in a passage.
    #[must_use]
    pub fn highlights(&self, passage: Passage) -> &[(u16, u16)] {
        match passage {
            Passage::Stem => &self.stem,
            Passage::Case => &self.case,
        }
    }

    /// Whether another answer stands than the one given first.
    #[must_use]
    pub fn changed(&self) -> bool {
        self.first.as_ref().map(|first| &first.answer) != self.given.as_ref().map(|given| &given.answer)
    }
}

impl Sitting {
    /// One that begins now, by the event of this name.
    #[must_use]
    pub fn start(id: EventId, mut started: Started, now: Now) -> Self {
        // Never from one of our papers; a log may come from anywhere.
        started.parts.retain(|part| !part.slots.is_empty());
        let clock = Clock::new(started.allowed_ms, started.timing, now);
        let mut entries: Vec<Entry> = started.slots().map(|_| Entry::default()).collect();
        if let Some(first) = entries.first_mut() {
            first.seen = true;
        }
        let stage = if entries.is_empty() { Stage::Over(Ending::Completed) } else { Stage::Open };
        Self { id, began: now, started, entries, stage, part: 0, at: 0, clock, told_ms: 0, number: 0, ended: None }
    }

    /// As the log has it, with the last sign of life where there is one, for a learner who is back now.
    #[must_use]
    pub fn rebuild(id: EventId, log: &SittingLog, alive: Option<&Alive>, now: Now) -> Self {
        let mut sitting = Self::start(id, log.started.clone(), log.now);
        for (_, at, step) in &log.steps {
            sitting.take(step, *at);
        }
        if let Some(alive) = alive.filter(|alive| alive.sitting == id && alive.number >= sitting.number) {
            let clock = &mut sitting.clock;
            if alive.spent_ms >= clock.spent_ms {
                clock.spent_ms = alive.spent_ms.min(clock.allowed_ms);
                clock.seen_at = alive.at;
                if alive.number == sitting.number {
                    clock.rested_ms = clock.rested_ms.max(alive.rested_ms);
                }
            }
        }
        if !sitting.over() {
            let break_ms = sitting.break_ms();
            sitting.clock.back(now, break_ms);
        }
        sitting
    }

    /// The event that began it.
    #[must_use]
    pub fn id(&self) -> EventId {
        self.id
    }

    /// When it began.
    #[must_use]
    pub fn began(&self) -> Now {
        self.began
    }

    /// When it ended.
    #[must_use]
    pub fn ended(&self) -> Option<Now> {
        self.ended
    }

    /// With what it began.
    #[must_use]
    pub fn started(&self) -> &Started {
        &self.started
    }

    /// How far it is.
    #[must_use]
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// Whether it is over.
    #[must_use]
    pub fn over(&self) -> bool {
        matches!(self.stage, Stage::Over(_))
    }

    /// How it ended.
    #[must_use]
    pub fn ending(&self) -> Option<Ending> {
        if let Stage::Over(ending) = self.stage { Some(ending) } else { None }
    }

    /// The open part, or the one that opens after the break: its place among the parts.
    #[must_use]
    pub fn part(&self) -> usize {
        self.part
    }

    /// The places of a part: the first, and the one behind the last.
    #[must_use]
    pub fn places(&self, part: usize) -> (u16, u16) {
        let mut parts = self.started.parts.iter().map(|part| part.slots.len().min(usize::from(u16::MAX)) as u16);
        let first = parts.by_ref().take(part).fold(0u16, u16::saturating_add);
        (first, first.saturating_add(parts.next().unwrap_or_default()))
    }

    /// The place of the question in front.
    #[must_use]
    pub fn at(&self) -> u16 {
        self.at
    }

    /// A place of the paper.
    #[must_use]
    pub fn slot(&self, at: u16) -> Option<&Slot> {
        self.started.slots().nth(usize::from(at))
    }

    /// What the learner did to a question.
    #[must_use]
    pub fn entry(&self, at: u16) -> Option<&Entry> {
        self.entries.get(usize::from(at))
    }

    /// What the learner did to each question, in order.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The clock as of the last action or tick.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The clock as it stands now: to be shown between two ticks.
    #[must_use]
    pub fn clock_at(&self, now: Now) -> Clock {
        let mut clock = self.clock;
        if !self.over() {
            clock.look(now, self.break_ms());
        }
        clock
    }

    /// What is left of the break, milliseconds; none outside breaks, 0 where it is over and exam time runs.
    #[must_use]
    pub fn break_left_ms(&self, now: Now) -> Option<u32> {
        (self.stage == Stage::Break).then(|| self.break_ms().saturating_sub(self.clock_at(now).rested_ms))
    }

    /// A sign of life to keep, written over the last one. None when it is over, and while it is in doubt whether the
    /// time is up: that must be asked again after a reload.
    #[must_use]
    pub fn alive(&self, now: Now) -> Option<Alive> {
        let clock = self.clock_at(now);
        (!self.over() && !clock.in_doubt()).then_some(Alive {
            sitting: self.id,
            number: self.number,
            spent_ms: clock.spent_ms,
            rested_ms: clock.rested_ms,
            at: now.at,
        })
    }

    /// The length of the break that is on, milliseconds; 0 outside breaks.
    fn break_ms(&self) -> u32 {
        let next = self.started.parts.get(self.part).filter(|_| self.stage == Stage::Break);
        next.map_or(0, |part| u32::from(part.break_minutes) * 60_000)
    }

    /// Whether a place can be worked on now.
    fn is_open(&self, at: u16) -> bool {
        let (first, end) = self.places(self.part);
        self.stage == Stage::Open && (first..end).contains(&at)
    }

    /// Takes a step in, whether it is done now or was done long ago. One that makes no sense here (two tabs went on with
    /// the same sitting) changes nothing but the clock.
    fn take(&mut self, step: &Step, now: Now) {
        if self.over() {
            return;
        }
        let forgave = step.did == Did::Forgave;
        let spent_ms = if forgave { step.spent_ms } else { step.spent_ms.max(self.told_ms) }.min(self.clock.allowed_ms);
        if self.stage == Stage::Open {
            let entry = &mut self.entries[usize::from(self.at)];
            entry.millis = entry.millis.saturating_add(spent_ms.saturating_sub(self.told_ms));
        }
        self.told_ms = spent_ms;
        self.number = self.number.max(step.number);
        self.clock = Clock { spent_ms, rested_ms: step.rested_ms, seen_at: now.at, gap_ms: 0, ..self.clock };
        match &step.did {
            Did::Forgave => {}
            Did::Ended(ending) => {
                self.stage = Stage::Over(*ending);
                self.ended = Some(now);
            }
            Did::Closed if self.stage == Stage::Open && self.part + 1 < self.started.parts.len() => {
                self.part += 1;
                self.turn_to(self.places(self.part).0);
                self.stage = if self.started.parts[self.part].break_minutes > 0 { Stage::Break } else { Stage::Open };
                self.clock.rested_ms = 0;
            }
            Did::Opened if self.stage == Stage::Break => {
                self.stage = Stage::Open;
                self.clock.rested_ms = 0;
            }
            Did::Went(at) if self.is_open(*at) => self.turn_to(*at),
            _ => self.mark(step),
        }
    }

    fn turn_to(&mut self, at: u16) {
        self.entries[usize::from(self.at)].left = true;
        self.at = at;
        self.entries[usize::from(at)].seen = true;
    }

    /// The last look at the learner's clock.
    #[must_use]
    pub fn seen_at(&self) -> Millis {
        self.clock.seen_at
    }
}
