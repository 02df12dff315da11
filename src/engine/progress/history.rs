//! What has happened to one item.

use super::event::{Confidence, Grade, Place};
use crate::engine::bank::answer::Answer;
use crate::engine::bank::question::ContentHash;
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

    /// Put aside for that study day.
    #[must_use]
    pub fn skipped(&self, today: StudyDay) -> bool {
        // Equality, not order: a day that a wrong clock put into the future must not hide the item until then.
        self.skipped_on == Some(today)
    }

    /// Nothing is known of the item.
    pub(super) fn is_blank(&self) -> bool {
        self.reviews.is_empty() && !self.flagged && !self.suspended && self.skipped_on.is_none()
    }
}

impl Review {
    /// Wrong though the learner was certain.
    #[must_use]
    pub fn confident_error(&self) -> bool {
        !self.right && self.confidence == Some(Confidence::Certain)
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
