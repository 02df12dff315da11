//! The room: one question at a time, the clock at the top right, the main button where it always is.

use super::clock::Clock;
use super::dialogs::dialogs;
use super::hall::{Hall, State};
use super::keys::on_key;
use super::pauses::{break_actions, break_page, doubt, gap, review, review_actions};
use super::question::{actions, question};
use crate::engine::bank::deck::Deck;
use crate::engine::bank::pack::Catalogue;
use crate::engine::exam::sitting::Stage;
use crate::engine::id::EventId;
use crate::platform::{document, location, pulse, timer, unload};
use crate::ui::components::bar::Saved;
use crate::ui::dom::Dom;
use crate::ui::handle::App;
use crate::ui::hooks::use_keys;
use crate::ui::route::Route;
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// What [`Room`] is given.
#[derive(Properties)]
pub struct RoomProps {
    /// The handle.
    pub app: App,
    /// The tracks.
    pub catalogue: Rc<Catalogue>,
    /// The track's deck.
    pub deck: Rc<Deck>,
    /// The reserved form's, where one is sat.
    pub form: Option<Rc<Deck>>,
    /// The event that began the sitting.
    pub id: EventId,
}

impl PartialEq for RoomProps {
    fn eq(&self, other: &Self) -> bool {
        self.app == other.app && self.deck == other.deck && self.id == other.id
    }
}

/// What is in front: each has its own heading, and gets the focus when it comes.
type Front = (u16, Stage, bool, bool);

/// The room of a sitting.
#[component]
pub fn Room(props: &RoomProps) -> Html {
    let RoomProps { app, catalogue, deck, form, id } = props;
    let drawn = use_mut_ref(|| 0u32);
    let redraw = use_force_update();
    // Made once: from here on this tab is the only one that takes steps.
    let state = use_memo(*id, |id| {
        let record = app.record();
        record.snapshot().sitting(*id).map(|log| Rc::new(RefCell::new(State::of(app, *id, log))))
    });
    let stamp = {
        let mut drawn = drawn.borrow_mut();
        *drawn = drawn.wrapping_add(1);
        *drawn
    };
    let redraw = Callback::from(move |()| redraw.force_update());
    let hall = state
        .as_ref()
        .as_ref()
        .map(|state| Hall::new(app.clone(), deck.clone(), form.clone(), &catalogue.bank, state.clone(), redraw));
    use_clock(hall.clone());
    {
        let hall = hall.clone();
        use_keys(move |key| hall.as_ref().is_some_and(|hall| on_key(hall, key)));
    }
    let front: Option<Front> = hall.as_ref().map(|hall| {
        let state = hall.state();
        (state.sitting.at(), state.sitting.stage(), state.review, state.sitting.clock().in_doubt())
    });
    use_effect_with(front, |_| {
        document::scroll_to_top();
        document::focus_first("h1[tabindex]");
    });
    let mut d = Dom::new();
    let Some((hall, (.., stage, reviewing, in_doubt))) = hall.zip(front) else { return d.finish() };
    top(&mut d, &hall, &deck.track.short, stamp);
    d.open("main#main");
    // One node each, whatever is in them.
    let (mut before, mut shown, mut below) = (Dom::new(), Dom::new(), Dom::new());
    if !in_doubt {
        gap(&mut before, &hall);
    }
    match stage {
        _ if in_doubt => doubt(&mut shown, &hall),
        Stage::Open if reviewing => {
            review(&mut shown, &hall);
            review_actions(&mut below, &hall);
        }
        Stage::Open => {
            question(&mut shown, &hall);
            actions(&mut below, &hall);
        }
        Stage::Break => {
            break_page(&mut shown, &hall, stamp);
            break_actions(&mut below, &hall);
        }
        Stage::Over(_) => {
            shown.el("h1[tabindex=-1]", "Handed in").el("p.quiet", "One moment …");
        }
    }
    d.node(before.finish()).node(shown.finish()).close().node(below.finish());
    d.el("p.hidden#news[role=status]", &hall.state().news);
    dialogs(&mut d, &hall);
    d.finish()
}

/// Where one is, how far, whether it is kept, and the clock.
fn top(d: &mut Dom, hall: &Hall, short: &str, stamp: u32) {
    let (answered, of, unsaved, hidden) = {
        let state = hall.state();
        let sitting = &state.sitting;
        let answered = sitting.entries().iter().filter(|entry| entry.given.is_some()).count();
        (answered as u32, sitting.entries().len() as u32, state.unsaved, state.clock_hidden)
    };
    let (saved, title) = match (hall.app.saved(), unsaved) {
        (Saved::Nowhere, _) => ("Not saved", "The exam goes on in memory: don’t close this page."),
        (_, true) => ("Saving", "Being written to the disk."),
        _ => ("Saved", "Every answer so far is on the disk."),
    };
    let leave = {
        let hall = hall.clone();
        Callback::from(move |_: MouseEvent| {
            hall.change(|state| state.wanted = None);
            document::show_dialog("leave");
        })
    };
    d.open("header.bar.sitting").open("div").open("button.plain.brand[type=button]").on_click(leave);
    d.attr("aria-label", "Leave the exam").el("span[aria-hidden=true]", "✕").close();
    d.open("span.where").text(short).text(" mock exam").close();
    d.open("span.count").number(answered).text(" of ").number(of).text(" answered").close();
    d.open("span.saved").class_if(saved == "Not saved", "none").class_if(saved == "Saving", "some");
    d.attr("title", title).text(saved).close();
    d.node(html! { <Clock hall={hall.clone()} {hidden} {stamp} /> }).close();
    d.open("progress").attr_number("max", of.max(1) as i32).attr_number("value", answered as i32);
    d.attr("aria-label", &[&answered.to_string(), " of ", &of.to_string(), " answered"].concat()).close().close();
}

/// What goes on while the room is open: the clock, and asking before it is left.
#[hook]
fn use_clock(hall: Option<Hall>) {
    // The clock works with what was drawn last.
    let newest: Rc<RefCell<Option<Hall>>> = use_mut_ref(|| None);
    *newest.borrow_mut() = hall;
    use_effect_with((), move |()| {
        let over = Rc::new(std::cell::Cell::new(false));
        let (running, beating) = (over.clone(), newest.clone());
        timer::spawn(async move {
            while !running.get() {
                let hall = beating.borrow().clone();
                if let Some(hall) = hall {
                    hall.tick();
                }
                timer::sleep(1_000).await;
            }
        });
        let asked = newest.clone();
        let ask = Callback::from(move |wanted: String| {
            let hall = asked.borrow().clone();
            if let Some(hall) = hall {
                hall.change(|state| state.wanted = Some(wanted));
                document::show_dialog("leave");
            }
        });
        if let Some(hall) = &*newest.borrow() {
            hall.app.guard(Some(ask));
        }
        let asking = unload::guard();
        let leaving = newest.clone();
        let going = unload::last(move || {
            if let Some(hall) = leaving.borrow().as_ref() {
                hall.live();
            }
        });
        move || {
            over.set(true);
            drop((asking, going));
            if let Some(hall) = newest.borrow().as_ref() {
                hall.live();
                hall.app.guard(None);
                // The room is gone because the sitting is over: from here to what it says.
                let over = hall.state().sitting.over();
                if over {
                    pulse::forget();
                    let report = Route::Report(hall.state().sitting.id());
                    location::go(report.hash().trim_start_matches('#'));
                }
            }
        }
    });
}
