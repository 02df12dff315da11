//! Cumulative flow: bands stacked over time.

use super::plot::{Plot, Stroke};
use super::view::{Drawing, Spot};
use yew::prelude::*;

/// One band per state, the first at the bottom.
pub fn draw(x: &str, states: &[String], bands: &[Vec<f64>]) -> Drawing {
    let days = bands.iter().map(Vec::len).max().unwrap_or(2).max(2);
    let mut floor = vec![0.0; days];
    let tops: Vec<Vec<f64>> = bands
        .iter()
        .map(|band| {
            for (height, items) in floor.iter_mut().zip(band) {
                *height += items;
            }
            floor.clone()
        })
        .collect();
    let plot = Plot::new((1.0, days as f64), floor.iter().copied(), false);
    let day = |at: usize| at as f64 + 1.0;
    let mut spots: Vec<Spot> = (1..=days).map(|at| plot.column(format!("d{at}"), at as f64, 0.45)).collect();
    let mut areas = Vec::new();
    let mut legend = Vec::new();
    for (at, (state, top)) in states.iter().zip(&tops).enumerate() {
        let colour = (at % 5) as u8 + 1;
        let below = if at == 0 { vec![0.0; days] } else { tops[at - 1].clone() };
        let up = top.iter().enumerate().map(|(at, value)| (day(at), *value));
        let down = below.iter().enumerate().rev().map(|(at, value)| (day(at), *value));
        let points: Vec<String> = up.chain(down).map(|(x, y)| format!("{},{}", plot.x(x), plot.y(y))).collect();
        areas.push(html! { <polygon class={format!("f{colour} band")} points={points.join(" ")} /> });
        let middle = days / 2;
        let (high, low) = (plot.y(top[middle]), plot.y(below[middle]));
        // The band's name stands in the band where there is room for it.
        if low - high >= 18 {
            areas.push(html! { <text class="on-band" x={plot.x(day(middle)).to_string()} y={((high + low) / 2 + 4).to_string()} text-anchor="middle">{ state }</text> });
        }
        spots.push(Spot { at: state.clone(), place: (plot.x(day(middle)) - 44, (high + low) / 2 - 14, 88, 28) });
        legend.push((state.clone(), colour, Stroke::Solid));
    }
    let ticks: Vec<(f64, String)> = (1..=days).map(|at| (at as f64, at.to_string())).collect();
    let parts = html! { <>{ plot.frame(&ticks, x, "items") }{ for areas }</> };
    plot.finish(parts, &legend, spots)
}
