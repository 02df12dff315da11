use crate::arbitrary::{crowd, likely_event};
use crate::make::{NOON, answered, event, graded};
use certdeck::engine::id::DeviceId;
use certdeck::engine::progress::codec;
use certdeck::engine::progress::event::{Confidence, Event, Grade};
use certdeck::engine::progress::export::{
    Import, ImportError, LIMIT, Preview, Reader, Warning, Writer, preview, read, write,
};
use certdeck::engine::progress::log::Log;
use certdeck::engine::time::{Millis, Now};
use proptest::prelude::*;

fn log() -> Log {
    Log::of(vec![
        event(0, 0, answered("csm-daily-001", true, Some(Confidence::ThoughtSo))),
        event(1, 1, graded("csm-daily-c01", Grade::Hard)),
        event(2, 2, answered("csm-daily-002", false, None)),
    ])
}

fn exported(log: &Log) -> String {
    write(log, "0.1.0", DeviceId(0xa7), Now { at: Millis(NOON), utc_offset: 90 })
}

fn import(text: &str) -> Import {
    read(text, LIMIT).unwrap_or_else(|error| panic!("{error}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn what_is_written_is_read(events in proptest::collection::vec(likely_event(), 0..20)) {
        let log = Log::of(events);
        let import = import(&exported(&log));
        prop_assert_eq!(&import.warnings, &[]);
        prop_assert_eq!(import.unreadable, 0);
        prop_assert_eq!(Log::of(import.events), log);
    }

    #[test]
    fn no_text_ends_in_a_panic(cut in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), to in any::<char>()) {
        let text: Vec<char> = exported(&log()).chars().collect();
        let mut changed = text.clone();
        changed[at.index(text.len())] = to;
        changed.truncate(cut.index(text.len()) + 1);
        if let Ok(import) = read(&changed.iter().collect::<String>(), LIMIT) {
            // Whatever is offered was there before: nothing is made up, save what was changed by hand and says so.
            prop_assert!(!import.warnings.is_empty() || Log::of(import.events) == log());
        }
    }

    #[test]
    fn steps_change_nothing(
        events in crowd(20),
        cut in proptest::option::of(any::<prop::sample::Index>()),
        change in proptest::option::of((any::<prop::sample::Index>(), "[\\x00-\\x7f]")),
        bytes in 1usize..400,
        most in 1usize..9,
    ) {
        let log = Log::of(events);
        let mut writer = Writer::default();
        while writer.step(&log, most) {}
        let mut text = writer.finish("0.1.0", DeviceId(0xa7), Now { at: Millis(NOON), utc_offset: 90 });
        prop_assert_eq!(&text, &exported(&log));
        // Not all of it is one byte long.
        let ends: Vec<usize> = text.char_indices().map(|(at, letter)| at + letter.len_utf8()).collect();
        if let Some((at, to)) = change {
            let end = ends[at.index(ends.len())];
            let start = text[..end].char_indices().next_back().map_or(0, |(at, _)| at);
            text.replace_range(start..end, &to);
        }
        if let Some(cut) = cut {
            let ends: Vec<usize> = text.char_indices().map(|(at, letter)| at + letter.len_utf8()).collect();
            text.truncate(ends[cut.index(ends.len())]);
        }
        let mut reader = Reader::new(text.clone(), LIMIT);
        let in_steps = loop {
            match &mut reader {
                Err(error) => break Err(*error),
                Ok(reader) => {
                    let (at, of) = reader.progress();
                    prop_assert!(at <= of);
                    if let Some(result) = reader.step(bytes) {
                        break result;
                    }
                }
            }
        };
        prop_assert_eq!(in_steps, read(&text, LIMIT));
    }

    #[test]
    fn importing_is_union(mine in crowd(20), theirs in crowd(20)) {
        let [mine, theirs] = [mine, theirs].map(Log::of);
        let merged = |log: &Log, file: &Log| {
            let mut log = log.clone();
            log.extend(import(&exported(file)).events);
            log
        };
        let both = merged(&mine, &theirs);
        prop_assert_eq!(&both, &merged(&theirs, &mine));
        prop_assert_eq!(&merged(&both, &theirs), &both);
        prop_assert_eq!(&merged(&Log::default(), &both), &both);
    }

    #[test]
    fn the_preview_is_what_merging_does(mine in crowd(20), theirs in crowd(20)) {
        let (mut mine, theirs) = (Log::of(mine), Log::of(theirs));
        let import = import(&exported(&theirs));
        let told = preview(&mine, &import);
        prop_assert_eq!(told.new, mine.merge(&Log::of(import.events)));
    }
}

