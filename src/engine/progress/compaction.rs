//! Compaction: folds single records into segments, and lets go of what is safely somewhere else.
//!
//! Two stores hold pieces by name: `e/…` is one event, `s/…` a segment. A name never changes its text. A round says
//! what it wants to read, write or remove ([`Ask`]) and is told what came of it ([`Told`]); it may be dropped at any
//! moment, and several may run at once. Nothing is lost by that, because of what a piece needs in order to go:
//!
//! - every one of its events stands in segments of *higher* generations, which this round has read back from *this*
//!   store, and from the journal too where it answers;
//! - those segments are not of the newest generation: each has outlived the writing of the next one, so that a flush
//!   that came late or out of order has had its time.
//!
//! So at any time an event that was taken in stands in two pieces at least until its segment is full, and of the
//! pieces that hold it the one of the highest generation never goes. What is damaged is left to whoever can ask the
//! learner; what is of a newer version ends the round.

mod ask;
mod found;

pub use ask::{Ask, LIMITS, Limits, Store, Told};
use found::{Known, Shelf, holds};

use super::codec::segment::{self, Sealer, Span};
use super::codec::{self, CodecError};
use super::event::Event;
use crate::engine::id::{DeviceId, EventId};
use crate::engine::sorted::{Map, Set, sort};

/// What the name of one event begins with.
pub const SINGLE: &str = "e/";
/// What the name of a segment begins with.
pub const SEGMENT: &str = "s/";

/// So many names are removed at once.
const AT_ONCE: usize = 100;

/// What comes next.
enum State {
    Listing(Store),
    Reading,
    Unpacking(Vec<usize>),
    /// Whether what goes into the new segments is still there.
    Looking,
    Sealing,
    Writing(Store, bool),
    Sweeping,
    Over,
}

/// One round.
pub struct Round {
    limits: Limits,
    state: State,
    shelves: [Shelf; 2],
    /// What is still to be read, last first.
    queue: Vec<(Store, String)>,
    segments: Vec<Known>,
    /// By device: segments that hold events of it, with the lowest and the highest counter.
    devices: Map<DeviceId, Vec<(usize, Span)>>,
    singles: Map<String, Event>,
    newest: u64,
    /// Names whose events go into new segments.
    inputs: Vec<String>,
    /// What the new segments will hold.
    chunks: Vec<Vec<Event>>,
    /// The segment that is being packed.
    sealer: Option<Sealer>,
    /// The segment that is being written.
    fresh: (String, String),
    took: bool,
    sweep: Vec<(Store, Vec<String>)>,
    newer: bool,
}

