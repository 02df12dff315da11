//! The snapshot: the fold of the log that everything else reads.
//!
//! Rules of the fold: an event that an [`What::Undone`] names does not count, wherever the two stand (an undo itself
//! can't be undone); a deletion covers what the same device wrote before it and what others wrote at an earlier
//! time; a study day is told by the rollover that was set when the event happened.

use super::event::{Answered, Event, Grade, Graded, Place as Where, What};
use super::exam::{SittingLog, Started, Step};
use super::history::{History, Review, grade_of, overrule};
use super::log::{Log, Place, place};
use super::settings::Settings;
use super::streak::{LONGEST_MS, Streak, Tally};
use crate::engine::bank::question::ContentHash;
use crate::engine::id::{DeviceId, EventId, ItemId, ItemKind, TrackId};
use crate::engine::sorted::{Map, Set, sort};
use crate::engine::time::{Now, StudyDay};

/// What has happened, folded. All iteration is in the order of ids and days.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapshot {
    settings: Settings,
    items: Map<ItemId, History>,
    days: Map<TrackId, Map<StudyDay, Tally>>,
    undone: Set<EventId>,
    /// By track; everything under the empty name.
    cuts: Map<TrackId, Cut>,
    /// By the event that began them.
    sittings: Map<EventId, SittingLog>,
    /// The latest event, whether it counted or not.
    latest: Option<Place>,
}

/// Whether an event could be folded in on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Applied {
    /// The snapshot is up to date.
    Done,
    /// The event reaches back: fold the log anew. The snapshot is unchanged.
    Refold,
}

/// Where deletions of one scope cut the log.
#[derive(Clone, Debug, Default, PartialEq)]
struct Cut {
    /// Each device's own latest deletion, by its counter.
    counters: Map<DeviceId, u64>,
    /// Each device's latest deletion by time, latest first; the first two say all.
    places: Vec<Place>,
}

impl Cut {
    fn add(&mut self, event: &Event) {
        let counter = self.counters.or_default(event.id.device);
        *counter = event.id.counter.max(*counter);
        self.places.push(place(event));
        sort(&mut self.places, |a, b| b.cmp(a));
        // A second place matters only for events of the first one's device.
        let mut seen = Vec::with_capacity(2);
        self.places.retain(|(_, device, _)| {
            seen.len() < 2 && !seen.contains(device) && {
                seen.push(*device);
                true
            }
        });
    }

    /// On one device its counter tells what came first; between devices only the clocks can.
    fn covers(&self, event: &Event) -> bool {
        self.counters.get(&event.id.device).is_some_and(|counter| event.id.counter < *counter)
            || self.places.iter().any(|cut| cut.1 != event.id.device && place(event) < *cut)
    }
}

impl Snapshot {
    /// Folds a log.
    #[must_use]
    pub fn of(log: &Log) -> Self {
        let mut snapshot = Self::default();
        for event in log.events() {
            if let What::Undone(id) = event.what {
                snapshot.undone.insert(id);
            }
        }
        for event in log.events() {
            if let What::Deleted(track) = &event.what
                && !snapshot.undone.contains(&event.id)
                && track.as_ref().is_none_or(|track| !track.as_str().is_empty())
            {
                let scope = track.clone().unwrap_or_else(|| TrackId::new(""));
                snapshot.cuts.or_default(scope).add(event);
            }
        }
        // Sittings before all that follows from them: a clock that was set may have put a step before the beginning.
        for event in log.events() {
            if let What::ExamStarted(started) = &event.what {
                snapshot.begin_sitting(event, started);
            }
        }
        for event in log.events() {
            if let What::ExamStep(step) = &event.what
                && snapshot.counts(event)
            {
                snapshot.add_step(event, step);
            }
        }
        for event in log.events() {
            snapshot.fold(event);
        }
        snapshot
    }

    /// Folds one more event in, where it is the latest and does not reach back further than an item's latest review.
    pub fn apply(&mut self, event: &Event) -> Applied {
        if self.latest.is_some_and(|latest| place(event) <= latest) {
            return Applied::Refold;
        }
        match event.what {
            What::Deleted(_) | What::ExamStarted(_) => return Applied::Refold,
            What::ExamStep(ref step) => {
                // Before its beginning, or behind its end: rare enough to be folded anew.
                let open = self.sittings.get(&step.sitting).is_some_and(|sitting| sitting.end().is_none());
                if !open || !self.counts(event) {
                    return Applied::Refold;
                }
                self.add_step(event, step);
                self.fold(event);
            }
            What::Undone(target) => {
                let found = self.items.iter().find(|(_, history)| takes_back(history, target));
                let Some(item) = found.map(|(item, _)| item.clone()) else { return Applied::Refold };
                self.undone.insert(target);
                self.take_back(&item);
                self.latest = Some(place(event));
            }
            _ => self.fold(event),
        }
        Applied::Done
    }

