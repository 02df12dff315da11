//! How good the forecast is: what it tells of simulated learners, held against what they would bring.

use super::bank::DOMAINS;
use super::desk::{BEGIN, Desk, Set};
use super::learner::Learner;
use super::mind::normal;
use super::policy::evening;
use crate::engine::bank::deck::Deck;
use crate::engine::bank::pack::Figures;
use crate::engine::bank::question::Level;
use crate::engine::chance::{Chance, mix};
use crate::engine::stats::forecast::evidence::{Evidence, First, first_answers};
use crate::engine::stats::forecast::form::Form;
use crate::engine::stats::forecast::model::forecast;

/// Pass marks in percent that each forecast is asked about.
const MARKS: [u8; 3] = [60, 70, 80];

/// A forecast and what came of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Told {
    /// Weeks before the exam, or first answers.
    pub when: u32,
    /// Within the interval of nine in ten.
    pub within: bool,
    /// Expected share less the learner's true one.
    pub bias: f64,
    /// Probability of passing, and whether it was passed, at each mark.
    pub passes: Vec<(f64, bool)>,
}

fn form(deck: &Deck, mark: u8) -> Option<Form> {
    Form::of(&deck.track, &Figures { by_level: [1, 1, 1], ..Figures::default() }, "2026-01-05", Some(mark))
}

/// Holds a forecast against one form that a learner with these shares by domain sits.
fn hold(deck: &Deck, evidence: &Evidence, shares: &[f64], when: u32, chance: &mut Chance) -> Option<Told> {
    let first = form(deck, MARKS[0])?;
    let mut right = 0;
    for (part, share) in first.domains.iter().zip(shares) {
        right += (0..part.questions).filter(|_| chance.unit() < *share).count();
    }
    let got = right as f64 / f64::from(first.questions);
    let truth: f64 = first.domains.iter().zip(shares).map(|(part, share)| part.weight * share).sum();
    let mut passes = Vec::new();
    let mut told = None;
    for mark in MARKS {
        let form = form(deck, mark)?;
        let forecast = forecast(evidence, &form);
        passes.push((forecast.chance.as_ref()?.mean, right >= usize::from(form.needed()?)));
        told = Some(forecast);
    }
    let share = told?.share;
    let within = share.low - 1e-9 <= got && got <= share.high + 1e-9;
    Some(Told { when, within, bias: share.mean - truth, passes })
}

/// Forecasts of a learner who works with an exam date, week by week until the exam.
pub(super) fn week_by_week(deck: &Deck, like_fsrs: bool, seed: u64, n: u32) -> Vec<Told> {
    const WEEKS: i32 = 6;
    const MINUTES: u16 = 20;
    let days = 7 * WEEKS;
    let mut learner = Learner::draw(deck, like_fsrs, seed, n);
    let missed: Vec<bool> = (0..days).map(|_| learner.misses()).collect();
    let mut desk = Desk::new(deck, Set::Exam, MINUTES, days);
    let mut chance = Chance::named(mix(seed, &n.to_le_bytes()), "sitting");
    let mut told = Vec::new();
    for day in 0..=days {
        if day > 0 && day % 7 == 0 {
            let snapshot = desk.record.snapshot();
            let answers = first_answers(snapshot, &deck.track, Some(deck), None, BEGIN.plus(day));
            let evidence = Evidence::of(&answers, DOMAINS.len());
            let shares = learner.shares(evening(day, -10.0 * 3600.0));
            told.extend(hold(deck, &evidence, &shares, ((days - day) / 7) as u32, &mut chance));
        }
        if missed.get(day as usize) == Some(&false) {
            desk.day(&mut learner, day, f64::from(MINUTES) * 60.0);
        }
    }
    told
}

/// Forecasts of a learner as the forecast takes learners to be: abilities that stay, levels that differ, after so
/// many first answers of today.
pub(super) fn steady(deck: &Deck, seed: u64, n: u32) -> Vec<Told> {
    let mut chance = Chance::named(mix(seed, &n.to_le_bytes()), "steady");
    let general = 0.4 + 1.2 * normal(&mut chance);
    let abilities: Vec<f64> = DOMAINS.iter().map(|_| general + 0.6 * normal(&mut chance)).collect();
    let right = |domain: usize, level: usize| {
        let known = 1.0 / (1.0 + (-(abilities[domain] - [-0.4, 0.0, 0.4][level])).exp());
        0.25 + (1.0 - 0.25 - 0.03) * known
    };
    let shares: Vec<f64> =
        (0..DOMAINS.len()).map(|domain| (0..3).map(|level| right(domain, level) / 3.0).sum()).collect();
    let mut answers: Vec<First> = Vec::new();
    let mut told = Vec::new();
    for when in [20u32, 60, 150, 300] {
        while (answers.len() as u32) < when {
            let (domain, level) = (answers.len() % DOMAINS.len(), chance.below(3) as usize);
            let right = chance.unit() < right(domain, level);
            let level = Level::ALL[level];
            answers.push(First { domain, level, chance: 0.25, right, confidence: None, age: 0 });
        }
        told.extend(hold(deck, &Evidence::of(&answers, DOMAINS.len()), &shares, when, &mut chance));
    }
    told
}

/// What many forecasts come to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Record {
    pub forecasts: usize,
    /// Share within the interval of nine in ten.
    pub coverage: f64,
    /// Expected calibration error over ten bins of equal width; and what it would be by chance alone.
    pub ece: f64,
    pub ece_by_chance: f64,
    pub brier: f64,
    /// Mean of expected less true share, points.
    pub bias: f64,
}

/// Sums forecasts up.
pub(super) fn record(told: &[&Told], seed: u64) -> Record {
    let n = told.len().max(1) as f64;
    let passes: Vec<(f64, bool)> = told.iter().flat_map(|told| told.passes.iter().copied()).collect();
    let mut chance = Chance::named(seed, "calibrated");
    // The error that forecasts without fault would show with so few of them.
    let faultless: f64 =
        (0..50).map(|_| ece(&passes.iter().map(|(p, _)| (*p, chance.unit() < *p)).collect::<Vec<_>>())).sum::<f64>()
            / 50.0;
    Record {
        forecasts: told.len(),
        coverage: told.iter().filter(|told| told.within).count() as f64 / n,
        ece: ece(&passes),
        ece_by_chance: faultless,
        brier: passes.iter().map(|(p, passed)| (p - f64::from(u8::from(*passed))).powi(2)).sum::<f64>()
            / passes.len().max(1) as f64,
        bias: told.iter().map(|told| told.bias).sum::<f64>() / n * 100.0,
    }
}

fn ece(passes: &[(f64, bool)]) -> f64 {
    let mut bins = [(0.0, 0.0, 0.0); 10];
    for (p, passed) in passes {
        let bin = &mut bins[((p * 10.0) as usize).min(9)];
        *bin = (bin.0 + 1.0, bin.1 + p, bin.2 + f64::from(u8::from(*passed)));
    }
    bins.iter().map(|(_, told, came)| (told - came).abs()).sum::<f64>() / passes.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calibrated_forecast_has_no_error() {
        let fair: Vec<_> = (0..100).map(|n| (0.25, n % 4 == 0)).collect();
        assert!(ece(&fair) < 1e-9);
        assert!((ece(&[(0.9, false), (0.1, true)]) - 0.9).abs() < 1e-9);
    }
}
