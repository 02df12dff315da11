//! Figures: data that fit together, words for those who don't see them, and the names of their elements.

use super::Refusals;
use crate::content::bank::{Bank, TopicSource};
use crate::content::words as text;
use crate::engine::bank::figure::{Activity, Exhibit, Figure};
use crate::engine::id::ItemId;
use std::collections::BTreeSet;

type Found<'b> = (&'b TopicSource, &'b ItemId, usize, &'b Exhibit);

fn all(bank: &Bank) -> impl Iterator<Item = Found<'_>> {
    let questions = bank.questions().map(|q| (q.topic, &q.item.id, q.lines, &q.item.exhibits));
    let cases = bank.cases().map(|c| (c.topic, &c.item.id, c.lines, &c.item.exhibits));
    let drills = bank.drills().map(|d| (d.topic, &d.item.id, d.lines, &d.item.exhibits));
    questions.chain(cases).chain(drills).flat_map(|(topic, id, lines, exhibits)| {
        exhibits.iter().zip(&lines.exhibits).map(move |(exhibit, line)| (topic, id, *line, exhibit))
    })
}

pub(super) fn words(bank: &Bank, out: &mut Refusals<'_>) {
    for (topic, id, line, exhibit) in all(bank) {
        if exhibit.title.trim().is_empty() || text::count(&exhibit.alt) < 5 {
            let help = "give it a title, and in `alt` a sentence on what is to be seen, without the answer";
            out.refuse(&topic.file, line, format!("{id}: a figure without title or description"), help);
        }
        let marked = |word: &&str| word.contains("**") || word.contains('`') || word.contains("](");
        if let Some(word) = labels(exhibit).into_iter().find(marked) {
            let message = format!("{id}: marks in `{word}`");
            out.refuse(&topic.file, line, message, "titles, descriptions, cells and names of a figure are plain words");
        }
    }
}

fn labels(exhibit: &Exhibit) -> Vec<&str> {
    let mut labels: Vec<&str> = vec![&exhibit.title, &exhibit.alt];
    match &exhibit.figure {
        Figure::Table { head, rows } => labels.extend(head.iter().chain(rows.iter().flatten()).map(String::as_str)),
        Figure::Network { activities, .. } => labels.extend(activities.iter().map(|a| a.name.as_str())),
        Figure::Histogram { bars, .. } => labels.extend(bars.iter().map(|bar| bar.label.as_str())),
        Figure::Flow { states: names, .. } | Figure::Confusion { classes: names, .. } => {
            labels.extend(names.iter().map(String::as_str));
        }
        _ => {}
    }
    labels
}

pub(super) fn data(bank: &Bank, out: &mut Refusals<'_>) {
    for (topic, id, line, exhibit) in all(bank) {
        if let Err(message) = sound(&exhibit.figure) {
            out.refuse(&topic.file, line, format!("{id}: {message}"), "mend the figure's data");
        }
    }
}

fn that(holds: bool, message: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(message.to_owned()) }
}

/// Numbers, none below zero.
fn counts(values: &[f64]) -> bool {
    values.iter().all(|value| value.is_finite() && *value >= 0.0)
}

fn rising(values: &[f64]) -> bool {
    values.windows(2).all(|two| two[0] <= two[1])
}

fn distinct<'t>(names: impl Iterator<Item = &'t str> + Clone) -> bool {
    let set: BTreeSet<&str> = names.clone().collect();
    set.len() == names.count() && !set.iter().any(|name| name.trim().is_empty())
}

