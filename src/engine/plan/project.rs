//! The projection: what the study queue would bring on each day if the plan were followed, and what is recalled then.
//!
//! One path, not an average over many: whether an item is recalled is told by its name and its number of reviews, so
//! that the plan of tomorrow agrees with that of today. Of a large deck a sample stands for the rest.

use super::calendar::Day;
use super::facts::Facts;
use crate::engine::chance::mix;
use crate::engine::id::ItemId;
use crate::engine::schedule::aim::{Aim, new_needed_until};
use crate::engine::schedule::memory::{Outcomes, Standing};
use crate::engine::schedule::pace::Pace;
use crate::engine::schedule::queue::{Queue, new_in_order, queue_for};
use crate::engine::sorted::{Map, sort};
use crate::engine::time::StudyDay;
use std::cmp::Ordering;

/// Items that are followed one by one, about.
const FOLLOWED: usize = 300;

/// After so many days an item is ranked anew, though nothing happened to it.
const STALE_DAYS: i32 = 5;

/// What the projection finds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Outlook {
    /// Items never met so far.
    pub unseen: u32,
    /// Of these, not met before the exam.
    pub left: u32,
    /// The day on which the last new item is met.
    pub last_new: Option<StudyDay>,
    /// The expected share of the deck recalled on the exam's day, `0.0..=1.0`.
    pub recall: f32,
    /// The same if nothing more is studied.
    pub recall_idle: f32,
}

/// An item that is followed.
struct Followed<'f> {
    item: &'f ItemId,
    /// So many items that it stands for.
    stands_for: u32,
    value: f32,
    seconds: u32,
    standing: Option<Standing>,
    /// The expected recall on the exam's day, once it was reviewed on the path: of either outcome, not only of the one
    /// that was taken.
    expected: Option<f32>,
    /// What a review adds per second.
    rank: f32,
    ranked_on: StudyDay,
}

/// Follows the plan from day to day and fills in what each brings. The first day's load is that of the study queue.
pub(super) fn project(facts: &Facts<'_>, exam: StudyDay, deadline: StudyDay, days: &mut [Day]) -> Outlook {
    let today = facts.today();
    let aim = Aim::at(facts.deck, facts.snapshot, exam);
    let mut items = followed(facts, &aim);
    let mut outlook = Outlook { unseen: unseen(&items), ..Outlook::default() };
    outlook.recall_idle = recall(&items, &aim, exam);
    for at in 0..days.len() {
        let needed = new_needed_until(deadline, days[at].day, unseen(&items), |ahead| {
            days.get(at + ahead as usize).map_or(0, |day| if day.mock.is_some() { 0 } else { day.minutes })
        });
        let day = &mut days[at];
        if day.mock.is_none() && day.minutes > 0 {
            study(facts, &aim, &mut items, needed, day);
        }
        if day.new > 0 {
            outlook.last_new = Some(day.day);
        }
        if day.day == today && day.mock.is_none() {
            let Queue { counts, .. } = queue_for(facts.deck, facts.snapshot, facts.standings, facts.now, day.minutes);
            (day.new, day.reviews) = (counts.new, counts.questions + counts.cards);
            day.load = counts.minutes.min(day.minutes);
        }
    }
    outlook.left = unseen(&items);
    outlook.recall = recall(&items, &aim, exam);
    outlook
}

/// The items of the deck, or every so many-th of them, those met and those not met apart.
fn followed<'f>(facts: &Facts<'f>, aim: &Aim) -> Vec<Followed<'f>> {
    let pace = Pace::of(facts.snapshot, &facts.deck.track.id);
    let questions = facts.deck.questions.iter().filter(|question| question.form.is_none()).map(|question| &question.id);
    let all = questions.chain(facts.deck.cards.iter().map(|card| &card.id));
    let studied = all.filter(|item| !facts.snapshot.history(item).is_some_and(|history| history.suspended));
    let (met, mut new): (Vec<_>, Vec<_>) = studied.partition(|item| facts.standings.get(item).is_some());
    // As the queue takes them; what was put aside for today comes last.
    let mut places = Map::new();
    for (place, item) in new_in_order(facts.deck, facts.snapshot, facts.today()).into_iter().enumerate() {
        places.insert(item, place);
    }
    let place = |item: &ItemId| places.get(item).copied().unwrap_or(usize::MAX);
    sort(&mut new, |a, b| place(a).cmp(&place(b)));
    let step = (met.len() + new.len()).div_ceil(FOLLOWED).max(1);
    let mut items = Vec::with_capacity(FOLLOWED + 2);
    for list in [met, new] {
        for chunk in list.chunks(step) {
            // From the middle: a first or last one would favour one topic.
            let item = chunk[chunk.len() / 2];
            items.push(Followed {
                item,
                stands_for: chunk.len() as u32,
                value: aim.value(item),
                seconds: pace.seconds(item.kind()).max(1),
                standing: facts.standings.get(item).copied(),
                expected: None,
                rank: 0.0,
                ranked_on: StudyDay(i32::MIN),
            });
        }
    }
    items
}

