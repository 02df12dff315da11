//! Practice: build a set, work through it, see what to do next.

mod form;

use crate::engine::bank::answer::arrange;
use crate::engine::bank::deck::Deck;
use crate::engine::bank::question::Question;
use crate::engine::id::{ItemId, TopicId, TrackId};
use crate::engine::schedule::practice::{self, Action, Feedback, Given, Practice as Set, Recipe};
use crate::engine::schedule::turn::{Stage, Turn, World};
use crate::platform::document;
use crate::platform::keys::{Key, Target};
use crate::ui::components::bar::progress;
use crate::ui::components::reveal::{lesson, reveal};
use crate::ui::components::{text, turn};
use crate::ui::dom::Dom;
use crate::ui::handle::App;
use crate::ui::hooks::{Desk, Live, Pad, use_keys, use_live, use_pad};
use crate::ui::parts::{self, begin_actions, flag_button, frame, report, settle, tags, track_picker, undo_button};
use crate::ui::wording;
use std::rc::Rc;
use yew::prelude::*;

/// The page of a track, else of the chosen one: waits for the deck, then lets a set be built, or begins the one of
/// these questions.
pub fn practice(d: &mut Dom, app: &App, track: Option<&TrackId>, items: &[ItemId]) {
    let Some(track) = app.chosen(track) else {
        return frame(d, app, false, |d| {
            d.el("h1[tabindex=-1]", "Practice");
            track_picker(d, app, "practice", None);
        });
    };
    let mut notice = Dom::new();
    match parts::deck(&mut notice, app, "Practice", &track) {
        None => frame(d, app, false, |d| {
            d.node(notice.finish());
        }),
        Some(deck) => {
            d.node(html! { <Room key={app.route.hash()} app={app.clone()} {deck} items={items.to_vec()} /> });
        }
    }
}

#[derive(Properties, PartialEq)]
struct RoomProps {
    app: App,
    deck: Rc<Deck>,
    items: Vec<ItemId>,
}

/// The set, and what its handlers need. They go by what is, not by what was drawn when they were made.
#[derive(Clone)]
struct Table {
    app: App,
    deck: Rc<Deck>,
    set: Live<Option<Set>>,
    pad: Pad,
}

impl Table {
    /// The set of these questions takes the place of what there was.
    fn start(&self, items: Vec<ItemId>, feedback: Feedback) {
        self.set.set(Some(Set::start(items, &self.deck, feedback, self.app.seed(), self.app.now())));
    }

    /// Takes one step: engine first, then storage, then the new state.
    fn take(&self, action: Action) {
        let set = self.set.get();
        let Some(sitting) = &*set else { return };
        let now = self.app.now();
        let (next, what) = {
            let (record, standings) = (self.app.record(), self.app.standings());
            let snapshot = record.snapshot();
            let world = World { deck: &self.deck, snapshot, standings: &standings, now, next: self.app.next() };
            practice::step(sitting.clone(), action, &world)
        };
        self.app.append(what, now);
        self.set.set(Some(next));
    }

    /// What Enter and the main button do now.
    fn main(&self) {
        let set = self.set.get();
        let turn = set.as_ref().as_ref().and_then(Set::turn);
        match turn.map(|turn| turn.stage == Stage::Question) {
            Some(true) => {
                if let Some((answer, confidence)) = self.pad.at(&self.deck, turn).finish() {
                    self.take(Action::Answer(answer, confidence));
                }
            }
            Some(false) => self.take(Action::Next),
            None => {}
        }
    }

    fn key(&self, key: &Key) -> bool {
        let set = self.set.get();
        let Some(turn) = set.as_ref().as_ref().and_then(Set::turn) else { return false };
        if !key.plain || key.repeat {
            return false;
        }
        let asked = turn.stage == Stage::Question;
        let (letters, ask) = {
            let record = self.app.record();
            let settings = record.snapshot().settings();
            (settings.shortcuts, settings.ask_confidence)
        };
        let free = !matches!(key.target, Target::Text | Target::Select);
        match key.name.as_str() {
            "Enter" if !matches!(key.target, Target::Control | Target::Select) => self.main(),
            "u" | "U" if free && letters => self.take(Action::Undo),
            "f" | "F" if free && letters => self.take(Action::Flag),
            "s" | "S" if free && letters && asked => self.take(Action::Skip),
            _ => return asked && self.pad.at(&self.deck, Some(turn)).key(key, letters, ask),
        }
        true
    }
}

