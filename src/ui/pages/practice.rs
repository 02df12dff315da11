//! Practice: build a set, work through it, see what to do next.

use crate::engine::bank::answer::arrange;
use crate::engine::bank::deck::Deck;
use crate::engine::bank::question::{Approach, Kind, Level, Question};
use crate::engine::id::{ItemId, TrackId};
use crate::engine::schedule::practice::{self, Action, Feedback, Given, Practice as Set, Recipe, State};

use crate::engine::schedule::turn::{Stage, Turn, World};
use crate::engine::sorted::Set as Choices;
use crate::platform::document;
use crate::platform::keys::{Key, Target};
use crate::ui::components::bar::progress;
use crate::ui::components::reveal::{lesson, reveal};
use crate::ui::components::turn;
use crate::ui::handle::App;
use crate::ui::hooks::{Desk, use_desk, use_keys};
use crate::ui::parts::{Report, frame, missing, tags, track_picker};
use crate::ui::wording;
use std::rc::Rc;
use yew::prelude::*;

/// The page of a track, else of the chosen one: waits for the deck, then lets a set be built.
#[must_use]
pub fn practice(app: &App, track: Option<&TrackId>) -> Html {
    let Some(track) = app.chosen(track) else {
        return frame(
            app,
            false,
            html! { <><h1 tabindex="-1">{ "Practice" }</h1>{ track_picker(app, "practice", None) }</> },
        );
    };
    match missing(app, "Practice", &track, app.deck(&track)) {
        Err(notice) => frame(app, false, notice),
        Ok(deck) => html! { <Room key={track.as_str().to_owned()} app={app.clone()} {deck} /> },
    }
}

#[derive(Properties, PartialEq)]
struct RoomProps {
    app: App,
    deck: Rc<Deck>,
}

/// Building a set, or sitting one.
#[component]
fn Room(props: &RoomProps) -> Html {
    let (app, deck) = (&props.app, &props.deck);
    let set = use_state(|| None::<Rc<Set>>);
    let recipe = use_state(|| Recipe { count: 10, ..Recipe::default() });
    let start = {
        let (app, deck, set) = (app.clone(), deck.clone(), set.clone());
        Callback::from(move |(items, feedback): (Vec<ItemId>, Feedback)| {
            set.set(Some(Rc::new(Set::start(items, &deck, feedback, app.seed(), app.now()))));
        })
    };
    let turn = set.as_ref().and_then(|set| set.turn().cloned());
    let question = turn.as_ref().and_then(|turn| deck.question(&turn.item).cloned());
    let (seed, shown_at) = turn.as_ref().map_or((0, 0), |turn| (turn.seed, turn.shown_at.0));
    let desk = use_desk(question.clone(), seed, shown_at);
    // A new question starts at the top, with the focus on its heading; so do form and summary.
    {
        let item = (set.is_some(), turn.as_ref().map(|turn| (turn.item.clone(), turn.shown_at)));
        use_effect_with(item, |(sitting, _)| {
            if *sitting {
                document::scroll_to_top();
                document::focus_first("h1[tabindex]");
            }
        });
    }
    let asked = turn.as_ref().map(|turn| turn.stage == Stage::Question);
    use_effect_with(asked, |asked| {
        if *asked == Some(false) {
            document::reveal("outcome");
        }
    });
    let act = {
        let (app, deck, set) = (app.clone(), deck.clone(), set.clone());
        Callback::from(move |action: Action| take(&app, &deck, &set, action))
    };
    let main = {
        let (desk, act) = (desk.clone(), act.clone());
        Callback::from(move |()| match asked {
            Some(true) => {
                if let Some((answer, confidence)) = desk.finish() {
                    act.emit(Action::Answer(answer, confidence));
                }
            }
            Some(false) => act.emit(Action::Next),
            None => {}
        })
    };
    {
        let (app, desk, act, main) = (app.clone(), desk.clone(), act.clone(), main.clone());
        use_keys(move |key| asked.is_some_and(|asked| on_key(key, &app, asked, &desk, &act, &main)));
    }
    let Some(sitting) = &*set else { return frame(app, false, builder(app, deck, &recipe, &start)) };
    let (Some(turn), Some(question)) = (turn, question) else {
        let close = {
            let set = set.clone();
            Callback::from(move |_: MouseEvent| set.set(None))
        };
        return frame(app, false, summary(deck, sitting, close, &start));
    };
    let shown = turn_of(app, deck, &turn, &question, &desk);
    html! {
        <>
            { progress_of(app, deck, sitting) }
            <main id="main">
                { turn::turn(&shown) }
                <Report item={question.id.clone()} hash={question.hash} words={question.stem.plain()} />
            </main>
            { actions(app, &turn, sitting, &act, &main) }
        </>
    }
}

