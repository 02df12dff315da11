//! What a log tells about memory: each item's grades by study day, and which of them are evidence.
//!
//! A review is evidence where the memory model can be asked for a forecast: a study day or more after the review
//! before it. What a wrong clock wrote is none: a day that has not come yet, or a gap of years, after which nothing
//! more of the item is believed.

use crate::engine::id::ItemId;
use crate::engine::progress::event::Grade;
use crate::engine::progress::history::History;
use crate::engine::progress::snapshot::Snapshot;
use crate::engine::schedule::memory::elapsed;
use crate::engine::time::StudyDay;
use std::fmt;

/// From so many reviews on a fit is offered.
pub const REVIEWS_NEEDED: u32 = 1000;

/// So many of them must be evidence: a fifth is held out to judge by.
pub const EVIDENCE_NEEDED: u32 = 300;

/// A longer gap is a clock's mistake, days.
const LONGEST_GAP: u32 = 3650;

/// What follows in an item's past says little more about the model's parameters, and costs its square in memory.
const LONGEST_COURSE: usize = 128;

/// What a learner's log tells about memory.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    /// The study day on which it is looked at.
    pub today: StudyDay,
    /// Items that were reviewed, in the order of their ids.
    pub courses: Vec<Course>,
}

/// One item's past.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// Desired retention of its track, percent.
    pub retention: u8,
    /// In the order in which they happened.
    pub reviews: Vec<Seen>,
}

/// A review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// When.
    pub day: StudyDay,
    /// How it went.
    pub grade: Grade,
}

/// Why nothing is fitted. `Display` is for learners.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Fewer reviews than [`REVIEWS_NEEDED`].
    TooFew {
        /// So far.
        reviews: u32,
    },
    /// Less evidence than [`EVIDENCE_NEEDED`].
    TooClose {
        /// So far.
        evidence: u32,
    },
    /// The model found nothing in it, for example where nothing was ever forgotten.
    Nothing,
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooFew { reviews } => {
                write!(f, "A fit needs about {REVIEWS_NEEDED} reviews; there are {reviews} so far.")
            }
            Self::TooClose { evidence } => write!(
                f,
                "A fit learns from reviews a day or more after the last one: it needs {EVIDENCE_NEEDED}, there are {evidence} so far."
            ),
            Self::Nothing => f.write_str(
                "No parameters could be found: these reviews are too much alike. After some more weeks it may work.",
            ),
        }
    }
}

impl Past {
    /// Of everything that counts.
    #[must_use]
    pub fn of(snapshot: &Snapshot, today: StudyDay) -> Self {
        let seen = snapshot.items().filter(|(_, history)| history.seen());
        Self { today, courses: seen.map(|(item, history)| Course::of(snapshot, item, history)).collect() }
    }

    /// All reviews.
    #[must_use]
    pub fn reviews(&self) -> u32 {
        self.courses.iter().map(|course| course.reviews.len() as u32).sum()
    }

    /// Those that are evidence.
    #[must_use]
    pub fn evidence(&self) -> u32 {
        self.courses.iter().map(|course| course.evidence(self.today).count() as u32).sum()
    }

    /// Whether there is enough to fit.
    ///
    /// # Errors
    /// What is missing.
    pub fn ready(&self) -> Result<(), Unfit> {
        let reviews = self.reviews();
        if reviews < REVIEWS_NEEDED {
            return Err(Unfit::TooFew { reviews });
        }
        let evidence = self.evidence();
        if evidence < EVIDENCE_NEEDED {
            return Err(Unfit::TooClose { evidence });
        }
        Ok(())
    }
}

impl Course {
    fn of(snapshot: &Snapshot, item: &ItemId, history: &History) -> Self {
        let track = item.as_str().split('-').next().unwrap_or_default();
        Self {
            retention: snapshot.settings().retention_for(track),
            reviews: history.reviews.iter().map(|review| Seen { day: review.day, grade: review.grade }).collect(),
        }
    }

    /// Study days from the review before to this one; 0 for the first.
    #[must_use]
    pub fn gap(&self, at: usize) -> u32 {
        let before = at.checked_sub(1).and_then(|before| self.reviews.get(before));
        self.reviews.get(at).map_or(0, |review| elapsed(before.map(|before| before.day), review.day))
    }

    /// How many of its reviews, from the first on, a right clock may have written.
    #[must_use]
    pub fn believed(&self) -> usize {
        let end = self.reviews.len().min(LONGEST_COURSE);
        (0..end).find(|at| self.gap(*at) > LONGEST_GAP).unwrap_or(end)
    }

    /// The places of its reviews that are evidence.
    pub fn evidence(&self, today: StudyDay) -> impl Iterator<Item = usize> {
        (1..self.believed()).filter(move |at| self.gap(*at) > 0 && self.reviews[*at].day <= today)
    }
}