#[test]
fn the_document_is_readable() {
    let text = exported(&log());
    let head = "{\n\"format\":\"certdeck-progress\",\n\"version\":1,\n\"app\":\"0.1.0\",\n\"created\":\"2026-11-20T13:30:00+01:30\",\n\"device\":\"00000000000000a7\",\n\"count\":3,\n\"checksum\":\"";
    assert!(text.starts_with(head), "{text}");
    assert!(text.contains("\n{\"device\":\"0000000000000001\",\"counter\":0,\"at_ms\":1795176000000,\"utc_offset_minutes\":0,\"what\":{\"answered\":{\"item\":\"csm-daily-001\",\"hash\":305419896,\"answer\":{\"single\":2},\"right\":true,\"confidence\":\"thought_so\",\"duration_ms\":30000,\"place\":\"study\",\"seed\":7}}},\n"));
    let import = import(&text);
    assert_eq!((import.app.as_str(), import.created.as_str()), ("0.1.0", "2026-11-20T13:30:00+01:30"));
    assert_eq!(preview(&Log::default(), &import), Preview { new: 3, known: 0, unreadable: 0 });
    assert_eq!(preview(&log(), &import), Preview { new: 0, known: 3, unreadable: 0 });
}

#[test]
fn what_can_not_be_taken_is_refused_with_a_reason() {
    let check = |text: &str, expect: ImportError| {
        let error = read(text, LIMIT).unwrap_err();
        assert_eq!(error, expect, "{text:.80}");
        assert!(error.to_string().len() > 40, "{error}");
    };
    let whole = exported(&log());
    check("", ImportError::Empty);
    check(" \n\u{feff}", ImportError::NotJson { line: 2, column: 1 });
    check("\u{feff}", ImportError::Empty);
    check("hello", ImportError::NotJson { line: 1, column: 1 });
    check("<!doctype html>", ImportError::NotJson { line: 1, column: 1 });
    check("[]", ImportError::Foreign);
    check("3", ImportError::Foreign);
    check("{}", ImportError::Foreign);
    check("{\"format\":\"anki\",\"events\":[]}", ImportError::Foreign);
    check("{\"format\":7}", ImportError::Foreign);
    check("{\"format\":\"certdeck-progress\",\"version\":1,\"events\":{}}", ImportError::Foreign);
    check("{\"format\":\"certdeck-progress\",\"version\":2,\"events\":[{\"of\":\"tomorrow\"}]}", ImportError::Newer(2));
    check(&whole.replace("\"version\":1", "\"version\":99999999999"), ImportError::Newer(u32::MAX));
    check(&whole[..60], ImportError::Truncated);
    check("{\"format\":\"certdeck-progress\",", ImportError::Truncated);
    check(&"[".repeat(1_000_000), ImportError::Truncated);
    let deep = "{\"a\":".repeat(1_000_000);
    assert!(matches!(read(&deep, LIMIT), Err(ImportError::NotJson { .. } | ImportError::Truncated)));
    assert_eq!(read(&whole, 100), Err(ImportError::TooLarge { size: whole.len(), limit: 100 }));
    let large = ImportError::TooLarge { size: 100_000_001, limit: LIMIT }.to_string();
    assert!(large.contains("101 MB") && large.contains("100 MB"), "{large}");
}

