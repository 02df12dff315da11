//! When single records are put together into segments: when there are enough of them, and the learner rests.

use crate::engine::progress::compaction::{Ask, LIMITS, Round, Store, Told};
use crate::platform::lifecycle;
use crate::platform::records::{Outcome, Place, Records, Wish};
use crate::platform::timer::{self, Timer};
use crate::ui::stored::Kinds;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// So long nothing must have been written, milliseconds.
const REST_MS: u32 = 1_500;

/// Counts single records, and has them put together. Clones share it.
#[derive(Clone)]
pub struct Tidy(Rc<State>);

struct State {
    /// Records with one event that may be in no segment yet.
    loose: Cell<usize>,
    running: Cell<bool>,
    /// Whether a backup had its time: nothing is put together before.
    ready: Cell<bool>,
    older: bool,
    timer: RefCell<Option<Timer>>,
}

impl Tidy {
    /// With what was found at the start.
    #[must_use]
    pub fn new(found: Kinds) -> Self {
        Self(Rc::new(State {
            loose: Cell::new(found.singles),
            running: Cell::default(),
            ready: Cell::default(),
            older: found.older(),
            timer: RefCell::default(),
        }))
    }

    /// Whether the first round is a migration: it puts together what an older build has left.
    #[must_use]
    pub fn migrates(&self) -> bool {
        self.0.older && !self.0.ready.get()
    }

    /// From now on records may be put together; those that were found at the start too.
    pub fn ready(&self, records: &Records) {
        self.0.ready.set(true);
        self.more(records, 0);
    }

    /// Another program does it from now on.
    pub fn end(&self) {
        self.0.ready.set(false);
        *self.0.timer.borrow_mut() = None;
    }

    /// So many records are new; where there are enough, a round begins once nothing more comes for a while. Not to be
    /// called where storage is read only.
    pub fn more(&self, records: &Records, count: usize) {
        self.0.loose.set(self.0.loose.get() + count);
        if !self.0.ready.get() || self.0.loose.get() < LIMITS.singles {
            return;
        }
        let (tidy, records) = (self.clone(), records.clone());
        *self.0.timer.borrow_mut() = Some(timer::after(REST_MS, move || tidy.begin(&records)));
    }

    fn begin(&self, records: &Records) {
        if self.0.running.replace(true) {
            return;
        }
        let before = self.0.loose.get();
        let tidy = self.clone();
        let mut round = Round::new(LIMITS);
        let first = wish(round.first());
        let state = Rc::clone(&tidy.0);
        let step = move |outcome| {
            let next = round.next(told(outcome)).map(wish);
            if next.is_none() {
                // What came meanwhile is for the next round. One that stops early leaves the count as it is.
                state.loose.set(state.loose.get().saturating_sub(before));
            }
            next
        };
        let again = records.clone();
        records.tidy(first, step, move || {
            tidy.0.running.set(false);
            // Where a slow disk was still at it, the next rest may do. A page that is hidden is left in peace.
            if !lifecycle::hidden() {
                tidy.more(&again, 0);
            }
        });
    }
}

fn place(store: Store) -> Place {
    match store {
        Store::Local => Place::Local,
        Store::Journal => Place::Journal,
    }
}

fn wish(ask: Ask) -> Wish {
    match ask {
        Ask::Names(store) => Wish::Names(place(store)),
        Ask::Read(store, name) => Wish::Read(place(store), name),
        Ask::Write(store, name, text) => Wish::Write(place(store), name, text),
        Ask::Remove(store, names) => Wish::Remove(place(store), names),
        Ask::Pause => Wish::Pause,
    }
}

fn told(outcome: Outcome) -> Told {
    match outcome {
        Outcome::Names(names) => Told::Names(names),
        Outcome::Text(text) => Told::Text(text),
        Outcome::Done => Told::Done,
        Outcome::Failed => Told::Failed,
    }
}
