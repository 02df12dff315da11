//! The form from which a set is built.

use crate::engine::bank::deck::Deck;
use crate::engine::bank::question::{Approach, Kind, Level};
use crate::engine::id::ItemId;
use crate::engine::schedule::practice::{self, Feedback, Recipe, State};
use crate::engine::sorted::Set as Choices;
use crate::ui::dom::Dom;
use crate::ui::handle::App;
use crate::ui::parts::track_picker;
use crate::ui::wording;
use std::rc::Rc;
use yew::prelude::*;

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
pub fn builder(
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
    if !deck.drills.is_empty() {
        d.text(" Calculations with new numbers every time: ");
        d.link("a", &["#/drills/", deck.track.id.as_str()].concat(), "drills").text(".");
    }
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