fn sound(figure: &Figure) -> Result<(), String> {
    match figure {
        Figure::Table { head, rows } => {
            that(!head.is_empty() && !rows.is_empty(), "a table needs a head and a row")?;
            that(rows.iter().all(|row| row.len() == head.len()), "each row of a table is as long as its head")
        }
        Figure::Burndown { remaining, length, .. } => {
            that(
                remaining.len() >= 2 && counts(remaining) && remaining[0] > 0.0,
                "remaining work: two numbers or more, the first above 0",
            )?;
            that(remaining.len() as u32 <= length.saturating_add(1), "remaining work reaches beyond `length`")
        }
        Figure::EarnedValue { pv, ev, ac, bac, .. } => {
            let all = [pv, ev, ac];
            that(
                all.iter().all(|row| !row.is_empty() && counts(row) && rising(row)),
                "pv, ev and ac are cumulative: numbers that never fall",
            )?;
            that(
                ev.len() == ac.len() && ev.len() <= pv.len(),
                "ev and ac reach to the same period, and no further than pv",
            )?;
            let within = |row: &[f64]| row.iter().all(|value| *value <= bac + 1e-9);
            that(*bac > 0.0 && bac.is_finite() && within(pv) && within(ev), "pv and ev never exceed bac")
        }
        Figure::Network { activities, .. } => network(activities),
        Figure::Histogram { bars, cumulative, .. } => {
            let values: Vec<f64> = bars.iter().map(|bar| bar.value).collect();
            that(
                bars.len() >= 2 && counts(&values) && values.iter().sum::<f64>() > 0.0,
                "two bars or more, not all of them 0",
            )?;
            that(distinct(bars.iter().map(|bar| bar.label.as_str())), "each bar has a label of its own")?;
            that(
                !cumulative || values.windows(2).all(|two| two[0] >= two[1]),
                "a Pareto chart falls from left to right",
            )
        }
        Figure::ControlChart { values, mean, upper, lower, spec_upper, spec_lower, .. } => {
            let finite = values.iter().chain([mean, upper, lower]).all(|value| value.is_finite());
            that(values.len() >= 2 && finite, "two values or more")?;
            that(lower < mean && mean < upper, "lower < mean < upper")?;
            let low = spec_lower.unwrap_or(f64::NEG_INFINITY);
            that(low < spec_upper.unwrap_or(f64::INFINITY), "spec_lower < spec_upper")
        }
        Figure::Flow { states, bands, .. } => {
            that(
                states.len() >= 2 && distinct(states.iter().map(String::as_str)),
                "two states or more, each with its own name",
            )?;
            let days = bands.first().map_or(0, Vec::len);
            let even = bands.len() == states.len() && bands.iter().all(|band| band.len() == days && counts(band));
            that(even && days >= 2, "one band for each state, all equally long, two days or more")
        }
        Figure::Confusion { classes, counts: matrix } => {
            that(
                classes.len() >= 2 && distinct(classes.iter().map(String::as_str)),
                "two classes or more, each with its own name",
            )?;
            let square = matrix.len() == classes.len() && matrix.iter().all(|row| row.len() == classes.len());
            let whole = matrix.iter().flatten().all(|count| *count >= 0.0 && count.fract() == 0.0);
            that(square && whole, "counts are whole numbers, a row and a column for each class")
        }
        Figure::Roc { curves } => {
            that(
                !curves.is_empty() && distinct(curves.iter().map(|curve| curve.name.as_str())),
                "curves, each with its own name",
            )?;
            for curve in curves {
                let (x, y): (Vec<f64>, Vec<f64>) = curve.points.iter().copied().unzip();
                let ends = curve.points.first() == Some(&(0.0, 0.0)) && curve.points.last() == Some(&(1.0, 1.0));
                that(ends && rising(&x) && rising(&y), "a curve runs from (0, 0) to (1, 1) and never falls")?;
            }
            Ok(())
        }
        Figure::LossCurve { curves, .. } => {
            that(
                !curves.is_empty() && distinct(curves.iter().map(|curve| curve.name.as_str())),
                "curves, each with its own name",
            )?;
            let epochs = curves[0].values.len();
            let even = curves.iter().all(|curve| curve.values.len() == epochs && counts(&curve.values));
            that(even && epochs >= 2, "curves are equally long, two epochs or more, never below 0")
        }
    }
}

fn network(activities: &[Activity]) -> Result<(), String> {
    that(activities.len() >= 2, "a network has two activities or more")?;
    that(distinct(activities.iter().map(|a| a.id.as_str())), "each activity has an id of its own")?;
    let durations: Vec<f64> = activities.iter().map(|a| a.duration).collect();
    that(counts(&durations), "no duration is below 0")?;
    // Take away what waits for nothing that is left, until nothing is left.
    let mut left: Vec<&Activity> = activities.iter().collect();
    for activity in activities {
        for before in &activity.after {
            that(
                activities.iter().any(|a| a.id == *before),
                &format!("`{}` comes after `{before}`, which is not there", activity.id),
            )?;
        }
    }
    while !left.is_empty() {
        let ids: BTreeSet<&str> = left.iter().map(|a| a.id.as_str()).collect();
        let waiting: Vec<&Activity> =
            left.iter().copied().filter(|a| a.after.iter().any(|b| ids.contains(b.as_str()))).collect();
        that(waiting.len() < left.len(), "the activities wait for each other in a circle")?;
        left = waiting;
    }
    Ok(())
}

