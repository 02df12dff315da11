//! The schema of the source files: what an author may write, key by key. Apart from the wire format on purpose: either
//! may change without the other. An unknown key is refused by `serde` itself.
//!
//! Texts are plain strings with their place here; `convert` reads their Markdown.

use crate::engine::bank::question::{Approach, Kind, Level};
use crate::engine::bank::track::{ApproachShares, Band, Provenance};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;
use toml::value::Datetime;

/// A string with its place in the file.
pub(super) type Words = Spanned<String>;

/// What all questions have.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Question {
    pub id: Words,
    /// Read here so that another word is refused; what it decides is which table holds the rest.
    #[serde(rename = "kind")]
    pub _kind: Kind,
    pub level: SourceLevel,
    pub approach: Option<Approach>,
    pub form: Option<u8>,
    pub stem: Words,
    pub lesson: Words,
    pub sources: Vec<Words>,
}

/// 1, 2 or 3.
#[derive(Deserialize)]
#[serde(try_from = "i64")]
pub(super) struct SourceLevel(pub Level);

impl TryFrom<i64> for SourceLevel {
    type Error = &'static str;
    fn try_from(number: i64) -> Result<Self, Self::Error> {
        match number {
            1 => Ok(Self(Level::Recall)),
            2 => Ok(Self(Level::Apply)),
            3 => Ok(Self(Level::Analyse)),
            _ => Err("a level is 1 (recall), 2 (apply) or 3 (analyse)"),
        }
    }
}

/// What `single` and `multiple` have besides.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {
    pub option: Vec<Spanned<Choice>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Choice {
    pub text: Words,
    #[serde(default)]
    pub key: bool,
    pub why: Words,
    pub trap: Option<String>,
}

/// What `matching` has besides.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Matching {
    #[serde(default)]
    pub distractors: Vec<Words>,
    pub pair: Vec<Spanned<Pair>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pair {
    pub left: Words,
    pub right: Words,
    pub why: Words,
}

/// What `ordering` has besides.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ordering {
    pub step: Vec<Spanned<Step>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Step {
    pub text: Words,
    pub why: Words,
}

/// What `numeric` has besides.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Numeric {
    pub answer: f64,
    pub tolerance: f64,
    pub unit: String,
    pub working: Words,
    #[serde(default)]
    pub mistake: Vec<Spanned<Mistake<f64>>>,
}

/// A wrong result: a number in questions, an expression in drills.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Mistake<V> {
    pub value: V,
    pub why: Words,
}

/// What `hotspot` has besides.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Hotspot {
    pub region: Vec<Spanned<Region>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Region {
    pub at: String,
    pub label: Words,
    #[serde(default)]
    pub key: bool,
    pub why: Words,
    pub trap: Option<String>,
}

/// The words of an exhibit; what else its table holds is a [`Figure`].
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Exhibit {
    pub title: String,
    pub alt: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", tag = "kind")]
pub(super) enum Figure {
    Table {
        head: Vec<String>,
        rows: Vec<Vec<String>>,
    },
    Burndown {
        unit: String,
        x: String,
        remaining: Vec<f64>,
        length: u32,
    },
    EarnedValue {
        x: String,
        unit: String,
        pv: Vec<f64>,
        ev: Vec<f64>,
        ac: Vec<f64>,
        bac: f64,
    },
    Network {
        unit: String,
        activities: Vec<Activity>,
    },
    Histogram {
        x: String,
        y: String,
        bars: Vec<Bar>,
        #[serde(default)]
        cumulative: bool,
    },
    ControlChart {
        x: String,
        unit: String,
        values: Vec<f64>,
        mean: f64,
        upper: f64,
        lower: f64,
        spec_upper: Option<f64>,
        spec_lower: Option<f64>,
    },
    Flow {
        x: String,
        states: Vec<String>,
        bands: Vec<Vec<f64>>,
    },
    Confusion {
        classes: Vec<String>,
        counts: Vec<Vec<f64>>,
    },
    Roc {
        curves: Vec<RocCurve>,
    },
    LossCurve {
        x: String,
        y: String,
        curves: Vec<Curve>,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Activity {
    pub id: String,
    pub name: String,
    pub duration: f64,
    pub after: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Bar {
    pub label: String,
    pub value: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RocCurve {
    pub name: String,
    pub points: Vec<(f64, f64)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Curve {
    pub name: String,
    pub values: Vec<f64>,
}

/// A case without its exhibits and questions.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    pub id: Words,
    pub title: String,
    pub text: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Card {
    pub id: Words,
    pub front: Words,
    pub back: Words,
    pub sources: Vec<Words>,
}

/// A drill without its exhibits.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Drill {
    pub id: Words,
    pub title: String,
    pub level: SourceLevel,
    pub stem: Words,
    pub vars: BTreeMap<String, Spanned<Var>>,
    #[serde(default, rename = "let")]
    pub lets: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    pub require: Vec<String>,
    pub answer: Words,
    pub tolerance: f64,
    pub decimals: u8,
    pub unit: String,
    pub working: Words,
    #[serde(default)]
    pub mistake: Vec<Spanned<Mistake<String>>>,
    pub lesson: Words,
    pub sources: Vec<Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Var {
    pub min: f64,
    pub max: f64,
    pub step: f64,
}

/// `track.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Track {
    pub id: Words,
    pub short: String,
    pub name: String,
    pub issuer: String,
    pub about: String,
    pub approaches: bool,
    pub outline: Vec<Spanned<Outline>>,
    pub domain: Vec<Spanned<Domain>>,
    #[serde(default)]
    pub trap: Vec<Spanned<Trap>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Outline {
    pub version: String,
    pub from: Datetime,
    pub checked: Datetime,
    pub link: String,
    pub mark: Provenance,
    pub weights_mark: Provenance,
    pub questions: u16,
    pub scored: u16,
    pub minutes: u16,
    pub kinds: Vec<Kind>,
    pub pass: Pass,
    #[serde(default)]
    pub sections: Vec<Section>,
    pub approach_shares: Option<ApproachShares>,
    #[serde(default)]
    pub notes: Vec<String>,
    pub domain: Vec<Weight>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Weight {
    pub id: String,
    pub weight: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "lowercase", tag = "rule")]
pub(super) enum Pass {
    Count { correct: u16, of: u16, mark: Provenance },
    Scaled { score: u16, min: u16, max: u16, mark: Provenance },
    Bands { bands: Vec<Band>, cut_mark: Provenance, mark: Provenance },
    Unpublished { mark: Provenance },
}

/// A section: `fill = "cases" | "half" | "rest"`, or `count = N` (with or without `fill = "count"`).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    pub id: String,
    pub name: String,
    pub fill: Option<String>,
    pub count: Option<u16>,
    pub cases: Option<u16>,
    pub min_case_questions: Option<u16>,
    pub max_case_questions: Option<u16>,
    #[serde(default)]
    pub break_before_minutes: u16,
    pub mark: Provenance,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Domain {
    pub id: String,
    pub name: String,
    pub topics: Vec<Topic>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Topic {
    pub id: String,
    pub name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Trap {
    pub id: String,
    pub name: String,
    pub truth: String,
}
