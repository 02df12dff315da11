use crate::world::{DAY, Learner, MINUTE, deck, deck_of, item, right, wrong};
use certdeck::engine::bank::answer::Answer;
use certdeck::engine::bank::deck::Deck;
use certdeck::engine::progress::event::{Confidence, Grade, Setting, What};
use certdeck::engine::schedule::queue::queue;
use certdeck::engine::schedule::session::{Action, Session, step};
use certdeck::engine::schedule::steps::{Phase, Wait};
use certdeck::engine::schedule::turn::Stage;
use proptest::prelude::*;
use proptest::sample::select;

fn start(learner: &Learner) -> Session {
    let snapshot = learner.record.snapshot();
    Session::start(queue(&learner.deck, snapshot, &learner.standings, learner.now, 0), 42, learner.now)
}

/// A deck whose first new item is a card: its first topic has no questions.
fn cards_lead() -> Deck {
    let all = deck();
    let questions = all.questions.iter().filter(|question| question.id.topic().as_str() != "daily");
    deck_of(
        questions.map(|question| (**question).clone()).collect(),
        all.cards.iter().map(|card| (**card).clone()).collect(),
    )
}

fn act(learner: &mut Learner, session: Session, action: Action) -> Session {
    let (session, happened) = step(session, action, &learner.world());
    learner.log(happened);
    session
}

fn shown(session: &Session) -> Option<String> {
    session.turn().map(|turn| turn.item.to_string())
}

/// Finishes the item in front: a card as Easy, a question right and certain.
fn finish(learner: &mut Learner, session: Session) -> Session {
    let session = act(learner, session, Action::Show);
    let session = act(learner, session, Action::Grade(Grade::Easy));
    match session.turn().map(|turn| turn.stage.clone()) {
        Some(Stage::Question) => {
            let session = act(learner, session, Action::Answer(right(), Some(Confidence::Certain)));
            act(learner, session, Action::Next)
        }
        _ => session,
    }
}

#[test]
fn a_session_goes_from_the_first_item_to_the_last() {
    let mut learner = Learner::new(deck());
    let mut session = start(&learner);
    let mut items = Vec::new();
    assert_eq!(session.progress(), (0, 10));
    while let Some(item) = shown(&session) {
        assert!(items.len() < 10, "{items:?}");
        items.push(item);
        learner.wait(MINUTE);
        // `finish` may do a card and, where a question follows, that one too.
        let before = session.progress().0;
        session = finish(&mut learner, session);
        items.extend((before + 1..session.progress().0).map(|_| String::new()));
    }
    assert_eq!(session.progress(), (10, 10));
    let summary = session.summary();
    assert_eq!((summary.reviews, summary.right, summary.waiting, summary.next_step), (10, 10, 0, None));
    assert_eq!(start(&learner).turn(), None, "all of today is done");
    assert_eq!(learner.record.snapshot().tally(None, learner.today()).new, 10);
}

#[test]
fn a_card_is_shown_and_graded_as_its_button_says() {
    let mut learner = Learner::new(cards_lead());
    let session = start(&learner);
    assert_eq!(shown(&session).as_deref(), Some("csm-daily-c01"));
    assert_eq!(session.turn().unwrap().stage, Stage::Front);
    let session = act(&mut learner, session, Action::Grade(Grade::Good));
    assert_eq!(session.turn().unwrap().stage, Stage::Front, "the back has to be seen first");
    learner.wait(4_000);
    let session = act(&mut learner, session, Action::Show);
    let Stage::Back(outcomes) = session.turn().unwrap().stage.clone() else { panic!("back") };
    assert_eq!(outcomes.good.wait, Wait::Step(600_000));
    assert_eq!((outcomes.easy.phase, outcomes.again.wait), (Phase::Review, Wait::Step(60_000)));
    learner.wait(2_000);
    let (session, happened) = step(session, Action::Grade(Grade::Easy), &learner.world());
    let [What::Graded(graded)] = &happened[..] else { panic!("{happened:?}") };
    assert_eq!((graded.item.as_str(), graded.grade, graded.duration_ms), ("csm-daily-c01", Grade::Easy, 6_000));
    learner.log(happened.clone());
    assert_eq!(learner.standings.get(&item("csm-daily-c01")).unwrap().wait, outcomes.easy.wait);
    assert_eq!(shown(&session).as_deref(), Some("csm-sprint-001"));
}

