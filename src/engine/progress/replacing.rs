//! Making other events everything there is: going back to a backup, undoing an import, deleting everything.
//!
//! That is what a log of immutable events can't do by itself: what is stored is taken away, and what stays is put
//! there again. This says step by step what to do ([`Ask`]) and is told whether it was done; it may be interrupted
//! between any two steps. Nothing is lost by that, because
//!
//! - the journal does it in one transaction: it holds what there was before, or what stays, and never less;
//! - while the quick store may hold less than either, a mark in it names the backup of what there was before. Whoever
//!   finds that mark at a start adds the backup's events again, and takes the mark away once the quick store has them;
//! - only names go that were known when it began: what other tabs write meanwhile is not touched;
//! - what stays is put under names that were never there, in segments of a new generation: a round of compaction that
//!   began before and still takes away what it has seen can't mean them.

use super::codec::segment;
use super::compaction::SEGMENT;
use super::event::Event;

/// What is to be done next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// In the quick store: the mark that names the backup of what there was before.
    Mark,
    /// Nothing: only to let others do something.
    Pause,
    /// In the journal, all of it or nothing: these names go, these pieces come.
    Exchange(Vec<String>, Vec<(String, String)>),
    /// The journal has not done it: the next start takes these names out of it before anything is read.
    Forget(Vec<String>),
    /// From the quick store: to remove these names.
    Remove(Vec<String>),
    /// In the quick store: to give a name its text.
    Write(String, String),
    /// From the quick store: to remove the mark.
    Unmark,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Outcome {
    /// Everything is as it was.
    Nothing,
    /// It is done, but one store still holds something that was to go.
    Left,
    /// It is done.
    Done,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Marking,
    Sealing,
    Exchanging,
    Forgetting,
    Removing,
    Writing,
    Unmarking,
    Over,
}

/// One replacement.
#[derive(Debug)]
pub struct Replacing {
    state: State,
    outcome: Outcome,
    /// Whether there is a mark to remove.
    marked: bool,
    generation: u64,
    /// What is still to be sealed, last first.
    chunks: Vec<Vec<Event>>,
    gone: Vec<String>,
    come: Vec<(String, String)>,
}

impl Replacing {
    /// Begins; the first thing to do follows from [`Replacing::first`]. `stays` is everything that there will be,
    /// `known` are the names of all pieces whose events were known when that was decided; `guarded` says that there is
    /// a backup of what there was before.
    #[must_use]
    pub fn new(stays: &[Event], known: Vec<String>, guarded: bool) -> Self {
        let generation = known.iter().filter_map(|name| segment::generation(name.strip_prefix(SEGMENT)?)).max();
        let mut chunks: Vec<Vec<Event>> = stays.chunks(segment::FULL).map(<[Event]>::to_vec).collect();
        chunks.reverse();
        Self {
            state: if guarded { State::Marking } else { State::Sealing },
            outcome: Outcome::Done,
            marked: guarded,
            generation: generation.unwrap_or(0).saturating_add(1),
            chunks,
            gone: known,
            come: Vec::new(),
        }
    }

    /// What is to be done first.
    #[must_use]
    pub fn first(&self) -> Ask {
        if self.marked { Ask::Mark } else { Ask::Pause }
    }

    /// What came of it, once there is nothing more to do.
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// Whether the last thing was done; says the next, `None` when it is over.
    pub fn next(&mut self, done: bool) -> Option<Ask> {
        match self.state {
            State::Marking if !done => {
                self.marked = false;
                // Without the mark an interruption would have no way back. Where nothing stays nobody wants one.
                if !self.chunks.is_empty() {
                    self.outcome = Outcome::Nothing;
                    return self.end();
                }
                self.seal_on()
            }
            State::Marking | State::Sealing => self.seal_on(),
            State::Exchanging if !done && self.come.is_empty() => {
                self.state = State::Forgetting;
                self.outcome = Outcome::Left;
                Some(Ask::Forget(self.gone.clone()))
            }
            State::Exchanging if !done => {
                self.outcome = Outcome::Nothing;
                self.end()
            }
            State::Exchanging | State::Forgetting => {
                self.state = State::Removing;
                Some(Ask::Remove(std::mem::take(&mut self.gone)))
            }
            State::Removing => {
                if !done {
                    self.outcome = Outcome::Left;
                }
                self.come.reverse();
                self.state = State::Writing;
                self.write_on()
            }
            // What finds no room in the quick store is in the journal.
            State::Writing => self.write_on(),
            State::Unmarking | State::Over => {
                self.state = State::Over;
                None
            }
        }
    }

    fn seal_on(&mut self) -> Option<Ask> {
        if let Some(chunk) = self.chunks.pop() {
            let text = segment::seal(self.generation, &chunk);
            self.come.push(([SEGMENT, &segment::storage_name(self.generation, &text)].concat(), text));
            self.state = State::Sealing;
            return Some(Ask::Pause);
        }
        self.state = State::Exchanging;
        Some(Ask::Exchange(self.gone.clone(), self.come.clone()))
    }

    fn write_on(&mut self) -> Option<Ask> {
        match self.come.pop() {
            Some((name, text)) => Some(Ask::Write(name, text)),
            None => self.end(),
        }
    }

    fn end(&mut self) -> Option<Ask> {
        self.state = State::Unmarking;
        self.marked.then_some(Ask::Unmark)
    }
}
