//! A card: its front, and below it its back.

use super::text;
use super::turn::tag_line;
use crate::engine::bank::question::Card;
use crate::ui::dom::Dom;
use yew::prelude::*;

/// A card; `back` says whether its back is shown.
pub fn card_face(d: &mut Dom, card: &Card, tags: &[String], back: bool) {
    // One node, whether the back is shown or not: what stands around it keeps its elements.
    let mut part = Dom::new();
    part.el("h1.hidden[tabindex=-1]", "Card");
    tag_line(&mut part, tags);
    part.open("div.face").open("div");
    text::text(&mut part, &card.front);
    part.close().open("div[role=status]");
    if back {
        part.open("hr").close().open("div.back");
        text::text(&mut part, &card.back);
        part.close().close().close();
        part.el("p.quiet", &card.sources.join(" · "));
    } else {
        part.close().close().node(Html::default());
    }
    d.node(part.finish());
}
