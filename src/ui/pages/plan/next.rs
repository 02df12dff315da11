//! Best next minutes: for 5, 10, 25 or 60 minutes what raises the expected share most, why, and one click to begin.

use crate::engine::bank::deck::Deck;
use crate::engine::plan::best::{Block, CHOICES, Kind, Start, best};
use crate::engine::plan::facts::{Facts, Form};
use crate::engine::schedule::practice::draw;
use crate::platform::location;
use crate::ui::dom::Dom;
use crate::ui::handle::App;
use crate::ui::route::Route;
use crate::ui::wording;
use std::rc::Rc;
use yew::prelude::*;

/// What [`Next`] is given.
#[derive(Properties, PartialEq)]
pub struct NextProps {
    /// The handle.
    pub app: App,
    /// The track's deck.
    pub deck: Rc<Deck>,
    /// Its reserved forms.
    pub forms: Vec<Form>,
}

/// The choice of minutes and what they would be used for.
#[component]
pub fn Next(props: &NextProps) -> Html {
    let (app, deck) = (&props.app, &props.deck);
    let minutes = use_state(|| 25u32);
    // A reckoning of some milliseconds: once for each change and choice.
    let blocks = use_memo((app.revision(), *minutes, deck.track.id.clone()), |(_, minutes, _)| {
        let (record, standings) = (app.record(), app.standings());
        let snapshot = record.snapshot();
        let facts = Facts { deck, snapshot, standings: &standings, forms: &props.forms, now: app.now() };
        best(&facts, *minutes)
    });
    let mut d = Dom::new();
    d.open("section.next.panel[aria-labelledby=next-minutes]").el("h2#next-minutes", "Best next minutes");
    d.open("fieldset").el("legend.hidden", "How many minutes?").open("div.choices");
    for choice in CHOICES {
        let (set, here) = (minutes.setter(), *minutes == choice);
        let then = Callback::from(move |_: Event| set.set(choice));
        d.open("label").open("input[type=radio][name=minutes]").checked(here).on_change(then).close();
        d.number(choice).text(" min").close();
    }
    d.close().close();
    if blocks.is_empty() {
        d.el("p", "Nothing is left to do here today. Rest does good.");
    } else {
        d.open("ol.blocks");
        for (at, block) in blocks.iter().enumerate() {
            shown(&mut d, app, deck, block, at == 0);
        }
        d.close();
    }
    d.finish()
}

fn shown(d: &mut Dom, app: &App, deck: &Rc<Deck>, block: &Block, first: bool) {
    d.open("li").open("div").open("p").el("b", &name(deck, block));
    d.text(" · ")
        .text(&wording::count(block.items, "item", "items"))
        .text(", about ")
        .number(block.minutes)
        .text(" min");
    if block.points >= 0.05 {
        d.text(", +").text(&super::tenths(block.points)).text(" points");
    }
    d.close().el("p.quiet", &block.why).close();
    let label = ["Start: ", &name(deck, block)].concat();
    match &block.start {
        Start::Practice(recipe) => {
            let (app, deck, recipe) = (app.clone(), deck.clone(), recipe.clone());
            let then = Callback::from(move |_: MouseEvent| {
                let items = {
                    let (record, standings) = (app.record(), app.standings());
                    draw(&recipe, &deck, record.snapshot(), &standings, app.now(), app.seed())
                };
                location::go(Route::Set(deck.track.id.clone(), items).hash().trim_start_matches('#'));
            });
            d.open("button[type=button]").class_if(first, "primary").attr("aria-label", &label).on_click(then);
        }
        start => {
            d.open("a.button")
                .class_if(first, "primary")
                .attr("aria-label", &label)
                .attr("href", &address(deck, start));
        }
    }
    d.text("Start").close().close();
}

fn address(deck: &Deck, start: &Start) -> String {
    let track = deck.track.id.clone();
    match start {
        Start::Study { minutes } => Route::Minutes(track, (*minutes).clamp(1, 600) as u16).hash(),
        Start::Set(items) => Route::Set(track, items.clone()).hash(),
        Start::Drill(_) => Route::Drills(Some(track)).hash(),
        Start::Practice(_) => Route::Practice(Some(track)).hash(),
    }
}

fn name(deck: &Deck, block: &Block) -> String {
    let track = &deck.track;
    match &block.kind {
        Kind::Reviews => "Reviews".to_owned(),
        Kind::New => "New items".to_owned(),
        Kind::WeakTopic(topic) => {
            ["Weak topic: ", track.topic(topic).map_or(topic.as_str(), |topic| &topic.name)].concat()
        }
        Kind::Misconception(trap) => {
            ["Misconception: ", track.trap(trap).map_or(trap.as_str(), |trap| &trap.name)].concat()
        }
        Kind::Case(case) => ["Case: ", deck.case(case).map_or(case.as_str(), |case| &case.title)].concat(),
        Kind::Drill(drill) => {
            let title = deck.drills.iter().find(|its| its.id == *drill).map(|drill| drill.title.as_str());
            ["Drill: ", title.unwrap_or(drill.as_str())].concat()
        }
        Kind::Mini => "A short mixed set".to_owned(),
    }
}
