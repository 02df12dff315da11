//! What a question is made of: reasons and misconceptions of every part; pairs, steps and regions.

use super::Refusals;
use super::exhibits;
use crate::content::bank::{Bank, PartLines, TopicSource};
use crate::content::words;
use crate::engine::bank::question::{Body, Question};
use crate::engine::bank::text::Text;
use crate::engine::id::{ItemId, TrapId};
use std::ops::RangeInclusive;

/// Words in a reason.
const WHY: RangeInclusive<usize> = 8..=60;

/// The reasons of all parts, in source order.
fn whys(question: &Question) -> Vec<&Text> {
    match &question.body {
        Body::Single(options) | Body::Multiple(options) => options.iter().map(|option| &option.why).collect(),
        Body::Matching { pairs, .. } => pairs.iter().map(|pair| &pair.why).collect(),
        Body::Ordering(steps) => steps.iter().map(|step| &step.why).collect(),
        Body::Numeric(numeric) => numeric.mistakes.iter().map(|mistake| &mistake.why).collect(),
        Body::Hotspot(regions) => regions.iter().map(|region| &region.why).collect(),
    }
}

pub(super) fn why_length(bank: &Bank, out: &mut Refusals<'_>) {
    let mut look = |topic: &TopicSource, id: &ItemId, lines: &[PartLines], whys: &[&Text]| {
        for (why, line) in whys.iter().zip(lines) {
            let count = words::count(&why.plain());
            if !WHY.contains(&count) {
                let message = format!("{id}: a reason of {count} words");
                let help = "15 to 45 words about this very situation (8 to 60 are let through)";
                out.refuse(&topic.file, line.why, message, help);
            }
        }
    };
    for q in bank.questions() {
        look(q.topic, &q.item.id, &q.lines.parts, &whys(q.item));
    }
    for d in bank.drills() {
        let whys: Vec<&Text> = d.item.mistakes.iter().map(|mistake| &mistake.why).collect();
        look(d.topic, &d.item.id, &d.lines.parts, &whys);
    }
}

/// Misconceptions with their place in the question, and whether that part is right.
fn traps(question: &Question) -> Vec<(usize, &TrapId, bool)> {
    let all: Vec<(Option<&TrapId>, bool)> = match &question.body {
        Body::Single(options) | Body::Multiple(options) => options.iter().map(|o| (o.trap.as_ref(), o.key)).collect(),
        Body::Hotspot(regions) => regions.iter().map(|region| (region.trap.as_ref(), region.key)).collect(),
        _ => Vec::new(),
    };
    all.into_iter().enumerate().filter_map(|(at, (trap, key))| Some((at, trap?, key))).collect()
}

pub(super) fn trap_unknown(bank: &Bank, out: &mut Refusals<'_>) {
    for q in bank.questions() {
        let Some(track) = &q.track.track else { continue };
        for (at, trap, _) in traps(q.item).into_iter().filter(|(_, trap, _)| track.trap(trap).is_none()) {
            let message = format!("{}: the trap `{trap}` is not declared", q.item.id);
            out.about(
                &q,
                q.lines.parts[at].item,
                message,
                "declare it in track.toml as [[trap]], or use one that is there",
            );
        }
    }
}

pub(super) fn trap_on_key(bank: &Bank, out: &mut Refusals<'_>) {
    for q in bank.questions() {
        for (at, trap, _) in traps(q.item).into_iter().filter(|(_, _, key)| *key) {
            let message = format!("{}: the trap `{trap}` on a key", q.item.id);
            out.about(&q, q.lines.parts[at].item, message, "only what is wrong embodies a misconception");
        }
    }
}

/// Whether two of the texts say the same.
fn doubled<'t>(texts: impl Iterator<Item = &'t str>) -> Option<String> {
    let folded: Vec<String> = texts.map(words::folded).collect();
    folded.iter().enumerate().find(|(at, text)| folded[..*at].contains(text)).map(|(_, text)| text.clone())
}

