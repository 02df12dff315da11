//! A learner who sits a mock exam, with a log, a clock and a page that can be killed.

use crate::shelf::{Bank, DATE};
use certdeck::engine::bank::answer::Answer;
use certdeck::engine::bank::question::Body;
use certdeck::engine::exam::assemble::{assemble, times_seen};
use certdeck::engine::exam::clock::Alive;
use certdeck::engine::exam::paper::{Extra, Paper};
use certdeck::engine::exam::report::Report;
use certdeck::engine::exam::sitting::{Action, Sitting, step};
use certdeck::engine::id::{DeviceId, EventId};
use certdeck::engine::progress::codec;
use certdeck::engine::progress::event::{Confidence, Event, What};
use certdeck::engine::progress::exam::{Source, Timing};
use certdeck::engine::progress::record::Record;
use certdeck::engine::time::{Millis, Now};

/// 2026-11-20T12:00Z.
pub const NOON: i64 = 1_795_176_000_000;

pub struct Sitter<'b> {
    pub bank: &'b Bank,
    pub paper: Paper,
    pub sitting: Sitting,
    /// What storage holds.
    pub lines: Vec<String>,
    pub alive: Option<String>,
    pub now: Now,
    device: u64,
    counter: u64,
}

impl<'b> Sitter<'b> {
    pub fn start(bank: &'b Bank, source: &Source, extra: Extra, timing: Timing) -> Self {
        let record = Record::default();
        let paper = assemble(&bank.shelf(), DATE, source, 77, &times_seen(record.snapshot())).unwrap();
        Self::with(bank, paper, extra, timing)
    }

    pub fn with(bank: &'b Bank, paper: Paper, extra: Extra, timing: Timing) -> Self {
        let now = Now { at: Millis(NOON), utc_offset: 60 };
        let id = EventId { device: DeviceId(1), counter: 0 };
        let What::ExamStarted(started) = paper.start(extra, timing) else { panic!("no start") };
        let sitting = Sitting::start(id, (*started).clone(), now);
        let event = Event { id, now, what: What::ExamStarted(started) };
        let lines = vec![codec::encode(&event)];
        Self { bank, paper, sitting, lines, alive: None, now, device: 1, counter: 1 }
    }

    /// Time passes with the page open: a tick and a sign of life every second.
    pub fn wait(&mut self, seconds: u32) -> &mut Self {
        for _ in 0..seconds {
            self.now.at.0 += 1000;
            self.act(Action::Tick);
            self.alive = self.sitting.alive(self.now).map(|alive| alive.write()).or(self.alive.take());
        }
        self
    }

    /// Does something now; what happened is stored.
    pub fn act(&mut self, action: Action) -> &mut Self {
        let (next, what) = step(self.sitting.clone(), action, &self.bank.shelf(), self.now);
        self.sitting = next;
        for what in what {
            let id = EventId { device: DeviceId(self.device), counter: self.counter };
            self.counter += 1;
            self.lines.push(codec::encode(&Event { id, now: self.now, what }));
        }
        self
    }

    /// The page dies; so much later by the learner's clock another one comes back.
    pub fn killed(&mut self, after_ms: i64) -> &mut Self {
        self.now.at.0 += after_ms;
        self.device += 1;
        self.counter = 0;
        let alive = self.alive.as_deref().and_then(Alive::read);
        let record = self.record();
        let log = record.snapshot().sitting(self.sitting.id()).unwrap();
        self.sitting = Sitting::rebuild(self.sitting.id(), log, alive.as_ref(), self.now);
        self
    }

    pub fn record(&self) -> Record {
        Record::of(self.lines.iter().map(|line| codec::decode(line).unwrap()).collect())
    }

    pub fn left(&self) -> u32 {
        self.sitting.clock().left_ms()
    }

    /// An answer to the question at a place, right or wrong.
    pub fn answer_to(&self, at: u16, right: bool) -> Answer {
        let found = self.bank.shelf().find(self.sitting.slot(at).unwrap(), self.paper.seed);
        match &found.question().unwrap().body {
            Body::Single(_) => Answer::Single(u8::from(!right)),
            Body::Multiple(_) => Answer::Multiple(if right { 0b11 } else { 0b101 }),
            Body::Matching { .. } => Answer::Matching(if right { vec![0, 1, 2] } else { vec![0, 2, 1] }),
            Body::Ordering(steps) => Answer::Ordering((0..steps.len() as u8).collect()),
            Body::Numeric(numeric) => Answer::Numeric(numeric.answer + if right { 0.0 } else { 1e6 }),
            Body::Hotspot(_) => Answer::Hotspot(u8::from(!right)),
        }
    }

    pub fn answer(&mut self, at: u16, right: bool, confidence: Option<Confidence>) -> &mut Self {
        let answer = Some(self.answer_to(at, right));
        self.act(Action::Go(at)).act(Action::Answer { at, answer, confidence })
    }

    pub fn report(&self) -> Report {
        Report::of(&self.sitting, &self.bank.shelf())
    }
}
