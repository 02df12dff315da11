//! The order of a paper: cases whole and in order, siblings apart, parts as the exam has them.
//!
//! Siblings are items of one topic. Outside cases no two stand next to each other, as long as no topic makes up more
//! than half of what is left.

use super::super::apportion::scaled;
use super::chance;
use super::choose::Chosen;
use super::stock::Piece;
use crate::engine::bank::track::{Fill, Outline};
use crate::engine::chance::Chance;
use crate::engine::progress::exam::{Part, Slot};

type Unit<'c, 's> = Vec<&'c Piece<'s>>;

/// The parts of a paper. A mini has one, without a break.
pub(super) fn line_up(
    chosen: &Chosen<'_, '_>,
    outline: &Outline,
    mini: bool,
    seed: u32,
    slot: impl Fn(&Piece) -> Slot,
) -> Vec<Part> {
    let cases = chosen.cases.iter().map(|case| case.iter().collect());
    let cases = apart(cases.collect(), None, &mut chance(seed, "order-cases"));
    let before = cases.last().and_then(|case| case.last()).map(|piece| piece.topic);
    let singles = chosen.rest.iter().map(|piece| vec![*piece]).collect();
    let singles = apart(singles, before, &mut chance(seed, "order"));
    let mut cases: Vec<Slot> = cases.into_iter().flatten().map(&slot).collect();
    let mut rest: std::vec::IntoIter<Slot> = singles.into_iter().flatten().map(&slot).collect::<Vec<_>>().into_iter();
    let mut parts: Vec<Part> = Vec::new();
    if !mini {
        for section in &outline.sections {
            let left = rest.len();
            let slots: Vec<Slot> = match section.fill {
                Fill::Cases { .. } => std::mem::take(&mut cases),
                Fill::Count { count } => {
                    let part = scaled(chosen.len(), u32::from(count), u32::from(outline.questions));
                    rest.by_ref().take(part as usize).collect()
                }
                Fill::Half => rest.by_ref().take(left.div_ceil(2)).collect(),
                Fill::Rest => rest.by_ref().collect(),
            };
            if !slots.is_empty() {
                // Nobody needs a break before the beginning.
                let break_minutes = if parts.is_empty() { 0 } else { section.break_before_minutes };
                parts.push(Part { name: section.name.clone(), break_minutes, slots });
            }
        }
    }
    // What no section takes stands in the last one.
    cases.extend(rest);
    match parts.last_mut() {
        Some(last) => last.slots.extend(cases),
        None => parts.push(Part { name: String::new(), break_minutes: 0, slots: cases }),
    }
    parts
}

/// Units in a drawn order, no two neighbours of one topic as far as that can be.
fn apart<'c, 's>(mut units: Vec<Unit<'c, 's>>, before: Option<usize>, chance: &mut Chance) -> Vec<Unit<'c, 's>> {
    chance.shuffle(&mut units);
    let mut topics: Vec<(usize, Vec<Unit<'c, 's>>)> = Vec::new();
    let mut left = units.len();
    for unit in units {
        let topic = unit[0].topic;
        match topics.iter_mut().find(|(other, _)| *other == topic) {
            Some((_, its)) => its.push(unit),
            None => topics.push((topic, vec![unit])),
        }
    }
    let mut ordered = Vec::with_capacity(left);
    let mut before = before;
    while left > 0 {
        // A topic that fills every second place from here on can't wait.
        let full = topics.iter().position(|(topic, its)| 2 * its.len() > left && Some(*topic) != before);
        let at = full.unwrap_or_else(|| {
            let others = topics.iter().filter(|(topic, _)| Some(*topic) != before).map(|(_, its)| its.len()).sum();
            let only = others == 0;
            // A draw among all units that may come now.
            let mut drawn = chance.below(if only { left } else { others } as u32) as usize;
            let may = |topic: usize| only || Some(topic) != before;
            topics
                .iter()
                .position(|(topic, its)| {
                    let here = may(*topic) && drawn < its.len();
                    if may(*topic) && !here {
                        drawn -= its.len();
                    }
                    here
                })
                .unwrap_or_default()
        });
        before = Some(topics[at].0);
        ordered.extend(topics[at].1.pop());
        if topics[at].1.is_empty() {
            topics.remove(at);
        }
        left -= 1;
    }
    ordered
}