/// Takes one step: engine first, then storage, then the new state.
fn take(app: &App, deck: &Rc<Deck>, set: &UseStateHandle<Option<Rc<Set>>>, action: Action) {
    let Some(sitting) = &**set else { return };
    let now = app.now();
    let (next, what) = {
        let (record, standings) = (app.record(), app.standings());
        let world = World { deck, snapshot: record.snapshot(), standings: &standings, now, next: app.next() };
        practice::step((**sitting).clone(), action, &world)
    };
    app.append(what, now);
    set.set(Some(Rc::new(next)));
}

/// A checkbox that puts a value into a set or takes it out.
fn tick<T: Ord + Clone + 'static>(
    recipe: &UseStateHandle<Recipe>,
    value: &T,
    name: &str,
    pick: fn(&mut Recipe) -> &mut Choices<T>,
) -> Html {
    let mut copy = (**recipe).clone();
    let checked = pick(&mut copy).contains(value);
    let (recipe, value) = (recipe.clone(), value.clone());
    let onchange = Callback::from(move |_: Event| {
        let mut next = (*recipe).clone();
        let values = pick(&mut next);
        if !values.remove(&value) {
            values.insert(value.clone());
        }
        recipe.set(next);
    });
    html! { <label><input type="checkbox" {checked} {onchange} />{ name.to_owned() }</label> }
}

/// A radio that gives the recipe another value.
fn one(recipe: &UseStateHandle<Recipe>, group: &'static str, words: &str, checked: bool, next: Recipe) -> Html {
    let recipe = recipe.clone();
    let onchange = Callback::from(move |_: Event| recipe.set(next.clone()));
    html! { <label><input type="radio" name={group} {checked} {onchange} />{ words.to_owned() }</label> }
}

/// The form.
fn builder(
    app: &App,
    deck: &Rc<Deck>,
    recipe: &UseStateHandle<Recipe>,
    start: &Callback<(Vec<ItemId>, Feedback)>,
) -> Html {
    let now = app.now();
    let found = practice::matching(recipe, deck, app.record().snapshot(), &app.standings(), now);
    let onsubmit = {
        let (app, deck, recipe, start) = (app.clone(), deck.clone(), recipe.clone(), start.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let items =
                practice::draw(&recipe, &deck, app.record().snapshot(), &app.standings(), app.now(), app.seed());
            if !items.is_empty() {
                start.emit((items, recipe.feedback));
            }
        })
    };
    let states = [
        (State::Any, "Any"),
        (State::Unseen, "Not seen yet"),
        (State::Wrong, "Wrong last time"),
        (State::Flagged, "Flagged"),
        (State::Weak, "Weak"),
        (State::Lucky, "Guessed right"),
    ];
    let kinds: Vec<Kind> =
        Kind::ALL.into_iter().filter(|kind| deck.questions.iter().any(|q| q.kind() == *kind)).collect();
    let approaches = [(Approach::Predictive, "Predictive"), (Approach::Agile, "Agile"), (Approach::Hybrid, "Hybrid")];
    let short = &deck.track.short;
    html! {
        <>
            <h1 tabindex="-1">{ "Build a set" }</h1>
            <p class="lead">{ format!("{short}: choose what you want to practise. Leave a group empty for all of it. Answers count for your schedule too.") }</p>
            { track_picker(app, "practice", Some(&deck.track.id)) }
            <form {onsubmit}>
                <fieldset class="field"><legend>{ "Which questions" }</legend><div class="choices">
                    { for states.into_iter().map(|(state, words)| one(recipe, "state", words, recipe.state == state, Recipe { state, ..(**recipe).clone() })) }
                </div></fieldset>
                <fieldset class="field"><legend>{ "How many" }</legend><div class="choices">
                    { for [5, 10, 20, 40, 0].into_iter().map(|count| {
                        let words = if count == 0 { "All".to_owned() } else { count.to_string() };
                        one(recipe, "count", &words, recipe.count == count, Recipe { count, ..(**recipe).clone() })
                    }) }
                </div></fieldset>
                <fieldset class="field"><legend>{ "Domains" }</legend><div class="choices">
                    { for deck.track.domains.iter().map(|domain| tick(recipe, &domain.id, &domain.name, |recipe| &mut recipe.domains)) }
                </div></fieldset>
                <details><summary>{ "Topics, levels, kinds" }</summary>
                    <fieldset class="field"><legend>{ "Topics" }</legend><div class="choices">
                        { for deck.track.domains.iter().filter(|domain| recipe.domains.is_empty() || recipe.domains.contains(&domain.id))
                            .flat_map(|domain| &domain.topics).map(|topic| tick(recipe, &topic.id, &topic.name, |recipe| &mut recipe.topics)) }
                    </div></fieldset>
                    <fieldset class="field"><legend>{ "Levels" }</legend><div class="choices">
                        { for Level::ALL.into_iter().map(|level| tick(recipe, &level, level.name(), |recipe| &mut recipe.levels)) }
                    </div></fieldset>
                    if kinds.len() > 1 {
                        <fieldset class="field"><legend>{ "Kinds" }</legend><div class="choices">
                            { for kinds.into_iter().map(|kind| tick(recipe, &kind, kind.name(), |recipe| &mut recipe.kinds)) }
                        </div></fieldset>
                    }
                    if deck.track.approaches {
                        <fieldset class="field"><legend>{ "Approach" }</legend><div class="choices">
                            { for approaches.into_iter().map(|(approach, words)| tick(recipe, &approach, words, |recipe| &mut recipe.approaches)) }
                        </div></fieldset>
                    }
                </details>
                <fieldset class="field"><legend>{ "Feedback" }</legend><div class="choices">
                    { one(recipe, "feedback", "After each answer", recipe.feedback == Feedback::AtOnce, Recipe { feedback: Feedback::AtOnce, ..(**recipe).clone() }) }
                    { one(recipe, "feedback", "At the end", recipe.feedback == Feedback::AtEnd, Recipe { feedback: Feedback::AtEnd, ..(**recipe).clone() }) }
                </div></fieldset>
                <p role="status">{ match found {
                    0 => "No question fits: take a choice away.".to_owned(),
                    found => format!("{} to draw from.", wording::count(found, "question", "questions")),
                } }</p>
                <p class="row"><button type="submit" class="primary big" disabled={found == 0}>{ "Start" }</button></p>
            </form>
        </>
    }
}

