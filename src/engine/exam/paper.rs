//! A paper: the questions of a mock exam in order, with its clock and its coverage.

use super::coverage::Row;
use crate::engine::chance::mix;
use crate::engine::id::TrackId;
use crate::engine::progress::event::What;
use crate::engine::progress::exam::{Part, Slot, Source, Started, Timing};

/// More of its questions than this, in percent, were seen before: the learner is warned.
pub const SEEN_WARNING_PERCENT: u32 = 30;

/// A paper.
#[derive(Clone, Debug, PartialEq)]
pub struct Paper {
    /// Which exam.
    pub track: TrackId,
    /// The first day of the outline that it follows, `2026-07-09`.
    pub outline: String,
    /// Where its questions come from.
    pub source: Source,
    /// See [`super::code`].
    pub code: String,
    /// Arrangements and drills are drawn from it. Below 2²⁵.
    pub seed: u32,
    /// Minutes on the clock: the exam's own, scaled by the number of questions.
    pub minutes: u32,
    /// Questions that a full form would have (for a mini, those that were asked for): more than it has where the bank
    /// is too small.
    pub wanted: u32,
    /// Parts in the order in which they are sat; none is empty.
    pub parts: Vec<Part>,
    /// By domain, topic, approach, kind and level.
    pub coverage: Vec<Row>,
}

/// Time added for learners who are granted it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Extra {
    /// None.
    #[default]
    None,
    /// × 1.25.
    Quarter,
    /// × 1.5.
    Half,
    /// × 2.
    Double,
}

impl Extra {
    /// All of them, least first.
    pub const ALL: [Self; 4] = [Self::None, Self::Quarter, Self::Half, Self::Double];

    /// Percent of the exam's own time that is added.
    #[must_use]
    pub fn percent(self) -> u8 {
        match self {
            Self::None => 0,
            Self::Quarter => 25,
            Self::Half => 50,
            Self::Double => 100,
        }
    }
}

impl Paper {
    /// All places in order.
    pub fn slots(&self) -> impl Iterator<Item = &Slot> {
        self.parts.iter().flat_map(|part| &part.slots)
    }

    /// How many questions it has.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.parts.iter().map(|part| part.slots.len() as u32).sum()
    }

    /// Whether it has none (never one that was assembled).
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// How many of its questions are scored.
    #[must_use]
    pub fn scored(&self) -> u32 {
        self.slots().filter(|slot| !slot.pretest).count() as u32
    }

    /// How many of its questions were answered before.
    #[must_use]
    pub fn seen(&self) -> u32 {
        self.slots().filter(|slot| slot.seen).count() as u32
    }

    /// Whether so many of its questions were seen before that its result says little (see [`SEEN_WARNING_PERCENT`]).
    #[must_use]
    pub fn mostly_seen(&self) -> bool {
        self.seen() * 100 > self.len() * SEEN_WARNING_PERCENT
    }

    /// Whether the bank was too small for a full one.
    #[must_use]
    pub fn short(&self) -> bool {
        self.len() < self.wanted
    }

    /// Of what it asks, in order, the wording included, and of the clock: two papers with the same code have the same.
    #[must_use]
    pub fn digest(&self) -> u64 {
        let mut digest = mix(u64::from(self.minutes), self.track.as_str().as_bytes());
        for part in &self.parts {
            digest = mix(digest, &part.break_minutes.to_le_bytes());
            for slot in &part.slots {
                digest = mix(digest, slot.item.as_str().as_bytes());
                digest = mix(digest, &slot.hash.0.to_le_bytes());
                digest = mix(digest, &[u8::from(slot.pretest)]);
            }
        }
        digest
    }

    /// What happens when the learner begins.
    #[must_use]
    pub fn start(&self, extra: Extra, timing: Timing) -> What {
        let own_ms = self.minutes * 60_000;
        What::ExamStarted(Box::new(Started {
            track: self.track.clone(),
            outline: self.outline.clone(),
            source: self.source.clone(),
            code: self.code.clone(),
            seed: self.seed,
            allowed_ms: own_ms + own_ms / 100 * u32::from(extra.percent()),
            extra_percent: extra.percent(),
            timing,
            parts: self.parts.clone(),
        }))
    }
}
