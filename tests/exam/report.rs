use crate::laws::mini;
use crate::shelf::{Bank, bank};
use crate::sitter::Sitter;
use certdeck::engine::bank::answer::Answer;
use certdeck::engine::bank::question::Kind;
use certdeck::engine::exam::csv::csv;
use certdeck::engine::exam::follow::follow_up;
use certdeck::engine::exam::paper::{Extra, Paper};
use certdeck::engine::exam::report::{Change, Filter};
use certdeck::engine::exam::score::Verdict;
use certdeck::engine::exam::sitting::Action;
use certdeck::engine::exam::trend;
use certdeck::engine::id::{DeviceId, EventId, ItemId, ItemKind};
use certdeck::engine::progress::event::{Confidence, Event, What};
use certdeck::engine::progress::exam::{Ending, Source, Timing};
use certdeck::engine::progress::record::Record;
use certdeck::engine::share::{Share, memorised};
use certdeck::engine::time::{Millis, Now};
use std::collections::BTreeSet;

/// Sits a whole paper: `right` says which places are answered right; none is left open.
fn sat<'b>(bank: &'b Bank, source: &Source, right: impl Fn(u16) -> bool) -> Sitter<'b> {
    let mut sitter = Sitter::start(bank, source, Extra::None, Timing::Strict);
    while !sitter.sitting.over() {
        let (first, end) = sitter.sitting.places(sitter.sitting.part());
        for at in first..end {
            sitter.act(Action::Go(at)).wait(2).answer(at, right(at), None);
        }
        sitter.act(Action::Close).act(Action::Open);
    }
    sitter
}

#[test]
fn pretest_questions_are_told_and_do_not_count() {
    let bank = bank(40);
    let sitter = sat(&bank, &Source::Fresh, |at| at % 4 != 0);
    let report = sitter.report();
    assert_eq!(report.ending, Some(Ending::Completed));
    assert_eq!((report.score.scored.of, report.score.pretest.of, report.score.answered), (170, 10, 170));
    let right = report.lines.iter().filter(|line| line.right());
    assert_eq!(right.clone().count() as u32, report.score.scored.hits + report.score.pretest.hits);
    assert_eq!(right.count(), 135);
    for sum in [
        report.domains.iter().map(|(_, row, _)| row.share.of).sum::<u32>(),
        report.topics.iter().map(|(_, row)| row.share.of).sum(),
        report.approaches.iter().map(|(_, row)| row.share.of).sum(),
        report.levels.iter().map(|(_, row)| row.share.of).sum(),
        report.kinds.iter().map(|(_, row)| row.share.of).sum(),
        report.quarters.iter().map(|share| share.of).sum(),
        report.first_time.of,
    ] {
        assert_eq!(sum, 170);
    }
    // By the weights: 170 of 33, 41 and 26 percent.
    assert_eq!(report.domains.iter().map(|(_, row, _)| row.share.of).collect::<Vec<_>>(), [56, 70, 44]);
    let Some(Verdict::Bands { bands, .. }) = &report.verdict else { panic!("{:?}", report.verdict) };
    assert!(report.domains.iter().all(|(_, _, band)| band.is_some_and(|band| band < bands.len())));
}

#[test]
fn all_or_nothing_with_partial_credit_apart() {
    let bank = bank(40);
    let mut sitter = Sitter::start(&bank, &Source::Fresh, Extra::None, Timing::Strict);
    let kind_at = |sitter: &Sitter<'_>, at: u16, kind: Kind| {
        let found = sitter.bank.shelf().find(sitter.sitting.slot(at).unwrap(), sitter.paper.seed);
        found.question().is_some_and(|question| question.kind() == kind) && !sitter.sitting.slot(at).unwrap().pretest
    };
    let (_, end) = sitter.sitting.places(0);
    let at = (0..end).find(|at| kind_at(&sitter, *at, Kind::Multiple)).unwrap();
    // One of the two keys and one wrong option: three of five options are as they should be.
    let answer = Some(Answer::Multiple(0b101));
    sitter.act(Action::Answer { at, answer, confidence: None }).act(Action::Finish);
    let score = sitter.report().score;
    assert_eq!((score.scored.hits, score.scored.of, score.answered, score.credit_thousandths), (0, 170, 1, 600));
    assert_eq!(sitter.report().ending, Some(Ending::Early));
}

