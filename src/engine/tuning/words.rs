//! What page and worker say to each other, as 32-bit words: plain numbers need no decoder that must be loaded.
//!
//! | question | words |
//! |---|---|
//! | today | 1 |
//! | parameters in use: their number (0 for the defaults), then their bits | 1 and so many |
//! | each item: reviews · 2⁷ + desired retention in percent, then for each review day · 4 + grade − 1 | 1 and so many |
//!
//! | answer | words |
//! |---|---|
//! | 0, trained, held out, then the bits of the two judgements and of the parameters | 3 + 2 · 4 + 21 |
//! | or why there is none: 1 to 3, and its number | 2 |
//!
//! Both sides are of one build; [`VERSION`] and the build's name, which the transport carries, are told apart before
//! anything here is read. What does not make sense is refused all the same.

use super::fit::{Fit, Judged, fit};
use super::past::{Course, Past, Seen, Unfit};
use super::workload::Workload;
use crate::engine::progress::event::{Grade, Parameters};
use crate::engine::schedule::memory::{MODEL, PARAMETERS, usable};
use crate::engine::time::StudyDay;

/// Of this agreement.
pub const VERSION: u32 = 1;

/// A day that far from 1970 was written by no clock; it fits beside a grade.
const FAR: i32 = 1 << 28;

/// The question.
#[must_use]
pub fn question(past: &Past, present: Option<&Parameters>) -> Vec<u32> {
    let values = present.filter(|present| usable(present)).map_or(&[][..], |present| &present.values);
    let mut words = Vec::with_capacity(64 + past.courses.len() + past.reviews() as usize);
    words.extend([past.today.0 as u32, values.len() as u32]);
    words.extend(values.iter().map(|value| value.to_bits()));
    for course in &past.courses {
        words.push((course.reviews.len() as u32) << 7 | u32::from(course.retention.min(100)));
        for review in &course.reviews {
            words.push((review.day.0.clamp(-FAR, FAR) as u32) << 2 | (review.grade as u32 - 1));
        }
    }
    words
}

/// What a question asks; `None` where it is none.
#[must_use]
pub fn asked(words: &[u32]) -> Option<(Past, Option<Parameters>)> {
    let mut words = words.iter().copied();
    let today = StudyDay(words.next()? as i32);
    let count = words.next()?;
    let values: Vec<f32> = words.by_ref().take(count as usize).map(f32::from_bits).collect();
    let present = (count > 0).then_some(Parameters { model: MODEL, values });
    let mut courses = Vec::new();
    while let Some(head) = words.next() {
        let reviews: Vec<Seen> = words.by_ref().take((head >> 7) as usize).map(seen).collect();
        if reviews.len() as u32 != head >> 7 {
            return None;
        }
        courses.push(Course { retention: (head & 127) as u8, reviews });
    }
    Some((Past { today, courses }, present))
}

fn seen(word: u32) -> Seen {
    // The shift keeps the sign.
    let day = StudyDay(word as i32 >> 2);
    Seen { day, grade: [Grade::Again, Grade::Hard, Grade::Good, Grade::Easy][(word & 3) as usize] }
}

/// The worker's whole work: from the question's words to the answer's.
#[must_use]
pub fn work(question: &[u32]) -> Vec<u32> {
    match asked(question) {
        Some((past, present)) => answer(&fit(&past, present.as_ref())),
        None => answer(&Err(Unfit::Nothing)),
    }
}

/// The answer.
#[must_use]
pub fn answer(found: &Result<Fit, Unfit>) -> Vec<u32> {
    match found {
        Ok(fit) => {
            let judged = [&fit.before, &fit.after].map(|judged| {
                [judged.log_loss, judged.rmse, judged.workload.reviews, judged.workload.known].map(f32::to_bits)
            });
            let mut words = vec![0, fit.trained, fit.held_out];
            words.extend(judged.as_flattened());
            words.extend(fit.parameters.values.iter().map(|value| value.to_bits()));
            words
        }
        Err(Unfit::TooFew { reviews }) => vec![1, *reviews],
        Err(Unfit::TooClose { evidence }) => vec![2, *evidence],
        Err(Unfit::Nothing) => vec![3, 0],
    }
}

/// What an answer says; `None` where it is none.
#[must_use]
pub fn answered(words: &[u32]) -> Option<Result<Fit, Unfit>> {
    match words {
        [0, trained, held_out, rest @ ..] if rest.len() == 8 + PARAMETERS => {
            let numbers: Vec<f32> = rest.iter().map(|word| f32::from_bits(*word)).collect();
            let judged = |at: usize| Judged {
                log_loss: numbers[at],
                rmse: numbers[at + 1],
                workload: Workload { reviews: numbers[at + 2], known: numbers[at + 3] },
            };
            let (before, after) = (judged(0), judged(4));
            let parameters = Parameters { model: MODEL, values: numbers[8..].to_vec() };
            let sound = numbers.iter().all(|number| number.is_finite());
            sound.then_some(Ok(Fit { parameters, trained: *trained, held_out: *held_out, before, after }))
        }
        [1, reviews] => Some(Err(Unfit::TooFew { reviews: *reviews })),
        [2, evidence] => Some(Err(Unfit::TooClose { evidence: *evidence })),
        [3, _] => Some(Err(Unfit::Nothing)),
        _ => None,
    }
}
