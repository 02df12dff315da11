//! What comes in: files chosen, dropped, pasted or opened by the system; what they hold is shown before anything
//! changes.

use super::{Desk, typed};
use crate::engine::progress::event::Event as Happened;
use crate::engine::progress::export::sealed::{self, Sealed};
use crate::engine::progress::export::{self, ImportError, LIMIT, Preview};
use crate::engine::progress::log::Log;
use crate::platform::cipher::{self, Lock};
use crate::platform::timer;
use crate::platform::upload::Chosen;
use crate::ui::care;
use crate::ui::dom::Dom;
use crate::ui::wording;
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// What files would bring.
pub(super) struct Offer {
    files: Vec<Look>,
    events: Log,
    /// Over all files.
    new: u32,
}

/// What one file holds.
struct Look {
    name: String,
    /// Or why nothing in it can be taken.
    found: Result<Found, String>,
}

struct Found {
    preview: Preview,
    warnings: Vec<String>,
    damage: Vec<String>,
}

/// Files that are being looked into: what was found so far, and what is still to be read.
#[derive(Default)]
struct Looking {
    files: Vec<Look>,
    events: Vec<Happened>,
    rest: Vec<Chosen>,
}

/// A file that waits for its passphrase, and the others.
pub(super) struct Locked {
    name: String,
    sealed: Sealed,
    looking: RefCell<Looking>,
}

/// Looks into files; changes nothing.
pub(super) fn look(desk: &Desk, files: Vec<Chosen>) {
    if files.is_empty() {
        return;
    }
    desk.offer.set(None);
    desk.locked.set(None);
    let desk = desk.clone();
    timer::spawn(async move { go_on(&desk, Looking { rest: files, ..Looking::default() }).await });
}

async fn go_on(desk: &Desk, mut looking: Looking) {
    while !looking.rest.is_empty() {
        let file = looking.rest.remove(0);
        let name = file.name();
        desk.say(["Reading ", &name, " …"].concat());
        match file.text(LIMIT as u64).await {
            Err(error) => looking.files.push(Look { name, found: Err(error.to_string()) }),
            Ok(text) if sealed::is_sealed(&text) => match sealed::read(&text) {
                Err(error) => looking.files.push(Look { name, found: Err(error.to_string()) }),
                Ok(sealed) => {
                    desk.say("");
                    return desk.locked.set(Some(Rc::new(Locked { name, sealed, looking: RefCell::new(looking) })));
                }
            },
            Ok(text) => into(desk, &mut looking, name, text).await,
        }
    }
    desk.reading.set(None);
    finish(desk, looking);
}

/// Reads one file's text.
async fn into(desk: &Desk, looking: &mut Looking, name: String, text: String) {
    let (setter, title) = (desk.reading.setter(), name.clone());
    let read = care::read(text, move |percent| setter.set(Some((title.clone(), percent)))).await;
    let found = read.map_err(|error| error.to_string()).map(|import| {
        let preview = export::preview(desk.app.record().log(), &import);
        let damage = |damage: &export::Damage| format!("Event {}: {}", damage.index + 1, damage.reason);
        let found = Found {
            preview,
            warnings: import.warnings.iter().map(ToString::to_string).collect(),
            damage: import.damage.iter().map(damage).collect(),
        };
        looking.events.extend(import.events);
        found
    });
    looking.files.push(Look { name, found });
}

fn finish(desk: &Desk, looking: Looking) {
    let Looking { files, events, .. } = looking;
    // One file in which there is nothing to take is told in a sentence.
    if let [Look { found: Err(why), .. }] = files.as_slice() {
        return desk.say(why.clone());
    }
    let events = Log::of(events);
    let new = {
        let record = desk.app.record();
        events.events().iter().filter(|event| !record.log().contains(event)).count() as u32
    };
    desk.say("");
    desk.offer.set(Some(Rc::new(Offer { files, events, new })));
}

/// The section.
pub(super) fn incoming(d: &mut Dom, desk: &Desk) {
    let choose = {
        let desk = desk.clone();
        Callback::from(move |event: Event| look(&desk, Chosen::from_event(&event)))
    };
    d.el("h2", "Bring progress in").open("div.field").el("label[for=import]", "Import files of Certdeck");
    d.open("input#import[type=file][multiple][accept=.json,.txt,.certdeck,application/json,text/plain][aria-describedby=import-hint]").on_change(choose);
    d.close().el(
        "p.quiet#import-hint",
        "You can also drop them anywhere on this page. You see what they hold before anything changes. Importing only adds: nothing is lost.",
    );
    d.close().open("div.field").el("label[for=paste]", "Or paste what you copied");
    d.open("input#paste[type=text][autocomplete=off][placeholder=Paste here]").value("").close().close();
    d.node(progress(desk));
    d.node(unlock(desk));
    d.node(preview(desk));
}

