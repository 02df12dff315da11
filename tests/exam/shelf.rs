//! A bank that is made up, the same every time and everywhere: an exam with case sets, parts and breaks, approaches,
//! pretest questions and a reserved form.

use certdeck::engine::bank::deck::Deck;
use certdeck::engine::bank::pack::{Entry, Figures, Pack};
use certdeck::engine::bank::question::{
    Approach, Body, Case, Choice, ContentHash, Kind, Level, Numeric, Pair, Question, Region,
};
use certdeck::engine::bank::text::{Block, Line, Text};
use certdeck::engine::bank::track::{
    ApproachShares, Band, Domain, Fill, Outline, Pass, Provenance, Section, Topic, Track, Weight,
};
use certdeck::engine::drill::{Drill, Misapplied, Var};
use certdeck::engine::exam::shelf::Shelf;
use certdeck::engine::id::{DomainId, ItemId, TopicId, TrackId};

/// The made-up bank's hash.
pub const BANK: &str = "5a3c91d04e77b260";

const DOMAINS: [(&str, u8, usize); 3] = [("people", 33, 7), ("process", 41, 10), ("business", 26, 8)];
const FORM: u8 = 1;

/// The exam's date in tests.
pub const DATE: &str = "2026-12-01";

pub struct Bank {
    pub deck: Deck,
    pub form: Deck,
}

impl Bank {
    pub fn shelf(&self) -> Shelf<'_> {
        Shelf { deck: &self.deck, form: Some(&self.form), bank: BANK }
    }
}

pub fn text(words: &str) -> Text {
    Text(vec![Block::Paragraph(Line::of(words))])
}

fn topic(domain: &str, number: usize) -> String {
    format!("{domain}-{}", char::from(b'a' + number as u8))
}

pub fn track() -> Track {
    let domains = DOMAINS.iter().map(|(id, _, topics)| Domain {
        id: DomainId::new(id),
        name: id.to_uppercase(),
        topics: (0..*topics).map(|n| Topic { id: TopicId::new(&topic(id, n)), name: format!("{id} {n}") }).collect(),
    });
    let section = |id: &str, fill: Fill, break_before_minutes: u16| Section {
        id: id.to_owned(),
        name: id.to_uppercase(),
        fill,
        break_before_minutes,
        mark: Provenance::Editorial,
    };
    let bands = [("Above", 0.75), ("Target", 0.65), ("Below", 0.5), ("Needs work", 0.0)];
    let outline = Outline {
        version: "Outline 2026".to_owned(),
        from: "2026-07-09".to_owned(),
        checked: "2026-11-20".to_owned(),
        link: "https://example.org".to_owned(),
        mark: Provenance::Issuer,
        weights_mark: Provenance::Issuer,
        questions: 180,
        scored: 170,
        minutes: 240,
        kinds: vec![Kind::Single, Kind::Multiple, Kind::Matching, Kind::Hotspot],
        pass: Pass::Bands {
            bands: bands.map(|(name, from)| Band { name: name.to_owned(), from }).to_vec(),
            cut_mark: Provenance::Editorial,
            mark: Provenance::Secondary,
        },
        sections: vec![
            section("cases", Fill::Cases { cases: 3, min_case_questions: 4, max_case_questions: 5 }, 0),
            section("first", Fill::Half, 10),
            section("second", Fill::Rest, 10),
        ],
        approach_shares: Some(ApproachShares { predictive: 40, adaptive: 60 }),
        domains: DOMAINS.map(|(id, weight, _)| Weight { id: DomainId::new(id), weight }).to_vec(),
        notes: Vec::new(),
    };
    let former = Outline {
        version: "Outline 2021".to_owned(),
        from: "2021-01-02".to_owned(),
        minutes: 230,
        scored: 175,
        sections: Vec::new(),
        approach_shares: None,
        domains: [("people", 42), ("process", 50), ("business", 8)]
            .map(|(id, weight)| Weight { id: DomainId::new(id), weight })
            .to_vec(),
        ..outline.clone()
    };
    Track {
        id: TrackId::new("pmp"),
        short: "PMP".to_owned(),
        name: "An exam".to_owned(),
        issuer: "An issuer".to_owned(),
        about: "For all.".to_owned(),
        approaches: true,
        outlines: vec![former, outline],
        domains: domains.collect(),
        traps: Vec::new(),
    }
}

/// A question whose first option, pair or region is right (of several options: the first two).
fn body(kind: Kind) -> Body {
    let why = || text("Since it is.");
    let options = |keys: usize, all: usize| {
        (0..all).map(|at| Choice { text: Line::of("An option"), key: at < keys, why: why(), trap: None }).collect()
    };
    match kind {
        Kind::Multiple => Body::Multiple(options(2, 5)),
        Kind::Matching => {
            let pair =
                |n: usize| Pair { left: Line::of(&n.to_string()), right: Line::of(&(n + 9).to_string()), why: why() };
            Body::Matching { pairs: (0..3).map(pair).collect(), distractors: Vec::new() }
        }
        Kind::Hotspot => Body::Hotspot(
            (0..3)
                .map(|n| Region {
                    at: format!("p{n}"),
                    label: format!("Point {n}"),
                    key: n == 0,
                    why: why(),
                    trap: None,
                })
                .collect(),
        ),
        Kind::Numeric => Body::Numeric(Numeric {
            answer: 7.0,
            tolerance: 0.0,
            unit: String::new(),
            working: text("`3 + 4 = 7`"),
            mistakes: Vec::new(),
        }),
        _ => Body::Single(options(1, 4)),
    }
}

