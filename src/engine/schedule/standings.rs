//! Standings: where every item with a past stands. A cache over the snapshot, brought up to date item by item.

use super::memory::{Outcomes, Scheduler, Standing, usable};
use crate::engine::chance::mix;
use crate::engine::id::{ItemId, TrackId};
use crate::engine::progress::snapshot::Snapshot;
use crate::engine::sorted::{Map, sort};
use crate::engine::time::{Now, StudyDay};

/// Where every item with a past stands.
#[derive(Clone, Debug)]
pub struct Standings {
    items: Map<ItemId, (u64, Standing)>,
    /// By desired retention, all with the same parameters.
    schedulers: Map<u8, Scheduler>,
    /// Tells the parameters in use from others.
    parameters: u64,
}

impl Standings {
    /// Of all items of a snapshot.
    #[must_use]
    pub fn of(snapshot: &Snapshot) -> Self {
        let mut standings = Self { items: Map::new(), schedulers: Map::new(), parameters: 0 };
        standings.sync(snapshot);
        standings
    }

    /// Brings it up to date: replays only items whose reviews, or whose track's desired retention, changed; all of
    /// them where the parameters did.
    pub fn sync(&mut self, snapshot: &Snapshot) {
        let parameters = digest(snapshot);
        if self.parameters != parameters {
            self.parameters = parameters;
            self.schedulers.clear();
        }
        // Both stand in the order of ids: one walk through both finds what differs, and looks nothing up. This is done
        // for every answer.
        let (mut gone, mut changed) = (Vec::new(), Vec::new());
        let mut known = self.items.iter().peekable();
        for (item, history) in snapshot.items().filter(|(_, history)| history.seen()) {
            while let Some((id, _)) = known.next_if(|(id, _)| *id < item) {
                gone.push(id.clone());
            }
            let retention = retention(snapshot, item);
            let key = mix(history.digest ^ parameters, &[retention]);
            let before = known.next_if(|(id, _)| *id == item);
            if before.is_none_or(|(_, (before, _))| *before != key) {
                changed.push((item, history, retention, key));
            }
        }
        gone.extend(known.map(|(id, _)| id.clone()));
        for item in &gone {
            self.items.remove(item);
        }
        for (item, history, retention, key) in changed {
            if !self.schedulers.contains_key(&retention) {
                self.schedulers.insert(retention, scheduler(snapshot, retention));
            }
            let Some(scheduler) = self.schedulers.get(&retention) else { continue };
            if let Some(standing) = scheduler.replay(item, &history.reviews) {
                self.items.insert(item.clone(), (key, standing));
            }
        }
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
        self.outcomes_on(item, self.get(item), snapshot, now, snapshot.today(now))
    }

    /// What each grade would lead to on a day, for an item that stands so then.
    #[must_use]
    pub fn outcomes_on(
        &self,
        item: &ItemId,
        before: Option<&Standing>,
        snapshot: &Snapshot,
        now: Now,
        today: StudyDay,
    ) -> Outcomes {
        let retention = retention(snapshot, item);
        match self.schedulers.get(&retention) {
            Some(scheduler) => scheduler.outcomes(item, before, now, today),
            None => scheduler(snapshot, retention).outcomes(item, before, now, today),
        }
    }

    /// A track's items that were forgotten so often that drilling on won't help, with how often: most often first.
    #[must_use]
    pub fn leeches(&self, track: &TrackId) -> Vec<(ItemId, u32)> {
        let of_track = self.iter().filter(|(item, standing)| standing.leech() && item.track() == *track);
        let mut leeches: Vec<_> = of_track.map(|(item, standing)| (item.clone(), standing.lapses)).collect();
        sort(&mut leeches, |(_, a), (_, b)| b.cmp(a));
        leeches
    }
}

fn retention(snapshot: &Snapshot, item: &ItemId) -> u8 {
    snapshot.settings().retention_for(item.as_str().split('-').next().unwrap_or_default())
}

fn scheduler(snapshot: &Snapshot, retention: u8) -> Scheduler {
    Scheduler::fitted(retention, snapshot.settings().parameters.as_ref())
}

/// Of the parameters in use; 0 for the default ones.
fn digest(snapshot: &Snapshot) -> u64 {
    let parameters = snapshot.settings().parameters.as_ref().filter(|parameters| usable(parameters));
    let values = parameters.map_or(&[][..], |parameters| &parameters.values);
    values.iter().fold(0, |digest, value| mix(digest, &value.to_le_bytes()))
}
