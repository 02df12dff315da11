//! This app at work: its own record, queue and session, answered by a simulated learner.

use super::bank::TRACK;
use super::learner::Learner;
use super::policy::evening;
use crate::engine::bank::answer::Answer;
use crate::engine::bank::deck::Deck;
use crate::engine::id::{DeviceId, EventId, ItemKind, TrackId};
use crate::engine::progress::event::{Event, Grade, Setting, What};
use crate::engine::progress::record::Record;
use crate::engine::schedule::queue::{Queue, queue};
use crate::engine::schedule::session::{Action, Session, step};
use crate::engine::schedule::standings::Standings;
use crate::engine::schedule::turn::World;
use crate::engine::time::{Date, Millis, Now, StudyDay};

/// How the app is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Set {
    /// Plain FSRS at this retention in percent: what is due first, then new items. `steps`: what was right for the
    /// first time comes again after ten minutes.
    Fsrs { retention: u8, steps: bool },
    /// With the exam date.
    Exam,
}

/// The desk.
pub(super) struct Desk<'d> {
    deck: &'d Deck,
    set: Set,
    pub record: Record,
    pub standings: Standings,
    counter: u64,
}

/// 2026-01-05, a Monday: day 0.
pub(super) const BEGIN: StudyDay = StudyDay(20_458);

impl<'d> Desk<'d> {
    pub(super) fn new(deck: &'d Deck, set: Set, minutes: u16, exam: i32) -> Self {
        let record = Record::default();
        let standings = Standings::of(record.snapshot());
        let mut desk = Self { deck, set, record, standings, counter: 0 };
        let track = || TrackId::new(TRACK);
        let begin = now(-0.01);
        match set {
            Set::Fsrs { retention, .. } => {
                desk.log(What::Set(Setting::Retention(retention)), begin);
                desk.log(What::Set(Setting::NewPerDay(0)), begin);
            }
            Set::Exam => {
                let date = Date::from(BEGIN.plus(exam)).to_string();
                desk.log(What::Set(Setting::ExamDate(track(), Some(date))), begin);
                desk.log(What::Set(Setting::Minutes(track(), [minutes; 7])), begin);
            }
        }
        desk
    }

    fn log(&mut self, what: What, now: Now) {
        let id = EventId { device: DeviceId(1), counter: self.counter };
        self.counter += 1;
        let _ = self.record.add(Event { id, now, what });
        self.standings.sync(self.record.snapshot());
    }

    fn queue(&self, now: Now, new: u32) -> Queue {
        let queue = queue(self.deck, self.record.snapshot(), &self.standings, now, new);
        match self.set {
            Set::Fsrs { steps: false, .. } => Queue { aimed: true, ..queue },
            _ => queue,
        }
    }

    /// One day, until its seconds are used or nothing is left.
    pub(super) fn day(&mut self, learner: &mut Learner, day: i32, seconds: f64) {
        let mut spent = 0.0;
        let mut new = 0;
        while spent < seconds {
            let at = now(evening(day, spent));
            let queue = self.queue(at, new);
            if queue.items.is_empty() && queue.later.is_empty() {
                // Nothing is due: some that is new, where there is any.
                if new > 0 {
                    break;
                }
                new = 5;
                continue;
            }
            new = 0;
            let mut session = Session::start(queue, u64::from(day as u32), at);
            while spent < seconds {
                let Some(turn) = session.turn().cloned() else { break };
                let Some(place) = learner.find(&turn.item) else { break };
                let given = learner.answer(place, evening(day, spent));
                spent += given.seconds;
                let answered = now(evening(day, spent));
                spent += given.reading;
                if turn.item.kind() == ItemKind::Card {
                    session = self.step(session, Action::Show, answered);
                    let grade = if given.right { Grade::Good } else { Grade::Again };
                    session = self.step(session, Action::Grade(grade), answered);
                } else {
                    let answer = Answer::Single(u8::from(!given.right));
                    session = self.step(session, Action::Answer(answer, Some(given.confidence)), answered);
                    session = self.step(session, Action::Next, now(evening(day, spent)));
                }
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
