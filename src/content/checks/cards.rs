//! Cards.

use super::Refusals;
use crate::content::bank::Bank;
use crate::content::words;
use std::collections::BTreeMap;

/// Words on a card's back at most.
const BACK: usize = 40;

pub(super) fn back(bank: &Bank, out: &mut Refusals<'_>) {
    for card in bank.cards() {
        let count = words::count(&card.item.back.plain());
        if count > BACK {
            let message = format!("{}: the back has {count} words", card.item.id);
            out.about(&card, card.lines.lesson, message, "at most 40: one fact; make two cards of two facts");
        }
    }
}

pub(super) fn doubled(bank: &Bank, out: &mut Refusals<'_>) {
    let mut seen = BTreeMap::new();
    for card in bank.cards() {
        let front = words::list(&card.item.front.plain());
        if let Some(before) = seen.insert((&card.track.name, front), &card.item.id) {
            let message = format!("{} asks what {before} asks", card.item.id);
            out.about(&card, card.lines.stem, message, "drop one, or say what tells them apart");
        }
    }
}
