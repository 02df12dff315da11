//! Lines over time or rate: burndown, earned value, control chart, ROC and loss curves.

use super::plot::{Plot, Stroke};
use super::view::Drawing;
use crate::engine::bank::figure::Figure;
use yew::prelude::*;

/// Draws one of the kinds that are lines; anything else gives an empty drawing.
pub fn draw(figure: &Figure) -> Drawing {
    match figure {
        Figure::Burndown { unit, x, remaining, length } => burndown(unit, x, remaining, *length),
        Figure::EarnedValue { x, unit, pv, ev, ac, bac } => earned_value(x, unit, pv, ev, ac, *bac),
        Figure::ControlChart { x, unit, values, mean, upper, lower, spec_upper, spec_lower } => {
            let mut levels = vec![("mean", *mean, 0, Stroke::Solid), ("upper control limit", *upper, 2, Stroke::Dash)];
            levels.push(("lower control limit", *lower, 2, Stroke::Dash));
            levels.extend(spec_upper.map(|value| ("upper specification", value, 3, Stroke::Dots)));
            levels.extend(spec_lower.map(|value| ("lower specification", value, 3, Stroke::Dots)));
            control_chart(x, unit, values, &levels)
        }
        Figure::Roc { curves } => {
            let curves: Vec<_> = curves.iter().map(|curve| (curve.name.clone(), curve.points.clone())).collect();
            roc(&curves)
        }
        Figure::LossCurve { x, y, curves } => {
            let curves: Vec<_> = curves.iter().map(|curve| (curve.name.clone(), curve.values.clone())).collect();
            loss(x, y, &curves)
        }
        _ => Drawing { width: 1, height: 1, parts: Html::default(), spots: Vec::new() },
    }
}

/// Values as points over 1, 2, 3 … (or 0, 1, 2 … from `first`).
fn points(values: &[f64], first: u32) -> impl Iterator<Item = (f64, f64)> + '_ {
    values.iter().enumerate().map(move |(at, value)| (f64::from(at as u32 + first), *value))
}

fn ticks(first: u32, last: u32) -> Vec<(f64, String)> {
    (first..=last).map(|at| (f64::from(at), at.to_string())).collect()
}

fn burndown(unit: &str, x: &str, remaining: &[f64], length: u32) -> Drawing {
    let last = length.max(remaining.len().saturating_sub(1) as u32).max(1);
    let plot = Plot::new((0.0, f64::from(last)), remaining.iter().copied(), false);
    let start = remaining.first().copied().unwrap_or_default();
    let spots = points(remaining, 0).enumerate().map(|(at, (x, y))| plot.spot(format!("p{at}"), x, y)).collect();
    let parts = html! {
        <>
            { plot.frame(&ticks(0, last), x, unit) }
            { plot.line([(0.0, start), (f64::from(length), 0.0)].into_iter(), 0, Stroke::Dash) }
            { plot.line(points(remaining, 0), 1, Stroke::Solid) }
            { plot.dots(points(remaining, 0), 1) }
        </>
    };
    let legend = [("remaining work".to_owned(), 1, Stroke::Solid), ("ideal line".to_owned(), 0, Stroke::Dash)];
    plot.finish(parts, &legend, spots)
}

fn earned_value(x: &str, unit: &str, pv: &[f64], ev: &[f64], ac: &[f64], bac: f64) -> Drawing {
    let last = pv.len().max(ev.len()).max(ac.len()).max(2) as u32;
    let values = pv.iter().chain(ev).chain(ac).copied().chain([bac]);
    let plot = Plot::new((1.0, f64::from(last)), values, false);
    let half = 0.4;
    let spots = (1..=last).map(|at| plot.column(format!("p{at}"), f64::from(at), half)).collect();
    let parts = html! {
        <>
            { plot.frame(&ticks(1, last), x, unit) }
            { plot.level(bac, 0, Stroke::Dots) }
            { plot.line(points(pv, 1), 3, Stroke::Dash) }
            { plot.line(points(ac, 1), 2, Stroke::Solid) }
            { plot.dots(points(ac, 1), 2) }
            { plot.line(points(ev, 1), 1, Stroke::Solid) }
            { plot.dots(points(ev, 1), 1) }
        </>
    };
    let legend = [
        ("planned value (PV)".to_owned(), 3, Stroke::Dash),
        ("earned value (EV)".to_owned(), 1, Stroke::Solid),
        ("actual cost (AC)".to_owned(), 2, Stroke::Solid),
        ("budget at completion (BAC)".to_owned(), 0, Stroke::Dots),
    ];
    plot.finish(parts, &legend, spots)
}

