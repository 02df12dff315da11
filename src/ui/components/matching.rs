//! Matching: a native list beside each left-hand side, so that it works by tap, by keys and by voice.

use super::ask::letter;
use crate::engine::bank::answer::NONE;
use yew::prelude::*;

/// The right-hand sides as a lettered list, and a choice of letter for each left-hand side.
///
/// `rights` are in stored order and stand on the screen in `order`; `set` holds for each left the chosen right's
/// stored index, or [`NONE`].
#[must_use]
pub fn matching(lefts: &[Html], rights: &[Html], order: &[u8], set: &[u8], on_change: &Callback<Vec<u8>>) -> Html {
    let side = |(place, at): (usize, &u8)| {
        html! { <li><span class="mark" aria-hidden="true">{ letter(place) }</span><span>{ rights.get(usize::from(*at)).cloned() }</span></li> }
    };
    let pair = |(at, left): (usize, &Html)| {
        let chosen = set.get(at).copied().unwrap_or(NONE);
        let set = set.to_vec();
        let onchange = on_change.reform(move |event: Event| {
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
                    { for order.iter().enumerate().map(|(place, right)| html! {
                        <option value={right.to_string()} selected={chosen == *right}>
                            { letter(place) }{ " · " }{ rights.get(usize::from(*right)).cloned() }
                        </option>
                    }) }
                </select>
            </div>
        }
    };
    html! {
        <fieldset class="options" aria-describedby="stem">
            <legend class="quiet">{ "Choose a match for each line. A match may stay unused." }</legend>
            <ul class="sides">{ for order.iter().enumerate().map(side) }</ul>
            { for lefts.iter().enumerate().map(pair) }
        </fieldset>
    }
}
