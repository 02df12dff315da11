//! Accuracy: how many answers were right, by domain and topic, questions only.
//!
//! First answers tell what the learner knows of questions never seen, repeats also what was remembered: the two are
//! never mixed.

use super::share::Share;
use crate::engine::bank::track::Track;
use crate::engine::id::{DomainId, TopicId};
use crate::engine::progress::snapshot::Snapshot;

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

/// By domain, in the track's order.
#[must_use]
pub fn accuracy(snapshot: &Snapshot, track: &Track) -> Vec<DomainAccuracy> {
    let _ = (snapshot, track);
    todo!()
}
