//! Study: one queue of cards and questions; one thing at a time, one main button.

use crate::engine::bank::deck::Deck;
use crate::engine::id::TrackId;
use crate::engine::progress::event::{Grade, Setting};
use crate::engine::schedule::memory::Outcomes;
use crate::engine::schedule::queue::{queue, queue_for};
use crate::engine::schedule::session::{self, Action, Session};
use crate::engine::schedule::turn::{Stage, Turn, World};
use crate::platform::document;
use crate::platform::keys::{Key, Target};
use crate::ui::components::bar::progress;
use crate::ui::components::card::card_face;
use crate::ui::components::turn;
use crate::ui::dom::Dom;
use crate::ui::handle::App;
use crate::ui::hooks::{Desk, Live, Pad, use_keys, use_live, use_pad};
use crate::ui::parts::{self, begin_actions, flag_button, frame, report, settle, tags, undo_button};
use crate::ui::wording;
use std::rc::Rc;
use yew::prelude::*;

/// The page of a track, else of the chosen one: waits for the deck, then hands over to the session. `minutes` bounds it.
pub fn study(d: &mut Dom, app: &App, track: Option<&TrackId>, minutes: Option<u16>) {
    let Some(track) = app.chosen(track) else {
        return frame(d, app, false, |d| {
            d.el("h1[tabindex=-1]", "Which exam?").el("p.lead", "Choose a deck first: then your queue is here.");
            d.open("p.row").link("a.button.primary", "#/", "Choose a deck").close();
        });
    };
    let mut notice = Dom::new();
    match parts::deck(&mut notice, app, "Study", &track) {
        None => frame(d, app, false, |d| {
            d.node(notice.finish());
        }),
        Some(deck) => {
            d.node(html! { <Queue key={app.route.hash()} app={app.clone()} {deck} {minutes} /> });
        }
    }
}

#[derive(Properties, PartialEq)]
struct QueueProps {
    app: App,
    deck: Rc<Deck>,
    minutes: Option<u16>,
}

/// The session, and what its handlers need. They go by what is, not by what was drawn when they were made.
#[derive(Clone)]
struct Table {
    app: App,
    deck: Rc<Deck>,
    session: Live<Session>,
    pad: Pad,
}

impl Table {
    /// Takes one step: engine first, then storage, then the new state.
    fn take(&self, action: Action) {
        let now = self.app.now();
        let (next, what) = {
            let (record, standings) = (self.app.record(), self.app.standings());
            let snapshot = record.snapshot();
            let world = World { deck: &self.deck, snapshot, standings: &standings, now, next: self.app.next() };
            session::step((*self.session.get()).clone(), action, &world)
        };
        self.app.append(what, now);
        self.session.set(next);
    }

    /// What Enter and the main button do now.
    fn main(&self) {
        let session = self.session.get();
        match session.turn().map(|turn| &turn.stage) {
            Some(Stage::Question) => {
                if let Some((answer, confidence)) = self.pad.at(&self.deck, session.turn()).finish() {
                    self.take(Action::Answer(answer, confidence));
                }
            }
            Some(Stage::Front) => self.take(Action::Show),
            Some(Stage::Back(_)) => self.take(Action::Grade(Grade::Good)),
            Some(Stage::Marked(_)) | None => self.take(Action::Next),
        }
    }

