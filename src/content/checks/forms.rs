//! Reserved mock forms: as many questions as the exam has, spread over the domains as the exam spreads them.

use super::Refusals;
use crate::content::bank::{Bank, TrackSource};
use std::collections::BTreeMap;

/// Questions of a form by domain, in the outline's order.
type Form = BTreeMap<String, u32>;

fn forms(track: &TrackSource) -> BTreeMap<u8, Form> {
    let mut forms: BTreeMap<u8, Form> = BTreeMap::new();
    for question in track.questions() {
        if let Some(form) = question.item.form {
            *forms.entry(form).or_default().entry(question.topic.domain.clone()).or_default() += 1;
        }
    }
    forms
}

pub(super) fn size(bank: &Bank, out: &mut Refusals<'_>) {
    for track in &bank.tracks {
        let Some((outline, line)) = track.newest() else { continue };
        for (number, form) in forms(track) {
            let count: u32 = form.values().sum();
            if number == 0 || count != u32::from(outline.questions) {
                let message =
                    format!("{}: form {number} has {count} questions, the exam has {}", track.name, outline.questions);
                out.refuse(&track.file, line, message, "reserve more or fewer with `form = N`; forms count from 1");
            }
        }
    }
}

pub(super) fn shares(bank: &Bank, out: &mut Refusals<'_>) {
    for track in &bank.tracks {
        let Some((outline, line)) = track.newest() else { continue };
        let weights: Vec<u32> = outline.domains.iter().map(|domain| u32::from(domain.weight)).collect();
        for (number, form) in forms(track) {
            let count = |domain: &str| form.get(domain).copied().unwrap_or_default();
            let counts: Vec<u32> = outline.domains.iter().map(|domain| count(domain.id.as_str())).collect();
            if apportioned(&counts, &weights) {
                continue;
            }
            let total: u32 = counts.iter().sum();
            let list: Vec<String> = outline
                .domains
                .iter()
                .zip(&counts)
                .map(|(domain, count)| {
                    let due = f64::from(domain.weight) * f64::from(total) / 100.0;
                    format!("{} {count} (due {due:.1})", domain.id)
                })
                .collect();
            let message = format!("{}: form {number} is off the weights: {}", track.name, list.join(", "));
            out.refuse(&track.file, line, message, "each domain within half an item of what is due");
        }
    }
}

/// Whether the counts follow the weights (percent) as closely as whole items can.
///
/// Within half an item of what is due, each domain would be rounded to the nearest; these roundings need not add up
/// (three domains due 3.4 each make 9 of 10 and a bit). Only then the apportionment by largest remainders is let
/// through, which is off by less than one.
fn apportioned(counts: &[u32], weights: &[u32]) -> bool {
    let total: u32 = counts.iter().sum();
    // In hundredths of an item, so that halves are exact.
    let due: Vec<u32> = weights.iter().map(|weight| weight * total).collect();
    if counts.iter().zip(&due).all(|(count, due)| (100 * count).abs_diff(*due) <= 50) {
        return true;
    }
    let least: u32 = due.iter().map(|due| due.saturating_sub(50).div_ceil(100)).sum();
    let most: u32 = due.iter().map(|due| (due + 50) / 100).sum();
    if (least..=most).contains(&total) {
        return false;
    }
    // Everyone has the whole items due, or one more; and whoever has one more had no smaller remainder.
    let rounded = counts.iter().zip(&due).all(|(count, due)| (due / 100..=due / 100 + 1).contains(count));
    let remainder = |(_, due): &(&u32, &u32)| **due % 100;
    let (up, down): (Vec<_>, Vec<_>) = counts.iter().zip(&due).partition(|(count, due)| **count > **due / 100);
    let smallest_up = up.iter().map(remainder).min().unwrap_or(100);
    rounded && down.iter().map(remainder).all(|remainder| remainder <= smallest_up)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_follow_the_weights() {
        let check = |counts: &[u32], weights: &[u32], expect: bool| {
            assert_eq!(apportioned(counts, weights), expect, "{counts:?} {weights:?}");
        };
        check(&[59, 74, 47], &[33, 41, 26], true); // due 59.4, 73.8, 46.8
        check(&[60, 73, 47], &[33, 41, 26], false);
        check(&[7, 8, 13, 11, 3, 8], &[14, 15, 27, 21, 6, 17], true); // due 7, 7.5, 13.5, 10.5, 3, 8.5
        check(&[8, 7, 13, 11, 3, 8], &[14, 15, 27, 21, 6, 17], false);
        check(&[7, 8, 13, 10, 3, 9], &[14, 15, 27, 21, 6, 17], true);
        check(&[7, 7, 14, 11, 3, 8], &[14, 15, 27, 21, 6, 17], true);
        // Due 3.4, 3.4, 3.2: the nearest make 9, so the largest remainder gets one more.
        check(&[4, 3, 3], &[34, 34, 32], true);
        check(&[3, 4, 3], &[34, 34, 32], true);
        check(&[3, 3, 4], &[34, 34, 32], false);
        check(&[5, 3, 2], &[34, 34, 32], false);
    }
}
