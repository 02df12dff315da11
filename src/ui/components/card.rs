//! A card: its front, and below it its back.

use super::text;
use crate::engine::bank::question::Card;
use std::rc::Rc;
use yew::prelude::*;

/// What [`CardFace`] is given.
#[derive(Properties, PartialEq)]
pub struct CardProps {
    /// The card.
    pub card: Rc<Card>,
    /// Domain, topic.
    pub tags: Vec<String>,
    /// Whether the back is shown.
    pub back: bool,
}

/// A card.
#[component]
pub fn CardFace(props: &CardProps) -> Html {
    html! {
        <>
            <h1 class="hidden" tabindex="-1">{ "Card" }</h1>
            <p class="tags">{ for props.tags.iter().map(|tag| html! { <span>{ tag }</span> }) }</p>
            <div class="face">
                <div>{ text::text(&props.card.front) }</div>
                <div role="status">
                    if props.back {
                        <hr />
                        <div class="back">{ text::text(&props.card.back) }</div>
                    }
                </div>
            </div>
            if props.back { <p class="quiet">{ props.card.sources.join(" · ") }</p> }
        </>
    }
}
