//! Outlook: the forecast where there is enough to go by, and in any case what would tell the most.

use super::evidence::Evidence;
use super::form::Form;
use super::model::{DOMAIN_SPREAD, Forecast, GENERAL, Range, SLIP, forecast};

/// A forecast is told from so many first answers on, older ones counted for less: below, the interval of what the
/// learner knows is wider than about 30 points.
pub const ENOUGH: u32 = 20;

/// A domain is known from so many first answers on.
const SEEN: f64 = 3.0;

/// The known domains together make up at least this part of the exam.
const COVERED: f64 = 0.5;

/// Answers that are proposed at a time.
const BATCH: u32 = 5;

/// More are not proposed.
const MOST: u32 = 200;

/// What can be said.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// First answers.
    pub answers: u32,
    /// What they weigh: as many answers given today.
    pub weight: f64,
    /// The forecast; `None` below [`ENOUGH`], or where they lie in less than half of the exam.
    pub told: Option<Forecast>,
    /// Answers that would halve the interval of what the learner knows.
    pub advice: Advice,
}

/// First answers that would narrow the interval of what the learner knows ([`Forecast::ability`]).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Advice {
    /// Domains by their place in the track, with how many answers in each; the most first.
    pub answers: Vec<(usize, u32)>,
    /// Width of the interval now, `0.0..=1.0`.
    pub from: f64,
    /// Width with these answers, if they turn out as expected.
    pub to: f64,
}

/// What can be said of a form.
#[must_use]
pub fn outlook(evidence: &Evidence, form: &Form) -> Outlook {
    let now = forecast(evidence, form);
    let advice = advice(evidence, form, &now);
    let told = enough(evidence, form).then_some(now);
    Outlook { answers: evidence.answers(), weight: evidence.weight(), told, advice }
}

/// Whether there is enough to tell a forecast.
#[must_use]
pub fn enough(evidence: &Evidence, form: &Form) -> bool {
    let parts = form.domains.iter().zip(&evidence.domains);
    let covered: f64 = parts.filter(|(_, known)| known.weight() >= SEEN).map(|(part, _)| part.weight).sum();
    evidence.weight() >= f64::from(ENOUGH) && covered >= COVERED
}

/// Fewest answers that halve the interval: chosen by a quick reckoning, told by the model itself.
fn advice(evidence: &Evidence, form: &Form, now: &Forecast) -> Advice {
    let from = now.ability.width();
    let mut parts: Vec<Part> = form
        .domains
        .iter()
        .zip(&evidence.domains)
        .zip(&now.domains)
        .map(|((part, known), share)| Part::of(part.weight, known.weight(), share, form.chance))
        .collect();
    let goal = variance(&parts) / 4.0;
    let mut added = vec![0; parts.len()];
    let with = |added: &[u32]| {
        let mut more = evidence.clone();
        for (domain, (answers, share)) in added.iter().zip(&now.domains).enumerate() {
            if *answers > 0 {
                more = more.with(domain, *answers, share.mean, form.chance);
            }
        }
        forecast(&more, form).ability.width()
    };
    // The reckoning takes the posterior for a normal one: where the model finds less, it asks for more.
    let mut stretch = 1.0;
    loop {
        while variance(&parts) > goal * stretch && added.iter().sum::<u32>() < MOST {
            let gain = |at: usize| {
                let mut with = parts.clone();
                with[at].answers += f64::from(BATCH);
                variance(&with)
            };
            let Some(best) = (0..parts.len()).reduce(|best, at| if gain(at) < gain(best) { at } else { best }) else {
                return Advice::default();
            };
            parts[best].answers += f64::from(BATCH);
            added[best] += BATCH;
        }
        let to = with(&added);
        if to <= from * 0.52 || added.iter().sum::<u32>() >= MOST || stretch < 0.5 {
            let mut answers: Vec<(usize, u32)> =
                added.into_iter().enumerate().filter(|(_, count)| *count > 0).collect();
            crate::engine::sorted::sort(&mut answers, |(_, a), (_, b)| b.cmp(a));
            return Advice { answers, from, to };
        }
        stretch -= 0.15;
    }
}

/// A domain, for the quick reckoning.
#[derive(Clone, Copy)]
struct Part {
    /// How much the share over the whole form moves with the ability.
    slope: f64,
    /// What one answer tells of the ability, 1/logit².
    information: f64,
    answers: f64,
}

impl Part {
    fn of(weight: f64, answers: f64, share: &Range, chance: f64) -> Self {
        let scale = (1.0 - chance - SLIP).max(0.05);
        let known = ((share.mean - chance) / scale).clamp(0.02, 0.98);
        let slope = scale * known * (1.0 - known);
        let p = chance + scale * known;
        Self { slope: weight * slope, information: slope * slope / (p * (1.0 - p)), answers }
    }
}

/// The variance of the share over all domains, with normal posteriors about a common mean.
fn variance(parts: &[Part]) -> f64 {
    let prior = 1.0 / (DOMAIN_SPREAD * DOMAIN_SPREAD);
    let (mut own, mut shared, mut precision) = (0.0, 0.0, 1.0 / (GENERAL.1 * GENERAL.1));
    for part in parts {
        let information = part.answers * part.information;
        let left = 1.0 / (prior + information);
        own += part.slope * part.slope * left;
        shared += part.slope * prior * left;
        precision += prior * information * left;
    }
    own + shared * shared / precision
}