#[test]
fn an_answer_is_marked_and_taught_before_going_on() {
    let mut learner = Learner::new(deck());
    let mut session = start(&learner);
    while session.turn().unwrap().stage != Stage::Question {
        session = act(&mut learner, session, Action::Skip);
    }
    let asked = shown(&session);
    for nonsense in [Action::Next, Action::Show, Action::Grade(Grade::Good)] {
        let (same, happened) = step(session.clone(), nonsense, &learner.world());
        assert_eq!((&same, happened.len()), (&session, 0));
    }
    let (same, happened) = step(session.clone(), Action::Answer(Answer::Numeric(f64::NAN), None), &learner.world());
    assert_eq!((&same, happened.len()), (&session, 0), "what can't be stored is no answer");

    let (session, happened) = step(session, Action::Answer(wrong(), Some(Confidence::Certain)), &learner.world());
    let [What::Answered(answered)] = &happened[..] else { panic!("{happened:?}") };
    assert!(!answered.right && answered.seed == session.turn().unwrap().seed && answered.seed < 1 << 32);
    learner.log(happened.clone());
    let Stage::Marked(marked) = &session.turn().unwrap().stage else { panic!("marked") };
    assert_eq!((marked.grade, marked.wait, marked.mark.right), (Grade::Again, Some(Wait::Step(60_000)), false));
    assert_eq!(shown(&session), asked);
    let (same, happened) = step(session.clone(), Action::Answer(right(), None), &learner.world());
    assert_eq!((&same, happened.len()), (&session, 0), "an answer is final");
    let session = act(&mut learner, session, Action::Next);
    assert_ne!(shown(&session), asked);
}

#[test]
fn what_was_wrong_comes_back_after_its_minutes_and_a_confident_error_first() {
    let mut learner = Learner::new(deck());
    learner.set(Setting::NewPerDay(99));
    let mut session = start(&learner);
    let mut failed = Vec::new();
    for confidence in [Confidence::Guessed, Confidence::Certain] {
        while session.turn().unwrap().stage != Stage::Question || session.turn().unwrap().case.is_some() {
            session = finish(&mut learner, session);
        }
        failed.push(shown(&session).unwrap());
        session = act(&mut learner, session, Action::Answer(wrong(), Some(confidence)));
        session = act(&mut learner, session, Action::Next);
    }
    assert!(!failed.contains(&shown(&session).unwrap()));
    learner.wait(MINUTE);
    let (done, of) = session.progress();
    session = finish(&mut learner, session);
    while session.turn().unwrap().case.is_some() {
        session = finish(&mut learner, session);
    }
    assert_eq!(shown(&session).as_ref(), failed.last(), "certain and wrong: first");
    session = act(&mut learner, session, Action::Answer(right(), Some(Confidence::Certain)));
    session = act(&mut learner, session, Action::Next);
    assert_eq!(shown(&session).as_ref(), failed.first());
    assert!(session.progress().0 > done && session.progress().1 == of, "the end does not move away");
}

#[test]
fn at_the_end_steps_are_taken_ahead_or_waited_for() {
    let mut learner = Learner::new(cards_lead());
    learner.set(Setting::NewPerDay(2));
    let session = start(&learner);
    let session = act(&mut learner, session, Action::Show);
    let session = act(&mut learner, session, Action::Grade(Grade::Good));
    let session = act(&mut learner, session, Action::Skip);
    assert_eq!(shown(&session).as_deref(), Some("csm-daily-c01"), "ten minutes ahead, since nothing else is left");
    let session = act(&mut learner, session, Action::Skip);
    assert_eq!((shown(&session), session.progress()), (None, (2, 2)));

    // A step that is more than twenty minutes away is waited for; here the clock jumped back by an hour.
    let mut learner = Learner::new(cards_lead());
    learner.set(Setting::NewPerDay(1));
    let session = act(&mut learner, start(&Learner::new(cards_lead())), Action::Show);
    let session = act(&mut learner, session, Action::Grade(Grade::Good));
    learner.wait(-60 * MINUTE);
    let mut session = session;
    while session.turn().is_some() {
        session = act(&mut learner, session, Action::Skip);
    }
    let summary = session.summary();
    assert_eq!(summary.waiting, 1);
    assert_eq!(summary.next_step.map(|at| at.0 - learner.now.at.0), Some(70 * MINUTE));
    learner.wait(70 * MINUTE);
    let session = act(&mut learner, session, Action::Next);
    assert_eq!(shown(&session).as_deref(), Some("csm-daily-c01"));
}

#[test]
fn a_case_is_asked_in_order_and_not_left() {
    let mut learner = Learner::new(deck());
    let mut session = start(&learner);
    while session.turn().unwrap().case.is_none() {
        session = act(&mut learner, session, Action::Skip);
    }
    for number in 1..=4 {
        assert_eq!(shown(&session), Some(format!("csm-roles-00{number}")));
        session = act(&mut learner, session, Action::Answer(wrong(), None));
        // Long enough for the first one's step to be due in the middle of the case.
        learner.wait(2 * MINUTE);
        session = act(&mut learner, session, Action::Next);
    }
    assert_eq!(shown(&session).as_deref(), Some("csm-roles-001"), "and then the steps that are due");
}

