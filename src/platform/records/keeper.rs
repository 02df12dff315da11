//! What is known in memory about the two stores, and how it is brought into both.

use super::backlog::Backlog;
use super::health::Health;
use super::record::{Change, Record};
use crate::engine::sorted::sort;
use crate::platform::channel::{Channel, News};
use crate::platform::fault::Fault;
use crate::platform::journal::{Journal, Queue, Write};
use crate::platform::{storage, timer};
use std::cell::RefCell;
use std::rc::Rc;

/// Somebody who wants to hear of changes.
pub(super) type Watcher = Rc<dyn Fn(Change)>;

/// The set's memory.
pub(super) struct Keeper {
    /// What the names begin with in both stores: `e/`, `s/`.
    folders: Vec<String>,
    /// What tells the set's messages to other tabs from others': its folders.
    pub(super) mark: String,
    pub(super) state: RefCell<State>,
    pub(super) queue: Rc<Queue>,
    pub(super) watchers: RefCell<Vec<Watcher>>,
    /// What happened before anybody watched.
    pub(super) untold: RefCell<Vec<Change>>,
    /// None once another program has taken over.
    pub(super) channel: RefCell<Option<Channel>>,
}

pub(super) struct State {
    pub(super) backlog: Backlog,
    /// Names for which the stores hold different texts: the name, that of `localStorage`, that of the journal.
    pub(super) split: Vec<(String, String, String)>,
    pub(super) health: Health,
    /// How often other records were to take the place of all, here or in another tab.
    pub(super) erased: u32,
}

/// So many records are given to `localStorage` in one go while healing; then the page may do something.
const AT_ONCE: usize = 200;

impl Keeper {
    /// Nothing is read yet.
    pub(super) fn new(folders: &[&str], journal: Journal) -> Rc<Self> {
        let folders: Vec<String> = folders.iter().map(|folder| [folder, "/"].concat()).collect();
        Rc::new(Self {
            mark: folders.concat(),
            folders,
            state: RefCell::new(State {
                backlog: Backlog::default(),
                split: Vec::new(),
                health: Health { local: Ok(()), journal: Ok(()), unsaved: 0 },
                erased: 0,
            }),
            queue: Rc::new(Queue::new(journal)),
            watchers: RefCell::default(),
            untold: RefCell::default(),
            channel: RefCell::new(None),
        })
    }

    /// Whether another program has taken over: see [`super::Records::leave`].
    pub(super) fn left(&self) -> bool {
        self.channel.borrow().is_none()
    }

    /// Whether a name is one of the set's.
    pub(super) fn ours(&self, name: &str) -> bool {
        self.folders.iter().any(|folder| name.starts_with(folder.as_str()))
    }

    /// The set's names in `localStorage`.
    pub(super) fn local_names(&self) -> Result<Vec<String>, Fault> {
        let mut names = storage::keys("")?;
        names.retain(|name| self.ours(name));
        Ok(names)
    }

    /// Compares what the stores have, both sorted by name; gives back what only the journal knew.
    pub(super) fn join(&self, local: &[Record], found: Result<Vec<(String, String)>, Fault>) -> Vec<Record> {
        self.change_health(|health| health.journal = found.as_ref().map(|_| ()).map_err(|fault| *fault));
        let mut state = self.state.borrow_mut();
        let mut local = local.iter().peekable();
        let mut fresh = Vec::new();
        for (name, text) in found.unwrap_or_default() {
            let name = name.as_str();
            if !self.ours(name) {
                continue;
            }
            while let Some(record) = local.next_if(|record| record.name.as_str() < name) {
                state.backlog.lag(&record.name, &record.text, true, false);
            }
            match local.next_if(|record| record.name == name) {
                Some(record) if record.text == text => {}
                // Neither overwrites the other until somebody has read both.
                Some(record) => {
                    state.split.push((name.to_owned(), record.text.clone(), text.clone()));
                    fresh.push(Record { name: name.to_owned(), text });
                }
                None if state.backlog.knows(name) => state.backlog.got_journal(name),
                None => {
                    state.backlog.lag(name, &text, false, true);
                    fresh.push(Record { name: name.to_owned(), text });
                }
            }
        }
        for record in local {
            state.backlog.lag(&record.name, &record.text, true, false);
        }
        fresh
    }

    /// What `localStorage` has, sorted by name.
    pub(super) fn read_local(&self) -> Vec<Record> {
        let found = self.local_names().and_then(read_all);
        let mut state = self.state.borrow_mut();
        state.health.local = found.as_ref().map(|_| ()).map_err(|fault| *fault);
        let mut found = found.unwrap_or_default();
        sort(&mut found, |a, b| a.name.cmp(&b.name));
        for record in &found {
            state.backlog.know(&record.name);
        }
        found
    }

