//! A store that does what real ones have done: it fails, tears, forgets, lies and goes back in time.

use std::collections::BTreeMap;

pub type Pieces = BTreeMap<String, String>;

/// States that are remembered, to go back to.
const REMEMBERED: usize = 40;

/// What can go wrong.
#[derive(Clone, Debug)]
pub enum Fault {
    /// The write after so many fails and leaves the old value.
    FailWrite(u32),
    /// The next write stores a part of its text and says that it is done.
    Torn(usize),
    /// The next reads see the store as it was so many changes ago.
    Stale(usize),
    /// The last changes are lost, as after a crash.
    LostSuffix(usize),
    /// Of the last changes one is lost and those behind it are not.
    Reordered(usize),
    /// Everything throws for so long.
    Throw(u32),
    /// The next reads find nothing.
    Null(u32),
    /// Everything is as it was long ago.
    Older,
    /// Everything is gone.
    Emptied,
    /// One character of one piece is another.
    Flipped(usize, usize),
}

/// The store.
#[derive(Clone, Debug, Default)]
pub struct Double {
    now: Pieces,
    past: Vec<Pieces>,
    fail_in: Option<u32>,
    torn: Option<usize>,
    stale: usize,
    stale_reads: u32,
    throws: u32,
    nulls: u32,
}

/// It threw.
#[derive(Debug)]
pub struct Thrown;

impl Double {
    pub fn suffer(&mut self, fault: &Fault) {
        match fault {
            Fault::FailWrite(after) => self.fail_in = Some(*after),
            Fault::Torn(part) => self.torn = Some(*part),
            Fault::Stale(changes) => (self.stale, self.stale_reads) = (*changes, 3),
            Fault::LostSuffix(changes) => {
                let keep = self.past.len().saturating_sub(*changes);
                if let Some(before) = self.past.get(keep) {
                    self.now = before.clone();
                }
            }
            Fault::Reordered(changes) => {
                let at = self.past.len().saturating_sub(*changes);
                let states: Vec<Pieces> = self.past[at..].iter().cloned().chain([self.now.clone()]).collect();
                if states.len() > 2 {
                    let mut state = states[0].clone();
                    // The first of them is lost, the others are done on what was before.
                    for pair in states[1..].windows(2) {
                        for (name, text) in &pair[1] {
                            if pair[0].get(name) != Some(text) {
                                state.insert(name.clone(), text.clone());
                            }
                        }
                        state.retain(|name, _| !pair[0].contains_key(name) || pair[1].contains_key(name));
                    }
                    self.now = state;
                }
            }
            Fault::Throw(times) => self.throws = *times,
            Fault::Null(reads) => self.nulls = *reads,
            Fault::Older => {
                if let Some(first) = self.past.first() {
                    self.now = first.clone();
                }
            }
            Fault::Emptied => self.now.clear(),
            Fault::Flipped(piece, at) => {
                let count = self.now.len();
                if count > 0
                    && let Some((_, text)) = self.now.iter_mut().nth(piece % count)
                    && !text.is_empty()
                {
                    let at = at % text.len();
                    let other = if text.as_bytes()[at] == b'x' { "y" } else { "x" };
                    text.replace_range(at..=at, other);
                }
            }
        }
    }

    fn throw(&mut self) -> Result<(), Thrown> {
        if self.throws > 0 {
            self.throws -= 1;
            return Err(Thrown);
        }
        Ok(())
    }

    fn seen(&mut self) -> &Pieces {
        if self.stale_reads > 0 {
            self.stale_reads -= 1;
            let at = self.past.len().saturating_sub(self.stale);
            return self.past.get(at).unwrap_or(&self.now);
        }
        &self.now
    }

    fn remember(&mut self) {
        self.past.push(self.now.clone());
        if self.past.len() > REMEMBERED {
            self.past.remove(1);
        }
    }

    pub fn names(&mut self) -> Result<Vec<String>, Thrown> {
        self.throw()?;
        Ok(self.seen().keys().cloned().collect())
    }

    pub fn read(&mut self, name: &str) -> Result<Option<String>, Thrown> {
        self.throw()?;
        if self.nulls > 0 {
            self.nulls -= 1;
            return Ok(None);
        }
        Ok(self.seen().get(name).cloned())
    }

    pub fn write(&mut self, name: &str, text: &str) -> Result<(), Thrown> {
        self.throw()?;
        match self.fail_in {
            Some(0) => {
                self.fail_in = None;
                return Err(Thrown);
            }
            Some(after) => self.fail_in = Some(after - 1),
            None => {}
        }
        self.remember();
        let part = self.torn.take().map_or(text.len(), |part| part % text.len().max(1));
        self.now.insert(name.to_owned(), text[..part].to_owned());
        Ok(())
    }

    pub fn remove(&mut self, names: &[String]) -> Result<(), Thrown> {
        self.throw()?;
        self.remember();
        for name in names {
            self.now.remove(name);
        }
        Ok(())
    }

    /// All of it or nothing: names go, pieces come.
    pub fn exchange(&mut self, gone: &[String], come: &[(String, String)]) -> Result<(), Thrown> {
        self.throw()?;
        match self.fail_in {
            Some(after) if (after as usize) < come.len() => {
                self.fail_in = None;
                return Err(Thrown);
            }
            Some(after) => self.fail_in = Some(after - come.len() as u32),
            None => {}
        }
        self.remember();
        for name in gone {
            self.now.remove(name);
        }
        for (name, text) in come {
            let part = self.torn.take().map_or(text.len(), |part| part % text.len().max(1));
            self.now.insert(name.clone(), text[..part].to_owned());
        }
        Ok(())
    }

    /// What really stands there.
    pub fn pieces(&self) -> &Pieces {
        &self.now
    }

    /// What only one of two has the other gets; where they differ the readable one wins. `good` tells.
    pub fn heal(&mut self, other: &Self, good: impl Fn(&str, &str) -> bool) {
        for (name, text) in &other.now {
            let mine = self.now.get(name);
            if mine.is_none_or(|mine| mine != text && !good(name, mine)) && good(name, text) {
                self.now.insert(name.clone(), text.clone());
            }
        }
        self.past.push(self.now.clone());
    }
}
