//! Lines over time or rate: burndown, earned value, control chart, ROC and loss curves.

use super::plot::{Entry, Plot, Stroke};
use super::view::Drawing;
use crate::engine::bank::figure::{Curve, Figure, RocCurve};
use crate::ui::dom::Dom;

/// Draws one of the kinds that are lines; anything else gives an empty drawing.
pub fn draw(d: &mut Dom, figure: &Figure) -> Drawing {
    match figure {
        Figure::Burndown { unit, x, remaining, length } => burndown(d, unit, x, remaining, *length),
        Figure::EarnedValue { x, unit, pv, ev, ac, bac } => earned_value(d, x, unit, [pv, ev, ac], *bac),
        Figure::ControlChart { x, unit, values, mean, upper, lower, spec_upper, spec_lower } => {
            let mut levels =
                vec![(*mean, ("mean", 0, Stroke::Solid)), (*upper, ("upper control limit", 2, Stroke::Dash))];
            levels.push((*lower, ("lower control limit", 2, Stroke::Dash)));
            for (value, name) in [(spec_upper, "upper specification"), (spec_lower, "lower specification")] {
                levels.extend(value.map(|value| (value, (name, 3, Stroke::Dots))));
            }
            control_chart(d, x, unit, values, &levels)
        }
        Figure::Roc { curves } => roc(d, curves),
        Figure::LossCurve { x, y, curves } => loss(d, x, y, curves),
        _ => Drawing { width: 1, height: 1, spots: Vec::new() },
    }
}

/// Values as points over 1, 2, 3 … (or 0, 1, 2 … from `first`).
fn points(values: &[f64], first: u32) -> Vec<(f64, f64)> {
    values.iter().enumerate().map(|(at, value)| (f64::from(at as u32 + first), *value)).collect()
}

/// Whole numbers across.
pub fn ticks(first: u32, last: u32) -> Vec<(f64, String)> {
    (first..=last).map(|at| (f64::from(at), at.to_string())).collect()
}

fn burndown(d: &mut Dom, unit: &str, x: &str, remaining: &[f64], length: u32) -> Drawing {
    let last = length.max(remaining.len().saturating_sub(1) as u32).max(1);
    let plot = Plot::new((0.0, f64::from(last)), remaining, false);
    let start = remaining.first().copied().unwrap_or_default();
    let points = points(remaining, 0);
    plot.frame(d, &ticks(0, last), x, unit);
    plot.line(d, &[(0.0, start), (f64::from(length), 0.0)], 0, Stroke::Dash);
    plot.line(d, &points, 1, Stroke::Solid);
    plot.dots(d, &points, 1);
    let spots = plot.spots("p", 0, &points);
    plot.finish(d, &[("remaining work", 1, Stroke::Solid), ("ideal line", 0, Stroke::Dash)], spots)
}

fn earned_value(d: &mut Dom, x: &str, unit: &str, [pv, ev, ac]: [&Vec<f64>; 3], bac: f64) -> Drawing {
    let last = pv.len().max(ev.len()).max(ac.len()).max(2) as u32;
    let plot = Plot::new((1.0, f64::from(last)), &[pv.as_slice(), ev, ac, &[bac]].concat(), false);
    plot.frame(d, &ticks(1, last), x, unit);
    plot.level(d, bac, 0, Stroke::Dots);
    plot.line(d, &points(pv, 1), 3, Stroke::Dash);
    for (values, colour) in [(ac, 2), (ev, 1)] {
        let points = points(values, 1);
        plot.line(d, &points, colour, Stroke::Solid);
        plot.dots(d, &points, colour);
    }
    let legend = [
        ("planned value (PV)", 3, Stroke::Dash),
        ("earned value (EV)", 1, Stroke::Solid),
        ("actual cost (AC)", 2, Stroke::Solid),
        ("budget at completion (BAC)", 0, Stroke::Dots),
    ];
    let spots = plot.columns("p", last, 0.4);
    plot.finish(d, &legend, spots)
}

fn control_chart(d: &mut Dom, x: &str, unit: &str, values: &[f64], levels: &[(f64, Entry)]) -> Drawing {
    let mut all = values.to_vec();
    all.extend(levels.iter().map(|level| level.0));
    let last = values.len().max(2) as u32;
    let plot = Plot::new((1.0, f64::from(last)), &all, true);
    let points = points(values, 1);
    let mut legend = vec![("measured", 1, Stroke::Solid)];
    plot.frame(d, &ticks(1, last), x, unit);
    for (value, entry) in levels {
        plot.level(d, *value, entry.1, entry.2);
        legend.push(*entry);
    }
    plot.line(d, &points, 1, Stroke::Solid);
    plot.dots(d, &points, 1);
    let spots = plot.spots("p", 1, &points);
    plot.finish(d, &legend, spots)
}

/// The pattern of the nth curve: told apart by more than colour.
fn pattern(at: usize) -> (u8, Stroke) {
    let stroke = [Stroke::Solid, Stroke::Dash, Stroke::Dots][at % 3];
    ((at % 5) as u8 + 1, stroke)
}

fn roc(d: &mut Dom, curves: &[RocCurve]) -> Drawing {
    let plot = Plot::new((0.0, 1.0), &[0.0, 1.0], false);
    let mut spots = Vec::new();
    let mut legend = Vec::new();
    let ticks = ["0", "0.2", "0.4", "0.6", "0.8", "1"];
    let ticks: Vec<(f64, String)> =
        ticks.iter().enumerate().map(|(at, name)| (at as f64 / 5.0, (*name).to_owned())).collect();
    plot.frame(d, &ticks, "false positive rate", "true positive rate");
    plot.line(d, &[(0.0, 0.0), (1.0, 1.0)], 0, Stroke::Dots);
    for (at, RocCurve { name, points }) in curves.iter().enumerate() {
        let (colour, stroke) = pattern(at);
        plot.line(d, points, colour, stroke);
        plot.dots(d, points, colour);
        legend.push((name.as_str(), colour, stroke));
        spots.append(&mut plot.spots(&[name, ":"].concat(), 1, points));
        spots.extend(points.get(points.len() / 2).map(|(x, y)| plot.spot(name.clone(), *x, *y)));
    }
    legend.push(("chance", 0, Stroke::Dots));
    plot.finish(d, &legend, spots)
}

fn loss(d: &mut Dom, x: &str, y: &str, curves: &[Curve]) -> Drawing {
    let mut all = Vec::new();
    let mut last = 2;
    for curve in curves {
        all.extend_from_slice(&curve.values);
        last = last.max(curve.values.len() as u32);
    }
    let plot = Plot::new((1.0, f64::from(last)), &all, false);
    let mut spots = plot.columns("e", last, 0.45);
    let mut legend = Vec::new();
    plot.frame(d, &ticks(1, last), x, y);
    for (at, Curve { name, values }) in curves.iter().enumerate() {
        let (colour, stroke) = pattern(at);
        let points = points(values, 1);
        plot.line(d, &points, colour, stroke);
        legend.push((name.as_str(), colour, stroke));
        spots.extend(points.get(points.len() / 2).map(|(x, y)| plot.spot(name.clone(), *x, *y)));
    }
    plot.finish(d, &legend, spots)
}
