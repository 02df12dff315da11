//! Form: what is sat, and what passing it means.

use crate::engine::bank::pack::Figures;
use crate::engine::bank::track::{Pass, Track};
use crate::engine::id::DomainId;

/// The most questions that are reckoned with: longer forms are no exams.
const LONGEST: u16 = 400;

/// What a form is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// The issuer's own: so many right answers of the form's questions.
    Published(u16),
    /// The learner's own, where the issuer publishes none, in percent; and as right answers.
    Target(u8, u16),
    /// None is published, and the learner has set none.
    None,
}

/// A form that the learner has never seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// Questions that count, at least 1.
    pub questions: u16,
    /// By domain in the track's order: weight (together 1) and questions (together all of them).
    pub domains: Vec<Part>,
    /// Shares of recall, apply, analyse; together 1.
    pub levels: [f64; 3],
    /// The probability of a right blind guess, over all kinds, `0.0..1.0`.
    pub chance: f64,
    /// What it is held against.
    pub line: Line,
}

/// A domain's part of a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Which.
    pub domain: DomainId,
    /// `0.0..=1.0`.
    pub weight: f64,
    /// Of the form.
    pub questions: u16,
}

impl Form {
    /// A track's form by the outline that holds on a date (`2026-11-20`), with kinds and levels mixed as the bank has
    /// them. `target` is the learner's own, in percent. `None` for a track without an outline or without questions.
    #[must_use]
    pub fn of(track: &Track, figures: &Figures, date: &str, target: Option<u8>) -> Option<Self> {
        let outline = track.outline_on(date)?;
        let questions = outline.scored.min(LONGEST);
        let weights: Vec<f64> = track
            .domains
            .iter()
            .map(|domain| outline.domains.iter().find(|weight| weight.id == domain.id))
            .map(|weight| weight.map_or(0.0, |weight| f64::from(weight.weight)))
            .collect();
        let whole: f64 = weights.iter().sum();
        if questions == 0 || whole <= 0.0 {
            return None;
        }
        let weights: Vec<f64> = weights.iter().map(|weight| weight / whole).collect();
        let counts = counts(&weights, questions);
        let parts = track.domains.iter().zip(weights).zip(counts);
        let line = match (&outline.pass, target) {
            (Pass::Count { correct, of, .. }, _) if *of > 0 => {
                let needed = u32::from(*correct) * u32::from(questions);
                Line::Published(needed.div_ceil(u32::from(*of)).min(u32::from(questions)) as u16)
            }
            (_, Some(percent)) => Line::Target(percent, needed(percent, questions)),
            (_, None) => Line::None,
        };
        Some(Self {
            questions,
            domains: parts
                .map(|((domain, weight), questions)| Part { domain: domain.id.clone(), weight, questions })
                .collect(),
            levels: levels(figures.by_level),
            chance: chance(&figures.by_kind),
            line,
        })
    }

    /// The right answers that the line asks for.
    #[must_use]
    pub fn needed(&self) -> Option<u16> {
        match self.line {
            Line::Published(needed) | Line::Target(_, needed) => Some(needed),
            Line::None => None,
        }
    }

    /// The same form with so many questions in each domain, as a mock exam may have.
    #[must_use]
    pub fn with_counts(&self, counts: &[u16]) -> Self {
        let count = |at: usize| counts.get(at).copied().unwrap_or(0).min(LONGEST);
        let questions = (0..self.domains.len()).map(count).sum::<u16>().max(1);
        let domains = self.domains.iter().enumerate().map(|(at, part)| Part {
            domain: part.domain.clone(),
            weight: f64::from(count(at)) / f64::from(questions),
            questions: count(at),
        });
        let line = match self.line {
            Line::Published(correct) => {
                let needed = u32::from(correct) * u32::from(questions);
                Line::Published(needed.div_ceil(u32::from(self.questions.max(1))) as u16)
            }
            Line::Target(percent, _) => Line::Target(percent, needed(percent, questions)),
            Line::None => Line::None,
        };
        Self { questions, domains: domains.collect(), line, ..self.clone() }
    }
}

fn needed(percent: u8, questions: u16) -> u16 {
    (u32::from(percent.min(100)) * u32::from(questions)).div_ceil(100) as u16
}

/// So many questions by weights: what is left after rounding down goes to the largest remainders, the first of equals
/// first.
fn counts(weights: &[f64], questions: u16) -> Vec<u16> {
    let exact: Vec<f64> = weights.iter().map(|weight| weight * f64::from(questions)).collect();
    let mut counts: Vec<u16> = exact.iter().map(|exact| *exact as u16).collect();
    let mut left = questions.saturating_sub(counts.iter().sum());
    while left > 0 {
        let rest = |at: usize| exact[at] - f64::from(counts[at]);
        let Some(at) = (0..counts.len()).reduce(|best, at| if rest(at) > rest(best) { at } else { best }) else {
            break;
        };
        counts[at] += 1;
        left -= 1;
    }
    counts
}

fn levels(by_level: [u32; 3]) -> [f64; 3] {
    let all: u32 = by_level.iter().sum();
    if all == 0 { [0.2, 0.5, 0.3] } else { by_level.map(|count| f64::from(count) / f64::from(all)) }
}

/// Over all kinds, by their source names, as the bank mixes them.
fn chance(by_kind: &[(String, u32)]) -> f64 {
    let of_kind = |name: &str| match name {
        "single" => 0.25,
        "multiple" => 0.1,
        "matching" | "ordering" => 0.04,
        "hotspot" => 0.2,
        _ => 0.0,
    };
    let all: u32 = by_kind.iter().map(|(_, count)| count).sum();
    let sum: f64 = by_kind.iter().map(|(name, count)| of_kind(name) * f64::from(*count)).sum();
    if all == 0 { 0.25 } else { sum / f64::from(all) }
}
