//! What a paper can be made from: questions of the kinds that the exam uses, case sets, drills.

use super::super::apportion::apportion;
use super::super::coverage::Mode;
use super::super::shelf::Shelf;
use crate::engine::bank::deck::Deck;
use crate::engine::bank::question::{ContentHash, Kind, Level, Question};
use crate::engine::bank::track::{Fill, Outline};
use crate::engine::id::{DomainId, ItemId, TopicId};
use crate::engine::progress::exam::Source;
use crate::engine::sorted::Map;
use std::rc::Rc;

/// An item that can stand in a paper.
#[derive(Clone, Debug)]
pub(super) struct Piece<'s> {
    pub item: &'s ItemId,
    pub hash: ContentHash,
    /// Its place among the stock's domains.
    pub domain: usize,
    /// Its place among the stock's topics. Items of one topic are siblings.
    pub topic: usize,
    pub mode: Mode,
    pub kind: Kind,
    pub level: Level,
    pub drill: bool,
}

/// All that can stand in a paper.
pub(super) struct Stock<'s> {
    /// In the outline's order.
    pub domains: Vec<&'s DomainId>,
    /// Percent, 0 where the paper leaves the domain out.
    pub weights: Vec<u32>,
    /// In the track's order, each with the place of its domain.
    pub topics: Vec<(&'s TopicId, usize)>,
    /// Questions that stand alone.
    pub singles: Vec<Piece<'s>>,
    /// Case sets, each with its questions in order.
    pub cases: Vec<Vec<Piece<'s>>>,
    pub drills: Vec<Piece<'s>>,
}

