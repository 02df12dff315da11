use crate::world::{DAY, Learner, MINUTE, card, deck, deck_of, item, question};
use certdeck::engine::bank::answer::Answer;
use certdeck::engine::bank::deck::Deck;
use certdeck::engine::bank::question::{ContentHash, Level, Question};
use certdeck::engine::id::{ItemKind, TrackId};
use certdeck::engine::plan::agenda::agenda;
use certdeck::engine::plan::best::{CHOICES, Start, best};
use certdeck::engine::plan::calendar::{Course, MOST_DAYS, Plan, plan};
use certdeck::engine::plan::change::change;
use certdeck::engine::plan::facts::{Facts, Form, Obstacle};
use certdeck::engine::plan::ics::{Wishes, write};
use certdeck::engine::progress::event::{Answered, Confidence, Grade, Place, Setting, What};
use certdeck::engine::schedule::due::due_summary;
use certdeck::engine::schedule::pace::Pace;
use certdeck::engine::schedule::queue::{Queue, queue, queue_for};
use certdeck::engine::schedule::session::{Action, Session, step};
use certdeck::engine::time::{Date, StudyDay};
use proptest::prelude::*;

const NO_FORMS: &[Form] = &[];

/// So many questions of three topics, and some that are reserved.
fn big_deck(count: u32) -> Deck {
    mixed_deck(count, 0)
}

/// The same with cards of these topics.
fn mixed_deck(count: u32, cards: u32) -> Deck {
    let mut questions: Vec<Question> = ["daily", "sprint", "roles"]
        .iter()
        .flat_map(|topic| (1..=count / 3).map(move |n| question(&format!("csm-{topic}-{n:03}"), Level::Apply)))
        .collect();
    for n in 990..995 {
        questions.push(Question { form: Some(1), ..question(&format!("csm-daily-{n:03}"), Level::Apply) });
    }
    let cards = ["daily", "sprint", "roles"]
        .iter()
        .flat_map(|topic| (1..=cards / 3).map(move |n| card(&format!("csm-{topic}-c{n:02}"))));
    deck_of(questions, cards.collect())
}

fn csm() -> TrackId {
    TrackId::new("csm")
}

fn exam_in(learner: &mut Learner, days: i32) {
    let date = Date::from(learner.today().plus(days)).to_string();
    learner.set(Setting::ExamDate(csm(), Some(date)));
}

fn facts<'f>(learner: &'f Learner, forms: &'f [Form]) -> Facts<'f> {
    let snapshot = learner.record.snapshot();
    Facts { deck: &learner.deck, snapshot, standings: &learner.standings, forms, now: learner.now }
}

fn planned(learner: &Learner) -> Plan {
    plan(&facts(learner, NO_FORMS), 0).unwrap()
}

fn now_what(learner: &Learner) -> Queue {
    queue(&learner.deck, learner.record.snapshot(), &learner.standings, learner.now, 0)
}

/// Works through today's queue, a minute each, as is reckoned with; `right` tells the answers.
fn follow(learner: &mut Learner, right: impl Fn(&str) -> bool) {
    for queued in now_what(learner).items {
        let right = right(queued.item.as_str());
        if queued.item.kind() == ItemKind::Card {
            let grade = if right { Grade::Good } else { Grade::Again };
            learner.wait(MINUTE).grade(queued.item.as_str(), grade);
            continue;
        }
        let answered = Answered {
            item: queued.item,
            hash: ContentHash(1),
            answer: Answer::Single(u8::from(!right)),
            right,
            confidence: Some(Confidence::ThoughtSo),
            duration_ms: 60_000,
            place: Place::Study,
            seed: 0,
        };
        learner.wait(MINUTE).log([What::Answered(answered)]);
    }
}

fn mostly(id: &str) -> bool {
    !id.ends_with('3') && !id.ends_with('7')
}

