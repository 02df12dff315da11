//! Formulas: what a track's drills compute and its cards ask for, with the words that say what the letters mean.

use crate::engine::bank::deck::Deck;
use crate::engine::bank::question::Card;
use crate::engine::drill::{Drill, formulas as written, in_letters};
use crate::engine::id::{TopicId, TrackId};
use crate::ui::components::text;
use crate::ui::dom::Dom;
use crate::ui::handle::App;
use crate::ui::parts::{self, track_picker};

/// The page of a track, else of the chosen one.
pub fn formulas(d: &mut Dom, app: &App, track: Option<&TrackId>) {
    let Some(track) = app.chosen(track) else {
        d.el("h1[tabindex=-1]", "Formulas");
        return track_picker(d, app, "formulas", None);
    };
    let Some(deck) = parts::deck(d, app, "Formulas", &track) else { return };
    d.open("h1[tabindex=-1]").text(&deck.track.short).text(" formulas").close();
    d.el("p.lead", "What this deck computes, on one page. Print it, or drill it.");
    track_picker(d, app, "formulas", Some(&track));
    if !deck.drills.is_empty() {
        let drills = ["#/drills/", track.as_str()].concat();
        d.open("p.row").link("a.button.primary", &drills, "Drill them").close();
    }
    let mut any = false;
    for topic in deck.track.domains.iter().flat_map(|domain| &domain.topics) {
        any |= of_topic(d, &deck, &topic.id, &topic.name);
    }
    if !any {
        d.el("p", "This deck has no formulas.");
    }
}

/// A topic's formulas; whether there are any.
fn of_topic(d: &mut Dom, deck: &Deck, topic: &TopicId, name: &str) -> bool {
    let drills: Vec<&Drill> = deck.drills.iter().filter(|drill| drill.id.topic() == *topic).collect();
    let cards: Vec<&Card> =
        deck.cards.iter().map(AsRef::as_ref).filter(|card| card.id.topic() == *topic && computes(card)).collect();
    if drills.is_empty() && cards.is_empty() {
        return false;
    }
    d.el("h2", name);
    for drill in drills {
        d.open("section.formula").el("h3", &drill.title);
        for formula in written(drill) {
            d.open("p").el("code", &formula).close();
        }
        d.open("p");
        text::line(d, &drill.lesson);
        d.close().open("details").el("summary", "What the letters mean").open("div");
        text::text(d, &in_letters(&drill.stem));
        text::text(d, &in_letters(&drill.working));
        d.close().close().close();
    }
    for card in cards {
        d.open("section.formula");
        text::text(d, &card.front);
        d.open("div.back");
        text::text(d, &card.back);
        d.close().close();
    }
    true
}

/// Whether a card's back holds a formula: something equals something that is computed.
fn computes(card: &Card) -> bool {
    let back = card.back.plain();
    back.split_once('=').is_some_and(|(_, right)| {
        let right: String = right.chars().take(60).collect();
        ['/', '×', '÷', '−', '+', '√', '²', '*'].iter().any(|sign| right.contains(*sign)) || right.contains(" - ")
    })
}
