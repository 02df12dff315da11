//! Histogram and Pareto chart.

use super::plot::{Plot, Stroke};
use super::shapes::open_rect;
use super::view::{Drawing, Spot};
use crate::engine::bank::figure::Bar;
use crate::ui::dom::Dom;

/// Bars; `cumulative` adds the line of the running share of the total, drawn against the total's height.
pub fn draw(d: &mut Dom, x: &str, y: &str, bars: &[Bar], cumulative: bool) -> Drawing {
    let mut values: Vec<f64> = bars.iter().map(|bar| bar.value).collect();
    if cumulative {
        values.push(values.iter().sum());
    }
    let plot = Plot::new((0.5, bars.len() as f64 + 0.5), &values, false);
    let mut ticks = Vec::new();
    let mut running = Vec::new();
    let mut sum = 0.0;
    for (at, bar) in bars.iter().enumerate() {
        sum += bar.value;
        ticks.push((at as f64 + 1.0, bar.label.clone()));
        running.push((at as f64 + 1.0, sum));
    }
    plot.frame(d, &ticks, x, y);
    let mut spots = Vec::new();
    for (at, bar) in bars.iter().enumerate() {
        let (left, right) = (plot.x(at as f64 + 0.65), plot.x(at as f64 + 1.35));
        let (top, base) = (plot.y(bar.value.max(0.0)), plot.y(0.0));
        let place = (left, top, (right - left).max(2), (base - top).max(1));
        open_rect(d, "rect.f1[rx=2]", place);
        d.close();
        spots.push(Spot { at: ["b", &(at + 1).to_string()].concat(), place });
    }
    if !cumulative {
        return plot.finish(d, &[], spots);
    }
    plot.line(d, &running, 2, Stroke::Solid);
    plot.dots(d, &running, 2);
    plot.finish(d, &[("cumulative count", 2, Stroke::Solid)], spots)
}