/// Building a set, or sitting one.
#[component]
fn Room(props: &RoomProps) -> Html {
    let (app, deck) = (&props.app, &props.deck);
    let live = use_live(|| {
        // What the deck no longer has, or keeps for a form, is left out.
        let may = |item: &&ItemId| deck.question(item).is_some_and(|question| question.form.is_none());
        let items: Vec<ItemId> = props.items.iter().filter(may).cloned().collect();
        let begin = || Set::start(items.clone(), deck, Feedback::AtOnce, app.seed(), app.now());
        (!items.is_empty()).then(begin)
    });
    let recipe = use_state(|| Recipe { count: 10, ..Recipe::default() });
    let table = Table { app: app.clone(), deck: deck.clone(), set: live, pad: use_pad() };
    let start = {
        let table = table.clone();
        Callback::from(move |(items, feedback)| table.start(items, feedback))
    };
    let set = table.set.get();
    let turn = set.as_ref().as_ref().and_then(Set::turn);
    // A new question starts at the top, with the focus on its heading; so do form and summary.
    {
        let item = (set.is_some(), turn.map(|turn| (turn.item.clone(), turn.shown_at)));
        use_effect_with(item, |(sitting, _)| {
            if *sitting {
                document::scroll_to_top();
                document::focus_first("h1[tabindex]");
            }
        });
    }
    let asked = turn.map(|turn| turn.stage == Stage::Question);
    use_effect_with(asked, |asked| settle(*asked == Some(false)));
    {
        let table = table.clone();
        use_keys(move |key| table.key(key));
    }
    let mut d = Dom::new();
    let Some(sitting) = &*set else {
        frame(&mut d, app, false, |d| form::builder(d, app, deck, &recipe, &start));
        return d.finish();
    };
    let question = turn.and_then(|turn| deck.question(&turn.item));
    let (Some(turn), Some(question)) = (turn, question) else {
        let close = {
            let table = table.clone();
            Callback::from(move |_: MouseEvent| table.set.set(None))
        };
        frame(&mut d, app, false, |d| summary(d, deck, sitting, close, &start));
        return d.finish();
    };
    let (at, of) = sitting.progress();
    progress(&mut d, &[&deck.track.short, " · Practice"].concat(), at.saturating_sub(1), of, app.saved());
    d.open("main#main");
    let desk = table.pad.at(deck, Some(turn));
    turn::turn(&mut d, &turn_of(app, deck, turn, question, &desk));
    report(&mut d, &question.id, question.hash, question.stem.plain());
    d.close();
    actions(&mut d, &table, turn, sitting, desk.note());
    d.finish()
}

fn turn_of<'t>(app: &App, deck: &'t Deck, turn: &'t Turn, question: &Rc<Question>, desk: &Desk) -> turn::Turn<'t> {
    turn::Turn {
        tags: tags(&deck.track, &turn.item, Some(question.level)),
        case: turn.case.as_ref().and_then(|case| deck.case(case)).map(|case| &**case),
        asked: desk.asked(question),
        confidence: desk.confidence(),
        ask_confidence: app.record().snapshot().settings().ask_confidence,
        on_sure: desk.on_sure(),
        marked: if let Stage::Marked(marked) = &turn.stage { Some(marked) } else { None },
    }
}

fn actions(d: &mut Dom, table: &Table, turn: &Turn, sitting: &Set, note: &str) {
    let flagged = table.app.record().snapshot().history(&turn.item).is_some_and(|history| history.flagged);
    let click = |action: Action| {
        let table = table.clone();
        Callback::from(move |_: MouseEvent| table.take(action.clone()))
    };
    let asked = turn.stage == Stage::Question;
    begin_actions(d, note);
    undo_button(d, click(Action::Undo), sitting.can_undo());
    flag_button(d, click(Action::Flag), flagged);
    if asked {
        d.button("button", "Skip", click(Action::Skip));
    }
    d.button("button", "Stop", click(Action::Finish));
    let main = {
        let table = table.clone();
        Callback::from(move |_: MouseEvent| table.main())
    };
    d.open("button.primary[type=button]").on_click(main);
    d.text(if asked { "Check" } else { "Next" }).el("kbd[aria-hidden=true]", "Enter").close().close().close();
}

