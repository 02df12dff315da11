//! What the learner asked to come next (after a mock exam): first in the queue, due or not, beyond the day's pace.

use super::pace::Pace;
use super::queue::{Queue, Queued, Reason};
use crate::engine::bank::deck::Deck;
use crate::engine::id::{ItemId, ItemKind};
use crate::engine::progress::history::History;
use crate::engine::progress::snapshot::Snapshot;
use crate::engine::sorted::Set;
use crate::engine::time::StudyDay;

/// Whether an item is to come next today.
pub(super) fn comes_next(history: &History, today: StudyDay) -> bool {
    history.wanted() && !history.suspended && !history.skipped(today)
}

/// Puts what was asked for first, each once, in the deck's order: questions, then cards.
pub(super) fn put_first(queue: &mut Queue, deck: &Deck, snapshot: &Snapshot, today: StudyDay) {
    let questions = deck.questions.iter().map(|question| (&question.id, question.case.clone()));
    let all = questions.chain(deck.cards.iter().map(|card| (&card.id, None)));
    let mut first: Vec<Queued> = Vec::new();
    let mut seconds = 0;
    for (item, case) in all {
        let Some(history) = snapshot.history(item).filter(|history| comes_next(history, today)) else { continue };
        let queued = queue.items.iter().find(|queued| queued.item == *item);
        if queued.is_none() {
            seconds += Pace::of(snapshot, &deck.track.id).seconds(item.kind());
            *match (history.seen(), item.kind()) {
                (false, _) => &mut queue.counts.new,
                (true, ItemKind::Card) => &mut queue.counts.cards,
                (true, _) => &mut queue.counts.questions,
            } += 1;
            queue.counts.confident_errors += u32::from(history.confident_error());
        }
        first.push(queued.cloned().unwrap_or_else(|| Queued {
            item: item.clone(),
            reason: if history.seen() { Reason::Review } else { Reason::New },
            confident_error: history.confident_error(),
            case,
        }));
    }
    if first.is_empty() {
        return;
    }
    let taken: Set<ItemId> = first.iter().map(|queued| queued.item.clone()).collect();
    queue.items.retain(|queued| !taken.contains(&queued.item));
    let later = queue.later.len();
    queue.later.retain(|queued| !taken.contains(&queued.item));
    queue.counts.later -= (later - queue.later.len()) as u32;
    queue.counts.minutes += u32::div_ceil(seconds, 60);
    queue.items.splice(0..0, first);
}
