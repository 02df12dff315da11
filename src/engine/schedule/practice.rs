//! Practice: a set of questions that the learner builds, and working through it. Answers count for the schedule too.
//!
//! A step is: old state, what the learner does, the world → new state and what happened. Answers are final once given and go to the log at once, also where the feedback waits until the end: closing the
//! page loses nothing.

mod recipe;

pub use recipe::{Feedback, Recipe, State, WEAK_RECALL, draw, matching};

use super::turn::{Marked, Stage, Turn, World, answerable, turn_seed};
use crate::engine::bank::answer::{self, Answer};
use crate::engine::bank::deck::Deck;
use crate::engine::id::{EventId, ItemId, TopicId};
use crate::engine::progress::event::{Answered, Confidence, Place, What};
use crate::engine::progress::history::grade_of;
use crate::engine::progress::streak::LONGEST_MS;
use crate::engine::sorted::{Map, sort};
use crate::engine::time::Now;

/// What the learner does. An action that makes no sense now changes nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Answer the question; with feedback at the end this goes on to the next one.
    Answer(Answer, Option<Confidence>),
    /// Go on after feedback; after the last question to the end.
    Next,
    /// Leave this question without an answer.
    Skip,
    /// Mark the question for later, or take the mark away.
    Flag,
    /// Take the latest answer or skip back: that question is asked again.
    Undo,
    /// Stop here: the rest stays unanswered.
    Finish,
}

/// A set being sat.
#[derive(Clone, Debug, PartialEq)]
pub struct Practice {
    given: Vec<Given>,
    /// The place of the turn; as many as there are when finished.
    at: usize,
    turn: Option<Turn>,
    feedback: Feedback,
    past: Vec<Past>,
}

/// A question of a set.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// Which.
    pub item: ItemId,
    /// The case to which it belongs.
    pub case: Option<ItemId>,
    /// What was answered; none while or where it was not.
    pub marked: Option<Marked>,
    /// Of the arrangement on the screen.
    pub seed: u64,
    /// Time for it, milliseconds.
    pub millis: u32,
}

/// What can be taken back: an answer with its event, or a skip.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Past {
    at: usize,
    event: Option<EventId>,
}

/// How a set went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Questions in the set.
    pub of: u32,
    /// Answered.
    pub answered: u32,
    /// Right.
    pub right: u32,
    /// By topic: right, answered; the smallest share of right answers first.
    pub by_topic: Vec<(TopicId, u32, u32)>,
    /// Answered wrong, in order: for "repeat only the wrong ones".
    pub wrong: Vec<ItemId>,
    /// Right but guessed, in order.
    pub lucky: Vec<ItemId>,
    /// Wrong though certain, in order.
    pub confident_errors: Vec<ItemId>,
    /// Time at the desk, milliseconds.
    pub millis: u64,
}

impl Practice {
    /// Begins a set. An empty one is finished at once; items that the deck does not have are left out.
    #[must_use]
    pub fn start(items: Vec<ItemId>, deck: &Deck, feedback: Feedback, seed: u64, now: Now) -> Self {
        let given = items.iter().filter_map(|item| deck.question(item)).map(|question| Given {
            item: question.id.clone(),
            case: question.case.clone(),
            marked: None,
            seed: turn_seed(seed, 0, &question.id),
            millis: 0,
        });
        let mut practice = Self { given: given.collect(), at: 0, turn: None, feedback, past: Vec::new() };
        practice.ask(0, now);
        practice
    }

    /// The question in front of the learner; none when the set is finished.
    #[must_use]
    pub fn turn(&self) -> Option<&Turn> {
        self.turn.as_ref()
    }

    /// The place of the question in front, from 1, and how many there are; when finished both are the latter.
    #[must_use]
    pub fn progress(&self) -> (u32, u32) {
        let of = self.given.len() as u32;
        ((self.at as u32 + 1).min(of), of)
    }

    /// When the feedback is given.
    #[must_use]
    pub fn feedback(&self) -> Feedback {
        self.feedback
    }

    /// Whether there is something to take back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// The set's questions with what was answered, in order.
    #[must_use]
    pub fn given(&self) -> &[Given] {
        &self.given
    }

