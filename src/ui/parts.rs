//! Small parts that pages share and that need the shell.

use crate::engine::bank::deck::Deck;
use crate::engine::bank::pack::Catalogue;
use crate::engine::bank::question::{ContentHash, Level};
use crate::engine::bank::track::Track;
use crate::engine::id::{ItemId, TrackId};
use crate::engine::progress::reminder::Due;
use crate::platform::{clipboard, document, timer};
use crate::ui::VERSION;
use crate::ui::care::{self, Link, Linked};
use crate::ui::components::bar::{Place, bar};
use crate::ui::components::notice;
use crate::ui::dom::Dom;
use crate::ui::handle::{App, Loading};
use crate::ui::route::Route;
use crate::ui::wording;
use std::rc::Rc;
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
    let mut d = Dom::new();
    d.open("details.report").el("summary", "Report a problem");
    d.el(
        "p.quiet#report-how",
        "Nothing is sent from here. Copy this text, complete it and put it into an issue of the project.",
    );
    d.open("textarea[readonly][aria-label=Text of the report][aria-describedby=report-how]").value(&text).close();
    d.open("p.row").button("button", "Copy the text", onclick);
    d.el("span[role=status]", if *copied { "Copied." } else { "" });
    d.finish()
}

/// [`Report`] for an item.
pub fn report(d: &mut Dom, item: &ItemId, hash: ContentHash, words: String) {
    d.node(html! { <Report item={item.clone()} {hash} {words} /> });
}

/// After a change of stage: where what had the focus is gone the heading gets it, and the outcome comes into view.
pub fn settle(marked: bool) {
    if document::focus_is_lost() {
        document::focus_first("h1[tabindex]");
    }
    if marked {
        document::reveal("outcome");
    }
}

/// Begins the bar of buttons; two elements stay open. What is missing for an answer stands above them: there it is
/// seen wherever the page is scrolled to.
pub fn begin_actions(d: &mut Dom, note: &str) {
    d.open("div.actions[role=group][aria-label=Actions]").el("p.note[role=alert]", note).open("div");
}

/// Takes the latest step back.
pub fn undo_button(d: &mut Dom, then: Callback<MouseEvent>, possible: bool) {
    d.open("button[type=button]").on_click(then).attr_if(!possible, "disabled", "disabled").text("Undo");
    d.el("kbd[aria-hidden=true]", "U").close();
}

/// Marks the item for later.
pub fn flag_button(d: &mut Dom, then: Callback<MouseEvent>, flagged: bool) {
    d.open("button[type=button]").on_click(then).attr("aria-pressed", if flagged { "true" } else { "false" });
    d.text(if flagged { "Flagged" } else { "Flag" }).el("kbd[aria-hidden=true]", "F").close();
}

/// The frame of a page: the bar, the content, the foot. `wide` needs the room of a desktop.
pub fn frame(d: &mut Dom, app: &App, wide: bool, content: impl FnOnce(&mut Dom)) {
    begin_frame(d, app, wide);
    content(d);
    end_frame(d, wide);
}

fn begin_frame(d: &mut Dom, app: &App, wide: bool) {
    let place = |name, href, here| Place { name, href, here };
    let route = &app.route;
    let of_progress =
        matches!(route, Route::Progress(_) | Route::Plan(_) | Route::Forecast(_) | Route::Traps(_) | Route::Way);
    let places = [
        place("Today", "#/", *route == Route::Today),
        place("Practice", "#/practice", matches!(route, Route::Practice(_) | Route::Set(..) | Route::Formulas(_))),
        place("Exam", "#/exam", matches!(route, Route::Exam(_) | Route::Report(_))),
        place("Library", "#/library", matches!(route, Route::Library(_) | Route::Item(_) | Route::Deck(_))),
        place("Progress", "#/progress", of_progress),
        place("Settings", "#/settings", matches!(route, Route::Settings | Route::Data)),
    ];
    bar(d, &places, app.saved(), wide);
    d.open("main#main").class_if(wide, "wide");
}

fn end_frame(d: &mut Dom, wide: bool) {
    d.close().open("footer.foot").class_if(wide, "wide").open("div");
    d.link("a", "#/about", "About Certdeck").text(" ").link("a", "#/data", "Your data");
    d.el(
        "p",
        "Independent and free. Not affiliated with or endorsed by any certification body. All questions are original.",
    );
    d.close().close();
}

/// A calm word on copies outside this browser, where one is due and the learner has not put it off today.
pub fn remind(d: &mut Dom, app: &App) {
    let asks = match &app.core().care.linked {
        Some(Linked { name, link: Link::Ask }) => Some(name.clone()),
        _ => None,
    };
    let words = match (asks, care::reminder(app, true)) {
        (_, None) => return,
        (Some(name), _) => [&name, " is not kept up to date: the browser wants you to allow it again."].concat(),
        (None, Some(Due::Answers(count))) => {
            [&wording::count(count, "answer is", "answers are"), " in this browser only."].concat()
        }
        (None, Some(Due::Days(days))) => {
            ["What you did in ", &wording::count(days, "day", "days"), " is in this browser only."].concat()
        }
    };
    let app = app.clone();
    d.open("p.remind").text(&words).text(" ").link("a", "#/data", "Make a copy");
    d.button("button.plain", "Not today", Callback::from(move |_| care::put_off(&app))).close();
}

/// Links to the same page (`practice`, `library`, `progress`) for the other tracks that have questions.
pub fn track_picker(d: &mut Dom, app: &App, page: &str, chosen: Option<&TrackId>) {
    let Loading::Ready(catalogue) = app.catalogue() else { return };
    d.open("nav[aria-label=Decks]").open("ul.picker");
    for entry in catalogue.tracks.iter().filter(|entry| entry.pack.is_some()) {
        let here = chosen == Some(&entry.track.id);
        d.open("li").open("a").attr("href", &["#/", page, "/", entry.track.id.as_str()].concat());
        d.attr_if(here, "aria-current", "true").text(&entry.track.short).close().close();
    }
    d.close().close();
}

/// Links between the pages that say how a track goes on: `plan`, `forecast`, `traps`, `progress`.
pub fn views(d: &mut Dom, track: &TrackId, here: &str) {
    d.open("nav.views[aria-label=This deck]");
    for (page, words) in
        [("plan", "Plan"), ("forecast", "Forecast"), ("traps", "Misconceptions"), ("progress", "Numbers")]
    {
        d.open("a").attr("href", &["#/", page, "/", track.as_str()].concat());
        d.attr_if(page == here, "aria-current", "page").text(words).close();
    }
    d.close();
}

/// A track's deck; while it is not there, says that it is on its way or why it can't be had.
pub fn deck(d: &mut Dom, app: &App, heading: &str, track: &TrackId) -> Option<Rc<Deck>> {
    let (again, id) = (app.clone(), track.clone());
    let again = Callback::from(move |_| again.retry(Some(&id)));
    ready(d, heading, "The questions could not be loaded", app.deck(track), again)
}

/// The same for the list of decks.
pub fn catalogue(d: &mut Dom, app: &App, heading: &str) -> Option<Rc<Catalogue>> {
    let again = app.clone();
    let again = Callback::from(move |_| again.retry(None));
    ready(d, heading, "The decks could not be loaded", app.catalogue(), again)
}

fn ready<T>(d: &mut Dom, heading: &str, failure: &str, loading: Loading<T>, again: Callback<MouseEvent>) -> Option<T> {
    match loading {
        Loading::Ready(value) => return Some(value),
        Loading::Waiting => notice::waiting(d, heading),
        Loading::Failed(why) => notice::failed(d, failure, &why, again),
    }
    None
}
