//! A card: its front, and below it its back.

use super::text;
use super::turn::tag_line;
use crate::engine::bank::question::Card;
use yew::prelude::*;

/// A card; `back` says whether its back is shown.
#[must_use]
pub fn card_face(card: &Card, tags: &[String], back: bool) -> Html {
    html! {
        <>
            <h1 class="hidden" tabindex="-1">{ "Card" }</h1>
            { tag_line(tags) }
            <div class="face">
                <div>{ text::text(&card.front) }</div>
                <div role="status">
                    if back {
                        <hr />
                        <div class="back">{ text::text(&card.back) }</div>
                    }
                </div>
            </div>
            if back { <p class="quiet">{ card.sources.join(" · ") }</p> }
        </>
    }
}
