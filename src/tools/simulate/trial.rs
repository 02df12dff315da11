//! A trial: one learner, one way of choosing, so many minutes a day and weeks.

use super::desk::{Desk, Set};
use super::learner::Learner;
use super::policy::{Policy, evening};
use crate::engine::bank::deck::Deck;
use crate::engine::chance::Chance;

/// The ways that are compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Way {
    Random,
    Leitner,
    Sm2,
    App(Set),
}

/// All of them, with their names.
pub(super) const WAYS: [(&str, Way); 8] = [
    ("Random quizzing", Way::Random),
    ("Leitner, five boxes", Way::Leitner),
    ("SM-2", Way::Sm2),
    ("FSRS at 0.90", PLAIN),
    ("FSRS at 0.85", Way::App(Set::Fsrs(85))),
    ("FSRS at 0.90, new items paced", Way::App(Set::Paced(90))),
    ("FSRS at 0.85, paced, exam date from two weeks before", Way::App(Set::Late)),
    ("Certdeck with an exam date", OURS),
];

/// What ours is held against.
pub(super) const PLAIN: Way = Way::App(Set::Fsrs(90));
/// Ours.
pub(super) const OURS: Way = Way::App(Set::Exam);

/// What is tried.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trial {
    pub way: Way,
    pub minutes: u16,
    pub weeks: u16,
    pub like_fsrs: bool,
    pub seed: u64,
    pub learner: u32,
}

/// What came of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Came {
    /// The expected share of right answers on the exam's day.
    pub score: f64,
    /// Minutes in sets that were proposed, and in drills.
    pub aside: [f64; 2],
}

impl Trial {
    /// The expected share of right answers on the exam's day.
    pub(super) fn score(&self, deck: &Deck) -> f64 {
        self.run(deck).score
    }

    /// That, and what the minutes went into.
    pub(super) fn run(&self, deck: &Deck) -> Came {
        let mut aside = [0.0; 2];
        let mut learner = Learner::draw(deck, self.like_fsrs, self.seed, self.learner);
        let days = i32::from(self.weeks) * 7;
        let seconds = f64::from(self.minutes) * 60.0;
        // Days are missed by the calendar, whatever is tried.
        let missed: Vec<bool> = (0..days).map(|_| learner.misses()).collect();
        match self.way {
            Way::App(set) => {
                let mut desk = Desk::new(deck, set, self.minutes, days);
                for (day, _) in (0..).zip(&missed).filter(|(_, missed)| !**missed) {
                    desk.day(&mut learner, day, seconds);
                }
                aside = desk.aside.map(|seconds| seconds / 60.0);
            }
            other => {
                let mut chance = Chance::named(self.seed, "order");
                let mut order: Vec<usize> = (0..learner.items()).collect();
                chance.shuffle(&mut order);
                let mut policy = match other {
                    Way::Leitner => Policy::Leitner(vec![None; learner.items()]),
                    Way::Sm2 => Policy::Sm2(vec![None; learner.items()]),
                    _ => Policy::Random,
                };
                for (day, _) in (0..).zip(&missed).filter(|(_, missed)| !**missed) {
                    policy.day(&mut learner, &order, day, seconds, &mut chance);
                }
            }
        }
        Came { score: learner.score(evening(days, -10.0 * 3600.0)), aside }
    }
}