fn progress_of(app: &App, deck: &Deck, sitting: &Set) -> Html {
    let (at, of) = sitting.progress();
    progress(&[deck.track.short.as_str(), " · Practice"].concat(), at.saturating_sub(1), of, app.saved())
}

fn turn_of<'t>(app: &App, deck: &'t Deck, turn: &'t Turn, question: &Rc<Question>, desk: &Desk) -> turn::Turn<'t> {
    turn::Turn {
        tags: tags(&deck.track, &turn.item, Some(question.level)),
        case: turn.case.as_ref().and_then(|case| deck.case(case)).map(|case| &**case),
        asked: desk.asked(question),
        confidence: desk.confidence(),
        ask_confidence: app.record().snapshot().settings().ask_confidence,
        on_sure: desk.on_sure(),
        note: desk.note(),
        marked: if let Stage::Marked(marked) = &turn.stage { Some(marked) } else { None },
    }
}

fn actions(app: &App, turn: &Turn, sitting: &Set, act: &Callback<Action>, main: &Callback<()>) -> Html {
    let flagged = app.record().snapshot().history(&turn.item).is_some_and(|history| history.flagged);
    let click = |action: Action| act.reform(move |_: MouseEvent| action.clone());
    let asked = turn.stage == Stage::Question;
    html! {
        <div class="actions" role="group" aria-label="Actions"><div>
            <button type="button" onclick={click(Action::Undo)} disabled={!sitting.can_undo()}>{ "Undo" }<kbd aria-hidden="true">{ "U" }</kbd></button>
            <button type="button" onclick={click(Action::Flag)} aria-pressed={if flagged { "true" } else { "false" }}>{ if flagged { "Flagged" } else { "Flag" } }<kbd aria-hidden="true">{ "F" }</kbd></button>
            if asked { <button type="button" onclick={click(Action::Skip)}>{ "Skip" }</button> }
            <button type="button" onclick={click(Action::Finish)}>{ "Stop" }</button>
            <button type="button" class="primary" onclick={main.reform(|_: MouseEvent| ())}>{ if asked { "Check" } else { "Next" } }<kbd aria-hidden="true">{ "Enter" }</kbd></button>
        </div></div>
    }
}