impl<'s> Stock<'s> {
    /// `None` where the form asked for is not on the shelf.
    pub fn of(shelf: &Shelf<'s>, outline: &'s Outline, source: &Source) -> Option<Self> {
        let track = &shelf.deck.track;
        let domains: Vec<&DomainId> = outline.domains.iter().map(|weight| &weight.id).collect();
        let mut stock = Self {
            weights: outline.domains.iter().map(|weight| u32::from(weight.weight)).collect(),
            topics: Vec::new(),
            singles: Vec::new(),
            cases: Vec::new(),
            drills: Vec::new(),
            domains,
        };
        let mut places: Map<TopicId, usize> = Map::new();
        for (at, domain) in stock.domains.iter().enumerate() {
            for topic in track.domains.iter().filter(|other| other.id == **domain).flat_map(|domain| &domain.topics) {
                places.insert(topic.id.clone(), stock.topics.len());
                stock.topics.push((&topic.id, at));
            }
        }
        let (deck, form) = match source {
            Source::Form(form) => {
                let held = |deck: &&Deck| deck.questions.iter().any(|question| question.form == Some(*form));
                (shelf.form.filter(held)?, Some(*form))
            }
            _ => (shelf.deck, None),
        };
        if let Source::Mini { domains: chosen, .. } = source
            && !chosen.is_empty()
        {
            for (weight, domain) in stock.weights.iter_mut().zip(&stock.domains) {
                if !chosen.contains(domain) {
                    *weight = 0;
                }
            }
        }
        let weighed = |place: usize, stock: &Self| stock.weights[stock.topics[place].1] > 0;
        let piece = |question: &'s Question| {
            let topic = *places.get(&question.id.topic())?;
            weighed(topic, &stock).then(|| Piece {
                item: &question.id,
                hash: question.hash,
                domain: stock.topics[topic].1,
                topic,
                mode: Mode::of(question.approach),
                kind: question.kind(),
                level: question.level,
                drill: false,
            })
        };
        // What is reserved stands as it is; of the rest only kinds that the exam uses.
        let allowed = |kind: Kind| form.is_some() || outline.kinds.is_empty() || outline.kinds.contains(&kind);
        // What was reserved once stays out of other papers: others don't have it.
        let open = |question: &Question| question.form == form && !deck.released.contains(&question.id);
        let single = |question: &&Rc<Question>| open(question) && question.case.is_none() && allowed(question.kind());
        let singles = deck.questions.iter().filter(single);
        let singles: Vec<Piece> = singles.filter_map(|question| piece(question)).collect();
        let sizes = outline.sections.iter().find_map(|section| match section.fill {
            Fill::Cases { min_case_questions, max_case_questions, .. } => {
                Some((min_case_questions, max_case_questions))
            }
            _ => None,
        });
        let fits = |count: usize| {
            form.is_some()
                || sizes.is_some_and(|(least, most)| (usize::from(least)..=usize::from(most)).contains(&count))
        };
        let cases = deck.cases.iter().filter_map(|case| {
            let questions: Vec<Piece> = case
                .questions
                .iter()
                .filter_map(|id| deck.question(id))
                .filter(|question| open(question) && allowed(question.kind()))
                .filter_map(|question| piece(question))
                .collect();
            // Whole or not at all.
            (!questions.is_empty() && questions.len() == case.questions.len() && fits(questions.len()))
                .then_some(questions)
        });
        let cases: Vec<Vec<Piece>> = cases.collect();
        let drills = shelf.deck.drills.iter().filter_map(|drill| {
            let topic = *places.get(&drill.id.topic())?;
            weighed(topic, &stock).then(|| Piece {
                item: &drill.id,
                hash: drill.hash,
                domain: stock.topics[topic].1,
                topic,
                mode: Mode::Adaptive,
                kind: Kind::Numeric,
                level: drill.level,
                drill: true,
            })
        });
        let drills: Vec<Piece> = drills.collect();
        Some(Self { singles, cases, drills, ..stock })
    }

    /// How many single questions each topic should give where its domain gives so many: an even spread, as far as
    /// there is something of each.
    pub fn topic_wants(&self, domains: &[u32]) -> Vec<u32> {
        let mut wants = vec![0; self.topics.len()];
        for (at, count) in domains.iter().enumerate() {
            let mut held = vec![0u32; self.topics.len()];
            for piece in self.singles.iter().chain(self.cases.iter().flatten()).filter(|piece| piece.domain == at) {
                held[piece.topic] += 1;
            }
            // Whoever is fullest below what it holds waits: one after the other, the first of equals.
            for _ in 0..*count {
                let open = (0..wants.len()).filter(|topic| wants[*topic] < held[*topic]);
                match open.reduce(|best, topic| if wants[topic] < wants[best] { topic } else { best }) {
                    Some(topic) => wants[topic] += 1,
                    None => break,
                }
            }
        }
        wants
    }

    /// So many questions by kind, mixed as the stock is.
    pub fn kind_wants(&self, count: u32) -> Vec<u32> {
        let held = |kind| self.all().filter(|piece| piece.kind == kind).count() as u32;
        apportion(count, &Kind::ALL.map(held))
    }

    /// So many questions by level, mixed as the stock is.
    pub fn level_wants(&self, count: u32) -> Vec<u32> {
        let held = |level| self.all().filter(|piece| piece.level == level).count() as u32;
        apportion(count, &Level::ALL.map(held))
    }

    fn all(&self) -> impl Iterator<Item = &Piece<'s>> {
        self.singles.iter().chain(self.cases.iter().flatten())
    }

    /// The name of the domain that has the fewest questions for its weight.
    pub fn scarcest(&self, shelf: &Shelf<'_>) -> String {
        let held = |at: usize| self.all().filter(|piece| piece.domain == at).count() as u32;
        let weighed = (0..self.domains.len()).filter(|at| self.weights[*at] > 0);
        let least =
            weighed.reduce(
                |least, at| {
                    if held(at) * self.weights[least] < held(least) * self.weights[at] { at } else { least }
                },
            );
        let domain = least.map(|at| self.domains[at]);
        let named = domain.and_then(|id| shelf.deck.track.domains.iter().find(|domain| domain.id == *id));
        named.map_or_else(|| shelf.deck.track.short.clone(), |domain| domain.name.clone())
    }
}
