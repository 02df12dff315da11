//! Putting records together: somebody who knows what they mean says step by step what to read, write and remove, and
//! this does it: in one tab at a time, while the page rests, and never between a record and its journal.

use super::keeper::Keeper;
use super::set::Records;
use crate::platform::clock::Stopwatch;
use crate::platform::fault::Fault;
use crate::platform::journal::Write;
use crate::platform::locks::{self, Grip, Lock};
use crate::platform::{lifecycle, storage, timer};
use std::cell::RefCell;
use std::rc::Rc;

/// The tab that holds it puts records together.
pub(super) const LOCK: &str = "compact";

/// After so long the page gets its turn, milliseconds.
const SLICE_MS: u32 = 4;

/// One of the two stores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// `localStorage`.
    Local,
    /// The journal.
    Journal,
}

/// What is to be done; names are whole names of records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// All names of the set in a store.
    Names(Place),
    /// The text of a name.
    Read(Place, String),
    /// To give a name its text.
    Write(Place, String, String),
    /// To remove names.
    Remove(Place, Vec<String>),
    /// Nothing: only to let the page have its turn.
    Pause,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// These names.
    Names(Vec<String>),
    /// This text; none where there is no such name.
    Text(Option<String>),
    /// It was done.
    Done,
    /// It failed.
    Failed,
}

impl Records {
    /// Does one wish after the other until `next` has no more, unless another tab is at it already. Stops early when
    /// the page is hidden, when a record is not yet in both stores that work, or when everything was deleted: to be
    /// dropped at any moment is what `next` must bear.
    /// `done` hears that it is over.
    pub fn tidy(
        &self,
        first: Wish,
        next: impl FnMut(Outcome) -> Option<Wish> + 'static,
        done: impl FnOnce() + 'static,
    ) {
        let keeper = Rc::clone(&self.0);
        let held: Rc<RefCell<Option<Lock>>> = Rc::default();
        let (work, keeping) = (RefCell::new(Some((first, next, done))), Rc::clone(&held));
        let lock = locks::hold(LOCK, false, move |grip| {
            let Some((first, next, done)) = work.take() else {
                // Another tab wants to be alone: what is under way stops at its next step.
                keeper.state.borrow_mut().erased += 1;
                return;
            };
            let (keeper, keeping) = (Rc::clone(&keeper), Rc::clone(&keeping));
            timer::spawn(async move {
                if grip == Grip::Held {
                    keeper.tidy(first, next).await;
                }
                drop(keeping.take());
                done();
            });
        });
        *held.borrow_mut() = Some(lock);
    }
}

impl Keeper {
    async fn tidy(&self, first: Wish, mut next: impl FnMut(Outcome) -> Option<Wish>) {
        let erased = self.state.borrow().erased;
        let mut wish = Some(first);
        let mut slice = Stopwatch::start();
        while let Some(now) = wish {
            if slice.ms() >= SLICE_MS || now == Wish::Pause {
                timer::sleep(0).await;
                slice = Stopwatch::start();
            }
            if lifecycle::hidden() || self.queue.busy() || self.state.borrow().erased != erased {
                return;
            }
            let outcome = self.grant(now).await;
            wish = next(outcome.unwrap_or(Outcome::Failed));
        }
    }

    async fn grant(&self, wish: Wish) -> Result<Outcome, Fault> {
        let journal = self.queue.journal();
        Ok(match wish {
            Wish::Names(Place::Local) => Outcome::Names(self.local_names()?),
            Wish::Names(Place::Journal) => {
                let mut names = journal.names().await?;
                names.retain(|name| self.ours(name));
                Outcome::Names(names)
            }
            Wish::Read(Place::Local, name) => Outcome::Text(storage::read(&name)?),
            Wish::Read(Place::Journal, name) => Outcome::Text(journal.get(&name).await?),
            Wish::Write(place, name, text) => {
                // What this tab has written is no news to it.
                self.state.borrow_mut().backlog.know(&name);
                match place {
                    Place::Local => storage::write(&name, &text)?,
                    Place::Journal => journal.write(&[Write::Put(name, text)]).await?,
                }
                Outcome::Done
            }
            Wish::Remove(Place::Local, names) => {
                names.iter().try_for_each(|name| storage::remove(name))?;
                Outcome::Done
            }
            Wish::Remove(Place::Journal, names) => {
                journal.write(&names.into_iter().map(Write::Remove).collect::<Vec<_>>()).await?;
                Outcome::Done
            }
            Wish::Pause => Outcome::Done,
        })
    }
}
