//! A small deck, and a learner who works through it.

use certdeck::engine::bank::answer::Answer;
use certdeck::engine::bank::deck::Deck;
use certdeck::engine::bank::pack::{Entry, Figures, Pack};
use certdeck::engine::bank::question::{Body, Card, Case, Choice, ContentHash, Level, Question};
use certdeck::engine::bank::text::{Block, Line, Text};
use certdeck::engine::bank::track::{Domain, Outline, Pass, Provenance, Topic, Track, Weight};
use certdeck::engine::id::{DeviceId, DomainId, EventId, ItemId, TopicId, TrackId};
use certdeck::engine::progress::event::{Answered, Confidence, Event, Grade, Graded, Place, Setting, What};
use certdeck::engine::progress::history::History;
use certdeck::engine::progress::record::Record;
use certdeck::engine::schedule::due::Unseen;
use certdeck::engine::schedule::standings::Standings;
use certdeck::engine::schedule::turn::World;
use certdeck::engine::time::{Millis, Now, StudyDay};

/// 2026-11-20T12:00Z.
pub const NOON: i64 = 1_795_176_000_000;
pub const MINUTE: i64 = 60_000;
pub const DAY: i64 = 86_400_000;

pub fn text(words: &str) -> Text {
    Text(vec![Block::Paragraph(Line::of(words))])
}

pub fn item(id: &str) -> ItemId {
    ItemId::new(id)
}

/// A question whose option 0 is right.
pub fn question(id: &str, level: Level) -> Question {
    let option = |key| Choice { text: Line::of("An option"), key, why: text("Since it is."), trap: None };
    Question {
        id: item(id),
        hash: ContentHash(1),
        level,
        approach: None,
        form: None,
        case: None,
        stem: text("What now?"),
        exhibits: Vec::new(),
        body: Body::Single(vec![option(true), option(false), option(false), option(false)]),
        lesson: Line::of("So it is."),
        sources: vec!["A book".into()],
    }
}

pub fn card(id: &str) -> Card {
    Card { id: item(id), hash: ContentHash(2), front: text("What?"), back: text("That."), sources: Vec::new() }
}

/// Domains `events` (75 %: topics daily, sprint) and `team` (25 %: topic roles).
pub fn track() -> Track {
    let domain = |id: &str, topics: &[&str]| Domain {
        id: DomainId::new(id),
        name: id.into(),
        topics: topics.iter().map(|topic| Topic { id: TopicId::new(topic), name: (*topic).into() }).collect(),
    };
    let weight = |id: &str, weight| Weight { id: DomainId::new(id), weight };
    Track {
        id: TrackId::new("csm"),
        short: "CSM".into(),
        name: "An exam".into(),
        issuer: "An issuer".into(),
        about: "For all.".into(),
        approaches: false,
        outlines: vec![Outline {
            version: "2022".into(),
            from: "2022-01-01".into(),
            checked: "2026-11-20".into(),
            link: "https://example.org".into(),
            mark: Provenance::Issuer,
            weights_mark: Provenance::Editorial,
            questions: 50,
            scored: 50,
            minutes: 60,
            kinds: Vec::new(),
            pass: Pass::Unpublished { mark: Provenance::Issuer },
            sections: Vec::new(),
            approach_shares: None,
            domains: vec![weight("events", 75), weight("team", 25)],
            notes: Vec::new(),
        }],
        domains: vec![domain("events", &["daily", "sprint"]), domain("team", &["roles"])],
        traps: Vec::new(),
    }
}

/// A deck of these questions, cards and one case `csm-roles-k01` (where a question belongs to it).
pub fn deck_of(questions: Vec<Question>, cards: Vec<Card>) -> Deck {
    let track = track();
    let of_case: Vec<ItemId> = questions.iter().filter(|q| q.case.is_some()).map(|q| q.id.clone()).collect();
    let case = Case {
        id: item("csm-roles-k01"),
        title: "A case".into(),
        text: text("Long."),
        exhibits: Vec::new(),
        questions: of_case,
    };
    let pack = Pack {
        format: 1,
        track: track.id.clone(),
        traps: Vec::new(),
        questions,
        cards,
        cases: vec![case],
        drills: Vec::new(),
    };
    Deck::new(&Entry { track, pack: None, forms: Vec::new(), figures: Figures::default() }, pack)
}

