//! Waiting and failing, designed.

use yew::prelude::*;

/// Something is on its way. Says so only to those who don't see the page: it is rarely more than a moment.
#[must_use]
pub fn waiting(what: &str) -> Html {
    html! {
        <>
            <h1 tabindex="-1">{ what.to_owned() }</h1>
            <p class="quiet" role="status">{ "One moment …" }</p>
        </>
    }
}

/// Something could not be had: what, why, and what to do next.
#[must_use]
pub fn failed(what: &str, why: &str, again: Callback<MouseEvent>) -> Html {
    html! {
        <>
            <h1 tabindex="-1">{ what.to_owned() }</h1>
            <p role="alert">{ why.to_owned() }</p>
            <p class="row">
                <button type="button" class="primary" onclick={again}>{ "Try again" }</button>
                <a class="button" href="#/">{ "Go to Today" }</a>
            </p>
        </>
    }
}
