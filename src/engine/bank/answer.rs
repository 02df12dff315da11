//! What a learner answers, how it is marked, and in which order things stand on the screen.

use super::question::{Body, Choice, Question};
use crate::engine::chance::Chance;
use crate::engine::id::TrapId;
use serde::{Deserialize, Serialize};

/// An answer, in the stored order of what it points at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// The index of an option.
    Single(u8),
    /// A bit for each chosen option: bit 0 is option 0.
    Multiple(u8),
    /// For each left-hand side the right-hand side that was set to it: its index among the pairs, or behind them
    /// among the distractors; `NONE` where nothing was set.
    Matching(Vec<u8>),
    /// The steps' stored indices in the order given.
    Ordering(Vec<u8>),
    /// A number.
    Numeric(f64),
    /// The index of a region.
    Hotspot(u8),
}

/// In [`Answer::Matching`]: nothing was set.
pub const NONE: u8 = u8::MAX;

/// How an answer was marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// All of it is right: what counts.
    pub right: bool,
    /// Parts that are right, of `parts`.
    pub parts_right: u8,
    /// Parts in all: 1 for single, numeric and hotspot; options, pairs or steps otherwise.
    pub parts: u8,
}

impl Mark {
    fn of(parts: impl IntoIterator<Item = bool>) -> Self {
        let (mut parts_right, mut all) = (0u8, 0u8);
        for right in parts {
            parts_right = parts_right.saturating_add(u8::from(right));
            all = all.saturating_add(1);
        }
        Self { right: all > 0 && parts_right == all, parts_right, parts: all }
    }
}

/// Marks an answer. One of another kind than the question (its kind changed since) is wrong.
#[must_use]
pub fn mark(question: &Question, answer: &Answer) -> Mark {
    match (&question.body, answer) {
        (Body::Single(options), Answer::Single(at)) => Mark::of([options.get(usize::from(*at)).is_some_and(|o| o.key)]),
        (Body::Multiple(options), Answer::Multiple(bits)) => {
            Mark::of(options.iter().enumerate().map(|(at, option)| (bits >> at & 1 == 1) == option.key))
        }
        (Body::Matching { pairs, .. }, Answer::Matching(set)) => {
            Mark::of(pairs.iter().enumerate().map(|(at, pair)| {
                // Two pairs may share a right-hand side: either of them will do.
                let given = set.get(at).and_then(|right| pairs.get(usize::from(*right)));
                given.is_some_and(|given| given.right == pair.right)
            }))
        }
        (Body::Ordering(steps), Answer::Ordering(order)) => {
            Mark::of((0..steps.len()).map(|at| order.get(at).is_some_and(|step| usize::from(*step) == at)))
        }
        (Body::Numeric(numeric), Answer::Numeric(value)) => {
            // A hair of slack: 0.1 + 0.2 is not 0.3 in binary.
            let slack = numeric.tolerance + 1e-9 * numeric.answer.abs().max(1.0);
            Mark::of([(value - numeric.answer).abs() <= slack])
        }
        (Body::Hotspot(regions), Answer::Hotspot(at)) => {
            Mark::of([regions.get(usize::from(*at)).is_some_and(|r| r.key)])
        }
        _ => Mark { right: false, parts_right: 0, parts: 1 },
    }
}

/// The misconceptions that an answer fell for.
#[must_use]
pub fn traps<'q>(question: &'q Question, answer: &Answer) -> Vec<&'q TrapId> {
    let trap = |options: &'q [Choice], chosen: &dyn Fn(usize) -> bool| {
        options
            .iter()
            .enumerate()
            .filter(|(at, option)| chosen(*at) && !option.key)
            .filter_map(|(_, o)| o.trap.as_ref())
            .collect()
    };
    match (&question.body, answer) {
        (Body::Single(options), Answer::Single(given)) => trap(options, &|at| at == usize::from(*given)),
        (Body::Multiple(options), Answer::Multiple(bits)) => trap(options, &|at| bits >> at & 1 == 1),
        (Body::Hotspot(regions), Answer::Hotspot(at)) => {
            regions.get(usize::from(*at)).filter(|r| !r.key).and_then(|r| r.trap.as_ref()).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// The order in which options, right-hand sides or steps stand on the screen: stored indices, first to last.
///
/// Drawn from the seed. Options whose order carries meaning keep it: regions stand as in the figure, numbers in
/// rising order, and steps never stand in the right order to begin with.
#[must_use]
pub fn arrange(question: &Question, seed: u64) -> Vec<u8> {
    let shuffled = |count: usize| {
        let mut order: Vec<u8> = (0..count.min(usize::from(NONE)) as u8).collect();
        Chance::named(seed, "arrange").shuffle(&mut order);
        order
    };
    match &question.body {
        Body::Single(options) | Body::Multiple(options) => numbers(options).map_or_else(
            || shuffled(options.len()),
            |values| {
                let mut order: Vec<u8> = (0..options.len() as u8).collect();
                order.sort_by(|a, b| values[usize::from(*a)].total_cmp(&values[usize::from(*b)]));
                order
            },
        ),
        Body::Matching { pairs, distractors } => shuffled(pairs.len() + distractors.len()),
        Body::Ordering(steps) => {
            let mut order = shuffled(steps.len());
            if order.is_sorted() {
                order.rotate_left(1);
            }
            order
        }
        Body::Numeric(_) => Vec::new(),
        Body::Hotspot(regions) => (0..regions.len() as u8).collect(),
    }
}

/// The options' values where every option begins with a number and nothing else tells them apart.
fn numbers(options: &[Choice]) -> Option<Vec<f64>> {
    let parsed: Vec<(f64, String)> = options
        .iter()
        .map(|option| {
            let text = option.text.plain();
            let text = text.trim_start_matches(['$', '€', '£', '+']).replace('−', "-");
            let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | ','))).unwrap_or(text.len());
            let value = text[..end].trim_end_matches([',', '.']).replace(',', "").parse().ok()?;
            Some((value, text[end..].trim().to_owned()))
        })
        .collect::<Option<_>>()?;
    let alike = parsed.windows(2).all(|two| two[0].1 == two[1].1);
    alike.then(|| parsed.into_iter().map(|(value, _)| value).collect())
}
