//! A plot's frame: scales, round ticks, axes, a legend.

use super::shapes::{END, MIDDLE, colour, words};
use super::view::{Drawing, Spot};
use crate::ui::components::reveal::figure as number;
use crate::ui::dom::Dom;

/// Where the plot lies within the drawing.
const LEFT: i32 = 66;
const TOP: i32 = 14;
const WIDTH: i32 = 420;
const HEIGHT: i32 = 220;

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

/// An entry of the legend: name, colour, stroke.
pub type Entry<'e> = (&'e str, u8, Stroke);

/// Gives the open element the look of a line.
fn stroke(d: &mut Dom, number: u8, stroke: Stroke) {
    colour(d.class_if(true, "line"), "c", number);
    d.class_if(stroke == Stroke::Dash, "dash").class_if(stroke == Stroke::Dots, "dots");
}

impl Plot {
    /// A plot over these ranges; both axes are widened to round numbers, y down to 0 unless `tight`.
    pub fn new(x: (f64, f64), values: &[f64], tight: bool) -> Self {
        let (mut low, mut high) = (f64::MAX, f64::MIN);
        for value in values {
            (low, high) = (low.min(*value), high.max(*value));
        }
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

    /// Points as SVG writes them.
    pub fn points(&self, points: &[(f64, f64)]) -> String {
        let mut all = String::new();
        for (x, y) in points {
            let parted = if all.is_empty() { "" } else { " " };
            all = [&all, parted, &self.x(*x).to_string(), ",", &self.y(*y).to_string()].concat();
        }
        all
    }

    /// A line through points.
    pub fn line(&self, d: &mut Dom, points: &[(f64, f64)], colour: u8, pattern: Stroke) {
        stroke(d.open("polyline"), colour, pattern);
        d.attr("points", &self.points(points)).close();
    }

    /// A line across at one height.
    pub fn level(&self, d: &mut Dom, value: f64, colour: u8, pattern: Stroke) {
        self.line(d, &[(self.x.0, value), (self.x.1, value)], colour, pattern);
    }

    /// A dot at each point.
    pub fn dots(&self, d: &mut Dom, points: &[(f64, f64)], number: u8) {
        for (x, y) in points {
            colour(d.open("circle[r=4]"), "f", number);
            d.attr_number("cx", self.x(*x)).attr_number("cy", self.y(*y)).close();
        }
    }

    /// The spot around a point.
    pub fn spot(&self, at: String, x: f64, y: f64) -> Spot {
        Spot { at, place: (self.x(x) - 16, self.y(y) - 16, 32, 32) }
    }

    /// The spots around points that are called by a number.
    pub fn spots(&self, name: &str, first: usize, points: &[(f64, f64)]) -> Vec<Spot> {
        let spot = |(at, (x, y)): (usize, &(f64, f64))| self.spot([name, &(at + first).to_string()].concat(), *x, *y);
        points.iter().enumerate().map(spot).collect()
    }

    /// The spots of whole columns, from 1 on.
    pub fn columns(&self, name: &str, last: u32, half: f64) -> Vec<Spot> {
        let column = |at: u32| {
            let left = self.x(f64::from(at) - half);
            let place = (left, TOP, self.x(f64::from(at) + half) - left, HEIGHT);
            Spot { at: [name, &at.to_string()].concat(), place }
        };
        (1..=last).map(column).collect()
    }

    /// Axes with ticks and names; `ticks` names the places across.
    pub fn frame(&self, d: &mut Dom, ticks: &[(f64, String)], x_name: &str, y_name: &str) {
        let step = round_step((self.y.1 - self.y.0) / 5.0);
        let count = ((self.y.1 - self.y.0) / step).round() as i32;
        for row in 0..=count {
            let value = self.y.0 + f64::from(row) * step;
            let y = self.y(value);
            d.open(if row == 0 { "path.axis" } else { "path.grid" }).attr("d", &format!("M{LEFT} {y}h{WIDTH}")).close();
            words(d, END, (LEFT - 8, y + 4), &number(value));
        }
        // Names across must not run into each other: at 15 units a letter takes about 8.
        let longest = ticks.iter().map(|(_, name)| name.chars().count()).max().unwrap_or(1) as i32;
        let fit = (WIDTH / (longest * 9 + 14)).max(1) as usize;
        let every = ticks.len().div_ceil(fit).max(1);
        let base = TOP + HEIGHT;
        for (at, name) in ticks.iter().step_by(every) {
            words(d, MIDDLE, (self.x(*at), base + 20), name);
        }
        words(d, MIDDLE, (LEFT + WIDTH / 2, base + 42), x_name);
        words(d, "text[text-anchor=middle][transform=rotate(-90)]", (-(TOP + HEIGHT / 2), 13), y_name);
    }

    /// The legend beneath, and with it the drawing is done.
    pub fn finish(self, d: &mut Dom, legend: &[Entry], spots: Vec<Spot>) -> Drawing {
        let mut x = LEFT;
        let mut y = TOP + HEIGHT + 68;
        for (name, colour, pattern) in legend {
            let width = 48 + name.chars().count() as i32 * 9;
            if x > LEFT && x + width > LEFT + WIDTH {
                x = LEFT;
                y += 22;
            }
            stroke(d.open("path"), *colour, *pattern);
            d.attr("d", &format!("M{x} {}h26", y - 4)).close();
            words(d, "text", (x + 33, y), name);
            x += width;
        }
        let height = if legend.is_empty() { TOP + HEIGHT + 52 } else { y + 12 };
        Drawing { width: LEFT + WIDTH + 22, height, spots }
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
