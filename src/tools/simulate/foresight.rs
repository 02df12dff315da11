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
use crate::engine::stats::forecast::evidence::{Evidence, First, Past, first_answers};
use crate::engine::stats::forecast::form::Form;
use crate::engine::stats::forecast::growth::{DRIFT, WALK};
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

/// Forecasts of a learner who works with an exam date, week by week until the exam; `blind` ones know nothing of the
/// study and take abilities to stay as they are.
pub(super) fn week_by_week(deck: &Deck, like_fsrs: bool, blind: bool, seed: u64, n: u32) -> Vec<Told> {
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
            let mut past = first_answers(snapshot, &deck.track, Some(deck), None, BEGIN.plus(day));
            if blind {
                past.studied.clear();
                past.answers.iter_mut().for_each(|first| first.studied = 0.0);
            }
            let evidence = Evidence::of(&past, DOMAINS.len());
            let shares = learner.shares(evening(day, -10.0 * 3600.0));
            told.extend(hold(deck, &evidence, &shares, ((days - day) / 7) as u32, &mut chance));
        }
        if missed.get(day as usize) == Some(&false) {
            desk.day(&mut learner, day, f64::from(MINUTES) * 60.0);
        }
    }
    told
}

/// A learner as the forecast takes learners to be.
struct Assumed {
    chance: Chance,
    /// By domain, logits.
    abilities: Vec<f64>,
    /// First answers, with the day and the study of the domain at which each was given.
    answers: Vec<(First, u32, f64)>,
}

impl Assumed {
    fn draw(seed: u64, n: u32, name: &str) -> Self {
        let mut chance = Chance::named(mix(seed, &n.to_le_bytes()), name);
        let general = 0.4 + 1.2 * normal(&mut chance);
        let abilities = DOMAINS.iter().map(|_| general + 0.6 * normal(&mut chance)).collect();
        Self { chance, abilities, answers: Vec::new() }
    }

    fn right(&self, domain: usize, level: usize) -> f64 {
        let known = 1.0 / (1.0 + (-(self.abilities[domain] - [-0.4, 0.0, 0.4][level])).exp());
        0.25 + (1.0 - 0.25 - 0.03) * known
    }

    fn answer(&mut self, day: u32, studied: f64) {
        let (domain, level) = (self.answers.len() % DOMAINS.len(), self.chance.below(3) as usize);
        let right = self.chance.unit() < self.right(domain, level);
        let level = Level::ALL[level];
        let first = First { domain, level, chance: 0.25, right, confidence: None, age: 0, studied: 0.0 };
        self.answers.push((first, day, studied));
    }

    /// What is forecast on a day, after the same study in each domain, held against a form sat then.
    fn hold(&mut self, deck: &Deck, when: u32, day: u32, studied: f64) -> Option<Told> {
        let answers =
            self.answers.iter().map(|(first, on, at)| First { age: day - on, studied: studied - at, ..*first });
        let past = Past { answers: answers.collect(), studied: vec![studied; DOMAINS.len()] };
        let share = |domain: usize| (0..3).map(|level| self.right(domain, level) / 3.0).sum();
        let shares: Vec<f64> = (0..DOMAINS.len()).map(share).collect();
        hold(deck, &Evidence::of(&past, DOMAINS.len()), &shares, when, &mut self.chance)
    }
}

/// Forecasts of a learner as the forecast takes learners to be, after so many first answers, all of today.
pub(super) fn steady(deck: &Deck, seed: u64, n: u32) -> Vec<Told> {
    let mut learner = Assumed::draw(seed, n, "steady");
    let mut told = Vec::new();
    for when in [20u32, 60, 150, 300] {
        while (learner.answers.len() as u32) < when {
            learner.answer(0, 0.0);
        }
        told.extend(learner.hold(deck, when, 0, 0.0));
    }
    told
}

/// Questions worked through on a day in each domain, repeats among them; as many as the minds come to with 20 minutes.
const A_DAY: f64 = 3.0;

/// Forecasts, week by week, of a learner who studies for six weeks: whose abilities move as the forecast takes them to
/// move, or who learns nothing of it. In the last week nothing is new any more.
pub(super) fn studious(deck: &Deck, grows: bool, seed: u64, n: u32) -> Vec<Told> {
    let mut learner = Assumed::draw(seed, n, if grows { "grows" } else { "stays" });
    let (mut told, mut studied) = (Vec::new(), 0.0);
    for day in 0..42 {
        (0..if day < 35 { 9 } else { 0 }).for_each(|_| learner.answer(day, studied));
        studied += A_DAY;
        if grows {
            for domain in 0..DOMAINS.len() {
                let by = DRIFT * A_DAY / 100.0 + WALK * (A_DAY / 100.0).sqrt() * normal(&mut learner.chance);
                learner.abilities[domain] += by;
            }
        }
        if day % 7 == 6 {
            told.extend(learner.hold(deck, (41 - day) / 7, day, studied));
        }
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
