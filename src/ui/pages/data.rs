//! Your data: how well they are kept, copies outside this browser, what comes in, the way back, deleting.

mod backups;
mod copies;
mod delete;
mod facts;
mod incoming;
mod moving;

use crate::platform::device::{self, Place};
use crate::platform::usage::{self, Estimate};
use crate::platform::{launch, timer, upload};
use crate::ui::care::{self, Kept};
use crate::ui::dom::Dom;
use crate::ui::handle::App;
use incoming::{Locked, Offer};
use std::rc::Rc;
use yew::prelude::*;

/// The page.
pub fn data(d: &mut Dom, app: &App) {
    d.el("h1[tabindex=-1]", "Your data");
    d.node(html! { <Data app={app.clone()} /> });
}

/// What only the browser knows.
#[derive(Clone, PartialEq)]
struct Facts {
    estimate: Option<Estimate>,
    persisted: bool,
    /// Why there are none, where they can't be read; none at all until they were looked at.
    backups: Option<Result<Vec<Kept>, String>>,
    place: Place,
}

/// The page's state, as every part of it gets it.
#[derive(Clone)]
struct Desk {
    app: App,
    note: UseStateHandle<String>,
    offer: UseStateHandle<Option<Rc<Offer>>>,
    locked: UseStateHandle<Option<Rc<Locked>>>,
    reading: UseStateHandle<Option<(String, u32)>>,
    deleting: UseStateHandle<bool>,
    facts: UseStateHandle<Facts>,
    passphrase: NodeRef,
    again: NodeRef,
    opening: NodeRef,
}

impl Desk {
    /// Says something to the learner.
    fn say(&self, words: impl Into<String>) {
        self.note.set(words.into());
    }

    /// What a click does, beside the page.
    fn click<F: Future<Output = ()> + 'static>(&self, then: impl Fn(Self) -> F + 'static) -> Callback<MouseEvent> {
        let desk = self.clone();
        Callback::from(move |_: MouseEvent| timer::spawn(then(desk.clone())))
    }

    /// What a form does, beside the page.
    fn submit<F: Future<Output = ()> + 'static>(&self, then: impl Fn(Self) -> F + 'static) -> Callback<SubmitEvent> {
        let desk = self.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            timer::spawn(then(desk.clone()));
        })
    }
}

/// What was typed into a field.
fn typed(field: &NodeRef) -> String {
    field.cast::<web_sys::HtmlInputElement>().map(|field| field.value()).unwrap_or_default()
}

#[derive(Properties, PartialEq)]
struct DataProps {
    app: App,
}

#[component]
fn Data(props: &DataProps) -> Html {
    let app = &props.app;
    let facts = use_state(|| Facts { estimate: None, persisted: false, backups: None, place: device::place() });
    let desk = Desk {
        app: app.clone(),
        note: use_state(String::new),
        offer: use_state(|| None),
        locked: use_state(|| None),
        reading: use_state(|| None),
        deleting: use_state(|| false),
        facts: facts.clone(),
        passphrase: use_node_ref(),
        again: use_node_ref(),
        opening: use_node_ref(),
    };
    {
        let set = facts.setter();
        use_effect_with(app.revision(), move |_| {
            timer::spawn(async move {
                let backups = Some(care::kept_backups().await.map_err(|fault| fault.to_string()));
                let (estimate, persisted) = (usage::estimate().await, usage::persisted().await);
                set.set(Facts { estimate, persisted, backups, place: device::place() });
            });
        });
    }
    {
        let desk = desk.clone();
        use_effect_with((), move |()| {
            let watch = upload::watch(move |files| incoming::look(&desk, files));
            move || drop(watch)
        });
    }
    {
        // Files with which the system has opened the app.
        let desk = desk.clone();
        use_effect_with(app.revision(), move |_| {
            timer::spawn(async move { incoming::look(&desk, launch::take().await) });
        });
    }
    let mut d = Dom::new();
    d.open("section[aria-label=Your data]");
    // One element each, whatever is in it: a part that grows or goes leaves the others, and the focus, where they are.
    let parts = [facts::verdict, moving::moving, copies::copies, incoming::incoming, backups::backups, facts::table];
    for part in parts {
        d.open("div");
        part(&mut d, &desk);
        d.close();
    }
    d.node(facts::unreadable());
    d.node(delete::delete(&desk));
    told(&mut d, &desk);
    d.finish()
}

/// What was said last, always in view; and the way back, where there is one.
fn told(d: &mut Dom, desk: &Desk) {
    let undo = desk.app.core().care.undo.as_ref().map(|undo| undo.what);
    d.open("div.reply").class_if(desk.note.is_empty() && undo.is_none(), "silent");
    d.el("p#note[role=status]", &desk.note);
    if let Some(what) = undo {
        let back = desk.click(|desk| async move {
            match care::undo(&desk.app).await {
                Ok(()) => desk.say("Undone. What you did since is still there."),
                Err(fault) => desk.say(["Nothing was undone: ", &fault.to_string(), "."].concat()),
            }
        });
        d.button("button", &["Undo ", what].concat(), back);
    }
    d.close();
}
