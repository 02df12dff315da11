//! The bar at the top: where one can go, or how far one has come.

use yew::prelude::*;

/// An entry of the bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// In the bar.
    pub name: &'static str,
    /// `#/…`
    pub href: String,
    /// Whether this is where one is.
    pub here: bool,
}

/// How well what was done is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// Not told yet.
    Unknown,
    /// In both stores.
    Both,
    /// In one of two stores.
    One,
    /// In memory only.
    Nowhere,
}

/// The bar of every page but those where one works through a set; `wide` as the page beneath it.
#[must_use]
pub fn bar(places: &[Place], saved: Saved, wide: bool) -> Html {
    let place = |place: &Place| {
        html! { <a href={place.href.clone()} aria-current={place.here.then_some("page")}>{ place.name }</a> }
    };
    html! {
        <header class={if wide { "bar wide" } else { "bar" }}>
            <div>
                <a class="brand" href="#/">{ "Certdeck" }</a>
                <nav aria-label="Main">{ for places.iter().map(place) }</nav>
                { sign(saved) }
            </div>
        </header>
    }
}

fn sign(saved: Saved) -> Html {
    let (class, words, title) = match saved {
        Saved::Unknown => return Html::default(),
        Saved::Both => ("saved", "Saved", "Your progress is saved in both stores of this browser."),
        Saved::One => ("saved some", "Saved", "Your progress is saved in one of two stores. See Settings."),
        Saved::Nowhere => ("saved none", "Not saved", "Your progress is in memory only. See Settings."),
    };
    html! { <a {class} {title} href="#/settings">{ words }</a> }
}

/// The bar where one works through a set: where (`CSM · Study`), and how far one has come.
#[must_use]
pub fn progress(place: &str, done: u32, of: u32, saved: Saved) -> Html {
    let words = format!("{} of {of}", (done + 1).min(of));
    html! {
        <header class="bar">
            <div>
                <a class="brand" href="#/">{ "Certdeck" }</a>
                <span class="where">{ place.to_owned() }</span>
                <span class="count">{ &words }</span>
                if saved == Saved::Nowhere { { sign(saved) } }
            </div>
            <progress max={of.max(1).to_string()} value={done.to_string()} aria-label={format!("{done} of {of} done")}></progress>
        </header>
    }
}
