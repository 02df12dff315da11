//! The handle that pages get: what there is to read, and verbs for what can be done.
//!
//! Behind it stands one mutable core; a revision number tells pages that something changed. Progress is large, so
//! it is lent out and never cloned.

use crate::engine::bank::deck::Deck;
use crate::engine::bank::pack::Catalogue;
use crate::engine::id::{DeviceId, EventId, TrackId};
use crate::engine::progress::event::{Setting, What};
use crate::engine::progress::record::Record;
use crate::engine::schedule::standings::Standings;
use crate::engine::time::Now;
use crate::platform::records::{Health, Keeping, Record as Stored, Records};
use crate::ui::care;
use crate::ui::components::bar::Saved;
use crate::ui::route::Route;
use crate::ui::tidy::Tidy;
use std::cell::{Ref, RefCell, RefMut};
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::Callback;

/// Something that is fetched.
#[derive(Clone, Debug, PartialEq)]
pub enum Loading<T> {
    /// On its way.
    Waiting,
    /// Here.
    Ready(T),
    /// Not to be had; a sentence for the learner.
    Failed(String),
}

/// What the app knows.
pub struct Core {
    /// What has happened.
    pub record: Record,
    /// In sync with the record.
    pub standings: Standings,
    /// Which tracks there are.
    pub catalogue: Loading<Rc<Catalogue>>,
    /// Packs that were asked for.
    pub decks: BTreeMap<TrackId, Loading<Rc<Deck>>>,
    /// This page load's writer.
    pub device: DeviceId,
    /// The next event's number.
    pub counter: u64,
    /// How well things are kept.
    pub health: Health,
    /// Data that this version can't read stands in storage: nothing may be written.
    pub newer: bool,
    /// What was not written for that reason.
    pub withheld: Rc<RefCell<Vec<Stored>>>,
    /// How many stored records could not be read.
    pub unreadable: u32,
    /// Puts records together while the page rests.
    pub tidy: Tidy,
    /// What the care for the data remembers.
    pub care: care::State,
    /// The page that wants to be asked before another one takes its place, and how: it hears the other's address.
    pub guard: Option<(Route, Callback<String>)>,
}

/// What the shell does on behalf of a page.
#[derive(Clone)]
pub struct Verbs {
    /// Reads the clock.
    pub now: fn() -> Now,
    /// Draws a seed.
    pub seed: fn() -> u64,
    /// Appends what happened to log and storage.
    pub append: Callback<(Vec<What>, Now)>,
    /// Fetches a track's pack.
    pub fetch: Callback<TrackId>,
    /// Fetches the catalogue again.
    pub again: Callback<()>,
    /// Where events are kept.
    pub records: Records,
    /// Reads a mark of this browser (`certdeck/<name>`).
    pub recall: fn(&str) -> Option<String>,
    /// Makes or removes a mark of this browser.
    pub remember: fn(&str, Option<&str>),
    /// Something has changed that is no event.
    pub changed: Callback<()>,
    /// Calls back when the journal has confirmed or refused all that happened so far.
    pub settle: Callback<Callback<()>>,
}

/// The handle. Two handles are equal where nothing has changed in between.
#[derive(Clone)]
pub struct App {
    pub(super) core: Rc<RefCell<Core>>,
    pub(super) revision: u32,
    pub(super) verbs: Verbs,
    /// Where one is.
    pub route: Route,
}

impl PartialEq for App {
    fn eq(&self, other: &Self) -> bool {
        self.revision == other.revision && self.route == other.route
    }
}

impl App {
    /// The clock, read now.
    #[must_use]
    pub fn now(&self) -> Now {
        (self.verbs.now)()
    }

    /// A fresh seed.
    #[must_use]
    pub fn seed(&self) -> u64 {
        (self.verbs.seed)()
    }

