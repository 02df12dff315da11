//! A question after its answer: every option with its reason, the right one and the chosen one marked by word,
//! letter, border and colour; then the lesson and the sources.

use super::ask::letter;
use super::figure::{RegionMark, RegionState, figure_view};
use super::text;
use crate::engine::bank::answer::{Answer, NONE};
use crate::engine::bank::question::{Body, Choice, Numeric, Pair, Question, Region, Step};
use crate::engine::bank::text::{Line, Text};
use yew::prelude::*;

/// Every option with its reason, in the order in which it stood on the screen; without an answer where it is only
/// read.
#[must_use]
pub fn reveal(question: &Question, order: &[u8], answer: Option<&Answer>) -> Html {
    let body = match (&question.body, answer) {
        (Body::Single(options), answer) => {
            let chosen = |at: u8| answer == Some(&Answer::Single(at));
            choices(options, order, &chosen)
        }
        (Body::Multiple(options), answer) => {
            let bits = if let Some(Answer::Multiple(bits)) = answer { *bits } else { 0 };
            choices(options, order, &|at| bits >> at & 1 == 1)
        }
        (Body::Matching { pairs, distractors }, answer) => {
            let set = if let Some(Answer::Matching(set)) = answer { Some(set.as_slice()) } else { None };
            matching(pairs, distractors, set)
        }
        (Body::Ordering(steps), answer) => {
            let given = if let Some(Answer::Ordering(given)) = answer { Some(given.as_slice()) } else { None };
            ordering(steps, given)
        }
        (Body::Numeric(numeric), answer) => {
            let given = if let Some(Answer::Numeric(given)) = answer { Some(*given) } else { None };
            number(numeric, given)
        }
        (Body::Hotspot(regions), answer) => {
            let chosen = if let Some(Answer::Hotspot(at)) = answer { Some(*at) } else { None };
            hotspot(question, regions, chosen)
        }
    };
    html! { <div class="answered">{ body }</div> }
}

/// The lesson and the sources.
#[must_use]
pub fn lesson(question: &Question) -> Html {
    html! {
        <aside class="lesson">
            <p class="keep"><b>{ "Keep this: " }</b>{ text::line(&question.lesson) }</p>
            <p class="quiet">{ question.sources.join(" · ") }</p>
        </aside>
    }
}

/// One option as it stands after the answer.
fn told(mark: Html, words: Html, right: bool, chosen: bool, why: &Text) -> Html {
    let verdict = match (right, chosen) {
        (true, true) => "✓ Right, your choice. ",
        (true, false) => "✓ The right answer. ",
        (false, true) => "✗ Your choice. ",
        (false, false) => "",
    };
    let class = classes!("option", "answered", right.then_some("good"), (!right && chosen).then_some("bad-choice"));
    html! {
        <li {class}>
            <div class="told"><span class="mark" aria-hidden="true">{ mark }</span><span>{ words }</span></div>
            <div class="why">
                if !verdict.is_empty() { <span class="verdict">{ verdict }</span> }
                { text::text(why) }
            </div>
        </li>
    }
}

fn choices(options: &[Choice], order: &[u8], chosen: &dyn Fn(u8) -> bool) -> Html {
    let option = |(place, at): (usize, &u8)| {
        let option = options.get(usize::from(*at))?;
        let mark = html! { letter(place) };
        Some(told(mark, text::line(&option.text), option.key, chosen(*at), &option.why))
    };
    html! { <ul class="options">{ for order.iter().enumerate().filter_map(option) }</ul> }
}

fn matching(pairs: &[Pair], distractors: &[Line], set: Option<&[u8]>) -> Html {
    let row = |(at, pair): (usize, &Pair)| {
        let given = set.map(|set| set.get(at).copied().unwrap_or(NONE));
        let given_line =
            given.and_then(|given| pairs.iter().map(|pair| &pair.right).chain(distractors).nth(usize::from(given)));
        let right = given_line.is_none_or(|line| *line == pair.right);
        let mark = html! { if right { { "✓" } } else { { "✗" } } };
        let words = html! { <><b>{ text::line(&pair.left) }</b>{ " — " }{ text::line(&pair.right) }</> };
        let class = classes!("option", "answered", if right { "good" } else { "bad-choice" });
        html! {
            <li {class}>
                <div class="told"><span class="mark" aria-hidden="true">{ mark }</span><span>{ words }</span></div>
                <div class="why">
                    if let (false, Some(line)) = (right, given_line) {
                        <span class="verdict">{ "✗ You chose: " }{ text::line(line) }</span>
                    }
                    { text::text(&pair.why) }
                </div>
            </li>
        }
    };
    html! { <ul class="options">{ for pairs.iter().enumerate().map(row) }</ul> }
}

fn ordering(steps: &[Step], given: Option<&[u8]>) -> Html {
    let row = |(at, step): (usize, &Step)| {
        let place = given.and_then(|given| given.iter().position(|step| usize::from(*step) == at));
        let right = place.is_none_or(|place| place == at);
        let class = classes!("option", "answered", if right { "good" } else { "bad-choice" });
        html! {
            <li {class}>
                <div class="told"><span class="mark" aria-hidden="true">{ at + 1 }</span><span>{ text::line(&step.text) }</span></div>
                <div class="why">
                    if let (false, Some(place)) = (right, place) { <span class="verdict">{ format!("✗ You had it as step {}.", place + 1) }</span> }
                    { text::text(&step.why) }
                </div>
            </li>
        }
    };
    html! { <ol class="options">{ for steps.iter().enumerate().map(row) }</ol> }
}

fn number(numeric: &Numeric, given: Option<f64>) -> Html {
    let slack = numeric.tolerance + 1e-9 * numeric.answer.abs().max(1.0);
    let near = |value: f64| given.is_some_and(|given| (given - value).abs() <= slack);
    let unit = &numeric.unit;
    let mistake = numeric.mistakes.iter().map(|mistake| {
        let words = html! { <>{ figure(mistake.value) }{ " " }{ unit }</> };
        told(html! { "✗" }, words, false, near(mistake.value), &mistake.why)
    });
    html! {
        <>
            <ul class="options">
                { told(html! { "✓" }, html! { <>{ figure(numeric.answer) }{ " " }{ unit }</> }, true, near(numeric.answer), &numeric.working) }
                { for mistake }
            </ul>
            if let Some(given) = given { <p class="quiet">{ "You answered " }{ figure(given) }{ " " }{ unit }{ "." }</p> }
        </>
    }
}

/// A number as it is shown: at most three digits behind the point, no trailing zeros.
#[must_use]
pub fn figure(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn hotspot(question: &Question, regions: &[Region], chosen: Option<u8>) -> Html {
    let state = |at: usize, region: &Region| match (region.key, chosen == Some(at as u8)) {
        (true, _) => RegionState::Right,
        (false, true) => RegionState::Wrong,
        (false, false) => RegionState::Open,
    };
    let mark = |(at, region): (usize, &Region)| RegionMark {
        at: region.at.clone(),
        label: region.label.clone(),
        state: state(at, region),
    };
    let marks: Vec<RegionMark> = regions.iter().enumerate().map(mark).collect();
    let row = |(at, region): (usize, &Region)| {
        told(html! { letter(at) }, html! { &region.label }, region.key, chosen == Some(at as u8), &region.why)
    };
    html! {
        <>
            { for question.exhibits.first().map(|exhibit| figure_view(exhibit, &marks, None)) }
            <ul class="options">{ for regions.iter().enumerate().map(row) }</ul>
        </>
    }
}
