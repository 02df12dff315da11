//! Hindsight: what was forecast before each mock exam, held against what came of it.
//!
//! Nothing is stored for this: a forecast follows from the first answers, which the log keeps with their times, and
//! from the model, which is the same for all learners. It is made again as of the moment at which the sitting began,
//! by the model of this version ([`super::model::MODEL`]): the record is that of the model that is in use.
//!
//! Only questions that were new to the learner count, and sittings with enough of them: others would test memory.

use super::evidence::{Evidence, first_answers};
use super::form::{Form, Line};
use super::model::{Range, forecast};
use super::outlook::enough;
use crate::engine::bank::deck::Deck;
use crate::engine::bank::track::{Domain, Track};
use crate::engine::id::ItemKind;
use crate::engine::progress::exam::Ending;
use crate::engine::progress::snapshot::Snapshot;
use crate::engine::sorted::sort;
use crate::engine::stats::share::Share;
use crate::engine::time::{Millis, StudyDay};

/// A sitting is held against its forecast from so many new questions on: with fewer, luck decides.
pub const NEW_QUESTIONS: u32 = 20;

/// Fewer sittings are too few to judge a forecast by.
pub const ENOUGH: usize = 10;

/// Bins of the calibration plot, by the share that was forecast: from this one to the next.
const BINS: [f64; 7] = [0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/// A mock exam that was sat to its end: new questions by domain in the track's order, right and all.
#[derive(Clone, Debug, PartialEq)]
pub struct Sat {
    /// When it began.
    pub began: Millis,
    /// On which study day.
    pub day: StudyDay,
    /// Right answers and questions that were new.
    pub domains: Vec<Share>,
}

/// A forecast with what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// The day.
    pub day: StudyDay,
    /// The share that was forecast for these questions; nine of ten forms lie within.
    pub told: Range,
    /// What came of it.
    pub got: Share,
    /// The probability that was forecast for reaching the line, and whether it was reached; where there is a line.
    pub reached: Option<(f64, bool)>,
    /// By domain: the share that was forecast, and what came of it.
    pub domains: Vec<(f64, Share)>,
}

/// The record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hindsight {
    /// Sittings before which there was a forecast, the oldest first.
    pub held: Vec<Held>,
    /// Sittings before which there was too little to tell one.
    pub untold: u32,
    /// How many came to lie within what nine of ten should.
    pub within: Share,
    /// The mean squared error of the probabilities, `0.0..=1.0`; always saying one half gives 0.25.
    pub brier: Option<f64>,
    /// By the share that was forecast: its mean, and what came of it. Bins without questions are left out.
    pub bins: Vec<(f64, Share)>,
}

impl Hindsight {
    /// Too few to judge the forecast by.
    #[must_use]
    pub fn few(&self) -> bool {
        self.held.len() < ENOUGH
    }
}

impl Held {
    /// Whether it came to lie within.
    #[must_use]
    pub fn within(&self) -> bool {
        let slack = 1e-9;
        self.got.rate().is_some_and(|got| self.told.low - slack <= got && got <= self.told.high + slack)
    }
}

/// A track's mock exams that were sat to their end, the oldest first. A question that was left open counts as wrong, as
/// it does in the exam.
#[must_use]
pub fn sat(snapshot: &Snapshot, track: &Track) -> Vec<Sat> {
    let of_track = snapshot.sittings().filter(|(_, sitting)| sitting.started.track == track.id);
    let mut all: Vec<Sat> = of_track
        .filter_map(|(_, sitting)| {
            let (_, end) = sitting.ended().filter(|(ending, _)| *ending != Ending::Abandoned)?;
            let mut domains = vec![Share::default(); track.domains.len()];
            let new = sitting.started.slots().filter(|slot| !slot.seen && slot.item.kind() == ItemKind::Question);
            for slot in new {
                let topic = slot.item.topic();
                let holds = |domain: &Domain| domain.topics.iter().any(|its| its.id == topic);
                let Some(share) = track.domains.iter().position(holds).and_then(|at| domains.get_mut(at)) else {
                    continue;
                };
                let first = snapshot.history(&slot.item).and_then(|history| history.reviews.first());
                share.count(first.is_some_and(|first| first.at == end.at && first.right));
            }
            Some(Sat { began: sitting.now.at, day: snapshot.today(sitting.now), domains })
        })
        .collect();
    sort(&mut all, |a, b| a.began.cmp(&b.began));
    all
}

/// The record of a track's forecasts over these sittings. `form` is the track's form as it is sat today.
#[must_use]
pub fn hindsight(snapshot: &Snapshot, track: &Track, deck: Option<&Deck>, form: &Form, sittings: &[Sat]) -> Hindsight {
    let mut record = Hindsight::default();
    for sat in sittings {
        let all: u32 = sat.domains.iter().map(|share| share.of).sum();
        if all < NEW_QUESTIONS {
            continue;
        }
        let past = first_answers(snapshot, track, deck, Some(sat.began), sat.day);
        let evidence = Evidence::of(&past, form.domains.len());
        if enough(&evidence, form) {
            record.held.push(held(&evidence, form, sat));
        } else {
            record.untold += 1;
        }
    }
    let tries = record.held.iter().filter_map(|held| held.reached);
    let errors: Vec<f64> = tries.map(|(told, reached)| (told - f64::from(u8::from(reached))).powi(2)).collect();
    record.brier = (!errors.is_empty()).then(|| errors.iter().sum::<f64>() / errors.len() as f64);
    let mut within = Share::default();
    record.held.iter().for_each(|held| within.count(held.within()));
    record.within = within;
    record.bins = bins(&record.held);
    record
}

fn held(evidence: &Evidence, form: &Form, sat: &Sat) -> Held {
    let mut got = Share::default();
    sat.domains.iter().for_each(|share| got.add(*share));
    let counts: Vec<u16> = sat.domains.iter().map(|share| share.of.min(u32::from(u16::MAX)) as u16).collect();
    let form = form.with_counts(&counts);
    let told = forecast(evidence, &form);
    let reached = |chance: Range| form.needed().map(|needed| (chance.mean, got.hits >= u32::from(needed)));
    let domains = told.domains.iter().zip(&sat.domains).filter(|(_, share)| share.of > 0);
    Held {
        day: sat.day,
        told: told.share,
        got,
        reached: told.chance.and_then(reached).filter(|_| form.line != Line::None),
        domains: domains.map(|(told, share)| (told.mean, *share)).collect(),
    }
}

fn bins(held: &[Held]) -> Vec<(f64, Share)> {
    let mut bins = [(0.0, Share::default()); BINS.len()];
    for (told, share) in held.iter().flat_map(|held| &held.domains) {
        let at = BINS.iter().rposition(|from| from <= told).unwrap_or(0);
        bins[at].0 += told * f64::from(share.of);
        bins[at].1.add(*share);
    }
    let filled = bins.into_iter().filter(|(_, share)| share.of > 0);
    filled.map(|(told, share)| (told / f64::from(share.of), share)).collect()
}
