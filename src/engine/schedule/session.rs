//! A study session: old state, what the learner does, the world → new state and what happened.
//!
//! The session never writes and never asks the clock: the shell turns what happened into events, appends them, and
//! syncs snapshot and standings before the next step.

use super::memory::Standing;
use super::queue::{Queue, Queued, Reason};
use super::steps::Wait;
use super::turn::{Marked, Stage, Turn, World, answerable, turn_seed};
use crate::engine::bank::answer::{self, Answer};
use crate::engine::id::{EventId, ItemId, ItemKind};
use crate::engine::progress::event::{Answered, Confidence, Grade, Graded, Place, What};
use crate::engine::progress::history::grade_of;
use crate::engine::progress::streak::LONGEST_MS;
use crate::engine::time::{Millis, Now};

/// How far ahead of its time a learning step may be taken when nothing else is left, milliseconds.
pub const AHEAD_MS: i64 = 20 * 60_000;

/// What the learner does. An action that makes no sense now (a grade while a question is asked) changes nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Show the card's back.
    Show,
    /// Grade the card; goes on to the next item.
    Grade(Grade),
    /// Answer the question; the feedback follows.
    Answer(Answer, Option<Confidence>),
    /// Go on after feedback. When nothing was left: look again whether a learning step has come due.
    Next,
    /// Put the item aside until the next study day; goes on.
    Skip,
    /// Mark the item for later, or take the mark away.
    Flag,
    /// Take the item out of study; goes on.
    Suspend,
    /// Take the latest answer, grade, skip or suspension back: that item is shown again.
    Undo,
}

/// A study session.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    slots: Vec<Slot>,
    turn: Option<Turn>,
    /// The slot of the turn, or of the last one.
    at: usize,
    past: Vec<Past>,
    seed: u64,
    shown: u32,
    /// Nothing comes twice on one day but what was wrong though the learner was certain.
    aimed: bool,
}

/// An item of the session. Slots never move, so that undo only has to put one back.
#[derive(Clone, Debug, PartialEq)]
struct Slot {
    item: ItemId,
    case: Option<ItemId>,
    confident_error: bool,
    status: Status,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Status {
    Waiting,
    /// Comes back at this instant.
    Step(Millis),
    /// Finished for today.
    Done,
}

/// What can be taken back.
#[derive(Clone, Debug, PartialEq)]
struct Past {
    event: EventId,
    at: usize,
    slot: Slot,
    turn: Turn,
    /// For an answer or a grade: whether it was right, and the time for it, milliseconds.
    review: Option<(bool, u32)>,
}

/// How a session went so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Answers and grades that were not taken back.
    pub reviews: u32,
    /// Of these, right (a card: not forgotten).
    pub right: u32,
    /// Time at the desk, milliseconds.
    pub millis: u64,
    /// Items that wait for a learning step.
    pub waiting: u32,
    /// When the first of them is due.
    pub next_step: Option<Millis>,
}

impl Session {
    /// Begins a session over a queue.
    #[must_use]
    pub fn start(queue: Queue, seed: u64, now: Now) -> Self {
        let aimed = queue.aimed;
        let slots = queue.items.into_iter().chain(queue.later).map(Slot::of).collect();
        let mut session = Self { slots, turn: None, at: 0, past: Vec::new(), seed, shown: 0, aimed };
        session.go_on(now, None);
        session
    }

    /// The item in front of the learner; none when nothing is left for now.
    #[must_use]
    pub fn turn(&self) -> Option<&Turn> {
        self.turn.as_ref()
    }

    /// Items that are finished for today, of all items of the session.
    #[must_use]
    pub fn progress(&self) -> (u32, u32) {
        let done = self.slots.iter().filter(|slot| slot.status == Status::Done).count();
        (done as u32, self.slots.len() as u32)
    }

    /// Whether the items were chosen for an exam ahead: then their waits are not when they come back.
    #[must_use]
    pub fn aimed(&self) -> bool {
        self.aimed
    }

