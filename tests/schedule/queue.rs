use crate::world::{DAY, Learner, MINUTE, deck, item, question};
use certdeck::engine::bank::question::Level;
use certdeck::engine::id::{ItemId, TrackId};
use certdeck::engine::progress::event::{Confidence, Grade, Setting, What};
use certdeck::engine::schedule::due::due_summary;
use certdeck::engine::schedule::queue::{Queue, Reason, queue};

fn queued(learner: &Learner) -> Queue {
    queue(&learner.deck, learner.record.snapshot(), &learner.standings, learner.now, 0)
}

fn ids(queue: &Queue) -> Vec<&str> {
    queue.items.iter().map(|queued| queued.item.as_str()).collect()
}

#[test]
fn a_new_learner_gets_the_days_new_items_by_weight() {
    let learner = Learner::new(deck());
    let queue = queued(&learner);
    assert!(queue.items.iter().all(|queued| queued.reason == Reason::New));
    // Domains by weight 75 : 25, topics and kinds by turns, a question first; the case comes whole, and only what is not reserved.
    assert_eq!(
        ids(&queue),
        [
            "csm-daily-001",
            "csm-sprint-c01",
            "csm-roles-001",
            "csm-roles-002",
            "csm-roles-003",
            "csm-roles-004",
            "csm-daily-c01",
            "csm-sprint-001",
            "csm-daily-002",
            "csm-sprint-002",
        ]
    );
    assert_eq!((queue.counts.new, queue.counts.total(), queue.counts.minutes), (10, 10, 9));
}

#[test]
fn new_items_follow_the_weights_over_days() {
    let mut learner = Learner::new(deck());
    learner.set(Setting::NewPerDay(1));
    let mut met = Vec::new();
    for _ in 0..12 {
        let queue = queued(&learner);
        let first = queue.items.iter().find(|queued| queued.reason == Reason::New).unwrap().item.to_string();
        learner.know(&first).wait(DAY);
        met.push(first);
    }
    let of_team = met.iter().filter(|id| id.starts_with("csm-roles")).count();
    assert_eq!(of_team, 3, "{met:?}");
}

#[test]
fn new_items_are_paced_by_the_day() {
    let mut learner = Learner::new(deck());
    learner.set(Setting::NewPerDay(3));
    let new = |learner: &Learner| queued(learner).counts.new;
    assert_eq!(queue(&learner.deck, learner.record.snapshot(), &learner.standings, learner.now, 2).counts.new, 6); // the case is whole
    learner.know("csm-daily-001").know("csm-sprint-001");
    assert_eq!(new(&learner), 4, "one, and what its case holds besides");
    learner.know("csm-daily-002").know("csm-daily-003");
    assert_eq!(new(&learner), 0);
    learner.wait(DAY);
    assert_eq!(new(&learner), 4, "the case alone is more than three");
    learner.set(Setting::NewPerDay(0));
    assert_eq!(queued(&learner).items, []);
}

#[test]
fn what_is_due_comes_with_what_is_most_likely_forgotten_first() {
    let mut learner = Learner::new(deck());
    learner.set(Setting::NewPerDay(0));
    learner.know("csm-daily-001").wait(8 * DAY).know("csm-daily-001"); // stable for long
    learner.know("csm-sprint-001").wait(3 * DAY).know("csm-daily-002").wait(200 * DAY);
    let queue = queued(&learner);
    assert_eq!(ids(&queue), ["csm-sprint-001", "csm-daily-002", "csm-daily-001"]);
    assert!(queue.items.iter().all(|queued| queued.reason == Reason::Review));
    assert_eq!((queue.counts.questions, queue.counts.cards, queue.counts.minutes), (3, 0, 3));
}

