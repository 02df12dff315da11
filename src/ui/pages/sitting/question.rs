//! The question in front.

use super::hall::{Hall, Tool};
use super::keys::open;
use super::options::answers;
use super::passage::passage;
use super::tools;
use crate::engine::bank::figure::{Exhibit, Figure};
use crate::engine::bank::question::{Body, Question};
use crate::engine::exam::shelf::Found;
use crate::engine::progress::event::Confidence;
use crate::engine::progress::exam::Passage;
use crate::platform::document;
use crate::ui::components::figure::figure_view;
use crate::ui::dom::Dom;
use crate::ui::parts::begin_actions;
use std::rc::Rc;
use yew::prelude::*;

/// The question with its case, its controls and the tool that is laid beside it.
pub fn question(d: &mut Dom, hall: &Hall) {
    let (at, of, part, flagged, struck, note) = {
        let state = hall.state();
        let sitting = &state.sitting;
        let entry = sitting.entry(sitting.at());
        let part = sitting.started().parts.get(sitting.part()).map(|part| part.name.clone()).unwrap_or_default();
        (
            sitting.at(),
            sitting.entries().len(),
            part,
            entry.is_some_and(|entry| entry.flagged),
            entry.map_or(0, |entry| entry.struck),
            entry.is_some_and(|entry| !entry.note.is_empty()),
        )
    };
    d.open("h1.hidden[tabindex=-1]").text("Question ").number(u32::from(at) + 1).text(" of ").number(of as u32).close();
    d.open("p.tags").open("span").text("Question ").number(u32::from(at) + 1).close();
    for words in [part.as_str(), if flagged { "⚑ flagged" } else { "" }, if note { "note" } else { "" }] {
        if !words.is_empty() {
            d.el("span", words);
        }
    }
    d.close();
    let found = hall.found(at);
    // Each part one node, whatever is in it: what stands around it keeps its elements.
    let (mut asked, mut tool) = (Dom::new(), Dom::new());
    match &found {
        Found::Gone => {
            asked.el("p", "This question is not in the bank any more. What you answered counts as it was marked.");
        }
        Found::Changed(question) | Found::Same(question) => {
            if matches!(found, Found::Changed(_)) {
                asked.el("p.note", "The wording of this question has changed since the paper was made.");
            }
            whole(&mut asked, hall, question, struck);
        }
    }
    d.node(asked.finish());
    let open = hall.state().tool;
    if let Some(open) = open {
        tools::tool(&mut tool, hall, open, found.question());
    }
    d.node(tool.finish());
}

fn whole(d: &mut Dom, hall: &Hall, question: &Rc<Question>, struck: u8) {
    let at = hall.state().sitting.at();
    let ranges = |which: Passage| {
        let state = hall.state();
        state.sitting.entry(at).map(|entry| entry.highlights(which).to_vec()).unwrap_or_default()
    };
    if let Some(case) = hall.case(question) {
        d.open("details.case[open=open]").open("summary").text("Case: ").text(&case.title).close();
        d.open("div.words#case");
        passage(d, &case.text, &ranges(Passage::Case));
        d.close();
        case.exhibits.iter().for_each(|exhibit| figure(d, exhibit));
        d.close();
    }
    d.open("div.stem#stem");
    passage(d, &question.stem, &ranges(Passage::Stem));
    d.close();
    if !matches!(question.body, Body::Hotspot(_)) {
        question.exhibits.iter().for_each(|exhibit| figure(d, exhibit));
    }
    answers(d, hall, question, struck);
    if hall.app.record().snapshot().settings().ask_confidence {
        sure(d, hall, at);
    }
}

/// A figure, with a way to see it larger.
fn figure(d: &mut Dom, exhibit: &Exhibit) {
    if matches!(exhibit.figure, Figure::Table { .. }) {
        return figure_view(d, exhibit, &[], None);
    }
    d.open("div.zoomable");
    figure_view(d, exhibit, &[], None);
    d.node(html! { <Zoom exhibit={Rc::new(exhibit.clone())} /> }).close();
}

#[derive(Properties, PartialEq)]
struct ZoomProps {
    exhibit: Rc<Exhibit>,
}

