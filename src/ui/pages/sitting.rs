//! A sitting of a mock exam: its questions, its clock and its breaks, as on the day.
//!
//! One tab sits it; a second one is told so and can take it over.

mod calculator;
mod clock;
mod dialogs;
mod hall;
mod keys;
mod options;
mod passage;
mod pauses;
mod question;
mod room;
mod tally;
mod tools;

use crate::engine::bank::deck::Deck;
use crate::engine::bank::pack::Catalogue;
use crate::engine::id::EventId;
use crate::platform::locks::{self, Grip, Lock};
use crate::ui::components::notice;
use crate::ui::dom::Dom;
use crate::ui::handle::{App, Loading};
use crate::ui::hooks::use_form_of;
use crate::ui::parts::{self, frame};
use crate::ui::route::Route;
use room::Room;
use std::rc::Rc;
use yew::prelude::*;

/// The page of a sitting, by the event that began it.
pub fn sitting(d: &mut Dom, app: &App, id: EventId) {
    let found = {
        let record = app.record();
        record.snapshot().sitting(id).map(|log| (log.started.track.clone(), log.ended().is_some()))
    };
    let Some((track, ended)) = found else {
        return frame(d, app, false, |d| {
            d.el("h1[tabindex=-1]", "This exam is not here");
            d.el("p", "It was sat in another browser, or its data were deleted.");
            d.open("p.row").link("a.button.primary", "#/exam", "Make a mock exam").close();
        });
    };
    if ended {
        return frame(d, app, false, |d| {
            d.el("h1[tabindex=-1]", "This exam is over");
            d.open("p.row").link("a.button.primary", &Route::Report(id).hash(), "See the report").close();
        });
    }
    let mut notice = Dom::new();
    let catalogue = parts::catalogue(&mut notice, app, "Mock exam");
    let deck = catalogue.as_ref().and_then(|_| parts::deck(&mut notice, app, "Mock exam", &track));
    match catalogue.zip(deck) {
        None => frame(d, app, false, |d| {
            d.node(notice.finish());
        }),
        Some((catalogue, deck)) => {
            let key = [&id.device.0.to_string(), ".", &id.counter.to_string()].concat();
            d.node(html! { <Door {key} app={app.clone()} {catalogue} {deck} {id} /> });
        }
    }
}

#[derive(Properties)]
struct DoorProps {
    app: App,
    catalogue: Rc<Catalogue>,
    deck: Rc<Deck>,
    id: EventId,
}

impl PartialEq for DoorProps {
    fn eq(&self, other: &Self) -> bool {
        self.app == other.app && self.id == other.id && self.deck == other.deck
    }
}

/// Lets one tab in, when everything is at hand.
#[component]
fn Door(props: &DoorProps) -> Html {
    let DoorProps { app, catalogue, deck, id } = props;
    let entry = catalogue.tracks.iter().find(|entry| entry.track.id == deck.track.id);
    let form = use_form_of(app, entry, *id);
    let grip = use_state(|| None::<Grip>);
    let takes = use_state(|| 0u32);
    {
        let (grip, id) = (grip.setter(), *id);
        use_effect_with(*takes, move |takes| {
            let name = ["exam/", &id.device.0.to_string(), ".", &id.counter.to_string()].concat();
            let lock: Lock = locks::hold(&name, *takes > 0, move |now| grip.set(Some(now)));
            move || drop(lock)
        });
    }
    let take = {
        let (grip, takes) = (grip.clone(), takes.clone());
        Callback::from(move |_: MouseEvent| {
            grip.set(None);
            takes.set(*takes + 1);
        })
    };
    let mut d = Dom::new();
    match (&form.deck, *grip) {
        (Loading::Ready(form), Some(Grip::Held)) => {
            let form = form.clone();
            d.node(
                html! { <Room app={app.clone()} catalogue={catalogue.clone()} deck={deck.clone()} {form} id={*id} /> },
            );
        }
        (_, Some(Grip::Busy)) => frame(&mut d, app, false, |d| {
            d.el("h1[tabindex=-1]", "This exam is open in another tab");
            d.el("p", "Go on there, or take it over: everything that you did there is here, and the clock goes on.");
            d.open("p.row").button("button.primary", "Take it over", take);
            d.link("a.button", "#/exam", "Leave it there").close();
        }),
        (_, Some(Grip::Lost)) => frame(&mut d, app, false, |d| {
            d.el("h1[tabindex=-1]", "This exam goes on in another tab");
            d.el("p", "It was taken over there. Nothing is lost.");
            d.open("p.row").button("button.primary", "Take it back", take);
            d.link("a.button", "#/exam", "Leave it there").close();
        }),
        (Loading::Failed(why), _) => frame(&mut d, app, false, |d| {
            notice::failed(d, "The questions could not be loaded", why, form.again.clone());
        }),
        _ => frame(&mut d, app, false, |d| notice::waiting(d, "Mock exam")),
    }
    d.finish()
}
