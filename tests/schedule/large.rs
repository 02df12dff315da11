//! Plan, forecast and best next minutes for whatever a log may hold: nothing of it may end in a panic or in nonsense.

use crate::world::{DAY, Learner, MINUTE, NOON, card, deck_of, question};
use certdeck::engine::bank::answer::Answer;
use certdeck::engine::bank::deck::Deck;
use certdeck::engine::bank::pack::Figures;
use certdeck::engine::bank::question::{ContentHash, Level, Question};
use certdeck::engine::chance::Chance;
use certdeck::engine::id::{DeviceId, EventId, ItemId, TrackId};
use certdeck::engine::plan::best::{CHOICES, best};
use certdeck::engine::plan::calendar::{MOST_DAYS, plan};
use certdeck::engine::plan::change::change;
use certdeck::engine::plan::facts::{Facts, Form, Obstacle};
use certdeck::engine::progress::event::{Answered, Confidence, Event, Place, Setting, What};
use certdeck::engine::stats::forecast::evidence::{Evidence, first_answers};
use certdeck::engine::stats::forecast::form;
use certdeck::engine::stats::forecast::model::Range;
use certdeck::engine::stats::forecast::outlook::{Outlook, outlook};
use certdeck::engine::time::{Date, Millis, Now, StudyDay};

/// As many answers as the page promises to hold.
const MANY: u32 = 250_000;

/// Questions of each of the three topics.
const EACH: u32 = 300;

const TOPICS: [&str; 3] = ["daily", "sprint", "roles"];

fn bank() -> Deck {
    let of_topic = |topic: &'static str| (1..=EACH).map(move |n| format!("csm-{topic}-{n:03}"));
    let questions: Vec<Question> =
        TOPICS.into_iter().flat_map(of_topic).map(|id| question(&id, Level::Apply)).collect();
    let cards = (1..=60).map(|n| card(&format!("csm-daily-c{n:02}"))).collect();
    deck_of(questions, cards)
}

/// So many answers in sittings of forty over two years, the last one yesterday; `clock` says by how many milliseconds
/// the clock was wrong in a sitting.
fn answers(count: u32, clock: impl Fn(u32) -> i64) -> Vec<Event> {
    let mut chance = Chance::new(11);
    let sittings = count.div_ceil(40).max(1);
    let answer = |n: u32| {
        let (sitting, within) = (n / 40, n % 40);
        let topic = TOPICS[chance.below(3) as usize];
        let right = chance.below(100) < 75;
        let confidence = [None, Some(Confidence::Guessed), Some(Confidence::ThoughtSo), Some(Confidence::Certain)];
        let before = i64::from(sittings - sitting) * (730 * DAY / i64::from(sittings)).max(60 * MINUTE);
        let at = NOON - before + i64::from(within) * MINUTE + clock(sitting);
        let what = What::Answered(Answered {
            item: ItemId::new(&format!("csm-{topic}-{:03}", 1 + chance.below(EACH))),
            hash: ContentHash(1),
            answer: Answer::Single(u8::from(!right)),
            right,
            confidence: confidence[chance.below(4) as usize],
            duration_ms: 20_000,
            place: Place::Study,
            seed: 0,
        });
        let id = EventId { device: DeviceId(2), counter: u64::from(n) };
        Event { id, now: Now { at: Millis(at), utc_offset: 0 }, what }
    };
    (0..count).map(answer).collect()
}

fn csm() -> TrackId {
    TrackId::new("csm")
}

fn whole(Range { mean, low, high }: Range) -> bool {
    0.0 <= low && low <= mean && mean <= high && high <= 1.0
}

fn forecast(learner: &Learner) -> Option<Outlook> {
    let (snapshot, track) = (learner.record.snapshot(), &learner.deck.track);
    let form = form::Form::of(track, &Figures::default(), "2026-11-20", Some(74))?;
    let past = first_answers(snapshot, track, Some(&learner.deck), None, learner.today());
    Some(outlook(&Evidence::of(&past, track.domains.len()), &form))
}

