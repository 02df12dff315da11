//! The snapshot: the fold of the log that everything else reads.
//!
//! Rules of the fold: an event that an [`What::Undone`](super::event::What::Undone) names does not count, wherever
//! the two stand (an undo itself can't be undone); a deletion covers what the same device wrote before it and what
//! others wrote at an earlier time; a study day is told by the rollover that was set when the event happened.

use super::event::Event;
use super::history::History;
use super::log::Log;
use super::settings::Settings;
use super::streak::{Streak, Tally};
use crate::engine::id::{EventId, ItemId, TrackId};
use crate::engine::time::{Now, StudyDay};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

/// What has happened, folded. All iteration is in the order of ids and days.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapshot {
    settings: Settings,
    items: BTreeMap<ItemId, History>,
    days: BTreeMap<TrackId, BTreeMap<StudyDay, Tally>>,
    undone: BTreeSet<EventId>,
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

impl Snapshot {
    /// Folds a log.
    #[must_use]
    pub fn of(log: &Log) -> Self {
        let _ = log;
        todo!()
    }
    /// Folds one more event in, where it is the latest and does not reach back further than an answer.
    pub fn apply(&mut self, event: &Event) -> Applied {
        let _ = event;
        todo!()
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
            .range::<str, _>((Bound::Included(track.as_str()), Bound::Unbounded))
            .take_while(|(id, _)| id.as_str().starts_with(track.as_str()))
            .filter(|(id, _)| id.as_str().as_bytes().get(track.as_str().len()) == Some(&b'-'))
    }
    /// What was done on a study day, in one track or in all.
    #[must_use]
    pub fn tally(&self, track: Option<&TrackId>, day: StudyDay) -> Tally {
        let _ = (track, day);
        todo!()
    }
    /// All days on which something was done, in one track or in all.
    #[must_use]
    pub fn days(&self, track: Option<&TrackId>) -> BTreeMap<StudyDay, Tally> {
        let _ = track;
        todo!()
    }
    /// Study days in a row, over all tracks.
    #[must_use]
    pub fn streak(&self, today: StudyDay) -> Streak {
        Streak::of(self.days(None).into_keys(), today)
    }
}
