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

/// What [`Bar`] is given.
#[derive(Properties, PartialEq)]
pub struct BarProps {
    /// Where one can go.
    pub places: Vec<Place>,
    /// How well what was done is kept.
    pub saved: Saved,
}

/// The bar of every page but those where one works through a set.
#[component]
pub fn Bar(props: &BarProps) -> Html {
    let place = |place: &Place| {
        html! { <a href={place.href.clone()} aria-current={place.here.then_some("page")}>{ place.name }</a> }
    };
    html! {
        <header class="bar wide">
            <div>
                <a class="brand" href="#/">{ "Certdeck" }</a>
                <nav aria-label="Main">{ for props.places.iter().map(place) }</nav>
                { sign(props.saved) }
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

/// What [`Track`] is given.
#[derive(Properties, PartialEq)]
pub struct TrackProps {
    /// For example `CSM · Study`.
    pub place: String,
    /// What is done.
    pub done: u32,
    /// Of so many.
    pub of: u32,
    /// How well what was done is kept.
    pub saved: Saved,
}

/// The bar where one works through a set: how far one has come.
#[component]
pub fn Progress(props: &TrackProps) -> Html {
    let words = format!("{} of {}", (props.done + 1).min(props.of), props.of);
    html! {
        <header class="bar">
            <div>
                <a class="brand" href="#/">{ "Certdeck" }</a>
                <span class="where">{ &props.place }</span>
                <span class="count">{ &words }</span>
                if props.saved == Saved::Nowhere { { sign(props.saved) } }
            </div>
            <progress max={props.of.max(1).to_string()} value={props.done.to_string()} aria-label={format!("{} of {} done", props.done, props.of)}></progress>
        </header>
    }
}
