//! The scheduler against the reference: histories with what PyPI's `fsrs` made of them (see `vectors.py`).

use certdeck::engine::id::{DeviceId, EventId, ItemId};
use certdeck::engine::progress::event::{Grade, Place};
use certdeck::engine::progress::history::Review;
use certdeck::engine::schedule::memory::Scheduler;
use certdeck::engine::time::{Millis, StudyDay};

const VECTORS: &str = include_str!("vectors.txt");

fn review(number: usize, day: i32, grade: u32) -> Review {
    Review {
        event: EventId { device: DeviceId(1), counter: number as u64 },
        at: Millis(i64::from(day) * 86_400_000),
        day: StudyDay(day),
        duration_ms: 0,
        hash: Default::default(),
        grade: [Grade::Again, Grade::Hard, Grade::Good, Grade::Easy][grade as usize - 1],
        right: grade > 1,
        confidence: None,
        place: Place::Study,
        answer: None,
    }
}

#[test]
fn memory_and_intervals_agree_with_the_reference_after_each_review() {
    let (mut histories, mut reviews_seen) = (0, 0);
    let (mut worst_stability, mut worst_difficulty) = (0f64, 0f64);
    for (line, text) in VECTORS.lines().enumerate() {
        let mut words = text.split(' ');
        let scheduler = Scheduler::new(words.next().unwrap().parse().unwrap()).exact(36_500);
        let mut reviews = Vec::new();
        let mut day = 20_000;
        for word in words {
            let fields: Vec<f64> = word.split(',').map(|field| field.parse().unwrap()).collect();
            let [elapsed, grade, stability, difficulty, days] = fields[..] else { panic!("line {line}: {word}") };
            day += elapsed as i32;
            reviews.push(review(reviews.len(), day, grade as u32));
            let standing = scheduler.replay(&ItemId::new("csm-daily-001"), &reviews).unwrap();
            let off = |ours: f32, theirs: f64| (f64::from(ours) - theirs).abs() / theirs;
            worst_stability = worst_stability.max(off(standing.stability, stability));
            worst_difficulty = worst_difficulty.max(off(standing.difficulty, difficulty));
            let at = format!("history {line}, review {}: {standing:?}, reference {word}", reviews.len());
            assert!(off(standing.stability, stability) < 1e-4, "{at}");
            assert!(off(standing.difficulty, difficulty) < 1e-5, "{at}");
            assert_eq!(f64::from(scheduler.whole_days(standing.stability)), days, "{at}");
            reviews_seen += 1;
        }
        histories += 1;
    }
    println!("{histories} histories, {reviews_seen} reviews; worst: {worst_stability:.1e}, {worst_difficulty:.1e}");
    assert!(histories >= 200 && reviews_seen >= 1500);
}
