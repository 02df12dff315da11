//! An address that is no place.

use yew::prelude::*;

/// The page for what was asked for.
#[must_use]
pub fn unknown(path: &str) -> Html {
    html! {
        <>
            <h1 tabindex="-1">{ "There is no such page" }</h1>
            <p>{ "The address " }<code>{ path.to_owned() }</code>{ " leads nowhere. Nothing is lost: your progress is where it was." }</p>
            <p class="row"><a class="button primary" href="#/">{ "Go to Today" }</a><a class="button" href="#/library">{ "Look in the library" }</a></p>
        </>
    }
}
