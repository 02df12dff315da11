//! This app at work: its own record, queue and session, answered by a simulated learner.

use super::bank::TRACK;
use super::learner::Learner;
use super::policy::evening;
use crate::engine::bank::answer::Answer;
use crate::engine::bank::deck::Deck;
use crate::engine::id::{DeviceId, EventId, ItemId, ItemKind, TrackId};
use crate::engine::plan::best::{Start, best};
use crate::engine::plan::facts::Facts;
use crate::engine::progress::event::{Event, Grade, Setting, What};
use crate::engine::progress::record::Record;
use crate::engine::schedule::practice::draw;
use crate::engine::schedule::queue::{Queue, Queued, Reason, queue, queue_for};
use crate::engine::schedule::session::{Action, Session, step};
use crate::engine::schedule::standings::Standings;
use crate::engine::schedule::turn::World;
use crate::engine::time::{Date, Millis, Now, StudyDay};

/// How the app is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Set {
    /// Plain FSRS at this retention in percent: what is due first, then new items, with its steps of minutes.
    Fsrs(u8),
    /// The same as a careful learner would set it: as many new items each day as must be met to see all by a week
    /// before the exam, first of all; nothing twice on one day.
    Paced(u8),
    /// Paced at 0.85, and with the exam date only from two weeks before.
    Late,
    /// With the exam date.
    Exam,
    /// The same, but the minutes are spent as the best next minutes propose.
    Next,
}

/// New items that are taken at a time when nothing is due.
const AT_A_TIME: u32 = 10;

/// The desk.
pub(super) struct Desk<'d> {
    deck: &'d Deck,
    set: Set,
    minutes: u16,
    /// The exam's day, from the beginning.
    exam: i32,
    pub record: Record,
    pub standings: Standings,
    counter: u64,
    /// Seconds in sets that were proposed, and in drills.
    pub aside: [f64; 2],
}

/// 2026-01-05, a Monday: day 0.
pub(super) const BEGIN: StudyDay = StudyDay(20_458);

impl<'d> Desk<'d> {
    pub(super) fn new(deck: &'d Deck, set: Set, minutes: u16, exam: i32) -> Self {
        let record = Record::default();
        let standings = Standings::of(record.snapshot());
        let mut desk = Self { deck, set, minutes, exam, record, standings, counter: 0, aside: [0.0; 2] };
        let begin = now(-0.01);
        let retention = match set {
            Set::Fsrs(retention) | Set::Paced(retention) => retention,
            Set::Late | Set::Exam | Set::Next => 85,
        };
        desk.log(What::Set(Setting::Retention(retention)), begin);
        desk.log(What::Set(Setting::NewPerDay(0)), begin);
        if matches!(set, Set::Exam | Set::Next) {
            desk.aim(begin);
        }
        desk
    }

    /// Sets the exam date.
    fn aim(&mut self, now: Now) {
        let track = || TrackId::new(TRACK);
        let date = Date::from(BEGIN.plus(self.exam)).to_string();
        self.log(What::Set(Setting::ExamDate(track(), Some(date))), now);
        self.log(What::Set(Setting::Minutes(track(), [self.minutes; 7])), now);
    }

    fn log(&mut self, what: What, now: Now) {
        let id = EventId { device: DeviceId(1), counter: self.counter };
        self.counter += 1;
        let _ = self.record.add(Event { id, now, what });
        self.standings.sync(self.record.snapshot());
    }

    /// What comes now; `new` items at most that were never met.
    fn queue(&self, now: Now, new: u32) -> Queue {
        let mut queue = queue(self.deck, self.record.snapshot(), &self.standings, now, new);
        if matches!(self.set, Set::Paced(_) | Set::Late) {
            let today = self.record.snapshot().today(now);
            queue.items.retain(|queued| self.standings.get(&queued.item).is_none_or(|standing| standing.day != today));
            queue.later.clear();
            queue.aimed = true;
        }
        queue
    }

    /// New items that must come on a day.
    fn quota(&self, day: i32) -> u32 {
        let unseen = self.deck.items().count() - self.standings.iter().count();
        (unseen as u32).div_ceil((self.exam - 7 - day).max(1) as u32)
    }

