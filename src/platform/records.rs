//! A set of immutable named texts, kept twice: in `localStorage`, each under its own key, and in the journal.
//!
//! At the start the set is the union of both, and each heals the other. Either may be missing, blocked, full, slow
//! or throwing; [`Health`] says so, and what neither took stays in memory and is tried again. A name never changes
//! its text: that makes the union safe without locks, for two tabs as for two stores.

use super::channel::{Channel, News};
use super::fault::Fault;
use super::journal::{Journal, Queue, Write, patiently};
use super::{quarantine, storage};
use crate::engine::sorted::{Map, Set, sort};
use std::cell::RefCell;
use std::rc::{Rc, Weak};

/// How long the start waits for the journal; what it brings later is told to the watchers.
const PATIENCE_MS: i32 = 2_000;

/// Set while a wish to forget everything has not reached the journal.
const FORGET: &str = "forget";

const CHANNEL: &str = "certdeck/records";

/// A named text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Unique for ever, ASCII without spaces.
    pub name: String,
    /// ASCII.
    pub text: String,
}

/// How well the two stores do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Health {
    /// `localStorage`: why it does not hold everything, if so.
    pub local: Result<(), Fault>,
    /// The journal: why it does not hold everything, if so.
    pub journal: Result<(), Fault>,
    /// Records that stand in memory only and are lost when the page is closed.
    pub unsaved: u32,
}

/// Where new records end up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// In both stores, as it should be.
    Both,
    /// Not in the journal: a crash of the browser may cost the last minute.
    LocalOnly(Fault),
    /// Not in `localStorage`.
    JournalOnly(Fault),
    /// Nowhere: closing the page loses them.
    MemoryOnly(Fault),
}

/// What the watchers hear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Records that were not known here: from another tab, or from a journal that answered late.
    Arrived(Vec<Record>),
    /// Another tab has deleted everything.
    Erased,
    /// The health has changed.
    Health(Health),
}

/// The set. Clones share it.
#[derive(Clone)]
pub struct Records(Rc<Inner>);

struct Inner {
    /// What the names begin with in both stores: `e/`.
    under: String,
    state: RefCell<State>,
    queue: Rc<Queue>,
    watchers: RefCell<Vec<Watcher>>,
    channel: RefCell<Option<Channel>>,
}

/// Hears of every change.
type Watcher = Rc<dyn Fn(Change)>;

struct State {
    known: Set<String>,
    /// What is not in both stores.
    lagging: Map<String, Lagging>,
    /// Names for which the stores hold different texts: that of `localStorage`, that of the journal.
    split: Map<String, (String, String)>,
    health: Health,
}

/// A record that is not in both stores.
struct Lagging {
    text: String,
    local: bool,
    journal: bool,
    /// On its way to the journal.
    queued: bool,
}

impl Health {
    /// The same in one word.
    #[must_use]
    pub fn keeping(self) -> Keeping {
        match (self.local, self.journal) {
            (Ok(()), Ok(())) => Keeping::Both,
            (Ok(()), Err(fault)) => Keeping::LocalOnly(fault),
            (Err(fault), Ok(())) => Keeping::JournalOnly(fault),
            (Err(fault), Err(_)) => Keeping::MemoryOnly(fault),
        }
    }
}

impl PartialEq for Records {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Records {
    /// Opens the set of all names under `certdeck/<folder>/` and reads it: the union of both stores, sorted by name.
    ///
    /// Where the stores disagree on a name both texts are there: the caller tells which one is readable by giving
    /// the other to [`Records::quarantine`]. Never fails: without any store the set is empty and lives in memory.
    pub async fn open(folder: &str) -> (Self, Vec<Record>) {
        let journal = Journal::default();
        let records = Self(Rc::new(Inner {
            under: [folder, "/"].concat(),
            state: RefCell::new(State {
                known: Set::new(),
                lagging: Map::new(),
                split: Map::new(),
                health: Health { local: Ok(()), journal: Ok(()), unsaved: 0 },
            }),
            queue: Rc::new(Queue::new(journal.clone())),
            watchers: RefCell::default(),
            channel: RefCell::new(None),
        }));
        records.listen();

        let local = Rc::new(records.read_local());
        // Whoever waits below takes what the journal brings; when nobody waits any more, the watchers hear of it.
        let in_time: Rc<RefCell<Option<Vec<Record>>>> = Rc::new(RefCell::new(Some(Vec::new())));
        let (weak, brought, compared) = (Rc::downgrade(&records.0), Rc::clone(&in_time), Rc::clone(&local));
        let waited = patiently(PATIENCE_MS, async move {
            let found = read_journal(&journal).await;
            let Some(inner) = weak.upgrade() else { return };
            let fresh = inner.join(&compared, found);
            match &mut *brought.borrow_mut() {
                Some(waited_for) => *waited_for = fresh,
                None => {
                    inner.tell_arrived(fresh);
                    Self(inner).heal();
                }
            }
        })
        .await;
        if let Err(fault) = waited {
            records.0.change_health(|health| health.journal = Err(fault));
        }
        let mut all = local.to_vec();
        all.extend(in_time.take().unwrap_or_default());
        sort(&mut all, |a, b| (&a.name, &a.text).cmp(&(&b.name, &b.text)));
        records.heal();
        (records, all)
    }

