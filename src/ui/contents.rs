//! Which pages stand in which artefact. What loads late is listed here and nowhere else.
//!
//! There are two programs of the same shell. [`first`] holds Today and Study: it is all that a visit loads before
//! its first item, so think twice before adding to it. [`all`] holds every page; it is fetched when one that is not
//! in the first is wanted, takes over what the first has not saved yet, and stays. The linker leaves out what a
//! program does not name.

use super::components::notice;
use super::dom::Dom;
use super::handle::App;
use super::pages;
use super::parts::frame;
use super::route::Route;
use crate::platform::rooms;
use yew::prelude::*;

/// Draws the page of the route.
pub type Contents = fn(&mut Dom, &App);

/// Today and Study; any other route asks for the second program.
pub fn first(d: &mut Dom, app: &App) {
    if !near(d, app) {
        d.node(html! { <Away app={app.clone()} /> });
    }
}

/// Every page.
pub fn all(d: &mut Dom, app: &App) {
    if near(d, app) {
        return;
    }
    match &app.route {
        Route::Practice(track) => return pages::practice::practice(d, app, track.as_ref(), &[]),
        Route::Set(track, items) => return pages::practice::practice(d, app, Some(track), items),
        Route::Drills(track) => return pages::drills::drills(d, app, track.as_ref()),
        Route::Sitting(id) => return pages::sitting::sitting(d, app, *id),
        _ => {}
    }
    frame(d, app, false, |d| match &app.route {
        Route::Plan(track) => pages::plan::plan(d, app, track.as_ref()),
        Route::Forecast(track) => pages::forecast::forecast(d, app, track.as_ref()),
        Route::Traps(track) => pages::traps::traps(d, app, track.as_ref()),
        Route::Way => pages::way::way(d, app),
        Route::Library(track) => pages::library::library(d, app, track.as_ref()),
        Route::Item(id) => {
            d.node(html! { <pages::item::Item key={id.as_str().to_owned()} app={app.clone()} id={id.clone()} /> });
        }
        Route::Progress(track) => pages::progress::progress(d, app, track.as_ref()),
        Route::Deck(track) => pages::deck::deck(d, app, track),
        Route::Exam(track) => pages::exam::exam(d, app, track.as_ref()),
        Route::Report(id) => pages::exam_report::exam_report(d, app, *id),
        Route::Formulas(track) => pages::formulas::formulas(d, app, track.as_ref()),
        Route::Settings => pages::settings::settings(d, app),
        Route::Data => pages::data::data(d, app),
        Route::About => pages::about::about(d),
        Route::Unknown(path) => pages::unknown::unknown(d, path),
        // What is without a frame was drawn above.
        _ => {}
    });
}

/// The pages of the first program; `false` where the route is none of them.
fn near(d: &mut Dom, app: &App) -> bool {
    match &app.route {
        Route::Study(track) => pages::study::study(d, app, track.as_ref(), None),
        Route::Minutes(track, minutes) => pages::study::study(d, app, Some(track), Some(*minutes)),
        Route::Today => frame(d, app, true, |d| pages::today::today(d, app)),
        _ => return false,
    }
    true
}

#[derive(Properties, PartialEq)]
struct AwayProps {
    app: App,
}

/// In the place of a page of the second program while that is on its way.
#[component]
fn Away(props: &AwayProps) -> Html {
    let failed = use_state(|| None::<String>);
    let fetch = {
        let failed = failed.clone();
        Callback::from(move |_: MouseEvent| {
            let failed = failed.clone();
            failed.set(None);
            rooms::open(move |why| failed.set(Some(why)));
        })
    };
    {
        let failed = failed.setter();
        use_effect_with((), move |()| rooms::open(move |why| failed.set(Some(why))));
    }
    let mut d = Dom::new();
    frame(&mut d, &props.app, false, |d| match &*failed {
        None => notice::waiting(d, "One moment"),
        Some(why) => notice::failed(d, "This page could not be loaded", why, fetch),
    });
    d.finish()
}
