//! Small parts that pages share and that need the shell.

use crate::engine::bank::pack::Entry;
use crate::engine::bank::question::{ContentHash, Level};
use crate::engine::bank::track::Track;
use crate::engine::id::{ItemId, TrackId};
use crate::platform::{clipboard, timer};
use crate::ui::VERSION;
use crate::ui::components::bar::{Place, bar};
use crate::ui::components::notice;
use crate::ui::handle::{App, Loading};
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

/// What [`Report`] is given.
#[derive(Properties, PartialEq)]
pub struct ReportProps {
    /// Which item.
    pub item: ItemId,
    /// Of the wording that was shown.
    pub hash: ContentHash,
    /// The item's first words.
    pub words: String,
}

/// "Report a problem": a prepared text that the learner can copy. No request is sent.
#[component]
pub fn Report(props: &ReportProps) -> Html {
    let copied = use_state(|| false);
    let words: String = props.words.chars().take(160).collect();
    let text = format!(
        "Problem with {} (wording {:08x}, Certdeck {VERSION})\n\n> {words} …\n\nWhat is wrong (key, explanation, fact, wording, source):\n\n\nWhat would be right, and where it is written:\n\n",
        props.item, props.hash.0
    );
    let onclick = {
        let (text, copied) = (text.clone(), copied.clone());
        Callback::from(move |_: MouseEvent| {
            let (text, copied) = (text.clone(), copied.clone());
            timer::spawn(async move { copied.set(clipboard::copy(&text).await.is_ok()) });
        })
    };
    html! {
        <details class="report">
            <summary>{ "Report a problem" }</summary>
            <p class="quiet" id="report-how">{ "Nothing is sent from here. Copy this text, complete it and put it into an issue of the project." }</p>
            <textarea readonly=true aria-label="Text of the report" aria-describedby="report-how" value={text} />
            <p class="row"><button type="button" {onclick}>{ "Copy the text" }</button><span role="status">{ if *copied { "Copied." } else { "" } }</span></p>
        </details>
    }
}

/// The frame of a page: the bar, the content, the foot. `wide` needs the room of a desktop.
#[must_use]
pub fn frame(app: &App, wide: bool, content: Html) -> Html {
    let place = |name: &'static str, route: Route, here: bool| Place { name, href: route.hash(), here };
    let places = [
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
            { bar(&places, app.saved(), wide) }
            <main id="main" class={wide.then_some("wide")}>{ content }</main>
            <footer class={if wide { "foot wide" } else { "foot" }}><div>
                <a href="#/about">{ "About Certdeck" }</a>
                <a href="#/settings">{ "Your data" }</a>
                <p>{ "Independent and free. Not affiliated with or endorsed by any certification body. All questions are original." }</p>
            </div></footer>
        </>
    }
}

/// Links to the same page (`practice`, `library`, `progress`) for the other tracks that have questions.
#[must_use]
pub fn track_picker(app: &App, page: &str, chosen: Option<&TrackId>) -> Html {
    let Loading::Ready(catalogue) = app.catalogue() else { return Html::default() };
    let link = |entry: &Entry| {
        let here = chosen == Some(&entry.track.id);
        html! { <li><a href={["#/", page, "/", entry.track.id.as_str()].concat()} aria-current={here.then_some("true")}>{ &entry.track.short }</a></li> }
    };
    html! {
        <nav aria-label="Decks"><ul class="picker">{ for catalogue.tracks.iter().filter(|entry| entry.pack.is_some()).map(link) }</ul></nav>
    }
}

/// What is shown while a track's deck is not there: that it is on its way, or why it can't be had.
pub fn missing<T>(app: &App, heading: &str, track: &TrackId, loading: Loading<T>) -> Result<T, Html> {
    match loading {
        Loading::Ready(deck) => Ok(deck),
        Loading::Waiting => Err(notice::waiting(heading)),
        Loading::Failed(why) => {
            let (app, track) = (app.clone(), track.clone());
            Err(notice::failed(
                "The questions could not be loaded",
                &why,
                Callback::from(move |_| app.retry(Some(&track))),
            ))
        }
    }
}

/// The same for the list of decks.
pub fn missing_catalogue<T>(app: &App, heading: &str, loading: Loading<T>) -> Result<T, Html> {
    match loading {
        Loading::Ready(catalogue) => Ok(catalogue),
        Loading::Waiting => Err(notice::waiting(heading)),
        Loading::Failed(why) => {
            let app = app.clone();
            Err(notice::failed("The decks could not be loaded", &why, Callback::from(move |_| app.retry(None))))
        }
    }
}
