//! Study: one queue of cards and questions; one thing at a time, one main button.

use crate::engine::bank::deck::Deck;
use crate::engine::id::TrackId;
use crate::engine::progress::event::{Grade, Setting};
use crate::engine::schedule::memory::Outcomes;
use crate::engine::schedule::queue::queue;
use crate::engine::schedule::session::{self, Action, Session};
use crate::engine::schedule::turn::{Stage, Turn, World};
use crate::platform::keys::{Key, Target};
use crate::ui::components::bar::progress;
use crate::ui::components::card::card_face;
use crate::ui::components::turn;
use crate::ui::handle::App;
use crate::ui::hooks::{Desk, use_desk, use_keys};
use crate::ui::parts::{Report, frame, missing, tags};
use crate::ui::route::Route;
use crate::ui::wording;
use std::rc::Rc;
use yew::prelude::*;

/// The page of a track, else of the chosen one: waits for the deck, then hands over to the session.
#[must_use]
pub fn study(app: &App, track: Option<&TrackId>) -> Html {
    let Some(track) = app.chosen(track) else {
        let choose = html! {
            <>
                <h1 tabindex="-1">{ "Which exam?" }</h1>
                <p class="lead">{ "Choose a deck first: then your queue is here." }</p>
                <p class="row"><a class="button primary" href="#/">{ "Choose a deck" }</a></p>
            </>
        };
        return frame(app, false, choose);
    };
    match missing(app, "Study", &track, app.deck(&track)) {
        Err(notice) => frame(app, false, notice),
        Ok(deck) => html! { <Queue key={track.as_str().to_owned()} app={app.clone()} {deck} /> },
    }
}

#[derive(Properties, PartialEq)]
struct QueueProps {
    app: App,
    deck: Rc<Deck>,
}

/// Takes one step: engine first, then storage, then the new state.
fn take(app: &App, deck: &Rc<Deck>, state: &UseStateHandle<Rc<Session>>, action: Action) {
    let now = app.now();
    let (next, what) = {
        let record = app.record();
        let standings = app.standings();
        let world = World { deck, snapshot: record.snapshot(), standings: &standings, now, next: app.next() };
        session::step((***state).clone(), action, &world)
    };
    app.append(what, now);
    state.set(Rc::new(next));
}

fn begin(app: &App, deck: &Deck, extra_new: u32) -> Rc<Session> {
    let now = app.now();
    let items = queue(deck, app.record().snapshot(), &app.standings(), now, extra_new);
    Rc::new(Session::start(items, app.seed(), now))
}

/// A session over the queue.
#[component]
fn Queue(props: &QueueProps) -> Html {
    let (app, deck) = (&props.app, props.deck.clone());
    let state = use_state(|| begin(app, &deck, 0));
    let turn = state.turn().cloned();
    let question = turn.as_ref().and_then(|turn| deck.question(&turn.item).cloned());
    let (seed, shown_at) = turn.as_ref().map_or((0, 0), |turn| (turn.seed, turn.shown_at.0));
    let desk = use_desk(question, seed, shown_at);

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
        let item = turn.as_ref().map(|turn| (turn.item.clone(), turn.shown_at));
        use_effect_with(item, |_| {
            crate::platform::document::scroll_to_top();
            crate::platform::document::focus_first("h1[tabindex]");
        });
    }

    let act = {
        let (app, deck, state) = (app.clone(), deck.clone(), state.clone());
        Callback::from(move |action: Action| take(&app, &deck, &state, action))
    };
    let main = {
        let (desk, act, turn) = (desk.clone(), act.clone(), turn.clone());
        Callback::from(move |()| main_button(turn.as_ref(), &desk, &act))
    };
    {
        let (app, desk, act, turn, main) = (app.clone(), desk.clone(), act.clone(), turn.clone(), main.clone());
        use_keys(move |key| on_key(key, &app, turn.as_ref(), &desk, &act, &main));
    }

    let (done, of) = state.progress();
    let place = format!("{} · Study", deck.track.short);
    let Some(turn) = turn else {
        return html! { <>{ progress(&place, done, of, app.saved()) }<main id="main">{ finished(app, &deck, &state) }</main></> };
    };
    html! {
        <>
            { progress(&place, done, of, app.saved()) }
            <main id="main">{ shown(app, &deck, &turn, &desk) }</main>
            { actions(app, &turn, &state, &act, &main) }
        </>
    }
}

