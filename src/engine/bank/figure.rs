//! Figures as data. The page draws them and sets a table beside them; nothing here knows how they look.

use serde::{Deserialize, Serialize};

/// A figure with its title and the words for those who don't see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exhibit {
    /// Shown above the figure.
    pub title: String,
    /// One or two sentences on what is to be seen; gives no answer away.
    pub alt: String,
    /// The data.
    pub figure: Figure,
}

/// The kinds of figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Figure {
    /// Rows as long as the head.
    Table {
        /// Column names.
        head: Vec<String>,
        /// Cells by row.
        rows: Vec<Vec<String>>,
    },
    /// Work left over time; the ideal runs from `remaining[0]` to 0 at `length`.
    Burndown {
        /// What is counted, for example `points`.
        unit: String,
        /// One period, for example `day`.
        x: String,
        /// Index 0 = at the start.
        remaining: Vec<f64>,
        /// Periods in the whole Sprint or release.
        length: u32,
    },
    /// Cumulative planned value, earned value and actual cost by period, from 1.
    EarnedValue {
        /// One period, for example `month`.
        x: String,
        /// For example `thousand dollars`.
        unit: String,
        /// Planned value.
        pv: Vec<f64>,
        /// Earned value, to date.
        ev: Vec<f64>,
        /// Actual cost, to date.
        ac: Vec<f64>,
        /// Budget at completion.
        bac: f64,
    },
    /// Activities on nodes, finish to start.
    Network {
        /// Of the durations, for example `days`.
        unit: String,
        /// In source order; an activity's predecessors are declared, and there is no cycle.
        activities: Vec<Activity>,
    },
    /// Bars; `cumulative` adds the line of a Pareto chart.
    Histogram {
        /// The axis of the bars.
        x: String,
        /// The axis of the values.
        y: String,
        /// The bars.
        bars: Vec<Bar>,
        /// Whether the cumulative share is drawn.
        #[serde(default)]
        cumulative: bool,
    },
    /// Measured values with control limits.
    ControlChart {
        /// For example `sample`.
        x: String,
        /// For example `mm`.
        unit: String,
        /// From sample 1.
        values: Vec<f64>,
        /// Centre line.
        mean: f64,
        /// Upper control limit.
        upper: f64,
        /// Lower control limit.
        lower: f64,
        /// Upper specification limit.
        spec_upper: Option<f64>,
        /// Lower specification limit.
        spec_lower: Option<f64>,
    },
    /// Cumulative flow: the height of each state's band by day, bottom band first.
    Flow {
        /// For example `day`.
        x: String,
        /// From the bottom band up.
        states: Vec<String>,
        /// One row per state, one number per day from 1: items in that state.
        bands: Vec<Vec<f64>>,
    },
    /// Confusion matrix: rows are actual, columns predicted.
    Confusion {
        /// Class names.
        classes: Vec<String>,
        /// Counts, square.
        counts: Vec<Vec<f64>>,
    },
    /// True positive rate over false positive rate.
    Roc {
        /// The curves.
        curves: Vec<RocCurve>,
    },
    /// Loss by epoch, from 1.
    LossCurve {
        /// For example `epoch`.
        x: String,
        /// For example `loss`.
        y: String,
        /// The curves, equally long.
        curves: Vec<Curve>,
    },
}

/// An activity of a network.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Activity {
    /// Short, for example `A`.
    pub id: String,
    /// What is done.
    pub name: String,
    /// In the network's unit.
    pub duration: f64,
    /// Predecessors.
    pub after: Vec<String>,
}

/// A bar of a histogram.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// Under the bar.
    pub label: String,
    /// Its height.
    pub value: f64,
}

/// A named row of values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Curve {
    /// In the legend.
    pub name: String,
    /// By epoch.
    pub values: Vec<f64>,
}

/// A named row of points.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RocCurve {
    /// In the legend.
    pub name: String,
    /// (false positive rate, true positive rate), both `0.0..=1.0`, from (0, 0) to (1, 1).
    pub points: Vec<(f64, f64)>,
}
