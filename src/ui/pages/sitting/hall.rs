//! What goes on in the room: the sitting with what is not yet told to it, and the verbs of the page.
//!
//! It stands in one cell, since the clock, keys and fields all work on it between two drawings.

use crate::engine::bank::answer::{Answer, Draft, NONE, number};
use crate::engine::bank::deck::Deck;
use crate::engine::bank::question::{Body, Case, Question};
use crate::engine::decimal;
use crate::engine::exam::clock::{Alive, Milestone, milestone};
use crate::engine::exam::shelf::{Found, Shelf, arrange};
use crate::engine::exam::sitting::{Action, Sitting, Stage, step};
use crate::engine::id::EventId;
use crate::engine::progress::event::Confidence;
use crate::engine::progress::exam::SittingLog;
use crate::engine::time::Now;
use crate::platform::{document, pulse, timer};
use crate::ui::handle::App;
use crate::ui::wording;
use std::cell::{Ref, RefCell};
use std::rc::Rc;
use yew::prelude::*;

/// What is typed is told to the sitting after a pause of so many ticks.
const PAUSE_TICKS: u32 = 1;

/// A tool that is laid beside the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    Calculator,
    Note,
    Highlight,
}

/// The state of the page.
pub struct State {
    pub sitting: Sitting,
    /// Typed, and not yet told to the sitting: place and text.
    pub typed: Option<(u16, String)>,
    pub note: Option<(u16, String)>,
    /// How sure, said before the answer.
    pub sure: Option<(u16, Confidence)>,
    pub tool: Option<Tool>,
    /// The buttons of the tools are shown.
    pub tools: bool,
    /// The next digit strikes out.
    pub striking: bool,
    /// The review at the end of the part is shown.
    pub review: bool,
    pub clock_hidden: bool,
    /// For screen readers: milestones, and what a key did.
    pub news: String,
    /// What is missing or could not be read.
    pub hint: &'static str,
    /// Where the learner wanted to go.
    pub wanted: Option<String>,
    /// The journal has not confirmed everything yet.
    pub unsaved: bool,
    idle: u32,
}

/// The hall. Clones share its state.
#[derive(Clone)]
pub struct Hall {
    pub app: App,
    pub deck: Rc<Deck>,
    form: Option<Rc<Deck>>,
    bank: Rc<str>,
    state: Rc<RefCell<State>>,
    redraw: Callback<()>,
}

impl State {
    /// The sitting as the log and the last sign of life have it.
    pub fn of(app: &App, id: EventId, log: &SittingLog) -> Self {
        let alive = pulse::last().and_then(|text| Alive::read(&text));
        Self {
            sitting: Sitting::rebuild(id, log, alive.as_ref(), app.now()),
            typed: None,
            note: None,
            sure: None,
            tool: None,
            tools: false,
            striking: false,
            review: false,
            clock_hidden: false,
            news: String::new(),
            hint: "",
            wanted: None,
            unsaved: false,
            idle: 0,
        }
    }
}

impl Hall {
    pub fn new(
        app: App,
        deck: Rc<Deck>,
        form: Option<Rc<Deck>>,
        bank: &str,
        state: Rc<RefCell<State>>,
        redraw: Callback<()>,
    ) -> Self {
        Self { app, deck, form, bank: bank.into(), state, redraw }
    }

