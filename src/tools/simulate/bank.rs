//! A made-up deck: three domains, their weights not those of the items, questions and cards in every topic.

use crate::engine::bank::deck::Deck;
use crate::engine::bank::pack::{Entry, FORMAT, Figures, Pack};
use crate::engine::bank::question::{Body, Card, Choice, ContentHash, Level, Question};
use crate::engine::bank::text::{Line, Text};
use crate::engine::bank::track::{Domain, Outline, Pass, Provenance, Topic, Track, Trap, Weight};
use crate::engine::drill::Drill;
use crate::engine::id::{DomainId, ItemId, TopicId, TrackId, TrapId};
use std::rc::Rc;

/// The track.
pub(super) const TRACK: &str = "pmp";

/// Domains: weight on the exam, and topics.
pub(super) const DOMAINS: [(u8, usize); 3] = [(33, 7), (41, 9), (26, 8)];

/// Questions of each topic.
const QUESTIONS: u32 = 15;
/// Cards of each topic.
const CARDS: u32 = 6;

/// The deck.
pub(super) fn deck() -> Deck {
    deck_of(QUESTIONS, CARDS)
}

/// The same with a misconception in each topic that a third of its questions hold, and a drill for every other topic.
pub(super) fn rich() -> Deck {
    let mut deck = deck();
    let topics: Vec<TopicId> =
        deck.track.domains.iter().flat_map(|domain| &domain.topics).map(|topic| topic.id.clone()).collect();
    for question in &mut deck.questions {
        let question = Rc::make_mut(question);
        let number = question.id.as_str().rsplit('-').next().and_then(|number| number.parse::<u32>().ok());
        // Of all levels.
        let holds = number.is_some_and(|number| number % 9 < 3);
        if let (true, Body::Single(options)) = (holds, &mut question.body) {
            options.iter_mut().skip(1).for_each(|option| option.trap = Some(TrapId::new(question.id.topic().as_str())));
        }
    }
    let trap = |topic: &TopicId| Trap { id: TrapId::new(topic.as_str()), name: String::new(), truth: String::new() };
    deck.track.traps = topics.iter().map(trap).collect();
    deck.drills = topics.iter().step_by(2).map(|topic| drill(&format!("{TRACK}-{topic}-d01"))).collect();
    deck
}

/// A deck with so many questions and cards in each of the 24 topics, at most 999 and 99.
pub(in crate::tools) fn deck_of(questions_each: u32, cards_each: u32) -> Deck {
    let names = DOMAINS.iter().enumerate().map(|(at, (weight, topics))| (at, *weight, *topics));
    let mut domains = Vec::new();
    let mut weights = Vec::new();
    let (mut questions, mut cards) = (Vec::new(), Vec::new());
    for (at, weight, topics) in names {
        let id = DomainId::new(&format!("domain{at}"));
        weights.push(Weight { id: id.clone(), weight });
        let topic = |n: usize| Topic { id: TopicId::new(&format!("t{at}{n}")), name: String::new() };
        domains.push(Domain { id, name: String::new(), topics: (0..topics).map(topic).collect() });
        for n in 0..topics {
            questions
                .extend((1..=questions_each).map(|number| question(&format!("{TRACK}-t{at}{n}-{number:03}"), number)));
            cards.extend((1..=cards_each).map(|number| card(&format!("{TRACK}-t{at}{n}-c{number:02}"))));
        }
    }
    let track = Track {
        id: TrackId::new(TRACK),
        short: String::new(),
        name: String::new(),
        issuer: String::new(),
        about: String::new(),
        approaches: false,
        outlines: vec![Outline {
            version: String::new(),
            from: "2020-01-01".into(),
            checked: String::new(),
            link: String::new(),
            mark: Provenance::Editorial,
            weights_mark: Provenance::Editorial,
            questions: 180,
            scored: 170,
            minutes: 240,
            kinds: Vec::new(),
            pass: Pass::Unpublished { mark: Provenance::Editorial },
            sections: Vec::new(),
            approach_shares: None,
            domains: weights,
            notes: Vec::new(),
        }],
        domains,
        traps: Vec::new(),
    };
    let (cases, drills) = (Vec::new(), Vec::new());
    let pack = Pack { format: FORMAT, track: track.id.clone(), traps: Vec::new(), questions, cards, cases, drills };
    Deck::new(&Entry { track, pack: None, forms: Vec::new(), figures: Figures::default() }, pack)
}

fn question(id: &str, number: u32) -> Question {
    let option = |key| Choice { text: Line::of(""), key, why: Text(Vec::new()), trap: None };
    Question {
        id: ItemId::new(id),
        hash: ContentHash(1),
        level: Level::ALL[number as usize % 3],
        approach: None,
        form: None,
        case: None,
        stem: Text(Vec::new()),
        exhibits: Vec::new(),
        body: Body::Single(vec![option(true), option(false), option(false), option(false)]),
        lesson: Line::of(""),
        sources: Vec::new(),
    }
}

fn drill(id: &str) -> Drill {
    let empty = || Text(Vec::new());
    Drill {
        id: ItemId::new(id),
        hash: ContentHash(3),
        title: String::new(),
        level: Level::Apply,
        stem: empty(),
        exhibits: Vec::new(),
        vars: Vec::new(),
        lets: Vec::new(),
        require: Vec::new(),
        answer: "1".into(),
        tolerance: 0.0,
        decimals: 0,
        unit: String::new(),
        working: empty(),
        mistakes: Vec::new(),
        lesson: Line::of(""),
        sources: Vec::new(),
    }
}

fn card(id: &str) -> Card {
    let empty = || Text(Vec::new());
    Card { id: ItemId::new(id), hash: ContentHash(2), front: empty(), back: empty(), sources: Vec::new() }
}
