//! The queue: what to study now in a track, first to last.
//!
//! Learning steps that are due, then reviews (errors made with certainty first, then what is most likely forgotten),
//! with the day's new items spread among them. Never a reserved, suspended or skipped item.

use super::due::{Counts, new_allowed};
use super::order;
use super::pace::Pace;
use super::standings::Standings;
use super::steps::Due;
use super::wanted;
use crate::engine::bank::deck::Deck;
use crate::engine::id::ItemId;
use crate::engine::progress::history::History;
use crate::engine::progress::snapshot::Snapshot;
use crate::engine::sorted::sort;
use crate::engine::time::{Date, Millis, Now};
use std::cmp::Ordering;

/// Why an item is in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// A step of minutes, due at this instant.
    Step(Millis),
    /// A review that is due.
    Review,
    /// Never met before.
    New,
}

/// An item of the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queued {
    /// Which.
    pub item: ItemId,
    /// Why.
    pub reason: Reason,
    /// Its latest answer was wrong though the learner was certain.
    pub confident_error: bool,
    /// The case to which it belongs: neighbours of one case stay together and in order.
    pub case: Option<ItemId>,
}

/// What to study now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// First to last.
    pub items: Vec<Queued>,
    /// Steps of minutes that come due later, earliest first: a session takes them up when their time has come.
    pub later: Vec<Queued>,
    /// How much that is.
    pub counts: Counts,
}

/// What to study now. `extra_new` allows so many new items beyond the day's pace.
#[must_use]
pub fn queue(deck: &Deck, snapshot: &Snapshot, standings: &Standings, now: Now, extra_new: u32) -> Queue {
    let today = snapshot.today(now);
    let (mut counts, mut found) = (Counts::default(), Found::default());
    for (item, case) in studied(deck) {
        let Some(history) = snapshot.history(item) else { continue };
        let Some(standing) = standings.get(item) else { continue };
        if history.suspended || history.skipped(today) {
            continue;
        }
        let due = standing.due(now, today);
        counts.count(item, history, due, now, today);
        let queued = |reason| Queued {
            item: item.clone(),
            reason,
            confident_error: history.confident_error(),
            case: case.cloned(),
        };
        match due {
            Due::At(at) if at <= now.at => found.steps.push((at, queued(Reason::Step(at)))),
            Due::At(at) => found.later.push((at, queued(Reason::Step(at)))),
            Due::On(day) if day <= today => found.reviews.push((standing.recall(today), queued(Reason::Review))),
            Due::On(_) => {}
        }
    }

    let free = |item: &ItemId| {
        snapshot.history(item).is_none_or(|past| !past.seen() && !past.suspended && !past.skipped(today))
    };
    let met = |item: &ItemId| snapshot.history(item).is_some_and(History::seen);
    let allowed = new_allowed(snapshot, &deck.track.id, today).saturating_add(extra_new);
    let exam = snapshot.settings().exam_dates.get(&deck.track.id).copied();
    let date = exam.unwrap_or_else(|| Date::from(today)).to_string();
    let new: Vec<Vec<Queued>> = order::new_units(deck, allowed, &date, free, met)
        .into_iter()
        .map(|unit| unit.into_iter().map(|item| fresh(deck, item)).collect())
        .collect();
    counts.new = new.iter().map(|unit| unit.len() as u32).sum();

    let pace = Pace::of(snapshot, &deck.track.id);
    let new_seconds: u32 = new.iter().flatten().map(|queued| pace.seconds(queued.item.kind())).sum();
    let seconds = counts.questions * pace.question + counts.cards * pace.card + new_seconds;
    counts.minutes = seconds.div_ceil(60);
    let later = found.later();
    let mut queue = Queue { items: found.line_up(new), later, counts };
    wanted::put_first(&mut queue, deck, snapshot, today);
    queue
}

/// What can be studied, in the deck's order, each with its case.
fn studied(deck: &Deck) -> impl Iterator<Item = (&ItemId, Option<&ItemId>)> {
    let questions = deck.questions.iter().filter(|question| question.form.is_none());
    questions
        .map(|question| (&question.id, question.case.as_ref()))
        .chain(deck.cards.iter().map(|card| (&card.id, None)))
}

fn fresh(deck: &Deck, item: ItemId) -> Queued {
    let case = deck.question(&item).and_then(|question| question.case.clone());
    Queued { item, reason: Reason::New, confident_error: false, case }
}

/// What is due, in the deck's order, each with what decides its place.
#[derive(Default)]
struct Found {
    /// By the instant at which they were due.
    steps: Vec<(Millis, Queued)>,
    /// By the probability of recall.
    reviews: Vec<(f32, Queued)>,
    later: Vec<(Millis, Queued)>,
}

impl Found {
    fn later(&mut self) -> Vec<Queued> {
        sort(&mut self.later, |(a, _), (b, _)| a.cmp(b));
        std::mem::take(&mut self.later).into_iter().map(|(_, queued)| queued).collect()
    }

    /// Steps first, then reviews with the new units spread among them.
    fn line_up(self, new: Vec<Vec<Queued>>) -> Vec<Queued> {
        let mut units = ranked(self.steps);
        units.extend(order::interleave(ranked(self.reviews), new));
        order::apart(&mut units, |unit| unit.first().map(|queued| &queued.item));
        units.into_iter().flatten().collect()
    }
}

/// The questions of a case together and in order; units with a confident error first, then by their lowest rank.
fn ranked<K: PartialOrd + Copy>(items: Vec<(K, Queued)>) -> Vec<Vec<Queued>> {
    let mut units: Vec<(K, Vec<Queued>)> = Vec::with_capacity(items.len());
    for (rank, queued) in items {
        // The deck holds a case's questions side by side, so that the unit before is the only one to look at.
        match units.last_mut() {
            Some((lowest, unit))
                if queued.case.is_some() && unit.last().is_some_and(|last| last.case == queued.case) =>
            {
                if rank < *lowest {
                    *lowest = rank;
                }
                unit.push(queued);
            }
            _ => units.push((rank, vec![queued])),
        }
    }
    let calm = |unit: &[Queued]| !unit.iter().any(|queued| queued.confident_error);
    // The sort is stable: what ranks alike stays in the deck's order.
    sort(&mut units, |(a, unit_a), (b, unit_b)| {
        calm(unit_a).cmp(&calm(unit_b)).then(a.partial_cmp(b).unwrap_or(Ordering::Equal))
    });
    units.into_iter().map(|(_, unit)| unit).collect()
}
