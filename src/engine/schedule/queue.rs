//! The queue: what to study now in a track, first to last.
//!
//! Learning steps that are due, then reviews (errors made with certainty first, then what is most likely forgotten),
//! with the day's new items spread among them. Never a reserved, suspended or skipped item.
//!
//! While an exam lies ahead (see [`super::aim`]), reviews and new items are those that add most to the expected
//! recall on its day, due or not, and no more than the day's minutes hold. Either way, misconceptions come back in other
//! situations (see [`super::traps`]).

use super::aim::{Aim, fill, new_needed, seconds_left};
use super::due::{Counts, new_allowed};
use super::order;
use super::pace::Pace;
use super::standings::Standings;
use super::steps::Due;
use super::traps;
use super::wanted;
use crate::engine::bank::deck::Deck;
use crate::engine::id::{ItemId, ItemKind};
use crate::engine::progress::history::History;
use crate::engine::progress::snapshot::Snapshot;
use crate::engine::sorted::sort;
use crate::engine::time::{Date, Millis, Now, StudyDay};
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
    /// Chosen for an exam ahead: nothing comes twice on one day but what was wrong though the learner was certain.
    pub aimed: bool,
}

/// What to study now. `extra_new` allows so many new items beyond the day's pace; with an exam ahead, so many
/// questions' time beyond the day's minutes.
#[must_use]
pub fn queue(deck: &Deck, snapshot: &Snapshot, standings: &Standings, now: Now, extra_new: u32) -> Queue {
    let (track, today) = (&deck.track.id, snapshot.today(now));
    let pace = Pace::of(snapshot, track);
    let mut queue = match Aim::of(deck, snapshot, today) {
        Some(aim) => {
            let extra = extra_new * pace.question;
            aimed(&aim, deck, snapshot, standings, now, seconds_left(snapshot, track, today) + extra)
        }
        None => usual(deck, snapshot, standings, now, extra_new),
    };
    // A first visit does without this code: who has done nothing yet has neither misconceptions nor wishes.
    if snapshot.items_of(track).next().is_none() {
        queue.counts = tally(&queue.items, queue.counts);
        return queue;
    }
    let before = queue.items.len() as u32;
    let bounded = queue.aimed;
    traps::bring_back(&mut queue, deck, snapshot, today, bounded);
    let more = queue.items.len() as u32 - before;
    let minutes = queue.counts.minutes + (more * pace.question).div_ceil(60);
    queue.counts = Counts { minutes, ..tally(&queue.items, queue.counts) };
    wanted::put_first(&mut queue, deck, snapshot, today);
    queue
}

/// What to study in so many minutes, whatever the day's are.
#[must_use]
pub fn queue_for(deck: &Deck, snapshot: &Snapshot, standings: &Standings, now: Now, minutes: u32) -> Queue {
    let seconds = minutes.saturating_mul(60);
    let today = snapshot.today(now);
    let pace = Pace::of(snapshot, &deck.track.id);
    let mut queue = match Aim::of(deck, snapshot, today) {
        Some(aim) => aimed(&aim, deck, snapshot, standings, now, seconds),
        None => usual(deck, snapshot, standings, now, seconds / pace.question.max(1)),
    };
    let chosen = queue.items.len();
    wanted::put_first(&mut queue, deck, snapshot, today);
    if !queue.aimed || queue.items.len() > chosen {
        let mut left = seconds;
        queue.items.retain(|queued| {
            let its = pace.seconds(queued.item.kind());
            let fits = its <= left;
            left = if fits { left - its } else { 0 };
            fits
        });
        queue.counts.minutes = (seconds - left).div_ceil(60);
    }
    traps::bring_back(&mut queue, deck, snapshot, today, true);
    queue.counts = tally(&queue.items, queue.counts);
    queue
}

/// Counts what was chosen.
fn tally(items: &[Queued], of: Counts) -> Counts {
    let mut counts = Counts { questions: 0, cards: 0, new: 0, confident_errors: 0, ..of };
    for queued in items {
        *match (queued.reason, queued.item.kind()) {
            (Reason::New, _) => &mut counts.new,
            (_, ItemKind::Card) => &mut counts.cards,
            _ => &mut counts.questions,
        } += 1;
        counts.confident_errors += u32::from(queued.confident_error);
    }
    counts
}

