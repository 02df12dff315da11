//! A plot's frame: scales, round ticks, axes, a legend.

use super::view::{Drawing, Spot};
use crate::ui::components::reveal::figure as number;
use yew::prelude::*;

/// Where the plot lies within the drawing.
const LEFT: i32 = 58;
const TOP: i32 = 14;
const WIDTH: i32 = 560;
const HEIGHT: i32 = 250;

/// Scales from data to the drawing.
pub struct Plot {
    x: (f64, f64),
    y: (f64, f64),
}

/// How a line is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Stroke {
    /// Through.
    Solid,
    /// Dashed.
    Dash,
    /// Dotted.
    Dots,
}

impl Stroke {
    fn class(self, colour: u8) -> String {
        let pattern = match self {
            Self::Solid => "",
            Self::Dash => " dash",
            Self::Dots => " dots",
        };
        format!("line c{colour}{pattern}")
    }
}

impl Plot {
    /// A plot over these ranges; both axes are widened to round numbers, y down to 0 unless `tight`.
    pub fn new(x: (f64, f64), values: impl Iterator<Item = f64>, tight: bool) -> Self {
        let (mut low, mut high) =
            values.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
        if !tight {
            low = low.min(0.0);
        }
        if high <= low {
            high = low + 1.0;
        }
        let step = round_step((high - low) / 5.0);
        Self { x, y: ((low / step).floor() * step, (high / step).ceil() * step) }
    }

    /// Across.
    pub fn x(&self, value: f64) -> i32 {
        LEFT + (f64::from(WIDTH) * (value - self.x.0) / (self.x.1 - self.x.0).max(1e-9)).round() as i32
    }

    /// Down.
    pub fn y(&self, value: f64) -> i32 {
        TOP + HEIGHT - (f64::from(HEIGHT) * (value - self.y.0) / (self.y.1 - self.y.0).max(1e-9)).round() as i32
    }

    /// A line through points.
    pub fn line(&self, points: impl Iterator<Item = (f64, f64)>, colour: u8, stroke: Stroke) -> Html {
        let points: Vec<String> = points.map(|(x, y)| format!("{},{}", self.x(x), self.y(y))).collect();
        html! { <polyline class={stroke.class(colour)} points={points.join(" ")} /> }
    }

    /// A line across at one height, with its name at the right.
    pub fn level(&self, value: f64, colour: u8, stroke: Stroke) -> Html {
        self.line([(self.x.0, value), (self.x.1, value)].into_iter(), colour, stroke)
    }

    /// A dot at each point.
    pub fn dots(&self, points: impl Iterator<Item = (f64, f64)>, colour: u8) -> Html {
        let dot = |(x, y)| html! { <circle class={format!("f{colour}")} cx={self.x(x).to_string()} cy={self.y(y).to_string()} r="4" /> };
        points.map(dot).collect()
    }

    /// The spot around a point.
    pub fn spot(&self, at: String, x: f64, y: f64) -> Spot {
        Spot { at, place: (self.x(x) - 16, self.y(y) - 16, 32, 32) }
    }

    /// The spot of a whole column.
    pub fn column(&self, at: String, x: f64, half: f64) -> Spot {
        let left = self.x(x - half);
        Spot { at, place: (left, TOP, self.x(x + half) - left, HEIGHT) }
    }

    /// Axes with ticks and names; `ticks` names the places across.
    pub fn frame(&self, ticks: &[(f64, String)], x_name: &str, y_name: &str) -> Html {
        let step = round_step((self.y.1 - self.y.0) / 5.0);
        let count = ((self.y.1 - self.y.0) / step).round() as i32;
        let rows = (0..=count).map(|row| {
            let value = self.y.0 + f64::from(row) * step;
            let y = self.y(value);
            html! {
                <>
                    <path class={if row == 0 { "axis" } else { "grid" }} d={format!("M{LEFT} {y}h{WIDTH}")} />
                    <text x={(LEFT - 8).to_string()} y={(y + 4).to_string()} text-anchor="end">{ number(value) }</text>
                </>
            }
        });
        // Names across must not run into each other: at 13 units a letter takes about 7.
        let longest = ticks.iter().map(|(_, name)| name.chars().count()).max().unwrap_or(1) as i32;
        let fit = (WIDTH / (longest * 8 + 14)).max(1) as usize;
        let every = ticks.len().div_ceil(fit).max(1);
        let base = TOP + HEIGHT;
        html! {
            <>
                { for rows }
                { for ticks.iter().step_by(every).map(|(at, name)| html! {
                    <text x={self.x(*at).to_string()} y={(base + 20).to_string()} text-anchor="middle">{ name }</text>
                }) }
                <text x={(LEFT + WIDTH / 2).to_string()} y={(base + 42).to_string()} text-anchor="middle">{ x_name }</text>
                <text x={(-(TOP + HEIGHT / 2)).to_string()} y="13" text-anchor="middle" transform="rotate(-90)">{ y_name }</text>
            </>
        }
    }

    /// The finished drawing with its legend beneath.
    pub fn finish(self, parts: Html, legend: &[(String, u8, Stroke)], spots: Vec<Spot>) -> Drawing {
        let mut x = LEFT;
        let mut y = TOP + HEIGHT + 68;
        let entries: Vec<Html> = legend
            .iter()
            .map(|(name, colour, stroke)| {
                let width = 46 + name.chars().count() as i32 * 8;
                if x > LEFT && x + width > LEFT + WIDTH {
                    x = LEFT;
                    y += 22;
                }
                let here = x;
                x += width;
                html! {
                    <>
                        <path class={stroke.class(*colour)} d={format!("M{here} {}h26", y - 4)} />
                        <text x={(here + 33).to_string()} y={y.to_string()}>{ name }</text>
                    </>
                }
            })
            .collect();
        let height = if legend.is_empty() { TOP + HEIGHT + 52 } else { y + 12 };
        Drawing { width: LEFT + WIDTH + 22, height, parts: html! { <>{ parts }{ for entries }</> }, spots }
    }
}

/// A round step (1, 2 or 5 times a power of ten) that is at least as large as asked.
pub fn round_step(least: f64) -> f64 {
    if !(least.is_finite() && least > 0.0) {
        return 1.0;
    }
    let mut power = 1.0;
    while power > least {
        power /= 10.0;
    }
    while power * 10.0 <= least {
        power *= 10.0;
    }
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|times| times * power).find(|step| *step >= least - 1e-12).unwrap_or(power)
}
