//! An answer in the making: what is chosen, how sure the learner is, and what is still missing.

use super::{Live, use_live};
use crate::engine::bank::answer::{Answer, Draft, arrange};
use crate::engine::bank::deck::Deck;
use crate::engine::bank::question::{Body, Question};
use crate::engine::progress::event::Confidence;
use crate::engine::schedule::turn::Turn;
use crate::platform::keys::{Key, Target};
use crate::ui::components::ask::Asked;
use std::rc::Rc;
use yew::prelude::*;

/// The state of the desk for one turn.
#[derive(Clone, Debug, PartialEq)]
struct Work {
    turn: (String, i64),
    draft: Draft,
    confidence: Option<Confidence>,
    note: &'static str,
}

/// Where an answer is made, whichever question it is for.
#[derive(Clone)]
pub struct Pad(Live<Option<Work>>);

/// The desk at a turn.
#[derive(Clone)]
pub struct Desk {
    pad: Pad,
    turn: (String, i64),
    question: Option<Rc<Question>>,
    /// The order on the screen.
    pub order: Rc<[u8]>,
}

/// A pad with nothing on it.
#[hook]
pub fn use_pad() -> Pad {
    Pad(use_live(|| None))
}

impl Pad {
    /// The desk for a turn: `shown_at` tells one turn of a question from the next. A new turn finds the desk clear.
    #[must_use]
    pub fn desk(&self, question: Option<Rc<Question>>, seed: u64, shown_at: i64) -> Desk {
        let order: Rc<[u8]> = question.as_ref().map(|question| arrange(question, seed)).unwrap_or_default().into();
        let turn = (question.as_ref().map(|question| question.id.to_string()).unwrap_or_default(), shown_at);
        Desk { pad: self.clone(), turn, question, order }
    }

    /// The desk at a turn of a session or a set.
    #[must_use]
    pub fn at(&self, deck: &Deck, turn: Option<&Turn>) -> Desk {
        let question = turn.and_then(|turn| deck.question(&turn.item).cloned());
        let (seed, shown_at) = turn.map_or((0, 0), |turn| (turn.seed, turn.shown_at.0));
        self.desk(question, seed, shown_at)
    }
}

impl Desk {
    fn work(&self) -> Work {
        let kept = self.pad.0.get();
        let kept = kept.as_ref().as_ref().filter(|work| work.turn == self.turn);
        kept.cloned().unwrap_or_else(|| Work {
            turn: self.turn.clone(),
            draft: self.question.as_ref().map_or(Draft::One(None), |question| Draft::empty(question, &self.order)),
            confidence: None,
            note: "",
        })
    }

    fn put(&self, work: Work) {
        self.pad.0.set(Some(work));
    }

    /// The question as it can be answered now.
    #[must_use]
    pub fn asked(&self, question: &Rc<Question>) -> Asked {
        let (question, order, draft) = (question.clone(), self.order.clone(), self.work().draft);
        Asked { question, order, draft, on_change: self.on_change() }
    }

    /// How sure the learner is, where said.
    #[must_use]
    pub fn confidence(&self) -> Option<Confidence> {
        self.work().confidence
    }

    /// What is still missing, after an attempt to check.
    #[must_use]
    pub fn note(&self) -> &'static str {
        self.work().note
    }

    fn on_change(&self) -> Callback<Draft> {
        let desk = self.clone();
        Callback::from(move |draft| desk.put(Work { draft, note: "", ..desk.work() }))
    }

    /// Takes how sure the learner is.
    #[must_use]
    pub fn on_sure(&self) -> Callback<Confidence> {
        let desk = self.clone();
        Callback::from(move |confidence| desk.say(confidence))
    }

    fn say(&self, confidence: Confidence) {
        self.put(Work { confidence: Some(confidence), ..self.work() });
    }

    /// The answer, or a note to the learner on what is missing.
    #[must_use]
    pub fn finish(&self) -> Option<(Answer, Option<Confidence>)> {
        let question = self.question.as_ref()?;
        let work = self.work();
        match work.draft.finish(question) {
            Ok(answer) => Some((answer, work.confidence)),
            Err(note) => {
                self.put(Work { note, ..work });
                None
            }
        }
    }

    /// 1–6 and A–E choose, 7–9 say how sure; `true` where the key was taken.
    pub fn key(&self, key: &Key, letters: bool, ask_confidence: bool) -> bool {
        let Some(question) = &self.question else { return false };
        if !key.plain || key.repeat || matches!(key.target, Target::Text | Target::Select) {
            return false;
        }
        let mut chars = key.name.chars();
        let (Some(sign), None) = (chars.next(), chars.next()) else { return false };
        let place = match sign {
            '1'..='6' => sign as usize - '1' as usize,
            'a'..='e' if letters => sign as usize - 'a' as usize,
            'A'..='E' if letters => sign as usize - 'A' as usize,
            '7'..='9' if ask_confidence => {
                self.say(
                    [Confidence::Guessed, Confidence::ThoughtSo, Confidence::Certain][sign as usize - '7' as usize],
                );
                return true;
            }
            _ => return false,
        };
        let Some(at) = self.order.get(place).copied() else { return false };
        let draft = match (&question.body, &self.work().draft) {
            (Body::Single(_) | Body::Hotspot(_), Draft::One(_)) => Draft::One(Some(at)),
            (Body::Multiple(_), Draft::Some(bits)) => Draft::Some(bits ^ (1 << at)),
            _ => return false,
        };
        self.on_change().emit(draft);
        true
    }
}
