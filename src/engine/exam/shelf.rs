//! The shelf: where papers are made from and questions are looked up: the practice deck and one reserved form.

use crate::engine::bank::answer;
use crate::engine::bank::deck::Deck;
use crate::engine::bank::question::{Case, Question};
use crate::engine::chance::mix;
use crate::engine::drill;
use crate::engine::id::{ItemId, ItemKind};
use crate::engine::progress::exam::Slot;
use std::rc::Rc;

/// What is at hand of one track.
#[derive(Clone, Copy, Debug)]
pub struct Shelf<'s> {
    /// The practice pack's deck.
    pub deck: &'s Deck,
    /// The deck of a reserved form's pack, where one is sat.
    pub form: Option<&'s Deck>,
    /// The bank's hash, as the catalogue has it.
    pub bank: &'s str,
}

/// What became of a question since the paper was made.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// It is as it was.
    Same(Rc<Question>),
    /// Its wording has changed: it can be answered as it is now, and is marked by that.
    Changed(Rc<Question>),
    /// It is gone. What was answered counts as it was marked.
    Gone,
}

impl Found {
    /// The question, where there is one.
    #[must_use]
    pub fn question(&self) -> Option<&Rc<Question>> {
        match self {
            Self::Same(question) | Self::Changed(question) => Some(question),
            Self::Gone => None,
        }
    }
}

impl Shelf<'_> {
    /// What stands at a place of a paper with this seed: a question, or a drill as drawn for it.
    #[must_use]
    pub fn find(&self, slot: &Slot, paper_seed: u32) -> Found {
        let found = if slot.item.kind() == ItemKind::Drill {
            let drill = self.deck.drills.iter().find(|drill| drill.id == slot.item);
            drill.and_then(|drill| drill::question(drill, slot_seed(paper_seed, &slot.item)).ok()).map(Rc::new)
        } else {
            self.question(&slot.item).cloned()
        };
        match found {
            Some(question) if question.hash == slot.hash => Found::Same(question),
            Some(question) => Found::Changed(question),
            None => Found::Gone,
        }
    }

    /// A question of the deck or of the form.
    #[must_use]
    pub fn question(&self, id: &ItemId) -> Option<&Rc<Question>> {
        self.deck.question(id).or_else(|| self.form.and_then(|form| form.question(id)))
    }

    /// A case of the deck or of the form.
    #[must_use]
    pub fn case(&self, id: &ItemId) -> Option<&Rc<Case>> {
        self.deck.case(id).or_else(|| self.form.and_then(|form| form.case(id)))
    }
}

/// The seed of an item in a paper with this seed: of its arrangement, or of the drill's numbers. Below 2³².
#[must_use]
pub fn slot_seed(paper_seed: u32, item: &ItemId) -> u64 {
    mix(u64::from(paper_seed), item.as_str().as_bytes()) >> 32
}

/// The order on the screen of a question in a paper with this seed.
#[must_use]
pub fn arrange(question: &Question, paper_seed: u32) -> Vec<u8> {
    answer::arrange(question, slot_seed(paper_seed, &question.id))
}
