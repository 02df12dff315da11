//! Who learns: what is known before, how quickly, how surely; and what that comes to on the exam.

use super::bank::DOMAINS;
use super::mind::{Memory, Mind, normal};
use crate::engine::bank::deck::Deck;
use crate::engine::bank::question::Level;
use crate::engine::chance::{Chance, mix};
use crate::engine::id::{ItemId, ItemKind};
use crate::engine::progress::event::Confidence;

/// Right by guessing, of a question.
pub(super) const GUESS: f64 = 0.25;
/// Wrong though known.
pub(super) const SLIP: f64 = 0.05;

/// How far an item's difficulty lies from its domain's, logits.
const ITEM_SPREAD: f64 = 0.8;

/// How much harder a question is for its level (recall, apply, analyse), logits: mean over learners, each of whom
/// feels half to one and a half times as much of it, most of them.
const LEVELS: [f64; 3] = [-0.4, 0.0, 0.4];

/// A learner.
pub(super) struct Learner {
    mind: Mind,
    items: Vec<Thing>,
    /// Known before, by domain: the expected share of its questions.
    prior: Vec<f64>,
    /// How much of what is known of a topic's items carries over to another of its questions.
    transfer: f64,
    /// What a card adds to its topic, against a question.
    card: f64,
    pace: f64,
    missed: f64,
    chance: Chance,
}

/// An item, for one learner.
struct Thing {
    id: ItemId,
    /// Counted over all domains.
    topic: usize,
    card: bool,
    /// Known before it was ever met.
    known: bool,
    memory: Option<Memory>,
}

/// An answer.
pub(super) struct Given {
    pub right: bool,
    pub confidence: Confidence,
    /// From shown to answered, seconds.
    pub seconds: f64,
    /// For reading what follows, seconds.
    pub reading: f64,
}

impl Learner {
    /// Number `n` of a seed's learners; `like_fsrs` says how the mind works. All that is drawn here is the same
    /// whatever is tried with the learner.
    pub(super) fn draw(deck: &Deck, like_fsrs: bool, seed: u64, n: u32) -> Self {
        let mut chance = Chance::named(mix(seed, &n.to_le_bytes()), "learner");
        let mind = if like_fsrs { Mind::fsrs(&mut chance) } else { Mind::traces(&mut chance) };
        let ability = normal(&mut chance) * 0.5 - 0.4;
        let prior: Vec<f64> = DOMAINS.iter().map(|_| logistic(ability + 0.5 * normal(&mut chance))).collect();
        let transfer = 0.6 + 0.3 * chance.unit();
        let card = 0.25 + 0.3 * chance.unit();
        let pace = (0.25 * normal(&mut chance)).exp();
        let missed = 0.2 * chance.unit();
        let hard = 1.0 + 0.5 * normal(&mut chance);
        let level = |level: Level| hard * LEVELS[level as usize];
        let (mut items, mut before, mut topic) = (Vec::new(), None, 0);
        let mut all: Vec<&ItemId> = deck.questions.iter().map(|question| &question.id).collect();
        all.extend(deck.cards.iter().map(|card| &card.id));
        all.sort_by_key(|id| id.topic());
        for id in all {
            if before.as_ref().is_some_and(|before| *before != id.topic()) {
                topic += 1;
            }
            before = Some(id.topic());
            let (domain, _) = place(topic);
            let harder = deck.question(id).map_or(0.0, |question| level(question.level));
            let known = chance.unit() < logistic(logit(prior[domain]) - harder + ITEM_SPREAD * normal(&mut chance));
            let card = id.kind() == ItemKind::Card;
            items.push(Thing { id: id.clone(), topic, card, known, memory: None });
        }
        items.sort_by(|a, b| a.id.cmp(&b.id));
        // The same over all questions that a domain could have, as many of each level.
        let spread = |p: f64| (-20..=20).map(|at| f64::from(at) / 10.0).map(move |z| (p, z));
        let prior = prior.into_iter().map(|p| {
            let weigh = |z: f64| (-z * z / 2.0).exp();
            let all: f64 = spread(p).map(|(_, z)| weigh(z)).sum();
            let of = |p: f64, z: f64| Level::ALL.map(|its| logistic(logit(p) - level(its) + ITEM_SPREAD * z) / 3.0);
            spread(p).map(|(p, z)| weigh(z) / all * of(p, z).iter().sum::<f64>()).sum()
        });
        let prior = prior.collect();
        Self { mind, items, prior, transfer, card, pace, missed, chance }
    }