    /// Settings.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The study day of an instant, by the rollover that is set.
    #[must_use]
    pub fn today(&self, now: Now) -> StudyDay {
        now.study_day(self.settings.rollover)
    }

    /// An item's past, by its id.
    #[must_use]
    pub fn history(&self, item: &ItemId) -> Option<&History> {
        self.items.get(item)
    }

    /// All items with a past, by id.
    pub fn items(&self) -> impl Iterator<Item = (&ItemId, &History)> {
        self.items.iter()
    }

    /// A track's items with a past, by id.
    pub fn items_of<'s>(&'s self, track: &'s TrackId) -> impl Iterator<Item = (&'s ItemId, &'s History)> {
        // An id begins with its track and a dash.
        self.items
            .from(track.as_str())
            .take_while(|(id, _)| id.as_str().starts_with(track.as_str()))
            .filter(|(id, _)| track_of(id) == track.as_str())
    }

    /// What was done on a study day, in one track or in all.
    #[must_use]
    pub fn tally(&self, track: Option<&TrackId>, day: StudyDay) -> Tally {
        let mut sum = Tally::default();
        for (_, days) in self.days.iter().filter(|(id, _)| track.is_none_or(|track| track == *id)) {
            if let Some(tally) = days.get(&day) {
                sum.add(tally);
            }
        }
        sum
    }

    /// All days on which something was done, in one track or in all.
    #[must_use]
    pub fn days(&self, track: Option<&TrackId>) -> Map<StudyDay, Tally> {
        let mut all: Map<StudyDay, Tally> = Map::new();
        for (_, days) in self.days.iter().filter(|(id, _)| track.is_none_or(|track| track == *id)) {
            for (day, tally) in days.iter() {
                all.or_default(*day).add(tally);
            }
        }
        all
    }

    /// All mock exams, by the events that began them.
    pub fn sittings(&self) -> impl Iterator<Item = (EventId, &SittingLog)> {
        self.sittings.iter().map(|(id, sitting)| (*id, sitting))
    }

    /// A mock exam by the event that began it.
    #[must_use]
    pub fn sitting(&self, id: EventId) -> Option<&SittingLog> {
        self.sittings.get(&id)
    }

    /// Study days in a row, over all tracks.
    #[must_use]
    pub fn streak(&self, today: StudyDay) -> Streak {
        Streak::of(self.days(None).keys().copied(), today)
    }

    /// Folds an event in behind all that were folded before.
    fn fold(&mut self, event: &Event) {
        self.latest = Some(place(event));
        if matches!(event.what, What::Undone(_) | What::Deleted(_)) || !self.counts(event) {
            return;
        }
        match &event.what {
            What::Answered(answered) => {
                let grade = grade_of(answered.right, answered.confidence);
                let review = self.review(event, grade, answered.duration_ms, answered.hash, answered.place);
                let review = Review {
                    right: answered.right,
                    confidence: answered.confidence,
                    answer: Some(answered.answer.clone()),
                    ..review
                };
                self.add(&answered.item, review);
            }
            What::Graded(graded) => {
                let review = self.review(event, graded.grade, graded.duration_ms, graded.hash, graded.place);
                self.add(&graded.item, review);
            }
            What::Skipped(item) => {
                let day = self.today(event.now);
                let history = self.items.or_default(item.clone());
                if overrule(&mut history.skipped_by, event.id) {
                    history.skipped_on = Some(day);
                }
            }
            What::Flagged { item, on } => {
                let history = self.items.or_default(item.clone());
                if overrule(&mut history.flagged_by, event.id) {
                    history.flagged = *on;
                }
            }
            What::Suspended { item, on } => {
                let history = self.items.or_default(item.clone());
                if overrule(&mut history.suspended_by, event.id) {
                    history.suspended = *on;
                }
            }
            What::Set(setting) => self.settings.set(setting, event.id),
            What::Wanted(items) => {
                for item in items {
                    self.items.or_default(item.clone()).wanted_at = Some(event.now.at);
                }
            }
            What::ExamStep(step) => self.fold_end(event, step),
            What::Undone(_) | What::Deleted(_) | What::ExamStarted(_) => {}
        }
    }

    /// Whether an event was neither undone nor deleted.
    fn counts(&self, event: &Event) -> bool {
        let covered = |scope: &str| self.cuts.get(scope).is_some_and(|cut| cut.covers(event));
        let track = match &event.what {
            What::Answered(Answered { item, .. }) | What::Graded(Graded { item, .. }) => track_of(item),
            What::Skipped(item) | What::Flagged { item, .. } | What::Suspended { item, .. } => track_of(item),
            What::ExamStarted(started) => started.track.as_str(),
            What::ExamStep(step) => self.sittings.get(&step.sitting).map_or("", |s| s.started.track.as_str()),
            What::Wanted(items) => items.first().map_or("", track_of),
            What::Undone(_) | What::Set(_) | What::Deleted(_) => "",
        };
        !self.undone.contains(&event.id) && !covered("") && (track.is_empty() || !covered(track))
    }

    /// Puts a step where it belongs; one of a sitting that is not known is left out.
    #[inline(never)]
    fn add_step(&mut self, event: &Event, step: &Step) {
        if let Some(sitting) = self.sittings.get_mut(&step.sitting) {
            sitting.add(event.id, event.now, step.clone());
        }
    }

    #[inline(never)] // No part of a first visit: on its own it loads late (tools/split).
    fn begin_sitting(&mut self, event: &Event, started: &Started) {
        if self.counts(event) && !self.sittings.contains_key(&event.id) {
            let sitting = SittingLog { now: event.now, started: started.clone(), steps: Vec::new() };
            self.sittings.insert(event.id, sitting);
        }
    }

    /// Where a step ended its sitting, the answers count: now, all at once, however often they were changed.
    #[inline(never)]
    fn fold_end(&mut self, event: &Event, step: &Step) {
        let Some(sitting) = self.sittings.get(&step.sitting) else { return };
        // Of two endings the first by number counts.
        if sitting.end().is_none_or(|(id, now, end)| (*id, *now, end) != (event.id, event.now, step)) {
            return;
        }
        let reviews: Vec<(ItemId, Review)> = sitting
            .answers()
            .into_iter()
            // A drill is another one each time: nothing of it is to be remembered.
            .filter(|(slot, _)| slot.item.kind() != ItemKind::Drill)
            .map(|(slot, given)| {
                let grade = grade_of(given.mark.right, given.confidence);
                let review = self.review(event, grade, given.duration_ms, slot.hash, Where::Exam);
                let answer = Some(given.answer.clone());
                let review = Review { right: given.mark.right, confidence: given.confidence, answer, ..review };
                (slot.item.clone(), review)
            })
            .collect();
        for (item, review) in reviews {
            self.add(&item, review);
        }
    }

    fn review(&self, event: &Event, grade: Grade, duration_ms: u32, hash: ContentHash, place: Where) -> Review {
        Review {
            event: event.id,
            at: event.now.at,
            day: self.today(event.now),
            duration_ms,
            hash,
            grade,
            right: grade != Grade::Again,
            confidence: None,
            place,
            answer: None,
        }
    }

    fn add(&mut self, item: &ItemId, review: Review) {
        let history = match self.items.get_mut(item) {
            Some(history) => history,
            None => self.items.or_default(item.clone()),
        };
        let first = history.reviews.is_empty();
        let days = match self.days.get_mut(track_of(item)) {
            Some(days) => days,
            None => self.days.or_default(item.track()),
        };
        days.or_default(review.day).add(&tally(&review, first));
        history.add(review);
    }

    /// Takes an item's latest review back.
    #[inline(never)]
    fn take_back(&mut self, item: &ItemId) {
        let Some(history) = self.items.get_mut(item) else { return };
        let Some(review) = history.take_back() else { return };
        let first = history.reviews.is_empty();
        if history.is_blank() {
            self.items.remove(item);
        }
        if let Some(days) = self.days.get_mut(track_of(item)) {
            if let Some(day) = days.get_mut(&review.day) {
                day.subtract(&tally(&review, first));
                if *day == Tally::default() {
                    days.remove(&review.day);
                }
            }
            if days.is_empty() {
                self.days.remove(track_of(item));
            }
        }
    }
}

/// The track's part of an item's id.
fn track_of(item: &ItemId) -> &str {
    item.as_str().split('-').next().unwrap_or_default()
}

/// Whether taking an item's latest review back is all that undoing this event needs. (A mock exam's end gave reviews to
/// many items.)
fn takes_back(history: &History, target: EventId) -> bool {
    match history.reviews.as_slice() {
        [.., last] if last.place == Where::Exam => false,
        [only] => only.event == target,
        // Where a clock jumped back, the latest review may be the first by time, on which the day's new items count.
        [.., before, last] => last.event == target && before.at < last.at,
        [] => false,
    }
}

/// What a review adds to its day.
fn tally(review: &Review, first: bool) -> Tally {
    Tally {
        reviews: 1,
        right: u32::from(review.right),
        // A mock exam is a test, not the way in which new items are paced.
        new: u32::from(first && review.place != Where::Exam),
        millis: u64::from(review.duration_ms.min(LONGEST_MS)),
    }
}