impl Round {
    /// Begins a round; the first thing that it wants follows from [`Round::first`].
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            state: State::Listing(Store::Local),
            shelves: [Shelf::default(), Shelf::default()],
            queue: Vec::new(),
            segments: Vec::new(),
            devices: Map::new(),
            singles: Map::new(),
            newest: 0,
            inputs: Vec::new(),
            chunks: Vec::new(),
            sealer: None,
            fresh: Default::default(),
            took: false,
            sweep: Vec::new(),
            newer: false,
        }
    }

    /// What a round wants first.
    #[must_use]
    pub fn first(&self) -> Ask {
        Ask::Names(Store::Local)
    }

    /// Whether the round ended because it met something of a newer version.
    #[must_use]
    pub fn met_newer(&self) -> bool {
        self.newer
    }

    /// Takes in what came of the last wish and says the next; `None` when the round is over.
    pub fn next(&mut self, told: Told) -> Option<Ask> {
        let state = std::mem::replace(&mut self.state, State::Over);
        match (state, told) {
            (State::Listing(store), told) => self.listed(store, told),
            (State::Reading, told) => {
                let (store, name) = self.queue.pop()?;
                if let Told::Text(Some(text)) = told
                    && !self.look(store, name, text)
                {
                    self.newer = true;
                    return None;
                }
                self.read_on()
            }
            (State::Unpacking(mut wanted), _) => {
                if let Some(known) = wanted.pop().and_then(|at| self.segments.get_mut(at)) {
                    let mut events = known.segment.events().unwrap_or_default();
                    sort(&mut events, |a, b| a.id.cmp(&b.id));
                    known.events = Some(events);
                }
                self.unpack_on(wanted)
            }
            (State::Looking, Told::Names(names)) => {
                let mut there = Set::new();
                for name in names {
                    there.insert(name);
                }
                // Something was deleted meanwhile: writing it again would bring it back.
                if !self.inputs.iter().all(|name| there.contains(name)) {
                    return None;
                }
                self.state = State::Sealing;
                Some(Ask::Pause)
            }
            (State::Looking, _) => None,
            (State::Sealing, _) => self.seal_on(),
            (State::Writing(store, reading), told) => self.wrote(store, reading, told),
            (State::Sweeping, Told::Done) => self.sweep_on(),
            (State::Sweeping | State::Over, _) => None,
        }
    }

    fn listed(&mut self, store: Store, told: Told) -> Option<Ask> {
        if let Told::Names(names) = told {
            let shelf = &mut self.shelves[store as usize];
            shelf.answers = true;
            for name in names {
                shelf.names.insert(name, None);
            }
        }
        if store == Store::Local {
            self.state = State::Listing(Store::Journal);
            return Some(Ask::Names(Store::Journal));
        }
        let [local, journal] = &self.shelves;
        for (at, shelf) in [(Store::Journal, journal), (Store::Local, local)] {
            for name in shelf.names.keys() {
                let segment = name.starts_with(SEGMENT);
                // A name never changes its text: of what is small one store's is enough.
                let single = name.starts_with(SINGLE) && (at == Store::Local || !local.names.contains_key(name));
                if segment || single {
                    self.queue.push((at, name.clone()));
                }
            }
        }
        self.read_on()
    }

    fn read_on(&mut self) -> Option<Ask> {
        let Some((store, name)) = self.queue.last() else {
            let wanted = self.wanted();
            return self.unpack_on(wanted);
        };
        self.state = State::Reading;
        Some(Ask::Read(*store, name.clone()))
    }

    /// Takes a piece in; `false` where it is of a newer version.
    fn look(&mut self, store: Store, name: String, text: String) -> bool {
        if name.starts_with(SINGLE) {
            let read = codec::decode(&text);
            let newer = matches!(read, Err(CodecError::Newer(_)));
            if let Ok(event) = read {
                self.singles.insert(name, event);
            }
            return !newer;
        }
        let known = self.segments.iter().position(|known| known.text == text);
        let at = match known.map_or_else(|| segment::open(&text).map(Err), |at| Ok(Ok(at))) {
            Ok(Ok(at)) => at,
            Ok(Err(segment)) => {
                self.newest = self.newest.max(segment.generation());
                for span in segment.spans() {
                    self.devices.or_default(span.device).push((self.segments.len(), *span));
                }
                self.segments.push(Known { text, segment, events: None, within: [false; 2] });
                self.segments.len() - 1
            }
            Err(CodecError::Newer(_)) => return false,
            Err(CodecError::Damaged) => return true,
        };
        self.segments[at].within[store as usize] = true;
        if let Some(place) = self.shelves[store as usize].names.get_mut(&name) {
            *place = Some(at);
        }
        true
    }

    /// Segments whose events have to be known.
    fn wanted(&self) -> Vec<usize> {
        let mut wanted = Set::new();
        for event in self.singles.values() {
            for at in self.may_hold(event.id) {
                wanted.insert(at);
            }
        }
        for (at, known) in self.segments.iter().enumerate() {
            let newer = |other: usize| self.segments[other].segment.generation() > known.segment.generation();
            let shared = |span: &Span| {
                let all = self.devices.get(&span.device).into_iter().flatten();
                all.map(|(other, _)| *other).filter(|other| newer(*other)).collect::<Vec<_>>()
            };
            // Only then can newer ones hold all of it.
            let gone = known.segment.spans().iter().all(|span| !shared(span).is_empty());
            if gone || known.segment.count() < self.limits.full {
                wanted.insert(at);
            }
            if gone {
                for other in known.segment.spans().iter().flat_map(shared) {
                    wanted.insert(other);
                }
            }
        }
        wanted.iter().copied().collect()
    }

    fn may_hold(&self, id: EventId) -> impl Iterator<Item = usize> {
        let all = self.devices.get(&id.device).into_iter().flatten();
        all.filter(move |(_, span)| span.may_hold(id)).map(|(at, _)| *at)
    }

    fn unpack_on(&mut self, wanted: Vec<usize>) -> Option<Ask> {
        if !wanted.is_empty() {
            self.state = State::Unpacking(wanted);
            return Some(Ask::Pause);
        }
        self.plan();
        if self.chunks.is_empty() {
            return self.begin_sweep(self.newest);
        }
        self.state = State::Looking;
        let store = if self.shelves[0].answers { Store::Local } else { Store::Journal };
        let shelf = &self.shelves[store as usize];
        self.inputs.retain(|name| shelf.names.contains_key(name));
        Some(Ask::Names(store))
    }

    /// Whether an event stands in a segment of which this holds.
    fn held(&self, event: &Event, which: impl Fn(&Known) -> bool) -> bool {
        self.may_hold(event.id).any(|at| {
            let known = &self.segments[at];
            which(known) && known.events.as_ref().is_some_and(|events| holds(events, event))
        })
    }

    /// Whether all events of a segment stand in segments of which this holds.
    fn replaced(&self, known: &Known, which: impl Fn(&Known) -> bool) -> bool {
        let events = known.events.as_ref().filter(|events| events.len() == known.segment.count());
        events.is_some_and(|events| events.iter().all(|event| self.held(event, &which)))
    }

    /// Decides what goes into new segments.
    fn plan(&mut self) {
        let loose = self.singles.iter().filter(|(_, event)| !self.held(event, |_| true));
        let mut events: Vec<Event> = Vec::new();
        let mut inputs: Vec<String> = Vec::new();
        for (name, event) in loose {
            inputs.push(name.clone());
            events.push(event.clone());
        }
        let tails: Vec<&Known> = self
            .segments
            .iter()
            .filter(|known| {
                let generation = known.segment.generation();
                known.segment.count() < self.limits.full
                    && !self.replaced(known, |other| other.segment.generation() > generation)
            })
            .collect();
        if events.len() < self.limits.singles.max(1) && tails.len() < self.limits.tails.max(2) {
            return;
        }
        for known in tails {
            let names = self.shelves.iter().flat_map(|shelf| shelf.names.iter());
            let name = names
                .filter_map(|(name, at)| at.map(|at| (name, &self.segments[at])))
                .find(|(_, other)| other.text == known.text);
            inputs.extend(name.map(|(name, _)| name.clone()));
            events.extend(known.events.iter().flatten().cloned());
        }
        sort(&mut events, |a, b| (a.now.at, a.id).cmp(&(b.now.at, b.id)));
        let chunks = events.chunks(self.limits.full.clamp(1, segment::FULL)).map(<[Event]>::to_vec);
        self.chunks = chunks.collect();
        self.chunks.reverse();
        self.inputs = inputs;
    }

    fn seal_on(&mut self) -> Option<Ask> {
        let generation = self.newest.saturating_add(1);
        let Some(mut sealer) = self.sealer.take().or_else(|| Some(Sealer::new(generation, self.chunks.pop()?))) else {
            return self.begin_sweep(generation);
        };
        let Some(text) = sealer.step() else {
            self.sealer = Some(sealer);
            self.state = State::Sealing;
            return Some(Ask::Pause);
        };
        self.fresh = ([SEGMENT, &segment::storage_name(generation, &text)].concat(), text);
        self.took = false;
        self.write(Store::Journal)
    }

    fn write(&mut self, store: Store) -> Option<Ask> {
        if self.shelves[store as usize].answers {
            self.state = State::Writing(store, false);
            return Some(Ask::Write(store, self.fresh.0.clone(), self.fresh.1.clone()));
        }
        self.written(store)
    }

    fn wrote(&mut self, store: Store, reading: bool, told: Told) -> Option<Ask> {
        match told {
            Told::Done if !reading => {
                self.state = State::Writing(store, true);
                Some(Ask::Read(store, self.fresh.0.clone()))
            }
            Told::Text(Some(text)) if text == self.fresh.1 => {
                self.took = true;
                self.written(store)
            }
            // It was there a moment ago: somebody has deleted everything.
            Told::Text(None) => None,
            _ => self.written(store),
        }
    }

    fn written(&mut self, store: Store) -> Option<Ask> {
        if store == Store::Journal {
            return self.write(Store::Local);
        }
        // Neither store has taken it: another time.
        if !self.took {
            return None;
        }
        self.state = State::Sealing;
        Some(Ask::Pause)
    }

    /// What may go, `newest` being the generation that is too young to rely on.
    fn begin_sweep(&mut self, newest: u64) -> Option<Ask> {
        let journal = self.shelves[Store::Journal as usize].answers;
        for store in [Store::Local, Store::Journal] {
            let reliable = |known: &Known| {
                known.within[store as usize]
                    && (!journal || known.within[Store::Journal as usize])
                    && known.segment.generation() < newest
            };
            let shelf = &self.shelves[store as usize];
            let goes = |(name, place): &(&String, &Option<usize>)| match place.map(|at| &self.segments[at]) {
                Some(known) => {
                    let generation = known.segment.generation();
                    self.replaced(known, |other| reliable(other) && other.segment.generation() > generation)
                }
                None => self.singles.get(*name).is_some_and(|event| self.held(event, reliable)),
            };
            let names: Vec<String> = shelf.names.iter().filter(goes).map(|(name, _)| name.clone()).collect();
            // Taken from behind: the journal's come first.
            self.sweep.extend(names.chunks(AT_ONCE).map(|names| (store, names.to_vec())));
        }
        self.sweep_on()
    }

    fn sweep_on(&mut self) -> Option<Ask> {
        let (store, names) = self.sweep.pop()?;
        self.state = State::Sweeping;
        Some(Ask::Remove(store, names))
    }
}