    /// All items, by place.
    pub(super) fn items(&self) -> usize {
        self.items.len()
    }

    /// The place of an item.
    pub(super) fn find(&self, id: &ItemId) -> Option<usize> {
        self.items.binary_search_by(|thing| thing.id.cmp(id)).ok()
    }

    /// Whether this day is missed.
    pub(super) fn misses(&mut self) -> bool {
        self.chance.unit() < self.missed
    }

    /// Answers an item at `now` (days) and learns from it.
    pub(super) fn answer(&mut self, at: usize, now: f64) -> Given {
        let first = self.items[at].memory.is_none();
        let recalled = match &self.items[at].memory {
            Some(memory) => self.chance.unit() < self.mind.recall(memory, now),
            None => {
                // Never met: known before, or from what its topic has taught.
                let carried = self.transfer * self.learned(self.items[at].topic, now);
                let carried = self.chance.unit() < carried;
                self.items[at].known || carried
            }
        };
        let card = self.items[at].card;
        let right = if recalled { card || self.chance.unit() >= SLIP } else { !card && self.chance.unit() < GUESS };
        let draw = self.chance.unit();
        let confidence = match (recalled, draw) {
            (true, ..0.55) | (false, ..0.08) => Confidence::Certain,
            (true, ..0.95) | (false, ..0.45) => Confidence::ThoughtSo,
            _ => Confidence::Guessed,
        };
        let certain = confidence == Confidence::Certain;
        let thing = &mut self.items[at];
        match &mut thing.memory {
            Some(memory) => self.mind.practise(memory, recalled, certain, now),
            None => thing.memory = Some(self.mind.meet(recalled, certain, now)),
        }
        let usual = match (card, first) {
            (false, true) => 55.0,
            (false, false) => 32.0,
            (true, true) => 12.0,
            (true, false) => 8.0,
        };
        let seconds = usual * self.pace * (0.3 * normal(&mut self.chance)).exp();
        let reading = self.pace
            * if card {
                2.0
            } else if right {
                6.0
            } else {
                18.0
            };
        Given { right, confidence, seconds, reading }
    }

    /// How much of a topic was learned, of what was not known before, `0.0..=1.0`.
    fn learned(&self, topic: usize, now: f64) -> f64 {
        let (mut sum, mut all) = (0.0, 0.0);
        for thing in self.items.iter().filter(|thing| thing.topic == topic && !thing.known) {
            let value = if thing.card { self.card } else { 1.0 };
            all += value;
            sum += value * thing.memory.as_ref().map_or(0.0, |memory| self.mind.recall(memory, now));
        }
        if all > 0.0 { sum / all } else { 1.0 }
    }

    /// The expected share of right answers on an exam of new questions at `now` (days).
    pub(super) fn score(&self, now: f64) -> f64 {
        let weights: f64 = DOMAINS.iter().map(|(weight, _)| f64::from(*weight)).sum();
        DOMAINS.iter().zip(self.shares(now)).map(|((weight, _), share)| f64::from(*weight) / weights * share).sum()
    }

    /// The same by domain.
    pub(super) fn shares(&self, now: f64) -> Vec<f64> {
        let mut topic = 0;
        let domains = DOMAINS.iter().zip(&self.prior).map(|((_, topics), prior)| {
            let mut sum = 0.0;
            for _ in 0..*topics {
                let knows = prior + (1.0 - prior) * self.transfer * self.learned(topic, now);
                sum += GUESS + (1.0 - GUESS - SLIP) * knows;
                topic += 1;
            }
            sum / *topics as f64
        });
        domains.collect()
    }
}

/// The domain of a topic, and its place there.
fn place(topic: usize) -> (usize, usize) {
    let mut left = topic;
    for (domain, (_, topics)) in DOMAINS.iter().enumerate() {
        if left < *topics {
            return (domain, left);
        }
        left -= topics;
    }
    (0, 0)
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

fn logit(p: f64) -> f64 {
    (p / (1.0 - p)).ln()
}