    /// What has happened.
    #[must_use]
    pub fn record(&self) -> Ref<'_, Record> {
        Ref::map(self.core.borrow(), |core| &core.record)
    }

    /// Where every item stands.
    #[must_use]
    pub fn standings(&self) -> Ref<'_, Standings> {
        Ref::map(self.core.borrow(), |core| &core.standings)
    }

    /// Everything.
    #[must_use]
    pub fn core(&self) -> Ref<'_, Core> {
        self.core.borrow()
    }

    /// Everything, to be changed: for short, and never while something of it is lent out.
    #[must_use]
    pub fn core_mut(&self) -> RefMut<'_, Core> {
        self.core.borrow_mut()
    }

    /// Changes whenever anything did.
    #[must_use]
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// The id that the next event will get.
    #[must_use]
    pub fn next(&self) -> EventId {
        let core = self.core.borrow();
        EventId { device: core.device, counter: core.counter }
    }

    /// Appends what happened, at that time.
    pub fn append(&self, what: Vec<What>, now: Now) {
        if !what.is_empty() {
            self.verbs.append.emit((what, now));
        }
    }

    /// Gives a setting a value.
    pub fn set(&self, setting: Setting) {
        self.append(vec![What::Set(setting)], self.now());
    }

    /// Which tracks there are.
    #[must_use]
    pub fn catalogue(&self) -> Loading<Rc<Catalogue>> {
        self.core.borrow().catalogue.clone()
    }

    /// A track's deck; asks for it where nobody has.
    #[must_use]
    pub fn deck(&self, track: &TrackId) -> Loading<Rc<Deck>> {
        let known = self.core.borrow().decks.get(track).cloned();
        known.unwrap_or_else(|| {
            self.verbs.fetch.emit(track.clone());
            Loading::Waiting
        })
    }

    /// Tries to fetch again what could not be had.
    pub fn retry(&self, track: Option<&TrackId>) {
        match track {
            Some(track) => self.verbs.fetch.emit(track.clone()),
            None => self.verbs.again.emit(()),
        }
    }

    /// A mark of this browser: a fact about it that is no progress.
    #[must_use]
    pub fn recall(&self, name: &str) -> Option<String> {
        (self.verbs.recall)(name)
    }

    /// Makes a mark of this browser, ASCII, or with none removes it.
    pub fn remember(&self, name: &str, mark: Option<&str>) {
        (self.verbs.remember)(name, mark);
    }

    /// Tells the pages that something has changed that is no event.
    pub fn changed(&self) {
        self.verbs.changed.emit(());
    }

    /// Calls back when the journal has confirmed or refused all that happened so far.
    pub fn settled(&self, then: Callback<()>) {
        self.verbs.settle.emit(then);
    }

    /// Has the page asked before another one takes its place; `None` ends it.
    pub fn guard(&self, ask: Option<Callback<String>>) {
        self.core.borrow_mut().guard = ask.map(|ask| (self.route.clone(), ask));
    }

    /// The track of a route without one: the chosen one.
    #[must_use]
    pub fn chosen(&self, track: Option<&TrackId>) -> Option<TrackId> {
        track.cloned().or_else(|| self.record().snapshot().settings().track.clone())
    }

    /// A track's short name.
    #[must_use]
    pub fn short(&self, track: &TrackId) -> String {
        if let Loading::Ready(catalogue) = &self.core.borrow().catalogue
            && let Some(entry) = catalogue.tracks.iter().find(|entry| entry.track.id == *track)
        {
            return entry.track.short.clone();
        }
        super::wording::short(track)
    }

    /// How well things are kept, as the sign says it.
    #[must_use]
    pub fn saved(&self) -> Saved {
        let core = self.core.borrow();
        if core.newer {
            return Saved::Nowhere;
        }
        match core.health.keeping() {
            Keeping::Both => Saved::Both,
            Keeping::LocalOnly(_) | Keeping::JournalOnly(_) => Saved::One,
            Keeping::MemoryOnly(_) => Saved::Nowhere,
        }
    }
}
