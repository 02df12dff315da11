//! One question in front of the learner, asked or marked: what study and practice share.

use super::ask::{Asked, ask, stem};
use super::figure::figure_view;
use super::reveal::{lesson, reveal};
use super::text;
use crate::engine::bank::question::Case;
use crate::engine::progress::event::Confidence;
use crate::engine::schedule::turn::Marked;
use yew::prelude::*;

/// A question in front of the learner.
pub struct Turn<'t> {
    /// Domain, topic, level.
    pub tags: Vec<String>,
    /// The situation that it shares with others.
    pub case: Option<&'t Case>,
    /// What is asked, and what has been set so far.
    pub asked: Asked,
    /// How sure the learner is.
    pub confidence: Option<Confidence>,
    /// Whether to ask for it.
    pub ask_confidence: bool,
    /// Called with it.
    pub on_sure: Callback<Confidence>,
    /// What is missing for an answer.
    pub note: &'t str,
    /// The answer and its mark, once given.
    pub marked: Option<&'t Marked>,
}

/// A question, asked or marked.
#[must_use]
pub fn turn(props: &Turn<'_>) -> Html {
    let question = &props.asked.question;
    html! {
        <>
            <h1 class="hidden" tabindex="-1">{ if props.marked.is_some() { "Answer" } else { "Question" } }</h1>
            { for props.case.map(case_text) }
            { tag_line(&props.tags) }
            { stem(question) }
            // One live region for both: it is there before it speaks.
            <div role="status" id="outcome">{ for props.marked.map(outcome) }</div>
            if let Some(marked) = props.marked {
                { reveal(question, &props.asked.order, Some(&marked.answer)) }
                { lesson(question) }
            } else {
                { ask(&props.asked) }
                if props.ask_confidence { { sure(props.confidence, &props.on_sure) } }
                <p class="note" role="alert">{ props.note }</p>
            }
        </>
    }
}

/// Domain, topic, level.
#[must_use]
pub fn tag_line(tags: &[String]) -> Html {
    html! { <p class="tags">{ for tags.iter().map(|tag| html! { <span>{ tag }</span> }) }</p> }
}

/// Right or wrong in words, how sure the learner was, parts where there are several, and when it comes back.
fn outcome(marked: &Marked) -> Html {
    let (class, words) =
        if marked.mark.right { ("outcome is-right", "✓ Right.") } else { ("outcome is-wrong", "✗ Not right.") };
    let parts = (!marked.mark.right && marked.mark.parts > 1)
        .then(|| format!(" {} of {} parts right; it counts as a whole.", marked.mark.parts_right, marked.mark.parts));
    let said = match marked.confidence {
        Some(Confidence::Guessed) => " You guessed.",
        Some(Confidence::ThoughtSo) => " You thought so.",
        Some(Confidence::Certain) => " You were certain.",
        None => "",
    };
    let first = if !marked.mark.right && marked.confidence == Some(Confidence::Certain) { ", first" } else { "" };
    html! {
        <>
            <p {class}>{ words }</p>
            <p class="quiet">{ parts }{ said }{ " Comes back in " }<b>{ marked.wait.to_string() }</b>{ first }{ "." }</p>
        </>
    }
}

/// How sure are you?
fn sure(chosen: Option<Confidence>, on_choose: &Callback<Confidence>) -> Html {
    let choice = |(confidence, words, key): (Confidence, &'static str, &'static str)| {
        let onchange = on_choose.reform(move |_: Event| confidence);
        html! {
            <label><input type="radio" name="sure" checked={chosen == Some(confidence)} {onchange} />{ words }<kbd aria-hidden="true">{ key }</kbd></label>
        }
    };
    let all = [
        (Confidence::Guessed, "Guessed", "7"),
        (Confidence::ThoughtSo, "Think so", "8"),
        (Confidence::Certain, "Certain", "9"),
    ];
    html! {
        <fieldset class="sure">
            <legend>{ "How sure are you?" }</legend>
            <div class="choices">{ for all.into_iter().map(choice) }</div>
        </fieldset>
    }
}

/// A case's situation with its figures; it can be folded away while answering.
#[must_use]
pub fn case_text(case: &Case) -> Html {
    html! {
        <details class="case" open=true>
            <summary>{ "Case: " }{ &case.title }</summary>
            <div class="words">{ text::text(&case.text) }</div>
            { for case.exhibits.iter().map(|exhibit| figure_view(exhibit, &[], None)) }
        </details>
    }
}
