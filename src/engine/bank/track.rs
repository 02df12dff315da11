//! A track: one exam with its facts by date, its domains and topics, and the misconceptions of its field.

use super::question::Kind;
use crate::engine::id::{DomainId, TopicId, TrackId, TrapId};
use serde::{Deserialize, Serialize};

/// How well a fact is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Provenance {
    /// The issuer's own text.
    Issuer,
    /// The issuer's text through a named transcription.
    Transcription,
    /// Reported by others.
    Secondary,
    /// Our own choice.
    Editorial,
}

/// One exam.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Track {
    /// For example `csm`.
    pub id: TrackId,
    /// For example `CSM`.
    pub short: String,
    /// For example `Certified ScrumMaster`.
    pub name: String,
    /// Who issues the certificate.
    pub issuer: String,
    /// One sentence on whom it is for.
    pub about: String,
    /// Whether its items say which approach they assume.
    pub approaches: bool,
    /// Exam facts, oldest first.
    pub outlines: Vec<Outline>,
    /// Domains with their topics, in the issuer's order.
    pub domains: Vec<Domain>,
    /// Misconceptions.
    pub traps: Vec<Trap>,
}

/// The facts of an exam from one date on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outline {
    /// Its name, for example `Content outline 2026`.
    pub version: String,
    /// The first exam date for which it holds, `2026-07-09`.
    pub from: String,
    /// When we last compared it with the sources, `2026-11-20`.
    pub checked: String,
    /// The issuer's page.
    pub link: String,
    /// How well its figures are known.
    pub mark: Provenance,
    /// How well the weights are known.
    pub weights_mark: Provenance,
    /// Questions on the exam.
    pub questions: u16,
    /// Of these, the ones that count.
    pub scored: u16,
    /// Minutes on the clock.
    pub minutes: u16,
    /// Kinds of question that the exam uses and we have.
    pub kinds: Vec<Kind>,
    /// What passing means.
    pub pass: Pass,
    /// Parts in the order in which they are sat; none means one part without a break.
    #[serde(default)]
    pub sections: Vec<Section>,
    /// Percent predictive and percent agile or hybrid, where the exam states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approach_shares: Option<ApproachShares>,
    /// Weights in percent; they add up to 100.
    pub domains: Vec<Weight>,
    /// What a learner should know besides.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// A domain's weight.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Weight {
    /// The domain.
    pub id: DomainId,
    /// Percent.
    pub weight: u8,
}

/// How the exam mixes approaches, in percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApproachShares {
    /// Predictive.
    pub predictive: u8,
    /// Agile or hybrid.
    pub adaptive: u8,
}

/// What passing means.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "rule")]
pub enum Pass {
    /// A published number of right answers.
    Count {
        /// Right answers needed.
        correct: u16,
        /// Of so many.
        of: u16,
        /// How well this is known.
        mark: Provenance,
    },
    /// A published scaled score; it is not a percentage.
    Scaled {
        /// Needed.
        score: u16,
        /// The scale's lower end.
        min: u16,
        /// The scale's upper end.
        max: u16,
        /// How well this is known.
        mark: Provenance,
    },
    /// Bands per domain instead of a mark; the cut-offs are ours.
    Bands {
        /// Best first.
        bands: Vec<Band>,
        /// How well the cut-offs are known.
        cut_mark: Provenance,
        /// How well the bands' names are known.
        mark: Provenance,
    },
    /// Nothing is published.
    Unpublished {
        /// How well this is known.
        mark: Provenance,
    },
}

/// A band of results.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Band {
    /// For example `Above Target`.
    pub name: String,
    /// The lowest share of right answers in it, `0.0..=1.0`.
    pub from: f64,
}

/// A part of an exam, closed when left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// For example `cases`.
    pub id: String,
    /// For learners.
    pub name: String,
    /// What it holds.
    #[serde(flatten)]
    pub fill: Fill,
    /// The break that may be taken before it, minutes, off the clock.
    #[serde(default)]
    pub break_before_minutes: u16,
    /// How well this is known.
    pub mark: Provenance,
}

/// What a section holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "fill")]
pub enum Fill {
    /// So many case sets with their questions.
    Cases {
        /// Case sets.
        cases: u16,
        /// Fewest questions of a case.
        min_case_questions: u16,
        /// Most questions of a case.
        max_case_questions: u16,
    },
    /// A stated number of questions.
    Count {
        /// Questions.
        count: u16,
    },
    /// Half of what the sections before have left.
    Half,
    /// What is left.
    Rest,
}

/// A domain and its topics.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Domain {
    /// For example `events`.
    pub id: DomainId,
    /// For learners.
    pub name: String,
    /// In our order.
    pub topics: Vec<Topic>,
}

/// A topic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Topic {
    /// For example `daily`.
    pub id: TopicId,
    /// For learners.
    pub name: String,
}

/// A misconception with a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trap {
    /// For example `status-meeting`.
    pub id: TrapId,
    /// For learners.
    pub name: String,
    /// The one sentence that sets it right.
    pub truth: String,
}

impl Track {
    /// The outline for an exam on that date (`2026-11-20`): the newest that is in force by then, else the first.
    #[must_use]
    pub fn outline_on(&self, date: &str) -> Option<&Outline> {
        // ISO dates order as text does.
        self.outlines.iter().rev().find(|outline| outline.from.as_str() <= date).or_else(|| self.outlines.first())
    }

    /// The domain of a topic.
    #[must_use]
    pub fn domain_of(&self, topic: &TopicId) -> Option<&Domain> {
        self.domains.iter().find(|domain| domain.topics.iter().any(|t| t.id == *topic))
    }

    /// A topic by its id.
    #[must_use]
    pub fn topic(&self, id: &TopicId) -> Option<&Topic> {
        self.domains.iter().flat_map(|domain| &domain.topics).find(|topic| topic.id == *id)
    }

    /// A misconception by its id.
    #[must_use]
    pub fn trap(&self, id: &TrapId) -> Option<&Trap> {
        self.traps.iter().find(|trap| trap.id == *id)
    }
}
