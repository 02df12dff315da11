//! A question after its answer: every option with its reason, the right one and the chosen one marked by word,
//! letter, border and colour; then the lesson and the sources.

use super::ask::{letter, mark};
use super::figure::{RegionMark, RegionState, figure_view};
use super::text;
use crate::engine::bank::answer::{Answer, NONE};
use crate::engine::bank::question::{Body, Choice, Numeric, Pair, Question, Region, Step};
use crate::engine::bank::text::{Line, Text};
use crate::engine::drill;
use crate::ui::dom::Dom;

/// Every option with its reason, in the order in which it stood on the screen; without an answer where it is only
/// read.
pub fn reveal(d: &mut Dom, question: &Question, order: &[u8], answer: Option<&Answer>) {
    d.open("div.answered");
    match &question.body {
        Body::Single(options) => {
            let bits = if let Some(Answer::Single(at)) = answer { 1u8.checked_shl(u32::from(*at)) } else { None };
            choices(d, options, order, bits.unwrap_or(0));
        }
        Body::Multiple(options) => {
            let bits = if let Some(Answer::Multiple(bits)) = answer { *bits } else { 0 };
            choices(d, options, order, bits);
        }
        Body::Matching { pairs, distractors } => {
            let set = if let Some(Answer::Matching(set)) = answer { Some(set.as_slice()) } else { None };
            matching(d, pairs, distractors, set);
        }
        Body::Ordering(steps) => {
            let given = if let Some(Answer::Ordering(given)) = answer { Some(given.as_slice()) } else { None };
            ordering(d, steps, given);
        }
        Body::Numeric(numeric) => {
            let given = if let Some(Answer::Numeric(given)) = answer { Some(*given) } else { None };
            number(d, numeric, given);
        }
        Body::Hotspot(regions) => {
            let chosen = if let Some(Answer::Hotspot(at)) = answer { Some(*at) } else { None };
            hotspot(d, question, regions, chosen);
        }
    }
    d.close();
}

/// The lesson and the sources.
pub fn lesson(d: &mut Dom, question: &Question) {
    d.open("aside.lesson").open("p.keep").el("b", "Keep this: ");
    text::line(d, &question.lesson);
    d.close().el("p.quiet", &question.sources.join(" · ")).close();
}

/// One option as it stands after the answer, up to its words.
fn begin(d: &mut Dom, sign: &str, good: bool, bad: bool) {
    d.open("li.option.answered").class_if(good, "good").class_if(bad, "bad-choice").open("div.told");
    mark(d, sign);
    d.open("span");
}

/// From an option's words to its reason.
fn then(d: &mut Dom) {
    d.close().close().open("div.why");
}

fn end(d: &mut Dom, why: &Text) {
    text::text(d, why);
    d.close().close();
}

/// The rest of an option that is right or not, and chosen or not.
fn judged(d: &mut Dom, right: bool, chosen: bool, why: &Text) {
    then(d);
    let verdict = match (right, chosen) {
        (true, true) => "✓ Right, your choice. ",
        (true, false) => "✓ The right answer. ",
        (false, true) => "✗ Your choice. ",
        (false, false) => "",
    };
    if !verdict.is_empty() {
        d.el("span.verdict", verdict);
    }
    end(d, why);
}

/// `bits` are the chosen options.
fn choices(d: &mut Dom, options: &[Choice], order: &[u8], bits: u8) {
    d.open("ul.options");
    for (place, at) in order.iter().enumerate() {
        let Some(option) = options.get(usize::from(*at)) else { continue };
        let chosen = bits >> at & 1 == 1;
        begin(d, &letter(place).to_string(), option.key, !option.key && chosen);
        text::line(d, &option.text);
        judged(d, option.key, chosen, &option.why);
    }
    d.close();
}

fn matching(d: &mut Dom, pairs: &[Pair], distractors: &[Line], set: Option<&[u8]>) {
    d.open("ul.options");
    for (at, pair) in pairs.iter().enumerate() {
        let given = set.map(|set| usize::from(set.get(at).copied().unwrap_or(NONE)));
        let given = given.and_then(|given| match pairs.get(given) {
            Some(pair) => Some(&pair.right),
            None => distractors.get(given - pairs.len()),
        });
        let wrong = given.filter(|line| **line != pair.right);
        begin(d, if wrong.is_none() { "✓" } else { "✗" }, wrong.is_none(), wrong.is_some());
        d.open("b");
        text::line(d, &pair.left);
        d.close().text(" — ");
        text::line(d, &pair.right);
        then(d);
        if let Some(line) = wrong {
            d.open("span.verdict").text("✗ You chose: ");
            text::line(d, line);
            d.close();
        }
        end(d, &pair.why);
    }
    d.close();
}

fn ordering(d: &mut Dom, steps: &[Step], given: Option<&[u8]>) {
    d.open("ol.options");
    for (at, step) in steps.iter().enumerate() {
        let place = given.and_then(|given| given.iter().position(|step| usize::from(*step) == at));
        let wrong = place.filter(|place| *place != at);
        begin(d, &(at + 1).to_string(), wrong.is_none(), wrong.is_some());
        text::line(d, &step.text);
        then(d);
        if let Some(place) = wrong {
            d.el("span.verdict", &["✗ You had it as step ", &(place + 1).to_string(), "."].concat());
        }
        end(d, &step.why);
    }
    d.close();
}

fn number(d: &mut Dom, numeric: &Numeric, given: Option<f64>) {
    d.open("ul.options");
    value(d, numeric, numeric.answer, given, &numeric.working, true);
    for mistake in &numeric.mistakes {
        value(d, numeric, mistake.value, given, &mistake.why, false);
    }
    d.close();
    if let Some(given) = given {
        d.open("p.quiet").text("You answered ").text(&figure(given)).text(" ").text(&numeric.unit).text(".").close();
    }
}

/// The answer or one that comes of a mistake.
fn value(d: &mut Dom, numeric: &Numeric, value: f64, given: Option<f64>, why: &Text, right: bool) {
    let slack = numeric.tolerance + 1e-9 * numeric.answer.abs().max(1.0);
    let chosen = given.is_some_and(|given| (given - value).abs() <= slack);
    begin(d, if right { "✓" } else { "✗" }, right, !right && chosen);
    d.text(&figure(value)).text(" ").text(&numeric.unit);
    judged(d, right, chosen, why);
}

/// A number as it is shown: at most three digits behind the point, no trailing zeros.
#[must_use]
pub fn figure(value: f64) -> String {
    drill::print(value, 3, true)
}

fn hotspot(d: &mut Dom, question: &Question, regions: &[Region], chosen: Option<u8>) {
    let mut marks = Vec::new();
    for (at, region) in regions.iter().enumerate() {
        let state = match (region.key, chosen == Some(at as u8)) {
            (true, _) => RegionState::Right,
            (false, true) => RegionState::Wrong,
            (false, false) => RegionState::Open,
        };
        marks.push(RegionMark { region, state });
    }
    if let Some(exhibit) = question.exhibits.first() {
        figure_view(d, exhibit, &marks, None);
    }
    d.open("ul.options");
    for (at, region) in regions.iter().enumerate() {
        let chosen = chosen == Some(at as u8);
        begin(d, &letter(at).to_string(), region.key, !region.key && chosen);
        d.text(&region.label);
        judged(d, region.key, chosen, &region.why);
    }
    d.close();
}
