use crate::learner::{BEGIN, DEFAULTS, forgetful, parameters, past};
use certdeck::engine::progress::event::Grade;
use certdeck::engine::schedule::memory::{MODEL, usable};
use certdeck::engine::time::StudyDay;
use certdeck::engine::tuning::fit::fit;
use certdeck::engine::tuning::past::{Course, EVIDENCE_NEEDED, Past, REVIEWS_NEEDED, Seen, Unfit};
use certdeck::engine::tuning::workload::DAYS;

#[test]
fn a_fit_foretells_a_forgetful_learner_better_than_the_defaults() {
    for seed in 1..=3 {
        let past = past(&forgetful(), 400, 200, seed);
        let fit = fit(&past, None).unwrap();
        println!("{} reviews: {fit:?}", past.reviews());
        assert!(fit.better() && fit.after.log_loss < fit.before.log_loss - 0.01, "{fit:?}");
        assert!(fit.after.rmse < fit.before.rmse, "{fit:?}");
        assert!(usable(&fit.parameters));
        // Who forgets faster must come back more often to know as much.
        assert!(fit.after.workload.reviews > fit.before.workload.reviews, "{fit:?}");
        assert!((fit.after.workload.known - 0.9).abs() < 0.04, "{fit:?}");
        assert!(fit.before.workload.known < fit.after.workload.known - 0.03, "{fit:?}");
    }
}

#[test]
fn a_fit_that_is_no_better_on_what_it_has_not_seen_is_not_adopted() {
    let truth = forgetful();
    for seed in 1..=4 {
        let past = past(&truth, 300, 150, seed);
        let fitted = fit(&past, Some(&truth)).unwrap();
        // The learner is what is in use: nothing can be much better.
        assert!(fitted.after.log_loss > fitted.before.log_loss - 0.01, "{fitted:?}");
        // Whoever was somebody else until the newest fifth gets no parameters of that somebody.
        let mut turned = past.clone();
        let begin = newest_fifth(&past, fitted.trained);
        for course in &mut turned.courses {
            for seen in course.reviews.iter_mut().filter(|seen| seen.day < begin) {
                seen.grade = if seen.grade == Grade::Again { Grade::Good } else { Grade::Again };
            }
        }
        let turned = fit(&turned, Some(&truth)).unwrap();
        assert!(!turned.better() && turned.after.log_loss > turned.before.log_loss, "{turned:?}");
    }
}

/// The day on which the evidence begins by which a fit is judged.
fn newest_fifth(past: &Past, trained: u32) -> StudyDay {
    let days = |course: &Course| course.evidence(past.today).map(|at| course.reviews[at].day).collect::<Vec<_>>();
    let mut days: Vec<StudyDay> = past.courses.iter().flat_map(days).collect();
    days.sort();
    days[trained as usize]
}

#[test]
fn an_average_learner_keeps_about_the_defaults() {
    let fit = fit(&past(&parameters(DEFAULTS), 400, 200, 9), None).unwrap();
    assert!((fit.after.log_loss - fit.before.log_loss).abs() < 0.02, "{fit:?}");
    let ratio = fit.after.workload.reviews / fit.before.workload.reviews;
    assert!((0.8..1.25).contains(&ratio), "{fit:?}");
}

#[test]
fn the_same_past_gives_the_same_fit() {
    let past = past(&forgetful(), 250, 150, 5);
    let (one, two) = (fit(&past, None).unwrap(), fit(&past, None).unwrap());
    assert_eq!(one.parameters, two.parameters);
    assert_eq!(one.after.workload, two.after.workload);
    assert_eq!(one.better(), two.better());
}

#[test]
fn a_fifth_is_held_out_and_it_is_the_newest() {
    let whole = past(&forgetful(), 300, 150, 7);
    let before = fit(&whole, None).unwrap();
    assert!(before.held_out.abs_diff(before.trained / 4) <= 1, "{before:?}");
    // What happened in the newest fifth has no say in what is found.
    let newest = newest_fifth(&whole, before.trained);
    let mut turned = whole.clone();
    for course in &mut turned.courses {
        for seen in course.reviews.iter_mut().filter(|seen| seen.day > newest) {
            seen.grade = Grade::Again;
        }
    }
    assert_eq!(fit(&turned, None).unwrap().parameters, before.parameters);
}

