//! The template of a drill, as it stands in a pack.

use crate::engine::bank::figure::Exhibit;
use crate::engine::bank::question::{ContentHash, Level};
use crate::engine::bank::text::{Line, Text};
use crate::engine::id::ItemId;
use serde::{Deserialize, Serialize};

/// A drill's template. Texts and table cells hold `{expression}` and `{expression:decimals}` placeholders.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Drill {
    /// Its name for ever.
    pub id: ItemId,
    /// Of its content.
    pub hash: ContentHash,
    /// For lists.
    pub title: String,
    /// Recall, apply or analyse.
    pub level: Level,
    /// What is asked.
    pub stem: Text,
    /// Tables beside the stem.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exhibits: Vec<Exhibit>,
    /// Variables in source order of their names.
    pub vars: Vec<Var>,
    /// Named intermediate results: each may use the ones before it.
    #[serde(default, rename = "let", skip_serializing_if = "Vec::is_empty")]
    pub lets: Vec<(String, String)>,
    /// Conditions: a draw that fails one is drawn again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub require: Vec<String>,
    /// The right result, an expression.
    pub answer: String,
    /// How far off is still right, absolute.
    pub tolerance: f64,
    /// Digits behind the point to which the answer is rounded.
    pub decimals: u8,
    /// Behind the field.
    pub unit: String,
    /// The worked solution.
    pub working: Text,
    /// Misapplied formulas.
    pub mistakes: Vec<Misapplied>,
    /// The one sentence to keep.
    pub lesson: Line,
    /// Document and section.
    pub sources: Vec<String>,
}

/// A variable: drawn uniformly from `min`, `min + step`, … up to `max`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Var {
    /// In expressions.
    pub name: String,
    /// Lowest value.
    pub min: f64,
    /// Highest value.
    pub max: f64,
    /// Above 0.
    pub step: f64,
}

/// A misapplied formula behind a classic wrong result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Misapplied {
    /// An expression.
    pub value: String,
    /// What this formula would have answered.
    pub why: Text,
}
