//! A deck: a track with its pack, in memory, with look-ups by id.

use super::pack::{Entry, Figures, Pack};
use super::question::{Card, Case, Question};
use super::track::Track;
use crate::engine::drill::Drill;
use crate::engine::id::ItemId;
use crate::engine::sorted::{Map, Set};
use std::rc::Rc;

/// What can be studied of one track. Equal only to itself: the page asks often, and a deck is large.
#[derive(Clone, Debug)]
pub struct Deck {
    /// The track with its misconceptions.
    pub track: Track,
    /// What it holds.
    pub figures: Figures,
    /// Questions in source order, those of a case side by side.
    pub questions: Vec<Rc<Question>>,
    /// Cards in source order.
    pub cards: Vec<Rc<Card>>,
    /// Case sets.
    pub cases: Vec<Rc<Case>>,
    /// Drills.
    pub drills: Vec<Drill>,
    /// Questions that were reserved for a mock form until the learner sat it; see [`Deck::release`].
    pub released: Set<ItemId>,
    at: Map<ItemId, usize>,
}

/// An item that can be scheduled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Item<'d> {
    /// A question.
    Question(&'d Question),
    /// A card.
    Card(&'d Card),
}

impl Item<'_> {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &ItemId {
        match self {
            Self::Question(question) => &question.id,
            Self::Card(card) => &card.id,
        }
    }
}

impl PartialEq for Deck {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Deck {
    /// Puts a track's entry and its practice pack together.
    #[must_use]
    pub fn new(entry: &Entry, pack: Pack) -> Self {
        let at = pack.questions.iter().enumerate().map(|(at, q)| (q.id.clone(), at));
        let at = at.chain(pack.cards.iter().enumerate().map(|(at, c)| (c.id.clone(), at))).collect();
        Self {
            track: Track { traps: pack.traps, ..entry.track.clone() },
            figures: entry.figures.clone(),
            questions: pack.questions.into_iter().map(Rc::new).collect(),
            cards: pack.cards.into_iter().map(Rc::new).collect(),
            cases: pack.cases.into_iter().map(Rc::new).collect(),
            drills: pack.drills,
            released: Set::new(),
            at,
        }
    }

    /// Takes in the questions and cases of a reserved form that was sat: from now on they are studied as others are.
    /// (Mock exams still leave them out, so that a paper's code gives the same paper to whoever has sat which form.)
    pub fn release(&mut self, form: Pack) {
        for mut question in form.questions {
            if self.question(&question.id).is_none() {
                question.form = None;
                self.at.insert(question.id.clone(), self.questions.len());
                self.released.insert(question.id.clone());
                self.questions.push(Rc::new(question));
            }
        }
        let new = form.cases.into_iter().filter(|case| self.cases.iter().all(|known| known.id != case.id));
        let new: Vec<Rc<Case>> = new.map(Rc::new).collect();
        self.cases.extend(new);
    }

    /// A question by its id.
    #[must_use]
    pub fn question(&self, id: &ItemId) -> Option<&Rc<Question>> {
        self.at.get(id).and_then(|at| self.questions.get(*at)).filter(|question| question.id == *id)
    }

    /// A card by its id.
    #[must_use]
    pub fn card(&self, id: &ItemId) -> Option<&Rc<Card>> {
        self.at.get(id).and_then(|at| self.cards.get(*at)).filter(|card| card.id == *id)
    }

    /// A question or card by its id.
    #[must_use]
    pub fn item(&self, id: &ItemId) -> Option<Item<'_>> {
        let question = self.question(id).map(|question| Item::Question(question));
        question.or_else(|| self.card(id).map(|card| Item::Card(card)))
    }

    /// A case by its id.
    #[must_use]
    pub fn case(&self, id: &ItemId) -> Option<&Rc<Case>> {
        self.cases.iter().find(|case| case.id == *id)
    }

    /// All questions and cards.
    pub fn items(&self) -> impl Iterator<Item = Item<'_>> {
        let questions = self.questions.iter().map(|question| Item::Question(question));
        questions.chain(self.cards.iter().map(|card| Item::Card(card)))
    }
}