#[test]
fn where_nothing_can_be_planned_it_is_said() {
    let check = |change: &dyn Fn(&mut Learner), expect: Result<usize, Obstacle>| {
        let mut learner = Learner::new(big_deck(60));
        change(&mut learner);
        let got = plan(&facts(&learner, NO_FORMS), 0);
        assert_eq!(got.as_ref().map(|plan| plan.days.len()).map_err(|obstacle| *obstacle), expect);
        if let Err(obstacle) = got {
            assert!(obstacle.to_string().len() > 40, "{obstacle}: what is it, and what next?");
            assert!(
                !now_what(&learner).items.is_empty()
                    || expect == Err(Obstacle::NoMinutes)
                    || obstacle == Obstacle::Nothing
            );
        }
    };
    check(&|_| {}, Err(Obstacle::NoDate));
    check(&|learner| exam_in(learner, 0), Err(Obstacle::Today));
    check(&|learner| exam_in(learner, -1), Err(Obstacle::Passed(Date { year: 2026, month: 11, day: 19 })));
    check(&|learner| exam_in(learner, 1), Ok(1));
    check(&|learner| exam_in(learner, 3653), Ok(MOST_DAYS as usize));
    check(
        &|learner| {
            exam_in(learner, 30);
            learner.set(Setting::Minutes(csm(), [0; 7]));
        },
        Err(Obstacle::NoMinutes),
    );
    check(
        &|learner| {
            exam_in(learner, 3);
            let today = learner.today();
            learner.set(Setting::DaysOff(csm(), (0..3).map(|ahead| today.plus(ahead)).collect()));
        },
        Err(Obstacle::NoMinutes),
    );
    check(
        &|learner| {
            learner.deck = deck_of(Vec::new(), Vec::new());
            exam_in(learner, 30);
        },
        Err(Obstacle::Nothing),
    );
    // One answer; and one that a wrong clock put a year ahead.
    check(
        &|learner| {
            exam_in(learner, 30);
            learner.answer("csm-daily-001", true, None);
        },
        Ok(30),
    );
    check(
        &|learner| {
            exam_in(learner, 30);
            learner.wait(365 * DAY).know("csm-daily-001").wait(-365 * DAY);
        },
        Ok(30),
    );
}

#[test]
fn new_items_are_met_by_the_deadline() {
    let check = |days: i32, items: u32, minutes: u16, expect: fn(Course) -> bool| {
        let mut learner = Learner::new(big_deck(items));
        exam_in(&mut learner, days);
        learner.set(Setting::Minutes(csm(), [minutes; 7]));
        let plan = planned(&learner);
        assert_eq!(plan.exam.since(plan.deadline), (days / 5).max(7));
        assert!(expect(plan.course), "{days} days, {items} items, {minutes} min: {:?}", plan.course);
        assert_eq!(plan.unseen, items);
        // What is left is what the days don't hold.
        let met: u32 = plan.days.iter().map(|day| day.new).sum();
        let left = if let Course::Left(left) = plan.course { left } else { 0 };
        assert!((met + left).abs_diff(items) <= 5, "{met} met, {left} left");
    };
    // Where the minutes hold more than reviews need, it goes faster than it must.
    check(42, 120, 30, |course| matches!(course, Course::Ahead(_)));
    check(84, 300, 20, |course| matches!(course, Course::Ahead(_)));
    check(14, 300, 30, |course| matches!(course, Course::Left(1..) | Course::Behind(_)));
    check(5, 600, 10, |course| matches!(course, Course::Left(500..)));
}

#[test]
fn mocks_stand_where_they_help() {
    let form = |number, sat| Form { number, sat };
    let check = |days: i32, forms: &[Form], expect: &[(i32, u8)]| {
        let mut learner = Learner::new(deck());
        exam_in(&mut learner, days);
        let plan = plan(&facts(&learner, forms), 0).unwrap();
        let before = |day: StudyDay| plan.exam.since(day);
        let got: Vec<_> =
            plan.days.iter().filter_map(|day| day.mock.map(|mock| (before(day.day), mock.form))).collect();
        assert_eq!(got, expect, "{days} {forms:?}");
        assert!(plan.days.iter().all(|day| day.mock.is_none() || day.load == 0));
    };
    check(60, &[], &[]);
    check(60, &[form(1, false)], &[(10, 1)]);
    check(60, &[form(1, false), form(2, false)], &[(21, 1), (4, 2)]);
    check(60, &[form(1, false), form(2, false), form(3, false)], &[(21, 1), (10, 2), (4, 3)]);
    check(60, &[form(1, false), form(2, false), form(3, false), form(4, false)], &[(21, 1), (10, 2), (4, 3)]);
    // Sat: it is not asked again, and the others keep their days.
    check(20, &[form(1, true), form(2, false), form(3, false)], &[(10, 2), (4, 3)]);
    check(60, &[form(1, true), form(2, false), form(3, false)], &[(10, 2), (4, 3)]);
    // Missed: it moves on.
    check(15, &[form(1, false), form(2, false), form(3, false)], &[(10, 1), (4, 2)]);
    check(8, &[form(1, false)], &[(4, 1)]);
    check(3, &[form(1, false)], &[]);
}

