//! Accuracy: how many answers were right, by domain and topic, questions only.
//!
//! First answers tell what the learner knows of questions never seen, repeats also what was remembered: the two are
//! never mixed.

use super::share::{Share, memorised};
use crate::engine::bank::track::Track;
use crate::engine::id::{DomainId, ItemKind, TopicId};
use crate::engine::progress::history::History;
use crate::engine::progress::snapshot::Snapshot;
use crate::engine::sorted::Map;

/// Right answers among first answers and among repeats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Accuracy {
    /// First answers to a question.
    pub first: Share,
    /// All later ones.
    pub repeat: Share,
}

/// A domain's accuracy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DomainAccuracy {
    /// Which.
    pub domain: DomainId,
    /// All of it.
    pub all: Accuracy,
    /// Its topics, in the track's order.
    pub topics: Vec<(TopicId, Accuracy)>,
}

/// By domain, in the track's order. Cards don't count (they are graded by the learner), nor do items of topics that
/// the track no longer has.
#[must_use]
pub fn accuracy(snapshot: &Snapshot, track: &Track) -> Vec<DomainAccuracy> {
    let mut topics: Map<TopicId, Accuracy> = Map::new();
    for (item, history) in snapshot.items_of(&track.id).filter(|(item, _)| item.kind() != ItemKind::Card) {
        if history.seen() {
            topics.or_default(item.topic()).count(history);
        }
    }
    let domains = track.domains.iter().map(|domain| {
        let its =
            domain.topics.iter().map(|topic| (topic.id.clone(), topics.get(&topic.id).copied().unwrap_or_default()));
        let topics: Vec<(TopicId, Accuracy)> = its.collect();
        let mut all = Accuracy::default();
        topics.iter().for_each(|(_, accuracy)| all.add(accuracy));
        DomainAccuracy { domain: domain.id.clone(), all, topics }
    });
    domains.collect()
}

impl Accuracy {
    /// By how much repeats go better than first answers, in points of a hundred; none where either are too few to say.
    #[must_use]
    pub fn memorised(&self) -> Option<u32> {
        memorised(self.first, self.repeat)
    }

    fn count(&mut self, history: &History) {
        let mut shares = std::iter::once(&mut self.first);
        for review in &history.reviews {
            shares.next().unwrap_or(&mut self.repeat).count(review.right);
        }
    }

    fn add(&mut self, other: &Self) {
        self.first.add(other.first);
        self.repeat.add(other.repeat);
    }
}
