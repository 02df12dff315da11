//! Workload: how many reviews parameters ask for in the weeks to come, and how much is still known when they do.
//!
//! The items of the past are played on by their due dates, as a learner with the fitted memory would do who misses no
//! day and learns nothing new. Outcomes are drawn, each item's from its own seed: the same past gives the same
//! figures, and two sets of parameters meet the same luck.

use super::fit::reviewed;
use super::past::{Course, Past};
use crate::engine::chance::Chance;
use crate::engine::progress::event::Grade;
use crate::engine::schedule::memory::LONGEST_DAYS;
use crate::engine::time::StudyDay;
use fsrs::{FSRS, FSRSItem, FSRSReview, MemoryState, current_retrievability};

/// How far it is played on, days.
pub const DAYS: u32 = 30;

/// So many items say how it is with all of them.
const MOST_COURSES: usize = 500;

/// What parameters ask for.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Workload {
    /// Reviews in [`DAYS`] days.
    pub reviews: f32,
    /// Of those, the share that is still known then, `0.0..=1.0`; 0 without reviews.
    pub known: f32,
}

/// A model with its forgetting curve.
#[derive(Clone, Copy)]
pub(super) struct Memory<'m> {
    pub model: &'m FSRS,
    decay: f32,
}

impl<'m> Memory<'m> {
    /// A model and the parameters that it was made of.
    pub(super) fn of(model: &'m FSRS, values: &[f32]) -> Self {
        let decay = values.last().copied().unwrap_or(fsrs::FSRS6_DEFAULT_DECAY).clamp(0.1, 0.8);
        Self { model, decay }
    }
}

/// Reviews when the learner remembers as `truth` says and is scheduled as `plan` says, and as `truth` itself says.
pub(super) fn workloads(past: &Past, plan: Memory<'_>, truth: Memory<'_>) -> [Workload; 2] {
    let every = past.courses.len().div_ceil(MOST_COURSES).max(1);
    let known = known_grades(past);
    let (mut sums, mut played) = ([(0u32, 0.0); 2], 0u32);
    for (number, course) in past.courses.iter().enumerate().step_by(every) {
        played += 1;
        let Some([planned, true_state]) = states(course, [plan, truth]) else { continue };
        for ((count, sum), (plan, planned)) in sums.iter_mut().zip([(plan, planned), (truth, true_state)]) {
            let mut chance = Chance::named(number as u64, "workload");
            let start = [(plan, planned), (truth, true_state)];
            if let Some((more, recalled)) = play(course, past.today, start, known, &mut chance) {
                *count += more;
                *sum += recalled;
            }
        }
    }
    let scale = past.courses.len() as f32 / played.max(1) as f32;
    sums.map(|(reviews, recalled)| Workload {
        reviews: reviews as f32 * scale,
        known: recalled / reviews.max(1) as f32,
    })
}

/// Where an item's memory stands after its past, as each model says.
fn states(course: &Course, memories: [Memory<'_>; 2]) -> Option<[MemoryState; 2]> {
    let reviews: Vec<FSRSReview> = (0..course.believed()).map(|at| reviewed(course, at)).collect();
    let [plan, truth] =
        memories.map(|memory| memory.model.memory_state(FSRSItem { reviews: reviews.clone() }, None).ok());
    Some([plan?, truth?])
}

/// Plays one item, with what schedules it and what is true: how many reviews, and the sum of the probabilities of
/// recall.
fn play(
    course: &Course,
    today: StudyDay,
    [(plan, mut planned), (truth, mut true_state)]: [(Memory<'_>, MemoryState); 2],
    known: [f64; 2],
    chance: &mut Chance,
) -> Option<(u32, f32)> {
    let last = course.reviews.get(course.believed().checked_sub(1)?)?.day;
    // Who is scheduled by what is true has one state and not two.
    let alike = std::ptr::eq(plan.model, truth.model);
    let retention = f32::from(course.retention.clamp(70, 97)) / 100.0;
    let wait = |state: MemoryState| {
        let days = plan.model.next_interval(Some(state.stability), retention, Grade::Good as u32).round();
        (days as u32).clamp(1, LONGEST_DAYS)
    };
    // Days from today; what is overdue is done today.
    let since = u32::try_from(today.since(last)).unwrap_or(0);
    let mut day = wait(planned).saturating_sub(since);
    let mut gap = since + day;
    let (mut count, mut sum) = (0, 0.0);
    while day < DAYS {
        let recall = current_retrievability(true_state, gap as f32, truth.decay);
        let grade = draw(f64::from(recall), known, chance);
        count += 1;
        sum += recall;
        let mut step = |grade: Grade, delta_t: u32| {
            let next = |memory: Memory<'_>, state| {
                let reviews = vec![FSRSReview { rating: grade as u32, delta_t }];
                memory.model.memory_state(FSRSItem { reviews }, Some(state)).ok()
            };
            planned = next(plan, planned)?;
            true_state = if alike { planned } else { next(truth, true_state)? };
            Some(())
        };
        step(grade, gap)?;
        if grade == Grade::Again {
            // Relearned within the day; that minute is not counted as a review that was due.
            step(Grade::Good, 0)?;
        }
        gap = wait(planned);
        day += gap;
    }
    Some((count, sum))
}

/// Forgotten, or known with one of the learner's own grades.
fn draw(recall: f64, [hard, good]: [f64; 2], chance: &mut Chance) -> Grade {
    let (forgotten, which) = (chance.unit() >= recall, chance.unit());
    match () {
        () if forgotten => Grade::Again,
        () if which < hard => Grade::Hard,
        () if which < hard + good => Grade::Good,
        () => Grade::Easy,
    }
}

/// Of the reviews after a day or more that were known, the shares of Hard and of Good.
fn known_grades(past: &Past) -> [f64; 2] {
    let (mut hard, mut good, mut all) = (0u32, 0u32, 0u32);
    for course in &past.courses {
        for at in course.evidence(past.today) {
            let grade = course.reviews[at].grade;
            all += u32::from(grade != Grade::Again);
            hard += u32::from(grade == Grade::Hard);
            good += u32::from(grade == Grade::Good);
        }
    }
    [hard, good].map(|count| f64::from(count) / f64::from(all.max(1)))
}