/// The button that enlarges a figure, and the dialog with it.
#[component]
fn Zoom(props: &ZoomProps) -> Html {
    let open = use_state(|| false);
    use_effect_with(*open, |open| {
        if *open {
            document::show_dialog("zoom");
        }
    });
    let show = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(true))
    };
    let close = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| {
            document::close_dialog("zoom");
            open.set(false);
        })
    };
    let mut d = Dom::new();
    d.button("button.plain", "Enlarge the figure", show);
    let mut shown = Dom::new();
    if *open {
        shown.open("dialog.zoom#zoom").attr("aria-label", &props.exhibit.title);
        figure_view(&mut shown, &props.exhibit, &[], None);
        shown.open("p.row").button("button", "Close", close).close().close();
    }
    d.node(shown.finish());
    d.finish()
}

/// How sure are you?
fn sure(d: &mut Dom, hall: &Hall, at: u16) {
    let chosen = hall.sure(at);
    d.open("fieldset.sure").el("legend", "How sure are you?").open("div.choices");
    let all = [
        (Confidence::Guessed, "Guessed", "7"),
        (Confidence::ThoughtSo, "Think so", "8"),
        (Confidence::Certain, "Certain", "9"),
    ];
    for (sure, words, key) in all {
        let hall = hall.clone();
        let say = Callback::from(move |_: Event| hall.say(sure));
        d.open("label").open("input[type=radio][name=sure]").checked(chosen == Some(sure)).on_change(say).close();
        d.text(words).el("kbd[aria-hidden=true]", key).close();
    }
    d.close().close();
}

/// The buttons at the bottom. The main one stands at the same place whatever is shown.
pub fn actions(d: &mut Dom, hall: &Hall) {
    let (first, flagged, tool, tools) = {
        let state = hall.state();
        let sitting = &state.sitting;
        let flagged = sitting.entry(sitting.at()).is_some_and(|entry| entry.flagged);
        (sitting.places(sitting.part()).0 == sitting.at(), flagged, state.tool, state.tools)
    };
    let click = |then: fn(&Hall)| {
        let hall = hall.clone();
        Callback::from(move |_: MouseEvent| then(&hall))
    };
    begin_actions(d, hall.state().hint);
    // One node, open or not: the buttons around it keep their places.
    let mut shelf = Dom::new();
    if tools {
        shelf.open("div.tools[role=group][aria-label=Tools]");
        for (which, words, key, field) in [
            (Tool::Calculator, "Calculator", "K", "sum"),
            (Tool::Note, "Note", "M", "note"),
            (Tool::Highlight, "Highlight", "H", "highlight"),
        ] {
            let hall = hall.clone();
            shelf.open("button[type=button]").on_click(Callback::from(move |_: MouseEvent| open(&hall, which, field)));
            shelf.attr("aria-pressed", if tool == Some(which) { "true" } else { "false" }).text(words);
            shelf.el("kbd[aria-hidden=true]", key).close();
        }
        shelf.close();
    }
    let short = |d: &mut Dom, sign: &str, words: &str, then: Callback<MouseEvent>| {
        d.open("button.short[type=button]").on_click(then).el("span[aria-hidden=true]", sign).el("span.words", words);
    };
    short(d, "‹", "Previous", click(Hall::back));
    d.attr_if(first, "disabled", "disabled").close();
    let at = hall.state().sitting.at();
    let flag = {
        let hall = hall.clone();
        Callback::from(move |_: MouseEvent| hall.act(crate::engine::exam::sitting::Action::Flag(at)))
    };
    short(d, "⚑", "Flag", flag);
    d.attr("aria-pressed", if flagged { "true" } else { "false" }).close();
    short(d, "☰", "Questions", click(Hall::list));
    d.close();
    short(d, "±", "Tools", click(|hall| hall.change(|state| state.tools = !state.tools)));
    d.attr("aria-expanded", if tools { "true" } else { "false" }).close();
    d.node(shelf.finish());
    d.open("button.primary[type=button]").on_click(click(Hall::next)).text("Next").el("kbd[aria-hidden=true]", "Enter");
    d.close().close().close();
}