#[test]
fn a_mock_moves_to_the_day_with_more_room() {
    let mut learner = Learner::new(deck());
    exam_in(&mut learner, 40);
    let exam = learner.today().plus(40);
    let mut week = [10; 7];
    week[usize::from(exam.plus(-9).weekday())] = 120;
    learner.set(Setting::Minutes(csm(), week));
    let forms = [Form { number: 1, sat: false }];
    let plan = plan(&facts(&learner, &forms), 0).unwrap();
    assert!(plan.days.iter().any(|day| day.mock.is_some() && exam.since(day.day) == 9));
}

#[test]
fn more_minutes_never_bring_less() {
    let mut learner = Learner::new(big_deck(600));
    exam_in(&mut learner, 28);
    learner.set(Setting::Minutes(csm(), [10; 7]));
    let plan = planned(&learner);
    let more = change(&facts(&learner, NO_FORMS), &plan, 10).unwrap();
    assert!(more.points > 1.0 && more.met > 20, "{more:?}");
    let much = change(&facts(&learner, NO_FORMS), &plan, 60).unwrap();
    assert!(much.points >= more.points && much.met >= more.met, "{much:?} {more:?}");
}

#[test]
fn several_tracks_share_a_day() {
    let mut learner = Learner::new(big_deck(60));
    exam_in(&mut learner, 10);
    let one = planned(&learner);
    let other =
        Plan { track: TrackId::new("aif"), exam: one.exam.plus(-5), days: one.days[..5].to_vec(), ..one.clone() };
    let days = agenda(&[&one, &other]);
    let first = days.get(&learner.today()).unwrap();
    assert_eq!((first.minutes, first.load), (60, 2 * one.days[0].load));
    assert_eq!(days.get(&other.exam).unwrap().exams, [TrackId::new("aif")]);
    assert_eq!(days.get(&one.exam).unwrap().tracks, []);
}

#[test]
fn other_calendars_can_read_it() {
    let mut learner = Learner::new(big_deck(60));
    exam_in(&mut learner, 12);
    let forms = [Form { number: 1, sat: false }];
    let plan = plan(&facts(&learner, &forms), 0).unwrap();
    let name = "C;S,M\\ — für alle, die es wirklich ganz genau und in voller Länge wissen wollen";
    let text = write(&[(name, &plan)], Wishes { at: 19 * 60 + 5, remind: Some(15) }, learner.now);
    for line in text.split("\r\n") {
        assert!(line.len() <= 75 && !line.contains(['\n', '\r']), "{line}");
    }
    let whole = text.replace("\r\n ", "");
    for part in [
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Certdeck//Plan//EN\r\n",
        "UID:exam-csm-20261202@certdeck\r\nDTSTAMP:20261120T120000Z\r\nDTSTART;VALUE=DATE:20261202\r\nDTEND;VALUE=DATE:20261203\r\n",
        "UID:mock-csm-20261122@certdeck\r\n",
        "DTSTART:20261122T190500\r\nDURATION:PT60M\r\n",
        "SUMMARY:C\\;S\\,M\\\\ — für alle\\, die es",
        "BEGIN:VALARM\r\nACTION:DISPLAY\r\n",
        "TRIGGER:-PT15M\r\n",
    ] {
        assert!(whole.contains(part), "{part}\nin\n{whole}");
    }
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    let count = |what: &str| whole.matches(what).count();
    assert_eq!(count("BEGIN:VEVENT"), count("END:VEVENT"));
    let uids: std::collections::BTreeSet<_> = whole.lines().filter(|line| line.starts_with("UID:")).collect();
    assert_eq!(uids.len(), count("BEGIN:VEVENT"), "each entry has a name of its own");
    // The names are the same in the next export, and nothing reminds where nothing is wished.
    let again = write(&[("CSM", &plan)], Wishes { at: 8 * 60, remind: None }, learner.now);
    assert!(uids.iter().all(|uid| again.contains(*uid)) && !again.contains("VALARM"));
}

