use crate::world::{DAY, Learner, deck, item, question, right, wrong};
use certdeck::engine::bank::answer::Answer;
use certdeck::engine::bank::question::{Approach, Kind, Level, Question};
use certdeck::engine::id::{DomainId, TopicId};
use certdeck::engine::progress::event::{Confidence, Place, What};
use certdeck::engine::schedule::practice::{self, Action, Feedback, Practice, Recipe, State};
use certdeck::engine::schedule::turn::Stage;

fn found(learner: &Learner, recipe: &Recipe) -> u32 {
    practice::matching(recipe, &learner.deck, learner.record.snapshot(), &learner.standings, learner.now)
}

fn draw(learner: &Learner, recipe: &Recipe, seed: u64) -> Vec<String> {
    let snapshot = learner.record.snapshot();
    let items = practice::draw(recipe, &learner.deck, snapshot, &learner.standings, learner.now, seed);
    items.iter().map(ToString::to_string).collect()
}

fn sit(learner: &Learner, items: &[&str], feedback: Feedback) -> Practice {
    Practice::start(items.iter().map(|id| item(id)).collect(), &learner.deck, feedback, 1, learner.now)
}

fn act(learner: &mut Learner, practice: Practice, action: Action) -> Practice {
    let (practice, happened) = practice::step(practice, action, &learner.world());
    learner.log(happened);
    practice
}

#[test]
fn a_recipe_finds_what_it_says() {
    let learner = Learner::new(deck());
    let check = |recipe: Recipe, expect: u32| assert_eq!(found(&learner, &recipe), expect, "{recipe:?}");
    let all = Recipe::default();
    check(all.clone(), 16);
    check(Recipe { domains: [DomainId::new("team")].into(), ..all.clone() }, 4);
    check(Recipe { topics: [TopicId::new("daily")].into(), ..all.clone() }, 6);
    check(Recipe { domains: [DomainId::new("team")].into(), topics: [TopicId::new("daily")].into(), ..all.clone() }, 0);
    check(Recipe { levels: [Level::Recall].into(), ..all.clone() }, 4);
    check(Recipe { levels: [Level::Recall, Level::Analyse].into(), ..all.clone() }, 8);
    check(Recipe { kinds: [Kind::Single].into(), ..all.clone() }, 16);
    check(Recipe { kinds: [Kind::Matching].into(), ..all.clone() }, 0);
    check(Recipe { approaches: [Approach::Agile].into(), ..all.clone() }, 0);
    check(Recipe { count: 3, ..all }, 16);
}

#[test]
fn a_recipe_goes_by_what_happened() {
    let mut learner = Learner::new(deck());
    learner.know("csm-daily-001").answer("csm-daily-002", false, None);
    learner.answer("csm-daily-003", true, Some(Confidence::Guessed));
    learner.answer("csm-roles-002", false, None).answer("csm-roles-002", true, None).answer(
        "csm-roles-002",
        true,
        None,
    );
    learner.log([What::Flagged { item: item("csm-sprint-001"), on: true }]);
    learner.log([What::Suspended { item: item("csm-sprint-002"), on: true }]);
    let check = |learner: &Learner, state: State, expect: &[&str]| {
        let mut drawn = draw(learner, &Recipe { state, ..Recipe::default() }, 5);
        drawn.sort();
        assert_eq!(drawn, expect, "{state:?}");
    };
    check(&learner, State::Wrong, &["csm-daily-002"]);
    check(&learner, State::Lucky, &["csm-daily-003"]);
    check(&learner, State::Flagged, &["csm-sprint-001"]);
    check(&learner, State::Weak, &["csm-daily-002"]);
    assert_eq!(found(&learner, &Recipe { state: State::Any, ..Recipe::default() }), 15, "not what is out of study");
    // Unseen questions of the case bring the whole case.
    assert_eq!(found(&learner, &Recipe { state: State::Unseen, ..Recipe::default() }), 12);
    learner.wait(300 * DAY);
    check(
        &learner,
        State::Weak,
        &[
            "csm-daily-001",
            "csm-daily-002",
            "csm-daily-003",
            "csm-roles-001",
            "csm-roles-002",
            "csm-roles-003",
            "csm-roles-004",
        ],
    );
}

#[test]
fn a_draw_is_of_its_seed_uniform_and_keeps_cases_whole() {
    let learner = Learner::new(deck());
    let recipe = Recipe { count: 5, ..Recipe::default() };
    assert_eq!(draw(&learner, &recipe, 7), draw(&learner, &recipe, 7));
    let mut often = std::collections::BTreeMap::new();
    for seed in 0..2600 {
        let drawn = draw(&learner, &recipe, seed);
        assert!((5..=8).contains(&drawn.len()), "{drawn:?}");
        if let Some(at) = drawn.iter().position(|id| id.starts_with("csm-roles")) {
            assert_eq!(drawn[at..at + 4], ["csm-roles-001", "csm-roles-002", "csm-roles-003", "csm-roles-004"]);
        }
        *often.entry(drawn[0].clone()).or_insert(0u32) += 1;
    }
    // Thirteen units, 200 times each in the first place; five standard deviations are about 68.
    assert_eq!(often.len(), 13);
    assert!(often.values().all(|times| (130..270).contains(times)), "{often:?}");
    assert_eq!(draw(&learner, &Recipe { count: 0, ..Recipe::default() }, 1).len(), 16);
}

