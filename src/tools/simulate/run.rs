//! All trials, on all cores.

use super::bank;
use super::report;
use crate::engine::bank::deck::Deck;
use crate::tools::program::Programs;
use crate::tools::steps::{Timer, say, seconds};
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
    /// Where the page is written; none where it is only printed.
    pub write: bool,
}

/// Simulates, prints the page and, where asked, writes `docs/evidence.md`.
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
        cargo.args(options.write.then_some("--write"));
        let status = cargo.status().map_err(|error| Trouble::new(error.to_string(), "Is cargo there?"))?;
        return if status.success() {
            Ok(())
        } else {
            Err(Trouble::new("the simulation failed", "Read the lines above."))
        };
    }
    let timer = Timer::start();
    let page = report::page(options.seed, options.learners);
    say(&page);
    say(&seconds(timer.ms()));
    if options.write {
        let path = programs.project.join("docs/evidence.md");
        let folder = std::fs::create_dir_all(programs.project.join("docs"));
        folder.and_then(|()| std::fs::write(&path, page)).map_err(|error| {
            Trouble::new(format!("{} could not be written: {error}", path.display()), "Is the folder writable?")
        })?;
        say(&format!("Written: {}", path.display()));
    }
    Ok(())
}

/// What many pieces of work give, in their order, on all cores.
pub(super) fn all<T: Sync, R: Send + Clone + Default>(pieces: &[T], work: impl Fn(&Deck, &T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mut results = vec![R::default(); pieces.len()];
    std::thread::scope(|scope| {
        let worker = || {
            // A deck is not shared between threads.
            let deck = bank::deck();
            let mut done = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(piece) = pieces.get(at) else { return done };
                done.push((at, work(&deck, piece)));
            }
        };
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(worker)).collect();
        for (at, result) in workers.into_iter().filter_map(|worker| worker.join().ok()).flatten() {
            results[at] = result;
        }
    });
    results
}
