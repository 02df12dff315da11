//! Standings: where every item with a past stands. A cache over the snapshot, brought up to date item by item.

use super::memory::{Outcomes, Scheduler, Standing};
use crate::engine::id::{ItemId, TrackId};
use crate::engine::progress::snapshot::Snapshot;
use crate::engine::time::Now;
use std::collections::BTreeMap;

/// Where every item with a past stands.
#[derive(Clone, Debug)]
pub struct Standings {
    items: BTreeMap<ItemId, (u64, Standing)>,
    schedulers: BTreeMap<u8, Scheduler>,
}

impl Standings {
    /// Of all items of a snapshot.
    #[must_use]
    pub fn of(snapshot: &Snapshot) -> Self {
        let _ = snapshot;
        todo!()
    }
    /// Brings it up to date: replays only items whose reviews, or whose track's desired retention, changed.
    pub fn sync(&mut self, snapshot: &Snapshot) {
        let _ = snapshot;
        todo!()
    }
    /// Where an item stands; `None` while it is new.
    #[must_use]
    pub fn get(&self, item: &ItemId) -> Option<&Standing> {
        self.items.get(item).map(|(_, standing)| standing)
    }
    /// All items that are not new, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&ItemId, &Standing)> {
        self.items.iter().map(|(id, (_, standing))| (id, standing))
    }
    /// What each grade would lead to, given now.
    #[must_use]
    pub fn outcomes(&self, item: &ItemId, snapshot: &Snapshot, now: Now) -> Outcomes {
        let _ = (item, snapshot, now);
        todo!()
    }
    /// A track's items that were forgotten so often that drilling on won't help, most often first.
    #[must_use]
    pub fn leeches(&self, track: &TrackId) -> Vec<(ItemId, u32)> {
        let _ = track;
        todo!()
    }
}
