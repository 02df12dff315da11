//! The shell: holds what the app knows, reads the clock, writes storage, and shows the page of the route.
//!
//! One action from click to storage: a page calls a verb of the handle; the shell gives the events their names and
//! times, appends them to the record, brings the standings up to date and hands them to the platform to keep.

use super::banners::banners;
use super::boot;
use super::care;
use super::components::help::help;
use super::contents::Contents;
use super::decks::{self, Early};
use super::dom::Dom;
use super::handle::{App, Core, Loading, Verbs};
use super::look::look;
use super::route::Route;
use crate::engine::bank::deck::Deck;
use crate::engine::bank::pack::Catalogue;
use crate::engine::id::{DeviceId, EventId, TRACKS, TrackId};
use crate::engine::progress::event::{Event, What};
use crate::engine::progress::exam::Did;
use crate::engine::progress::record::Record;
use crate::engine::schedule::due::{Unseen, due_summary};
use crate::engine::schedule::standings::Standings;
use crate::engine::time::Now;
use crate::platform::keys::Target;
use crate::platform::records::{Change, Record as Stored, Records};
use crate::platform::service_worker::{self, Update};
use crate::platform::{badge, clock, document, entropy, location, pulse, storage, timer};
use crate::ui::hooks::use_keys;
use crate::ui::stored::{Kinds, keep};
use crate::ui::tidy::Tidy;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::prelude::*;

/// What was read at boot.
#[derive(Properties, Clone)]
pub struct ShellProps {
    /// The pages of this program.
    pub contents: Contents,
    /// Another program was in this place before: this is not the first page that the learner sees.
    pub takes_over: bool,
    /// What may not be written, because storage holds something newer.
    pub withheld: Rc<RefCell<Vec<Stored>>>,
    /// Where events are kept.
    pub records: Records,
    /// Which tracks there are.
    pub catalogue: Loading<Rc<Catalogue>>,
    /// What has happened; taken at the first drawing.
    pub record: Rc<RefCell<Record>>,
    /// The deck of the page that is drawn first, where it needs one and that is here.
    pub deck: Option<(TrackId, Loading<Rc<Deck>>)>,
    /// The same, where it is still on its way.
    pub early: Rc<RefCell<Option<Early>>>,
    /// Something in storage is of a newer version.
    pub newer: bool,
    /// How many records were unreadable.
    pub unreadable: u32,
    /// Of what kind the records are.
    pub kinds: Kinds,
}

impl PartialEq for ShellProps {
    fn eq(&self, _: &Self) -> bool {
        // Given once, at boot.
        true
    }
}

fn core(props: &ShellProps) -> Core {
    let record = props.record.take();
    let mut decks = BTreeMap::new();
    if let Some((track, deck)) = &props.deck {
        decks.insert(track.clone(), deck.clone());
    }
    Core {
        standings: Standings::of(record.snapshot()),
        record,
        catalogue: props.catalogue.clone(),
        decks,
        // A fresh writer for each page load: two tabs can never give the same name to two events.
        device: DeviceId(entropy::u64()),
        counter: 0,
        health: props.records.health(),
        newer: props.newer,
        withheld: props.withheld.clone(),
        unreadable: props.unreadable,
        tidy: Tidy::new(props.kinds),
        care: care::State::default(),
        guard: None,
    }
}

/// Appends what happened: to the record, to the standings, to storage.
fn append(shared: &RefCell<Core>, records: &Records, what: Vec<What>, now: Now) {
    let mut stored = Vec::with_capacity(what.len());
    let mut core = shared.borrow_mut();
    let Core { record, standings, device, counter, .. } = &mut *core;
    // Where items stand follows from what is known of them; of an exam that is told at its end.
    let told = what.iter().any(|what| !matches!(what, What::ExamStep(step) if !matches!(step.did, Did::Ended(_))));
    for what in what {
        let event = Event { id: EventId { device: *device, counter: *counter }, now, what };
        *counter += 1;
        stored.push(keep(&event));
        // The name is new: nothing can clash.
        let _ = record.add(event);
    }
    if told {
        standings.sync(record.snapshot());
    }
    drop(core);
    put(shared, records, &stored);
}

