//! Best next minutes: what to do with 5, 10, 25 or 60 minutes so that the expected share on the exam rises most.
//!
//! Each kind of work is filled with its best items for the time that is left and weighed by what it adds per minute;
//! the best is taken, and what is left of the minutes goes to the next. What one block holds no other counts again.
//!
//! Reviews, new items, a weak topic and a case are weighed by the expected recall on the exam's day alone. What a
//! misconception set right, a drill or a mini brings beyond that is not known: their weights below are no measurements.
//! They rest on what they cost if they bring nothing: simulated learners who follow these proposals all the time, on a
//! deck where misconceptions teach no more than other questions and drills nothing at all, are held against the plan's
//! own queue in the same minutes (`docs/evidence.md`, *Best next minutes*). They cost little, since they seldom come
//! first: a drill only where hardly anything else is left. Whoever raises a weight looks there first.

use super::facts::Facts;
use crate::engine::bank::question::Question;
use crate::engine::id::{ItemId, TopicId, TrapId};
use crate::engine::schedule::aim::Aim;
use crate::engine::schedule::pace::Pace;
use crate::engine::schedule::practice::{Feedback, Recipe, State};
use crate::engine::schedule::traps::{Pitfall, pitfalls};
use crate::engine::sorted::{Map, Set, sort};
use std::cmp::Ordering;

/// The choices that are offered, minutes.
pub const CHOICES: [u32; 4] = [5, 10, 25, 60];

/// One thing to do.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What.
    pub kind: Kind,
    /// About so many minutes.
    pub minutes: u32,
    /// So many items.
    pub items: u32,
    /// Points of the expected share on the exam that it brings.
    pub points: f32,
    /// Why, in one sentence.
    pub why: String,
    /// What a click starts.
    pub start: Start,
}

/// Kinds of block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What was met before.
    Reviews,
    /// What was never met.
    New,
    /// A topic that lags behind.
    WeakTopic(TopicId),
    /// Items that embody a misconception.
    Misconception(TrapId),
    /// A case with its questions.
    Case(ItemId),
    /// A calculation drill.
    Drill(ItemId),
    /// A short mixed set without help, to see where one stands.
    Mini,
}

/// What a click starts.
#[derive(Clone, Debug, PartialEq)]
pub enum Start {
    /// The study queue for so many minutes.
    Study {
        /// Minutes.
        minutes: u32,
    },
    /// A practice set of these questions.
    Set(Vec<ItemId>),
    /// A practice set by a recipe.
    Practice(Box<Recipe>),
    /// A drill.
    Drill(ItemId),
}

/// Where no exam is ahead: so many days away, as if.
const AS_IF_DAYS: i32 = 30;

/// Of what is known, so much shows in right answers: the rest is guessed right anyway, or lost by slips.
const SHOWN: f32 = 0.72;

/// A misconception set right is taken to help beyond the question that sets it right: so its set comes first unless
/// others bring more than this times as much per minute.
const CARRIES: f32 = 1.3;

/// What a figure drawn anew is taken to add to knowing a formula, of a question's value.
const DRILL_GAIN: f32 = 0.15;

/// What a mini tells of the learner is taken to be worth as much more than the same questions in study as makes it come
/// before them.
const MINI: f32 = 1.05;

/// Seconds for a drill.
const DRILL_SECONDS: u32 = 90;

/// Below so many first answers a mini is worth its time: it tells where one stands.
const FEW_ANSWERS: usize = 40;

/// More blocks than these make no evening.
const BLOCKS: usize = 3;

/// An item that could be done.
struct Thing<'f> {
    item: &'f ItemId,
    seconds: u32,
    points: f32,
    /// The expected recall on the exam's day, as it stands.
    recall: f32,
    met: bool,
    question: Option<&'f Question>,
}

/// What to do with so many minutes, best first, together no more than these; empty where there is nothing to do.
#[must_use]
pub fn best(facts: &Facts<'_>, minutes: u32) -> Vec<Block> {
    let things = things(facts);
    let pitfalls = pitfalls(facts.deck, facts.snapshot, facts.today());
    let (mut taken, mut blocks) = (Set::new(), Vec::<Block>::new());
    let mut left = minutes;
    while left > 0 && blocks.len() < BLOCKS {
        let offers = offers(facts, &things, &pitfalls, &taken, left);
        let studied = |block: &Block| matches!(block.start, Start::Study { .. });
        // Study comes once: its queue chooses among what was met and what was not.
        let open = offers.into_iter().filter(|(block, _)| !studied(block) || !blocks.iter().any(studied));
        let rate = |block: &Block| block.points / block.minutes.max(1) as f32;
        let Some((block, items)) = open.reduce(|a, b| if rate(&b.0) > rate(&a.0) { b } else { a }) else { break };
        left = left.saturating_sub(block.minutes.max(1));
        for item in items {
            taken.insert(item);
        }
        blocks.push(block);
    }
    // What is left over is studied too.
    for block in &mut blocks {
        if let Start::Study { minutes } = &mut block.start {
            *minutes += left;
            break;
        }
    }
    blocks
}