pub(super) fn pairs(bank: &Bank, out: &mut Refusals<'_>) {
    for q in bank.questions() {
        let Body::Matching { pairs, distractors } = &q.item.body else { continue };
        let id = &q.item.id;
        let mut refuse = |message: String, help: &str| out.about(&q, q.lines.item, message, help);
        if !(3..=6).contains(&pairs.len()) {
            refuse(format!("{id} has {} pairs", pairs.len()), "a matching question has 3 to 6");
        }
        let lefts: Vec<String> = pairs.iter().map(|pair| pair.left.plain()).collect();
        if let Some(text) = doubled(lefts.iter().map(String::as_str)) {
            refuse(
                format!("{id}: two left sides say `{text}`"),
                "each left side has one partner: say what tells them apart",
            );
        }
        let rights: Vec<String> = pairs.iter().map(|pair| pair.right.plain()).collect();
        let others: Vec<String> = distractors.iter().map(|line| line.plain()).collect();
        // Two pairs may share a right side; one of no pair must be one of its own.
        let clash = doubled(others.iter().map(String::as_str)).or_else(|| {
            others.iter().map(|o| words::folded(o)).find(|o| rights.iter().any(|r| words::folded(r) == *o))
        });
        if let Some(text) = clash {
            refuse(
                format!("{id}: the distractor `{text}` stands there twice"),
                "a distractor differs from every right side",
            );
        }
    }
}

pub(super) fn steps(bank: &Bank, out: &mut Refusals<'_>) {
    for q in bank.questions() {
        let Body::Ordering(steps) = &q.item.body else { continue };
        let id = &q.item.id;
        if !(3..=7).contains(&steps.len()) {
            out.about(&q, q.lines.item, format!("{id} has {} steps", steps.len()), "an ordering question has 3 to 7");
        }
        let texts: Vec<String> = steps.iter().map(|step| step.text.plain()).collect();
        if let Some(text) = doubled(texts.iter().map(String::as_str)) {
            out.about(&q, q.lines.item, format!("{id}: two steps say `{text}`"), "say what tells them apart");
        }
    }
}

pub(super) fn regions(bank: &Bank, out: &mut Refusals<'_>) {
    for q in bank.questions() {
        let Body::Hotspot(regions) = &q.item.body else { continue };
        let id = &q.item.id;
        let mut refuse = |message: String, help: &str| out.about(&q, q.lines.item, message, help);
        if regions.len() < 3 {
            refuse(format!("{id} has {} regions", regions.len()), "a hotspot has three or more");
        }
        let keys = regions.iter().filter(|region| region.key).count();
        if keys != 1 {
            refuse(format!("{id} has {keys} keys"), "write `key = true` on exactly one region");
        }
        if let Some(text) = doubled(regions.iter().map(|region| region.label.as_str())) {
            refuse(
                format!("{id}: two regions are called `{text}`"),
                "a list must tell them apart: give each its own label",
            );
        }
        if let Some(text) = doubled(regions.iter().map(|region| region.at.as_str())) {
            refuse(format!("{id}: two regions at `{text}`"), "each region is another element of the figure");
        }
    }
}

pub(super) fn places(bank: &Bank, out: &mut Refusals<'_>) {
    for q in bank.questions() {
        let Body::Hotspot(regions) = &q.item.body else { continue };
        let [exhibit] = q.item.exhibits.as_slice() else {
            let message = format!("{} has {} exhibits", q.item.id, q.item.exhibits.len());
            out.about(&q, q.lines.item, message, "a hotspot has exactly one [[question.exhibit]]: the one to point at");
            continue;
        };
        for (region, lines) in regions.iter().zip(&q.lines.parts) {
            if !exhibits::has(&exhibit.figure, &region.at) {
                let message = format!("{}: the figure has no `{}`", q.item.id, region.at);
                out.about(&q, lines.item, message, exhibits::naming(&exhibit.figure));
            }
        }
    }
}
