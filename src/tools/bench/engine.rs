//! The engine with a long history, on this machine.

use super::report::{Figure, quantile};
use super::shelf::{self, Pieces};
use super::{bank, history};
use crate::engine::bank::pack::Figures;
use crate::engine::exam::assemble::assemble;
use crate::engine::exam::shelf::Shelf;
use crate::engine::id::{DeviceId, EventId, ItemId};
use crate::engine::plan::calendar::plan;
use crate::engine::plan::facts::Facts;
use crate::engine::progress::event::{Event, Setting, What};
use crate::engine::progress::exam::Source;
use crate::engine::progress::record::Record;
use crate::engine::progress::{codec, export};
use crate::engine::schedule::standings::Standings;
use crate::engine::stats::forecast::evidence::{Evidence, first_answers};
use crate::engine::stats::forecast::form::Form;
use crate::engine::stats::forecast::outlook::outlook;
use crate::engine::time::{DEFAULT_ROLLOVER, Date, Millis, Now};
use crate::tools::simulate::deck_of;
use crate::tools::steps::Timer;

/// Histories of these lengths are booted besides the one that is asked for.
const LENGTHS: [u32; 3] = [1_000, 10_000, 250_000];

/// 2026-11-20T12:00Z.
const NOW: Millis = Millis(1_795_176_000_000);

/// Measures with so many events.
pub(super) fn measure(count: u32) -> Vec<Figure> {
    let mut figures = Vec::new();
    for length in LENGTHS {
        let (stored, _) = shelf::stored(&history::events(length));
        let (whole, ..) = boot(&stored);
        figures.push(Figure::told(format!("boot with {length} events: read, fold, schedule"), whole, "ms"));
    }
    let mut events = history::events(count + 100);
    let later = events.split_off(count as usize);
    let (stored, _) = shelf::stored(&events);
    let (whole, parts, record, standings) = boot(&stored);
    let what = format!("boot with {count} events: read, fold, schedule");
    figures.push(Figure::at_most(what, whole, "ms", 300.0));
    for (what, ms) in ["  reading what is stored", "  folding it", "  the schedule"].into_iter().zip(parts) {
        figures.push(Figure::told(what, ms, "ms"));
    }
    figures.push(forecast("forecast of a track", &record));
    figures.extend(answers(record, standings, later, "one answer more, p95"));
    figures.extend(storage());
    figures.push(papers());
    figures.push(replan("replan: 2,000 items, 12 weeks", &[21, 7]));
    // 250 answers to each of a thousand questions, over two years.
    let long: Vec<i64> = (0..250).rev().map(|ago| 7 + 3 * ago).collect();
    figures.push(replan("replan: 2,000 items, 12 weeks, 250,000 answers", &long));
    figures
}

/// The median of five boots with its parts, milliseconds, and what came of the last.
fn boot(stored: &Pieces) -> (f64, [f64; 3], Record, Standings) {
    let mut boots = Vec::new();
    let mut parts = [Vec::new(), Vec::new(), Vec::new()];
    let mut last = (Record::default(), Standings::of(Record::default().snapshot()));
    for _ in 0..5 {
        let timer = Timer::start();
        let read: Vec<Event> = stored.iter().flat_map(|(name, text)| shelf::read(name, text)).collect();
        let read_ms = timer.micros() / 1e3;
        let record = Record::of(read);
        let folded = timer.micros() / 1e3;
        let standings = Standings::of(record.snapshot());
        let whole = timer.micros() / 1e3;
        boots.push(whole);
        for (part, ms) in parts.iter_mut().zip([read_ms, folded - read_ms, whole - folded]) {
            part.push(ms);
        }
        last = (record, standings);
    }
    (quantile(&mut boots, 0.5), parts.map(|mut part| quantile(&mut part, 0.5)), last.0, last.1)
}

/// What an answer more costs, and the export of all.
fn answers(mut record: Record, mut standings: Standings, later: Vec<Event>, what: &str) -> Vec<Figure> {
    let mut figures = Vec::new();
    let step = |event: Event| {
        let timer = Timer::start();
        let _line = (codec::storage_name(&event), codec::encode(&event));
        // All of them are new.
        let _ = record.add(event);
        standings.sync(record.snapshot());
        timer.micros() / 1e3
    };
    let mut steps: Vec<f64> = later.into_iter().map(step).collect();
    figures.push(Figure::told(what, quantile(&mut steps, 0.95), "ms"));
    let timer = Timer::start();
    let now = Now { at: NOW, utc_offset: 60 };
    let text = export::write(record.log(), "0", DeviceId(1), now);
    figures.push(Figure::told("  writing the export", timer.micros() / 1e3, "ms"));
    let timer = Timer::start();
    let read = export::read(&text, export::LIMIT).is_ok();
    let what = if read { "  reading the export" } else { "  refusing the export" };
    figures.push(Figure::told(what, timer.micros() / 1e3, "ms"));
    figures
}

