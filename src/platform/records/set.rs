//! The set as the page uses it.

use super::health::Health;
use super::keeper::Keeper;
use super::record::{Change, Record};
use crate::engine::sorted::sort;
use crate::platform::channel::Channel;
use crate::platform::fault::Fault;
use crate::platform::journal::{Journal, Write, patiently};
use crate::platform::{lifecycle, quarantine, storage, timer};
use std::cell::RefCell;
use std::rc::{Rc, Weak};

/// How long the start waits for the journal; what it brings later is told to the watchers.
const PATIENCE_MS: i32 = 2_000;

/// The names that the journal is still to forget.
pub(super) const FORGET: &str = "forget";

const CHANNEL: &str = "certdeck/records";

/// The set. Clones share it.
#[derive(Clone)]
pub struct Records(pub(super) Rc<Keeper>);

impl PartialEq for Records {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Records {
    /// Opens the set of all names under `certdeck/<folder>/`, for each of the folders, and reads it: the union of both
    /// stores, sorted by name. The names of the records begin with their folder.
    ///
    /// Where the stores disagree on a name both texts are there: the caller tells which one is readable by giving
    /// the other to [`Records::quarantine`]. Never fails: without any store the set is empty and lives in memory.
    pub async fn open(folders: &[&str]) -> (Self, Vec<Record>) {
        let journal = Journal::default();
        let records = Self(Keeper::new(folders, journal.clone()));
        records.listen();

        let local = Rc::new(records.0.read_local());
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
        sort(&mut all, |a, b| a.name.cmp(&b.name).then_with(|| a.text.cmp(&b.text)));
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
            let fresh: Vec<&Record> = records.iter().filter(|record| state.backlog.know(&record.name)).collect();
            for record in &fresh {
                state.backlog.lag(&record.name, &record.text, false, false);
            }
            fresh
        };
        if fresh.is_empty() {
            return Ok(());
        }
        let result = self.0.catch_up(&fresh.iter().map(|record| record.name.clone()).collect::<Vec<_>>());
        if let Some(channel) = &*self.0.channel.borrow() {
            let parts = fresh.iter().flat_map(|record| [record.name.as_str(), record.text.as_str()]);
            channel.say(std::iter::once(self.0.mark.as_str()).chain(parts));
        }
        result
    }

    /// Tries again to keep what one store does not have.
    ///
    /// # Errors
    /// Why `localStorage` did not take all of it.
    pub fn retry(&self) -> Result<(), Fault> {
        self.0.retry()
    }

    /// What is not known to be in both stores, by name.
    #[must_use]
    pub fn unsettled(&self) -> Vec<Record> {
        self.0.state.borrow().backlog.texts()
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

    /// Calls `then` with every change, as long as the set lives; the first who watches hears what came before.
    pub fn watch(&self, then: impl Fn(Change) + 'static) {
        self.0.watchers.borrow_mut().push(Rc::new(then));
        for change in self.0.untold.take() {
            self.0.tell(change);
        }
    }

    /// Another program of the page takes over: from now on this one hears nothing and tells nobody. What is on its way
    /// to the journal still gets there.
    pub fn leave(&self) {
        self.0.channel.take();
        self.0.watchers.borrow_mut().clear();
        // Records are put together by whoever is here now.
        self.0.state.borrow_mut().erased += 1;
    }

    /// Moves a record that cannot be read out of the set, to where it is kept for the learner. Where the other store
    /// has another text under this name, that one is the record from now on.
    ///
    /// # Errors
    /// Why it could not be kept elsewhere; then it stays where it is.
    pub fn quarantine(&self, record: &Record) -> Result<(), Fault> {
        let key = record.name.as_str();
        let split = self.0.state.borrow().split.iter().find(|(name, ..)| *name == record.name).cloned();
        if storage::read(key).is_ok_and(|text| text.as_ref() == Some(&record.text)) {
            quarantine::move_here(key)?;
        } else {
            quarantine::keep(key, &record.text)?;
        }
        let other = split.map(|(_, local, journal)| if local == record.text { journal } else { local });
        {
            let mut state = self.0.state.borrow_mut();
            state.split.retain(|(name, ..)| *name != record.name);
            state.backlog.forget(&record.name);
        }
        match other {
            // Both stores get the text that is left, as if it were new.
            Some(text) => self.put(&[Record { name: record.name.clone(), text }]),
            None => {
                self.0.write_journal(vec![Write::Remove(record.name.clone())]);
                Ok(())
            }
        }
    }

    fn listen(&self) {
        let weak: Weak<Keeper> = Rc::downgrade(&self.0);
        let channel = Channel::open(CHANNEL, move |news| {
            if let Some(inner) = weak.upgrade() {
                inner.hear(news);
            }
        });
        *self.0.channel.borrow_mut() = Some(channel);
        let weak = Rc::downgrade(&self.0);
        lifecycle::on_return(move || {
            if let Some(inner) = weak.upgrade().filter(|inner| !inner.left()) {
                timer::spawn(inner.look_again());
            }
        });
    }

    /// Gives each store what only the other has, after the page has started.
    fn heal(&self) {
        timer::spawn(Rc::clone(&self.0).heal());
    }
}

async fn read_journal(journal: &Journal) -> Result<Vec<(String, String)>, Fault> {
    // What it was to forget when it was out of reach comes before anything is read from it.
    if let Some(names) = storage::read(FORGET).ok().flatten() {
        let writes: Vec<Write> = names.split(' ').map(|name| Write::Remove(name.to_owned())).collect();
        journal.write(&writes).await?;
        storage::remove(FORGET)?;
    }
    journal.read().await
}