fn control_chart(x: &str, unit: &str, values: &[f64], levels: &[(&str, f64, u8, Stroke)]) -> Drawing {
    let all = values.iter().copied().chain(levels.iter().map(|level| level.1));
    let last = values.len().max(2) as u32;
    let plot = Plot::new((1.0, f64::from(last)), all, true);
    let spots = points(values, 1).enumerate().map(|(at, (x, y))| plot.spot(format!("p{}", at + 1), x, y)).collect();
    let parts = html! {
        <>
            { plot.frame(&ticks(1, last), x, unit) }
            { for levels.iter().map(|(_, value, colour, stroke)| plot.level(*value, *colour, *stroke)) }
            { plot.line(points(values, 1), 1, Stroke::Solid) }
            { plot.dots(points(values, 1), 1) }
        </>
    };
    let mut legend = vec![("measured".to_owned(), 1, Stroke::Solid)];
    legend.extend(levels.iter().map(|(name, _, colour, stroke)| ((*name).to_owned(), *colour, *stroke)));
    plot.finish(parts, &legend, spots)
}

/// The pattern of the nth curve: told apart by more than colour.
fn pattern(at: usize) -> (u8, Stroke) {
    let stroke = [Stroke::Solid, Stroke::Dash, Stroke::Dots][at % 3];
    ((at % 5) as u8 + 1, stroke)
}

fn roc(curves: &[(String, Vec<(f64, f64)>)]) -> Drawing {
    let plot = Plot::new((0.0, 1.0), [0.0, 1.0].into_iter(), false);
    let mut spots = Vec::new();
    let mut lines = Vec::new();
    let mut legend = Vec::new();
    for (at, (name, points)) in curves.iter().enumerate() {
        let (colour, stroke) = pattern(at);
        lines.push(plot.line(points.iter().copied(), colour, stroke));
        lines.push(plot.dots(points.iter().copied(), colour));
        legend.push((name.clone(), colour, stroke));
        spots.extend(points.iter().enumerate().map(|(n, (x, y))| plot.spot(format!("{name}:{}", n + 1), *x, *y)));
        if let Some((x, y)) = points.get(points.len() / 2) {
            spots.push(plot.spot(name.clone(), *x, *y));
        }
    }
    let ticks: Vec<(f64, String)> = (0..=5u8)
        .map(|at| (f64::from(at) / 5.0, ["0", "0.2", "0.4", "0.6", "0.8", "1"][usize::from(at)].to_owned()))
        .collect();
    legend.push(("chance".to_owned(), 0, Stroke::Dots));
    let parts = html! {
        <>
            { plot.frame(&ticks, "false positive rate", "true positive rate") }
            { plot.line([(0.0, 0.0), (1.0, 1.0)].into_iter(), 0, Stroke::Dots) }
            { for lines }
        </>
    };
    plot.finish(parts, &legend, spots)
}

fn loss(x: &str, y: &str, curves: &[(String, Vec<f64>)]) -> Drawing {
    let last = curves.iter().map(|(_, values)| values.len()).max().unwrap_or(2).max(2) as u32;
    let plot = Plot::new((1.0, f64::from(last)), curves.iter().flat_map(|(_, values)| values.iter().copied()), false);
    let mut spots: Vec<_> = (1..=last).map(|at| plot.column(format!("e{at}"), f64::from(at), 0.45)).collect();
    let mut lines = Vec::new();
    let mut legend = Vec::new();
    for (at, (name, values)) in curves.iter().enumerate() {
        let (colour, stroke) = pattern(at);
        lines.push(plot.line(points(values, 1), colour, stroke));
        legend.push((name.clone(), colour, stroke));
        if let Some((at, value)) = points(values, 1).nth(values.len() / 2) {
            spots.push(plot.spot(name.clone(), at, value));
        }
    }
    let parts = html! { <>{ plot.frame(&ticks(1, last), x, y) }{ for lines }</> };
    plot.finish(parts, &legend, spots)
}