/// Storage of as many answers as are promised: room, compaction, and one answer more.
fn storage() -> Vec<Figure> {
    let mut events = history::events(250_100);
    let later = events.split_off(250_000);
    let (stored, slices) = shelf::stored(&events);
    let mut longest = slices.iter().flatten().copied().collect::<Vec<_>>();
    let mut whole: Vec<f64> = slices.iter().map(|round| round.iter().sum()).collect();
    let (_, _, record, standings) = boot(&stored);
    let told = forecast("forecast of a track with 250,000 answers", &record);
    let steps = answers(record, standings, later, "one answer more with 250,000, p95");
    let characters = shelf::characters(&stored);
    let mut figures = vec![
        Figure::at_most("storage of 250,000 answers", characters as f64, "characters", 4e6),
        Figure::told("  characters an answer, all in all", characters as f64 / 250_000.0, "characters"),
        Figure::at_most("compaction: longest slice with 250,000", quantile(&mut longest, 1.0), "ms", 8.0),
        Figure::told("  a whole round, all slices", quantile(&mut whole, 0.5), "ms"),
    ];
    figures.extend(steps);
    figures.push(told);
    figures
}

/// Mock exams out of 2,000 questions: for somebody who has seen nothing, and for somebody who has seen half of it.
fn papers() -> Figure {
    let deck = bank::deck();
    let shelf = Shelf { deck: &deck, form: None, bank: "0123456789abcdef" };
    let half = |item: &ItemId| u32::from(item.as_str().ends_with(['0', '2', '4', '6', '8']));
    let mut times = Vec::new();
    for seed in 0..200 {
        let past: &dyn Fn(&ItemId) -> u32 = if seed % 2 == 0 { &|_| 0 } else { &half };
        let timer = Timer::start();
        let paper = assemble(&shelf, bank::DATE, &Source::Fresh, seed, past);
        let whole = paper.is_ok_and(|paper| paper.len() == u32::from(bank::ASKED));
        // A shorter one would be no measure.
        times.push(if whole { timer.micros() / 1e3 } else { f64::INFINITY });
    }
    let what = format!("a mock exam of {} out of {}, p95", bank::ASKED, deck.questions.len());
    Figure::at_most(what, quantile(&mut times, 0.95), "ms", 5.0)
}

/// The forecast of a track with what would tell more, from the log's fold on.
fn forecast(what: &str, record: &Record) -> Figure {
    let (snapshot, track) = (record.snapshot(), history::track());
    let now = Now { at: NOW, utc_offset: 60 };
    let mut times = Vec::new();
    for _ in 0..9 {
        let timer = Timer::start();
        let past = first_answers(snapshot, &track, None, None, snapshot.today(now));
        let evidence = Evidence::of(&past, track.domains.len());
        let told = Form::of(&track, &Figures::default(), "2026-11-20", None).map(|form| outlook(&evidence, &form));
        times.push(timer.micros() / 1e3);
        drop(told);
    }
    Figure::at_most(what, quantile(&mut times, 0.5), "ms", 30.0)
}

/// A plan made anew: 2,000 items of which half were answered so many days ago, 12 weeks to the exam.
fn replan(what: &str, days_ago: &[i64]) -> Figure {
    let deck = deck_of(60, 24);
    let now = Now { at: NOW, utc_offset: 60 };
    let mut events = history::study(&deck, 1_000, days_ago, now);
    let date = Date::from(now.study_day(DEFAULT_ROLLOVER).plus(84)).to_string();
    let id = EventId { device: DeviceId(2), counter: 0 };
    events.push(Event { id, now, what: What::Set(Setting::ExamDate(deck.track.id.clone(), Some(date))) });
    let record = Record::of(events);
    let standings = Standings::of(record.snapshot());
    let facts = Facts { deck: &deck, snapshot: record.snapshot(), standings: &standings, forms: &[], now };
    let mut times: Vec<f64> = (0..9)
        .map(|_| {
            let timer = Timer::start();
            let planned = plan(&facts, 0).is_ok_and(|plan| plan.days.len() == 84);
            if planned { timer.micros() / 1e3 } else { f64::INFINITY }
        })
        .collect();
    Figure::at_most(what, quantile(&mut times, 0.5), "ms", 50.0)
}