    fn key(&self, key: &Key) -> bool {
        let session = self.session.get();
        let Some(turn) = session.turn() else { return false };
        if !key.plain || key.repeat {
            return false;
        }
        let (letters, ask) = {
            let record = self.app.record();
            let settings = record.snapshot().settings();
            (settings.shortcuts, settings.ask_confidence)
        };
        let free = !matches!(key.target, Target::Text | Target::Select);
        match (key.name.as_str(), &turn.stage) {
            ("Enter", _) if !matches!(key.target, Target::Control | Target::Select) => self.main(),
            (" ", Stage::Front) if matches!(key.target, Target::Page) => self.take(Action::Show),
            ("1", Stage::Back(_)) if free => self.take(Action::Grade(Grade::Again)),
            ("2", Stage::Back(_)) if free => self.take(Action::Grade(Grade::Hard)),
            ("3", Stage::Back(_)) if free => self.take(Action::Grade(Grade::Good)),
            ("4", Stage::Back(_)) if free => self.take(Action::Grade(Grade::Easy)),
            ("u" | "U", _) if free && letters => self.take(Action::Undo),
            ("f" | "F", _) if free && letters => self.take(Action::Flag),
            ("s" | "S", Stage::Question | Stage::Front) if free && letters => self.take(Action::Skip),
            (_, Stage::Question) => return self.pad.at(&self.deck, Some(turn)).key(key, letters, ask),
            _ => return false,
        }
        true
    }
}

fn begin(app: &App, deck: &Deck, minutes: Option<u16>, extra_new: u32) -> Session {
    let (now, record, standings) = (app.now(), app.record(), app.standings());
    let items = match minutes {
        Some(minutes) => queue_for(deck, record.snapshot(), &standings, now, minutes.into()),
        None => queue(deck, record.snapshot(), &standings, now, extra_new),
    };
    Session::start(items, app.seed(), now)
}

/// A session over the queue.
#[component]
fn Queue(props: &QueueProps) -> Html {
    let (app, deck, minutes) = (&props.app, &props.deck, props.minutes);
    let live = use_live(|| begin(app, deck, minutes, 0));
    let table = Table { app: app.clone(), deck: deck.clone(), session: live, pad: use_pad() };
    let session = table.session.get();
    let turn = session.turn();

    // Studying a track chooses it.
    {
        let app = app.clone();
        use_effect_with(deck.track.id.clone(), move |track| {
            if app.record().snapshot().settings().track.as_ref() != Some(track) {
                app.set(Setting::Track(track.clone()));
            }
        });
    }
    // A new item starts at the top, with the focus on its heading.
    {
        let item = turn.map(|turn| (turn.item.clone(), turn.shown_at));
        use_effect_with(item, |_| {
            document::scroll_to_top();
            document::focus_first("h1[tabindex]");
        });
    }
    {
        let table = table.clone();
        use_keys(move |key| table.key(key));
    }

    // What had the focus may be gone at the next stage; and the outcome stands above the options: bring it into view.
    let stage = turn.map(|turn| (std::mem::discriminant(&turn.stage), matches!(turn.stage, Stage::Marked(_))));
    use_effect_with(stage, |stage| settle(stage.is_some_and(|(_, marked)| marked)));

    let (done, of) = session.progress();
    let mut d = Dom::new();
    progress(&mut d, &[&deck.track.short, " · Study"].concat(), done, of, app.saved());
    d.open("main#main");
    match turn {
        None => {
            finished(&mut d, &table, &session);
            d.close();
        }
        Some(turn) => {
            let desk = table.pad.at(deck, Some(turn));
            shown(&mut d, app, deck, turn, &desk);
            d.close();
            actions(&mut d, &table, turn, &session, desk.note());
        }
    }
    d.finish()
}

/// The card or the question.
fn shown(d: &mut Dom, app: &App, deck: &Deck, turn: &Turn, desk: &Desk) {
    let tags = tags(&deck.track, &turn.item, deck.question(&turn.item).map(|question| question.level));
    if let Some(card) = deck.card(&turn.item) {
        card_face(d, card, &tags, matches!(turn.stage, Stage::Back(_)));
        report(d, &card.id, card.hash, card.front.plain());
        return;
    }
    let Some(question) = deck.question(&turn.item) else { return };
    let shown = turn::Turn {
        tags,
        case: turn.case.as_ref().and_then(|case| deck.case(case)).map(|case| &**case),
        asked: desk.asked(question),
        confidence: desk.confidence(),
        ask_confidence: app.record().snapshot().settings().ask_confidence,
        on_sure: desk.on_sure(),
        marked: if let Stage::Marked(marked) = &turn.stage { Some(marked) } else { None },
    };
    turn::turn(d, &shown);
    report(d, &question.id, question.hash, question.stem.plain());
}

