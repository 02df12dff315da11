//! What is marked on a paper: answers, flags, struck options, notes, highlights.

use super::Sitting;
use crate::engine::bank::answer::Answer;
use crate::engine::progress::exam::{Did, Passage, Step};
use crate::engine::sorted::sort;

/// A note has at most so many characters.
pub(super) const LONGEST_NOTE: usize = 2000;

impl Sitting {
    /// Takes a mark in, where its place is open.
    pub(super) fn mark(&mut self, step: &Step) {
        let (Did::Cleared(at)
        | Did::Flagged { at, .. }
        | Did::Struck { at, .. }
        | Did::Noted { at, .. }
        | Did::Highlighted { at, .. }) = &step.did
        else {
            if let Did::Answered(given) = &step.did
                && self.is_open(given.at)
            {
                let entry = &mut self.entries[usize::from(given.at)];
                let at_once = matches!(given.answer, Answer::Single(_) | Answer::Hotspot(_));
                if entry.first.is_none() || !(at_once || entry.left) {
                    entry.first = Some(given.clone());
                }
                entry.given = Some(given.clone());
            }
            return;
        };
        if !self.is_open(*at) {
            return;
        }
        let entry = &mut self.entries[usize::from(*at)];
        match &step.did {
            Did::Cleared(_) => entry.given = None,
            Did::Flagged { on, .. } => entry.flagged = *on,
            Did::Struck { options, .. } => entry.struck = *options,
            Did::Noted { text, .. } => entry.note.clone_from(text),
            Did::Highlighted { passage: Passage::Stem, ranges, .. } => entry.stem.clone_from(ranges),
            Did::Highlighted { passage: Passage::Case, ranges, .. } => entry.case.clone_from(ranges),
            _ => {}
        }
    }
}

/// Highlights with a selection put in: a selection that is highlighted already loses it, any other one gets it. From
/// and up to, in characters; an empty selection changes nothing.
#[must_use]
pub fn toggled(ranges: &[(u16, u16)], from: u16, to: u16) -> Vec<(u16, u16)> {
    if from >= to {
        return ranges.to_vec();
    }
    if ranges.iter().any(|(begin, end)| *begin <= from && to <= *end) {
        let cut = ranges.iter().flat_map(|(begin, end)| {
            if *end <= from || to <= *begin { [(*begin, *end), (0, 0)] } else { [(*begin, from), (to, *end)] }
        });
        return cut.filter(|(begin, end)| begin < end).collect();
    }
    let mut all = ranges.to_vec();
    all.push((from, to));
    joined(all)
}

/// Ranges in order, those that touch as one, empty ones left out.
pub(super) fn joined(mut ranges: Vec<(u16, u16)>) -> Vec<(u16, u16)> {
    ranges.retain(|(from, to)| from < to);
    sort(&mut ranges, |a, b| a.cmp(b));
    let mut joined: Vec<(u16, u16)> = Vec::with_capacity(ranges.len());
    for (from, to) in ranges {
        match joined.last_mut() {
            Some((_, end)) if from <= *end => *end = to.max(*end),
            _ => joined.push((from, to)),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selection_is_highlighted_or_not_any_more() {
        let check = |ranges: &[(u16, u16)], from: u16, to: u16, expect: &[(u16, u16)]| {
            assert_eq!(toggled(ranges, from, to), expect, "{ranges:?} {from}–{to}");
        };
        check(&[], 3, 7, &[(3, 7)]);
        check(&[], 7, 7, &[]);
        check(&[(3, 7)], 10, 12, &[(3, 7), (10, 12)]);
        check(&[(3, 7)], 7, 9, &[(3, 9)]);
        check(&[(3, 7), (10, 12)], 5, 11, &[(3, 12)]);
        check(&[(3, 7)], 3, 7, &[]);
        check(&[(3, 9)], 5, 6, &[(3, 5), (6, 9)]);
        check(&[(0, 2), (3, 9)], 3, 5, &[(0, 2), (5, 9)]);
    }
}
