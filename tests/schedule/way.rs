use crate::world::{DAY, Learner, deck};
use certdeck::engine::bank::track::Track;
use certdeck::engine::id::{TRACKS, TrackId};
use certdeck::engine::progress::event::Setting;
use certdeck::engine::stats::share::Share;
use certdeck::engine::stats::way::{ORDER, Stage, Why, next, stage, standing};
use certdeck::engine::time::{Date, StudyDay};

fn tracks() -> Vec<Track> {
    TRACKS.iter().map(|id| Track { id: TrackId::new(id), ..deck().track }).collect()
}

fn advised(learner: &Learner) -> Option<(String, Why)> {
    let tracks = tracks();
    let all: Vec<&Track> = tracks.iter().collect();
    next(learner.record.snapshot(), &all, learner.today()).map(|(id, why)| (id.to_string(), why))
}

fn date(learner: &Learner, days: i32) -> Date {
    Date::from(learner.today().plus(days))
}

fn sits(learner: &mut Learner, track: &str, days: i32) {
    let on = date(learner, days).to_string();
    learner.set(Setting::ExamDate(TrackId::new(track), Some(on)));
}

#[test]
fn the_next_deck_is_told_with_its_reason() {
    let mut learner = Learner::new(deck());
    assert_eq!(advised(&learner), Some(("capm".into(), Why::First)));
    learner.know("csm-daily-001");
    assert_eq!(advised(&learner), Some(("csm".into(), Why::Begun)));
    learner.know("aif-daily-001");
    assert_eq!(advised(&learner), Some(("aif".into(), Why::Begun)), "the way's own order");
    sits(&mut learner, "mla", 30);
    sits(&mut learner, "csm", 20);
    assert_eq!(advised(&learner), Some(("csm".into(), Why::Exam(date(&learner, 20)))));
    learner.wait(25 * DAY);
    assert_eq!(advised(&learner), Some(("mla".into(), Why::Exam(date(&learner, 5)))));
    learner.wait(25 * DAY);
    assert_eq!(advised(&learner), Some(("aif".into(), Why::Begun)), "exams that have passed are behind");
}

#[test]
fn whoever_has_pmp_behind_needs_no_capm() {
    let mut learner = Learner::new(deck());
    sits(&mut learner, "pmp", -1);
    assert_eq!(advised(&learner), Some(("aif".into(), Why::First)));
    for (track, _) in ORDER {
        sits(&mut learner, track, -1);
    }
    assert_eq!(advised(&learner), None);
}

#[test]
fn a_standing_is_that_of_a_domain_or_topic() {
    let mut learner = Learner::new(deck());
    learner.know("csm-daily-001").answer("csm-sprint-001", false, None).know("csm-roles-001");
    let of = |domain, topic| standing(learner.record.snapshot(), &learner.deck.track, domain, topic);
    assert_eq!(of("", ""), Share { hits: 2, of: 3 });
    assert_eq!(of("events", ""), Share { hits: 1, of: 2 });
    assert_eq!(of("events", "daily"), Share { hits: 1, of: 1 });
    assert_eq!(of("events", "gone"), Share::default());
}

#[test]
fn a_deck_is_behind_where_its_ground_is_known() {
    let mut learner = Learner::new(deck());
    let of = |learner: &Learner| stage(learner.record.snapshot(), &learner.deck.track, learner.today());
    assert_eq!(of(&learner), Stage::Ahead);
    for n in 1..=39 {
        learner.know(&format!("csm-daily-{n:03}"));
    }
    assert_eq!(of(&learner), Stage::Underway(Share { hits: 39, of: 39 }, None), "few answers may be luck");
    learner.know("csm-daily-040");
    assert_eq!(of(&learner), Stage::Behind(Share { hits: 40, of: 40 }));
    assert!(StudyDay::from(date(&learner, 0)) == learner.today());
}