/// What Enter and the main button do now.
fn main_button(turn: Option<&Turn>, desk: &Desk, act: &Callback<Action>) {
    match turn.map(|turn| &turn.stage) {
        Some(Stage::Question) => {
            if let Some((answer, confidence)) = desk.finish() {
                act.emit(Action::Answer(answer, confidence));
            }
        }
        Some(Stage::Front) => act.emit(Action::Show),
        Some(Stage::Back(_)) => act.emit(Action::Grade(Grade::Good)),
        Some(Stage::Marked(_)) | None => act.emit(Action::Next),
    }
}

fn on_key(key: &Key, app: &App, turn: Option<&Turn>, desk: &Desk, act: &Callback<Action>, main: &Callback<()>) -> bool {
    let Some(turn) = turn else { return false };
    if !key.plain || key.repeat {
        return false;
    }
    let (letters, ask) = {
        let record = app.record();
        let settings = record.snapshot().settings();
        (settings.shortcuts, settings.ask_confidence)
    };
    let free = !matches!(key.target, Target::Text | Target::Select);
    match (key.name.as_str(), &turn.stage) {
        ("Enter", _) if !matches!(key.target, Target::Control | Target::Select) => main.emit(()),
        (" ", Stage::Front) if matches!(key.target, Target::Page) => act.emit(Action::Show),
        ("1", Stage::Back(_)) if free => act.emit(Action::Grade(Grade::Again)),
        ("2", Stage::Back(_)) if free => act.emit(Action::Grade(Grade::Hard)),
        ("3", Stage::Back(_)) if free => act.emit(Action::Grade(Grade::Good)),
        ("4", Stage::Back(_)) if free => act.emit(Action::Grade(Grade::Easy)),
        ("u" | "U", _) if free && letters => act.emit(Action::Undo),
        ("f" | "F", _) if free && letters => act.emit(Action::Flag),
        ("s" | "S", Stage::Question | Stage::Front) if free && letters => act.emit(Action::Skip),
        (_, Stage::Question) => return desk.key(key, letters, ask),
        _ => return false,
    }
    true
}

/// The card or the question.
fn shown(app: &App, deck: &Rc<Deck>, turn: &Turn, desk: &Desk) -> Html {
    let tags = tags(&deck.track, &turn.item, deck.question(&turn.item).map(|question| question.level));
    if let Some(card) = deck.card(&turn.item) {
        let back = matches!(turn.stage, Stage::Back(_));
        return html! {
            <>
                { card_face(card, &tags, back) }
                <Report item={card.id.clone()} hash={card.hash} words={card.front.plain()} />
            </>
        };
    }
    let Some(question) = deck.question(&turn.item) else { return Html::default() };
    let marked = if let Stage::Marked(marked) = &turn.stage { Some(&**marked) } else { None };
    let shown = turn::Turn {
        tags,
        case: turn.case.as_ref().and_then(|case| deck.case(case)).map(|case| &**case),
        asked: desk.asked(question),
        confidence: desk.confidence(),
        ask_confidence: app.record().snapshot().settings().ask_confidence,
        on_sure: desk.on_sure(),
        note: desk.note(),
        marked,
    };
    html! {
        <>
            { turn::turn(&shown) }
            <Report item={question.id.clone()} hash={question.hash} words={question.stem.plain()} />
        </>
    }
}

