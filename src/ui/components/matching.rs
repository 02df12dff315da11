//! Matching: a native list beside each left-hand side, so that it works by tap, by keys and by voice.

use super::ask::{letter, mark};
use super::text;
use crate::engine::bank::answer::NONE;
use crate::engine::bank::text::Line;
use crate::ui::dom::Dom;
use yew::prelude::*;

/// The right-hand sides as a lettered list, and a choice of letter for each left-hand side.
///
/// `rights` are in stored order and stand on the screen in `order`; `set` holds for each left the chosen right's
/// stored index, or [`NONE`].
pub fn matching(
    d: &mut Dom,
    lefts: &[&Line],
    rights: &[&Line],
    order: &[u8],
    set: &[u8],
    on_change: &Callback<Vec<u8>>,
) {
    d.open("fieldset.options[aria-describedby=stem]");
    d.el("legend.quiet", "Choose a match for each line. A match may stay unused.").open("ul.sides");
    for (place, right) in order.iter().enumerate() {
        d.open("li");
        mark(d, &letter(place).to_string());
        d.open("span");
        words(d, rights, *right);
        d.close().close();
    }
    d.close();
    for (at, left) in lefts.iter().enumerate() {
        let chosen = set.get(at).copied().unwrap_or(NONE);
        let id = ["match-", &at.to_string()].concat();
        d.open("div.option.match").open("label.left").attr("for", &id);
        text::line(d, left);
        d.close().open("select").attr("id", &id).on_change(choose(set, at, on_change));
        d.open("option[value=]").attr_if(chosen == NONE, "selected", "selected").text("Choose a match").close();
        for (place, right) in order.iter().enumerate() {
            d.open("option").attr_number("value", i32::from(*right));
            d.attr_if(chosen == *right, "selected", "selected");
            d.text(&letter(place).to_string()).text(" · ");
            words(d, rights, *right);
            d.close();
        }
        d.close().close();
    }
    d.close();
}

fn words(d: &mut Dom, rights: &[&Line], at: u8) {
    if let Some(line) = rights.get(usize::from(at)) {
        text::line(d, line);
    }
}

/// What a choice for the left-hand side `at` does.
fn choose(set: &[u8], at: usize, on_change: &Callback<Vec<u8>>) -> Callback<Event> {
    let set = set.to_vec();
    on_change.reform(move |event: Event| {
        let mut set = set.clone();
        let value = event.target_unchecked_into::<web_sys::HtmlSelectElement>().value();
        if let Some(slot) = set.get_mut(at) {
            *slot = value.parse().unwrap_or(NONE);
        }
        set
    })
}
