//! Order: which new items come next, and siblings (items of one topic) apart.
//!
//! New items go where the learner is furthest behind the exam's weights: first the domain, then within it the topic
//! of which the smallest part was met. Questions and cards come by turns over the whole deck, a question first, and
//! the levels of questions are mixed. Nothing is drawn: the same past gives the same order.

use crate::engine::bank::deck::Deck;
use crate::engine::bank::question::{Level, Question};
use crate::engine::id::{ItemId, TopicId};
use crate::engine::sorted::Map;

/// Items that stay together and in order: one item, or those of a case.
pub(super) type Unit = Vec<ItemId>;

/// How far siblings are looked past for one of another topic: further would undo the order.
const LOOKAHEAD: usize = 6;

/// A topic while new items are chosen from it.
struct Pool {
    /// Items met so far and those chosen.
    met: u32,
    /// All items of the topic in the deck.
    size: u32,
    /// New questions, cases whole, first to last.
    questions: std::vec::IntoIter<Unit>,
    /// New cards, first to last.
    cards: std::vec::IntoIter<Unit>,
}

impl Pool {
    fn is_empty(&self) -> bool {
        self.questions.as_slice().is_empty() && self.cards.as_slice().is_empty()
    }
}

/// How far the learner is through the deck's questions and through its cards: whichever is behind comes next.
#[derive(Default)]
pub(super) struct Kinds {
    /// Questions that were met, and all.
    pub questions: (u32, u32),
    /// Cards that were met, and all.
    pub cards: (u32, u32),
}

impl Kinds {
    /// Whether a card comes next and not a question, where there are such; `None` where there is neither.
    pub(super) fn card_is_next(&self, questions: bool, cards: bool) -> Option<bool> {
        let (cards_met, all_cards) = self.cards;
        let (questions_met, all_questions) = self.questions;
        let behind = u64::from(cards_met) * u64::from(all_questions) < u64::from(questions_met) * u64::from(all_cards);
        (questions || cards).then_some(cards && (behind || !questions))
    }
}

/// A domain while new items are chosen from it.
struct Share {
    weight: u32,
    met: u32,
    pools: Vec<Pool>,
}

/// New units of a deck, best first, until they hold `count` items (the last one may go beyond). `new` says which
/// items are free to be introduced, `met` which were met before; `date` is the exam's, or today's (`2026-11-20`).
pub(super) fn new_units(
    deck: &Deck,
    count: u32,
    date: &str,
    new: impl Fn(&ItemId) -> bool,
    met: impl Fn(&ItemId) -> bool,
) -> Vec<Unit> {
    let mut shares = shares(deck, date, &new, &met);
    let mut kinds = Kinds::default();
    for question in deck.questions.iter().filter(|question| question.form.is_none()) {
        kinds.questions.0 += u32::from(met(&question.id));
        kinds.questions.1 += 1;
    }
    for card in &deck.cards {
        kinds.cards.0 += u32::from(met(&card.id));
        kinds.cards.1 += 1;
    }
    let mut chosen = Vec::new();
    let mut left = count;
    while left > 0 {
        let Some(unit) = next(&mut shares, &mut kinds) else { break };
        left = left.saturating_sub(unit.len() as u32);
        chosen.push(unit);
    }
    chosen
}

fn shares(deck: &Deck, date: &str, new: &dyn Fn(&ItemId) -> bool, met: &dyn Fn(&ItemId) -> bool) -> Vec<Share> {
    let mut topics: Map<TopicId, (Vec<&Question>, Vec<ItemId>)> = Map::new();
    for question in deck.questions.iter().filter(|question| question.form.is_none()) {
        topics.or_default(question.id.topic()).0.push(&**question);
    }
    for card in &deck.cards {
        topics.or_default(card.id.topic()).1.push(card.id.clone());
    }
    let outline = deck.track.outline_on(date);
    let weight = |domain: &_| outline.and_then(|outline| outline.domains.iter().find(|weight| weight.id == *domain));
    let domains = deck.track.domains.iter().map(|domain| {
        let pools = domain.topics.iter().filter_map(|topic| topics.remove(&topic.id));
        let pools: Vec<Pool> = pools
            .map(|(questions, cards)| {
                let size = (questions.len() + cards.len()) as u32;
                let seen = questions.iter().map(|question| &question.id).chain(&cards).filter(|id| met(id)).count();
                let cards: Vec<Unit> = cards.into_iter().filter(|card| new(card)).map(|card| vec![card]).collect();
                let questions = questions.into_iter().filter(|question| new(&question.id)).collect();
                let questions = by_level(units_of(questions)).into_iter();
                Pool { met: seen as u32, size, questions, cards: cards.into_iter() }
            })
            .collect();
        // A domain without a weight still comes, though last.
        let weight = weight(&domain.id).map_or(1, |weight| u32::from(weight.weight).max(1));
        Share { weight, met: pools.iter().map(|pool| pool.met).sum(), pools }
    });
    domains.collect()
}

