use crate::world::{DAY, Learner, deck, item};
use certdeck::engine::bank::answer::{Answer, Mark};
use certdeck::engine::bank::pack::Figures;
use certdeck::engine::bank::question::{ContentHash, Level};
use certdeck::engine::bank::track::{Pass, Provenance, Track};
use certdeck::engine::chance::Chance;
use certdeck::engine::progress::event::{Confidence, What};
use certdeck::engine::progress::exam::{Did, Ending, Given, Part, Slot, Source, Started, Step, Timing};
use certdeck::engine::schedule::aim::CARD_VALUE;
use certdeck::engine::stats::forecast::evidence::{Evidence, First, Past, first_answers};
use certdeck::engine::stats::forecast::form::{Form, Line};
use certdeck::engine::stats::forecast::hindsight::{NEW_QUESTIONS, Sat, hindsight, sat};
use certdeck::engine::stats::forecast::model::{Forecast, Range, forecast};
use certdeck::engine::stats::forecast::outlook::{ENOUGH, Outlook, outlook};
use certdeck::engine::stats::share::Share;
use proptest::prelude::*;

/// Passing needs 37 of 50, as the issuer publishes.
fn published() -> Track {
    let mut track = deck().track;
    track.outlines[0].pass = Pass::Count { correct: 37, of: 50, mark: Provenance::Issuer };
    track
}

fn form(track: &Track, target: Option<u8>) -> Form {
    Form::of(track, &Figures::default(), "2026-11-20", target).expect("the track has an outline")
}

fn first(domain: usize, right: bool) -> First {
    First { domain, level: Level::Apply, chance: 0.25, right, confidence: None, age: 0, studied: 0.0 }
}

/// So many right of so many in each domain.
fn answers(of_domains: &[(u32, u32)]) -> Vec<First> {
    let of_domain = |(domain, (right, of)): (usize, &(u32, u32))| {
        let right = *right;
        (0..*of).map(move |n| first(domain, n < right)).collect::<Vec<_>>()
    };
    of_domains.iter().enumerate().flat_map(of_domain).collect()
}

/// Of answers in two domains of which so much was studied.
fn evidence(answers: &[First], studied: f64) -> Evidence {
    Evidence::of(&Past { answers: answers.to_vec(), studied: vec![studied; 2] }, 2)
}

fn told(answers: &[First]) -> Forecast {
    told_amid(answers, 0.0)
}

fn told_amid(answers: &[First], studied: f64) -> Forecast {
    forecast(&evidence(answers, studied), &form(&published(), None))
}

/// As much as lies behind the answers of the laws.
const STUDIED: f64 = 240.0;

fn told_in_study(answers: &[First]) -> Forecast {
    told_amid(answers, STUDIED)
}

/// Not lower in any respect, but for rounding.
fn at_least(better: &Forecast, worse: &Forecast) -> Result<(), String> {
    let ranges = |told: &Forecast| {
        let mut ranges = vec![told.share, told.ability, told.chance.expect("a pass mark is published")];
        ranges.extend(&told.domains);
        ranges
    };
    for (at, (better, worse)) in ranges(better).iter().zip(ranges(worse)).enumerate() {
        for (b, w) in [(better.mean, worse.mean), (better.low, worse.low), (better.high, worse.high)] {
            if b < w - 1e-9 {
                return Err(format!("range {at}: {better:?} is below {worse:?}"));
            }
        }
    }
    Ok(())
}

