//! Traps: misconceptions that the learner fell for, and the questions that bring them back.
//!
//! A trap that was fallen for stays open until questions that hold it in another situation were answered right: two
//! of them, on two days. It comes back once a day, on the day after the latest such answer or fall; the ones that the
//! learner was certain of come first.

use super::queue::{Queue, Queued, Reason};
use crate::engine::bank::answer::traps;
use crate::engine::bank::deck::Deck;
use crate::engine::bank::question::{Body, Question};
use crate::engine::id::{ItemId, ItemKind, TrapId};
use crate::engine::progress::history::{History, Review};
use crate::engine::progress::snapshot::Snapshot;
use crate::engine::sorted::{Map, Set, sort};
use crate::engine::time::StudyDay;
use std::rc::Rc;

/// So many questions in other situations, right on so many days, close a trap.
pub const NEEDED: u32 = 2;

/// A misconception that the learner fell for at least once.
#[derive(Clone, Debug, PartialEq)]
pub struct Pitfall {
    /// Which.
    pub trap: TrapId,
    /// How often.
    pub falls: u32,
    /// Of these, though certain.
    pub confident: u32,
    /// How often a question that holds it was answered.
    pub met: u32,
    /// The day of the latest fall.
    pub last: StudyDay,
    /// The question of the latest fall.
    pub item: ItemId,
    /// Whether the latest fall was one though certain.
    pub sure: bool,
    /// How many of [`NEEDED`] are right since the latest fall; with all of them it is overcome.
    pub right: u32,
    /// The first day on which it comes back.
    pub due: StudyDay,
    /// Questions that bring it back, best first: never met ones, then those answered longest ago.
    pub next: Vec<ItemId>,
}

impl Pitfall {
    /// Right often enough since the latest fall.
    #[must_use]
    pub fn overcome(&self) -> bool {
        self.right >= NEEDED
    }
}

/// The misconceptions that the learner fell for: open ones first, of these the ones that the learner was certain of,
/// then those that were fallen for most often and latest.
///
/// An answer to an earlier wording counts by what its option holds today. Questions that are reserved for a form, put
/// away or put aside for today don't bring anything back.
#[must_use]
pub fn pitfalls(deck: &Deck, snapshot: &Snapshot, today: StudyDay) -> Vec<Pitfall> {
    let mut holders: Map<TrapId, Vec<&Rc<Question>>> = Map::new();
    for question in &deck.questions {
        for trap in held(question).iter() {
            holders.or_default((*trap).clone()).push(question);
        }
    }
    let found = holders.iter().filter_map(|(trap, questions)| pitfall(trap, questions, snapshot, today));
    let mut found: Vec<Pitfall> = found.collect();
    sort(&mut found, |a, b| {
        let rank = |its: &Pitfall| (its.overcome(), !its.sure);
        rank(a).cmp(&rank(b)).then(b.falls.cmp(&a.falls)).then(b.last.cmp(&a.last))
    });
    found
}

/// One question for each open misconception that is due, at most so many; none twice.
#[must_use]
pub fn brought_back(pitfalls: &[Pitfall], today: StudyDay, most: usize) -> Vec<ItemId> {
    let mut items = Vec::new();
    for pitfall in pitfalls.iter().filter(|pitfall| !pitfall.overcome() && pitfall.due <= today) {
        if let Some(item) = pitfall.next.iter().find(|item| !items.contains(*item))
            && items.len() < most
        {
            items.push(item.clone());
        }
    }
    items
}

/// At most so many come with one queue: the day has other work.
const AT_ONCE: usize = 5;

/// Puts the questions that bring misconceptions back into a queue, behind the steps that are due. Each takes the place
/// of the last question that can wait, where the queue holds what the minutes allow; else it comes on top.
pub(super) fn bring_back(queue: &mut Queue, deck: &Deck, snapshot: &Snapshot, today: StudyDay, bounded: bool) {
    let pitfalls = pitfalls(deck, snapshot, today);
    let mut items = brought_back(&pitfalls, today, AT_ONCE);
    items.retain(|item| !queue.items.iter().any(|queued| queued.item == *item));
    let can_wait = |queued: &Queued| {
        let step = matches!(queued.reason, Reason::Step(_));
        !step && !queued.confident_error && queued.case.is_none() && queued.item.kind() == ItemKind::Question
    };
    let begin = queue.items.iter().take_while(|queued| matches!(queued.reason, Reason::Step(_))).count();
    for (at, item) in (begin..).zip(items) {
        if bounded {
            let Some(last) = queue.items.iter().rposition(can_wait).filter(|last| *last >= at) else { return };
            queue.items.remove(last);
        }
        let case = deck.question(&item).and_then(|question| question.case.clone());
        let seen = snapshot.history(&item).is_some_and(History::seen);
        let reason = if seen { Reason::Review } else { Reason::New };
        queue.items.insert(at, Queued { item, reason, confident_error: false, case });
    }
}

