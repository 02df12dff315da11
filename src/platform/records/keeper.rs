//! What is known in memory about the two stores, and how it is brought into both.

use super::health::Health;
use super::record::{Change, Record};
use crate::platform::channel::{Channel, News};
use crate::platform::fault::Fault;
use crate::platform::journal::{Journal, Queue, Write};
use crate::platform::storage;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Somebody who wants to hear of changes.
pub(super) type Watcher = Rc<dyn Fn(Change)>;

/// The set's memory.
pub(super) struct Keeper {
    /// What the names begin with in both stores: `e/`.
    pub(super) under: String,
    pub(super) state: RefCell<State>,
    pub(super) queue: Rc<Queue>,
    pub(super) watchers: RefCell<Vec<Watcher>>,
    pub(super) channel: RefCell<Option<Channel>>,
}

pub(super) struct State {
    pub(super) known: BTreeSet<String>,
    /// What is not in both stores.
    pub(super) lagging: BTreeMap<String, Lagging>,
    /// Names for which the stores hold different texts: that of `localStorage`, that of the journal.
    pub(super) split: BTreeMap<String, (String, String)>,
    pub(super) health: Health,
}

/// A record that is not in both stores.
pub(super) struct Lagging {
    pub(super) text: String,
    pub(super) local: bool,
    pub(super) journal: bool,
    /// On its way to the journal.
    pub(super) queued: bool,
}

impl Keeper {
    /// Nothing is read yet.
    pub(super) fn new(folder: &str, journal: Journal) -> Rc<Self> {
        Rc::new(Self {
            under: [folder, "/"].concat(),
            state: RefCell::new(State {
                known: BTreeSet::new(),
                lagging: BTreeMap::new(),
                split: BTreeMap::new(),
                health: Health { local: Ok(()), journal: Ok(()), unsaved: 0 },
            }),
            queue: Rc::new(Queue::new(journal)),
            watchers: RefCell::default(),
            channel: RefCell::new(None),
        })
    }

    pub(super) fn key(&self, name: &str) -> String {
        [self.under.as_str(), name].concat()
    }

    pub(super) fn lag(&self, record: &Record, local: bool) {
        let lagging = Lagging { text: record.text.clone(), local, journal: false, queued: false };
        self.state.borrow_mut().lagging.insert(record.name.clone(), lagging);
    }

    /// Compares what the stores have; gives back what only the journal knew.
    pub(super) fn join(&self, local: &[Record], found: Result<Vec<(String, String)>, Fault>) -> Vec<Record> {
        self.change_health(|health| health.journal = found.as_ref().map(|_| ()).map_err(|fault| *fault));
        let mut journal: BTreeMap<String, String> = found.unwrap_or_default().into_iter().collect();
        let mut fresh = Vec::new();
        for record in local {
            match journal.remove(&self.key(&record.name)) {
                Some(text) if text == record.text => {}
                // Neither overwrites the other until somebody has read both.
                Some(text) => {
                    fresh.push(Record { name: record.name.clone(), text: text.clone() });
                    self.state.borrow_mut().split.insert(record.name.clone(), (record.text.clone(), text));
                }
                None => self.lag(record, true),
            }
        }
        let mut state = self.state.borrow_mut();
        for (key, text) in journal {
            let Some(name) = key.strip_prefix(&self.under) else { continue };
            if state.known.insert(name.to_owned()) {
                let lagging = Lagging { text: text.clone(), local: false, journal: true, queued: false };
                state.lagging.insert(name.to_owned(), lagging);
                fresh.push(Record { name: name.to_owned(), text });
            }
        }
        fresh
    }

    /// What `localStorage` has.
    pub(super) fn read_local(&self) -> Vec<Record> {
        let under = &self.under;
        let read = || -> Result<Vec<Record>, Fault> {
            let mut found = Vec::new();
            for key in storage::keys(under)? {
                if let Some(text) = storage::read(&key)? {
                    found.push(Record { name: key[under.len()..].to_owned(), text });
                }
            }
            Ok(found)
        };
        let found = read();
        let mut state = self.state.borrow_mut();
        state.health.local = found.as_ref().map(|_| ()).map_err(|fault| *fault);
        let found = found.unwrap_or_default();
        state.known.extend(found.iter().map(|record| record.name.clone()));
        found
    }

    /// Tries everything again that one store does not have.
    pub(super) fn retry(self: &Rc<Self>) -> Result<(), Fault> {
        let names: Vec<String> = self.state.borrow().lagging.keys().cloned().collect();
        self.catch_up(&names)
    }

    /// Tries to bring these names into the stores that lack them.
    pub(super) fn catch_up(self: &Rc<Self>, names: &[String]) -> Result<(), Fault> {
        let mut result = Ok(());
        let mut tried = false;
        let mut writes = Vec::new();
        {
            let mut state = self.state.borrow_mut();
            for name in names {
                let Some(lagging) = state.lagging.get_mut(name) else { continue };
                let key = self.key(name);
                if !lagging.local {
                    tried = true;
                    match storage::write(&key, &lagging.text) {
                        Ok(()) => lagging.local = true,
                        Err(fault) => result = Err(fault),
                    }
                }
                if !lagging.journal && !lagging.queued {
                    lagging.queued = true;
                    writes.push(Write::Put(key, lagging.text.clone()));
                }
            }
        }
        self.settle(tried.then_some(result), None);
        if !writes.is_empty() {
            self.write_journal(writes);
        }
        result
    }

