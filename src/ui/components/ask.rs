//! A question that can be answered: one control for each kind, all of them native form controls.
//!
//! Decides nothing about right and wrong: it turns what the learner does into a [`Draft`].

use super::figure::{RegionMark, RegionState, figure_view};
use super::matching::matching;
use super::ordering::Ordering;
use super::text;
use crate::engine::bank::answer::Draft;
use crate::engine::bank::question::{Body, Choice, Numeric, Question, Region};
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

/// A question's stem and figures.
#[must_use]
pub fn stem(question: &Question) -> Html {
    let hotspot = matches!(question.body, Body::Hotspot(_));
    html! {
        <>
            <div class="stem" id="stem">{ text::text(&question.stem) }</div>
            // A hotspot's figure is drawn where it is answered.
            { for question.exhibits.iter().filter(|_| !hotspot).map(|exhibit| figure_view(exhibit, &[], None)) }
        </>
    }
}

/// The part of a question that can be answered.
#[must_use]
pub fn ask(props: &Asked) -> Html {
    match (&props.question.body, &props.draft) {
        (Body::Single(options), Draft::One(chosen)) => choices(props, options, *chosen, None),
        (Body::Multiple(options), Draft::Some(bits)) => choices(props, options, None, Some(*bits)),
        (Body::Matching { pairs, distractors }, Draft::Pairs(set)) => {
            let rights: Vec<Html> = pairs.iter().map(|pair| &pair.right).chain(distractors).map(text::line).collect();
            let lefts: Vec<Html> = pairs.iter().map(|pair| text::line(&pair.left)).collect();
            let on_change = props.on_change.reform(Draft::Pairs);
            matching(&lefts, &rights, &props.order, set, &on_change)
        }
        (Body::Ordering(steps), Draft::Order(order)) => {
            let steps: Vec<Html> = steps.iter().map(|step| text::line(&step.text)).collect();
            html! { <Ordering {steps} order={order.clone()} on_change={props.on_change.reform(Draft::Order)} /> }
        }
        (Body::Numeric(numeric), Draft::Typed(typed)) => field(props, numeric, typed),
        (Body::Hotspot(regions), Draft::One(chosen)) => hotspot(props, regions, *chosen),
        // A draft of another kind than the question can't be drawn; the owner makes a new one.
        _ => Html::default(),
    }
}

/// Options to choose: radios where one is to be chosen, checkboxes where several are.
fn choices(props: &Asked, options: &[Choice], one: Option<u8>, several: Option<u8>) -> Html {
    let kind = if several.is_some() { "checkbox" } else { "radio" };
    let option = |(place, at): (usize, &u8)| {
        let at = *at;
        let words = options.get(usize::from(at)).map(|option| text::line(&option.text));
        let checked = several.map_or(one == Some(at), |bits| bits >> at & 1 == 1);
        let onchange = props.on_change.reform(move |_: Event| match several {
            Some(bits) => Draft::Some(bits ^ (1 << at)),
            None => Draft::One(Some(at)),
        });
        html! {
            <div class="option" key={at}>
                <label>
                    <input type={kind} name="option" {checked} {onchange} data-place={place.to_string()} />
                    <span class="mark" aria-hidden="true">{ letter(place) }</span>
                    <span>{ words }</span>
                </label>
            </div>
        }
    };
    html! {
        <fieldset class={classes!("options", several.map(|_| "square"))} aria-describedby="stem">
            <legend class="quiet">{ if several.is_some() { "Choose as many as the question asks for." } else { "Choose one." } }</legend>
            { for props.order.iter().enumerate().map(option) }
        </fieldset>
    }
}

fn field(props: &Asked, numeric: &Numeric, typed: &str) -> Html {
    let oninput = props
        .on_change
        .reform(|event: InputEvent| Draft::Typed(event.target_unchecked_into::<web_sys::HtmlInputElement>().value()));
    html! {
        <div class="field">
            <label for="number">{ "Your result" }</label>
            <div class="typed">
                <input id="number" type="text" inputmode="decimal" autocomplete="off" aria-describedby="unit stem" value={typed.to_owned()} {oninput} />
                <span id="unit">{ &numeric.unit }</span>
            </div>
        </div>
    }
}

fn hotspot(props: &Asked, regions: &[Region], chosen: Option<u8>) -> Html {
    let marks: Vec<RegionMark> = regions
        .iter()
        .enumerate()
        .map(|(at, region)| RegionMark {
            at: region.at.clone(),
            label: region.label.clone(),
            state: if chosen == Some(at as u8) { RegionState::Chosen } else { RegionState::Open },
        })
        .collect();
    let on_pick = props.on_change.reform(|at: u8| Draft::One(Some(at)));
    let option = |(at, region): (usize, &Region)| {
        let onchange = props.on_change.reform(move |_: Event| Draft::One(Some(at as u8)));
        html! {
            <div class="option">
                <label>
                    <input type="radio" name="option" checked={chosen == Some(at as u8)} {onchange} data-place={at.to_string()} />
                    <span class="mark" aria-hidden="true">{ letter(at) }</span>
                    <span>{ &region.label }</span>
                </label>
            </div>
        }
    };
    html! {
        <>
            { for props.question.exhibits.first().map(|exhibit| figure_view(exhibit, &marks, Some(&on_pick))) }
            <fieldset class="options" aria-describedby="stem">
                <legend class="quiet">{ "Choose in the figure or in this list." }</legend>
                { for regions.iter().enumerate().map(option) }
            </fieldset>
        </>
    }
}