    pub fn state(&self) -> Ref<'_, State> {
        self.state.borrow()
    }

    /// Changes what is only on the page.
    pub fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state.borrow_mut());
        self.redraw.emit(());
    }

    /// Takes a step: engine first, then storage.
    pub fn act(&self, action: Action) {
        let shelf = Shelf { deck: &self.deck, form: self.form.as_deref(), bank: &self.bank };
        let now = self.app.now();
        let what = {
            let mut state = self.state.borrow_mut();
            let (next, what) = step(state.sitting.clone(), action, &shelf, now);
            state.sitting = next;
            state.unsaved |= !what.is_empty();
            what
        };
        if what.is_empty() {
            return self.redraw.emit(());
        }
        // Draws the page, since something has happened.
        self.app.append(what, now);
        self.live();
        let hall = self.clone();
        self.app.settled(Callback::from(move |()| hall.change(|state| state.unsaved = false)));
    }

    /// A second has passed.
    pub fn tick(&self) {
        let before = {
            let mut state = self.state.borrow_mut();
            state.idle += 1;
            (state.sitting.clock().left_ms(), state.sitting.clock().in_doubt(), state.sitting.over())
        };
        if before.2 {
            return;
        }
        let rests = self.state().idle == PAUSE_TICKS + 1;
        if rests {
            let _told_by_the_hint = self.flush();
        }
        let shelf = Shelf { deck: &self.deck, form: self.form.as_deref(), bank: &self.bank };
        let now = self.app.now();
        let (what, news, drawn) = {
            let mut state = self.state.borrow_mut();
            let rest = state.sitting.break_left_ms(Now { at: state.sitting.seen_at(), ..now });
            let (next, what) = step(state.sitting.clone(), Action::Tick, &shelf, now);
            let passed = milestone(next.started().allowed_ms, before.0, next.clock().left_ms());
            let drawn = next.clock().in_doubt() != before.1 || next.clock().gap_ms() != state.sitting.clock().gap_ms();
            let rested = rest.is_some_and(|left| left > 0) && next.break_left_ms(now) == Some(0);
            state.sitting = next;
            let mut news = passed.map(told);
            if rested {
                news = Some("The break is over: the clock runs.".to_owned());
            }
            (what, news, drawn)
        };
        self.live();
        let redraw = drawn || news.is_some() || !what.is_empty();
        if let Some(news) = news {
            self.state.borrow_mut().news = news;
        }
        if !what.is_empty() {
            self.app.append(what, now);
        }
        if redraw {
            self.redraw.emit(());
        }
    }

    /// Leaves a sign of life.
    pub fn live(&self) {
        if let Some(alive) = self.state().sitting.alive(self.app.now()) {
            pulse::keep(&alive.write());
        }
    }

    /// What stands at a place.
    pub fn found(&self, at: u16) -> Found {
        let shelf = Shelf { deck: &self.deck, form: self.form.as_deref(), bank: &self.bank };
        let state = self.state();
        state.sitting.slot(at).map_or(Found::Gone, |slot| shelf.find(slot, state.sitting.started().seed))
    }

    /// The order on the screen.
    pub fn order(&self, question: &Question) -> Rc<[u8]> {
        arrange(question, self.state().sitting.started().seed).into()
    }

    /// The situation of a question.
    pub fn case(&self, question: &Question) -> Option<Rc<Case>> {
        let shelf = Shelf { deck: &self.deck, form: self.form.as_deref(), bank: &self.bank };
        question.case.as_ref().and_then(|case| shelf.case(case).cloned())
    }

    /// The answer in the making, as the controls show it.
    pub fn draft(&self, question: &Question, order: &[u8]) -> Draft {
        let state = self.state();
        let at = state.sitting.at();
        if let (Body::Numeric(_), Some((place, text))) = (&question.body, &state.typed)
            && *place == at
        {
            return Draft::Typed(text.clone());
        }
        let given = state.sitting.entry(at).and_then(|entry| entry.given.as_ref());
        given.and_then(|given| drafted(question, &given.answer)).unwrap_or_else(|| Draft::empty(question, order))
    }

    /// Takes what the learner has set in the question in front.
    pub fn set(&self, draft: Draft) {
        let at = self.state().sitting.at();
        let answer = match draft {
            Draft::Typed(text) => {
                return self.change(|state| {
                    state.typed = Some((at, text));
                    state.hint = "";
                    state.idle = 0;
                });
            }
            Draft::One(None) | Draft::Some(0) => None,
            Draft::One(Some(place)) => Some(match self.found(at).question().map(|question| &question.body) {
                Some(Body::Hotspot(_)) => Answer::Hotspot(place),
                _ => Answer::Single(place),
            }),
            Draft::Some(bits) => Some(Answer::Multiple(bits)),
            Draft::Pairs(set) if set.iter().all(|right| *right == NONE) => None,
            Draft::Pairs(set) => Some(Answer::Matching(set)),
            Draft::Order(order) => Some(Answer::Ordering(order)),
        };
        self.state.borrow_mut().hint = "";
        self.answer(at, answer);
    }

    fn answer(&self, at: u16, answer: Option<Answer>) {
        self.act(Action::Answer { at, answer, confidence: self.sure(at) });
    }

    /// How sure the learner is of a place.
    pub fn sure(&self, at: u16) -> Option<Confidence> {
        let state = self.state();
        let said = state.sure.filter(|(place, _)| *place == at).map(|(_, sure)| sure);
        said.or_else(|| {
            state.sitting.entry(at).and_then(|entry| entry.given.as_ref()).and_then(|given| given.confidence)
        })
    }

    /// Takes how sure the learner is of the question in front.
    pub fn say(&self, sure: Confidence) {
        let _told_by_the_hint = self.flush();
        let (at, given) = {
            let state = self.state();
            let at = state.sitting.at();
            (at, state.sitting.entry(at).and_then(|entry| entry.given.as_ref()).map(|given| given.answer.clone()))
        };
        self.change(|state| state.sure = Some((at, sure)));
        if let Some(answer) = given {
            self.answer(at, Some(answer));
        }
    }

    /// Takes a note on the question in front.
    pub fn write(&self, text: String) {
        self.change(|state| {
            state.note = Some((state.sitting.at(), text));
            state.idle = 0;
        });
    }

    /// Tells the sitting what was typed so far. `false` where a result can't be read: it stays in its field, with a hint.
    pub fn flush(&self) -> bool {
        let (typed, note) = {
            let mut state = self.state.borrow_mut();
            (state.typed.clone(), state.note.take())
        };
        if let Some((at, text)) = note {
            self.act(Action::Note { at, text });
        }
        let Some((at, text)) = typed else { return true };
        let read = number(&text);
        if read.is_none() && !text.trim().is_empty() {
            let hint = "This is not a number yet, for example 12.5. Empty the field to leave the question open.";
            self.change(|state| state.hint = hint);
            return false;
        }
        self.answer(at, read.map(Answer::Numeric));
        true
    }

    /// Turns to a question of the open part.
    pub fn go(&self, at: u16) {
        document::close_dialog("places");
        if !self.flush() {
            return;
        }
        {
            let mut state = self.state.borrow_mut();
            state.typed = None;
            state.review = false;
            state.striking = false;
            state.hint = "";
        }
        self.act(Action::Go(at));
    }

    /// The next question, or the review behind the last one.
    pub fn next(&self) {
        let (at, end) = {
            let state = self.state();
            (state.sitting.at(), state.sitting.places(state.sitting.part()).1)
        };
        if at + 1 < end { self.go(at + 1) } else { self.look_over() }
    }

    /// The question before.
    pub fn back(&self) {
        let (at, first) = {
            let state = self.state();
            (state.sitting.at(), state.sitting.places(state.sitting.part()).0)
        };
        if at > first {
            self.go(at - 1);
        }
    }

    /// Shows the review of the part.
    pub fn look_over(&self) {
        document::close_dialog("places");
        if !self.flush() {
            return;
        }
        self.change(|state| {
            state.typed = None;
            state.tool = None;
            state.review = state.sitting.stage() == Stage::Open;
        });
    }

    /// Shows the list of questions, with the focus on the one in front.
    pub fn list(&self) {
        document::show_dialog("places");
        self.redraw.emit(());
        timer::spawn(async {
            timer::sleep(0).await;
            document::focus_first("#places [aria-current]");
        });
    }

    /// Lays a tool beside the question, or puts it away.
    pub fn tool(&self, tool: Tool) {
        let _told_by_the_hint = self.flush();
        self.change(|state| state.tool = if state.tool == Some(tool) { None } else { Some(tool) });
    }
}

fn told(milestone: Milestone) -> String {
    match milestone {
        Milestone::Half => "Half of the time is used.".to_owned(),
        Milestone::Minutes(minutes) => [&wording::count(minutes, "minute", "minutes"), " left."].concat(),
    }
}

/// An answer as the controls show it; none where the question is now of another kind.
fn drafted(question: &Question, answer: &Answer) -> Option<Draft> {
    Some(match (&question.body, answer) {
        (Body::Single(_), Answer::Single(at)) | (Body::Hotspot(_), Answer::Hotspot(at)) => Draft::One(Some(*at)),
        (Body::Multiple(_), Answer::Multiple(bits)) => Draft::Some(*bits),
        (Body::Matching { .. }, Answer::Matching(set)) => Draft::Pairs(set.clone()),
        (Body::Ordering(_), Answer::Ordering(order)) => Draft::Order(order.clone()),
        (Body::Numeric(_), Answer::Numeric(value)) => Draft::Typed(decimal::shortest(*value)),
        _ => return None,
    })
}