    /// One day, until its seconds are used or nothing is left.
    pub(super) fn day(&mut self, learner: &mut Learner, day: i32, seconds: f64) {
        let mut spent = 0.0;
        if self.set == Set::Late && self.exam - day <= 14 {
            self.aim(now(evening(day, 0.0)));
            self.set = Set::Exam;
        }
        if matches!(self.set, Set::Paced(_) | Set::Late) {
            let at = now(evening(day, 0.0));
            let mut queue = self.queue(at, self.quota(day));
            queue.items.retain(|queued| queued.reason == Reason::New);
            self.session(learner, queue, day, seconds, &mut spent);
        }
        if self.set == Set::Next {
            self.as_proposed(learner, day, seconds, &mut spent);
        }
        let mut new = 0;
        while spent < seconds {
            let queue = self.queue(now(evening(day, spent)), new);
            if queue.items.is_empty() && queue.later.is_empty() {
                // Nothing is due: some that is new, where there is any.
                if new > 0 {
                    break;
                }
                new = AT_A_TIME;
                continue;
            }
            new = 0;
            self.session(learner, queue, day, seconds, &mut spent);
        }
    }

    /// Block by block what is proposed for the minutes that are left, until nothing is.
    fn as_proposed(&mut self, learner: &mut Learner, day: i32, seconds: f64, spent: &mut f64) {
        loop {
            let before = *spent;
            let facts = self.facts(now(evening(day, *spent)));
            for block in best(&facts, ((seconds - *spent) / 60.0).max(0.0) as u32) {
                let now = now(evening(day, *spent));
                let items = match block.start {
                    // Simulated learners learn nothing of it.
                    Start::Drill(_) => {
                        *spent += f64::from(block.minutes) * 60.0;
                        self.aside[1] += f64::from(block.minutes) * 60.0;
                        continue;
                    }
                    Start::Study { minutes } => {
                        let queue = queue_for(self.deck, self.record.snapshot(), &self.standings, now, minutes);
                        self.session(learner, queue, day, seconds, spent);
                        continue;
                    }
                    Start::Set(items) => items,
                    Start::Practice(recipe) => {
                        draw(&recipe, self.deck, self.record.snapshot(), &self.standings, now, u64::from(day as u32))
                    }
                };
                let queued = |item: ItemId| Queued { item, reason: Reason::Review, confident_error: false, case: None };
                let (items, begun) = (items.into_iter().map(queued).collect(), *spent);
                self.session(learner, Queue { items, aimed: true, ..Queue::default() }, day, seconds, spent);
                self.aside[0] += *spent - begun;
            }
            if *spent <= before {
                return;
            }
        }
    }

    fn facts(&self, now: Now) -> Facts<'_> {
        Facts { deck: self.deck, snapshot: self.record.snapshot(), standings: &self.standings, forms: &[], now }
    }

    fn session(&mut self, learner: &mut Learner, queue: Queue, day: i32, seconds: f64, spent: &mut f64) {
        let mut session = Session::start(queue, u64::from(day as u32), now(evening(day, *spent)));
        while *spent < seconds {
            let Some(turn) = session.turn().cloned() else { break };
            let Some(place) = learner.find(&turn.item) else { break };
            let given = learner.answer(place, evening(day, *spent));
            *spent += given.seconds;
            let answered = now(evening(day, *spent));
            *spent += given.reading;
            if turn.item.kind() == ItemKind::Card {
                session = self.step(session, Action::Show, answered);
                let grade = if given.right { Grade::Good } else { Grade::Again };
                session = self.step(session, Action::Grade(grade), answered);
            } else {
                let answer = Answer::Single(u8::from(!given.right));
                session = self.step(session, Action::Answer(answer, Some(given.confidence)), answered);
                session = self.step(session, Action::Next, now(evening(day, *spent)));
            }
        }
    }

    fn step(&mut self, session: Session, action: Action, now: Now) -> Session {
        let next = EventId { device: DeviceId(1), counter: self.counter };
        let snapshot = self.record.snapshot();
        let world = World { deck: self.deck, snapshot, standings: &self.standings, now, next };
        let (session, happened) = step(session, action, &world);
        for what in happened {
            self.log(what, now);
        }
        session
    }
}

/// A moment by days since the beginning.
pub(super) fn now(days: f64) -> Now {
    Now { at: Millis(i64::from(BEGIN.0) * 86_400_000 + (days * 86_400_000.0) as i64), utc_offset: 0 }
}