#[test]
fn undo_brings_the_item_back_and_takes_the_event_back() {
    let mut learner = Learner::new(cards_lead());
    learner.set(Setting::NewPerDay(99));
    let begin = start(&learner);
    let (first, before) = (shown(&begin), learner.record.snapshot().clone());
    let session = act(&mut learner, begin.clone(), Action::Show);
    let session = act(&mut learner, session, Action::Grade(Grade::Good));
    assert_ne!(shown(&session), first);
    assert!(session.can_undo());
    let session = act(&mut learner, session, Action::Undo);
    assert_eq!((shown(&session), session.can_undo(), session.progress()), (first, false, begin.progress()));
    assert_eq!(session.turn().unwrap().stage, Stage::Front);
    assert_eq!(session.turn().unwrap().seed, begin.turn().unwrap().seed, "as it was arranged");
    assert_eq!(learner.record.snapshot().items().count(), before.items().count());
    let (same, happened) = step(session.clone(), Action::Undo, &learner.world());
    assert_eq!((&same, happened.len()), (&session, 0));
    // A skip, and a suspension after the feedback: the answer stays.
    let session = act(&mut learner, session, Action::Skip);
    let mut session = act(&mut learner, session, Action::Undo);
    assert_eq!(shown(&session), shown(&begin));
    assert!(learner.record.snapshot().history(&item("csm-daily-c01")).is_none());
    while session.turn().unwrap().stage != Stage::Question {
        session = act(&mut learner, session, Action::Skip);
    }
    let asked = shown(&session).unwrap();
    let marked = act(&mut learner, session, Action::Answer(right(), None));
    let session = act(&mut learner, marked.clone(), Action::Suspend);
    assert!(learner.record.snapshot().history(&item(&asked)).unwrap().suspended);
    let session = act(&mut learner, session, Action::Undo);
    assert_eq!(session.turn().unwrap().stage, marked.turn().unwrap().stage);
    let session = act(&mut learner, session, Action::Undo);
    assert_eq!((shown(&session), session.turn().unwrap().stage.clone()), (Some(asked.clone()), Stage::Question));
    assert!(learner.record.snapshot().history(&item(&asked)).is_none());
}

#[test]
fn flags_go_on_and_off() {
    let mut learner = Learner::new(cards_lead());
    let session = start(&learner);
    let flagged =
        |learner: &Learner| learner.record.snapshot().history(&item("csm-daily-c01")).is_some_and(|h| h.flagged);
    let session = act(&mut learner, session, Action::Flag);
    assert!(flagged(&learner));
    act(&mut learner, session, Action::Flag);
    assert!(!flagged(&learner));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_the_learner_does_the_session_and_the_log_agree(
        moves in proptest::collection::vec((0..12u8, prop_oneof![0..2 * MINUTE, Just(DAY), Just(-MINUTE)]), 1..80),
        new in 1..30u16,
    ) {
        let mut learner = Learner::new(deck());
        learner.set(Setting::NewPerDay(new));
        let mut session = start(&learner);
        let of = session.progress().1;
        for (action, wait) in moves {
            learner.wait(wait);
            let action = match action {
                0 => Action::Show,
                1..=4 => Action::Grade([Grade::Again, Grade::Hard, Grade::Good, Grade::Easy][usize::from(action) - 1]),
                5 => Action::Answer(right(), None),
                6 => Action::Answer(wrong(), Some(Confidence::Certain)),
                7 | 8 => Action::Next,
                9 => Action::Skip,
                10 => Action::Undo,
                _ => Action::Flag,
            };
            session = act(&mut learner, session, action);
            let (done, all) = session.progress();
            prop_assert!(done <= all && all == of);
            let reviews: usize = learner.record.snapshot().items().map(|(_, history)| history.reviews.len()).sum();
            prop_assert_eq!(session.summary().reviews as usize, reviews);
        }
        // Whatever happened, all of it can be taken back.
        while session.can_undo() {
            session = act(&mut learner, session, Action::Undo);
        }
        prop_assert_eq!(session.progress(), (0, of));
        prop_assert!(learner.record.snapshot().items().all(|(_, history)| !history.seen()));
    }

    #[test]
    fn a_session_ends(grades in proptest::collection::vec(select(&[Grade::Hard, Grade::Good, Grade::Easy][..]), 400)) {
        let mut learner = Learner::new(deck());
        learner.set(Setting::NewPerDay(99));
        let mut session = start(&learner);
        for grade in grades {
            learner.wait(30_000);
            session = act(&mut learner, session, Action::Show);
            session = act(&mut learner, session, Action::Grade(grade));
            session = act(&mut learner, session, Action::Answer(right(), Some(Confidence::ThoughtSo)));
            session = act(&mut learner, session, Action::Next);
        }
        // Hard for ever on the first step would go on; with a better grade now and then it is over.
        prop_assert_eq!(session.progress(), (20, 20));
        prop_assert_eq!(session.turn(), None);
    }
}
