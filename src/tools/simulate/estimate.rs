//! Means with intervals, and the minutes for the same score.

use crate::engine::chance::Chance;

/// A mean with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Mean {
    pub value: f64,
    /// Half of the interval's width.
    pub half: f64,
}

/// The mean of values that were drawn apart.
pub(super) fn mean(values: &[f64]) -> Mean {
    let n = values.len().max(1) as f64;
    let value = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|x| (x - value).powi(2)).sum::<f64>() / (n - 1.0).max(1.0);
    Mean { value, half: 1.96 * (variance / n).sqrt() }
}

/// Where a rising curve through these points first reaches a height; beyond the last point `None`.
pub(super) fn reaches(curve: &[(f64, f64)], height: f64) -> Option<f64> {
    let mut before: Option<(f64, f64)> = None;
    for (x, y) in curve {
        if *y >= height {
            return Some(match before {
                Some((x0, y0)) if *y > y0 => x0 + (x - x0) * (height - y0) / (y - y0),
                _ => *x,
            });
        }
        before = Some((*x, *y));
    }
    None
}

/// The 95 % interval of a figure by drawing learners anew; learners for which there is none are left out.
pub(super) fn bootstrap(learners: usize, seed: u64, figure: impl Fn(&[usize]) -> Option<f64>) -> (f64, f64) {
    let mut chance = Chance::named(seed, "bootstrap");
    let mut values: Vec<f64> = (0..400)
        .filter_map(|_| {
            let drawn: Vec<usize> = (0..learners).map(|_| chance.below(learners as u32) as usize).collect();
            figure(&drawn)
        })
        .collect();
    values.sort_by(f64::total_cmp);
    let at = |share: f64| values.get((values.len() as f64 * share) as usize).copied().unwrap_or(f64::NAN);
    (at(0.025), at(0.975))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curves_are_read_between_their_points() {
        let curve = [(10.0, 0.6), (20.0, 0.7), (40.0, 0.75)];
        for (height, expect) in [(0.5, Some(10.0)), (0.65, Some(15.0)), (0.7, Some(20.0)), (0.8, None)] {
            let got = reaches(&curve, height);
            assert!(match (got, expect) {
                (Some(got), Some(expect)) => (got - expect).abs() < 1e-9,
                (got, expect) => got == expect,
            });
        }
        assert_eq!(mean(&[1.0, 3.0]).value, 2.0);
    }
}