/// The three of them with an exam so many days ahead, and what they say is no nonsense.
fn check(learner: &mut Learner, name: &str, days: i32) {
    let what = format!("{name}, exam in {days} days");
    let exam = learner.today().plus(days);
    learner.set(Setting::ExamDate(csm(), Some(Date::from(exam).to_string())));
    let learner = &*learner;
    let (snapshot, today): (_, StudyDay) = (learner.record.snapshot(), learner.today());
    let forms = [Form { number: 1, sat: false }];
    let facts = Facts { deck: &learner.deck, snapshot, standings: &learner.standings, forms: &forms, now: learner.now };
    let minutes: u32 = (0..7).map(|ahead| snapshot.settings().minutes_on("csm", today.plus(ahead))).sum();
    let empty = learner.deck.questions.is_empty();
    match plan(&facts, 0) {
        Err(obstacle) => {
            let expect = match days {
                ..0 => Obstacle::Passed(Date::from(exam)),
                0 => Obstacle::Today,
                _ if empty => Obstacle::Nothing,
                _ => Obstacle::NoMinutes,
            };
            assert_eq!(obstacle, expect, "{what}");
            assert!(obstacle != Obstacle::NoMinutes || minutes == 0, "{what}");
        }
        Ok(plan) => {
            assert!(days > 0 && !empty && minutes > 0, "{what}");
            assert_eq!(plan.days.len() as i32, days.min(MOST_DAYS), "{what}");
            assert!(plan.days.iter().all(|day| day.load <= day.minutes), "{what}");
            assert!((0.0..=1.0).contains(&plan.recall) && (0.0..=1.0).contains(&plan.recall_idle), "{what}: {plan:?}");
            assert!(plan.unseen <= 3 * EACH + 60, "{what}");
            let change = change(&facts, &plan, 10).expect("there is a plan");
            assert!(change.points.is_finite() && change.points >= 0.0, "{what}: {change:?}");
        }
    }
    for minutes in [0, 1].into_iter().chain(CHOICES) {
        let blocks = best(&facts, minutes);
        assert!(blocks.iter().map(|block| block.minutes).sum::<u32>() <= minutes, "{what}, {minutes} min: {blocks:?}");
        assert!(blocks.iter().all(|block| block.items > 0 && block.points.is_finite()), "{what}: {blocks:?}");
        assert_eq!(blocks.is_empty(), empty || minutes == 0, "{what}, {minutes} min");
    }
    let told = forecast(learner).expect("the exam is known");
    assert!((0.0..=1.0).contains(&told.advice.to) && told.advice.to <= told.advice.from + 1e-9, "{what}");
    if let Some(told) = told.told {
        assert!(whole(told.share) && whole(told.ability) && told.domains.iter().all(|range| whole(*range)), "{what}");
        assert!(told.chance.is_some_and(|chance| (0.0..=1.0).contains(&chance.mean)), "{what}");
    }
}

#[test]
fn whatever_the_log_holds_they_make_sense_of_it() {
    let right = |_: u32| 0;
    // Every third sitting a year ahead of its time, and back.
    let wrong = |sitting: u32| if sitting % 3 == 1 { 365 * DAY } else { 0 };
    // The newest are dated before the oldest.
    let back = |sitting: u32| if sitting > 3_000 { -1_500 * DAY } else { 0 };
    let empty = || deck_of(Vec::new(), Vec::new());
    let logs: [(&str, Deck, Vec<Event>); 7] = [
        ("no answer", bank(), Vec::new()),
        ("one answer", bank(), answers(1, right)),
        ("250,000 answers", bank(), answers(MANY, right)),
        ("250,000 answers, a clock that jumped ahead and back", bank(), answers(MANY, wrong)),
        ("250,000 answers, a clock that was set back", bank(), answers(MANY, back)),
        ("an empty bank", empty(), Vec::new()),
        ("an empty bank after 2,000 answers", empty(), answers(2_000, right)),
    ];
    for (name, deck, events) in logs {
        let mut learner = Learner::with(deck, events);
        for days in [-400, -1, 0, 1, 40, 3_652] {
            check(&mut learner, name, days);
        }
        learner.set(Setting::Minutes(csm(), [0; 7]));
        check(&mut learner, &format!("{name}, zero minutes"), 40);
    }
}

#[test]
fn many_answers_tell_much() {
    let learner = Learner::with(bank(), answers(MANY, |_| 0));
    let told = forecast(&learner).expect("the exam is known");
    // Nearly every question was met in the first days, two years ago: that tells little of today.
    assert_eq!(told.answers, 3 * EACH);
    assert!(told.weight < 1.0 && told.told.is_none(), "{told:?}");
}