#[test]
fn time_fatigue_changes_and_confidence() {
    let bank = bank(12);
    let mut sitter = Sitter::start(&bank, &mini(20, &[], false), Extra::None, Timing::Strict);
    // 27 minutes for 20 questions: 81 seconds each, rushed below 20.25.
    for at in 0..20 {
        let seconds = match at {
            3 => 300,
            7 => 120,
            9 => 5,
            _ => 30,
        };
        let sure = [Confidence::Guessed, Confidence::ThoughtSo, Confidence::Certain][usize::from(at) % 3];
        // The last quarter goes wrong.
        sitter.act(Action::Go(at)).wait(seconds).answer(at, at < 15 && at != 9, Some(sure));
    }
    let change = |sitter: &mut Sitter<'_>, at: u16, right: bool| {
        sitter.answer(at, right, Some(Confidence::Guessed));
    };
    change(&mut sitter, 0, false);
    change(&mut sitter, 16, true);
    change(&mut sitter, 1, false);
    change(&mut sitter, 1, true); // back again: not changed in the end
    let second = Some(Answer::Single(2));
    let single =
        (15..20).filter(|at| *at != 16).find(|at| matches!(sitter.answer_to(*at, true), Answer::Single(_))).unwrap();
    sitter.act(Action::Answer { at: single, answer: second, confidence: None });
    sitter.act(Action::Flag(16)).act(Action::Go(5)).act(Action::Flag(5)).act(Action::Flag(5)).act(Action::Finish);
    let report = sitter.report();

    assert_eq!(report.quarters.map(|share| (share.hits, share.of)), [(4, 5), (4, 5), (5, 5), (1, 5)]);
    assert_eq!(report.changes, [1, 1, 1]);
    assert_eq!(report.pace.slowest[..2], [3, 7]);
    assert_eq!((report.pace.each_ms, &report.pace.rushed[..], report.pace.rushed_wrong), (81_000, &[9][..], 1));
    assert_eq!(report.pace.used_ms, (300 + 120 + 5 + 17 * 30) * 1000);
    assert_eq!(report.lines.iter().map(|line| u64::from(line.millis)).sum::<u64>(), u64::from(report.pace.used_ms));
    let shown = |filter: Filter| report.review(filter).map(|line| line.at).collect::<Vec<u16>>();
    assert_eq!(shown(Filter::All).len(), 20);
    assert_eq!(shown(Filter::Wrong), [0, 9, 15, 17, 18, 19]);
    assert_eq!(shown(Filter::Flagged), [16]);
    assert_eq!(shown(Filter::Changed), {
        let mut at = vec![0, 16, single];
        at.sort_unstable();
        at
    });
    assert!(shown(Filter::Guessed).starts_with(&[0, 1, 3, 6, 9, 12]));
    assert_eq!(report.lines[16].change, Some(Change::ToRight));
    let said: u32 = report.confidence.iter().map(|(_, row)| row.share.of).sum();
    assert_eq!(said, 19, "one answer came without a word on it");
    assert_eq!(report.confidence.iter().map(|(one, _)| *one).collect::<Vec<_>>().first(), Some(&Confidence::Guessed));
}