/// Everything that can be done, best per second first.
fn things<'f>(facts: &Facts<'f>) -> Vec<Thing<'f>> {
    let (today, pace) = (facts.today(), Pace::of(facts.snapshot, &facts.deck.track.id));
    let aim = Aim::of(facts.deck, facts.snapshot, today)
        .unwrap_or_else(|| Aim::at(facts.deck, facts.snapshot, today.plus(AS_IF_DAYS)));
    let questions = facts.deck.questions.iter().filter(|question| question.form.is_none());
    let all = questions.map(|question| (&question.id, Some(&**question)));
    let all = all.chain(facts.deck.cards.iter().map(|card| (&card.id, None)));
    let mut whole = 0.0;
    let mut things = Vec::new();
    for (item, question) in all {
        let value = aim.value(item);
        whole += value;
        let history = facts.snapshot.history(item);
        let before = facts.standings.get(item);
        let again = before.is_some_and(|standing| standing.day == today);
        if again || history.is_some_and(|history| history.suspended || history.skipped(today)) {
            continue;
        }
        let outcomes = facts.standings.outcomes(item, facts.snapshot, facts.now);
        let recall = before.map_or(aim.known, |standing| standing.recall(aim.exam));
        let points = value * aim.added(before, &outcomes, today).max(0.0);
        let seconds = pace.seconds(item.kind()).max(1);
        things.push(Thing { item, seconds, points, recall, met: before.is_some(), question });
    }
    let scale = 100.0 * SHOWN / f32::max(whole, f32::MIN_POSITIVE);
    things.iter_mut().for_each(|thing| thing.points *= scale);
    let rate = |thing: &Thing<'_>| thing.points / thing.seconds as f32;
    sort(&mut things, |a, b| rate(b).partial_cmp(&rate(a)).unwrap_or(Ordering::Equal));
    things
}

/// The best of some things that fit.
struct Fill {
    items: Vec<ItemId>,
    seconds: u32,
    points: f32,
}

impl Fill {
    fn of<'t>(things: impl Iterator<Item = &'t Thing<'t>>, minutes: u32) -> Self {
        let mut fill = Self { items: Vec::new(), seconds: 0, points: 0.0 };
        for thing in things {
            if fill.seconds + thing.seconds <= minutes * 60 {
                fill.seconds += thing.seconds;
                fill.points += thing.points;
                fill.items.push(thing.item.clone());
            }
        }
        fill
    }

    fn block(self, kind: Kind, why: String, start: impl FnOnce(&Self) -> Start) -> Option<(Block, Vec<ItemId>)> {
        let start = (!self.items.is_empty()).then(|| start(&self))?;
        let (minutes, items) = (self.seconds.div_ceil(60), self.items.len() as u32);
        Some((Block { kind, minutes, items, points: self.points, why, start }, self.items))
    }
}

