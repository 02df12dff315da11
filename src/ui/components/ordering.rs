//! Ordering: each step moves up and down by buttons, so that it works by tap, by keys and by voice.

use yew::prelude::*;

/// What [`Ordering`] is given.
#[derive(Properties, PartialEq)]
pub struct OrderingProps {
    /// The steps, in stored order.
    pub steps: Vec<Html>,
    /// Their stored indices in the order on the screen.
    pub order: Vec<u8>,
    /// Called with the new order.
    pub on_change: Callback<Vec<u8>>,
}

/// A list whose items can be moved.
#[component]
pub fn Ordering(props: &OrderingProps) -> Html {
    let last = props.order.len().saturating_sub(1);
    let moved = use_state(String::new);
    let button = |place: usize, other: usize, enabled: bool, word: &'static str, arrow: &'static str| {
        let order = props.order.clone();
        let moved = moved.clone();
        let onclick = props.on_change.reform(move |_: MouseEvent| {
            let mut order = order.clone();
            if place < order.len() && other < order.len() {
                order.swap(place, other);
                moved.set(format!("Step {} is now step {}.", place + 1, other + 1));
            }
            order
        });
        html! {
            <button type="button" aria-disabled={(!enabled).then_some("true")} onclick={if enabled { onclick } else { Callback::noop() }}
                aria-label={format!("Move step {} {word}", place + 1)}>{ arrow }</button>
        }
    };
    let step = |(place, at): (usize, &u8)| {
        html! {
            // Keyed by the step itself: the focus stays on the button of the step that moved.
            <li class="option step" key={*at}>
                <span class="mark" aria-hidden="true">{ place + 1 }</span>
                <span>{ props.steps.get(usize::from(*at)).cloned() }</span>
                <span class="move">
                    { button(place, place.saturating_sub(1), place > 0, "up", "↑") }
                    { button(place, place + 1, place < last, "down", "↓") }
                </span>
            </li>
        }
    };
    html! {
        <fieldset aria-describedby="stem">
            <legend class="quiet">{ "Put the steps in order: first at the top." }</legend>
            <ol class="options">{ for props.order.iter().enumerate().map(step) }</ol>
            <p class="hidden" role="status">{ &*moved }</p>
        </fieldset>
    }
}
