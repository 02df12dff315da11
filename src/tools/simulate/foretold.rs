//! The page's section on the forecast: of learners as it takes learners to be, and of others.

use super::foresight::{self, Record, Told};
use super::run::all;
use crate::engine::stats::forecast::growth::{DRIFT, WALK};
use std::fmt::Write;

/// Forecasts of all kinds of learners.
pub(super) struct Forecasts {
    steady: Vec<Told>,
    /// Of those who study for weeks, by kind.
    weekly: Vec<(&'static str, Vec<Told>)>,
}

/// Kinds of learners.
const STILL: &str = "standing still";
const GROW: &str = "growing as assumed";
const VAIN: &str = "studying in vain";
const FSRS: &str = "minds of FSRS";
const TRACES: &str = "minds of traces";
/// The same, by a forecast without growth.
const FSRS_BLIND: &str = "minds of FSRS, growth left out";
const TRACES_BLIND: &str = "minds of traces, growth left out";

impl Forecasts {
    pub(super) fn run(seed: u64, learners: u32) -> Self {
        // Those without a mind cost little: ten times as many. The minds are three times as many as in the trials.
        let numbers: Vec<u32> = (0..learners * 10).collect();
        let minds = &numbers[..learners as usize * 3];
        let steady = all(&numbers, |deck, n| foresight::steady(deck, seed, *n)).concat();
        let weekly = [GROW, VAIN, FSRS, TRACES, FSRS_BLIND, TRACES_BLIND].map(|kind| {
            let told = match kind {
                GROW => all(&numbers, |deck, n| foresight::studious(deck, true, seed, *n)),
                VAIN => all(&numbers, |deck, n| foresight::studious(deck, false, seed, *n)),
                kind => all(minds, |deck, n| {
                    let (like_fsrs, blind) =
                        (kind == FSRS || kind == FSRS_BLIND, kind == FSRS_BLIND || kind == TRACES_BLIND);
                    foresight::week_by_week(deck, like_fsrs, blind, seed, *n)
                }),
            };
            (kind, told.concat())
        });
        Self { steady, weekly: weekly.to_vec() }
    }

    fn record(&self, kind: &str, seed: u64) -> Record {
        let told = self.weekly.iter().find(|(name, _)| *name == kind).map_or(&self.steady, |(_, told)| told);
        foresight::record(&told.iter().collect::<Vec<_>>(), seed)
    }

    /// What it comes to, against the goals.
    pub(super) fn goals(&self, page: &mut String, seed: u64) {
        let [still, grow, vain, fsrs, traces] = [STILL, GROW, VAIN, FSRS, TRACES].map(|kind| self.record(kind, seed));
        let [fsrs_blind, traces_blind] = [FSRS_BLIND, TRACES_BLIND].map(|kind| self.record(kind, seed));
        let others = [&fsrs, &traces, &vain];
        let covered = others.iter().all(|r| (0.87..=0.93).contains(&r.coverage));
        let calibrated = others.iter().all(|r| r.ece <= 0.03);
        let missed = match (covered, calibrated) {
            (true, true) => "reached",
            (true, false) => "reached for the interval, not for the calibration error",
            (false, true) => "reached for the calibration error, not for the interval",
            (false, false) => "not reached",
        };
        let good = |r: &Record| r.ece <= 0.03 && (0.87..=0.93).contains(&r.coverage);
        let told = |r: &Record| {
            format!(
                "calibration error {:.3} ({:.3} would come by chance alone), {:.0} % of results within the interval of nine in ten",
                r.ece,
                r.ece_by_chance,
                r.coverage * 100.0
            )
        };
        let _ = writeln!(
            page,
            "- **Forecast.** For learners who are as it takes learners to be, the goal was a calibration error of at most 0.03 and 87 to 93 % within. Those who stand still: {}. Those who study for six weeks and grow as it assumes: {}. The goal is {}.",
            told(&still),
            told(&grow),
            if good(&still) && good(&grow) { "reached" } else { "not reached" }
        );
        let _ = writeln!(
            page,
            "- **Forecast for others.** Minds of FSRS, who learn meanwhile: {}; what it expects is off by {:+.1} points. Minds of traces: {}; {:+.1} points. Those who study in vain: {}; {:+.1} points. A forecast that took abilities to stay as they are would be off by {:+.1} and {:+.1} points for the minds, with {:.0} and {:.0} % within. The goal for the others was the same: {}.",
            told(&fsrs),
            fsrs.bias,
            told(&traces),
            traces.bias,
            told(&vain),
            vain.bias,
            fsrs_blind.bias,
            traces_blind.bias,
            fsrs_blind.coverage * 100.0,
            traces_blind.coverage * 100.0,
            missed
        );
    }

    /// The section.
    pub(super) fn section(&self, page: &mut String, seed: u64) {
        let words = FORECAST.replace("DRIFT", &DRIFT.to_string()).replace("WALK", &WALK.to_string());
        let _ = writeln!(page, "\n## The forecast\n\n{words}\n");
        page.push_str("| learners | when | forecasts | within 90 % | calibration error (by chance) | Brier | expected less true, points |\n|---|---|---:|---:|---:|---:|---:|\n");
        let mut row = |who: &str, when: String, which: Vec<&Told>| {
            let r = foresight::record(&which, seed);
            let _ = writeln!(
                page,
                "| {who} | {when} | {} | {:.0} % | {:.3} ({:.3}) | {:.3} | {:+.1} |",
                r.forecasts,
                r.coverage * 100.0,
                r.ece,
                r.ece_by_chance,
                r.brier,
                r.bias
            );
        };
        for answers in [20, 60, 150, 300] {
            let which = self.steady.iter().filter(|told| told.when == answers).collect();
            row(STILL, format!("{answers} first answers"), which);
        }
        row(STILL, "all".into(), self.steady.iter().collect());
        for (name, list) in &self.weekly {
            if [FSRS_BLIND, TRACES_BLIND].contains(name) {
                row(name, "all".into(), list.iter().collect());
                continue;
            }
            for weeks in (0..6).rev() {
                let when = if weeks == 0 {
                    "exam day".into()
                } else {
                    format!("{weeks} {} before", if weeks == 1 { "week" } else { "weeks" })
                };
                row(name, when, list.iter().filter(|told| told.when == weeks).collect());
            }
            row(name, "all".into(), list.iter().collect());
        }
    }
}

const FORECAST: &str = "Each forecast is of one new form of 170 questions, sat on the day of the forecast, and of passing it at 60, 70 and 80 %. It knows the first answers and how much was studied, and takes an ability to walk at random while its domain is studied: after a hundred questions worked through it expects it higher by DRIFT on the logit scale, give or take WALK. Five kinds of learners were held against it. *Standing still*: abilities drawn as it expects them, all answers of one day. *Growing as assumed*: six weeks of study, in the last of which nothing is new, and abilities that move as it takes them to move. *Studying in vain*: the same study, but nothing comes of it. *Minds*: those of this page, who study with an exam date, 20 minutes a day for six weeks; how they learn is not what the forecast assumes: they learn topic by topic, much of it by repeats, and go on learning in the last week, when no first answer shows it any more. For them it is cautious: what it expects is too low. *Growth left out*: the same minds, by a forecast that takes abilities to stay as they are; its interval is narrower, and wrong. The calibration error sums over ten bins how far told and true frequencies lie apart; with few forecasts some of it comes by chance, told in brackets.";
