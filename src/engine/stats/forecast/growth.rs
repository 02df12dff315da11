//! Growth: how an ability moves while its domain is studied.
//!
//! A random walk that drifts upwards, by steps of study and not of time. The drift is a prior belief, the same for all
//! learners; the walk is wide enough for those who learn nothing and for those who learn twice as much, so that the
//! first answers given along the way decide. What was answered a long study ago says little of today.
//!
//! A step's kernel is log-concave in the distance, so that it is totally positive: a better answer at any time never
//! lowers what is believed of today. A drift fitted to each learner would not have this: there an early right answer
//! makes the slope, and with it the forecast, smaller. In simulation the two did as well.

/// How far a hundred questions worked through lift an ability, logits.
pub const DRIFT: f64 = 1.0;

/// How far abilities come to lie from there after a hundred, logits.
pub const WALK: f64 = 1.2;

/// Questions worked through that make a step: a finer one would be narrower than the grid.
const STEP: f64 = 5.0;

/// Steps that are told apart: what lies before them is as good as forgotten, since the walk is wider than all abilities.
const STEPS: u8 = 60;

/// Cells that a step reaches.
const REACH: usize = 5;

/// What an answer tells of an ability, about, 1/logit².
const INFORMATION: f64 = 0.15;

/// Study in steps.
#[allow(clippy::cast_sign_loss, reason = "study is never negative")]
pub(super) fn steps(studied: f64) -> u8 {
    (studied / STEP).round().min(f64::from(STEPS)) as u8
}

/// The variance that a step adds, logit².
fn variance() -> f64 {
    WALK * WALK * STEP / 100.0
}

/// One step of the walk on a grid of `N` abilities, so many logits apart.
pub(super) struct Walk<const N: usize> {
    /// What goes so many cells up, from `REACH` down to `REACH` up.
    kernel: [f64; 2 * REACH + 1],
    /// What stays on the grid, by where it comes from.
    stays: [f64; N],
}

impl<const N: usize> Walk<N> {
    pub(super) fn on(apart: f64) -> Self {
        let (drift, variance) = (DRIFT * STEP / 100.0, variance());
        let kernel = std::array::from_fn(|at| {
            let by = (at as f64 - REACH as f64) * apart - drift;
            (-0.5 * by * by / variance).exp()
        });
        let within = |from: usize| {
            let to = (0..kernel.len()).filter(|at| (REACH..N + REACH).contains(&(from + at)));
            to.map(|at| kernel[at]).sum()
        };
        Self { kernel, stays: std::array::from_fn(within) }
    }

    /// Where the mass of a grid is after a step.
    pub(super) fn step(&self, masses: &[f64; N]) -> [f64; N] {
        let mut padded = [0.0; 128];
        for (from, mass) in masses.iter().enumerate() {
            let mass = mass / self.stays[from];
            for (to, part) in padded[from..].iter_mut().zip(&self.kernel) {
                *to += mass * part;
            }
        }
        std::array::from_fn(|at| padded[at + REACH])
    }
}

/// As many answers given today as would tell as much of an ability: `weights` are those of answers so many steps ago, the
/// ability was believed to lie within `spread` (logits) when the study of so many steps began.
pub(super) fn worth(weights: &[f64], studied: u8, spread: f64) -> f64 {
    let (mut told, mut untold) = (spread * spread, spread * spread);
    for step in (0..=usize::from(studied)).rev() {
        told = 1.0 / (1.0 / told + INFORMATION * weights.get(step).copied().unwrap_or_default());
        if step > 0 {
            told += variance();
            untold += variance();
        }
    }
    ((1.0 / told - 1.0 / untold) / INFORMATION).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_moves_by_the_drift_and_spreads_by_the_walk() {
        let walk = Walk::<47>::on(0.25);
        let mut masses = [0.0; 47];
        masses[20] = 1.0;
        let moment = |masses: &[f64; 47], power: i32| -> f64 {
            masses.iter().enumerate().map(|(at, mass)| mass * ((at as f64 - 20.0) * 0.25).powi(power)).sum()
        };
        for _ in 0..4 {
            masses = walk.step(&masses);
        }
        let (sum, mean) = (moment(&masses, 0), moment(&masses, 1));
        assert!((sum - 1.0).abs() < 1e-9, "{sum}");
        assert!((mean - 0.2 * DRIFT).abs() < 1e-3, "{mean}");
        assert!((moment(&masses, 2) - mean * mean - 0.2 * WALK * WALK).abs() < 5e-3);
        // At the ends nothing is lost.
        for at in [0, 46] {
            let mut masses = [0.0; 47];
            masses[at] = 1.0;
            assert!((walk.step(&masses).iter().sum::<f64>() - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn answers_before_much_study_are_worth_less() {
        let near = |got: f64, expect: f64| assert!((got - expect).abs() < 1e-9, "{got}");
        near(worth(&[], 10, 1.3), 0.0);
        near(worth(&[12.0], 0, 1.3), 12.0);
        let ago = |step: usize| {
            let mut weights = vec![0.0; step + 1];
            weights[step] = 30.0;
            worth(&weights, 60, 1.3)
        };
        near(ago(0), 30.0);
        assert!((1..60).all(|step| ago(step) < ago(step - 1)));
    }
}
