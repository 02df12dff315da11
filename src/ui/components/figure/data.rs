//! The table that says the same as the drawing.

use crate::engine::bank::figure::Figure;
use crate::ui::components::reveal::figure as number;

/// Head and rows, each row as long as the head.
pub fn table(figure: &Figure) -> (Vec<String>, Vec<Vec<String>>) {
    match figure {
        Figure::Table { head, rows } => (head.clone(), rows.clone()),
        Figure::Burndown { unit, x, remaining, length } => {
            let start = remaining.first().copied().unwrap_or_default();
            let ideal: Vec<f64> =
                (0..=*length).map(|at| start * (1.0 - f64::from(at) / f64::from((*length).max(1)))).collect();
            columns(x, 0, &[(format!("Remaining ({unit})"), remaining), ("Ideal".to_owned(), &ideal)])
        }
        Figure::EarnedValue { x, unit, pv, ev, ac, bac } => {
            let budget = vec![*bac; pv.len()];
            let name = |short: &str| format!("{short} ({unit})");
            columns(x, 1, &[(name("PV"), pv), (name("EV"), ev), (name("AC"), ac), (name("BAC"), &budget)])
        }
        Figure::Network { unit, activities } => {
            let head = vec!["Activity".to_owned(), "Name".to_owned(), format!("Duration ({unit})"), "After".to_owned()];
            let row = |activity: &crate::engine::bank::figure::Activity| {
                let after = if activity.after.is_empty() { "–".to_owned() } else { activity.after.join(", ") };
                vec![activity.id.clone(), activity.name.clone(), number(activity.duration), after]
            };
            (head, activities.iter().map(row).collect())
        }
        Figure::Histogram { x, y, bars, cumulative } => {
            let mut sum = 0.0;
            let mut head = vec![x.clone(), y.clone()];
            if *cumulative {
                head.push("Cumulative".to_owned());
            }
            let rows = bars.iter().map(|bar| {
                sum += bar.value;
                let mut row = vec![bar.label.clone(), number(bar.value)];
                if *cumulative {
                    row.push(number(sum));
                }
                row
            });
            (head, rows.collect())
        }
        Figure::ControlChart { x, unit, values, mean, upper, lower, spec_upper, spec_lower } => {
            let (head, mut rows) = columns(x, 1, &[(unit.clone(), values)]);
            let levels = [
                ("Mean", Some(*mean)),
                ("Upper control limit", Some(*upper)),
                ("Lower control limit", Some(*lower)),
                ("Upper specification limit", *spec_upper),
                ("Lower specification limit", *spec_lower),
            ];
            rows.extend(
                levels.iter().filter_map(|(name, value)| value.map(|value| vec![(*name).to_owned(), number(value)])),
            );
            (head, rows)
        }
        Figure::Flow { x, states, bands } => {
            let series: Vec<(String, &Vec<f64>)> = states.iter().cloned().zip(bands).collect();
            columns(x, 1, &series)
        }
        Figure::Confusion { classes, counts } => {
            let head = std::iter::once("Actual".to_owned())
                .chain(classes.iter().map(|class| format!("Predicted {class}")))
                .collect();
            let row = |(class, counts): (&String, &Vec<f64>)| {
                std::iter::once(class.clone()).chain(counts.iter().map(|count| number(*count))).collect()
            };
            (head, classes.iter().zip(counts).map(row).collect())
        }
        Figure::Roc { curves } => {
            let head = vec!["Curve".to_owned(), "False positive rate".to_owned(), "True positive rate".to_owned()];
            let rows = curves
                .iter()
                .flat_map(|curve| curve.points.iter().map(|(x, y)| vec![curve.name.clone(), number(*x), number(*y)]));
            (head, rows.collect())
        }
        Figure::LossCurve { x, curves, .. } => {
            let series: Vec<(String, &Vec<f64>)> =
                curves.iter().map(|curve| (curve.name.clone(), &curve.values)).collect();
            columns(x, 1, &series)
        }
    }
}

/// Series side by side; a series that has ended leaves a dash.
fn columns(x: &str, first: usize, series: &[(String, &Vec<f64>)]) -> (Vec<String>, Vec<Vec<String>>) {
    let head = std::iter::once(x.to_owned()).chain(series.iter().map(|(name, _)| name.clone())).collect();
    let length = series.iter().map(|(_, values)| values.len()).max().unwrap_or(0);
    let row = |at: usize| {
        let cells =
            series.iter().map(|(_, values)| values.get(at).map_or_else(|| "–".to_owned(), |value| number(*value)));
        std::iter::once((at + first).to_string()).chain(cells).collect()
    };
    (head, (0..length).map(row).collect())
}
