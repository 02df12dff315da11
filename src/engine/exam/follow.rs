//! What follows from a sitting: the wrong ones and their siblings come next in study.

use super::report::{Filter, Report};
use super::shelf::Shelf;
use crate::engine::id::{ItemId, ItemKind};
use crate::engine::progress::event::What;
use crate::engine::progress::snapshot::Snapshot;
use crate::engine::sorted::Set;

/// So many siblings come with each question that was wrong.
pub const SIBLINGS: usize = 2;

/// Asks for what was wrong, and for two siblings of each: questions and cards of the same topic that were not in the
/// paper, those never met before the others. They come next in study, before they are due or the day's pace brings
/// them. Nothing where nothing was wrong.
#[must_use]
pub fn follow_up(report: &Report, shelf: &Shelf<'_>, snapshot: &Snapshot) -> Option<What> {
    let asked: Set<ItemId> = report.lines.iter().map(|line| line.item.clone()).collect();
    let met = |item: &ItemId| snapshot.history(item).is_some_and(|history| history.seen());
    let open = |item: &ItemId| !asked.contains(item) && !snapshot.history(item).is_some_and(|past| past.suspended);
    let questions = shelf.deck.questions.iter().filter(|question| question.form.is_none() && question.case.is_none());
    let candidates: Vec<&ItemId> = questions
        .map(|question| &question.id)
        .chain(shelf.deck.cards.iter().map(|card| &card.id))
        .filter(|id| open(id))
        .collect();
    let mut wanted: Vec<ItemId> = Vec::new();
    let mut taken: Set<ItemId> = Set::new();
    for line in report.review(Filter::Wrong) {
        if line.item.kind() == ItemKind::Question && taken.insert(line.item.clone()) {
            wanted.push(line.item.clone());
        }
        let siblings = candidates.iter().filter(|id| id.topic() == line.topic && !taken.contains(**id));
        let (new, old): (Vec<&ItemId>, Vec<&ItemId>) = siblings.copied().partition(|id| !met(id));
        for sibling in new.into_iter().chain(old).take(SIBLINGS) {
            taken.insert(sibling.clone());
            wanted.push(sibling.clone());
        }
    }
    (!wanted.is_empty()).then_some(What::Wanted(wanted))
}