/// The `n`-th question of a topic.
fn question(topic: &str, n: usize) -> Question {
    let kind = [Kind::Single, Kind::Single, Kind::Multiple, Kind::Single, Kind::Matching, Kind::Single, Kind::Hotspot];
    let kinds = if n % 29 == 28 { Kind::Numeric } else { kind[n % kind.len()] };
    let approach = [Approach::Predictive, Approach::Agile, Approach::Hybrid, Approach::Predictive, Approach::Agile];
    Question {
        id: ItemId::new(&format!("pmp-{topic}-{:03}", n + 1)),
        hash: ContentHash((n as u32 + 1).wrapping_mul(2_654_435_761)),
        level: Level::ALL[n % 3],
        approach: Some(approach[n % approach.len()]),
        form: None,
        case: None,
        stem: text("What now?"),
        exhibits: Vec::new(),
        body: body(kinds),
        lesson: Line::of("So it is."),
        sources: Vec::new(),
    }
}

fn drill(topic: &str) -> Drill {
    let var = |name: &str| Var { name: name.to_owned(), min: 100.0, max: 900.0, step: 10.0 };
    Drill {
        id: ItemId::new(&format!("pmp-{topic}-d01")),
        hash: ContentHash(77),
        title: "Index".to_owned(),
        level: Level::Apply,
        stem: text("EV is {ev}, AC is {ac}. CPI?"),
        exhibits: Vec::new(),
        vars: vec![var("ev"), var("ac")],
        lets: Vec::new(),
        require: vec!["ev != ac".to_owned()],
        answer: "ev / ac".to_owned(),
        tolerance: 0.0,
        decimals: 2,
        unit: String::new(),
        working: text("`{ev} / {ac} = {ev / ac}`"),
        mistakes: vec![Misapplied { value: "ac / ev".to_owned(), why: text("Upside down.") }],
        lesson: Line::of("Earned over spent."),
        sources: Vec::new(),
    }
}

/// A bank with so many questions in each topic, and as many in each form as the exam has.
pub fn bank(per_topic: usize) -> Bank {
    let track = track();
    let pack = |form: Option<u8>| Pack {
        format: 1,
        track: track.id.clone(),
        traps: Vec::new(),
        questions: Vec::new(),
        cards: Vec::new(),
        cases: Vec::new(),
        drills: if form.is_none() { DOMAINS.map(|(id, ..)| drill(&topic(id, 0))).to_vec() } else { Vec::new() },
    };
    let (mut practice, mut form) = (pack(None), pack(Some(FORM)));
    for (id, _, topics) in DOMAINS {
        for number in 0..topics {
            let topic = topic(id, number);
            practice.questions.extend((0..per_topic).map(|n| question(&topic, n)));
            // A case of four, five or six questions for each second topic, where there is room.
            if number % 2 == 0 && per_topic >= 8 {
                add_case(&mut practice, &topic, 1, 600, 4 + number / 2 % 3, None);
            }
        }
        // The reserved form: exactly what the weights give, one case in each domain.
        let due = [("people", 59), ("process", 74), ("business", 47)].into_iter().find(|(other, _)| *other == id);
        let due = due.expect("a domain").1;
        add_case(&mut form, &topic(id, 1), 90, 900, 4, Some(FORM));
        for n in 0..due - 4 {
            let question = question(&topic(id, n % topics), 700 + n / topics);
            form.questions.push(Question { form: Some(FORM), ..question });
        }
    }
    let entry =
        |track: &Track| Entry { track: track.clone(), pack: None, forms: Vec::new(), figures: Figures::default() };
    Bank { deck: Deck::new(&entry(&track), practice), form: Deck::new(&entry(&track), form) }
}

fn add_case(pack: &mut Pack, topic: &str, number: usize, from: usize, count: usize, form: Option<u8>) {
    let id = ItemId::new(&format!("pmp-{topic}-k{number:02}"));
    // Of every kind but numbers: a case is whole or not there.
    let kind = |n: usize| if n == 0 { Kind::Multiple } else { Kind::Single };
    let questions: Vec<Question> = (0..count)
        .map(|n| Question { case: Some(id.clone()), form, body: body(kind(n)), ..question(topic, from + n) })
        .collect();
    pack.cases.push(Case {
        id,
        title: "A case".to_owned(),
        text: text("It is long."),
        exhibits: Vec::new(),
        questions: questions.iter().map(|question| question.id.clone()).collect(),
    });
    pack.questions.extend(questions);
}
