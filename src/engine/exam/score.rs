//! Scoring: all or nothing, what is not answered is wrong, pretest questions don't count; and what the result means
//! by the exam's own rule. A scaled score is never imitated.

use super::apportion::scaled;
use crate::engine::bank::track::{Band, Pass, Provenance};
use crate::engine::share::Share;

/// A result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Right, of the scored questions.
    pub scored: Share,
    /// Scored questions that were answered.
    pub answered: u32,
    /// Right, of the pretest questions.
    pub pretest: Share,
    /// What partial credit would give, in thousandths of a question summed over the scored ones: shown apart, counts
    /// nowhere.
    pub credit_thousandths: u32,
}

/// What a result means.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// Against a published number of right answers.
    Mark {
        /// Right answers needed: the published number, or for another number of questions its part, rounded up.
        needed: u32,
        /// Whether that is the published number itself.
        published: bool,
        /// Whether there were as many.
        passed: bool,
        /// How well the number is known.
        mark: Provenance,
    },
    /// In bands; overall here, by domain in the report.
    Bands {
        /// The place among the bands; the last where none fits.
        band: usize,
        /// Best first.
        bands: Vec<Band>,
        /// How well the cut-offs are known: editorial are ours.
        cut_mark: Provenance,
    },
    /// The exam tells a scaled score, which can't be told from a share.
    Scaled {
        /// Needed.
        score: u16,
        /// The scale.
        min: u16,
        /// The scale.
        max: u16,
    },
    /// Nobody publishes what passing means.
    Unpublished,
}

/// The band of a share of right answers: its place among the bands, best first. The last where none fits or nothing was
/// asked.
#[must_use]
pub fn band(bands: &[Band], share: Share) -> usize {
    let last = bands.len().saturating_sub(1);
    // Cut-offs are decimal fractions: a hair of slack, so that 13 of 20 reaches 0.65.
    let reached = |band: &Band| share.rate().is_some_and(|rate| rate + 1e-9 >= band.from);
    bands.iter().position(reached).unwrap_or(last)
}

/// What a result means by the exam's rule.
#[must_use]
pub fn verdict(pass: &Pass, scored: Share) -> Verdict {
    match pass {
        Pass::Count { correct, of, mark } => {
            let (correct, of) = (u32::from(*correct), u32::from(*of));
            let needed = (u64::from(correct) * u64::from(scored.of)).div_ceil(u64::from(of.max(1))) as u32;
            Verdict::Mark {
                needed,
                published: scored.of == of,
                passed: scored.of > 0 && scored.hits >= needed,
                mark: *mark,
            }
        }
        Pass::Bands { bands, cut_mark, .. } => {
            Verdict::Bands { band: band(bands, scored), bands: bands.clone(), cut_mark: *cut_mark }
        }
        Pass::Scaled { score, min, max, .. } => Verdict::Scaled { score: *score, min: *min, max: *max },
        Pass::Unpublished { .. } => Verdict::Unpublished,
    }
}

impl Score {
    /// Counts a question. `parts` are right ones and all.
    pub(super) fn count(&mut self, pretest: bool, right: bool, answered: bool, parts: (u8, u8)) {
        if pretest {
            self.pretest.count(right);
            return;
        }
        self.scored.count(right);
        self.answered += u32::from(answered);
        if answered {
            self.credit_thousandths += scaled(1000, u32::from(parts.0), u32::from(parts.1));
        }
    }
}
