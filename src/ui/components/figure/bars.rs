//! Histogram and Pareto chart.

use super::plot::{Plot, Stroke};
use super::view::{Drawing, Spot};
use crate::engine::bank::figure::Bar;
use yew::prelude::*;

/// Bars; `cumulative` adds the line of the running share of the total, drawn against the total's height.
pub fn draw(x: &str, y: &str, bars: &[Bar], cumulative: bool) -> Drawing {
    let total: f64 = bars.iter().map(|bar| bar.value).sum();
    let values = bars.iter().map(|bar| bar.value).chain(cumulative.then_some(total));
    let count = bars.len() as u32;
    let plot = Plot::new((0.5, f64::from(count) + 0.5), values, false);
    let rect = |(at, bar): (usize, &Bar)| {
        let (left, right) = (plot.x(f64::from(at as u32) + 0.65), plot.x(f64::from(at as u32) + 1.35));
        let (top, base) = (plot.y(bar.value.max(0.0)), plot.y(0.0));
        (left, top, (right - left).max(2), (base - top).max(1))
    };
    let ticks: Vec<(f64, String)> =
        bars.iter().enumerate().map(|(at, bar)| (f64::from(at as u32) + 1.0, bar.label.clone())).collect();
    let mut sum = 0.0;
    let running: Vec<(f64, f64)> = bars
        .iter()
        .enumerate()
        .map(|(at, bar)| {
            sum += bar.value;
            (f64::from(at as u32) + 1.0, sum)
        })
        .collect();
    let spots =
        bars.iter().enumerate().map(|(at, bar)| Spot { at: format!("b{}", at + 1), place: rect((at, bar)) }).collect();
    let parts = html! {
        <>
            { plot.frame(&ticks, x, y) }
            { for bars.iter().enumerate().map(|bar| {
                let (left, top, width, height) = rect(bar);
                html! { <rect class="f1" x={left.to_string()} y={top.to_string()} width={width.to_string()} height={height.to_string()} rx="2" /> }
            }) }
            if cumulative {
                { plot.line(running.iter().copied(), 2, Stroke::Solid) }
                { plot.dots(running.iter().copied(), 2) }
            }
        </>
    };
    let legend = if cumulative { vec![("cumulative count".to_owned(), 2, Stroke::Solid)] } else { Vec::new() };
    plot.finish(parts, &legend, spots)
}
