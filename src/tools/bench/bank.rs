//! A large bank, made up and the same every time: 2,000 questions of an exam with case sets, parts and approaches.

use crate::engine::bank::deck::Deck;
use crate::engine::bank::pack::{Entry, FORMAT, Figures, Pack};
use crate::engine::bank::question::{Approach, Body, Case, Choice, ContentHash, Kind, Level, Question};
use crate::engine::bank::text::{Line, Text};
use crate::engine::bank::track::{
    ApproachShares, Domain, Fill, Outline, Pass, Provenance, Section, Topic, Track, Weight,
};
use crate::engine::id::{DomainId, ItemId, TopicId, TrackId};

/// Questions that stand alone in each topic, and those of its case.
const IN_TOPIC: (usize, usize) = (76, 4);
/// Domains with their weights and numbers of topics.
const DOMAINS: [(&str, u8, usize); 3] = [("people", 33, 7), ("process", 41, 10), ("business", 26, 8)];
/// Questions of the exam.
pub(super) const ASKED: u16 = 180;
/// The exam's date.
pub(super) const DATE: &str = "2026-12-01";

/// 25 topics of 80 questions.
pub(super) fn deck() -> Deck {
    let track = track();
    let mut pack = Pack {
        format: FORMAT,
        track: track.id.clone(),
        traps: Vec::new(),
        questions: Vec::new(),
        cards: Vec::new(),
        cases: Vec::new(),
        drills: Vec::new(),
    };
    for topic in track.domains.iter().flat_map(|domain| &domain.topics) {
        let (alone, of_case) = IN_TOPIC;
        pack.questions.extend((0..alone).map(|n| question(&topic.id, n)));
        let id = ItemId::new(&format!("pmp-{}-k01", topic.id));
        let questions = (alone..alone + of_case).map(|n| Question {
            case: Some(id.clone()),
            body: single(),
            ..question(&topic.id, n)
        });
        let questions: Vec<Question> = questions.collect();
        let names = questions.iter().map(|question| question.id.clone()).collect();
        pack.cases.push(Case {
            id,
            title: "A case".to_owned(),
            text: Text::default(),
            exhibits: Vec::new(),
            questions: names,
        });
        pack.questions.extend(questions);
    }
    Deck::new(&Entry { track, pack: None, forms: Vec::new(), figures: Figures::default() }, pack)
}

fn options(keys: usize, count: usize) -> Vec<Choice> {
    let choice = |at| Choice { text: Line::of("An option"), key: at < keys, why: Text::default(), trap: None };
    (0..count).map(choice).collect()
}

fn single() -> Body {
    Body::Single(options(1, 4))
}

fn question(topic: &TopicId, n: usize) -> Question {
    let approaches = [Approach::Predictive, Approach::Agile, Approach::Hybrid, Approach::Predictive, Approach::Agile];
    Question {
        id: ItemId::new(&format!("pmp-{topic}-{n:03}")),
        hash: ContentHash(n as u32),
        level: Level::ALL[n % 3],
        approach: Some(approaches[n % 5]),
        form: None,
        case: None,
        stem: Text::default(),
        exhibits: Vec::new(),
        body: if n % 7 == 3 { Body::Multiple(options(2, 5)) } else { single() },
        lesson: Line::default(),
        sources: Vec::new(),
    }
}

fn track() -> Track {
    let topic = |domain: &str, n: usize| {
        let id = format!("{domain}-{}", char::from(b'a' + n as u8));
        Topic { id: TopicId::new(&id), name: id }
    };
    let domain = |(id, _, topics): (&str, u8, usize)| Domain {
        id: DomainId::new(id),
        name: id.to_owned(),
        topics: (0..topics).map(|n| topic(id, n)).collect(),
    };
    let section = |id: &str, fill| Section {
        id: id.to_owned(),
        name: id.to_owned(),
        fill,
        break_before_minutes: 10,
        mark: Provenance::Editorial,
    };
    let outline = Outline {
        version: "2026".to_owned(),
        from: "2026-01-01".to_owned(),
        checked: "2026-11-20".to_owned(),
        link: String::new(),
        mark: Provenance::Editorial,
        weights_mark: Provenance::Editorial,
        questions: ASKED,
        scored: ASKED - 10,
        minutes: 240,
        kinds: vec![Kind::Single, Kind::Multiple],
        pass: Pass::Unpublished { mark: Provenance::Editorial },
        sections: vec![
            section("cases", Fill::Cases { cases: 3, min_case_questions: 4, max_case_questions: 5 }),
            section("first", Fill::Half),
            section("second", Fill::Rest),
        ],
        approach_shares: Some(ApproachShares { predictive: 40, adaptive: 60 }),
        domains: DOMAINS.map(|(id, weight, _)| Weight { id: DomainId::new(id), weight }).to_vec(),
        notes: Vec::new(),
    };
    Track {
        id: TrackId::new("pmp"),
        short: "PMP".to_owned(),
        name: "An exam".to_owned(),
        issuer: String::new(),
        about: String::new(),
        approaches: true,
        outlines: vec![outline],
        domains: DOMAINS.map(domain).to_vec(),
        traps: Vec::new(),
    }
}
