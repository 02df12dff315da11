//! Memory: how well an item is remembered, and when it should come back (FSRS-6).
//!
//! The only file that schedules with `fsrs`. The crate gives memory states and raw intervals; learning steps, whole
//! days, fuzz and the order of the four intervals are ours. All four outcomes are computed at once, so that what a
//! button promises and what happens can't differ.

use super::steps::{Due, Phase, Wait, after};
use crate::engine::chance::{Chance, mix};
use crate::engine::id::ItemId;
use crate::engine::progress::event::{Grade, Parameters};
use crate::engine::progress::history::Review;
use crate::engine::time::{Millis, Now, StudyDay};
use fsrs::{FSRS, FSRSItem, FSRSReview, ItemState, MemoryState, NextStates};

/// The longest wait, days: an exam lies within a year, and so does what must be remembered for it.
pub const LONGEST_DAYS: u32 = 365;

/// The model whose parameters are understood, FSRS-6.
pub const MODEL: u8 = 6;

/// How many parameters it has.
pub const PARAMETERS: usize = 21;

/// An item that was forgotten so often (from Review) is a leech: better rewritten in the learner's own words or put
/// aside than drilled.
pub const LEECH_LAPSES: u32 = 6;

/// Where an item stands after its latest review.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// Days until recall has dropped to 90 %, `0.001..=36500`.
    pub stability: f32,
    /// `1.0..=10.0`.
    pub difficulty: f32,
    /// How steeply recall drops, `0.1..=0.8`: a parameter of the model.
    pub decay: f32,
    /// Where it stands.
    pub phase: Phase,
    /// Reviews so far, at least 1.
    pub reviews: u32,
    /// How often it was forgotten after having been known.
    pub lapses: u32,
    /// The latest review.
    pub at: Millis,
    /// Its study day.
    pub day: StudyDay,
    /// How long it waits from then on.
    pub wait: Wait,
}

/// What each grade would lead to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcomes {
    /// Forgotten.
    pub again: Standing,
    /// Recalled with trouble.
    pub hard: Standing,
    /// Recalled.
    pub good: Standing,
    /// Recalled at once.
    pub easy: Standing,
}

impl Outcomes {
    /// The outcome of a grade; its `wait` is what a button shows.
    #[must_use]
    pub fn of(&self, grade: Grade) -> &Standing {
        match grade {
            Grade::Again => &self.again,
            Grade::Hard => &self.hard,
            Grade::Good => &self.good,
            Grade::Easy => &self.easy,
        }
    }
}

/// FSRS-6 with one desired retention.
#[derive(Clone, Debug)]
pub struct Scheduler {
    model: FSRS,
    decay: f32,
    /// `0.70..=0.97`.
    retention: f32,
    /// Days.
    longest: u32,
    fuzz: bool,
}

/// An item before a review.
#[derive(Clone, Copy)]
struct Before {
    memory: MemoryState,
    phase: Phase,
    reviews: u32,
    lapses: u32,
}

impl Scheduler {
    /// With default parameters; the desired retention in percent is brought into `70..=97`.
    #[must_use]
    pub fn new(retention: u8) -> Self {
        Self::fitted(retention, None)
    }

    /// With parameters fitted to the learner; where they are not [`usable`], with the default ones.
    #[must_use]
    pub fn fitted(retention: u8, parameters: Option<&Parameters>) -> Self {
        let retention = f32::from(retention.clamp(70, 97)) / 100.0;
        let values =
            parameters.filter(|parameters| usable(parameters)).map_or(&[][..], |parameters| &parameters.values);
        // The model brings each parameter into its range; it refuses only what is not usable.
        let model = FSRS::new(values).unwrap_or_default();
        let decay = values.last().map_or(fsrs::FSRS6_DEFAULT_DECAY, |decay| decay.clamp(0.1, 0.8));
        Self { model, decay, retention, longest: LONGEST_DAYS, fuzz: true }
    }

    /// Without fuzz and with another longest wait, days: for comparing with a reference.
    #[must_use]
    pub fn exact(self, longest: u32) -> Self {
        Self { fuzz: false, longest, ..self }
    }

    /// Where an item stands after its reviews; `None` without any.
    #[must_use]
    pub fn replay(&self, item: &ItemId, reviews: &[Review]) -> Option<Standing> {
        let (last, earlier) = reviews.split_last()?;
        let day_before = earlier.last().map(|review| review.day);
        let outcomes = self.next(item, self.walk(earlier), elapsed(day_before, last.day), last.at, last.day);
        Some(*outcomes.of(last.grade))
    }

    /// What each grade would lead to now.
    #[must_use]
    pub fn outcomes(&self, item: &ItemId, before: Option<&Standing>, now: Now, today: StudyDay) -> Outcomes {
        let day_before = before.map(|standing| standing.day);
        let before = before.map(|standing| Before {
            memory: MemoryState { stability: standing.stability, difficulty: standing.difficulty },
            phase: standing.phase,
            reviews: standing.reviews,
            lapses: standing.lapses,
        });
        self.next(item, before, elapsed(day_before, today), now.at, today)
    }

    /// Whole days until recall drops to the desired retention: without fuzz, at least 1.
    #[must_use]
    pub fn whole_days(&self, stability: f32) -> u32 {
        self.days(self.model.next_interval(Some(stability), self.retention, 3))
    }

    fn days(&self, interval: f32) -> u32 {
        // The cast saturates; what is not a number becomes 0.
        (interval.round() as u32).clamp(1, self.longest)
    }