/// Six questions and two cards for `daily` and `sprint` each, four questions of one case and two reserved ones for
/// `roles`.
pub fn deck() -> Deck {
    let mut questions = Vec::new();
    for topic in ["daily", "sprint"] {
        for (number, level) in (1..=6).zip(Level::ALL.into_iter().cycle()) {
            questions.push(question(&format!("csm-{topic}-{number:03}"), level));
        }
    }
    for number in 1..=4 {
        let case = Some(item("csm-roles-k01"));
        questions.push(Question { case, ..question(&format!("csm-roles-{number:03}"), Level::Apply) });
    }
    for number in 5..=6 {
        questions.push(Question { form: Some(1), ..question(&format!("csm-roles-{number:03}"), Level::Apply) });
    }
    let cards = ["csm-daily-c01", "csm-daily-c02", "csm-sprint-c01", "csm-sprint-c02"];
    deck_of(questions, cards.map(card).to_vec())
}

pub fn right() -> Answer {
    Answer::Single(0)
}

pub fn wrong() -> Answer {
    Answer::Single(1)
}

/// A learner with a clock.
pub struct Learner {
    pub deck: Deck,
    pub record: Record,
    pub standings: Standings,
    pub now: Now,
    counter: u64,
}

impl Learner {
    /// What the deck holds for study that was never met.
    pub fn unseen(&self) -> Unseen {
        let new = |id: &ItemId| !self.record.snapshot().history(id).is_some_and(History::seen);
        let questions = self.deck.questions.iter().filter(|question| question.form.is_none() && new(&question.id));
        let cards = self.deck.cards.iter().filter(|card| new(&card.id));
        Unseen { questions: questions.count() as u32, cards: cards.count() as u32 }
    }

    pub fn new(deck: Deck) -> Self {
        let record = Record::default();
        let standings = Standings::of(record.snapshot());
        Self { deck, record, standings, now: Now { at: Millis(NOON), utc_offset: 0 }, counter: 0 }
    }

    /// One who has done all that already.
    pub fn with(deck: Deck, events: Vec<Event>) -> Self {
        let record = Record::of(events);
        let standings = Standings::of(record.snapshot());
        Self { record, standings, ..Self::new(deck) }
    }

    pub fn wait(&mut self, millis: i64) -> &mut Self {
        self.now.at.0 += millis;
        self
    }

    pub fn today(&self) -> StudyDay {
        self.record.snapshot().today(self.now)
    }

    pub fn next(&self) -> EventId {
        EventId { device: DeviceId(1), counter: self.counter }
    }

    pub fn world(&self) -> World<'_> {
        let snapshot = self.record.snapshot();
        World { deck: &self.deck, snapshot, standings: &self.standings, now: self.now, next: self.next() }
    }

    /// It happened now.
    pub fn log(&mut self, happened: impl IntoIterator<Item = What>) -> &mut Self {
        for what in happened {
            let _ = self.record.add(Event { id: self.next(), now: self.now, what });
            self.counter += 1;
        }
        self.standings.sync(self.record.snapshot());
        self
    }

    pub fn set(&mut self, setting: Setting) -> &mut Self {
        self.log([What::Set(setting)])
    }

    pub fn answer(&mut self, id: &str, right: bool, confidence: Option<Confidence>) -> &mut Self {
        self.log([What::Answered(Answered {
            item: item(id),
            hash: ContentHash(1),
            answer: Answer::Single(u8::from(!right)),
            right,
            confidence,
            duration_ms: 20_000,
            place: Place::Study,
            seed: 0,
        })])
    }

    pub fn grade(&mut self, id: &str, grade: Grade) -> &mut Self {
        let (item, hash) = (item(id), ContentHash(2));
        self.log([What::Graded(Graded { item, hash, grade, duration_ms: 6_000, place: Place::Study })])
    }

    /// Certain and right: known for days at once.
    pub fn know(&mut self, id: &str) -> &mut Self {
        self.answer(id, true, Some(Confidence::Certain))
    }
}