    /// Forgets all names, in memory.
    pub(super) fn clear(&self) {
        let mut state = self.state.borrow_mut();
        state.known.clear();
        state.lagging.clear();
        state.split.clear();
    }

    pub(super) fn erase_local(&self) -> Result<(), Fault> {
        storage::keys(&self.under)?.iter().try_for_each(|key| storage::remove(key))
    }

    pub(super) fn write_journal(self: &Rc<Self>, writes: Vec<Write>) {
        let weak = Rc::downgrade(self);
        self.queue.add(writes, move |batch, result| {
            let Some(inner) = weak.upgrade() else { return };
            {
                let mut state = inner.state.borrow_mut();
                for write in &batch {
                    let Write::Put(key, _) = write else { continue };
                    if let Some(lagging) = key.strip_prefix(&inner.under).and_then(|name| state.lagging.get_mut(name)) {
                        lagging.journal = result.is_ok();
                        lagging.queued = false;
                    }
                }
            }
            inner.settle(None, Some(result));
        });
    }

    /// Forgets what both stores have, and works out the health from what is left.
    fn settle(&self, local: Option<Result<(), Fault>>, journal: Option<Result<(), Fault>>) {
        let (lacking_local, unsaved) = {
            let mut state = self.state.borrow_mut();
            state.lagging.retain(|_, lagging| !(lagging.local && lagging.journal));
            let lacking = state.lagging.values().filter(|lagging| !lagging.local).count();
            let unsaved = state.lagging.values().filter(|lagging| !lagging.local && !lagging.journal).count();
            (lacking, unsaved)
        };
        self.change_health(|health| {
            match local {
                Some(Err(fault)) => health.local = Err(fault),
                // One that was taken does not make up for those that were not.
                Some(Ok(())) if lacking_local == 0 => health.local = Ok(()),
                _ => {}
            }
            if let Some(journal) = journal {
                health.journal = journal;
            }
            // A write on its way to the journal is not lost yet; it counts when `localStorage` has refused it.
            health.unsaved = unsaved as u32;
        });
    }

    pub(super) fn change_health(&self, change: impl FnOnce(&mut Health)) {
        let (before, after) = {
            let mut state = self.state.borrow_mut();
            let before = state.health;
            change(&mut state.health);
            (before, state.health)
        };
        if before != after {
            self.tell(Change::Health(after));
        }
    }

    pub(super) fn hear(self: &Rc<Self>, news: News) {
        match news {
            News::Said(parts) => {
                let mut parts = parts.into_iter();
                if parts.next().as_ref() != Some(&self.under) {
                    return;
                }
                let mut arrived = Vec::new();
                while let (Some(name), Some(text)) = (parts.next(), parts.next()) {
                    arrived.push(Record { name, text });
                }
                if arrived.is_empty() { self.hear_erased() } else { self.hear_arrived(arrived) }
            }
            News::Stored(key, Some(text)) => {
                let name = key.strip_prefix(storage::PREFIX).and_then(|key| key.strip_prefix(&self.under));
                if let Some(name) = name {
                    self.hear_arrived(vec![Record { name: name.to_owned(), text }]);
                }
            }
            // Single keys go by compaction or quarantine: what they held is not less true.
            News::Stored(_, None) => {}
            // Somebody on this origin has cleared everything; the journal and this tab still know it.
            News::Cleared => self.hear_cleared(),
        }
    }

    fn hear_arrived(&self, arrived: Vec<Record>) {
        let fresh: Vec<Record> = {
            let mut state = self.state.borrow_mut();
            arrived.into_iter().filter(|record| state.known.insert(record.name.clone())).collect()
        };
        self.tell_arrived(fresh);
    }

    fn hear_erased(&self) {
        self.clear();
        self.tell(Change::Erased);
    }

    fn hear_cleared(self: &Rc<Self>) {
        let inner = Rc::clone(self);
        wasm_bindgen_futures::spawn_local(async move {
            let Ok(found) = inner.queue.journal().read().await else { return };
            for (key, text) in found {
                let Some(name) = key.strip_prefix(&inner.under) else { continue };
                let lagging = Lagging { text, local: false, journal: true, queued: false };
                inner.state.borrow_mut().lagging.insert(name.to_owned(), lagging);
            }
            // What cannot be healed is in the health.
            let _ = inner.retry();
        });
    }

    pub(super) fn tell_arrived(&self, fresh: Vec<Record>) {
        if !fresh.is_empty() {
            self.tell(Change::Arrived(fresh));
        }
    }

    fn tell(&self, change: Change) {
        // A watcher may add another one.
        let watchers = self.watchers.borrow().clone();
        for watcher in watchers {
            watcher(change.clone());
        }
    }
}
