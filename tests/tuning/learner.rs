//! A learner whose memory follows parameters that we know, and who is scheduled by others.

use certdeck::engine::chance::Chance;
use certdeck::engine::id::{DeviceId, EventId, ItemId};
use certdeck::engine::progress::event::{Grade, Parameters, Place};
use certdeck::engine::progress::history::Review;
use certdeck::engine::schedule::memory::{MODEL, Scheduler};
use certdeck::engine::schedule::steps::Wait;
use certdeck::engine::time::{Millis, StudyDay};
use certdeck::engine::tuning::past::{Course, Past, Seen};

/// The first day of all these pasts.
pub const BEGIN: StudyDay = StudyDay(20_000);

/// FSRS-6 as it comes.
pub const DEFAULTS: [f32; 21] = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629,
    1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];

/// Parameters of FSRS-6.
pub fn parameters(values: [f32; 21]) -> Parameters {
    Parameters { model: MODEL, values: values.to_vec() }
}

/// Somebody who forgets much faster than the average learner, and gains less from each success.
pub fn forgetful() -> Parameters {
    let mut values = DEFAULTS;
    for (at, value) in [(0, 0.08), (1, 0.3), (2, 0.7), (3, 2.0), (8, 1.2), (10, 0.5), (20, 0.35)] {
        values[at] = value;
    }
    parameters(values)
}

/// The past of a learner with so many items, met a few each day for so many days, scheduled by the defaults at 90 %.
pub fn past(truth: &Parameters, items: u32, days: i32, seed: u64) -> Past {
    let (plan, truth) = (Scheduler::new(90), Scheduler::fitted(90, Some(truth)));
    let id = ItemId::new("csm-daily-001");
    let courses = (0..items).map(|number| {
        let mut chance = Chance::new(seed << 32 | u64::from(number));
        let mut reviews: Vec<Review> = Vec::new();
        // All are met in the first two thirds of the time.
        let mut day = (u64::from(number) * days as u64 * 2 / 3 / u64::from(items)) as i32;
        while day < days {
            let today = BEGIN.plus(day);
            let grade = match truth.replay(&id, &reviews) {
                None => [Grade::Again, Grade::Hard, Grade::Good, Grade::Good, Grade::Easy][chance.below(5) as usize],
                Some(standing) if chance.unit() >= f64::from(standing.recall(today)) => Grade::Again,
                Some(_) => [Grade::Hard, Grade::Good, Grade::Good, Grade::Good, Grade::Easy][chance.below(5) as usize],
            };
            reviews.push(review(reviews.len(), today, grade));
            day += match plan.replay(&id, &reviews).unwrap().wait {
                Wait::Step(_) => 0,
                // Now and then a day or two late.
                Wait::Days(wait) => wait as i32 + chance.below(3) as i32,
            };
        }
        let reviews = reviews.iter().map(|review| Seen { day: review.day, grade: review.grade }).collect();
        Course { retention: 90, reviews }
    });
    Past { today: BEGIN.plus(days), courses: courses.collect() }
}

pub fn review(number: usize, day: StudyDay, grade: Grade) -> Review {
    Review {
        event: EventId { device: DeviceId(1), counter: number as u64 },
        at: Millis(i64::from(day.0) * 86_400_000 + number as i64),
        day,
        duration_ms: 0,
        hash: Default::default(),
        grade,
        right: grade != Grade::Again,
        confidence: None,
        place: Place::Study,
        answer: None,
    }
}
