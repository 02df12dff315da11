//! A past of the learner's, made of the bank that is served, and imported as a file.

use crate::bank::deck;
use crate::harness::Visit;
use certdeck::engine::bank::answer::{Answer, Mark};
use certdeck::engine::bank::deck::Deck;
use certdeck::engine::bank::question::{Body, Question};
use certdeck::engine::chance::mix;
use certdeck::engine::id::{DeviceId, EventId, TrackId};
use certdeck::engine::progress::event::{Answered, Confidence, Event, Place, Setting, What};
use certdeck::engine::progress::exam::{Did, Ending, Given, Part, Slot, Source, Started, Step, Timing};
use certdeck::engine::progress::export;
use certdeck::engine::progress::log::Log;
use certdeck::engine::time::{Millis, Now};

const DAY: i64 = 86_400_000;

/// Events in the making.
pub struct Past {
    deck: Deck,
    now: i64,
    device: DeviceId,
    events: Vec<Event>,
}

impl Past {
    /// Nothing has happened yet in this track; the clock is the page's.
    pub fn of(visit: &Visit, track: &str) -> Self {
        let now = visit.browser.run("return Date.now()", &[]).expect("a clock").as_i64().expect("a number");
        // Each past has a device of its own: two of them never share a name.
        let device = DeviceId(mix(now as u64, track.as_bytes()));
        Self { deck: deck(track), now, device, events: Vec::new() }
    }

    fn log(&mut self, days_ago: i64, what: What) -> EventId {
        let id = EventId { device: self.device, counter: self.events.len() as u64 };
        let at = self.now - days_ago * DAY + self.events.len() as i64 * 1000;
        self.events.push(Event { id, now: Now { at: Millis(at), utc_offset: 0 }, what });
        id
    }

    /// First answers to every `every`th question, a few a day, up to yesterday; one of four falls for the first
    /// misconception that the question holds, each second time though certain.
    pub fn answers(mut self, count: usize, every: usize) -> Self {
        let open = self.deck.questions.iter().filter(|question| question.form.is_none() && question.case.is_none());
        let questions: Vec<_> =
            open.filter(|question| wrong(question).is_some()).step_by(every).take(count).cloned().collect();
        for (at, question) in questions.iter().enumerate() {
            let right = at % 4 != 0;
            let confidence = [Confidence::ThoughtSo, Confidence::Certain][at / 4 % 2];
            let days_ago = 1 + (questions.len() - at) as i64 / 6;
            let what = answered(question, right, Some(confidence));
            self.log(days_ago, what);
        }
        self
    }

    /// A mock exam of `count` questions that were never met, so many days ago, three of four right.
    pub fn mock(mut self, days_ago: i64, from: usize, count: usize) -> Self {
        let open =
            self.deck.questions.iter().rev().filter(|question| wrong(question).is_some() && question.case.is_none());
        let questions: Vec<_> = open.skip(from).take(count).cloned().collect();
        let slot =
            |question: &Question| Slot { item: question.id.clone(), hash: question.hash, pretest: false, seen: false };
        let started = Started {
            track: self.deck.track.id.clone(),
            outline: self.deck.track.outlines[0].from.clone(),
            source: Source::Fresh,
            code: String::new(),
            seed: 1,
            allowed_ms: 3_600_000,
            extra_percent: 0,
            timing: Timing::Strict,
            parts: vec![Part {
                name: String::new(),
                break_minutes: 0,
                slots: questions.iter().map(|q| slot(q)).collect(),
            }],
        };
        let sitting = self.log(days_ago, What::ExamStarted(Box::new(started)));
        let mut number = 0;
        let mut step = |past: &mut Self, did: Did| {
            number += 1;
            let step = Step { sitting, number, spent_ms: number * 30_000, rested_ms: 0, did };
            past.log(days_ago, What::ExamStep(Box::new(step)));
        };
        for (at, question) in questions.iter().enumerate() {
            let right = at % 4 != 0;
            let mark = Mark { right, parts_right: u8::from(right), parts: 1 };
            let answer = choose(question, right);
            let given = Given { at: at as u16, answer, mark, confidence: None, duration_ms: 30_000 };
            step(&mut self, Did::Answered(given));
        }
        step(&mut self, Did::Ended(Ending::Completed));
        self
    }

    /// Something was set, a moment ago.
    pub fn set(mut self, setting: impl FnOnce(TrackId) -> Setting) -> Self {
        let setting = setting(self.deck.track.id.clone());
        self.log(0, What::Set(setting));
        self
    }

    /// As the text of a file.
    pub fn file(self) -> String {
        let now = Now { at: Millis(self.now), utc_offset: 0 };
        export::write(&Log::of(self.events), "0", DeviceId(1), now)
    }

    /// Imports it.
    pub fn import(self, visit: &Visit) {
        let count = self.events.len();
        visit.settings();
        visit.choose("certdeck.json", self.file().as_bytes());
        visit.says(&format!("{count} new event"));
        visit.tap_text("Add what is new");
        visit.notes("added.");
    }
}

/// The first wrong option that holds a misconception, of a question with one right option.
fn wrong(question: &Question) -> Option<u8> {
    let Body::Single(options) = &question.body else { return None };
    options.iter().position(|option| !option.key && option.trap.is_some()).map(|at| at as u8)
}

fn choose(question: &Question, right: bool) -> Answer {
    let Body::Single(options) = &question.body else { panic!("a question with one right option") };
    let key = options.iter().position(|option| option.key).expect("a right option") as u8;
    Answer::Single(if right { key } else { wrong(question).expect("a misconception") })
}

fn answered(question: &Question, right: bool, confidence: Option<Confidence>) -> What {
    What::Answered(Answered {
        item: question.id.clone(),
        hash: question.hash,
        answer: choose(question, right),
        right,
        confidence,
        duration_ms: 40_000,
        place: Place::Study,
        seed: 0,
    })
}