#[test]
fn a_confident_error_comes_first() {
    let mut learner = Learner::new(deck());
    learner.set(Setting::NewPerDay(0));
    learner.answer("csm-daily-001", false, Some(Confidence::Guessed)).wait(MINUTE);
    learner.answer("csm-sprint-001", false, Some(Confidence::Certain)).wait(MINUTE);
    let queue = queued(&learner);
    assert_eq!(ids(&queue), ["csm-sprint-001", "csm-daily-001"]);
    assert_eq!(queue.counts.confident_errors, 1);
    assert!(queue.items[0].confident_error && !queue.items[1].confident_error);
}

#[test]
fn steps_wait_for_their_minute() {
    let mut learner = Learner::new(deck());
    learner.set(Setting::NewPerDay(0)).grade("csm-daily-c01", Grade::Good).wait(9 * MINUTE);
    let queue = queued(&learner);
    assert_eq!((queue.items.len(), queue.later.len(), queue.counts.later), (0, 1, 1));
    assert_eq!(queue.counts.next_step.map(|at| at.0 - learner.now.at.0), Some(MINUTE));
    learner.wait(MINUTE);
    let queue = queued(&learner);
    assert_eq!((ids(&queue), queue.later.len(), queue.counts.cards), (vec!["csm-daily-c01"], 0, 1));
}

#[test]
fn reserved_suspended_and_skipped_items_stay_out() {
    let mut learner = Learner::new(deck());
    learner.set(Setting::NewPerDay(99));
    let has = |learner: &Learner, id: &str| ids(&queued(learner)).contains(&id);
    assert!(!has(&learner, "csm-roles-005"));
    learner.know("csm-roles-005").wait(20 * DAY);
    assert!(!has(&learner, "csm-roles-005"), "also when an exam has asked it");
    for (id, know) in [("csm-daily-001", false), ("csm-sprint-001", true)] {
        if know {
            learner.know(id).wait(20 * DAY);
        }
        assert!(has(&learner, id));
        learner.log([What::Skipped(item(id))]);
        assert!(!has(&learner, id));
        learner.wait(DAY);
        assert!(has(&learner, id), "back on the next day");
        learner.log([What::Suspended { item: item(id), on: true }]);
        assert!(!has(&learner, id));
        learner.log([What::Suspended { item: item(id), on: false }]);
        assert!(has(&learner, id));
    }
}

#[test]
fn siblings_are_apart_and_cases_together() {
    let mut learner = Learner::new(deck());
    learner.set(Setting::NewPerDay(99));
    let queue = queued(&learner);
    let all = ids(&queue);
    assert_eq!(all.len(), 20);
    let start = all.iter().position(|id| *id == "csm-roles-001").unwrap();
    assert_eq!(&all[start..start + 4], ["csm-roles-001", "csm-roles-002", "csm-roles-003", "csm-roles-004"]);
    let topics: Vec<_> = all.iter().map(|id| ItemId::new(id).topic()).filter(|t| t.as_str() != "roles").collect();
    assert!(topics.windows(2).filter(|two| two[0] == two[1]).count() <= 1, "{all:?}");
    // The case's due questions come together also when they were answered at different times.
    for id in ["csm-roles-003", "csm-daily-001", "csm-roles-001"] {
        learner.know(id).wait(DAY);
    }
    learner.set(Setting::NewPerDay(0)).wait(60 * DAY);
    assert_eq!(ids(&queued(&learner)), ["csm-roles-001", "csm-roles-003", "csm-daily-001"]);
}

