//! What happens in a mock exam: how a sitting begins, and its steps.
//!
//! A sitting is told by the event that began it. Its steps carry numbers of their own and the clock as it stood,
//! since neither the learner's clock nor the name of a page load says in which order they happened.

use super::event::Confidence;
use crate::engine::bank::answer::{Answer, Mark};
use crate::engine::bank::question::ContentHash;
use crate::engine::id::{DomainId, EventId, ItemId, TrackId};
use crate::engine::time::Now;

/// Where the questions of a paper come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The items reserved for one mock form (from 1), never shown elsewhere before.
    Form(u8),
    /// Out of the practice pack, least seen first; as long as the exam where the bank allows.
    Fresh,
    /// A short one out of the practice pack.
    Mini {
        /// Questions, `10..=60`.
        count: u8,
        /// Of these domains only; empty means all.
        domains: Vec<DomainId>,
        /// Whether calculation drills stand in it.
        drills: bool,
    },
}

/// What the clock does while nobody is there: the page closed, the device asleep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Timing {
    /// It runs on, as in the exam.
    #[default]
    Strict,
    /// It stands still.
    Paused,
}

/// A sitting began: all that is needed to go on with it, whatever becomes of the bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Started {
    /// Which exam.
    pub track: TrackId,
    /// The first day of the outline that it follows, `2026-07-09`.
    pub outline: String,
    /// Where its questions come from.
    pub source: Source,
    /// The paper's code: with it somebody else gets the same paper.
    pub code: String,
    /// The paper's seed; arrangements and drills are drawn from it.
    pub seed: u32,
    /// Time on the clock, milliseconds, with what was added.
    pub allowed_ms: u32,
    /// Time added, percent of the exam's own: 0, 25, 50 or 100.
    pub extra_percent: u8,
    /// What the clock does while nobody is there.
    pub timing: Timing,
    /// Parts in the order in which they are sat; none is empty.
    pub parts: Vec<Part>,
}

/// A part of a paper, closed when left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// For learners; empty where the exam has but one part.
    pub name: String,
    /// The break that may be taken before it, minutes, off the clock.
    pub break_minutes: u16,
    /// Its questions in order.
    pub slots: Vec<Slot>,
}

/// A question's place in a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Which: a question, or a drill.
    pub item: ItemId,
    /// Of its wording when the paper was made.
    pub hash: ContentHash,
    /// Not scored; the learner is told afterwards.
    pub pretest: bool,
    /// Answered at least once before the sitting began.
    pub seen: bool,
}

/// A step of a sitting.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The event that began it.
    pub sitting: EventId,
    /// From 1; steps count in this order. (Two tabs may write the same number: then the log's order decides.)
    pub number: u32,
    /// Time used of what the clock allows, milliseconds; never falls, save where a gap was forgiven.
    pub spent_ms: u32,
    /// Time used of the break that is on, milliseconds; 0 outside breaks.
    pub rested_ms: u32,
    /// What was done.
    pub did: Did,
}

/// What was done in a step. Places count from 0 over the whole paper.
#[derive(Clone, Debug, PartialEq)]
pub enum Did {
    /// Another question was turned to.
    Went(u16),
    /// A question was answered, or answered anew.
    Answered(Given),
    /// A question's answer was taken away.
    Cleared(u16),
    /// A question was marked for review, or the mark was taken away.
    Flagged {
        /// Its place.
        at: u16,
        /// Marked or not.
        on: bool,
    },
    /// Options were struck out: all that are now.
    Struck {
        /// The question's place.
        at: u16,
        /// A bit for each, in stored order.
        options: u8,
    },
    /// A note was written: all of it.
    Noted {
        /// The question's place.
        at: u16,
        /// Empty where it was taken away.
        text: String,
    },
    /// Text was highlighted: all that is now, in one passage.
    Highlighted {
        /// The question's place.
        at: u16,
        /// In which text.
        passage: Passage,
        /// From and up to, in characters of the passage's plain text; rising, not touching.
        ranges: Vec<(u16, u16)>,
    },
    /// The open part was closed for good. A break begins where the next part has one before it.
    Closed,
    /// The break ended, or was skipped: the next part is open.
    Opened,
    /// A gap in the clock was not counted: the learner says that the clock was set.
    Forgave,
    /// It is over.
    Ended(Ending),
}

/// An answer in a sitting.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// The question's place.
    pub at: u16,
    /// In stored order.
    pub answer: Answer,
    /// How it was marked then. The learner is told when the sitting is over.
    pub mark: Mark,
    /// How sure the learner was, where asked.
    pub confidence: Option<Confidence>,
    /// All the time that the question was in front so far, milliseconds.
    pub duration_ms: u32,
}

/// A text of a question in which can be highlighted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Passage {
    /// What is asked.
    Stem,
    /// The case to which it belongs.
    Case,
}

/// How a sitting ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The last part was closed.
    Completed,
    /// Handed in before the last part was closed.
    Early,
    /// The time was up: what was there was handed in.
    Expired,
    /// Given up: no result, though what was answered counts as seen.
    Abandoned,
}

/// A sitting as the log has it.
#[derive(Clone, Debug, PartialEq)]
pub struct SittingLog {
    /// When it began.
    pub now: Now,
    /// With what.
    pub started: Started,
    /// Its steps by number, each with the event's name and time.
    pub steps: Vec<(EventId, Now, Step)>,
}

impl Started {
    /// All places in order.
    pub fn slots(&self) -> impl Iterator<Item = &Slot> {
        self.parts.iter().flat_map(|part| &part.slots)
    }
}

impl SittingLog {
    /// How and when it ended: the first ending by the steps' numbers.
    #[must_use]
    pub fn ended(&self) -> Option<(Ending, Now)> {
        self.end()
            .and_then(|(_, now, step)| if let Did::Ended(ending) = step.did { Some((ending, *now)) } else { None })
    }

    /// The step that ended it, with its event's name and time.
    pub(super) fn end(&self) -> Option<&(EventId, Now, Step)> {
        self.steps.iter().find(|(_, _, step)| matches!(step.did, Did::Ended(_)))
    }

    /// Puts a step where its number belongs: behind those that came before it in the log with the same number.
    pub(super) fn add(&mut self, id: EventId, now: Now, step: Step) {
        let behind = self.steps.iter().rposition(|(_, _, other)| other.number <= step.number);
        self.steps.insert(behind.map_or(0, |at| at + 1), (id, now, step));
    }

    /// What was answered last at each place, up to the end.
    pub(super) fn answers(&self) -> Vec<(&Slot, &Given)> {
        let slots: Vec<&Slot> = self.started.slots().collect();
        let mut given: Vec<Option<&Given>> = vec![None; slots.len()];
        for (_, _, step) in &self.steps {
            match &step.did {
                Did::Answered(answer) => {
                    if let Some(place) = given.get_mut(usize::from(answer.at)) {
                        *place = Some(answer);
                    }
                }
                Did::Cleared(at) => {
                    if let Some(place) = given.get_mut(usize::from(*at)) {
                        *place = None;
                    }
                }
                Did::Ended(_) => break,
                _ => {}
            }
        }
        slots.into_iter().zip(given).filter_map(|(slot, given)| Some((slot, given?))).collect()
    }
}