/// What each kind of work would bring in so many minutes.
fn offers(
    facts: &Facts<'_>,
    things: &[Thing<'_>],
    pitfalls: &[Pitfall],
    taken: &Set<ItemId>,
    minutes: u32,
) -> Vec<(Block, Vec<ItemId>)> {
    let open = || things.iter().filter(|thing| !taken.contains(thing.item));
    let study = |fill: &Fill| Start::Study { minutes: fill.seconds.div_ceil(60).min(minutes) };
    let set = |fill: &Fill| Start::Set(fill.items.clone());
    let mut offers = Vec::new();

    let met = Fill::of(open().filter(|thing| thing.met), minutes);
    let why = ["Repeated now, these ", &met.items.len().to_string(), " add most to what you will recall on the day."]
        .concat();
    offers.extend(met.block(Kind::Reviews, why, study));

    let unmet = open().filter(|thing| !thing.met).count();
    let new = Fill::of(open().filter(|thing| !thing.met), minutes);
    let why = [&unmet.to_string(), " items were never met, and a first meeting adds most."].concat();
    offers.extend(new.block(Kind::New, why, study));

    if let Some((topic, recall)) = weakest(facts, things) {
        let its = open().filter(|thing| thing.question.is_some() && thing.item.topic() == topic);
        let fill = Fill::of(its, minutes.min(15));
        let name = facts.deck.track.topic(&topic).map_or("", |topic| &topic.name);
        let why = [name, " lags behind: about ", &percent(recall), " % of it would be recalled on the day."].concat();
        offers.extend(fill.block(Kind::WeakTopic(topic), why, set));
    }
    for pitfall in pitfalls.iter().filter(|its| !its.overcome() && its.due <= facts.today()).take(1) {
        let its = open().filter(|thing| pitfall.next.contains(thing.item));
        let mut fill = Fill::of(its, minutes.min(5));
        fill.points *= CARRIES;
        let name = facts.deck.track.trap(&pitfall.trap).map_or("", |trap| &trap.name);
        let times = if pitfall.falls == 1 { "once".into() } else { [&pitfall.falls.to_string(), " times"].concat() };
        let why = ["You fell for “", name, "” ", &times, ": these hold it in other situations."].concat();
        offers.extend(fill.block(Kind::Misconception(pitfall.trap.clone()), why, set));
    }
    for case in &facts.deck.cases {
        let its: Vec<&Thing<'_>> = open().filter(|thing| case.questions.contains(thing.item)).collect();
        let seconds: u32 = its.iter().map(|thing| thing.seconds).sum();
        if its.is_empty() || its.len() < case.questions.len() || seconds > minutes * 60 {
            continue;
        }
        let points = its.iter().map(|thing| thing.points).sum();
        let fill = Fill { items: case.questions.clone(), seconds, points };
        let why = ["One situation, ", &its.len().to_string(), " questions: the exam asks in this way too."].concat();
        offers.extend(fill.block(Kind::Case(case.id.clone()), why, set));
    }
    offers.extend(drill(facts, things, taken, minutes));
    offers.extend(mini(facts, things, taken, minutes));
    offers
}

/// The topic that costs most: what its questions would miss on the day, together.
fn weakest(facts: &Facts<'_>, things: &[Thing<'_>]) -> Option<(TopicId, f32)> {
    let mut topics: Map<TopicId, (f32, f32)> = Map::new();
    for thing in things.iter().filter(|thing| thing.question.is_some()) {
        let sums = topics.or_default(thing.item.topic());
        *sums = (sums.0 + thing.recall, sums.1 + 1.0);
    }
    let known = topics.iter().filter(|(topic, _)| facts.deck.track.topic(topic).is_some());
    let means = known.map(|(topic, (recall, all))| (topic.clone(), recall / all));
    means.reduce(|a, b| if b.1 < a.1 { b } else { a })
}

/// The drill of the topic whose questions stand worst.
fn drill(facts: &Facts<'_>, things: &[Thing<'_>], taken: &Set<ItemId>, minutes: u32) -> Option<(Block, Vec<ItemId>)> {
    let count = minutes.min(10) * 60 / DRILL_SECONDS;
    let points = |topic: &TopicId| {
        let of_topic = || things.iter().filter(|thing| thing.question.is_some() && thing.item.topic() == *topic);
        let most = of_topic().map(|thing| thing.points).fold(0.0, f32::max);
        let recall = of_topic().map(|thing| thing.recall).fold(0.0, |sum, recall| sum + recall);
        let all = of_topic().count().max(1) as f32;
        most * (1.0 - recall / all) * DRILL_GAIN / 0.3
    };
    let open = facts.deck.drills.iter().filter(|drill| !taken.contains(&drill.id));
    let offers = open.map(|drill| (drill, points(&drill.id.topic())));
    let (drill, points) = offers.reduce(|a, b| if b.1 > a.1 { b } else { a })?;
    (count > 0 && points > 0.0).then(|| {
        let minutes = (count * DRILL_SECONDS).div_ceil(60);
        let why = "New figures each time: a formula is known when it works with any of them.".to_owned();
        let (kind, start) = (Kind::Drill(drill.id.clone()), Start::Drill(drill.id.clone()));
        // Each figure after the first teaches less.
        let points = points * (count as f32).sqrt();
        (Block { kind, minutes, items: count, points, why, start }, vec![drill.id.clone()])
    })
}

/// A short set of questions never met, with feedback at the end, while little is known of the learner.
fn mini(facts: &Facts<'_>, things: &[Thing<'_>], taken: &Set<ItemId>, minutes: u32) -> Option<(Block, Vec<ItemId>)> {
    let answered = facts.snapshot.items_of(&facts.deck.track.id).filter(|(_, history)| history.seen()).count();
    if answered >= FEW_ANSWERS || minutes < 10 {
        return None;
    }
    let new = things.iter().filter(|thing| !thing.met && thing.question.is_some() && !taken.contains(thing.item));
    let mut fill = Fill::of(new, minutes.min(20));
    fill.points *= MINI;
    let count = fill.items.len() as u16;
    let recipe = Recipe { state: State::Unseen, count, feedback: Feedback::AtEnd, ..Recipe::default() };
    let why = "Little is known of where you stand: this tells, over all domains.".to_owned();
    fill.block(Kind::Mini, why, |_| Start::Practice(Box::new(recipe)))
}

fn percent(share: f32) -> String {
    ((share * 100.0).round() as u32).to_string()
}
