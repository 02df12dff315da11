//! The model: from first answers to what a new form would bring.
//!
//! A domain's ability stands on the logit scale: a question of level *l* is known with probability σ(ability − b(l)),
//! a known one is answered right but for slips, an unknown one by chance. The domains of one learner begin about a common
//! mean, so that answers in one domain say a little of the others, and a domain that was never seen stays wide. While a
//! domain is studied its ability moves ([`super::growth`]). The posterior of where it is today is summed over a grid,
//! exactly: more right answers can only raise it, domain by domain and as a whole (the prior, each likelihood and each
//! step are totally positive).
//!
//! The numbers below are prior beliefs. They are the same for all learners and no learner's answers change them.

use super::evidence::{Cell, Evidence};
use super::form::Form;
use super::growth::Walk;
use crate::engine::bank::question::Level;

/// Changes with anything that could change a forecast: forecasts of different models are not put together.
pub const MODEL: u8 = 2;

/// A known question is answered wrong so often.
pub(super) const SLIP: f64 = 0.03;

/// The common mean before any study: its own mean and spread, logits.
pub(super) const GENERAL: (f64, f64) = (0.4, 1.2);

/// How far a domain lies from the common mean before any study, logits.
pub(super) const DOMAIN_SPREAD: f64 = 0.6;

/// Both together: how far a domain of some learner lies from the mean of all, logits, √(1.2² + 0.6²).
pub(super) const SPREAD: f64 = 1.342;

/// The least and the most of the interval: nine of ten lie within.
const TAIL: f64 = 0.05;

/// Points of the grid of abilities.
const POINTS: usize = 47;

/// A number for each ability of the grid.
type Abilities = [f64; POINTS];

/// Abilities on the grid, logits.
const ABILITIES: Grid<POINTS> = Grid { from: -5.0, step: 0.25 };

/// Common means on the grid, logits.
const MEANS: Grid<24> = Grid { from: -4.2, step: 0.4 };

/// Steps of the share in the distribution of the ability over all domains.
const STEPS: usize = 200;

struct Grid<const N: usize> {
    from: f64,
    step: f64,
}

impl<const N: usize> Grid<N> {
    fn points(&self) -> [f64; N] {
        std::array::from_fn(|at| self.from + self.step * at as f64)
    }
}

/// A share with what nine of ten lie within, all `0.0..=1.0`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Range {
    /// Expected.
    pub mean: f64,
    /// One of twenty lies below.
    pub low: f64,
    /// One of twenty lies above.
    pub high: f64,
}

impl Range {
    /// From low to high.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.high - self.low
    }
}

/// What a new form would bring.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// The share of right answers on one form: with the luck of its questions.
    pub share: Range,
    /// The share over ever so many forms: what is not known of the learner.
    pub ability: Range,
    /// The probability of reaching the form's line, where it has one; low and high are what it would be if the learner
    /// were at the ends of `ability`.
    pub chance: Option<Range>,
    /// By domain in the track's order: the share over ever so many forms.
    pub domains: Vec<Range>,
}

/// A level's difficulty, logits: what is known of an item before anybody has answered it.
pub(super) fn difficulty(level: Level) -> f64 {
    match level {
        Level::Recall => -0.4,
        Level::Apply => 0.0,
        Level::Analyse => 0.4,
    }
}

