//! Matching: a native list beside each left-hand side, so that it works by tap, by keys and by voice.

use super::ask::letter;
use crate::engine::bank::answer::NONE;
use std::rc::Rc;
use yew::prelude::*;

/// What [`Matching`] is given.
#[derive(Properties, PartialEq)]
pub struct MatchingProps {
    /// The given sides.
    pub lefts: Vec<Html>,
    /// The sides to choose from, in stored order.
    pub rights: Vec<Html>,
    /// The order in which `rights` stand on the screen.
    pub order: Rc<[u8]>,
    /// For each left the chosen right's stored index, or [`NONE`].
    pub set: Vec<u8>,
    /// Called with the new set.
    pub on_change: Callback<Vec<u8>>,
}

/// The right-hand sides as a lettered list, and a choice of letter for each left-hand side.
#[component]
pub fn Matching(props: &MatchingProps) -> Html {
    let side = |(place, at): (usize, &u8)| {
        html! { <li><span class="mark" aria-hidden="true">{ letter(place) }</span><span>{ props.rights.get(usize::from(*at)).cloned() }</span></li> }
    };
    let pair = |(at, left): (usize, &Html)| {
        let chosen = props.set.get(at).copied().unwrap_or(NONE);
        let set = props.set.clone();
        let onchange = props.on_change.reform(move |event: Event| {
            let mut set = set.clone();
            let value = event.target_unchecked_into::<web_sys::HtmlSelectElement>().value();
            if let Some(slot) = set.get_mut(at) {
                *slot = value.parse().unwrap_or(NONE);
            }
            set
        });
        let id = format!("match-{at}");
        html! {
            <div class="option match">
                <label for={id.clone()} class="left">{ left.clone() }</label>
                <select {id} {onchange}>
                    <option value="" selected={chosen == NONE}>{ "Choose a match" }</option>
                    { for props.order.iter().enumerate().map(|(place, right)| html! {
                        <option value={right.to_string()} selected={chosen == *right}>
                            { letter(place) }{ " · " }{ props.rights.get(usize::from(*right)).cloned() }
                        </option>
                    }) }
                </select>
            </div>
        }
    };
    html! {
        <fieldset class="options" aria-describedby="stem">
            <legend class="quiet">{ "Choose a match for each line. A match may stay unused." }</legend>
            <ul class="sides">{ for props.order.iter().enumerate().map(side) }</ul>
            { for props.lefts.iter().enumerate().map(pair) }
        </fieldset>
    }
}