#[test]
fn the_summary_needs_no_deck_and_agrees_with_the_queue() {
    let mut learner = Learner::new(deck());
    learner.know("csm-daily-001").grade("csm-daily-c01", Grade::Again).answer(
        "csm-sprint-002",
        false,
        Some(Confidence::Certain),
    );
    learner.log([What::Skipped(item("csm-daily-005"))]);
    for _ in 0..30 {
        let queue = queued(&learner);
        let csm = TrackId::new("csm");
        let snapshot = learner.record.snapshot();
        let told = due_summary(snapshot, &learner.standings, &csm, Some(learner.unseen()), learner.now);
        assert_eq!(
            (told.questions, told.cards, told.confident_errors, told.later, told.next_step),
            (
                queue.counts.questions,
                queue.counts.cards,
                queue.counts.confident_errors,
                queue.counts.later,
                queue.counts.next_step
            )
        );
        assert!(told.new.abs_diff(queue.counts.new) <= 3, "a case may go beyond: {told:?} {:?}", queue.counts);
        assert_eq!(told.minutes == 0, told.total() == 0);
        match queue.items.first() {
            Some(first) if first.item.as_str().contains("-c") => learner.clone_grade(&first.item),
            Some(first) => learner.know(&first.item.to_string()).wait(MINUTE),
            None => learner.wait(DAY),
        };
    }
    let aif = due_summary(learner.record.snapshot(), &learner.standings, &TrackId::new("aif"), None, learner.now);
    assert_eq!((aif.questions, aif.cards, aif.new), (0, 0, 10));
}

impl Learner {
    fn clone_grade(&mut self, card: &ItemId) -> &mut Self {
        self.grade(&card.to_string(), Grade::Good).wait(MINUTE)
    }
}

#[test]
fn an_exam_date_lengthens_the_waits_and_the_learners_word_counts_more() {
    let mut learner = Learner::new(deck());
    learner.know("csm-daily-001").wait(8 * DAY).know("csm-daily-001");
    let wait = |learner: &Learner| learner.standings.get(&item("csm-daily-001")).unwrap().wait;
    let usual = wait(&learner);
    learner.set(Setting::ExamDate(TrackId::new("csm"), Some("2027-03-01".into())));
    let dated = wait(&learner);
    assert_ne!(usual, dated);
    learner.set(Setting::Retention(90));
    assert_eq!(wait(&learner), usual);
}

#[test]
fn a_deck_that_lost_an_item_still_works() {
    let mut learner = Learner::new(deck());
    learner.know("csm-daily-001").wait(60 * DAY);
    learner.deck = crate::world::deck_of(vec![question("csm-sprint-001", Level::Apply)], Vec::new());
    assert_eq!(ids(&queued(&learner)), ["csm-sprint-001"]);
}

#[test]
fn what_was_asked_for_comes_first_until_it_is_answered() {
    let mut learner = Learner::new(deck());
    learner.set(Setting::NewPerDay(1)).know("csm-daily-001").answer("csm-daily-002", false, None);
    let plain = queued(&learner);
    let wanted = ["csm-daily-001", "csm-daily-002", "csm-sprint-c02", "csm-sprint-005"];
    learner.wait(MINUTE).log([What::Wanted(wanted.map(item).to_vec())]);
    let queue = queued(&learner);
    // Not due for days; a step of minutes; and two never met, beyond the day's pace.
    assert_eq!(ids(&queue)[..4], ["csm-daily-001", "csm-daily-002", "csm-sprint-005", "csm-sprint-c02"]);
    let reasons: Vec<Reason> = queue.items.iter().take(4).map(|queued| queued.reason).collect();
    assert_eq!((reasons[0], reasons[2], reasons[3]), (Reason::Review, Reason::New, Reason::New));
    assert_eq!(queue.items.len(), plain.items.len() + plain.later.len() + 3);
    assert_eq!(queue.counts.total(), queue.items.len() as u32);
    let summary = due_summary(learner.record.snapshot(), &learner.standings, &TrackId::new("csm"), None, learner.now);
    assert_eq!(summary.total(), queue.counts.total());
    // Answered, suspended, put aside: not any more.
    learner
        .wait(MINUTE)
        .know("csm-daily-001")
        .know("csm-daily-002")
        .log([What::Suspended { item: item("csm-sprint-005"), on: true }, What::Skipped(item("csm-sprint-c02"))]);
    let after = queued(&learner);
    assert!(wanted.iter().all(|id| !ids(&after).contains(id)), "{:?}", ids(&after));
    learner.wait(DAY);
    assert_eq!(ids(&queued(&learner))[0], "csm-sprint-c02");
}
