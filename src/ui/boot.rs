//! Boot: everything is read before the first drawing, so that the static text is replaced by the page at once.

use super::contents::Contents;
use super::decks::{self, Early, Fetched};
use super::handle::Loading;
use super::route::Route;
use super::shell::{Shell, ShellProps};
use super::stored::{self, Kinds};
use crate::engine::bank::deck::Deck;
use crate::engine::bank::pack::Catalogue;
use crate::engine::id::TrackId;
use crate::engine::progress::codec::CodecError;
use crate::engine::progress::event::Event;
use crate::engine::progress::record::Record;
use crate::platform::records::{Record as Stored, Records};
use crate::platform::{document, fetch, location, panic, rooms, timer};
use futures_util::future::{Either, ready, select};
use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

/// The folders of the records that hold events: single ones, and segments.
const FOLDERS: [&str; 2] = ["e", "s"];

/// Where the catalogue is.
const CATALOGUE: &str = "packs/tracks.json";

/// So long the first drawing waits for its deck, milliseconds: drawing "one moment" first would take a third of the
/// start.
const PATIENCE_MS: u32 = 500;

/// Starts the page with these contents; takes the place of a program that was there before.
pub fn start(contents: Contents) {
    panic::install();
    timer::spawn(async move {
        let track = decks::wanted(&Route::parse(&location::hash())).cloned();
        let (catalogue, fetching, (records, mut stored)) = load(track.clone()).await;
        // Of somebody with a past any of the program may be wanted at once. Where it can't be had the start script helps.
        if !stored.is_empty() && !rooms::ready(true).await {
            return;
        }
        let mut read = read(&records, &stored);
        let mut record = Record::of(std::mem::take(&mut read.events));
        // Without the catalogue the page says so, and asks for the deck once that is there.
        let track = track.filter(|_| matches!(catalogue, Loading::Ready(_)));
        let (deck, early) = deck(track, &record, fetching).await;

        let Some(root) = document::mount_point("app") else { return };
        let left = rooms::take_over();
        let takes_over = left.is_some();
        let left = left.unwrap_or_default();
        let more = self::read(&records, &left);
        record.merge(more.events);
        read.newer |= more.newer;
        stored.extend_from_slice(&left);
        let withheld = if read.newer {
            left
        } else {
            // A refusal shows in the health, as it did before.
            let _refused = records.put(&left);
            Vec::new()
        };
        let withheld = Rc::new(RefCell::new(withheld));
        let props = ShellProps {
            contents,
            takes_over,
            withheld: withheld.clone(),
            records: records.clone(),
            catalogue,
            record: Rc::new(RefCell::new(record)),
            deck,
            early: Rc::new(RefCell::new(early)),
            newer: read.newer,
            unreadable: read.unreadable + more.unreadable,
            kinds: Kinds::of(&stored),
        };
        let app = yew::Renderer::<Shell>::with_root_and_props(root, props).render();
        rooms::give_way(move || {
            app.destroy();
            let mut left = records.unsettled();
            records.leave();
            left.append(&mut withheld.borrow_mut());
            left
        });
    });
}

/// The pack of a track, here or on its way; `None` where no track was named.
type Fetching = Pin<Box<dyn Future<Output = Option<Result<Fetched, String>>>>>;

/// Reads the records, and meanwhile fetches the catalogue and the pack of a track.
async fn load(track: Option<TrackId>) -> (Loading<Rc<Catalogue>>, Fetching, (Records, Vec<Stored>)) {
    let listed = Rc::new(RefCell::new(Loading::Waiting));
    let fetching: Fetching = {
        let listed = Rc::clone(&listed);
        Box::pin(async move {
            let all = catalogue(false).await;
            *listed.borrow_mut() = all.clone();
            Some(decks::pack(all, track?, false).await)
        })
    };
    let opening = Box::pin(Records::open(&FOLDERS));
    let (mut fetching, opened): (Fetching, _) = match select(fetching, opening).await {
        Either::Left((fetched, opening)) => (Box::pin(ready(fetched)), opening.await),
        Either::Right((opened, fetching)) => (fetching, opened),
    };
    // Nothing is drawn without the catalogue.
    while matches!(*listed.borrow(), Loading::Waiting) {
        fetching = patiently(fetching).await;
    }
    let listed = listed.borrow().clone();
    (listed, fetching, opened)
}

/// The deck of the first page where it comes soon; else it is on its way.
async fn deck(
    track: Option<TrackId>,
    record: &Record,
    fetching: Fetching,
) -> (Option<(TrackId, Loading<Rc<Deck>>)>, Option<Early>) {
    let Some(track) = track else { return (None, None) };
    let sat = decks::sat(record, &track);
    let coming = Box::pin(async move {
        let fetched = fetching.await.unwrap_or_else(|| Err(String::new()));
        decks::whole(fetched, sat, false).await
    });
    match select(coming, Box::pin(timer::sleep(PATIENCE_MS))).await {
        Either::Left((deck, _)) => (Some((track, deck)), None),
        Either::Right(((), coming)) => (None, Some(Early { track, deck: coming })),
    }
}

/// Waits a while; what has come meanwhile is there at once.
async fn patiently<T: 'static>(coming: Pin<Box<dyn Future<Output = T>>>) -> Pin<Box<dyn Future<Output = T>>> {
    match select(coming, Box::pin(timer::sleep(PATIENCE_MS))).await {
        Either::Left((here, _)) => Box::pin(ready(here)),
        Either::Right(((), coming)) => coming,
    }
}

/// What was read from storage.
pub struct Read {
    /// What is readable.
    pub events: Vec<Event>,
    /// Something is of a newer version.
    pub newer: bool,
    /// What was moved to quarantine.
    pub unreadable: u32,
}

/// Decodes stored records; what is damaged goes to quarantine, what is newer stays where it is.
#[must_use]
pub fn read(records: &Records, stored: &[Stored]) -> Read {
    let mut read = Read { events: Vec::with_capacity(stored.len()), newer: false, unreadable: 0 };
    for record in stored {
        match stored::events(record) {
            Ok(events) => read.events.extend(events),
            Err(CodecError::Newer(_)) => read.newer = true,
            Err(CodecError::Damaged) => {
                read.unreadable += 1;
                // Where quarantine has no room the record stays where it is, unread but untouched.
                let _kept = records.quarantine(record);
            }
        }
    }
    read
}

/// Fetches the catalogue.
pub async fn catalogue(again: bool) -> Loading<Rc<Catalogue>> {
    match fetch::text(CATALOGUE, again).await {
        Err(error) => Loading::Failed(error.to_string()),
        Ok(text) => match Catalogue::read(&text) {
            Ok(catalogue) => Loading::Ready(Rc::new(catalogue)),
            Err(error) => Loading::Failed(error.to_string()),
        },
    }
}