/// The bar of buttons. The main one stands at the same place whatever is shown.
fn actions(d: &mut Dom, table: &Table, turn: &Turn, session: &Session, note: &str) {
    let act = {
        let table = table.clone();
        Callback::from(move |action: Action| table.take(action))
    };
    let click = |action: Action| act.reform(move |_: MouseEvent| action.clone());
    let flagged = table.app.record().snapshot().history(&turn.item).is_some_and(|history| history.flagged);
    begin_actions(d, note);
    undo_button(d, click(Action::Undo), session.can_undo());
    flag_button(d, click(Action::Flag), flagged);
    let main_button = |d: &mut Dom, words: &str, key: &str| {
        let table = table.clone();
        let onclick = Callback::from(move |_: MouseEvent| table.main());
        d.open("button.primary[type=button]").on_click(onclick).text(words).el("kbd[aria-hidden=true]", key).close();
    };
    if matches!(turn.stage, Stage::Question | Stage::Front) {
        d.button("button", "Skip", click(Action::Skip));
    }
    match &turn.stage {
        Stage::Question => main_button(d, "Check", "Enter"),
        Stage::Front => main_button(d, "Show answer", "Space"),
        Stage::Marked(_) => main_button(d, "Next", "Enter"),
        Stage::Back(outcomes) => grades(d, outcomes, session.aimed(), &act),
    }
    d.close().close();
}

/// Four grades, each with what it leads to.
fn grades(d: &mut Dom, outcomes: &Outcomes, aimed: bool, act: &Callback<Action>) {
    d.open("div.grades[role=group][aria-label=How well did you know it?]");
    let all = [
        (Grade::Again, "Again", "1"),
        (Grade::Hard, "Hard", "2"),
        (Grade::Good, "Good", "3"),
        (Grade::Easy, "Easy", "4"),
    ];
    for (grade, words, key) in all {
        let onclick = act.reform(move |_: MouseEvent| Action::Grade(grade));
        d.open("button[type=button]").on_click(onclick).attr("aria-keyshortcuts", key).text(words);
        // With an exam ahead it comes when it adds most, not after a wait.
        if !aimed {
            d.el("small", &outcomes.of(grade).wait.to_string());
        }
        d.close();
    }
    d.close();
}

/// Nothing is left for now.
fn finished(d: &mut Dom, table: &Table, session: &Session) {
    let (app, deck, summary) = (&table.app, &table.deck, session.summary());
    let anew = |extra: u32| {
        let table = table.clone();
        Callback::from(move |_: MouseEvent| table.session.set(begin(&table.app, &table.deck, None, extra)))
    };
    if summary.reviews > 0 {
        d.el("h1[tabindex=-1]", "Done for now").open("p.lead");
        d.text(&wording::count(summary.reviews, "answer", "answers")).text(", ").number(summary.right).text(" right, ");
        d.text(&wording::minutes((summary.millis / 1000) as u32)).text(".").close();
    } else {
        d.el("h1[tabindex=-1]", "Nothing is due");
        d.el("p.lead", "What you know rests until it is nearly forgotten: that is when repeating helps most.");
    }
    if let Some(at) = summary.next_step {
        let minutes = ((at.0 - app.now().at.0).max(0) + 59_999) / 60_000;
        d.open("p").text(&wording::count(summary.waiting, "item", "items")).text(" come back, the first in ");
        d.text(&wording::count(minutes as u32, "minute", "minutes")).text(".").close();
        d.open("p.row").button("button", "Look again", anew(0)).close();
    }
    d.open("p.row").link("a.button.primary", "#/", "Back to Today").button("button", "Ten more new items", anew(10));
    d.link("a.button", &["#/practice/", deck.track.id.as_str()].concat(), "Practise").close();
}
