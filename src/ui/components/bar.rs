//! The bar at the top: where one can go, or how far one has come.

use crate::ui::dom::Dom;

/// An entry of the bar.
pub struct Place {
    /// In the bar.
    pub name: &'static str,
    /// `#/…`
    pub href: &'static str,
    /// Whether this is where one is.
    pub here: bool,
}

/// How well what was done is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// In both stores.
    Both,
    /// In one of two stores.
    One,
    /// In memory only.
    Nowhere,
}

/// The bar of every page but those where one works through a set; `wide` as the page beneath it.
pub fn bar(d: &mut Dom, places: &[Place], saved: Saved, wide: bool) {
    d.open("header.bar").class_if(wide, "wide").open("div");
    d.link("a.brand", "#/", "Certdeck").open("nav[aria-label=Main]");
    for place in places {
        d.open("a").attr("href", place.href).attr_if(place.here, "aria-current", "page").text(place.name).close();
    }
    d.close();
    sign(d, saved);
    d.close().close();
}

fn sign(d: &mut Dom, saved: Saved) {
    let (class, words, title) = match saved {
        Saved::Both => ("", "Saved", "Your progress is saved in both stores of this browser."),
        Saved::One => ("some", "Saved", "Your progress is saved in one of two stores. See Your data."),
        Saved::Nowhere => ("none", "Not saved", "Your progress is in memory only. See Your data."),
    };
    d.open("a.saved[href=#/data]").class_if(!class.is_empty(), class).attr("title", title).text(words).close();
}

/// The bar where one works without an end: where, and how it goes in words.
pub fn progress_of(d: &mut Dom, place: &str, count: &str, saved: Saved) {
    d.open("header.bar").open("div").link("a.brand", "#/", "Certdeck").el("span.where", place);
    d.el("span.count", count);
    if saved == Saved::Nowhere {
        sign(d, saved);
    }
    d.close().close();
}

/// The bar where one works through a set: where (`CSM · Study`), and how far one has come.
pub fn progress(d: &mut Dom, place: &str, done: u32, of: u32, saved: Saved) {
    d.open("header.bar").open("div").link("a.brand", "#/", "Certdeck").el("span.where", place);
    d.el("span.count", &format!("{} of {of}", (done + 1).min(of)));
    if saved == Saved::Nowhere {
        sign(d, saved);
    }
    d.close().open("progress").attr_number("max", of.max(1) as i32).attr_number("value", done as i32);
    d.attr("aria-label", &format!("{done} of {of} done")).close().close();
}