/// The next unit: of the domain that is furthest behind its weight, of its topic that is met the least, and of the
/// kind that is behind.
fn next(shares: &mut [Share], kinds: &mut Kinds) -> Option<Unit> {
    let weights: i64 = shares.iter().map(|share| i64::from(share.weight)).sum();
    let met: i64 = shares.iter().map(|share| i64::from(share.met)).sum();
    let behind = |share: &Share| i64::from(share.weight) * (met + 1) - i64::from(share.met) * weights;
    let filled = shares.iter_mut().filter(|share| share.pools.iter().any(|pool| !pool.is_empty()));
    // The first of equals, so that the track's own order decides.
    let share = filled.reduce(|best, share| if behind(share) > behind(best) { share } else { best })?;
    let pools = share.pools.iter_mut().filter(|pool| !pool.is_empty());
    let pool = pools.reduce(|best, pool| {
        let less = u64::from(pool.met) * u64::from(best.size) < u64::from(best.met) * u64::from(pool.size);
        if less { pool } else { best }
    })?;
    let card = kinds.card_is_next(!pool.questions.as_slice().is_empty(), !pool.cards.as_slice().is_empty())?;
    let (units, kind) =
        if card { (&mut pool.cards, &mut kinds.cards) } else { (&mut pool.questions, &mut kinds.questions) };
    let unit = units.next()?;
    kind.0 += unit.len() as u32;
    pool.met += unit.len() as u32;
    share.met += unit.len() as u32;
    Some(unit)
}

/// Questions of a case together, others alone; a unit has the level of its first question.
fn units_of(questions: Vec<&Question>) -> Vec<(Level, Unit)> {
    let mut units: Vec<(Level, Unit)> = Vec::new();
    let mut case_before = None;
    for question in questions {
        match units.last_mut() {
            Some((_, unit)) if question.case.is_some() && question.case == case_before => {
                unit.push(question.id.clone())
            }
            _ => units.push((question.level, vec![question.id.clone()])),
        }
        case_before.clone_from(&question.case);
    }
    units
}

/// By turns recall, apply, analyse, as long as there are any.
fn by_level(units: Vec<(Level, Unit)>) -> Vec<Unit> {
    let mut levels = Level::ALL.map(|level| {
        let of_level = units.iter().filter(|(its, _)| *its == level).map(|(_, unit)| unit.clone());
        of_level.collect::<Vec<_>>().into_iter()
    });
    let mut mixed = Vec::with_capacity(units.len());
    while mixed.len() < units.len() {
        mixed.extend(levels.iter_mut().filter_map(Iterator::next));
    }
    mixed
}

/// Two lists as one, each spread evenly over the whole and in its own order; `a` leads.
pub(super) fn interleave<T>(a: Vec<T>, b: Vec<T>) -> Vec<T> {
    let (of_a, of_b) = (a.len(), b.len());
    let (mut a, mut b) = (a.into_iter(), b.into_iter());
    let mut both = Vec::with_capacity(of_a + of_b);
    while both.len() < of_a + of_b {
        let (taken_a, taken_b) = (of_a - a.len(), of_b - b.len());
        // Whichever is the smaller part through.
        let a_next = b.len() == 0 || (a.len() > 0 && taken_a * of_b <= taken_b * of_a);
        both.extend(if a_next { a.next() } else { b.next() });
    }
    both
}

/// Puts siblings apart: where two neighbours share a topic, the next unit of another topic comes between, if one is
/// near. `first` gives a unit's item.
pub(super) fn apart<T>(units: &mut [T], first: impl Fn(&T) -> Option<&ItemId>) {
    let topic = |unit: &T| first(unit).map(ItemId::topic);
    for at in 1..units.len() {
        let before = topic(&units[at - 1]);
        if topic(&units[at]) != before {
            continue;
        }
        let near = units.len().min(at + 1 + LOOKAHEAD);
        if let Some(other) = (at + 1..near).find(|other| topic(&units[*other]) != before) {
            units[at..=other].rotate_right(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_lists_are_spread_over_each_other() {
        let check = |a: &str, b: &str, expect: &str| {
            let both: String = interleave(a.chars().collect(), b.chars().collect()).into_iter().collect();
            assert_eq!(both, expect);
        };
        check("abc", "123", "a1b2c3");
        check("ab", "1234", "a12b34");
        check("abcd", "1", "a1bcd");
        check("", "12", "12");
        check("ab", "", "ab");
    }

    #[test]
    fn siblings_are_kept_apart_where_there_is_a_choice() {
        let check = |items: &[&str], expect: &[&str]| {
            let mut units: Vec<ItemId> = items.iter().map(|id| ItemId::new(id)).collect();
            apart(&mut units, |id| Some(id));
            let got: Vec<&str> = units.iter().map(ItemId::as_str).collect();
            assert_eq!(got, expect);
        };
        check(&["t-a-001", "t-a-002", "t-b-001"], &["t-a-001", "t-b-001", "t-a-002"]);
        check(&["t-a-001", "t-a-002"], &["t-a-001", "t-a-002"]);
        check(&["t-a-001", "t-b-001", "t-b-002", "t-a-002"], &["t-a-001", "t-b-001", "t-a-002", "t-b-002"]);
    }
}