/// Whether the figure has an element of that name.
pub(super) fn has(figure: &Figure, at: &str) -> bool {
    /// `p12` after `p` is 12.
    fn number(at: &str, prefix: &str) -> Option<usize> {
        let digits = at.strip_prefix(prefix)?;
        let plain = !digits.is_empty()
            && digits.bytes().all(|b| b.is_ascii_digit())
            && (digits == "0" || !digits.starts_with('0'));
        plain.then(|| digits.parse().ok()).flatten()
    }
    let within = |prefix: &str, from: usize, to: usize| number(at, prefix).is_some_and(|n| (from..=to).contains(&n));
    // Two numbers, as in `r1c2`.
    let crossed = |first: &str, second: &str, rows: usize, columns: usize| {
        let Some((row, column)) = at.split_once(second) else { return false };
        number(row, first).is_some_and(|n| (1..=rows).contains(&n))
            && number(column, "").is_some_and(|n| (1..=columns).contains(&n))
    };
    match figure {
        Figure::Table { head, rows } => within("r", 1, rows.len()) || crossed("r", "c", rows.len(), head.len()),
        Figure::Burndown { remaining, .. } => within("p", 0, remaining.len().saturating_sub(1)),
        Figure::EarnedValue { pv, .. } => within("p", 1, pv.len()),
        Figure::Network { activities, .. } => activities.iter().any(|activity| activity.id == at),
        Figure::Histogram { bars, .. } => within("b", 1, bars.len()),
        Figure::ControlChart { values, .. } => within("p", 1, values.len()),
        Figure::Flow { states, bands, .. } => {
            states.iter().any(|state| state == at) || within("d", 1, bands.first().map_or(0, Vec::len))
        }
        Figure::Confusion { classes, .. } => crossed("a", "p", classes.len(), classes.len()),
        Figure::Roc { curves } => curves.iter().any(|curve| {
            let point = at.strip_prefix(curve.name.as_str()).and_then(|rest| number(rest, ":"));
            curve.name == at || point.is_some_and(|n| (1..=curve.points.len()).contains(&n))
        }),
        Figure::LossCurve { curves, .. } => {
            curves.iter().any(|curve| curve.name == at)
                || within("e", 1, curves.first().map_or(0, |curve| curve.values.len()))
        }
    }
}

/// How a figure's elements are called.
pub(super) fn naming(figure: &Figure) -> &'static str {
    match figure {
        Figure::Table { .. } => "a table has rows `r1` and cells `r1c2`, counted from 1 below the head",
        Figure::Burndown { .. } => "a burndown has points `p0` (start), `p1`, … after each period",
        Figure::EarnedValue { .. } => "an earned value chart has periods `p1`, `p2`, …",
        Figure::Network { .. } => "a network has its activities, by their ids",
        Figure::Histogram { .. } => "a histogram has bars `b1`, `b2`, …",
        Figure::ControlChart { .. } => "a control chart has points `p1`, `p2`, …",
        Figure::Flow { .. } => "a flow diagram has its states, by name, and days `d1`, `d2`, …",
        Figure::Confusion { .. } => "a confusion matrix has cells `a1p2`: actual class 1, predicted class 2",
        Figure::Roc { .. } => "a ROC figure has its curves, by name, and their points, `name:3`",
        Figure::LossCurve { .. } => "a loss figure has its curves, by name, and epochs `e1`, `e2`, …",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_found_by_name() {
        let table = Figure::Table { head: vec![String::new(); 3], rows: vec![vec![String::new(); 3]; 2] };
        let burndown = Figure::Burndown { unit: String::new(), x: String::new(), remaining: vec![9.0, 5.0], length: 4 };
        let roc = Figure::Roc {
            curves: vec![crate::engine::bank::figure::RocCurve {
                name: "A:b".into(),
                points: vec![(0.0, 0.0), (1.0, 1.0)],
            }],
        };
        let check = |figure: &Figure, at: &str, expect: bool| assert_eq!(has(figure, at), expect, "{at}");
        for (at, expect) in [
            ("r1", true),
            ("r2c3", true),
            ("r3", false),
            ("r0", false),
            ("r1c4", false),
            ("r01", false),
            ("c1", false),
            ("", false),
        ] {
            check(&table, at, expect);
        }
        for (at, expect) in [("p0", true), ("p1", true), ("p2", false), ("p", false)] {
            check(&burndown, at, expect);
        }
        for (at, expect) in [("A:b", true), ("A:b:2", true), ("A:b:3", false), ("A", false)] {
            check(&roc, at, expect);
        }
    }

    #[test]
    fn a_network_has_no_circle() {
        let activity = |id: &str, after: &[&str]| Activity {
            id: id.to_owned(),
            name: String::new(),
            duration: 1.0,
            after: after.iter().map(|a| (*a).to_owned()).collect(),
        };
        assert!(network(&[activity("B", &["A"]), activity("A", &[])]).is_ok());
        assert!(network(&[activity("B", &["A"]), activity("A", &["B"])]).is_err());
        assert!(network(&[activity("B", &["C"]), activity("A", &[])]).is_err());
        assert!(network(&[activity("A", &[]), activity("A", &[])]).is_err());
    }
}