fn sigma(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// The probability of a right answer.
pub(super) fn right(ability: f64, level: Level, chance: f64) -> f64 {
    chance + (1.0 - chance - SLIP) * sigma(ability - difficulty(level))
}

/// The share of right answers on ever so many forms, in a domain in which the learner has this ability.
fn share(ability: f64, form: &Form) -> f64 {
    Level::ALL.iter().zip(form.levels).map(|(level, part)| part * right(ability, *level, form.chance)).sum()
}

/// What a new form would bring. Evidence and form are of the same track; domains that only one of them has don't count.
#[must_use]
pub fn forecast(evidence: &Evidence, form: &Form) -> Forecast {
    let abilities = ABILITIES.points();
    let shares = abilities.map(|ability| share(ability, form));
    let posterior = Posterior::of(evidence, form.domains.len());
    let sums = posterior.ability(form, &shares);
    let counts = posterior.counts(form, &shares);
    let questions = f64::from(form.questions);
    let (low, high) = ends(&counts);
    let expected: f64 = counts.iter().enumerate().map(|(right, mass)| right as f64 * mass).sum();
    let ability = sums.range();
    Forecast {
        share: Range {
            mean: (expected / questions).clamp(0.0, 1.0),
            low: low as f64 / questions,
            high: high as f64 / questions,
        },
        ability,
        chance: form.needed().map(|needed| {
            let reached = |share: f64| reached(&binomial(form.questions, share), needed);
            Range { mean: self::reached(&counts, needed), low: reached(ability.low), high: reached(ability.high) }
        }),
        domains: posterior.domains(&shares),
    }
}

/// Given the common mean, the domains are independent.
struct Posterior {
    /// The common mean's mass on its grid.
    means: Vec<f64>,
    /// By domain, by common mean: the ability's mass on its grid.
    domains: Vec<Vec<Abilities>>,
}

impl Posterior {
    fn of(evidence: &Evidence, domains: usize) -> Self {
        let (abilities, points) = (ABILITIES.points(), MEANS.points());
        let kernels: Vec<Abilities> = points
            .iter()
            .map(|mean| normalised(abilities.map(|ability| bell(ability, *mean, DOMAIN_SPREAD))))
            .collect();
        let walk = Walk::on(ABILITIES.step);
        let mut weights = points.map(|mean| -0.5 * ((mean - GENERAL.0) / GENERAL.1).powi(2));
        let mut of_domains = Vec::with_capacity(domains);
        for at in 0..domains {
            let (cells, studied) =
                evidence.domains.get(at).map_or((&[][..], 0), |known| (&known.cells[..], known.studied));
            let mut of_domain = kernels.clone();
            for since in (0..=studied).rev() {
                if let Some(likelihood) = likelihood(cells.iter().filter(|cell| cell.since == since), &abilities) {
                    for (masses, weight) in of_domain.iter_mut().zip(&mut weights) {
                        let joint: Abilities = std::array::from_fn(|at| masses[at] * likelihood[at]);
                        *weight += joint.iter().sum::<f64>().max(f64::MIN_POSITIVE).ln();
                        *masses = normalised(joint);
                    }
                }
                if since > 0 {
                    of_domain.iter_mut().for_each(|masses| *masses = walk.step(masses));
                }
            }
            of_domains.push(of_domain);
        }
        let most = weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Self { means: normalised(weights.map(|weight| (weight - most).exp())).to_vec(), domains: of_domains }
    }

    /// The distribution of the share over all domains, over ever so many forms.
    fn ability(&self, form: &Form, shares: &Abilities) -> Spread {
        let mut all = vec![0.0; STEPS + 2];
        for (at, mass) in self.means.iter().enumerate() {
            let mut sum = vec![1.0];
            for (domain, part) in self.domains.iter().zip(&form.domains) {
                let mut its = vec![0.0; (part.weight * STEPS as f64) as usize + 2];
                for (share, mass) in shares.iter().zip(&domain[at]) {
                    put(&mut its, part.weight * share * STEPS as f64, *mass);
                }
                sum = folded(&sum, &its);
            }
            for (to, from) in all.iter_mut().zip(&sum) {
                *to += mass * from;
            }
        }
        Spread(all)
    }

    /// The distribution of the right answers on one form.
    fn counts(&self, form: &Form, shares: &Abilities) -> Vec<f64> {
        let tables: Vec<Vec<Vec<f64>>> = form
            .domains
            .iter()
            .map(|part| shares.iter().map(|share| binomial(part.questions, *share)).collect())
            .collect();
        let mut all = vec![0.0; usize::from(form.questions) + 1];
        for (at, mass) in self.means.iter().enumerate() {
            let mut sum = vec![1.0];
            for (domain, table) in self.domains.iter().zip(&tables) {
                let mut its = vec![0.0; table.first().map_or(1, Vec::len)];
                for (binomial, mass) in table.iter().zip(&domain[at]) {
                    for (to, from) in its.iter_mut().zip(binomial) {
                        *to += mass * from;
                    }
                }
                sum = folded(&sum, &its);
            }
            for (to, from) in all.iter_mut().zip(&sum) {
                *to += mass * from;
            }
        }
        all
    }

    /// Each domain on its own.
    fn domains(&self, shares: &Abilities) -> Vec<Range> {
        let of_domain = |domain: &Vec<Abilities>| {
            let mut spread = vec![0.0; STEPS + 2];
            for (mass, abilities) in self.means.iter().zip(domain) {
                for (share, within) in shares.iter().zip(abilities) {
                    put(&mut spread, share * STEPS as f64, mass * within);
                }
            }
            Spread(spread).range()
        };
        self.domains.iter().map(of_domain).collect()
    }
}

/// Up to a constant factor, on the grid; `None` without answers.
fn likelihood<'c>(cells: impl Iterator<Item = &'c Cell>, abilities: &Abilities) -> Option<Abilities> {
    let mut logs: Option<Abilities> = None;
    for cell in cells {
        for (log, ability) in logs.get_or_insert([0.0; POINTS]).iter_mut().zip(abilities) {
            let p = right(*ability, cell.level, cell.chance).clamp(1e-9, 1.0 - 1e-9);
            *log += cell.right * p.ln() + cell.wrong * (1.0 - p).ln();
        }
    }
    let logs = logs?;
    let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    Some(logs.map(|log| (log - most).exp()))
}