/// The bar of buttons. The main one stands at the same place whatever is shown.
fn actions(app: &App, turn: &Turn, state: &Session, act: &Callback<Action>, main: &Callback<()>) -> Html {
    let click = |action: Action| act.reform(move |_: MouseEvent| action.clone());
    let flagged = app.record().snapshot().history(&turn.item).is_some_and(|history| history.flagged);
    let small = html! {
        <>
            <button type="button" onclick={click(Action::Undo)} disabled={!state.can_undo()}>{ "Undo" }<kbd aria-hidden="true">{ "U" }</kbd></button>
            <button type="button" onclick={click(Action::Flag)} aria-pressed={if flagged { "true" } else { "false" }}>{ if flagged { "Flagged" } else { "Flag" } }<kbd aria-hidden="true">{ "F" }</kbd></button>
        </>
    };
    let onclick = main.reform(|_: MouseEvent| ());
    let main = |words: &'static str, key: &'static str| {
        html! { <button type="button" class="primary" {onclick}>{ words }<kbd aria-hidden="true">{ key }</kbd></button> }
    };
    let skip = html! { <button type="button" onclick={click(Action::Skip)}>{ "Skip" }</button> };
    let inner = match &turn.stage {
        Stage::Question => html! { <>{ small }{ skip }{ main("Check", "Enter") }</> },
        Stage::Front => html! { <>{ small }{ skip }{ main("Show answer", "Space") }</> },
        Stage::Marked(_) => html! { <>{ small }{ main("Next", "Enter") }</> },
        Stage::Back(outcomes) => html! { <>{ small }{ grades(outcomes, act) }</> },
    };
    html! { <div class="actions" role="group" aria-label="Actions"><div>{ inner }</div></div> }
}

/// Four grades, each with what it leads to.
fn grades(outcomes: &Outcomes, act: &Callback<Action>) -> Html {
    let grade = |(grade, words, key): (Grade, &'static str, &'static str)| {
        let onclick = act.reform(move |_: MouseEvent| Action::Grade(grade));
        let wait = outcomes.of(grade).wait.to_string();
        html! {
            <button type="button" {onclick} aria-keyshortcuts={key}>{ words }<small>{ wait }</small></button>
        }
    };
    let all = [
        (Grade::Again, "Again", "1"),
        (Grade::Hard, "Hard", "2"),
        (Grade::Good, "Good", "3"),
        (Grade::Easy, "Easy", "4"),
    ];
    html! { <div class="grades" role="group" aria-label="How well did you know it?">{ for all.into_iter().map(grade) }</div> }
}

/// Nothing is left for now.
fn finished(app: &App, deck: &Rc<Deck>, state: &UseStateHandle<Rc<Session>>) -> Html {
    let summary = state.summary();
    let more = {
        let (app, deck, state) = (app.clone(), deck.clone(), state.clone());
        Callback::from(move |_: MouseEvent| state.set(begin(&app, &deck, 10)))
    };
    let again = {
        let (app, deck, state) = (app.clone(), deck.clone(), state.clone());
        Callback::from(move |_: MouseEvent| state.set(begin(&app, &deck, 0)))
    };
    let waiting = summary.next_step.map(|at| {
        let minutes = ((at.0 - app.now().at.0).max(0) + 59_999) / 60_000;
        format!(
            "{} come back, the first in {}.",
            wording::count(summary.waiting, "item", "items"),
            wording::count(minutes as u32, "minute", "minutes")
        )
    });
    let practice = Route::Practice(Some(deck.track.id.clone())).hash();
    html! {
        <>
            <h1 tabindex="-1">{ if summary.reviews > 0 { "Done for now" } else { "Nothing is due" } }</h1>
            if summary.reviews > 0 {
                <p class="lead">{ format!("{}, {} right, {}.", wording::count(summary.reviews, "answer", "answers"), summary.right, wording::minutes((summary.millis / 1000) as u32)) }</p>
            } else {
                <p class="lead">{ "What you know rests until it is nearly forgotten: that is when repeating helps most." }</p>
            }
            if let Some(words) = waiting {
                <p>{ words }</p>
                <p class="row"><button type="button" onclick={again}>{ "Look again" }</button></p>
            }
            <p class="row">
                <a class="button primary" href="#/">{ "Back to Today" }</a>
                <button type="button" onclick={more}>{ "Ten more new items" }</button>
                <a class="button" href={practice}>{ "Practise" }</a>
            </p>
        </>
    }
}