/// How it went, and what to do next.
fn summary(
    d: &mut Dom,
    deck: &Rc<Deck>,
    sitting: &Set,
    close: Callback<MouseEvent>,
    start: &Callback<(Vec<ItemId>, Feedback)>,
) {
    let summary = sitting.summary();
    let track = &deck.track;
    let again = |items: &[ItemId]| {
        let (start, items, feedback) = (start.clone(), items.to_vec(), sitting.feedback());
        Callback::from(move |_: MouseEvent| start.emit((items.clone(), feedback)))
    };
    d.open("h1[tabindex=-1]").number(summary.right).text(" of ").number(summary.answered).text(" right").close();
    d.open("p.lead");
    if summary.answered > 0 {
        d.text(&wording::percent(f64::from(summary.right) / f64::from(summary.answered))).text(", ");
    }
    d.text(&wording::minutes((summary.millis / 1000) as u32));
    if summary.answered < summary.of {
        d.text(", ").number(summary.of - summary.answered).text(" left open");
    }
    d.text(".").close();
    if !summary.confident_errors.is_empty() {
        d.open("p").number(summary.confident_errors.len() as u32);
        d.text(" you were certain of and got wrong: they come first in your queue.").close();
    }
    let name = |topic: &TopicId| track.topic(topic).map_or_else(|| topic.to_string(), |topic| topic.name.clone());
    if let Some((topic, right, of)) = summary.by_topic.first().filter(|(_, right, of)| right < of) {
        d.open("p")
            .text("Weakest here: ")
            .text(&name(topic))
            .text(" (")
            .number(*right)
            .text(" of ")
            .number(*of)
            .text(").")
            .close();
    }
    d.open("p.row");
    if !summary.wrong.is_empty() {
        let words = ["Repeat the ", &summary.wrong.len().to_string(), " wrong"].concat();
        d.button("button.primary", &words, again(&summary.wrong));
    }
    if !summary.lucky.is_empty() {
        let words = ["Repeat the ", &summary.lucky.len().to_string(), " guessed"].concat();
        d.button("button", &words, again(&summary.lucky));
    }
    d.open("button[type=button]").class_if(summary.wrong.is_empty(), "primary").on_click(close);
    d.text("Build another set").close().link("a.button", "#/", "Today").close();
    if !summary.by_topic.is_empty() {
        d.el("h2", "By topic").open("table").open("thead").open("tr").el("th[scope=col]", "Topic");
        d.el("th.n[scope=col]", "Right").el("th.n[scope=col]", "Answered").close().close().open("tbody");
        for (topic, right, of) in &summary.by_topic {
            d.open("tr").el("th[scope=row]", &name(topic)).open("td.n").number(*right).close();
            d.open("td.n").number(*of).close().close();
        }
        d.close().close();
    }
    d.el("h2", "Questions");
    for given in sitting.given() {
        review(d, deck, given);
    }
}

/// A question of the set with its answer, folded.
fn review(d: &mut Dom, deck: &Deck, given: &Given) {
    let (Some(question), Some(marked)) = (deck.question(&given.item), &given.marked) else { return };
    let order = arrange(question, given.seed);
    let stem: String = question.stem.plain().chars().take(90).collect();
    let (sign, word) = if marked.mark.right { ("✓", "right: ") } else { ("✗", "wrong: ") };
    d.open("details.panel").key(given.item.as_str());
    d.open("summary").el("span", sign).el("span.hidden", word).text(&stem).text(" …").close();
    d.open("div.stem");
    text::text(d, &question.stem);
    d.close();
    reveal(d, question, &order, Some(&marked.answer));
    lesson(d, question);
    d.close();
}