#[test]
fn first_times_and_repeats_are_told_apart() {
    let bank = bank(2);
    let half = |item: &ItemId| u32::from(item.as_str().ends_with("-001"));
    let paper =
        certdeck::engine::exam::assemble::assemble(&bank.shelf(), crate::shelf::DATE, &mini(30, &[], false), 1, &half);
    let mut sitter = Sitter::with(&bank, paper.unwrap(), Extra::None, Timing::Strict);
    let seen: Vec<bool> = sitter.paper.slots().map(|slot| slot.seen).collect();
    for at in 0..30 {
        sitter.wait(1).answer(at, seen[usize::from(at)], None);
    }
    let report = sitter.act(Action::Finish).report();
    let old = seen.iter().filter(|seen| **seen).count() as u32;
    assert!((8..=22).contains(&old), "{old}");
    assert_eq!((report.repeated, report.first_time), (Share { hits: old, of: old }, Share { hits: 0, of: 30 - old }));
    assert_eq!(report.memorised(), Some(100));
}

#[test]
fn the_gap_is_told_where_there_is_enough() {
    let check = |first: (u32, u32), repeat: (u32, u32), expect: Option<u32>| {
        let share = |(hits, of)| Share { hits, of };
        assert_eq!(memorised(share(first), share(repeat)), expect);
    };
    check((5, 10), (9, 10), Some(40));
    check((9, 10), (5, 10), Some(0));
    check((5, 10), (7, 7), None);
    check((0, 0), (9, 10), None);
    check((2, 3), (30, 30), None);
    check((20, 30), (30, 30), Some(33));
}

#[test]
fn the_table_for_spreadsheets_has_a_line_for_each_question() {
    let bank = bank(12);
    let sitter = sat(&bank, &mini(20, &[], true), |at| at != 3);
    let report = sitter.report();
    let table = csv(&report);
    let lines: Vec<&str> = table.split("\r\n").collect();
    assert_eq!((lines.len(), lines[21]), (22, ""));
    assert!(lines[0].starts_with("number,question,domain,topic,"));
    let fields = |line: &str| line.split(',').count();
    assert!(lines[..21].iter().all(|line| fields(line) == 15), "{table}");
    assert!(lines[4].contains(",yes,yes,no,"), "{}", lines[4]);
    assert!(!table.split([',', '\n']).any(|cell| cell.starts_with(['=', '+', '-', '@'])));
}

#[test]
fn what_was_wrong_comes_next_with_two_siblings_of_each() {
    let bank = bank(12);
    let wrong = [2, 5, 11];
    let sitter = sat(&bank, &mini(20, &[], true), |at| !wrong.contains(&at));
    let report = sitter.report();
    let record = sitter.record();
    let Some(What::Wanted(wanted)) = follow_up(&report, &bank.shelf(), record.snapshot()) else { panic!("nothing") };
    let asked: BTreeSet<ItemId> = report.lines.iter().map(|line| line.item.clone()).collect();
    let questions = wrong.iter().filter(|at| report.lines[usize::from(**at)].item.kind() == ItemKind::Question).count();
    let siblings: Vec<&ItemId> = wanted.iter().filter(|item| !asked.contains(*item)).collect();
    assert_eq!((wanted.len() - siblings.len(), siblings.len()), (questions, 6));
    let topics: BTreeSet<_> = wrong.iter().map(|at| report.lines[usize::from(*at)].topic.clone()).collect();
    assert!(siblings.iter().all(|item| topics.contains(&item.topic())));
    assert_eq!(wanted.iter().collect::<BTreeSet<_>>().len(), wanted.len());
    // In the log they are wanted until they are answered.
    let mut events = record.log().events().to_vec();
    let now = Now { at: Millis(sitter.now.at.0 + 1), utc_offset: 0 };
    events.push(Event { id: EventId { device: DeviceId(5), counter: 0 }, now, what: What::Wanted(wanted.clone()) });
    let record = Record::of(events);
    assert!(wanted.iter().all(|item| record.snapshot().history(item).is_some_and(|history| history.wanted())));
    // Nothing wrong, nothing to do.
    let sitter = sat(&bank, &mini(10, &[], false), |_| true);
    assert_eq!(follow_up(&sitter.report(), &bank.shelf(), sitter.record().snapshot()), None);
}