fn unseen(items: &[Followed<'_>]) -> u32 {
    items.iter().filter(|item| item.standing.is_none()).map(|item| item.stands_for).sum()
}

/// The expected share recalled on a day.
fn recall(items: &[Followed<'_>], aim: &Aim, day: StudyDay) -> f32 {
    let (mut sum, mut all) = (0.0, 0.0);
    for item in items {
        let weight = item.value * item.stands_for as f32;
        let stands = || item.standing.map_or(aim.known, |standing| standing.recall(day));
        sum += weight * item.expected.unwrap_or_else(stands);
        all += weight;
    }
    if all > 0.0 { sum / all } else { 0.0 }
}

/// One day: the best reviews and new items in their order, as the study queue takes them.
fn study(facts: &Facts<'_>, aim: &Aim, items: &mut [Followed<'_>], mut needed: u32, day: &mut Day) {
    let today = day.day;
    for item in items.iter_mut() {
        let near = aim.exam.since(today) <= 2 * STALE_DAYS;
        let stale = if near { 1 } else { STALE_DAYS };
        if today.since(item.ranked_on) >= stale {
            let outcomes = item.outcomes(facts, today);
            item.rank = item.value * aim.gain(item.standing.as_ref(), &outcomes, today) / item.seconds as f32;
            item.ranked_on = today;
        }
    }
    let (mut reviews, new): (Vec<_>, Vec<_>) = (0..items.len()).partition(|at| items[*at].standing.is_some());
    sort(&mut reviews, |a, b| items[*b].rank.partial_cmp(&items[*a].rank).unwrap_or(Ordering::Equal));
    let (mut reviews, mut new) = (reviews.into_iter().peekable(), new.into_iter().peekable());
    let mut left = day.minutes * 60;
    loop {
        let new_next = match (reviews.peek(), new.peek()) {
            (None, None) => break,
            (Some(review), Some(new)) => needed > 0 || items[*new].rank >= items[*review].rank,
            (review, _) => review.is_none(),
        };
        let Some(at) = (if new_next { new.next() } else { reviews.next() }) else { break };
        let item = &mut items[at];
        if item.standing.is_some_and(|standing| standing.day >= today) {
            continue;
        }
        let seconds = item.seconds * item.stands_for;
        if seconds > left {
            break;
        }
        left -= seconds;
        if new_next {
            needed = needed.saturating_sub(item.stands_for);
            day.new += item.stands_for;
        } else {
            day.reviews += item.stands_for;
        }
        item.review(facts, aim, today);
    }
    day.load = (day.minutes * 60 - left).div_ceil(60);
}

impl Followed<'_> {
    fn outcomes(&self, facts: &Facts<'_>, today: StudyDay) -> Outcomes {
        facts.standings.outcomes_on(self.item, self.standing.as_ref(), facts.snapshot, facts.now, today)
    }

    /// It is reviewed; what was not known comes again on the same day.
    fn review(&mut self, facts: &Facts<'_>, aim: &Aim, today: StudyDay) {
        let reviews = self.standing.map_or(0, |standing| standing.reviews);
        let recall = self.standing.map_or(aim.known, |standing| standing.recall(today));
        let drawn = (mix(u64::from(reviews), self.item.as_str().as_bytes()) >> 40) as f32 / (1u32 << 24) as f32;
        let outcomes = self.outcomes(facts, today);
        self.standing = Some(outcomes.again);
        let again = self.outcomes(facts, today).good;
        self.standing = Some(if drawn >= recall { again } else { outcomes.good });
        self.expected = Some(recall * outcomes.good.recall(aim.exam) + (1.0 - recall) * again.recall(aim.exam));
        self.ranked_on = StudyDay(i32::MIN);
    }
}
