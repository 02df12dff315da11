//! The tables of `docs/evidence.md`.

use super::desk::Set;
use super::estimate::{mean, reaches};
use super::run::{Options, scores};
use super::trial::{Trial, WAYS, Way};
use crate::engine::schedule::aim::KNOBS;
use crate::tools::steps::{Timer, say};

pub(super) fn tune(options: &Options) {
    for (at, value) in options.tune.iter().enumerate() {
        KNOBS[at].store(value.to_bits(), std::sync::atomic::Ordering::Relaxed);
    }
    let all = options.tune.get(11).copied().unwrap_or(0.0) > 0.0;
    let cells = [(2, 10), (2, 40), (6, 10), (6, 20), (6, 40), (12, 20)];
    let timer = Timer::start();
    let exam = Way::App(Set::Exam);
    let _ = Set::Exam;
    let ways: Vec<(&str, Way)> = WAYS.into_iter().filter(|(_, way)| all || *way == exam).collect();
    for like_fsrs in [true, false] {
        for (weeks, minutes) in cells {
            let mut line = format!("{} {weeks:>2}w {minutes:>2}m ", if like_fsrs { "fsrs  " } else { "traces" });
            for (name, way) in &ways {
                let trials: Vec<Trial> = (0..options.learners)
                    .map(|learner| Trial { way: *way, minutes, weeks, like_fsrs, seed: options.seed, learner })
                    .collect();
                let score = mean(&scores(&trials));
                line += &format!("  {}: {:.2}", &name[name.len().saturating_sub(9)..], score.value * 100.0);
            }
            say(&line);
        }
    }
    let _ = reaches(&[], 0.0);
    say(&format!("{} s", timer.ms() / 1000));
}
