//! All trials, on all cores.

use super::bank;
use super::report;
use super::trial::Trial;
use crate::tools::program::Programs;
use crate::tools::steps::say;
use crate::tools::trouble::Trouble;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The profile in which it is run.
const PROFILE: &str = "measured";

/// What is asked for.
#[derive(Clone, Debug)]
pub(in crate::tools) struct Options {
    /// Of all that is drawn.
    pub seed: u64,
    /// Learners of each kind.
    pub learners: u32,
    /// We are the program that was compiled for speed.
    pub inside: bool,
    /// Tuning.
    pub tune: Vec<f32>,
}

/// Simulates, and writes `docs/evidence.md`.
///
/// # Errors
/// Where the program cannot be compiled or the page not written.
pub(in crate::tools) fn run(programs: &Programs, options: &Options) -> Result<(), Trouble> {
    if !options.inside {
        say("Simulate: compiled for speed, on this machine");
        let mut cargo = programs.command("cargo");
        cargo.args(["run", "--quiet", "--profile", PROFILE, "--features", "tools", "--bin", "xtask", "--"]);
        cargo.args(["simulate", "--inside", "--seed", &options.seed.to_string()]);
        cargo.args(["--learners", &options.learners.to_string()]);
        let status = cargo.status().map_err(|error| Trouble::new(error.to_string(), "Is cargo there?"))?;
        return if status.success() {
            Ok(())
        } else {
            Err(Trouble::new("the simulation failed", "Read the lines above."))
        };
    }
    report::tune(options);
    Ok(())
}

/// The scores of trials, in their order.
pub(super) fn scores(trials: &[Trial]) -> Vec<f64> {
    let next = AtomicUsize::new(0);
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mut scores = vec![0.0; trials.len()];
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..cores)
            .map(|_| {
                scope.spawn(|| {
                    let deck = bank::deck();
                    let mut done = Vec::new();
                    loop {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        let Some(trial) = trials.get(at) else { return done };
                        done.push((at, trial.score(&deck)));
                    }
                })
            })
            .collect();
        for (at, score) in workers.into_iter().filter_map(|worker| worker.join().ok()).flatten() {
            scores[at] = score;
        }
    });
    scores
}
