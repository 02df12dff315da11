//! Aim: what an exam date makes of a day.
//!
//! While an exam lies ahead, items are taken by what they add to the expected recall on its day, per second that they
//! take, whatever is due, until the day's minutes are used.

use super::memory::{Outcomes, Standing};
use crate::engine::bank::deck::Deck;
use crate::engine::id::{ItemId, ItemKind, TopicId, TrackId};
use crate::engine::progress::snapshot::Snapshot;
use crate::engine::sorted::{Map, sort};
use crate::engine::time::{Date, StudyDay};
use std::cmp::Ordering;

/// What a card counts against a question: it holds one fact, a question the use of several.
pub const CARD_VALUE: f32 = 0.4;

/// A new item beyond the day's pace comes only before reviews that add less than this part of what it adds: in
/// simulation (`docs/evidence.md`) reviews are worth more once the pace is kept.
const NEW_BEYOND_PACE: f32 = 0.1;

/// An exam further away than this is not aimed at yet, days: what is due comes as usual.
pub const REACH_DAYS: i32 = 182;

/// An exam ahead.
#[derive(Clone, Debug)]
pub struct Aim {
    /// Its day, after today.
    pub exam: StudyDay,
    /// The probability that an item never met is known all the same, `0.05..=0.95`.
    pub known: f32,
    /// What a question counts, by topic: its domain's weight over what the domain holds.
    values: Map<TopicId, f32>,
}

impl Aim {
    /// The aim of a track; `None` without an exam ahead and within reach.
    #[must_use]
    pub fn of(deck: &Deck, snapshot: &Snapshot, today: StudyDay) -> Option<Self> {
        ahead(snapshot, &deck.track.id, today).map(|exam| Self::at(deck, snapshot, exam))
    }

    /// The same without the deck: all domains count alike.
    #[must_use]
    pub fn without_deck(snapshot: &Snapshot, track: &TrackId, today: StudyDay) -> Option<Self> {
        ahead(snapshot, track, today).map(|exam| Self { exam, known: known(snapshot, track), values: Map::new() })
    }

    /// The aim at an exam on that day, however far away.
    #[must_use]
    #[inline(never)]
    pub fn at(deck: &Deck, snapshot: &Snapshot, exam: StudyDay) -> Self {
        let track = &deck.track;
        let mut held: Map<TopicId, f32> = Map::new();
        let questions = deck.questions.iter().filter(|question| question.form.is_none()).map(|question| &question.id);
        for item in questions.chain(deck.cards.iter().map(|card| &card.id)) {
            *held.or_default(item.topic()) += kind_value(item);
        }
        let outline = track.outline_on(&Date::from(exam).to_string());
        let mut values = Map::new();
        for domain in &track.domains {
            let weight = outline.and_then(|outline| outline.domains.iter().find(|weight| weight.id == domain.id));
            let weight = weight.map_or(1, |weight| weight.weight.max(1));
            let of_topic = |id: &TopicId| held.get(id).copied().unwrap_or_default();
            let held: f32 = domain.topics.iter().map(|topic| of_topic(&topic.id)).sum();
            for topic in &domain.topics {
                values.insert(topic.id.clone(), f32::from(weight) / held.max(1.0));
            }
        }
        Self { exam, known: known(snapshot, &track.id), values }
    }

    /// What an item counts towards the expected share on the exam.
    #[must_use]
    pub fn value(&self, item: &ItemId) -> f32 {
        let value = if self.values.is_empty() { Some(&1.0) } else { self.values.get(&item.topic()) };
        value.copied().unwrap_or_default() * kind_value(item)
    }

    /// What a review now adds to the probability of recall on the exam's day; of an item never met, so much of it as
    /// counts beyond the day's pace.
    #[must_use]
    pub fn gain(&self, before: Option<&Standing>, outcomes: &Outcomes, today: StudyDay) -> f32 {
        let added = self.added(before, outcomes, today);
        if before.is_some() { added } else { NEW_BEYOND_PACE * added }
    }

    /// What meeting an item now adds to the probability of recall on the exam's day; an item never met counts as not
    /// known.
    #[must_use]
    pub fn added(&self, before: Option<&Standing>, outcomes: &Outcomes, today: StudyDay) -> f32 {
        let now = before.map_or(self.known, |standing| standing.recall(today));
        let after = now * outcomes.good.recall(self.exam) + (1.0 - now) * outcomes.again.recall(self.exam);
        after - before.map_or(0.0, |standing| standing.recall(self.exam))
    }
}

/// What a day's seconds hold.
pub(super) struct Day<R, N> {
    /// Reviews, each with how it ranked.
    pub reviews: Vec<(f32, R)>,
    /// Units of new items.
    pub new: Vec<N>,
    /// Seconds that are left.
    pub left: u32,
}