fn any_first() -> impl Strategy<Value = First> {
    let confidence = prop_oneof![
        Just(None),
        Just(Some(Confidence::Guessed)),
        Just(Some(Confidence::ThoughtSo)),
        Just(Some(Confidence::Certain))
    ];
    let chance = prop_oneof![Just(0.25), Just(0.1), Just(0.0)];
    let when = (0..200u32, prop_oneof![Just(0.0), 0.0..STUDIED]);
    (0..2usize, prop::sample::select(Level::ALL.to_vec()), chance, any::<bool>(), confidence, when).prop_map(
        |(domain, level, chance, right, confidence, (age, studied))| First {
            domain,
            level,
            chance,
            right,
            confidence,
            age,
            studied,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_share_is_one(answers in prop::collection::vec(any_first(), 0..120)) {
        let told = told_in_study(&answers);
        let chance = told.chance.expect("a pass mark is published");
        for Range { mean, low, high } in [told.share, told.ability].into_iter().chain(told.domains.clone()) {
            prop_assert!(0.0 <= low && low <= mean && mean <= high && high <= 1.0, "{low} {mean} {high}");
        }
        prop_assert!([chance.mean, chance.low, chance.high].iter().all(|share| (0.0..=1.0).contains(share)));
        prop_assert!(chance.low <= chance.high);
        prop_assert_eq!(&told, &told_in_study(&answers), "the same answers give the same forecast");
    }

    #[test]
    fn a_right_answer_instead_of_a_wrong_one_never_lowers_it(
        answers in prop::collection::vec(any_first(), 1..60), which in any::<prop::sample::Index>()
    ) {
        let (mut right, mut wrong) = (answers.clone(), answers);
        let at = which.index(right.len());
        right[at].right = true;
        wrong[at].right = false;
        prop_assert_eq!(at_least(&told_in_study(&right), &told_in_study(&wrong)), Ok(()));
    }

    #[test]
    fn one_more_right_answer_never_lowers_it(answers in prop::collection::vec(any_first(), 0..60), more in any_first()) {
        // One that was called a guess says that the learner did not know.
        prop_assume!(more.confidence != Some(Confidence::Guessed));
        let with: Vec<First> = answers.iter().copied().chain([First { right: true, ..more }]).collect();
        prop_assert_eq!(at_least(&told_in_study(&with), &told_in_study(&answers)), Ok(()));
    }

    #[test]
    fn fewer_answers_of_the_same_kind_leave_it_wider(right in 0..=10u32, other in 0..=10u32) {
        let few = told(&answers(&[(right, 10), (other, 10)]));
        let many = told(&answers(&[(right * 4, 40), (other * 4, 40)]));
        prop_assert!(many.ability.width() < few.ability.width(), "{:?} {:?}", many.ability, few.ability);
    }

    #[test]
    fn the_order_of_answers_does_not_matter(answers in prop::collection::vec(any_first(), 0..60), seed in any::<u64>()) {
        let mut shuffled = answers.clone();
        Chance::new(seed).shuffle(&mut shuffled);
        let (a, b) = (told_in_study(&answers), told_in_study(&shuffled));
        prop_assert!((a.ability.mean - b.ability.mean).abs() < 1e-9 && (a.ability.low - b.ability.low).abs() < 1e-6);
    }
}

/// Ten answers in each domain at each of so many points of a study of a hundred questions, the last one today; so many
/// of them right.
fn along(right: &[u32]) -> Vec<First> {
    let last = right.len() as f64 - 1.0;
    let at = |(point, right): (usize, &u32)| {
        let studied = 100.0 * (last - point as f64) / last;
        let these = answers(&[(*right, 10), (*right, 10)]);
        these.into_iter().map(|first| First { studied, ..first }).collect::<Vec<_>>()
    };
    right.iter().enumerate().flat_map(at).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn better_answers_later_never_lower_it(right in prop::collection::vec(0..=10u32, 2..9)) {
        let (mut later, mut earlier) = (right.clone(), right);
        later.sort_unstable();
        earlier.sort_unstable_by(|a, b| b.cmp(a));
        let (later, earlier) = (told_amid(&along(&later), 100.0), told_amid(&along(&earlier), 100.0));
        prop_assert!(later.ability.mean >= earlier.ability.mean - 1e-9, "{:?} {:?}", later.ability, earlier.ability);
        prop_assert!(later.share.mean >= earlier.share.mean - 1e-9);
    }

    #[test]
    fn who_answers_steadily_is_hardly_pushed_up(right in 1..=10u32, points in 4..12usize) {
        let steady = along(&vec![right; points]);
        let of_today: Vec<First> = steady.iter().map(|first| First { studied: 0.0, ..*first }).collect();
        let (amid, still) = (told_amid(&steady, 100.0), told(&of_today));
        let by = amid.ability.mean - still.ability.mean;
        prop_assert!((-0.03..0.06).contains(&by), "{by}: {:?} {:?}", amid.ability, still.ability);
        prop_assert!(amid.ability.low <= still.ability.mean, "{:?} {:?}", amid.ability, still.ability);
        prop_assert!(amid.ability.low <= still.ability.low + 0.03, "{:?} {:?}", amid.ability, still.ability);
    }
}

#[test]
fn study_lifts_it_and_leaves_it_wider_until_answers_tell() {
    let before = answers(&[(12, 20), (12, 20)]);
    let ago = |studied: f64| before.iter().map(|first| First { studied, ..*first }).collect::<Vec<_>>();
    let now = told(&before);
    let mut last = now.clone();
    for studied in [20.0, 60.0, 120.0] {
        let later = told_amid(&ago(studied), studied);
        assert!(later.ability.mean > last.ability.mean, "{studied}: {:?} {:?}", later.ability, last.ability);
        assert!(later.ability.width() > last.ability.width(), "{studied}: {:?} {:?}", later.ability, last.ability);
        last = later;
    }
    // As many answers after it say whether it helped.
    for (right, expect) in [(12, now.ability.mean), (18, told(&answers(&[(18, 20), (18, 20)])).ability.mean)] {
        let mut since = ago(120.0);
        since.extend(answers(&[(right, 20), (right, 20)]));
        let told = told_amid(&since, 120.0);
        assert!((told.ability.mean - expect).abs() < 0.06, "{right}: {:?}, not {expect}", told.ability);
        assert!(told.ability.width() < last.ability.width());
    }
    // More than is told apart: nothing breaks, and much is open.
    let long = told_amid(&ago(5_000.0), 5_000.0);
    assert!(long.ability.width() > 0.3 && long.ability.high <= 1.0, "{:?}", long.ability);
}

#[test]
fn what_moves_it() {
    let check = |what: &str, more: &[First], less: &[First]| {
        let (more, less) = (told(more), told(less));
        let chance = |told: &Forecast| told.chance.map_or(0.0, |chance| chance.mean);
        assert!(more.ability.mean > less.ability.mean + 1e-4, "{what}: {:?} {:?}", more.ability, less.ability);
        assert!(chance(&more) > chance(&less), "{what}");
    };
    let with = |change: fn(&mut First)| {
        let mut changed = answers(&[(12, 20), (6, 10)]);
        changed.iter_mut().for_each(change);
        changed
    };
    let plain = with(|_| ());
    check("more right answers", &answers(&[(16, 20), (8, 10)]), &plain);
    check(
        "luck is no knowledge",
        &plain,
        &with(|first| {
            if first.right {
                first.confidence = Some(Confidence::Guessed)
            }
        }),
    );
    check(
        "harder questions right",
        &with(|first| first.level = Level::Analyse),
        &with(|first| first.level = Level::Recall),
    );
    check("a number can't be guessed", &with(|first| first.chance = 0.0), &plain);
    check("what is old tells less of a good past", &answers(&[(20, 20), (10, 10)]), &{
        let mut old = answers(&[(20, 20), (10, 10)]);
        old.iter_mut().for_each(|first| first.age = 90);
        old
    });
    check("the heavier domain", &answers(&[(18, 20), (10, 20)]), &answers(&[(10, 20), (18, 20)]));
}

#[test]
fn what_is_not_known_is_wide() {
    let width = |told: &Forecast, domain: usize| told.domains[domain].width();
    let nothing = told(&[]);
    assert!(nothing.ability.width() > 0.4, "{:?}", nothing.ability);
    let one_domain = told(&answers(&[(24, 30), (0, 0)]));
    assert!(width(&one_domain, 1) > 1.4 * width(&one_domain, 0), "{:?}", one_domain.domains);
    assert!(width(&one_domain, 1) < width(&nothing, 1), "one domain says a little of the other");
    let mut old = answers(&[(24, 30), (24, 30)]);
    let fresh = told(&old);
    old.iter_mut().for_each(|first| first.age = 60);
    assert!(told(&old).ability.width() > fresh.ability.width());
    assert!(fresh.share.width() > fresh.ability.width(), "a form adds its own luck");
}

#[test]
fn the_line_is_the_issuers_or_the_learners() {
    let check =
        |track: &Track, target: Option<u8>, line: Line| assert_eq!(form(track, target).line, line, "{target:?}");
    let unpublished = deck().track;
    check(&published(), None, Line::Published(37));
    check(&published(), Some(90), Line::Published(37));
    check(&unpublished, None, Line::None);
    check(&unpublished, Some(75), Line::Target(75, 38));
    check(&unpublished, Some(100), Line::Target(100, 50));
    let mut scaled = unpublished.clone();
    scaled.outlines[0].pass = Pass::Scaled { score: 720, min: 100, max: 1000, mark: Provenance::Issuer };
    check(&scaled, None, Line::None);
    assert_eq!(forecast(&Evidence::default(), &form(&scaled, None)).chance, None, "a scaled score is not imitated");
    let half = form(&published(), None).with_counts(&[15, 10]);
    assert_eq!((half.line, half.questions, half.domains[0].weight), (Line::Published(19), 25, 0.6));

    let questions: Vec<u16> = form(&unpublished, None).domains.iter().map(|part| part.questions).collect();
    assert_eq!(questions, [38, 12], "75 and 25 % of 50");
    let mut empty = unpublished.clone();
    empty.outlines[0].scored = 0;
    assert_eq!(Form::of(&empty, &Figures::default(), "2026-11-20", None), None);
    empty.outlines.clear();
    assert_eq!(Form::of(&empty, &Figures::default(), "2026-11-20", None), None);
}

#[test]
fn too_little_says_what_is_missing() {
    let of = |answers: &[First]| outlook(&evidence(answers, 0.0), &form(&published(), None));
    let check = |answers: &[First], enough: bool| {
        let Outlook { told, advice, .. } = of(answers);
        assert_eq!(told.is_some(), enough, "{} answers", answers.len());
        assert!(advice.to <= advice.from * 0.53, "{advice:?}");
        assert!(advice.answers.iter().all(|(_, count)| *count > 0 && count % 5 == 0) && !advice.answers.is_empty());
    };
    check(&[], false);
    check(&answers(&[(1, 1), (0, 0)]), false);
    check(&answers(&[(12, ENOUGH - 1), (0, 0)]), false);
    check(&answers(&[(12, ENOUGH), (0, 0)]), true);
    // A quarter of the exam says too little of the rest.
    check(&answers(&[(0, 0), (20, 40)]), false);
    let mut old = answers(&[(12, 30), (4, 10)]);
    old.iter_mut().for_each(|first| first.age = 60);
    check(&old, false);

    let lopsided = of(&answers(&[(0, 0), (20, 40)])).advice;
    assert_eq!(lopsided.answers[0].0, 0, "the answers are wanted where none are: {lopsided:?}");
}

#[test]
fn evidence_is_the_first_answer_to_a_question() {
    let mut learner = Learner::new(deck());
    let of = |learner: &Learner, before| {
        let snapshot = learner.record.snapshot();
        first_answers(snapshot, &learner.deck.track, Some(&learner.deck), before, learner.today())
    };
    assert_eq!(of(&learner, None), Past { answers: Vec::new(), studied: vec![0.0; 2] });
    learner.answer("csm-daily-001", false, Some(Confidence::Certain)).wait(DAY).know("csm-daily-001");
    let begun = learner.now.at;
    learner.wait(2 * DAY).answer("csm-roles-002", true, None);
    // Cards, drills, questions of topics that are gone, other tracks.
    learner.grade("csm-daily-c01", certdeck::engine::progress::event::Grade::Good);
    learner.know("csm-daily-d01").know("csm-gone-001").know("aif-terms-001");
    let daily = First {
        domain: 0,
        level: Level::Recall,
        chance: 0.25,
        right: false,
        confidence: Some(Confidence::Certain),
        age: 3,
        // It came again, and a card was met: a quarter, and half of what a card counts.
        studied: 0.25 + f64::from(CARD_VALUE) / 2.0,
    };
    let roles =
        First { domain: 1, level: Level::Apply, chance: 0.25, right: true, confidence: None, age: 0, studied: 0.0 };
    let past = of(&learner, None);
    assert_eq!(past, Past { answers: vec![daily, roles], studied: vec![0.5 + daily.studied, 0.5] });
    let then = Past { answers: vec![First { studied: 0.0, ..daily }], studied: vec![0.5, 0.0] };
    assert_eq!(of(&learner, Some(begun)), then, "as it was known then");
    // A clock that was ahead: what lies in the future counts as of today.
    learner.wait(-30 * DAY);
    assert_eq!(of(&learner, None).answers.iter().map(|first| first.age).collect::<Vec<_>>(), [0, 0]);
    // Without the deck the level is the middle one.
    let bare = first_answers(learner.record.snapshot(), &learner.deck.track, None, None, learner.today());
    assert_eq!(bare.answers[0].level, Level::Apply);
}

/// Learners drawn as the model believes them to be: what is said to happen in so many of a hundred cases does.
#[test]
fn for_learners_like_the_model_it_is_calibrated() {
    let form = form(&published(), None);
    let mut chance = Chance::new(20_261_120);
    let mut normal = move |mean: f64, spread: f64| {
        let sum: f64 = (0..12).map(|_| chance.unit()).sum();
        mean + spread * (sum - 6.0)
    };
    let mut draw = Chance::new(7);
    let (mut covered, mut promised, mut passed, mut tried) = (0u32, 0.0, 0u32, 0u32);
    for learner in 0..160u32 {
        let general = normal(0.4, 1.2);
        let abilities = [normal(general, 0.6), normal(general, 0.6)];
        let mut right = |domain: usize, level: f64| {
            let known = 1.0 / (1.0 + (level - abilities[domain]).exp());
            draw.unit() < 0.25 + 0.72 * known
        };
        let seen = 10 + learner % 50;
        let answers: Vec<First> =
            (0..seen).map(|n| (n as usize) % 2).map(|domain| first(domain, right(domain, 0.0))).collect();
        let told = forecast(&evidence(&answers, 0.0), &form);
        // A form of 38 and 12 questions with a fifth, a half and three tenths of the levels.
        let mut score = 0;
        for (domain, part) in form.domains.iter().enumerate() {
            for n in 0..part.questions {
                score +=
                    u32::from(right(domain, [-0.4, -0.4, 0.0, 0.0, 0.0, 0.0, 0.0, 0.4, 0.4, 0.4][usize::from(n) % 10]));
            }
        }
        let share = f64::from(score) / 50.0;
        covered += u32::from(told.share.low - 1e-9 <= share && share <= told.share.high + 1e-9);
        promised += told.chance.map_or(0.0, |chance| chance.mean);
        passed += u32::from(score >= 37);
        tried += 1;
    }
    let coverage = f64::from(covered) / f64::from(tried);
    assert!((0.85..=0.97).contains(&coverage), "{coverage}");
    let off = (promised - f64::from(passed)) / f64::from(tried);
    assert!(off.abs() < 0.06, "{off}");
}

#[test]
fn the_record_holds_each_forecast_against_what_came_of_it() {
    let mut learner = Learner::new(deck());
    let sitting = |learner: &Learner, right: u32, of: u32| Sat {
        began: learner.now.at,
        day: learner.today(),
        domains: vec![Share { hits: right, of }, Share::default()],
    };
    // Before there was anything to go by; too short; told.
    let early = sitting(&learner, 15, 30);
    for n in 1..=40 {
        learner.answer(&format!("csm-daily-{n:03}"), n % 4 != 0, None);
    }
    learner.wait(DAY);
    let short = sitting(&learner, 1, NEW_QUESTIONS - 1);
    let good = sitting(&learner, 27, 30);
    let bad = sitting(&learner, 6, 30);
    // What was answered since tells nothing of then.
    learner.wait(DAY);
    let of = |learner: &Learner, sittings: &[Sat]| {
        let form = form(&published(), None);
        hindsight(learner.record.snapshot(), &learner.deck.track, Some(&learner.deck), &form, sittings)
    };
    let record = of(&learner, &[early, short, good, bad]);
    assert_eq!((record.held.len(), record.untold, record.within), (2, 1, Share { hits: 1, of: 2 }));
    assert!(record.few());
    let reached: Vec<bool> = record.held.iter().filter_map(|held| held.reached).map(|(_, reached)| reached).collect();
    assert_eq!(reached, [true, false]);
    let told = record.held[0].reached.map_or(0.0, |(told, _)| told);
    let brier = ((told - 1.0).powi(2) + told.powi(2)) / 2.0;
    assert!(record.brier.is_some_and(|score| (score - brier).abs() < 1e-9));
    assert_eq!(record.bins.iter().map(|(_, share)| share.of).sum::<u32>(), 60);
    let before = record.held.clone();
    for n in 41..=80 {
        learner.answer(&format!("csm-daily-{n:03}"), false, None);
    }
    let sittings = [sitting(&learner, 15, 30)];
    let now = of(&learner, &sittings).held;
    assert!(now[0].told.mean < before[0].told.mean);
    assert_eq!(of(&learner, &[]).held, []);
}

#[test]
fn a_sitting_tells_by_its_new_questions_and_what_was_left_open_is_wrong() {
    let mut learner = Learner::new(deck());
    let slot = |id: &str, seen: bool| Slot { item: item(id), hash: ContentHash(1), pretest: false, seen };
    let sitting = learner.next();
    let began = learner.now.at;
    let started = Started {
        track: learner.deck.track.id.clone(),
        outline: "2022-01-01".into(),
        source: Source::Fresh,
        code: String::new(),
        seed: 1,
        allowed_ms: 3_600_000,
        extra_percent: 0,
        timing: Timing::Strict,
        parts: vec![Part {
            name: String::new(),
            break_minutes: 0,
            slots: vec![
                slot("csm-daily-001", false),
                slot("csm-daily-002", false),
                slot("csm-sprint-001", true),
                slot("csm-roles-001", false),
            ],
        }],
    };
    learner.log([What::ExamStarted(Box::new(started))]);
    let step = |number: u32, did: Did| {
        What::ExamStep(Box::new(Step { sitting, number, spent_ms: number * 1000, rested_ms: 0, did }))
    };
    let given = |at: u16, right: bool| {
        let mark = Mark { right, parts_right: u8::from(right), parts: 1 };
        Did::Answered(Given { at, answer: Answer::Single(u8::from(!right)), mark, confidence: None, duration_ms: 1 })
    };
    learner.log([step(1, given(0, true)), step(2, given(2, true)), step(3, given(3, false))]);
    let of = |learner: &Learner| sat(learner.record.snapshot(), &learner.deck.track);
    assert_eq!(of(&learner), [], "not before it is over");
    learner.wait(3_600_000).log([step(4, Did::Ended(Ending::Completed))]);
    let [told] = &of(&learner)[..] else { panic!("one sitting") };
    assert_eq!((told.began, &told.domains[..]), (began, &[Share { hits: 1, of: 2 }, Share { hits: 0, of: 1 }][..]));
    // Answered anew since: what came of it then stays.
    learner.answer("csm-daily-001", false, None);
    assert_eq!(of(&learner)[0].domains[0], Share { hits: 1, of: 2 });
}