fn bell(x: f64, mean: f64, spread: f64) -> f64 {
    (-0.5 * ((x - mean) / spread).powi(2)).exp()
}

fn normalised<const N: usize>(masses: [f64; N]) -> [f64; N] {
    let sum = masses.iter().sum::<f64>().max(f64::MIN_POSITIVE);
    masses.map(|mass| mass / sum)
}

/// Puts mass between two steps, so that its mean stays.
fn put(steps: &mut [f64], place: f64, mass: f64) {
    let below = place as usize;
    let above = place - below as f64;
    if let Some(step) = steps.get_mut(below) {
        *step += mass * (1.0 - above);
    }
    if let Some(step) = steps.get_mut(below + 1) {
        *step += mass * above;
    }
}

/// The distribution of a sum.
fn folded(a: &[f64], b: &[f64]) -> Vec<f64> {
    let mut sum = vec![0.0; a.len() + b.len() - 1];
    for (at, mass) in a.iter().enumerate() {
        for (to, other) in sum[at..].iter_mut().zip(b) {
            *to += mass * other;
        }
    }
    sum
}

/// Right answers of `questions` where each is right with the same probability.
fn binomial(questions: u16, share: f64) -> Vec<f64> {
    let (n, odds) = (usize::from(questions), share / (1.0 - share).max(1e-12));
    let mode = ((n as f64 + 1.0) * share) as usize;
    let mut masses = vec![0.0; n + 1];
    // From the most likely one outwards: no number runs out of range.
    let mode = mode.min(n);
    masses[mode] = 1.0;
    for at in mode..n {
        masses[at + 1] = masses[at] * odds * (n - at) as f64 / (at + 1) as f64;
    }
    for at in (0..mode).rev() {
        masses[at] = if odds > 0.0 { masses[at + 1] / odds * (at + 1) as f64 / (n - at) as f64 } else { 0.0 };
    }
    let sum: f64 = masses.iter().sum();
    masses.iter().map(|mass| mass / sum).collect()
}

/// The probability of at least so many.
fn reached(counts: &[f64], needed: u16) -> f64 {
    counts.iter().skip(usize::from(needed)).sum::<f64>().clamp(0.0, 1.0)
}

/// The least and the most right answers of nine in ten forms.
fn ends(counts: &[f64]) -> (usize, usize) {
    let (mut sum, mut low, mut high) = (0.0, None, None);
    for (at, mass) in counts.iter().enumerate() {
        sum += mass;
        if sum > TAIL {
            low = low.or(Some(at));
        }
        if sum >= 1.0 - TAIL {
            high = high.or(Some(at));
        }
    }
    let last = counts.len() - 1;
    (low.unwrap_or(last), high.unwrap_or(last))
}

/// The mass of a share, by steps.
struct Spread(Vec<f64>);

impl Spread {
    fn range(&self) -> Range {
        let mean = self.0.iter().enumerate().map(|(at, mass)| at as f64 * mass).sum::<f64>();
        let share = |steps: f64| (steps / STEPS as f64).clamp(0.0, 1.0);
        Range { mean: share(mean), low: share(self.quantile(TAIL)), high: share(self.quantile(1.0 - TAIL)) }
    }

    /// Between the steps by straight lines.
    fn quantile(&self, mass: f64) -> f64 {
        let mut sum = 0.0;
        for (at, its) in self.0.iter().enumerate() {
            if sum + its >= mass && *its > 0.0 {
                return at as f64 - 0.5 + (mass - sum) / its;
            }
            sum += its;
        }
        self.0.len() as f64
    }
}