    /// How it went.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let mut summary = Summary { of: self.given.len() as u32, ..Summary::default() };
        let mut topics: Map<TopicId, (u32, u32)> = Map::new();
        for given in &self.given {
            summary.millis += u64::from(given.millis.min(LONGEST_MS));
            let Some(marked) = &given.marked else { continue };
            let right = marked.mark.right;
            summary.answered += 1;
            summary.right += u32::from(right);
            let (hits, of) = topics.or_default(given.item.topic());
            *hits += u32::from(right);
            *of += 1;
            let sure = marked.confidence == Some(Confidence::Certain);
            let guessed = marked.confidence == Some(Confidence::Guessed);
            for (list, holds) in [
                (&mut summary.wrong, !right),
                (&mut summary.lucky, right && guessed),
                (&mut summary.confident_errors, !right && sure),
            ] {
                if holds {
                    list.push(given.item.clone());
                }
            }
        }
        summary.by_topic = topics.iter().map(|(topic, (right, of))| (topic.clone(), *right, *of)).collect();
        // Shares compared as fractions; where they tie, more answers weigh more.
        sort(&mut summary.by_topic, |(_, right_a, of_a), (_, right_b, of_b)| {
            let shares = (u64::from(*right_a) * u64::from(*of_b)).cmp(&(u64::from(*right_b) * u64::from(*of_a)));
            shares.then(of_b.cmp(of_a))
        });
        summary
    }

    /// Asks the question at a place; past the end the set is finished.
    fn ask(&mut self, at: usize, now: Now) {
        self.at = at;
        self.turn = self.given.get(at).map(|given| Turn {
            item: given.item.clone(),
            case: given.case.clone(),
            seed: given.seed,
            shown_at: now.at,
            stage: Stage::Question,
        });
    }
}

/// One step. Returns the new state and what happened, in order, for the log.
#[must_use]
pub fn step(mut practice: Practice, action: Action, world: &World<'_>) -> (Practice, Vec<What>) {
    let marked = practice.turn.as_ref().map(|turn| matches!(turn.stage, Stage::Marked(_)));
    let happened = match (action, marked) {
        (Action::Answer(answer, confidence), Some(false)) => answered(&mut practice, answer, confidence, world),
        (Action::Next, Some(true)) => {
            let next = practice.at + 1;
            practice.ask(next, world.now);
            None
        }
        (Action::Skip, Some(false)) => {
            practice.past.push(Past { at: practice.at, event: None });
            let next = practice.at + 1;
            practice.ask(next, world.now);
            None
        }
        (Action::Flag, Some(_)) => practice.turn.as_ref().map(|turn| {
            let on = !world.snapshot.history(&turn.item).is_some_and(|history| history.flagged);
            What::Flagged { item: turn.item.clone(), on }
        }),
        (Action::Undo, _) => undo(&mut practice, world),
        (Action::Finish, Some(_)) => {
            let end = practice.given.len();
            practice.ask(end, world.now);
            None
        }
        _ => None,
    };
    (practice, happened.into_iter().collect())
}

fn answered(
    practice: &mut Practice,
    answer: Answer,
    confidence: Option<Confidence>,
    world: &World<'_>,
) -> Option<What> {
    let turn = practice.turn.as_mut().filter(|_| answerable(&answer))?;
    let question = world.deck.question(&turn.item)?;
    let (seed, duration_ms) = (turn.seed, turn.elapsed(world.now));
    let mark = answer::mark(question, &answer);
    let grade = grade_of(mark.right, confidence);
    let wait = Some(world.standings.outcomes(&question.id, world.snapshot, world.now).of(grade).wait);
    let marked = Marked { answer: answer.clone(), mark, confidence, grade, wait };
    practice.past.push(Past { at: practice.at, event: Some(world.next) });
    let given = &mut practice.given[practice.at];
    given.millis = duration_ms;
    given.marked = Some(marked.clone());
    match practice.feedback {
        Feedback::AtOnce => turn.stage = Stage::Marked(Box::new(marked)),
        Feedback::AtEnd => {
            let next = practice.at + 1;
            practice.ask(next, world.now);
        }
    }
    Some(What::Answered(Answered {
        item: question.id.clone(),
        hash: question.hash,
        answer,
        right: mark.right,
        confidence,
        duration_ms,
        place: Place::Practice,
        seed,
    }))
}

fn undo(practice: &mut Practice, world: &World<'_>) -> Option<What> {
    let past = practice.past.pop()?;
    practice.ask(past.at, world.now);
    if let Some(given) = practice.given.get_mut(past.at) {
        given.marked = None;
        given.millis = 0;
    }
    past.event.map(What::Undone)
}
