//! What a learner answers, how it is marked, and in which order things stand on the screen.

use super::question::{Body, Choice, Question};
use crate::engine::chance::Chance;
use crate::engine::decimal;
use crate::engine::id::TrapId;
use crate::engine::sorted::sort;
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

/// An answer in the making: what the learner has set so far.
#[derive(Clone, Debug, PartialEq)]
pub enum Draft {
    /// The chosen option or region.
    One(Option<u8>),
    /// A bit for each chosen option.
    Some(u8),
    /// As in [`Answer::Matching`].
    Pairs(Vec<u8>),
    /// As in [`Answer::Ordering`]; an order is always complete.
    Order(Vec<u8>),
    /// What was typed.
    Typed(String),
}

impl Draft {
    /// Nothing set yet; steps stand as [`arrange`] has put them.
    #[must_use]
    pub fn empty(question: &Question, arranged: &[u8]) -> Self {
        match &question.body {
            Body::Single(_) | Body::Hotspot(_) => Self::One(None),
            Body::Multiple(_) => Self::Some(0),
            Body::Matching { pairs, .. } => Self::Pairs(vec![NONE; pairs.len()]),
            Body::Ordering(_) => Self::Order(arranged.to_vec()),
            Body::Numeric(_) => Self::Typed(String::new()),
        }
    }

    /// The answer, or what is still missing (a sentence for the learner).
    ///
    /// # Errors
    /// Nothing chosen, too few or too many chosen, a side without its match, no readable number.
    pub fn finish(&self, question: &Question) -> Result<Answer, &'static str> {
        match (self, &question.body) {
            (Self::One(Some(at)), Body::Single(_)) => Ok(Answer::Single(*at)),
            (Self::One(Some(at)), Body::Hotspot(_)) => Ok(Answer::Hotspot(*at)),
            (Self::One(None), Body::Hotspot(_)) => Err("Choose a place in the figure first."),
            (Self::Some(bits), Body::Multiple(options)) => {
                let keys = options.iter().filter(|option| option.key).count() as u32;
                match bits.count_ones().cmp(&keys) {
                    std::cmp::Ordering::Equal => Ok(Answer::Multiple(*bits)),
                    std::cmp::Ordering::Less => Err("Choose as many as the question asks for."),
                    std::cmp::Ordering::Greater => Err("More are chosen than the question asks for: take one away."),
                }
            }
            (Self::Pairs(set), Body::Matching { .. }) if set.contains(&NONE) => {
                Err("Choose a match for each line first.")
            }
            (Self::Pairs(set), Body::Matching { .. }) => Ok(Answer::Matching(set.clone())),
            (Self::Order(order), Body::Ordering(_)) => Ok(Answer::Ordering(order.clone())),
            (Self::Typed(text), Body::Numeric(_)) => {
                number(text).map(Answer::Numeric).ok_or("Type a number first, for example 12.5.")
            }
            _ => Err("Choose an option first."),
        }
    }
}