fn progress(desk: &Desk) -> Html {
    let Some((name, percent)) = &*desk.reading else { return Html::default() };
    let mut d = Dom::new();
    let words = ["Reading ", name].concat();
    d.open("progress.reading[max=100]").attr_number("value", *percent as i32).attr("aria-label", &words).close();
    d.finish()
}

/// Asks for a locked file's passphrase.
fn unlock(desk: &Desk) -> Html {
    let Some(locked) = (*desk.locked).clone() else { return Html::default() };
    let open = {
        let locked = locked.clone();
        desk.submit(move |desk| {
            let locked = locked.clone();
            async move { open(&desk, &locked).await }
        })
    };
    let locked_files = desk.locked.clone();
    let leave = Callback::from(move |_: MouseEvent| locked_files.set(None));
    let mut d = Dom::new();
    d.open("form.panel[aria-label=Open a locked file]").on_submit(open).el("h3", &locked.name);
    d.open("input[type=text][hidden][autocomplete=username][value=Certdeck]").close();
    d.el("p", "This file is locked.").open("div.field").el("label[for=unlock]", "Its passphrase");
    d.open("input#unlock[type=password][autocomplete=current-password]").node_ref(desk.opening.clone()).close().close();
    d.open("p.row").open("button.primary[type=submit]").text("Open it").close();
    d.button("button", "Leave it", leave);
    d.finish()
}

async fn open(desk: &Desk, locked: &Locked) {
    desk.say("Opening …");
    let Sealed { iterations, salt, nonce, data } = &locked.sealed;
    let with = Lock { iterations: *iterations, salt, nonce };
    match cipher::open(data, &typed(&desk.opening), with).await {
        Ok(Some(text)) => {
            let mut looking = locked.looking.take();
            desk.locked.set(None);
            into(desk, &mut looking, locked.name.clone(), text).await;
            go_on(desk, looking).await;
        }
        Ok(None) => desk.say(ImportError::Locked.to_string()),
        Err(fault) => desk.say(["The file could not be opened here: ", &fault.to_string(), "."].concat()),
    }
}

/// What the files hold.
fn preview(desk: &Desk) -> Html {
    let Some(offer) = (*desk.offer).clone() else { return Html::default() };
    let new = offer.new;
    let merge = {
        let offer = offer.clone();
        desk.click(move |desk| {
            let offer = offer.clone();
            async move {
                desk.offer.set(None);
                desk.say("Adding …");
                let brought = care::import(&desk.app, offer.events.events().to_vec()).await;
                desk.say([&wording::count(brought.new, "event was", "events were"), " added."].concat());
            }
        })
    };
    let handle = desk.offer.clone();
    let leave = Callback::from(move |_: MouseEvent| handle.set(None));
    let mut d = Dom::new();
    d.open("div.panel[role=region][aria-label=What the file holds]");
    for look in &offer.files {
        file(&mut d, look);
    }
    if offer.files.len() > 1 {
        d.open("p").el("b", &[&wording::count(new, "event", "events"), " in all are new."].concat()).close();
    }
    let sitting = desk.app.record().snapshot().sittings().any(|(_, log)| log.ended().is_none());
    if sitting && new > 0 {
        d.el("p.note", "A mock exam is open. Import after it is over, or go on: nothing of it is lost, but what the file holds may end it.");
    }
    d.open("p.row");
    if new > 0 {
        d.button("button.primary", if sitting { "Add it all the same" } else { "Add what is new" }, merge);
    }
    d.button("button", if new > 0 { "Leave it" } else { "Close" }, leave);
    d.finish()
}

fn file(d: &mut Dom, look: &Look) {
    d.el("h3", &look.name);
    let found = match &look.found {
        Ok(found) => found,
        Err(why) => {
            d.el("p", why);
            return;
        }
    };
    let Preview { new, known, unreadable } = found.preview;
    d.open("ul").el("li", &wording::count(new, "new event", "new events"));
    d.open("li").number(known).text(" already here").close();
    d.open("li").number(unreadable).text(" unreadable").close().close();
    for words in &found.warnings {
        d.el("p", words);
    }
    if !found.damage.is_empty() {
        d.el("p", "What can’t be read is left out:").open("ul.quiet");
        for words in &found.damage {
            d.el("li", words);
        }
        d.close();
    }
}
