//! A question that can be answered: one control for each kind, all of them native form controls.
//!
//! Decides nothing about right and wrong: it turns what the learner does into a [`Draft`].

use super::figure::{RegionMark, RegionState, figure_view};
use super::matching::matching;
use super::ordering::Ordering;
use super::text;
use crate::engine::bank::answer::Draft;
use crate::engine::bank::question::{Body, Choice, Numeric, Question, Region};
use crate::engine::bank::text::Line;
use crate::ui::dom::Dom;
use std::rc::Rc;
use yew::prelude::*;

/// A question to be answered.
pub struct Asked {
    /// What is asked.
    pub question: Rc<Question>,
    /// From [`crate::engine::bank::answer::arrange`].
    pub order: Rc<[u8]>,
    /// What has been set so far.
    pub draft: Draft,
    /// Called with each change; nothing is submitted by it.
    pub on_change: Callback<Draft>,
}

/// The name by which the place on the screen is called: A, B, C …
#[must_use]
pub fn letter(place: usize) -> char {
    char::from(b'A'.saturating_add(place.min(25) as u8))
}

/// What stands before an option: its letter, its number, or whether it is right.
pub fn mark(d: &mut Dom, words: &str) {
    d.el("span.mark[aria-hidden=true]", words);
}

/// A question's stem and figures.
pub fn stem(d: &mut Dom, question: &Question) {
    d.open("div.stem#stem");
    text::text(d, &question.stem);
    d.close();
    // A hotspot's figure is drawn where it is answered.
    if !matches!(question.body, Body::Hotspot(_)) {
        for exhibit in &question.exhibits {
            figure_view(d, exhibit, &[], None);
        }
    }
}

/// The part of a question that can be answered.
pub fn ask(d: &mut Dom, props: &Asked) {
    match (&props.question.body, &props.draft) {
        (Body::Single(options), Draft::One(chosen)) => choices(d, props, options, *chosen, None),
        (Body::Multiple(options), Draft::Some(bits)) => choices(d, props, options, None, Some(*bits)),
        (Body::Matching { pairs, distractors }, Draft::Pairs(set)) => {
            let lefts: Vec<&Line> = pairs.iter().map(|pair| &pair.left).collect();
            let mut rights: Vec<&Line> = pairs.iter().map(|pair| &pair.right).collect();
            rights.extend(distractors);
            matching(d, &lefts, &rights, &props.order, set, &props.on_change.reform(Draft::Pairs));
        }
        (Body::Ordering(steps), Draft::Order(order)) => {
            let steps: Vec<String> = steps.iter().map(|step| step.text.plain()).collect();
            let on_change = props.on_change.reform(Draft::Order);
            d.node(html! { <Ordering {steps} order={order.clone()} {on_change} /> });
        }
        (Body::Numeric(numeric), Draft::Typed(typed)) => field(d, props, numeric, typed),
        (Body::Hotspot(regions), Draft::One(chosen)) => hotspot(d, props, regions, *chosen),
        // A draft of another kind than the question can't be drawn; the owner makes a new one.
        _ => {}
    }
}

/// Options to choose: radios where one is to be chosen, checkboxes where several are.
fn choices(d: &mut Dom, props: &Asked, options: &[Choice], one: Option<u8>, several: Option<u8>) {
    let legend = if several.is_some() { "Choose as many as the question asks for." } else { "Choose one." };
    d.open(OPTIONS).class_if(several.is_some(), "square").el("legend.quiet", legend);
    for (place, at) in props.order.iter().copied().enumerate() {
        let (checked, then) = match several {
            Some(bits) => (bits >> at & 1 == 1, Draft::Some(bits ^ (1 << at))),
            None => (one == Some(at), Draft::One(Some(at))),
        };
        begin_option(d, props, several.is_some(), place, checked, then);
        if let Some(option) = options.get(usize::from(at)) {
            text::line(d, &option.text);
        }
        end_option(d);
    }
    d.close();
}

const OPTIONS: &str = "fieldset.options[aria-describedby=stem]";
/// Opens the control of an option. Its kind is its key: a checkbox that became a radio button would bring its mark
/// along, and with that take away the mark of the one that is chosen.
pub fn open_control(d: &mut Dom, several: bool) -> &mut Dom {
    let (spec, kind) = if several {
        ("input[type=checkbox][name=option]", "several")
    } else {
        ("input[type=radio][name=option]", "one")
    };
    d.open(spec).key(kind)
}

/// An option up to its words; choosing it or taking the choice back makes the draft `then`.
fn begin_option(d: &mut Dom, props: &Asked, several: bool, place: usize, checked: bool, then: Draft) {
    let onchange = props.on_change.reform(move |_: Event| then.clone());
    d.open("div.option").open("label");
    open_control(d, several).attr_number("data-place", place as i32).checked(checked).on_change(onchange).close();
    mark(d, &letter(place).to_string());
    d.open("span");
}

fn end_option(d: &mut Dom) {
    d.close().close().close();
}

fn field(d: &mut Dom, props: &Asked, numeric: &Numeric, typed: &str) {
    let oninput = props
        .on_change
        .reform(|event: InputEvent| Draft::Typed(event.target_unchecked_into::<web_sys::HtmlInputElement>().value()));
    d.open("div.field").el("label[for=number]", "Your result").open("div.typed");
    d.open("input#number[type=text][inputmode=decimal][autocomplete=off][aria-describedby=unit stem]");
    d.value(typed).on_input(oninput).close();
    d.el("span#unit", &numeric.unit).close().close();
}

fn hotspot(d: &mut Dom, props: &Asked, regions: &[Region], chosen: Option<u8>) {
    let mut marks = Vec::new();
    for (at, region) in regions.iter().enumerate() {
        let state = if chosen == Some(at as u8) { RegionState::Chosen } else { RegionState::Open };
        marks.push(RegionMark { region, state });
    }
    if let Some(exhibit) = props.question.exhibits.first() {
        figure_view(d, exhibit, &marks, Some(&props.on_change.reform(|at: u8| Draft::One(Some(at)))));
    }
    d.open(OPTIONS).el("legend.quiet", "Choose in the figure or in this list.");
    for (place, region) in regions.iter().enumerate() {
        let at = Some(place as u8);
        begin_option(d, props, false, place, chosen == at, Draft::One(at));
        d.text(&region.label);
        end_option(d);
    }
    d.close();
}
