//! Practice: build a set, work through it, see what to do next.

use crate::engine::bank::answer::arrange;
use crate::engine::bank::deck::Deck;
use crate::engine::bank::question::{Approach, Kind, Level, Question};
use crate::engine::id::{ItemId, TopicId, TrackId};
use crate::engine::schedule::practice::{self, Action, Feedback, Given, Practice as Set, Recipe, State};

use crate::engine::schedule::turn::{Stage, Turn, World};
use crate::engine::sorted::Set as Choices;
use crate::platform::document;
use crate::platform::keys::{Key, Target};
use crate::ui::components::bar::progress;
use crate::ui::components::reveal::{lesson, reveal};
use crate::ui::components::{text, turn};
use crate::ui::dom::Dom;
use crate::ui::handle::App;
use crate::ui::hooks::{Desk, use_desk, use_keys};
use crate::ui::parts::{self, flag_button, frame, report, settle, tags, track_picker, undo_button};
use crate::ui::wording;
use std::rc::Rc;
use yew::prelude::*;

/// The page of a track, else of the chosen one: waits for the deck, then lets a set be built.
pub fn practice(d: &mut Dom, app: &App, track: Option<&TrackId>) {
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
            d.node(html! { <Room key={track.as_str().to_owned()} app={app.clone()} {deck} /> });
        }
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
    use_effect_with(asked, |asked| settle(*asked == Some(false)));
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
    let mut d = Dom::new();
    let Some(sitting) = &*set else {
        frame(&mut d, app, false, |d| builder(d, app, deck, &recipe, &start));
        return d.finish();
    };
    let (Some(turn), Some(question)) = (turn, question) else {
        let close = {
            let set = set.clone();
            Callback::from(move |_: MouseEvent| set.set(None))
        };
        frame(&mut d, app, false, |d| summary(d, deck, sitting, close, &start));
        return d.finish();
    };
    let (at, of) = sitting.progress();
    progress(&mut d, &[&deck.track.short, " · Practice"].concat(), at.saturating_sub(1), of, app.saved());
    d.open("main#main");
    turn::turn(&mut d, &turn_of(app, deck, &turn, &question, &desk));
    report(&mut d, &question.id, question.hash, question.stem.plain());
    d.close();
    actions(&mut d, app, &turn, sitting, &act, &main);
    d.finish()
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

/// A choice of the form: `kind` is `radio` or `checkbox`; what it does to the recipe.
fn choice(d: &mut Dom, kind: &str, group: &str, words: &str, checked: bool, then: Callback<Event>) {
    d.open("label").open("input").attr("type", kind).attr("name", group).checked(checked).on_change(then).close();
    d.text(words).close();
}

/// A checkbox that puts a value into a set or takes it out.
fn tick<T: Ord + Clone + 'static>(
    d: &mut Dom,
    recipe: &UseStateHandle<Recipe>,
    value: &T,
    name: &str,
    pick: fn(&mut Recipe) -> &mut Choices<T>,
) {
    let mut copy = (**recipe).clone();
    let checked = pick(&mut copy).contains(value);
    let (recipe, value) = (recipe.clone(), value.clone());
    let then = Callback::from(move |_: Event| {
        let mut next = (*recipe).clone();
        let values = pick(&mut next);
        if !values.remove(&value) {
            values.insert(value.clone());
        }
        recipe.set(next);
    });
    choice(d, "checkbox", "", name, checked, then);
}

/// A radio that gives the recipe another value.
fn one(d: &mut Dom, recipe: &UseStateHandle<Recipe>, group: &str, words: &str, next: Recipe) {
    let checked = **recipe == next;
    let recipe = recipe.clone();
    choice(d, "radio", group, words, checked, Callback::from(move |_: Event| recipe.set(next.clone())));
}

fn begin_group(d: &mut Dom, legend: &str) {
    d.open("fieldset.field").el("legend", legend).open("div.choices");
}

fn end_group(d: &mut Dom) {
    d.close().close();
}