    /// Whether there is something to take back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// How it went so far.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let mut summary = Summary::default();
        for (right, millis) in self.past.iter().filter_map(|past| past.review) {
            summary.reviews += 1;
            summary.right += u32::from(right);
            summary.millis += u64::from(millis.min(LONGEST_MS));
        }
        let steps = self.slots.iter().filter_map(Slot::step);
        summary.waiting = steps.clone().count() as u32;
        summary.next_step = steps.min();
        summary
    }

    /// Shows the next item; `last` is the slot that was shown before.
    fn go_on(&mut self, now: Now, last: Option<usize>) {
        self.turn = None;
        if let Some(at) = self.choose(now, last) {
            let slot = &self.slots[at];
            let stage = if slot.item.kind() == ItemKind::Card { Stage::Front } else { Stage::Question };
            let seed = turn_seed(self.seed, self.shown, &slot.item);
            self.turn = Some(Turn { item: slot.item.clone(), case: slot.case.clone(), seed, shown_at: now.at, stage });
            self.at = at;
            self.shown += 1;
        }
    }

    fn choose(&self, now: Now, last: Option<usize>) -> Option<usize> {
        let with = |wanted: &dyn Fn(&Slot) -> bool| {
            let slots = self.slots.iter().enumerate();
            slots.filter(move |(_, slot)| wanted(slot)).map(|(at, _)| at).collect::<Vec<_>>()
        };
        let last_slot = last.and_then(|last| self.slots.get(last));
        // A case is not left before its end.
        if let Some(case) = last_slot.and_then(|slot| slot.case.as_ref()) {
            let rest = with(&|slot| slot.status == Status::Waiting && slot.case.as_ref() == Some(case));
            if let Some(at) = rest.first() {
                return Some(*at);
            }
        }
        // Steps whose time has come, errors made with certainty first.
        let due = with(&|slot| slot.step().is_some_and(|at| at <= now.at));
        let first = due.into_iter().min_by_key(|at| (!self.slots[*at].confident_error, self.slots[*at].step()));
        if first.is_some() {
            return first;
        }
        let waiting = with(&|slot| slot.status == Status::Waiting);
        if let Some(first) = waiting.first() {
            // Siblings apart, where what comes next leaves a choice and is not inside a case.
            let sibling =
                |at: &&usize| last_slot.is_some_and(|last| last.item.topic() == self.slots[**at].item.topic());
            let begins = |at: &&usize| {
                let case = self.slots[**at].case.as_ref();
                case.is_none() || **at == 0 || self.slots[**at - 1].case.as_ref() != case
            };
            let other = waiting.iter().take(LOOKAHEAD).find(|at| !sibling(at) && begins(at));
            return Some(*other.unwrap_or(first));
        }
        // Nothing else is left: what comes back soon may come now, the item just seen last of all.
        let soon = with(&|slot| slot.step().is_some_and(|at| at.0 <= now.at.0.saturating_add(AHEAD_MS)));
        soon.into_iter().min_by_key(|at| (Some(*at) == last, self.slots[*at].step()))
    }

    /// Leaves the item in front with a new status, and remembers how to come back.
    fn leave(&mut self, event: EventId, review: Option<(bool, u32)>, status: Status) {
        let Some(turn) = &self.turn else { return };
        // What was answered before it was put aside stays answered when it is fetched back.
        let answered = review.is_none() && matches!(turn.stage, Stage::Marked(_));
        let stage = if answered { turn.stage.clone() } else { turn.stage.unanswered() };
        let turn = Turn { stage, ..turn.clone() };
        self.past.push(Past { event, at: self.at, slot: self.slots[self.at].clone(), turn, review });
        self.slots[self.at].status = status;
    }
}

/// How far siblings are looked past.
const LOOKAHEAD: usize = 6;

impl Slot {
    fn of(queued: Queued) -> Self {
        let status = match queued.reason {
            Reason::Step(at) => Status::Step(at),
            Reason::Review | Reason::New => Status::Waiting,
        };
        Self { item: queued.item, case: queued.case, confident_error: queued.confident_error, status }
    }

    fn step(&self) -> Option<Millis> {
        match self.status {
            Status::Step(at) => Some(at),
            Status::Waiting | Status::Done => None,
        }
    }
}

impl Status {
    /// `once`: it does not come again on the same day.
    fn after(standing: &Standing, once: bool) -> Self {
        match standing.wait {
            Wait::Step(_) if once => Self::Done,
            Wait::Step(millis) => Self::Step(Millis(standing.at.0.saturating_add(i64::from(millis)))),
            Wait::Days(_) => Self::Done,
        }
    }
}

