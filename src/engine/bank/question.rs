//! Questions, cards, cases and drills as the page has them.
//!
//! Answers are always given in the stored order of options, pairs, steps and regions; the order on the screen is
//! the business of [`super::answer::arrange`].

use super::figure::Exhibit;
use super::text::{Line, Text};
use crate::engine::id::{ItemId, TrapId};
use serde::{Deserialize, Serialize};

/// The first 32 bits of the SHA-256 of an item's content: another number says that the wording changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ContentHash(pub u32);

/// What a question asks of the learner's mind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Level {
    /// 1 in the source.
    Recall,
    /// 2 in the source.
    Apply,
    /// 3 in the source.
    Analyse,
}

/// The way of managing that a situation assumes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Approach {
    /// Plan first.
    Predictive,
    /// Learn in short cycles.
    Agile,
    /// Some of both.
    Hybrid,
}

/// A question. Two are the same where name and content are: see [`ContentHash`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Question {
    /// Its name for ever.
    pub id: ItemId,
    /// Of its content.
    pub hash: ContentHash,
    /// Recall, apply or analyse.
    pub level: Level,
    /// Where the track tells approaches apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approach: Option<Approach>,
    /// The mock form for which it is reserved: never shown in practice before that form was sat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<u8>,
    /// The case to which it belongs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<ItemId>,
    /// What is asked.
    pub stem: Text,
    /// Figures beside the stem.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exhibits: Vec<Exhibit>,
    /// What can be answered.
    pub body: Body,
    /// The one sentence to keep.
    pub lesson: Line,
    /// Document and section.
    pub sources: Vec<String>,
}

/// The kinds of question, each with what only it has.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Body {
    /// One of four.
    Single(Vec<Choice>),
    /// A stated number of five or six; all or nothing.
    Multiple(Vec<Choice>),
    /// A right-hand side for each left-hand side.
    Matching {
        /// The pairs that belong together.
        pairs: Vec<Pair>,
        /// Right-hand sides that belong to none.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        distractors: Vec<Line>,
    },
    /// Steps, stored in the right order.
    Ordering(Vec<Step>),
    /// A number.
    Numeric(Numeric),
    /// One region of the (only) exhibit.
    Hotspot(Vec<Region>),
}

/// An option of a single or multiple question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// What it says.
    pub text: Line,
    /// Whether it is right.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub key: bool,
    /// Why it is right or wrong, here.
    pub why: Text,
    /// The misconception that it embodies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trap: Option<TrapId>,
}

/// Two sides that belong together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    /// Given.
    pub left: Line,
    /// To be found.
    pub right: Line,
    /// Why they belong together.
    pub why: Text,
}

/// A step of an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// What is done.
    pub text: Line,
    /// Why it stands here.
    pub why: Text,
}

/// A numeric answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Numeric {
    /// The right number.
    pub answer: f64,
    /// How far off is still right, absolute.
    pub tolerance: f64,
    /// Behind the field; may be empty.
    pub unit: String,
    /// The worked solution.
    pub working: Text,
    /// Classic wrong results.
    pub mistakes: Vec<Mistake>,
}

/// A classic wrong result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mistake {
    /// The number.
    pub value: f64,
    /// Which formula gives it, and what that formula would have answered.
    pub why: Text,
}

/// A region of a figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Region {
    /// The element of the figure (for example `p4`, `r1c2`, `A`).
    pub at: String,
    /// What a list calls it.
    pub label: String,
    /// Whether it is right.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub key: bool,
    /// Why it is right or wrong.
    pub why: Text,
    /// The misconception that it embodies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trap: Option<TrapId>,
}

/// A card: one fact. Two are the same where name and content are: see [`ContentHash`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Card {
    /// Its name for ever.
    pub id: ItemId,
    /// Of its content.
    pub hash: ContentHash,
    /// Asks for one thing.
    pub front: Text,
    /// At most 40 words.
    pub back: Text,
    /// Document and section.
    pub sources: Vec<String>,
}

/// A situation that several questions share; they are served together and in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// Its name for ever.
    pub id: ItemId,
    /// Its heading.
    pub title: String,
    /// 150–300 words.
    pub text: Text,
    /// Figures of the case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exhibits: Vec<Exhibit>,
    /// Its questions, in order.
    pub questions: Vec<ItemId>,
}

/// A kind of question as a bare name: for building sets and for counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// One of four.
    Single,
    /// Several of five or six.
    Multiple,
    /// Sides to be paired.
    Matching,
    /// Steps to be ordered.
    Ordering,
    /// A number.
    Numeric,
    /// A region of a figure.
    Hotspot,
}

impl Kind {
    /// All kinds, in the order in which they are listed.
    pub const ALL: [Self; 6] =
        [Self::Single, Self::Multiple, Self::Matching, Self::Ordering, Self::Numeric, Self::Hotspot];

    /// For learners.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Single => "Single choice",
            Self::Multiple => "Multiple choice",
            Self::Matching => "Matching",
            Self::Ordering => "Ordering",
            Self::Numeric => "Calculation",
            Self::Hotspot => "Hotspot",
        }
    }
}

impl Level {
    /// All levels, lowest first.
    pub const ALL: [Self; 3] = [Self::Recall, Self::Apply, Self::Analyse];

    /// For learners.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Recall => "Recall",
            Self::Apply => "Apply",
            Self::Analyse => "Analyse",
        }
    }
}

impl PartialEq for Question {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash && self.id == other.id
    }
}

impl PartialEq for Card {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash && self.id == other.id
    }
}

impl Question {
    /// Which kind it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self.body {
            Body::Single(_) => Kind::Single,
            Body::Multiple(_) => Kind::Multiple,
            Body::Matching { .. } => Kind::Matching,
            Body::Ordering(_) => Kind::Ordering,
            Body::Numeric(_) => Kind::Numeric,
            Body::Hotspot(_) => Kind::Hotspot,
        }
    }
}
