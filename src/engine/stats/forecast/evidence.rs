//! Evidence: first answers to questions. A repeated item tells of memory, not of what a new one would bring.
//!
//! An answer that the learner called a guess counts as what the learner's guesses bring on the whole: luck in one of
//! them tells nothing. Older answers weigh less, since the learner has moved on; and what was studied of the domain since
//! is told with each, since it has moved the learner upwards (see [`super::growth`]).

use super::growth::{steps, worth};
use super::model::SPREAD;
use super::study::Study;
use crate::engine::bank::answer::Answer;
use crate::engine::bank::deck::Deck;
use crate::engine::bank::question::{Body, Level, Question};
use crate::engine::bank::track::Track;
use crate::engine::id::{ItemId, ItemKind};
use crate::engine::progress::event::Confidence;
use crate::engine::progress::history::Review;
use crate::engine::progress::snapshot::Snapshot;
use crate::engine::time::{Millis, StudyDay};

/// Days after which an answer weighs half.
pub const HALF_LIFE_DAYS: f64 = 30.0;

/// Guesses are taken to bring what chance brings until this many of them say otherwise.
const GUESSES: f64 = 8.0;

/// A first answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct First {
    /// The domain's place in the track.
    pub domain: usize,
    /// Of the question.
    pub level: Level,
    /// The probability of a right blind guess, `0.0..1.0`.
    pub chance: f64,
    /// Whether it was right.
    pub right: bool,
    /// How sure the learner was, where said.
    pub confidence: Option<Confidence>,
    /// Days ago.
    pub age: u32,
    /// Questions of the domain worked through since (see [`super::study`]).
    pub studied: f64,
}

/// First answers, and the study around them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Past {
    /// First answers, in no order.
    pub answers: Vec<First>,
    /// By domain in the track's order: questions worked through, all in all; none where it stops.
    pub studied: Vec<f64>,
}

/// Answers to questions of one level and one chance of guessing, at one point of the study.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cell {
    /// Steps of study ago.
    pub since: u8,
    pub level: Level,
    pub chance: f64,
    /// Weight of what was right.
    pub right: f64,
    /// Weight of what was wrong.
    pub wrong: f64,
}

/// What is known of one domain.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Known {
    pub cells: Vec<Cell>,
    pub answers: u32,
    /// Steps of study, all in all.
    pub studied: u8,
}

/// What first answers tell, by domain in the track's order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evidence {
    pub(super) domains: Vec<Known>,
}

impl Evidence {
    /// Of these answers, in a track with so many domains. Answers of other domains don't count.
    #[must_use]
    pub fn of(past: &Past, domains: usize) -> Self {
        let guesses = guesses(&past.answers);
        let studied = |at: usize| past.studied.get(at).map_or(0, |studied| steps(*studied));
        let known = |at: usize| Known { studied: studied(at), ..Known::default() };
        let mut evidence = Self { domains: (0..domains).map(known).collect() };
        for first in &past.answers {
            let share = match first.confidence {
                Some(Confidence::Guessed) => guesses,
                _ => f64::from(u8::from(first.right)),
            };
            evidence.add(first, share);
        }
        evidence
    }

    /// Counts an answer that was right by so much, `0.0..=1.0`.
    fn add(&mut self, first: &First, share: f64) {
        let Some(known) = self.domains.get_mut(first.domain) else { return };
        let (weight, since) = (weight(first.age), steps(first.studied));
        known.answers += 1;
        // Study is counted by the clock: whatever that did, an answer lies within it.
        known.studied = known.studied.max(since);
        let same = |cell: &&mut Cell| cell.since == since && cell.level == first.level && cell.chance == first.chance;
        match known.cells.iter_mut().find(same) {
            Some(cell) => {
                cell.right += weight * share;
                cell.wrong += weight * (1.0 - share);
            }
            None => known.cells.push(Cell {
                since,
                level: first.level,
                chance: first.chance,
                right: weight * share,
                wrong: weight * (1.0 - share),
            }),
        }
    }

    /// The same with so many more answers in a domain, right by so much: for asking what they would change.
    pub(super) fn with(&self, domain: usize, answers: u32, share: f64, chance: f64) -> Self {
        let mut more = self.clone();
        if let Some(known) = more.domains.get_mut(domain) {
            let all = f64::from(answers);
            let (right, wrong) = (all * share, all * (1.0 - share));
            known.cells.push(Cell { since: 0, level: Level::Apply, chance, right, wrong });
            known.answers += answers;
        }
        more
    }

    /// First answers, whatever they weigh.
    #[must_use]
    pub fn answers(&self) -> u32 {
        self.domains.iter().map(|known| known.answers).sum()
    }

