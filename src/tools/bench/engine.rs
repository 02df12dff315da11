//! The engine with a long history, on this machine.

use super::history;
use super::report::{Figure, quantile};
use crate::engine::bank::pack::Figures;
use crate::engine::id::{DeviceId, EventId};
use crate::engine::plan::calendar::plan;
use crate::engine::plan::facts::Facts;
use crate::engine::progress::event::{Event, Setting, What};
use crate::engine::progress::record::Record;
use crate::engine::progress::{codec, export};
use crate::engine::schedule::standings::Standings;
use crate::engine::stats::forecast::evidence::{Evidence, first_answers};
use crate::engine::stats::forecast::form::Form;
use crate::engine::stats::forecast::outlook::outlook;
use crate::engine::time::{DEFAULT_ROLLOVER, Date, Millis, Now};
use crate::tools::simulate::deck_of;
use crate::tools::steps::Timer;

/// A prefix, the folder and a slash: what a record costs besides its name and text.
const KEY: usize = "certdeck/e/".len();

/// Measures with so many events.
pub(super) fn measure(count: u32) -> Vec<Figure> {
    let mut events = history::events(count + 100);
    let later = events.split_off(count as usize);
    let lines: Vec<String> = events.iter().map(codec::encode).collect();
    let characters: usize =
        events.iter().zip(&lines).map(|(event, line)| KEY + codec::storage_name(event).len() + line.len()).sum();
    let mut figures = Vec::new();

    let mut boots = Vec::new();
    let mut parts = [Vec::new(), Vec::new(), Vec::new()];
    let mut last = None;
    for _ in 0..5 {
        let timer = Timer::start();
        let decoded: Vec<_> = lines.iter().filter_map(|line| codec::decode(line).ok()).collect();
        let read = timer.micros() / 1e3;
        let record = Record::of(decoded);
        let folded = timer.micros() / 1e3;
        let standings = Standings::of(record.snapshot());
        let whole = timer.micros() / 1e3;
        boots.push(whole);
        for (part, ms) in parts.iter_mut().zip([read, folded - read, whole - folded]) {
            part.push(ms);
        }
        last = Some((record, standings));
    }
    figures.push(Figure::at_most(
        format!("boot with {count} events: read, fold, schedule"),
        quantile(&mut boots, 0.5),
        "ms",
        300.0,
    ));
    for (what, part) in ["  reading the lines", "  folding them", "  the schedule"].into_iter().zip(&mut parts) {
        figures.push(Figure::told(what, quantile(part, 0.5), "ms"));
    }
    if let Some((mut record, mut standings)) = last {
        let mut steps: Vec<f64> = later
            .into_iter()
            .map(|event| {
                let timer = Timer::start();
                // All of them are new.
                let _ = record.add(event);
                standings.sync(record.snapshot());
                timer.micros() / 1e3
            })
            .collect();
        figures.push(Figure::told("one answer more, p95", quantile(&mut steps, 0.95), "ms"));
        let now = Now { at: Millis(1_795_176_000_000), utc_offset: 60 };
        figures.push(forecast(&record, now));
        figures.push(replan());
        let timer = Timer::start();
        let text = export::write(record.log(), "0", DeviceId(1), now);
        figures.push(Figure::told("writing the export", timer.micros() / 1e3, "ms"));
        let timer = Timer::start();
        let read = export::read(&text, export::LIMIT).is_ok();
        figures.push(Figure::told(
            if read { "reading the export" } else { "refusing the export" },
            timer.micros() / 1e3,
            "ms",
        ));
    }
    let of_250_000 = characters as f64 / f64::from(count.max(1)) * 250_000.0;
    figures.push(Figure::at_most("storage of 250,000 answers", of_250_000, "characters", 4e6));
    figures
}

/// The forecast of a track with what would tell more, from the log's fold on.
fn forecast(record: &Record, now: Now) -> Figure {
    let (snapshot, track) = (record.snapshot(), history::track());
    let mut times = Vec::new();
    for _ in 0..9 {
        let timer = Timer::start();
        let answers = first_answers(snapshot, &track, None, None, snapshot.today(now));
        let evidence = Evidence::of(&answers, track.domains.len());
        let told = Form::of(&track, &Figures::default(), "2026-11-20", None).map(|form| outlook(&evidence, &form));
        times.push(timer.micros() / 1e3);
        drop(told);
    }
    Figure::at_most("forecast of a track", quantile(&mut times, 0.5), "ms", 30.0)
}

/// A plan made anew: 2,000 items of which half were met, 12 weeks to the exam.
fn replan() -> Figure {
    let deck = deck_of(60, 24);
    let now = Now { at: Millis(1_795_176_000_000), utc_offset: 60 };
    let mut events = history::study(&deck, 1_000, now);
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
    Figure::at_most("replan: 2,000 items, 12 weeks", quantile(&mut times, 0.5), "ms", 50.0)
}
