//! One question in front of the learner, asked or marked: what study and practice share.

use super::ask::{Ask, Stem};
use super::figure::FigureView;
use super::reveal::{Lesson, Reveal};
use super::text;
use crate::engine::bank::answer::Draft;
use crate::engine::bank::question::{Case, Question};
use crate::engine::progress::event::Confidence;
use crate::engine::schedule::turn::Marked;
use std::rc::Rc;
use yew::prelude::*;

/// What [`Turn`] is given.
#[derive(Properties, PartialEq)]
pub struct TurnProps {
    /// What is asked.
    pub question: Rc<Question>,
    /// Domain, topic, level.
    pub tags: Vec<String>,
    /// The situation that it shares with others.
    #[prop_or_default]
    pub case: Option<Rc<Case>>,
    /// The order on the screen.
    pub order: Rc<[u8]>,
    /// What has been set so far.
    pub draft: Draft,
    /// Called with each change.
    pub on_change: Callback<Draft>,
    /// How sure the learner is.
    pub confidence: Option<Confidence>,
    /// Whether to ask for it.
    pub ask_confidence: bool,
    /// Called with it.
    pub on_sure: Callback<Confidence>,
    /// What is missing for an answer.
    pub note: AttrValue,
    /// The answer and its mark, once given.
    #[prop_or_default]
    pub marked: Option<Marked>,
    /// Behind the outcome: when it comes back.
    #[prop_or_default]
    pub comes_back: AttrValue,
}

/// A question, asked or marked.
#[component]
pub fn Turn(props: &TurnProps) -> Html {
    html! {
        <>
            <h1 class="hidden" tabindex="-1">{ if props.marked.is_some() { "Answer" } else { "Question" } }</h1>
            { for props.case.as_ref().map(|case| html! { <CaseText case={case.clone()} /> }) }
            <p class="tags">{ for props.tags.iter().map(|tag| html! { <span>{ tag }</span> }) }</p>
            <Stem question={props.question.clone()} />
            if let Some(marked) = &props.marked {
                <Reveal question={props.question.clone()} order={props.order.clone()} answer={marked.answer.clone()} />
                <Lesson lesson={props.question.lesson.clone()} sources={props.question.sources.clone()} />
            } else {
                <Ask question={props.question.clone()} order={props.order.clone()} draft={props.draft.clone()} on_change={props.on_change.clone()} />
                if props.ask_confidence { <Sure chosen={props.confidence} on_choose={props.on_sure.clone()} /> }
            }
            // One live region for both: it is there before it speaks.
            <div role="status">
                if let Some(marked) = &props.marked { { outcome(marked, &props.comes_back) } } else { <p class="note">{ &props.note }</p> }
            </div>
        </>
    }
}

/// Right or wrong in words, parts where there are several, and when it comes back.
fn outcome(marked: &Marked, comes_back: &str) -> Html {
    let (class, words) =
        if marked.mark.right { ("outcome is-right", "✓ Right.") } else { ("outcome is-wrong", "✗ Not right.") };
    let parts = (!marked.mark.right && marked.mark.parts > 1)
        .then(|| format!(" {} of {} parts right; it counts as a whole.", marked.mark.parts_right, marked.mark.parts));
    html! {
        <>
            <p {class}>{ words }</p>
            <p class="quiet">{ parts }{ " " }{ comes_back.to_owned() }</p>
        </>
    }
}

/// What [`Sure`] is given.
#[derive(Properties, PartialEq)]
pub struct SureProps {
    chosen: Option<Confidence>,
    on_choose: Callback<Confidence>,
}

/// How sure are you?
#[component]
fn Sure(props: &SureProps) -> Html {
    let choice = |(confidence, words, key): (Confidence, &'static str, &'static str)| {
        let onchange = props.on_choose.reform(move |_: Event| confidence);
        html! {
            <label><input type="radio" name="sure" checked={props.chosen == Some(confidence)} {onchange} />{ words }<kbd aria-hidden="true">{ key }</kbd></label>
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

/// What [`CaseText`] is given.
#[derive(Properties, PartialEq)]
pub struct CaseProps {
    /// The situation.
    pub case: Rc<Case>,
}

/// A case's situation with its figures; it can be folded away while answering.
#[component]
pub fn CaseText(props: &CaseProps) -> Html {
    let case = &props.case;
    html! {
        <details class="case" open=true>
            <summary>{ "Case: " }{ &case.title }</summary>
            <div class="words">{ text::text(&case.text) }</div>
            { for case.exhibits.iter().map(|exhibit| html! { <FigureView exhibit={exhibit.clone()} /> }) }
        </details>
    }
}