#[test]
fn the_next_minutes_are_filled_and_never_overfilled() {
    let mut learner = Learner::new(deck());
    exam_in(&mut learner, 30);
    for round in 0..4 {
        for minutes in CHOICES {
            let blocks = best(&facts(&learner, NO_FORMS), minutes);
            assert!(!blocks.is_empty(), "round {round}, {minutes} minutes");
            assert!(blocks.iter().map(|block| block.minutes).sum::<u32>() <= minutes, "{blocks:?}");
            for block in &blocks {
                assert!(block.items > 0 && block.why.ends_with('.') && block.points.is_finite(), "{block:?}");
                if let Start::Set(items) = &block.start {
                    assert!(items.iter().all(|item| learner.deck.question(item).is_some_and(|q| q.form.is_none())));
                }
            }
            let rate = |at: usize| blocks[at].points / blocks[at].minutes as f32;
            assert!((1..blocks.len()).all(|at| rate(at) <= rate(at - 1) * 1.5 + 0.1), "the best first: {blocks:?}");
        }
        follow(&mut learner, mostly);
        learner.wait(DAY);
    }
    learner.deck = deck_of(Vec::new(), Vec::new());
    assert_eq!(best(&facts(&learner, NO_FORMS), 25), []);
}

#[test]
fn with_an_exam_ahead_nothing_comes_twice_but_errors_made_with_certainty() {
    let mut learner = Learner::new(deck_of(vec![question("csm-daily-001", Level::Apply)], Vec::new()));
    exam_in(&mut learner, 20);
    let check = |right: bool, confidence: Confidence, expect: bool| {
        let mut learner = Learner::new(deck_of(vec![question("csm-daily-001", Level::Apply)], Vec::new()));
        exam_in(&mut learner, 20);
        let session = Session::start(now_what(&learner), 1, learner.now);
        let answer = if right { crate::world::right() } else { crate::world::wrong() };
        let (session, happened) = step(session, Action::Answer(answer, Some(confidence)), &learner.world());
        learner.log(happened).wait(2 * MINUTE);
        let (session, _) = step(session, Action::Next, &learner.world());
        assert_eq!(session.turn().is_some(), expect, "{right} {confidence:?}");
        assert_eq!(!now_what(&learner).items.is_empty(), expect);
        // Tomorrow it may come again.
        learner.wait(DAY);
        assert_eq!(now_what(&learner).items.len(), 1);
    };
    check(true, Confidence::Certain, false);
    check(true, Confidence::Guessed, false);
    check(false, Confidence::ThoughtSo, false);
    check(false, Confidence::Certain, true);
}

#[test]
fn after_the_exam_what_is_due_comes_as_usual() {
    let mut learner = Learner::new(deck());
    exam_in(&mut learner, 2);
    learner.know("csm-daily-001").wait(DAY);
    assert!(now_what(&learner).aimed);
    learner.wait(DAY);
    let queue = now_what(&learner);
    assert!(!queue.aimed && queue.counts.new == 10, "{queue:?}");
}

#[test]
fn the_summary_without_the_deck_says_how_much_the_queue_holds() {
    for cards in [0, 30, 90] {
        let mut learner = Learner::new(mixed_deck(90, cards));
        exam_in(&mut learner, 30);
        let agree = |learner: &Learner| {
            let queue = now_what(learner);
            let snapshot = learner.record.snapshot();
            let told = due_summary(snapshot, &learner.standings, &csm(), Some(learner.unseen()), learner.now);
            assert!(told.minutes.abs_diff(queue.counts.minutes) <= 1, "{told:?} {:?}", queue.counts);
            // Without the deck domains weigh alike: a few items may be others, and several cards take a question's time.
            let few = if cards == 0 { 2 } else { 2 + queue.counts.total() / 5 };
            assert!(told.total().abs_diff(queue.counts.total()) <= few, "{told:?} {:?}", queue.counts);
        };
        for _ in 0..12 {
            agree(&learner);
            follow(&mut learner, mostly);
            agree(&learner);
            learner.wait(DAY);
        }
    }
}

#[test]
fn an_evening_of_chosen_length_holds_no_more() {
    for exam in [None, Some(30)] {
        let mut learner = Learner::new(big_deck(120));
        if let Some(days) = exam {
            exam_in(&mut learner, days);
        }
        for minutes in [1, 5, 25, 60] {
            let queue = queue_for(&learner.deck, learner.record.snapshot(), &learner.standings, learner.now, minutes);
            assert!(queue.counts.minutes <= minutes && !queue.items.is_empty(), "{minutes}: {:?}", queue.counts);
        }
    }
}

#[derive(Clone, Debug)]
struct Life {
    days: i32,
    minutes: [u16; 7],
    off: Vec<i32>,
    studied: Vec<bool>,
}

