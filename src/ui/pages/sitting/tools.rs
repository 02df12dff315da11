//! What is laid beside a question: calculator, note, highlighter.

use super::calculator::Calculator;
use super::hall::{Hall, Tool};
use super::passage::{Range, sentences};
use crate::engine::bank::question::Question;
use crate::engine::bank::text::Text;
use crate::engine::exam::sitting::{Action, toggled};
use crate::engine::progress::exam::Passage;
use crate::platform::selection;
use crate::ui::dom::Dom;
use std::rc::Rc;
use yew::prelude::*;

/// The tool that is open.
pub fn tool(d: &mut Dom, hall: &Hall, tool: Tool, question: Option<&Rc<Question>>) {
    let (name, close) = (
        match tool {
            Tool::Calculator => "Calculator",
            Tool::Note => "Note",
            Tool::Highlight => "Highlight",
        },
        {
            let hall = hall.clone();
            Callback::from(move |_: MouseEvent| hall.tool(tool))
        },
    );
    d.open("section.panel.tool#tool").attr("aria-label", name).open("div.head").el("h2", name);
    d.button("button.plain", "Close", close).close();
    match (tool, question) {
        (Tool::Calculator, _) => {
            d.node(html! { <Calculator /> });
        }
        (Tool::Note, _) => note(d, hall),
        (Tool::Highlight, Some(question)) => highlight(d, hall, question),
        (Tool::Highlight, None) => {}
    }
    d.close();
}

fn note(d: &mut Dom, hall: &Hall) {
    let words = {
        let state = hall.state();
        let at = state.sitting.at();
        let typed = state.note.as_ref().filter(|(place, _)| *place == at).map(|(_, text)| text.clone());
        typed.or_else(|| state.sitting.entry(at).map(|entry| entry.note.clone())).unwrap_or_default()
    };
    let oninput = {
        let hall = hall.clone();
        Callback::from(move |event: InputEvent| {
            hall.write(event.target_unchecked_into::<web_sys::HtmlTextAreaElement>().value());
        })
    };
    d.el("label[for=note]", "Your note on this question; the report shows it");
    d.open("textarea#note[rows=4][maxlength=2000]").value(&words).on_input(oninput).close();
}

/// Highlights what is selected in stem or case; `false` where nothing is.
pub fn highlight_selection(hall: &Hall) -> bool {
    for (id, passage) in [("stem", Passage::Stem), ("case", Passage::Case)] {
        if let Some((from, to)) = selection::within(id) {
            let place = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
            mark(hall, passage, (place(from), place(to)));
            selection::clear();
            return true;
        }
    }
    false
}

fn mark(hall: &Hall, passage: Passage, (from, to): Range) {
    let (at, ranges) = {
        let state = hall.state();
        let at = state.sitting.at();
        (at, state.sitting.entry(at).map(|entry| toggled(entry.highlights(passage), from, to)).unwrap_or_default())
    };
    hall.act(Action::Highlight { at, passage, ranges });
}

/// What is selected, or sentence by sentence: the way by keys.
fn highlight(d: &mut Dom, hall: &Hall, question: &Question) {
    let selected = {
        let hall = hall.clone();
        Callback::from(move |_: MouseEvent| {
            if !highlight_selection(&hall) {
                hall.change(|state| state.hint = "Select words in the question first, or tick a sentence.");
            }
        })
    };
    d.open("p.row").button("button#highlight", "Highlight what is selected", selected).close();
    if let Some(case) = hall.case(question) {
        by_sentence(d, hall, Passage::Case, &case.text, "Sentences of the case");
    }
    by_sentence(d, hall, Passage::Stem, &question.stem, "Sentences of the question");
}

fn by_sentence(d: &mut Dom, hall: &Hall, passage: Passage, words: &Text, legend: &str) {
    let ranges = {
        let state = hall.state();
        state.sitting.entry(state.sitting.at()).map(|entry| entry.highlights(passage).to_vec()).unwrap_or_default()
    };
    d.open("fieldset.field").el("legend", legend);
    for ((from, to), sentence) in sentences(words) {
        let on = ranges.iter().any(|(start, end)| *start <= from && to <= *end);
        let hall = hall.clone();
        let then = Callback::from(move |_: Event| mark(&hall, passage, (from, to)));
        d.open("label.sentence").open("input[type=checkbox]").checked(on).on_change(then).close();
        d.el("span", &sentence).close();
    }
    d.close();
}