fn on_key(key: &Key, app: &App, asked: bool, desk: &Desk, act: &Callback<Action>, main: &Callback<()>) -> bool {
    if !key.plain || key.repeat {
        return false;
    }
    let (letters, ask) = {
        let record = app.record();
        let settings = record.snapshot().settings();
        (settings.shortcuts, settings.ask_confidence)
    };
    let free = !matches!(key.target, Target::Text | Target::Select);
    match key.name.as_str() {
        "Enter" if !matches!(key.target, Target::Control | Target::Select) => main.emit(()),
        "u" | "U" if free && letters => act.emit(Action::Undo),
        "f" | "F" if free && letters => act.emit(Action::Flag),
        "s" | "S" if free && letters && asked => act.emit(Action::Skip),
        _ => return asked && desk.key(key, letters, ask),
    }
    true
}

/// How it went, and what to do next.
fn summary(
    deck: &Rc<Deck>,
    sitting: &Set,
    close: Callback<MouseEvent>,
    start: &Callback<(Vec<ItemId>, Feedback)>,
) -> Html {
    let summary = sitting.summary();
    let track = &deck.track;
    let again = |items: &[ItemId], words: String, main: bool| {
        let (start, items, feedback) = (start.clone(), items.to_vec(), sitting.feedback());
        let onclick = Callback::from(move |_: MouseEvent| start.emit((items.clone(), feedback)));
        html! { <button type="button" class={main.then_some("primary")} {onclick}>{ words }</button> }
    };
    let share = if summary.answered > 0 {
        wording::percent(f64::from(summary.right) / f64::from(summary.answered))
    } else {
        "–".to_owned()
    };
    let name = |topic: &crate::engine::id::TopicId| {
        track.topic(topic).map_or_else(|| topic.to_string(), |topic| topic.name.clone())
    };
    let worst = summary.by_topic.first().filter(|(_, right, of)| right < of);
    html! {
        <>
            <h1 tabindex="-1">{ format!("{} of {} right", summary.right, summary.answered) }</h1>
            <p class="lead">{ share }{ ", " }{ wording::minutes((summary.millis / 1000) as u32) }
                { if summary.answered < summary.of { format!(", {} left open", summary.of - summary.answered) } else { String::new() } }{ "." }</p>
            if !summary.confident_errors.is_empty() {
                <p>{ format!("{} you were certain of and got wrong: they come first in your queue.", summary.confident_errors.len()) }</p>
            }
            if let Some((topic, right, of)) = worst { <p>{ format!("Weakest here: {} ({right} of {of}).", name(topic)) }</p> }
            <p class="row">
                if !summary.wrong.is_empty() { { again(&summary.wrong, format!("Repeat the {} wrong", summary.wrong.len()), true) } }
                if !summary.lucky.is_empty() { { again(&summary.lucky, format!("Repeat the {} guessed", summary.lucky.len()), false) } }
                <button type="button" class={summary.wrong.is_empty().then_some("primary")} onclick={close}>{ "Build another set" }</button>
                <a class="button" href="#/">{ "Today" }</a>
            </p>
            if !summary.by_topic.is_empty() {
                <h2>{ "By topic" }</h2>
                <table>
                    <thead><tr><th scope="col">{ "Topic" }</th><th scope="col" class="n">{ "Right" }</th><th scope="col" class="n">{ "Answered" }</th></tr></thead>
                    <tbody>{ for summary.by_topic.iter().map(|(topic, right, of)| html! {
                        <tr><th scope="row">{ name(topic) }</th><td class="n">{ right }</td><td class="n">{ of }</td></tr>
                    }) }</tbody>
                </table>
            }
            <h2>{ "Questions" }</h2>
            { for sitting.given().iter().filter_map(|given| review(deck, given)) }
        </>
    }
}

/// A question of the set with its answer, folded.
fn review(deck: &Deck, given: &Given) -> Option<Html> {
    let question = deck.question(&given.item)?;
    let marked = given.marked.as_ref()?;
    let order = arrange(question, given.seed);
    let stem: String = question.stem.plain().chars().take(90).collect();
    Some(html! {
        <details class="panel" key={given.item.as_str().to_owned()}>
            <summary><span>{ if marked.mark.right { "✓" } else { "✗" } }</span><span class="hidden">{ if marked.mark.right { "right: " } else { "wrong: " } }</span>{ stem }{ " …" }</summary>
            <div class="stem">{ crate::ui::components::text::text(&question.stem) }</div>
            { reveal(question, &order, Some(&marked.answer)) }
            { lesson(question) }
        </details>
    })
}
