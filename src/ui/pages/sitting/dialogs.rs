//! What is asked before something can't be undone, and the list of questions.

use super::hall::Hall;
use super::tally::Tally;
use crate::engine::exam::sitting::{Action, Stage};
use crate::engine::progress::exam::Timing;
use crate::platform::{document, location};
use crate::ui::dom::Dom;
use crate::ui::wording;
use yew::prelude::*;

/// A button that closes the dialog of this id.
fn stay(d: &mut Dom, id: &'static str, words: &str) {
    d.button("button", words, Callback::from(move |_: MouseEvent| document::close_dialog(id)));
}

/// All dialogs of the room.
pub fn dialogs(d: &mut Dom, hall: &Hall) {
    list(d, hall);
    close(d, hall);
    leave(d, hall);
    finish(d, hall);
}

/// The questions of the open part, to go to.
fn list(d: &mut Dom, hall: &Hall) {
    let (first, end, tally, open) = {
        let state = hall.state();
        let sitting = &state.sitting;
        let (first, end) = sitting.places(sitting.part());
        let entries = sitting.entries().get(usize::from(first)..usize::from(end)).unwrap_or_default();
        (first, end, Tally::of(entries.iter()), sitting.stage() == Stage::Open)
    };
    d.open("dialog#places[aria-labelledby=places-title]").el("h2#places-title", "Questions").open("p.quiet");
    d.number(tally.answered).text(" of ").number(tally.of).text(" answered, ").number(tally.flagged).text(" flagged, ");
    d.number(tally.unseen).text(" not looked at.").close();
    // Up to 180 buttons: while nobody sees them no answer has to wait for them.
    let mut buttons = Dom::new();
    if open && document::dialog_shows("places") {
        places(&mut buttons, hall, first, end);
    }
    d.node(buttons.finish());
    let look_over = {
        let hall = hall.clone();
        Callback::from(move |_: MouseEvent| hall.look_over())
    };
    let early = Callback::from(|_: MouseEvent| {
        document::close_dialog("places");
        document::show_dialog("finish");
    });
    d.open("p.row").button("button", "Review this part", look_over).button("button", "Hand in early …", early);
    stay(d, "places", "Close");
    d.close().close();
}

/// A button for each place: answered, flagged or not looked at, in words and signs.
pub fn places(d: &mut Dom, hall: &Hall, first: u16, end: u16) {
    d.open("ol.places");
    let state = hall.state();
    for at in first..end {
        let Some(entry) = state.sitting.entry(at) else { continue };
        let here = at == state.sitting.at();
        let how = match (entry.given.is_some(), entry.seen) {
            (true, _) => "answered",
            (false, true) => "open",
            (false, false) => "not looked at",
        };
        let go = {
            let hall = hall.clone();
            Callback::from(move |_: MouseEvent| hall.go(at))
        };
        let number = (u32::from(at) + 1).to_string();
        let flag = if entry.flagged { ", flagged" } else { "" };
        let note = if entry.note.is_empty() { "" } else { ", with a note" };
        d.open("li").open("button[type=button]").on_click(go);
        d.attr("aria-label", &["Question ", &number, ", ", how, flag, note].concat());
        d.class_if(entry.given.is_some(), "answered")
            .class_if(!entry.seen, "unseen")
            .class_if(entry.flagged, "flagged");
        d.attr_if(here, "aria-current", "true").text(&number);
        if entry.flagged {
            d.el("span.flag[aria-hidden=true]", "⚑");
        }
        d.close().close();
    }
    drop(state);
    d.close().open("p.quiet.legend[aria-hidden=true]").el("span.answered", "answered").el("span", "open");
    d.el("span.unseen", "not looked at").el("span", "⚑ flagged").close();
}

/// Before a part is closed.
fn close(d: &mut Dom, hall: &Hall) {
    let (last, open) = {
        let state = hall.state();
        let sitting = &state.sitting;
        let (first, end) = sitting.places(sitting.part());
        let entries = sitting.entries().get(usize::from(first)..usize::from(end)).unwrap_or_default();
        let tally = Tally::of(entries.iter());
        (sitting.part() + 1 == sitting.started().parts.len(), tally.of - tally.answered)
    };
    let then = {
        let hall = hall.clone();
        Callback::from(move |_: MouseEvent| {
            document::close_dialog("close");
            hall.change(|state| state.review = false);
            hall.act(Action::Close);
        })
    };
    d.open("dialog#close[aria-labelledby=close-title]");
    d.el("h2#close-title", if last { "Hand in?" } else { "Close this part?" });
    if open > 0 {
        d.open("p").text(&wording::count(open, "question is", "questions are")).text(" still open.").close();
    }
    d.el("p", if last { "The exam is over then." } else { "There is no way back to it." }).open("p.row");
    d.button("button.primary", if last { "Hand in" } else { "Close the part" }, then);
    stay(d, "close", "Go on working");
    d.close().close();
}

/// Before another page is shown.
fn leave(d: &mut Dom, hall: &Hall) {
    let strict = hall.state().sitting.started().timing == Timing::Strict;
    let then = {
        let hall = hall.clone();
        Callback::from(move |_: MouseEvent| {
            document::close_dialog("leave");
            // What can't be read as a number is no answer.
            let _unread = hall.flush();
            hall.live();
            let wanted = hall.state().wanted.clone().unwrap_or_else(|| "/exam".to_owned());
            hall.app.guard(None);
            location::go(&wanted);
        })
    };
    d.open("dialog#leave[aria-labelledby=leave-title]").el("h2#leave-title", "Leave the exam?");
    d.el(
        "p",
        if strict {
            "Everything is kept and you can come back, but the clock runs on."
        } else {
            "Everything is kept and the clock stops until you come back."
        },
    );
    d.open("p.row");
    stay(d, "leave", "Stay");
    d.button("button", "Leave", then).close().close();
}

/// Before it is handed in with parts or questions left.
fn finish(d: &mut Dom, hall: &Hall) {
    let open = {
        let state = hall.state();
        let tally = Tally::of(state.sitting.entries().iter());
        tally.of - tally.answered
    };
    let click = |action: Action| {
        let hall = hall.clone();
        Callback::from(move |_: MouseEvent| {
            document::close_dialog("finish");
            // What can't be read as a number is no answer.
            let _unread = hall.flush();
            hall.act(action.clone());
        })
    };
    d.open("dialog#finish[aria-labelledby=finish-title]").el("h2#finish-title", "Hand in early?").open("p");
    d.text(&wording::count(open, "question is", "questions are"))
        .text(" open and would count as wrong. Giving up ends it without a result.");
    d.close().open("p.row").button("button", "Hand in now", click(Action::Finish));
    d.button("button.danger", "Give up", click(Action::Abandon));
    stay(d, "finish", "Go on working");
    d.close().close();
}
