//! The fit: parameters from the older four fifths of the evidence, judged on the newest fifth.
//!
//! What was judged is what may be adopted: nothing is fitted again to all of it afterwards. So a learner who fits once
//! more next month compares with parameters that have not seen the reviews by which both are judged.

use super::past::{Course, Past, Unfit};
use super::workload::{Memory, Workload, workloads};
use crate::engine::progress::event::Parameters;
use crate::engine::schedule::memory::{MODEL, PARAMETERS, usable};
use crate::engine::sorted::sort;
use crate::engine::time::StudyDay;
use fsrs::{
    ComputeParametersInput, DEFAULT_PARAMETERS, FSRS, FSRSItem, FSRSReview, TrainingConfig, compute_parameters,
};

/// Passes over the evidence.
const EPOCHS: usize = 8;

/// More evidence than this is trained course by course, which takes a third of the time; batches of whole courses
/// foretell a little worse (0.0005 in log loss at 9,000 reviews, 0.004 at 43,000, of simulated learners).
const WITHOUT_CARDS: usize = 50_000;

/// Of more evidence only every second item's is taken, or every third's: memory has an end. Whole items, because how
/// well first meetings stick is learned from the second ones.
const MOST_EVIDENCE: usize = 100_000;

/// One of so many pieces of evidence is held out.
const HELD_OUT: usize = 5;

/// What a fit found, beside what was in use before.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// Found.
    pub parameters: Parameters,
    /// Pieces of evidence that it was found in.
    pub trained: u32,
    /// Pieces of evidence by which both were judged.
    pub held_out: u32,
    /// The parameters in use.
    pub before: Judged,
    /// Those that were found.
    pub after: Judged,
}

/// How well parameters foretell what was held out, and what they ask of the learner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judged {
    /// Mean log loss, at least 0; smaller is better. Newer reviews weigh more, up to four times.
    pub log_loss: f32,
    /// Root mean square of forecast less outcome over bins of alike reviews, `0.0..=1.0`; smaller is better.
    pub rmse: f32,
    /// The weeks to come.
    pub workload: Workload,
}

impl Fit {
    /// Whether what was found foretells better than what is in use. Only then may it be adopted.
    #[must_use]
    pub fn better(&self) -> bool {
        self.after.log_loss < self.before.log_loss
    }
}

/// A review to learn from: the item's past up to it.
struct Evidence {
    course: usize,
    item: FSRSItem,
}

/// Fits parameters; `present` are those in use, none for the defaults.
///
/// # Errors
/// Why nothing was fitted.
pub fn fit(past: &Past, present: Option<&Parameters>) -> Result<Fit, Unfit> {
    past.ready()?;
    let evidence = evidence(past);
    let trained = evidence.len() - evidence.len() / HELD_OUT;
    let mut courses: Vec<i64> = evidence.iter().map(|piece| piece.course as i64).collect();
    let mut items: Vec<FSRSItem> = evidence.into_iter().map(|piece| piece.item).collect();
    let (held_courses, held_out) = (courses.split_off(trained), items.split_off(trained));
    let cards = (trained > WITHOUT_CARDS).then_some(courses);

    let values = compute_parameters(ComputeParametersInput {
        train_set: items,
        card_ids: cards,
        enable_short_term: true,
        num_relearning_steps: Some(1),
        training_config: Some(TrainingConfig { num_epochs: EPOCHS, ..TrainingConfig::default() }),
        ..ComputeParametersInput::default()
    })
    .map_err(|_| Unfit::Nothing)?;
    let parameters = Parameters { model: MODEL, values };
    if parameters.values.len() != PARAMETERS || !usable(&parameters) {
        return Err(Unfit::Nothing);
    }

    let present = present.filter(|present| usable(present)).map_or(&DEFAULT_PARAMETERS[..], |present| &present.values);
    let models = [model(present)?, model(&parameters.values)?];
    let [before, after] = [Memory::of(&models[0], present), Memory::of(&models[1], &parameters.values)];
    let [load_before, load_after] = workloads(past, before, after);
    let judged = |memory: Memory<'_>, workload| {
        // Each course is gone through once: the same forecasts in less time.
        let score = memory.model.evaluate_with_card_ids(held_out.clone(), held_courses.clone(), |_| true);
        let score = score.map_err(|_| Unfit::Nothing)?;
        Ok(Judged { log_loss: score.log_loss, rmse: score.rmse_bins, workload })
    };
    let (before, after) = (judged(before, load_before)?, judged(after, load_after)?);
    Ok(Fit { parameters, trained: trained as u32, held_out: held_out.len() as u32, before, after })
}

fn model(values: &[f32]) -> Result<FSRS, Unfit> {
    FSRS::new(values).map_err(|_| Unfit::Nothing)
}

/// The evidence by day, of some items only where there is very much.
fn evidence(past: &Past) -> Vec<Evidence> {
    let every = (past.evidence() as usize).div_ceil(MOST_EVIDENCE).max(1);
    let mut places: Vec<(StudyDay, usize, usize)> = Vec::new();
    for (number, course) in past.courses.iter().enumerate().step_by(every) {
        places.extend(course.evidence(past.today).map(|at| (course.reviews[at].day, number, at)));
    }
    sort(&mut places, Ord::cmp);
    places.into_iter().map(|(_, course, at)| Evidence { course, item: up_to(&past.courses[course], at) }).collect()
}

/// The item's past up to a review.
fn up_to(course: &Course, at: usize) -> FSRSItem {
    let reviews = (0..=at).map(|at| reviewed(course, at));
    FSRSItem { reviews: reviews.collect() }
}

/// A review as the model takes it.
pub(super) fn reviewed(course: &Course, at: usize) -> FSRSReview {
    FSRSReview { rating: course.reviews[at].grade as u32, delta_t: course.gap(at) }
}