    /// Tries everything again that one store does not have.
    pub(super) fn retry(self: &Rc<Self>) -> Result<(), Fault> {
        let names = self.state.borrow().backlog.lagging();
        self.catch_up(&names)
    }

    /// The same in small steps, so that the page can be used meanwhile; ends where there is no room.
    pub(super) async fn heal(self: Rc<Self>) {
        let names = self.state.borrow().backlog.lagging();
        for some in names.chunks(AT_ONCE) {
            timer::sleep(0).await;
            if self.catch_up(some).is_err() {
                break;
            }
        }
    }

    /// Tries to bring these names into the stores that lack them.
    pub(super) fn catch_up(self: &Rc<Self>, names: &[String]) -> Result<(), Fault> {
        let mut result = Ok(());
        let mut tried = false;
        let mut writes = Vec::new();
        {
            let mut state = self.state.borrow_mut();
            for name in names {
                let Some(lagging) = state.backlog.get(name) else { continue };
                if !lagging.journal && !lagging.queued {
                    lagging.queued = true;
                    writes.push(Write::Put(name.clone(), lagging.text.clone()));
                }
                if !lagging.local {
                    tried = true;
                    match storage::write(name, &lagging.text) {
                        Ok(()) => state.backlog.got_local(name),
                        Err(fault) => result = Err(fault),
                    }
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
        state.backlog.clear();
        state.split.clear();
        state.erased += 1;
    }

    pub(super) fn write_journal(self: &Rc<Self>, writes: Vec<Write>) {
        let weak = Rc::downgrade(self);
        self.queue.add(writes, move |batch, result| {
            let Some(inner) = weak.upgrade() else { return };
            {
                let mut state = inner.state.borrow_mut();
                for write in &batch {
                    let Write::Put(name, _) = write else { continue };
                    match (result, state.backlog.get(name)) {
                        (Ok(()), _) => state.backlog.got_journal(name),
                        (Err(_), Some(lagging)) => lagging.queued = false,
                        (Err(_), None) => {}
                    }
                }
            }
            inner.settle(None, Some(result));
        });
    }

    /// Works out the health from what the stores have just said and from what they lack.
    pub(super) fn settle(&self, local: Option<Result<(), Fault>>, journal: Option<Result<(), Fault>>) {
        let (lacking_local, unsaved) = {
            let state = self.state.borrow();
            (state.backlog.lacking_local(), state.backlog.unsaved())
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
            health.unsaved = unsaved;
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
                if parts.next().as_ref() != Some(&self.mark) {
                    return;
                }
                let mut arrived = Vec::new();
                while let (Some(name), Some(text)) = (parts.next(), parts.next()) {
                    arrived.push(Record { name, text });
                }
                if arrived.is_empty() { self.hear_erased() } else { self.hear_arrived(arrived) }
            }
            News::Stored(key, Some(text)) => {
                let name = key.strip_prefix(storage::PREFIX).filter(|name| self.ours(name));
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
            arrived.into_iter().filter(|record| state.backlog.know(&record.name)).collect()
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
            for (name, text) in found.iter().filter(|(name, _)| inner.ours(name)) {
                inner.state.borrow_mut().backlog.lag(name, text, false, true);
            }
            inner.heal().await;
        });
    }

    /// Reads again what other tabs have written while this one could not hear: it was frozen, or kept aside for the
    /// way back.
    pub(super) async fn look_again(self: Rc<Self>) {
        let unknown = |mut names: Vec<String>| {
            let state = self.state.borrow();
            names.retain(|name| self.ours(name) && !state.backlog.knows(name));
            names
        };
        if let Ok(found) = self.local_names().map(unknown).and_then(read_all) {
            self.hear_arrived(found);
        }
        let Ok(names) = self.queue.journal().names().await else { return };
        let mut found = Vec::new();
        for name in unknown(names) {
            if let Ok(Some(text)) = self.queue.journal().get(&name).await {
                found.push(Record { name, text });
            }
        }
        self.hear_arrived(found);
    }

    pub(super) fn tell_arrived(&self, fresh: Vec<Record>) {
        if !fresh.is_empty() {
            self.tell(Change::Arrived(fresh));
        }
    }

    /// Tells the watchers, after whoever has caused it is done: a watcher may need what the causer holds. What nobody
    /// hears the first watcher hears.
    pub(super) fn tell(&self, change: Change) {
        if self.left() {
            return;
        }
        let watchers = self.watchers.borrow().clone();
        if watchers.is_empty() {
            return self.untold.borrow_mut().push(change);
        }
        timer::spawn(async move {
            for watcher in watchers {
                watcher(change.clone());
            }
        });
    }
}

/// The texts of these names.
fn read_all(names: Vec<String>) -> Result<Vec<Record>, Fault> {
    let mut found = Vec::with_capacity(names.len());
    for name in names {
        if let Some(text) = storage::read(&name)? {
            found.push(Record { name, text });
        }
    }
    Ok(found)
}
