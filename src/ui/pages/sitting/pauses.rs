//! Between questions: the review at the end of a part, the break, and a clock that jumped.

use super::clock::digits;
use super::dialogs::places;
use super::hall::Hall;
use super::tally::Tally;
use crate::engine::exam::sitting::Action;
use crate::platform::{document, timer};
use crate::ui::dom::Dom;
use crate::ui::wording;
use yew::prelude::*;

/// What is answered, flagged and open, before the part is closed.
pub fn review(d: &mut Dom, hall: &Hall) {
    let (name, tally, first, end, last) = {
        let state = hall.state();
        let sitting = &state.sitting;
        let (first, end) = sitting.places(sitting.part());
        let parts = &sitting.started().parts;
        let name = parts.get(sitting.part()).map(|part| part.name.clone()).unwrap_or_default();
        let entries = sitting.entries().get(usize::from(first)..usize::from(end)).unwrap_or_default();
        (name, Tally::of(entries.iter()), first, end, sitting.part() + 1 == parts.len())
    };
    d.open("h1[tabindex=-1]").text("Review").text(if name.is_empty() { "" } else { ": " }).text(&name).close();
    d.open("p.lead").number(tally.answered).text(" of ").text(&wording::count(tally.of, "question", "questions"));
    d.text(" answered, ").number(tally.flagged).text(" flagged.");
    let open = tally.of - tally.answered;
    if open > 0 {
        d.text(" ").text(&wording::count(open, "is open", "are open"));
        d.text(": an answer that is missing counts as wrong, a guess may be right.");
    }
    d.close();
    places(d, hall, first, end);
    d.el(
        "p",
        if last {
            "When you hand in, the exam is over and you see the report."
        } else {
            "When you close this part there is no way back to it."
        },
    );
}

/// The buttons below the review.
pub fn review_actions(d: &mut Dom, hall: &Hall) {
    let last = {
        let state = hall.state();
        state.sitting.part() + 1 == state.sitting.started().parts.len()
    };
    let back = {
        let hall = hall.clone();
        Callback::from(move |_: MouseEvent| hall.change(|state| state.review = false))
    };
    let close = Callback::from(|_: MouseEvent| {
        document::show_dialog("close");
    });
    d.open("div.actions[role=group][aria-label=Actions]").open("div").button("button", "Back to the questions", back);
    d.button("button.primary", if last { "Hand in" } else { "Close this part" }, close).close().close();
}

/// What [`Break`] is given.
#[derive(Properties)]
pub struct BreakProps {
    pub hall: Hall,
    /// Changes with each drawing of the page.
    pub stamp: u32,
}

impl PartialEq for BreakProps {
    fn eq(&self, other: &Self) -> bool {
        self.stamp == other.stamp
    }
}

/// A break: how long it still is.
#[component]
pub fn Break(props: &BreakProps) -> Html {
    let beat = use_state(|| 0u32);
    {
        let beat = beat.clone();
        use_effect_with((*beat, props.stamp), move |(now, _)| {
            let now = *now;
            let timer = timer::after(1_000, move || beat.set(now.wrapping_add(1)));
            move || drop(timer)
        });
    }
    let left = {
        let state = props.hall.state();
        state.sitting.break_left_ms(props.hall.app.now()).unwrap_or_default()
    };
    let mut d = Dom::new();
    d.open("p.break[role=timer][aria-live=off]").class_if(left == 0, "late").text(&digits(left)).close();
    d.el("p.lead", if left > 0 {
        "The exam’s clock stands still. Stand up, look far away, drink something. When the break is over it runs again."
    } else {
        "The break is over: the exam’s clock runs."
    });
    d.finish()
}

/// The break's heading, and what comes after it.
pub fn break_page(d: &mut Dom, hall: &Hall, stamp: u32) {
    let next = {
        let state = hall.state();
        let parts = &state.sitting.started().parts;
        parts.get(state.sitting.part()).map(|part| (part.name.clone(), part.slots.len() as u32))
    };
    d.el("h1[tabindex=-1]", "Break").node(html! { <Break hall={hall.clone()} {stamp} /> });
    if let Some((name, count)) = next {
        d.open("p").text("Next: ").text(&name).text(", ").text(&wording::count(count, "question", "questions"));
        d.text(". The part before is closed.").close();
    }
}

/// The one button of the break.
pub fn break_actions(d: &mut Dom, hall: &Hall) {
    let left = {
        let state = hall.state();
        state.sitting.break_left_ms(hall.app.now()).unwrap_or_default()
    };
    let go = {
        let hall = hall.clone();
        Callback::from(move |_: MouseEvent| hall.act(Action::Open))
    };
    d.open("div.actions[role=group][aria-label=Actions]").open("div");
    d.button("button.primary", if left > 0 { "End the break and go on" } else { "Go on" }, go).close().close();
}

/// The clock jumped, and with it the time would be up: the learner says what happened.
pub fn doubt(d: &mut Dom, hall: &Hall) {
    let gap = hall.state().sitting.clock().gap_ms().unwrap_or_default();
    let click = |action: Action| {
        let hall = hall.clone();
        Callback::from(move |_: MouseEvent| hall.act(action.clone()))
    };
    d.el("h1[tabindex=-1]", "Is the time up?").open("p.lead").text("The clock of this device went on by ");
    d.text(&wording::minutes(gap / 1000)).text(" while nothing happened here. If you were away, the time is up. If the clock was set, or you had leave to pause, don’t count it.");
    d.close().open("p.row").button("button.primary", "Don’t count it, go on", click(Action::Forgive));
    d.button("button", "The time is up: hand in", click(Action::Finish)).close();
}

/// A gap that was counted, and can be taken back.
pub fn gap(d: &mut Dom, hall: &Hall) {
    let Some(gap) = hall.state().sitting.clock().gap_ms() else { return };
    let hall = hall.clone();
    let forgive = Callback::from(move |_: MouseEvent| hall.act(Action::Forgive));
    d.open("div.panel.gap[role=region][aria-label=Time that passed]").open("p").text("The clock went on by ");
    d.text(&wording::minutes(gap / 1000)).text(" while you were away.").close();
    d.button("button", "The clock was set: don’t count it", forgive).close();
}