/// One step. Returns the new state and what happened, in order, for the log.
#[must_use]
pub fn step(mut session: Session, action: Action, world: &World<'_>) -> (Session, Vec<What>) {
    let happened = match action {
        Action::Undo => undo(&mut session, world),
        Action::Next => {
            // A card waits for its grade, a question for its answer.
            if session.turn.as_ref().is_none_or(|turn| matches!(turn.stage, Stage::Marked(_))) {
                let last = session.at;
                session.go_on(world.now, Some(last));
            }
            None
        }
        Action::Show => {
            show(&mut session, world);
            None
        }
        Action::Grade(grade) => graded(&mut session, grade, world),
        Action::Answer(answer, confidence) => answered(&mut session, answer, confidence, world),
        Action::Flag => session.turn.as_ref().map(|turn| {
            let on = !world.snapshot.history(&turn.item).is_some_and(|history| history.flagged);
            What::Flagged { item: turn.item.clone(), on }
        }),
        Action::Skip | Action::Suspend => put_aside(&mut session, action == Action::Suspend, world),
    };
    (session, happened.into_iter().collect())
}

fn show(session: &mut Session, world: &World<'_>) {
    if let Some(turn) = &mut session.turn
        && turn.stage == Stage::Front
    {
        let outcomes = world.standings.outcomes(&turn.item, world.snapshot, world.now);
        turn.stage = Stage::Back(Box::new(outcomes));
    }
}

fn graded(session: &mut Session, grade: Grade, world: &World<'_>) -> Option<What> {
    let turn = session.turn.as_ref().filter(|turn| matches!(turn.stage, Stage::Back(_)))?;
    let card = world.deck.card(&turn.item)?;
    let duration_ms = turn.elapsed(world.now);
    let standing = *world.standings.outcomes(&card.id, world.snapshot, world.now).of(grade);
    let status = Status::after(&standing, session.aimed);
    session.leave(world.next, Some((grade != Grade::Again, duration_ms)), status);
    let last = session.at;
    session.slots[last].confident_error = false;
    session.go_on(world.now, Some(last));
    Some(What::Graded(Graded { item: card.id.clone(), hash: card.hash, grade, duration_ms, place: Place::Study }))
}

fn answered(session: &mut Session, answer: Answer, confidence: Option<Confidence>, world: &World<'_>) -> Option<What> {
    let turn = session.turn.as_ref().filter(|turn| turn.stage == Stage::Question && answerable(&answer))?;
    let question = world.deck.question(&turn.item)?;
    let (seed, duration_ms) = (turn.seed, turn.elapsed(world.now));
    let mark = answer::mark(question, &answer);
    let grade = grade_of(mark.right, confidence);
    let standing = *world.standings.outcomes(&question.id, world.snapshot, world.now).of(grade);
    let confident_error = !mark.right && confidence == Some(Confidence::Certain);
    let once = session.aimed && !confident_error;
    let (status, wait) = (Status::after(&standing, once), (!once).then_some(standing.wait));
    session.leave(world.next, Some((mark.right, duration_ms)), status);
    session.slots[session.at].confident_error = confident_error;
    if let Some(turn) = &mut session.turn {
        let marked = Marked { answer: answer.clone(), mark, confidence, grade, wait };
        turn.stage = Stage::Marked(Box::new(marked));
    }
    Some(What::Answered(Answered {
        item: question.id.clone(),
        hash: question.hash,
        answer,
        right: mark.right,
        confidence,
        duration_ms,
        place: Place::Study,
        seed,
    }))
}

/// An item that was just answered has nothing to put aside any more, but it may be taken out of study for good.
fn put_aside(session: &mut Session, for_good: bool, world: &World<'_>) -> Option<What> {
    let turn = session.turn.as_ref().filter(|turn| for_good || !matches!(turn.stage, Stage::Marked(_)))?;
    let item = turn.item.clone();
    session.leave(world.next, None, Status::Done);
    let last = session.at;
    session.go_on(world.now, Some(last));
    Some(if for_good { What::Suspended { item, on: true } } else { What::Skipped(item) })
}

fn undo(session: &mut Session, world: &World<'_>) -> Option<What> {
    let past = session.past.pop()?;
    session.slots[past.at] = past.slot;
    session.at = past.at;
    session.turn = Some(Turn { shown_at: world.now.at, ..past.turn });
    Some(What::Undone(past.event))
}
