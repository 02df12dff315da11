//! Other ways of choosing the next item, each as it is commonly described.

use super::learner::Learner;
use crate::engine::chance::Chance;
use crate::engine::progress::event::Confidence;

/// A way of choosing without this app: a day is worked through until its seconds are used.
pub(super) enum Policy {
    /// A random item each time.
    Random,
    /// Five boxes with waits of 1, 2, 4, 8 and 16 days: right moves an item on, wrong back to the first.
    Leitner(Vec<Option<(usize, i32)>>),
    /// SM-2 as published in 1990.
    Sm2(Vec<Option<Sm2>>),
}

/// What SM-2 keeps of an item.
#[derive(Clone, Copy)]
pub(super) struct Sm2 {
    repetitions: u32,
    days: f64,
    easiness: f64,
    due: i32,
}

const BOXES: [i32; 5] = [1, 2, 4, 8, 16];

impl Policy {
    /// One day: what is due first, then new items, in an order drawn once.
    pub(super) fn day(&mut self, learner: &mut Learner, order: &[usize], day: i32, seconds: f64, chance: &mut Chance) {
        let mut clock = Clock { day, spent: 0.0, seconds };
        if let Self::Random = self {
            while clock.left() {
                let at = chance.below(learner.items() as u32) as usize;
                clock.ask(learner, at);
            }
            return;
        }
        let mut due: Vec<usize> =
            order.iter().copied().filter(|at| self.due(*at).is_some_and(|on| on <= day)).collect();
        due.sort_by_key(|at| self.due(*at));
        let new = order.iter().copied().filter(|at| self.due(*at).is_none());
        let mut queue: std::collections::VecDeque<usize> = due.into_iter().chain(new).collect();
        let mut again = std::collections::VecDeque::new();
        // What failed comes again at the end of the day's reviews, before more that is new.
        while clock.left() {
            let new_next = queue.front().is_none_or(|at| self.due(*at).is_none());
            let from = if new_next && !again.is_empty() { &mut again } else { &mut queue };
            let Some(at) = from.pop_front() else { break };
            if !self.take(at, clock.ask(learner, at), day) {
                again.push_back(at);
            }
        }
    }

    fn due(&self, at: usize) -> Option<i32> {
        match self {
            Self::Random => None,
            Self::Leitner(boxes) => boxes[at].map(|(_, due)| due),
            Self::Sm2(items) => items[at].map(|item| item.due),
        }
    }

    /// Takes an answer; whether the item is done for the day.
    fn take(&mut self, at: usize, (right, confidence): (bool, Confidence), day: i32) -> bool {
        match self {
            Self::Random => true,
            Self::Leitner(boxes) => {
                let next = boxes[at].filter(|_| right).map_or(0, |(its, _)| (its + 1).min(BOXES.len() - 1));
                boxes[at] = Some((next, day + BOXES[next]));
                right
            }
            Self::Sm2(items) => {
                let quality = match (right, confidence) {
                    (true, Confidence::Certain) => 5.0,
                    (true, Confidence::ThoughtSo) => 4.0,
                    (true, Confidence::Guessed) => 3.0,
                    (false, _) => 1.0,
                };
                let old = items[at].unwrap_or(Sm2 { repetitions: 0, days: 0.0, easiness: 2.5, due: day });
                let same_day = items[at].is_some_and(|item| item.due > day);
                let easiness = (old.easiness + 0.1 - (5.0 - quality) * (0.08 + (5.0 - quality) * 0.02)).max(1.3);
                let (repetitions, days) = match (quality >= 3.0, same_day, old.repetitions) {
                    // Repeated on the same day until it is known: the wait stays.
                    (true, true, n) => (n, old.days),
                    (false, ..) => (0, 1.0),
                    (true, false, 0) => (1, 1.0),
                    (true, false, 1) => (2, 6.0),
                    (true, false, n) => (n + 1, old.days * easiness),
                };
                let easiness = if same_day { old.easiness } else { easiness };
                items[at] = Some(Sm2 { repetitions, days, easiness, due: day + days.round().max(1.0) as i32 });
                quality >= 4.0 || (same_day && quality >= 3.0)
            }
        }
    }
}

/// A day's clock.
struct Clock {
    day: i32,
    spent: f64,
    seconds: f64,
}

impl Clock {
    fn left(&self) -> bool {
        self.spent < self.seconds
    }

    fn ask(&mut self, learner: &mut Learner, at: usize) -> (bool, Confidence) {
        let given = learner.answer(at, evening(self.day, self.spent));
        self.spent += given.seconds + given.reading;
        (given.right, given.confidence)
    }
}

/// Seven in the evening and so many seconds, in days.
pub(super) fn evening(day: i32, seconds: f64) -> f64 {
    f64::from(day) + (19.0 * 3600.0 + seconds) / 86_400.0
}