    /// The memory and the phase after these reviews, whatever the intervals were.
    fn walk(&self, reviews: &[Review]) -> Option<Before> {
        let mut day_before = None;
        let (mut phase, mut lapses) = (None, 0);
        let mut rated = Vec::with_capacity(reviews.len());
        for review in reviews {
            rated.push(FSRSReview { rating: review.grade as u32, delta_t: elapsed(day_before, review.day) });
            lapses += u32::from(lapse(phase, review.grade));
            phase = Some(after(phase, review.grade).0);
            day_before = Some(review.day);
        }
        // The model refuses only what is not finite, and its own states always are.
        let memory = self.model.memory_state(FSRSItem { reviews: rated }, None).ok()?;
        Some(Before { memory, phase: phase?, reviews: reviews.len() as u32, lapses })
    }

    fn next(&self, item: &ItemId, before: Option<Before>, elapsed: u32, at: Millis, day: StudyDay) -> Outcomes {
        let reviews = before.map_or(0, |before| before.reviews);
        let draw = self.fuzz.then(|| Chance::new(mix(u64::from(reviews), item.as_str().as_bytes())).unit());
        let states = self.model.next_states(before.map(|before| before.memory), self.retention, elapsed);
        let standing = |state: Option<ItemState>, grade: Grade| {
            let phase = before.map(|before| before.phase);
            let (after, step) = after(phase, grade);
            let MemoryState { stability, difficulty } = state.as_ref().map_or(UNKNOWN, |state| state.memory);
            let days = self.days(state.map_or(0.0, |state| state.interval));
            Standing {
                stability,
                difficulty,
                decay: self.decay,
                phase: after,
                reviews: reviews + 1,
                lapses: before.map_or(0, |before| before.lapses) + u32::from(lapse(phase, grade)),
                at,
                day,
                wait: step.unwrap_or(Wait::Days(draw.map_or(days, |draw| fuzz(days, draw).min(self.longest)))),
            }
        };
        let (again, hard, good, easy) = match states {
            Ok(NextStates { again, hard, good, easy }) => (Some(again), Some(hard), Some(good), Some(easy)),
            Err(_) => (None, None, None, None),
        };
        let mut outcomes = Outcomes {
            again: standing(again, Grade::Again),
            hard: standing(hard, Grade::Hard),
            good: standing(good, Grade::Good),
            easy: standing(easy, Grade::Easy),
        };
        self.part(&mut outcomes);
        outcomes
    }

    /// Keeps the waits apart: a better grade waits at least a day longer, also where all come near the longest.
    fn part(&self, outcomes: &mut Outcomes) {
        let mut least = 1;
        let ascending = [&mut outcomes.hard, &mut outcomes.good, &mut outcomes.easy];
        for (standing, better) in ascending.into_iter().zip([2, 1, 0]) {
            if let Wait::Days(days) = &mut standing.wait {
                let most = self.longest.saturating_sub(better).max(1);
                *days = (*days).max(least).min(most);
                least = *days + 1;
            }
        }
    }
}

/// Where the model gives no state (it always does): as shaky as an item can be.
const UNKNOWN: MemoryState = MemoryState { stability: 0.001, difficulty: 10.0 };

/// Whether parameters are of the model in use. Those of another one mean nothing here and are ignored.
#[must_use]
pub fn usable(parameters: &Parameters) -> bool {
    parameters.model == MODEL
        && parameters.values.len() == PARAMETERS
        && parameters.values.iter().all(|value| value.is_finite())
}

/// Study days between two reviews; a clock that jumped back makes none.
pub(crate) fn elapsed(before: Option<StudyDay>, day: StudyDay) -> u32 {
    before.map_or(0, |before| u32::try_from(day.since(before)).unwrap_or(0))
}

fn lapse(phase: Option<Phase>, grade: Grade) -> bool {
    phase == Some(Phase::Review) && grade == Grade::Again
}

/// Spreads waits so that what was learned together does not come back together for ever: up to about 6 % and half a
/// day either way. `draw` is in `0.0..1.0`.
fn fuzz(days: u32, draw: f64) -> u32 {
    if days < 3 {
        return days;
    }
    let spread = (0.6 + 0.06 * f64::from(days)).round() as u32;
    let width = f64::from(2 * spread + 1);
    (days - spread + (draw * width) as u32).max(2)
}

impl Standing {
    /// The probability of recall on a day, `0.0..=1.0`.
    #[must_use]
    pub fn recall(&self, today: StudyDay) -> f32 {
        let memory = MemoryState { stability: self.stability, difficulty: self.difficulty };
        fsrs::current_retrievability(memory, elapsed(Some(self.day), today) as f32, self.decay)
    }

    /// When it is due. A latest review in the future (a clock was wrong) makes it due now: else it would wait until
    /// that future has come.
    #[must_use]
    pub fn due(&self, now: Now, today: StudyDay) -> Due {
        match self.wait {
            Wait::Step(millis) if self.at <= now.at => Due::At(Millis(self.at.0.saturating_add(i64::from(millis)))),
            Wait::Step(_) => Due::At(now.at),
            Wait::Days(days) if self.day <= today => Due::On(self.day.plus(days as i32)),
            Wait::Days(_) => Due::On(today),
        }
    }

    /// Forgotten so often that drilling on won't help.
    #[must_use]
    pub fn leech(&self) -> bool {
        self.lapses >= LEECH_LAPSES
    }
}
