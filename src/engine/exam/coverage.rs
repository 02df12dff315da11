//! Coverage: what a paper holds against what it should hold.

use crate::engine::bank::question::{Approach, Kind, Level};
use crate::engine::id::{DomainId, TopicId};

/// By what a paper is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Group {
    /// A domain. The counts wanted are those of the exam's weights, and are met.
    Domain(DomainId),
    /// A topic. Wanted is an even spread within the domain.
    Topic(TopicId),
    /// An approach of the exam's shares: predictive; agile and hybrid.
    Approach(Mode),
    /// A kind. Wanted is the bank's own mix of the kinds that the exam uses.
    Kind(Kind),
    /// A level. Wanted is the bank's own mix.
    Level(Level),
}

/// The approaches as an exam states its shares of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// Plan first.
    Predictive,
    /// Agile or hybrid.
    Adaptive,
}

impl Mode {
    /// Both, in the order in which they are shown.
    pub const ALL: [Self; 2] = [Self::Predictive, Self::Adaptive];

    /// Of a question's approach; what says none counts as adaptive.
    #[must_use]
    pub fn of(approach: Option<Approach>) -> Self {
        if approach == Some(Approach::Predictive) { Self::Predictive } else { Self::Adaptive }
    }

    /// For learners.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Predictive => "Predictive",
            Self::Adaptive => "Agile or hybrid",
        }
    }
}

/// A line of the coverage table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Of what.
    pub group: Group,
    /// For learners.
    pub name: String,
    /// So many should stand in the paper; none where nobody says.
    pub wanted: Option<u32>,
    /// So many do.
    pub got: u32,
}