#[test]
fn a_set_with_feedback_at_once() {
    let mut learner = Learner::new(deck());
    let practice = sit(&learner, &["csm-daily-001", "csm-sprint-001", "csm-gone-001"], Feedback::AtOnce);
    assert_eq!(practice.progress(), (1, 2), "an item that the deck lost is left out");
    learner.wait(9_000);
    let (practice, happened) =
        practice::step(practice, Action::Answer(wrong(), Some(Confidence::Certain)), &learner.world());
    let [What::Answered(answered)] = &happened[..] else { panic!("{happened:?}") };
    assert_eq!((answered.place, answered.right, answered.duration_ms), (Place::Practice, false, 9_000));
    learner.log(happened.clone());
    assert!(matches!(practice.turn().unwrap().stage, Stage::Marked(_)));
    let practice = act(&mut learner, practice, Action::Next);
    assert_eq!(practice.progress(), (2, 2));
    let practice = act(&mut learner, practice, Action::Answer(right(), Some(Confidence::Guessed)));
    let practice = act(&mut learner, practice, Action::Next);
    assert_eq!((practice.turn(), practice.progress()), (None, (2, 2)));
    let summary = practice.summary();
    assert_eq!((summary.of, summary.answered, summary.right), (2, 2, 1));
    assert_eq!(summary.by_topic, [(TopicId::new("daily"), 0, 1), (TopicId::new("sprint"), 1, 1)]);
    assert_eq!((summary.wrong.len(), &summary.wrong), (1, &summary.confident_errors));
    assert_eq!(summary.lucky, [item("csm-sprint-001")]);
    // The wrong ones again; and practice counts for the schedule.
    let again = Practice::start(summary.wrong, &learner.deck, Feedback::AtOnce, 2, learner.now);
    assert_eq!(again.turn().map(|turn| turn.item.as_str()), Some("csm-daily-001"));
    assert!(learner.standings.get(&item("csm-sprint-001")).is_some());
    assert_eq!(learner.record.snapshot().tally(None, learner.today()).new, 2);
}

#[test]
fn a_set_with_feedback_at_the_end_logs_each_answer_at_once() {
    let mut learner = Learner::new(deck());
    let practice = sit(&learner, &["csm-daily-001", "csm-daily-002", "csm-daily-003"], Feedback::AtEnd);
    let practice = act(&mut learner, practice, Action::Answer(right(), None));
    assert_eq!((practice.progress(), practice.turn().unwrap().stage.clone()), ((2, 3), Stage::Question));
    assert!(learner.record.snapshot().history(&item("csm-daily-001")).is_some());
    let practice = act(&mut learner, practice, Action::Skip);
    let practice = act(&mut learner, practice, Action::Undo);
    assert_eq!(practice.progress(), (2, 3));
    let practice = act(&mut learner, practice, Action::Undo);
    assert_eq!((practice.progress(), practice.can_undo()), ((1, 3), false));
    assert!(learner.record.snapshot().history(&item("csm-daily-001")).is_none(), "taken back");
    let practice = act(&mut learner, practice, Action::Answer(wrong(), None));
    let practice = act(&mut learner, practice, Action::Finish);
    let summary = practice.summary();
    assert_eq!((summary.of, summary.answered, summary.right, practice.turn()), (3, 1, 0, None));
    assert_eq!(practice.given().iter().filter(|given| given.marked.is_some()).count(), 1);
    for nonsense in [Action::Next, Action::Skip, Action::Flag, Action::Finish, Action::Answer(right(), None)] {
        let (same, happened) = practice::step(practice.clone(), nonsense, &learner.world());
        assert_eq!((&same, happened.len()), (&practice, 0));
    }
    let practice = act(&mut learner, practice, Action::Undo);
    assert_eq!(practice.progress(), (1, 3), "also after the end");
}

#[test]
fn an_empty_set_is_finished_and_a_number_must_be_one() {
    let learner = Learner::new(deck());
    let empty = sit(&learner, &[], Feedback::AtOnce);
    assert_eq!((empty.turn(), empty.progress(), empty.summary().of), (None, (0, 0), 0));
    let practice = sit(&learner, &["csm-daily-001"], Feedback::AtOnce);
    let answer = Action::Answer(Answer::Numeric(f64::INFINITY), None);
    assert_eq!(practice::step(practice.clone(), answer, &learner.world()), (practice, Vec::new()));
}

#[test]
fn reserved_questions_are_never_drawn() {
    let reserved = Question { form: Some(1), ..question("csm-daily-001", Level::Apply) };
    let learner = Learner::new(crate::world::deck_of(vec![reserved], Vec::new()));
    assert_eq!(found(&learner, &Recipe::default()), 0);
}
