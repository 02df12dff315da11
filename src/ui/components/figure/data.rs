//! The table that says the same as the drawing.

use crate::engine::bank::figure::Figure;
use crate::ui::components::reveal::figure as number;

/// Head and rows.
type Table = (Vec<String>, Vec<Vec<String>>);

/// Head and rows, each row as long as the head.
pub fn table(figure: &Figure) -> Table {
    let mut rows = Vec::new();
    let head = match figure {
        Figure::Table { head, rows } => return (head.clone(), rows.clone()),
        Figure::Burndown { unit, x, remaining, length } => {
            let start = remaining.first().copied().unwrap_or_default();
            let ideal = |at: u32| start * (1.0 - f64::from(at) / f64::from((*length).max(1)));
            let ideal: Vec<f64> = (0..=*length).map(ideal).collect();
            return columns(x, 0, &[(&in_unit("Remaining", unit), remaining), ("Ideal", &ideal)]);
        }
        Figure::EarnedValue { x, unit, pv, ev, ac, bac } => {
            let name = |short: &str| in_unit(short, unit);
            let budget = vec![*bac; pv.len()];
            return columns(x, 1, &[(&name("PV"), pv), (&name("EV"), ev), (&name("AC"), ac), (&name("BAC"), &budget)]);
        }
        Figure::Flow { x, states, bands } => {
            let series: Vec<_> =
                states.iter().zip(bands).map(|(state, band)| (state.as_str(), band.as_slice())).collect();
            return columns(x, 1, &series);
        }
        Figure::LossCurve { x, curves, .. } => {
            let series: Vec<_> = curves.iter().map(|curve| (curve.name.as_str(), curve.values.as_slice())).collect();
            return columns(x, 1, &series);
        }
        Figure::ControlChart { x, unit, values, mean, upper, lower, spec_upper, spec_lower } => {
            let (head, mut rows) = columns(x, 1, &[(unit, values)]);
            let levels = [
                ("Mean", Some(*mean)),
                ("Upper control limit", Some(*upper)),
                ("Lower control limit", Some(*lower)),
                ("Upper specification limit", *spec_upper),
                ("Lower specification limit", *spec_lower),
            ];
            for (name, value) in levels {
                rows.extend(value.map(|value| vec![name.to_owned(), number(value)]));
            }
            return (head, rows);
        }
        Figure::Network { unit, activities } => {
            for activity in activities {
                let after = if activity.after.is_empty() { "–".to_owned() } else { activity.after.join(", ") };
                rows.push(vec![activity.id.clone(), activity.name.clone(), number(activity.duration), after]);
            }
            vec!["Activity".to_owned(), "Name".to_owned(), in_unit("Duration", unit), "After".to_owned()]
        }
        Figure::Histogram { x, y, bars, cumulative } => {
            let mut sum = 0.0;
            for bar in bars {
                sum += bar.value;
                let mut row = vec![bar.label.clone(), number(bar.value)];
                if *cumulative {
                    row.push(number(sum));
                }
                rows.push(row);
            }
            let mut head = vec![x.clone(), y.clone()];
            if *cumulative {
                head.push("Cumulative".to_owned());
            }
            head
        }
        Figure::Confusion { classes, counts } => {
            let mut head = vec!["Actual".to_owned()];
            for (class, counts) in classes.iter().zip(counts) {
                head.push(["Predicted ", class].concat());
                let mut row = vec![class.clone()];
                for count in counts {
                    row.push(number(*count));
                }
                rows.push(row);
            }
            head
        }
        Figure::Roc { curves } => {
            for curve in curves {
                for (x, y) in &curve.points {
                    rows.push(vec![curve.name.clone(), number(*x), number(*y)]);
                }
            }
            vec!["Curve".to_owned(), "False positive rate".to_owned(), "True positive rate".to_owned()]
        }
    };
    (head, rows)
}

fn in_unit(name: &str, unit: &str) -> String {
    [name, " (", unit, ")"].concat()
}

/// Series side by side; a series that has ended leaves a dash.
fn columns(x: &str, first: usize, series: &[(&str, &[f64])]) -> Table {
    let mut head = vec![x.to_owned()];
    let mut length = 0;
    for (name, values) in series {
        head.push((*name).to_owned());
        length = length.max(values.len());
    }
    let mut rows = Vec::new();
    for at in 0..length {
        let mut row = vec![(at + first).to_string()];
        for (_, values) in series {
            row.push(values.get(at).map_or_else(|| "–".to_owned(), |value| number(*value)));
        }
        rows.push(row);
    }
    (head, rows)
}