#[test]
fn only_comparable_sittings_make_a_trend() {
    let bank = bank(40);
    let mut events: Vec<Event> = Vec::new();
    let mut sit = |n: u64, source: &Source, seen: u32, ending: Action| {
        let times = move |_: &ItemId| seen;
        let paper: Paper =
            certdeck::engine::exam::assemble::assemble(&bank.shelf(), crate::shelf::DATE, source, n, &times).unwrap();
        let mut sitter = Sitter::with(&bank, paper, Extra::None, Timing::Strict);
        sitter.wait(2).answer(0, true, None).act(ending);
        for event in sitter.record().log().events() {
            // Another sitting, on another day.
            let mut event = event.clone();
            event.id.device = DeviceId(n);
            event.now.at.0 += n as i64 * 86_400_000;
            if let What::ExamStep(step) = &mut event.what {
                step.sitting.device = DeviceId(n);
            }
            events.push(event);
        }
    };
    sit(10, &Source::Fresh, 0, Action::Finish);
    sit(11, &Source::Form(1), 0, Action::Finish);
    sit(12, &mini(20, &[], false), 0, Action::Finish);
    sit(13, &Source::Fresh, 1, Action::Finish); // all seen before
    sit(14, &Source::Fresh, 0, Action::Abandon);
    sit(15, &Source::Fresh, 0, Action::Tick); // not over
    sit(16, &mini(20, &["people"], false), 0, Action::Finish);
    sit(17, &mini(18, &[], false), 0, Action::Finish);
    sit(18, &mini(50, &[], false), 0, Action::Finish);
    let record = Record::of(events);
    let all = trend::sittings(record.snapshot(), &bank.deck.track.id);
    assert_eq!(all.iter().map(|brief| brief.id.device.0).collect::<Vec<_>>(), [18, 17, 16, 15, 14, 13, 12, 11, 10]);
    let check = |of: u64, expect: &[u64]| {
        let with = all.iter().find(|brief| brief.id.device.0 == of).unwrap();
        let alike: Vec<u64> = trend::comparable(&all, with).iter().map(|brief| brief.id.device.0).collect();
        assert_eq!(alike, expect, "{of}");
    };
    check(10, &[10, 11]);
    check(11, &[10, 11]);
    check(12, &[12, 17]);
    check(13, &[13]);
    check(14, &[14]);
    check(16, &[16]);
    check(18, &[18]);
    // A brief says what the report says.
    let brief = all.iter().find(|brief| brief.id.device.0 == 10).unwrap();
    assert_eq!((brief.scored.of, brief.ending, brief.used_ms), (170, Some(Ending::Early), 2000));
}

#[test]
fn an_answer_that_is_given_bit_by_bit_was_not_changed() {
    let bank = bank(12);
    let check = |leave: bool, then: u8, expect: Option<Change>| {
        let mut sitter = Sitter::start(&bank, &mini(20, &[], false), Extra::None, Timing::Strict);
        let at = (0..20).find(|at| matches!(sitter.answer_to(*at, true), Answer::Multiple(_))).unwrap();
        let tick = |bits: u8| Action::Answer { at, answer: Some(Answer::Multiple(bits)), confidence: None };
        sitter.act(Action::Go(at)).act(tick(0b1)).act(tick(0b11));
        if leave {
            sitter.act(Action::Go((at + 1) % 20)).act(Action::Go(at));
        }
        sitter.act(tick(then)).act(Action::Finish);
        assert_eq!(sitter.report().lines[usize::from(at)].change, expect, "{leave} {then:b}");
    };
    check(false, 0b11, None);
    check(false, 0b101, None);
    check(true, 0b11, None);
    check(true, 0b101, Some(Change::ToWrong));
}