/// The form.
fn builder(
    d: &mut Dom,
    app: &App,
    deck: &Rc<Deck>,
    recipe: &UseStateHandle<Recipe>,
    start: &Callback<(Vec<ItemId>, Feedback)>,
) {
    let found = practice::matching(recipe, deck, app.record().snapshot(), &app.standings(), app.now());
    let submit = {
        let (app, deck, recipe, start) = (app.clone(), deck.clone(), recipe.clone(), start.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let seed = app.seed();
            let items = practice::draw(&recipe, &deck, app.record().snapshot(), &app.standings(), app.now(), seed);
            if !items.is_empty() {
                start.emit((items, recipe.feedback));
            }
        })
    };
    let with = |change: fn(&mut Recipe)| {
        let mut next = (**recipe).clone();
        change(&mut next);
        next
    };
    d.el("h1[tabindex=-1]", "Build a set").open("p.lead").text(&deck.track.short);
    d.text(
        ": choose what you want to practise. Leave a group empty for all of it. Answers count for your schedule too.",
    );
    d.close();
    track_picker(d, app, "practice", Some(&deck.track.id));
    d.open("form").on_submit(submit);

    begin_group(d, "Which questions");
    one(d, recipe, "state", "Any", with(|recipe| recipe.state = State::Any));
    one(d, recipe, "state", "Not seen yet", with(|recipe| recipe.state = State::Unseen));
    one(d, recipe, "state", "Wrong last time", with(|recipe| recipe.state = State::Wrong));
    one(d, recipe, "state", "Flagged", with(|recipe| recipe.state = State::Flagged));
    one(d, recipe, "state", "Weak", with(|recipe| recipe.state = State::Weak));
    one(d, recipe, "state", "Guessed right", with(|recipe| recipe.state = State::Lucky));
    end_group(d);

    begin_group(d, "How many");
    for (count, words) in [(5, "5"), (10, "10"), (20, "20"), (40, "40"), (0, "All")] {
        one(d, recipe, "count", words, Recipe { count, ..(**recipe).clone() });
    }
    end_group(d);

    begin_group(d, "Domains");
    for domain in &deck.track.domains {
        tick(d, recipe, &domain.id, &domain.name, |recipe| &mut recipe.domains);
    }
    end_group(d);

    d.open("details").el("summary", "Topics, levels, kinds");
    finer(d, deck, recipe);
    d.close();

    begin_group(d, "Feedback");
    one(d, recipe, "feedback", "After each answer", with(|recipe| recipe.feedback = Feedback::AtOnce));
    one(d, recipe, "feedback", "At the end", with(|recipe| recipe.feedback = Feedback::AtEnd));
    end_group(d);

    d.open("p[role=status]");
    if found == 0 {
        d.text("No question fits: take a choice away.");
    } else {
        d.text(&wording::count(found, "question", "questions")).text(" to draw from.");
    }
    d.close().open("p.row").open("button.primary.big[type=submit]").attr_if(found == 0, "disabled", "disabled");
    d.text("Start").close().close().close();
}

/// The groups of the form that are folded away.
fn finer(d: &mut Dom, deck: &Deck, recipe: &UseStateHandle<Recipe>) {
    begin_group(d, "Topics");
    for domain in &deck.track.domains {
        if recipe.domains.is_empty() || recipe.domains.contains(&domain.id) {
            for topic in &domain.topics {
                tick(d, recipe, &topic.id, &topic.name, |recipe| &mut recipe.topics);
            }
        }
    }
    end_group(d);
    begin_group(d, "Levels");
    for level in Level::ALL {
        tick(d, recipe, &level, level.name(), |recipe| &mut recipe.levels);
    }
    end_group(d);
    let kinds: Vec<Kind> =
        Kind::ALL.into_iter().filter(|kind| deck.questions.iter().any(|q| q.kind() == *kind)).collect();
    if kinds.len() > 1 {
        begin_group(d, "Kinds");
        for kind in kinds {
            tick(d, recipe, &kind, kind.name(), |recipe| &mut recipe.kinds);
        }
        end_group(d);
    }
    if deck.track.approaches {
        begin_group(d, "Approach");
        let all = [(Approach::Predictive, "Predictive"), (Approach::Agile, "Agile"), (Approach::Hybrid, "Hybrid")];
        for (approach, words) in all {
            tick(d, recipe, &approach, words, |recipe| &mut recipe.approaches);
        }
        end_group(d);
    }
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

fn actions(d: &mut Dom, app: &App, turn: &Turn, sitting: &Set, act: &Callback<Action>, main: &Callback<()>) {
    let flagged = app.record().snapshot().history(&turn.item).is_some_and(|history| history.flagged);
    let click = |action: Action| act.reform(move |_: MouseEvent| action.clone());
    let asked = turn.stage == Stage::Question;
    d.open("div.actions[role=group][aria-label=Actions]").open("div");
    undo_button(d, click(Action::Undo), sitting.can_undo());
    flag_button(d, click(Action::Flag), flagged);
    if asked {
        d.button("button", "Skip", click(Action::Skip));
    }
    d.button("button", "Stop", click(Action::Finish));
    d.open("button.primary[type=button]").on_click(main.reform(|_: MouseEvent| ()));
    d.text(if asked { "Check" } else { "Next" }).el("kbd[aria-hidden=true]", "Enter").close().close().close();
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