/// Keeps new records, unless storage is read only. Nothing may be borrowed: a refusal is told to the watchers at once.
fn put(shared: &RefCell<Core>, records: &Records, stored: &[Stored]) {
    {
        let core = shared.borrow();
        if core.newer {
            return core.withheld.borrow_mut().extend_from_slice(stored);
        }
    }
    // A refusal shows in the health, and the records try again by themselves.
    let _refused = records.put(stored);
    let mut core = shared.borrow_mut();
    core.health = records.health();
    core.tidy.more(records, stored.len());
}

/// The app.
#[component]
pub fn Shell(props: &ShellProps) -> Html {
    let revision = use_state(|| 0u32);
    let drawn = use_memo((), |()| location::hash());
    let route = use_state(|| Route::parse(&drawn));
    let update = use_state(|| None::<Update>);
    let shared = use_memo((), |()| RefCell::new(core(props)));
    // Changes come from callbacks that were made long ago: they count by a cell, not by the state they captured.
    let bump = {
        let (count, revision) = (use_mut_ref(|| 0u32), revision.setter());
        Callback::from(move |()| {
            *count.borrow_mut() += 1;
            revision.set(*count.borrow());
        })
    };
    let verbs = verbs(&shared, props, &bump);

    {
        let (shared, records, bump, route, update) =
            (shared.clone(), props.records.clone(), bump.clone(), route.setter(), update.setter());
        use_effect_with((), move |()| {
            // The address may have changed between the first drawing and this.
            let here = location::hash();
            if here != *drawn {
                route.set(Route::parse(&here));
            }
            watch(&shared, &records, &bump);
            service_worker::watch(move |news| update.set(Some(news)));
            let listening = location::listen(move |hash| {
                let guard = shared.borrow().guard.clone();
                match guard {
                    Some((here, ask)) if here != Route::parse(&hash) => {
                        location::replace(here.hash().trim_start_matches('#'));
                        ask.emit(hash);
                    }
                    _ => route.set(Route::parse(&hash)),
                }
            });
            move || drop(listening)
        });
    }
    // The title follows the route; so does the focus, but not on the first page: there the browser has it.
    let first = use_mut_ref(|| !props.takes_over);
    use_effect_with((*route).clone(), move |route| {
        document::set_title(&route.title());
        if !first.replace(false) {
            document::scroll_to_top();
            document::focus_first("h1[tabindex]");
        }
    });
    // A page whose deck has just arrived takes the place of "one moment": its heading takes over the focus.
    let arrived = shared.borrow().decks.values().filter(|deck| !matches!(deck, Loading::Waiting)).count();
    use_effect_with(arrived, |arrived| {
        if *arrived > 0 && document::focus_is_lost() {
            document::focus_first("h1[tabindex]");
        }
    });
    {
        let shared = shared.clone();
        use_effect_with((*route).clone(), move |_| count_due(&shared.borrow()));
    }
    let settings = shared.borrow().record.snapshot().settings().clone();
    use_effect_with((settings.theme, settings.text_size, settings.reduced_motion), |(theme, size, less)| {
        let line = look(*theme, *size, *less);
        // Without storage the first paint follows the system; that is all that is lost.
        if storage::read("look").ok().flatten().as_deref().unwrap_or("||") != line {
            let _lost = storage::write("look", &line);
        }
    });
    {
        let shortcuts = settings.shortcuts;
        use_keys(move |key| {
            let asked = key.name == "?" && key.plain && shortcuts && !matches!(key.target, Target::Text);
            if asked {
                document::show_dialog("help");
            }
            asked
        });
    }

    let app = App { core: shared.clone(), revision: *revision, verbs, route: (*route).clone() };
    {
        let (first, then) = (app.clone(), app.clone());
        use_effect_with((), move |()| {
            care::begin(&first);
            move || care::end(&first)
        });
        use_effect_with(*revision, move |_| care::tick(&then));
    }
    let mut d = Dom::new();
    d.open("a.skip[href=#main]").on_click(skip()).text("Skip to the content").close();
    d.open("div.shell");
    banners(&mut d, &app, &props.records, *update);
    (props.contents)(&mut d, &app);
    d.close();
    help(&mut d, Callback::from(|_| document::close_dialog("help")));
    d.finish()
}