    /// Keeps new records: in `localStorage` before this returns, in the journal soon after. A name that is known
    /// already is left as it is.
    ///
    /// # Errors
    /// Why `localStorage` did not take all of them; the journal may have them nevertheless: see [`Records::health`].
    pub fn put(&self, records: &[Record]) -> Result<(), Fault> {
        let fresh: Vec<&Record> = {
            let mut state = self.0.state.borrow_mut();
            records.iter().filter(|record| state.known.insert(record.name.clone())).collect()
        };
        if fresh.is_empty() {
            return Ok(());
        }
        for record in &fresh {
            self.0.lag(record, false);
        }
        let result = self.catch_up(&fresh.iter().map(|record| record.name.clone()).collect::<Vec<_>>());
        if let Some(channel) = &*self.0.channel.borrow() {
            let parts = fresh.iter().flat_map(|record| [record.name.as_str(), record.text.as_str()]);
            channel.say(std::iter::once(self.0.under.as_str()).chain(parts));
        }
        result
    }

    /// Tries again to keep what one store does not have.
    ///
    /// # Errors
    /// Why `localStorage` did not take all of it.
    pub fn retry(&self) -> Result<(), Fault> {
        let names: Vec<String> = self.0.state.borrow().lagging.keys().cloned().collect();
        self.catch_up(&names)
    }

    /// How well the stores do now.
    #[must_use]
    pub fn health(&self) -> Health {
        self.0.state.borrow().health
    }

    /// Waits until the journal has confirmed or refused everything that was put.
    pub async fn settled(&self) -> Health {
        self.0.queue.idle().await;
        self.health()
    }

    /// Calls `then` with every change, as long as the set lives.
    pub fn watch(&self, then: impl Fn(Change) + 'static) {
        self.0.watchers.borrow_mut().push(Rc::new(then));
    }

    /// Moves a record that cannot be read out of the set, to where it is kept for the learner. Where the other store
    /// has another text under this name, that one is the record from now on.
    ///
    /// # Errors
    /// Why it could not be kept elsewhere; then it stays where it is.
    pub fn quarantine(&self, record: &Record) -> Result<(), Fault> {
        let key = self.0.key(&record.name);
        let split = self.0.state.borrow().split.get(&record.name).cloned();
        if storage::read(&key).is_ok_and(|text| text.as_ref() == Some(&record.text)) {
            quarantine::move_here(&key)?;
        } else {
            quarantine::keep(&key, &record.text)?;
        }
        let other = split.map(|(local, journal)| if local == record.text { journal } else { local });
        {
            let mut state = self.0.state.borrow_mut();
            state.split.remove(&record.name);
            state.lagging.remove(&record.name);
            state.known.remove(&record.name);
        }
        match other {
            // Both stores get the text that is left, as if it were new.
            Some(text) => self.put(&[Record { name: record.name.clone(), text }]),
            None => {
                self.0.write_journal(vec![Write::Remove(key)]);
                Ok(())
            }
        }
    }

    /// Deletes the whole set from both stores, and tells the other tabs.
    ///
    /// # Errors
    /// Why something is left. What the journal did not forget now it forgets at the next start.
    pub async fn erase(&self) -> Result<(), Fault> {
        // The mark makes the next start finish what this one may not.
        let marked = storage::write(FORGET, "1");
        let mut result = self.0.erase_local();
        {
            let mut state = self.0.state.borrow_mut();
            state.known.clear();
            state.lagging.clear();
            state.split.clear();
        }
        self.0.write_journal(vec![Write::Clear]);
        match self.settled().await.journal {
            Ok(()) if marked.is_ok() => result = result.and(storage::remove(FORGET)),
            Ok(()) => {}
            Err(fault) => result = result.and(Err(fault)),
        }
        if let Some(channel) = &*self.0.channel.borrow() {
            channel.say(std::iter::once(self.0.under.as_str()));
        }
        result
    }