#[test]
fn what_can_be_read_is_offered_with_a_warning() {
    let whole = exported(&log());
    let lines: Vec<&str> = whole.lines().collect();
    let first = lines[9].trim_end_matches(',');
    let check = |what: &str, text: &str, events: usize, unreadable: u32, expect: &[Warning]| {
        let import = import(text);
        assert_eq!((import.events.len(), import.unreadable), (events, unreadable), "{what}");
        assert_eq!(import.warnings, expect, "{what}");
        assert!(import.warnings.iter().all(|warning| warning.to_string().len() > 40));
        assert_eq!(import.damage.len() as u32, unreadable.min(10), "{what}");
    };
    let replaced = |from: &str, to: &str| whole.replacen(from, to, 1);
    let count = |promised, found| Warning::Count { promised, found };
    check("as it was", &whole, 3, 0, &[]);
    check("byte order mark", &format!("\u{feff}{whole}"), 3, 0, &[]);
    check("another key", &replaced("\"version\"", "\"note\":[[{}]],\n\"version\""), 3, 0, &[]);
    check("an answer changed", &replaced("\"right\":true", "\"right\":false"), 3, 0, &[Warning::Checksum]);
    check("no item", &replaced("csm-daily-001", "../etc"), 2, 1, &[Warning::Checksum]);
    check("no time", &replaced("1795176000000", "-1"), 2, 1, &[Warning::Checksum]);
    check("huge number", &replaced("30000", "1e400"), 2, 1, &[Warning::Checksum]);
    check("another shape", &replaced(first, "{\"device\":[[[]]]}"), 2, 1, &[Warning::Checksum]);
    check("unknown kind", &replaced("answered", "dreamt"), 2, 1, &[Warning::Checksum]);
    check("not a number", &replaced("30000", "NaN"), 2, 1, &[Warning::Broken { line: 10 }]);
    check(
        "doubled",
        &replaced(first, &format!("{first},\n{first}")),
        3,
        0,
        &[Warning::Checksum, count(3, 4), Warning::Doubled(1)],
    );
    check("an event less", &replaced(&format!("{first},\n"), ""), 2, 0, &[Warning::Checksum, count(3, 2)]);
    let twice = format!("{whole}{whole}");
    check("the file twice over", &twice, 3, 0, &[Warning::Broken { line: 14 }, Warning::Doubled(3)]);
    check(
        "a name twice",
        &replaced("\"utc_offset_minutes\":0", "\"utc_offset_minutes\":0,\"counter\":0"),
        3,
        0,
        &[Warning::Checksum],
    );
    let early = &whole[..whole.find(lines[11]).unwrap() + 20];
    check("cut in the last event", early, 2, 1, &[Warning::Truncated]);
    check("only the end is missing", whole.trim_end().trim_end_matches("]}"), 3, 0, &[Warning::Truncated]);
    let deep = replaced(first, &format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)));
    check("deep nesting", &deep, 2, 1, &[Warning::Checksum]);
    let many = replaced(first, "0,".repeat(99_999).as_str().trim_end_matches(','));
    let import = import(&many);
    assert_eq!((import.events.len(), import.unreadable, import.damage.len()), (2, 99_999, 10));
}

#[test]
fn markup_in_a_document_stays_text() {
    let whole = exported(&log()).replace("0.1.0", "<img src=x onerror=alert(1)>");
    assert_eq!(import(&whole).app, "<img src=x onerror=alert(1)>");
    let written = write(&log(), "1\"},{\\", DeviceId(1), Now { at: Millis(0), utc_offset: -60 });
    assert_eq!(import(&written).app, "1},{");
    assert_eq!(import(&written).created, "1969-12-31T23:00:00-01:00");
}

/// A document of version 1 as learners have them: never edited again.
#[test]
fn version_1_is_read_for_ever() {
    let import = import(include_str!("fixtures/export-v1.json"));
    assert_eq!((import.unreadable, &import.warnings[..]), (0, &[][..]));
    let lines = include_str!("fixtures/v1.txt").lines().step_by(2);
    let events: Vec<Event> = lines.filter_map(|l| certdeck::engine::progress::codec::decode(l).ok()).collect();
    assert_eq!(Log::of(import.events), Log::of(events));
}

#[test]
fn the_file_of_the_recovery_page_is_read() {
    let log = Log::of(vec![
        event(1, 0, answered("csm-daily-001", true, None)),
        event(2, 5, graded("csm-daily-c01", Grade::Good)),
    ]);
    let line = |event: &Event| format!("\"e/{}\":\"{}\"", codec::storage_name(event), codec::encode(event));
    let lines: Vec<String> = log.events().iter().map(line).collect();
    let file = format!(
        "{{\"certdeck\":\"recovery\",\"version\":1,\"records\":{{\"look\":\"dark||\",\"e/broken\":\"xyz\",{}}}}}",
        lines.join(",")
    );
    let found = import(&file);
    assert_eq!((found.events.len(), found.unreadable), (2, 1));
    assert_eq!(preview(&log, &found).known, 2);
    let newer = file.replace("\"version\":1", "\"version\":9");
    assert!(matches!(read(&newer, LIMIT), Err(ImportError::Newer(_))));
}