/// The queue for an exam ahead, of so many seconds.
fn aimed(aim: &Aim, deck: &Deck, snapshot: &Snapshot, standings: &Standings, now: Now, seconds: u32) -> Queue {
    let today = snapshot.today(now);
    let pace = Pace::of(snapshot, &deck.track.id);
    let (mut counts, mut found, mut unseen) = (Counts::default(), Found::default(), 0);
    let mut reviews = Vec::new();
    for (item, case) in studied(deck) {
        let history = snapshot.history(item);
        if history.is_some_and(|history| history.suspended || history.skipped(today)) {
            continue;
        }
        let (Some(history), Some(standing)) = (history, standings.get(item)) else {
            unseen += 1;
            continue;
        };
        let queued = |reason| Queued {
            item: item.clone(),
            reason,
            confident_error: history.confident_error(),
            case: case.cloned(),
        };
        if standing.day == today {
            if let (Due::At(at), true) = (standing.due(now, today), history.confident_error()) {
                let list = if at <= now.at { &mut found.steps } else { &mut found.later };
                list.push((at, queued(Reason::Step(at))));
                counts.count(item, history, Due::At(at), now, today);
            }
            continue;
        }
        let outcomes = standings.outcomes(item, snapshot, now);
        let its = pace.seconds(item.kind());
        let rank = aim.value(item) * aim.gain(Some(standing), &outcomes, today) / its.max(1) as f32;
        reviews.push((-rank, its, queued(Reason::Review)));
    }

    let steps: u32 = found.steps.iter().map(|(_, queued)| pace.seconds(queued.item.kind())).sum();
    let left = seconds.saturating_sub(steps);
    let most = left / pace.card.min(pace.question).max(1);
    let new = fresh_units(deck, snapshot, today, most).into_iter().map(|unit| {
        let its: u32 = unit.iter().map(|queued| pace.seconds(queued.item.kind())).sum();
        let gain = |queued: &Queued| {
            aim.value(&queued.item) * aim.gain(None, &standings.outcomes(&queued.item, snapshot, now), today)
        };
        let rank = unit.iter().map(gain).sum::<f32>() / its.max(1) as f32;
        (-rank, its, unit)
    });
    let needed = new_needed(snapshot, &deck.track.id, aim.exam, today, unseen);
    let day = fill(reviews, new, needed, left);
    found.reviews = day.reviews;
    let later = found.later();
    let items = found.line_up(day.new);
    counts = Counts { minutes: (seconds - day.left).div_ceil(60), ..tally(&items, counts) };
    Queue { items, later, counts, aimed: true }
}

/// What is due, and the day's new items.
fn usual(deck: &Deck, snapshot: &Snapshot, standings: &Standings, now: Now, extra_new: u32) -> Queue {
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

    let allowed = new_allowed(snapshot, &deck.track.id, today).saturating_add(extra_new);
    let new = fresh_units(deck, snapshot, today, allowed);
    counts.new = new.iter().map(|unit| unit.len() as u32).sum();

    let pace = Pace::of(snapshot, &deck.track.id);
    let new_seconds: u32 = new.iter().flatten().map(|queued| pace.seconds(queued.item.kind())).sum();
    let seconds = counts.questions * pace.question + counts.cards * pace.card + new_seconds;
    counts.minutes = seconds.div_ceil(60);
    let later = found.later();
    Queue { items: found.line_up(new), later, counts, aimed: false }
}

/// What can be studied, in the deck's order, each with its case.
fn studied(deck: &Deck) -> impl Iterator<Item = (&ItemId, Option<&ItemId>)> {
    let questions = deck.questions.iter().filter(|question| question.form.is_none());
    questions
        .map(|question| (&question.id, question.case.as_ref()))
        .chain(deck.cards.iter().map(|card| (&card.id, None)))
}

/// All new items, in the order in which the queue takes them.
#[must_use]
pub fn new_in_order(deck: &Deck, snapshot: &Snapshot, today: StudyDay) -> Vec<ItemId> {
    fresh_units(deck, snapshot, today, u32::MAX).into_iter().flatten().map(|queued| queued.item).collect()
}

/// New units, best first, until they hold so many items.
fn fresh_units(deck: &Deck, snapshot: &Snapshot, today: StudyDay, count: u32) -> Vec<Vec<Queued>> {
    let free = |item: &ItemId| {
        snapshot.history(item).is_none_or(|past| !past.seen() && !past.suspended && !past.skipped(today))
    };
    let met = |item: &ItemId| snapshot.history(item).is_some_and(History::seen);
    let exam = snapshot.settings().exam_dates.get(&deck.track.id).copied();
    let date = exam.unwrap_or_else(|| Date::from(today)).to_string();
    let units = order::new_units(deck, count, &date, free, met).into_iter();
    units.map(|unit| unit.into_iter().map(|item| fresh(deck, item)).collect()).collect()
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