    fn listen(&self) {
        let weak: Weak<Inner> = Rc::downgrade(&self.0);
        let channel = Channel::open(CHANNEL, move |news| {
            if let Some(inner) = weak.upgrade() {
                inner.hear(news);
            }
        });
        *self.0.channel.borrow_mut() = Some(channel);
    }

    fn read_local(&self) -> Vec<Record> {
        let under = &self.0.under;
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
        let mut state = self.0.state.borrow_mut();
        state.health.local = found.as_ref().map(|_| ()).map_err(|fault| *fault);
        let found = found.unwrap_or_default();
        for record in &found {
            state.known.insert(record.name.clone());
        }
        found
    }

    /// Gives each store what only the other has, after the page has started.
    fn heal(&self) {
        let records = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            super::timer::sleep(0).await;
            // What cannot be healed is in the health.
            let _ = records.retry();
        });
    }

    /// Tries to bring these names into the stores that lack them.
    fn catch_up(&self, names: &[String]) -> Result<(), Fault> {
        let mut result = Ok(());
        let mut writes = Vec::new();
        {
            let mut state = self.0.state.borrow_mut();
            for name in names {
                let Some(lagging) = state.lagging.get_mut(name) else { continue };
                let key = self.0.key(name);
                if !lagging.local {
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
        self.0.settle(result, None);
        if !writes.is_empty() {
            self.0.write_journal(writes);
        }
        result
    }
}

async fn read_journal(journal: &Journal) -> Result<Vec<(String, String)>, Fault> {
    // A wish to forget that did not reach the journal comes before anything is read from it.
    if storage::read(FORGET).is_ok_and(|mark| mark.is_some()) {
        journal.write(&[Write::Clear]).await?;
        storage::remove(FORGET)?;
    }
    journal.read().await
}

impl Inner {
    fn key(&self, name: &str) -> String {
        [self.under.as_str(), name].concat()
    }

    fn lag(&self, record: &Record, local: bool) {
        let lagging = Lagging { text: record.text.clone(), local, journal: false, queued: false };
        self.state.borrow_mut().lagging.insert(record.name.clone(), lagging);
    }

    /// Compares what the stores have; gives back what only the journal knew.
    fn join(&self, local: &[Record], found: Result<Vec<(String, String)>, Fault>) -> Vec<Record> {
        self.change_health(|health| health.journal = found.as_ref().map(|_| ()).map_err(|fault| *fault));
        let mut journal: Map<String, String> = found.unwrap_or_default().into_iter().collect();
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

    fn erase_local(&self) -> Result<(), Fault> {
        storage::keys(&self.under)?.iter().try_for_each(|key| storage::remove(key))
    }

    fn write_journal(self: &Rc<Self>, writes: Vec<Write>) {
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
            inner.settle(Ok(()), Some(result));
        });
    }

    /// Forgets what both stores have, and works out the health from what is left.
    fn settle(&self, local: Result<(), Fault>, journal: Option<Result<(), Fault>>) {
        let (lacking_local, unsaved) = {
            let mut state = self.state.borrow_mut();
            state.lagging.retain(|_, lagging| !(lagging.local && lagging.journal));
            let lacking = state.lagging.values().filter(|lagging| !lagging.local).count();
            let unsaved = state.lagging.values().filter(|lagging| !lagging.local && !lagging.journal).count();
            (lacking, unsaved)
        };
        self.change_health(|health| {
            if local.is_err() || lacking_local == 0 {
                health.local = local;
            }
            if let Some(journal) = journal {
                health.journal = journal;
            }
            // A write on its way to the journal is not lost yet; it counts when `localStorage` has refused it.
            health.unsaved = unsaved as u32;
        });
    }

    fn change_health(&self, change: impl FnOnce(&mut Health)) {
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

    fn hear(self: &Rc<Self>, news: News) {
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
        {
            let mut state = self.state.borrow_mut();
            state.known.clear();
            state.lagging.clear();
            state.split.clear();
        }
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
            let _ = Records(inner).retry();
        });
    }

    fn tell_arrived(&self, fresh: Vec<Record>) {
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