/// The address holds the route: "skip to content" moves the focus instead of following its link.
fn skip() -> Callback<MouseEvent> {
    Callback::from(|event: MouseEvent| {
        event.prevent_default();
        document::focus_first("h1[tabindex]");
    })
}

fn verbs(shared: &Rc<RefCell<Core>>, props: &ShellProps, bump: &Callback<()>) -> Verbs {
    let ShellProps { records, early, .. } = props;
    let appending = {
        let (shared, records, bump) = (shared.clone(), records.clone(), bump.clone());
        Callback::from(move |(what, now): (Vec<What>, Now)| {
            append(&shared, &records, what, now);
            bump.emit(());
        })
    };
    let fetching = {
        let (shared, early, bump) = (shared.clone(), early.clone(), bump.clone());
        Callback::from(move |track: TrackId| {
            let before = shared.borrow_mut().decks.insert(track.clone(), Loading::Waiting);
            let again = matches!(before, Some(Loading::Failed(_)));
            let (shared, bump) = (shared.clone(), bump.clone());
            // What was asked for before the page was drawn is not asked for again.
            let early = early.take().filter(|early| early.track == track && !again);
            timer::spawn(async move {
                let deck = match early {
                    Some(early) => early.deck.await,
                    None => decks::deck(&shared, &track, again).await,
                };
                shared.borrow_mut().decks.insert(track, deck);
                bump.emit(());
            });
        })
    };
    let again = {
        let (shared, bump) = (shared.clone(), bump.clone());
        Callback::from(move |()| {
            let (shared, bump) = (shared.clone(), bump.clone());
            timer::spawn(async move {
                let catalogue = boot::catalogue(true).await;
                shared.borrow_mut().catalogue = catalogue;
                bump.emit(());
            });
        })
    };
    let settle = {
        let records = records.clone();
        Callback::from(move |then: Callback<()>| {
            let records = records.clone();
            timer::spawn(async move {
                let _shown_by_health = records.settled().await;
                then.emit(());
            });
        })
    };
    Verbs {
        now: clock::now,
        seed: entropy::u64,
        append: appending,
        fetch: fetching,
        again,
        records: records.clone(),
        recall: |name| storage::read(name).ok().flatten(),
        remember: |name, mark| {
            // A mark that can't be made is missed where it is looked for.
            let _missed = mark.map_or_else(|| storage::remove(name), |mark| storage::write(name, mark));
        },
        changed: bump.clone(),
        settle,
    }
}

fn forget(shared: &RefCell<Core>) {
    pulse::forget();
    let mut core = shared.borrow_mut();
    core.record = Record::of(Vec::new());
    core.standings = Standings::of(core.record.snapshot());
}

/// Takes in what other tabs and a late journal bring.
fn watch(shared: &Rc<RefCell<Core>>, records: &Records, bump: &Callback<()>) {
    let (shared, bump, own) = (shared.clone(), bump.clone(), records.clone());
    records.watch(move |change| {
        match change {
            Change::Arrived(stored) => {
                let mut read = boot::read(&own, &stored);
                let mut core = shared.borrow_mut();
                core.newer |= read.newer;
                core.unreadable += read.unreadable;
                // A segment from another tab holds what is known long since.
                read.events.retain(|event| !core.record.log().contains(event));
                if !read.events.is_empty() {
                    core.record.merge(read.events);
                }
                if !core.newer {
                    core.tidy.more(&own, stored.len());
                }
                let Core { record, standings, .. } = &mut *core;
                standings.sync(record.snapshot());
            }
            Change::Erased => forget(&shared),
            Change::Health(health) => shared.borrow_mut().health = health,
        }
        bump.emit(());
    });
}

/// Shows on the app's icon how much is due in the tracks that were begun, where the browser has such a number.
fn count_due(core: &Core) {
    if !badge::there() {
        return;
    }
    let now = clock::now();
    let (snapshot, standings) = (core.record.snapshot(), &core.standings);
    let of_track = |id: &&str| due_summary(snapshot, standings, &TrackId::new(id), Some(Unseen::default()), now);
    badge::show(TRACKS.iter().map(of_track).map(|counts| counts.questions + counts.cards).sum());
}
