use crate::learner::{forgetful, past};
use certdeck::engine::progress::event::{Grade, Parameters};
use certdeck::engine::schedule::memory::MODEL;
use certdeck::engine::time::StudyDay;
use certdeck::engine::tuning::fit::fit;
use certdeck::engine::tuning::past::{Course, Past, Seen, Unfit};
use certdeck::engine::tuning::words::{answer, answered, asked, question, work};
use proptest::prelude::*;
use proptest::sample::select;

fn pasts() -> impl Strategy<Value = Past> {
    let day = prop_oneof![15_000..40_000i32, -(1 << 28)..(1 << 28)].prop_map(StudyDay);
    let grade = select(&[Grade::Again, Grade::Hard, Grade::Good, Grade::Easy][..]);
    let seen = (day, grade).prop_map(|(day, grade)| Seen { day, grade });
    let course = (0..=100u8, proptest::collection::vec(seen, 1..30));
    let course = course.prop_map(|(retention, reviews)| Course { retention, reviews });
    (any::<i32>(), proptest::collection::vec(course, 0..20))
        .prop_map(|(today, courses)| Past { today: StudyDay(today), courses })
}

proptest! {
    #[test]
    fn what_is_asked_is_understood(past in pasts(), values in proptest::option::of(proptest::collection::vec(0.0..9.0f32, 21))) {
        let present = values.map(|values| Parameters { model: MODEL, values });
        prop_assert_eq!(asked(&question(&past, present.as_ref())), Some((past, present)));
    }

    #[test]
    fn no_words_end_in_a_panic(words in proptest::collection::vec(prop_oneof![0..9u32, any::<u32>()], 0..80)) {
        let _ = asked(&words);
        let _ = answered(&words);
        let _ = work(&words);
    }
}

#[test]
fn the_worker_answers_with_the_fit() {
    let past = past(&forgetful(), 250, 150, 5);
    let fit = fit(&past, None).unwrap();
    let heard = answered(&work(&question(&past, None))).unwrap().unwrap();
    assert_eq!(heard.parameters, fit.parameters);
    assert_eq!((heard.trained, heard.held_out), (fit.trained, fit.held_out));
    assert_eq!(answered(&answer(&Ok(fit.clone()))), Some(Ok(fit)));
}

#[test]
fn a_refusal_keeps_its_reason() {
    for why in [Unfit::TooFew { reviews: 7 }, Unfit::TooClose { evidence: 8 }, Unfit::Nothing] {
        assert_eq!(answered(&answer(&Err(why))), Some(Err(why)));
    }
    assert_eq!(
        answered(&work(&question(&Past { today: StudyDay(1), courses: Vec::new() }, None))),
        Some(Err(Unfit::TooFew { reviews: 0 }))
    );
    for nonsense in [&[][..], &[0], &[9, 9], &[0; 33], &[f32::NAN.to_bits(); 32]] {
        assert_eq!(answered(nonsense), None, "{nonsense:?}");
    }
    // Parameters of another model are not sent as if they were of this one.
    let foreign = Parameters { model: MODEL - 1, values: vec![1.0; 21] };
    let past = past(&forgetful(), 2, 10, 1);
    assert_eq!(asked(&question(&past, Some(&foreign))), Some((past, None)));
}
