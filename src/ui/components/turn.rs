//! One question in front of the learner, asked or marked: what study and practice share.

use super::ask::{Asked, ask, stem};
use super::figure::figure_view;
use super::reveal::{lesson, reveal};
use super::text;
use crate::engine::bank::question::Case;
use crate::engine::progress::event::Confidence;
use crate::engine::schedule::turn::Marked;
use crate::ui::dom::Dom;
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
    /// The answer and its mark, once given.
    pub marked: Option<&'t Marked>,
}

/// A question, asked or marked.
///
/// Its parts are built on their own, each one node, whatever is in it: Yew matches siblings from the last to the first,
/// so the heading and the live region stay the elements they are while the parts around them grow and shrink.
pub fn turn(d: &mut Dom, props: &Turn<'_>) {
    let question = &props.asked.question;
    let (mut whole, mut case, mut asked, mut rest) = (Dom::new(), Dom::new(), Dom::new(), Dom::new());
    whole.el("h1.hidden[tabindex=-1]", if props.marked.is_some() { "Answer" } else { "Question" });
    if let Some(text) = props.case {
        case_text(&mut case, text);
    }
    whole.node(case.finish());
    tag_line(&mut whole, &props.tags);
    stem(&mut asked, question);
    whole.node(asked.finish());
    // One live region for both: it is there before it speaks.
    whole.open("div#outcome[role=status]");
    if let Some(marked) = props.marked {
        outcome(&mut whole, marked);
        reveal(&mut rest, question, &props.asked.order, Some(&marked.answer));
        lesson(&mut rest, question);
    } else {
        ask(&mut rest, &props.asked);
        if props.ask_confidence {
            sure(&mut rest, props.confidence, &props.on_sure);
        }
    }
    whole.close().node(rest.finish());
    d.node(whole.finish());
}

/// Domain, topic, level.
pub fn tag_line(d: &mut Dom, tags: &[String]) {
    d.open("p.tags");
    for tag in tags {
        d.el("span", tag);
    }
    d.close();
}

/// Right or wrong in words, how sure the learner was, parts where there are several, and when it comes back.
fn outcome(d: &mut Dom, marked: &Marked) {
    let mark = &marked.mark;
    let (class, words) = if mark.right { ("is-right", "✓ Right.") } else { ("is-wrong", "✗ Not right.") };
    d.open("p.outcome").class_if(true, class).text(words).close().open("p.quiet");
    if !mark.right && mark.parts > 1 {
        d.text(&format!(" {} of {} parts right; it counts as a whole.", mark.parts_right, mark.parts));
    }
    d.text(match marked.confidence {
        Some(Confidence::Guessed) => " You guessed.",
        Some(Confidence::ThoughtSo) => " You thought so.",
        Some(Confidence::Certain) => " You were certain.",
        None => "",
    });
    match marked.wait {
        Some(wait) => d.text(" Comes back in ").el("b", &wait.to_string()),
        None => d.text(" Comes back when it adds most before the exam"),
    };
    d.text(if !mark.right && marked.confidence == Some(Confidence::Certain) { ", first." } else { "." }).close();
}

/// How sure are you?
fn sure(d: &mut Dom, chosen: Option<Confidence>, on_choose: &Callback<Confidence>) {
    d.open("fieldset.sure").el("legend", "How sure are you?").open("div.choices");
    let all = [
        (Confidence::Guessed, "Guessed", "7"),
        (Confidence::ThoughtSo, "Think so", "8"),
        (Confidence::Certain, "Certain", "9"),
    ];
    for (confidence, words, key) in all {
        let onchange = on_choose.reform(move |_: Event| confidence);
        d.open("label").open("input[type=radio][name=sure]").checked(chosen == Some(confidence)).on_change(onchange);
        d.close().text(words).el("kbd[aria-hidden=true]", key).close();
    }
    d.close().close();
}

/// A case's situation with its figures; it can be folded away while answering.
pub fn case_text(d: &mut Dom, case: &Case) {
    d.open("details.case[open=open]").open("summary").text("Case: ").text(&case.title).close().open("div.words");
    text::text(d, &case.text);
    d.close();
    for exhibit in &case.exhibits {
        figure_view(d, exhibit, &[], None);
    }
    d.close();
}
