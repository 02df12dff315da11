//! Small parts that pages share and that need the shell.

use crate::engine::bank::pack::Entry;
use crate::engine::bank::question::{ContentHash, Level};
use crate::engine::bank::track::Track;
use crate::engine::id::{ItemId, TrackId};
use crate::platform::{clipboard, timer};
use crate::ui::VERSION;
use crate::ui::components::bar::{Bar, Place};
use crate::ui::components::report::Report;
use crate::ui::handle::Loading;
use crate::ui::hooks::use_app;
use crate::ui::route::Route;
use yew::prelude::*;

/// Domain, topic and level of an item.
#[must_use]
pub fn tags(track: &Track, item: &ItemId, level: Option<Level>) -> Vec<String> {
    let topic = item.topic();
    let mut tags = Vec::new();
    tags.extend(track.domain_of(&topic).map(|domain| domain.name.clone()));
    tags.extend(track.topic(&topic).map(|topic| topic.name.clone()));
    tags.push(level.map_or("Card", Level::name).to_owned());
    tags
}

/// What [`ReportLine`] is given.
#[derive(Properties, PartialEq)]
pub struct ReportLineProps {
    /// Which item.
    pub item: ItemId,
    /// Of the wording that was shown.
    pub hash: ContentHash,
    /// The item's first words.
    pub words: String,
}

/// "Report a problem", with the clipboard behind its button.
#[component]
pub fn ReportLine(props: &ReportLineProps) -> Html {
    let copied = use_state(|| false);
    let on_copy = {
        let copied = copied.clone();
        Callback::from(move |text: String| {
            let copied = copied.clone();
            timer::spawn(async move { copied.set(clipboard::copy(&text).await.is_ok()) });
        })
    };
    html! { <Report item={props.item.clone()} hash={props.hash} words={props.words.clone()} app={VERSION} {on_copy} copied={*copied} /> }
}

/// What [`Frame`] is given.
#[derive(Properties, PartialEq)]
pub struct FrameProps {
    /// The page's content.
    pub children: Html,
    /// Needs the room of a desktop.
    #[prop_or_default]
    pub wide: bool,
}

/// The frame of a page: the bar, the content, the foot.
#[component]
pub fn Frame(props: &FrameProps) -> Html {
    let app = use_app();
    let place = |name: &'static str, route: Route, here: bool| Place { name, href: route.hash(), here };
    let places = vec![
        place("Today", Route::Today, app.route == Route::Today),
        place("Practice", Route::Practice(None), matches!(app.route, Route::Practice(_))),
        place(
            "Library",
            Route::Library(None),
            matches!(app.route, Route::Library(_) | Route::Item(_) | Route::Deck(_)),
        ),
        place("Progress", Route::Progress(None), matches!(app.route, Route::Progress(_))),
        place("Settings", Route::Settings, app.route == Route::Settings),
    ];
    html! {
        <>
            <Bar {places} saved={app.saved()} />
            <main id="main" class={props.wide.then_some("wide")}>{ props.children.clone() }</main>
            <footer class="foot"><div>
                <a href="#/about">{ "About Certdeck" }</a>
                <a href="#/settings">{ "Your data" }</a>
                <p>{ "Independent and free. Not affiliated with or endorsed by any certification body. All questions are original." }</p>
            </div></footer>
        </>
    }
}

/// What [`TrackPicker`] is given.
#[derive(Properties, PartialEq)]
pub struct PickerProps {
    /// Of the address: `practice`, `library`, `progress`.
    pub page: &'static str,
    /// The track that is shown.
    #[prop_or_default]
    pub chosen: Option<TrackId>,
}

/// Links to the same page for the other tracks that have questions.
#[component]
pub fn TrackPicker(props: &PickerProps) -> Html {
    let app = use_app();
    let Loading::Ready(catalogue) = app.catalogue() else { return Html::default() };
    let link = |entry: &Entry| {
        let here = props.chosen.as_ref() == Some(&entry.track.id);
        html! { <li><a href={format!("#/{}/{}", props.page, entry.track.id)} aria-current={here.then_some("true")}>{ &entry.track.short }</a></li> }
    };
    html! {
        <nav aria-label="Decks"><ul class="picker">{ for catalogue.tracks.iter().filter(|entry| entry.pack.is_some()).map(link) }</ul></nav>
    }
}
