//! Other records instead of those there are: what takes names away and puts others in their place, for somebody who
//! says in which order.
//!
//! Only names that were known go; what another tab writes meanwhile is not touched. Nobody puts records together
//! meanwhile.

use super::record::Record;
use super::set::{FORGET, Records};
use super::tidy::LOCK;
use crate::platform::fault::Fault;
use crate::platform::journal::Write;
use crate::platform::locks::{self, Lock};
use crate::platform::{storage, timer};
use std::rc::Rc;

/// So long the tab that puts records together may take to come to an end. One that is frozen in the middle of it
/// loses the lock.
const PATIENCE_MS: u32 = 3_000;

impl Records {
    /// Waits until nobody puts records together, here or in another tab; nobody begins before what this gives back is
    /// dropped. Then takes in what other tabs have written.
    pub async fn alone(&self) -> Lock {
        // A round in this tab stops at its next step.
        self.0.state.borrow_mut().erased += 1;
        let lock = locks::wait(LOCK, PATIENCE_MS).await;
        Rc::clone(&self.0).look_again().await;
        // Whoever watches hears it after this.
        timer::sleep(0).await;
        lock
    }

    /// The names of all records that are known here.
    #[must_use]
    pub fn known(&self) -> Vec<String> {
        self.0.state.borrow().backlog.names()
    }

    /// In the journal, in one transaction: these names go, these records come.
    ///
    /// # Errors
    /// The fault; then the journal is as it was.
    pub async fn exchange(&self, gone: &[String], come: &[Record]) -> Result<(), Fault> {
        let queue = &self.0.queue;
        let removing = || gone.iter().cloned().map(Write::Remove);
        // What was put before comes before.
        queue.idle().await;
        let mut writes: Vec<Write> = removing().collect();
        writes.extend(come.iter().map(|record| Write::Put(record.name.clone(), record.text.clone())));
        let result = queue.journal().write(&writes).await;
        self.0.settle(None, Some(result));
        result?;
        self.forget(gone);
        for record in come {
            self.0.state.borrow_mut().backlog.lag(&record.name, &record.text, false, true);
        }
        // Until now healing may have brought one of them back; from now on it does not know them. What is left by that
        // is more than is wanted, and nothing less.
        queue.idle().await;
        let _again = queue.journal().write(&removing().collect::<Vec<_>>()).await;
        Ok(())
    }

    /// Where the journal has refused it: the next start takes these names out of it before it is read.
    ///
    /// # Errors
    /// Why that can't be noted down.
    pub fn forget_later(&self, names: &[String]) -> Result<(), Fault> {
        self.forget(names);
        storage::write(FORGET, &names.join(" "))
    }

    /// What was to be forgotten by the next start may be wanted again.
    pub fn forget_nothing(&self) {
        // Where storage can't be written there is no such note.
        let _none = storage::remove(FORGET);
    }

    /// Removes names from `localStorage`.
    ///
    /// # Errors
    /// Why some are left.
    pub fn let_go(&self, names: &[String]) -> Result<(), Fault> {
        self.forget(names);
        names.iter().try_for_each(|name| storage::remove(name))
    }

    /// Gives `localStorage` a record that [`Records::exchange`] has brought into the journal.
    ///
    /// # Errors
    /// Why it was refused; it is tried again.
    pub fn follow(&self, record: &Record) -> Result<(), Fault> {
        self.0.catch_up(std::slice::from_ref(&record.name))
    }

    /// Tells the other tabs that what they know is gone, and what there is instead.
    pub fn tell_exchanged(&self, come: &[Record]) {
        if let Some(channel) = &*self.0.channel.borrow() {
            channel.say(std::iter::once(self.0.mark.as_str()));
            if !come.is_empty() {
                let parts = come.iter().flat_map(|record| [record.name.as_str(), record.text.as_str()]);
                channel.say(std::iter::once(self.0.mark.as_str()).chain(parts));
            }
        }
    }

    fn forget(&self, names: &[String]) {
        let mut state = self.0.state.borrow_mut();
        for name in names {
            state.backlog.forget(name);
        }
        state.split.retain(|(name, ..)| !names.contains(name));
    }
}