/// Fills a day: whatever adds most for a second comes next, though `needed` new items before any review, and what does
/// not fit any more is passed over. A review or a unit of new items has its rank (what it adds for a second, negated),
/// its seconds and itself; new ones come in the order in which they are to be met.
pub(super) fn fill<R, N: AsRef<[T]>, T>(
    mut reviews: Vec<(f32, u32, R)>,
    mut new: impl Iterator<Item = (f32, u32, N)>,
    mut needed: u32,
    seconds: u32,
) -> Day<R, N> {
    sort(&mut reviews, |(a, ..), (b, ..)| a.partial_cmp(b).unwrap_or(Ordering::Equal));
    let mut reviews = reviews.into_iter();
    let (mut review, mut unit) = (reviews.next(), new.next());
    let mut day = Day { reviews: Vec::new(), new: Vec::new(), left: seconds };
    loop {
        let new_next = match (&review, &unit) {
            (None, None) => break,
            (Some((review, ..)), Some((new, ..))) => needed > 0 || new <= review,
            (review, _) => review.is_none(),
        };
        if new_next {
            if let Some((_, its, items)) = unit.take()
                && its <= day.left
            {
                day.left -= its;
                needed = needed.saturating_sub(items.as_ref().len() as u32);
                day.new.push(items);
            }
            unit = new.next();
        } else {
            if let Some((rank, its, item)) = review.take()
                && its <= day.left
            {
                day.left -= its;
                day.reviews.push((rank, item));
            }
            review = reviews.next();
        }
    }
    day
}

/// The exam's day, where one lies ahead and within reach.
fn ahead(snapshot: &Snapshot, track: &TrackId, today: StudyDay) -> Option<StudyDay> {
    let exam = StudyDay::from(*snapshot.settings().exam_dates.get(track)?);
    (1..=REACH_DAYS).contains(&exam.since(today)).then_some(exam)
}

fn kind_value(item: &ItemId) -> f32 {
    if item.kind() == ItemKind::Card { CARD_VALUE } else { 1.0 }
}

/// The share of first answers that were known, guessing aside, with ten of a half put in front.
fn known(snapshot: &Snapshot, track: &TrackId) -> f32 {
    let (mut right, mut all) = (5.0 + 5.0 * GUESS, 10.0);
    for (_, history) in snapshot.items_of(track).filter(|(item, _)| item.kind() != ItemKind::Card) {
        if let Some(first) = history.reviews.first() {
            right += f32::from(u8::from(first.right));
            all += 1.0;
        }
    }
    ((right / all - GUESS) / (1.0 - GUESS)).clamp(0.05, 0.95)
}

/// The probability of a right answer by guessing.
const GUESS: f32 = 0.25;

/// Seconds that are left of the day's minutes for a track.
#[must_use]
pub fn seconds_left(snapshot: &Snapshot, track: &TrackId, today: StudyDay) -> u32 {
    let minutes = snapshot.settings().minutes_on(track.as_str(), today);
    let spent = snapshot.tally(Some(track), today).millis / 1000;
    (minutes * 60).saturating_sub(spent as u32)
}

/// The day by which every item should have been met: exam − max(7 days, 20 % of the way), where the way begins on
/// the track's first day of study (at most half a year before the exam), or today.
#[must_use]
pub fn deadline(snapshot: &Snapshot, track: &TrackId, exam: StudyDay, today: StudyDay) -> StudyDay {
    let first = snapshot.days(Some(track)).into_keys().next().unwrap_or(today);
    let way = exam.since(first.min(today)).clamp(0, REACH_DAYS);
    exam.plus(-(way / 5).max(7))
}

/// New items that today must bring so that all are met by the deadline, each day as its minutes allow.
#[must_use]
pub fn new_needed(snapshot: &Snapshot, track: &TrackId, exam: StudyDay, today: StudyDay, unseen: u32) -> u32 {
    let minutes = |ahead: i32| snapshot.settings().minutes_on(track.as_str(), today.plus(ahead));
    let whole = new_needed_until(deadline(snapshot, track, exam, today), today, unseen, minutes);
    whole.saturating_sub(snapshot.tally(Some(track), today).new)
}

/// The same, with the minutes of the day so many days ahead.
#[must_use]
pub fn new_needed_until(deadline: StudyDay, today: StudyDay, unseen: u32, minutes: impl Fn(i32) -> u32) -> u32 {
    let until: u32 = (0..deadline.since(today).max(1)).map(&minutes).sum();
    (u64::from(unseen) * u64::from(minutes(0))).div_ceil(u64::from(until.max(1))) as u32
}