/// The misconceptions that a question's wrong options hold, each once.
#[must_use]
pub fn held(question: &Question) -> Set<&TrapId> {
    let mut held = Set::new();
    match &question.body {
        Body::Single(options) | Body::Multiple(options) => {
            for trap in options.iter().filter(|option| !option.key).filter_map(|option| option.trap.as_ref()) {
                held.insert(trap);
            }
        }
        Body::Hotspot(regions) => {
            for trap in regions.iter().filter(|region| !region.key).filter_map(|region| region.trap.as_ref()) {
                held.insert(trap);
            }
        }
        Body::Matching { .. } | Body::Ordering(_) | Body::Numeric(_) => {}
    }
    held
}

/// Whether a review came after another, of whichever question: one device's counter tells it even where its clock
/// jumped.
fn after(review: &Review, other: &Review) -> bool {
    if review.event.device == other.event.device {
        review.event.counter > other.event.counter
    } else {
        review.at > other.at
    }
}

fn pitfall(trap: &TrapId, questions: &[&Rc<Question>], snapshot: &Snapshot, today: StudyDay) -> Option<Pitfall> {
    let (mut falls, mut confident, mut met) = (0, 0, 0);
    let mut latest: Option<(&Question, &Review)> = None;
    for question in questions {
        let Some(history) = snapshot.history(&question.id) else { continue };
        met += history.reviews.len() as u32;
        for review in &history.reviews {
            let fell = |answer| traps(question, answer).contains(&trap);
            if review.right || !review.answer.as_ref().is_some_and(fell) {
                continue;
            }
            falls += 1;
            confident += u32::from(review.confident_error());
            if latest.is_none_or(|(_, latest)| after(review, latest)) {
                latest = Some((question, review));
            }
        }
    }
    let (fallen, fall) = latest?;
    let elsewhere =
        |question: &Question| question.id != fallen.id && (question.case.is_none() || question.case != fallen.case);
    let mut ways: Vec<&Rc<Question>> = questions.iter().copied().filter(|question| elsewhere(question)).collect();
    // Where the bank has no two others, the question itself has to do.
    if ways.len() < NEEDED as usize {
        ways.extend(questions.iter().filter(|question| question.id == fallen.id));
    }
    let rights: Vec<(usize, StudyDay)> = ways
        .iter()
        .enumerate()
        .flat_map(|(at, question)| {
            let reviews = snapshot.history(&question.id).map(|history| history.reviews.as_slice()).unwrap_or_default();
            let since = reviews.iter().filter(|review| review.right && after(review, fall));
            since.map(move |review| (at, review.day))
        })
        .collect();
    let apart = |a: &(usize, StudyDay), b: &(usize, StudyDay)| a.1 != b.1 && (a.0 != b.0 || ways.len() == 1);
    let closed = rights.iter().any(|a| rights.iter().any(|b| apart(a, b)));
    let right = if closed { NEEDED } else { u32::from(!rights.is_empty()) };
    let touched = rights.iter().map(|(_, day)| *day).fold(fall.day, StudyDay::max);
    let done: Vec<usize> = rights.iter().map(|(at, _)| *at).collect();
    let next = if closed { Vec::new() } else { next(&ways, &done, snapshot, today) };
    Some(Pitfall {
        trap: trap.clone(),
        falls,
        confident,
        met,
        last: fall.day,
        item: fallen.id.clone(),
        sure: fall.confident_error(),
        right,
        // A day in the future (a clock was wrong) must not keep it away.
        due: if touched > today { today } else { touched.plus(1) },
        next,
    })
}

/// Questions that may be asked, best first: those that were not right yet, never met ones, those outside of cases, and
/// those answered longest ago.
fn next(ways: &[&Rc<Question>], done: &[usize], snapshot: &Snapshot, today: StudyDay) -> Vec<ItemId> {
    let mut open: Vec<_> = ways
        .iter()
        .enumerate()
        .filter(|(at, question)| question.form.is_none() && (ways.len() == 1 || !done.contains(at)))
        .filter_map(|(_, question)| {
            let history = snapshot.history(&question.id);
            if history.is_some_and(|history| history.suspended || history.skipped(today)) {
                return None;
            }
            let last = history.and_then(|history| history.last()).map(|review| review.at);
            Some(((last.is_some(), question.case.is_some(), last), &question.id))
        })
        .collect();
    sort(&mut open, |(a, _), (b, _)| a.cmp(b));
    open.into_iter().map(|(_, item)| item.clone()).collect()
}
