//! What a set is built from, and drawing it.

use crate::engine::bank::deck::Deck;
use crate::engine::bank::question::{Approach, Kind, Level, Question};
use crate::engine::chance::Chance;
use crate::engine::id::{DomainId, ItemId, TopicId};
use crate::engine::progress::history::Review;
use crate::engine::progress::snapshot::Snapshot;
use crate::engine::schedule::order;
use crate::engine::schedule::standings::Standings;
use crate::engine::sorted::Set;
use crate::engine::time::{Now, StudyDay};

/// A question is weak where recall is less probable than this.
pub const WEAK_RECALL: f32 = 0.75;

/// Which questions by what happened to them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum State {
    /// Whatever happened.
    #[default]
    Any,
    /// Never answered.
    Unseen,
    /// The latest answer was wrong.
    Wrong,
    /// Marked for later.
    Flagged,
    /// Likely forgotten (see [`WEAK_RECALL`]), or wrong more often than right.
    Weak,
    /// The latest answer was right, but guessed.
    Lucky,
}

/// When the feedback is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Feedback {
    /// After each answer.
    #[default]
    AtOnce,
    /// After the last one.
    AtEnd,
}

/// What a set is built from. An empty set of domains, topics, levels, kinds or approaches allows all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recipe {
    /// Any of these domains.
    pub domains: Set<DomainId>,
    /// Any of these topics (within the domains, where both are given).
    pub topics: Set<TopicId>,
    /// Any of these levels.
    pub levels: Set<Level>,
    /// Any of these kinds.
    pub kinds: Set<Kind>,
    /// Any of these approaches.
    pub approaches: Set<Approach>,
    /// What happened to them.
    pub state: State,
    /// At most so many; 0 means all. A case comes whole, so that a set may be a little longer.
    pub count: u16,
    /// When the feedback is given.
    pub feedback: Feedback,
}

/// How many questions a recipe finds, its `count` aside: for the form, while the learner chooses.
#[must_use]
pub fn matching(recipe: &Recipe, deck: &Deck, snapshot: &Snapshot, standings: &Standings, now: Now) -> u32 {
    units(recipe, deck, snapshot, standings, now).iter().map(|unit| unit.len() as u32).sum()
}

/// Draws a set: a uniform draw of what the recipe finds, cases whole and in order, siblings apart.
#[must_use]
pub fn draw(
    recipe: &Recipe,
    deck: &Deck,
    snapshot: &Snapshot,
    standings: &Standings,
    now: Now,
    seed: u64,
) -> Vec<ItemId> {
    let mut found = units(recipe, deck, snapshot, standings, now);
    Chance::named(seed, "practice").shuffle(&mut found);
    let wanted = if recipe.count == 0 { usize::MAX } else { usize::from(recipe.count) };
    let mut length = 0;
    let mut drawn: Vec<_> = found
        .into_iter()
        .take_while(|unit| {
            let more = length < wanted;
            length += unit.len();
            more
        })
        .collect();
    order::apart(&mut drawn, |unit| unit.first());
    drawn.into_iter().flatten().collect()
}

/// What a recipe finds, in the deck's order: a case comes whole if one of its questions is found.
fn units(recipe: &Recipe, deck: &Deck, snapshot: &Snapshot, standings: &Standings, now: Now) -> Vec<order::Unit> {
    let today = snapshot.today(now);
    let found = |question: &Question| {
        recipe.allows(deck, question) && recipe.state.holds(&question.id, snapshot, standings, today)
    };
    let open = |question: &&Question| {
        question.form.is_none() && !snapshot.history(&question.id).is_some_and(|history| history.suspended)
    };
    let open: Vec<&Question> = deck.questions.iter().map(|question| &**question).filter(open).collect();
    // The deck holds a case's questions side by side.
    let same_case = |a: &&Question, b: &&Question| a.case.is_some() && a.case == b.case;
    let units = open.chunk_by(same_case).filter(|unit| unit.iter().any(|question| found(question)));
    units.map(|unit| unit.iter().map(|question| question.id.clone()).collect()).collect()
}

impl Recipe {
    fn allows(&self, deck: &Deck, question: &Question) -> bool {
        let topic = question.id.topic();
        (self.domains.is_empty()
            || deck.track.domain_of(&topic).is_some_and(|domain| self.domains.contains(&domain.id)))
            && (self.topics.is_empty() || self.topics.contains(&topic))
            && (self.levels.is_empty() || self.levels.contains(&question.level))
            && (self.kinds.is_empty() || self.kinds.contains(&question.kind()))
            && (self.approaches.is_empty() || question.approach.is_some_and(|its| self.approaches.contains(&its)))
    }
}

impl State {
    fn holds(self, item: &ItemId, snapshot: &Snapshot, standings: &Standings, today: StudyDay) -> bool {
        let history = snapshot.history(item);
        let last = history.and_then(|history| history.last());
        match self {
            Self::Any => true,
            Self::Unseen => last.is_none(),
            Self::Wrong => last.is_some_and(|review| !review.right),
            Self::Flagged => history.is_some_and(|history| history.flagged),
            Self::Lucky => last.is_some_and(Review::lucky),
            Self::Weak => {
                let forgotten = standings.get(item).is_some_and(|standing| standing.recall(today) < WEAK_RECALL);
                let mostly_wrong = history.is_some_and(|history| {
                    2 * history.reviews.iter().filter(|review| !review.right).count() > history.reviews.len()
                });
                forgotten || mostly_wrong
            }
        }
    }
}