    /// What they weigh together: as many answers given today.
    #[must_use]
    pub fn weight(&self) -> f64 {
        self.domains.iter().map(Known::weight).sum()
    }
}

impl Known {
    /// As many answers given today.
    pub(super) fn weight(&self) -> f64 {
        let mut weights = vec![0.0; usize::from(self.studied) + 1];
        for cell in &self.cells {
            if let Some(weight) = weights.get_mut(usize::from(cell.since)) {
                *weight += cell.right + cell.wrong;
            }
        }
        worth(&weights, self.studied, SPREAD)
    }
}

/// What an answer of so many days ago weighs, `0.0..=1.0`.
fn weight(age: u32) -> f64 {
    (-f64::from(age) / HALF_LIFE_DAYS * std::f64::consts::LN_2).exp()
}

/// What the learner's guesses bring, `0.0..=1.0`.
fn guesses(answers: &[First]) -> f64 {
    let (mut right, mut all, mut chance) = (0.0, 0.0, 0.0);
    for first in answers.iter().filter(|first| first.confidence == Some(Confidence::Guessed)) {
        let weight = weight(first.age);
        right += weight * f64::from(u8::from(first.right));
        all += weight;
        chance += weight * first.chance;
    }
    if all > 0.0 { (right + GUESSES * chance / all) / (all + GUESSES) } else { 0.0 }
}

/// The first answers of a track: to questions of topics that it still has, given before an instant (all, where none
/// is named). Cards are graded by the learner and drills are drawn anew each time: neither counts as an answer, and cards
/// as study.
///
/// The deck tells level and options of a question; without it, or where it does not hold the question (one that is
/// reserved for a form), the level is taken to be the middle one.
#[must_use]
pub fn first_answers(
    snapshot: &Snapshot,
    track: &Track,
    deck: Option<&Deck>,
    before: Option<Millis>,
    today: StudyDay,
) -> Past {
    let mut study = vec![Study::default(); track.domains.len()];
    let mut found = Vec::new();
    for (item, history) in snapshot.items_of(&track.id) {
        let topic = item.topic();
        let holds = |domain: &crate::engine::bank::track::Domain| domain.topics.iter().any(|its| its.id == topic);
        let Some(domain) = track.domains.iter().position(holds) else { continue };
        study[domain].count(item, history, before);
        let first = history.reviews.first().filter(|review| before.is_none_or(|before| review.at < before));
        found.extend(first.filter(|_| item.kind() == ItemKind::Question).map(|first| (item, domain, first)));
    }
    study.iter_mut().for_each(Study::settle);
    let told = |(item, domain, review): (&ItemId, usize, &Review)| {
        let question = deck.and_then(|deck| deck.question(item));
        First {
            domain,
            level: question.map_or(Level::Apply, |question| question.level),
            chance: question.map_or_else(|| usual_chance(review.answer.as_ref()), |question| chance(question)),
            right: review.right,
            confidence: review.confidence,
            // A day in the future (a clock was wrong) is as good as today.
            age: u32::try_from(today.since(review.day)).unwrap_or(0),
            studied: study[domain].since(review.at),
        }
    };
    Past { answers: found.into_iter().map(told).collect(), studied: study.iter().map(Study::whole).collect() }
}

/// The probability of a right blind guess, `0.0..1.0`.
#[must_use]
pub fn chance(question: &Question) -> f64 {
    match &question.body {
        Body::Single(options) => 1.0 / options.len().max(2) as f64,
        Body::Multiple(options) => {
            let keys = options.iter().filter(|option| option.key).count();
            // One of all choices of so many.
            1.0 / (0..keys).fold(1.0, |ways, at| ways * (options.len() - at) as f64 / (at + 1) as f64).max(2.0)
        }
        Body::Matching { pairs, distractors } => {
            let sides = pairs.len() + distractors.len();
            1.0 / (0..pairs.len()).fold(1.0, |ways, at| ways * (sides - at) as f64).max(2.0)
        }
        Body::Ordering(steps) => 1.0 / (2..=steps.len()).fold(1.0, |ways, at| ways * at as f64).max(2.0),
        Body::Numeric(_) => 0.0,
        Body::Hotspot(regions) => 1.0 / regions.len().max(2) as f64,
    }
}

/// The same for a question of which only the answer is at hand.
fn usual_chance(answer: Option<&Answer>) -> f64 {
    match answer {
        Some(Answer::Multiple(_)) => 0.1,
        Some(Answer::Matching(list) | Answer::Ordering(list)) => {
            1.0 / (2..=list.len()).fold(1.0, |ways, at| ways * at as f64).max(2.0)
        }
        Some(Answer::Numeric(_)) => 0.0,
        Some(Answer::Hotspot(_)) => 0.2,
        Some(Answer::Single(_)) | None => 0.25,
    }
}