fn life() -> impl Strategy<Value = Life> {
    let minutes = prop::array::uniform7(prop_oneof![Just(0u16), 5..60u16]);
    let studied = prop::collection::vec(prop::bool::weighted(0.8), 12);
    (15..60i32, minutes, prop::collection::vec(0..20i32, 0..4), studied)
        .prop_map(|(days, minutes, off, studied)| Life { days, minutes, off, studied })
}

fn begin(life: &Life) -> Learner {
    let mut learner = Learner::new(big_deck(90));
    exam_in(&mut learner, life.days);
    let today = learner.today();
    learner.set(Setting::Minutes(csm(), life.minutes));
    learner.set(Setting::DaysOff(csm(), life.off.iter().map(|ahead| today.plus(*ahead)).collect()));
    learner
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_plan_never_exceeds_the_minutes_nor_shows_what_is_reserved(life in life()) {
        let mut learner = begin(&life);
        for studied in &life.studied {
            if let Ok(plan) = plan(&facts(&learner, &[Form { number: 1, sat: false }]), 0) {
                for day in &plan.days {
                    prop_assert!(day.load <= day.minutes && (!day.off || day.minutes == 0), "{day:?}");
                }
                prop_assert!((0.0..=1.0).contains(&plan.recall) && plan.recall >= plan.recall_idle - 0.01, "{plan:?}");
            }
            let pace = Pace::of(learner.record.snapshot(), &csm());
            let queue = now_what(&learner);
            let seconds: u32 = queue.items.iter().map(|queued| pace.seconds(queued.item.kind())).sum();
            let given = learner.record.snapshot().settings().minutes_on("csm", learner.today());
            prop_assert!(seconds <= given * 60, "{seconds} s of {given} min");
            prop_assert!(queue.items.iter().all(|queued| !queued.item.as_str().contains("-99")));
            if *studied {
                follow(&mut learner, mostly);
            }
            learner.wait(DAY);
        }
    }

    #[test]
    fn a_plan_that_is_followed_stays_as_it_is(life in life()) {
        let mut learner = begin(&life);
        let Ok(mut before) = plan(&facts(&learner, NO_FORMS), 0) else { return Ok(()) };
        for _ in 0..5 {
            follow(&mut learner, mostly);
            learner.wait(DAY);
            let after = planned(&learner);
            prop_assert_eq!(after.exam, before.exam);
            // The way begins with the first day of study: until then the deadline moves with today.
            let begun = learner.record.snapshot().items().count() > 0;
            prop_assert!(after.deadline.since(before.deadline) <= i32::from(!begun || before.unseen == 90));
            // The same load on each day, and by the deadline as much is met. (In which of the days before it an item is
            // met beyond the pace may change with the answers.)
            for (now, then) in after.days.iter().zip(&before.days[1..]) {
                prop_assert_eq!(now.day, then.day);
                prop_assert!(now.load.abs_diff(then.load) <= 6, "{now:?} {then:?}");
            }
            let met = |plan: &Plan| {
                let days = plan.days.iter().filter(|day| day.day > before.days[0].day && day.day <= before.deadline);
                days.map(|day| day.new).sum::<u32>()
            };
            prop_assert!(met(&before).abs_diff(met(&after)) <= 14, "{} {}", met(&before), met(&after));
            before = after;
        }
    }

    #[test]
    fn missed_days_cost_a_little_each(life in life()) {
        let mut learner = begin(&life);
        let Ok(mut before) = plan(&facts(&learner, NO_FORMS), 0) else { return Ok(()) };
        for _ in 0..6 {
            learner.wait(DAY);
            let Ok(after) = plan(&facts(&learner, NO_FORMS), 0) else { return Ok(()) };
            // No jump: a day in so many costs about its share of what the days bring.
            let bring = (before.recall - before.recall_idle).max(0.0);
            let part = before.days[0].minutes as f32 / before.days.iter().map(|day| day.minutes).sum::<u32>().max(1) as f32;
            prop_assert!(before.recall - after.recall <= bring * part * 3.0 + 0.05, "{} {}", before.recall, after.recall);
            // One path is followed, so that luck may turn a little.
            prop_assert!(after.recall <= before.recall + 0.06, "{} {}", before.recall, after.recall);
            before = after;
        }
    }
}

#[test]
fn a_suspended_item_is_not_planned() {
    let mut learner = Learner::new(big_deck(30));
    exam_in(&mut learner, 30);
    assert_eq!(planned(&learner).unseen, 30);
    learner.log([What::Suspended { item: item("csm-daily-001"), on: true }]);
    assert_eq!(planned(&learner).unseen, 29);
}