/// Reads a number as people type it: `1,250.5`, `1 250,5`, `−3`, `12 %`, `$840`. `None` where it is not one.
#[must_use]
pub fn number(text: &str) -> Option<f64> {
    let mut kept = String::new();
    for c in text.trim().trim_start_matches(['$', '€', '£']).trim_end_matches(['%', ' ']).chars() {
        match c {
            '0'..='9' | '.' | ',' | '-' | '+' => kept.push(c),
            '−' | '–' => kept.push('-'),
            ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’' => {}
            _ => return None,
        }
    }
    // The last of two kinds of separator is the decimal one; a lone comma is one unless it parts thousands (1,250
    // but not 0,857).
    let decimal_comma = match (kept.rfind(','), kept.rfind('.')) {
        (Some(comma), Some(point)) => comma > point,
        (Some(comma), None) => {
            kept.matches(',').count() == 1
                && (kept.len() - comma - 1 != 3 || kept[..comma].trim_start_matches(['-', '+']).starts_with('0'))
        }
        _ => false,
    };
    let plain = if decimal_comma { kept.replace('.', "").replace(',', ".") } else { kept.replace(',', "") };
    decimal::parse(&plain).filter(|value| value.is_finite())
}

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
                sort(&mut order, |a, b| values[usize::from(*a)].total_cmp(&values[usize::from(*b)]));
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
            let value = decimal::parse(&text[..end].trim_end_matches([',', '.']).replace(',', ""))?;
            Some((value, text[end..].trim().to_owned()))
        })
        .collect::<Option<_>>()?;
    let alike = parsed.windows(2).all(|two| two[0].1 == two[1].1);
    alike.then(|| parsed.into_iter().map(|(value, _)| value).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::bank::question::{ContentHash, Level, Numeric, Pair, Step};
    use crate::engine::bank::text::{Line, Text};
    use crate::engine::id::ItemId;

    fn question(body: Body) -> Question {
        Question {
            id: ItemId::new("csm-daily-001"),
            hash: ContentHash(0),
            level: Level::Apply,
            approach: None,
            form: None,
            case: None,
            stem: Text::default(),
            exhibits: Vec::new(),
            body,
            lesson: Line::default(),
            sources: Vec::new(),
        }
    }

    fn options(texts: &[(&str, bool)]) -> Vec<Choice> {
        let choice =
            |(text, key): &(&str, bool)| Choice { text: Line::of(text), key: *key, why: Text::default(), trap: None };
        texts.iter().map(choice).collect()
    }

    fn matching() -> Question {
        let pair =
            |left: &str, right: &str| Pair { left: Line::of(left), right: Line::of(right), why: Text::default() };
        let pairs = vec![pair("a", "x"), pair("b", "y"), pair("c", "x")];
        question(Body::Matching { pairs, distractors: vec![Line::of("z")] })
    }

    #[test]
    fn marking() {
        let check = |question: &Question, answer: Answer, right: bool, parts: (u8, u8)| {
            let mark = mark(question, &answer);
            assert_eq!((mark.right, mark.parts_right, mark.parts), (right, parts.0, parts.1), "{answer:?}");
        };
        let single = question(Body::Single(options(&[("a", false), ("b", true)])));
        check(&single, Answer::Single(1), true, (1, 1));
        check(&single, Answer::Single(0), false, (0, 1));
        check(&single, Answer::Single(9), false, (0, 1));
        check(&single, Answer::Hotspot(1), false, (0, 1));

        let multiple = question(Body::Multiple(options(&[("a", true), ("b", false), ("c", true)])));
        check(&multiple, Answer::Multiple(0b101), true, (3, 3));
        check(&multiple, Answer::Multiple(0b001), false, (2, 3));
        check(&multiple, Answer::Multiple(0b111), false, (2, 3));

        check(&matching(), Answer::Matching(vec![0, 1, 2]), true, (3, 3));
        check(&matching(), Answer::Matching(vec![2, 1, 0]), true, (3, 3)); // the same right-hand side
        check(&matching(), Answer::Matching(vec![3, 1, NONE]), false, (1, 3));
        check(&matching(), Answer::Matching(vec![]), false, (0, 3));

        let step = |text: &str| Step { text: Line::of(text), why: Text::default() };
        let ordering = question(Body::Ordering(vec![step("a"), step("b"), step("c")]));
        check(&ordering, Answer::Ordering(vec![0, 1, 2]), true, (3, 3));
        check(&ordering, Answer::Ordering(vec![0, 2, 1]), false, (1, 3));

        let numeric = question(Body::Numeric(Numeric {
            answer: 0.3,
            tolerance: 0.0,
            unit: String::new(),
            working: Text::default(),
            mistakes: Vec::new(),
        }));
        check(&numeric, Answer::Numeric(0.1 + 0.2), true, (1, 1));
        check(&numeric, Answer::Numeric(0.31), false, (0, 1));
        check(&numeric, Answer::Numeric(f64::NAN), false, (0, 1));
    }

    #[test]
    fn arranging() {
        let words =
            question(Body::Single(options(&[("red", true), ("green", false), ("blue", false), ("grey", false)])));
        let orders: std::collections::BTreeSet<_> = (0..200).map(|seed| arrange(&words, seed)).collect();
        assert_eq!(orders.len(), 24, "every order is drawn");
        assert_eq!(arrange(&words, 7), arrange(&words, 7), "the same seed gives the same order");

        let numbers = question(Body::Single(options(&[
            ("40 days", false),
            ("8 days", true),
            ("1,200 days", false),
            ("−3 days", false),
        ])));
        for seed in 0..20 {
            assert_eq!(arrange(&numbers, seed), [3, 1, 0, 2], "numbers stand in rising order");
        }
        let mixed = question(Body::Single(options(&[("40 days", false), ("8 weeks", true)])));
        assert!((0..20).map(|seed| arrange(&mixed, seed)).any(|order| order == [1, 0]));

        let step = |text: &str| Step { text: Line::of(text), why: Text::default() };
        let ordering = question(Body::Ordering(vec![step("a"), step("b"), step("c")]));
        for seed in 0..200 {
            assert_ne!(arrange(&ordering, seed), [0, 1, 2], "an order never starts solved");
        }
        assert_eq!(arrange(&matching(), 3).len(), 4);
    }

    #[test]
    fn drafts_say_what_is_missing() {
        let multiple = question(Body::Multiple(options(&[("a", true), ("b", false), ("c", true)])));
        assert!(Draft::Some(0b1).finish(&multiple).is_err());
        assert!(Draft::Some(0b111).finish(&multiple).is_err());
        assert_eq!(Draft::Some(0b11).finish(&multiple), Ok(Answer::Multiple(0b11)));
        assert!(Draft::empty(&matching(), &[]).finish(&matching()).is_err());
    }

    #[test]
    fn numbers_as_people_type_them() {
        for (text, expect) in [
            ("840", Some(840.0)),
            (" 1,250.5 ", Some(1250.5)),
            ("1.250,5", Some(1250.5)),
            ("1 250,5", Some(1250.5)),
            ("0,857", Some(0.857)),
            ("0,86", Some(0.86)),
            ("1,250", Some(1250.0)),
            ("−3", Some(-3.0)),
            ("12 %", Some(12.0)),
            ("$840", Some(840.0)),
            (".5", Some(0.5)),
            ("", None),
            ("-", None),
            ("abc", None),
            ("1e5", None),
            ("1..2", None),
        ] {
            assert_eq!(number(text), expect, "{text}");
        }
    }
}