#[test]
fn too_little_is_said() {
    let none = |past: &Past, why: Unfit| {
        assert_eq!(fit(past, None), Err(why));
        assert_eq!(past.ready(), Err(why));
    };
    let course = |grades: &[(i32, Grade)]| Course {
        retention: 90,
        reviews: grades.iter().map(|(day, grade)| Seen { day: BEGIN.plus(*day), grade: *grade }).collect(),
    };
    let of = |courses: Vec<Course>| Past { today: BEGIN.plus(100), courses };
    none(&of(Vec::new()), Unfit::TooFew { reviews: 0 });
    none(&of(vec![course(&[(0, Grade::Good)])]), Unfit::TooFew { reviews: 1 });
    none(&past(&forgetful(), 20, 30, 1), Unfit::TooFew { reviews: past(&forgetful(), 20, 30, 1).reviews() });
    // A thousand first answers are no evidence, nor are repeats within the same day.
    let first = course(&[(0, Grade::Again), (0, Grade::Good)]);
    none(&of(vec![first; 600]), Unfit::TooClose { evidence: 0 });
    let some = course(&[(0, Grade::Good), (0, Grade::Good), (0, Grade::Good), (0, Grade::Good), (3, Grade::Good)]);
    none(&of(vec![some; EVIDENCE_NEEDED as usize - 1]), Unfit::TooClose { evidence: EVIDENCE_NEEDED - 1 });
    // The model leaves out gaps that hardly anything else shares: here that is everything, and nothing is better.
    let odd = (0..REVIEWS_NEEDED as i32).map(|n| course(&[(-n * 3, Grade::Good), (1, Grade::Good)])).collect();
    assert!(!fit(&of(odd), None).unwrap().better());
    for words in [Unfit::TooFew { reviews: 12 }, Unfit::TooClose { evidence: 9 }, Unfit::Nothing].map(|w| w.to_string())
    {
        assert!(words.ends_with('.') && !words.contains('{'), "{words}");
    }
}

#[test]
fn one_who_never_forgot_or_always_forgot_can_be_fitted_or_is_refused() {
    for grade in [Grade::Again, Grade::Good, Grade::Easy] {
        let reviews = |n: i32| [0, 2, 7, 20].map(|day| Seen { day: BEGIN.plus(day + n % 30), grade }).to_vec();
        let courses = (0..400).map(|n| Course { retention: 90, reviews: reviews(n) }).collect();
        match fit(&Past { today: BEGIN.plus(100), courses }, None) {
            Ok(fit) => assert!(usable(&fit.parameters) && fit.after.log_loss.is_finite(), "{fit:?}"),
            Err(why) => assert_eq!(why, Unfit::Nothing),
        }
    }
}

#[test]
fn a_clock_that_jumped_neither_breaks_the_fit_nor_decides_it() {
    let sound = past(&forgetful(), 300, 150, 3);
    let wanted = fit(&sound, None).unwrap();
    let mut jumped = sound.clone();
    for (number, course) in jumped.courses.iter_mut().enumerate().filter(|(number, _)| number % 10 == 0) {
        let at = number / 10 % course.reviews.len();
        // Far ahead, long ago, and at the ends of the calendar.
        course.reviews[at].day =
            [BEGIN.plus(9000), BEGIN.plus(-9000), StudyDay(i32::MAX), StudyDay(i32::MIN)][number / 10 % 4];
    }
    let found = fit(&jumped, None).unwrap();
    assert!(found.better() && found.trained + found.held_out < wanted.trained + wanted.held_out);
    assert!(found.after.log_loss.is_finite() && found.after.workload.reviews.is_finite());
    assert!((found.after.log_loss - wanted.after.log_loss).abs() < 0.05, "{wanted:?} {found:?}");
}

#[test]
fn reviews_of_days_to_come_are_no_evidence() {
    let seen = |days: &[i32]| Course {
        retention: 90,
        reviews: days.iter().map(|day| Seen { day: BEGIN.plus(*day), grade: Grade::Good }).collect(),
    };
    let check = |days: &[i32], expect: &[usize]| {
        assert_eq!(seen(days).evidence(BEGIN.plus(100)).collect::<Vec<_>>(), expect, "{days:?}");
    };
    check(&[], &[]);
    check(&[0], &[]);
    check(&[0, 0, 1, 1, 5], &[2, 4]);
    check(&[0, 5, 3, 9], &[1, 3]);
    check(&[0, 5, 101, 102, 6], &[1]);
    check(&[0, 5, 9000, 9001], &[1]);
    check(&[-9000, 0, 5], &[]);
    check(&[0, 5, -9000, 7, 9], &[1]);
    let many: Vec<i32> = (0..100).chain(99..100).chain((0..90).map(|_| 100)).collect();
    assert!(seen(&many).believed() <= 128);
}

#[test]
fn a_quarter_of_a_million_reviews_are_bounded() {
    let past = past(&forgetful(), 1, 1500, 1);
    let long = past.courses[0].reviews.iter().copied().cycle().take(125).collect::<Vec<_>>();
    // As many as localStorage can hold: 2,000 items with 125 reviews each, day after day.
    let courses = (0..2000u32).map(|n| {
        let spaced = long.iter().enumerate().map(|(at, seen)| {
            let grade = if (at as u32 * 7 + n).is_multiple_of(11) { Grade::Again } else { seen.grade };
            Seen { day: BEGIN.plus(at as i32 * 3 + (n % 5) as i32), grade }
        });
        Course { retention: 90, reviews: spaced.collect() }
    });
    let past = Past { today: BEGIN.plus(400), courses: courses.collect() };
    assert_eq!(past.reviews(), 250_000);
    let fit = fit(&past, None).unwrap();
    assert!((50_000..=100_000).contains(&(fit.trained + fit.held_out)), "{fit:?}");
    assert!(usable(&fit.parameters) && fit.parameters.model == MODEL);
    assert!(fit.before.workload.reviews > 0.0 && fit.before.workload.reviews <= 2000.0 * DAYS as f32);
}
