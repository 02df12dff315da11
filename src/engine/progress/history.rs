//! What has happened to one item.
//!
//! Clocks jump back. Events are told apart by time, but of one device's events the counter says which came first: an
//! event that a clock ahead of its time put behind later ones is put back before them here, so that one wrong hour
//! can't outvote all that follows.

use super::event::{Confidence, Grade, Place};
use crate::engine::bank::answer::Answer;
use crate::engine::bank::question::ContentHash;
use crate::engine::chance::mix;
use crate::engine::id::EventId;
use crate::engine::time::{Millis, StudyDay};

/// One item's past. Kept in event order by the snapshot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// Answers and grades that count, in event order.
    pub reviews: Vec<Review>,
    /// Marked for later.
    pub flagged: bool,
    /// Out of study.
    pub suspended: bool,
    /// Put aside for this study day.
    pub skipped_on: Option<StudyDay>,
    /// Changes whenever `reviews` do: lets others keep what they computed from them.
    pub digest: u64,
    /// Asked to come next, the last time at this instant; see [`History::wanted`].
    pub wanted_at: Option<Millis>,
    pub(super) flagged_by: Option<EventId>,
    pub(super) suspended_by: Option<EventId>,
    pub(super) skipped_by: Option<EventId>,
}

/// An answer or a grade that counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    /// The event.
    pub event: EventId,
    /// When.
    pub at: Millis,
    /// On which study day, by the rollover that was set then.
    pub day: StudyDay,
    /// From shown to answered, milliseconds.
    pub duration_ms: u32,
    /// Of the wording that was shown.
    pub hash: ContentHash,
    /// As graded, or what the answer counts as.
    pub grade: Grade,
    /// Right, or for a card: not forgotten.
    pub right: bool,
    /// Where the learner was asked.
    pub confidence: Option<Confidence>,
    /// Where.
    pub place: Place,
    /// The answer to a question; none for a card.
    pub answer: Option<Answer>,
}

impl History {
    /// The latest review.
    #[must_use]
    pub fn last(&self) -> Option<&Review> {
        self.reviews.last()
    }

    /// Answered at least once.
    #[must_use]
    pub fn seen(&self) -> bool {
        !self.reviews.is_empty()
    }

    /// The latest answer was wrong though the learner was certain.
    #[must_use]
    pub fn confident_error(&self) -> bool {
        self.last().is_some_and(Review::confident_error)
    }

    /// When it was first answered, or its card first graded.
    #[must_use]
    pub fn first_seen(&self) -> Option<Millis> {
        self.reviews.first().map(|review| review.at)
    }

    /// Asked to come next, and not answered since.
    #[must_use]
    pub fn wanted(&self) -> bool {
        self.wanted_at.is_some_and(|at| self.last().is_none_or(|review| review.at <= at))
    }

    /// Put aside for that study day.
    #[must_use]
    pub fn skipped(&self, today: StudyDay) -> bool {
        // Equality, not order: a day that a wrong clock put into the future must not hide the item until then.
        self.skipped_on == Some(today)
    }

    /// Nothing is known of the item.
    pub(super) fn is_blank(&self) -> bool {
        *self == Self::default()
    }

    /// Puts a review behind the others, but before what the same device wrote later.
    pub(super) fn add(&mut self, review: Review) {
        let from = self.reviews.len().saturating_sub(LOOK_BACK);
        let later = self.reviews[from..].iter().position(|other| precedes(review.event, other.event));
        let at = later.map_or(self.reviews.len(), |at| from + at);
        self.digest ^= review.digest();
        self.reviews.insert(at, review);
    }

    /// Takes the latest review away.
    pub(super) fn take_back(&mut self) -> Option<Review> {
        let review = self.reviews.pop()?;
        self.digest ^= review.digest();
        Some(review)
    }
}

/// How many reviews of an item a wrong clock may be behind: enough for any session, and a bound for a record that
/// was made to be slow.
const LOOK_BACK: usize = 256;

/// Whether the same device wrote `a` before `b`.
fn precedes(a: EventId, b: EventId) -> bool {
    a.device == b.device && a.counter < b.counter
}

/// Whether an event may overrule the one that `by` remembers; if so it is remembered instead.
pub(super) fn overrule(by: &mut Option<EventId>, event: EventId) -> bool {
    let may = by.is_none_or(|by| !precedes(event, by));
    if may {
        *by = Some(event);
    }
    may
}

impl Review {
    /// Wrong though the learner was certain.
    #[must_use]
    pub fn confident_error(&self) -> bool {
        !self.right && self.confidence == Some(Confidence::Certain)
    }

    fn digest(&self) -> u64 {
        let seed = mix(self.event.device.0, &self.event.counter.to_le_bytes());
        let seed = mix(seed, &self.at.0.to_le_bytes());
        mix(mix(seed, &self.day.0.to_le_bytes()), &[self.grade as u8])
    }

    /// Right though the learner guessed.
    #[must_use]
    pub fn lucky(&self) -> bool {
        self.right && self.confidence == Some(Confidence::Guessed)
    }
}

/// What a question's answer counts as: wrong is Again; right is Hard when guessed, Good when thought so or when
/// nothing was said, Easy when certain.
#[must_use]
pub fn grade_of(right: bool, confidence: Option<Confidence>) -> Grade {
    match (right, confidence) {
        (false, _) => Grade::Again,
        (true, Some(Confidence::Guessed)) => Grade::Hard,
        (true, Some(Confidence::ThoughtSo) | None) => Grade::Good,
        (true, Some(Confidence::Certain)) => Grade::Easy,
    }
}
