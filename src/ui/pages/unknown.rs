//! An address that is no place.

use crate::ui::dom::Dom;

/// The page for what was asked for.
pub fn unknown(d: &mut Dom, path: &str) {
    d.el("h1[tabindex=-1]", "There is no such page");
    d.open("p").text("The address ").el("code", path);
    d.text(" leads nowhere. Nothing is lost: your progress is where it was.").close();
    d.open("p.row")
        .link("a.button.primary", "#/", "Go to Today")
        .link("a.button", "#/library", "Look in the library")
        .close();
}
