//! The keys of a sitting: those of study where they mean the same.

use super::hall::{Hall, Tool};
use super::tools::highlight_selection;
use crate::engine::bank::answer::Draft;
use crate::engine::bank::question::Body;
use crate::engine::exam::sitting::{Action, Stage};
use crate::engine::progress::event::Confidence;
use crate::platform::document;
use crate::platform::keys::{Key, Target};

/// Takes a key; `false` where it is not ours.
pub fn on_key(hall: &Hall, key: &Key) -> bool {
    if !key.plain || key.repeat {
        return false;
    }
    let (letters, sure) = {
        let record = hall.app.record();
        let settings = record.snapshot().settings();
        (settings.shortcuts, settings.ask_confidence)
    };
    let (asking, doubt) = {
        let state = hall.state();
        (state.sitting.stage() == Stage::Open && !state.review, state.sitting.clock().in_doubt())
    };
    let free = !matches!(key.target, Target::Text | Target::Select);
    let name = key.name.as_str();
    if name == "Enter" && !matches!(key.target, Target::Control | Target::Select) && asking && !doubt {
        // A field of several lines, and the calculator, keep Enter for themselves.
        let own = key.target == Target::Text && document::focus_is_within("tool");
        if !own {
            hall.next();
        }
        return !own;
    }
    if name == "Enter" || !free || doubt {
        return false;
    }
    let arrows = key.target != Target::Choice;
    match name {
        "ArrowRight" if asking && arrows => hall.next(),
        "ArrowLeft" if asking && arrows => hall.back(),
        "l" | "L" if letters => hall.list(),
        "t" | "T" if letters => hall.change(|state| state.clock_hidden = !state.clock_hidden),
        _ if !asking => return false,
        "n" | "N" if letters => hall.next(),
        "p" | "P" if letters => hall.back(),
        "f" | "F" if letters => {
            let at = hall.state().sitting.at();
            hall.act(Action::Flag(at));
        }
        "r" | "R" if letters => hall.look_over(),
        "k" | "K" if letters => open(hall, Tool::Calculator, "sum"),
        "m" | "M" if letters => open(hall, Tool::Note, "note"),
        "h" | "H" if letters => {
            if !highlight_selection(hall) {
                open(hall, Tool::Highlight, "highlight");
            }
        }
        "x" | "X" if letters => hall.change(|state| {
            state.striking = !state.striking;
            let words = if state.striking { "Strike out: press the number of an option." } else { "" };
            state.news = words.to_owned();
            state.hint = if state.striking { "Strike out: press the number of an option." } else { "" };
        }),
        _ => return choose(hall, name, letters, sure),
    }
    true
}

/// Opens a tool with the focus in it, or puts it away.
pub fn open(hall: &Hall, tool: Tool, field: &'static str) {
    hall.tool(tool);
    if hall.state().tool == Some(tool) {
        // It is drawn a moment later.
        crate::platform::timer::spawn(async move {
            crate::platform::timer::sleep(0).await;
            document::focus(field);
        });
    }
}

/// 1–6 and A–E choose or strike out, 7–9 say how sure.
fn choose(hall: &Hall, name: &str, letters: bool, ask_sure: bool) -> bool {
    let mut chars = name.chars();
    let (Some(sign), None) = (chars.next(), chars.next()) else { return false };
    let place = match sign {
        '1'..='6' => sign as usize - '1' as usize,
        'a'..='e' if letters => sign as usize - 'a' as usize,
        'A'..='E' if letters => sign as usize - 'A' as usize,
        '7' if ask_sure => return say(hall, Confidence::Guessed),
        '8' if ask_sure => return say(hall, Confidence::ThoughtSo),
        '9' if ask_sure => return say(hall, Confidence::Certain),
        _ => return false,
    };
    let (at, striking) = {
        let state = hall.state();
        (state.sitting.at(), state.striking)
    };
    let found = hall.found(at);
    let Some(question) = found.question() else { return false };
    let order = hall.order(question);
    let Some(option) = order.get(place).copied() else { return false };
    if striking && matches!(question.body, Body::Single(_) | Body::Multiple(_)) {
        hall.change(|state| {
            state.striking = false;
            state.hint = "";
        });
        hall.act(Action::Strike { at, option });
        return true;
    }
    match (&question.body, hall.draft(question, &order)) {
        (Body::Single(_) | Body::Hotspot(_), Draft::One(_)) => hall.set(Draft::One(Some(option))),
        (Body::Multiple(_), Draft::Some(bits)) => hall.set(Draft::Some(bits ^ (1 << option))),
        _ => return false,
    }
    true
}

fn say(hall: &Hall, sure: Confidence) -> bool {
    hall.say(sure);
    true
}
