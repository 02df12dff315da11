//! How long a large record takes. Printed, not judged: a budget is a benchmark, never a timed test.

#![expect(clippy::disallowed_methods, reason = "a measurement needs a clock")]

use crate::make::{DAY, answered, by, graded};
use certdeck::engine::progress::codec;
use certdeck::engine::progress::event::{Confidence, Event, Grade, What};
use certdeck::engine::progress::export;
use certdeck::engine::progress::record::Record;
use certdeck::engine::schedule::standings::Standings;
use std::time::Instant;

/// Three years of two devices: answers to 1,200 questions and 300 cards, flags and undos among them.
fn events(count: u64) -> Vec<Event> {
    let what = |n: u64| match n % 50 {
        0 => What::Undone(crate::make::id(n % 2, n.saturating_sub(2))),
        1 => What::Flagged { item: crate::make::item("csm-daily-001"), on: n % 4 == 1 },
        k if k % 5 == 0 => graded(&format!("csm-topic-{}-c{:02}", n % 7, n * 7 % 43), Grade::Good),
        _ => answered(
            &format!("csm-topic-{}-{:03}", n % 13, n * 31 % 97),
            !n.is_multiple_of(4),
            Some(Confidence::ThoughtSo),
        ),
    };
    (0..count).map(|n| by(n % 2, n, n as i64 * (3 * 365 * DAY / count as i64) - 3 * 365 * DAY, what(n))).collect()
}

#[test]
#[ignore = "a measurement: cargo test --release --test progress speed -- --ignored --nocapture"]
fn a_hundred_thousand_events() {
    let mut start = Instant::now();
    let mut lap = |what: &str| {
        println!("{what}: {:.1} ms", start.elapsed().as_secs_f64() * 1000.0);
        start = Instant::now();
    };
    let made = events(100_000);
    lap("made");
    let lines: Vec<String> = made.iter().map(codec::encode).collect();
    lap("encoded");
    let read: Vec<Event> = lines.iter().filter_map(|line| codec::decode(line).ok()).collect();
    lap("decoded");
    assert_eq!(read.len(), made.len());
    let mut record = Record::of(read);
    lap("sorted and folded");
    let mut standings = Standings::of(record.snapshot());
    lap("memory of all items");
    let next = by(1, 1_000_000, 1, answered("csm-topic-1-001", true, None));
    let _ = record.add(next.clone());
    standings.sync(record.snapshot());
    lap("one more answer");
    let _ = record.add(by(1, 1_000_001, 2, What::Undone(next.id)));
    standings.sync(record.snapshot());
    lap("taken back");
    println!(
        "{} items, {} characters",
        record.snapshot().items().count(),
        lines.iter().map(String::len).sum::<usize>()
    );
}

#[test]
#[ignore = "a measurement: cargo test --release --test progress speed -- --ignored --nocapture"]
fn a_hundred_megabytes_of_nonsense() {
    let head = "{\"format\":\"certdeck-progress\",\"version\":1,\"events\":[";
    let mut start = Instant::now();
    for element in ["0", "{}", "{\"device\":\"x\"}"] {
        let count = (export::LIMIT - head.len() - 2) / (element.len() + 1);
        let text = format!("{head}{}{element}]}}", format!("{element},").repeat(count - 1));
        let import = export::read(&text, export::LIMIT).unwrap();
        assert_eq!((import.events.len(), import.unreadable as usize), (0, count));
        println!("{element}: {:.1} s", start.elapsed().as_secs_f64());
        start = Instant::now();
    }
    // One item answered far too often, by a clock that runs backwards.
    let count = 200_000;
    let back = |n: u64| by(1, n, -(n as i64), answered("csm-daily-001", true, None));
    let record = Record::of((0..count).map(back).collect());
    println!("{count} answers to one item: {:.1} s", start.elapsed().as_secs_f64());
    assert_eq!(record.snapshot().items().map(|(_, history)| history.reviews.len()).sum::<usize>() as u64, count);
}
