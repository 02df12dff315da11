//! An address that is no place.

use yew::prelude::*;

/// What [`Unknown`] is given.
#[derive(Properties, PartialEq)]
pub struct UnknownProps {
    /// What was asked for.
    pub path: String,
}

/// The page.
#[component]
pub fn Unknown(props: &UnknownProps) -> Html {
    html! {
        <>
            <h1 tabindex="-1">{ "There is no such page" }</h1>
            <p>{ "The address " }<code>{ &props.path }</code>{ " leads nowhere. Nothing is lost: your progress is where it was." }</p>
            <p class="row"><a class="button primary" href="#/">{ "Go to Today" }</a><a class="button" href="#/library">{ "Look in the library" }</a></p>
        </>
    }
}
