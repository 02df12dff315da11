//! A heading, to test delivery with.

use yew::prelude::*;

/// The page.
#[component]
fn Page() -> Html {
    html! { <h1 tabindex="-1">{ "Certdeck" }</h1> }
}

/// Starts the page.
pub fn start() {
    crate::platform::panic::install();
    if let Some(root) = crate::platform::document::mount_point("app") {
        yew::Renderer::<Page>::with_root(root).render();
    }
}
